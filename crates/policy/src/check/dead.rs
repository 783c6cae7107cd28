//! Rules and parts of conditions that can never matter.
//!
//! A rule whose condition never holds; an exception that others always override; a part of a condition that the rest of it
//! settles anyway. All three only where it is proven. Left alone: parts that ask whether something has a value, since what stands after
//! them may need that said; and conditions of very many parts.

use std::collections::BTreeSet;

use quanheng_facts::schema::TableId;
use quanheng_facts::value::{KindId, Type};

use crate::check::Checker;
use crate::check::logic::{Formula, Space, Test, not};
use crate::check::overlap::in_force;
use crate::check::solve::Answer;
use crate::ir::{Expr, ExprKind, Over, RuleIx, Variable, VariableId, walk};
use crate::problems;
use crate::problems::dead_condition::Why;
use crate::syntax::tree::Span;

/// Conditions of more parts than this are left alone: each part is held against all others.
const MOST_PARTS: usize = 100;

enum Finding {
    Rule(String),
    Overridden(String, Vec<String>),
    Part(Span, Why),
}

impl Checker<'_> {
    pub(super) fn check_dead(&mut self) {
        let mut found = Vec::new();
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            if let Some(variable) = self.program.variable(id).filter(|_| !self.damaged.contains(&id)) {
                self.dead_of(variable, &mut found);
            }
        }
        for (pack, span, finding) in found {
            let place = self.place(pack, span);
            let problem = match finding {
                Finding::Rule(label) => problems::dead_rule::problem(place, &label),
                Finding::Overridden(label, by) => problems::always_overridden::problem(place, &label, &by),
                Finding::Part(part, why) => problems::dead_condition::problem(place, &self.words(pack, part), why),
            };
            self.report(problem);
        }
    }

    /// 不计 of matters that nothing beneath the condition reads.
    pub(super) fn check_disregards(&mut self) {
        let mut found = Vec::new();
        for outcome in &self.program.outcomes {
            let beneath = self.beneath(vec![outcome.variable]);
            if beneath.iter().any(|id| self.damaged.contains(id)) {
                continue;
            }
            for disregard in &outcome.disregards {
                let idle = disregard.tables.iter().filter(|table| !self.reads_table(&beneath, **table));
                let names: Vec<String> = idle.filter_map(|table| self.table(*table)).map(|t| t.name.clone()).collect();
                if !names.is_empty() {
                    found.push((disregard.pack.at(), disregard.span, outcome.label.clone(), names));
                }
            }
        }
        for (pack, span, label, names) in found {
            let place = self.place(pack, span);
            self.report(problems::dead_disregard::problem(place, &label, &names));
        }
    }

    /// Whether some of these variables read a table, or belong to its rows, or go over entities that its rows are.
    fn reads_table(&self, variables: &BTreeSet<VariableId>, table: TableId) -> bool {
        let schema = &self.program.schema;
        let kind = schema.kinds.iter().position(|k| k.record == Some(table)).and_then(|at| u32::try_from(at).ok()).map(KindId);
        let of_rows = |wide: KindId| kind.is_some_and(|kind| schema.is_kind(kind, wide));
        variables.iter().filter_map(|id| self.program.variable(*id)).any(|variable| {
            let mut reads = variable.owner.is_some_and(of_rows);
            for (_, root) in walk::variable_roots(variable) {
                walk::visit(root, &mut |e| {
                    reads |= match &e.kind {
                        ExprKind::Column { table: t, .. }
                        | ExprKind::ColumnAsAt { table: t, .. }
                        | ExprKind::RowColumn { table: t, .. }
                        | ExprKind::HasRecord { table: t, .. }
                        | ExprKind::NoRecord { table: t, .. } => *t == table,
                        ExprKind::Exists { over, .. } | ExprKind::Count { over, .. } => match over {
                            Over::Rows { table: t, .. } | Over::Records { table: t, .. } => *t == table,
                            Over::Entities { kind, .. } => of_rows(*kind),
                        },
                        _ => false,
                    };
                });
            }
            reads
        })
    }

    fn dead_of(&self, variable: &Variable, found: &mut Vec<(usize, Span, Finding)>) {
        let spans = self.stages(variable);
        for (at, rule) in variable.rules.iter().enumerate() {
            let pack = rule.pack.at();
            if self.never_applies(variable, rule, &spans) {
                found.push((pack, rule.span, Finding::Rule(rule.label.clone())));
                continue;
            }
            let over: Vec<_> = variable.rules.iter().filter(|r| r.overrides.contains(&index(at))).collect();
            // A pack that overrides another's rule altogether means to.
            let own = over.iter().all(|r| r.pack == rule.pack) && !over.is_empty() && !rule.is_base;
            let years: Vec<_> = spans.iter().filter(|year| in_force(rule, **year)).collect();
            let always = own
                && !years.is_empty()
                && years.iter().all(|year| {
                    let mut space = Space::in_year(year.map(|moment| moment.law));
                    let mut parts = vec![self.applies(&mut space, variable, rule)];
                    for other in over.iter().filter(|r| in_force(r, **year)) {
                        parts.push(not(self.applies(&mut space, variable, other)));
                    }
                    matches!(space.can_hold(&Formula::And(parts)), Answer::Never)
                });
            if always {
                let by = over.iter().map(|r| r.label.clone()).collect();
                found.push((pack, rule.span, Finding::Overridden(rule.label.clone(), by)));
            }
            let truth = rule.value.as_ref().filter(|v| v.ty == Type::Bool);
            for condition in rule.guard.iter().chain(truth) {
                self.dead_parts(pack, condition, found);
            }
        }
    }

    fn dead_parts(&self, pack: usize, condition: &Expr, found: &mut Vec<(usize, Span, Finding)>) {
        let parts = conjuncts(condition);
        if parts.len() > MOST_PARTS {
            return;
        }
        let mut space = Space::default();
        let formulas: Vec<Formula> = parts.iter().map(|part| space.formula(self, pack, part)).collect();
        if !matches!(space.can_hold(&Formula::And(formulas.clone())), Answer::Case(_)) {
            return;
        }
        // Of two parts that say the same, one is told of.
        let mut told: Vec<usize> = Vec::new();
        for (at, part) in parts.iter().enumerate().rev() {
            let Some(own) = formulas.get(at) else { continue };
            let others = formulas.iter().enumerate().filter(|(other, _)| *other != at && !told.contains(other));
            let rest: Vec<Formula> = others.map(|(_, f)| f.clone()).collect();
            let mut fixed = matches!(part.kind, ExprKind::Literal(_));
            // Which kind somebody is, is settled where the definition stands: such a part is there to be read.
            walk::visit(part, &mut |e| fixed |= matches!(e.kind, ExprKind::KindOf { .. }));
            let never = |more: Vec<Formula>| {
                let all = rest.iter().cloned().chain(more).collect();
                matches!(space.can_hold(&Formula::And(all)), Answer::Never)
            };
            if fixed || asks_presence(own) {
                continue;
            }
            if never(vec![not(own.clone())]) {
                let alone = matches!(space.can_hold(&not(own.clone())), Answer::Never);
                let why = if alone { Why::Always } else { Why::Implied };
                found.push((pack, part.span, Finding::Part(part.span, why)));
                told.push(at);
                continue;
            }
            let ways = alternatives(part).filter(|ways| ways.len() <= MOST_PARTS);
            let (Some(ways), Formula::Or(own)) = (ways, own) else { continue };
            let mut idle: Vec<usize> = Vec::new();
            for (way_at, (way, formula)) in ways.iter().zip(own).enumerate().rev() {
                let others = own.iter().enumerate().filter(|(other, _)| *other != way_at && !idle.contains(other));
                let others = others.map(|(_, f)| not(f.clone()));
                if !asks_presence(formula) && never([formula.clone()].into_iter().chain(others).collect()) {
                    idle.push(way_at);
                    found.push((pack, way.span, Finding::Part(way.span, Why::Idle)));
                }
            }
        }
    }
}

fn index(at: usize) -> RuleIx {
    RuleIx(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The parts that must all hold.
fn conjuncts(condition: &Expr) -> Vec<&Expr> {
    match &condition.kind {
        ExprKind::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        ExprKind::Items { any: false, items } => items.iter().flat_map(|(_, part)| conjuncts(part)).collect(),
        _ => vec![condition],
    }
}

/// The parts of which one must hold.
fn alternatives(condition: &Expr) -> Option<Vec<&Expr>> {
    match &condition.kind {
        ExprKind::Or(parts) => Some(parts.iter().collect()),
        ExprKind::Items { any: true, items } => Some(items.iter().map(|(_, part)| part).collect()),
        _ => None,
    }
}

fn asks_presence(formula: &Formula) -> bool {
    match formula {
        Formula::Always(_) => false,
        Formula::Atom(_, test) => matches!(test, Test::NotApplicable),
        Formula::Not(inner) => asks_presence(inner),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().any(asks_presence),
    }
}
