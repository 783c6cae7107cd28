//! A conclusion whole: whether it is met, what it gives, its fields, and whom it reaches.
//!
//! In: a conclusion and the instance of its condition. Out: a [`Conclusion`]. The unit's finding stands even where nobody is found
//! (无人对应). The times through which the condition ran (years of 连续, days of what was counted) are read off the parts of it
//! that hold; each alternative of an 或 that holds is a ground of its own. Each person is looked at again without the matters
//! tolerated for that person. Deliberately absent: a person's class (平庸, 失职, 不适) belongs to the ground, not to the person.

use std::collections::BTreeSet;

use quanheng_facts::entity::PartialDate;
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use super::posts::{Moment, Split};
use crate::finding::{Cause, Conclusion, Instance, Person, PersonReached, Reached, Status};
use crate::ir::{self, Expr, ExprKind, HistoryKind, OutcomeId, Over, Reach, Who, walk};

/// One way in which a condition holds, or may: the times it ran through.
#[derive(Clone, Debug, Default)]
struct Ground {
    moments: Vec<Moment>,
    /// It holds whatever the unknowns are.
    certain: bool,
}

impl Interpreter<'_> {
    /// Everything a conclusion says of one instance of its condition.
    #[must_use]
    pub fn conclusion(&self, id: OutcomeId, instance: Instance) -> Option<Conclusion> {
        let outcome = self.program.outcomes.get(id.at())?;
        let instance = Instance { variable: outcome.variable, ..instance };
        let finding = self.finding(instance);
        let of = |variable| self.finding(Instance { variable, ..instance });
        let kind = self.program.outcome_kinds.get(outcome.kind);
        let name = |at: usize| kind.and_then(|k| k.fields.get(at)).map(|f| f.name.clone()).unwrap_or_default();
        let met = finding.value == Some(Value::Bool(true)) || finding.status == Status::Unknown;
        let mut conclusion = Conclusion {
            grants: outcome.grants.map(of),
            fields: outcome.fields.iter().map(|(at, variable)| (name(*at), of(*variable))).collect(),
            persons: Vec::new(),
            others: Vec::new(),
            causes: BTreeSet::new(),
            reaches_anybody: !outcome.reaches.is_empty(),
            finding,
        };
        if met {
            for reach in &outcome.reaches {
                self.reach(outcome, reach, instance, &mut conclusion);
            }
            self.relieve(outcome, instance, &mut conclusion);
        }
        Some(conclusion)
    }

    fn reach(&self, outcome: &ir::Outcome, reach: &Reach, instance: Instance, conclusion: &mut Conclusion) {
        let frame = Frame::at(instance);
        let mut surely = true;
        if let Some(when) = &reach.when {
            let told = self.eval(when, frame);
            match told.possible.as_truth() {
                Some(true) => {}
                Some(false) => return,
                None => {
                    surely = false;
                    conclusion.causes.extend(told.causes.to_set());
                }
            }
        }
        let grounds = self.grounds(outcome, instance);
        let (splits, told) = self.options(reach.split.as_ref(), frame);
        let splits: Vec<Split> = splits.into_iter().map(Split::of).collect();
        // Which split holds matters only where it makes a difference to somebody.
        let split_open = told.filter(|_| splits.len() > 1);
        for who in &reach.who {
            match who {
                Who::Own => self.own_person(instance, surely, conclusion),
                Who::Listed(of) => self.listed_persons(of, frame, surely, conclusion),
                Who::Each { table, of } => {
                    for (record, certain) in self.records_counted(outcome, *table, instance) {
                        self.listed_persons(of, frame.of(record), surely && certain, conclusion);
                    }
                }
                Who::Posts(posts) => {
                    let Some(unit) = self.unit_of(instance) else { continue };
                    for ground in &grounds {
                        let mut reached = self.reached(posts, reach.anchor.as_ref(), unit, &ground.moments, &splits, instance);
                        if let Some(told) = split_open.as_ref().filter(|_| reached.persons.iter().any(|p| !p.certain)) {
                            conclusion.causes.extend(told.causes.to_set());
                        }
                        let several = grounds.len() > 1;
                        for person in reached.persons.iter_mut().chain(&mut reached.others) {
                            person.certain &= surely && (ground.certain || !several);
                        }
                        take_in(conclusion, reached);
                    }
                }
            }
        }
    }

    /// The unit whose posts are meant: the entity at hand, or the one that its record concerns.
    fn unit_of(&self, instance: Instance) -> Option<EntityIx> {
        let entity = instance.entity?;
        let table = self.facts.entities.kind_of(entity).and_then(|of| self.program.schema.kind(of)).and_then(|k| k.record);
        let Some((table, schema)) = table.and_then(|t| self.program.schema.table(t).map(|s| (t, s))) else { return Some(entity) };
        let unit = self.kind_named("单位")?;
        let row = self.facts.rows(table, &[Value::Entity(entity)]).next()?;
        schema.concerns.iter().find_map(|concerns| match quanheng_facts::fact::Facts::cell(&row, *concerns).map(|c| &c.held) {
            Some(quanheng_facts::fact::Held::Exactly(Value::Entity(e))) => self.is_of_kind(*e, unit).then_some(*e),
            _ => None,
        })
    }

    fn kind_named(&self, name: &str) -> Option<KindId> {
        let at = self.program.schema.kinds.iter().position(|k| k.name == name)?;
        u32::try_from(at).ok().map(KindId)
    }

    fn is_of_kind(&self, entity: EntityIx, kind: KindId) -> bool {
        self.facts.entities.kind_of(entity).is_some_and(|of| self.program.schema.is_kind(of, kind))
    }

    /// 本人: the person at hand, or the one whose tenure is.
    fn own_person(&self, instance: Instance, certain: bool, conclusion: &mut Conclusion) {
        let Some(entity) = instance.entity else { return };
        let person = self.kind_named("人员").filter(|kind| !self.is_of_kind(entity, *kind)).and_then(|kind| {
            let table = self.program.schema.kind(self.facts.entities.kind_of(entity)?)?.record?;
            let row = self.facts.rows(table, &[Value::Entity(entity)]).next()?;
            row.cells.iter().flatten().find_map(|cell| match &cell.held {
                quanheng_facts::fact::Held::Exactly(Value::Entity(e)) if self.is_of_kind(*e, kind) => Some(*e),
                _ => None,
            })
        });
        add(&mut conclusion.persons, named_person(person.unwrap_or(entity), certain));
    }

    /// A list of persons that an expression gives.
    fn listed_persons(&self, of: &Expr, frame: Frame<'_>, certain: bool, conclusion: &mut Conclusion) {
        let told = self.eval(of, frame);
        let persons: Vec<EntityIx> = match told.possible.known() {
            Some(Value::Set(set)) => set.iter().copied().collect(),
            Some(Value::Entity(one)) => vec![*one],
            _ => Vec::new(),
        };
        if !told.possible.is_certain() {
            conclusion.causes.extend(told.causes.to_set());
        }
        for person in persons {
            add(&mut conclusion.persons, named_person(person, certain));
        }
    }

    /// Each person looked at again without the matters tolerated for that person.
    fn relieve(&self, outcome: &ir::Outcome, instance: Instance, conclusion: &mut Conclusion) {
        if outcome.disregards.is_empty() {
            return;
        }
        let worked = self.work(instance);
        let of_unit: BTreeSet<EntityIx> = worked.set_aside.as_ref().map(|s| s.matters.iter().copied().collect()).unwrap_or_default();
        for reached in &mut conclusion.persons {
            let Some((after, aside)) = self.set_aside(outcome, instance, reached.person.entity, &of_unit, &worked.outcome) else {
                continue;
            };
            reached.holds = match after.possible.as_truth() {
                Some(truth) if !after.possible.fault => Some(truth),
                _ => None,
            };
            reached.set_aside = aside.matters.clone();
            reached.perhaps = aside.perhaps.clone();
            if reached.holds.is_none() {
                conclusion.causes.extend(after.causes.to_set());
            }
        }
    }

    // ---- the times a condition ran through

    /// Every time that a conclusion's condition ran through, in their order.
    pub(super) fn moments(&self, outcome: &ir::Outcome, instance: Instance) -> Vec<Moment> {
        let mut all: Vec<Moment> = self.grounds(outcome, instance).into_iter().flat_map(|ground| ground.moments).collect();
        all.sort_by_key(|m| (m.year, m.day.map(|d| (d.earliest, d.latest))));
        all.dedup();
        all
    }

    fn grounds(&self, outcome: &ir::Outcome, instance: Instance) -> Vec<Ground> {
        let guards = self.program.variable(outcome.variable).into_iter().flat_map(|v| &v.rules).filter_map(|r| r.guard.as_ref());
        let mut grounds: Vec<Ground> = guards.flat_map(|guard| self.grounds_of(guard, Frame::at(instance))).collect();
        for ground in &mut grounds {
            if ground.moments.is_empty() {
                ground.moments.push(self.own_moment(instance));
            }
            ground.moments.sort_by_key(|m| (m.year, m.day.map(|d| (d.earliest, d.latest))));
            ground.moments.dedup();
        }
        grounds
    }

    /// The time of the instance itself: the day of its event, or its year.
    fn own_moment(&self, instance: Instance) -> Moment {
        match instance.entity {
            Some(record) if self.year_of_record(record).is_some() => self.moment_of(record),
            _ => Moment::year(instance.year),
        }
    }

    /// The day of a record.
    fn moment_of(&self, record: EntityIx) -> Moment {
        let day: Option<PartialDate> = self.facts.entities.exists(record).and_then(|e| e.from);
        let year = day.map_or(Year(0), |d| Year(d.earliest.year()));
        let entity = self.facts.entities.get(record);
        let table = entity.and_then(|e| self.program.schema.kind(e.kind)).and_then(|k| k.record);
        let column = table.and_then(|t| self.program.schema.table(t)).and_then(|t| t.day);
        let known = day.is_some_and(|d| d.earliest == d.latest);
        let causes = match (known, table) {
            (false, Some(table)) => BTreeSet::from([Cause::Cell { table, column, entity: Some(record), year: None, keys: Vec::new() }]),
            _ => BTreeSet::new(),
        };
        Moment { year, day, causes, open: None }
    }

    /// The grounds of a condition: one for each alternative that holds, or may; none where it surely does not.
    fn grounds_of(&self, expr: &Expr, frame: Frame<'_>) -> Vec<Ground> {
        let truth = self.eval(expr, frame).possible.as_truth();
        if truth == Some(false) {
            return Vec::new();
        }
        let certain = truth == Some(true);
        match &expr.kind {
            ExprKind::Or(parts) => parts.iter().flat_map(|p| self.grounds_of(p, frame)).collect(),
            ExprKind::Items { any: true, items } => items.iter().flat_map(|(_, p)| self.grounds_of(p, frame)).collect(),
            ExprKind::And(parts) => self.together(parts.iter(), certain, frame),
            ExprKind::Items { any: false, items } => self.together(items.iter().map(|(_, p)| p), certain, frame),
            ExprKind::Exists { over: Over::Records { table, concerns }, when } => self
                .counted(*table, *concerns, when.as_deref(), frame)
                .into_iter()
                .map(|(record, sure)| Ground { moments: vec![self.moment_of(record)], certain: certain && sure })
                .collect(),
            _ => vec![Ground { moments: self.moments_in(expr, frame), certain }],
        }
    }

    /// What holds together ran through the times of all its parts; each alternative inside is a ground with them.
    fn together<'e>(&self, parts: impl Iterator<Item = &'e Expr>, certain: bool, frame: Frame<'_>) -> Vec<Ground> {
        let mut all = vec![Ground { moments: Vec::new(), certain }];
        for part in parts {
            let found = self.grounds_of(part, frame);
            if found.is_empty() {
                continue;
            }
            all = all
                .iter()
                .flat_map(|so_far| {
                    found.iter().map(move |one| Ground {
                        moments: so_far.moments.iter().chain(&one.moments).cloned().collect(),
                        certain: so_far.certain && one.certain,
                    })
                })
                .collect();
        }
        all
    }

    /// The times named in a condition without alternatives: the years of 连续, the days of what is counted.
    fn moments_in(&self, expr: &Expr, frame: Frame<'_>) -> Vec<Moment> {
        let mut moments = Vec::new();
        match &expr.kind {
            ExprKind::History(history) if history.kind == HistoryKind::Run => {
                let years = history.years.as_ref().map(|n| self.eval(n, frame).possible);
                // Where the number is left open, the most it may be: whoever was in post in any of them is looked at.
                let most = years.and_then(|p| p.range.as_ref().and_then(|r| r.greatest().and_then(crate::ir::number_of)));
                let most = most.and_then(quanheng_facts::exact::Exact::to_integer).and_then(|n| i32::try_from(n).ok()).unwrap_or(1);
                moments.extend((0..most).filter_map(|n| frame.year.plus(n.saturating_neg())).map(Moment::year));
            }
            ExprKind::Count { over: Over::Records { table, concerns }, when } => {
                // One that may not count leaves open whether it is among the times.
                let each = self.each_record(*table, *concerns, when.as_deref(), frame).into_iter();
                let counted = each.filter(|(_, counts)| counts.possible.may_be(true));
                moments.extend(counted.map(|(record, counts)| {
                    let open = (!counts.possible.is_certain()).then(|| counts.causes.to_set());
                    Moment { open, ..self.moment_of(record) }
                }));
            }
            ExprKind::Gather(gather) => {
                if let (ir::GatherKind::Window, [count, window]) = (gather.kind, gather.of.as_slice()) {
                    let (counted, why) = self.counted_in_window(count, window, frame);
                    let open = |sure: bool| (!sure).then(|| why.clone());
                    moments.extend(counted.into_iter().map(|(record, sure)| Moment { open: open(sure), ..self.moment_of(record) }));
                }
            }
            ExprKind::Not(_) => {}
            ExprKind::Compare { left, right, .. } => {
                moments.extend(self.moments_in(left, frame));
                moments.extend(self.moments_in(right, frame));
            }
            // A definition of the same entity: the times its own rules ran through.
            ExprKind::Variable { variable, whose: ir::Whose::Own, args } if args.is_empty() && expr.ty == Type::Bool => {
                let meaning = self.program.variable(*variable).filter(|v| matches!(v.shape, ir::Shape::Rules) && v.rules.len() == 1);
                if let Some(rule) = meaning.and_then(|v| v.rules.first()) {
                    for part in rule.guard.iter().chain(&rule.value) {
                        moments.extend(self.moments_in(part, frame));
                    }
                }
            }
            ExprKind::And(parts) => moments.extend(parts.iter().flat_map(|p| self.moments_in(p, frame))),
            _ => {}
        }
        moments
    }

    /// The records of a table that a conclusion's condition counts, each with whether that is sure.
    fn records_counted(&self, outcome: &ir::Outcome, table: TableId, instance: Instance) -> Vec<(EntityIx, bool)> {
        let mut found: Vec<(EntityIx, bool)> = Vec::new();
        if instance.entity.is_some_and(|e| {
            let kind = self.program.schema.table(table).and_then(quanheng_facts::schema::TableSchema::record_kind);
            kind.is_some_and(|kind| self.is_of_kind(e, kind))
        }) {
            found.extend(instance.entity.map(|e| (e, true)));
        }
        let frame = Frame::at(instance);
        let guards = self.program.variable(outcome.variable).into_iter().flat_map(|v| &v.rules).filter_map(|r| r.guard.as_ref());
        for guard in guards {
            walk::visit(guard, &mut |part| {
                if let ExprKind::Gather(gather) = &part.kind
                    && let (ir::GatherKind::Window, [count, window]) = (gather.kind, gather.of.as_slice())
                    && matches!(&count.kind, ExprKind::Count { over: Over::Records { table: of, .. }, .. } if *of == table)
                {
                    for (record, sure) in self.counted_in_window(count, window, frame).0 {
                        match found.iter_mut().find(|(r, _)| *r == record) {
                            Some((_, known)) => *known |= sure,
                            None => found.push((record, sure)),
                        }
                    }
                }
                let (ExprKind::Exists { over, when } | ExprKind::Count { over, when }) = &part.kind else { return };
                let Over::Records { table: of, concerns } = over else { return };
                if *of != table {
                    return;
                }
                for (record, sure) in self.counted(*of, *concerns, when.as_deref(), frame) {
                    match found.iter_mut().find(|(r, _)| *r == record) {
                        Some((_, known)) => *known |= sure,
                        None => found.push((record, sure)),
                    }
                }
            });
        }
        found
    }
}

fn named_person(entity: EntityIx, certain: bool) -> Person {
    Person { entity, tenure: None, unit: None, post: None, from: None, to: None, days: None, certain }
}

/// One more person; the same with the same post once, certain if it is by any way.
fn add(persons: &mut Vec<PersonReached>, person: Person) {
    match persons.iter_mut().find(|p| p.person.entity == person.entity && p.person.tenure == person.tenure) {
        Some(known) => known.person.certain |= person.certain,
        None => persons.push(PersonReached { person, holds: Some(true), set_aside: Vec::new(), perhaps: Vec::new() }),
    }
}

fn take_in(conclusion: &mut Conclusion, reached: Reached) {
    for person in reached.persons {
        add(&mut conclusion.persons, person);
    }
    for person in reached.others {
        if !conclusion.others.contains(&person) {
            conclusion.others.push(person);
        }
    }
    let there: BTreeSet<_> = conclusion.persons.iter().map(|p| (p.person.entity, p.person.tenure)).collect();
    conclusion.others.retain(|p| !there.contains(&(p.entity, p.tenure)));
    conclusion.causes.extend(reached.causes);
}
