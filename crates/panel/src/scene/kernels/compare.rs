//! Comparisons, and whether a value is among some.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;
use quanheng_policy::syntax::tree::Comparison;

use super::marks::Bare;
use super::read::not_applicable;
use super::{alike, among_known, coded_too, not_applicable_together, one_by_one, pairwise, registers, ten_to, with_given};
use crate::dictionary::PLAIN;
use crate::packed::{Lane, Packed, folded, zipped};
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

pub(super) fn compare<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    op: Comparison,
    (left, right): (&'p Expr, &'p Expr),
    year: Year,
) -> Result<Register, Needed> {
    let (a, b) = (scene.register(left, year)?, scene.register(right, year)?);
    let factors = factors(a.kind, b.kind);
    Ok(pairwise(scene, (expr, year, Kind::Truth), (&a, &b), |x, y, hard| {
        let rows = x.len();
        match factors.and_then(|(m, n)| Some((scaled(x, m)?, scaled(y, n)?))) {
            Some((x, y)) => compared(op, &x, &y, rows),
            None => one_by_one(x, y, hard, |x, y| {
                let (m, n) = factors?;
                Some(i64::from(holds(op, x.checked_mul(m)?.cmp(&y.checked_mul(n)?))))
            }),
        }
    }))
}

/// Numbers times a factor; `None` where one may not fit.
pub(super) fn scaled(values: &Packed, factor: i64) -> Option<Cow<'_, Packed>> {
    if factor == 1 {
        return Some(Cow::Borrowed(values));
    }
    let (least, greatest) = values.bounds();
    let (least, greatest) = (least.checked_mul(factor)?, greatest.checked_mul(factor)?);
    let fits = |end: i64| i32::try_from(end).is_ok();
    Some(Cow::Owned(match (values, i32::try_from(factor), values.fours()) {
        (Packed::Same(value, rows), ..) => Packed::Same(value.checked_mul(factor)?, *rows),
        (_, Ok(factor), Some(lane)) if fits(least) && fits(greatest) => {
            Packed::I32(zipped(&lane, &Lane::Same(factor), values.len(), i32::wrapping_mul))
        }
        _ => Packed::I64(zipped(&values.eights(), &Lane::Same(factor), values.len(), i64::wrapping_mul)),
    }))
}

/// Numbers of one scale against each other, in the fewest bytes that both fit.
fn compared(op: Comparison, a: &Packed, b: &Packed, rows: usize) -> Packed {
    if let (Some(a), Some(b)) = (a.bytes(), b.bytes()) {
        return tested(op, &a, &b, rows);
    }
    match (a.fours(), b.fours()) {
        (Some(a), Some(b)) => tested(op, &a, &b, rows),
        _ => tested(op, &a.eights(), &b.eights(), rows),
    }
}

fn tested<T: Copy + Ord>(op: Comparison, a: &Lane<'_, T>, b: &Lane<'_, T>, rows: usize) -> Packed {
    Packed::U8(match op {
        Comparison::Equal => zipped(a, b, rows, |x, y| u8::from(x == y)),
        Comparison::NotEqual => zipped(a, b, rows, |x, y| u8::from(x != y)),
        Comparison::Less if planted::is(1) => zipped(a, b, rows, |x, y| u8::from(x <= y)),
        Comparison::Less => zipped(a, b, rows, |x, y| u8::from(x < y)),
        Comparison::LessOrEqual => zipped(a, b, rows, |x, y| u8::from(x <= y)),
        Comparison::GreaterOrEqual if planted::is(2) => zipped(a, b, rows, |x, y| u8::from(x > y)),
        Comparison::Greater => zipped(a, b, rows, |x, y| u8::from(x > y)),
        Comparison::GreaterOrEqual => zipped(a, b, rows, |x, y| u8::from(x >= y)),
    })
}

fn holds(op: Comparison, order: Ordering) -> bool {
    match op {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// What each side is multiplied by to be of one scale; `None` where they are not of one kind.
pub(super) fn factors(a: Kind, b: Kind) -> Option<(i64, i64)> {
    match (a, b) {
        (Kind::Nothing, _) | (_, Kind::Nothing) => None,
        (Kind::Number { scale: m }, Kind::Number { scale: n }) if m < n => Some((ten_to(n.checked_sub(m)?)?, 1)),
        (Kind::Number { scale: m }, Kind::Number { scale: n }) => Some((1, ten_to(m.checked_sub(n)?)?)),
        _ => (a == b).then_some((1, 1)),
    }
}

/// 为, 不为: whether a value is one of some.
pub(super) fn among<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    negated: bool,
    (subject, values): (&'p Expr, &'p [Expr]),
    year: Year,
) -> Result<Register, Needed> {
    let negated = negated && !planted::is(3);
    let of = scene.register(subject, year)?;
    let each = registers(scene, values.iter().collect(), year)?;
    // The values are literals of the subject's own type.
    let bare = Bare::of(scene, &std::iter::once(Rc::clone(&of)).chain(each.iter().map(Rc::clone)).collect::<Vec<_>>());
    let parts: Vec<Rc<Register>> = std::iter::once(Rc::clone(&of)).chain(each).collect();
    let Some((of, each)) = bare.registers.split_first() else { return Ok(scene.row_by_row(expr, year, Reason::NoKernel)) };
    let wanted: Option<Vec<i64>> =
        each.iter().map(|v| v.uniform().filter(|row| row.code == PLAIN && v.kind == of.kind).map(|row| row.value)).collect();
    let wanted = wanted.filter(|_| of.kind != Kind::Nothing);
    let is_one = |value: i64| Some(i64::from(wanted.as_ref()?.contains(&value) != negated));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &parts, || is_one(of.values.get(0))) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    let mut values = match wanted.as_deref() {
        Some(wanted) => one_of(&of.values, wanted, negated),
        None => {
            hard = (0..of.len()).collect();
            Packed::Same(0, of.len())
        }
    };
    // What is 不适用 is neither among known values nor not among them.
    let na = not_applicable(scene);
    if let Some((codes, others)) = not_applicable_together(&[of], na.code).filter(|_| hard.is_empty()) {
        values.nought_beside(&codes);
        let known = bare.beside(scene, Register::coded(Kind::Truth, values, Packed::U8(codes)));
        return Ok(among_known(scene, (expr, year, Kind::Truth), &parts, known, &others));
    }
    coded_too(&[of], &mut hard);
    let is_given = |at: usize| wanted.is_some() && of.code(at) == na.code;
    Ok(with_given(scene, (expr, year, Kind::Truth), &parts, (values, &bare), hard, (is_given, na)))
}

/// Whether each is among some; with `negated`, whether it is not.
fn one_of(values: &Packed, wanted: &[i64], negated: bool) -> Packed {
    fn found<T: Copy + PartialEq + TryFrom<i64>>(lane: &Lane<'_, T>, wanted: &[i64], rows: usize) -> Vec<u8> {
        let mut found = vec![0_u8; rows];
        // What does not fit the bytes of the values is none of them.
        for one in wanted.iter().filter_map(|one| T::try_from(*one).ok()) {
            folded(&mut found, lane, |so_far, value| so_far | u8::from(value == one));
        }
        found
    }
    let rows = values.len();
    let mut found = match (values.bytes(), values.fours()) {
        (Some(lane), _) => found(&lane, wanted, rows),
        (None, Some(lane)) => found(&lane, wanted, rows),
        (None, None) => found(&values.eights(), wanted, rows),
    };
    if negated {
        found.iter_mut().for_each(|one| *one ^= 1);
    }
    Packed::U8(found)
}
