//! Rows with problems cannot be given back from a snapshot.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-without-rows";

/// As it was typed.
#[must_use]
pub fn snapshot_without_rows(folder: &str) -> Problem {
    Problem {
        place: Place::Option { option: "--errors-out".to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{folder}」是数据快照，里面没有原表的行，不能退回有问题的行。"),
            format!("「{folder}」 is a snapshot; it has no rows of the workbooks that could be given back."),
        ),
        hint: Bilingual::new("请用原表运行，加上 --errors-out。", "Run on the workbooks with --errors-out."),
        related: Vec::new(),
    }
}
