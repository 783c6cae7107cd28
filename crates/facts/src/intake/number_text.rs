//! Numbers and units as people write them: full-width digits, commas at every third digit, 元 and 万元, percent.

use unicode_normalization::UnicodeNormalization;

use crate::exact::Exact;

/// What a heading or a cell counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// So many 分 of money.
    Money {
        name: &'static str,
        fen: i128,
    },
    Percent,
    /// 人, 分, 名 … : says nothing about size.
    Count,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoNumber {
    NotANumber,
    TooLarge,
}

const MONEY: [(&str, &str, i128); 6] = [
    ("千元", "千元", 100_000),
    ("万元", "万元", 1_000_000),
    ("百万元", "百万元", 100_000_000),
    ("亿元", "亿元", 10_000_000_000),
    ("元", "元", 100),
    ("人民币元", "元", 100),
];

const COUNTS: [&str; 19] =
    ["人", "名", "个", "户", "分", "位", "次", "项", "起", "件", "天", "日", "票", "家", "岁", "小时", "公里", "吨", "亩"];

/// The unit a normalised text names, e.g. the inside of a bracket in a heading.
pub(crate) fn unit_named(text: &str) -> Option<Unit> {
    let text = text.strip_prefix("单位:").unwrap_or(text);
    if let Some((_, name, fen)) = MONEY.iter().find(|(written, _, _)| *written == text) {
        return Some(Unit::Money { name, fen: *fen });
    }
    if text == "%" || text == "百分比" {
        return Some(Unit::Percent);
    }
    COUNTS.contains(&text).then_some(Unit::Count)
}

/// True for a text that is some unit, known here or not (`万人`).
pub(crate) fn looks_like_unit(text: &str) -> bool {
    unit_named(text).is_some()
        || ["十", "百", "千", "万", "亿"].iter().any(|p| text.strip_prefix(p).is_some_and(|rest| COUNTS.contains(&rest) || rest == "元"))
}

/// A money unit at the end of a text without brackets (`奖金万元`), longest first, and what stands before it.
pub(crate) fn money_suffix(text: &str) -> Option<(&str, Unit)> {
    ["人民币元", "百万元", "千元", "万元", "亿元", "元"]
        .iter()
        .find_map(|written| Some((text.strip_suffix(written)?, unit_named(written)?)))
}

/// A number with its unit, as in `50万元`, `35%`, `￥1,200`, `12人`.
pub(crate) fn split_unit(text: &str) -> (String, Option<Unit>) {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_prefix(['¥', '￥']).map(str::to_owned).unwrap_or(plain);
    if let Some(rest) = plain.strip_suffix('%') {
        return (rest.to_owned(), Some(Unit::Percent));
    }
    let abbreviated = match plain.chars().last() {
        Some('万' | '亿') => format!("{plain}元"),
        _ => plain.clone(),
    };
    if let Some((rest, unit)) = money_suffix(&abbreviated) {
        return (rest.to_owned(), Some(unit));
    }
    for count in COUNTS {
        if let Some(rest) = plain.strip_suffix(count) {
            return (rest.strip_prefix('第').unwrap_or(rest).to_owned(), Some(Unit::Count));
        }
    }
    (plain, None)
}

/// A bare number.
pub(crate) fn number(text: &str) -> Result<Exact, NoNumber> {
    let plain: String = text.nfkc().map(|c| if c == '\u{2212}' { '-' } else { c }).collect();
    let plain = plain.trim();
    let digits = if plain.contains(',') { without_commas(plain).ok_or(NoNumber::NotANumber)? } else { plain.to_owned() };
    let shape = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
    let exponent = shape.split_once('E').is_some_and(|(m, e)| {
        !m.is_empty()
            && m.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && e.strip_prefix(['+', '-']).unwrap_or(e).bytes().all(|b| b.is_ascii_digit())
    });
    let plain_digits =
        !shape.is_empty() && shape.bytes().all(|b| b.is_ascii_digit() || b == b'.') && shape.matches('.').count() <= 1 && shape != ".";
    match Exact::parse(&digits) {
        Some(number) => Ok(number),
        None if exponent || plain_digits => Err(NoNumber::TooLarge),
        None => Err(NoNumber::NotANumber),
    }
}

/// Commas only where they stand before every group of three digits.
fn without_commas(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&first.len()) || !digits(first) {
        return None;
    }
    let mut joined = format!("{sign}{first}");
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    if let Some(part) = part {
        joined.push('.');
        joined.push_str(part);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value) in
            [("１２．５", "12.5"), ("1,234,567.80", "1234567.8"), ("１，２３４", "1234"), ("−3", "-3"), (" 7 ", "7"), ("-1,000", "-1000")]
        {
            assert_eq!(number(text).map(|n| n.to_string()), Ok(value.to_owned()), "{text}");
        }
        for text in ["", "12,34", "1,2345", "一百", "1.2.3", "1 2", "约3", "3-4", ",123", "."] {
            assert_eq!(number(text), Err(NoNumber::NotANumber), "{text}");
        }
        for text in ["1E+40", &"9".repeat(31)] {
            assert_eq!(number(text), Err(NoNumber::TooLarge), "{text}");
        }
    }

    #[test]
    fn units_are_taken_off() {
        let shown = |text| {
            let (rest, unit) = split_unit(text);
            (rest, unit)
        };
        assert_eq!(shown("50 万元"), ("50".to_owned(), Some(Unit::Money { name: "万元", fen: 1_000_000 })));
        assert_eq!(shown("50万"), ("50".to_owned(), Some(Unit::Money { name: "万元", fen: 1_000_000 })));
        assert_eq!(shown("￥1,200"), ("1,200".to_owned(), None));
        assert_eq!(shown("３５％"), ("35".to_owned(), Some(Unit::Percent)));
        assert_eq!(shown("第3名"), ("3".to_owned(), Some(Unit::Count)));
        assert_eq!(shown("12"), ("12".to_owned(), None));
    }
}
