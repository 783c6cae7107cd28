//! Characters that nobody sees, made visible; and long words made short: what a message quotes is what a person can read.
//!
//! In: words of somebody else, from a pack, a workbook, a file's name. Out: the same words, in which an invisible character is
//! written 〔U+200B〕. Deliberately absent: any change to what is kept or computed. A name stays as it was written.

use std::borrow::Cow;

/// A message of more bytes than this quotes something nobody could read on a screen.
const LONG: usize = 2000;
/// How many characters of such a quotation are kept at its beginning, and at its end.
const KEPT: usize = 120;
/// More bytes than this are cut even where nothing is quoted.
const LONGEST: usize = 20_000;

/// True for characters nobody sees: controls, zero-width, direction marks, no-break and other odd spaces, byte-order marks.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    is_control(c)
        || is_direction_mark(c)
        || matches!(c, '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{1680}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{2000}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// True for what turns the direction in which the words around it are shown.
#[must_use]
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A control that no text of lines needs: a terminal may obey it.
fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// `U+200B`
#[must_use]
pub fn code_of(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Words quoted in a message: every invisible character is shown.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, is_invisible)
}

/// Whole output for a terminal: what could turn or erase other words is shown, and nothing else changed.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    shown(text, |c| is_control(c) || is_direction_mark(c))
}

fn shown(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            out.push_str(&format!("〔{}〕", code_of(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A message in which no quotation is longer than can be read.
#[must_use]
pub fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONG {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('「') {
        let (quoted, tail) = after.split_once('」').map_or((after, None), |(quoted, tail)| (quoted, Some(tail)));
        out.push_str(before);
        out.push('「');
        out.push_str(&middle_cut(quoted));
        if tail.is_some() {
            out.push('」');
        }
        rest = tail.unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(if out.len() > LONGEST { middle_cut(&out).into_owned() } else { out })
}

/// A text without its middle, where it is long.
pub(crate) fn middle_cut(text: &str) -> Cow<'_, str> {
    let cut = |(at, _): (usize, char)| at;
    let (Some(head), Some(tail)) = (text.char_indices().nth(KEPT).map(cut), text.char_indices().nth_back(KEPT).map(cut)) else {
        return Cow::Borrowed(text);
    };
    match (text.get(..head), text.get(tail..)) {
        (Some(first), Some(last)) if head < tail => Cow::Owned(format!("{first}……{last}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_shown() {
        assert_eq!(visible("甲\u{200B}县"), "甲〔U+200B〕县");
        assert_eq!(visible("\u{202E}县甲\u{1B}[31m\u{FEFF}"), "〔U+202E〕县甲〔U+001B〕[31m〔U+FEFF〕");
        assert!(matches!(visible("两\n行\t甲县（Ａ）"), Cow::Borrowed(_)));
        assert_eq!(harmless("甲\u{200B}\u{E0100}\u{2067}\r\u{85}"), "甲\u{200B}\u{E0100}〔U+2067〕〔U+000D〕〔U+0085〕");
    }

    #[test]
    fn a_cell_of_megabytes_is_quoted_by_its_ends() {
        let message = format!("名册里没有叫「{}」的县区，这一行没有读。", "甲".repeat(1_000_000));
        let said = shortened(&message);
        assert!(said.starts_with("名册里没有叫「甲") && said.ends_with("甲」的县区，这一行没有读。") && said.contains("……"), "{said}");
        assert!(said.chars().count() < 300);
        assert_eq!(shortened("短的照旧"), "短的照旧");
        // What is long and quotes nothing long is a list, and stays.
        let list = "「甲」、".repeat(400);
        assert_eq!(shortened(&list), list);
        assert!(shortened(&"甲".repeat(10_000)).len() < 1000);
        assert!(shortened(&format!("「{}", "甲".repeat(10_000))).len() < 1000);
    }
}
