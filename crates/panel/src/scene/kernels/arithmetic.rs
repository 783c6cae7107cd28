//! Sums, differences, products, extremes and limits of numbers of fixed scales; what overflows is worked out as a case.

use std::borrow::Cow;
use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;
use quanheng_policy::syntax::tree::Arithmetic;

use super::compare::{factors, scaled};
use super::marks::Bare;
use super::read::not_applicable;
use super::{among_known, coded_too, not_applicable_together, one_by_one, pairwise, registers, ten_to};
use crate::packed::{Packed, zipped};
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
    let by_case = |kind| Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y, hard| one_by_one(x, y, hard, |_, _| None)));
    let own = Kind::of(&expr.ty);
    let (Kind::Number { scale: m }, Kind::Number { scale: n }) = (a.kind, b.kind) else { return by_case(own) };
    let kind = Kind::Number { scale: m.max(n) };
    match (op, factors(a.kind, b.kind)) {
        (Arithmetic::Add, Some((p, q))) => {
            let (p, q) = if planted::is(7) { (1, 1) } else { (p, q) };
            Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y, hard| of_fixed_scale(Fixed::Add, (x, p), (y, q), hard)))
        }
        (Arithmetic::Subtract, Some((p, q))) => Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y, hard| {
            let ((x, p), (y, q)) = if planted::is(8) { ((y, q), (x, p)) } else { ((x, p), (y, q)) };
            of_fixed_scale(Fixed::Subtract, (x, p), (y, q), hard)
        })),
        (Arithmetic::Multiply, _) => {
            let kind = Kind::Number { scale: m.saturating_add(n) };
            Ok(pairwise(scene, (expr, year, kind), (&a, &b), |x, y, hard| of_fixed_scale(Fixed::Multiply, (x, 1), (y, 1), hard)))
        }
        (Arithmetic::Divide | Arithmetic::Share, Some((p, q))) => {
            // A quotient that is a decimal of the scale kept; others are kept as fractions, by code.
            let Kind::Number { scale } = own else { return by_case(own) };
            let Some(times) = ten_to(scale).map(i128::from) else { return by_case(own) };
            let quotient = |x: i64, y: i64| {
                let (x, y) = (i128::from(x).checked_mul(i128::from(p))?.checked_mul(times)?, i128::from(y).checked_mul(i128::from(q))?);
                let whole = x.checked_rem(y)? == 0;
                whole.then(|| x.checked_div(y)).flatten().and_then(|q| i64::try_from(q).ok())
            };
            Ok(pairwise(scene, (expr, year, own), (&a, &b), |x, y, hard| one_by_one(x, y, hard, quotient)))
        }
        _ => by_case(own),
    }
}

#[derive(Clone, Copy)]
enum Fixed {
    Add,
    Subtract,
    Multiply,
}

/// Sums, differences and products: where the bounds of both sides say that nothing can overflow, without looking at each; in four bytes
/// where these do.
fn of_fixed_scale(op: Fixed, (a, p): (&Packed, i64), (b, q): (&Packed, i64), hard: &mut Vec<usize>) -> Packed {
    let checked = |x: i64, y: i64| {
        let (x, y) = (x.checked_mul(p)?, y.checked_mul(q)?);
        match op {
            Fixed::Add => x.checked_add(y),
            Fixed::Subtract => x.checked_sub(y),
            Fixed::Multiply => x.checked_mul(y),
        }
    };
    let (Some(x), Some(y)) = (scaled(a, p), scaled(b, q)) else { return one_by_one(a, b, hard, checked) };
    let (a_ends, b_ends) = (x.bounds(), y.bounds());
    let ends: Option<Vec<i64>> = [a_ends.0, a_ends.1]
        .into_iter()
        .flat_map(|x| [b_ends.0, b_ends.1].map(|y| (x, y)))
        .map(|(x, y)| match op {
            Fixed::Add => x.checked_add(y),
            Fixed::Subtract => x.checked_sub(y),
            Fixed::Multiply => x.checked_mul(y),
        })
        .collect();
    let Some(ends) = ends else { return one_by_one(a, b, hard, checked) };
    let rows = x.len();
    match (ends.iter().all(|end| i32::try_from(*end).is_ok()), x.fours(), y.fours()) {
        (true, Some(x), Some(y)) => Packed::I32(match op {
            Fixed::Add => zipped(&x, &y, rows, i32::wrapping_add),
            Fixed::Subtract => zipped(&x, &y, rows, i32::wrapping_sub),
            Fixed::Multiply => zipped(&x, &y, rows, i32::wrapping_mul),
        }),
        _ => {
            let (x, y) = (x.eights(), y.eights());
            Packed::I64(match op {
                Fixed::Add => zipped(&x, &y, rows, i64::wrapping_add),
                Fixed::Subtract => zipped(&x, &y, rows, i64::wrapping_sub),
                Fixed::Multiply => zipped(&x, &y, rows, i64::wrapping_mul),
            })
        }
    }
}

/// 最大, 最小.
pub(super) fn extreme<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, greatest: bool, of: &'p [Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, of.iter().collect(), year)?;
    let pick = if greatest != planted::is(9) { Pick::Greater } else { Pick::Less };
    Ok(picked(scene, expr, &each, &vec![pick; each.len()], year))
}

/// 不低于, 不高于.
pub(super) fn clip<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    value: &'p Expr,
    (least, most): (Option<&'p Expr>, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let each = registers(scene, std::iter::once(value).chain(least).chain(most).collect(), year)?;
    // The first is taken as it is.
    let limits = least.map(|_| Pick::Greater).into_iter().chain(most.map(|_| if planted::is(10) { Pick::First } else { Pick::Less }));
    let picks: Vec<Pick> = std::iter::once(Pick::First).chain(limits).collect();
    Ok(picked(scene, expr, &each, &picks, year))
}

/// Which of two is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    Greater,
    Less,
    First,
}

impl Pick {
    fn of<T: Ord>(self, so_far: T, next: T) -> T {
        match self {
            Pick::Greater => so_far.max(next),
            Pick::Less => so_far.min(next),
            Pick::First => so_far,
        }
    }
}

/// One of several values, brought to one scale: what is taken so far against each in turn.
fn picked(scene: &Scene<'_, '_>, expr: &Expr, parts: &[Rc<Register>], picks: &[Pick], year: Year) -> Register {
    let bare = Bare::of(scene, parts);
    let each = bare.registers.as_slice();
    let scale = |register: &Rc<Register>| if let Kind::Number { scale } = register.kind { Some(scale) } else { None };
    let finest = each.iter().map(scale).collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().max());
    let kind = match (finest, each.first()) {
        (Some(scale), _) => Some(Kind::Number { scale }),
        (None, Some(first)) if first.kind != Kind::Nothing && each.iter().all(|r| r.kind == first.kind) => Some(first.kind),
        _ => None,
    };
    let factor = |register: &Rc<Register>| match (scale(register), finest) {
        (Some(own), Some(finest)) => ten_to(finest.saturating_sub(own)),
        _ => Some(1),
    };
    let factors: Option<Vec<i64>> = each.iter().filter(|_| kind.is_some()).map(factor).collect();
    let all: Option<Vec<Cow<'_, Packed>>> =
        factors.and_then(|factors| each.iter().zip(factors).map(|(register, factor)| scaled(&register.values, factor)).collect());
    let mut all = all.into_iter().flatten().zip(picks);
    let (mut hard, rows) = (Vec::new(), scene.state.len());
    let mut values = match all.next() {
        Some((first, _)) => all.fold(first, |so_far, (next, pick)| Cow::Owned(taken(&so_far, &next, *pick, rows))).into_owned(),
        None => {
            hard = (0..rows).collect();
            Packed::Same(0, rows)
        }
    };
    let what = (expr, year, kind.unwrap_or_else(|| Kind::of(&expr.ty)));
    let sides: Vec<&Register> = each.iter().map(|side| &**side).collect();
    let is_plain = sides.iter().all(|side| side.is_plain());
    // One that is 不适用 makes the whole so, beside others that are no more than values.
    if !is_plain
        && hard.is_empty()
        && let Some((codes, others)) = not_applicable_together(&sides, not_applicable(scene).code)
    {
        values.nought_beside(&codes);
        let others = if planted::is(93) { Vec::new() } else { others };
        let known = bare.beside(scene, Register::coded(what.2, values, Packed::U8(codes)));
        return among_known(scene, what, parts, known, &others);
    }
    coded_too(&sides, &mut hard);
    among_known(scene, what, parts, bare.beside(scene, Register::plain(what.2, values)), &hard)
}

fn taken(so_far: &Packed, next: &Packed, pick: Pick, rows: usize) -> Packed {
    match (so_far.fours(), next.fours()) {
        (Some(x), Some(y)) => Packed::I32(zipped(&x, &y, rows, |x, y| pick.of(x, y))),
        _ => Packed::I64(zipped(&so_far.eights(), &next.eights(), rows, |x, y| pick.of(x, y))),
    }
}
