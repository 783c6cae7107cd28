//! Procedures and duties as a service of cases carries them out: who acts, in which order, under which guards and limits.
//!
//! Names of roles, materials and days are words that the case file uses; the checker has seen to it that they agree. The guard of
//! a duty or a step is a variable of the kind that the case is about, so that it is worked out, explained, tested and asked for
//! like any other; lengths and scopes are expressions about the same entity. Deliberately absent: dates, calendars and anything
//! that happened.

use jiff::civil::Date;
use quanheng_facts::value::{KindId, Type};

use crate::ir::{ArticleIx, Expr, OpenId, PackIx, ProcedureIx, VariableId};
pub use crate::syntax::tree::Modal;
use crate::syntax::tree::Span;

/// 程序, 程序片段
#[derive(Clone, Debug)]
pub struct Procedure {
    pub name: String,
    /// `shaanxi-2016/容错纠错#认定程序/容错认定`
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub span: Span,
    pub is_fragment: bool,
    pub about: About,
    /// What it is called by inside: `决定` in `申诉（决定：结论）`.
    pub called: Option<String>,
    pub course: Course,
}

/// What a case of a procedure is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// An entity, records of events and tenures included.
    Kind { kind: KindId, yearly: bool },
    /// A conclusion of any class.
    AnyConclusion,
    /// A conclusion of this class.
    Conclusion(String),
    /// Nothing in particular.
    Nothing,
}

#[derive(Clone, Debug)]
pub enum Course {
    /// 依: carried out as that one is. The checker has seen to it that this leads to a plan.
    Like(ProcedureIx),
    Plan(Box<Plan>),
}

#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub roles: Vec<Role>,
    /// 回避
    pub recused: Vec<String>,
    pub terms: Option<Terms>,
    /// 不停止执行: what was decided stays in force while this goes on.
    pub stays_in_force: bool,
    /// In their order; a step whose guard does not hold is passed over.
    pub steps: Vec<Step>,
    /// 申诉 依
    pub appeal: Option<ProcedureIx>,
}

/// Who somebody is, for people to read; finding the actual body is not computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub name: String,
    pub words: String,
}

/// 期限: how days are counted, for every limit that does not say so itself.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Of the enum 首日方式.
    pub first_day: Expr,
    /// Of the enum 末日方式. `None`: not said.
    pub holiday: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub name: String,
    /// `…/容错认定/受理`
    pub id: String,
    pub span: Span,
    /// 是 where the step is taken (`程序.容错认定.公开`). `None`: always.
    pub guard: Option<VariableId>,
    pub acts: Vec<Act>,
    pub demands: Demands,
}

#[derive(Clone, Debug)]
pub struct Act {
    pub actor: String,
    pub modal: Modal,
    pub words: String,
    pub span: Span,
    pub limits: Vec<Limit>,
    pub scope: Option<ScopeOf>,
    /// 须附
    pub attach: Vec<String>,
}

/// 范围
#[derive(Clone, Debug)]
pub enum ScopeOf {
    Words(String),
    /// Of the type 文本.
    Value(Expr),
}

#[derive(Clone, Debug)]
pub enum Limit {
    /// 于 … 内
    Within {
        length: Length,
        /// `None`: only where the length is 待定 and the text does not say from when.
        start: Option<Start>,
        /// 次日: the day after the start is the first, whatever the terms say.
        next_day: bool,
        span: Span,
    },
    /// 不迟于: a day of the year at hand, or of the next.
    NoLaterThan { next_year: bool, month: i8, day: i8, holiday: Option<Expr>, span: Span },
    /// 每 …，至 …
    Every { length: Length, until: Start, span: Span },
}

/// How long.
#[derive(Clone, Debug)]
pub struct Length {
    /// A whole number with its unit as its type.
    pub count: Expr,
    pub unit: LengthUnit,
    /// The 待定 that it is nothing but, where nobody has settled it: such a limit is shown and escalates nothing.
    pub open: Option<OpenId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LengthUnit {
    Year,
    Month,
    Day,
    WorkingDay,
    Hour,
    /// As the value says: a 待定 of the type 期间.
    AsValue,
}

/// A day that something runs from or until.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// When this step of the procedure was done.
    Step(String),
    /// A day that the facts hold.
    Day(Expr),
    /// A day that the case file has to record under this name.
    Recorded(String),
}

/// What belongs to a step or a duty as a whole.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// 必须先有: of each list one.
    pub requires: Vec<Vec<Material>>,
    /// 必须先填齐
    pub filled: Vec<Filled>,
    pub suspensions: Vec<Suspension>,
    pub extensions: Vec<Extension>,
    pub overdue: Vec<Overdue>,
    /// 告知
    pub tells: Vec<String>,
    /// 不同于
    pub apart: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    pub name: String,
    pub of: Option<String>,
}

/// What has to be known before the step is done.
#[derive(Clone, Debug)]
pub struct Filled {
    pub name: String,
    pub value: Expr,
}

#[derive(Clone, Debug)]
pub struct Suspension {
    pub words: String,
    pub until: Start,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Extension {
    pub words: String,
    pub up_to: Option<Length>,
    pub by: Option<String>,
    pub giving: Vec<String>,
    pub when: Option<Expr>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Overdue {
    pub first: OverdueAction,
    pub again: Option<OverdueAction>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverdueAction {
    Remind,
    ReportTo(String),
    PassTo(String),
}

/// 义务
#[derive(Clone, Debug)]
pub struct Duty {
    pub label: String,
    /// `shaanxi-2016/容错纠错#澄清保护/澄清`
    pub id: String,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub span: Span,
    pub each: Each,
    /// 是 where it is owed (`义务.澄清`); 不适用 outside the years in which it is in force.
    pub guard: VariableId,
    /// Its actor bears the duty.
    pub act: Act,
    pub terms: Option<Terms>,
    pub demands: Demands,
    pub in_force: InDays,
}

/// 每: for each of what the duty arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Each {
    /// Once, whatever happens.
    Once,
    Year,
    /// For each entity of a kind, records included; with `yearly`, for each in each year.
    Kind {
        kind: KindId,
        yearly: bool,
    },
}

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InDays {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl LengthUnit {
    /// The unit of a length, by the type of its count.
    #[must_use]
    pub fn of(ty: &Type) -> Option<LengthUnit> {
        if *ty == Type::Length {
            return Some(LengthUnit::AsValue);
        }
        let Type::Integer { unit: Some(unit) } = ty else { return None };
        [
            ("年", LengthUnit::Year),
            ("个月", LengthUnit::Month),
            ("日", LengthUnit::Day),
            ("工作日", LengthUnit::WorkingDay),
            ("小时", LengthUnit::Hour),
        ]
        .into_iter()
        .find(|(word, _)| word == unit)
        .map(|(_, unit)| unit)
    }
}

impl Limit {
    /// How long, where it is counted.
    #[must_use]
    pub fn length(&self) -> Option<&Length> {
        match self {
            Limit::Within { length, .. } | Limit::Every { length, .. } => Some(length),
            Limit::NoLaterThan { .. } => None,
        }
    }
}

impl Procedure {
    /// Its steps, where it has its own.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        match &self.course {
            Course::Like(_) => None,
            Course::Plan(plan) => Some(plan),
        }
    }
}

impl Procedure {
    /// The variables that are guards of its steps, to be changed.
    pub fn guards_mut(&mut self) -> Vec<&mut VariableId> {
        match &mut self.course {
            Course::Like(_) => Vec::new(),
            Course::Plan(plan) => plan.steps.iter_mut().filter_map(|s| s.guard.as_mut()).collect(),
        }
    }
}
