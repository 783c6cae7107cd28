//! What an expression reads, one by one: other variables, cells, records, signatures, open values, named numbers.
//!
//! For explanations only. Each reading keeps the year it is made in, so that 上年(名次) is seen as last year's place.

use quanheng_facts::value::{EntityIx, Year};

use super::Interpreter;
use super::expression::Frame;
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, GatherKind, Whose};
use crate::possible::Possible;

/// One reading, and where it is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'e> {
    pub expr: &'e Expr,
    pub entity: Option<EntityIx>,
    pub year: Year,
}

impl Reading<'_> {
    /// The frame it is evaluated in.
    pub fn frame(self, instance: Instance) -> Frame<'static> {
        Frame { instance, entity: self.entity, year: self.year, row: None, assumed: &[] }
    }
}

impl Interpreter<'_> {
    /// Every reading of an expression, in the order written, each once.
    pub(super) fn readings<'e>(&self, expr: &'e Expr, entity: Option<EntityIx>, year: Year) -> Vec<Reading<'e>> {
        let mut found = Vec::new();
        collect(expr, entity, year, &|_, _| None, &mut found);
        found
    }

    /// The readings that decide: of an 或 that holds, the sides that hold; of a 且 that fails, those that fail; of a 视, the
    /// arm taken.
    pub(super) fn deciding_readings<'e>(&self, expr: &'e Expr, reader: Instance) -> Vec<Reading<'e>> {
        let mut found = Vec::new();
        let value = |expr: &Expr, year: Year| {
            let frame = Reading { expr, entity: reader.entity, year }.frame(reader);
            Some(self.eval(expr, frame).possible)
        };
        collect(expr, reader.entity, reader.year, &value, &mut found);
        found
    }

    /// The instance that a reading of a variable leads to.
    pub(super) fn instance_read(&self, reading: Reading<'_>, reader: Instance) -> Option<Instance> {
        let ExprKind::Variable { variable, whose, args } = &reading.expr.kind else { return None };
        let frame = reading.frame(reader);
        let entity = self.whose(whose, frame);
        if entity.is_none() && *whose != Whose::Nobody {
            return None;
        }
        let meaning = self.program.variable(*variable)?;
        let args = self.index_values(args, &meaning.ty, frame).ok()?;
        Some(Instance { variable: *variable, entity, year: self.year_read(meaning.yearly, entity, frame), args })
    }
}

/// `value` says what an expression came to, where only what decides is wanted.
fn collect<'e>(expr: &'e Expr, entity: Option<EntityIx>, year: Year, value: Value<'_>, found: &mut Vec<Reading<'e>>) {
    let here = Reading { expr, entity, year };
    let mut each = |list: &mut dyn Iterator<Item = &'e Expr>| list.for_each(|e| collect(e, entity, year, value, found));
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Index { .. }
        | ExprKind::Subject
        | ExprKind::DecisionDay
        | ExprKind::KindOf { .. }
        | ExprKind::Myself
        | ExprKind::IdOf { .. }
        | ExprKind::ThisYear
        | ExprKind::RowColumn { .. } => {}
        ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::Variable { .. }
        | ExprKind::Column { .. }
        | ExprKind::ColumnAsAt { .. }
        | ExprKind::Holds { .. }
        | ExprKind::HeldColumn { .. }
        | ExprKind::InPost(_)
        | ExprKind::Holding(_)
        | ExprKind::Served(_)
        | ExprKind::HasRecord { .. }
        | ExprKind::NoRecord { .. }
        | ExprKind::IsComplete { .. }
        | ExprKind::First { .. }
        | ExprKind::History(_)
        | ExprKind::Normalise(_)
        | ExprKind::Exists { .. }
        | ExprKind::Count { .. } => {
            if !found.iter().any(|r| r.expr == expr && r.year == year) {
                found.push(here);
            }
        }
        ExprKind::Gather(gather) => match gather.kind {
            GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_) => each(&mut gather.of.iter()),
            _ => {
                if !found.iter().any(|r| r.expr == expr && r.year == year) {
                    found.push(here);
                }
            }
        },
        ExprKind::Decision(decision) => each(&mut decision.heads.iter().chain(&decision.official)),
        ExprKind::Previous(inner) => {
            if let Some(before) = year.plus(-1) {
                collect(inner, entity, before, value, found);
            }
        }
        ExprKind::Not(e) | ExprKind::IsNa(e) | ExprKind::HasValue(e) | ExprKind::YearPlus { year: e, .. } => {
            each(&mut std::iter::once(&**e))
        }
        ExprKind::Weighted(weighted) => each(&mut weighted.items.iter().flat_map(|(of, weight)| [of, weight]).chain(&weighted.missing)),
        ExprKind::Extreme { of: list, .. } | ExprKind::Filled(list) => each(&mut list.iter()),
        ExprKind::And(list) => each(&mut deciding(list.iter(), false, year, value).into_iter()),
        ExprKind::Or(list) => each(&mut deciding(list.iter(), true, year, value).into_iter()),
        ExprKind::Items { any, items } => each(&mut deciding(items.iter().map(|(_, e)| e), *any, year, value).into_iter()),
        ExprKind::Compare { left, right, .. } | ExprKind::Has { set: left, item: right } | ExprKind::Arithmetic { left, right, .. } => {
            each(&mut [&**left, &**right].into_iter())
        }
        ExprKind::In { subject, values, .. } => each(&mut std::iter::once(&**subject).chain(values)),
        ExprKind::ElseIfNa { value: first, otherwise } => {
            let needed = value(first, year).is_none_or(|p| p.na);
            each(&mut std::iter::once(&**first).chain(Some(&**otherwise).filter(|_| needed)));
        }
        ExprKind::Clip { value: inner, least, most } => each(&mut std::iter::once(&**inner).chain(least.as_deref()).chain(most.as_deref())),
        ExprKind::Match { subject, arms, otherwise } => {
            let known = value(subject, year).and_then(|p| p.known().cloned());
            let taken: Vec<&Expr> = match known {
                Some(known) => {
                    let arm = arms.iter().find(|(values, _)| values.iter().any(|v| matches!(&v.kind, ExprKind::Literal(l) if *l == known)));
                    arm.map(|(_, then)| then).or(otherwise.as_deref()).into_iter().collect()
                }
                None => arms.iter().map(|(_, then)| then).chain(otherwise.as_deref()).collect(),
            };
            each(&mut std::iter::once(&**subject).chain(taken));
        }
    }
}

/// What an expression came to in a year; `None`: not asked.
type Value<'v> = &'v dyn Fn(&Expr, Year) -> Option<Possible>;

/// The sides that settle an 或 (`decisive` true) or a 且 (`decisive` false); all of them where none does.
fn deciding<'e>(sides: impl Iterator<Item = &'e Expr> + Clone, decisive: bool, year: Year, value: Value<'_>) -> Vec<&'e Expr> {
    let settle: Vec<&Expr> = sides.clone().filter(|e| value(e, year).is_some_and(|p| p.as_truth() == Some(decisive))).collect();
    if settle.is_empty() { sides.collect() } else { settle }
}
