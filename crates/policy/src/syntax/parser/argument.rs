//! Names, calls and their arguments: `上年(名次)`, `存在(公布名单，当 次序 = 1)`.

use super::node::{Argument, Boxed, argument};
use super::{Parser, Read, say};
use crate::keywords::{self, Keyword};
use crate::syntax::notes::What;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Arg, Span};

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

    /// `（arg {，arg}）`, as they stand in the tree.
    pub(crate) fn call_arguments(&mut self) -> Read<Vec<Arg>> {
        Ok(self.arguments()?.into_iter().map(argument).collect())
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
        let Some(keyword) = ARGUMENT_WORDS.iter().copied().find(|k| self.at(*k)).or_else(|| self.at_keep()) else {
            let value = self.expression_node()?;
            let weight = if self.eat(Keyword::Weight) { Some(self.logic()?) } else { None };
            let mut more = Vec::new();
            while weight.is_none() && self.eat_sign(Sign::Listing) {
                more.push(self.value()?);
            }
            return Ok(Argument { keyword: None, under: false, value, more, weight, span: self.since(start) });
        };
        let (under, value) = if keyword == Keyword::AsAt {
            (false, self.anchor()?)
        } else {
            self.take(keyword);
            (keyword == Keyword::InWindow && self.eat(Keyword::Under), self.logic()?)
        };
        Ok(Argument { keyword: Some(keyword), under, value, more: Vec::new(), weight: None, span: self.since(start) })
    }

    /// 保留 before a number or a name: two names never stand side by side, so it is no name here.
    fn at_keep(&self) -> Option<Keyword> {
        let begins = match &self.peek_after(1)?.kind {
            TokenKind::Number(_) => true,
            TokenKind::Word(word) => !keywords::is_reserved(word) || Keyword::Open.is(word),
            _ => false,
        };
        (self.at(Keyword::Keep) && begins).then_some(Keyword::Keep)
    }
}
