//! What hangs on the weights of a 加权: found in the program alone.
//!
//! In: the program. Out: whether an expression can come out otherwise where the weights are others. Whether a score is there at all
//! (有值, 不适用) never hangs on them: nought stays nought in every draw, and only a figure that is not there makes a score 不适用.
//! What is read of earlier years does not hang on them either: those years are over.

use crate::ir::{Expr, ExprKind, HistoryKind, Program, Shape, Variable, VariableId, walk};

impl Program {
    /// The rankings, lists and tiers whose keys hang on the weights of a 加权.
    #[must_use]
    pub fn composites(&self) -> Vec<VariableId> {
        let hanging = Hanging::of(self);
        let keys = |variable: &Variable| match &variable.shape {
            Shape::Rank(rank) => rank.keys.iter().any(|k| hanging.hangs(&k.by)),
            Shape::List(list) => list.keys.iter().any(|k| hanging.hangs(&k.by)),
            Shape::Tiers(tiers) => tiers.keys.iter().any(|k| hanging.hangs(&k.by)),
            Shape::Rules | Shape::Share(_) => false,
        };
        let all = self.variables.iter().enumerate().filter(|(_, v)| keys(v));
        all.filter_map(|(at, _)| u32::try_from(at).ok().map(VariableId)).collect()
    }
}

/// For each variable of a program.
pub(super) struct Hanging {
    /// Its value hangs on weights.
    value: Vec<bool>,
    /// So does whether it is 不适用.
    na: Vec<bool>,
}

impl Hanging {
    pub fn of(program: &Program) -> Hanging {
        let mut hanging = Hanging { value: Vec::new(), na: Vec::new() };
        // Each reads only earlier ones in the same year.
        for variable in &program.variables {
            let value = walk::variable_roots(variable).into_iter().any(|(_, root)| hanging.hangs(root));
            let na = value && hanging.variable_na(variable);
            hanging.value.push(value);
            hanging.na.push(na);
        }
        hanging
    }

    fn at(of: &[bool], id: VariableId) -> bool {
        // What is not there yet is read in a circle through other years.
        of.get(id.at()).copied().unwrap_or(false)
    }

    /// The value of the expression hangs on weights.
    pub fn hangs(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Weighted(_) => true,
            ExprKind::IsNa(of) | ExprKind::HasValue(of) => self.hangs_na(of),
            ExprKind::Previous(_) => false,
            ExprKind::History(history) if history.kind == HistoryKind::Past => false,
            ExprKind::Variable { variable, .. } if Hanging::at(&self.value, *variable) => true,
            _ => walk::parts(expr).into_iter().any(|part| self.hangs(part)),
        }
    }

    /// Whether it is 不适用 hangs on weights.
    fn hangs_na(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Weighted(weighted) => {
                let others = || weighted.items.iter().map(|(_, weight)| weight).chain(&weighted.missing).chain(&weighted.among.group);
                weighted.items.iter().any(|(of, _)| self.hangs_na(of)) || others().any(|part| self.hangs(part))
            }
            ExprKind::Variable { variable, .. } => {
                Hanging::at(&self.na, *variable) || walk::parts(expr).into_iter().any(|part| self.hangs(part))
            }
            _ => self.hangs(expr),
        }
    }

    fn variable_na(&self, variable: &Variable) -> bool {
        let guards = variable.rules.iter().filter_map(|r| r.guard.as_ref());
        let bounds = variable.bounds.iter().flat_map(|b| b.guard.iter().chain([&b.limit]));
        let presumptions = variable.presumptions.iter().flat_map(|p| p.guard.iter().chain([&p.value]));
        if guards.chain(bounds).chain(presumptions).any(|e| self.hangs(e)) {
            return true;
        }
        let mut values = variable.rules.iter().filter_map(|r| r.value.as_ref()).chain(&variable.default);
        if values.any(|value| self.hangs_na(value)) {
            return true;
        }
        let (population, keys) = match &variable.shape {
            Shape::Rules | Shape::List(_) => return false,
            Shape::Rank(rank) => (&rank.population, &rank.keys),
            Shape::Tiers(tiers) => (&tiers.population, &tiers.keys),
            Shape::Share(_) => return true,
        };
        population.when.iter().chain(&population.group).any(|e| self.hangs(e)) || keys.iter().any(|key| self.hangs_na(&key.by))
    }
}
