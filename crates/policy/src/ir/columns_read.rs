//! Which tables and columns results rest on, however far down: what has to be read of facts that are kept in columns.
//!
//! Rather too much than too little. Of a plain fact table only the columns that some expression names, with those that say how far
//! they can be trusted; where anything at all turns on events, tenures, spans or matters, all of every such table.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::schema::{ColumnId, TableId, TableShape};
use quanheng_facts::value::{KindId, Type};

use crate::ir::{Expr, ExprKind, Outcome, Over, Program, VariableId, Who, walk};

/// Of each table that the results (and every 校验) rest on, the columns. A table whose rows alone matter has none.
#[must_use]
pub fn columns_read(program: &Program, results: &[VariableId]) -> BTreeMap<TableId, BTreeSet<ColumnId>> {
    let mut read = Read { program, left: results.to_vec(), met: BTreeSet::new(), columns: BTreeMap::new(), records: false };
    for assert in &program.asserts {
        read.expression(&assert.logic);
        assert.each.into_iter().for_each(|table| read.table(table));
    }
    read.all_that_is_left();
    read.finished()
}

/// The tables that one variable rests on.
#[must_use]
pub fn tables_read(program: &Program, variable: VariableId) -> BTreeSet<TableId> {
    let mut read = Read { program, left: vec![variable], met: BTreeSet::new(), columns: BTreeMap::new(), records: false };
    read.all_that_is_left();
    read.finished().into_keys().collect()
}

/// True where some expression asks for the id of somebody (编号): whoever leaves ids unread may only work out a program that does not.
#[must_use]
pub fn ids_are_read(program: &Program) -> bool {
    let roots = program.variables.iter().flat_map(|variable| walk::variable_roots(variable).into_iter().map(|(_, root)| root));
    let mut read = false;
    for root in roots.chain(program.asserts.iter().map(|assert| &assert.logic)) {
        walk::visit(root, &mut |part| read |= matches!(part.kind, ExprKind::IdOf { .. }));
    }
    read
}

struct Read<'p> {
    program: &'p Program,
    left: Vec<VariableId>,
    met: BTreeSet<VariableId>,
    columns: BTreeMap<TableId, BTreeSet<ColumnId>>,
    /// Something turns on events, tenures, spans or matters.
    records: bool,
}

impl Read<'_> {
    fn all_that_is_left(&mut self) {
        while let Some(id) = self.left.pop() {
            if self.met.insert(id) {
                self.variable(id);
            }
        }
    }

    fn variable(&mut self, id: VariableId) {
        let Some(variable) = self.program.variable(id) else { return };
        variable.owner.into_iter().for_each(|kind| self.kind(kind));
        self.ty(&variable.ty);
        variable.index.iter().for_each(|index| self.ty(&index.ty));
        if let Some((table, column)) = variable.of_column {
            self.column(table, column);
        }
        for (_, root) in walk::variable_roots(variable) {
            self.expression(root);
        }
        if let Some(outcome) = variable.outcome.and_then(|id| self.program.outcomes.get(id.at())) {
            self.outcome(outcome);
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.left.push(outcome.variable);
        self.left.extend(outcome.grants.iter().chain(outcome.fields.iter().map(|(_, id)| id)));
        for disregard in &outcome.disregards {
            self.left.push(disregard.by);
            disregard.tables.iter().for_each(|table| self.table(*table));
        }
        for who in outcome.reaches.iter().flat_map(|reach| &reach.who) {
            match who {
                Who::Own | Who::Listed(_) => {}
                Who::Posts(posts) => self.table(posts.table),
                Who::Each { table, .. } => self.table(*table),
            }
        }
        // Whom it is about may be a person by way of a tenure.
        self.records = true;
        for root in walk::outcome_roots(outcome) {
            self.expression(root);
        }
    }

    fn expression(&mut self, root: &Expr) {
        walk::visit(root, &mut |expr| {
            self.ty(&expr.ty);
            match &expr.kind {
                ExprKind::Variable { variable, .. } => self.left.push(*variable),
                ExprKind::Column { table, column, .. }
                | ExprKind::ColumnAsAt { table, column, .. }
                | ExprKind::RowColumn { table, column }
                | ExprKind::HasRecord { table, column: Some(column), .. } => self.column(*table, *column),
                ExprKind::Holds { table, .. }
                | ExprKind::HasRecord { table, column: None, .. }
                | ExprKind::NoRecord { table, .. }
                | ExprKind::IsComplete { table, .. } => self.table(*table),
                ExprKind::Exists { over, .. } | ExprKind::Count { over, .. } => match over {
                    Over::Rows { table, .. } | Over::Records { table, .. } => self.table(*table),
                    Over::Entities { kind, .. } => self.kind(*kind),
                },
                ExprKind::HeldColumn { posts, column, .. } => self.column(posts.table, *column),
                ExprKind::InPost(asked) => self.table(asked.posts.table),
                ExprKind::Holding(_) | ExprKind::Served(_) => self.records = true,
                _ => {}
            }
        });
    }

    fn ty(&mut self, ty: &Type) {
        if let Type::Entity(kind) | Type::Set(kind) = ty {
            self.kind(*kind);
        }
    }

    /// An event, a tenure, or a kind that some of these belong to.
    fn kind(&mut self, kind: KindId) {
        let schema = &self.program.schema;
        let of_records = (0..).map(KindId).zip(&schema.kinds).any(|(id, def)| def.record.is_some() && schema.is_kind(id, kind));
        self.records |= of_records;
    }

    fn table(&mut self, table: TableId) {
        self.columns.entry(table).or_default();
        let schema = &self.program.schema;
        let plain = schema.table(table).is_some_and(|t| t.shape == TableShape::Fact);
        self.records |= !plain || schema.tables_of_matters().any(|(id, _)| id == table);
    }

    fn column(&mut self, table: TableId, column: ColumnId) {
        self.table(table);
        let new = self.columns.entry(table).or_default().insert(column);
        let basis = self.program.schema.table(table).and_then(|t| t.column(column)?.basis);
        if new && let Some(basis) = basis {
            self.column(table, basis);
        }
        // Exceptions to what stands there are a variable of their own.
        let of_column = (0..).map(VariableId).zip(&self.program.variables).filter(|(_, v)| v.of_column == Some((table, column)));
        self.left.extend(of_column.map(|(id, _)| id));
    }

    fn finished(mut self) -> BTreeMap<TableId, BTreeSet<ColumnId>> {
        let schema = &self.program.schema;
        let registered: BTreeSet<TableId> = schema.tables_of_matters().map(|(id, _)| id).collect();
        for (id, table) in (0..).map(TableId).zip(&schema.tables) {
            if self.records && (table.shape != TableShape::Fact || registered.contains(&id)) {
                self.columns.entry(id).or_default().extend((0..).map(ColumnId).zip(&table.columns).map(|(id, _)| id));
            }
        }
        self.columns
    }
}
