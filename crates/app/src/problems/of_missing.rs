//! A result that belongs to somebody was asked for without saying whose, or one that belongs to nobody with a name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "of-missing";

/// `kind` is what the result belongs to; `None`: nobody.
#[must_use]
pub fn of_missing(result: &str, kind: Option<&str>) -> Problem {
    let (text, hint) = match kind {
        Some(kind) => (
            Bilingual::new(
                format!("「{result}」每个{kind}各有一个，没有说是哪一个。"),
                format!("Each {kind} has its own 「{result}」; the command does not say which one."),
            ),
            Bilingual::new(format!("请加上 --of 和{kind}的名称。"), format!("Add --of and the name of a {kind}.")),
        ),
        None => (
            Bilingual::new(
                format!("「{result}」不分对象，不能带 --of 或 --instead-of。"),
                format!("「{result}」 belongs to nobody: --of and --instead-of have no meaning here."),
            ),
            Bilingual::new("请去掉 --of 和 --instead-of。", "Leave --of and --instead-of out."),
        ),
    };
    Problem { place: Place::Option { option: "--of".to_owned() }, id: ID, severity: Severity::Error, text, hint, related: Vec::new() }
}
