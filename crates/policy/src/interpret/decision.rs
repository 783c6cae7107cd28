//! 判定表: which row gives the value, and what is left where figures are missing.
//!
//! 任一达到的最高级: a row is met if any of its measures is reached; the value is the highest level surely met, up to the highest that
//! may be met. 唯一: the one row all of whose cells hold. 全部: all such rows, added up. A measure that is 不适用 is not reached.
//! Where an official grade is given it is the value, and a difference from what the rows give is a mark.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use super::Interpreter;
use super::arithmetic::combine;
use super::expression::Frame;
use super::outcome::{Causes, Marks, Outcome};
use crate::finding::{Fault, Mark};
use crate::ir::{Decision, DecisionRow, Expr};
use crate::possible::{Possible, Range};
use crate::syntax::tree::{Arithmetic, Hit};

/// A row, and whether it is met.
pub(super) struct Row<'d> {
    pub row: &'d DecisionRow,
    pub met: Option<bool>,
    /// For each column, whether its cell holds; `None` in the outer: no condition.
    pub cells: Vec<Option<Option<bool>>>,
}

/// A table as it stands for one instance.
pub(super) struct Standing<'d> {
    pub rows: Vec<Row<'d>>,
    /// Places of the rows that give the value, or may.
    pub taken: Vec<usize>,
    /// What the rows give, the official grade left aside.
    pub computed: Outcome,
    pub official: Option<Outcome>,
}

impl Interpreter<'_> {
    pub(super) fn decide_by_table(&self, decision: &Decision, ty: &quanheng_facts::value::Type, frame: Frame<'_>) -> Outcome {
        let standing = self.standing_of_table(decision, frame);
        let Some(official) = standing.official else { return standing.computed };
        let computed = standing.computed;
        // Nothing entered, or none given: the rows say it.
        let whole = Some(self.whole_range(ty));
        if official.possible.is_na() || official.possible.range == whole {
            return computed;
        }
        let mut outcome = official.as_read();
        if let (Some(range), Some(given)) = (&computed.possible.range, outcome.possible.known().cloned())
            && !range.contains(&given)
        {
            outcome.marks.join(&Marks::one(Mark::OfficialDiffers {
                variable: frame.instance.variable,
                official: given,
                least: range.least().cloned(),
                greatest: range.greatest().cloned(),
            }));
        }
        outcome
    }

    /// Goes through the rows.
    pub(super) fn standing_of_table<'d>(&self, decision: &'d Decision, frame: Frame<'_>) -> Standing<'d> {
        let heads: Vec<Outcome> = decision.heads.iter().map(|head| self.eval(head, frame)).collect();
        let mut rows = Vec::new();
        let mut cells: Vec<Outcome> = Vec::new();
        for row in &decision.rows {
            let mut truths = Vec::new();
            for cell in &row.cells {
                truths.push(cell.as_ref().map(|cell| {
                    let outcome = self.eval(cell, frame);
                    let truth = reached(&outcome.possible);
                    cells.push(outcome);
                    truth
                }));
            }
            let said: Vec<Option<bool>> = truths.iter().flatten().copied().collect();
            let met = match decision.hit {
                _ if row.rest => Some(false),
                Hit::HighestMet => joined(&said, true),
                Hit::Unique | Hit::EachRow => joined(&said, false),
            };
            rows.push(Row { row, met, cells: truths });
        }
        let (taken, computed) = match decision.hit {
            Hit::HighestMet => self.highest_met(&rows, frame),
            Hit::Unique => self.the_only_one(decision, &rows, frame),
            Hit::EachRow => self.added_up(&rows, frame),
        };
        let computed = resting(computed, &heads, &cells, &rows, &taken, decision.hit);
        let official = decision.official.as_ref().map(|o| self.eval(o, frame));
        Standing { rows, taken, computed, official }
    }

    /// Everything from the lowest value of a row to its highest; why it is not one value where its criteria were not obtained.
    fn value_of_row(&self, row: &DecisionRow, frame: Frame<'_>) -> Outcome {
        let least = self.eval(&row.least, frame);
        if row.least == row.greatest {
            return least;
        }
        let greatest = self.eval(&row.greatest, frame);
        let unobtained = Outcome::fault(frame.instance, Vec::new(), Fault::CriteriaNotObtained);
        let possible = least.possible.clone().hull(greatest.possible.clone());
        let outcome = Outcome::from_parts(possible, [&least, &greatest]);
        Outcome { causes: outcome.causes.joined(&unobtained.causes), ..outcome }
    }

    fn highest_met(&self, rows: &[Row<'_>], frame: Frame<'_>) -> (Vec<usize>, Outcome) {
        let mut taken = Vec::new();
        let mut sure = false;
        for (at, row) in rows.iter().enumerate().filter(|(_, r)| !r.row.rest) {
            if row.met != Some(false) {
                taken.push(at);
            }
            if row.met == Some(true) {
                sure = true;
                break;
            }
        }
        let rest = rows.iter().position(|r| r.row.rest);
        if !sure {
            taken.extend(rest);
        }
        let none = !sure && rest.is_none();
        (taken.clone(), self.any_of(&taken, rows, none.then(Possible::not_applicable), frame))
    }

    /// Everything that one of these rows gives.
    fn any_of(&self, taken: &[usize], rows: &[Row<'_>], beside: Option<Possible>, frame: Frame<'_>) -> Outcome {
        let mut outcome = beside.map(Outcome::certain);
        for row in taken.iter().filter_map(|at| rows.get(*at)) {
            let one = self.value_of_row(row.row, frame);
            outcome = Some(match outcome {
                None => one,
                Some(so_far) => so_far.hull(&one),
            });
        }
        outcome.unwrap_or_else(|| Outcome::certain(Possible::not_applicable()))
    }

    fn the_only_one(&self, decision: &Decision, rows: &[Row<'_>], frame: Frame<'_>) -> (Vec<usize>, Outcome) {
        let at = |truth: Option<bool>| -> Vec<usize> {
            rows.iter().enumerate().filter(|(_, r)| !r.row.rest && r.met == truth).map(|(at, _)| at).collect()
        };
        let (sure, maybe) = (at(Some(true)), at(None));
        let fault = |fault| Outcome::fault(frame.instance, Vec::new(), fault);
        match sure.as_slice() {
            [_, _, ..] => (sure.clone(), fault(Fault::SeveralRows)),
            [_] if maybe.is_empty() || decision.apart => (sure.clone(), self.any_of(&sure, rows, None, frame)),
            [_] => {
                let value = self.any_of(&sure, rows, None, frame);
                (sure, value.hull(&fault(Fault::SeveralRows)))
            }
            [] => {
                let mut taken = maybe.clone();
                taken.extend(rows.iter().position(|r| r.row.rest));
                let may_be_none = !decision.whole && taken.len() == maybe.len();
                if taken.is_empty() {
                    return (taken, fault(Fault::NoRow));
                }
                let mut outcome = self.any_of(&taken, rows, None, frame);
                // Some row may hold whatever the others do: an end of these values need not be reached.
                outcome.tight = outcome.tight && maybe.is_empty();
                if may_be_none {
                    outcome = outcome.hull(&fault(Fault::NoRow));
                }
                if !decision.apart && maybe.len() > 1 {
                    outcome = outcome.hull(&fault(Fault::SeveralRows));
                }
                (taken, outcome)
            }
        }
    }

    fn added_up(&self, rows: &[Row<'_>], frame: Frame<'_>) -> (Vec<usize>, Outcome) {
        let nought = || Possible::value(Value::Number(Exact::ZERO));
        let taken: Vec<usize> = rows.iter().enumerate().filter(|(_, r)| r.met != Some(false)).map(|(at, _)| at).collect();
        let rest = rows.iter().position(|r| r.row.rest);
        let surely = rows.iter().any(|r| r.met == Some(true));
        if let (true, Some(rest)) = (taken.is_empty(), rest) {
            return (vec![rest], self.any_of(&[rest], rows, None, frame));
        }
        let mut sum = nought();
        let mut parts = Vec::new();
        for row in taken.iter().filter_map(|at| rows.get(*at)) {
            let value = self.value_of_row(row.row, frame);
            let part = if row.met == Some(true) { value.possible.clone() } else { value.possible.clone().hull(nought()) };
            sum = combine(Arithmetic::Add, &sum, &part);
            parts.push(value);
        }
        let mut taken = taken;
        if let Some(rest) = rest.filter(|_| !surely) {
            taken.push(rest);
            let value = self.any_of(&[rest], rows, None, frame);
            sum = sum.hull(value.possible.clone());
            parts.push(value);
        }
        let told = sum.fault;
        let outcome = Outcome::from_parts(sum, &parts);
        let blamed = Outcome::fault(frame.instance, Vec::new(), Fault::Arithmetic);
        (taken, if told { Outcome { causes: outcome.causes.clone().joined(&blamed.causes), ..outcome } } else { outcome })
    }
}

/// Whether a cell holds; what is 不适用 is not reached.
fn reached(possible: &Possible) -> Option<bool> {
    match &possible.range {
        None => Some(false),
        Some(Range::One(Value::Bool(false))) => Some(false),
        Some(Range::One(Value::Bool(true))) if !possible.na => Some(true),
        Some(_) => None,
    }
}

/// Whether any (or all) of these hold.
fn joined(said: &[Option<bool>], any: bool) -> Option<bool> {
    if said.contains(&Some(any)) {
        return Some(any);
    }
    if said.iter().any(Option::is_none) { None } else { Some(!any) }
}

/// The outcome with the causes and marks of what it rests on.
fn resting(computed: Outcome, heads: &[Outcome], cells: &[Outcome], rows: &[Row<'_>], taken: &[usize], hit: Hit) -> Outcome {
    // A level that is surely reached, and the highest, rests on the measures that reach it alone.
    let top = taken.first().and_then(|at| rows.get(*at)).filter(|_| hit == Hit::HighestMet && taken.len() == 1);
    let alone = top.filter(|r| r.met == Some(true)).filter(|_| taken.first() == Some(&0));
    let counts = |column: usize| alone.is_none_or(|r| r.cells.get(column) == Some(&Some(Some(true))));
    let parts: Vec<&Outcome> = heads.iter().enumerate().filter(|(at, _)| counts(*at)).map(|(_, o)| o).collect();
    let faulty = parts.iter().any(|o| o.possible.fault);
    let mut outcome = Outcome::from_parts(computed.possible.clone(), parts.iter().copied().chain([&computed]));
    outcome.tight = outcome.tight && computed.tight;
    outcome.in_conflict = false;
    if computed.possible.fault {
        outcome.causes.join(&computed.causes);
    }
    if faulty {
        let causes = parts.iter().filter(|o| o.possible.fault).fold(Causes::default(), |c, o| c.joined(&o.causes));
        let range = if parts.iter().any(|o| o.possible.is_fault()) { None } else { outcome.possible.range.clone() };
        let na = range.is_some() && outcome.possible.na;
        outcome = Outcome { possible: Possible { range, na, fault: true }, causes: outcome.causes.joined(&causes), ..outcome };
    }
    let known: Causes = heads.iter().fold(Causes::default(), |c, o| c.joined(&o.causes));
    for cell in cells {
        outcome.marks.join(&cell.marks);
        // A limit that is itself not known: a 待定 in a cell.
        let more: Vec<_> = cell.causes.iter().filter(|c| !known.iter().any(|k| k == *c)).cloned().collect();
        if !more.is_empty() && !outcome.possible.is_certain() {
            for cause in more {
                outcome.causes.join(&Causes::one(cause));
            }
            outcome.tight = false;
        }
    }
    outcome
}

/// By how much a measure is beyond its limit, where both are known numbers.
pub(super) fn beyond(measure: &Possible, limit: &Possible) -> Option<Value> {
    match (measure.known()?, limit.known()?) {
        (Value::Number(_), Value::Number(_)) => combine(Arithmetic::Subtract, measure, limit).known().cloned(),
        _ => None,
    }
}

/// The sides of a cell that compares.
pub(super) fn sides(cell: &Expr) -> Option<(&Expr, &Expr)> {
    match &cell.kind {
        crate::ir::ExprKind::Compare { left, right, .. } => Some((left, right)),
        _ => None,
    }
}
