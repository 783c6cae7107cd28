//! A workbook that does not hold what one must hold.

use quanheng_sheet::Damage;

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-damaged";

pub(crate) fn problem(place: Place, damage: Damage) -> Problem {
    let (zh, en) = match damage {
        Damage::Archive => ("文件不完整，或者传送中被改动过", "the file is cut off, or was changed on its way"),
        Damage::Part => ("里面有一部分内容坏了", "a part of its content is broken"),
        Damage::Content => ("内容不像一个工作簿应有的样子", "its content is not what a workbook holds"),
        Damage::Sheets => ("工作表超过 1000 张，不像人做的表", "it has more than 1000 sheets, which nobody makes by hand"),
        Damage::MergedRanges => ("合并的单元格多得不正常", "it has more merged cells than any form"),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("工作簿损坏，读不了：{zh}。"), format!("The workbook is damaged and cannot be read: {en}.")),
        hint: Bilingual::new(
            "请用表格软件打开，打不开的请重新复制或下载一份；如果提示修复，修复后另存为新的 .xlsx 再用。",
            "Open it in a spreadsheet program (if it does not open, copy or download it anew), let it repair the file if it offers to, and save it as a new .xlsx.",
        ),
        related: Vec::new(),
    }
}
