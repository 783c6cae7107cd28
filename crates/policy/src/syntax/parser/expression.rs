//! Expressions: 且 或 非, comparisons, sums, calls, 视.
//!
//! Each function gives a node with its height, and refuses what is higher than [`DEEPEST`]: neither reading a tree nor dropping
//! it can run out of stack, however the text is nested.

use quanheng_facts::exact::Exact;

use super::{DEEPEST, Parser, Read, Stop, is_word_operator, say};
use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::lexer::is_unit;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Arg, ArgKind, Arithmetic, Arm, Comparison, Expr, ExprKind, NumberText, Path, Span, Word};

/// An expression and how many levels it has.
pub(crate) struct Node {
    pub(crate) expr: Expr,
    height: u32,
}

type Boxed = Box<Node>;

impl Parser<'_, '_> {
    /// `match | logic [，最低 logic] [，最高 logic]`
    pub(crate) fn expression(&mut self) -> Read<Expr> {
        Ok(self.expression_node()?.expr)
    }

    /// `logic`
    pub(crate) fn condition(&mut self) -> Read<Expr> {
        Ok(self.logic()?.expr)
    }

    /// `logic | match`: an option, a group, a quota.
    pub(crate) fn choice(&mut self) -> Read<Expr> {
        if self.at(Keyword::Match) { Ok(self.matching()?.expr) } else { self.condition() }
    }

    fn node(&mut self, kind: ExprKind, span: Span, below: u32) -> Read<Boxed> {
        let height = below.saturating_add(1);
        if height > DEEPEST {
            self.report(span, problems::too_deep::problem);
            return Err(Stop);
        }
        Ok(Box::new(Node { expr: Expr { kind, span: self.since(span) }, height }))
    }

    fn expression_node(&mut self) -> Read<Boxed> {
        let start = self.here();
        let matched = self.at(Keyword::Match);
        let value = if matched { self.matching()? } else { self.logic()? };
        let (mut least, mut most, mut height) = (None, None, value.height);
        while let Some(keyword) = self.clip() {
            let span = self.here();
            if matched {
                self.report(span, problems::match_needs_brackets::problem);
            }
            let word = self.word().unwrap_or("").to_owned();
            self.bump();
            let bound = self.logic()?;
            height = height.max(bound.height);
            let slot = if keyword == Keyword::Min { &mut least } else { &mut most };
            let twice = slot.is_some();
            *slot = Some(Box::new(bound.expr));
            if twice {
                self.report(span, |place| problems::clause_twice::problem(place, &word));
            }
        }
        if least.is_none() && most.is_none() {
            return Ok(value);
        }
        self.node(ExprKind::Clip { value: Box::new(value.expr), least, most }, start, height)
    }

    /// Steps over the comma before 最低 or 最高, if one of them follows.
    fn clip(&mut self) -> Option<Keyword> {
        let comma = self.at_sign(Sign::Comma);
        let ahead = usize::from(comma);
        let word = self.word_after(ahead)?;
        let keyword = [Keyword::Min, Keyword::Max].into_iter().find(|k| k.is(word))?;
        let own_line = self.peek().is_some_and(|t| t.first);
        if comma {
            self.bump();
        } else if !own_line {
            let span = self.here();
            self.report(span, |place| problems::missing_comma::problem(place, word));
        }
        Some(keyword)
    }

    /// `not {且 not} | not {或 not}`
    fn logic(&mut self) -> Read<Boxed> {
        let start = self.here();
        let first = self.negation()?;
        let Some(joined_by) = self.joiner() else { return Ok(first) };
        let mut height = first.height;
        let mut parts = vec![first.expr];
        let mut told = false;
        while let Some(joiner) = self.joiner() {
            if joiner != joined_by && !told {
                told = true;
                let span = self.here();
                self.report(span, problems::mixed_and_or::problem);
            }
            self.bump();
            let part = self.negation()?;
            height = height.max(part.height);
            parts.push(part.expr);
        }
        let kind = if joined_by == Keyword::And { ExprKind::And(parts) } else { ExprKind::Or(parts) };
        self.node(kind, start, height)
    }

    fn joiner(&self) -> Option<Keyword> {
        [Keyword::And, Keyword::Or].into_iter().find(|k| self.at(*k))
    }

    /// `[非] rel`
    fn negation(&mut self) -> Read<Boxed> {
        let start = self.here();
        if !self.eat(Keyword::Not) {
            return self.relation();
        }
        if self.at(Keyword::Not) {
            let span = self.here();
            self.report(span, problems::double_not::problem);
            while self.eat(Keyword::Not) {}
        }
        let inner = self.relation()?;
        self.node(ExprKind::Not(Box::new(inner.expr)), start, inner.height)
    }

    fn relation(&mut self) -> Read<Boxed> {
        let start = self.here();
        let mut left = self.sum_node()?;
        let mut number = 0_u32;
        loop {
            let sign = self.here();
            let next = if let Some(op) = self.comparison() {
                self.bump();
                let right = self.sum_node()?;
                let height = left.height.max(right.height);
                (ExprKind::Compare { op, left: Box::new(left.expr), right: Box::new(right.expr) }, height)
            } else if self.at(Keyword::In) || self.at(Keyword::NotIn) {
                let negated = self.at(Keyword::NotIn);
                self.bump();
                let values = self.values()?;
                (ExprKind::In { negated, subject: Box::new(left.expr), values }, left.height.max(1))
            } else if self.eat(Keyword::Has) {
                let item = self.sum_node()?;
                let height = left.height.max(item.height);
                (ExprKind::Has { set: Box::new(left.expr), item: Box::new(item.expr) }, height)
            } else {
                return Ok(left);
            };
            number = number.saturating_add(1);
            if number == 2 {
                let text = self.text_of(sign).to_owned();
                self.report(sign, |place| problems::chained_comparison::problem(place, &text));
            }
            left = self.node(next.0, start, next.1)?;
        }
    }

    fn comparison(&self) -> Option<Comparison> {
        match self.sign_after(0)? {
            Sign::Equal => Some(Comparison::Equal),
            Sign::NotEqual => Some(Comparison::NotEqual),
            Sign::Less => Some(Comparison::Less),
            Sign::LessOrEqual => Some(Comparison::LessOrEqual),
            Sign::Greater => Some(Comparison::Greater),
            Sign::GreaterOrEqual => Some(Comparison::GreaterOrEqual),
            _ => None,
        }
    }

    /// `term {(+|−) term}`
    pub(crate) fn sum(&mut self) -> Read<Expr> {
        Ok(self.sum_node()?.expr)
    }

    fn sum_node(&mut self) -> Read<Boxed> {
        let start = self.here();
        let mut left = self.term()?;
        loop {
            let op = match self.sign_after(0) {
                Some(Sign::Plus) => Arithmetic::Add,
                Some(Sign::Minus) => {
                    self.check_minus();
                    Arithmetic::Subtract
                }
                _ => return Ok(left),
            };
            self.bump();
            let right = self.term()?;
            left = self.arithmetic(op, left, right, start)?;
        }
    }

    fn term(&mut self) -> Read<Boxed> {
        let start = self.here();
        let mut left = self.postfix()?;
        loop {
            let op = match self.sign_after(0) {
                Some(Sign::Times) => Arithmetic::Multiply,
                Some(Sign::Divide) => Arithmetic::Divide,
                _ if self.at(Keyword::Of) => Arithmetic::Share,
                _ => return Ok(left),
            };
            self.bump();
            let right = self.postfix()?;
            left = self.arithmetic(op, left, right, start)?;
        }
    }

    fn arithmetic(&mut self, op: Arithmetic, left: Boxed, right: Boxed, start: Span) -> Read<Boxed> {
        let height = left.height.max(right.height);
        self.node(ExprKind::Arithmetic { op, left: Box::new(left.expr), right: Box::new(right.expr) }, start, height)
    }

    /// A hyphen used as a minus needs its spaces; the sign − cannot be mistaken.
    fn check_minus(&mut self) {
        let span = self.here();
        let touches = self.peek().is_some_and(|t| t.touches) || self.peek_after(1).is_some_and(|t| t.touches);
        if touches && self.text_of(span) != "−" {
            self.report(span, problems::minus_spaces::problem);
        }
    }

    /// `prim {不适用则 prim | 以 … 为准 | 后 length}`
    fn postfix(&mut self) -> Read<Boxed> {
        let start = self.here();
        let mut value = self.primary()?;
        loop {
            let below = value.height;
            if self.eat(Keyword::ElseIfNa) {
                let otherwise = self.primary()?;
                let height = below.max(otherwise.height);
                let kind = ExprKind::ElseIfNa { value: Box::new(value.expr), otherwise: Box::new(otherwise.expr) };
                value = self.node(kind, start, height)?;
            } else if self.at(Keyword::AsAt) {
                let day = self.anchor()?;
                let height = below.max(day.height);
                value = self.node(ExprKind::AsAt { value: Box::new(value.expr), day: Box::new(day.expr) }, start, height)?;
            } else if self.eat(Keyword::Plus) {
                let length = self.primary()?;
                let height = below.max(length.height);
                value = self.node(ExprKind::After { value: Box::new(value.expr), length: Box::new(length.expr) }, start, height)?;
            } else {
                return Ok(value);
            }
        }
    }

    /// `以 年末 为准`; in English `as_at 年末`.
    fn anchor(&mut self) -> Read<Boxed> {
        let chinese = self.word() == Some(Keyword::AsAt.zh());
        self.expect(Keyword::AsAt)?;
        let day = self.primary()?;
        if chinese {
            self.expect(Keyword::AsAtEnd)?;
        }
        Ok(day)
    }

    fn primary(&mut self) -> Read<Boxed> {
        let start = self.here();
        let Some(token) = self.peek() else { return Err(self.no_value()) };
        let kind = match &token.kind {
            TokenKind::Number(_) => self.number_with_name(false)?,
            TokenKind::Sign(Sign::Minus) if matches!(self.peek_after(1), Some(t) if t.touches && matches!(t.kind, TokenKind::Number(_))) => {
                self.bump();
                self.number_with_name(true)?
            }
            TokenKind::Date(date) => {
                self.bump();
                ExprKind::Date(*date)
            }
            TokenKind::Month(month) => {
                self.bump();
                ExprKind::Month(*month)
            }
            TokenKind::Period(year) => {
                self.bump();
                ExprKind::Period(*year)
            }
            TokenKind::Text(text) => {
                self.bump();
                ExprKind::Text(text.clone())
            }
            TokenKind::Sign(Sign::Open) => return self.group(start),
            TokenKind::PackId(_) => return self.name_or_call(start),
            TokenKind::Word(word) if Keyword::Open.is(word) => {
                self.bump();
                ExprKind::Open(self.unset(start, true)?)
            }
            TokenKind::Word(word) if Keyword::Match.is(word) => {
                self.report(start, problems::match_needs_brackets::problem);
                return self.matching();
            }
            TokenKind::Word(word) if !keywords::is_reserved(word) && !is_word_operator(word) => return self.name_or_call(start),
            _ => return Err(self.no_value()),
        };
        self.node(kind, start, 0)
    }

    fn no_value(&mut self) -> Stop {
        if self.at_sign(Sign::Close) && self.depth == 0 {
            let span = self.here();
            self.report(span, problems::stray_bracket::problem);
            return Stop;
        }
        self.expected(&say("一个名字、数字或者式子", "a name, a number or an expression"))
    }

    fn deeper(&mut self, start: Span) -> Read<()> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            self.report(start, problems::too_deep::problem);
            return Err(Stop);
        }
        Ok(())
    }

    fn close(&mut self, open: Span) -> Read<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.eat_sign(Sign::Close) {
            return Ok(());
        }
        if let Some(word) = self.word() {
            let first = self.peek().is_some_and(|t| t.first);
            if is_word_operator(word) || (!first && self.missing_space(&[])) {
                if is_word_operator(word) {
                    let span = self.here();
                    self.report(span, |place| problems::word_operator::problem(place, word));
                }
                return Err(Stop);
            }
        }
        let found = self.found();
        self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
        Err(Stop)
    }

    fn group(&mut self, start: Span) -> Read<Boxed> {
        self.deeper(start)?;
        self.bump();
        let in_subject = std::mem::replace(&mut self.in_subject, false);
        let inner = self.expression_node()?;
        self.in_subject = in_subject;
        self.close(start)?;
        self.node(ExprKind::Group(Box::new(inner.expr)), start, inner.height)
    }

    fn name_or_call(&mut self, start: Span) -> Read<Boxed> {
        let path = self.path(&say("名字", "a name"))?;
        if !self.at_touching_open() {
            return self.node(ExprKind::Name(path), start, 0);
        }
        let (args, below) = self.arguments()?;
        self.node(ExprKind::Call { path, args }, start, below)
    }

    fn arguments(&mut self) -> Read<(Vec<Arg>, u32)> {
        let open = self.here();
        self.deeper(open)?;
        self.bump();
        let in_subject = std::mem::replace(&mut self.in_subject, false);
        let mut args = Vec::new();
        let mut below = 0_u32;
        if !self.at_sign(Sign::Close) {
            loop {
                let start = self.here();
                let (kind, height) = self.argument()?;
                below = below.max(height);
                args.push(Arg { kind, span: self.since(start) });
                if !self.eat_sign(Sign::Comma) {
                    break;
                }
            }
        }
        self.in_subject = in_subject;
        self.close(open)?;
        Ok((args, below))
    }

    fn argument(&mut self) -> Read<(ArgKind, u32)> {
        let keyword = [
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
        let Some(keyword) = keyword.into_iter().find(|k| self.at(*k)) else {
            let value = self.expression_node()?;
            if self.at(Keyword::Weight) || self.at_sign(Sign::Listing) {
                return Err(self.not_available());
            }
            return Ok((ArgKind::Value(value.expr), value.height));
        };
        if keyword == Keyword::AsAt {
            let day = self.anchor()?;
            return Ok((ArgKind::AsAt(day.expr), day.height));
        }
        if keyword == Keyword::ElseIfNa {
            return Err(self.not_available());
        }
        self.bump();
        let under = keyword == Keyword::InWindow && self.eat(Keyword::Under);
        let value = self.logic()?;
        let kind = match keyword {
            Keyword::Since => ArgKind::Since(value.expr),
            Keyword::On => ArgKind::On(value.expr),
            Keyword::AmongGroup => ArgKind::Among(value.expr),
            Keyword::InWindow => ArgKind::Within { under, of: value.expr },
            Keyword::Unassessed => ArgKind::Unassessed(value.expr),
            Keyword::Gap => ArgKind::Gap(value.expr),
            _ => ArgKind::Where(value.expr),
        };
        Ok((kind, value.height))
    }

    pub(crate) fn not_available(&mut self) -> Stop {
        let span = self.here();
        let word = self.text_of(span).to_owned();
        self.report(span, |place| problems::clause_not_available::problem(place, &word));
        Stop
    }

    /// `视 logic：arm {；arm}`
    fn matching(&mut self) -> Read<Boxed> {
        let start = self.expect(Keyword::Match)?;
        self.in_subject = true;
        let subject = self.logic();
        self.in_subject = false;
        let subject = subject?;
        self.expect_sign(Sign::Colon, "：")?;
        let mut height = subject.height;
        let mut arms = Vec::new();
        let mut otherwise = None;
        loop {
            let span = self.here();
            let rest = self.eat(Keyword::Rest);
            let values = if rest { Vec::new() } else { self.values()? };
            self.expect_sign(Sign::Arrow, "→")?;
            let then = self.logic()?;
            height = height.max(then.height);
            if !rest {
                arms.push(Arm { values, then: then.expr, span: self.since(span) });
            } else if otherwise.is_none() {
                otherwise = Some(Box::new(then.expr));
            } else {
                let word = Keyword::Rest.zh();
                self.report(span, |place| problems::clause_twice::problem(place, word));
            }
            if !self.eat_sign(Sign::Semicolon) {
                break;
            }
        }
        self.node(ExprKind::Match { subject: Box::new(subject.expr), arms, otherwise }, start, height)
    }

    /// `value {、value}`: after 为, and before the arrow of an arm.
    fn values(&mut self) -> Read<Vec<Expr>> {
        let mut values = Vec::new();
        loop {
            values.push(self.value()?.expr);
            if !self.eat_sign(Sign::Listing) {
                return Ok(values);
            }
        }
    }

    /// A name, a number, a text or a date; no calls, no brackets.
    pub(crate) fn value(&mut self) -> Read<Boxed> {
        let start = self.here();
        match self.peek().map(|t| &t.kind) {
            Some(TokenKind::Word(_) | TokenKind::PackId(_)) => {
                let path = self.path(&say("一个值", "a value"))?;
                self.node(ExprKind::Name(path), start, 0)
            }
            Some(TokenKind::Sign(Sign::Open)) | None => Err(self.expected(&say("一个值", "a value"))),
            Some(_) => self.primary(),
        }
    }

    /// A number, its unit, and its name in 「」.
    fn number_with_name(&mut self, negative: bool) -> Read<ExprKind> {
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
                    self.bump();
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
        if is_word_operator(word) {
            return self.report(span, |place| problems::word_operator::problem(place, word));
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
    pub(crate) fn path(&mut self, what: &quanheng_facts::problem::Bilingual) -> Read<Path> {
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
                self.bump();
                self.expect_sign(Sign::Middle, "·")?;
                Some(Word { text, span: start })
            }
            None => None,
        };
        let mut words = vec![self.name(what)?];
        while self.eat_sign(Sign::Dot) {
            words.push(self.any_word(what)?);
        }
        Ok(Path { pack, words, span: self.since(start) })
    }
}
