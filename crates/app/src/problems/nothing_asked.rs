//! The pack names no results, and the command neither.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "nothing-asked";

/// `some` are results the pack defines.
#[must_use]
pub fn nothing_asked(some: &[String]) -> Problem {
    Problem {
        place: Place::Option { option: "--only".to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "政策包的 pack.toml 没有写 results，也没有结论；命令里也没有说要哪个结果。",
            "pack.toml names no results, the pack has no conclusions, and the command does not say which one is wanted.",
        ),
        hint: Bilingual::new(
            format!("请加上 --only 和结果的名称，例如：{}；或者在 pack.toml 里写 results。", said(some)),
            format!("Add --only and the name of a result, e.g. {}; or write results in pack.toml.", said(some)),
        ),
        related: Vec::new(),
    }
}
