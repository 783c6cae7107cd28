//! A case as a row of a pack's own tests; and whether it does what was claimed when it is run.
//!
//! In: a case of the readings of some conditions. Out: heads and cells as `tests/*.md` has them, and, for two rules that seem to
//! meet, a test that expects 冲突. Only the interpreter says whether they really do. Deliberately absent: readings that no head can
//! give (首次, 存在 …): they are shown in the author's own words, and the run tells what becomes of them.

use jiff::civil::Date;
use quanheng_facts::value::{Type, Value, Year};

use crate::check::Checker;
use crate::check::logic::Space;
use crate::check::solve::{Case, Reading};
use crate::ir::{Day, Expr, ExprKind, Over, Program, Variable, VariableId, Whose, walk};
use crate::pack::PackText;
use crate::pack_test::{read_tests, run_table};
use crate::source::read_pack;
use crate::wording;

/// One head with its cell.
struct Column {
    head: String,
    cell: String,
    /// A head of a test, not only words for people.
    can_be_given: bool,
}

/// The heads and cells of a row, of which some may be words for people only.
pub(super) struct Row {
    columns: Vec<Column>,
    /// The further indexes of the definition at hand, where the case says what they are.
    index: Vec<(usize, Value)>,
}

/// A test of one row whose result should be 冲突.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    /// As it can be put into a file under `tests/`.
    pub test: String,
    /// The case in words, where it cannot be run.
    pub on_paper: String,
}

impl Row {
    pub(super) fn of(checker: &Checker<'_>, space: &Space, case: &Case, year: Option<Year>) -> Row {
        let mut columns: Vec<Column> = Vec::new();
        let index: Vec<(usize, Value)> = case
            .readings
            .iter()
            .filter_map(|(at, reading)| match (&space.leaves.get(*at)?.expr.kind, reading) {
                (ExprKind::Index { at, .. }, Reading::Value(value)) => Some((*at, value.clone())),
                _ => None,
            })
            .collect();
        for (at, reading) in &case.readings {
            let Some(leaf) = space.leaves.get(*at) else { continue };
            let words = || {
                let words = checker.words(leaf.pack, leaf.expr.span);
                match leaf.back {
                    0 => words,
                    1 => format!("上年({words})"),
                    years => format!("往年({years}，{words})"),
                }
            };
            let cell = match reading {
                Reading::NotApplicable => "不适用".to_owned(),
                Reading::Present => "（有值）".to_owned(),
                Reading::Value(value) => wording::written(value, &leaf.expr.ty, &checker.program.schema),
            };
            let name = head(&checker.program, &leaf.expr, leaf.back, year, &index);
            let can_be_given = name.is_some() && *reading != Reading::Present;
            let head = name.unwrap_or_else(words);
            if !columns.iter().any(|c| c.head == head) {
                columns.push(Column { head, cell, can_be_given });
            }
        }
        Row { columns, index }
    }

    /// The same on a day: what an event has is looked at on its day.
    pub(super) fn on_day(mut self, checker: &Checker<'_>, variable: &Variable, day: Option<Date>) -> Row {
        if let (Some((table, column)), Some(day)) = (checker.program.dated_by(variable), day)
            && let Some(schema) = checker.program.schema.table(table)
            && let Some(column) = schema.column(column)
        {
            let head = format!("{}.{}", schema.name, column.name);
            if !self.columns.iter().any(|c| c.head == head || c.head == column.name) {
                self.columns.push(Column { head, cell: day.to_string(), can_be_given: true });
            }
        }
        self
    }

    /// As a Markdown table, set in by two places.
    pub(super) fn on_paper(&self) -> String {
        table(self.columns.iter().map(|c| (c.head.as_str(), c.cell.as_str())), "  ")
    }

    /// A test that expects 冲突 of a definition.
    pub(super) fn conflict(&self, checker: &Checker<'_>, variable: VariableId, year: Year, signed: &[String]) -> Option<Witness> {
        let program = &checker.program;
        let params = &program.variable(variable)?.index;
        let said = |at: usize| self.index.iter().find(|(a, _)| *a == at).map(|(_, value)| value.clone());
        let of_index = params.iter().enumerate().map(|(at, param)| match (&param.ty, said(at)) {
            (_, Some(value)) => Some(wording::written(&value, &param.ty, &program.schema)),
            (Type::Enum(id), None) => Some(wording::written(&Value::Enum(*id, 0), &param.ty, &program.schema)),
            _ => None,
        });
        let result = format!("⇒ {}", with_keys(name_of(program, variable)?, &of_index.collect::<Option<Vec<_>>>()?));
        let given = self.columns.iter().filter(|c| c.can_be_given).map(|c| (c.head.as_str(), c.cell.as_str()));
        let signed: String = signed.iter().map(|table| format!(" `完整 {table}`")).collect();
        let rows = table(given.chain([(result.as_str(), "冲突")]), "");
        Some(Witness { test: format!("`各行独立` `年度 {year}`{signed}\n\n{rows}"), on_paper: self.on_paper() })
    }
}

impl Witness {
    /// True if the test passes: the interpreter comes to 冲突.
    pub(super) fn holds(&self, program: &Program) -> bool {
        let file = ("tests/1.md".to_owned(), self.test.clone());
        let (source, _) = read_pack(&PackText { folder: String::new(), files: vec![file] });
        let (tables, problems) = read_tests(&source);
        let outcomes: Vec<_> = tables.iter().flat_map(|table| run_table(table, program, None)).collect();
        problems.is_empty() && !outcomes.is_empty() && outcomes.iter().all(|o| o.passed)
    }
}

fn table<'c>(columns: impl Iterator<Item = (&'c str, &'c str)>, margin: &str) -> String {
    let (mut heads, mut rules, mut cells) = (format!("{margin}|"), format!("{margin}|"), format!("{margin}|"));
    for (head, cell) in columns {
        heads.push_str(&format!(" {head} |"));
        rules.push_str("---|");
        cells.push_str(&format!(" {cell} |"));
    }
    format!("{heads}\n{rules}\n{cells}")
}

/// What a test calls a reading; `None` where no head can give it.
fn head(program: &Program, expr: &Expr, back: u32, year: Option<Year>, index: &[(usize, Value)]) -> Option<String> {
    let literals = |of: &[Expr]| of.iter().map(|e| literal(program, e, index)).collect::<Option<Vec<String>>>();
    let (name, more) = match &expr.kind {
        ExprKind::Variable { variable, whose: Whose::Own | Whose::Nobody, args } => {
            (with_keys(name_of(program, *variable)?, &literals(args)?), 0)
        }
        ExprKind::Column { table, column, whose: Whose::Own | Whose::Nobody, keys } => {
            let schema = program.schema.table(*table)?;
            let column = &schema.column(*column)?.name;
            let keys = literals(keys)?;
            let once = keys.is_empty() && named_once(program, column);
            let name = if once { column.clone() } else { format!("{}.{column}", schema.name) };
            (with_keys(name, &keys), 0)
        }
        ExprKind::ColumnAsAt { table, column, whose: Whose::Own | Whose::Nobody, day } => {
            let schema = program.schema.table(*table)?;
            let column = &schema.column(*column)?.name;
            let before = matches!(day, Day::PreviousYearBegin | Day::PreviousYearEnd);
            let name = if named_once(program, column) { column.clone() } else { format!("{}.{column}", schema.name) };
            (name, u32::from(before))
        }
        ExprKind::Open(id) => (program.opens.get(id.at())?.name.clone(), 0),
        _ => return None,
    };
    match back.saturating_add(more) {
        0 => Some(name),
        1 => Some(format!("上年({name})")),
        years => Some(format!("{name} {}年度", year?.plus(i32::try_from(years).ok()?.checked_neg()?)?)),
    }
}

/// The shortest name by which a test finds a definition.
fn name_of(program: &Program, variable: VariableId) -> Option<String> {
    let full = &program.variable(variable)?.name;
    let short = full.rsplit('.').next().unwrap_or(full);
    let found = |name: &str| program.variable_named(name) == Some(variable);
    if found(short) { Some(short.to_owned()) } else { found(full).then(|| full.clone()) }
}

/// True if a column's name alone says which is meant.
fn named_once(program: &Program, column: &str) -> bool {
    let tables = program.schema.tables.iter().filter(|t| t.column_named(column).is_some()).count();
    let others = program.variable_named(column).is_some()
        || program.opens.iter().any(|o| o.name == column)
        || program.parameters.iter().any(|p| p.name == column)
        || program.schema.kinds.iter().any(|k| k.name == column)
        || column == "年度";
    tables == 1 && !others
}

/// A key of a reading, where it is written or the case says what it is.
fn literal(program: &Program, expr: &Expr, index: &[(usize, Value)]) -> Option<String> {
    let value = match &expr.kind {
        ExprKind::Literal(value) => value,
        ExprKind::Index { at, .. } => match (index.iter().find(|(a, _)| a == at), &expr.ty) {
            (Some((_, value)), _) => value,
            // Any will do: the first.
            (None, Type::Enum(id)) => &Value::Enum(*id, 0),
            (None, _) => return None,
        },
        _ => return None,
    };
    matches!(value, Value::Enum(..)).then(|| wording::written(value, &expr.ty, &program.schema))
}

fn with_keys(name: String, keys: &[String]) -> String {
    if keys.is_empty() { name } else { format!("{name}({})", keys.join("，")) }
}

/// The tables whose being complete decides a reading of this condition: 存在, 计数, 无记录.
pub(super) fn tables_counted(program: &Program, conditions: &[&Expr]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for condition in conditions {
        walk::visit(condition, &mut |e| {
            let table = match &e.kind {
                ExprKind::Exists { over: Over::Rows { table, .. } | Over::Records { table, .. }, .. }
                | ExprKind::Count { over: Over::Rows { table, .. } | Over::Records { table, .. }, .. }
                | ExprKind::NoRecord { table, .. } => *table,
                _ => return,
            };
            let Some(schema) = program.schema.table(table).filter(|t| t.completeness.is_some()) else { return };
            if !out.contains(&schema.name) {
                out.push(schema.name.clone());
            }
        });
    }
    out
}
