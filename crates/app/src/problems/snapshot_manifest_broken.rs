//! The manifest of a snapshot is no manifest.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-manifest-broken";

/// What is wrong with it.
#[must_use]
pub fn snapshot_manifest_broken(file: &str, why: &Bilingual) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("数据快照的清单「{file}」不能用：{}。", why.zh),
            format!("The manifest 「{file}」 of the snapshot cannot be used: {}.", why.en),
        ),
        hint: Bilingual::new(
            "请重新拷贝整个文件夹，或者用 quanheng snapshot 从原表重做一份。",
            "Copy the whole folder again, or make another from the workbooks with quanheng snapshot.",
        ),
        related: Vec::new(),
    }
}
