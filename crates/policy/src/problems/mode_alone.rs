//! One exception alone that says 相加 or 取高.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "mode-alone";

/// `highest`: it says 取高, and not 相加.
#[must_use]
pub fn problem(place: Place, label: &str, highest: bool) -> Problem {
    let (zh, en, zh_hint, en_hint) = if highest {
        (
            "取高",
            "取高 (highest)",
            "要同基本规则比高低的，把本来的那一项也写成取高的例外，基本规则写 `即 0元`；只是代替基本规则的，删去“取高”。",
            "To take the higher of it and the basic rule, make that one an exception with 取高, too, and let the basic rule be `即 0元`; if it only replaces the basic rule, remove 取高.",
        )
    } else {
        (
            "相加",
            "相加 (add)",
            "要在基本规则上另加的，把本来的那一项也写成相加的例外，基本规则写 `即 0元`，或者另写一个定义，合计再写一个；只是代替基本规则的，删去“相加”。",
            "To add to the basic rule, make that one an exception with 相加, too, and let the basic rule be `即 0元`, or write a definition of its own and another for the sum; if it only replaces the basic rule, remove 相加.",
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{label}」写了{zh}，可是没有别的{zh}的例外；基本规则照样被压过，不算在里面"),
            format!(
                "「{label}」 says {en}, and no other exception does; the basic rule is overridden all the same and does not count in it"
            ),
        ),
        hint: Bilingual::new(zh_hint, en_hint),
        related: Vec::new(),
    }
}
