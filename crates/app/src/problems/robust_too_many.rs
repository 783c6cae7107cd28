//! Too many members whose places are not known, for so many draws.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-too-many";

/// `most` draws could be made.
#[must_use]
pub fn robust_too_many(result: &str, members: usize, draws: u64, most: u64) -> Problem {
    let fewer = if most == 0 {
        Bilingual::new("一次也太多", "Even one draw is too many")
    } else {
        Bilingual::new(format!("写 --draws {most} 或者更少"), format!("Write --draws {most} or fewer"))
    };
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」有 {members} 个参评，其中有的数未知，每抽一次都要两两相比，{draws} 次太多。"),
            format!(
                "「{result}」 has {members} members, and not everything about them is known: each draw holds everybody against everybody, and {draws} draws are too many."
            ),
        ),
        hint: Bilingual::new(
            format!("{}；或者先补齐未知的数，就不用两两相比了。", fewer.zh),
            format!("{}; or first supply what is not known, and nobody has to be held against everybody.", fewer.en),
        ),
        related: Vec::new(),
    }
}
