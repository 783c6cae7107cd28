//! One value where a 参数 is a table, or cells where it is one number.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "table-or-number";

/// The problem, in both languages. `cell`: one of its cells, where it is a table.
#[must_use]
pub fn problem(place: Place, name: &str, cell: Option<&str>) -> Problem {
    let (text, hint) = match cell {
        Some(cell) => (
            Bilingual::new(format!("「{name}」是一张表，要一格一格写"), format!("「{name}」 is a table, and takes a value for each cell")),
            Bilingual::new(
                format!("写全各格，如「为 甲 → 值；其余 → 值」；只改一格的，写「改 {cell} 自 年度 为 值」。"),
                format!("Write all cells, as in 「为 KEY → VALUE；其余 → VALUE」; to change one, write 「改 {cell} 自 YEAR 为 VALUE」."),
            ),
        ),
        None => (
            Bilingual::new(format!("「{name}」只有一个值，不分格"), format!("「{name}」 is one value and has no cells")),
            Bilingual::new("“为”后面只写一个值。", "Write one value after 为 (as)."),
        ),
    };
    Problem { place, id: ID, severity: Severity::Error, text, hint, related: Vec::new() }
}
