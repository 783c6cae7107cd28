//! Default logic over a block: which rules hold, by masks of their guards, and the value of the one that wins.
//!
//! Where all guards of a row are plain, the rules that hold are a set of bits, and what follows from it is worked out once for each set
//! that occurs. A row whose guards are open, where several rules speak, or on which more hangs than rules (bounds, presumptions,
//! judgements, matters set aside), is worked out by itself, once for all rows that read the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::Value;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::interpret::{Decision, Outcome, SetAside};
use quanheng_policy::ir::{Expr, ExprKind, LawMoment, Rule, RuleIx, Shape, Variable};
use quanheng_policy::possible::Possible;
use quanheng_policy::syntax::tree::Comparison;

use super::choose::brought;
use super::{is_local, registers, set_rules};
use crate::dictionary::PLAIN;
use crate::panel::Way;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene, holds};

/// What a block comes to.
pub(crate) struct Worked {
    pub outcomes: Register,
    pub decisions: Vec<u32>,
    pub set_aside: BTreeMap<usize, Box<SetAside>>,
}

/// What follows where exactly these rules hold.
#[derive(Clone, Copy)]
struct Verdict {
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

/// Bits of a mask.
const MOST_RULES: usize = 64;

pub(crate) fn rules(scene: &Scene<'_, '_>) -> Result<Worked, Needed> {
    let state = scene.state;
    let variable = state.variable;
    let kind = Kind::of(&variable.ty);
    let rows = state.len();
    let mut block = Block { scene, kind, rows: Vec::with_capacity(rows), decisions: Vec::with_capacity(rows), set_aside: BTreeMap::new() };
    let law = LawMoment { law: state.panel.choice.law_as_of.unwrap_or(state.key.year), day: None };
    if !is_plain_logic(scene) {
        let alike = cases_are_alike(scene);
        let case = if alike { case_parts(scene, law)? } else { None };
        for at in 0..rows {
            block.by_itself(at, case.as_deref());
        }
        return Ok(block.worked());
    }
    if !variable.in_force().any(|span| span.holds_at(law)) {
        let decision = state.panel.dictionary.decision_code(Decision { not_in_force: true, ..Decision::default() });
        let row = super::read::not_applicable(scene);
        return Ok(Worked {
            outcomes: Register::same(kind, row, rows),
            decisions: vec![decision; rows],
            set_aside: BTreeMap::new(),
        });
    }
    let in_force: Vec<(RuleIx, &Rule)> = in_force(variable, law).collect();
    let guards: Vec<Option<Rc<Register>>> =
        in_force.iter().map(|(_, r)| r.guard.as_ref().map(|g| scene.register(g, state.key.year)).transpose()).collect::<Result<_, _>>()?;
    let masks: Vec<Option<u64>> = (0..rows).map(|at| mask_of(&guards, at)).collect();
    let mut verdicts: BTreeMap<u64, Verdict> = BTreeMap::new();
    for mask in masks.iter().flatten() {
        verdicts.entry(*mask).or_insert_with(|| verdict_of(scene, &in_force, *mask));
    }
    let taken = |gives: Gives| verdicts.values().any(|verdict| verdict.gives == gives);
    let mut values: Vec<Option<Rc<Register>>> = vec![None; in_force.len()];
    for (at, (slot, (_, rule))) in values.iter_mut().zip(&in_force).enumerate() {
        if let Some(value) = rule.value.as_ref().filter(|_| taken(Gives::Rule(at))) {
            *slot = Some(scene.register(value, state.key.year)?);
        }
    }
    // A set rule that no row needs is not worked out: everybody's keys may hang on it.
    for (slot, at) in values.iter_mut().zip(0_usize..) {
        let computed = in_force.get(at).is_some_and(|(_, rule)| rule.value.is_none()) && taken(Gives::Rule(at));
        if computed && let Some(base) = set_rules::base(scene)? {
            state.panel.ways.add(Way::Order, base.rows().filter(|row| row.code != set_rules::OPEN).count());
            *slot = Some(Rc::new(base));
        }
    }
    let default = match variable.default.as_ref().filter(|_| taken(Gives::Default)) {
        Some(default) => Some(scene.register(default, state.key.year)?),
        None => None,
    };
    let na = super::read::not_applicable(scene);
    let signatures = in_force.iter().filter_map(|(_, r)| r.guard.as_ref()).any(asks_for_a_signature);
    let plain: Vec<Option<(Row, u32)>> = masks
        .iter()
        .enumerate()
        .map(|(at, mask)| {
            let verdict = verdicts.get(&(*mask)?)?;
            let register = match verdict.gives {
                Gives::Rule(rule) => values.get(rule)?.as_ref()?,
                Gives::Default => default.as_ref()?,
                Gives::NotApplicable => return Some((na, verdict.decision)),
                Gives::Several => return None,
            };
            Some((as_given(scene, register, at, signatures)?, verdict.decision))
        })
        .collect();
    state.panel.ways.add(Way::Kernel, plain.iter().flatten().count());
    let case = if plain.iter().any(Option::is_none) { case_parts(scene, law)? } else { None };
    for (at, row) in plain.into_iter().enumerate() {
        match row {
            Some((row, decision)) => {
                block.rows.push(row);
                block.decisions.push(decision);
            }
            None => block.by_itself(at, case.as_deref()),
        }
    }
    Ok(block.worked())
}

/// Rows worked out so far.
struct Block<'b, 's, 'p> {
    scene: &'b Scene<'s, 'p>,
    kind: Kind,
    rows: Vec<Row>,
    decisions: Vec<u32>,
    set_aside: BTreeMap<usize, Box<SetAside>>,
}

/// The registers that tell the cases of a variable apart, with what each case came to.
struct Cases {
    parts: Vec<Rc<Register>>,
    known: std::cell::RefCell<BTreeMap<Vec<Row>, (Row, u32)>>,
}

impl Block<'_, '_, '_> {
    /// The next row, worked out by itself; once for all rows that read the same, where that is all it hangs on.
    fn by_itself(&mut self, at: usize, cases: Option<&Cases>) {
        let case: Option<Vec<Row>> = cases.map(|cases| cases.parts.iter().map(|part| part.row(at)).collect());
        let known = cases.zip(case.as_ref()).and_then(|(cases, case)| cases.known.borrow().get(case).copied());
        self.scene.state.panel.ways.add(if known.is_some() { Way::Case } else { Way::Singly }, 1);
        let (row, decision) = known.unwrap_or_else(|| {
            let state = self.scene.state;
            let instance = state.instance(at);
            let worked = self.scene.worker().rules_of(instance);
            if let Some(set_aside) = worked.set_aside {
                self.set_aside.insert(state.from.saturating_add(at), set_aside);
            }
            let row = self.scene.kept(self.kind, &worked.outcome, instance.entity);
            (row, state.panel.dictionary.decision_code(worked.decision))
        });
        if let (Some(cases), Some(case), None) = (cases, case, known) {
            cases.known.borrow_mut().insert(case, (row, decision));
        }
        self.rows.push(row);
        self.decisions.push(decision);
    }

    fn worked(self) -> Worked {
        Worked { outcomes: Register::of_rows(self.kind, self.rows.into_iter()), decisions: self.decisions, set_aside: self.set_aside }
    }
}

fn in_force(variable: &Variable, law: LawMoment) -> impl Iterator<Item = (RuleIx, &Rule)> {
    let numbered = variable.rules.iter().enumerate().filter_map(|(at, rule)| Some((RuleIx(u32::try_from(at).ok()?), rule)));
    numbered.filter(move |(_, rule)| rule.is_in_force(law))
}

/// True where a variable is rules and nothing more.
fn is_plain_logic(scene: &Scene<'_, '_>) -> bool {
    let (variable, choice) = (scene.state.variable, &scene.state.panel.choice);
    variable.judgement.is_none()
        && variable.bounds.is_empty()
        && variable.presumptions.is_empty()
        && variable.left_open.is_empty()
        && variable.outcome.is_none()
        && !variable.is_by_day()
        && variable.rules.len() <= MOST_RULES
        && !variable.rules.iter().any(|rule| rule.published)
        && choice.law_as_of.is_none_or(|law| law == scene.state.key.year)
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

/// The rules that hold as bits; `None` where a guard is more than yes or no.
fn mask_of(guards: &[Option<Rc<Register>>], at: usize) -> Option<u64> {
    let mut mask = 0_u64;
    for (bit, guard) in guards.iter().enumerate() {
        let holds = match guard {
            None => true,
            Some(register) => {
                let row = register.row(at);
                if row.code != PLAIN {
                    return None;
                }
                row.value != 0
            }
        };
        mask |= u64::from(holds).checked_shl(u32::try_from(bit).ok()?)?;
    }
    Some(mask)
}

/// Which rules apply, which of those nobody overrides, and what they give.
fn verdict_of(scene: &Scene<'_, '_>, in_force: &[(RuleIx, &Rule)], mask: u64) -> Verdict {
    let variable = scene.state.variable;
    let bit = |at: usize| u32::try_from(at).ok().and_then(|at| mask.checked_shr(at)).is_some_and(|m| m & 1 == 1);
    let held = |ix: RuleIx| in_force.iter().position(|(own, _)| *own == ix).is_some_and(bit);
    // 在「甲」适用时: down the chain every rule must hold.
    let applies = |ix: RuleIx| {
        let chain = std::iter::successors(Some(ix), |at| variable.rules.get(at.at()).and_then(|rule| rule.where_applies));
        chain.take(variable.rules.len().saturating_add(1)).all(held)
    };
    let holding: Vec<(usize, RuleIx, &Rule)> =
        in_force.iter().enumerate().filter(|(_, (ix, _))| applies(*ix)).map(|(at, (ix, rule))| (at, *ix, *rule)).collect();
    let beaten = |ix: RuleIx| holding.iter().any(|(_, _, rule)| rule.overrides.contains(&ix));
    let (lost, won): (Vec<_>, Vec<_>) = holding.iter().partition(|(_, ix, _)| beaten(*ix));
    let gives = match won.as_slice() {
        [] if variable.default.is_some() => Gives::Default,
        [] => Gives::NotApplicable,
        [(at, _, _)] => Gives::Rule(*at),
        _ => Gives::Several,
    };
    let decision = Decision {
        by_default: won.is_empty() && variable.default.is_some(),
        winners: won.iter().map(|(_, ix, _)| *ix).collect(),
        also_held: lost.iter().map(|(_, ix, _)| *ix).collect(),
        ..Decision::default()
    };
    Verdict { decision: scene.state.panel.dictionary.decision_code(decision), gives }
}

/// The value of a rule as the variable's own; `None` where more has to be looked at than the value.
fn as_given(scene: &Scene<'_, '_>, register: &Register, at: usize, signatures: bool) -> Option<Row> {
    let variable = scene.state.variable;
    let row = register.row(at);
    if row.code == PLAIN {
        return brought(row, register.kind, Kind::of(&variable.ty));
    }
    if row.code == set_rules::OPEN {
        return None;
    }
    let outcome: &Outcome = &scene.state.panel.dictionary.outcome(row.code);
    let Possible { range, na, .. } = &outcome.possible;
    let fits = !matches!(outcome.possible.known(), Some(Value::Number(_)));
    let may_be_na = variable.maybe_na || !matches!(variable.shape, Shape::Rules);
    let as_it_is = fits && (!na || may_be_na) && (outcome.possible.is_certain() || !signatures) && !(range.is_some() && *na && signatures);
    as_it_is.then_some(row)
}

/// 已完整 is asked: where it says no, a signature would be one more way to an answer.
fn asks_for_a_signature(guard: &Expr) -> bool {
    holds(guard, &|kind| matches!(kind, ExprKind::IsComplete { .. }))
}

/// What tells the cases of a variable apart: everything its rules read. `None` where that is not told by registers.
fn case_parts(scene: &Scene<'_, '_>, law: LawMoment) -> Result<Option<Rc<Cases>>, Needed> {
    let variable = scene.state.variable;
    if !cases_are_alike(scene) {
        return Ok(None);
    }
    let rules: Vec<&Rule> = in_force(variable, law).map(|(_, rule)| rule).collect();
    let mut exprs: Vec<&Expr> = rules.iter().flat_map(|r| r.guard.iter().chain(&r.value)).chain(&variable.default).collect();
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
    let parts = registers(scene, leaves_of_all, scene.state.key.year)?;
    Ok(Some(Rc::new(Cases { parts, known: std::cell::RefCell::default() })))
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
