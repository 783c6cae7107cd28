//! A weight is not the same for everybody.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-weights-differ";

/// `weight` as it is written.
#[must_use]
pub fn robust_weights_differ(result: &str, weight: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」所用的权重「{weight}」各家不一样，换成一组共同的权重就不是这个办法了。"),
            format!("The weight 「{weight}」 that 「{result}」 uses is not the same for everybody; one set of weights for all would be another rule."),
        ),
        hint: Bilingual::new(
            "权重写成一个数、一个参数或一个待定，才能换；想比较几种写法，用 quanheng compare。",
            "Only weights that are a number, a parameter or an open value can be varied; to compare ways of writing it, use quanheng compare.",
        ),
        related: Vec::new(),
    }
}
