//! Levels of a 判定表 that are missing, out of order or repeated.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-levels";

/// Levels of a 判定表 that are missing, out of order or repeated.
#[must_use]
pub fn problem(place: Place, found: &str, wanted: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!(
                "判定表要从高到低每级一行：这里该是「{wanted}」{}。",
                if found.is_empty() { "，却没有了".to_owned() } else { format!("，写的却是「{found}」") }
            ),
            format!(
                "A table has each level once, from the highest to the lowest: 「{wanted}」 is due here, {}.",
                if found.is_empty() { "and there are no more rows".to_owned() } else { format!("found 「{found}」") }
            ),
        ),
        hint: Bilingual::new(
            "按枚举的次序补齐或调整各行；没有取得标准的几级合写一行，如 一般…较大，并写「，缺级 … 未得」。",
            "Put the rows into the order of the enum; levels whose criteria were not obtained share a row, such as 一般…较大, with 「, levels … not_obtained」.",
        ),
        related: Vec::new(),
    }
}
