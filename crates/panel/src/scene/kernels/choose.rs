//! One expression or another, by a value: 不适用则, 视. What no row needs is not worked out.

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;

use super::registers;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// A plain row of one register brought to the kind of another; `None` where it does not fit.
pub(super) fn brought(row: Row, from: Kind, to: Kind) -> Option<Row> {
    if row.code != PLAIN || from == to {
        return Some(row);
    }
    let value = to.whole(&from.value(row.value)?)?;
    Some(Row { code: PLAIN, value })
}

pub(super) fn else_if_na<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (value, otherwise): (&'p Expr, &'p Expr),
    year: Year,
) -> Result<Register, Needed> {
    let first = scene.register(value, year)?;
    if first.is_plain() {
        return Ok((*first).clone());
    }
    let second = scene.register(otherwise, year)?;
    let kind = Kind::of(&expr.ty);
    let parts = [Rc::clone(&first), if planted::is(11) { Rc::clone(&first) } else { Rc::clone(&second) }];
    let rows = first.rows().enumerate().map(|(at, row)| {
        let plain = brought(row, first.kind, kind).filter(|row| row.code == PLAIN);
        plain.unwrap_or_else(|| scene.case_row(expr, year, kind, &parts, at))
    });
    Ok(Register::of_rows(kind, rows))
}

/// Values, and what is given for any of them.
type Arms<'p> = &'p [(Vec<Expr>, Expr)];

/// 视: the arm of the subject's value.
pub(super) fn one_of<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (subject, arms, otherwise): (&'p Expr, Arms<'p>, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let of = scene.register(subject, year)?;
    let kind = Kind::of(&expr.ty);
    // Which arm each plain value takes; an arm whose values are not plain and the same for all leaves every row to be worked out.
    let mut arm_of: Option<BTreeMap<i64, usize>> = Some(BTreeMap::new());
    for (at, (values, _)) in arms.iter().enumerate() {
        for value in registers(scene, values.iter().collect(), year)? {
            let plain = value.uniform().filter(|row| row.code == PLAIN && value.kind == of.kind && of.kind != Kind::Nothing);
            match (plain, arm_of.as_mut()) {
                (Some(row), Some(known)) => {
                    if !(planted::is(12) && at == 0) {
                        known.entry(row.value).or_insert(at);
                    }
                }
                _ => arm_of = None,
            }
        }
    }
    let Some(arm_of) = arm_of else { return Ok(scene.row_by_row(expr, year, Reason::OpenArms)) };
    let taken = |row: Row| if row.code == PLAIN { Some(arm_of.get(&row.value).copied()) } else { None };
    let mut then: Vec<Option<Rc<Register>>> = vec![None; arms.len()];
    for (at, (slot, (_, arm))) in then.iter_mut().zip(arms).enumerate() {
        if of.rows().any(|row| taken(row) == Some(Some(at))) {
            *slot = Some(scene.register(arm, year)?);
        }
    }
    let rest = match otherwise.filter(|_| of.rows().any(|row| taken(row) == Some(None))) {
        Some(otherwise) => Some(scene.register(otherwise, year)?),
        None => None,
    };
    let rows = of.rows().enumerate().map(|(at, row)| {
        let arm = match taken(row) {
            Some(Some(arm)) => then.get(arm).and_then(Option::as_ref),
            Some(None) => rest.as_ref(),
            None => None,
        };
        let plain = arm.and_then(|arm| brought(arm.row(at), arm.kind, kind)).filter(|row| row.code == PLAIN);
        plain.unwrap_or_else(|| scene.single_row(expr, year, kind, at, Reason::OpenArm))
    });
    Ok(Register::of_rows(kind, rows))
}
