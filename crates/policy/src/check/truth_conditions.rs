//! Conditions with 除非 and 否决 as truth tables, to be read by the author: an exception to a condition is where a text is most easily
//! turned round.

use crate::check::logic::Space;
use crate::check::{Checker, truth_rows};
use crate::ir::{Expr, Shape};
use crate::syntax::tree::{Guard, Span, StatementKind};
use crate::truth_table::{ConditionRow, ConditionTable, Turn};

impl Checker<'_> {
    /// A table for each condition with 除非, and one for each 否决, in the order in which they stand.
    pub(super) fn condition_tables(&self) -> Vec<ConditionTable> {
        let mut found: Vec<(usize, Span, String, &Expr, Turn)> = Vec::new();
        for variable in &self.program.variables {
            for rule in variable.rules.iter().filter(|r| self.has_unless(r.pack.at(), r.span)) {
                let name = if rule.is_base { variable.name.clone() } else { format!("{}「{}」", variable.name, rule.label) };
                found.extend(rule.guard.iter().map(|guard| (rule.pack.at(), rule.span, name.clone(), guard, Turn::Unless)));
            }
            if let Shape::List(list) = &variable.shape
                && let Some((veto, _)) = &list.veto
            {
                found.push((variable.pack.at(), veto.span, variable.name.clone(), veto, Turn::Veto));
            }
        }
        found.sort_by_key(|(pack, span, _, _, _)| (*pack, *span));
        found.into_iter().map(|(pack, span, name, condition, turn)| self.condition_table(pack, span, name, condition, turn)).collect()
    }

    fn condition_table(&self, pack: usize, span: Span, name: String, condition: &Expr, turn: Turn) -> ConditionTable {
        let mut space = Space::default();
        let formula = space.formula(self, pack, condition);
        let (heads, rows) = match truth_rows::rows(self, &space, std::slice::from_ref(&formula)) {
            Some((heads, rows)) => {
                let row = |(cells, held): (Vec<String>, Vec<bool>)| ConditionRow { cells, holds: held == [true] };
                (heads, Some(rows.into_iter().map(row).collect()))
            }
            None => (Vec::new(), None),
        };
        ConditionTable { name, place: self.place(pack, span), turn, heads, rows }
    }

    /// Whether the statement at a place has 除非.
    fn has_unless(&self, pack: usize, span: Span) -> bool {
        let statements = self.packs.get(pack).map(|p| p.tree.statements.as_slice()).unwrap_or_default();
        let guard = |kind: &StatementKind| -> Option<bool> {
            let unless = |guard: &Guard| guard.unless.is_some();
            match kind {
                StatementKind::Define(d) => match &d.body {
                    crate::syntax::tree::Body::Rule { guard, .. } => guard.as_ref().map(unless),
                    crate::syntax::tree::Body::Is(_) => None,
                },
                StatementKind::Exception(e) => Some(unless(&e.guard)),
                StatementKind::Outcome(o) => Some(unless(&o.guard)),
                _ => None,
            }
        };
        statements.iter().any(|s| s.span == span && guard(&s.kind) == Some(true))
    }
}
