//! Texts, and other values that are kept by their codes, as whole numbers: told apart by code where they are groups, by their places in the order of
//! all that are met where they are keys.
//!
//! In: registers. Out: registers of which what is one known value and nothing else is a plain number. Deliberately absent: what is done with groups
//! and keys.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::ir::{Expr, ExprKind, Whose};

use super::registered;
use crate::dictionary::{PLAIN, code};
use crate::known::Known;
use crate::packed::Packed;
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// Behind every number that is a value, where some values are numbers and others are kept by code: a ratio, which may be finer than numbers are.
const BEHIND: i64 = i64::MIN;

/// Groups: values kept by their codes are numbers of their own.
pub(super) fn as_groups(scene: &Scene<'_, '_>, register: Rc<Register>) -> Rc<Register> {
    if register.is_plain() {
        return register;
    }
    let from = if register.kind == Kind::Nothing { 0 } else { BEHIND };
    by_code(scene.state.panel, &register, from)
}

/// What a group's number says.
pub(super) fn of_group(kind: Kind, group: i64) -> Row {
    let from = if kind == Kind::Nothing { 0 } else { BEHIND };
    match u32::try_from(group.wrapping_sub(from)) {
        Ok(code) if kind == Kind::Nothing || group < 0 => Row { code, value: 0 },
        _ => Row { code: PLAIN, value: group },
    }
}

/// One known value, and nothing beside it.
fn value_of(panel: &Known<'_>, code: u32) -> Option<Value> {
    let outcome = panel.dictionary.outcome(code);
    let nothing_beside = outcome.causes.is_empty() && outcome.marks.is_empty() && outcome.tight && !outcome.in_conflict;
    outcome.possible.known().filter(|_| nothing_beside).cloned()
}

fn by_code(panel: &Known<'_>, register: &Rc<Register>, from: i64) -> Rc<Register> {
    let codes = register.codes().distinct().into_iter().map(code).filter(|own| *own != PLAIN);
    let number = |own: u32| value_of(panel, own).map(|_| Row { code: PLAIN, value: from.saturating_add(i64::from(own)) });
    let told: BTreeMap<u32, Row> = codes.filter_map(|own| Some((own, number(own)?))).collect();
    if told.is_empty() {
        return Rc::clone(register);
    }
    Rc::new(Register::of_rows(register.kind, register.rows().map(|row| told.get(&row.code).copied().unwrap_or(row))))
}

/// What the numbers of a key stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ordered {
    /// Themselves.
    AsTheyAre,
    /// Codes of values, whose order is that of the values.
    ByCode,
    /// Entities, whose order is that of their ids.
    ById,
}

/// A key as it is read: numbers in order, or what [`as_key`] makes numbers of and [`in_order`] puts in order.
pub(super) fn of_key<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<(Rc<Register>, Ordered), Needed> {
    if let ExprKind::IdOf { whose } = &expr.kind {
        let who = match whose {
            Whose::Own => Some(Rc::new(registered::itself(scene, false))),
            Whose::Of(of) => Some(scene.register(of, year)?),
            Whose::Superior(_) | Whose::Nobody => None,
        };
        if let Some(who) = who.filter(|who| who.is_plain() && who.kind == Kind::Entity) {
            return Ok((who, Ordered::ById));
        }
    }
    let register = scene.register(expr, year)?;
    let ordered = if register.kind == Kind::Nothing { Ordered::ByCode } else { Ordered::AsTheyAre };
    Ok((register, ordered))
}

/// The same as numbers, once no marks stand beside it.
pub(super) fn as_key(scene: &Scene<'_, '_>, register: Rc<Register>, ordered: Ordered) -> Rc<Register> {
    if ordered == Ordered::ByCode { by_code(scene.state.panel, &register, 0) } else { register }
}

/// For each number its place in the order of what the numbers stand for.
pub(super) fn in_order(panel: &Known<'_>, met: &BTreeSet<i64>, ordered: Ordered) -> BTreeMap<i64, i64> {
    let value = |number: i64| match ordered {
        Ordered::AsTheyAre => None,
        Ordered::ByCode => u32::try_from(number).ok().and_then(|code| value_of(panel, code)),
        Ordered::ById => {
            let id = u32::try_from(number).ok().and_then(|entity| panel.facts.entities.id_of(EntityIx(entity)));
            id.map(|id| Value::Text(id.to_owned()))
        }
    };
    let mut all: Vec<(Option<Value>, i64)> = met.iter().map(|number| (value(*number), *number)).collect();
    all.sort_unstable();
    if planted::is(103) {
        all.reverse();
    }
    // What is equal stands level.
    let places = all.chunk_by(|(one, _), (other, _)| one == other).zip(0_i64..);
    places.flat_map(|(level, place)| level.iter().map(move |(_, number)| (*number, place))).collect()
}

/// Numbers replaced by their places; what was not met is left at nought.
pub(super) fn replaced(values: &Packed, places: &BTreeMap<i64, i64>) -> Packed {
    Packed::of(&values.iter().map(|number| places.get(&number).copied().unwrap_or_default()).collect::<Vec<i64>>())
}
