//! A workbook was asked for, and no file to write it into.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "workbook-without-file";

/// `--format xlsx` without `-o`.
#[must_use]
pub fn workbook_without_file() -> Problem {
    Problem {
        place: Place::Option { option: "--format xlsx".to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("xlsx 不能打印，要写进文件。", "A workbook cannot be printed; it has to be written to a file."),
        hint: Bilingual::new("加上 -o 和文件名，如 -o 结果.xlsx。", "Add -o and the name of a file, such as -o results.xlsx."),
        related: Vec::new(),
    }
}
