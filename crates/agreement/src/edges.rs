//! Where a program says something else: its own literals, by type and by the column that they are compared with.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{Type, Value};
use quanheng_policy::ir::walk::{roots, visit};
use quanheng_policy::ir::{Expr, ExprKind, Program};

/// A type without its unit or scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Number,
    Ratio,
    Money,
    Date,
    Other,
}

impl Family {
    /// Of a type.
    #[must_use]
    pub fn of(ty: &Type) -> Family {
        match ty {
            Type::Integer { .. } | Type::Decimal { .. } => Family::Number,
            Type::Ratio => Family::Ratio,
            Type::Money => Family::Money,
            Type::Date => Family::Date,
            _ => Family::Other,
        }
    }
}

/// The literals of a program.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    pub by_type: BTreeMap<Family, BTreeSet<Value>>,
    pub by_column: BTreeMap<(TableId, ColumnId), BTreeSet<Value>>,
}

/// The edges of a program.
#[must_use]
pub fn edges(program: &Program) -> Edges {
    let mut edges = Edges::default();
    for (_, root) in roots(program) {
        visit(root, &mut |expr| {
            if let ExprKind::Literal(value) = &expr.kind {
                edges.by_type.entry(Family::of(&expr.ty)).or_default().insert(value.clone());
            }
            if let ExprKind::Compare { left, right, .. } = &expr.kind {
                for (read, against) in [(left, right), (right, left)] {
                    for column in columns(read) {
                        for value in values(against, program) {
                            edges.by_column.entry(column).or_default().insert(value);
                        }
                    }
                }
            }
            if let ExprKind::Clip { value, least, most } = &expr.kind {
                for column in columns(value) {
                    for end in least.iter().chain(most) {
                        edges.by_column.entry(column).or_default().extend(values(end, program));
                    }
                }
            }
        });
    }
    for parameter in &program.parameters {
        for version in &parameter.values {
            edges.by_type.entry(Family::of(&parameter.ty)).or_default().insert(version.value.clone());
        }
    }
    edges
}

fn columns(expr: &Expr) -> Vec<(TableId, ColumnId)> {
    let mut found = Vec::new();
    visit(expr, &mut |e| match &e.kind {
        ExprKind::Column { table, column, .. } | ExprKind::ColumnAsAt { table, column, .. } | ExprKind::RowColumn { table, column } => {
            found.push((*table, *column));
        }
        _ => {}
    });
    found
}

fn values(expr: &Expr, program: &Program) -> Vec<Value> {
    let mut found = Vec::new();
    visit(expr, &mut |e| match &e.kind {
        ExprKind::Literal(value) => found.push(value.clone()),
        ExprKind::Parameter(id) => {
            found.extend(program.parameters.get(id.at()).into_iter().flat_map(|p| p.values.iter().map(|v| v.value.clone())));
        }
        _ => {}
    });
    found
}
