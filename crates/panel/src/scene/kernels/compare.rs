//! Comparisons, and whether a value is among some.

use std::cmp::Ordering;
use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;
use quanheng_policy::syntax::tree::Comparison;

use super::{alike, coded_too, pairwise, pairwise_always, registers, ten_to, with_cases};
use crate::dictionary::PLAIN;
use crate::planted;
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
    let told = (expr, year, Kind::Truth);
    Ok(match factors(a.kind, b.kind) {
        Some((1, 1)) => match op {
            Comparison::Equal => pairwise_always(scene, told, (&a, &b), |x, y| i64::from(x == y)),
            Comparison::NotEqual => pairwise_always(scene, told, (&a, &b), |x, y| i64::from(x != y)),
            Comparison::Less => pairwise_always(scene, told, (&a, &b), |x, y| i64::from(if planted::is(1) { x <= y } else { x < y })),
            Comparison::LessOrEqual => pairwise_always(scene, told, (&a, &b), |x, y| i64::from(x <= y)),
            Comparison::Greater => pairwise_always(scene, told, (&a, &b), |x, y| i64::from(x > y)),
            Comparison::GreaterOrEqual => {
                pairwise_always(scene, told, (&a, &b), |x, y| i64::from(if planted::is(2) { x > y } else { x >= y }))
            }
        },
        Some((m, n)) => pairwise(scene, told, (&a, &b), |x, y| Some(i64::from(holds(op, x.checked_mul(m)?.cmp(&y.checked_mul(n)?))))),
        None => pairwise(scene, told, (&a, &b), |_, _| None),
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
    let wanted: Option<Vec<i64>> =
        each.iter().map(|v| v.uniform().filter(|row| row.code == PLAIN && v.kind == of.kind).map(|row| row.value)).collect();
    let parts: Vec<Rc<Register>> = std::iter::once(Rc::clone(&of)).chain(each).collect();
    let wanted = wanted.filter(|_| of.kind != Kind::Nothing);
    let of_one = |row: &[i64]| Some(i64::from(wanted.as_ref()?.contains(row.first()?) != negated));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &parts, of_one) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    let values = match wanted.as_deref() {
        Some([one]) => of.values.iter().map(|value| i64::from((value == one) != negated)).collect(),
        Some(wanted) => of.values.iter().map(|value| i64::from(wanted.contains(value) != negated)).collect(),
        None => {
            hard = (0..of.values.len()).collect();
            vec![0; of.values.len()]
        }
    };
    coded_too(&[&of], &mut hard);
    Ok(with_cases(scene, (expr, year, Kind::Truth), &parts, values, &hard))
}
