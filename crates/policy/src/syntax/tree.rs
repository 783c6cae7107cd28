//! The syntax tree: what was written, with its place, and nothing decided yet.
//!
//! Comes from the parser; goes to the checker. Names are unresolved words here, numbers are as
//! written with their unit. A statement that could not be read whole is not in the tree; its problem is in the list beside it.

mod decision;
mod number;
mod procedure;
mod sharing;

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Month, Year};

use crate::syntax::place::Marks;

pub use decision::{Decision, DecisionCell, DecisionRow, Hit};
pub use number::{Amend, Cell, Given, Param, Repeal, Settle};
pub use procedure::{
    Act, Demands, Duty, Extension, Limit, LimitKind, Material, Modal, Overdue, OverdueAction, Plan, Procedure, ProcedureBody, Role, Step,
    Suspension, Terms,
};

pub use sharing::{Cut, Share, Tiers};

/// Which file of the pack, by its place in [`Tree::files`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileIx(pub u32);

/// A stretch of a file, in bytes of its LF-normalised text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileIx,
    pub start: u32,
    pub end: u32,
}

/// One file of a pack, text LF-normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the pack: `law/10-鼓励激励.md`.
    pub path: String,
    pub text: String,
    /// Where its lines begin.
    pub marks: Marks,
}

/// A pack as written.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub files: Vec<File>,
    /// The measures: one for each law file, its first `#` heading.
    pub measures: Vec<Measure>,
    pub articles: Vec<Article>,
    pub statements: Vec<Statement>,
    /// Names that statements left out of the tree would have declared (they have problems of their own): whoever finds such a
    /// name undeclared need not say so again.
    pub broken: Vec<Word>,
}

/// A measure (办法): one law file.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Short name used in rule ids: the file stem without its leading number (`10-鼓励激励.md` → `鼓励激励`).
    pub name: String,
    pub title: String,
    pub file: FileIx,
}

/// An article: a `##` heading with its anchors, its gist and its rules. One heading may bear several anchors
/// (`{#第八条} {#第九条}`); then each is an article of its own with the same text.
#[derive(Clone, Debug)]
pub struct Article {
    /// Place in [`Tree::measures`]; `None` in `tables.md`.
    pub measure: Option<usize>,
    /// The anchor: `第六条`, `认定程序`.
    pub anchor: String,
    /// Words after the anchor in the braces: `条号推定`, `条号未得`, `版本 2013`, or empty.
    pub note: String,
    pub title: String,
    /// The prose between heading and next heading, without fences, tables and coverage words; our own words, not official text.
    pub gist: String,
    /// What the article says of itself in backquotes: `原则性`, `缺文`.
    pub says: Vec<Word>,
    pub span: Span,
}

/// A word or a run of characters with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    pub text: String,
    pub span: Span,
}

/// `县区.奖金`, `公布名单.次序`, with the pack it is said to come from (`shaanxi-2016·奖金基数`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub pack: Option<Word>,
    /// At least one word.
    pub words: Vec<Word>,
    pub span: Span,
}

/// `奖金`, `奖金「首次进入」`, `奖金·全部`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub path: Path,
    pub label: Option<Word>,
    /// `·全部`
    pub everything: bool,
}

/// `（年度）`, `（县区，年度，奖项）`: names, each with an optional own name before a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexItem {
    pub name: Option<Word>,
    pub of: Word,
    /// `单位 或 人员`: the kinds after the first.
    pub or: Vec<Word>,
}

/// A type as written: `金额`, `小数(4)`, `整数「人」`, `名单(人员)`, an enum's or an entity's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeText {
    pub name: Word,
    /// `小数(4)` → 4
    pub scale: Option<(u32, Span)>,
    /// `名单(人员)` → 人员
    pub inner: Option<Word>,
    /// `整数「人」` → 人
    pub unit: Option<Word>,
    /// `1 至 107`
    pub range: Option<(NumberText, NumberText)>,
    /// `表（硬杠杠 → 比例）`: the enums it is indexed by, and the type of each cell.
    pub table: Option<(Vec<Word>, Box<TypeText>)>,
}

/// `50万元`, `35%`, `10 名`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberText {
    pub value: Exact,
    pub unit: Option<Word>,
    pub span: Span,
}

/// `适用 2016年度 起`, `适用 2013年度 至 2014年度`, or by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    pub from: Start,
    /// `None`: 起.
    pub to: Option<Start>,
    pub span: Span,
}

/// A year or a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    Year(Year, Span),
    Day(Date, Span),
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    pub kind: StatementKind,
    pub span: Span,
    /// Place in [`Tree::articles`]: the first article of the heading it stands under; `None` in `tables.md` outside any.
    pub article: Option<usize>,
    /// `#` comments, as written.
    pub comments: Vec<Word>,
}

#[derive(Clone, Debug)]
pub enum StatementKind {
    Entity(Entity),
    Enum(Enum),
    Posts(Posts),
    Source(Source),
    Complete(Complete),
    Judgement(Judgement),
    Open(Open),
    Settle(Settle),
    Param(Param),
    Amend(Amend),
    Repeal(Repeal),
    Define(Define),
    Exception(Exception),
    Bound(Bound),
    Presume(Presume),
    Rank(Rank),
    List(List),
    Tiers(Tiers),
    Share(Share),
    Assert(Assert),
    Decision(Decision),
    Kinds(Kinds),
    Matters(Matters),
    Outcome(Box<Outcome>),
    Procedure(Box<Procedure>),
    Duty(Box<Duty>),
}

/// 实体 县区：单位，上级 市
#[derive(Clone, Debug)]
pub struct Entity {
    pub name: Word,
    pub of: Option<Word>,
    pub superior: Option<Word>,
}

/// 枚举 单位等次（由高到低）：优秀、良好; 枚举 领域 增：…
#[derive(Clone, Debug)]
pub struct Enum {
    pub name: Word,
    pub order: Option<quanheng_facts::value::EnumOrder>,
    pub extensible: bool,
    /// `增`: adds to an enum of a basis.
    pub adds: bool,
    pub values: Vec<Word>,
}

/// 职务组 主要负责人：党委正职、政府正职，各一人，含 主持工作
#[derive(Clone, Debug)]
pub struct Posts {
    pub name: Word,
    pub values: Vec<Word>,
    /// 各一人: at one time only one person can hold such a post of a unit.
    pub one_each: bool,
    /// 含: the column of those who act for one of them.
    pub acting: Option<Word>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceShape {
    Fact,
    Span,
    Event,
    /// Its name is the word 任职.
    Tenure,
}

/// 事实 监测考评（县区，年度），始于 2008年度，见下表 + its Markdown table
#[derive(Clone, Debug)]
pub struct Source {
    pub shape: SourceShape,
    pub name: Word,
    pub index: Vec<IndexItem>,
    pub many_rows: bool,
    pub begins: Option<Begins>,
    pub columns: Vec<Column>,
    pub complete: Option<Confirmed>,
}

/// 始于 …
#[derive(Clone, Debug)]
pub enum Begins {
    Year(Year, Span),
    Open(InlineOpen),
}

/// One row of a table's Markdown table: 栏, 类型, 可认表头. Several names in one cell make several columns.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: Word,
    pub ty: ColumnType,
    pub headings: Vec<Word>,
    pub clauses: Vec<ColumnClause>,
}

#[derive(Clone, Debug)]
pub enum ColumnType {
    Type(TypeText),
    /// 枚举（由高到低）：优秀、良好 — an enum of this column alone.
    Enum {
        order: Option<quanheng_facts::value::EnumOrder>,
        values: Vec<Word>,
        span: Span,
    },
    /// A row that only gives headings for a key.
    Key,
}

#[derive(Clone, Debug)]
pub enum ColumnClause {
    /// 可缺
    Missable(Span),
    /// 可空
    Nullable(Span),
    /// 可多值
    Multiple(Span),
    /// 缺省 v
    Default(Expr),
    /// ≥ n
    AtLeast(NumberText),
    /// 依据 栏
    Basis(Word),
}

/// 由 省统计局、公布通告 按 年度、奖项 确认
#[derive(Clone, Debug)]
pub struct Confirmed {
    pub bodies: Vec<Word>,
    pub by: Vec<Word>,
    pub span: Span,
}

/// 完整 T 由 … 按 … 确认
#[derive(Clone, Debug)]
pub struct Complete {
    pub table: Word,
    pub confirmed: Confirmed,
}

/// 认定项 环境事件.未及时处理：布尔 由 省环境保护厅 凭 调查报告 需要时 …; 认定项组 …：… 包括 甲、乙 …
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Of a group, the group's own name.
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub ty: TypeText,
    /// 包括: each is a judgement of its own. `None`: no group.
    pub members: Option<Vec<Word>>,
    /// 由
    pub bodies: Vec<Word>,
    /// 凭
    pub evidence: Vec<Word>,
    /// 各附
    pub each_with: Vec<Word>,
    /// 于 … 步骤
    pub step: Option<Word>,
    /// 需要时
    pub needed_if: Option<Expr>,
}

/// 待定「优秀名额取整」：取整方式 可选 舍、入 影响 …
#[derive(Clone, Debug)]
pub struct Open {
    pub open: InlineOpen,
    pub options: Vec<Word>,
    pub affects: Vec<Path>,
}

/// 待定「x」：type, as a statement or in place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineOpen {
    pub name: Word,
    pub ty: Option<TypeText>,
    pub span: Span,
}

/// 定义 县区.奖金（年度）：金额，可不适用，适用 … 起 …
#[derive(Clone, Debug)]
pub struct Define {
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub ty: TypeText,
    pub maybe_na: bool,
    pub validity: Option<Validity>,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// 即 expr
    Is(Expr),
    /// [当 …] 则 … 缺省 …; all three may be missing but not all at once with no exception (the checker's business).
    Rule { guard: Option<Guard>, then: Option<Expr>, default: Option<Expr> },
}

/// 当 … 除非 …
#[derive(Clone, Debug)]
pub struct Guard {
    pub when: When,
    pub unless: Option<Expr>,
    pub span: Span,
}

impl Guard {
    /// Every expression in it, outermost ones only.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut out = match &self.when {
            When::Logic(e) => vec![e],
            When::AnyOf(items) | When::AllOf(items) => items.iter().map(|(_, e)| e).collect(),
        };
        out.extend(&self.unless);
        out
    }
}

#[derive(Clone, Debug)]
pub enum When {
    Logic(Expr),
    /// 下列之一: the items with their numbers （一）（二）…
    AnyOf(Vec<(Word, Expr)>),
    /// 下列全部
    AllOf(Vec<(Word, Expr)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 可并存: equal values may meet.
    Coexist,
    /// 可并存任取: any one is taken, all are shown.
    CoexistAny,
    /// 相加
    Add,
    /// 取高
    Highest,
}

/// 例外「…」于 …，让于 …，可并存 …
#[derive(Clone, Debug)]
pub struct Exception {
    pub label: Word,
    pub over: Vec<Target>,
    pub yields_to: Vec<Target>,
    pub mode: Option<(Mode, Span)>,
    /// 公布: what was published; the span of that word.
    pub published: Option<Span>,
    pub validity: Option<Validity>,
    /// 在「甲」适用时
    pub where_applies: Option<Word>,
    pub guard: Guard,
    pub then: Expr,
}

/// 界限「…」于 x 当 … 则 不小于 …
#[derive(Clone, Debug)]
pub struct Bound {
    pub label: Word,
    pub target: Path,
    pub guard: Guard,
    /// true: 不小于; false: 不大于
    pub at_least: bool,
    pub limit: Expr,
}

/// 推定「…」于 x 当 … 则 …，因「…」
#[derive(Clone, Debug)]
pub struct Presume {
    pub label: Word,
    pub target: Path,
    pub guard: Guard,
    pub then: Expr,
    pub because: Word,
}

/// 从 县区，限 …，当 …，分组 …
#[derive(Clone, Debug)]
pub struct People {
    pub of: Path,
    /// `任职(主要负责人)`: which of them.
    pub posts: Vec<Arg>,
    /// `任职 以 年末 为准`: those in post then.
    pub at: Option<Expr>,
    pub limit: Vec<Word>,
    pub when: Option<Expr>,
    pub group: Option<Expr>,
    pub span: Span,
}

/// 依 得分，从高到低
#[derive(Clone, Debug)]
pub struct Key {
    pub by: Expr,
    /// true: 从高到低, 从大到小, 从晚到早.
    pub descending: bool,
    pub span: Span,
}

/// 排名 县区.名次（年度） 从 … 依 … 并列 … 缺值 …. Clauses left out are `None`: the checker says which are missing.
#[derive(Clone, Debug)]
pub struct Rank {
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub validity: Option<Validity>,
    pub people: Option<People>,
    pub keys: Vec<Key>,
    pub ties: Option<Expr>,
    pub missing: Option<Expr>,
}

/// 名单 县区.十强县（年度） 从 … 依 … 取 … 割线并列 … 缺值 … 否决 …
#[derive(Clone, Debug)]
pub struct List {
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub validity: Option<Validity>,
    pub people: Option<People>,
    pub keys: Vec<Key>,
    pub take: Option<Expr>,
    pub rounding: Option<Expr>,
    pub base: Option<Expr>,
    pub counting: Option<Expr>,
    pub cut_ties: Option<Expr>,
    pub missing: Option<Expr>,
    pub veto: Option<(Expr, Expr)>,
    pub admit: Option<(Expr, Expr)>,
}

/// 校验「…」 每 T：logic
#[derive(Clone, Debug)]
pub struct Assert {
    pub label: Word,
    pub each: Option<Word>,
    pub logic: Expr,
}

/// 结论类 称号、提拔人选（方式：提拔方式）
#[derive(Clone, Debug)]
pub struct Kinds {
    pub kinds: Vec<KindName>,
}

/// A kind of conclusion with its fields.
#[derive(Clone, Debug)]
pub struct KindName {
    pub name: Word,
    pub fields: Vec<(Word, TypeText)>,
}

/// 登记 事项 包括 安全事故、年度目标考核（单位，年度）
#[derive(Clone, Debug)]
pub struct Matters {
    pub name: Word,
    /// `增`: adds to a register of a basis.
    pub adds: bool,
    pub of: Vec<Matter>,
}

/// A table whose records or rows are matters; `其他（文本）`: what no table holds.
#[derive(Clone, Debug)]
pub struct Matter {
    pub name: Word,
    pub index: Vec<IndexItem>,
}

/// 结论「…」：kind 就 path（index） 当 … 涉及 …
#[derive(Clone, Debug)]
pub struct Outcome {
    pub label: Word,
    pub kind: Word,
    /// 就: the kind of entity it is about.
    pub of: Path,
    pub index: Vec<IndexItem>,
    /// 限
    pub limit: Vec<Word>,
    pub validity: Option<Validity>,
    pub guard: Guard,
    /// 涉及
    pub reaches: Vec<Reach>,
    /// 不计
    pub disregards: Vec<Disregard>,
    /// 给予
    pub grants: Option<Expr>,
    /// 名义
    pub in_name_of: Vec<Word>,
    pub fields: Vec<(Word, Expr)>,
}

/// 主要负责人、任职（分管 含 安全生产），以 事发日在任 为准，分属两任时 …，当 …
#[derive(Clone, Debug)]
pub struct Reach {
    pub who: Vec<Who>,
    pub anchor: Option<Expr>,
    pub split: Option<Expr>,
    pub when: Option<Expr>,
    pub span: Span,
}

/// `任职（分管 含 安全生产）`, `各 群体性事件.有关领导`
#[derive(Clone, Debug)]
pub struct Who {
    pub each: bool,
    /// A name, or a name with brackets.
    pub of: Expr,
    pub span: Span,
}

/// 不计 已容错 的 安全事故
#[derive(Clone, Debug)]
pub struct Disregard {
    pub by: Path,
    pub of: Vec<Word>,
    pub span: Span,
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// 占: a share, of two counts.
    Share,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `50万元「奖金基数」`
    Number {
        number: NumberText,
        name: Option<Word>,
    },
    Date(Date),
    Month(Month),
    Period(Year),
    Text(String),
    /// 待定「x」：type in place of a value.
    Open(InlineOpen),
    /// A name: 队组, 监测考评.得分, 是.
    Name(Path),
    /// `上年(名次)`, `公布名单.次序(十强县)`: brackets touching a name.
    Call {
        path: Path,
        args: Vec<Arg>,
    },
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare {
        op: Comparison,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// 为 / 不为
    In {
        negated: bool,
        subject: Box<Expr>,
        values: Vec<Expr>,
    },
    /// 含
    Has {
        set: Box<Expr>,
        item: Box<Expr>,
    },
    Arithmetic {
        op: Arithmetic,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// x 不适用则 y
    ElseIfNa {
        value: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// x 以 年初 为准
    AsAt {
        value: Box<Expr>,
        day: Box<Expr>,
    },
    /// x 后 1年
    After {
        value: Box<Expr>,
        length: Box<Expr>,
    },
    /// e，最低 a，最高 b
    Clip {
        value: Box<Expr>,
        least: Option<Box<Expr>>,
        most: Option<Box<Expr>>,
    },
    /// 视 s：a、b → x；其余 → y
    Match {
        subject: Box<Expr>,
        arms: Vec<Arm>,
        otherwise: Option<Box<Expr>>,
    },
    /// （expr）: kept for the formatter and for the rule that 且 and 或 do not mix.
    Group(Box<Expr>),
}

/// `强县、弱县 → 10 名`
#[derive(Clone, Debug)]
pub struct Arm {
    pub values: Vec<Expr>,
    pub then: Expr,
    pub span: Span,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub struct Arg {
    pub kind: ArgKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ArgKind {
    Value(Expr),
    /// 自 e
    Since(Expr),
    /// 凭 e
    On(Expr),
    /// 当 e
    Where(Expr),
    /// 组 e
    Among(Expr),
    /// 在 e, 在 所辖 e
    Within {
        under: bool,
        of: Expr,
    },
    /// 以 … 为准
    AsAt(Expr),
    /// 未考核 o
    Unassessed(Expr),
    /// `党委正职、班子副职`: several names, at least two.
    Names(Vec<Expr>),
    /// e 权 w
    Weighted {
        of: Expr,
        weight: Expr,
    },
    /// 不适用则 o
    ElseIfNa(Expr),
    /// 保留 n位
    Keep(Expr),
}
