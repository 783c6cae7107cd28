//! Which kernel answers an expression: said once, for whoever works it out and for the plan that tells of it.
//!
//! In: an expression, and the variable it belongs to. Out: its kernel with the parts that the kernel asks for, or why every row is worked
//! out by itself. Only what the program says counts here; what turns on facts, or on what parts come to, the kernel finds out
//! when it meets it, and says by a [`Reason`] of its own which rows it left. Deliberately absent: what each kernel does.

use quanheng_facts::schema::{ColumnId, KeyType, Schema, TableId};
use quanheng_facts::value::KindId;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::ir::{
    Anchor, Day, Decision, Expr, ExprKind, Gather, GatherKind, History, HistoryKind, InPost, Normalise, Over, Program, Variable,
    VariableId, Weighted, Whose,
};
use quanheng_policy::syntax::tree::{Arithmetic, Comparison};

use super::filled;
use super::gathered::{From, Made};
use super::is_unchanging;
use super::members::{self, Taken};
use super::posts::OfTenure;
use super::rules::leaves;
use crate::layout::{is_dated_by_itself, keyed_by};
use crate::reason::Reason;
use crate::scene::holds;

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
    /// What an event or a tenure has: the column of its own year.
    OwnYear {
        id: VariableId,
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
    /// Cells of a fact table that is keyed by nobody: the same for all.
    OfNobody {
        table: TableId,
        column: ColumnId,
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
    /// 存在, 计数, 合计 and the like over the entities of a kind: over all of them, over those below; of the variable's own kind, also group by group.
    Members(members::Asked<'p>),
    /// 有记录; with `none`, 无记录. `among`: 组.
    Recorded {
        table: TableId,
        column: Option<ColumnId>,
        keyed: KindId,
        none: bool,
        keys: &'p [Expr],
        among: Option<&'p Expr>,
    },
    /// 已完整
    Complete {
        table: TableId,
        keys: &'p [Expr],
    },
    /// A column of a 时段 on a named day; without one, whether a row of it holds then.
    Dated {
        table: TableId,
        column: Option<ColumnId>,
        whose: &'p Whose,
        day: Day,
    },
    /// 存在, 计数, 合计 and the like over rows, and over records of any year or in windows.
    Gathered {
        from: From<'p>,
        made: Made<'p>,
    },
    /// 在任, 在任月数, 在任天数 of the tenure at hand. `nearby`: only the year at hand and the one before matter.
    Tenure {
        reads: Option<&'p Expr>,
        nearby: bool,
    },
    /// 已填齐
    Filled(&'p [Expr]),
    /// 任职(…) 以 … 为准, of a person or a unit.
    InPost(&'p InPost),
    /// A column of the tenure held then.
    HeldColumn(OfTenure<'p>),
    /// 种类; with `id`, 编号.
    Registered {
        whose: &'p Whose,
        id: bool,
    },
    /// 本人; with `subject`, 本事项.
    Itself {
        subject: bool,
    },
    /// 归一: a figure on the scale of everybody's.
    Normalise(&'p Normalise),
    /// 加权: figures added up by their weights.
    Weighted(&'p Weighted),
    /// 判定表, looked up.
    Table(&'p Decision),
    /// Each distinct combination of its parts is worked out once.
    CaseByCase,
    /// Every row by itself.
    RowByRow(Reason),
}

/// Of which years a register is asked for, seen from the year at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Years {
    /// So many years before.
    At(i32),
    /// That one and those before it, as far as they matter.
    From(i32),
}

/// A register that a kernel asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'p> {
    pub expr: &'p Expr,
    pub years: Years,
    /// Only where some row needs it.
    pub sometimes: bool,
    /// The rows are records of this table, and not the kernel's own.
    pub records: Option<TableId>,
}

impl Years {
    pub const SAME: Years = Years::At(0);

    /// These, seen from others.
    pub fn from(self, others: Years) -> Years {
        match (others, self) {
            (Years::At(a), Years::At(b)) => Years::At(a.saturating_add(b)),
            (Years::At(a) | Years::From(a), Years::At(b) | Years::From(b)) => Years::From(a.saturating_add(b)),
        }
    }

    pub fn covers(self, other: Years) -> bool {
        match (self, other) {
            (Years::At(a), Years::At(b)) => a == b,
            (Years::At(_), Years::From(_)) => false,
            (Years::From(a), Years::At(b) | Years::From(b)) => a <= b,
        }
    }

    /// The fewest that cover both; `None` where they are two single years.
    pub fn joined(self, other: Years) -> Option<Years> {
        match (self, other) {
            (Years::At(a), Years::At(b)) => (a == b).then_some(self),
            (Years::At(a) | Years::From(a), Years::At(b) | Years::From(b)) => Some(Years::From(a.min(b))),
        }
    }
}

impl<'p> Part<'p> {
    fn always(expr: &'p Expr) -> Part<'p> {
        Part { expr, years: Years::SAME, sometimes: false, records: None }
    }

    fn sometimes(expr: &'p Expr) -> Part<'p> {
        Part { sometimes: true, ..Part::always(expr) }
    }
}

impl<'p> Kernel<'p> {
    /// The registers it asks for, in order.
    pub fn parts(&self, expr: &'p Expr) -> Vec<Part<'p>> {
        let all = |exprs: &'p [Expr]| exprs.iter().map(Part::always).collect::<Vec<_>>();
        let whom = |whose: &'p Whose| if let Whose::Of(expr) = whose { Some(Part::always(expr)) } else { None };
        match self {
            Kernel::SameForAll | Kernel::Itself { .. } | Kernel::RowByRow(_) => Vec::new(),
            Kernel::Recorded { keys, among, .. } => all(keys).into_iter().chain(among.iter().map(|among| Part::always(among))).collect(),
            Kernel::Complete { keys, .. } | Kernel::OfNobody { keys, .. } => all(keys),
            Kernel::Gathered { from: From::Rows { keys, .. }, .. } => all(keys),
            Kernel::Gathered { from: From::Records { table, .. }, made: Made::Each { when, taken } } => {
                let asked = when.iter().copied().chain(taken.value());
                asked.map(|asked| Part { records: Some(*table), ..Part::always(asked) }).collect()
            }
            Kernel::Gathered { .. } => Vec::new(),
            Kernel::Filled(list) => {
                let of_one = |item: &'p Expr| {
                    let ExprKind::Variable { whose, args, .. } = &item.kind else { return Vec::new() };
                    all(args).into_iter().chain(whom(whose)).collect()
                };
                list.iter().flat_map(of_one).collect()
            }
            Kernel::InPost(asked) => {
                let when = asked.posts.when.iter().map(|when| Part { records: Some(asked.posts.table), ..Part::always(when) });
                when.chain(asked.at.expr().map(Part::always)).collect()
            }
            Kernel::HeldColumn(OfTenure { whose, at, .. }) => at.expr().map(Part::always).into_iter().chain(whom(whose)).collect(),
            Kernel::Tenure { reads, .. } => reads.iter().map(|reads| Part::always(reads)).collect(),
            Kernel::Dated { whose, .. } | Kernel::Registered { whose, .. } => whom(whose).into_iter().collect(),
            Kernel::Variable { whose, args, .. } | Kernel::OwnYear { whose, args, .. } => {
                all(args).into_iter().chain(whom(whose)).collect()
            }
            Kernel::Column { whose, keys, .. } => all(keys).into_iter().chain(whom(whose)).collect(),
            Kernel::Previous(inner) => vec![Part { years: Years::At(1), ..Part::always(inner) }],
            Kernel::Compare { left, right, .. } | Kernel::Arithmetic { left, right, .. } => vec![Part::always(left), Part::always(right)],
            Kernel::Among { subject, values, .. } => std::iter::once(Part::always(subject)).chain(all(values)).collect(),
            Kernel::Not(side) => vec![Part::always(side)],
            Kernel::Join { any, sides } => {
                let sides = sides.iter().map(|side| Part::always(side));
                let within = if looks_within(*any, self.sides()) { leaves(expr) } else { Vec::new() };
                sides.chain(within.into_iter().map(Part::sometimes)).collect()
            }
            Kernel::IsNa { inner, .. } => vec![Part::always(inner)],
            Kernel::Extreme { of, .. } => all(of),
            Kernel::Clip { value, least, most } => {
                [Some(value), least.as_ref(), most.as_ref()].into_iter().flatten().map(|e| Part::always(e)).collect()
            }
            Kernel::ElseIfNa { value, otherwise } => vec![Part::always(value), Part::sometimes(otherwise)],
            Kernel::Match { subject, arms, otherwise } => {
                let values = arms.iter().flat_map(|(values, _)| values).map(Part::always);
                let then = arms.iter().map(|(_, then)| then).chain(*otherwise).map(Part::sometimes);
                std::iter::once(Part::always(subject)).chain(values).chain(then).collect()
            }
            Kernel::First { condition, since } => {
                let years = Part { years: Years::From(0), ..Part::always(condition) };
                since.iter().map(|since| Part::always(since)).chain([years]).collect()
            }
            Kernel::History(history) => {
                let clauses = history.years.iter().chain(&history.since).chain(&history.unassessed).map(Part::always);
                let years = match (history.kind, history.written_years()) {
                    (HistoryKind::Past, Some(years)) => Years::At(years),
                    (HistoryKind::Past, None) => Years::From(1),
                    (HistoryKind::Run | HistoryKind::Ever | HistoryKind::Recent, _) => Years::From(0),
                };
                clauses.chain([Part { years, ..Part::always(&history.of) }]).collect()
            }
            Kernel::Counted { table, when, .. } => when.iter().map(|when| Part { records: Some(*table), ..Part::always(when) }).collect(),
            Kernel::Members(asked) => asked.parts().map(Part::always).collect(),
            Kernel::Table(decision) => {
                // What cells compare with is asked for only where that is not the same for everybody.
                let heads = decision.heads.iter().chain(&decision.official).map(Part::always);
                heads.chain(parts_of(expr).into_iter().map(Part::sometimes)).collect()
            }
            Kernel::Normalise(asked) => {
                let standard = asked.standard.iter().flat_map(|standard| [&standard.places, &standard.rounding, &standard.sample]);
                let read = std::iter::once(&asked.of).chain(&asked.among.group);
                std::iter::once(Part::always(&asked.method)).chain(read.map(Part::always)).chain(standard.map(Part::sometimes)).collect()
            }
            Kernel::Weighted(asked) => {
                let items = asked.items.iter().flat_map(|(of, weight)| [of, weight]).map(Part::always);
                // What others are read by is asked for only where somebody takes their average.
                asked.missing.iter().map(Part::always).chain(items).chain(asked.among.group.iter().map(Part::sometimes)).collect()
            }
            Kernel::CaseByCase => parts_of(expr).into_iter().map(Part::always).collect(),
        }
    }

    /// What it may meet on the way, so that rows are worked out by themselves. `own_rows`: what it reads of its own entity stands in a column
    /// over the same rows.
    pub fn may_meet(&self, own_rows: bool) -> Vec<Reason> {
        let open = |exprs: Vec<&Expr>, reason: Reason| (!exprs.into_iter().all(is_literal)).then_some(reason);
        match self {
            Kernel::SameForAll
            | Kernel::Compare { .. }
            | Kernel::Among { .. }
            | Kernel::Not(_)
            | Kernel::Join { .. }
            | Kernel::IsNa { .. }
            | Kernel::Arithmetic { .. }
            | Kernel::Extreme { .. }
            | Kernel::Clip { .. }
            | Kernel::ElseIfNa { .. }
            | Kernel::Table(_)
            | Kernel::Itself { .. }
            | Kernel::Tenure { .. }
            | Kernel::CaseByCase => Vec::new(),
            Kernel::Variable { whose, args, .. } => {
                let whom = match whose {
                    Whose::Own => (!own_rows).then_some(Reason::NotInColumn),
                    Whose::Nobody => None,
                    Whose::Superior(_) | Whose::Of(_) => Some(Reason::OpenOfAnother),
                };
                open(args.iter().collect(), Reason::IndexesDiffer).into_iter().chain(whom).collect()
            }
            Kernel::OwnYear { args, .. } => {
                open(args.iter().collect(), Reason::IndexesDiffer).into_iter().chain([Reason::OpenOfAnother]).collect()
            }
            Kernel::Column { keys, .. } => {
                open(keys.iter().collect(), Reason::IndexesDiffer).into_iter().chain([Reason::OpenCell]).collect()
            }
            Kernel::Previous(_) => vec![Reason::NoSuchYear],
            Kernel::Match { arms, .. } => {
                open(arms.iter().flat_map(|(values, _)| values).collect(), Reason::OpenArms).into_iter().collect()
            }
            Kernel::First { .. } => vec![Reason::NoSuchYear],
            Kernel::History(History { kind, years, since, unassessed, .. }) => {
                let since = since.iter().filter(|_| *kind != HistoryKind::Ever);
                let clauses = open(years.iter().chain(since).chain(unassessed).collect(), Reason::HowFarIsOpen);
                clauses.into_iter().chain([Reason::NoSuchYear]).collect()
            }
            Kernel::Counted { .. } => {
                vec![Reason::NoSuchYear, Reason::RecordOfAnybody, Reason::OpenRecord, Reason::MissingRecord]
            }
            Kernel::Members(_) => vec![Reason::OpenMember],
            Kernel::Filled(list) => {
                let args =
                    |item: &'p Expr| if let ExprKind::Variable { args, .. } = &item.kind { args.iter().collect() } else { Vec::new() };
                open(list.iter().flat_map(args).collect(), Reason::IndexesDiffer).into_iter().collect()
            }
            Kernel::InPost(_) => {
                vec![Reason::RecordOfAnybody, Reason::NotInColumn, Reason::OpenCell, Reason::OpenRecord, Reason::MissingRecord]
            }
            Kernel::HeldColumn(_) => vec![Reason::OpenOfAnother, Reason::OpenCell, Reason::OpenRecord, Reason::MissingRecord],
            Kernel::Recorded { keys, among, .. } => {
                let rows: &[Reason] = if among.is_some() { &[Reason::OpenGroup, Reason::NotInColumn] } else { &[Reason::MissingRow] };
                open(keys.iter().collect(), Reason::IndexesDiffer).into_iter().chain(rows.iter().copied()).collect()
            }
            Kernel::Complete { keys, .. } | Kernel::OfNobody { keys, .. } => {
                open(keys.iter().collect(), Reason::IndexesDiffer).into_iter().collect()
            }
            Kernel::Dated { column, whose, .. } => {
                let whom = matches!(whose, Whose::Of(_)).then_some(Reason::OpenOfAnother);
                let row = column.is_none().then_some(Reason::MissingRow);
                [Reason::NoSuchYear, Reason::OpenCell].into_iter().chain(row).chain(whom).collect()
            }
            Kernel::Gathered { from, .. } => {
                let by = match from {
                    From::Rows { keys, .. } => open(keys.iter().collect(), Reason::IndexesDiffer),
                    From::Records { .. } => Some(Reason::RecordOfAnybody),
                };
                [Reason::MissingRecord, Reason::OwnRows].into_iter().chain(by).collect()
            }
            Kernel::Registered { whose, .. } => matches!(whose, Whose::Of(_)).then_some(Reason::OpenOfAnother).into_iter().collect(),
            Kernel::Normalise(_) => vec![Reason::OpenClause, Reason::OtherPopulation, Reason::OpenGroup],
            Kernel::Weighted(_) => vec![Reason::OpenGroup],
            Kernel::RowByRow(reason) => vec![*reason],
        }
    }

    fn sides(&self) -> &[&'p Expr] {
        if let Kernel::Join { sides, .. } = self { sides } else { &[] }
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(_))
}

/// 有值(甲) 且 甲 > 0: the second side is looked into once more, so that what it reads tells cases apart.
pub(crate) fn looks_within(any: bool, sides: &[&Expr]) -> bool {
    sides.iter().any(|side| matches!((&side.kind, any), (ExprKind::HasValue(_), false) | (ExprKind::IsNa(_), true)))
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
            Some(read) if is_dated_by_itself(schema, read) => Kernel::OwnYear { id: *variable, whose, args },
            Some(read) => Kernel::Variable { id: *variable, read, whose, args },
        },
        ExprKind::Column { table, column, whose, keys } => match keyed_with(schema, *table, Some(*column), keys.len()) {
            Some(keyed) => Kernel::Column { table: *table, column: *column, keyed, whose, keys },
            None if matches!(whose, Whose::Own | Whose::Nobody) && is_of_nobody(schema, *table, keys.len()) => {
                Kernel::OfNobody { table: *table, column: *column, keys }
            }
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
        ExprKind::Decision(decision) => Kernel::Table(decision),
        ExprKind::YearPlus { .. } | ExprKind::Has { .. } => Kernel::CaseByCase,
        ExprKind::Gather(gather) => match gather.kind {
            GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_) => Kernel::CaseByCase,
            GatherKind::Window | GatherKind::Exists | GatherKind::Count | GatherKind::Sum { .. } | GatherKind::Extreme { .. } => {
                let counted = gather
                    .of
                    .first()
                    .and_then(|count| if let ExprKind::Count { over, when } = &count.kind { Some((over, when.as_deref())) } else { None });
                match counted {
                    Some((Over::Entities { kind, among: None }, when)) => of_entities(gather, *kind, when),
                    Some((over, when)) => {
                        let made = taken(gather).map_or(Made::Else, |taken| Made::Each { when, taken });
                        gathered(program, variable, over, (made, i32::from(gather.kind == GatherKind::Window)))
                    }
                    None => Kernel::RowByRow(Reason::NoKernel),
                }
            }
        },
        ExprKind::First { condition, since } => Kernel::First { condition, since: since.as_deref() },
        ExprKind::History(asked) => Kernel::History(asked),
        ExprKind::Exists { over, when } => counted(program, variable, true, over, when.as_deref()),
        ExprKind::Count { over, when } => counted(program, variable, false, over, when.as_deref()),
        ExprKind::HasRecord { table, column, keys, among } => {
            recorded(program, variable, (*table, *column, false), (keys, among.as_deref()))
        }
        ExprKind::NoRecord { table, keys } => recorded(program, variable, (*table, None, true), (keys, None)),
        ExprKind::IsComplete { table, keys } if keys.is_empty() && is_signed_for_all(schema, *table) => Kernel::SameForAll,
        ExprKind::IsComplete { table, keys } => Kernel::Complete { table: *table, keys },
        ExprKind::ColumnAsAt { table, column, whose, day } => Kernel::Dated { table: *table, column: Some(*column), whose, day: *day },
        ExprKind::Holds { table, whose, day } => Kernel::Dated { table: *table, column: None, whose, day: *day },
        ExprKind::Holding(at) => Kernel::Tenure { reads: at.expr(), nearby: !matches!(**at, Anchor::On(_)) },
        ExprKind::Served(_) => Kernel::Tenure { reads: None, nearby: true },
        ExprKind::Filled(list) if filled::has_kernel(program, list) => Kernel::Filled(list),
        ExprKind::Filled(_) => Kernel::RowByRow(Reason::NoKernel),
        ExprKind::InPost(asked) if !names_the_reader(asked.posts.when.as_deref()) => Kernel::InPost(asked),
        ExprKind::InPost(_) => Kernel::RowByRow(Reason::NoKernel),
        ExprKind::HeldColumn { posts, column, whose, at } => match keyed_with(schema, posts.table, Some(*column), 0) {
            Some(keyed) => Kernel::HeldColumn(OfTenure { posts, column: *column, keyed, whose, at }),
            None => Kernel::RowByRow(Reason::OtherKeys),
        },
        ExprKind::KindOf { whose } => Kernel::Registered { whose, id: false },
        ExprKind::IdOf { whose } => Kernel::Registered { whose, id: true },
        ExprKind::Myself => Kernel::Itself { subject: false },
        ExprKind::Subject => Kernel::Itself { subject: true },
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::ThisYear
        | ExprKind::DecisionDay
        | ExprKind::Index { .. }
        | ExprKind::RowColumn { .. } => Kernel::RowByRow(Reason::NoKernel),
        ExprKind::Normalise(asked) if variable.owner != Some(asked.among.kind) => Kernel::RowByRow(Reason::OtherPopulation),
        ExprKind::Normalise(asked) => Kernel::Normalise(asked),
        ExprKind::Weighted(asked) => Kernel::Weighted(asked),
    }
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

/// True for a table whose keys are at most the year and so many enum values.
fn is_of_nobody(schema: &Schema, table: TableId, enums: usize) -> bool {
    let Some(table) = schema.table(table) else { return false };
    let given = table.keys.iter().filter(|key| matches!(key.ty, KeyType::Enum(_))).count();
    let plain = |key: &KeyType| matches!(key, KeyType::Enum(_) | KeyType::Year);
    given == enums && !table.many_rows && table.keys.iter().all(|key| plain(&key.ty))
}

fn counted<'p>(program: &Program, variable: &Variable, exists: bool, over: &'p Over, when: Option<&'p Expr>) -> Kernel<'p> {
    match over {
        Over::Records { table, concerns: Some(concerns) } if variable.yearly && variable.owner.is_some() => {
            Kernel::Counted { exists, table: *table, concerns: *concerns, when }
        }
        Over::Entities { kind, among }
            if (among.is_none() || variable.owner == Some(*kind)) && !names_the_reader(among.as_deref().into_iter().chain(when)) =>
        {
            let among = among.as_deref().map_or(members::Among::Everybody, members::Among::Group);
            let taken = if exists { Taken::Exists } else { Taken::Count };
            Kernel::Members(members::Asked { kind: *kind, among, when, taken })
        }
        over => {
            let taken = if exists { Taken::Exists } else { Taken::Count };
            let made = match (when, exists) {
                (Some(_), _) => Made::Each { when, taken },
                (None, true) => Made::Exists,
                (None, false) => Made::Count,
            };
            gathered(program, variable, over, (made, 0))
        }
    }
}

/// What is made of what is gathered. `None`: it is put together otherwise.
fn taken(gather: &Gather) -> Option<Taken<'_>> {
    Some(match (gather.kind, gather.of.get(1)) {
        (GatherKind::Exists, _) => Taken::Exists,
        (GatherKind::Count, _) => Taken::Count,
        (GatherKind::Sum { .. }, Some(of)) => Taken::Sum(of),
        (GatherKind::Extreme { greatest, .. }, Some(of)) => Taken::Extreme { greatest, of },
        _ => return None,
    })
}

/// Gathered of the entities of a kind.
fn of_entities<'p>(gather: &'p Gather, kind: KindId, when: Option<&'p Expr>) -> Kernel<'p> {
    let Some(taken) = taken(gather) else { return Kernel::RowByRow(Reason::NoKernel) };
    if names_the_reader(when.into_iter().chain(taken.value())) {
        return Kernel::RowByRow(Reason::NoKernel);
    }
    let among = if gather.kind.is_under() { members::Among::Below } else { members::Among::Everybody };
    Kernel::Members(members::Asked { kind, among, when, taken })
}

/// What is asked of each names the one who asks: it is another question for each of them.
fn names_the_reader<'p>(asked: impl IntoIterator<Item = &'p Expr>) -> bool {
    asked.into_iter().any(|expr| holds(expr, &|kind| matches!(kind, ExprKind::Subject)))
}

fn gathered<'p>(program: &Program, variable: &Variable, over: &'p Over, (made, before): (Made<'p>, i32)) -> Kernel<'p> {
    match over {
        Over::Rows { table, keys } => match keyed_with(&program.schema, *table, None, keys.len()) {
            Some(_) => {
                // What is asked of a row is read from that row alone.
                let made = if let Made::Each { .. } = made { Made::Else } else { made };
                Kernel::Gathered { from: From::Rows { table: *table, keys }, made }
            }
            None => Kernel::RowByRow(Reason::OtherKeys),
        },
        Over::Records { table, concerns: Some(concerns) } => {
            let years = variable.yearly.then_some(before);
            let made = match made {
                Made::Each { when, taken } if names_the_reader(when.into_iter().chain(taken.value())) => Made::Else,
                // Whether a record touches the year may be open.
                Made::Exists | Made::Count if variable.yearly => Made::Else,
                made => made,
            };
            Kernel::Gathered { from: From::Records { table: *table, concerns: *concerns, years }, made }
        }
        Over::Records { concerns: None, .. } | Over::Entities { .. } => Kernel::RowByRow(Reason::NoKernel),
    }
}

fn recorded<'p>(
    program: &Program,
    variable: &Variable,
    (table, column, none): (TableId, Option<ColumnId>, bool),
    (keys, among): (&'p [Expr], Option<&'p Expr>),
) -> Kernel<'p> {
    match keyed_with(&program.schema, table, None, keys.len()) {
        // Whoever has a row is asked for his group: it must be one of those whose the variable is.
        Some(keyed) if among.is_some() && variable.owner != Some(keyed) => Kernel::RowByRow(Reason::OtherPopulation),
        Some(keyed) => Kernel::Recorded { table, column, keyed, none, keys, among },
        None => Kernel::RowByRow(Reason::OtherKeys),
    }
}

/// A signature covers everybody: the table is not signed entity by entity.
pub(crate) fn is_signed_for_all(schema: &Schema, table: TableId) -> bool {
    let Some(table) = schema.table(table) else { return true };
    let by = table.completeness.as_ref().map(|rule| rule.by.as_slice()).unwrap_or_default();
    !by.iter().any(|at| table.keys.get(*at).is_some_and(|key| matches!(key.ty, KeyType::Entity(_))))
}
