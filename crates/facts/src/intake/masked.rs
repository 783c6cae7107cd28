//! Numbers of identity documents are neither printed nor kept as text: 18 characters (the last may be X) or 15 digits, with a day
//! of birth in them, in digits of either width.
//!
//! In the place of each stands a mask with a short digest, so that two of them stay apart and one of them stays itself: four digits
//! of SHA-256 tell far too little to find the number by. Within one intake, numbers whose digests begin alike get a longer one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use quanheng_sheet::CellValue;
use sha2::{Digest, Sha256};

use super::FactFile;

/// What stands before the digest.
pub(crate) const MASK: &str = "******";

/// Digits of the digest that are shown.
const SHORT: usize = 4;

/// A stretch of this many hexadecimal digits is a digest itself, and no number of anybody.
const HEXADECIMAL: usize = 32;

/// True for a long number that may be that of a document, whatever its day of birth, and nothing else.
pub(crate) fn looks_like_identity(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    is_identity(text) || (digits >= 15 && digits == text.chars().count())
}

/// The digest of a number that is kept under a mask.
pub(crate) fn digest_of_mask(text: &str) -> Option<&str> {
    text.strip_prefix(MASK).filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The text with every such number masked.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    replaced(text, &|number| mask(number, SHORT))
}

/// The files with every such number masked in every cell; nothing where there is none.
pub(crate) fn hidden(files: &[FactFile]) -> Option<Vec<FactFile>> {
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    for file in files {
        for sheet in &file.workbook.sheets {
            let names = sheet.name.iter().map(String::as_str);
            let cells = sheet.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| text_of(&cell.value));
            for text in names.chain(cells) {
                each_identity(text, &mut |_, _, number| {
                    numbers.insert(number.to_owned());
                });
            }
        }
        for text in file.source.iter().chain(&file.entered_by) {
            each_identity(text, &mut |_, _, number| {
                numbers.insert(number.to_owned());
            });
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let masks = masks(&numbers);
    let hide = |text: &str| replaced(text, &|number| masks.get(number).cloned().unwrap_or_else(|| mask(number, SHORT))).into_owned();
    let mut files = files.to_vec();
    for file in &mut files {
        for text in file.source.iter_mut().chain(&mut file.entered_by) {
            *text = hide(text);
        }
        for sheet in &mut file.workbook.sheets {
            sheet.name = sheet.name.as_deref().map(hide);
            for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
                if let Some(text) = text_of(&cell.value).filter(|text| may_hold_one(text)) {
                    let told = hide(text);
                    if told != text {
                        cell.value = CellValue::Text(told);
                    }
                }
            }
        }
    }
    Some(files)
}

fn text_of(value: &CellValue) -> Option<&str> {
    match value {
        CellValue::Text(text) | CellValue::Error(text) => Some(text),
        CellValue::Number { decimal, .. } => Some(decimal),
        CellValue::Bool(_) | CellValue::Date(_) | CellValue::Month(_) | CellValue::FormulaWithoutValue => None,
    }
}

/// Masks that tell all of these apart.
fn masks(numbers: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut length = SHORT;
    let mut masks: BTreeMap<String, String> = BTreeMap::new();
    let mut left: BTreeSet<&String> = numbers.iter().collect();
    while !left.is_empty() && length < HEXADECIMAL {
        let mut by_mask: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for number in &left {
            by_mask.entry(mask(number, length)).or_default().push(number);
        }
        for (mask, alike) in by_mask {
            if let [one] = alike.as_slice() {
                left.remove(*one);
                masks.insert((*one).clone(), mask);
            }
        }
        length = length.saturating_add(1);
    }
    masks
}

fn mask(number: &str, length: usize) -> String {
    let digest = Sha256::digest(format!("quanheng.identity/1:{}", number.to_ascii_uppercase()).as_bytes());
    let written: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{MASK}{}", written.get(..length).unwrap_or(&written))
}

fn replaced<'t>(text: &'t str, by: &dyn Fn(&str) -> String) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    each_identity(text, &mut |from, to, number| {
        out.push_str(text.get(done..from).unwrap_or_default());
        out.push_str(&by(number));
        done = to;
    });
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// False for most cells, without a closer look.
fn may_hold_one(text: &str) -> bool {
    text.len() >= 15
}

/// Every number in a text, with where it begins and ends.
fn each_identity(text: &str, found: &mut dyn FnMut(usize, usize, &str)) {
    if !may_hold_one(text) {
        return;
    }
    let mut run = String::new();
    let mut from = 0;
    // So many hexadecimal digits stand before, without a gap.
    let mut hexadecimal: usize = 0;
    let mut at_start: usize = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(digit) = digit(c) {
            if run.is_empty() {
                (from, at_start) = (at, hexadecimal);
            }
            run.push(digit);
            hexadecimal = hexadecimal.saturating_add(1);
            if chars.peek().is_some_and(|(_, next)| self::digit(*next).is_some()) {
                continue;
            }
            let mut to = at.saturating_add(c.len_utf8());
            let last = chars.peek().copied().filter(|(_, next)| run.len() == 17 && matches!(next, 'X' | 'x' | 'Ｘ' | 'ｘ'));
            if let Some((at, x)) = last {
                run.push('X');
                to = at.saturating_add(x.len_utf8());
            }
            if is_identity(&run) && !is_within_digest(text, to, at_start.saturating_add(run.len())) {
                found(from, to, &run);
            }
            run.clear();
        } else {
            hexadecimal = if matches!(c, 'a'..='f') { hexadecimal.saturating_add(1) } else { 0 };
        }
    }
}

/// True where the hexadecimal digits before (`so_far`, the number included) and after make up a digest.
fn is_within_digest(text: &str, to: usize, so_far: usize) -> bool {
    let after = text.get(to..).unwrap_or_default().bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).take(HEXADECIMAL).count();
    so_far.saturating_add(after) >= HEXADECIMAL
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32),
        _ => None,
    }
}

fn is_identity(run: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| run.get(range).and_then(|d| d.parse::<u32>().ok());
    let day =
        |month: Option<u32>, day: Option<u32>| month.is_some_and(|m| (1..=12).contains(&m)) && day.is_some_and(|d| (1..=31).contains(&d));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match run.len() {
        18 => {
            let (body, last) = run.split_at_checked(17).unwrap_or((run, ""));
            let ends = plain(last) || matches!(last, "X" | "x");
            plain(body) && ends && digits(6..10).is_some_and(|y| (1800..2200).contains(&y)) && day(digits(10..12), digits(12..14))
        }
        15 => plain(run) && day(digits(8..10), digits(10..12)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_a_day_of_birth_are_hidden_in_texts() {
        assert_eq!(masked("张甲（99000019700101001X）在任"), "张甲（******175b）在任");
        assert_eq!(masked("张甲９９００００１９７００１０１００１ｘ"), masked("张甲99000019700101001X"));
        assert_eq!(masked("号990000700101001，号990000700101002"), "号******6b59，号******cb7d");
        for plain in ["123456789012345678901234", "得分 990000999999990012", "ab99000019700101001", "1234"] {
            assert_eq!(masked(plain), plain);
        }
        assert!(looks_like_identity("99000019700101001x") && !looks_like_identity("A001") && !looks_like_identity("1234"));
    }

    #[test]
    fn a_digest_is_left_alone() {
        let digest = format!("{}990000197001010012{}", "a".repeat(20), "b".repeat(26));
        assert_eq!(masked(&digest), digest);
        assert_ne!(masked("ab990000197001010012cd"), "ab990000197001010012cd");
    }

    #[test]
    fn numbers_whose_digests_begin_alike_are_told_apart() {
        let numbers: BTreeSet<String> = (0..3000).map(|n| format!("99000019700101{n:04}")).collect();
        let masks = masks(&numbers);
        let different: BTreeSet<&String> = masks.values().collect();
        assert_eq!((masks.len(), different.len()), (3000, 3000));
        assert!(masks.values().any(|mask| mask.len() > MASK.len() + SHORT), "some begin alike");
    }
}
