//! What people judge: the row of 认定 where there is one, else unknown, never "no".

use super::expression::Frame;
use super::outcome::Outcome;
use super::{Interpreter, Pin};
use crate::finding::{Cause, Instance};
use crate::ir::{Expr, ExprKind, Judgement, Variable, VariableId, Whose};
use crate::possible::Possible;
use quanheng_facts::decision::Judged;
use quanheng_facts::value::Value;

impl Interpreter<'_> {
    /// What was judged of an instance.
    pub(super) fn judged(&self, variable: &Variable, judgement: &Judgement, instance: Instance) -> Outcome {
        let outcome = match self.pin(&Pin::Judged(instance)) {
            Some(supposed) if supposed.is_certain() => Outcome::certain(supposed.clone()),
            Some(supposed) => Outcome::unknown(supposed.clone(), Cause::Judgement { instance, needed: true }),
            None => self.as_judged(variable, judgement, instance),
        };
        if let Some(entity) = instance.entity {
            self.saw_cell(Some(entity), || Pin::Judged(instance), &outcome.possible);
        }
        outcome
    }

    fn as_judged(&self, variable: &Variable, judgement: &Judgement, instance: Instance) -> Outcome {
        if let Some(row) = self.judged_row(variable, judgement, instance) {
            return Outcome::certain(Possible::value(row.value.clone()));
        }
        let needed = self.may_be_needed(judgement, instance);
        Outcome::unknown(Possible::range(self.whole_range(&variable.ty)), Cause::Judgement { instance, needed })
    }

    /// The row of 认定 about an instance.
    pub(crate) fn judged_row(&self, variable: &Variable, judgement: &Judgement, instance: Instance) -> Option<&Judged> {
        let args: Vec<Value> = instance.args.values().collect();
        self.facts.judged(judgement.schema, instance.entity?, variable.yearly.then_some(instance.year), &args)
    }

    /// False where 需要时 surely does not hold.
    pub(super) fn may_be_needed(&self, judgement: &Judgement, instance: Instance) -> bool {
        let needed = judgement.needed_if.as_ref().map(|e| self.eval(e, Frame::at(instance)).possible);
        needed.is_none_or(|p| p.as_truth() != Some(false) && !p.is_na())
    }

    /// 已填齐: whether each was judged, or is not needed. A value given instead of a judgement counts as one.
    pub(super) fn filled(&self, list: &[Expr], frame: Frame<'_>) -> Outcome {
        let each = list.iter().all(|expr| {
            let ExprKind::Variable { variable: id, whose, args } = &expr.kind else { return false };
            self.is_filled(*id, whose, args, frame)
        });
        Outcome::certain(Possible::truth(each))
    }

    fn is_filled(&self, id: VariableId, whose: &Whose, args: &[Expr], frame: Frame<'_>) -> bool {
        let Some(variable) = self.program.variable(id) else { return false };
        let Some(judgement) = &variable.judgement else { return false };
        let Some(entity) = self.whose(whose, frame) else { return false };
        let Ok(args) = self.index_values(args, &variable.ty, frame) else { return false };
        let instance = Instance { args, ..Instance::of(id, Some(entity), self.year_read(variable.yearly, Some(entity), frame)) };
        if let Some(given) = self.pin(&Pin::Variable(instance)) {
            return given.is_certain();
        }
        self.judged_row(variable, judgement, instance).is_some() || !self.may_be_needed(judgement, instance)
    }
}
