//! assertion-failed: a 校验 of the pack does not hold for a row.

use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "assertion-failed";

/// `id` and `label`: of the 校验. `seen`: the columns read and the user's own text in them.
#[must_use]
pub fn problem(row: Option<&Origin>, (id, label): (&str, &str), logic: &str, seen: &[(String, String)]) -> Problem {
    let place = match row {
        Some(origin) => Place::Cell {
            file: origin.file.to_string(),
            sheet: origin.sheet.as_ref().map(ToString::to_string),
            row: Some(origin.row),
            column: None,
        },
        None => Place::Option { option: id.to_owned() },
    };
    let values: Vec<String> = seen.iter().map(|(name, text)| format!("{name}「{text}」")).collect();
    let values = if values.is_empty() { String::new() } else { format!("（{}）", values.join("、")) };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("校验「{}」不成立：{logic}{values}", label),
            format!("the assertion 「{}」 does not hold: {logic}{values}", label),
        ),
        hint: match row {
            Some(_) => Bilingual::new("核对这一行的各栏，改正后重新运行。", "Check the columns of this row, correct them and run again."),
            None => Bilingual::new(
                "核对式子里用到的数、待定的值（「设定」表或包里的 设）和数据，改正后重新运行。",
                "Check the numbers it names, the values settled (in the table 设定 or by 设 in a pack) and the facts, correct them and run again.",
            ),
        },
        related: Vec::new(),
    }
}
