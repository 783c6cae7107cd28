//! A workbook that needs a password.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-password-protected";

pub(crate) fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这个工作簿设了打开密码，读不了。", "The workbook is protected by a password and cannot be read."),
        hint: Bilingual::new("请用密码打开，在“另存为”里去掉密码后再用。", "Open it with the password and save it again without one."),
        related: Vec::new(),
    }
}
