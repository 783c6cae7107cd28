//! How a variable is worked out as a whole: said once, for whoever works it out and for the plan that tells of it.
//!
//! In: a variable. Out: whether masks of guards give its value, or more hangs on a row than its rules; whether rows that read the same
//! come to the same; and which kernel computes the base of a set rule. Only what the program says counts here.

use quanheng_policy::ir::{List, Population, Rank, Rule, Shape, Share, Tiers, Variable};

use crate::reason::Reason;

/// Bits of a mask.
const MOST_RULES: usize = 64;

/// What hangs on a row beside its rules, so that masks of guards do not give its value.
pub(crate) fn beyond_masks(variable: &Variable) -> Option<Reason> {
    (variable.rules.len() > MOST_RULES).then_some(Reason::ManyRules)
}

/// Why rows that read the same may come to different things: something hangs on the row that its rules do not read.
pub(crate) fn beyond_readings(variable: &Variable) -> Option<Reason> {
    (!matches!(variable.shape, Shape::Rules)).then_some(Reason::Rivals)
}

/// What computes the base of a set rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SetKernel<'p> {
    Rank(&'p Rank),
    List(&'p List),
    Tiers(&'p Tiers),
    Share(&'p Share),
    /// Every row by itself.
    RowByRow(Reason),
}

/// The kernel of a set rule, where these rules are in force. `None`: it is none.
pub(crate) fn set_kernel_of<'p>(variable: &'p Variable, in_force: &[&Rule]) -> Option<SetKernel<'p>> {
    let (kernel, population): (SetKernel<'p>, &Population) = match &variable.shape {
        Shape::Rules => return None,
        Shape::Rank(rank) => (SetKernel::Rank(rank), &rank.population),
        Shape::List(list) => (SetKernel::List(list), &list.population),
        Shape::Tiers(tiers) => (SetKernel::Tiers(tiers), &tiers.population),
        Shape::Share(share) => (SetKernel::Share(share), &share.population),
    };
    // Everybody's keys may hang on it: it is not worked out where nobody asks for it.
    let beaten = in_force.iter().any(|rule| rule.guard.is_none() && rule.where_applies.is_none() && !rule.is_base);
    Some(if beaten {
        SetKernel::RowByRow(Reason::OverriddenForAll)
    } else if variable.owner != Some(population.kind) {
        SetKernel::RowByRow(Reason::OtherPopulation)
    } else {
        kernel
    })
}
