//! A ranking goes by more than one weighting.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-several";

/// Both weightings as they are written.
#[must_use]
pub fn robust_several(result: &str, one: &str, other: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」的得分不是一个加权算出来的：「{one}」，「{other}」。换哪一组权重，说不清。"),
            format!(
                "The scores of 「{result}」 come of more than one 加权 (weighting): 「{one}」, 「{other}」. It is not clear which weights to vary."
            ),
        ),
        hint: Bilingual::new(
            "每个加权各立一个排名，一个一个地看；或者用 quanheng compare … --set 权重=值。",
            "Declare a ranking for each weighting and look at them one by one; or use quanheng compare … --set WEIGHT=VALUE.",
        ),
        related: Vec::new(),
    }
}
