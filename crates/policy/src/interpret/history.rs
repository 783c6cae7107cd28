//! 上年 and 首次: the same expression in other years.

use std::collections::BTreeSet;

use quanheng_facts::schema::{JudgementId, TableId};
use quanheng_facts::value::Year;

use super::Interpreter;
use super::arithmetic::year_ends;
use super::expression::Frame;
use super::outcome::Outcome;
use crate::finding::Fault;
use crate::ir::walk::{variable_roots, visit};
use crate::ir::{Expr, ExprKind, Over};
use crate::possible::Possible;

impl Interpreter<'_> {
    /// 上年(e): e in the year before.
    pub(super) fn previous(&self, inner: &Expr, frame: Frame<'_>) -> Outcome {
        match frame.year.plus(-1) {
            Some(year) => self.eval(inner, frame.in_year(year)),
            None => Outcome::fault(frame.instance, Vec::new(), Fault::EndlessHistory),
        }
    }

    /// 首次(e，自 y): e holds this year, and held in no year from y to the one before. A year in which e is 不适用 is one in
    /// which it did not hold.
    pub(super) fn first(&self, condition: &Expr, since: Option<&Expr>, frame: Frame<'_>) -> Outcome {
        let now = self.eval(condition, frame);
        if now.possible.as_truth() == Some(false) || now.possible.is_na() {
            return Outcome::from_parts(Possible::truth(false), [&now]);
        }
        let since = since.map(|e| self.eval(e, frame));
        // Years before `surely_from` count only for some readings of an unknown start; before `maybe_from` none do.
        let (maybe_from, surely_from) = since.as_ref().map_or((None, None), |s| year_ends(&s.possible));
        let earliest_known = self.earliest_year(condition, frame.year);
        let scan_from = maybe_from.unwrap_or(earliest_known).max(earliest_known);
        let mut before: Vec<Outcome> = Vec::new();
        let (mut held, mut may_have_held, mut surely_faulty) = (false, false, now.possible.is_fault());
        let mut year = frame.year.plus(-1);
        while let Some(at) = year.filter(|y| *y >= scan_from) {
            let then = self.eval(condition, frame.in_year(at));
            let counts_surely = since.is_none() || surely_from.is_some_and(|from| at >= from);
            if then.possible.may_be(true) {
                may_have_held = true;
                held = held || (counts_surely && then.possible.as_truth() == Some(true));
            }
            surely_faulty = surely_faulty || (counts_surely && then.possible.is_fault());
            before.push(then);
            if held {
                break;
            }
            year = at.plus(-1);
        }
        // Before anything was recorded: it may have held, unless the start says those years do not count. A year in which it surely
        // held settles the matter: nothing is told of those before it.
        let unseen = !held && maybe_from.is_none_or(|from| from < scan_from);
        if unseen && let Some(at) = scan_from.plus(-1) {
            let then = self.eval(condition, frame.in_year(at));
            may_have_held = may_have_held || then.possible.may_be(true) || then.possible.fault;
            before.push(then);
        }
        let truth = match (now.possible.as_truth(), held, may_have_held) {
            (_, true, _) => Some(false),
            (Some(true), false, false) => Some(true),
            _ => None,
        };
        let fault = now.possible.fault || (!held && before.iter().any(|o| o.possible.fault));
        let range = if surely_faulty && !held { None } else { Possible::three_valued(truth).range };
        let possible = Possible { range, na: false, fault };
        if held {
            let decided = before.last();
            return Outcome::from_parts(possible, [&now].into_iter().chain(since.as_ref()).chain(decided));
        }
        let mut outcome = Outcome::from_parts(possible, [&now].into_iter().chain(since.as_ref()).chain(&before));
        // The years rest on different cells; an open value they share (where history begins) can be chosen to suit either end.
        outcome.tight = now.tight && before.iter().all(|o| o.tight) && cells_are_disjoint(&before);
        outcome
    }

    /// The first year on record in the tables that a condition reads, however far down, or the year at hand. A signed year
    /// without rows is on record as well; so is one that only a given value reaches.
    pub(super) fn earliest_year(&self, condition: &Expr, at: Year) -> Year {
        let first = self.first_on_record(condition).into_iter().chain(self.first_given).min();
        first.map_or(at, |first| first.min(at))
    }

    /// The first year on record in the facts; the same for a run and all that vary it.
    fn first_on_record(&self, condition: &Expr) -> Option<Year> {
        if let Some(run) = self.varies {
            return run.first_on_record(condition);
        }
        let known = self.beginnings.borrow().iter().find(|(expr, _)| expr == condition).map(|(_, year)| *year);
        known.unwrap_or_else(|| {
            let (tables, judgements) = self.recorded_in(condition);
            let rows = self.facts.years_of(&self.program.schema, |t| tables.contains(&t)).first().copied();
            let signed = self.facts.confirmations().iter().filter(|c| tables.contains(&c.table)).filter_map(|c| c.year);
            let judged = self.facts.all_judged().filter(|j| judgements.contains(&j.judgement)).filter_map(|j| j.year);
            let first = rows.into_iter().chain(signed).chain(judged).min();
            self.beginnings.borrow_mut().push((condition.clone(), first));
            first
        })
    }

    /// The tables and the judgements that a condition reads, however far down.
    fn recorded_in(&self, condition: &Expr) -> (BTreeSet<TableId>, BTreeSet<JudgementId>) {
        let (mut tables, mut judgements) = (BTreeSet::new(), BTreeSet::new());
        let mut met = BTreeSet::new();
        let mut left: Vec<&Expr> = vec![condition];
        while let Some(expr) = left.pop() {
            visit(expr, &mut |part| match &part.kind {
                ExprKind::Column { table, .. }
                | ExprKind::ColumnAsAt { table, .. }
                | ExprKind::Holds { table, .. }
                | ExprKind::HasRecord { table, .. }
                | ExprKind::NoRecord { table, .. }
                | ExprKind::IsComplete { table, .. }
                | ExprKind::Exists { over: Over::Rows { table, .. }, .. }
                | ExprKind::Count { over: Over::Rows { table, .. }, .. } => {
                    tables.insert(*table);
                }
                ExprKind::InPost(asked) => {
                    tables.insert(asked.posts.table);
                }
                ExprKind::HeldColumn { posts, .. } => {
                    tables.insert(posts.table);
                }
                ExprKind::Variable { variable, .. } => {
                    if met.insert(*variable)
                        && let Some(variable) = self.program.variable(*variable)
                    {
                        judgements.extend(variable.judgement.iter().map(|j| j.schema));
                        left.extend(variable_roots(variable).into_iter().map(|(_, root)| root));
                    }
                }
                _ => {}
            });
        }
        (tables, judgements)
    }
}

fn cells_are_disjoint(outcomes: &[Outcome]) -> bool {
    let mut seen = BTreeSet::new();
    outcomes
        .iter()
        .flat_map(|o| o.causes.iter())
        .filter(|c| matches!(c, crate::finding::Cause::Cell { .. } | crate::finding::Cause::Completeness { .. }))
        .all(|c| seen.insert(c.clone()))
}
