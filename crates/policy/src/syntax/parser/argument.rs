//! Names, calls and their arguments: `上年(名次)`, `存在(公布名单，当 次序 = 1)`.

use super::node::{Argument, Boxed};
use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::notes::What;
use crate::syntax::token::Sign;
use crate::syntax::tree::Span;

/// The words that may begin an argument.
const ARGUMENT_WORDS: &[Keyword] = &[
    Keyword::Since,
    Keyword::On,
    Keyword::Where,
    Keyword::When,
    Keyword::AmongGroup,
    Keyword::InWindow,
    Keyword::AsAt,
    Keyword::Unassessed,
    Keyword::Gap,
    Keyword::ElseIfNa,
];

impl Parser<'_, '_> {
    pub(crate) fn name_or_call(&mut self, start: Span) -> Read<Boxed> {
        let path = self.path(&say("名字", "a name"))?;
        if !self.at_touching_open() {
            return self.name_node(path, start);
        }
        let args = self.arguments()?;
        self.call_node(path, args, start)
    }

    fn arguments(&mut self) -> Read<Vec<Argument>> {
        let open = self.here();
        self.deeper(open)?;
        self.bump();
        let in_subject = std::mem::replace(&mut self.in_subject, false);
        let mut args = Vec::new();
        if !self.at_sign(Sign::Close) {
            loop {
                args.push(self.argument()?);
                if !self.eat_sign(Sign::Comma) {
                    break;
                }
            }
        }
        self.in_subject = in_subject;
        self.close(open)?;
        self.note_together(open, What::Brackets);
        Ok(args)
    }

    fn argument(&mut self) -> Read<Argument> {
        let start = self.here();
        let Some(keyword) = ARGUMENT_WORDS.iter().copied().find(|k| self.at(*k)) else {
            let value = self.expression_node()?;
            if self.at(Keyword::Weight) || self.at_sign(Sign::Listing) {
                return Err(self.not_available());
            }
            return Ok(Argument { keyword: None, under: false, value, span: self.since(start) });
        };
        if keyword == Keyword::ElseIfNa {
            return Err(self.not_available());
        }
        let (under, value) = if keyword == Keyword::AsAt {
            (false, self.anchor()?)
        } else {
            self.take(keyword);
            (keyword == Keyword::InWindow && self.eat(Keyword::Under), self.logic()?)
        };
        Ok(Argument { keyword: Some(keyword), under, value, span: self.since(start) })
    }
}
