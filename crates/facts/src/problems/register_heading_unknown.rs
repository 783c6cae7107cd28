//! A heading in a register that means nothing there.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "register-heading-unknown";

pub(crate) fn problem(place: Place, given: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("名册没有叫「{given}」的栏，这一列没有读。"),
            format!("A register has no column called 「{given}」; it was not read."),
        ),
        hint: Bilingual::new(
            "名册的栏有：id、名称、种类、上级、代码、自、至、依据、备注。说明文字请放进「备注」。",
            "A register has the columns id, 名称, 种类, 上级, 代码, 自, 至, 依据, 备注. Put remarks under 「备注」.",
        ),
        related: Vec::new(),
    }
}
