//! A file among the facts is of a sort that is not read.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "file-skipped";

/// `asked_for` is true where the file was named itself, and not merely met in a folder.
#[must_use]
pub fn file_skipped(path: &str, asked_for: bool) -> Problem {
    let lower = path.to_lowercase();
    let workbook = [".xlsb", ".fods", ".numbers", ".wb3", ".sxc"].iter().any(|ending| lower.ends_with(ending));
    let hint = if workbook {
        Bilingual::new(
            "请用 Excel 或 WPS 打开，另存为「Excel 工作簿（.xlsx）」。",
            "Open it in Excel or WPS and save it as an Excel workbook (.xlsx).",
        )
    } else {
        Bilingual::new(
            "数据请存成 .xlsx、.xls、.ods 或 .csv；若这个文件本来就不是数据，不必管它。",
            "Facts are kept as .xlsx, .xls, .ods or .csv; if this file holds none, nothing needs to be done.",
        )
    };
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: if asked_for || workbook { Severity::Error } else { Severity::Warning },
        text: Bilingual::new(
            format!("「{path}」不是能读的数据文件，没有读。"),
            format!("「{path}」 is not a kind of file that is read; it was skipped."),
        ),
        hint,
        related: Vec::new(),
    }
}
