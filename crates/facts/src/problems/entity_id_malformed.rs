//! An id that is not of the form CN-SN:shenmu.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-id-malformed";

pub(crate) fn problem(place: Place, given: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("编号「{given}」写法不对，这一行没有读。"),
            format!("The id 「{given}」 is not well formed; the row was not read."),
        ),
        hint: Bilingual::new(
            "请写成「地区:名称」，只用英文字母、数字、点和连字符，例如 CN-SN:shenmu。",
            "Write region:name with letters, digits, dots and hyphens only, such as CN-SN:shenmu.",
        ),
        related: Vec::new(),
    }
}
