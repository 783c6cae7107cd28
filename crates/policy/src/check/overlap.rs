//! Rules that can hold together without an order between them, and rules that can never hold.

use crate::check::Checker;
use crate::check::logic::{Answer, Formula, Space};
use crate::check::versions::{covers, meet};
use crate::ir::{InForce, Rule, RuleIx, Variable, VariableId};
use crate::problems;

impl Checker<'_> {
    pub(super) fn check_overlap(&mut self) {
        let mut found = Vec::new();
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            if self.damaged.contains(&id) {
                continue;
            }
            if let Some(variable) = self.program.variable(id) {
                self.overlaps_of(variable, &mut found);
            }
        }
        for (pack, span, finding) in found {
            let place = self.place(pack, span);
            self.report(match finding {
                Finding::Dead(label) => problems::dead_rule::problem(place, &label),
                Finding::Overlap(one, other, row) => problems::overlap::problem(place, &one, &other, &row),
                Finding::Undecided(one, other) => problems::overlap_undecided::problem(place, &one, &other),
            });
        }
    }

    fn overlaps_of(&self, variable: &Variable, found: &mut Vec<(usize, crate::syntax::tree::Span, Finding)>) {
        let mut dead: Vec<usize> = Vec::new();
        for (at, rule) in variable.rules.iter().enumerate() {
            let mut space = Space::default();
            let formula = self.applies(&mut space, variable, rule);
            if rule.guard.is_some() && matches!(space.can_hold(self, &formula), Answer::Never) {
                dead.push(at);
                found.push((rule.pack.at(), rule.span, Finding::Dead(rule.label.clone())));
            }
        }
        for (at, one) in variable.rules.iter().enumerate() {
            for (other_at, other) in variable.rules.iter().enumerate().skip(at.saturating_add(1)) {
                let either_dead = dead.contains(&at) || dead.contains(&other_at);
                let ordered = one.overrides.iter().any(|r| r.at() == other_at) || other.overrides.iter().any(|r| r.at() == at);
                let declared = one.mode.is_some() && one.mode == other.mode;
                if either_dead || ordered || declared || (one.is_base && other.is_base) || !meet(in_years(one), in_years(other)) {
                    continue;
                }
                let mut space = Space::default();
                let both = vec![self.applies(&mut space, variable, one), self.applies(&mut space, variable, other)];
                let mut all = both;
                // Where a third rule overrides both, the two do not matter.
                for third in &variable.rules {
                    let over = |at: usize| third.overrides.contains(&RuleIx(u32::try_from(at).unwrap_or(u32::MAX)));
                    if over(at) && over(other_at) && covers(in_years(third), in_years(one)) && third.repealed.is_none() {
                        all.push(Formula::Not(Box::new(self.applies(&mut space, variable, third))));
                    }
                }
                match space.can_hold(self, &Formula::And(all)) {
                    Answer::Never => {}
                    Answer::Case(row) => {
                        found.push((other.pack.at(), other.span, Finding::Overlap(one.label.clone(), other.label.clone(), row)))
                    }
                    Answer::Undecided => {
                        found.push((other.pack.at(), other.span, Finding::Undecided(one.label.clone(), other.label.clone())))
                    }
                }
            }
        }
    }

    /// The condition under which a rule applies, its 在…适用时 included.
    pub(super) fn applies(&self, space: &mut Space, variable: &Variable, rule: &Rule) -> Formula {
        let mut parts = Vec::new();
        if let Some(guard) = &rule.guard {
            parts.push(space.formula(self, rule.pack.at(), guard));
        }
        if let Some(middle) = rule.where_applies.and_then(|r| variable.rules.get(r.at()))
            && let Some(guard) = &middle.guard
        {
            parts.push(space.formula(self, middle.pack.at(), guard));
        }
        Formula::And(parts)
    }
}

/// The years a rule is in force, its repeal included.
fn in_years(rule: &Rule) -> InForce {
    let until = rule.repealed.and_then(|(year, _)| year.plus(-1));
    let to = match (rule.in_force.to, until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    InForce { from: rule.in_force.from, to }
}

enum Finding {
    Dead(String),
    Overlap(String, String, String),
    Undecided(String, String),
}
