//! The checked program: every name resolved, every type known, every override closed. What both evaluators run.
//!
//! Comes from the checker (`ir_from_checked.rs`); read by the interpreter, later by the panel evaluator. Nothing here can
//! be wrong in a way a message should have told: an evaluator never meets an unknown name or a type that does not fit.

mod args;
mod clause_enum;
pub mod columns_read;
pub mod cone;
mod decision;
mod gather;
mod outcome;
mod posts;
mod procedure;
mod procedure_walk;
pub mod reads;
mod score;
mod sharing;
mod validity;
pub mod walk;

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::schema::{ColumnId, JudgementId, Schema, TableId};
use quanheng_facts::value::{EnumId, KindId, Type, Value, Year, enum_of};

pub use outcome::{Disregard, MatterRegister, Outcome, OutcomeField, OutcomeKind, Reach, Who};
pub use posts::{Anchor, InPost, PostGroup, Posts, SPLITS, Served, TIMEPOINTS};

use crate::syntax::tree::{Arithmetic, Comparison, Mode, Span};

pub use args::{Arg, Args, MOST_INDEXES};
pub use clause_enum::{CLAUSE_ENUMS, clause_enum};
pub use decision::{Decision, DecisionRow};
pub use gather::{CalendarPart, DayUnit, Gather, GatherKind};
pub use procedure::{
    About, Act, Course, Demands, Duty, Each, Extension, Filled, InDays, Length, LengthUnit, Limit, Material, Modal, Overdue, OverdueAction,
    Plan, Procedure, Role, ScopeOf, Start, Step, Suspension, Terms,
};
pub use score::{Among, MOST_PLACES, Normalise, Standard, Weighted};
pub use sharing::{Counting, Share, TierCut, Tiers, UnitOf};
pub use validity::{InForce, LawMoment, Repealed};

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in its list.
            #[must_use]
            pub fn at(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }
    };
}

index_type!(/// Place in [`Program::packs`].
    PackIx);
index_type!(/// Place in [`Program::articles`].
    ArticleIx);
index_type!(/// Place in [`Program::variables`].
    VariableId);
index_type!(/// Place in [`Program::parameters`].
    ParameterId);
index_type!(/// Place in [`Program::opens`].
    OpenId);
index_type!(/// Place in [`Variable::rules`].
    RuleIx);
index_type!(/// Place in [`Program::procedures`].
    ProcedureIx);
index_type!(/// Place in [`Program::outcomes`].
    OutcomeId);

/// A checked program: a pack with all it builds on.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// From the lowest basis to the pack that was asked for.
    pub packs: Vec<Pack>,
    pub articles: Vec<Article>,
    /// Kinds, enums and tables: what intake needs.
    pub schema: Schema,
    /// Beside [`Schema::tables`], one for each.
    pub tables: Vec<TableMeaning>,
    pub parameters: Vec<Parameter>,
    pub opens: Vec<Open>,
    /// In an order in which each reads only earlier ones, except through 上年, 往年, 首次, 连续, 曾 and 近.
    pub variables: Vec<Variable>,
    /// What `run` prints when nothing is asked for, in the order declared.
    pub results: Vec<VariableId>,
    /// What is or carries a matter to be verified: conclusions, what they give, their fields, definitions.
    pub to_verify: BTreeSet<VariableId>,
    /// What is or carries an incentive that the pack declares to be one.
    pub incentives: BTreeSet<VariableId>,
    pub asserts: Vec<Assert>,
    /// 结论类, as declared.
    pub outcome_kinds: Vec<OutcomeKind>,
    /// 登记
    pub matters: Vec<MatterRegister>,
    /// 结论, as declared.
    pub outcomes: Vec<Outcome>,
    /// 职务组
    pub post_groups: Vec<PostGroup>,
    /// In the order declared.
    pub procedures: Vec<Procedure>,
    pub duties: Vec<Duty>,
}

/// A pack's own data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    pub id: String,
    pub title: String,
    pub version: String,
    /// SHA-256 over sorted (path, LF-normalised NFC text), in hexadecimal.
    pub hash: String,
    pub region: String,
}

/// How an article is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coverage {
    /// 可执行: has a rule and an example.
    Executable,
    /// 认定
    Judgement,
    /// 待定
    Open,
    /// 原则性
    Principle,
    /// 缺文
    NotObtained,
}

/// An article of a measure.
#[derive(Clone, Debug)]
pub struct Article {
    pub pack: PackIx,
    /// `鼓励激励`; empty for what stands in `tables.md`.
    pub measure: String,
    /// `第六条`
    pub anchor: String,
    pub title: String,
    /// True unless the number was inferred (条号推定) or not obtained (条号未得).
    pub number_known: bool,
    /// `条号推定`, `条号未得`, or empty.
    pub note: String,
    pub gist: String,
    /// `None` where nothing says how it is covered: the checker has told.
    pub coverage: Option<Coverage>,
    pub span: Span,
}

/// What the language adds to a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMeaning {
    pub begins: Begins,
}

/// 始于
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Not said: nothing is known of where history begins.
    Unsaid,
    Year(Year),
    Open(OpenId),
}

/// A named number or a 参数: its value in each span of years.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub pack: PackIx,
    pub ty: Type,
    /// First entry: from ever. Then 改 and 自 … 为 …, by the year from which they hold, ascending.
    pub values: Vec<ParameterValue>,
    /// A cell of a 参数 of the type 表, named `奖金标准（一等）`: the table's name.
    pub family: Option<String>,
    pub article: Option<ArticleIx>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ParameterValue {
    pub from: Option<Year>,
    pub value: Value,
    /// The pack that says so: another one where a child amended it.
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
}

/// 待定: left open by the text.
#[derive(Clone, Debug)]
pub struct Open {
    pub name: String,
    pub pack: PackIx,
    pub ty: Type,
    /// For a choice among named options, the enum of them is `ty`; these are the ranks that may be chosen.
    pub options: Vec<Value>,
    /// Of a cell of a family: the family's name.
    pub family: Option<String>,
    pub article: Option<ArticleIx>,
    pub settled: Option<Settled>,
    /// Some rule reads it.
    pub read: bool,
    pub span: Span,
}

/// 设: what an office decided.
#[derive(Clone, Debug)]
pub struct Settled {
    pub value: Value,
    pub by: String,
    pub on: jiff::civil::Date,
    pub because: String,
    pub pack: PackIx,
}

/// A definition, a ranking or a list: what has a value for an entity and a year (or for a year, or once).
#[derive(Clone, Debug)]
pub struct Variable {
    /// `县区.奖金`, or `首次起算年` without an owner.
    pub name: String,
    pub owner: Option<KindId>,
    /// True where it is indexed by 年度.
    pub yearly: bool,
    /// The indexes after those: enum values, days, entities. At most [`MOST_INDEXES`].
    pub index: Vec<IndexParam>,
    pub ty: Type,
    pub maybe_na: bool,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub span: Span,
    pub shape: Shape,
    /// The base rule's versions first (labelled 基本), then the exceptions. For a set rule (排名, 名单, 分档, 分配) the one base stands for
    /// its computation.
    pub rules: Vec<Rule>,
    /// When the versions hold that have no base rule: all their values come of exceptions and the default.
    pub without_base: Vec<InForce>,
    /// 缺省
    pub default: Option<Expr>,
    pub bounds: Vec<Bound>,
    pub presumptions: Vec<Presumption>,
    /// 待定 of the type 规则 that affect it: until they are completed, rules may be missing.
    pub left_open: Vec<OpenId>,
    /// 认定项: its base is what a person judged.
    pub judgement: Option<Box<Judgement>>,
    /// How many rankings and lists stand beneath it, one on another.
    pub stratum: u32,
    /// Where it is the condition of a 结论.
    pub outcome: Option<OutcomeId>,
    /// Where it stands for a column that exceptions are made to.
    pub of_column: Option<(TableId, ColumnId)>,
}

impl Variable {
    /// When its versions hold, those with a base rule first.
    pub fn in_force(&self) -> impl Iterator<Item = InForce> + '_ {
        self.rules.iter().filter(|r| r.is_base).map(|r| r.in_force).chain(self.without_base.iter().copied())
    }
}

/// A further index of a variable: `某日：日期`, `硬杠杠`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexParam {
    pub name: String,
    pub ty: Type,
}

#[derive(Clone, Debug)]
pub enum Shape {
    Rules,
    Rank(Box<Rank>),
    List(Box<List>),
    Tiers(Box<Tiers>),
    Share(Box<Share>),
}

/// A base rule or an exception.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `基本` for the base, else the label.
    pub label: String,
    /// `shaanxi-2016/鼓励激励#第六条/首次进入`
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub span: Span,
    pub is_base: bool,
    pub in_force: InForce,
    /// 停用 … 自
    pub repealed: Option<Repealed>,
    /// 在「甲」适用时
    pub where_applies: Option<RuleIx>,
    /// `None`: always.
    pub guard: Option<Expr>,
    /// For the base of a ranking or list: `None`.
    pub value: Option<Expr>,
    pub mode: Option<Mode>,
    /// 公布: it gives what was published, which is compared with what the other rules give.
    pub published: bool,
    /// Every rule this one overrides, closed over the chain (an exception to an exception overrides the base too).
    pub overrides: Vec<RuleIx>,
}

/// 认定项: who judges it, on what, and when it is needed at all.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Where its rows of the table 认定 are kept; the bodies that may judge stand there.
    pub schema: JudgementId,
    /// 凭
    pub evidence: Vec<String>,
    /// 各附
    pub each_with: Vec<String>,
    /// 于 … 步骤
    pub step: Option<String>,
    /// 需要时; `None`: always.
    pub needed_if: Option<Expr>,
    /// The 认定项组 it belongs to.
    pub group: Option<String>,
}

/// 界限
#[derive(Clone, Debug)]
pub struct Bound {
    pub label: String,
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub guard: Option<Expr>,
    pub at_least: bool,
    pub limit: Expr,
    pub span: Span,
}

/// 推定
#[derive(Clone, Debug)]
pub struct Presumption {
    pub label: String,
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub guard: Option<Expr>,
    pub value: Expr,
    pub because: String,
    pub span: Span,
}

/// 从 …
#[derive(Clone, Debug)]
pub struct Population {
    pub kind: KindId,
    /// 限: only these kinds.
    pub limit: Vec<KindId>,
    pub when: Option<Expr>,
    /// Members with equal values compete with each other; 不适用 as a group means outside.
    pub group: Option<Expr>,
}

/// 依
#[derive(Clone, Debug)]
pub struct Key {
    pub by: Expr,
    pub descending: bool,
}

/// 排名
#[derive(Clone, Debug)]
pub struct Rank {
    pub population: Population,
    pub keys: Vec<Key>,
    pub ties: Expr,
    pub missing: Expr,
}

/// 名单
#[derive(Clone, Debug)]
pub struct List {
    pub population: Population,
    /// The first decides who is tied at the cut; the others only break ties under 依名次.
    pub keys: Vec<Key>,
    /// A whole number, or a ratio of the base.
    pub take: Expr,
    pub rounding: Option<Expr>,
    pub base: Option<Expr>,
    pub counting: Option<Counting>,
    pub cut_ties: Expr,
    pub missing: Expr,
    pub veto: Option<(Expr, Expr)>,
    pub admit: Option<(Expr, Expr)>,
}

/// 校验
#[derive(Clone, Debug)]
pub struct Assert {
    pub label: String,
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    /// For each row of this table; `None`: once, over parameters.
    pub each: Option<TableId>,
    pub logic: Expr,
    pub span: Span,
}

/// A typed expression.
///
/// Equality ignores the place, so that the same reading in two guards is one atom.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Type,
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.ty == other.ty && self.kind == other.kind
    }
}

impl Eq for Expr {}

/// Whose value is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The entity at hand.
    Own,
    /// Its superior of this kind, any number of steps up.
    Superior(KindId),
    /// Nobody's: a variable without an owner.
    Nobody,
    /// The entity that this expression gives: a tenure's 单位, an application's 事项.
    Of(Box<Expr>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    Literal(Value),
    /// A named number or 参数, as in force in the year at hand.
    Parameter(ParameterId),
    Open(OpenId),
    Variable {
        variable: VariableId,
        whose: Whose,
        /// One for each further index.
        args: Vec<Expr>,
    },
    /// A further index of the variable at hand.
    Index {
        at: usize,
        name: String,
    },
    /// A column of a 事实 table at the entity and year at hand; `keys` are the enum keys after those.
    Column {
        table: TableId,
        column: ColumnId,
        whose: Whose,
        keys: Vec<Expr>,
    },
    /// A column of a 时段 table, as it stood on a day.
    ColumnAsAt {
        table: TableId,
        column: ColumnId,
        whose: Whose,
        day: Day,
    },
    /// A column of the row at hand: inside 存在/计数/合计 over rows, and in 校验 每.
    RowColumn {
        table: TableId,
        column: ColumnId,
    },
    /// 本事项: the entity of the variable being worked out, also where another is at hand.
    Subject,
    /// `单位 以 事发日 为准` of a person: a column of the tenure held then; it must be one.
    HeldColumn {
        posts: Posts,
        column: ColumnId,
        whose: Whose,
        at: Anchor,
    },
    /// Whether the entity at hand was in such a post.
    InPost(Box<InPost>),
    /// Whether the post that is the tenure at hand was held then.
    Holding(Box<Anchor>),
    /// How much of the year at hand the tenure at hand fills.
    Served(Served),
    /// 本人: the entity at hand.
    Myself,
    /// 编号: the stable id, as text.
    IdOf {
        whose: Whose,
    },
    /// 含: whether a value is among those of a column of many values.
    Has {
        set: Box<Expr>,
        item: Box<Expr>,
    },
    /// 有效(T 以 D 为准): whether a 时段 has a row that holds on a named day.
    Holds {
        table: TableId,
        whose: Whose,
        day: Day,
    },
    /// 决定日: the day on which it is decided, which a run may not know.
    DecisionDay,
    /// 种类: the kind of an entity, as a text value.
    KindOf {
        whose: Whose,
    },
    /// 年度: the year at hand.
    ThisYear,
    /// 上年(e)
    Previous(Box<Expr>),
    /// 首次(e，自 y): e now, and in no year from y to the one before. `None`: from where e's history begins, which is not known.
    First {
        condition: Box<Expr>,
        since: Option<Box<Expr>>,
    },
    /// 往年, 连续, 曾, 近: the same expression in several years.
    History(Box<History>),
    /// 有记录(T), 有记录(T.c), 有记录(T.c，k), with 组: whether the record holds it. Always known.
    HasRecord {
        table: TableId,
        column: Option<ColumnId>,
        keys: Vec<Expr>,
        among: Option<Box<Expr>>,
    },
    /// 无记录: no, where there is a row; yes, where there is none and the table is signed; else unknown.
    NoRecord {
        table: TableId,
        keys: Vec<Expr>,
    },
    /// 已完整(T，k): whether the table is signed complete for the year at hand. Always known.
    IsComplete {
        table: TableId,
        keys: Vec<Expr>,
    },
    /// 已填齐(x、y): whether each of these judgements was made, or is not needed. Always known.
    Filled(Vec<Expr>),
    /// 存在(T，当 …)
    Exists {
        over: Over,
        when: Option<Box<Expr>>,
    },
    /// 计数(T，当 …)
    Count {
        over: Over,
        when: Option<Box<Expr>>,
    },
    /// 判定表, as the value of its definition.
    Decision(Box<Decision>),
    /// Counts in windows, sums and extremes over many, days after days.
    Gather(Box<Gather>),
    /// 归一(x，组 g，方式)
    Normalise(Box<Normalise>),
    /// 加权(a 权 w，b 权 v，不适用则 方式)
    Weighted(Box<Weighted>),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// 下列之一 / 下列全部: like Or / And, each item with its number.
    Items {
        any: bool,
        items: Vec<(String, Expr)>,
    },
    Compare {
        op: Comparison,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// 为, 不为: the values are literals of the subject's enum, or kinds for 种类.
    In {
        negated: bool,
        subject: Box<Expr>,
        values: Vec<Expr>,
    },
    /// Arithmetic with exact numbers; scales and units were checked. 分 for money.
    Arithmetic {
        op: Arithmetic,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// Year arithmetic: 年度 + n.
    YearPlus {
        year: Box<Expr>,
        years: i32,
    },
    IsNa(Box<Expr>),
    /// 有值: not 不适用.
    HasValue(Box<Expr>),
    ElseIfNa {
        value: Box<Expr>,
        otherwise: Box<Expr>,
    },
    Clip {
        value: Box<Expr>,
        least: Option<Box<Expr>>,
        most: Option<Box<Expr>>,
    },
    /// 最大(a，b …) / 最小(a，b …)
    Extreme {
        greatest: bool,
        of: Vec<Expr>,
    },
    Match {
        subject: Box<Expr>,
        arms: Vec<(Vec<Expr>, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
}

/// An expression looked at in other years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    pub kind: HistoryKind,
    /// How many years: a literal, a named number or a 待定, each between 1 and [`MOST_YEARS`]. `None` for 曾.
    pub years: Option<Expr>,
    pub of: Expr,
    /// 自: 曾 looks at no year before it.
    pub since: Option<Expr>,
    /// 未考核: 连续 and 近, where `of` may be 不适用.
    pub unassessed: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryKind {
    /// 往年(n, e): e, n years before.
    Past,
    /// 连续(n, e): e in the year at hand and the n − 1 before it.
    Run,
    /// 曾(e): e in the year at hand or in one before it.
    Ever,
    /// 近(n, e): in how many of the last n years, the one at hand included, e held.
    Recent,
}

/// The most years 往年, 连续 and 近 look back.
pub const MOST_YEARS: i128 = 100;

impl HistoryKind {
    /// The word it is written with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            HistoryKind::Past => "往年",
            HistoryKind::Run => "连续",
            HistoryKind::Ever => "曾",
            HistoryKind::Recent => "近",
        }
    }
}

impl History {
    /// Everything in it.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        self.years.iter().chain([&self.of]).chain(&self.since).chain(&self.unassessed).collect()
    }

    /// The fewest years it surely looks back, the year at hand not counted; `None` where that is not written down.
    #[must_use]
    pub fn written_years(&self) -> Option<i32> {
        let ExprKind::Literal(value) = &self.years.as_ref()?.kind else { return None };
        number_of(value).and_then(Exact::to_integer).and_then(|n| i32::try_from(n).ok())
    }
}

/// What 存在 and 计数 go over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// The rows of a table at the entity and year at hand (`keys`: enum keys after those).
    Rows { table: TableId, keys: Vec<Expr> },
    /// The records (events, tenures) that concern the entity at hand by this column, or all of them where none of their columns
    /// can name it: of the year at hand where there is one, else of any.
    Records { table: TableId, concerns: Option<ColumnId> },
    /// The entities of a kind, in the year at hand; with `among`, those whose value of it equals that of the entity at hand.
    Entities { kind: KindId, among: Option<Box<Expr>> },
}

/// A named day of the year at hand, for `以 … 为准`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Day {
    /// 年初: 1 January.
    YearBegin,
    /// 年末: 31 December.
    YearEnd,
    /// 上年初
    PreviousYearBegin,
    /// 上年末
    PreviousYearEnd,
}

impl Program {
    /// The variable.
    #[must_use]
    pub fn variable(&self, id: VariableId) -> Option<&Variable> {
        self.variables.get(id.at())
    }

    /// The variable named so: `县区.奖金`; a bare `奖金` is enough where only one owner has it.
    #[must_use]
    pub fn variable_named(&self, name: &str) -> Option<VariableId> {
        let exact = self.variables.iter().position(|v| v.name == name);
        let one = |wanted: &dyn Fn(&Variable) -> bool| {
            let mut hits = self
                .variables
                .iter()
                .enumerate()
                .filter(|(_, v)| wanted(v) && v.name.strip_suffix(name).is_some_and(|before| before.ends_with('.')));
            match (hits.next(), hits.next()) {
                (Some((at, _)), None) => Some(Some(at)),
                (Some(_), Some(_)) => Some(None),
                _ => None,
            }
        };
        // A name that is both a definition and the label of a conclusion means the definition.
        let ordinary = |v: &Variable| !v.name.starts_with("结论.") && v.of_column.is_none();
        let bare = || one(&ordinary).or_else(|| one(&|v| v.outcome.is_some())).or_else(|| one(&|_| true)).flatten();
        exact.or_else(bare).and_then(|at| u32::try_from(at).ok()).map(VariableId)
    }

    /// The 待定 named so; a cell of a family as `完成率下限（安全生产）`, in brackets of either width.
    #[must_use]
    pub fn open_named(&self, name: &str) -> Option<OpenId> {
        let plain = quanheng_facts::decision::plain_name(name);
        let at = self.opens.iter().position(|o| quanheng_facts::decision::plain_name(&o.name) == plain)?;
        u32::try_from(at).ok().map(OpenId)
    }

    /// The pack that was asked for.
    #[must_use]
    pub fn pack(&self) -> Option<&Pack> {
        self.packs.last()
    }
}

impl Open {
    /// True for one of the type 规则: not a value, but rules that may still be missing.
    #[must_use]
    pub fn is_of_rules(&self) -> bool {
        self.ty == Type::Enum(clause_enum(RULES).unwrap_or(EnumId(u32::MAX)))
    }
}

impl Variable {
    /// Every combination of its further indexes, where all of them are enums; of others there is no end.
    #[must_use]
    pub fn index_choices(&self, enums: &[quanheng_facts::value::EnumDef]) -> Vec<Args> {
        let mut all: Vec<Vec<Value>> = vec![Vec::new()];
        for param in &self.index {
            let Type::Enum(id) = &param.ty else { return Vec::new() };
            let count = enum_of(enums, *id).map_or(0, |def| def.values.len());
            let ranks = (0..count).filter_map(|rank| u32::try_from(rank).ok());
            let values: Vec<Value> = ranks.map(|rank| Value::Enum(*id, rank)).collect();
            all = all.iter().flat_map(|so_far| values.iter().map(move |v| so_far.iter().chain([v]).cloned().collect())).collect();
        }
        all.iter().filter_map(|values| Args::of(values)).collect()
    }
}

impl Parameter {
    /// The value in force in a year.
    #[must_use]
    pub fn in_force(&self, year: Year) -> Option<&ParameterValue> {
        self.values.iter().rev().find(|v| v.from.is_none_or(|from| from <= year))
    }
}

/// The number in a literal, where it is one: convenience for evaluators.
#[must_use]
pub fn number_of(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// The type of a 待定 that leaves rules open.
pub const RULES: &str = "规则";
