//! A folder of facts holds none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "no-facts";

/// No workbook and no CSV file in the folder.
#[must_use]
pub fn no_facts(folder: &str) -> Problem {
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("文件夹「{folder}」里没有数据文件。"),
            format!("There is no file of facts in the folder 「{folder}」."),
        ),
        hint: Bilingual::new(
            "数据文件是 .xlsx、.xls、.ods 或 .csv，直接放在这个文件夹里（不看下一层）。结果会因缺数据而多为「未知」。",
            "Files of facts are .xlsx, .xls, .ods or .csv, directly in this folder (folders below it are not looked into). Without them most results are 未知 (unknown).",
        ),
        related: Vec::new(),
    }
}
