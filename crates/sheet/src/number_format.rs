//! How a number format makes a number look, and the cell value that comes of a stored number under it.

use crate::decimal::{date_of_serial, shortest};
use crate::workbook::CellValue;

/// What people see of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    #[default]
    Plain,
    Percent,
    Date,
    Month,
}

/// The formats that have a number and no code, as Chinese programs show them (27 to 58).
pub(crate) fn built_in_format(id: u32) -> NumberFormat {
    match id {
        9 | 10 => NumberFormat::Percent,
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => NumberFormat::Date,
        17 | 27 | 36 | 50 | 52 | 57 => NumberFormat::Month,
        _ => NumberFormat::Plain,
    }
}

/// What a format code such as `yyyy"年"m"月"` or `0.0%` shows.
pub(crate) fn format_of_code(code: &str) -> NumberFormat {
    let mut letters = String::new();
    let mut chars = code.chars();
    // Only the first section counts, the one for positive numbers.
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let _quoted = chars.by_ref().take_while(|c| *c != '"').count();
            }
            '[' => {
                let _condition_or_locale = chars.by_ref().take_while(|c| *c != ']').count();
            }
            '\\' | '_' | '*' => {
                let _literal = chars.next();
            }
            _ => letters.push(c.to_ascii_lowercase()),
        }
    }
    let has = |c: char| letters.contains(c);
    if has('%') {
        NumberFormat::Percent
    } else if letters.contains("general") || !(has('y') || has('d')) {
        NumberFormat::Plain
    } else if has('y') && has('m') && !has('d') {
        NumberFormat::Month
    } else {
        NumberFormat::Date
    }
}

/// A text, unless it is blank.
pub(crate) fn text_of(text: &str) -> Option<CellValue> {
    (!text.trim().is_empty()).then(|| CellValue::Text(text.to_owned()))
}

/// A number as it is stored.
pub(crate) fn of_stored(number: f64, format: NumberFormat, from_1904: bool) -> CellValue {
    match shortest(number) {
        Some(decimal) => number_of(decimal, format, from_1904),
        None => CellValue::Error(number.to_string()),
    }
}

/// A number as decimal text.
pub(crate) fn number_of(decimal: String, format: NumberFormat, from_1904: bool) -> CellValue {
    match format {
        NumberFormat::Plain => CellValue::Number { decimal, percent: false },
        NumberFormat::Percent => CellValue::Number { decimal, percent: true },
        NumberFormat::Date => match date_of_serial(&decimal, from_1904) {
            Some(day) => CellValue::Date(day),
            None => CellValue::Error(decimal),
        },
        NumberFormat::Month => match date_of_serial(&decimal, from_1904) {
            Some(day) => CellValue::Month(day.first_of_month()),
            None => CellValue::Error(decimal),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_say_what_people_see() {
        let cases = [
            ("0.00%", NumberFormat::Percent),
            ("yyyy\"年\"m\"月\"", NumberFormat::Month),
            ("yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Date),
            ("[$-804]yyyy/m/d;@", NumberFormat::Date),
            ("mmm-yy", NumberFormat::Month),
            ("#,##0.00\"元\"", NumberFormat::Plain),
            ("General", NumberFormat::Plain),
            ("0\"%dy\"", NumberFormat::Plain),
            ("h:mm:ss", NumberFormat::Plain),
            ("[Red]0.0", NumberFormat::Plain),
        ];
        for (code, format) in cases {
            assert_eq!(format_of_code(code), format, "{code}");
        }
    }
}
