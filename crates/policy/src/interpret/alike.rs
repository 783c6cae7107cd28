//! Whether two members of a group read an expression at the same places: then it is the same for both, known or not.

use super::Interpreter;
use super::expression::Frame;
use crate::ir::{Expr, ExprKind, Whose, walk};

impl Interpreter<'_> {
    /// `group`: what members of one group have in common.
    pub(super) fn read_alike(&self, expr: &Expr, group: Option<&Expr>, one: Frame<'_>, other: Frame<'_>) -> bool {
        if group == Some(expr) {
            return true;
        }
        let at_one_place = |whose: &Whose| {
            let there = self.whose(whose, one);
            *whose == Whose::Nobody || (there.is_some() && there == self.whose(whose, other))
        };
        let all_alike = |parts: &[Expr]| parts.iter().all(|part| self.read_alike(part, group, one, other));
        let alike = match &expr.kind {
            ExprKind::Variable { whose, args: keys, .. } | ExprKind::Column { whose, keys, .. } => {
                return at_one_place(whose) && all_alike(keys);
            }
            ExprKind::ColumnAsAt { whose, .. } => return at_one_place(whose),
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::ThisYear
            | ExprKind::Index { .. }
            | ExprKind::IsComplete { .. }
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Items { .. }
            | ExprKind::Compare { .. }
            | ExprKind::In { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::YearPlus { .. }
            | ExprKind::IsNa(_)
            | ExprKind::HasValue(_)
            | ExprKind::ElseIfNa { .. }
            | ExprKind::Clip { .. }
            | ExprKind::Extreme { .. }
            | ExprKind::Match { .. } => true,
            _ => false,
        };
        alike && walk::parts(expr).into_iter().all(|part| self.read_alike(part, group, one, other))
    }
}
