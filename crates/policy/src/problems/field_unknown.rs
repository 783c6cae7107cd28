//! A conclusion fills in a field that its kind does not have.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "field-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, field: &str, kind: &str, known: &[String]) -> Problem {
    let quoted = |names: &[String]| names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("结论类「{kind}」没有「{field}」这一栏"),
            format!("the kind of conclusion 「{kind}」 has no field 「{field}」"),
        ),
        hint: Bilingual::new(
            if known.is_empty() {
                format!("去掉这一行，或者在声明里加上：「结论类 {kind}（{field}：类型）」。")
            } else {
                format!("它有{}；要用新的，在「结论类 {kind}（…）」里加上。", quoted(known))
            },
            if known.is_empty() {
                format!("Leave the line out, or add the field where it is declared: 「结论类 {kind}（{field}：type）」.")
            } else {
                format!("It has {}; for a new one add it in 「结论类 {kind}（…）」.", quoted(known))
            },
        ),
        related: Vec::new(),
    }
}
