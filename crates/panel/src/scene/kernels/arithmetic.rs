//! Sums, differences, products, extremes and limits of numbers of fixed scales; what overflows is worked out as a case.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;
use quanheng_policy::syntax::tree::Arithmetic;

use super::compare::factors;
use super::{pairwise, registers, ten_to, with_cases};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

pub(super) fn combine<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    op: Arithmetic,
    (left, right): (&'p Expr, &'p Expr),
    year: Year,
) -> Result<Register, Needed> {
    let (a, b) = (scene.register(left, year)?, scene.register(right, year)?);
    let by_case = |kind| Ok(pairwise(scene, (expr, year, kind), (&a, &b), |_, _| None));
    let own = Kind::of(&expr.ty);
    let (Kind::Number { scale: m }, Kind::Number { scale: n }) = (a.kind, b.kind) else { return by_case(own) };
    let kind = Kind::Number { scale: m.max(n) };
    match (op, factors(a.kind, b.kind)) {
        (Arithmetic::Add, Some((p, q))) => Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y| {
            let (p, q) = if planted::is(7) { (1, 1) } else { (p, q) };
            x.checked_mul(p)?.checked_add(y.checked_mul(q)?)
        })),
        (Arithmetic::Subtract, Some((p, q))) => Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y| {
            let (x, y) = (x.checked_mul(p)?, y.checked_mul(q)?);
            if planted::is(8) { y.checked_sub(x) } else { x.checked_sub(y) }
        })),
        (Arithmetic::Multiply, _) => {
            let kind = Kind::Number { scale: m.saturating_add(n) };
            Ok(pairwise(scene, (expr, year, kind), (&a, &b), i64::checked_mul))
        }
        (Arithmetic::Divide | Arithmetic::Share, Some((p, q))) => {
            // A quotient that is a decimal of the scale kept; others are kept as fractions, by code.
            let Kind::Number { scale } = own else { return by_case(own) };
            let Some(times) = ten_to(scale).map(i128::from) else { return by_case(own) };
            Ok(pairwise(scene, (expr, year, own), (&a, &b), |x, y| {
                let (x, y) = (i128::from(x).checked_mul(i128::from(p))?.checked_mul(times)?, i128::from(y).checked_mul(i128::from(q))?);
                let whole = x.checked_rem(y)? == 0;
                whole.then(|| x.checked_div(y)).flatten().and_then(|q| i64::try_from(q).ok())
            }))
        }
        _ => by_case(own),
    }
}

/// 最大, 最小.
pub(super) fn extreme<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, greatest: bool, of: &'p [Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, of.iter().collect(), year)?;
    let pick = |a: i64, b: i64| if greatest != planted::is(9) { a.max(b) } else { a.min(b) };
    Ok(picked(scene, expr, &each, year, |row| row.iter().copied().reduce(pick)))
}

/// 不低于, 不高于.
pub(super) fn clip<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    value: &'p Expr,
    (least, most): (Option<&'p Expr>, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let (has_least, has_most) = (least.is_some(), most.is_some());
    let each = registers(scene, std::iter::once(value).chain(least).chain(most).collect(), year)?;
    Ok(picked(scene, expr, &each, year, |row| {
        let mut rest = row.iter().copied();
        let mut value = rest.next()?;
        if has_least {
            value = value.max(rest.next()?);
        }
        if has_most && !planted::is(10) {
            value = value.min(rest.next()?);
        }
        Some(value)
    }))
}

/// One of several values, brought to one scale.
fn picked(scene: &Scene<'_, '_>, expr: &Expr, each: &[Rc<Register>], year: Year, pick: impl Fn(&[i64]) -> Option<i64>) -> Register {
    let scale = |register: &Rc<Register>| if let Kind::Number { scale } = register.kind { Some(scale) } else { None };
    let finest = each.iter().map(scale).collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().max());
    let kind = match (finest, each.first()) {
        (Some(scale), _) => Kind::Number { scale },
        (None, Some(first)) if each.iter().all(|r| r.kind == first.kind) => first.kind,
        _ => Kind::Nothing,
    };
    let factor = |register: &Rc<Register>| match (scale(register), finest) {
        (Some(own), Some(finest)) => ten_to(finest.saturating_sub(own)),
        _ => Some(1),
    };
    let factors: Option<Vec<i64>> = each.iter().map(factor).collect();
    let (mut hard, mut row) = (Vec::new(), Vec::with_capacity(each.len()));
    let values = (0..scene.state.len())
        .map(|at| {
            row.clear();
            let plain = factors.as_ref().filter(|_| kind != Kind::Nothing).and_then(|factors| {
                for (register, factor) in each.iter().zip(factors) {
                    let own = register.row(at);
                    row.push(own.value.checked_mul(*factor).filter(|_| own.code == PLAIN)?);
                }
                pick(&row)
            });
            plain.unwrap_or_else(|| {
                hard.push(at);
                0
            })
        })
        .collect();
    let kind = if kind == Kind::Nothing { Kind::of(&expr.ty) } else { kind };
    with_cases(scene, (expr, year, kind), each, values, &hard)
}
