//! What is said to the author of a pack or of a workbook when something is wrong there.
//!
//! A problem always says what, where, why and what to do, in Chinese and in English. Problems are collected, never
//! thrown: good rows and good rules go on.

use std::borrow::Cow;
use std::fmt;

use crate::visible::{middle_cut, shortened, visible};

/// A place told in more bytes than this names an article or a sheet nobody could read.
const LONGEST_PATH: usize = 2000;
/// Other places that are listed with a problem.
const MOST_RELATED: usize = 50;

/// The same words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// Both languages at once.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Bilingual {
        Bilingual { zh: zh.into(), en: en.into() }
    }

    /// The words in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// The language a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row or rule cannot be used.
    Error,
    /// It can be used; somebody should look.
    Warning,
    /// Worth knowing, e.g. an open value met once.
    Note,
}

/// Where a problem stands. Ordered by file, then by place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A stretch of a text file: 1-based line and column (in characters) of its two ends, and the article it stands under.
    Text { file: String, line: u32, column: u32, end_line: u32, end_column: u32, article: Option<String> },
    /// A cell, a row or a whole sheet of a workbook or CSV. `row` and `column` are 1-based.
    Cell { file: String, sheet: Option<String>, row: Option<u32>, column: Option<u32> },
    /// A file, or a folder, as a whole.
    File { file: String },
    /// A choice on the command line.
    Option { option: String },
}

/// One thing that is wrong, or worth knowing, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: Place,
    /// Stable, kebab-case, e.g. `unknown-entity`. Every id has an example under `tests/problems/`.
    pub id: &'static str,
    pub severity: Severity,
    /// What is wrong, with the user's own words in 「」.
    pub text: Bilingual,
    /// What to do.
    pub hint: Bilingual,
    /// Other places that belong to it ("the first one is here").
    pub related: Vec<(Place, Bilingual)>,
}

impl Place {
    /// The file it is in, if it is in one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Place::Text { file, .. } | Place::Cell { file, .. } | Place::File { file } => Some(file),
            Place::Option { .. } => None,
        }
    }
}

/// `A`, `B`, … `Z`, `AA`: the letters of a 1-based column.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while let Some(index) = rest.checked_sub(1) {
        letters.push(char::from(b'A'.saturating_add(u8::try_from(index.checked_rem(26).unwrap_or(0)).unwrap_or(0))));
        rest = index.checked_div(26).unwrap_or(0);
    }
    letters.iter().rev().collect()
}

impl Place {
    /// The place for a reader of one language: a whole row or column is told as such, so that nobody takes it for line and column.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        match (self, language) {
            (Place::Cell { file, sheet, row: Some(row), column: None }, Language::English) => {
                format!("{}｜row {row}", in_sheet(file, sheet.as_deref()))
            }
            (Place::Cell { file, sheet, row: None, column: Some(column) }, Language::English) => {
                format!("{}｜column {}", in_sheet(file, sheet.as_deref()), column_letters(*column))
            }
            _ => self.to_string(),
        }
    }
}

fn in_sheet(file: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| file.to_owned(), |sheet| format!("{file}｜{sheet}"))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Text { file, line, column, article, .. } => {
                write!(f, "{file}:{line}:{column}")?;
                if let Some(article) = article {
                    write!(f, "（{article}）")?;
                }
                Ok(())
            }
            Place::Cell { file, sheet, row, column } => {
                f.write_str(&in_sheet(file, sheet.as_deref()))?;
                match (row, column) {
                    (Some(row), Some(column)) => write!(f, "｜{}{row}", column_letters(*column)),
                    (Some(row), None) => write!(f, "｜第 {row} 行"),
                    (None, Some(column)) => write!(f, "｜{} 列", column_letters(*column)),
                    (None, None) => Ok(()),
                }
            }
            Place::File { file } => f.write_str(file),
            Place::Option { option } => f.write_str(option),
        }
    }
}

impl Problem {
    /// The problem as text in one language: id, place, what, what to do; one line each.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let (level, hint) = match (language, self.severity) {
            (Language::Chinese, Severity::Error) => ("问题", "怎么办"),
            (Language::Chinese, Severity::Warning) => ("提醒", "怎么办"),
            (Language::Chinese, Severity::Note) => ("说明", "怎么办"),
            (Language::English, Severity::Error) => ("problem", "what to do"),
            (Language::English, Severity::Warning) => ("warning", "what to do"),
            (Language::English, Severity::Note) => ("note", "what to do"),
        };
        // What is quoted is somebody else's: it must not look like another message, turn or erase one, or fill the screen.
        let at = |place: &Place| visible(&middle_cut_path(&place.told(language))).replace('\n', "〔U+000A〕");
        let said = |words: &Bilingual| lines_kept(&visible(&shortened(words.get(language))));
        let mut text = format!("{level}[{}] {}\n  {}\n  {hint}: {}", self.id, at(&self.place), said(&self.text), said(&self.hint));
        for (place, words) in self.related.iter().take(MOST_RELATED) {
            text.push_str(&format!("\n  {}: {}", at(place), said(words)));
        }
        match (language, self.related.len().saturating_sub(MOST_RELATED)) {
            (_, 0) => {}
            (Language::Chinese, more) => text.push_str(&format!("\n  另有 {more} 处")),
            (Language::English, 1) => text.push_str("\n  and one more place"),
            (Language::English, more) => text.push_str(&format!("\n  and {more} more places")),
        }
        text
    }
}

/// A message of several lines keeps them, all indented; a line's end within 「」 is somebody else's and is shown.
fn lines_kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut rest) = (false, text.chars().peekable());
    while let Some(c) = rest.next() {
        match c {
            '「' => quoted = true,
            '」' => quoted = false,
            _ => {}
        }
        match c {
            '\n' if quoted => out.push_str("〔U+000A〕"),
            '\n' if rest.peek().is_some_and(|next| !matches!(next, ' ' | '\n')) => out.push_str("\n    "),
            c => out.push(c),
        }
    }
    out
}

/// A path as long as people give them.
fn middle_cut_path(path: &str) -> Cow<'_, str> {
    if path.len() > LONGEST_PATH { middle_cut(path) } else { Cow::Borrowed(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters: Vec<String> = [1, 26, 27, 52, 703].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "AAA"]);
    }

    #[test]
    fn a_message_of_several_lines_keeps_them() {
        let problem = Problem {
            place: Place::File { file: "甲.csv".to_owned() },
            id: "x",
            severity: Severity::Warning,
            text: Bilingual::new("", "Two ways:\n「甲\n县」\n  or\n\nboth"),
            hint: Bilingual::new("", "choose"),
            related: vec![(Place::File { file: "乙.csv".to_owned() }, Bilingual::new("", "here\nand there")); 51],
        };
        let told = problem.render(Language::English);
        let (head, others) = told.split_once("\n  乙.csv").unwrap();
        assert_eq!(head, "warning[x] 甲.csv\n  Two ways:\n    「甲〔U+000A〕县」\n  or\n\n    both\n  what to do: choose");
        assert!(others.starts_with(": here\n    and there\n  乙.csv: here") && others.ends_with("\n  and one more place"), "{others}");
    }

    #[test]
    fn quoted_words_cannot_pass_for_another_message() {
        let problem = Problem {
            place: Place::File { file: "甲\n问题[x] 乙\u{202E}.csv".to_owned() },
            id: "x",
            severity: Severity::Error,
            text: Bilingual::new("没有叫「甲\n问题[y] 丙\u{1B}[2K」的", ""),
            hint: Bilingual::new("改", ""),
            related: Vec::new(),
        };
        let told = problem.render(Language::Chinese);
        assert_eq!(told, "问题[x] 甲〔U+000A〕问题[x] 乙〔U+202E〕.csv\n  没有叫「甲〔U+000A〕问题[y] 丙〔U+001B〕[2K」的\n  怎么办: 改");
    }
}
