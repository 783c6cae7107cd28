//! Why something was not given: each rule that did not speak with every one of its conditions, actual against required, and
//! beneath a condition that fails what it turned on, down to the cells.

use super::super::Interpreter;
use super::super::expression::Frame;
use super::{DEEPEST, Telling};
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, Rule, RuleIx, Variable};

impl Interpreter<'_> {
    /// The conditions that failed.
    pub(crate) fn explain_failure(&self, instance: Instance) -> Node {
        self.telling().failure(instance)
    }
}

impl Telling<'_, '_> {
    /// One instance that is not as wanted, with everything that stood in its way.
    fn failure(&mut self, instance: Instance) -> Node {
        let finding = self.run.finding(instance);
        let worked = self.run.work(instance);
        let Some(variable) = self.run.program.variable(instance.variable) else { return self.headline(&finding, &worked) };
        let no_condition = variable.rules.iter().all(|r| r.guard.is_none()) && worked.rank.is_none();
        let plain = worked.decision.not_in_force || (no_condition && worked.set_aside.is_none());
        if plain || self.told.contains(&instance) || self.depth >= DEEPEST {
            return self.instance(instance);
        }
        let mut node = self.headline(&finding, &worked);
        self.told.insert(instance);
        self.depth = self.depth.saturating_add(1);
        let law = self.run.law_year(instance.year);
        for ix in &worked.decision.winners {
            self.winner(variable, *ix, instance, &finding, &worked, &mut node);
            if let (Some(rule), Some(last)) = (variable.rules.get(ix.at()), node.children.last_mut()) {
                last.children.extend(self.turned_on(rule, instance));
            }
        }
        for (at, rule) in variable.rules.iter().enumerate() {
            let Some(ix) = u32::try_from(at).ok().map(RuleIx) else { continue };
            if worked.decision.winners.contains(&ix) || !rule.in_force.holds_in(law) {
                continue;
            }
            let repealed = rule.repealed.is_some_and(|(from, _)| from <= law);
            let held = worked.decision.also_held.contains(&ix);
            let pending = worked.decision.pending.contains(&ix);
            node.children.extend(match &rule.guard {
                Some(guard) if !held && !pending && !repealed => Some(self.not_met(variable, rule, guard, instance)),
                _ => self.other_rule(variable, ix, rule, instance, held, pending),
            });
        }
        if worked.decision.winners.is_empty() {
            self.default(variable, instance, &mut node);
        }
        if let (Some(set_aside), Some(id)) = (&worked.set_aside, variable.outcome) {
            self.set_aside(id, set_aside, instance, &mut node);
        }
        self.narrowed(variable, instance, &worked, &mut node);
        if let Some(reasons) = &worked.rank {
            node.children.push(self.rank(variable, instance, reasons));
        }
        if let Some(reasons) = &worked.list {
            node.children.push(self.list(variable, instance, reasons));
        }
        if let Some(reasons) = &worked.tiers {
            node.children.push(self.tier(variable, instance, reasons));
        }
        if let Some(reasons) = &worked.share {
            node.children.push(self.share(variable, instance, reasons));
        }
        let mut readings = Vec::new();
        self.set_readings(variable, instance, &mut readings);
        self.readings(instance, readings, &mut node);
        self.depth = self.depth.saturating_sub(1);
        node
    }

    /// What the conditions of the rule that spoke turned on.
    fn turned_on(&mut self, rule: &Rule, instance: Instance) -> Vec<Node> {
        let Some(guard) = &rule.guard else { return Vec::new() };
        self.beneath(guard, instance, false)
    }

    /// A rule whose condition does not hold: all its conditions, and what those that fail turned on.
    fn not_met(&mut self, variable: &Variable, rule: &Rule, guard: &Expr, instance: Instance) -> Node {
        let label = self.label(rule, variable);
        let mut node =
            Node::new(Mechanism::Rule, format!("{}没有成立，要求：", label.zh), format!("{} does not hold; it asks for:", label.en));
        node.rule_id = Some(rule.id.clone());
        node.article = self.words.article(rule.article);
        node.status = Some("不成立".to_owned());
        let frame = Frame::at(instance);
        for (number, condition) in sides(guard) {
            let mut told = self.guards(condition, frame);
            let fails = self.run.eval(condition, frame).possible.as_truth() == Some(false);
            if let (Some(number), Some(first)) = (number, told.first_mut()) {
                // As it is written before the item: （一）.
                let (open, close) = if number.starts_with('（') { ("", "") } else { ("（", "）") };
                first.text.zh.insert_str(0, &format!("{open}{number}{close}"));
                first.text.en.insert_str(0, &format!("{open}{number}{close}"));
            }
            if let Some(last) = told.last_mut().filter(|_| fails) {
                last.children.extend(self.beneath(condition, instance, true));
            }
            node.children.extend(told);
        }
        node
    }

    /// What a condition turned on: what failed further down, or cells.
    fn beneath(&mut self, condition: &Expr, instance: Instance, failing: bool) -> Vec<Node> {
        let mut nodes = Vec::new();
        for reading in self.run.deciding_readings(condition, instance) {
            nodes.extend(match self.run.instance_read(reading, instance) {
                Some(read) if failing && self.run.work(read).outcome.possible.as_truth() == Some(false) => Some(self.failure(read)),
                Some(read) => Some(self.instance(read)),
                None => self.leaf(reading, instance),
            });
        }
        nodes
    }
}

/// The conditions of a guard one by one, items with their numbers.
fn sides(guard: &Expr) -> Vec<(Option<&str>, &Expr)> {
    match &guard.kind {
        ExprKind::And(sides) => sides.iter().flat_map(self::sides).collect(),
        ExprKind::Items { items, .. } => items.iter().map(|(number, e)| (Some(number.as_str()), e)).collect(),
        _ => vec![(None, guard)],
    }
}
