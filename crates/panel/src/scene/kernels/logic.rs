//! 且, 或, 非, 不适用 and 有值.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::{Expr, ExprKind};

use super::rules::leaves;
use super::{coded_too, registers, with_cases};
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

pub(super) fn not<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, side: &'p Expr, year: Year) -> Result<Register, Needed> {
    let of = scene.register(side, year)?;
    let mut hard = Vec::new();
    let values = each(&of, &mut hard, |value| i64::from(value == 0));
    Ok(with_cases(scene, (expr, year, Kind::Truth), &[of], values, &hard))
}

fn each(of: &Rc<Register>, hard: &mut Vec<usize>, plain: impl Fn(i64) -> i64) -> Vec<i64> {
    coded_too(&[of], hard);
    of.values.iter().map(|value| plain(*value)).collect()
}

pub(super) fn join<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, any: bool, sides: &[&'p Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, sides.to_vec(), year)?;
    let mut values = vec![i64::from(!any); scene.state.len()];
    for side in &each {
        for (value, own) in values.iter_mut().zip(&side.values) {
            *value = if any { *value | *own } else { *value & *own };
        }
    }
    let mut hard = Vec::new();
    coded_too(&each.iter().collect::<Vec<_>>(), &mut hard);
    if hard.is_empty() {
        return Ok(Register { kind: Kind::Truth, values, codes: None });
    }
    // 有值(甲) 且 甲 > 0: the second side is looked into once more, so that what it reads tells cases apart.
    let looks_within = sides.iter().any(|side| matches!((&side.kind, any), (ExprKind::HasValue(_), false) | (ExprKind::IsNa(_), true)));
    let parts: Vec<Rc<Register>> = if looks_within { registers(scene, leaves(expr), year)? } else { each };
    Ok(with_cases(scene, (expr, year, Kind::Truth), &parts, values, &hard))
}

/// 不适用(e) with `wanted`, else 有值(e).
pub(super) fn is_na<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, inner: &'p Expr, wanted: bool, year: Year) -> Result<Register, Needed> {
    let of = scene.register(inner, year)?;
    let mut hard = Vec::new();
    // A plain value is not 不适用.
    let values = each(&of, &mut hard, |_| i64::from(!wanted));
    Ok(with_cases(scene, (expr, year, Kind::Truth), &[of], values, &hard))
}
