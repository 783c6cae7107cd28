//! Default logic over a block: which rules hold, by masks of their guards, and the value of the one that wins.
//!
//! Where all guards of a row are plain, the rules that hold are a set of bits, and what follows from it is worked out once for each set
//! that occurs. A row whose guards are open, where several rules speak, or on which more hangs than rules (bounds, presumptions,
//! judgements, matters set aside), is worked out by itself, once for all rows that read the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::Value;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::interpret::{Decision, Outcome};
use quanheng_policy::ir::{Expr, ExprKind, LawMoment, Rule, RuleIx, Shape, Variable};
use quanheng_policy::possible::Possible;
use quanheng_policy::syntax::tree::Comparison;

use super::choose::brought;
use super::{coded_too, is_local, registers, set_rules, ten_to};
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::known::Way;
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene, holds};

/// What follows where exactly these rules hold.
#[derive(Clone, Copy)]
struct Verdict {
    mask: u64,
    decision: u32,
    gives: Gives,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// The value of one rule, by its place among those in force.
    Rule(usize),
    Default,
    NotApplicable,
    /// Several rules speak.
    Several,
}

/// Sets of rules looked up by their bits.
const SMALL_MASKS: usize = 256;

/// Bits of a mask.
const MOST_RULES: usize = 64;

/// Works a variable out, into its column.
pub(crate) fn rules<'p>(scene: &Scene<'_, 'p>, column: &mut Column) -> Result<(), Needed> {
    let state = scene.state;
    let variable = state.variable;
    let law = LawMoment { law: state.panel.choice.law_as_of.unwrap_or(state.key.year), day: None };
    let mut cases = Cases::default();
    if !is_plain_logic(scene) {
        let alike = cases_are_alike(scene);
        return scene.each_block(|scene| {
            let parts = if alike { case_parts(scene, law)? } else { None };
            for at in 0..state.len() {
                by_itself(scene, column, at, parts.as_deref(), &mut cases);
            }
            Ok(())
        });
    }
    let rows = state.domain.rows.len();
    let whole = rows;
    if !variable.in_force().any(|span| span.holds_at(law)) {
        let decision = state.panel.dictionary.decision_code(Decision { not_in_force: true, ..Decision::default() });
        column.values.push_same(0, rows, whole);
        column.codes.push_same(i64::from(super::read::not_applicable(scene).code), rows, whole);
        column.decisions.push_same(i64::from(decision), rows, whole);
        return Ok(());
    }
    let in_force: Vec<(RuleIx, &Rule)> = in_force(variable, law).collect();
    let base = if in_force.iter().any(|(_, rule)| rule.value.is_none()) { set_rules::base(scene, &in_force)? } else { None };
    let mut logic = Logic {
        signatures: in_force.iter().filter_map(|(_, r)| r.guard.as_ref()).any(asks_for_a_signature),
        in_force,
        base,
        verdicts: Vec::new(),
        as_they_are: BTreeMap::new(),
    };
    scene.each_block(|scene| logic.block(scene, column, law, &mut cases))
}

/// The rules of one moment, and what was found out about them so far.
struct Logic<'p> {
    in_force: Vec<(RuleIx, &'p Rule)>,
    signatures: bool,
    /// What a set rule computes.
    base: Option<Column>,
    verdicts: Vec<Verdict>,
    /// Codes of values that may be given as they are, and that may not.
    as_they_are: BTreeMap<u32, bool>,
}

/// A value that rows of a block may be given.
struct Source {
    register: Rc<Register>,
    /// What its numbers are multiplied by to be of the variable's kind; `None`: they are brought to it one by one.
    factor: Option<i64>,
}

impl<'p> Logic<'p> {
    fn block(&mut self, scene: &Scene<'_, 'p>, column: &mut Column, law: LawMoment, cases: &mut Cases) -> Result<(), Needed> {
        let (state, year) = (scene.state, scene.state.key.year);
        let (rows, whole) = (state.len(), state.domain.rows.len());
        let mut masks = vec![0_u64; rows];
        let mut hard: Vec<usize> = Vec::new();
        let mut guards: Vec<Rc<Register>> = Vec::new();
        for ((_, rule), bit) in self.in_force.iter().zip(0_u32..) {
            let one = 1_u64.checked_shl(bit).unwrap_or_default();
            let Some(guard) = &rule.guard else {
                masks.iter_mut().for_each(|mask| *mask |= one);
                continue;
            };
            let register = scene.register(guard, year)?;
            for (mask, value) in masks.iter_mut().zip(&register.values) {
                *mask |= if *value != 0 { one } else { 0 };
            }
            guards.push(register);
        }
        coded_too(&guards.iter().collect::<Vec<_>>(), &mut hard);
        // A row that is hard anyway asks for no value.
        let is_hard: Option<Vec<bool>> = (!hard.is_empty()).then(|| {
            let mut flags = vec![false; rows];
            for at in &hard {
                if let Some(flag) = flags.get_mut(*at) {
                    *flag = true;
                }
            }
            flags
        });
        let flagged = |at: usize| is_hard.as_ref().is_some_and(|flags| flags.get(at).copied().unwrap_or_default());
        if hard.is_empty()
            && let Some(first) = masks.first().copied().filter(|first| masks.iter().all(|mask| mask == first))
        {
            let verdict = self.verdict(scene, first);
            if self.all_alike(scene, column, verdict)? {
                return Ok(());
            }
        }
        let mut verdict_of_row: Vec<u8> = Vec::with_capacity(rows);
        let mut wanted: Vec<bool> = Vec::new();
        let mut place_of_mask: Vec<Option<u8>> = vec![None; SMALL_MASKS];
        for (at, mask) in masks.iter().enumerate() {
            let small = usize::try_from(*mask).ok().filter(|mask| *mask < SMALL_MASKS);
            let known = small.and_then(|mask| place_of_mask.get(mask)).copied().flatten();
            let place = known.unwrap_or_else(|| {
                // More different sets of rules than a byte can count: those beyond are worked out row by row.
                let place = u8::try_from(self.verdict(scene, *mask)).unwrap_or(u8::MAX);
                if let Some(slot) = small.and_then(|mask| place_of_mask.get_mut(mask)) {
                    *slot = Some(place);
                }
                place
            });
            verdict_of_row.push(place);
            let place = usize::from(place);
            if wanted.len() <= place {
                wanted.resize(place.saturating_add(1), false);
            }
            if let Some(wanted) = wanted.get_mut(place).filter(|wanted| !**wanted) {
                *wanted = !flagged(at);
            }
        }
        let mut sources: Vec<Option<Source>> = Vec::with_capacity(self.verdicts.len());
        let na = super::read::not_applicable(scene);
        for (verdict, wanted) in self.verdicts.iter().zip(wanted) {
            let register = if wanted { self.source(scene, verdict.gives)? } else { None };
            sources.push(register.map(|register| Source { factor: factor(register.kind, column.kind), register }));
        }
        let mut values: Vec<i64> = Vec::with_capacity(rows);
        let mut codes: Vec<u32> = Vec::with_capacity(rows);
        let mut decisions: Vec<u32> = Vec::with_capacity(rows);
        let mut open: Vec<usize> = Vec::new();
        for (at, place) in verdict_of_row.iter().enumerate() {
            let place = usize::from(*place);
            let known = self.verdicts.get(place).copied();
            decisions.push(known.map_or(0, |v| v.decision));
            let row = if flagged(at) || place == usize::from(u8::MAX) {
                None
            } else {
                match (known.map(|v| v.gives), sources.get(place).and_then(Option::as_ref)) {
                    (Some(Gives::NotApplicable), _) => Some(na),
                    (_, Some(source)) => self.given(scene, source, column.kind, at),
                    _ => None,
                }
            };
            let row = row.unwrap_or_else(|| {
                open.push(at);
                Row { code: PLAIN, value: 0 }
            });
            values.push(row.value);
            codes.push(row.code);
        }
        state.panel.ways.add(Way::Kernel, rows.saturating_sub(open.len()));
        if !open.is_empty() {
            let parts = case_parts(scene, law)?;
            for at in open {
                let (row, decision) = worked_by_itself(scene, column, at, parts.as_deref(), cases);
                if let (Some(v), Some(c), Some(d)) = (values.get_mut(at), codes.get_mut(at), decisions.get_mut(at)) {
                    (*v, *c, *d) = (row.value, row.code, decision);
                }
            }
        }
        column.values.push(&values, whole);
        column.codes.push_codes(&codes, whole);
        column.decisions.push_codes(&decisions, whole);
        Ok(())
    }

    /// A block in which the same rules hold for everybody, and what they give is plain or the same; false where it is not.
    fn all_alike(&mut self, scene: &Scene<'_, 'p>, column: &mut Column, place: usize) -> Result<bool, Needed> {
        let whole = scene.state.domain.rows.len();
        let (Some(verdict), rows) = (self.verdicts.get(place).copied(), scene.state.len()) else { return Ok(false) };
        let na = super::read::not_applicable(scene);
        if verdict.gives == Gives::NotApplicable {
            column.values.push_same(na.value, rows, whole);
            column.codes.push_same(i64::from(na.code), rows, whole);
        } else {
            let Some(register) = self.source(scene, verdict.gives)? else { return Ok(false) };
            let factor = factor(register.kind, column.kind);
            if register.alike && rows > 0 {
                let source = Source { factor, register };
                let Some(row) = self.given(scene, &source, column.kind, 0) else { return Ok(false) };
                column.values.push_same(row.value, rows, whole);
                column.codes.push_same(i64::from(row.code), rows, whole);
            } else if register.is_plain() && factor == Some(1) {
                column.values.push(&register.values, whole);
                column.codes.push_same(i64::from(PLAIN), rows, whole);
            } else {
                return Ok(false);
            }
        }
        column.decisions.push_same(i64::from(verdict.decision), rows, whole);
        scene.state.panel.ways.add(Way::Kernel, rows);
        Ok(true)
    }

    fn verdict(&mut self, scene: &Scene<'_, '_>, mask: u64) -> usize {
        if let Some(at) = self.verdicts.iter().position(|verdict| verdict.mask == mask) {
            return at;
        }
        self.verdicts.push(verdict_of(scene, &self.in_force, mask));
        self.verdicts.len().saturating_sub(1)
    }

    /// The register of what is given; `None` where rows have to be worked out by themselves.
    fn source(&self, scene: &Scene<'_, 'p>, gives: Gives) -> Result<Option<Rc<Register>>, Needed> {
        let (state, year) = (scene.state, scene.state.key.year);
        match gives {
            Gives::Rule(at) => match self.in_force.get(at).map(|(_, rule)| &rule.value) {
                Some(Some(value)) => scene.register(value, year).map(Some),
                _ => Ok(self.base.as_ref().map(|base| Rc::new(base.part(state.from(), state.to())))),
            },
            Gives::Default => state.variable.default.as_ref().map(|default| scene.register(default, year)).transpose(),
            Gives::NotApplicable | Gives::Several => Ok(None),
        }
    }

    /// A value of a rule as the variable's own; `None` where more has to be looked at than the value.
    fn given(&mut self, scene: &Scene<'_, '_>, source: &Source, kind: Kind, at: usize) -> Option<Row> {
        let row = source.register.row(at);
        if row.code == PLAIN {
            return match source.factor {
                Some(1) => Some(row),
                Some(factor) => Some(Row { code: PLAIN, value: row.value.checked_mul(factor)? }),
                None => brought(row, source.register.kind, kind),
            };
        }
        if row.code == set_rules::OPEN {
            return None;
        }
        let signatures = self.signatures;
        self.as_they_are.entry(row.code).or_insert_with(|| is_as_it_is(scene, row.code, signatures)).then_some(row)
    }
}

/// What numbers of one kind are multiplied by to be of another; `None` where that is no whole number.
fn factor(from: Kind, to: Kind) -> Option<i64> {
    match (from, to) {
        (Kind::Number { scale: m }, Kind::Number { scale: n }) => ten_to(n.checked_sub(m)?),
        _ => (from == to).then_some(1),
    }
}

/// Whether an outcome is given as it is, where a rule gives it.
fn is_as_it_is(scene: &Scene<'_, '_>, code: u32, signatures: bool) -> bool {
    let variable = scene.state.variable;
    let outcome: &Outcome = &scene.state.panel.dictionary.outcome(code);
    let Possible { na, .. } = outcome.possible;
    // A number is held against the type; a 不适用 against what the variable may be; and a signature may be one more way to an answer.
    let fits = !matches!(outcome.possible.known(), Some(Value::Number(_)));
    let may_be_na = variable.maybe_na || !matches!(variable.shape, Shape::Rules);
    fits && (!na || may_be_na || planted::is(20)) && (outcome.possible.is_certain() || !signatures || planted::is(21))
}

/// What cases came to.
#[derive(Default)]
struct Cases(BTreeMap<Vec<Row>, (Row, u32)>);

/// A row worked out by itself, once for all rows that read the same where that is all it hangs on; pushed behind the others.
fn by_itself(scene: &Scene<'_, '_>, column: &mut Column, at: usize, parts: Option<&[Rc<Register>]>, cases: &mut Cases) {
    let (row, decision) = worked_by_itself(scene, column, at, parts, cases);
    let whole = scene.state.domain.rows.len();
    column.values.push(&[row.value], whole);
    column.codes.push_codes(&[row.code], whole);
    column.decisions.push_codes(&[decision], whole);
}

fn worked_by_itself(
    scene: &Scene<'_, '_>,
    column: &mut Column,
    at: usize,
    parts: Option<&[Rc<Register>]>,
    cases: &mut Cases,
) -> (Row, u32) {
    let state = scene.state;
    let case: Option<Vec<Row>> = parts.map(|parts| parts.iter().map(|part| part.row(at)).collect());
    if let Some(known) = case.as_ref().and_then(|case| cases.0.get(case)) {
        state.panel.ways.add(Way::Case, 1);
        return *known;
    }
    state.panel.ways.add(Way::Singly, 1);
    let instance = state.instance(at);
    let (worked, at_cut) = scene.worker().rules_and_cut_of(instance);
    state.panel.are_at_cut(state.key, at_cut.then(|| state.from().saturating_add(at)));
    if let Some(set_aside) = worked.set_aside {
        column.set_aside.insert(state.from().saturating_add(at), set_aside);
    }
    let known = (scene.kept(column.kind, &worked.outcome, instance.entity), state.panel.dictionary.decision_code(worked.decision));
    if let Some(case) = case {
        cases.0.insert(case, known);
    }
    known
}

fn in_force(variable: &Variable, law: LawMoment) -> impl Iterator<Item = (RuleIx, &Rule)> {
    let numbered = variable.rules.iter().enumerate().filter_map(|(at, rule)| Some((RuleIx(u32::try_from(at).ok()?), rule)));
    numbered.filter(move |(_, rule)| rule.is_in_force(law))
}

/// True where a variable is rules and nothing more.
fn is_plain_logic(scene: &Scene<'_, '_>) -> bool {
    let variable = scene.state.variable;
    variable.judgement.is_none()
        && variable.bounds.is_empty()
        && variable.presumptions.is_empty()
        && variable.left_open.is_empty()
        && variable.outcome.is_none()
        && !variable.is_by_day()
        && variable.rules.len() <= MOST_RULES
        && !variable.rules.iter().any(|rule| rule.published)
}

/// True where rows that read the same come to the same: nothing hangs on the row beside what its rules read.
fn cases_are_alike(scene: &Scene<'_, '_>) -> bool {
    let variable = scene.state.variable;
    let about_all = variable.outcome.and_then(|id| scene.state.panel.program.outcomes.get(id.at()));
    matches!(variable.shape, Shape::Rules)
        && variable.judgement.is_none()
        && !variable.is_by_day()
        && about_all.is_none_or(|outcome| outcome.disregards.is_empty() && outcome.limit.is_empty())
}

/// Which rules apply, which of those nobody overrides, and what they give.
fn verdict_of(scene: &Scene<'_, '_>, in_force: &[(RuleIx, &Rule)], mask: u64) -> Verdict {
    let variable = scene.state.variable;
    let bit = |at: usize| u32::try_from(at).ok().and_then(|at| mask.checked_shr(at)).is_some_and(|m| m & 1 == 1);
    let held = |ix: RuleIx| in_force.iter().position(|(own, _)| *own == ix).is_some_and(bit);
    // 在「甲」适用时: down the chain every rule must hold.
    let applies = |ix: RuleIx| {
        let chain = std::iter::successors(Some(ix), |at| variable.rules.get(at.at()).and_then(|rule| rule.where_applies));
        chain.take(if planted::is(18) { 1 } else { variable.rules.len().saturating_add(1) }).all(held)
    };
    let holding: Vec<(usize, RuleIx, &Rule)> =
        in_force.iter().enumerate().filter(|(_, (ix, _))| applies(*ix)).map(|(at, (ix, rule))| (at, *ix, *rule)).collect();
    let beaten = |ix: RuleIx| holding.iter().any(|(_, _, rule)| rule.overrides.contains(&ix));
    let (lost, won): (Vec<_>, Vec<_>) = holding.iter().partition(|(_, ix, _)| beaten(*ix));
    let gives = match won.as_slice() {
        [] if variable.default.is_some() && !planted::is(19) => Gives::Default,
        [] => Gives::NotApplicable,
        [(at, _, _)] => Gives::Rule(*at),
        _ => Gives::Several,
    };
    let decision = Decision {
        by_default: won.is_empty() && variable.default.is_some(),
        winners: won.iter().map(|(_, ix, _)| *ix).collect(),
        also_held: lost.iter().filter(|_| !planted::is(17)).map(|(_, ix, _)| *ix).collect(),
        ..Decision::default()
    };
    Verdict { mask, decision: scene.state.panel.dictionary.decision_code(decision), gives }
}

/// 已完整 is asked: where it says no, a signature would be one more way to an answer.
fn asks_for_a_signature(guard: &Expr) -> bool {
    holds(guard, &|kind| matches!(kind, ExprKind::IsComplete { .. }))
}

/// What tells the cases of a variable apart: everything its rules read. `None` where that is not told by registers.
fn case_parts<'p>(scene: &Scene<'_, 'p>, law: LawMoment) -> Result<Option<Vec<Rc<Register>>>, Needed> {
    let variable = scene.state.variable;
    if !cases_are_alike(scene) {
        return Ok(None);
    }
    let rules: Vec<&Rule> = in_force(variable, law).map(|(_, rule)| rule).collect();
    let values = |rule: &'p Rule| rule.value.iter().filter(|_| !planted::is(22));
    let mut exprs: Vec<&Expr> = rules.iter().flat_map(|r| r.guard.iter().chain(values(r))).chain(&variable.default).collect();
    exprs.extend(variable.bounds.iter().flat_map(|b| b.guard.iter().chain([&b.limit])));
    exprs.extend(variable.presumptions.iter().flat_map(|p| p.guard.iter().chain([&p.value])));
    // What reads its own past is worked out row by row: its earlier years are not asked for everybody.
    if exprs.iter().any(|e| holds(e, &|kind| matches!(kind, ExprKind::Previous(_) | ExprKind::History(_) | ExprKind::First { .. }))) {
        return Ok(None);
    }
    let mut leaves_of_all: Vec<&Expr> = Vec::new();
    let subjects = parted_subjects(&exprs);
    for expr in exprs {
        leaves_within(expr, &subjects, &mut leaves_of_all);
    }
    registers(scene, leaves_of_all, scene.state.key.year).map(Some)
}

/// What guards are parted by: what may be assumed to be one thing or another while combinations are gone through.
fn parted_subjects<'p>(exprs: &[&'p Expr]) -> Vec<&'p Expr> {
    let mut found = Vec::new();
    let mut left: Vec<&Expr> = exprs.to_vec();
    while let Some(expr) = left.pop() {
        match &expr.kind {
            ExprKind::IsNa(subject) | ExprKind::HasValue(subject) | ExprKind::In { subject, .. } => found.push(&**subject),
            ExprKind::Compare { op: Comparison::Equal | Comparison::NotEqual, left: subject, .. } => found.push(&**subject),
            _ => {}
        }
        left.extend(parts_of(expr));
    }
    found
}

/// Everything an expression reads, down to what is no combination of parts.
pub(super) fn leaves(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    leaves_within(expr, &parted_subjects(&[expr]), &mut found);
    found
}

fn leaves_within<'p>(expr: &'p Expr, subjects: &[&Expr], found: &mut Vec<&'p Expr>) {
    let whole = match &expr.kind {
        // A comparison is read as a whole where nothing in it is looked at by itself.
        ExprKind::Compare { op, .. } if !matches!(op, Comparison::Equal | Comparison::NotEqual) => !holds_any(expr, subjects),
        _ => !is_local(expr),
    };
    if whole {
        if !found.contains(&expr) {
            found.push(expr);
        }
        return;
    }
    for part in parts_of(expr) {
        leaves_within(part, subjects, found);
    }
}

fn holds_any(expr: &Expr, wanted: &[&Expr]) -> bool {
    wanted.contains(&expr) || parts_of(expr).into_iter().any(|part| holds_any(part, wanted))
}
