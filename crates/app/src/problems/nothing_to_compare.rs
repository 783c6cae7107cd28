//! Both sides of a comparison are the same.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "nothing-to-compare";

/// Nothing on the command line makes a difference between the sides.
#[must_use]
pub fn nothing_to_compare() -> Problem {
    Problem {
        place: Place::Option { option: "compare".to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("两边完全一样，没有可比的。", "Both sides are the same; there is nothing to compare."),
        hint: Bilingual::new(
            "请给出不同的一边：另一个政策包（写在第一个后面），或 --set 名=值、--facts-b、--known-on-b、--law-as-of-b。",
            "Say what differs on side B: another pack (after the first), or --set NAME=VALUE, --facts-b, --known-on-b, --law-as-of-b.",
        ),
        related: Vec::new(),
    }
}
