//! A weight that nobody settled: there is nothing to go up and down from.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "robust-weights-open";

/// `weights`: those that are open.
#[must_use]
pub fn robust_weights_open(result: &str, weights: &[String]) -> Problem {
    let first = weights.first().map_or("", String::as_str);
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」所用的权重{}还没有定，没有“所写的权重”可以上下浮动。", said(weights)),
            format!(
                "The weights {} that 「{result}」 uses are not settled: there are no written weights to go up and down from.",
                said(weights)
            ),
        ),
        hint: Bilingual::new(
            format!("写 --spread any，看权重无论怎样分会怎样；或者用 --set {first}=… 先假设每个权重的值。"),
            format!("Write --spread any to see what any weights would give; or suppose each of them first with --set {first}=…."),
        ),
        related: Vec::new(),
    }
}
