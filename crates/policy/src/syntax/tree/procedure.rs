//! 程序 程序片段 义务 as written: roles, terms, steps, acts, limits, and what belongs to a step or a duty as a whole.
//!
//! Lengths, scopes and options are ordinary expressions, so that named numbers and 待定 in them are declared like everywhere
//! else. Prose is kept as the text of the file.

use crate::syntax::tree::{Expr, Guard, IndexItem, Path, Span, Validity, Word};

/// 程序 容错认定（容错申请） …; 程序片段 申诉（决定：结论） …
#[derive(Clone, Debug)]
pub struct Procedure {
    /// 程序片段
    pub fragment: bool,
    pub name: Word,
    pub index: Vec<IndexItem>,
    pub body: ProcedureBody,
}

#[derive(Clone, Debug)]
pub enum ProcedureBody {
    /// 依 pack·name: carried out as that one is.
    Like(Path),
    Plan(Box<Plan>),
}

/// A procedure written out.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub roles: Vec<Role>,
    /// 回避
    pub recused: Vec<Word>,
    pub terms: Option<Terms>,
    /// 不停止执行
    pub stays_in_force: bool,
    pub steps: Vec<Step>,
    /// 申诉 依 …
    pub appeal: Option<Path>,
}

/// 受理机关：按干部管理权限 …
#[derive(Clone, Debug)]
pub struct Role {
    pub name: Word,
    /// Prose: who that is.
    pub words: Word,
}

/// 期限 当日不计，末日遇假 顺延
#[derive(Clone, Debug)]
pub struct Terms {
    /// A value of 首日方式.
    pub first_day: Expr,
    /// A value of 末日方式.
    pub holiday: Option<Expr>,
    pub span: Span,
}

/// 步骤 受理 当 … + its acts
#[derive(Clone, Debug)]
pub struct Step {
    pub name: Word,
    pub guard: Option<Guard>,
    pub acts: Vec<Act>,
    pub demands: Demands,
    pub span: Span,
}

/// 应当, 可以, 不得
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modal {
    Must,
    May,
    MustNot,
}

/// 受理机关 应当 核实，于 … 内，自 受理
#[derive(Clone, Debug)]
pub struct Act {
    pub actor: Word,
    pub modal: Modal,
    /// Prose: what is to be done.
    pub words: Word,
    pub limits: Vec<Limit>,
    /// 范围
    pub scope: Option<Expr>,
    /// 须附
    pub attach: Vec<Word>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Limit {
    pub kind: LimitKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum LimitKind {
    /// 于 15日「x」 内，自 收到 次日
    Within { length: Expr, start: Option<Word>, next_day: Option<Span> },
    /// 不迟于 次年 6月15日，末日遇假 …
    NoLaterThan { next_year: bool, month: i8, day: i8, holiday: Option<Expr> },
    /// 每 30日，至 办结
    Every { length: Expr, until: Word },
}

/// What belongs to a step or a duty as a whole.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// 必须先有 甲 或 乙: one of them; each such line is wanted.
    pub requires: Vec<Vec<Material>>,
    /// 必须先填齐
    pub filled: Vec<Path>,
    /// 中止 …，至 …
    pub suspensions: Vec<Suspension>,
    /// 可以延长 …
    pub extensions: Vec<Extension>,
    /// 逾期 …；再逾期 …
    pub overdue: Vec<Overdue>,
    /// 告知 …
    pub tells: Vec<Word>,
    /// 决定人 不同于 调查人
    pub apart: Vec<(Word, Word)>,
}

/// 听取陈述(申请人)
#[derive(Clone, Debug)]
pub struct Material {
    pub name: Word,
    /// Of whom.
    pub of: Option<Word>,
}

/// 中止 司法审查未结，至 结案
#[derive(Clone, Debug)]
pub struct Suspension {
    pub words: Word,
    pub until: Word,
    pub span: Span,
}

/// 可以延长 一次，不超过 30日，由 负责人，附 理由，当 …
#[derive(Clone, Debug)]
pub struct Extension {
    pub words: Word,
    pub up_to: Option<Expr>,
    pub by: Option<Word>,
    pub giving: Vec<Word>,
    pub when: Option<Expr>,
    pub span: Span,
}

/// 逾期 催办；再逾期 报 上级机关
#[derive(Clone, Debug)]
pub struct Overdue {
    pub first: OverdueAction,
    pub again: Option<OverdueAction>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum OverdueAction {
    /// 催办
    Remind,
    /// 报
    ReportTo(Word),
    /// 转
    PassTo(Word),
}

/// 义务「澄清」 由 核查机关 每 核查 当 … 应当 …
#[derive(Clone, Debug)]
pub struct Duty {
    pub label: Word,
    /// 每: a kind, a table or 年度.
    pub each: Option<Word>,
    pub guard: Option<Guard>,
    /// Its actor is the body that bears the duty.
    pub act: Act,
    pub terms: Option<Terms>,
    pub demands: Demands,
    pub validity: Option<Validity>,
}

impl Procedure {
    /// Its steps; none where it is carried out as another one is.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        match &self.body {
            ProcedureBody::Like(_) => None,
            ProcedureBody::Plan(plan) => Some(plan),
        }
    }

    /// Every expression in it, outermost ones only.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut out = Vec::new();
        if let Some(plan) = self.plan() {
            out.extend(plan.terms.iter().flat_map(Terms::expressions));
            for step in &plan.steps {
                out.extend(step.guard.iter().flat_map(Guard::expressions));
                out.extend(step.acts.iter().flat_map(Act::expressions));
                out.extend(step.demands.expressions());
            }
        }
        out
    }

    /// The lengths that the law sets in it.
    #[must_use]
    pub fn lengths(&self) -> Vec<&Expr> {
        let steps = || self.plan().into_iter().flat_map(|p| &p.steps);
        steps().flat_map(|s| s.acts.iter().flat_map(Act::lengths).chain(s.demands.lengths())).collect()
    }
}

impl Duty {
    /// Every expression in it, outermost ones only.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut out: Vec<&Expr> = self.guard.iter().flat_map(Guard::expressions).collect();
        out.extend(self.terms.iter().flat_map(Terms::expressions));
        out.extend(self.act.expressions());
        out.extend(self.demands.expressions());
        out
    }

    /// The lengths that the law sets in it.
    #[must_use]
    pub fn lengths(&self) -> Vec<&Expr> {
        self.act.lengths().chain(self.demands.lengths()).collect()
    }
}

impl Terms {
    fn expressions(&self) -> impl Iterator<Item = &Expr> {
        std::iter::once(&self.first_day).chain(&self.holiday)
    }
}

impl Act {
    fn expressions(&self) -> Vec<&Expr> {
        let holidays = self.limits.iter().filter_map(|l| match &l.kind {
            LimitKind::NoLaterThan { holiday, .. } => holiday.as_ref(),
            _ => None,
        });
        self.lengths().chain(holidays).chain(&self.scope).collect()
    }

    fn lengths(&self) -> impl Iterator<Item = &Expr> {
        self.limits.iter().filter_map(|l| match &l.kind {
            LimitKind::Within { length, .. } | LimitKind::Every { length, .. } => Some(length),
            LimitKind::NoLaterThan { .. } => None,
        })
    }
}

impl Demands {
    fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.lengths().chain(self.extensions.iter().filter_map(|e| e.when.as_ref()))
    }

    fn lengths(&self) -> impl Iterator<Item = &Expr> {
        self.extensions.iter().filter_map(|e| e.up_to.as_ref())
    }
}
