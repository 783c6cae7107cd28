//! What hangs on a row beside the rules that give its value: bounds, what was judged, what was published, and of a conclusion whom it is
//! about and which matters may be set aside.
//!
//! In: what masks of guards gave each row. Out: the same, with the rows named that these leave to be worked out once for all that read
//! the same, or by themselves. A value within its bounds stays as it is; so does one that equals what was published, and a conclusion that
//! is not met or turns on no matter. Deliberately absent: default logic (`rules.rs`), and rules in force by days (`by_day.rs`).

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::{EntityIx, Value};
use quanheng_policy::finding::{Difference, Mark, PublishedDiffers};
use quanheng_policy::interpret::{Decision, Marks};
use quanheng_policy::ir::{Arg, Bound, Judgement, Outcome as Conclusion, Variable};
use quanheng_policy::possible::Range;

use super::decided::Decided;
use super::read::not_applicable;
use super::rules::{Gives, Logic};
use super::ten_to;
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// True where a row hangs on nothing but its rules.
pub(super) fn is_nothing(variable: &Variable) -> bool {
    variable.bounds.is_empty()
        && variable.left_open.is_empty()
        && variable.outcome.is_none()
        && !variable.rules.iter().any(|rule| rule.published)
}

/// Looks at what hangs on rows beside their rules, where these gave plain values.
pub(super) fn beside<'p>(scene: &Scene<'_, 'p>, logic: &mut Logic<'p>, column: &Column, decided: &mut Decided) -> Result<(), Needed> {
    let variable = scene.state.variable;
    if !logic.is_idle {
        published(scene, logic, column.kind, decided)?;
        for bound in &variable.bounds {
            bounded(scene, bound, column.kind, decided)?;
        }
    }
    let program = scene.state.panel.program;
    if let Some(conclusion) = variable.outcome.and_then(|id| program.outcomes.get(id.at())) {
        concluded(scene, conclusion, decided);
    }
    Ok(())
}

/// Rows whose value a bound may narrow, or contradict.
fn bounded<'p>(scene: &Scene<'_, 'p>, bound: &'p Bound, kind: Kind, decided: &mut Decided) -> Result<(), Needed> {
    let year = scene.state.key.year;
    let guard = bound.guard.as_ref().map(|guard| scene.register(guard, year)).transpose()?;
    let limit = scene.register(&bound.limit, year)?;
    let na = not_applicable(scene);
    // Marks of a bound that narrows nothing are not told.
    let bare = |row: Row| Row { code: scene.state.panel.dictionary.apart(row.code).base, ..row };
    for at in 0..scene.state.len() {
        let given = bare(decided.row(at));
        // What has no value is narrowed by nothing.
        if given == na {
            continue;
        }
        let holds = guard.as_ref().map_or(Row { code: PLAIN, value: 1 }, |guard| bare(guard.row(at)));
        let limit_row = bare(limit.row(at));
        let stays = given.code == PLAIN
            && holds.code == PLAIN
            && (holds.value == 0
                || planted::is(76)
                || (limit_row.code == PLAIN && within(given.value, kind, limit_row.value, limit.kind, bound.at_least)));
        if !stays {
            decided.open.push(at);
        }
    }
    Ok(())
}

/// Whether a value surely keeps a limit.
fn within(value: i64, kind: Kind, limit: i64, of: Kind, at_least: bool) -> bool {
    let (value, limit) = match (kind, of) {
        (Kind::Number { scale: m }, Kind::Number { scale: n }) => {
            let most = m.max(n);
            let brought = |number: i64, scale: u32| number.checked_mul(ten_to(most.checked_sub(scale)?)?);
            match (brought(value, m), brought(limit, n)) {
                (Some(value), Some(limit)) => (value, limit),
                _ => return false,
            }
        }
        (kind, of) if kind == of => (value, limit),
        _ => return false,
    };
    if at_least { value >= limit } else { value <= limit }
}

/// Rows for which something was published: marked where the other rules surely give something else.
fn published<'p>(scene: &Scene<'_, 'p>, logic: &mut Logic<'p>, kind: Kind, decided: &mut Decided) -> Result<(), Needed> {
    let state = scene.state;
    let bits = logic.published_bits();
    if bits == 0 {
        return Ok(());
    }
    let na = not_applicable(scene);
    for place in decided.met.clone() {
        let Some(verdict) = logic.verdict_at(place) else { continue };
        let held = logic.held_published(verdict);
        if held.is_empty() {
            continue;
        }
        let rows: Vec<usize> = decided.rows_of(place);
        let without = logic.verdict(scene, verdict.mask & !bits);
        let without = logic.verdict_at(without).map(|verdict| verdict.gives);
        let [one] = held.as_slice() else {
            decided.open.extend(rows);
            continue;
        };
        let (Some(said), Some(without)) = (logic.source(scene, Gives::Rule(*one))?, without) else {
            decided.open.extend(rows);
            continue;
        };
        let other = match without {
            // Where the others know nothing there is nothing to compare.
            Gives::NotApplicable if state.variable.left_open.is_empty() => continue,
            Gives::Default if !state.variable.left_open.is_empty() => None,
            Gives::Rule(_) | Gives::Default => logic.source(scene, without)?,
            Gives::NotApplicable | Gives::Several => None,
        };
        let Some(other) = other else {
            decided.open.extend(rows);
            continue;
        };
        for at in rows {
            let (given, own, said) = (decided.row(at), other.row(at), value(scene, &said, at));
            let dictionary = &state.panel.dictionary;
            let base = dictionary.apart(given.code).base;
            if dictionary.apart(own.code).base == na.code && base == PLAIN {
                continue;
            }
            match (base, said, value(scene, &other, at)) {
                (PLAIN, Some(said), Some(own)) if Range::One(own.clone()).contains(&said) || planted::is(83) => {}
                (PLAIN, Some(said), Some(own)) => {
                    let mark = Mark::PublishedDiffers(Box::new(PublishedDiffers {
                        variable: state.key.variable,
                        of: Some(Difference {
                            entity: state.entity(at),
                            year: state.key.year,
                            published: said,
                            least: Some(own.clone()),
                            greatest: Some(own),
                        }),
                    }));
                    let mut outcome = state.panel.told(kind, given, state.entity(at));
                    outcome.marks.join(&Marks::one(mark));
                    decided.set(at, scene.kept(kind, &outcome, state.entity(at)));
                }
                _ => decided.open.push(at),
            }
        }
    }
    Ok(())
}

/// The one known value of a row.
fn value(scene: &Scene<'_, '_>, register: &Register, at: usize) -> Option<Value> {
    let row = register.row(at);
    (scene.state.panel.dictionary.apart(row.code).base == PLAIN).then(|| register.kind.value(row.value)).flatten()
}

/// Whom a conclusion is about, and who has matters that may be set aside.
fn concluded(scene: &Scene<'_, '_>, conclusion: &Conclusion, decided: &mut Decided) {
    let state = scene.state;
    let (facts, schema) = (state.panel.facts, &state.panel.program.schema);
    if !conclusion.limit.is_empty() && !planted::is(81) {
        let nobody = state.panel.dictionary.decision_code(Decision::default());
        let na = not_applicable(scene);
        for at in 0..state.len() {
            let kind = state.entity(at).and_then(|entity| facts.entities.kind_of(entity));
            if kind.is_some_and(|kind| !conclusion.is_about(kind, schema)) {
                decided.beyond(at, na, nobody);
            }
        }
    }
    if conclusion.disregards.is_empty() || planted::is(80) {
        return;
    }
    let mut may_hold: BTreeMap<u32, bool> = BTreeMap::new();
    let mut alone = Vec::new();
    decided.open.sort_unstable();
    for at in 0..state.len() {
        let row = decided.row(at);
        let is_open = decided.open.binary_search(&at).is_ok();
        let may = is_open
            || match row.code {
                PLAIN => row.value != 0,
                code if state.panel.dictionary.is_marked_value(code) => row.value != 0,
                code => *may_hold.entry(code).or_insert_with(|| state.panel.dictionary.outcome(code).possible.may_be(true)),
            };
        if may && !decided.is_beyond(at) && scene.worker().has_matters(conclusion, state.instance(at)) {
            alone.push(at);
        }
    }
    decided.open.extend(&alone);
    decided.alone.extend(alone);
}

/// What people judged, over the whole domain: the base of a 认定项.
pub(super) fn judged<'p>(scene: &Scene<'_, 'p>, judgement: &'p Judgement) -> Result<Column, Needed> {
    let state = scene.state;
    let (panel, variable) = (state.panel, state.variable);
    let year = variable.yearly.then_some(state.key.year);
    let args: Vec<Value> = state.key.args.values().collect();
    let said: BTreeMap<EntityIx, &Value> = panel
        .facts
        .all_judged()
        .filter(|judged| judged.judgement == judgement.schema && (judged.year == year || planted::is(77)) && judged.args == args)
        .map(|judged| (judged.of, &judged.value))
        .collect();
    let kind = Kind::of(&variable.ty);
    let mut column = Column::empty(std::sync::Arc::clone(&panel.domain(variable.owner)), kind);
    let whole = state.domain.rows.len();
    let of_entities = state.key.args.0.iter().flatten().any(|arg| matches!(arg, Arg::Entity(_)));
    // By whether it is needed: nobody judged it yet. The same for everybody, told relative to the row.
    let mut open: BTreeMap<bool, Row> = BTreeMap::new();
    scene.each_block(|scene| {
        let needed = judgement.needed_if.as_ref().map(|needed| scene.register(needed, state.key.year)).transpose()?;
        let rows = (0..state.len()).map(|at| {
            if let Some(value) = state.entity(at).and_then(|entity| said.get(&entity)) {
                return scene.kept(
                    kind,
                    &quanheng_policy::interpret::Outcome::certain(quanheng_policy::possible::Possible::value((*value).clone())),
                    state.entity(at),
                );
            }
            let needed = needed.as_ref().is_none_or(|needed| is_needed(scene, needed, at));
            match open.get(&needed).filter(|_| !of_entities) {
                Some(row) => *row,
                None => {
                    let outcome = scene.worker().not_judged(variable, state.instance(at), needed);
                    let row = scene.kept(kind, &outcome, state.entity(at));
                    open.insert(needed, row);
                    row
                }
            }
        });
        let register = Register::of_rows(kind, rows);
        column.append(&register, whole);
        Ok(())
    })?;
    Ok(column)
}

/// 需要时 may hold.
pub(super) fn is_needed(scene: &Scene<'_, '_>, needed: &Rc<Register>, at: usize) -> bool {
    let possible = scene.state.panel.told(needed.kind, needed.row(at), scene.state.entity(at)).possible;
    possible.as_truth() != Some(false) && !possible.is_na()
}
