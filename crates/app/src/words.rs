//! Words of a command → years and days; and the names that a word may have meant.
//!
//! Full-width digits and punctuation are taken as their plain forms. Deliberately absent: options, packs, problems.

use jiff::civil::Date;
use quanheng_facts::value::{Type, Value, YEARS, Year};
use quanheng_policy::value_text::value_from_text;

/// More years than this in one question are taken for a slip of the pen.
const MOST_YEARS: usize = 100;

/// Full-width digits, letters and signs as plain ones, without blanks.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
            '、' => ',',
            '–' | '—' | '―' | '至' | '~' => '-',
            _ => c,
        })
        .collect()
}

/// `2016`, `2016年`, `2016年度`, `２０１６`.
#[must_use]
pub fn read_year(text: &str) -> Option<Year> {
    match value_from_text(&plain(text), &Type::Year, &[])? {
        Value::Year(year) => Some(year).filter(|year| YEARS.contains(&year.0)),
        _ => None,
    }
}

/// `2016`, `2016,2015`, `2009-2016`, and these joined by commas.
#[must_use]
pub fn read_periods(text: &str) -> Option<Vec<Year>> {
    let mut years = Vec::new();
    for part in plain(text).split(',') {
        match part.split_once('-') {
            None => years.push(read_year(part)?),
            Some((from, to)) => {
                let (from, to) = (read_year(from)?, read_year(to)?);
                if from > to {
                    return None;
                }
                let mut year = Some(from);
                while let Some(at) = year.filter(|y| *y <= to) {
                    years.push(at);
                    if years.len() > MOST_YEARS {
                        return None;
                    }
                    year = at.plus(1);
                }
            }
        }
    }
    years.sort_unstable();
    years.dedup();
    (years.len() <= MOST_YEARS).then_some(years)
}

/// `2017-06-15`, `2017年6月15日`.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    match value_from_text(&plain(text), &Type::Date, &[])? {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

/// Up to three names that look like this one, the nearest first. A short name is compared with short names.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut near: Vec<(usize, String)> = known
        .filter_map(|candidate| {
            let short = candidate.rsplit('.').next().unwrap_or(candidate);
            let distance = strsim::damerau_levenshtein(name, candidate).min(strsim::damerau_levenshtein(name, short));
            let length = name.chars().count();
            let contains = length >= 2 && candidate.contains(name);
            // Half the name may differ: Chinese names are short.
            (contains || (distance.saturating_mul(2) <= length.max(2) && distance < short.chars().count().max(2)))
                .then(|| (distance, candidate.to_owned()))
        })
        .collect();
    near.sort();
    near.dedup();
    // What is much farther off than the best is noise beside it.
    let farthest = near.first().map_or(0, |(best, _)| best.saturating_add(1));
    near.into_iter().filter(|(distance, _)| *distance <= farthest).take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Option<Vec<i16>> {
        read_periods(text).map(|years| years.into_iter().map(|y| y.0).collect())
    }

    #[test]
    fn periods_are_years_lists_and_spans() {
        assert_eq!(years("2016"), Some(vec![2016]));
        assert_eq!(years("２０１６年度、2015"), Some(vec![2015, 2016]));
        assert_eq!(years("2009－2011,2010"), Some(vec![2009, 2010, 2011]));
        for wrong in ["", "16", "2016-2015", "2016,", "二〇一六", "1000-9999", "20160"] {
            assert_eq!(years(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_days_that_exist() {
        assert_eq!(read_day("2017-06-15"), Date::new(2017, 6, 15).ok());
        assert_eq!(read_day("2017年6月15日"), Date::new(2017, 6, 15).ok());
        for wrong in ["2017-02-29", "2017-06", "20170615", "昨天", "2017-6-15-1"] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_that_look_alike_are_found() {
        let known = ["县区.奖金", "县区.十强县", "县区.五强区"];
        assert_eq!(nearest("奖经", known.into_iter()), ["县区.奖金"]);
        assert_eq!(nearest("县区.十强", known.into_iter()).first().map(String::as_str), Some("县区.十强县"));
        assert_eq!(nearest("处分", known.into_iter()), [""; 0]);
    }
}
