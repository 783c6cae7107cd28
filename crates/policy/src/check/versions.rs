//! Versions of a definition: no gap, no overlap; exceptions in force at some time when their definition is; nothing empty.

use crate::check::Checker;
use crate::ir::{InForce, Shape, Variable, VariableId};
use crate::problems;

/// From the first year in which a variable has a rule in force to the last.
pub(super) fn span_of(variable: &Variable) -> InForce {
    let mut versions = variable.in_force();
    let Some(first) = versions.next() else { return InForce::default() };
    versions.fold(first, |all, one| InForce {
        from: all.from.and_then(|a| one.from.map(|b| a.min(b))),
        to: all.to.and_then(|a| one.to.map(|b| a.max(b))),
    })
}

/// True if both hold in some year.
pub(super) fn meet(one: InForce, other: InForce) -> bool {
    let before = |a: InForce, b: InForce| a.to.is_some_and(|to| b.from.is_some_and(|from| to < from));
    !before(one, other) && !before(other, one)
}

/// True if the first holds in every year in which the second does.
pub(super) fn covers(wide: InForce, narrow: InForce) -> bool {
    let from = wide.from.is_none_or(|w| narrow.from.is_some_and(|n| w <= n));
    let to = wide.to.is_none_or(|w| narrow.to.is_some_and(|n| n <= w));
    from && to
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
        bases.sort_by_key(|(in_force, _, span)| (in_force.from, *span));
        for pair in bases.windows(2) {
            let [(one, one_pack, one_span), (other, pack, span)] = pair else { continue };
            let (place, first) = (self.place(*pack, *span), self.place(*one_pack, *one_span));
            if meet(*one, *other) {
                match other.from.or(one.from) {
                    Some(year) => self.report(problems::version_overlap::problem(place, &name, year.0, first)),
                    None => self.report(problems::duplicate_name::problem(place, &name, first)),
                }
            } else if let (Some(to), Some(from)) = (one.to, other.from)
                && let (Some(gap), Some(last)) = (to.plus(1), from.plus(-1))
                && gap < from
            {
                self.report(problems::version_gap::problem(place, &name, gap.0, last.0));
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
