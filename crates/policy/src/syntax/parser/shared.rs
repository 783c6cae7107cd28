//! What several statements share: names, lists of names, types, indexes, validity, guards, targets.

use quanheng_facts::problem::Bilingual;

use super::{Parser, Read, Stop, say};
use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::lexer::is_unit;
use crate::syntax::notes::Part;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{
    Expr, Given, Guard, IndexItem, InlineOpen, NumberText, Path, Span, Start, Target, TypeText, Validity, When, Word,
};

impl Parser<'_, '_> {
    /// A word that is no keyword of the language.
    pub(crate) fn name(&mut self, what: &Bilingual) -> Read<Word> {
        if let Some(word) = self.word()
            && keywords::is_reserved(word)
        {
            let span = self.here();
            self.report(span, |place| problems::reserved_word::problem(place, word, what));
            return Err(Stop);
        }
        self.any_word(what)
    }

    /// Any word: after a dot every word is a name.
    pub(crate) fn any_word(&mut self, what: &Bilingual) -> Read<Word> {
        let span = self.here();
        let Some(text) = self.word() else { return Err(self.expected(what)) };
        self.step_as(Part::Name);
        Ok(Word { text: text.to_owned(), span })
    }

    /// `name {、name}`
    pub(crate) fn names(&mut self, what: &Bilingual) -> Read<Vec<Word>> {
        let mut names: Vec<Word> = Vec::new();
        loop {
            let name = self.name(what)?;
            if names.iter().any(|n| n.text == name.text) {
                self.report(name.span, |place| problems::value_twice::problem(place, &name.text));
            }
            names.push(name);
            if !self.eat_sign(Sign::Listing) {
                return Ok(names);
            }
        }
    }

    /// 「…」
    pub(crate) fn quoted(&mut self, what: &Bilingual) -> Read<Word> {
        let span = self.here();
        let Some(TokenKind::Quoted(text)) = self.peek().map(|t| &t.kind) else { return Err(self.expected(what)) };
        self.bump();
        Ok(Word { text: text.clone(), span })
    }

    pub(crate) fn label(&mut self) -> Read<Word> {
        self.quoted(&say("「」括起来的名称", "a label between 「 and 」"))
    }

    /// The rest of `待定「x」[：type]` after its keyword at `start`.
    pub(crate) fn unset(&mut self, start: Span, in_value: bool) -> Read<InlineOpen> {
        let name = self.quoted(&say("「」括起来的待定事项名", "the name of what is left open, between 「 and 」"))?;
        let typed = !(in_value && self.in_subject) && self.eat_sign(Sign::Colon);
        let ty = if typed { Some(self.type_text()?) } else { None };
        Ok(InlineOpen { name, ty, span: self.since(start) })
    }

    /// `name[（number|type）][「unit」][，1 至 107]`
    pub(crate) fn type_text(&mut self) -> Read<TypeText> {
        let what = say("类型", "a type");
        let name = self.name(&what)?;
        let (mut scale, mut inner) = (None, None);
        if self.at_touching_open() && name.text == "表" {
            return self.table_type(name);
        }
        if self.at_touching_open() {
            let open = self.here();
            self.bump();
            let span = self.here();
            match self.peek().map(|t| &t.kind) {
                Some(TokenKind::Number(value)) => {
                    let Some(places) = value.to_integer().and_then(|v| u32::try_from(v).ok()).filter(|v| *v <= 18) else {
                        return Err(self.expected(&say("小数位数（0 至 18）", "the number of decimal places (0 to 18)")));
                    };
                    scale = Some((places, span));
                    self.bump();
                }
                _ => inner = Some(self.name(&say("小数位数或者类型", "the number of decimal places, or a type"))?),
            }
            if !self.eat_sign(Sign::Close) {
                let found = self.found();
                self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
                return Err(Stop);
            }
        }
        let unit = match self.peek() {
            Some(token) if token.touches => match &token.kind {
                TokenKind::Quoted(text) => {
                    self.bump();
                    Some(Word { text: text.clone(), span: token.span })
                }
                _ => None,
            },
            _ => None,
        };
        let range = if self.at_range() { Some(self.range()?) } else { None };
        Ok(TypeText { name, scale, inner, unit, range, table: None })
    }

    /// The rest of `表（硬杠杠 × 年级 → 比例）`.
    fn table_type(&mut self, name: Word) -> Read<TypeText> {
        let open = self.here();
        self.step_as(Part::Index);
        let what = say("下标的枚举", "the enum it is indexed by");
        let mut by = vec![self.name(&what)?];
        while self.eat_sign(Sign::Times) {
            by.push(self.name(&what)?);
        }
        self.expect_sign(Sign::Arrow, "→")?;
        let cell = self.type_text()?;
        if !self.eat_sign(Sign::Close) {
            let found = self.found();
            self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
            return Err(Stop);
        }
        Ok(TypeText { name, scale: None, inner: None, unit: None, range: None, table: Some((by, Box::new(cell))) })
    }

    /// `，1 至` lies ahead.
    fn at_range(&self) -> bool {
        let number = |ahead: usize| matches!(self.peek_after(ahead).map(|t| &t.kind), Some(TokenKind::Number(_)));
        let unit = |ahead: usize| self.word_after(ahead).is_some_and(is_unit) || self.sign_after(ahead) == Some(Sign::Percent);
        let until = |ahead: usize| self.word_after(ahead).is_some_and(|w| Keyword::Until.is(w));
        let minus = usize::from(self.sign_after(1) == Some(Sign::Minus));
        let after = minus.saturating_add(2);
        self.at_sign(Sign::Comma) && number(minus.saturating_add(1)) && (until(after) || (unit(after) && until(after.saturating_add(1))))
    }

    fn range(&mut self) -> Read<(NumberText, NumberText)> {
        self.expect_sign(Sign::Comma, "，")?;
        let low = self.signed_number()?;
        self.expect(Keyword::Until)?;
        Ok((low, self.signed_number()?))
    }

    pub(crate) fn signed_number(&mut self) -> Read<NumberText> {
        let negative = self.at_sign(Sign::Minus);
        if negative {
            self.step_as(Part::Sign);
        }
        self.number(negative)
    }

    /// `（param {，param}）` touching the name before it; an empty list where none stands.
    pub(crate) fn maybe_index(&mut self) -> Read<Vec<IndexItem>> {
        let mut items = Vec::new();
        if !self.at_touching_open() {
            return Ok(items);
        }
        let open = self.here();
        self.step_as(Part::Index);
        let what = say("下标：实体、年度或者枚举", "an index: an entity, 年度 or an enum");
        loop {
            let first = self.name(&what)?;
            let (name, of) = if self.eat_sign(Sign::Colon) { (Some(first), self.name(&what)?) } else { (None, first) };
            let mut or = Vec::new();
            while self.eat(Keyword::Or) {
                or.push(self.name(&what)?);
            }
            items.push(IndexItem { name, of, or });
            if !self.eat_sign(Sign::Comma) {
                break;
            }
        }
        if !self.eat_sign(Sign::Close) {
            let found = self.found();
            self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
            return Err(Stop);
        }
        Ok(items)
    }

    /// The name a statement declares, and its index.
    pub(crate) fn declared(&mut self) -> Read<(Path, Vec<IndexItem>)> {
        let path = self.path(&say("要定义的名字", "the name to be declared"))?;
        let index = self.maybe_index()?;
        Ok((path, index))
    }

    /// A year or a day.
    pub(crate) fn start(&mut self) -> Read<Start> {
        let span = self.here();
        let start = match self.peek().map(|t| &t.kind) {
            Some(TokenKind::Period(year)) => Start::Year(*year, span),
            Some(TokenKind::Date(date)) => Start::Day(*date, span),
            _ => {
                return Err(self.expected(&say("年度或者日期，如 2016年度、2016-06-01", "a year or a day, such as 2016年度 or 2016-06-01")));
            }
        };
        self.bump();
        Ok(start)
    }

    /// After 适用 at `word`: `start 起` or `start 至 start`.
    pub(crate) fn validity(&mut self, word: Span) -> Read<Validity> {
        let from = self.start()?;
        if self.eat(Keyword::Onward) {
            return Ok(Validity { from, to: None, span: self.since(word) });
        }
        if self.eat(Keyword::Until) {
            let to = Some(self.start()?);
            return Ok(Validity { from, to, span: self.since(word) });
        }
        Err(self.expected(&say("「起」或者「至」", "「onward」 or 「until」")))
    }

    /// `自 start 为 expr`, after its 自.
    pub(crate) fn dated_value(&mut self) -> Read<(Start, Given)> {
        let start = self.start()?;
        self.expect(Keyword::As)?;
        Ok((start, self.given()?))
    }

    /// After 当: a condition, or 下列之一 / 下列全部 with its items.
    pub(crate) fn when(&mut self) -> Read<When> {
        for keyword in [Keyword::AnyOf, Keyword::AllOf] {
            let span = self.here();
            if self.eat(keyword) {
                let items = self.items()?;
                if items.len() < 2 {
                    let (word, found) = (self.text_of(span).to_owned(), items.len());
                    self.report(span, |place| problems::items_too_few::problem(place, &word, found));
                }
                return Ok(if keyword == Keyword::AnyOf { When::AnyOf(items) } else { When::AllOf(items) });
            }
        }
        Ok(When::Logic(self.condition()?))
    }

    /// `（一） logic` on lines of their own.
    fn items(&mut self) -> Read<Vec<(Word, Expr)>> {
        let mut items = Vec::new();
        while let Some(open) = self.peek().filter(|t| t.first && t.kind == TokenKind::Sign(Sign::Open)) {
            let number = self.word_after(1).filter(|w| is_item_number(w)).filter(|_| self.sign_after(2) == Some(Sign::Close));
            let number = match number {
                Some(word) => word.to_owned(),
                // English packs may number (1), (2).
                None => match self.peek_after(1).map(|t| &t.kind) {
                    Some(TokenKind::Number(value)) if self.sign_after(2) == Some(Sign::Close) => value.to_string(),
                    _ => break,
                },
            };
            self.note_line(2);
            for _ in 0..3 {
                self.step_as(Part::Number);
            }
            let span = self.since(open.span);
            items.push((Word { text: number, span }, self.condition()?));
        }
        Ok(items)
    }

    /// Puts 当 and 除非 together.
    pub(crate) fn guard(&self, when: Option<(When, Span)>, unless: Option<Expr>) -> Option<Guard> {
        let (when, start) = when?;
        let end = unless.as_ref().map(|u| u.span.end).into_iter().chain(std::iter::once(end_of(&when))).max();
        Some(Guard { when, unless, span: Span { end: end.unwrap_or(start.end).max(start.end), ..start } })
    }

    /// `ref[「label」][·全部]`
    pub(crate) fn target(&mut self) -> Read<Target> {
        let path = self.path(&say("规则的名字", "the name of a rule"))?;
        let label = match self.peek() {
            Some(token) if token.touches => match &token.kind {
                TokenKind::Quoted(text) => {
                    self.bump();
                    Some(Word { text: text.clone(), span: token.span })
                }
                _ => None,
            },
            _ => None,
        };
        let everything = self.eat_sign(Sign::Middle);
        if everything {
            self.expect(Keyword::Everything)?;
        }
        Ok(Target { path, label, everything })
    }

    /// `target {、target}`
    pub(crate) fn targets(&mut self) -> Read<Vec<Target>> {
        let mut targets = vec![self.target()?];
        while self.eat_sign(Sign::Listing) {
            targets.push(self.target()?);
        }
        Ok(targets)
    }
}

fn end_of(when: &When) -> u32 {
    match when {
        When::Logic(expr) => expr.span.end,
        When::AnyOf(items) | When::AllOf(items) => items.last().map_or(0, |(_, e)| e.span.end),
    }
}

fn is_item_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "一二三四五六七八九十百零〇".contains(c))
}
