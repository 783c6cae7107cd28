//! Who held a post: on a day, in a year, or through several of them.
//!
//! In: which posts ([`Posts`]), the day or manner that counts ([`Anchor`]), and whose they are. Out: a truth, a value, a length, or
//! the persons reached ([`Reached`]). Partial dates make a truth unknown with the cell as its cause; so does a table of tenures that
//! nobody signed complete. Deliberately absent: what follows for a person; which acting heads count (the rules say).

use std::collections::BTreeSet;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, PartialDate};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, TableId, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use super::logic;
use super::outcome::{Causes, Outcome};
use super::read::Standing;
use crate::finding::{Cause, Days, Fault, Instance, Person, Reached};
use crate::ir::{Anchor, Day, InPost, Posts, Served, Whose};
use crate::possible::{Possible, Range};

/// One of the times through which a condition runs: a year that was assessed, or the day of something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year it is counted in.
    pub year: Year,
    /// The day, of what happened; `None` where a year as a whole is meant.
    pub day: Option<PartialDate>,
    /// Why the day is not known, where it is not.
    pub causes: BTreeSet<Cause>,
    /// Why it may be none of the times, where it is not sure that it is one: a figure of an event that counts only above a limit.
    pub open: Option<BTreeSet<Cause>>,
}

/// 跨任方式: what holds where the times fall to different persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// 都在任才算: one who was in post each time.
    EachTime,
    /// 后一次在任即算: who was in post the last time.
    LastTime,
    /// 各次在任都算: who was in post any of the times.
    AnyTime,
}

/// When a post must have been held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Then {
    On(PartialDate),
    WholeYear(Year),
    HalfYear(Year),
    SomeTimeIn(Year),
}

impl Split {
    /// By its place in the enum 跨任方式.
    #[must_use]
    pub fn of(rank: u32) -> Split {
        match rank {
            0 => Split::EachTime,
            1 => Split::LastTime,
            _ => Split::AnyTime,
        }
    }
}

impl Moment {
    /// A year as a whole.
    #[must_use]
    pub fn year(year: Year) -> Moment {
        Moment { year, day: None, causes: BTreeSet::new(), open: None }
    }

    /// The day of something that happened.
    #[must_use]
    pub fn day(day: Date) -> Moment {
        Moment { year: Year(day.year()), day: Some(PartialDate::day(day)), causes: BTreeSet::new(), open: None }
    }

    /// Whether it is one of the times.
    fn counts(&self) -> Outcome {
        match &self.open {
            None => Outcome::certain(Possible::truth(true)),
            Some(causes) => Outcome::unknown_for(Possible::range(Range::either()), causes.clone()),
        }
    }
}

impl Interpreter<'_> {
    /// The persons whom `posts` of `unit` reach, by an anchor, through the times in `moments` (in their order).
    ///
    /// `at` is the instance for which the condition was worked out: the anchor is read there. `splits` are the ways in which several times may be
    /// put together, each that an open value leaves; the first alone where nothing was said. A person is `certain` where it is reached
    /// whatever the unknowns turn out to be. Who was in post at some time in the years of the moments and is not reached stands in
    /// `others`, so that nobody is passed over in silence.
    #[must_use]
    pub fn reached(
        &self,
        posts: &Posts,
        anchor: Option<&Anchor>,
        unit: EntityIx,
        moments: &[Moment],
        splits: &[Split],
        at: Instance,
    ) -> Reached {
        let frame = Frame::at(at);
        let by = self.records_by(posts.table, posts.unit);
        let surely = by.get(&Some(unit)).into_iter().flatten().map(|t| (*t, true));
        let perhaps = by.get(&None).into_iter().flatten().map(|t| (*t, false));
        let mut causes = Causes::default();
        // By person: for each moment whether one of its tenures held then; and its tenures in the span.
        let mut found: Vec<(EntityIx, Vec<Outcome>, Vec<EntityIx>)> = Vec::new();
        let (first, last) = span_of(moments);
        for (tenure, surely) in surely.chain(perhaps) {
            let Some(exists) = self.facts.entities.exists(tenure) else { continue };
            let near = first.zip(last).is_none_or(|(first, last)| exists.may_overlap(first, last));
            let cell =
                |column| Cause::Cell { table: posts.table, column: Some(column), entity: Some(tenure), year: None, keys: Vec::new() };
            let mut sides = vec![self.either(surely.then_some(true), cell(posts.unit))];
            if let Some(when) = &posts.when {
                sides.push(self.eval(when, frame.of(tenure)));
            }
            let meant = logic::join(false, &sides);
            if meant.possible.as_truth() == Some(false) {
                continue;
            }
            let each: Vec<Outcome> = moments
                .iter()
                .map(|moment| {
                    let held = match anchor {
                        Some(anchor) => self.held(tenure, anchor, moment, frame),
                        None => self.in_time(tenure, Then::SomeTimeIn(moment.year)),
                    };
                    logic::join(false, &[meant.clone(), held])
                })
                .collect();
            if !near && each.iter().all(|o| o.possible.as_truth() == Some(false)) {
                continue;
            }
            let Some(person) = self.entity_in(tenure, posts, posts.person) else {
                // Somebody holds it, and the cell does not say who.
                causes.join(&Causes::one(cell(posts.person)));
                continue;
            };
            match found.iter_mut().find(|(p, _, _)| *p == person) {
                Some((_, so_far, tenures)) => {
                    *so_far = so_far.iter().zip(&each).map(|(a, b)| logic::join(true, &[a.clone(), b.clone()])).collect();
                    tenures.push(tenure);
                }
                None => found.push((person, each, vec![tenure])),
            }
        }
        found.sort_by_key(|(person, _, _)| *person);
        let counts: Vec<Outcome> = moments.iter().map(Moment::counts).collect();
        let mut reached = Reached::default();
        for (person, each, tenures) in found {
            let there = put_together(&each, &counts, splits);
            let truth = there.possible.as_truth();
            if truth != Some(true) {
                causes.join(&there.causes);
            }
            let list = if truth == Some(false) { &mut reached.others } else { &mut reached.persons };
            for tenure in tenures {
                list.push(self.person(person, tenure, posts, first.zip(last), truth.is_some()));
            }
        }
        for moment in moments {
            if let Standing::Open(missing) = self.standing_of_records(posts.table, Some(posts.unit), Some(unit), Some(moment.year), frame) {
                causes.join(&Causes::of(missing));
            }
        }
        reached.causes = causes.to_set();
        reached
    }

    /// Whom a result of a tenure or of a person belongs to: the one who holds the post, with days within the year; the person.
    #[must_use]
    pub fn persons_of(&self, instance: Instance) -> Vec<Person> {
        let Some(entity) = instance.entity else { return Vec::new() };
        let schema = &self.program.schema;
        let Some(kind) = self.facts.entities.kind_of(entity) else { return Vec::new() };
        if let Some(posts) = schema.kind(kind).and_then(|k| k.record).and_then(|table| self.posts_of(table)) {
            let Some(person) = self.entity_in(entity, &posts, posts.person) else { return Vec::new() };
            let year = self.program.variable(instance.variable).filter(|v| v.yearly).map(|_| instance.year);
            let within = year.and_then(|y| y.first_day().zip(y.last_day()));
            return vec![self.person(person, entity, &posts, within, true)];
        }
        let persons = schema.kinds.iter().position(|k| k.name == "人员").and_then(|at| u32::try_from(at).ok()).map(KindId);
        if persons.is_some_and(|persons| schema.is_kind(kind, persons)) {
            let nothing = Person { entity, tenure: None, unit: None, post: None, from: None, to: None, days: None, certain: true };
            return vec![nothing];
        }
        Vec::new()
    }

    /// All posts of a table of tenures.
    pub(super) fn posts_of(&self, table: TableId) -> Option<Posts> {
        let schema = self.program.schema.table(table).filter(|t| t.shape == TableShape::Tenure)?;
        let [one, other, ..] = schema.concerns.as_slice() else { return None };
        let persons = self.program.schema.kinds.iter().position(|k| k.name == "人员").and_then(|at| u32::try_from(at).ok()).map(KindId)?;
        let of_person = |column: ColumnId| matches!(schema.column(column).map(|c| &c.ty), Some(Type::Entity(k)) if self.program.schema.is_kind(*k, persons));
        let (person, unit) = if of_person(*one) { (*one, *other) } else { (*other, *one) };
        Some(Posts { table, person, unit, post: schema.column_named("职务"), when: None })
    }

    /// The tenures that a reading of posts looks at, each with whether it counts by the anchor: those of the entity at hand, of
    /// such posts. For explanations.
    pub(super) fn tenures_looked_at(&self, expr: &crate::ir::Expr, frame: Frame<'_>) -> Vec<(EntityIx, Outcome)> {
        let (posts, concerns, at) = match &expr.kind {
            crate::ir::ExprKind::InPost(asked) => (&asked.posts, asked.concerns, &asked.at),
            crate::ir::ExprKind::HeldColumn { posts, at, .. } => (posts, posts.person, at),
            crate::ir::ExprKind::Holding(at) => {
                return frame.entity.into_iter().map(|tenure| (tenure, self.holding(at, frame))).collect();
            }
            _ => return frame.entity.into_iter().map(|tenure| (tenure, Outcome::certain(Possible::truth(true)))).collect(),
        };
        let whose = match &expr.kind {
            crate::ir::ExprKind::HeldColumn { whose, .. } => self.whose(whose, frame),
            _ => frame.entity,
        };
        let moment = self.moment_at_hand(frame);
        let by = self.records_by(posts.table, concerns);
        let meant = |tenure: &EntityIx| {
            let when = posts.when.as_ref().map(|when| self.eval(when, frame.of(*tenure)));
            when.is_none_or(|o| o.possible.as_truth() != Some(false))
        };
        let own = by.get(&whose).into_iter().flatten().filter(|t| whose.is_some() && meant(t));
        own.map(|tenure| (*tenure, self.held(*tenure, at, &moment, frame))).collect()
    }

    /// Who holds a tenure, with what its row says.
    pub(super) fn person_in(&self, tenure: EntityIx, posts: &Posts) -> Person {
        self.person(self.entity_in(tenure, posts, posts.person).unwrap_or(tenure), tenure, posts, None, true)
    }

    fn person(&self, person: EntityIx, tenure: EntityIx, posts: &Posts, within: Option<(Date, Date)>, certain: bool) -> Person {
        let span = self.facts.entities.exists(tenure).unwrap_or(Dated { from: None, to: None, value: () });
        let days = within.and_then(|(first, last)| days_within(&span, first, last));
        let post = posts.post.and_then(|column| self.cell_of_record(tenure, posts, column));
        Person {
            entity: person,
            tenure: Some(tenure),
            unit: self.entity_in(tenure, posts, posts.unit),
            post,
            from: span.from,
            to: span.to,
            days,
            certain,
        }
    }

    fn cell_of_record(&self, tenure: EntityIx, posts: &Posts, column: ColumnId) -> Option<Value> {
        let row = self.facts.rows_for(posts.table, &[Value::Entity(tenure)], column, None).next()?;
        match &Facts::cell(&row, column)?.held {
            Held::Exactly(value) => Some(value.clone()),
            Held::Between(_, _) => None,
        }
    }

    pub(super) fn entity_in(&self, tenure: EntityIx, posts: &Posts, column: ColumnId) -> Option<EntityIx> {
        match self.cell_of_record(tenure, posts, column) {
            Some(Value::Entity(entity)) => Some(entity),
            _ => None,
        }
    }

    /// Whether a tenure counts at a moment, by an anchor read in `frame`.
    pub(super) fn held(&self, tenure: EntityIx, anchor: &Anchor, moment: &Moment, frame: Frame<'_>) -> Outcome {
        let (thens, read) = self.thens(anchor, moment, frame);
        let each: Vec<Outcome> = thens.iter().map(|then| self.in_time(tenure, *then)).collect();
        let hull = each.into_iter().reduce(|so_far, one| so_far.hull(&one));
        let Some(held) = hull else {
            let possible = if read.possible.is_fault() { Possible::faulty() } else { Possible::range(Range::either()) };
            return Outcome::from_parts(possible, [&read]);
        };
        Outcome::from_parts(Possible { fault: read.possible.fault, ..held.possible.clone() }, [&held, &read])
    }

    /// Every time that an anchor may mean, and what it was read from. None: it cannot be said.
    pub(super) fn thens(&self, anchor: &Anchor, moment: &Moment, frame: Frame<'_>) -> (Vec<Then>, Outcome) {
        let known = || Outcome::certain(Possible::truth(true));
        // Where the day is known there is nothing to blame.
        let day_of_event = || {
            let why = Outcome::unknown_for(Possible::range(Range::either()), moment.causes.clone());
            (moment.day.map(Then::On).into_iter().collect(), why)
        };
        match anchor {
            Anchor::Day(day) => {
                let day = super::read::named_day(*day, moment.year);
                (day.map(|d| Then::On(PartialDate::day(d))).into_iter().collect(), known())
            }
            Anchor::On(expr) => {
                let read = self.eval(expr, frame).as_read();
                (read.possible.range.as_ref().map(|range| Then::On(days_of(range))).into_iter().collect(), read)
            }
            Anchor::DayOfEvent => day_of_event(),
            Anchor::DayOfDecision => self.day_of_decision(),
            Anchor::Held(expr) => {
                let (ranks, read) = self.options(Some(expr), frame);
                let mut thens = Vec::new();
                let mut parts: Vec<Outcome> = read.into_iter().collect();
                for rank in ranks {
                    let (each, why) = match rank {
                        0 => self.thens(&Anchor::Day(Day::YearEnd), moment, frame),
                        1 => (vec![Then::WholeYear(moment.year)], known()),
                        2 => (vec![Then::HalfYear(moment.year)], known()),
                        3 => (vec![Then::SomeTimeIn(moment.year)], known()),
                        4 => day_of_event(),
                        _ => self.day_of_decision(),
                    };
                    thens.extend(each);
                    parts.push(why);
                }
                let fault = parts.iter().any(|p| p.possible.fault);
                let certain = parts.iter().all(|p| p.possible.is_certain());
                let possible = Possible { fault, ..if certain { Possible::truth(true) } else { Possible::range(Range::either()) } };
                (thens, Outcome::from_parts(possible, &parts))
            }
        }
    }

    /// 决定日: given with the run, or any day.
    fn day_of_decision(&self) -> (Vec<Then>, Outcome) {
        match self.choice.decided_on {
            Some(day) => (vec![Then::On(PartialDate::day(day))], Outcome::certain(Possible::truth(true))),
            None => (
                vec![Then::On(PartialDate { earliest: Date::MIN, latest: Date::MAX })],
                Outcome::unknown(Possible::range(Range::either()), Cause::DecisionDay),
            ),
        }
    }

    fn in_time(&self, tenure: EntityIx, then: Then) -> Outcome {
        let Some(exists) = self.facts.entities.exists(tenure) else { return Outcome::certain(Possible::truth(false)) };
        match in_time(&exists, then) {
            Some(truth) => Outcome::certain(Possible::truth(truth)),
            None => Outcome::unknown_for(Possible::range(Range::either()), self.undated(tenure, Some(then))),
        }
    }

    /// The cells of a record that leave its beginning or its end open to a stretch of days: those that matter for a time.
    fn undated(&self, tenure: EntityIx, then: Option<Then>) -> BTreeSet<Cause> {
        let Some(entity) = self.facts.entities.get(tenure) else { return BTreeSet::new() };
        let Some(table) = self.program.schema.kind(entity.kind).and_then(|k| k.record) else { return BTreeSet::new() };
        let span = &entity.exists;
        let matters = |date: Option<PartialDate>, with: &dyn Fn(PartialDate) -> Dated<()>| {
            let Some(day) = date.filter(|d| !is_known(*d)) else { return false };
            let sides = [day.earliest, day.latest].map(|d| then.map(|then| in_time(&with(PartialDate::day(d)), then)));
            then.is_none() || matches!(sides, [first, last] if first != last)
        };
        let from = matters(span.from, &|day| Dated { from: Some(day), ..span.clone() });
        let to = matters(span.to, &|day| Dated { to: Some(day), ..span.clone() });
        let ends = [("自", from), ("至", to)];
        let column = |name| self.program.schema.table(table).and_then(|t| t.column_named(name));
        let cell = |name| Cause::Cell { table, column: column(name), entity: Some(tenure), year: None, keys: Vec::new() };
        ends.into_iter().filter(|(_, open)| *open).map(|(name, _)| cell(name)).collect()
    }

    /// Whether the tenure at hand was held at the anchor, in the year at hand.
    pub(super) fn holding(&self, at: &Anchor, frame: Frame<'_>) -> Outcome {
        match frame.entity {
            Some(tenure) => self.held(tenure, at, &Moment::year(frame.year), frame),
            None => Outcome::certain(Possible::not_applicable()),
        }
    }

    /// `任职(…) 以 … 为准`: whether the entity at hand held (a unit: had) such a post then.
    pub(super) fn in_post(&self, asked: &InPost, frame: Frame<'_>) -> Outcome {
        let moment = self.moment_at_hand(frame);
        let by = self.records_by(asked.posts.table, asked.concerns);
        let surely = by.get(&frame.entity).into_iter().flatten().map(|t| (*t, true));
        let perhaps = by.get(&None).into_iter().flatten().filter(|_| frame.entity.is_some()).map(|t| (*t, false));
        let mut each = Vec::new();
        for (tenure, surely) in surely.chain(perhaps) {
            let held = self.held(tenure, &asked.at, &moment, frame);
            // One that does not count says why nobody is in post only where a setting may have made it so.
            if held.possible.as_truth() == Some(false) && (asked.counted || held.marks.is_empty()) {
                continue;
            }
            let table = asked.posts.table;
            let named = Cause::Cell { table, column: Some(asked.concerns), entity: Some(tenure), year: None, keys: Vec::new() };
            let mut sides = vec![held, self.either(surely.then_some(true), named)];
            if let Some(when) = &asked.posts.when {
                sides.push(self.eval(when, frame.of(tenure)));
            }
            each.push(logic::join(false, &sides));
        }
        if asked.counted {
            let missing = self.unsigned(&asked.posts, asked.concerns, &asked.at, &moment, frame);
            return super::read::number_of(each, missing.map(|o| o.causes.to_set()));
        }
        if let Some(found) = each.iter().find(|o| o.possible.as_truth() == Some(true)) {
            return Outcome::from_parts(Possible::truth(true), [found]);
        }
        each.extend(self.unsigned(&asked.posts, asked.concerns, &asked.at, &moment, frame));
        if each.is_empty() { Outcome::certain(Possible::truth(false)) } else { logic::join(true, &each) }
    }

    /// A perhaps, where tenures may be missing from the table in a year that the anchor asks about.
    fn unsigned(&self, posts: &Posts, concerns: ColumnId, at: &Anchor, moment: &Moment, frame: Frame<'_>) -> Option<Outcome> {
        let (thens, read) = self.thens(at, moment, frame);
        let mut years: BTreeSet<Year> = BTreeSet::new();
        for then in thens {
            match then {
                Then::On(day) if is_known(day) => years.insert(Year(day.earliest.year())),
                Then::On(_) => years.insert(moment.year),
                Then::WholeYear(year) | Then::HalfYear(year) | Then::SomeTimeIn(year) => years.insert(year),
            };
        }
        let mut causes = BTreeSet::new();
        for year in years {
            if let Standing::Open(missing) = self.standing_of_records(posts.table, Some(concerns), frame.entity, Some(year), frame) {
                causes.extend(missing);
            }
        }
        let open = Outcome::unknown_for(Possible::range(Range::either()), causes.clone());
        let why = if read.possible.is_certain() { open } else { Outcome::from_parts(Possible::range(Range::either()), [&open, &read]) };
        (!causes.is_empty()).then_some(why)
    }

    /// What an anchor without a day of its own means here: the event at hand, or the year at hand.
    pub(super) fn moment_at_hand(&self, frame: Frame<'_>) -> Moment {
        let kind = frame.entity.and_then(|e| self.facts.entities.kind_of(e)).and_then(|of| self.program.schema.kind(of));
        let dated = kind.and_then(|k| k.record).and_then(|table| Some((table, self.program.schema.table(table)?.day?)));
        let (Some((table, day)), Some(event)) = (dated, frame.entity) else { return Moment::year(frame.year) };
        let read = self.read_column_of(table, day, Some(event), &[], frame);
        let day = read.possible.range.as_ref().map(days_of);
        let year = day.filter(|d| d.earliest.year() == d.latest.year()).map_or(frame.year, |d| Year(d.earliest.year()));
        Moment { year, day, causes: read.causes.to_set(), open: None }
    }

    /// `对象.单位 以 事发日 为准`: a column of the tenure that somebody held then.
    pub(super) fn held_column(&self, posts: &Posts, column: ColumnId, whose: &Whose, at: &Anchor, frame: Frame<'_>) -> Outcome {
        let Some(schema) = self.program.schema.table(posts.table).and_then(|t| t.column(column)) else {
            return Outcome::certain(Possible::not_applicable());
        };
        let moment = self.moment_at_hand(frame);
        self.read_at(whose, frame, &schema.ty, &|person| {
            let Some(person) = person else { return Outcome::certain(Possible::not_applicable()) };
            let by = self.records_by(posts.table, posts.person);
            let (mut surely, mut perhaps): (Vec<Outcome>, Vec<Outcome>) = (Vec::new(), Vec::new());
            for tenure in by.get(&Some(person)).into_iter().flatten() {
                let held = self.held(*tenure, at, &moment, frame);
                if held.possible.as_truth() == Some(false) {
                    continue;
                }
                let cause = Cause::Cell { table: posts.table, column: Some(column), entity: Some(*tenure), year: None, keys: Vec::new() };
                let Some(row) = self.facts.rows(posts.table, &[Value::Entity(*tenure)]).next() else { continue };
                let value = self.read_cell(posts.table, column, &row, cause);
                if held.possible.as_truth() == Some(true) {
                    surely.push(value);
                } else {
                    perhaps.push(Outcome::from_parts(value.possible.clone().hull(Possible::not_applicable()), [&value, &held]));
                }
            }
            if let Some(one) = surely.first() {
                let agree = surely.iter().all(|o| o.possible == one.possible);
                return if agree { one.clone() } else { Outcome::fault(frame.instance, Vec::new(), Fault::TwoAtOnce) };
            }
            let there = Frame { entity: Some(person), ..frame };
            if let Some(missing) = self.unsigned(posts, posts.person, at, &moment, there) {
                let anything = Possible { na: true, ..Possible::range(self.column_range(schema)) };
                perhaps.push(Outcome::from_parts(anything, [&missing]));
            }
            let na = Outcome::certain(Possible::not_applicable());
            perhaps.iter().fold(na, |so_far, one| so_far.hull(one))
        })
    }

    /// 在任月数, 在任天数: of the year at hand, for the tenure at hand.
    pub(super) fn served(&self, served: Served, frame: Frame<'_>) -> Outcome {
        let Some(tenure) = frame.entity else { return Outcome::certain(Possible::not_applicable()) };
        let Some(entity) = self.facts.entities.get(tenure) else { return Outcome::certain(Possible::not_applicable()) };
        let ends = match served {
            Served::Days => frame.year.first_day().zip(frame.year.last_day()).and_then(|(f, l)| days_within(&entity.exists, f, l)),
            Served::Months => Some(months_of(&entity.exists, frame.year)),
        };
        let Some(Days { least, greatest }) = ends else { return Outcome::certain(Possible::not_applicable()) };
        let number = |n: u32| Value::Number(Exact::integer(i128::from(n)));
        let possible = Possible::range(Range::between(Some(number(least)), Some(number(greatest))));
        Outcome::from_parts(possible, [&Outcome::unknown_for(Possible::range(Range::either()), self.undated(tenure, None))])
    }

    /// 含: whether a value is among those of a column of many values.
    pub(super) fn has(&self, set: &crate::ir::Expr, item: &crate::ir::Expr, frame: Frame<'_>) -> Outcome {
        let (set, item) = (self.eval(set, frame), self.eval(item, frame));
        let fault = set.possible.fault || item.possible.fault;
        let na = set.possible.na || item.possible.na;
        let truth = match (set.possible.known(), item.possible.known()) {
            (Some(Value::Many(all)), Some(one)) => Some(all.contains(one)),
            (Some(Value::Set(all)), Some(Value::Entity(one))) => Some(all.contains(one)),
            // What holds nothing holds nothing.
            (Some(Value::Many(all)), None) if all.is_empty() && !na => Some(false),
            (Some(Value::Set(all)), None) if all.is_empty() && !na => Some(false),
            _ => None,
        };
        let none = set.possible.range.is_none() || item.possible.range.is_none();
        let range = if none { None } else { Possible::three_valued(truth).range };
        Outcome::from_parts(Possible { range, na, fault }, [&set, &item])
    }
}

/// Whether somebody counts who was in post at some of the times, under each way of putting them together that is left. `counts`: whether
/// each of them is one of the times at all.
fn put_together(each: &[Outcome], counts: &[Outcome], splits: &[Split]) -> Outcome {
    let times = || each.iter().zip(counts);
    let any_time =
        || logic::join(true, &times().map(|(held, counts)| logic::join(false, &[held.clone(), counts.clone()])).collect::<Vec<_>>());
    let one = |split: &Split| match split {
        Split::EachTime => {
            logic::join(false, &times().map(|(held, counts)| logic::join(true, &[held.clone(), logic::not(counts)])).collect::<Vec<_>>())
        }
        Split::AnyTime => any_time(),
        // The last one that counts: where the last may not, the one before it may be the last.
        Split::LastTime => times().fold(Outcome::certain(Possible::truth(false)), |before, (held, counts)| {
            if counts.possible.is_certain() {
                return held.clone();
            }
            let either = held.clone().hull(&before);
            if either.possible.is_certain() { either } else { Outcome::from_parts(either.possible.clone(), [&either, counts]) }
        }),
    };
    let all = splits.iter().map(one).reduce(|so_far, next| so_far.hull(&next));
    all.unwrap_or_else(any_time)
}

/// The stretch of whole years that the moments lie in.
fn span_of(moments: &[Moment]) -> (Option<Date>, Option<Date>) {
    let years = || moments.iter().map(|m| m.year);
    (years().min().and_then(Year::first_day), years().max().and_then(Year::last_day))
}

pub(super) fn is_known(day: PartialDate) -> bool {
    day.earliest == day.latest
}

/// The days between which a date lies.
fn days_of(range: &Range) -> PartialDate {
    let day = |value: Option<&Value>, open: Date| if let Some(Value::Date(day)) = value { *day } else { open };
    PartialDate { earliest: day(range.least(), Date::MIN), latest: day(range.greatest(), Date::MAX) }
}

/// Whether something that lasted so long was there then; `None`: the unknown days decide.
pub(super) fn in_time(span: &Dated<()>, then: Then) -> Option<bool> {
    let (surely, perhaps) = match then {
        Then::On(day) => {
            (span.surely_holds_on(day.earliest) && span.surely_holds_on(day.latest), span.may_overlap(day.earliest, day.latest))
        }
        Then::WholeYear(year) => {
            let (first, last) = year.first_day().zip(year.last_day())?;
            (span.surely_holds_on(first) && span.surely_holds_on(last), span.may_hold_on(first) && span.may_hold_on(last))
        }
        Then::HalfYear(year) => {
            let (first, last) = year.first_day().zip(year.last_day())?;
            let Days { least, greatest } = days_within(span, first, last)?;
            let enough = |days: u32| days.saturating_mul(2) >= length(first, last);
            (enough(least), enough(greatest))
        }
        Then::SomeTimeIn(year) => {
            let (first, last) = year.first_day().zip(year.last_day())?;
            let Days { least, .. } = days_within(span, first, last)?;
            (least > 0, span.may_overlap(first, last))
        }
    };
    if surely {
        Some(true)
    } else if perhaps {
        None
    } else {
        Some(false)
    }
}

/// How many days from one to another, both counted; 0 where the second is earlier.
fn length(first: Date, last: Date) -> u32 {
    let days = first.until(last).map(|span| span.get_days()).unwrap_or(-1);
    u32::try_from(days.saturating_add(1)).unwrap_or(0)
}

/// The fewest and most days of a span that lie between two days.
fn days_within(span: &Dated<()>, first: Date, last: Date) -> Option<Days> {
    let stretch = |from: Option<Date>, to: Option<Date>| length(from.map_or(first, |f| f.max(first)), to.map_or(last, |t| t.min(last)));
    let least = stretch(span.from.map(|f| f.latest), span.to.map(|t| t.earliest));
    let greatest = stretch(span.from.map(|f| f.earliest), span.to.map(|t| t.latest));
    Some(Days { least, greatest })
}

/// The fewest and most months of a year on whose last day a span holds.
fn months_of(span: &Dated<()>, year: Year) -> Days {
    let ends = (1..=12).filter_map(|month| quanheng_facts::value::Month { year: year.0, month }.days()).map(|(_, last)| last);
    let (mut least, mut greatest) = (0_u32, 0_u32);
    for end in ends {
        least = least.saturating_add(u32::from(span.surely_holds_on(end)));
        greatest = greatest.saturating_add(u32::from(span.may_hold_on(end)));
    }
    Days { least, greatest }
}
