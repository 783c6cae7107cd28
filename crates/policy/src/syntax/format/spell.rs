//! How a cell is written in each language, and what stands between two.

use crate::keywords::Keyword;
use crate::syntax::notes::Part;
use crate::syntax::token::{Sign, TokenKind, half_width};

use super::Spelling;
use super::cells::{Cell, Kind};

/// The text of a cell; `tight`: a bracket of a call, which Chinese writes half-width.
pub fn spell(cell: &Cell, tight: bool, spelling: Spelling) -> String {
    match &cell.kind {
        Kind::Keyword(keyword) => word(*keyword, spelling).to_owned(),
        Kind::Word(_) | Kind::Prose => cell.text.clone(),
        Kind::Negative => if spelling == Spelling::Chinese { "−" } else { "-" }.to_owned(),
        Kind::IndexOpen => bracket("（", "(", spelling).to_owned(),
        Kind::Sign(Sign::Open) => if tight { "(" } else { bracket("（", "(", spelling) }.to_owned(),
        Kind::Sign(Sign::Close) => if tight { ")" } else { bracket("）", ")", spelling) }.to_owned(),
        Kind::Sign(sign) => self::sign(*sign, spelling).to_owned(),
        Kind::Number => match cell.text.chars().next().map(half_width) {
            Some('(') => bracket("（", "(", spelling).to_owned(),
            Some(')') => bracket("）", ")", spelling).to_owned(),
            _ => cell.text.clone(),
        },
        Kind::Value(TokenKind::Quoted(_)) => quoted(&cell.text, ('「', '」'), ('\'', '\''), spelling),
        Kind::Value(TokenKind::Text(_)) => quoted(&cell.text, ('“', '”'), ('"', '"'), spelling),
        Kind::Value(_) => cell.text.chars().map(half_width).collect(),
    }
}

/// The spelling of a keyword; empty where the language does not write it.
pub fn word(keyword: Keyword, spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Chinese => keyword.zh(),
        Spelling::English => keyword.en(),
    }
}

/// The comma that parts a clause from what is before it.
pub fn comma(spelling: Spelling) -> &'static str {
    sign(Sign::Comma, spelling)
}

fn bracket(chinese: &'static str, english: &'static str, spelling: Spelling) -> &'static str {
    if spelling == Spelling::Chinese { chinese } else { english }
}

fn sign(sign: Sign, spelling: Spelling) -> &'static str {
    let (chinese, english) = match sign {
        Sign::Open => ("（", "("),
        Sign::Close => ("）", ")"),
        Sign::Comma => ("，", ","),
        Sign::Semicolon => ("；", ";"),
        Sign::Colon => ("：", ":"),
        Sign::Listing => ("、", "|"),
        Sign::Dot => (".", "."),
        Sign::Middle => ("·", "·"),
        Sign::Arrow => ("→", "->"),
        Sign::Equal => ("=", "="),
        Sign::NotEqual => ("≠", "!="),
        Sign::Less => ("<", "<"),
        Sign::LessOrEqual => ("≤", "<="),
        Sign::Greater => (">", ">"),
        Sign::GreaterOrEqual => ("≥", ">="),
        Sign::Plus => ("+", "+"),
        Sign::Minus => ("−", "-"),
        Sign::Times => ("×", "*"),
        Sign::Divide => ("÷", "/"),
        Sign::Percent => ("%", "%"),
    };
    if spelling == Spelling::Chinese { chinese } else { english }
}

/// The words between their marks; the marks of the language, unless the words themselves contain one.
fn quoted(written: &str, chinese: (char, char), english: (char, char), spelling: Spelling) -> String {
    let mut inner = written.chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str();
    let (open, close) = if spelling == Spelling::Chinese { chinese } else { english };
    if inner.contains(close) { written.to_owned() } else { format!("{open}{inner}{close}") }
}

/// True if a blank stands between the two on one line.
pub fn blank_between(left: &Cell, right: &Cell, spelling: Spelling) -> bool {
    let english = spelling == Spelling::English;
    if let Kind::Sign(Sign::Dot | Sign::Middle | Sign::Percent | Sign::Comma | Sign::Semicolon | Sign::Colon | Sign::Close) = right.kind {
        return false;
    }
    if right.kind == Kind::Sign(Sign::Listing) || left.kind == Kind::Sign(Sign::Listing) {
        return english;
    }
    if left.comma_after {
        return english;
    }
    if !left.closers.is_empty() && !english {
        return true;
    }
    match (&left.kind, &right.kind) {
        (Kind::Sign(Sign::Dot | Sign::Middle | Sign::Open) | Kind::IndexOpen | Kind::Negative, _) => false,
        (Kind::Sign(Sign::Comma | Sign::Semicolon | Sign::Colon), _) => english,
        (_, Kind::IndexOpen) => false,
        (Kind::Number, Kind::Number) => false,
        // （一）职务 …
        (Kind::Number, _) => english,
        (Kind::Word(_), Kind::Sign(Sign::Open)) => !right.touches,
        (Kind::Value(TokenKind::Number(_)), Kind::Word(Part::Unit)) => false,
        (Kind::Keyword(_), Kind::Value(TokenKind::Quoted(_))) => english,
        // 例外「甲」于 …
        (Kind::Value(TokenKind::Quoted(_)), Kind::Keyword(Keyword::Over | Keyword::Dated)) => english,
        (
            Kind::Word(_) | Kind::Value(TokenKind::Number(_)) | Kind::Sign(Sign::Percent | Sign::Close),
            Kind::Value(TokenKind::Quoted(_)),
        ) => false,
        _ => true,
    }
}
