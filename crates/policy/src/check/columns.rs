//! Exceptions to a column of a table: what a later rule puts in the place of what was entered.
//!
//! In: the targets of exceptions that name a column and no definition. Out: for each such column a variable of its own, whose base
//! is the cell. Every reading of the column, in whichever pack, becomes a reading of that variable; `所录(x)` still reads the cell.
//! Deliberately absent: 时段 and tables of several rows, whose columns have no one value to take an exception.

use quanheng_facts::schema::{Blank, ColumnId, KeyType, TableId, TableShape};
use quanheng_facts::value::Type;

use crate::check::{Checker, ids, next_index};
use crate::ir::{Begins, Expr, ExprKind, InForce, IndexParam, MOST_INDEXES, Rule, Shape, Variable, VariableId, Whose};
use crate::syntax::tree::{Path, Statement, StatementKind};

/// A column that exceptions are made to, and the variable that stands for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct OverriddenColumn {
    pub table: TableId,
    pub column: ColumnId,
    pub variable: VariableId,
}

impl Checker<'_> {
    /// Finds the columns that exceptions aim at, before any rule is read.
    pub(super) fn declare_overridden_columns(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Exception(exception) = &statement.kind else { continue };
                for target in exception.over.iter().filter(|t| t.label.is_none()) {
                    let from = match &target.path.pack {
                        None => Some(pack),
                        Some(word) => self.packs.iter().position(|p| p.manifest.id == word.text),
                    };
                    if let Some(from) = from.filter(|from| self.names.sees(pack, *from)) {
                        self.override_column(from, &target.path, statement);
                    }
                }
            }
        }
    }

    fn override_column(&mut self, from: usize, path: &Path, statement: &Statement) {
        if !self.variable_at(from, path).is_empty() || self.names_label(path) {
            return;
        }
        let Some((table, column)) = self.column_at(from, path) else { return };
        let Some(schema) = self.table(table) else { return };
        let owner = schema.keys.iter().find_map(|k| if let KeyType::Entity(kind) = k.ty { Some(kind) } else { None });
        let yearly = schema.keys.iter().any(|k| k.ty == KeyType::Year);
        let index: Vec<IndexParam> = schema
            .keys
            .iter()
            .filter_map(|k| if let KeyType::Enum(id) = k.ty { Some(IndexParam { name: k.name.clone(), ty: Type::Enum(id) }) } else { None })
            .collect();
        let one_value = matches!(schema.shape, TableShape::Fact | TableShape::Event | TableShape::Tenure) && !schema.many_rows;
        let Some(held) = schema.column(column).filter(|c| one_value && !c.many_values && index.len() <= MOST_INDEXES) else { return };
        let begins = usize::try_from(table.0).ok().and_then(|at| self.program.tables.get(at)).is_some_and(|t| t.begins != Begins::Unsaid);
        let record = schema.shape.is_record();
        let maybe_na = held.blank == Blank::Absent || (!record && (schema.completeness.is_some() || begins));
        let (ty, name) = (held.ty.clone(), format!("{}.{}", schema.name, held.name));
        let owning = self.packs.iter().position(|p| p.manifest.id == schema.pack).unwrap_or(from);
        let keys = index
            .iter()
            .enumerate()
            .map(|(at, param)| Expr { kind: ExprKind::Index { at, name: param.name.clone() }, ty: param.ty.clone(), span: statement.span })
            .collect();
        let whose = if owner.is_some() { Whose::Own } else { Whose::Nobody };
        let cell = Expr { kind: ExprKind::Column { table, column, whose, keys }, ty: ty.clone(), span: statement.span };
        let variable = VariableId(next_index(&self.program.variables));
        self.program.variables.push(Variable {
            name: name.clone(),
            owner,
            yearly,
            index,
            ty,
            maybe_na,
            pack: ids::pack_ix(owning),
            article: None,
            span: statement.span,
            shape: Shape::Rules,
            rules: vec![Rule {
                label: "基本".to_owned(),
                id: format!("{}/表/{name}", self.packs.get(owning).map(|p| p.manifest.id.as_str()).unwrap_or_default()),
                pack: ids::pack_ix(owning),
                article: None,
                span: statement.span,
                is_base: true,
                in_force: InForce::default(),
                repealed: None,
                where_applies: None,
                guard: None,
                value: Some(cell),
                mode: None,
                published: false,
                overrides: Vec::new(),
            }],
            default: None,
            bounds: Vec::new(),
            presumptions: Vec::new(),
            without_base: Vec::new(),
            stratum: 0,
            left_open: Vec::new(),
            judgement: None,
            outcome: None,
            of_column: Some((table, column)),
        });
        self.overridden.push(OverriddenColumn { table, column, variable });
    }

    /// True where an exception bears the name: it means that one.
    fn names_label(&self, path: &Path) -> bool {
        let [word] = path.words.as_slice() else { return false };
        let labels = self.packs.iter().flat_map(|p| &p.tree.statements);
        labels.filter_map(|s| if let StatementKind::Exception(e) = &s.kind { Some(&e.label.text) } else { None }).any(|l| *l == word.text)
    }

    /// The column a path names: `考评.得分`, or `得分` where one table alone has it.
    fn column_at(&self, from: usize, path: &Path) -> Option<(TableId, ColumnId)> {
        match path.words.as_slice() {
            [table, column] => {
                let id = self.known_table(from, &table.text)?;
                Some((id, self.table(id)?.column_named(&column.text)?))
            }
            [column] => {
                let mut holding = self.tables_seen(from).into_iter().filter_map(|t| Some((t, self.table(t)?.column_named(&column.text)?)));
                match (holding.next(), holding.next()) {
                    (Some(only), None) => Some(only),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The variable that stands for a column, where exceptions are made to it.
    pub(super) fn overridden_column(&self, table: TableId, column: ColumnId) -> Option<VariableId> {
        self.overridden.iter().find(|o| o.table == table && o.column == column).map(|o| o.variable)
    }

    /// The same by the path a target writes.
    pub(super) fn overridden_at(&self, from: usize, path: &Path) -> Option<VariableId> {
        let (table, column) = self.column_at(from, path)?;
        self.overridden_column(table, column)
    }
}
