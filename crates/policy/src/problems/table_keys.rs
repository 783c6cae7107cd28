//! The keys of a table are not an entity, then 年度, then enums.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "table-keys";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{table}」的括号写得不对"), format!("the keys of 「{table}」 are not in order")),
        hint: Bilingual::new(
            "先写一个实体（如 县区），再写 年度，再写枚举；时段表只写实体。",
            "First one kind of entity, then 年度, then enums; a 时段 table has the entity alone.",
        ),
        related: Vec::new(),
    }
}
