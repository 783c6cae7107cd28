//! The clauses of a statement: each once, in order, after a comma or on a line of its own; and where to go on after a broken one.

use super::{Parser, Read, Stop, say, word_operator};
use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::lexer::is_unit;
use crate::syntax::notes::Begin;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::Span;

/// One place in the order of clauses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// The words that may begin it.
    pub(crate) words: &'static [Keyword],
    /// On the same line it needs a comma before it.
    pub(crate) comma: bool,
    /// It may stand more than once.
    pub(crate) repeats: bool,
}

/// A clause that stands once and needs no comma.
pub(crate) const fn plain(words: &'static [Keyword]) -> Slot {
    Slot { words, comma: false, repeats: false }
}

/// A clause that stands once, after a comma or on its own line.
pub(crate) const fn after_comma(words: &'static [Keyword]) -> Slot {
    Slot { words, comma: true, repeats: false }
}

impl Parser<'_, '_> {
    /// Reads clauses to the end of the statement. `read` is called after the clause's word with that word and its place.
    // INVARIANT: each turn consumes at least one token.
    pub(crate) fn clauses(&mut self, statement: Keyword, slots: &[Slot], mut read: impl FnMut(&mut Self, Keyword, Span) -> Read<()>) {
        let mut seen: Vec<(usize, Keyword)> = Vec::new();
        while !self.done() {
            self.one_clause(statement, slots, &mut seen, &mut read);
        }
    }

    /// One turn of [`Parser::clauses`], for a statement in which something else may stand between; `seen` is kept by the caller.
    // INVARIANT: it consumes at least one token.
    pub(crate) fn one_clause(
        &mut self,
        statement: Keyword,
        slots: &[Slot],
        seen: &mut Vec<(usize, Keyword)>,
        read: &mut dyn FnMut(&mut Self, Keyword, Span) -> Read<()>,
    ) {
        let turn = self.at;
        let outcome = self.next_clause(statement, slots).and_then(|(slot, keyword, span)| {
            self.check_order(slots, seen, slot, keyword, span);
            seen.push((slot, keyword));
            read(self, keyword, span)
        });
        if outcome.is_err() {
            self.broken = true;
            self.skip_to_clause(slots);
        }
        if self.at == turn {
            self.bump();
        }
    }

    /// Tells whatever still stands where the statement should have ended.
    pub(crate) fn finish(&mut self, statement: Keyword) {
        self.clauses(statement, &[], |_, _, _| Ok(()));
    }

    pub(crate) fn check_order(&mut self, slots: &[Slot], seen: &[(usize, Keyword)], slot: usize, keyword: Keyword, span: Span) {
        let word = self.text_of(span).to_owned();
        let repeats = slots.get(slot).is_some_and(|s| s.repeats);
        if seen.iter().any(|(s, _)| *s == slot) {
            if !repeats {
                self.report(span, |place| problems::clause_twice::problem(place, &word));
            }
        } else if let Some((_, later)) = seen.iter().find(|(s, _)| *s > slot) {
            let english = keyword.en() == word;
            let order: Vec<&str> = slots.iter().filter_map(|s| s.words.first()).map(|k| if english { k.en() } else { k.zh() }).collect();
            let before = if english { later.en() } else { later.zh() };
            self.report(span, |place| problems::clause_order::problem(place, &word, before, &order.join("、")));
        }
    }

    pub(crate) fn next_clause(&mut self, statement: Keyword, slots: &[Slot]) -> Read<(usize, Keyword, Span)> {
        let comma = self.eat_sign(Sign::Comma);
        if let Some(word) = self.word() {
            let found = slots.iter().enumerate().find_map(|(at, slot)| slot.words.iter().find(|k| k.is(word)).map(|k| (at, slot, *k)));
            if let Some((at, slot, keyword)) = found {
                let span = self.here();
                let on_own_line = self.peek().is_some_and(|t| t.first);
                if slot.comma && !comma && !on_own_line {
                    self.report(span, |place| problems::missing_comma::problem(place, word));
                }
                let needs_comma = slot.comma;
                self.take(keyword);
                self.notes.begin(span, Begin::Clause { comma: needs_comma });
                return Ok((at, keyword, span));
            }
        }
        Err(self.no_clause(statement, slots))
    }

    /// Tells, as exactly as can be known, why no clause begins at the cursor.
    fn no_clause(&mut self, statement: Keyword, slots: &[Slot]) -> Stop {
        let span = self.here();
        let words: Vec<Keyword> = slots.iter().flat_map(|s| s.words).copied().collect();
        if self.at_sign(Sign::Close) {
            self.report(span, problems::stray_bracket::problem);
            return Stop;
        }
        let Some(word) = self.word() else {
            return self.expected(&say("运算符号、下一项或者这一条的结尾", "an operator, the next clause or the end of the statement"));
        };
        let mut allowed: Vec<&Keyword> = words.iter().collect();
        allowed.dedup_by_key(|k| k.zh());
        let allowed = allowed.into_iter().map(|k| k.both()).collect::<Vec<_>>().join("、");
        if let Some(operator) = word_operator(word) {
            self.report(span, |place| problems::word_operator::problem(place, operator));
            return Stop;
        }
        let first = self.peek().is_some_and(|t| t.first);
        if first && keywords::statement_of(word).is_some() && !words.iter().any(|k| k.is(word)) {
            self.report(span, |place| problems::statement_not_at_margin::problem(place, word));
            return Stop;
        }
        if self.missing_space(&words) {
            return Stop;
        }
        let near = keywords::nearest(word, words.iter().flat_map(|k| [k.zh(), k.en()]));
        if near.is_none() && !first && !keywords::is_keyword(word) && self.tell_number_before(word) {
            return Stop;
        }
        let nothing = "（没有了）".to_owned();
        let allowed = if allowed.is_empty() { nothing } else { allowed };
        self.report(span, |place| problems::unknown_clause::problem(place, word, statement.zh(), near, &allowed));
        Stop
    }

    /// `取 10 十强名额`: tells it if a number stands right before the cursor.
    fn tell_number_before(&mut self, name: &str) -> bool {
        let unit_back = self.before().is_some_and(|t| match &t.kind {
            TokenKind::Word(w) => is_unit(w),
            TokenKind::Sign(Sign::Percent) => true,
            _ => false,
        });
        let back = if unit_back { 2 } else { 1 };
        let Some(number) = self.at.checked_sub(back).and_then(|at| self.tokens.get(at)) else { return false };
        if !matches!(number.kind, TokenKind::Number(_)) {
            return false;
        }
        let end = self.before().map_or(number.span.end, |t| t.span.end);
        let written = self.text_of(Span { end, ..number.span }).to_owned();
        let span = Span { end: self.here().end, ..number.span };
        self.report(span, |place| problems::number_before_name::problem(place, &written, name));
        true
    }

    /// Goes on at the next line that begins with a clause of this statement.
    pub(crate) fn skip_to_clause(&mut self, slots: &[Slot]) {
        self.depth = 0;
        self.in_subject = false;
        while let Some(token) = self.peek() {
            let begins = token.first && self.word().is_some_and(|w| slots.iter().any(|s| s.words.iter().any(|k| k.is(w))));
            if begins {
                return;
            }
            self.bump();
        }
    }
}
