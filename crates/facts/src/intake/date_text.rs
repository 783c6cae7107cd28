//! Days, months and years as people write them.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::value::{Month, YEARS, Year};

/// What a text says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    Day(Date),
    Month(Month),
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// `2016-06-01`, `2016/6/1`, `2016.6.1`, `2016年6月1日`, `20160601`; `2016-06`, `2016年6月`, `2016.06`. A time of day may
/// follow and is dropped. `2016.1` is nothing: a spreadsheet writes October so, too.
pub(crate) fn day_or_month(text: &str) -> Option<Day> {
    // The time of day stands after a space or a T; look at the text before spaces are removed.
    let first = text.trim().split(['T', ' ', '\u{3000}']).next().unwrap_or("");
    let rest = text.trim().strip_prefix(first).unwrap_or("").trim_start_matches(['T', ' ', '\u{3000}']);
    let is_time = !rest.is_empty() && rest.contains(':') && rest.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
    let text = plain(if is_time { first } else { text });
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day).map(Day::Day);
    }
    if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        return match day.strip_suffix(['日', '号']).unwrap_or(day) {
            "" => month_of(year, month).map(Day::Month),
            day => date(year, month, day).map(Day::Day),
        };
    }
    for mark in ['-', '/', '.'] {
        let parts: Vec<&str> = text.split(mark).collect();
        match parts.as_slice() {
            [year, month, day] => return date(year, month, day).map(Day::Day),
            [_, month] if mark == '.' && month.len() != 2 => return None,
            [year, month] => return month_of(year, month).map(Day::Month),
            _ => {}
        }
    }
    None
}

/// `2016`, `2016年`, `2016年度`.
pub(crate) fn year(text: &str) -> Option<Year> {
    let text = plain(text);
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(&text);
    year_digits(digits).map(Year)
}

fn year_digits(text: &str) -> Option<i16> {
    let good = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|y| good && YEARS.contains(y))
}

fn small(text: &str) -> Option<i8> {
    let good = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    if good { text.parse().ok() } else { None }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year_digits(year)?, small(month)?, small(day)?).ok()
}

fn month_of(year: &str, month: &str) -> Option<Month> {
    let found = Month { year: year_digits(year)?, month: small(month)? };
    found.days().map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_as_people_write_them() {
        let shown = |text| match day_or_month(text) {
            Some(Day::Day(day)) => day.to_string(),
            Some(Day::Month(month)) => month.to_string(),
            None => "nothing".to_owned(),
        };
        for text in [
            "2016-06-01",
            "2016/6/1",
            "2016.6.1",
            "2016年6月1日",
            "２０１６年０６月０１号",
            "20160601",
            " 2016 年 6 月 1 日 ",
            "2016-06-01 08:30:00",
            "2016-06-01T00:00:00",
        ] {
            assert_eq!(shown(text), "2016-06-01", "{text}");
        }
        for text in ["2014-12", "2014年12月", "2014/12", "2014.12"] {
            assert_eq!(shown(text), "2014-12", "{text}");
        }
        for text in [
            "",
            "2014",
            "2014.1",
            "2016-02-30",
            "2016-13",
            "16-06-01",
            "201606",
            "2016年",
            "2016年6月1日起",
            "1-2-3-4",
            "42522",
            "2016-06-01 上午",
        ] {
            assert_eq!(shown(text), "nothing", "{text}");
        }
    }

    #[test]
    fn years_have_four_digits() {
        for text in ["2016", "2016年", "２０１６年度"] {
            assert_eq!(year(text), Some(Year(2016)), "{text}");
        }
        for text in ["16", "2016.0", "2016年6月", "3016", "", "20160"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
