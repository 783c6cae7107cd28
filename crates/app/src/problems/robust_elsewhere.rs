//! The weights reach a ranking in another way than as a key: it would be varied by half.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-elsewhere";

/// `words` is the expression, as it is written.
#[must_use]
pub fn robust_elsewhere(result: &str, words: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」里的「{words}」也随权重变，它不是照原样用作排序依据的得分或名次，权重换了会怎样，算不了。"),
            format!(
                "「{words}」 in 「{result}」 changes with the weights as well, and is not a score or place used as a key as it stands; \
                 what other weights would do to it cannot be worked out."
            ),
        ),
        hint: Bilingual::new(
            "看直接按得分排的那个排名或名单；或者用 quanheng compare … --set 权重=值，一组一组地比。",
            "Look at the ranking or list that goes by the score itself; or compare single sets of weights with quanheng compare … --set WEIGHT=VALUE.",
        ),
        related: Vec::new(),
    }
}
