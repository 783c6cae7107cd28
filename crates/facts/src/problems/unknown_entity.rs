//! A name or code that nobody bears.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "unknown-entity";

pub(crate) fn problem(place: Place, given: &str, kind: &str, nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("名册里没有叫「{given}」的{kind}，这一行没有读。"),
            format!("No {kind} in the register is called 「{given}」; the row was not read."),
        ),
        hint: Bilingual::new(
            format!("{zh_near}请改成名册里的名称或代码；新设立的，请先补进名册（entities 文件夹），或者写进数据的「单位」表。"),
            format!(
                "{en_near}Use a name or code of the register; if it is new, add it to the register (the entities folder) or to the table 单位 of the facts."
            ),
        ),
        related: Vec::new(),
    }
}

/// True where a name is of no unit of the register, and not where a number is of no row.
#[must_use]
pub fn is_of_register(problem: &Problem) -> bool {
    problem.id == ID && problem.text.zh.starts_with("名册")
}

/// The same for a number that no row of a table of events bears.
pub(crate) fn no_such_record(place: Place, given: &str, table: &str, nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」里没有编号是「{given}」的一行，这一行没有读。"),
            format!("No row of the table 「{table}」 has the number 「{given}」; the row was not read."),
        ),
        hint: Bilingual::new(
            format!("{zh_near}请改成「{table}」里的编号；漏报的，请先在「{table}」里补上。"),
            format!("{en_near}Use a number of 「{table}」; if it was left out there, add it there first."),
        ),
        related: Vec::new(),
    }
}
