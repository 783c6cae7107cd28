//! `robust` was asked of a result whose weights cannot be varied: it has none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "robust-no-composite";

/// `not_ranked`: it is no ranking, list or tiers at all. `others` are results of the pack that would do.
#[must_use]
pub fn robust_no_composite(result: &str, not_ranked: bool, others: &[String]) -> Problem {
    let text = match not_ranked {
        true => Bilingual::new(
            format!("「{result}」不是排名、名单或分档，没有名次可看。"),
            format!("「{result}」 is no 排名 (ranking), 名单 (list) or 分档 (tiers): it has no places to look at."),
        ),
        false => Bilingual::new(
            format!("「{result}」的排序依据不是加权得来的，没有权重可换。"),
            format!("The keys of 「{result}」 do not come of a 加权 (weighting): there are no weights to vary."),
        ),
    };
    let hint = match others {
        [] => Bilingual::new(
            "这个政策包里没有按加权排的名次；想知道别的数换一换会怎样，用 quanheng compare … --set 名=值。",
            "No ranking of this pack goes by a weighting; to see what other numbers would do, use quanheng compare … --set NAME=VALUE.",
        ),
        some => Bilingual::new(format!("这个政策包里可以看的有：{}。", said(some)), format!("In this pack there are: {}.", said(some))),
    };
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text,
        hint,
        related: Vec::new(),
    }
}
