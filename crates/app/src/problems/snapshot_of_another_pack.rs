//! A snapshot was made under another pack, and this pack might have read other facts from the same files.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-of-another-pack";

/// Why the two packs might not have read the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Cells or rows could not be used when it was made.
    Errors,
    /// The packs bring other registers or facts along, or the facts are of another region to one of them.
    Registers,
}

/// `made`: the pack it was made under. `asked`: the pack that is to read it.
#[must_use]
pub fn snapshot_of_another_pack(folder: &str, made: &str, asked: &str, because: Because) -> Problem {
    let (zh, en) = match because {
        Because::Errors => (
            "做的时候有读不了的格，换一个政策包也许就读得了",
            "some cells could not be read when it was made, and might have been under another pack",
        ),
        Because::Registers => ("两个政策包自带的名册或者数据不一样", "the two packs bring other registers or facts along"),
    };
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("数据快照「{folder}」是按政策包「{made}」做的，不能给「{asked}」用：{zh}。"),
            format!("The snapshot 「{folder}」 was made under the pack 「{made}」 and cannot be used with 「{asked}」: {en}."),
        ),
        hint: Bilingual::new(
            "请用现在的政策包，从原表重做一份：quanheng snapshot 政策包 --facts 原表 -o 新文件夹。",
            "Make another from the workbooks with this pack: quanheng snapshot PACK --facts WORKBOOKS -o NEW-FOLDER.",
        ),
        related: Vec::new(),
    }
}
