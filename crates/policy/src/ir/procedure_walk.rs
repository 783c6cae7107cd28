//! Every expression of procedures and duties, outermost ones only.

use crate::ir::Expr;
use crate::ir::procedure::{Act, Course, Demands, Duty, Limit, Procedure, ScopeOf, Start, Terms};

impl Procedure {
    /// Its expressions.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut out = Vec::new();
        let Some(plan) = self.plan() else { return out };
        out.extend(plan.terms.iter().flat_map(Terms::expressions));
        for step in &plan.steps {
            out.extend(step.acts.iter().flat_map(Act::expressions));
            out.extend(step.demands.expressions());
        }
        out
    }

    /// Its expressions, to be changed.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        let mut out = Vec::new();
        let Course::Plan(plan) = &mut self.course else { return out };
        out.extend(plan.terms.iter_mut().flat_map(Terms::expressions_mut));
        for step in &mut plan.steps {
            out.extend(step.acts.iter_mut().flat_map(Act::expressions_mut));
            out.extend(step.demands.expressions_mut());
        }
        out
    }
}

impl Duty {
    /// Its expressions.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut out: Vec<&Expr> = Vec::new();
        out.extend(self.terms.iter().flat_map(Terms::expressions));
        out.extend(self.act.expressions());
        out.extend(self.demands.expressions());
        out
    }

    /// Its expressions, to be changed.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        let mut out: Vec<&mut Expr> = Vec::new();
        out.extend(self.terms.iter_mut().flat_map(Terms::expressions_mut));
        out.extend(self.act.expressions_mut());
        out.extend(self.demands.expressions_mut());
        out
    }
}

impl Terms {
    fn expressions(&self) -> impl Iterator<Item = &Expr> {
        std::iter::once(&self.first_day).chain(&self.holiday)
    }

    fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Expr> {
        std::iter::once(&mut self.first_day).chain(&mut self.holiday)
    }
}

impl Start {
    fn day(&self) -> Option<&Expr> {
        match self {
            Start::Day(expr) => Some(expr),
            Start::Step(_) | Start::Recorded(_) => None,
        }
    }

    fn day_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Start::Day(expr) => Some(expr),
            Start::Step(_) | Start::Recorded(_) => None,
        }
    }
}

impl Act {
    fn expressions(&self) -> Vec<&Expr> {
        let mut out = Vec::new();
        for limit in &self.limits {
            match limit {
                Limit::Within { length, start, .. } => {
                    out.push(&length.count);
                    out.extend(start.as_ref().and_then(Start::day));
                }
                Limit::NoLaterThan { holiday, .. } => out.extend(holiday),
                Limit::Every { length, until, .. } => {
                    out.push(&length.count);
                    out.extend(until.day());
                }
            }
        }
        if let Some(ScopeOf::Value(expr)) = &self.scope {
            out.push(expr);
        }
        out
    }

    fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        let mut out = Vec::new();
        for limit in &mut self.limits {
            match limit {
                Limit::Within { length, start, .. } => {
                    out.push(&mut length.count);
                    out.extend(start.as_mut().and_then(Start::day_mut));
                }
                Limit::NoLaterThan { holiday, .. } => out.extend(holiday),
                Limit::Every { length, until, .. } => {
                    out.push(&mut length.count);
                    out.extend(until.day_mut());
                }
            }
        }
        if let Some(ScopeOf::Value(expr)) = &mut self.scope {
            out.push(expr);
        }
        out
    }
}

impl Demands {
    fn expressions(&self) -> Vec<&Expr> {
        let mut out = Vec::new();
        out.extend(self.filled.iter().map(|f| &f.value));
        out.extend(self.suspensions.iter().filter_map(|s| s.until.day()));
        out.extend(self.extensions.iter().flat_map(|e| e.up_to.iter().map(|l| &l.count).chain(&e.when)));
        out
    }

    fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        let mut out = Vec::new();
        out.extend(self.filled.iter_mut().map(|f| &mut f.value));
        out.extend(self.suspensions.iter_mut().filter_map(|s| s.until.day_mut()));
        out.extend(self.extensions.iter_mut().flat_map(|e| e.up_to.iter_mut().map(|l| &mut l.count).chain(&mut e.when)));
        out
    }
}
