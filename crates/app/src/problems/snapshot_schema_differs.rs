//! A pack declares tables otherwise than the one under which a snapshot was made.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_snapshot::shape::Difference;

pub const ID: &str = "snapshot-schema-differs";

/// So many are told; the others are counted.
const MOST: usize = 5;

/// What the pack has otherwise than the snapshot.
#[must_use]
pub fn snapshot_schema_differs(folder: &str, differences: &[Difference]) -> Problem {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for difference in differences.iter().take(MOST) {
        match difference {
            Difference::Missing { what } => {
                zh.push(format!("没有{}", what.zh));
                en.push(format!("it has not {}", what.en));
            }
            Difference::KindUnknown { kind } => {
                zh.push(format!("里面有实体「{kind}」，政策包不认识"));
                en.push(format!("it holds entities of the kind 「{kind}」, which the pack does not know"));
            }
            Difference::Other { what, snapshot, pack } => {
                zh.push(format!("{}是「{snapshot}」，政策包里是「{pack}」", what.zh));
                en.push(format!("{} is 「{snapshot}」, and 「{pack}」 in the pack", what.en));
            }
        }
    }
    if let Some(more) = differences.len().checked_sub(MOST).filter(|more| *more > 0) {
        zh.push(format!("另有 {more} 处"));
        en.push(format!("{more} more"));
    }
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("数据快照「{folder}」是按另外的表做的：{}。", zh.join("；")),
            format!("The snapshot 「{folder}」 was made for other tables: {}.", en.join("; ")),
        ),
        hint: Bilingual::new(
            "请用现在的政策包，从原表重做一份：quanheng snapshot 政策包 --facts 原表 -o 新文件夹。",
            "Make another from the workbooks with this pack: quanheng snapshot PACK --facts WORKBOOKS -o NEW-FOLDER.",
        ),
        related: Vec::new(),
    }
}
