//! From expressions to registers: one kernel for each kind of expression.
//!
//! A kernel goes over plain values a column at a time; rows that are more than a value are worked out case by case. What has no
//! kernel of its own here is worked out row by row.

mod arithmetic;
mod by_unit;
mod choose;
mod compare;
pub(crate) mod compared;
mod doubt;
mod groups;
mod history;
mod list;
mod list_in_doubt;
mod logic;
mod normalise;
mod read;
pub(crate) mod records;
pub(crate) mod rules;
mod set_rules;
mod share;
mod standing;
mod tiers;
mod weighted;

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::ir::{Expr, ExprKind, GatherKind};

use crate::dictionary::PLAIN;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// The register of an expression that has none yet.
pub(crate) fn register_of<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<Register, Needed> {
    if is_unchanging(expr) {
        return Ok(scene.same_for_all(expr, year));
    }
    match &expr.kind {
        ExprKind::Variable { variable, whose, args } => read::variable(scene, expr, (*variable, whose, args), year),
        ExprKind::Column { table, column, whose, keys } => read::column(scene, expr, (*table, *column, whose, keys), year),
        ExprKind::Previous(inner) => match year.plus(-1) {
            Some(before) => Ok((*scene.register(inner, before)?).clone()),
            None => Ok(scene.row_by_row(expr, year)),
        },
        ExprKind::Compare { op, left, right } => compare::compare(scene, expr, *op, (left, right), year),
        ExprKind::In { negated, subject, values } => compare::among(scene, expr, *negated, (subject, values), year),
        ExprKind::Not(side) => logic::not(scene, expr, side, year),
        ExprKind::And(sides) => logic::join(scene, expr, false, &sides.iter().collect::<Vec<_>>(), year),
        ExprKind::Or(sides) => logic::join(scene, expr, true, &sides.iter().collect::<Vec<_>>(), year),
        ExprKind::Items { any, items } => logic::join(scene, expr, *any, &items.iter().map(|(_, e)| e).collect::<Vec<_>>(), year),
        ExprKind::IsNa(inner) => logic::is_na(scene, expr, inner, true, year),
        ExprKind::HasValue(inner) => logic::is_na(scene, expr, inner, false, year),
        ExprKind::Arithmetic { op, left, right } => arithmetic::combine(scene, expr, *op, (left, right), year),
        ExprKind::Extreme { greatest, of } => arithmetic::extreme(scene, expr, *greatest, of, year),
        ExprKind::Clip { value, least, most } => arithmetic::clip(scene, expr, value, (least.as_deref(), most.as_deref()), year),
        ExprKind::ElseIfNa { value, otherwise } => choose::else_if_na(scene, expr, (value, otherwise), year),
        ExprKind::Match { subject, arms, otherwise } => choose::one_of(scene, expr, (subject, arms, otherwise.as_deref()), year),
        ExprKind::YearPlus { .. } | ExprKind::Has { .. } | ExprKind::Decision(_) => case_by_case(scene, expr, year),
        ExprKind::Gather(gather) => match gather.kind {
            GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_) => case_by_case(scene, expr, year),
            _ => Ok(scene.row_by_row(expr, year)),
        },
        ExprKind::First { condition, since } => history::first(scene, expr, (condition, since.as_deref()), year),
        ExprKind::History(asked) => history::history(scene, expr, asked, year),
        ExprKind::Exists { over, when } => records::counted(scene, expr, true, (over, when.as_deref()), year),
        ExprKind::Count { over, when } => records::counted(scene, expr, false, (over, when.as_deref()), year),
        ExprKind::HasRecord { table, column, keys, among: None } if keys.is_empty() => {
            Ok(records::recorded(scene, expr, (*table, *column, false), year))
        }
        ExprKind::NoRecord { table, keys } if keys.is_empty() => Ok(records::recorded(scene, expr, (*table, None, true), year)),
        ExprKind::IsComplete { table, keys } if keys.is_empty() && scene.worker().is_signed_for_all(*table) => {
            Ok(scene.same_for_all(expr, year))
        }
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::ThisYear
        | ExprKind::DecisionDay
        | ExprKind::Index { .. }
        | ExprKind::ColumnAsAt { .. }
        | ExprKind::RowColumn { .. }
        | ExprKind::Subject
        | ExprKind::HeldColumn { .. }
        | ExprKind::InPost(_)
        | ExprKind::Holding(_)
        | ExprKind::Served(_)
        | ExprKind::Myself
        | ExprKind::IdOf { .. }
        | ExprKind::Holds { .. }
        | ExprKind::KindOf { .. }
        | ExprKind::HasRecord { .. }
        | ExprKind::NoRecord { .. }
        | ExprKind::IsComplete { .. }
        | ExprKind::Filled(_) => Ok(scene.row_by_row(expr, year)),
        ExprKind::Normalise(asked) => normalise::normalise(scene, expr, asked, year),
        ExprKind::Weighted(asked) => weighted::weighted(scene, expr, asked, year),
    }
}

/// True for what is the same for every row.
pub(crate) fn is_unchanging(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::ThisYear
            | ExprKind::DecisionDay
            | ExprKind::Index { .. }
    )
}

/// True for what hangs on its parts alone, read where it stands: the same parts, the same outcome.
pub(crate) fn is_local(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Items { .. }
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Arithmetic { .. }
        | ExprKind::YearPlus { .. }
        | ExprKind::IsNa(_)
        | ExprKind::HasValue(_)
        | ExprKind::ElseIfNa { .. }
        | ExprKind::Clip { .. }
        | ExprKind::Extreme { .. }
        | ExprKind::Match { .. }
        | ExprKind::Has { .. }
        | ExprKind::Decision(_) => true,
        ExprKind::Gather(gather) => {
            matches!(gather.kind, GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_))
        }
        _ => false,
    }
}

/// Each distinct combination of its parts worked out once.
fn case_by_case<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<Register, Needed> {
    let parts = registers(scene, parts_of(expr), year)?;
    let kind = Kind::of(&expr.ty);
    Ok(Register::of_rows(kind, (0..scene.state.len()).map(|at| scene.case_row(expr, year, kind, &parts, at))))
}

fn registers<'p>(scene: &Scene<'_, 'p>, exprs: Vec<&'p Expr>, year: Year) -> Result<Vec<Rc<Register>>, Needed> {
    exprs.into_iter().map(|expr| scene.register(expr, year)).collect()
}

/// The plain values of two registers row by row through `plain`; `None` from it, and every row with a code, is worked out as a
/// case.
fn pairwise(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    (left, right): (&Rc<Register>, &Rc<Register>),
    plain: impl Fn(i64, i64) -> Option<i64>,
) -> Register {
    let parts = [Rc::clone(left), Rc::clone(right)];
    if let Some(alike) = alike(scene, (expr, year, kind), &parts, |row| plain(*row.first()?, *row.get(1)?)) {
        return alike;
    }
    let mut hard: Vec<usize> = Vec::new();
    let mut values = Vec::with_capacity(left.values.len());
    for (at, (x, y)) in left.values.iter().zip(&right.values).enumerate() {
        values.push(plain(*x, *y).unwrap_or_else(|| {
            hard.push(at);
            0
        }));
    }
    coded_too(&[left, right], &mut hard);
    with_cases(scene, (expr, year, kind), &parts, values, &hard)
}

/// The same where every pair of plain values has an answer.
fn pairwise_always(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    (left, right): (&Rc<Register>, &Rc<Register>),
    plain: impl Fn(i64, i64) -> i64,
) -> Register {
    let parts = [Rc::clone(left), Rc::clone(right)];
    if let Some(alike) = alike(scene, (expr, year, kind), &parts, |row| Some(plain(*row.first()?, *row.get(1)?))) {
        return alike;
    }
    let values = left.values.iter().zip(&right.values).map(|(x, y)| plain(*x, *y)).collect();
    let mut hard = Vec::new();
    coded_too(&[left, right], &mut hard);
    with_cases(scene, (expr, year, kind), &parts, values, &hard)
}

/// Where every part is the same in every row, so is the whole.
fn alike(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    plain: impl FnOnce(&[i64]) -> Option<i64>,
) -> Option<Register> {
    let rows = scene.state.len();
    if rows == 0 || !parts.iter().all(|part| part.alike) {
        return None;
    }
    let of_parts: Vec<Row> = parts.iter().map(|part| part.row(0)).collect();
    let all_plain = of_parts.iter().all(|row| row.code == PLAIN);
    let values: Vec<i64> = of_parts.iter().map(|row| row.value).collect();
    let value = if all_plain { plain(&values) } else { None };
    let row = value.map_or_else(|| scene.case_row(expr, year, kind, parts, 0), |value| Row { code: PLAIN, value });
    Some(Register::same(kind, row, rows))
}

/// Rows that are hard because one of the registers has a code there, beside those that are hard already; in order.
fn coded_too(registers: &[&Rc<Register>], hard: &mut Vec<usize>) {
    let before = hard.len();
    for codes in registers.iter().filter_map(|register| register.codes.as_ref()) {
        hard.extend(codes.iter().enumerate().filter(|(_, code)| **code != PLAIN).map(|(at, _)| at));
    }
    if hard.len() > before {
        hard.sort_unstable();
        hard.dedup();
    }
}

/// Plain values, with the hard rows worked out as cases.
fn with_cases(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    mut values: Vec<i64>,
    hard: &[usize],
) -> Register {
    if hard.is_empty() {
        return Register::plain(kind, values);
    }
    let mut codes = vec![PLAIN; values.len()];
    let mut last: Option<(Vec<Row>, Row)> = None;
    for at in hard {
        // Neighbours are often the same case.
        let same = last.as_ref().filter(|(case, _)| case.iter().zip(parts).all(|(row, part)| part.row(*at) == *row));
        let Row { code, value } = match same {
            Some((_, row)) => *row,
            None => {
                let row = scene.case_row(expr, year, kind, parts, *at);
                last = Some((parts.iter().map(|part| part.row(*at)).collect(), row));
                row
            }
        };
        if let (Some(c), Some(v)) = (codes.get_mut(*at), values.get_mut(*at)) {
            (*c, *v) = (code, value);
        }
    }
    let any = codes.iter().any(|code| *code != PLAIN);
    Register { kind, values, codes: any.then_some(codes), alike: false }
}

/// 10^n.
fn ten_to(n: u32) -> Option<i64> {
    10_i64.checked_pow(n)
}
