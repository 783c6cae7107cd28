//! A workbook was asked for, and no file to write it into.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "workbook-without-file";

/// `--format xlsx` (or `parquet`) without `-o`.
#[must_use]
pub fn workbook_without_file(form: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--format {form}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{form} 不能打印，要写进文件。"),
            format!("{form} cannot be printed; it has to be written to a file."),
        ),
        hint: Bilingual::new(
            format!("加上 -o 和文件名，如 -o 结果.{form}。"),
            format!("Add -o and the name of a file, such as -o results.{form}."),
        ),
        related: Vec::new(),
    }
}
