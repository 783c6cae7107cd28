//! There is something where a snapshot should go.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-exists";

/// True where it is a snapshot of other facts.
#[must_use]
pub fn snapshot_exists(folder: &str, other_snapshot: bool) -> Problem {
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!(
                "「{folder}」已经有了{}。快照写好以后不能改，也不覆盖别的东西。",
                if other_snapshot { "，是另一份数据快照" } else { "" }
            ),
            format!(
                "「{folder}」 is there already{}. A snapshot is never changed, and replaces nothing.",
                if other_snapshot { "; it is another snapshot" } else { "" }
            ),
        ),
        hint: Bilingual::new(
            "请写一个还没有的文件夹名。已有的一个字节都没有动。",
            "Name a folder that is not there yet. Nothing of what is there was touched.",
        ),
        related: Vec::new(),
    }
}
