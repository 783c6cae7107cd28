//! Rows of results as the columns of one Parquet file, for other programs; decision 0077.
//!
//! Nothing is a floating-point number: a value that is a number stands as a whole number with its places, and as the exact text.
//! Deliberately absent: whom a conclusion reaches, and its fields; a class is never beside a name, and here every row is one line.

use quanheng_facts::problem::Language;
use quanheng_policy::explanation::TO_BE_VERIFIED;
use quanheng_snapshot::results::{Cells, file};

use super::{Header, Plain, ResultRow, json_lines};

/// Where the header stands among the notes of the file.
const NOTE: &str = "quanheng.results";

/// The bytes of the file. `None` where there is more than such a file can hold.
#[must_use]
pub fn parquet(header: &Header, rows: &[&ResultRow], language: Language) -> Option<Vec<u8>> {
    let texts = |of: &dyn Fn(&ResultRow) -> Option<String>| Cells::Text(rows.iter().map(|row| of(row)).collect());
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let listed = |all: Vec<String>| filled(all.join("；"));
    // As it is written: money in 元, with its places.
    let digits = |row: &ResultRow| match &row.value {
        Some(Plain::Number { written, .. }) => {
            let places = written.split_once('.').map_or(0, |(_, places)| places.len());
            Some((written.replacen('.', "", 1).parse::<i64>().ok()?, i64::try_from(places).ok()?))
        }
        _ => None,
    };
    let between = |row: &ResultRow, end: usize| row.between.as_ref().and_then(|ends| ends.get(end)?.as_ref()).map(Plain::text);
    let columns = [
        ("result", texts(&|row| Some(row.result.clone()))),
        ("kind", texts(&|row| Some(row.kind.clone()))),
        ("of_id", texts(&|row| row.of_id.clone())),
        ("of", texts(&|row| row.of.clone())),
        ("index", texts(&|row| listed(row.index.clone()))),
        ("period", Cells::Integer(rows.iter().map(|row| row.period.map(|year| i64::from(year.0))).collect())),
        ("status", texts(&|row| Some(row.finding.status.chinese().to_owned()))),
        ("value", texts(&|row| row.value.as_ref().map(Plain::text))),
        ("value_number", Cells::Integer(rows.iter().map(|row| digits(row).map(|(whole, _)| whole)).collect())),
        ("value_scale", Cells::Integer(rows.iter().map(|row| digits(row).map(|(_, scale)| scale)).collect())),
        ("low", texts(&|row| between(row, 0))),
        ("high", texts(&|row| between(row, 1))),
        ("rule_id", texts(&|row| row.rule_id.clone())),
        ("rule", texts(&|row| row.rule.clone())),
        ("article", texts(&|row| row.article.clone())),
        ("causes", texts(&|row| listed(row.causes.iter().map(|cause| cause.told(language)).collect()))),
        ("marks", texts(&|row| listed(row.marks.iter().map(|mark| format!("{}：{}", mark.kind, mark.text.get(language))).collect()))),
        ("grants", texts(&|row| row.conclusion.as_ref()?.grants.as_ref()?.value.as_ref().map(Plain::text))),
        ("to_verify", texts(&|row| row.says_to_verify().then(|| TO_BE_VERIFIED.to_owned()))),
    ];
    file(&columns, &[(NOTE, json_lines::header_line(header).to_string())])
}
