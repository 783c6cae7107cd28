//! Of published facts something was asked for that is no incentive.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "published-only-incentives";

/// `file` is a file that says it was published.
#[must_use]
pub fn published_only_incentives(option: &str, name: &str, file: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{file}」是公布的数据，只算激励；「{name}」不是激励。"),
            format!("「{file}」 was published: of such facts only incentives are computed, and 「{name}」 is none."),
        ),
        hint: Bilingual::new(
            "确要算，加 --all-kinds，只算到单位，不算到人。它要真是激励，在 pack.toml 的 incentives 里写上它的结论类。",
            "If it is wanted, add --all-kinds: of units, never of persons. If it is an incentive, name its kind under incentives in pack.toml.",
        ),
        related: Vec::new(),
    }
}
