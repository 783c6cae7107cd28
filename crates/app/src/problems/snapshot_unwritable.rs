//! A snapshot cannot be written.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-unwritable";

/// Why, in plain words.
#[must_use]
pub fn snapshot_unwritable(folder: &str, why: &Bilingual) -> Problem {
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("数据快照「{folder}」没有写成：{}。", why.zh),
            format!("The snapshot 「{folder}」 was not written: {}.", why.en),
        ),
        hint: Bilingual::new(
            "什么也没有留下。请腾出地方，或者换一个您能写入的位置，再来一次。",
            "Nothing of it was left behind. Make room, or choose a place you may write to, and do it again.",
        ),
        related: Vec::new(),
    }
}
