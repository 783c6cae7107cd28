//! A reading that goes round the exceptions above it.
//!
//! `考核等次` 即 `年度目标考核.等次`, with exceptions; and a result that reads `年度目标考核.等次` itself: for it the exceptions do not
//! exist. Told of readers on the way to a result; not of what the wrapped definition reads itself, nor of a definition that is
//! nothing but that reading under another name (so an author says that the bare value is meant).

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::ir::{Expr, ExprKind, Shape, Variable, VariableId, walk};
use crate::problems;
use crate::syntax::tree::Span;

impl Checker<'_> {
    pub(super) fn check_bypass(&mut self) {
        // A pack that names no results may be asked for anything.
        let all = || (0..self.program.variables.len()).filter_map(|at| u32::try_from(at).ok()).map(VariableId).collect();
        let outcomes =
            self.program.outcomes.iter().flat_map(|o| [o.variable].into_iter().chain(o.grants).chain(o.fields.iter().map(|(_, id)| *id)));
        let asked: Vec<VariableId> = self.program.results.iter().copied().chain(outcomes).collect();
        let results = if asked.is_empty() { all() } else { asked };
        let on_the_way = self.beneath(results);
        let mut found: Vec<(usize, Span, String, Vec<String>)> = Vec::new();
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            let Some(variable) = self.program.variable(id) else { continue };
            let labels: Vec<String> = variable.rules.iter().filter(|r| !r.is_base).map(|r| r.label.clone()).collect();
            // The cell under an exception to its column is read with 所录 alone: that says that it is meant.
            let bare = labels.is_empty() || variable.of_column.is_some();
            let Some(wrapped) = wrapped(variable).filter(|_| !bare) else { continue };
            let own = self.beneath(vec![id]);
            for reader in on_the_way.iter().filter(|reader| !own.contains(reader)) {
                let Some(reader) = self.program.variable(*reader).filter(|r| self::wrapped(r).is_none()) else { continue };
                for (pack, root) in walk::variable_roots(reader) {
                    values_read(root, &mut |e| {
                        if e == wrapped {
                            found.push((pack, e.span, variable.name.clone(), labels.clone()));
                        }
                    });
                }
            }
        }
        for (pack, span, name, labels) in found {
            let (place, words) = (self.place(pack, span), self.words(pack, span));
            let name = name.rsplit('.').next().unwrap_or(&name);
            self.report(problems::exception_bypassed::problem(place, &words, name, &labels));
        }
    }

    /// Some variables and everything they read.
    pub(super) fn beneath(&self, mut waiting: Vec<VariableId>) -> BTreeSet<VariableId> {
        let mut all = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if all.insert(id)
                && let Some(variable) = self.program.variable(id)
            {
                for (_, root) in walk::variable_roots(variable) {
                    walk::visit(root, &mut |e| {
                        if let ExprKind::Variable { variable, .. } = &e.kind {
                            waiting.push(*variable);
                        }
                    });
                }
            }
        }
        all
    }
}

/// The reading that a definition is, where it is nothing else (its exceptions aside).
fn wrapped(variable: &Variable) -> Option<&Expr> {
    let mut bases = variable.rules.iter().filter(|r| r.is_base);
    let (Some(base), None, Shape::Rules) = (bases.next(), bases.next(), &variable.shape) else { return None };
    let plain = base.guard.is_none() && matches!(base.value.as_ref()?.kind, ExprKind::Column { .. } | ExprKind::Variable { .. });
    base.value.as_ref().filter(|_| plain)
}

/// Goes over everything whose value counts; whether something has one is not its value.
fn values_read<'e>(expr: &'e Expr, f: &mut dyn FnMut(&'e Expr)) {
    if matches!(expr.kind, ExprKind::IsNa(_) | ExprKind::HasValue(_)) {
        return;
    }
    f(expr);
    for part in walk::parts(expr) {
        values_read(part, f);
    }
}
