//! 程序 程序片段 义务: roles, terms, steps and duties.
//!
//! Unlike other statements their clauses begin with names (a role, an actor), so the clauses are told apart by the words that
//! follow. Acts, their limits and what belongs to a step as a whole stand in [`super::act`].

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::token::Sign;
use crate::syntax::tree::{
    Demands, Duty, ExprKind, IndexItem, Path, Plan, Procedure, ProcedureBody, Role, Span, StatementKind, Step, Terms, Word,
};
use crate::syntax::tree::{Expr, Guard};

/// Clauses of a procedure, for order and for messages. Roles begin with their own name and come first.
const PLAN: &[Slot] = &[
    plain(&[Keyword::Recuse]),
    plain(&[Keyword::Terms]),
    plain(&[Keyword::StaysInForce]),
    Slot { words: &[Keyword::Step], comma: false, repeats: true },
    plain(&[Keyword::Appeal]),
];

const DUTY: &[Slot] = &[
    plain(&[Keyword::Body]),
    plain(&[Keyword::Every]),
    plain(&[Keyword::When]),
    plain(&[Keyword::Unless]),
    plain(&[Keyword::Terms]),
    plain(&[Keyword::Must, Keyword::May, Keyword::MustNot]),
    after_comma(&[Keyword::Applies]),
];

impl Parser<'_, '_> {
    /// After 程序 or 程序片段.
    pub(crate) fn procedure(&mut self, keyword: Keyword) -> Read<StatementKind> {
        let name = self.name(&say("程序的名字", "the name of the procedure"))?;
        let index = self.maybe_index()?;
        let fragment = keyword == Keyword::Fragment;
        if self.eat(Keyword::By) {
            let body = ProcedureBody::Like(self.procedure_path()?);
            self.finish(keyword);
            return Ok(StatementKind::Procedure(Box::new(Procedure { fragment, name, index, body })));
        }
        let plan = self.plan(keyword);
        if plan.steps.is_empty() && !self.broken {
            return Err(self.expected(&say("「步骤」，或者「依 别的程序」", "「step」, or 「by another procedure」")));
        }
        Ok(StatementKind::Procedure(Box::new(Procedure::written(fragment, name, index, plan))))
    }

    fn procedure_path(&mut self) -> Read<Path> {
        self.path(&say("程序或者程序片段的名字", "the name of a procedure or a fragment"))
    }

    // INVARIANT: each turn consumes at least one token.
    fn plan(&mut self, keyword: Keyword) -> Plan {
        let mut plan = Plan::default();
        let mut seen: Vec<(usize, Keyword)> = Vec::new();
        while !self.done() {
            let turn = self.at;
            let outcome = if self.at_role() { self.role(&mut plan, &seen) } else { self.plan_clause(keyword, &mut plan, &mut seen) };
            if outcome.is_err() {
                self.broken = true;
                self.skip_line(PLAN);
            }
            if self.at == turn {
                self.bump();
            }
        }
        plan
    }

    /// `name：` lies ahead.
    fn at_role(&self) -> bool {
        self.word().is_some() && self.sign_after(1) == Some(Sign::Colon)
    }

    fn role(&mut self, plan: &mut Plan, seen: &[(usize, Keyword)]) -> Read<()> {
        self.note_line(1);
        let name = self.name(&say("角色的名字", "the name of a role"))?;
        if let Some((_, later)) = seen.first() {
            self.report(name.span, |place| problems::clause_order::problem(place, &name.text, later.zh(), super::act::PLAN_ORDER));
        }
        self.expect_sign(Sign::Colon, "：")?;
        let words = self.prose(&say("这个角色是谁", "who that role is"))?;
        self.prose_ends(&[], &[])?;
        plan.roles.push(Role { name, words });
        Ok(())
    }

    fn plan_clause(&mut self, statement: Keyword, plan: &mut Plan, seen: &mut Vec<(usize, Keyword)>) -> Read<()> {
        let (slot, keyword, span) = self.next_clause(statement, PLAN)?;
        self.check_order(PLAN, seen, slot, keyword, span);
        seen.push((slot, keyword));
        match keyword {
            Keyword::Recuse => plan.recused = self.names(&say("应当回避的人", "who is recused"))?,
            Keyword::Terms => plan.terms = Some(self.terms(span)?),
            Keyword::StaysInForce => plan.stays_in_force = true,
            Keyword::Appeal => {
                self.expect(Keyword::By)?;
                plan.appeal = Some(self.procedure_path()?);
            }
            _ => plan.steps.push(self.step(span)?),
        }
        Ok(())
    }

    /// After 期限 at `start`: `当日不计，末日遇假 顺延`.
    pub(crate) fn terms(&mut self, start: Span) -> Read<Terms> {
        let first_day = self.first_day()?;
        let holiday = if self.eat_clause(Keyword::IfHoliday) { Some(self.choice()?) } else { None };
        Ok(Terms { first_day, holiday, span: self.since(start) })
    }

    /// 当日不计 and 当日计入 are words of the language and values of 首日方式.
    fn first_day(&mut self) -> Read<Expr> {
        let span = self.here();
        for keyword in [Keyword::DayOneOut, Keyword::DayOneIn] {
            if self.eat(keyword) {
                let word = Word { text: keyword.zh().to_owned(), span };
                let path = Path { pack: None, words: vec![word], span };
                return Ok(Expr { kind: ExprKind::Name(path), span });
            }
        }
        if self.at(Keyword::Open) || self.at(Keyword::Match) {
            return self.choice();
        }
        Err(self.expected(&say("当日不计、当日计入或者待定「…」", "day_one_out, day_one_in or open「…」")))
    }

    /// After 步骤 at `start`.
    fn step(&mut self, start: Span) -> Read<Step> {
        let name = self.name(&say("步骤的名字", "the name of a step"))?;
        let guard = self.maybe_guard()?;
        let (mut acts, mut demands) = (Vec::new(), Demands::default());
        self.acts_and_demands(&mut acts, &mut demands);
        Ok(Step { name, guard, acts, demands, span: self.since(start) })
    }

    /// `当 … [除非 …]`
    fn maybe_guard(&mut self) -> Read<Option<Guard>> {
        let span = self.here();
        if !self.at(Keyword::When) {
            return Ok(None);
        }
        self.note_line(2);
        self.take(Keyword::When);
        let when = self.when()?;
        let unless = if self.at(Keyword::Unless) {
            self.note_line(2);
            self.take(Keyword::Unless);
            Some(self.condition()?)
        } else {
            None
        };
        Ok(self.guard(Some((when, span)), unless))
    }

    /// After 义务.
    pub(crate) fn duty(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        let (mut bearer, mut each, mut when, mut unless, mut terms) = (None, None, None, None, None);
        let (mut act, mut demands, mut validity) = (None, Demands::default(), None);
        self.clauses(Keyword::Duty, DUTY, |p, clause, span| {
            match clause {
                Keyword::Body => bearer = Some(p.name(&say("负有义务的人或者机关", "who bears the duty"))?),
                Keyword::Every => each = Some(p.name(&say("一种实体、一张表或者年度", "a kind, a table or 年度"))?),
                Keyword::When => when = Some((p.when()?, span)),
                Keyword::Unless => unless = Some((p.condition()?, span)),
                Keyword::Terms => terms = Some(p.terms(span)?),
                Keyword::Applies => validity = Some(p.validity(span)?),
                modal => {
                    let Some(actor) = bearer.clone() else {
                        return Err(p.duty_without_bearer(span));
                    };
                    let read = p.act(actor, super::act::modal_of(modal), span)?;
                    p.demands(&mut demands);
                    act = Some(read);
                }
            }
            Ok(())
        });
        if let (Some((_, span)), true) = (&unless, when.is_none() && !self.broken) {
            let found = super::found_word(self.text_of(*span));
            self.report(*span, |place| problems::expected::problem(place, &say("「当」", "「when」"), &found));
            return Err(Stop);
        }
        let guard = self.guard(when, unless.map(|(u, _)| u));
        match act {
            Some(act) => Ok(StatementKind::Duty(Box::new(Duty { label, each, guard, act, terms, demands, validity }))),
            None if self.broken => Err(Stop),
            None => Err(self.expected(&say("「应当」、「可以」或者「不得」", "「must」, 「may」 or 「must_not」"))),
        }
    }

    fn duty_without_bearer(&mut self, span: Span) -> Stop {
        let found = super::found_word(self.text_of(span));
        self.report(span, |place| problems::expected::problem(place, &say("「由 谁」", "「body whom」"), &found));
        Stop
    }

    /// Goes on at the next line that begins with one of these words or with a role.
    pub(crate) fn skip_line(&mut self, slots: &[Slot]) {
        self.depth = 0;
        self.in_subject = false;
        while let Some(token) = self.peek() {
            let known = || self.word().is_some_and(|w| slots.iter().any(|s| s.words.iter().any(|k| k.is(w))));
            if token.first && (self.at_role() || known()) {
                return;
            }
            self.bump();
        }
    }
}

impl Procedure {
    fn written(fragment: bool, name: Word, index: Vec<IndexItem>, plan: Plan) -> Procedure {
        Procedure { fragment, name, index, body: ProcedureBody::Plan(Box::new(plan)) }
    }
}
