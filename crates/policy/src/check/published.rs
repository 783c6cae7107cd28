//! 公布 over a ranking: published and computed places are never mixed within a group and year.
//!
//! In: rules marked 公布 whose definition is a ranking, or nothing but one under another name. A condition that comes to the same
//! for every member of a group proves that either all places of the group are the published ones or none is; any other could
//! leave some published and the rest computed, and is told. Deliberately absent: 名单 and 分档 (being on a list is not a place),
//! and definitions of other things, where 公布 only compares.

use std::collections::BTreeSet;

use quanheng_facts::schema::{KeyType, TableId};

use crate::check::Checker;
use crate::ir::{Expr, ExprKind, Over, Rank, Shape, Variable, VariableId, Whose, walk};
use crate::problems;
use crate::syntax::tree::Span;

impl Checker<'_> {
    pub(super) fn check_published(&mut self) {
        let mut found: Vec<(usize, Span, String)> = Vec::new();
        for variable in &self.program.variables {
            let Some(rank) = self.ranking_of(variable) else { continue };
            for rule in variable.rules.iter().filter(|r| r.published) {
                let Some(guard) = &rule.guard else { continue };
                if let Some(part) = self.parts_that_differ(guard, rank).first() {
                    found.push((rule.pack.at(), part.span, rule.label.clone()));
                }
            }
        }
        for (pack, span, label) in found {
            let (place, words) = (self.place(pack, span), self.words(pack, span));
            self.report(problems::places_mixed::problem(place, &label, &words));
        }
    }

    /// The ranking that a variable is, or is another name of.
    fn ranking_of<'p>(&'p self, variable: &'p Variable) -> Option<&'p Rank> {
        let mut at = variable;
        // The bound keeps a circle of names from looping.
        for _ in 0..=self.program.variables.len() {
            match &at.shape {
                Shape::Rank(rank) => return Some(rank),
                Shape::Rules => {
                    let base = at.rules.iter().find(|r| r.is_base && r.guard.is_none())?;
                    let ExprKind::Variable { variable, whose: Whose::Own, .. } = &base.value.as_ref()?.kind else { return None };
                    at = self.program.variable(*variable)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The sides of a condition that need not be the same for all of a group.
    fn parts_that_differ<'e>(&self, guard: &'e Expr, rank: &Rank) -> Vec<&'e Expr> {
        match &guard.kind {
            ExprKind::And(sides) | ExprKind::Or(sides) => sides.iter().flat_map(|side| self.parts_that_differ(side, rank)).collect(),
            ExprKind::Items { items, .. } => items.iter().flat_map(|(_, side)| self.parts_that_differ(side, rank)).collect(),
            _ if self.same_for_group(guard, rank, &mut BTreeSet::new()) => Vec::new(),
            _ => vec![guard],
        }
    }

    /// True if an expression surely has one value for all that compete with each other.
    fn same_for_group(&self, expr: &Expr, rank: &Rank, seen: &mut BTreeSet<VariableId>) -> bool {
        if rank.population.group.as_ref() == Some(expr) {
            return true;
        }
        let same_group = |among: &Expr, seen: &mut BTreeSet<VariableId>| match &rank.population.group {
            Some(group) => among == group,
            None => self.same_for_group(among, rank, seen),
        };
        let parts_same = |seen: &mut BTreeSet<VariableId>| walk::parts(expr).into_iter().all(|p| self.same_for_group(p, rank, seen));
        match &expr.kind {
            ExprKind::Variable { variable, whose, args } => {
                let of_nobody = matches!(whose, Whose::Nobody);
                let own = matches!(whose, Whose::Own) && self.definition_same(*variable, rank, seen);
                (of_nobody || own) && args.iter().all(|arg| self.same_for_group(arg, rank, seen))
            }
            ExprKind::HasRecord { keys, among, .. } => {
                among.as_deref().is_some_and(|among| same_group(among, seen)) && keys.iter().all(|k| self.same_for_group(k, rank, seen))
            }
            ExprKind::IsComplete { table, .. } => !self.is_signed_by_entity(*table) && parts_same(seen),
            ExprKind::Exists { over: Over::Entities { among, .. }, when }
            | ExprKind::Count { over: Over::Entities { among, .. }, when } => {
                // What is asked of the others must not turn on the entity at hand.
                let about_the_others = when.as_deref().is_none_or(|when| {
                    let mut subject = false;
                    walk::visit(when, &mut |e| subject = subject || matches!(e.kind, ExprKind::Subject));
                    !subject
                });
                about_the_others && among.as_deref().is_none_or(|among| same_group(among, seen))
            }
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::ThisYear
            | ExprKind::DecisionDay
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Items { .. }
            | ExprKind::Not(_)
            | ExprKind::Compare { .. }
            | ExprKind::In { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Match { .. }
            | ExprKind::ElseIfNa { .. }
            | ExprKind::IsNa(_)
            | ExprKind::HasValue(_)
            | ExprKind::Extreme { .. }
            | ExprKind::YearPlus { .. }
            | ExprKind::Clip { .. } => parts_same(seen),
            _ => false,
        }
    }

    /// True if a definition of each comes to the same for all of a group.
    fn definition_same(&self, id: VariableId, rank: &Rank, seen: &mut BTreeSet<VariableId>) -> bool {
        let Some(variable) = self.program.variable(id) else { return false };
        // A circle is told elsewhere; a definition met again was judged, or is being judged, by what it reads.
        if !seen.insert(id) {
            return true;
        }
        matches!(variable.shape, Shape::Rules)
            && variable.judgement.is_none()
            && walk::variable_roots(variable).into_iter().all(|(_, root)| self.same_for_group(root, rank, seen))
    }

    fn is_signed_by_entity(&self, table: TableId) -> bool {
        self.program.schema.table(table).is_none_or(|t| {
            let by = t.completeness.as_ref().map(|c| c.by.as_slice()).unwrap_or_default();
            by.iter().any(|at| t.keys.get(*at).is_some_and(|k| matches!(k.ty, KeyType::Entity(_))))
        })
    }
}
