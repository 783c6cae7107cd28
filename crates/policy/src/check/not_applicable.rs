//! 不适用 is never read by accident: wherever it can come up, something says what then.

use quanheng_facts::schema::{Blank, KeyType};
use quanheng_facts::value::{KindId, Type, Value};

use crate::check::logic::{Formula, Space, not};
use crate::check::solve::Answer;
use crate::check::versions::{covers, span_of};
use crate::check::witness::Row;
use crate::check::{Checker, expressions};
use crate::ir::{
    Begins, Expr, ExprKind, GatherKind, HistoryKind, InDays, InForce, Over, Population, Rule, Shape, Variable, VariableId, Whose, walk,
};
use crate::problems;
use crate::problems::unhandled_na::Since;
use crate::syntax::tree::Span;

/// What is known to have a value, and in which years the expression is looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) present: Vec<Expr>,
    pub(super) years: InForce,
}

/// Where 不适用 was met and not handled: what may be 不适用.
pub(super) type Unhandled = Vec<Expr>;

impl Checker<'_> {
    pub(super) fn check_not_applicable(&mut self) {
        self.mark_rankings();
        let mut wrong: Vec<(usize, Span, Expr, Option<String>)> = Vec::new();
        let mut missing: Vec<(usize, Span, String, String)> = Vec::new();
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            let Some(variable) = self.program.variable(id) else { continue };
            self.check_rules(id, variable, &mut wrong);
            self.check_set_rule(variable, &mut wrong);
            if !self.damaged.contains(&id) {
                missing.extend(self.without_value(variable));
            }
        }
        for assert in &self.program.asserts {
            let mut unhandled = Unhandled::new();
            let leaves = self.maybe_na(&assert.logic, &Known::default(), &mut unhandled);
            wrong.extend(leaves.into_iter().chain(unhandled).map(|e| (assert.pack.at(), e.span, e, None)));
        }
        for (pack, span, expr, case) in wrong {
            if let ExprKind::History(history) = &expr.kind
                && history.kind != HistoryKind::Past
            {
                self.unassessed_problem(pack, &expr, history);
                continue;
            }
            let (place, words) = (self.place(pack, span), self.words(pack, expr.span));
            let since = self.in_force_since(&expr);
            self.report(problems::unhandled_na::problem(place, &words, case.as_deref(), since));
        }
        for (pack, span, name, case) in missing {
            let place = self.place(pack, span);
            self.report(problems::value_missing::problem(place, &name, &case));
        }
    }

    /// The first year (or day) of a definition that is 不适用 only where it is not in force.
    fn in_force_since(&self, expr: &Expr) -> Option<Since> {
        let ExprKind::Variable { variable, .. } = &expr.kind else { return None };
        let variable = self.program.variable(*variable).filter(|v| !v.maybe_na)?;
        let span = span_of(variable);
        span.from.map(|year| Since::Year(year.0)).or(span.days.from.map(Since::Day))
    }

    /// A ranking, tiers or a share may be 不适用 for those outside it. What its group reads may be a ranking too: until nothing changes.
    fn mark_rankings(&mut self) {
        loop {
            let mut found = Vec::new();
            for (at, variable) in self.program.variables.iter().enumerate() {
                let (population, missing) = match &variable.shape {
                    Shape::Rank(rank) => (&rank.population, Some(&rank.missing)),
                    Shape::Tiers(tiers) => (&tiers.population, Some(&tiers.missing)),
                    Shape::Share(share) => (&share.population, None),
                    Shape::Rules | Shape::List(_) => continue,
                };
                if !variable.maybe_na && self.leaves_some_out(variable, population, missing) {
                    found.push(at);
                }
            }
            if found.is_empty() {
                return;
            }
            for at in found {
                if let Some(variable) = self.program.variables.get_mut(at) {
                    variable.maybe_na = true;
                }
            }
        }
    }

    /// `missing`: 缺值, where the rule has that clause.
    fn leaves_some_out(&self, variable: &Variable, population: &Population, missing: Option<&Expr>) -> bool {
        let narrower = variable.owner != Some(population.kind);
        let excludes = |value: &Value| matches!(value, Value::Enum(id, rank) if quanheng_facts::value::enum_of(&self.program.schema.enums, *id).and_then(|e| e.name_of(*rank)) == Some("排除"));
        let missing = missing.is_some_and(|missing| match &missing.kind {
            ExprKind::Literal(value) => excludes(value),
            ExprKind::Open(id) => self.program.opens.get(id.at()).is_some_and(|o| o.options.iter().any(excludes)),
            _ => true,
        });
        let known = self.known_in_population(population, span_of(variable), &mut Unhandled::new());
        let group = population.group.as_ref().is_some_and(|g| !self.maybe_na(g, &known, &mut Unhandled::new()).is_empty());
        narrower || population.when.is_some() || !population.limit.is_empty() || missing || group
    }

    fn check_rules(&self, id: VariableId, variable: &Variable, wrong: &mut Vec<(usize, Span, Expr, Option<String>)>) {
        let span = span_of(variable);
        let mut tell =
            |pack: usize, found: Vec<Expr>, case: Option<String>| wrong.extend(found.into_iter().map(|e| (pack, e.span, e, case.clone())));
        for rule in &variable.rules {
            let years = meeting(rule.in_force, span);
            let mut known = Known { present: Vec::new(), years };
            let mut unhandled = Unhandled::new();
            if let Some(middle) = rule.where_applies.and_then(|r| variable.rules.get(r.at())).and_then(|r| r.guard.as_ref()) {
                self.learn(middle, true, &mut known.present);
            }
            if let Some(guard) = &rule.guard {
                let leaves = self.maybe_na(guard, &known, &mut unhandled);
                unhandled.extend(leaves);
                self.learn(guard, true, &mut known.present);
            }
            let Some(value) = &rule.value else {
                tell(rule.pack.at(), unhandled, None);
                continue;
            };
            let leaves = self.maybe_na(value, &known, &mut unhandled);
            tell(rule.pack.at(), unhandled, None);
            if variable.maybe_na || self.damaged.contains(&id) {
                continue;
            }
            for leaf in leaves {
                if let Some(case) = self.untaken(variable, rule, &leaf, years) {
                    tell(rule.pack.at(), vec![leaf], case);
                }
            }
        }
        let others = variable.bounds.iter().map(|b| (b.pack.at(), b.guard.as_ref(), &b.limit, false));
        let others = others.chain(variable.presumptions.iter().map(|p| (p.pack.at(), p.guard.as_ref(), &p.value, variable.maybe_na)));
        let others = others.chain(variable.default.iter().map(|d| (variable.pack.at(), None, d, variable.maybe_na)));
        for (pack, guard, value, passes) in others {
            let mut known = Known { present: Vec::new(), years: span };
            let mut unhandled = Unhandled::new();
            if let Some(guard) = guard {
                let leaves = self.maybe_na(guard, &known, &mut unhandled);
                unhandled.extend(leaves);
                self.learn(guard, true, &mut known.present);
            }
            let leaves = self.maybe_na(value, &known, &mut unhandled);
            if !passes {
                unhandled.extend(leaves);
            }
            tell(pack, unhandled, None);
        }
    }

    /// A case in which a rule applies, what it reads is 不适用, and no exception takes it; `None` where there is none.
    fn untaken(&self, variable: &Variable, rule: &Rule, leaf: &Expr, years: InForce) -> Option<Option<String>> {
        let mut space = Space::default();
        let mut parts = vec![self.applies(&mut space, variable, rule), space.not_applicable(self, rule.pack.at(), leaf)];
        let own = variable.rules.iter().position(|r| r.id == rule.id && r.span == rule.span);
        for other in &variable.rules {
            let over = other.overrides.iter().any(|r| Some(r.at()) == own);
            if over && other.repealed.is_none() && covers(other.in_force, years) {
                parts.push(not(self.applies(&mut space, variable, other)));
            }
        }
        match space.can_hold(&Formula::And(parts)) {
            Answer::Never => None,
            Answer::Case(case) => Some(Some(Row::of(self, &space, &case, None).on_paper())),
            Answer::Undecided => Some(None),
        }
    }

    /// A case in which a definition that is never 不适用 has no value.
    fn without_value(&self, variable: &Variable) -> Option<(usize, Span, String, String)> {
        if variable.maybe_na || variable.default.is_some() || !matches!(variable.shape, Shape::Rules) || variable.rules.is_empty() {
            return None;
        }
        for years in variable.in_force() {
            let mut space = Space::default();
            let mut parts = Vec::new();
            for rule in variable.rules.iter().filter(|r| covers(r.in_force, years) && (r.repealed.is_none() || r.is_base)) {
                parts.push(not(self.applies(&mut space, variable, rule)));
            }
            match space.can_hold(&Formula::And(parts)) {
                Answer::Never => {}
                Answer::Case(case) => {
                    let row = Row::of(self, &space, &case, None).on_paper();
                    return Some((variable.pack.at(), variable.span, variable.name.clone(), row));
                }
                Answer::Undecided => return Some((variable.pack.at(), variable.span, variable.name.clone(), "  …".to_owned())),
            }
        }
        None
    }

    fn known_in_population(&self, population: &Population, years: InForce, unhandled: &mut Unhandled) -> Known {
        let mut known = Known { present: Vec::new(), years };
        if let Some(when) = &population.when {
            let leaves = self.maybe_na(when, &known, unhandled);
            unhandled.extend(leaves);
            self.learn(when, true, &mut known.present);
        }
        known
    }

    fn check_set_rule(&self, variable: &Variable, wrong: &mut Vec<(usize, Span, Expr, Option<String>)>) {
        let (population, strict): (&Population, Vec<&Expr>) = match &variable.shape {
            Shape::Rules => return,
            Shape::Rank(rank) => (&rank.population, rank.keys.iter().map(|k| &k.by).chain([&rank.ties, &rank.missing]).collect()),
            Shape::List(list) => {
                let keys = list.keys.iter().map(|k| &k.by).chain([&list.take, &list.cut_ties, &list.missing]);
                let pairs = list.veto.iter().chain(&list.admit).flat_map(|(a, b)| [a, b]);
                // A member of no unit is counted by itself: its unit may be 不适用.
                let counting = list.counting.iter().map(|c| &c.way);
                (&list.population, keys.chain(list.rounding.iter()).chain(&list.base).chain(pairs).chain(counting).collect())
            }
            Shape::Tiers(tiers) => {
                let read = tiers.keys.iter().map(|k| &k.by).chain(tiers.cuts.iter().map(|c| &c.take));
                (&tiers.population, read.chain(&tiers.rounding).chain([&tiers.cut_ties, &tiers.missing]).collect())
            }
            Shape::Share(share) => (&share.population, share.figures.iter().map(|f| &f.by).chain([&share.remainder]).collect()),
        };
        let mut unhandled = Unhandled::new();
        let mut known = self.known_in_population(population, span_of(variable), &mut unhandled);
        if let Some(group) = &population.group {
            // 不适用 as a group means outside.
            self.maybe_na(group, &known, &mut unhandled);
            known.present.push(group.clone());
        }
        for expr in strict {
            let leaves = self.maybe_na(expr, &known, &mut unhandled);
            unhandled.extend(leaves);
        }
        wrong.extend(unhandled.into_iter().map(|e| (variable.pack.at(), e.span, e, None)));
    }

    /// Whether the entity that is followed may be none at all.
    fn followed_na(&self, whose: &Whose, known: &Known, unhandled: &mut Unhandled) -> bool {
        match whose {
            Whose::Of(expr) => !self.maybe_na(expr, known, unhandled).is_empty(),
            Whose::Own | Whose::Superior(_) | Whose::Nobody => false,
        }
    }

    /// Whether what an event has may not be in force on its day. Of another event nothing is known of its day.
    fn outside_its_days(&self, variable: &Variable, whose: &Whose, known: &Known) -> bool {
        let span = span_of(variable);
        let own = InForce { days: if *whose == Whose::Own { known.years.days } else { InDays::default() }, ..span };
        !covers(span, own)
    }

    /// Whether the entity that is followed may be of a kind that has no such value: 单位.综合得分, where only a 县区 has one.
    fn may_be_of_another_kind(&self, whose: &Whose, owner: Option<KindId>, known: &Known) -> bool {
        let (Whose::Of(followed), Some(owner)) = (whose, owner) else { return false };
        let Type::Entity(kind) = followed.ty else { return false };
        let schema = &self.program.schema;
        let below = |value: &Expr| {
            let ExprKind::Literal(Value::Text(name)) = &value.kind else { return false };
            let at = schema.kinds.iter().position(|k| k.name == *name).and_then(|at| u32::try_from(at).ok());
            at.is_some_and(|at| schema.is_kind(KindId(at), owner))
        };
        let said = |e: &Expr| match &e.kind {
            ExprKind::In { negated: false, subject, values } => {
                matches!(&subject.kind, ExprKind::KindOf { whose: Whose::Of(of) } if of == followed) && values.iter().all(below)
            }
            _ => false,
        };
        !schema.is_kind(kind, owner) && !known.present.iter().any(said)
    }

    /// What in an expression may make it 不适用. Where 不适用 comes up inside and cannot pass, that is put into `unhandled`.
    pub(super) fn maybe_na(&self, expr: &Expr, known: &Known, unhandled: &mut Unhandled) -> Vec<Expr> {
        if known.present.contains(expr) || expressions::is_literal(expr) {
            return Vec::new();
        }
        match &expr.kind {
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::Index { .. }
            | ExprKind::Subject
            | ExprKind::DecisionDay
            | ExprKind::Filled(_)
            | ExprKind::Served(_)
            | ExprKind::Myself
            | ExprKind::ThisYear => Vec::new(),
            ExprKind::Variable { variable, whose, args } => {
                self.strict(args, known, unhandled);
                let Some(variable) = self.program.variable(*variable) else { return Vec::new() };
                let na = self.followed_na(whose, known, unhandled)
                    || self.may_be_of_another_kind(whose, variable.owner, known)
                    || variable.maybe_na
                    || (variable.yearly && !covers(span_of(variable), known.years))
                    || self.outside_its_days(variable, whose, known);
                if na { vec![expr.clone()] } else { Vec::new() }
            }
            ExprKind::Column { table, column, keys, whose } => {
                self.strict(keys, known, unhandled);
                let followed =
                    self.followed_na(whose, known, unhandled) || self.may_be_of_another_kind(whose, self.table_owner(*table), known);
                let Some(schema) = self.table(*table) else { return Vec::new() };
                let nullable = schema.column(*column).is_some_and(|c| c.blank == Blank::Absent);
                let begins =
                    usize::try_from(table.0).ok().and_then(|at| self.program.tables.get(at)).is_some_and(|t| t.begins != Begins::Unsaid);
                let record = schema.shape.is_record();
                if followed || nullable || (!record && (schema.completeness.is_some() || begins)) { vec![expr.clone()] } else { Vec::new() }
            }
            // Somebody may be in no post at all then.
            ExprKind::HeldColumn { at, .. } => {
                self.strict(at.expr().as_slice(), known, unhandled);
                vec![expr.clone()]
            }
            ExprKind::InPost(asked) => {
                self.strict(asked.at.expr().as_slice(), known, unhandled);
                if let Some(when) = &asked.posts.when {
                    let inside = Known { present: Vec::new(), years: of_any_day(known.years) };
                    let leaves = self.maybe_na(when, &inside, unhandled);
                    unhandled.extend(leaves);
                }
                Vec::new()
            }
            ExprKind::Holding(at) => {
                self.strict(at.expr().as_slice(), known, unhandled);
                Vec::new()
            }
            ExprKind::Has { set, item } => {
                for side in [set, item] {
                    self.strict(std::slice::from_ref(&**side), known, unhandled);
                }
                Vec::new()
            }
            ExprKind::IdOf { whose } | ExprKind::KindOf { whose } => {
                if self.followed_na(whose, known, unhandled) {
                    vec![expr.clone()]
                } else {
                    Vec::new()
                }
            }
            ExprKind::ColumnAsAt { table, column, whose, .. } => {
                let followed = self.followed_na(whose, known, unhandled);
                let nullable = self.table(*table).and_then(|t| t.column(*column)).is_some_and(|c| c.blank == Blank::Absent);
                if followed || nullable { vec![expr.clone()] } else { Vec::new() }
            }
            ExprKind::Holds { whose, .. } => {
                let followed = self.followed_na(whose, known, unhandled);
                if followed { vec![expr.clone()] } else { Vec::new() }
            }
            ExprKind::RowColumn { table, column } => {
                let nullable = self.table(*table).and_then(|t| t.column(*column)).is_some_and(|c| c.blank == Blank::Absent);
                if nullable { vec![expr.clone()] } else { Vec::new() }
            }
            ExprKind::Previous(inner) => {
                let present = known
                    .present
                    .iter()
                    .filter_map(|e| if let ExprKind::Previous(of) = &e.kind { Some((**of).clone()) } else { None })
                    .collect();
                let before = |year: Option<quanheng_facts::value::Year>| year.and_then(|y| y.plus(-1));
                let earlier = Known { present, years: InForce::years(before(known.years.from), before(known.years.to)) };
                let leaves = self.maybe_na(inner, &earlier, unhandled);
                if leaves.is_empty() { Vec::new() } else { vec![expr.clone()] }
            }
            ExprKind::First { condition, since } => {
                let ever = Known { present: Vec::new(), years: InForce::years(None, known.years.to) };
                let leaves = self.maybe_na(condition, &ever, unhandled);
                unhandled.extend(leaves);
                if let Some(since) = since {
                    self.strict(std::slice::from_ref(since), known, unhandled);
                }
                Vec::new()
            }
            ExprKind::History(history) => self.maybe_na_in_history(expr, history, known, unhandled),
            ExprKind::Gather(gather) => match gather.kind {
                GatherKind::DayAfter(_) | GatherKind::Calendar(_) => {
                    gather.of.iter().flat_map(|e| self.maybe_na(e, known, unhandled)).collect()
                }
                GatherKind::Present { .. } => {
                    let each: Vec<Vec<Expr>> = gather.of.iter().map(|e| self.maybe_na(e, known, unhandled)).collect();
                    if each.iter().all(|leaves| !leaves.is_empty()) { vec![expr.clone()] } else { Vec::new() }
                }
                _ => {
                    let mut parts = gather.of.iter();
                    let inside = Known { present: known.present.clone(), years: of_any_day(known.years) };
                    self.strict(&parts.next().into_iter().collect::<Vec<_>>(), &inside, unhandled);
                    // What is 不适用 of others adds nothing.
                    for part in parts {
                        self.maybe_na(part, &Known { present: Vec::new(), years: of_any_day(known.years) }, unhandled);
                    }
                    if matches!(gather.kind, GatherKind::Extreme { .. }) { vec![expr.clone()] } else { Vec::new() }
                }
            },
            ExprKind::Decision(decision) => {
                // A measure that is 不适用 is not reached; an official grade that is, is none.
                for head in decision.heads.iter().chain(&decision.official) {
                    self.maybe_na(head, known, unhandled);
                }
                let mut inside = known.clone();
                inside.present.extend(decision.heads.iter().cloned());
                self.strict(&decision.rows.iter().flat_map(|r| r.cells.iter().flatten()).collect::<Vec<_>>(), &inside, unhandled);
                let values = decision.rows.iter().flat_map(|r| [&r.least, &r.greatest]);
                let mut leaves: Vec<Expr> = values.flat_map(|e| self.maybe_na(e, known, unhandled)).collect();
                let rest = decision.rows.iter().any(|r| r.rest);
                if decision.hit == crate::syntax::tree::Hit::HighestMet && !rest {
                    leaves.push(expr.clone());
                }
                leaves
            }
            ExprKind::Normalise(normalise) => self.maybe_na_in_normalise(expr, normalise, known, unhandled),
            ExprKind::Weighted(weighted) => self.maybe_na_in_weighted(expr, weighted, known, unhandled),
            ExprKind::HasRecord { keys, among, .. } => {
                self.strict(keys, known, unhandled);
                if let Some(among) = among {
                    self.maybe_na(among, known, unhandled);
                }
                Vec::new()
            }
            ExprKind::NoRecord { keys, .. } | ExprKind::IsComplete { keys, .. } => {
                self.strict(keys, known, unhandled);
                Vec::new()
            }
            ExprKind::Exists { over, when } | ExprKind::Count { over, when } => {
                let inside = match over {
                    Over::Rows { keys, .. } => {
                        self.strict(keys, known, unhandled);
                        known.clone()
                    }
                    Over::Records { .. } => Known { present: Vec::new(), years: of_any_day(known.years) },
                    // Others than the entity at hand: nothing is known of them.
                    Over::Entities { among, .. } => {
                        if let Some(among) = among {
                            self.maybe_na(among, known, unhandled);
                        }
                        Known { present: Vec::new(), years: of_any_day(known.years) }
                    }
                };
                if let Some(when) = when {
                    let leaves = self.maybe_na(when, &inside, unhandled);
                    unhandled.extend(leaves);
                }
                Vec::new()
            }
            ExprKind::Not(inner) => {
                self.strict(std::slice::from_ref(&**inner), known, unhandled);
                Vec::new()
            }
            ExprKind::And(parts) => self.in_turn(parts.iter(), true, known, unhandled),
            ExprKind::Or(parts) => self.in_turn(parts.iter(), false, known, unhandled),
            ExprKind::Items { any, items } => self.in_turn(items.iter().map(|(_, e)| e), !any, known, unhandled),
            ExprKind::Compare { left, right, .. } => {
                for side in [left, right] {
                    self.strict(std::slice::from_ref(&**side), known, unhandled);
                }
                Vec::new()
            }
            ExprKind::In { subject, values, .. } => {
                self.strict(std::slice::from_ref(&**subject), known, unhandled);
                self.strict(values, known, unhandled);
                Vec::new()
            }
            ExprKind::IsNa(inner) | ExprKind::HasValue(inner) => {
                self.maybe_na(inner, known, unhandled);
                Vec::new()
            }
            ExprKind::ElseIfNa { value, otherwise } => {
                self.maybe_na(value, known, unhandled);
                self.maybe_na(otherwise, known, unhandled)
            }
            ExprKind::Match { subject, arms, otherwise } => {
                self.strict(std::slice::from_ref(&**subject), known, unhandled);
                let results = arms.iter().map(|(_, e)| e).chain(otherwise.as_deref());
                results.flat_map(|e| self.maybe_na(e, known, unhandled)).collect()
            }
            ExprKind::Arithmetic { .. } | ExprKind::YearPlus { .. } | ExprKind::Clip { .. } | ExprKind::Extreme { .. } => {
                walk::parts(expr).into_iter().flat_map(|e| self.maybe_na(e, known, unhandled)).collect()
            }
        }
    }

    /// Parts through which 不适用 cannot pass.
    pub(super) fn strict(&self, parts: &[impl std::borrow::Borrow<Expr>], known: &Known, unhandled: &mut Unhandled) {
        for part in parts {
            let leaves = self.maybe_na(part.borrow(), known, unhandled);
            unhandled.extend(leaves);
        }
    }

    /// 且 and 或 from left to right: what the left side settles is known on the right.
    fn in_turn<'e>(&self, parts: impl Iterator<Item = &'e Expr>, all: bool, known: &Known, unhandled: &mut Unhandled) -> Vec<Expr> {
        let mut known = known.clone();
        for part in parts {
            let leaves = self.maybe_na(part, &known, unhandled);
            unhandled.extend(leaves);
            self.learn(part, all, &mut known.present);
        }
        Vec::new()
    }

    /// What has a value where a condition is true (or false).
    fn learn(&self, condition: &Expr, truth: bool, present: &mut Vec<Expr>) {
        match &condition.kind {
            ExprKind::IsNa(of) if !truth => present.push((**of).clone()),
            ExprKind::HasValue(of) if truth => present.push((**of).clone()),
            ExprKind::Not(inner) => self.learn(inner, !truth, present),
            ExprKind::And(parts) if truth => parts.iter().for_each(|p| self.learn(p, true, present)),
            ExprKind::Or(parts) if !truth => parts.iter().for_each(|p| self.learn(p, false, present)),
            ExprKind::Items { any, items } if *any != truth => items.iter().for_each(|(_, p)| self.learn(p, truth, present)),
            ExprKind::Previous(inner) => {
                let mut before = Vec::new();
                self.learn(inner, truth, &mut before);
                present.extend(before.into_iter().map(|e| Expr {
                    ty: e.ty.clone(),
                    span: condition.span,
                    kind: ExprKind::Previous(Box::new(e)),
                }));
            }
            // A record that holds the cell gives the column a value.
            ExprKind::HasRecord { table, column, keys, among: None } if truth => {
                let Some(schema) = self.table(*table) else { return };
                let whose = if schema.keys.iter().any(|k| matches!(k.ty, KeyType::Entity(_))) { Whose::Own } else { Whose::Nobody };
                for (at, held) in schema.columns.iter().enumerate() {
                    let Some(id) = u32::try_from(at).ok().map(quanheng_facts::schema::ColumnId) else { continue };
                    if column.map_or(held.blank != Blank::Absent, |c| c == id) {
                        let kind = match self.overridden_column(*table, id) {
                            Some(variable) => ExprKind::Variable { variable, whose: whose.clone(), args: keys.clone() },
                            None => ExprKind::Column { table: *table, column: id, whose: whose.clone(), keys: keys.clone() },
                        };
                        present.push(Expr { kind, ty: held.ty.clone(), span: condition.span });
                    }
                }
            }
            ExprKind::In { negated: false, subject, .. } if truth && matches!(subject.kind, ExprKind::KindOf { .. }) => {
                present.push(condition.clone());
            }
            ExprKind::Variable { .. } if condition.ty == Type::Bool && truth => present.push(condition.clone()),
            _ => {}
        }
    }
}

/// The years (and days) in which both hold.
fn meeting(one: InForce, other: InForce) -> InForce {
    let days = InDays { from: later(one.days.from, other.days.from), to: earlier(one.days.to, other.days.to) };
    InForce { from: later(one.from, other.from), to: earlier(one.to, other.to), days }
}

/// Of other events than the one at hand: their days are not known.
pub(super) fn of_any_day(years: InForce) -> InForce {
    InForce::years(years.from, years.to)
}

fn later<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    // None, no end, comes before everything.
    one.max(other)
}

fn earlier<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
