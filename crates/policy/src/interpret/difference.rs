//! "Why this one and not that one": the first point where the reasons of two instances part.
//!
//! Both have the same variable. From the top down: the first condition (in the order of rules) that holds for one and not
//! for the other; where the same rule speaks, the first reading of its formula that differs; and so on down to a cell.

use quanheng_facts::problem::Language::{Chinese, English};

use super::Interpreter;
use super::expression::Frame;
use super::reading::Reading;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, Shape};

/// Followed to this many levels.
const DEEPEST: usize = 24;

impl Interpreter<'_> {
    /// Where the reasons of `one` and `other` part.
    #[must_use]
    pub fn explain_difference(&self, one: Instance, other: Instance) -> Node {
        self.parting(one, other, 0)
    }

    fn parting(&self, one: Instance, other: Instance, depth: usize) -> Node {
        let words = self.words();
        let (a, b) = (self.finding(one), self.finding(other));
        let (who_a, who_b) = (words.instance(one), words.instance(other));
        let mut node = Node::new(
            Mechanism::Variable,
            format!("{}：{}；{}：{}", who_a.zh, words.finding(&a, Chinese), who_b.zh, words.finding(&b, Chinese)),
            format!("{}: {}; {}: {}", who_a.en, words.finding(&a, English), who_b.en, words.finding(&b, English)),
        );
        let Some(variable) = self.program.variable(one.variable) else { return node };
        node.article = words.article(variable.article);
        let (work_a, work_b) = (self.work(one), self.work(other));
        let same = work_a.outcome.possible == work_b.outcome.possible && work_a.decision.winners == work_b.decision.winners;
        if same {
            node.children.push(Node::new(
                Mechanism::Guard,
                "两者到这里没有分别：依据相同，结果相同",
                "the two do not part here: same rules, same result",
            ));
            return node;
        }
        if depth >= DEEPEST {
            return node;
        }
        // The first condition that differs.
        for rule in &variable.rules {
            let Some(guard) = &rule.guard else { continue };
            for condition in conditions(guard) {
                let (x, y) = (self.eval(condition, Frame::at(one)), self.eval(condition, Frame::at(other)));
                if x.possible == y.possible {
                    continue;
                }
                let telling = self.telling();
                let text = |i: Instance| telling.guards(condition, Frame::at(i)).into_iter().next();
                let label = if rule.is_base { variable.name.clone() } else { rule.label.clone() };
                let mut child = Node::new(
                    Mechanism::Guard,
                    format!("分歧在「{label}」的条件：{}", words.expression(condition)),
                    format!("they part at a condition of 「{label}」: {}", words.expression(condition)),
                );
                child.rule_id = Some(rule.id.clone());
                child.article = words.article(rule.article);
                for instance in [one, other] {
                    let who = words.instance(instance);
                    if let Some(mut told) = text(instance) {
                        let entity = instance.entity.map(|e| words.entity(e, instance.year)).unwrap_or(who.zh);
                        told.text.zh.insert_str(0, &format!("{entity}："));
                        told.text.en.insert_str(0, &format!("{entity}: "));
                        child.children.push(told);
                    }
                }
                child.children.extend(self.deeper(condition, one, other, depth));
                node.children.push(child);
                return node;
            }
        }
        // The same rules speak: their formula, or the keys of the ranking or list.
        let exprs: Vec<&Expr> = match &variable.shape {
            Shape::Rules => {
                work_a.decision.winners.iter().filter_map(|ix| variable.rules.get(ix.at())).filter_map(|r| r.value.as_ref()).collect()
            }
            Shape::Rank(rank) => rank.population.group.iter().chain(rank.keys.iter().map(|k| &k.by)).collect(),
            Shape::Tiers(tiers) => tiers.population.group.iter().chain(tiers.keys.iter().map(|k| &k.by)).collect(),
            Shape::Share(share) => share.population.group.iter().chain(share.figures.iter().map(|k| &k.by)).collect(),
            Shape::List(list) => {
                let veto = list.veto.iter().map(|(v, _)| v);
                list.population.when.iter().chain(&list.population.group).chain(veto).chain(list.keys.iter().map(|k| &k.by)).collect()
            }
        };
        for expr in exprs {
            if let Some(child) = self.deeper(expr, one, other, depth) {
                node.children.push(child);
                return node;
            }
        }
        node
    }

    /// The first reading of an expression that differs.
    fn deeper(&self, expr: &Expr, one: Instance, other: Instance, depth: usize) -> Option<Node> {
        let (for_one, for_other) = (self.readings(expr, one.entity, one.year), self.readings(expr, other.entity, other.year));
        for (x, y) in for_one.iter().zip(&for_other) {
            let (a, b) = (self.eval(x.expr, x.frame(one)), self.eval(y.expr, y.frame(other)));
            if a.possible == b.possible {
                continue;
            }
            return Some(match (self.instance_read(*x, one), self.instance_read(*y, other)) {
                (Some(x), Some(y)) => self.parting(x, y, depth.saturating_add(1)),
                _ => self.two_cells(*x, *y, one, other),
            });
        }
        None
    }

    fn two_cells(&self, x: Reading<'_>, y: Reading<'_>, one: Instance, other: Instance) -> Node {
        let words = self.words();
        let mut node = Node::new(Mechanism::Cell, words.expression(x.expr), words.expression(x.expr));
        for (reading, instance) in [(x, one), (y, other)] {
            let mut telling = self.telling();
            if let Some(mut leaf) = telling.leaf(reading, instance) {
                let who = reading.entity.map(|e| words.entity(e, reading.year)).unwrap_or_default();
                leaf.text.zh.insert_str(0, &format!("{who}："));
                leaf.text.en.insert_str(0, &format!("{who}: "));
                node.children.push(leaf);
            }
        }
        node
    }
}

fn conditions(guard: &Expr) -> Vec<&Expr> {
    match &guard.kind {
        ExprKind::And(sides) => sides.iter().flat_map(conditions).collect(),
        ExprKind::Items { items, .. } => items.iter().map(|(_, e)| e).collect(),
        _ => vec![guard],
    }
}
