//! A file was asked for in a form that no command writes.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "form-not-written";

/// `-o 结果.pdf`; `forms` are the endings that the command does write.
#[must_use]
pub fn form_not_written(file: &str, ending: &str, forms: &[&str]) -> Problem {
    let list = |sep: &str| forms.join(sep);
    Problem {
        place: Place::Option { option: format!("-o {file}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("不能写 .{ending} 文件。"), format!("A file .{ending} cannot be written.")),
        hint: Bilingual::new(
            format!("文件名改用 {}。.xlsx、.csv 用 WPS、Excel 打开，可以再另存、打印。", list(" 或 ")),
            format!("Let the name end in {}. WPS and Excel open .xlsx and .csv, save them otherwise and print them.", list(" or ")),
        ),
        related: Vec::new(),
    }
}
