//! How words from sheets are compared: full and half width alike, spaces gone; and which known word is nearest.

use unicode_normalization::UnicodeNormalization;

use crate::entity::{LONGEST_NAME, is_plain};
use crate::value::Year;

/// A heading, name or word in the form in which it is compared.
pub(crate) fn normal(text: &str) -> String {
    if is_plain(text) {
        return text.to_ascii_lowercase();
    }
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect()
}

/// A heading: as [`normal`], without the stars and colons that surround some.
pub(crate) fn normal_heading(text: &str) -> String {
    normal(text).trim_matches(|c| matches!(c, '*' | ':' | '★' | '※')).to_owned()
}

/// `得分(分)` → (`得分`, `分`).
pub(crate) fn split_bracket(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】')] {
        if let Some((base, inner)) = text.strip_suffix(close).and_then(|t| t.rsplit_once(open))
            && !base.is_empty()
        {
            return Some((base, inner));
        }
    }
    None
}

/// The known words nearest to a given one, best first, at most three.
pub(crate) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let given = normal(given);
    if given.chars().nth(LONGEST_NAME).is_some() {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|word| {
            let plain = normal(word);
            let distance = strsim::damerau_levenshtein(&plain, &given);
            let longest = plain.chars().count().max(given.chars().count());
            let within = plain.contains(&given) || given.contains(&plain);
            let near = distance <= 2 && distance < longest && distance.saturating_mul(2) <= longest;
            (!given.is_empty() && !plain.is_empty() && (near || within)).then_some((distance, word))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, word)| word.to_owned()).collect()
}

/// The years a text states, in order, each once. A year that begins a date (`2017年3月`) is none. `bare`: also without 年.
pub(crate) fn years_in(text: &str, bare: bool) -> Vec<Year> {
    let chars: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut years = Vec::new();
    let mut rest = chars.as_slice();
    while !rest.is_empty() {
        let run = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let (digits, after) = rest.split_at_checked(run.max(1)).unwrap_or((rest, &[]));
        rest = after;
        if run != 4 {
            continue;
        }
        let stated = match after {
            ['年', next, ..] => !next.is_ascii_digit(),
            ['年'] => true,
            ['-' | '.' | '/', next, ..] => bare && !next.is_ascii_digit(),
            _ => bare,
        };
        let year: Option<i16> = digits.iter().collect::<String>().parse().ok();
        if let Some(year) = year
            && stated
            && (1900..=2099).contains(&year)
        {
            years.push(Year(year));
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_dates() {
        let shown = |text, bare| years_in(text, bare).iter().map(Year::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(shown("２０１６年县域监测考评结果", false), "2016");
        assert_eq!(shown("2016年度结果（2017年3月公布）", false), "2016");
        assert_eq!(shown("监测考评2016", false), "");
        assert_eq!(shown("监测考评2016", true), "2016");
        assert_eq!(shown("2015-2016年", true), "2016");
        assert_eq!(shown("2015年、2016年", true), "2015 2016");
        assert_eq!(shown("号20160601", true), "");
    }

    #[test]
    fn a_text_of_megabytes_is_near_nothing_and_takes_no_time() {
        let long = "甲县".repeat(1_000_000);
        assert!(nearest(&long, ["甲县", "乙县"].into_iter()).is_empty());
        assert_eq!(nearest("甲具", ["甲县", "乙县"].into_iter()), ["甲县"]);
    }

    #[test]
    fn brackets_of_both_widths() {
        assert_eq!(split_bracket(&normal_heading("* 直接损失 （ 万元 ）：")), Some(("直接损失", "万元")));
        assert_eq!(split_bracket("(万元)"), None);
    }
}
