//! What an expression reads, one by one: other variables, cells, records, signatures, open values, named numbers.
//!
//! For explanations only. Each reading keeps the year it is made in, so that 上年(名次) is seen as last year's place.

use quanheng_facts::value::{EntityIx, Year};

use super::Interpreter;
use super::expression::Frame;
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, Whose};

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
        let mut found: Vec<Reading<'e>> = Vec::new();
        collect(expr, entity, year, &mut found);
        let mut once: Vec<Reading<'e>> = Vec::new();
        for reading in found {
            if !once.iter().any(|r| r.expr == reading.expr && r.year == reading.year) {
                once.push(reading);
            }
        }
        once
    }

    /// The instance that a reading of a variable leads to.
    pub(super) fn instance_read(&self, reading: Reading<'_>, reader: Instance) -> Option<Instance> {
        let ExprKind::Variable { variable, whose } = &reading.expr.kind else { return None };
        let entity = self.whose(whose, reading.frame(reader));
        if entity.is_none() && *whose != Whose::Nobody {
            return None;
        }
        let yearly = self.program.variable(*variable).is_some_and(|v| v.yearly);
        Some(Instance { variable: *variable, entity, year: if yearly { reading.year } else { reader.year } })
    }
}

fn collect<'e>(expr: &'e Expr, entity: Option<EntityIx>, year: Year, found: &mut Vec<Reading<'e>>) {
    let here = Reading { expr, entity, year };
    let mut each = |list: &mut dyn Iterator<Item = &'e Expr>| list.for_each(|e| collect(e, entity, year, found));
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::KindOf | ExprKind::Self_ | ExprKind::ThisYear | ExprKind::RowColumn { .. } => {}
        ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::Variable { .. }
        | ExprKind::Column { .. }
        | ExprKind::ColumnAsAt { .. }
        | ExprKind::HasRecord { .. }
        | ExprKind::NoRecord { .. }
        | ExprKind::IsComplete { .. }
        | ExprKind::First { .. }
        | ExprKind::Exists { .. }
        | ExprKind::Count { .. } => found.push(here),
        ExprKind::Previous(inner) => {
            if let Some(before) = year.plus(-1) {
                collect(inner, entity, before, found);
            }
        }
        ExprKind::Not(e) | ExprKind::IsNa(e) | ExprKind::HasValue(e) | ExprKind::YearPlus { year: e, .. } => {
            each(&mut std::iter::once(&**e))
        }
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Extreme { of: list, .. } => each(&mut list.iter()),
        ExprKind::Items { items, .. } => each(&mut items.iter().map(|(_, e)| e)),
        ExprKind::Compare { left, right, .. } | ExprKind::Arithmetic { left, right, .. } => each(&mut [&**left, &**right].into_iter()),
        ExprKind::In { subject, values, .. } => each(&mut std::iter::once(&**subject).chain(values)),
        ExprKind::ElseIfNa { value, otherwise } => each(&mut [&**value, &**otherwise].into_iter()),
        ExprKind::Clip { value, least, most } => each(&mut std::iter::once(&**value).chain(least.as_deref()).chain(most.as_deref())),
        ExprKind::Match { subject, arms, otherwise } => {
            each(&mut std::iter::once(&**subject).chain(arms.iter().map(|(_, then)| then)).chain(otherwise.as_deref()));
        }
    }
}
