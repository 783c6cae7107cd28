//! Units that stand above each other in a circle, or one that stands above itself.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-superior-circle";

/// Of a longer circle so many are named.
const MOST_NAMED: usize = 6;

/// `circle`: each followed by the one above it.
pub(crate) fn problem(place: Place, circle: &[String]) -> Problem {
    let text = match circle {
        [one] => Bilingual::new(format!("「{one}」的上级填的是它自己。"), format!("The superior of 「{one}」 is 「{one}」 itself.")),
        _ => {
            let named: Vec<String> = circle.iter().take(MOST_NAMED).map(|name| format!("「{name}」")).collect();
            let first = circle.first().map(String::as_str).unwrap_or_default();
            let (zh_more, en_more) = match circle.len().checked_sub(MOST_NAMED) {
                Some(more) if more > 0 => (format!("→……（还有 {more} 个）"), format!(" → … ({more} more)")),
                _ => (String::new(), String::new()),
            };
            Bilingual::new(
                format!("上级绕成了一圈：{}{zh_more}→「{first}」。", named.join("→")),
                format!("The superiors lead round in a circle: {}{en_more} → 「{first}」.", named.join(" → ")),
            )
        }
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text,
        hint: Bilingual::new(
            "请改正其中填错的“上级”；改正以前，圈里的单位都按没有上级计算。",
            "Correct the 上级 that is wrong among them; until then none of them counts as having a superior.",
        ),
        related: Vec::new(),
    }
}
