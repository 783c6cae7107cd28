//! 公布: what was published, beside what the rules come to without it.
//!
//! In: the rules of one variable at one instance, and which of them held. Out: a mark where something was published and the others
//! surely give something else. Nothing of the comparison reaches the value.

use super::expression::Frame;
use super::outcome::{Marks, Outcome};
use super::rules::{Decision, Scene};
use crate::finding::{Difference, Mark, PublishedDiffers};
use crate::ir::RuleIx;

impl Scene<'_, '_> {
    /// True if any rule is of something published.
    pub(super) fn has_published(&self) -> bool {
        self.rules.iter().any(|(_, r)| r.published)
    }

    /// Marks a result where something was published, whether it stands or is overridden, that the other rules surely do not come to.
    /// Where those know nothing, there is nothing to compare.
    pub(super) fn compare_published(&mut self, guards: &[Outcome], decision: &Decision, outcome: &mut Outcome) {
        let held = |ix: &RuleIx| decision.winners.contains(ix) || decision.also_held.contains(ix);
        let frame = Frame::at(self.instance);
        let published = self.rules.iter().filter(|(ix, r)| r.published && held(ix));
        let Some(published) = published.filter_map(|(_, rule)| self.value(rule, frame).possible.known().cloned()).min() else { return };
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
