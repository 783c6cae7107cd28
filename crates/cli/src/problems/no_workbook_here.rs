//! A workbook was asked of a command that makes none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "no-workbook-here";

/// `-o 比较.xlsx` of `compare` or `open`.
#[must_use]
pub fn no_workbook_here(file: &str, form: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("-o {file}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("只有 run 能写 {form}。"), format!("Only run writes {form}.")),
        hint: Bilingual::new(
            "用 --format csv -o 文件.csv，WPS、Excel 都能打开。",
            "Use --format csv -o FILE.csv, which WPS and Excel open.",
        ),
        related: Vec::new(),
    }
}
