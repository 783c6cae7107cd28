//! 校验: sums and relations that must hold over facts and numbers. A failure is a problem at the row, never a changed result.

use quanheng_facts::fact::{Facts, Row};
use quanheng_facts::problem::Problem;
use quanheng_facts::schema::KeyType;
use quanheng_facts::value::{EntityIx, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use crate::finding::Instance;
use crate::ir::{Assert, ExprKind, VariableId};
use crate::problems::assertion_failed;

impl Interpreter<'_> {
    /// Every 校验 that fails in a year. One whose inputs are not known does not fail.
    #[must_use]
    pub fn check_asserts(&self, year: Year) -> Vec<Problem> {
        let mut problems = Vec::new();
        for assert in &self.program.asserts {
            match assert.each {
                None => {
                    if self.fails(assert, Frame::at(nobody(None, year))) {
                        problems.push(assertion_failed::problem(None, named(assert), &self.words().expression(&assert.logic), &[]));
                    }
                }
                Some(table) => {
                    let schema = self.program.schema.table(table);
                    let by_year = schema.and_then(|t| t.keys.iter().position(|k| k.ty == KeyType::Year));
                    for row in self.facts.all_rows(table) {
                        let row_year = by_year.and_then(|at| row.keys.get(at));
                        if row_year.is_some_and(|y| *y != Value::Year(year)) {
                            continue;
                        }
                        let frame = Frame::at(nobody(entity_of(&row), year)).on(&row);
                        if self.fails(assert, frame) {
                            problems.push(assertion_failed::problem(
                                Some(&row.origin),
                                named(assert),
                                &self.words().expression(&assert.logic),
                                &self.seen(assert, &row),
                            ));
                        }
                    }
                }
            }
        }
        problems
    }

    fn fails(&self, assert: &Assert, frame: Frame<'_>) -> bool {
        self.eval(&assert.logic, frame).possible.as_truth() == Some(false)
    }

    /// The row's own texts that the assertion reads, with their columns.
    fn seen(&self, assert: &Assert, row: &Row) -> Vec<(String, String)> {
        let mut seen = Vec::new();
        let mut stack = vec![&assert.logic];
        while let Some(expr) = stack.pop() {
            match &expr.kind {
                ExprKind::RowColumn { table, column } => {
                    let name = self.program.schema.table(*table).and_then(|t| t.column(*column)).map(|c| c.name.clone());
                    if let (Some(name), Some(cell)) = (name, Facts::cell(row, *column)) {
                        seen.push((name, cell.origin.text.clone()));
                    }
                }
                ExprKind::Compare { left, right, .. } | ExprKind::Arithmetic { left, right, .. } => stack.extend([&**right, &**left]),
                ExprKind::And(sides) | ExprKind::Or(sides) => stack.extend(sides.iter().rev()),
                ExprKind::Not(inner) => stack.push(inner),
                _ => {}
            }
        }
        seen
    }
}

fn entity_of(row: &Row) -> Option<EntityIx> {
    row.keys.iter().find_map(|k| if let Value::Entity(e) = k { Some(*e) } else { None })
}

fn nobody(entity: Option<EntityIx>, year: Year) -> Instance {
    Instance::of(VariableId(u32::MAX), entity, year)
}

fn named(assert: &Assert) -> (&str, &str) {
    (&assert.id, &assert.label)
}
