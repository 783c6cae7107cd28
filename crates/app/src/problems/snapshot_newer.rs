//! A snapshot was written by a later program.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-newer";

/// The format that was found.
#[must_use]
pub fn snapshot_newer(file: &str, found: &str) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这个数据快照的格式是「{}」，现在的程序只认识「{}」。", found, quanheng_snapshot::FORMAT),
            format!("This snapshot has the format 「{}」; this program knows 「{}」 only.", found, quanheng_snapshot::FORMAT),
        ),
        hint: Bilingual::new(
            "请换用新版的 quanheng，或者用现在的版本从原表重做一份。",
            "Use a later quanheng, or make another snapshot from the workbooks with this one.",
        ),
        related: Vec::new(),
    }
}
