//! Which kernel answers an expression: said once, for whoever works it out and for the plan that tells of it.
//!
//! In: an expression, and the variable it belongs to. Out: its kernel with the parts that the kernel asks for, or why every row is worked
//! out by itself. Only what the program says counts here; what turns on facts, or on what parts come to, the kernel finds out
//! when it meets it, and says by a [`Reason`] of its own which rows it left. Deliberately absent: what each kernel does.

use quanheng_facts::schema::{ColumnId, KeyType, Schema, TableId};
use quanheng_facts::value::KindId;
use quanheng_policy::ir::{Expr, ExprKind, GatherKind, History, Normalise, Over, Program, Variable, VariableId, Weighted, Whose};
use quanheng_policy::syntax::tree::{Arithmetic, Comparison};

use super::is_unchanging;
use crate::layout::keyed_by;
use crate::reason::Reason;

/// What answers an expression.
#[derive(Clone, Debug)]
pub(crate) enum Kernel<'p> {
    /// Worked out once, and the same in every row.
    SameForAll,
    /// Another variable's column.
    Variable {
        id: VariableId,
        read: &'p Variable,
        whose: &'p Whose,
        args: &'p [Expr],
    },
    /// Cells of a fact table.
    Column {
        table: TableId,
        column: ColumnId,
        keyed: KindId,
        whose: &'p Whose,
        keys: &'p [Expr],
    },
    /// 上年: the register of the year before.
    Previous(&'p Expr),
    Compare {
        op: Comparison,
        left: &'p Expr,
        right: &'p Expr,
    },
    Among {
        negated: bool,
        subject: &'p Expr,
        values: &'p [Expr],
    },
    Not(&'p Expr),
    /// 且; with `any`, 或.
    Join {
        any: bool,
        sides: Vec<&'p Expr>,
    },
    /// 不适用; without `wanted`, 有值.
    IsNa {
        inner: &'p Expr,
        wanted: bool,
    },
    Arithmetic {
        op: Arithmetic,
        left: &'p Expr,
        right: &'p Expr,
    },
    Extreme {
        greatest: bool,
        of: &'p [Expr],
    },
    Clip {
        value: &'p Expr,
        least: Option<&'p Expr>,
        most: Option<&'p Expr>,
    },
    ElseIfNa {
        value: &'p Expr,
        otherwise: &'p Expr,
    },
    Match {
        subject: &'p Expr,
        arms: &'p [(Vec<Expr>, Expr)],
        otherwise: Option<&'p Expr>,
    },
    First {
        condition: &'p Expr,
        since: Option<&'p Expr>,
    },
    History(&'p History),
    /// 存在 and 计数 over records that concern the row's entity by a column.
    Counted {
        exists: bool,
        table: TableId,
        concerns: ColumnId,
        when: Option<&'p Expr>,
    },
    /// 有记录; with `none`, 无记录.
    Recorded {
        table: TableId,
        column: Option<ColumnId>,
        keyed: KindId,
        none: bool,
    },
    /// 归一: a figure on the scale of everybody's.
    Normalise(&'p Normalise),
    /// 加权: figures added up by their weights.
    Weighted(&'p Weighted),
    /// Each distinct combination of its parts is worked out once.
    CaseByCase,
    /// Every row by itself.
    RowByRow(Reason),
}

/// The kernel of an expression of a variable.
pub(crate) fn kernel_of<'p>(program: &'p Program, variable: &Variable, expr: &'p Expr) -> Kernel<'p> {
    if is_unchanging(expr) {
        return Kernel::SameForAll;
    }
    let schema = &program.schema;
    match &expr.kind {
        ExprKind::Variable { variable, whose, args } => match program.variable(*variable) {
            None => Kernel::SameForAll,
            Some(read) if is_dated_by_itself(schema, read) => Kernel::RowByRow(Reason::OfItsOwnYear),
            Some(read) => Kernel::Variable { id: *variable, read, whose, args },
        },
        ExprKind::Column { table, column, whose, keys } => match keyed_with(schema, *table, Some(*column), keys.len()) {
            Some(keyed) => Kernel::Column { table: *table, column: *column, keyed, whose, keys },
            None => Kernel::RowByRow(Reason::OtherKeys),
        },
        ExprKind::Previous(inner) => Kernel::Previous(inner),
        ExprKind::Compare { op, left, right } => Kernel::Compare { op: *op, left, right },
        ExprKind::In { negated, subject, values } => Kernel::Among { negated: *negated, subject, values },
        ExprKind::Not(side) => Kernel::Not(side),
        ExprKind::And(sides) => Kernel::Join { any: false, sides: sides.iter().collect() },
        ExprKind::Or(sides) => Kernel::Join { any: true, sides: sides.iter().collect() },
        ExprKind::Items { any, items } => Kernel::Join { any: *any, sides: items.iter().map(|(_, e)| e).collect() },
        ExprKind::IsNa(inner) => Kernel::IsNa { inner, wanted: true },
        ExprKind::HasValue(inner) => Kernel::IsNa { inner, wanted: false },
        ExprKind::Arithmetic { op, left, right } => Kernel::Arithmetic { op: *op, left, right },
        ExprKind::Extreme { greatest, of } => Kernel::Extreme { greatest: *greatest, of },
        ExprKind::Clip { value, least, most } => Kernel::Clip { value, least: least.as_deref(), most: most.as_deref() },
        ExprKind::ElseIfNa { value, otherwise } => Kernel::ElseIfNa { value, otherwise },
        ExprKind::Match { subject, arms, otherwise } => Kernel::Match { subject, arms, otherwise: otherwise.as_deref() },
        ExprKind::YearPlus { .. } | ExprKind::Has { .. } | ExprKind::Decision(_) => Kernel::CaseByCase,
        ExprKind::Gather(gather) => match gather.kind {
            GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_) => Kernel::CaseByCase,
            GatherKind::Window | GatherKind::Exists | GatherKind::Count | GatherKind::Sum { .. } | GatherKind::Extreme { .. } => {
                Kernel::RowByRow(Reason::NoKernel)
            }
        },
        ExprKind::First { condition, since } => Kernel::First { condition, since: since.as_deref() },
        ExprKind::History(asked) => Kernel::History(asked),
        ExprKind::Exists { over, when } => counted(variable, true, over, when.as_deref()),
        ExprKind::Count { over, when } => counted(variable, false, over, when.as_deref()),
        ExprKind::HasRecord { table, column, keys, among: None } if keys.is_empty() => recorded(schema, *table, *column, false),
        ExprKind::NoRecord { table, keys } if keys.is_empty() => recorded(schema, *table, None, true),
        ExprKind::IsComplete { table, keys } if keys.is_empty() && is_signed_for_all(schema, *table) => Kernel::SameForAll,
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
        | ExprKind::Filled(_) => Kernel::RowByRow(Reason::NoKernel),
        ExprKind::Normalise(asked) if variable.owner != Some(asked.among.kind) => Kernel::RowByRow(Reason::OtherPopulation),
        ExprKind::Normalise(asked) => Kernel::Normalise(asked),
        ExprKind::Weighted(asked) => Kernel::Weighted(asked),
    }
}

/// What an event or a tenure has is worked out under its own year, not in a column of one year.
fn is_dated_by_itself(schema: &Schema, read: &Variable) -> bool {
    !read.yearly
        && read.owner.is_some_and(|owner| {
            (0_u32..).map(KindId).zip(&schema.kinds).any(|(at, kind)| kind.record.is_some() && schema.is_kind(at, owner))
        })
}

/// The kind that a table is keyed by, where its other keys are the year and so many enum values.
fn keyed_with(schema: &Schema, table: TableId, column: Option<ColumnId>, enums: usize) -> Option<KindId> {
    let table = schema.table(table)?;
    if let Some(column) = column {
        table.column(column)?;
    }
    let given = table.keys.iter().filter(|key| matches!(key.ty, KeyType::Enum(_))).count();
    keyed_by(table).filter(|_| given == enums)
}

fn counted<'p>(variable: &Variable, exists: bool, over: &'p Over, when: Option<&'p Expr>) -> Kernel<'p> {
    match over {
        Over::Records { table, concerns: Some(concerns) } if variable.yearly && variable.owner.is_some() => {
            Kernel::Counted { exists, table: *table, concerns: *concerns, when }
        }
        Over::Records { .. } | Over::Rows { .. } | Over::Entities { .. } => Kernel::RowByRow(Reason::NoKernel),
    }
}

fn recorded<'p>(schema: &Schema, table: TableId, column: Option<ColumnId>, none: bool) -> Kernel<'p> {
    match keyed_with(schema, table, None, 0) {
        Some(keyed) => Kernel::Recorded { table, column, keyed, none },
        None => Kernel::RowByRow(Reason::OtherKeys),
    }
}

/// A signature covers everybody: the table is not signed entity by entity.
fn is_signed_for_all(schema: &Schema, table: TableId) -> bool {
    let Some(table) = schema.table(table) else { return true };
    let by = table.completeness.as_ref().map(|rule| rule.by.as_slice()).unwrap_or_default();
    !by.iter().any(|at| table.keys.get(*at).is_some_and(|key| matches!(key.ty, KeyType::Entity(_))))
}
