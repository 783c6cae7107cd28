//! Acts (谁 应当 做什么) with their limits, and what belongs to a step or a duty as a whole.
//!
//! Prose is taken from the file as it stands, to the next `，`, `；`, `#` or the end of the line; what the lexer made of it is of no
//! account, so a sign that rules do not have may stand in it.

use quanheng_facts::problem::Bilingual;

use super::clause::{Slot, plain};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::notes::Begin;
use crate::syntax::place::index;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Act, Demands, Extension, Limit, LimitKind, Material, Modal, Overdue, OverdueAction, Span, Suspension, Word};

/// What begins a line within a step, beside acts.
const WITHIN_STEP: &[Slot] = &[
    plain(&[Keyword::Requires]),
    plain(&[Keyword::RequiresFilled]),
    plain(&[Keyword::Suspend]),
    plain(&[Keyword::MayExtend]),
    plain(&[Keyword::Overdue]),
    plain(&[Keyword::Tell]),
    plain(&[Keyword::Step]),
    plain(&[Keyword::Appeal]),
    plain(&[Keyword::Applies]),
];

/// The order of a procedure's clauses, for messages.
pub(crate) const PLAN_ORDER: &str = "角色、回避、期限、不停止执行、步骤、申诉";

/// What may follow an act.
const DETAILS: &[Keyword] =
    &[Keyword::Within, Keyword::After, Keyword::NoLaterThan, Keyword::IfHoliday, Keyword::Every, Keyword::Scope, Keyword::Attach];

/// What may follow 可以延长.
const OF_EXTENSION: &[Keyword] = &[Keyword::UpTo, Keyword::Body, Keyword::Giving, Keyword::When];

const MODALS: [(Keyword, Modal); 3] = [(Keyword::Must, Modal::Must), (Keyword::May, Modal::May), (Keyword::MustNot, Modal::MustNot)];

pub(crate) fn modal_of(keyword: Keyword) -> Modal {
    MODALS.iter().find(|(k, _)| *k == keyword).map_or(Modal::Must, |(_, modal)| *modal)
}

impl Parser<'_, '_> {
    /// Everything of a step after its name and guard.
    // INVARIANT: each turn consumes at least one token.
    pub(crate) fn acts_and_demands(&mut self, acts: &mut Vec<Act>, demands: &mut Demands) {
        while !self.done() && !self.at_end_of_step() {
            let turn = self.at;
            let outcome = match self.demand(demands, 2) {
                Some(outcome) => outcome,
                None => self.act_of_step(acts),
            };
            if outcome.is_err() {
                self.broken = true;
                self.skip_line_of_step();
            }
            if self.at == turn {
                self.bump();
            }
        }
    }

    /// The next step, or the appeal at the end of the procedure.
    fn at_end_of_step(&self) -> bool {
        let appeal = self.at(Keyword::Appeal) && self.word_after(1).is_some_and(|w| Keyword::By.is(w));
        self.at(Keyword::Step) || appeal
    }

    fn act_of_step(&mut self, acts: &mut Vec<Act>) -> Read<()> {
        let span = self.here();
        if self.at(Keyword::When) || self.at(Keyword::Unless) {
            let word = self.text_of(span).to_owned();
            self.report(span, |place| problems::guard_after_act::problem(place, &word));
            return Err(Stop);
        }
        if let Some(keyword) = [Keyword::Recuse, Keyword::Terms, Keyword::StaysInForce].into_iter().find(|k| self.at(*k)) {
            self.report(span, |place| problems::clause_order::problem(place, keyword.zh(), Keyword::Step.zh(), PLAN_ORDER));
            return Err(Stop);
        }
        self.note_line(2);
        let actor = self.name(&say("谁（后面写 应当、可以或者不得）", "whoever acts (then must, may or must_not)"))?;
        let Some((keyword, modal)) = MODALS.into_iter().find(|(keyword, _)| self.at(*keyword)) else {
            return Err(self.no_modal(&actor));
        };
        self.expect(keyword)?;
        acts.push(self.act(actor, modal, span)?);
        Ok(())
    }

    fn no_modal(&mut self, actor: &Word) -> Stop {
        let split = crate::keywords::split_hint(&actor.text);
        let joined = MODALS.iter().find_map(|(k, _)| {
            let (before, after) = actor.text.split_once(k.zh())?;
            Some([before, k.zh(), after].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "))
        });
        if let Some(split) = joined.or(split) {
            self.report(actor.span, |place| problems::missing_space::problem(place, &actor.text, &split));
            return Stop;
        }
        self.expected(&say("「应当」、「可以」、「不得」或者「不同于」", "「must」, 「may」, 「must_not」 or 「other_than」"))
    }

    /// After the modal: prose and its details. `start`: where the act begins.
    pub(crate) fn act(&mut self, actor: Word, modal: Modal, start: Span) -> Read<Act> {
        let words = self.prose(&say("要做的事", "what is to be done"))?;
        let mut act = Act { actor, modal, words, limits: Vec::new(), scope: None, attach: Vec::new(), span: start };
        while let Some((keyword, span)) = self.next_detail(DETAILS, &[Keyword::Applies])? {
            self.detail(&mut act, keyword, span)?;
        }
        act.span = self.since(start);
        Ok(act)
    }

    /// Steps onto one of these words if it follows a comma or begins a line. After a comma, one of `outer` ends the act instead, and
    /// anything else is told.
    fn next_detail(&mut self, words: &[Keyword], outer: &[Keyword]) -> Read<Option<(Keyword, Span)>> {
        let comma = self.at_sign(Sign::Comma);
        if !comma && !self.peek().is_some_and(|t| t.first) {
            return if self.done() { Ok(None) } else { Err(self.expected(&say("“，”或者换行", "a comma or a new line"))) };
        }
        let word = self.word_after(usize::from(comma));
        let found = word.and_then(|word| words.iter().find(|k| k.is(word)).copied());
        let Some(keyword) = found else {
            if !comma || word.is_some_and(|word| outer.iter().any(|k| k.is(word))) {
                return Ok(None);
            }
            return Err(self.prose_has_comma(words));
        };
        self.eat_sign(Sign::Comma);
        self.note_begin(Begin::AfterComma);
        let span = self.expect(keyword)?;
        Ok(Some((keyword, span)))
    }

    /// After prose where nothing but these words may follow.
    pub(crate) fn prose_ends(&mut self, words: &[Keyword], outer: &[Keyword]) -> Read<()> {
        match self.next_detail(words, outer)? {
            None => Ok(()),
            Some((_, span)) => {
                let found = super::found_word(self.text_of(span));
                self.report(span, |place| problems::expected::problem(place, &say("换行", "a new line"), &found));
                Err(Stop)
            }
        }
    }

    fn prose_has_comma(&mut self, words: &[Keyword]) -> Stop {
        self.eat_sign(Sign::Comma);
        let span = self.here();
        let next = self.peek().map(|t| self.text_of(t.span).to_owned()).unwrap_or_default();
        let zh: Vec<&str> = words.iter().map(|k| k.zh()).collect();
        let en: Vec<&str> = words.iter().map(|k| k.en()).collect();
        self.report(span, |place| problems::prose_comma::problem(place, &next, &zh.join("、"), &en.join(", ")));
        Stop
    }

    fn detail(&mut self, act: &mut Act, keyword: Keyword, span: Span) -> Read<()> {
        match keyword {
            Keyword::Attach => {
                let more = self.names(&say("须附的材料", "what has to be attached"))?;
                act.attach.extend(more);
            }
            Keyword::Scope => {
                if act.scope.is_some() {
                    let word = self.text_of(span).to_owned();
                    self.report(span, |place| problems::clause_twice::problem(place, &word));
                }
                act.scope = Some(self.choice()?);
            }
            Keyword::Within => {
                let length = self.length()?;
                self.close_words(span, Keyword::Within, Keyword::WithinEnd)?;
                act.limits.push(Limit { kind: LimitKind::Within { length, start: None, next_day: None }, span: self.since(span) });
            }
            Keyword::After => self.start_of(act, span)?,
            Keyword::NoLaterThan => {
                let kind = self.no_later_than()?;
                act.limits.push(Limit { kind, span: self.since(span) });
            }
            Keyword::IfHoliday => {
                let option = self.choice()?;
                let limit = act.limits.last_mut().map(|l| &mut l.kind);
                let Some(LimitKind::NoLaterThan { holiday: slot @ None, .. }) = limit else {
                    return Err(self.needs_before(span, &say("不迟于 …", "no_later_than …")));
                };
                *slot = Some(option);
            }
            _ => {
                let length = self.length()?;
                if !self.eat_clause(Keyword::Until) {
                    return Err(self.expected(&say("「，至 什么时候」", "「, until when」")));
                }
                let until = self.name(&say("到什么时候为止", "until when"))?;
                act.limits.push(Limit { kind: LimitKind::Every { length, until }, span: self.since(span) });
            }
        }
        Ok(())
    }

    /// `自 收到 次日`, after its 自 at `span`.
    fn start_of(&mut self, act: &mut Act, span: Span) -> Read<()> {
        let from = self.name(&say("期限从哪天起算", "the day the limit runs from"))?;
        let next = self.here();
        let next = self.eat(Keyword::NextDay).then_some(next);
        let whole = self.since(span);
        match act.limits.last_mut() {
            Some(Limit { kind: LimitKind::Within { start: start @ None, next_day, .. }, span }) => {
                *start = Some(from);
                *next_day = next;
                span.end = whole.end;
                Ok(())
            }
            _ => Err(self.needs_before(span, &say("于 … 内", "within …"))),
        }
    }

    fn needs_before(&mut self, span: Span, what: &Bilingual) -> Stop {
        let found = super::found_word(self.text_of(span));
        self.report(span, |place| problems::expected::problem(place, what, &found));
        Stop
    }

    /// `[当年|次年] 6月15日`
    fn no_later_than(&mut self) -> Read<LimitKind> {
        let next_year = self.eat(Keyword::NextYear);
        if !next_year {
            self.eat(Keyword::ThisYear);
        }
        let span = self.here();
        let (Some(TokenKind::MonthDay), Some((month, day))) = (self.peek().map(|t| &t.kind), month_and_day(self.text_of(span))) else {
            return Err(self.expected(&say("几月几日，如 6月15日", "a month and day such as 6月15日")));
        };
        self.bump();
        Ok(LimitKind::NoLaterThan { next_year, month, day, holiday: None })
    }

    /// Steps onto the word if it follows a comma or begins a line.
    pub(crate) fn eat_clause(&mut self, keyword: Keyword) -> bool {
        let comma = self.at_sign(Sign::Comma);
        let first = self.peek().is_some_and(|t| t.first);
        if !(comma || first) || !self.word_after(usize::from(comma)).is_some_and(|w| keyword.is(w)) {
            return false;
        }
        self.eat_sign(Sign::Comma);
        self.note_begin(Begin::AfterComma);
        self.eat(keyword)
    }

    /// All that belongs to a duty as a whole.
    // INVARIANT: each turn consumes at least one token, or ends.
    pub(crate) fn demands(&mut self, demands: &mut Demands) {
        while let Some(outcome) = self.demand(demands, 1) {
            if outcome.is_err() {
                self.broken = true;
                self.skip_line_of_step();
            }
        }
    }

    /// One line that belongs to a step or a duty as a whole; `None` where none begins here.
    fn demand(&mut self, demands: &mut Demands, depth: u8) -> Option<Read<()>> {
        let keywords = [
            Keyword::Requires,
            Keyword::RequiresFilled,
            Keyword::Suspend,
            Keyword::MayExtend,
            Keyword::Overdue,
            Keyword::OverdueAgain,
            Keyword::Tell,
        ];
        if self.word_after(1).is_some_and(|w| Keyword::OtherThan.is(w)) {
            self.note_line(depth);
            return Some(self.apart(demands));
        }
        // 告知 may also be the name of somebody; then 应当, 可以 or 不得 follows.
        let acts = self.word_after(1).is_some_and(|w| MODALS.iter().any(|(k, _)| k.is(w)));
        let keyword = keywords.into_iter().find(|k| self.at(*k)).filter(|_| !acts)?;
        let span = self.here();
        self.note_line(depth);
        self.take(keyword);
        Some(self.demand_of(demands, keyword, span))
    }

    fn demand_of(&mut self, demands: &mut Demands, keyword: Keyword, span: Span) -> Read<()> {
        match keyword {
            Keyword::Requires => {
                let mut any = vec![self.material()?];
                while self.eat(Keyword::Or) {
                    any.push(self.material()?);
                }
                demands.requires.push(any);
            }
            Keyword::RequiresFilled => {
                let what = say("要填齐的认定项", "a judgement that has to be filled in");
                demands.filled.push(self.path(&what)?);
                while self.eat_sign(Sign::Listing) {
                    demands.filled.push(self.path(&what)?);
                }
            }
            Keyword::Suspend => {
                let words = self.prose(&say("因为什么中止", "why it is suspended"))?;
                if !self.eat_clause(Keyword::Until) {
                    return Err(self.expected(&say("「，至 什么时候」", "「, until when」")));
                }
                let until = self.name(&say("到什么时候为止", "until when"))?;
                demands.suspensions.push(Suspension { words, until, span: self.since(span) });
            }
            Keyword::MayExtend => {
                let extension = self.extension(span)?;
                demands.extensions.push(extension);
            }
            Keyword::Tell => {
                let words = self.prose(&say("告知什么", "what is told"))?;
                self.prose_ends(&[], &[Keyword::Applies])?;
                demands.tells.push(words);
            }
            Keyword::Overdue => {
                let first = self.overdue_action()?;
                let again = if self.eat_sign(Sign::Semicolon) || self.at(Keyword::OverdueAgain) {
                    self.expect(Keyword::OverdueAgain)?;
                    Some(self.overdue_action()?)
                } else {
                    None
                };
                demands.overdue.push(Overdue { first, again, span: self.since(span) });
            }
            _ => return Err(self.needs_before(span, &say("逾期 …；", "overdue …;"))),
        }
        Ok(())
    }

    fn material(&mut self) -> Read<Material> {
        let name = self.name(&say("必须先有的材料", "what has to be on file"))?;
        let mut of = None;
        if self.at_touching_open() {
            let open = self.here();
            self.bump();
            of = Some(self.name(&say("谁的", "whose"))?);
            if !self.eat_sign(Sign::Close) {
                let found = self.found();
                self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
                return Err(Stop);
            }
        }
        Ok(Material { name, of })
    }

    fn extension(&mut self, span: Span) -> Read<Extension> {
        let words = self.prose(&say("怎样延长，如 一次", "how it is extended, such as 一次"))?;
        let mut extension = Extension { words, up_to: None, by: None, giving: Vec::new(), when: None, span };
        while let Some((keyword, span)) = self.next_detail(OF_EXTENSION, &[Keyword::Applies])? {
            let twice = match keyword {
                Keyword::UpTo => extension.up_to.replace(self.length()?).is_some(),
                Keyword::Body => extension.by.replace(self.name(&say("谁批准延长", "who grants the extension"))?).is_some(),
                Keyword::Giving => {
                    !std::mem::replace(&mut extension.giving, self.names(&say("要附的东西", "what is given with it"))?).is_empty()
                }
                _ => extension.when.replace(self.condition()?).is_some(),
            };
            if twice {
                let word = self.text_of(span).to_owned();
                self.report(span, |place| problems::clause_twice::problem(place, &word));
            }
        }
        extension.span = self.since(span);
        Ok(extension)
    }

    fn overdue_action(&mut self) -> Read<OverdueAction> {
        if self.eat(Keyword::Remind) {
            return Ok(OverdueAction::Remind);
        }
        let whom = say("报给谁或者转给谁", "to whom it is reported or passed");
        if self.eat(Keyword::ReportTo) {
            return Ok(OverdueAction::ReportTo(self.name(&whom)?));
        }
        if self.eat(Keyword::PassTo) {
            return Ok(OverdueAction::PassTo(self.name(&whom)?));
        }
        let Some(word) = self.word() else {
            return Err(self.expected(&say("催办、报 谁或者转 谁", "remind, report_to whom or pass_to whom")));
        };
        let span = self.here();
        match crate::keywords::split_before(word, &[Keyword::Remind, Keyword::ReportTo, Keyword::PassTo]) {
            Some(split) => self.report(span, |place| problems::missing_space::problem(place, word, &split)),
            None => self.report(span, |place| problems::overdue_action::problem(place, word)),
        }
        Err(Stop)
    }

    /// `决定人 不同于 调查人`
    fn apart(&mut self, demands: &mut Demands) -> Read<()> {
        let who = say("一个角色", "a role");
        let one = self.name(&who)?;
        self.expect(Keyword::OtherThan)?;
        let other = self.name(&who)?;
        demands.apart.push((one, other));
        Ok(())
    }

    /// Text for people, as it stands in the file: to the next `，` or `；`, to a comment, or to the end of the line.
    pub(crate) fn prose(&mut self, what: &Bilingual) -> Read<Word> {
        let ends = |t: &crate::syntax::token::Token| t.first || matches!(t.kind, TokenKind::Sign(Sign::Comma | Sign::Semicolon));
        let start = match self.before() {
            Some(before) => before.span.end,
            None => return Err(self.expected(what)),
        };
        while self.peek().is_some_and(|t| !ends(t)) {
            self.bump();
        }
        let last = self.before().map_or(start, |t| t.span.end);
        let limit = self.peek().map_or(u32::MAX, |t| t.span.start);
        let rest = self.scene.slice(index(last), index(limit).min(self.scene.text.len()));
        let tail = rest.find(['\n', '#']).unwrap_or(rest.len());
        let end = index(last).saturating_add(tail);
        let raw = self.scene.slice(index(start), end);
        let lead = raw.len().saturating_sub(raw.trim_start().len());
        let text = raw.trim();
        let span = self.scene.span(index(start).saturating_add(lead), index(start).saturating_add(lead).saturating_add(text.len()));
        if text.is_empty() {
            return Err(self.expected(what));
        }
        self.notes.prose.insert((span.start, span.end));
        Ok(Word { text: text.to_owned(), span })
    }

    /// Goes on at the next line that begins an act or one of the words of a step.
    fn skip_line_of_step(&mut self) {
        self.depth = 0;
        self.in_subject = false;
        while let Some(token) = self.peek() {
            let known = || self.word().is_some_and(|w| WITHIN_STEP.iter().any(|s| s.words.iter().any(|k| k.is(w))));
            let acts = || self.word_after(1).is_some_and(|w| MODALS.iter().any(|(k, _)| k.is(w)) || Keyword::OtherThan.is(w));
            if token.first && (known() || acts()) {
                return;
            }
            self.bump();
        }
    }
}

/// `6月15日`, as the lexer let it pass.
fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let text: String = text.chars().map(crate::syntax::token::half_width).collect();
    let (month, day) = text.strip_suffix('日')?.split_once('月')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
