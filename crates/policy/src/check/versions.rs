//! Versions of a definition: no gap, no overlap; exceptions in force at some time when their definition is; nothing empty.

use quanheng_facts::problem::Bilingual;

use crate::check::Checker;
use crate::ir::{InDays, InForce, Shape, Variable, VariableId};
use crate::problems;

/// From the first year in which a variable has a rule in force to the last.
pub(super) fn span_of(variable: &Variable) -> InForce {
    let mut versions = variable.in_force();
    let Some(first) = versions.next() else { return InForce::default() };
    versions.fold(first, |all, one| InForce {
        from: all.from.and_then(|a| one.from.map(|b| a.min(b))),
        to: all.to.and_then(|a| one.to.map(|b| a.max(b))),
        days: InDays {
            from: all.days.from.and_then(|a| one.days.from.map(|b| a.min(b))),
            to: all.days.to.and_then(|a| one.days.to.map(|b| a.max(b))),
        },
    })
}

/// True if both hold in some year.
pub(super) fn meet(one: InForce, other: InForce) -> bool {
    let before = |a: InForce, b: InForce| a.to.is_some_and(|to| b.from.is_some_and(|from| to < from));
    let day_before = |a: InForce, b: InForce| a.days.to.is_some_and(|to| b.days.from.is_some_and(|from| to < from));
    !before(one, other) && !before(other, one) && !day_before(one, other) && !day_before(other, one)
}

/// True if the first holds in every year in which the second does.
pub(super) fn covers(wide: InForce, narrow: InForce) -> bool {
    let from = wide.from.is_none_or(|w| narrow.from.is_some_and(|n| w <= n));
    let to = wide.to.is_none_or(|w| narrow.to.is_some_and(|n| n <= w));
    let first = wide.days.from.is_none_or(|w| narrow.days.from.is_some_and(|n| w <= n));
    let last = wide.days.to.is_none_or(|w| narrow.days.to.is_some_and(|n| n <= w));
    from && to && first && last
}

impl Checker<'_> {
    pub(super) fn check_versions(&mut self) {
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            self.check_bases(id);
            self.check_exception_spans(id);
            self.check_not_empty(id);
        }
    }

    fn check_bases(&mut self, id: VariableId) {
        let Some(variable) = self.program.variable(id) else { return };
        let name = variable.name.clone();
        let mut bases: Vec<_> = variable.rules.iter().filter(|r| r.is_base).map(|r| (r.in_force, r.pack.at(), r.span)).collect();
        bases.sort_by_key(|(in_force, _, span)| (in_force.from, in_force.days.from, *span));
        for pair in bases.windows(2) {
            let [(one, one_pack, one_span), (other, pack, span)] = pair else { continue };
            let (place, first) = (self.place(*pack, *span), self.place(*one_pack, *one_span));
            if meet(*one, *other) {
                let year = other.from.or(one.from).map(|y| Bilingual::new(format!("{y} 年度"), format!("in {y}")));
                let day = other.days.from.or(one.days.from).map(|d| Bilingual::new(format!("{d} "), format!("on {d}")));
                match year.or(day) {
                    Some(when) => self.report(problems::version_overlap::problem(place, &name, &when, first)),
                    None => self.report(problems::duplicate_name::problem(place, &name, first)),
                }
            } else if let (Some(to), Some(from)) = (one.to, other.from)
                && let (Some(gap), Some(last)) = (to.plus(1), from.plus(-1))
                && gap < from
            {
                let years = if gap == last { gap.to_string() } else { format!("{gap}—{last}") };
                let when = Bilingual::new(format!("{years} 年度"), format!("in {years}"));
                self.report(problems::version_gap::problem(place, &name, &when));
            } else if let (Some(to), Some(from)) = (one.days.to, other.days.from)
                && let (Ok(gap), Ok(last)) = (to.tomorrow(), from.yesterday())
                && gap < from
            {
                let when = if gap == last {
                    Bilingual::new(format!("{gap} "), format!("on {gap}"))
                } else {
                    Bilingual::new(format!("{gap} 至 {last} "), format!("from {gap} to {last}"))
                };
                self.report(problems::version_gap::problem(place, &name, &when));
            }
        }
    }

    fn check_exception_spans(&mut self, id: VariableId) {
        let Some(variable) = self.program.variable(id) else { return };
        let span = span_of(variable);
        let name = variable.name.clone();
        let outside: Vec<_> = variable
            .rules
            .iter()
            .filter(|r| !r.is_base && !meet(span, r.in_force))
            .map(|r| (r.label.clone(), r.pack.at(), r.span))
            .collect();
        for (label, pack, at) in outside {
            let place = self.place(pack, at);
            self.report(problems::outside_validity::problem(place, &label, &name));
        }
    }

    fn check_not_empty(&mut self, id: VariableId) {
        let Some(variable) = self.program.variable(id) else { return };
        let empty = matches!(variable.shape, Shape::Rules) && variable.rules.is_empty() && variable.default.is_none();
        if empty && !self.damaged.contains(&id) {
            let (place, name) = (self.place(variable.pack.at(), variable.span), variable.name.clone());
            self.report(problems::empty_definition::problem(place, &name));
        }
    }
}
