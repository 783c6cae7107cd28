//! 且, 或, 非, 不适用 and 有值.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;

use super::kernel::looks_within;
use super::rules::leaves;
use super::{alike, coded_too, registers, with_cases};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

pub(super) fn not<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, side: &'p Expr, year: Year) -> Result<Register, Needed> {
    let of = scene.register(side, year)?;
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], |row| Some(i64::from(*row.first()? == 0))) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    let values = each(&of, &mut hard, |value| i64::from((value == 0) != planted::is(5)));
    Ok(with_cases(scene, (expr, year, Kind::Truth), &[of], values, &hard))
}

fn each(of: &Rc<Register>, hard: &mut Vec<usize>, plain: impl Fn(i64) -> i64) -> Vec<i64> {
    coded_too(&[of], hard);
    of.values.iter().map(|value| plain(*value)).collect()
}

pub(super) fn join<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, any: bool, sides: &[&'p Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, sides.to_vec(), year)?;
    let joined = |row: &[i64]| Some(i64::from(if any { row.contains(&1) } else { !row.contains(&0) }));
    let looks_within = looks_within(any, sides);
    if !looks_within && let Some(alike) = alike(scene, (expr, year, Kind::Truth), &each, joined) {
        return Ok(alike);
    }
    let mut values = vec![i64::from(!any || planted::is(4)); scene.state.len()];
    for side in &each {
        for (value, own) in values.iter_mut().zip(&side.values) {
            *value = if any && !planted::is(4) { *value | *own } else { *value & *own };
        }
    }
    let mut hard = Vec::new();
    coded_too(&each.iter().collect::<Vec<_>>(), &mut hard);
    if hard.is_empty() {
        return Ok(Register::plain(Kind::Truth, values));
    }
    // A side that plainly decides: nothing more is asked, where no side that is open can be at fault.
    if !looks_within {
        hard.retain(|at| !is_decided(scene, &each, any, *at));
    }
    let parts: Vec<Rc<Register>> = if looks_within { registers(scene, leaves(expr), year)? } else { each };
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &parts, |_| None).filter(|_| hard.len() == values.len()) {
        return Ok(alike);
    }
    Ok(with_cases(scene, (expr, year, Kind::Truth), &parts, values, &hard))
}

/// A plain side settles it, and what is open on the others is no fault and carries no mark that would be told.
fn is_decided(scene: &Scene<'_, '_>, each: &[Rc<Register>], any: bool, at: usize) -> bool {
    let mut settled = false;
    for side in each {
        let row = side.row(at);
        if row.code == PLAIN {
            settled = settled || (row.value != 0) == any;
        } else if scene.may_fault_or_decide(row.code, any) {
            return false;
        }
    }
    settled
}

/// 不适用(e) with `wanted`, else 有值(e).
pub(super) fn is_na<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, inner: &'p Expr, wanted: bool, year: Year) -> Result<Register, Needed> {
    let of = scene.register(inner, year)?;
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], |_| Some(i64::from(!wanted))) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    // A plain value is not 不适用.
    let values = each(&of, &mut hard, |_| i64::from(wanted == planted::is(6)));
    Ok(with_cases(scene, (expr, year, Kind::Truth), &[of], values, &hard))
}
