//! Expressions: 且 或 非, comparisons, sums, calls, 视.
//!
//! Each function gives a node with its height, and refuses what is higher than [`DEEPEST`]: neither reading a tree nor dropping
//! it can run out of stack, however the text is nested. An `Expr` is large, so the functions that call each other in a circle
//! hold boxes only; what puts nodes together stands in [`super::node`].

use super::node::Boxed;
use super::{DEEPEST, Parser, Read, Stop, is_word_operator, say, word_operator};
use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::notes::{Begin, Part, What};
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Arithmetic, Comparison, Expr, ExprKind, Span};

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

    pub(crate) fn expression_node(&mut self) -> Read<Boxed> {
        let start = self.here();
        let matched = self.at(Keyword::Match);
        let value = if matched { self.matching()? } else { self.logic()? };
        let (mut least, mut most) = (None, None);
        while let Some((keyword, span)) = self.clip() {
            if matched {
                self.report(span, problems::match_needs_brackets::problem);
            }
            let bound = self.logic()?;
            let slot = if keyword == Keyword::Min { &mut least } else { &mut most };
            let twice = slot.is_some();
            *slot = Some(bound);
            if twice {
                self.told_twice(span);
            }
        }
        if least.is_none() && most.is_none() {
            return Ok(value);
        }
        self.note_together(start, What::Clip);
        self.clip_node(value, least, most, start)
    }

    /// Steps over the comma before 最低 or 最高, if one of them follows.
    fn clip(&mut self) -> Option<(Keyword, Span)> {
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
        let span = self.here();
        self.take(keyword);
        self.notes.begin(span, Begin::Bound);
        Some((keyword, span))
    }

    /// `not {且 not} | not {或 not}`
    pub(crate) fn logic(&mut self) -> Read<Boxed> {
        let start = self.here();
        let first = self.negation()?;
        let Some(joined_by) = self.joiner() else { return Ok(first) };
        let mut parts = vec![first];
        let mut told = false;
        while let Some(joiner) = self.joiner() {
            if joiner != joined_by && !told {
                told = true;
                let span = self.here();
                self.report(span, problems::mixed_and_or::problem);
            }
            self.take(joiner);
            parts.push(self.negation()?);
        }
        self.note_together(start, What::Join);
        self.join_node(joined_by == Keyword::And, parts, start)
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
        self.not_node(inner, start)
    }

    fn relation(&mut self) -> Read<Boxed> {
        let start = self.here();
        let mut left = self.sum_node()?;
        let mut number = 0_u32;
        loop {
            let sign = self.here();
            let joined = if let Some(op) = self.comparison() {
                self.bump();
                let right = self.sum_node()?;
                self.compare_node(op, left, right, start)?
            } else if self.at(Keyword::In) || self.at(Keyword::NotIn) {
                let negated = self.at(Keyword::NotIn);
                self.take(if negated { Keyword::NotIn } else { Keyword::In });
                let values = self.values()?;
                self.in_node(negated, left, values, start)?
            } else if self.eat(Keyword::Has) {
                let item = self.sum_node()?;
                self.has_node(left, item, start)?
            } else {
                return Ok(left);
            };
            number = number.saturating_add(1);
            if number == 2 {
                let text = self.text_of(sign).to_owned();
                self.report(sign, |place| problems::chained_comparison::problem(place, &text));
            }
            left = joined;
        }
    }

    pub(crate) fn comparison(&self) -> Option<Comparison> {
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
        let alone = self.at;
        loop {
            let op = match self.sign_after(0) {
                Some(Sign::Plus) => Arithmetic::Add,
                Some(Sign::Minus) => {
                    self.check_minus();
                    Arithmetic::Subtract
                }
                _ => {
                    if self.at > alone {
                        self.note_together(start, What::Sum);
                    }
                    return Ok(left);
                }
            };
            self.bump();
            let right = self.term()?;
            left = self.arithmetic_node(op, left, right, start)?;
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
            if op == Arithmetic::Share {
                self.take(Keyword::Of)
            } else {
                self.bump()
            }
            let right = self.postfix()?;
            left = self.arithmetic_node(op, left, right, start)?;
        }
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
            value = if self.eat(Keyword::ElseIfNa) {
                let otherwise = self.primary()?;
                self.else_if_na_node(value, otherwise, start)?
            } else if self.at(Keyword::AsAt) {
                let day = self.anchor()?;
                self.as_at_node(value, day, start)?
            } else if self.eat(Keyword::Plus) {
                let length = self.primary()?;
                self.after_node(value, length, start)?
            } else {
                return Ok(value);
            };
        }
    }

    /// `以 年末 为准`; in English `as_at 年末`.
    pub(crate) fn anchor(&mut self) -> Read<Boxed> {
        let opening = self.expect(Keyword::AsAt)?;
        let day = self.primary()?;
        self.close_words(opening, Keyword::AsAt, Keyword::AsAtEnd)?;
        Ok(day)
    }

    /// `number unit [「name」] | 待定「…」 | （match）`, or the name of one: how long something takes.
    pub(crate) fn length(&mut self) -> Read<Expr> {
        Ok(self.primary()?.expr)
    }

    fn primary(&mut self) -> Read<Boxed> {
        let start = self.here();
        let Some(token) = self.peek() else { return Err(self.no_value()) };
        match &token.kind {
            TokenKind::Sign(Sign::Open) => self.group(start),
            TokenKind::PackId(_) => self.name_or_call(start),
            TokenKind::Word(word) if Keyword::Match.is(word) => {
                self.report(start, problems::match_needs_brackets::problem);
                self.matching()
            }
            TokenKind::Word(word) if !keywords::is_reserved(word) && !is_word_operator(word) => self.name_or_call(start),
            _ => self.atom(start),
        }
    }

    /// A number, a date, a text, 待定「…」.
    fn atom(&mut self, start: Span) -> Read<Boxed> {
        let Some(token) = self.peek() else { return Err(self.no_value()) };
        let kind = match &token.kind {
            TokenKind::Number(_) => self.number_with_name(false)?,
            TokenKind::Sign(Sign::Minus) if matches!(self.peek_after(1), Some(t) if t.touches && matches!(t.kind, TokenKind::Number(_))) => {
                self.step_as(Part::Sign);
                self.number_with_name(true)?
            }
            TokenKind::Word(word) if Keyword::Open.is(word) => {
                self.take(Keyword::Open);
                ExprKind::Open(self.unset(start, true)?)
            }
            other => {
                let kind = match other {
                    TokenKind::Date(date) => ExprKind::Date(*date),
                    TokenKind::Month(month) => ExprKind::Month(*month),
                    TokenKind::Period(year) => ExprKind::Period(*year),
                    TokenKind::Text(text) => ExprKind::Text(text.clone()),
                    _ => return Err(self.no_value()),
                };
                self.bump();
                kind
            }
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

    pub(crate) fn deeper(&mut self, start: Span) -> Read<()> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            self.report(start, problems::too_deep::problem);
            return Err(Stop);
        }
        Ok(())
    }

    pub(crate) fn close(&mut self, open: Span) -> Read<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.eat_sign(Sign::Close) {
            return Ok(());
        }
        if let Some(word) = self.word() {
            let first = self.peek().is_some_and(|t| t.first);
            if let Some(operator) = word_operator(word) {
                let span = self.here();
                self.report(span, |place| problems::word_operator::problem(place, operator));
                return Err(Stop);
            }
            if !first && self.missing_space(&[]) {
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
        self.note_together(start, What::Brackets);
        self.group_node(inner, start)
    }

    /// `视 logic：arm {；arm}`
    fn matching(&mut self) -> Read<Boxed> {
        let start = self.expect(Keyword::Match)?;
        self.in_subject = true;
        let subject = self.logic();
        self.in_subject = false;
        let subject = subject?;
        self.expect_sign(Sign::Colon, "：")?;
        let mut arms = Vec::new();
        let mut otherwise = None;
        loop {
            let span = self.here();
            let rest = self.eat(Keyword::Rest);
            let values = if rest { Vec::new() } else { self.values()? };
            self.expect_sign(Sign::Arrow, "→")?;
            let then = self.logic()?;
            if !rest {
                arms.push((values, then, self.since(span)));
            } else if otherwise.is_none() {
                otherwise = Some(then);
            } else {
                self.told_twice(span);
            }
            if !self.eat_sign(Sign::Semicolon) {
                break;
            }
        }
        self.note_together(start, What::Match);
        self.match_node(subject, arms, otherwise, start)
    }

    /// Tells that the word at `span` stands a second time.
    fn told_twice(&mut self, span: Span) {
        let words = self.text_of(span).to_owned();
        self.report(span, |place| problems::clause_twice::problem(place, &words));
    }

    /// `value {、value}`: after 为, and before the arrow of an arm.
    pub(crate) fn values(&mut self) -> Read<Vec<Expr>> {
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
                self.name_node(path, start)
            }
            Some(TokenKind::Sign(Sign::Open)) | None => Err(self.expected(&say("一个值", "a value"))),
            Some(_) => self.primary(),
        }
    }
}
