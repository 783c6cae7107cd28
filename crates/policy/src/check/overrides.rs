//! The order of exceptions: who overrides whom, closed over the chain.
//!
//! An exception overrides what it names after 于, and all that this overrides. ·全部 overrides every rule of the definition, of
//! any pack, except those that say they override it. 让于 turns the arrow round. Nothing depends on the order of lines.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::ir::{Rule, RuleIx, VariableId};
use crate::problems;
use crate::syntax::tree::{Exception, Statement, Target};

/// An exception whose words about its order are not resolved yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending<'a> {
    pub pack: usize,
    pub statement: &'a Statement,
    pub exception: &'a Exception,
    pub variable: Option<VariableId>,
    pub rule: Option<RuleIx>,
}

/// Who overrides whom within one definition: `over[a]` holds what `a` overrides.
type Order = Vec<BTreeSet<usize>>;

impl<'a> Checker<'a> {
    /// The variable an exception belongs to, from what it names after 于; `None` while that is not known.
    pub(super) fn variable_of_exception(&mut self, pending: &Pending<'a>, all: &[Pending<'a>]) -> Option<VariableId> {
        for target in &pending.exception.over {
            let from = match &target.path.pack {
                None => pending.pack,
                Some(word) => self.packs.iter().position(|p| p.manifest.id == word.text).filter(|at| self.names.sees(pending.pack, *at))?,
            };
            if let [one] = self.variable_at(from, &target.path).as_slice() {
                return Some(*one);
            }
            let [label] = target.path.words.as_slice() else { continue };
            let found = all.iter().find(|p| p.exception.label.text == label.text && self.names.sees(from, p.pack) && p.variable.is_some());
            if let Some(found) = found {
                return found.variable;
            }
        }
        None
    }

    /// Resolves 于, 让于 and 在…适用时, and closes the order of each definition.
    pub(super) fn order_exceptions(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            let mine: Vec<&Pending<'a>> = pending.iter().filter(|p| p.variable == Some(id)).collect();
            if !mine.is_empty() {
                self.order_variable(id, &mine, &pending);
            }
        }
        self.pending = pending;
    }

    fn order_variable(&mut self, id: VariableId, mine: &[&Pending<'a>], all: &[Pending<'a>]) {
        let count = self.program.variable(id).map_or(0, |v| v.rules.len());
        let mut order: Order = vec![BTreeSet::new(); count];
        let mut everything: Vec<usize> = Vec::new();
        for pending in mine {
            let own = pending.rule.map(RuleIx::at);
            for target in &pending.exception.over {
                let Some(rules) = self.target_rules(id, pending, target, all) else { continue };
                let Some(own) = own else { continue };
                if target.everything && !everything.contains(&own) {
                    everything.push(own);
                }
                if let Some(over) = order.get_mut(own) {
                    over.extend(rules.into_iter().filter(|r| *r != own));
                }
            }
            for target in &pending.exception.yields_to {
                let Some(rules) = self.target_rules(id, pending, target, all) else { continue };
                let Some(own) = own else { continue };
                for rule in rules {
                    if let Some(over) = order.get_mut(rule) {
                        over.insert(own);
                    }
                }
            }
        }
        if self.goes_round(id, &order) {
            return;
        }
        close(&mut order);
        let explicit = order.clone();
        for own in &everything {
            for other in 0..count {
                let above = explicit.get(other).is_some_and(|o| o.contains(own));
                if other == *own || above || everything.contains(&other) {
                    continue;
                }
                if let Some(over) = order.get_mut(*own) {
                    over.insert(other);
                }
            }
        }
        // Two that say 全部, each beaten by a rule that the other covers: neither comes first, and nobody would be left.
        if self.goes_round(id, &order) {
            return;
        }
        close(&mut order);
        if let Some(variable) = self.program.variables.get_mut(id.at()) {
            for (rule, over) in variable.rules.iter_mut().zip(&order) {
                rule.overrides = over.iter().filter_map(|r| u32::try_from(*r).ok()).map(RuleIx).collect();
            }
        }
        for pending in mine {
            self.where_applies(id, pending);
        }
    }

    /// Tells of exceptions that override each other in a circle.
    fn goes_round(&mut self, id: VariableId, order: &Order) -> bool {
        let Some(circle) = find_circle(order) else { return false };
        let rules: Vec<&Rule> = circle.iter().filter_map(|r| self.program.variable(id)?.rules.get(*r)).collect();
        let labels: Vec<String> = rules.iter().map(|r| r.label.clone()).collect();
        if let Some((pack, span)) = rules.iter().map(|r| (r.pack.at(), r.span)).min() {
            let place = self.place(pack, span);
            self.report(problems::override_cycle::problem(place, &labels));
        }
        self.damaged.insert(id);
        true
    }

    /// The rules a target names.
    fn target_rules(&mut self, id: VariableId, pending: &Pending<'a>, target: &Target, all: &[Pending<'a>]) -> Option<Vec<usize>> {
        let from = self.pack_said(pending.pack, &target.path)?;
        let named = self.variable_at(from, &target.path);
        let bases = |checker: &Self| -> Vec<usize> {
            let rules = checker.program.variable(id).map(|v| v.rules.as_slice()).unwrap_or_default();
            rules.iter().enumerate().filter(|(_, r)| r.is_base).map(|(at, _)| at).collect()
        };
        if let Some(label) = &target.label {
            if !named.contains(&id) {
                return self.differs_or_unknown(pending, target, !named.is_empty());
            }
            let found = self.labelled(id, from, &label.text);
            if found.is_none() {
                let near: Vec<String> = Vec::new();
                let place = self.place(pending.pack, label.span);
                self.report(problems::target_unknown::problem(place, &label.text, &near));
                self.damaged.insert(id);
            }
            return found.map(|r| vec![r]);
        }
        if named.contains(&id) {
            return Some(bases(self));
        }
        if let [word] = target.path.words.as_slice() {
            if let Some(rule) = self.labelled(id, from, &word.text) {
                return Some(vec![rule]);
            }
            // The exception of that name could not be understood; its own problem has been told.
            if all.iter().any(|p| p.exception.label.text == word.text && p.variable == Some(id)) {
                return None;
            }
            let elsewhere = all.iter().any(|p| p.exception.label.text == word.text && p.variable.is_some());
            return self.differs_or_unknown(pending, target, elsewhere || !named.is_empty());
        }
        self.differs_or_unknown(pending, target, !named.is_empty())
    }

    fn differs_or_unknown<T>(&mut self, pending: &Pending<'a>, target: &Target, exists: bool) -> Option<T> {
        if exists {
            let place = self.place(pending.pack, target.path.span);
            self.report(problems::targets_differ::problem(place, &pending.exception.label.text));
        } else {
            self.unknown_target(pending.pack, &target.path);
        }
        None
    }

    /// The exception with that label which a pack sees.
    fn labelled(&self, id: VariableId, from: usize, label: &str) -> Option<usize> {
        self.program.variable(id)?.rules.iter().position(|r| !r.is_base && r.label == label && self.names.sees(from, r.pack.at()))
    }

    fn where_applies(&mut self, id: VariableId, pending: &Pending<'a>) {
        let Some(word) = &pending.exception.where_applies else { return };
        let Some(own) = pending.rule else { return };
        let middle = self.labelled(id, pending.pack, &word.text);
        let overrides = |at: usize| {
            let rule = self.program.variable(id).and_then(|v| v.rules.get(own.at()));
            rule.is_some_and(|r| r.overrides.iter().any(|o| o.at() == at))
        };
        match middle.filter(|at| overrides(*at)).and_then(|at| u32::try_from(at).ok()) {
            Some(middle) => {
                if let Some(rule) = self.program.variables.get_mut(id.at()).and_then(|v| v.rules.get_mut(own.at())) {
                    rule.where_applies = Some(RuleIx(middle));
                }
            }
            None => {
                let place = self.place(pending.pack, word.span);
                self.report(problems::where_applies_unrelated::problem(place, &word.text));
            }
        }
    }
}

/// What overrides what overrides more: all of it.
fn close(order: &mut Order) {
    loop {
        let mut grown = false;
        for at in 0..order.len() {
            let Some(own) = order.get(at).cloned() else { continue };
            let mut more = own.clone();
            for next in &own {
                more.extend(order.get(*next).into_iter().flatten());
            }
            more.remove(&at);
            if let Some(slot) = order.get_mut(at).filter(|s| s.len() < more.len()) {
                *slot = more;
                grown = true;
            }
        }
        if !grown {
            return;
        }
    }
}

/// A circle among who overrides whom, first rule repeated at the end.
fn find_circle(order: &Order) -> Option<Vec<usize>> {
    for start in 0..order.len() {
        let mut path = vec![start];
        let mut stack: Vec<Vec<usize>> = vec![order.get(start)?.iter().copied().collect()];
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        while let Some(next) = stack.last_mut() {
            match next.pop() {
                Some(at) if at == start => {
                    path.push(start);
                    return Some(path);
                }
                Some(at) if seen.insert(at) => {
                    path.push(at);
                    stack.push(order.get(at).into_iter().flatten().copied().collect());
                }
                Some(_) => {}
                None => {
                    stack.pop();
                    path.pop();
                }
            }
        }
    }
    None
}
