//! Which variables a variable reads, in the same year or in another.

use std::collections::BTreeSet;

use crate::ir::{Expr, ExprKind, HistoryKind, Program, Variable, VariableId, walk};

/// The variables a variable reads in the same year. 首次, 连续, 曾 and 近 look at the year at hand too.
pub(crate) fn reads_now(variable: &Variable) -> BTreeSet<VariableId> {
    let mut out = BTreeSet::new();
    for (_, root) in walk::variable_roots(variable) {
        reads(root, false, &mut |id, earlier| {
            if !earlier {
                out.insert(id);
            }
        });
    }
    out
}

/// The names of the variables that read one, in this year or another, in the order of the program.
#[must_use]
pub fn readers(program: &Program, id: VariableId) -> Vec<&str> {
    let is_reader = |variable: &Variable| {
        let mut found = false;
        for (_, root) in walk::variable_roots(variable) {
            reads(root, false, &mut |read, _| found |= read == id);
        }
        found
    };
    program.variables.iter().filter(|variable| is_reader(variable)).map(|variable| variable.name.as_str()).collect()
}

/// Tells of every variable that an expression reads, and whether only of an earlier year.
pub(crate) fn reads(expr: &Expr, earlier: bool, f: &mut dyn FnMut(VariableId, bool)) {
    if let ExprKind::Variable { variable, .. } = &expr.kind {
        f(*variable, earlier);
    }
    let past = matches!(&expr.kind, ExprKind::History(h) if h.kind == HistoryKind::Past);
    let earlier = earlier || past || matches!(expr.kind, ExprKind::Previous(_));
    for part in walk::parts(expr) {
        reads(part, earlier, f);
    }
}
