//! A matter that is no row of a registered table, and is not marked as another one.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "matter-told-in-words";

/// `tables`: what is registered; `near`: matters of nearly that name.
pub(crate) fn problem(place: Place, given: &str, register: &str, other: &str, tables: &[String], near: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(near);
    let (zh_tables, en_tables) = (tables.join("、"), tables.join(", "));
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{given}」不是登记的表里的一件{register}，照「{other}」收下了：它和哪张表里的一行都不是同一件。"),
            format!(
                "「{given}」 is no {register} of a registered table; it was taken as 「{other}」, and is the same as no row of any table."
            ),
        ),
        hint: Bilingual::new(
            format!(
                "{zh_near}要说的是表里的一件（登记的表：{zh_tables}），写它的编号或者名称；确是别的事，写成「{other}：{given}」，就不再提醒。"
            ),
            format!(
                "{en_near}If it is one of a table (registered: {en_tables}), write its number or name; if it is something else, write 「{other}：{given}」 and nothing is said."
            ),
        ),
        related: Vec::new(),
    }
}
