//! Numbers with their units and names, and paths of names.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;

use super::{DEEPEST, Parser, Read, Stop, say, word_operator};
use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::lexer::is_unit;
use crate::syntax::notes::Part;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{ExprKind, NumberText, Path, Span, Word};

/// Words of a path that are still read; each goes through what the one before it leads to.
const LONGEST_PATH: usize = DEEPEST as usize;

impl Parser<'_, '_> {
    /// A number, its unit, and its name in 「」.
    pub(crate) fn number_with_name(&mut self, negative: bool) -> Read<ExprKind> {
        let number = self.number(negative)?;
        let name = match self.peek() {
            Some(token) if !token.first => match &token.kind {
                TokenKind::Quoted(text) => {
                    self.bump();
                    Some(Word { text: text.clone(), span: token.span })
                }
                _ => None,
            },
            _ => None,
        };
        Ok(ExprKind::Number { number, name })
    }

    /// A number with its unit.
    pub(crate) fn number(&mut self, negative: bool) -> Read<NumberText> {
        let start = self.here();
        let Some(TokenKind::Number(value)) = self.peek().map(|t| &t.kind) else {
            return Err(self.expected(&say("一个数字", "a number")));
        };
        let value = if negative { Exact::ZERO.minus(*value).unwrap_or(Exact::ZERO) } else { *value };
        let written = self.text_of(start).to_owned();
        self.bump();
        let unit = match self.peek() {
            Some(token) if !token.first => match &token.kind {
                TokenKind::Word(word) if is_unit(word) => {
                    self.step_as(Part::Unit);
                    Some(Word { text: word.clone(), span: token.span })
                }
                TokenKind::Sign(Sign::Percent) => {
                    self.bump();
                    Some(Word { text: "%".to_owned(), span: token.span })
                }
                TokenKind::Word(word) if token.touches => {
                    self.unknown_unit(&written, word, token.span);
                    return Err(Stop);
                }
                _ => None,
            },
            _ => None,
        };
        Ok(NumberText { value, unit, span: self.since(start) })
    }

    /// `10名且`: a unit and a word without the space; `10名以下`; or no unit at all.
    fn unknown_unit(&mut self, number: &str, word: &str, span: Span) {
        if let Some(operator) = word_operator(word) {
            return self.report(span, |place| problems::word_operator::problem(place, operator));
        }
        let longest = keywords::UNITS.iter().filter(|u| word.starts_with(**u)).max_by_key(|u| u.len());
        let rest = longest.and_then(|unit| word.strip_prefix(unit).map(|rest| (unit, rest)));
        match rest {
            Some((unit, rest)) if keywords::is_keyword(rest) || keywords::split_hint(rest).is_some() => {
                let split = keywords::split_hint(rest).unwrap_or_else(|| rest.to_owned());
                let (whole, split) = (format!("{number}{word}"), format!("{number}{unit} {split}"));
                self.report(span, |place| problems::missing_space::problem(place, &whole, &split));
            }
            _ if keywords::is_keyword(word) => {
                let (whole, split) = (format!("{number}{word}"), format!("{number} {word}"));
                self.report(span, |place| problems::missing_space::problem(place, &whole, &split));
            }
            _ => self.report(span, |place| problems::unknown_unit::problem(place, word, number)),
        }
    }

    /// `[pack·]name{.name}`
    pub(crate) fn path(&mut self, what: &Bilingual) -> Read<Path> {
        let start = self.here();
        let pack = match self.peek().map(|t| &t.kind) {
            Some(TokenKind::PackId(id)) => Some(id.clone()),
            Some(TokenKind::Word(word)) if self.sign_after(1) == Some(Sign::Middle) => {
                self.word_after(2).filter(|next| !Keyword::Everything.is(next)).map(|_| word.clone())
            }
            _ => None,
        };
        let pack = match pack {
            Some(text) => {
                self.step_as(Part::Name);
                self.expect_sign(Sign::Middle, "·")?;
                Some(Word { text, span: start })
            }
            None => None,
        };
        let mut words = vec![self.name(what)?];
        while self.eat_sign(Sign::Dot) {
            words.push(self.any_word(what)?);
            if words.len() > LONGEST_PATH {
                self.report(start, problems::too_deep::problem);
                return Err(Stop);
            }
        }
        Ok(Path { pack, words, span: self.since(start) })
    }
}
