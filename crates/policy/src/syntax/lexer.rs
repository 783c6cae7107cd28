//! A block of rules to words, numbers and signs.
//!
//! In: a stretch of a file. Out: tokens, comments and every problem with single characters. A word is the longest run of Han,
//! Latin letters, digits and `_`; whether it is a keyword is asked later, so `任用受限` stays one name. Full- and half-width
//! signs are equal. Deliberately absent: any knowledge of statements.

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::problem::{Bilingual, Problem};
use quanheng_facts::value::{Month, Year};
use quanheng_facts::visible::{code_of, is_direction_mark, is_invisible};

use crate::keywords;
use crate::problems;
use crate::syntax::place::Scene;
use crate::syntax::token::{Lexed, Sign, Token, TokenKind, folded_name, half_width, is_word_character};
use crate::syntax::tree::{Span, Word};

/// Reads the stretch `start..end` of the scene's file.
#[must_use]
pub fn lex(scene: &Scene<'_>, start: usize, end: usize, problems: &mut Vec<Problem>) -> Lexed {
    let text = scene.slice(start, end);
    let mut lexer = Lexer { scene, base: start, text, at: 0, lexed: Lexed::default(), problems, touches: false, first: true, margin: true };
    lexer.run();
    lexer.lexed
}

/// Problems of a pack after which those of single characters are no longer listed.
const MOST_PROBLEMS: usize = 10_000;

struct Lexer<'a, 'p> {
    scene: &'a Scene<'a>,
    base: usize,
    text: &'a str,
    at: usize,
    lexed: Lexed,
    problems: &'p mut Vec<Problem>,
    touches: bool,
    first: bool,
    margin: bool,
}

impl<'a> Lexer<'a, '_> {
    // INVARIANT: each turn consumes at least one character.
    fn run(&mut self) {
        while let Some(c) = self.peek() {
            match half_width(c) {
                '\n' => {
                    self.bump();
                    self.first = true;
                    self.margin = true;
                    self.touches = false;
                }
                ' ' | '\t' => {
                    self.bump();
                    self.touches = false;
                    self.margin = false;
                }
                '#' => self.comment(),
                digit if digit.is_ascii_digit() => self.number(),
                _ if is_word_character(c) => self.word(),
                _ if is_invisible(c) => self.invisible(),
                '「' => self.quoted('「', '」'),
                '\'' => self.quoted('\'', '\''),
                '“' => self.quoted('“', '”'),
                '"' => self.quoted('"', '"'),
                folded => self.sign(c, folded),
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at = self.at.saturating_add(self.peek().map_or(1, char::len_utf8));
    }

    fn span(&self, start: usize) -> Span {
        self.scene.span(self.base.saturating_add(start), self.base.saturating_add(self.at))
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        let token = Token { kind, span: self.span(start), touches: self.touches, first: self.first, margin: self.margin };
        self.lexed.tokens.push(token);
        self.touches = true;
        self.first = false;
        self.margin = false;
    }

    /// A file that is no law may have a problem at every character; nobody reads the ten thousandth.
    fn report(&mut self, start: usize, make: impl FnOnce(quanheng_facts::problem::Place) -> Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            let place = self.scene.place(self.span(start));
            self.problems.push(make(place));
        }
    }

    fn comment(&mut self) {
        self.bump();
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| *c != '\n') {
            // It would turn what stands after it, rules included.
            if is_direction_mark(c) { self.invisible() } else { self.bump() }
        }
        let text = self.text.get(start..self.at).unwrap_or("").trim().to_owned();
        let span = self.span(start);
        self.lexed.comments.push(Word { text, span });
        self.touches = false;
    }

    fn invisible(&mut self) {
        let start = self.at;
        let code = self.peek().map_or(String::new(), code_of);
        self.bump();
        self.report(start, |place| problems::invisible_character::problem(place, &code));
    }

    fn word(&mut self) {
        let start = self.at;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if is_word_character(c) {
                text.push(half_width(c));
                self.bump();
            } else if is_invisible(c) {
                // Told once here, and the word around it kept whole, so that it raises no second message.
                self.invisible();
            } else {
                break;
            }
        }
        let pack_like = |t: &str| t.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let mut pack = false;
        while pack_like(&text) && self.peek().is_some_and(|c| half_width(c) == '-') {
            let part: String =
                self.rest().chars().skip(1).map(half_width).take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect();
            if part.is_empty() {
                break;
            }
            self.bump();
            for _ in part.chars() {
                self.bump();
            }
            pack = true;
            if self.peek().is_none_or(|c| half_width(c) != '-') {
                let written = self.text.get(start..self.at).unwrap_or("").chars().map(half_width).collect();
                self.push(start, TokenKind::PackId(written));
                return;
            }
        }
        if pack {
            let written = self.text.get(start..self.at).unwrap_or("").chars().map(half_width).collect();
            self.push(start, TokenKind::PackId(written));
        } else {
            self.push(start, TokenKind::Word(text));
        }
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().map(half_width).filter(char::is_ascii_digit) {
            digits.push(c);
            self.bump();
        }
        digits
    }

    fn number(&mut self) {
        let start = self.at;
        let mut digits = self.digits();
        let next: Vec<char> = self.rest().chars().map(half_width).take(2).collect();
        match next.as_slice() {
            ['-', second] if second.is_ascii_digit() => return self.date(start),
            ['月', second] if second.is_ascii_digit() => return self.month_day(start, &digits),
            ['年', second] if second.is_ascii_digit() => return self.written_date(start),
            ['年', '度'] => return self.period(start, &digits),
            ['.', second] if second.is_ascii_digit() => {
                self.bump();
                digits.push('.');
                digits.push_str(&self.digits());
            }
            _ => {}
        }
        match Exact::parse(&digits) {
            Some(value) => self.push(start, TokenKind::Number(value)),
            None => {
                self.report(start, |place| problems::bad_number::problem(place, &digits));
                self.push(start, TokenKind::Number(Exact::ZERO));
            }
        }
    }

    fn date(&mut self, start: usize) {
        while self.peek().map(half_width).is_some_and(|c| c.is_ascii_digit() || c == '-') {
            self.bump();
        }
        let text: String = self.text.get(start..self.at).unwrap_or("").chars().map(half_width).collect();
        let parts: Vec<&str> = text.split('-').collect();
        let kind = match parts.as_slice() {
            [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => date_of(y, m, d).map(TokenKind::Date),
            [y, m] if y.len() == 4 && m.len() == 2 => {
                date_of(y, m, "1").map(|d| TokenKind::Month(Month { year: d.year(), month: d.month() }))
            }
            _ => None,
        };
        self.push_or_bad_date(start, &text, kind);
    }

    /// Pushes the date, or says that it is none and puts a harmless day in its place, so that the rest can be read.
    fn push_or_bad_date(&mut self, start: usize, text: &str, kind: Option<TokenKind>) {
        if kind.is_none() {
            self.report(start, |place| problems::bad_date::problem(place, text));
        }
        self.push(start, kind.unwrap_or(TokenKind::Date(Date::ZERO)));
    }

    /// `6月15日`
    fn month_day(&mut self, start: usize, month: &str) {
        self.bump();
        let day = self.digits();
        let closed = self.peek() == Some('日');
        if closed {
            self.bump();
        }
        // 2000 is a leap year: 29 February is a day of some years.
        let kind = date_of("2000", month, &day).filter(|_| closed).map(|_| TokenKind::MonthDay);
        let text = self.text.get(start..self.at).unwrap_or("").to_owned();
        self.push_or_bad_date(start, &text, kind);
    }

    /// `2016年6月1日`: how people write it, but not how rules do.
    fn written_date(&mut self, start: usize) {
        while self.peek().is_some_and(|c| half_width(c).is_ascii_digit() || matches!(c, '年' | '月' | '日')) {
            self.bump();
        }
        let text = self.text.get(start..self.at).unwrap_or("").to_owned();
        self.push_or_bad_date(start, &text, None);
    }

    fn period(&mut self, start: usize, digits: &str) {
        self.bump();
        self.bump();
        let year = digits.parse::<i16>().ok().filter(|year| digits.len() == 4 && (1..=9999).contains(year));
        match year {
            Some(year) => {
                self.push(start, TokenKind::Period(Year(year)));
                self.glued(start);
            }
            None => {
                let text = self.text.get(start..self.at).unwrap_or("").to_owned();
                self.report(start, |place| problems::bad_date::problem(place, &text));
                self.push(start, TokenKind::Period(Year(1)));
            }
        }
    }

    /// `2016年度起`: what follows is read as a word of its own, and the missing space told.
    fn glued(&mut self, start: usize) {
        let run: String = self.rest().chars().take_while(|c| is_word_character(*c)).map(half_width).collect();
        if run.is_empty() {
            return;
        }
        let whole = self.text.get(start..self.at.saturating_add(run.len())).unwrap_or("").to_owned();
        let split = format!("{} {run}", self.text.get(start..self.at).unwrap_or(""));
        self.report(start, |place| problems::missing_space::problem(place, &whole, &split));
    }

    fn quoted(&mut self, open: char, close: char) {
        let start = self.at;
        self.bump();
        let from = self.at;
        while let Some(c) = self.peek().filter(|c| *c != close && *c != '\n') {
            if is_invisible(c) {
                self.invisible();
            } else {
                self.bump();
            }
        }
        let inner = self.text.get(from..self.at).unwrap_or("").to_owned();
        if self.peek() == Some(close) {
            self.bump();
        } else {
            let span = self.span(start);
            self.lexed.damage.push(span);
            self.report(start, |place| problems::unclosed_quote::problem(place, &open.to_string(), &close.to_string()));
        }
        let kind = if matches!(open, '「' | '\'') { TokenKind::Quoted(folded_name(&inner)) } else { TokenKind::Text(inner) };
        self.push(start, kind);
    }

    fn sign(&mut self, c: char, folded: char) {
        let start = self.at;
        self.bump();
        let next = self.peek().map(half_width);
        let (sign, two) = match (folded, next) {
            ('-', Some('>')) => (Sign::Arrow, true),
            ('!', Some('=')) => (Sign::NotEqual, true),
            ('<', Some('=')) => (Sign::LessOrEqual, true),
            ('>', Some('=')) => (Sign::GreaterOrEqual, true),
            // In a cell of a Markdown table the ASCII twin of 、 has to be written so.
            ('\\', Some('|')) => (Sign::Listing, true),
            ('(', _) => (Sign::Open, false),
            (')', _) => (Sign::Close, false),
            (',', _) => (Sign::Comma, false),
            (';', _) => (Sign::Semicolon, false),
            (':', _) => (Sign::Colon, false),
            ('、' | '|', _) => (Sign::Listing, false),
            ('.', _) => (Sign::Dot, false),
            ('·' | '・', _) => (Sign::Middle, false),
            ('→', _) => (Sign::Arrow, false),
            ('=', _) => (Sign::Equal, false),
            ('≠', _) => (Sign::NotEqual, false),
            ('<', _) => (Sign::Less, false),
            ('≤' | '≦', _) => (Sign::LessOrEqual, false),
            ('>', _) => (Sign::Greater, false),
            ('≥' | '≧', _) => (Sign::GreaterOrEqual, false),
            ('+', _) => (Sign::Plus, false),
            ('-' | '−', _) => (Sign::Minus, false),
            ('×' | '*', _) => (Sign::Times, false),
            ('÷' | '/', _) => (Sign::Divide, false),
            ('%', _) => (Sign::Percent, false),
            _ => return self.unknown(start, c),
        };
        if two {
            self.bump();
        }
        self.push(start, TokenKind::Sign(sign));
    }

    fn unknown(&mut self, start: usize, c: char) {
        let hint = match c {
            '。' => Bilingual::new("语句不用句号：删去它。", "Statements take no full stop: delete it."),
            '—' | '–' | '‐' | '‑' | '―' => {
                Bilingual::new("减号写 − 或 -，两边空格；范围写 1 至 10。", "A minus is − or - with spaces; a range is 1 until 10.")
            }
            '」' | '”' | '』' | '『' | '‘' | '’' => {
                Bilingual::new("名字用「」成对括起来，文字用“”成对括起来。", "Put names between 「 and 」, texts between “ and ”.")
            }
            '【' | '】' | '[' | ']' | '{' | '}' | '〔' | '〕' | '《' | '》' => {
                Bilingual::new("括号只用 （ ）。", "The only brackets are ( and ).")
            }
            '…' => Bilingual::new("范围写 1 至 10。", "A range is written 1 until 10."),
            _ => Bilingual::new(
                "删去它；如果是说明文字，放在 # 后面或规则块外面。",
                "Delete it; if it explains something, put it after # or outside the block.",
            ),
        };
        let span = self.span(start);
        self.lexed.damage.push(span);
        self.report(start, |place| problems::unknown_character::problem(place, &c.to_string(), &hint));
        self.touches = false;
        self.first = false;
        self.margin = false;
    }
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|y| *y >= 1)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// True if the word is a unit a number may carry.
#[must_use]
pub fn is_unit(word: &str) -> bool {
    keywords::UNITS.contains(&word)
}
