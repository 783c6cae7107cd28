//! 公布: what was published, beside what the rules come to without it.
//!
//! In: the rules of one variable at one instance, and the value that a published rule gave. Out: a mark where the others surely
//! give something else. Nothing of the comparison reaches the value: what was published stands.

use super::outcome::{Marks, Outcome};
use super::rules::Scene;
use crate::finding::{Difference, Mark, PublishedDiffers};
use crate::ir::RuleIx;

impl Scene<'_, '_> {
    /// True if any rule is of something published.
    pub(super) fn has_published(&self) -> bool {
        self.rules.iter().any(|(_, r)| r.published)
    }

    /// Marks a published value that cannot be what the other rules give; where those know nothing, there is nothing to compare.
    pub(super) fn compare_published(&mut self, guards: &[Outcome], winners: &[RuleIx], outcome: &mut Outcome) {
        let by_publication = winners.iter().any(|w| self.rules.iter().any(|(ix, r)| ix == w && r.published));
        let Some(published) = outcome.possible.known().filter(|_| by_publication).cloned() else { return };
        let without = self.without_published(guards);
        let Some(range) = without.possible.range.filter(|r| !without.possible.fault && !r.contains(&published)) else { return };
        outcome.marks.join(&Marks::one(Mark::PublishedDiffers(Box::new(PublishedDiffers {
            variable: self.instance.variable,
            of: Some(Difference {
                entity: self.instance.entity,
                year: self.instance.year,
                published,
                least: range.least().cloned(),
                greatest: range.greatest().cloned(),
            }),
        }))));
    }

    /// What comes out where nothing was published.
    fn without_published(&mut self, guards: &[Outcome]) -> Outcome {
        let (rules, guards): (Vec<_>, Vec<Outcome>) =
            self.rules.iter().copied().zip(guards.iter().cloned()).filter(|((_, r), _)| !r.published).unzip();
        let mut without = Scene { run: self.run, variable: self.variable, instance: self.instance, rules, computed: self.computed.take() };
        if without.computed.is_none() && !without.base_is_surely_beaten(&guards) {
            without.computed = without.base().map(|(outcome, _)| outcome);
        }
        let outcome = without.weigh(&guards);
        self.computed = without.computed;
        outcome
    }
}
