//! What the lexer gives and the parser reads.

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Month, Year};

use crate::syntax::tree::{Span, Word};

/// A word, a number or a sign with its place and the layout before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// Nothing between this token and the one before.
    pub touches: bool,
    /// First on its line.
    pub first: bool,
    /// First on its line and not indented: a statement begins.
    pub margin: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A run of Han, Latin letters, digits and `_`; keywords too.
    Word(String),
    /// `national-base`
    PackId(String),
    Number(Exact),
    Date(Date),
    Month(Month),
    /// `2016年度`
    Period(Year),
    /// `6月15日`
    MonthDay,
    /// 「…」
    Quoted(String),
    /// “…”
    Text(String),
    Sign(Sign),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Open,
    Close,
    Comma,
    Semicolon,
    Colon,
    /// 、
    Listing,
    /// `.`
    Dot,
    /// `·`
    Middle,
    Arrow,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Percent,
}

/// What the lexer made of one block.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    pub tokens: Vec<Token>,
    /// `#` comments, without the `#`.
    pub comments: Vec<Word>,
    /// Places where a sign could not be read: what follows in the statement is uncertain.
    pub damage: Vec<Span>,
}

/// The letter or digit itself for a full-width one (`Ａ` → `A`).
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// True for what a word is made of.
#[must_use]
pub fn is_word_character(c: char) -> bool {
    let c = half_width(c);
    c.is_ascii_alphanumeric()
        || c == '_'
        || matches!(c, '\u{C0}'..='\u{24F}' if c.is_alphabetic())
        || matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Letters and digits of a name brought to half width; other characters stay.
#[must_use]
pub fn folded_name(text: &str) -> String {
    text.trim().chars().map(|c| if half_width(c).is_ascii_alphanumeric() { half_width(c) } else { c }).collect()
}
