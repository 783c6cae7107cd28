//! Numbers as a workbook stores them, turned into decimal text and civil dates without floating point arithmetic.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The shortest decimal at 15 significant digits, which is what the program that wrote the workbook showed; `None` for what
/// is not a number.
pub(crate) fn shortest(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    // Formatting rounds the stored binary number exactly, half to even, at the 15th digit.
    let written = format!("{value:.14e}");
    let (digits, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let digits: String = digits.chars().filter(|c| *c != '.').collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    if !(-28..=28).contains(&exponent) {
        return Some(format!("{sign}{}E{exponent:+}", place_point(digits, 1)));
    }
    Some(format!("{sign}{}", place_point(digits, exponent.checked_add(1)?)))
}

/// `digits` with the point after `before` digits (which may be negative or beyond the end).
fn place_point(digits: &str, before: i32) -> String {
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if before <= 0 {
        return format!("0.{}{digits}", zeros(before.saturating_neg()));
    }
    if before >= length {
        return format!("{digits}{}", zeros(before.saturating_sub(length)));
    }
    let (whole, part) = digits.split_at_checked(usize::try_from(before).unwrap_or(0)).unwrap_or((digits, ""));
    format!("{whole}.{part}")
}

/// A plain decimal with the point moved two places: `0.35` is 35 hundredths. Text with an exponent is left as it is.
pub(crate) fn hundredfold(decimal: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return decimal.to_owned();
    }
    let padded = format!("{part:0<2}");
    let (moved, rest) = padded.split_at_checked(2).unwrap_or((padded.as_str(), ""));
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// The civil date of a serial day number; the time of day is dropped. `None` for a day that does not exist.
pub(crate) fn date_of_serial(decimal: &str, from_1904: bool) -> Option<Date> {
    let whole = decimal.split('.').next()?;
    let days: i64 = whole.parse().ok()?;
    let (zero, days) = match (from_1904, days) {
        (true, 0..) => (Date::new(1904, 1, 1).ok()?, days),
        // The workbook's calendar has a 29 February 1900, day 60, that never was.
        (false, 1..=59) => (Date::new(1899, 12, 31).ok()?, days),
        (false, 61..) => (Date::new(1899, 12, 30).ok()?, days),
        _ => return None,
    };
    let span: Span = 0.days().try_days(days).ok()?;
    zero.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_number_becomes_what_was_typed() {
        let cases = [
            (0.300_000_000_000_000_04, "0.3"),
            (35.0, "35"),
            (-0.0, "0"),
            (0.35, "0.35"),
            (97.123_456, "97.123456"),
            (1e15, "1000000000000000"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (0.000_001, "0.000001"),
            (1e-20, "0.00000000000000000001"),
            (-2.5e40, "-2.5E+40"),
            (1e300, "1E+300"),
        ];
        for (stored, typed) in cases {
            assert_eq!(shortest(stored).unwrap(), typed);
        }
        assert_eq!(shortest(f64::NAN), None);
        assert_eq!(shortest(f64::INFINITY), None);
    }

    #[test]
    fn percent_is_shown_as_people_see_it() {
        for (stored, shown) in
            [("0.35", "35"), ("0.005", "0.5"), ("1", "100"), ("-0.1", "-10"), ("0", "0"), ("12.3456", "1234.56"), ("1E+300", "1E+300")]
        {
            assert_eq!(hundredfold(stored), shown);
        }
    }

    #[test]
    fn serial_days_of_both_calendars() {
        let day = |text: &str, from_1904| date_of_serial(text, from_1904).map(|d| d.to_string());
        assert_eq!(day("42522", false).as_deref(), Some("2016-06-01"));
        assert_eq!(day("42522.75", false).as_deref(), Some("2016-06-01"));
        assert_eq!(day("41060", true).as_deref(), Some("2016-06-01"));
        assert_eq!(day("59", false).as_deref(), Some("1900-02-28"));
        assert_eq!(day("60", false), None);
        assert_eq!(day("61", false).as_deref(), Some("1900-03-01"));
        for bad in ["-1", "0.5", "99999999999", "1E+300", ""] {
            assert_eq!(day(bad, false), None, "{bad}");
        }
    }
}
