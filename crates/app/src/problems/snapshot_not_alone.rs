//! A snapshot was given together with other facts, or to be made a snapshot of.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-not-alone";

/// As it was typed.
#[must_use]
pub fn snapshot_not_alone(folder: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--facts {folder}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{folder}」是数据快照。快照已经是全部数据，不能和别的数据放在一起，也不能再做一份快照。"),
            format!(
                "「{folder}」 is a snapshot. A snapshot is all the facts of a run: it cannot be used beside others, nor made a snapshot of."
            ),
        ),
        hint: Bilingual::new(
            "请只写这个快照；要加数据，请把原表和新表一起写，重做一份。",
            "Give the snapshot alone; to add facts, give all the workbooks and make another.",
        ),
        related: Vec::new(),
    }
}
