//! What reads itself: within one year nothing may, and from year to year there must be a first one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::check::Checker;
use crate::ir::reads::{reads, reads_now};
use crate::ir::{VariableId, walk};
use crate::problems;

impl Checker<'_> {
    /// True if something reads itself.
    pub(super) fn check_cycles(&mut self) -> bool {
        let now: BTreeMap<VariableId, BTreeSet<VariableId>> =
            self.ids().map(|id| (id, self.program.variable(id).map(reads_now).unwrap_or_default())).collect();
        let circles = circles(&now);
        for circle in &circles {
            let chain = self.chain(circle);
            let Some(variable) = circle.first().and_then(|id| self.program.variable(*id)) else { continue };
            let place = self.place(variable.pack.at(), variable.span);
            self.report(problems::circular_definition::problem(place, &chain));
        }
        let mut any: BTreeMap<VariableId, BTreeSet<VariableId>> = BTreeMap::new();
        for id in self.ids() {
            let Some(variable) = self.program.variable(id) else { continue };
            let begins = !variable.rules.is_empty() && variable.in_force().all(|span| span.begins());
            let mut out = BTreeSet::new();
            if !begins {
                for (_, root) in walk::variable_roots(variable) {
                    reads(root, false, &mut |id, _| {
                        out.insert(id);
                    });
                }
            }
            any.insert(id, out);
        }
        let mut found = !circles.is_empty();
        for circle in self::circles(&any) {
            if circles.iter().any(|c| c.iter().any(|id| circle.contains(id))) {
                continue;
            }
            found = true;
            let chain = self.chain(&circle);
            let Some(variable) = circle.first().and_then(|id| self.program.variable(*id)) else { continue };
            let place = self.place(variable.pack.at(), variable.span);
            self.report(problems::history_without_start::problem(place, &chain));
        }
        found
    }

    fn ids(&self) -> impl Iterator<Item = VariableId> + use<> {
        (0..u32::try_from(self.program.variables.len()).unwrap_or(u32::MAX)).map(VariableId)
    }

    fn chain(&self, circle: &[VariableId]) -> Vec<String> {
        circle.iter().filter_map(|id| self.program.variable(*id)).map(|v| v.name.clone()).collect()
    }
}

/// The readings turned round, without those that read nothing, those that then read nothing any more, and so on: none of them
/// is on a circle, or on a way from one of the rest to another.
fn without_ends(reads: BTreeMap<VariableId, BTreeSet<VariableId>>) -> BTreeMap<VariableId, BTreeSet<VariableId>> {
    let mut read_by: BTreeMap<VariableId, BTreeSet<VariableId>> = BTreeMap::new();
    let mut left: BTreeMap<VariableId, usize> = BTreeMap::new();
    for (reader, read) in &reads {
        let known = read.iter().filter(|r| reads.contains_key(r));
        left.insert(*reader, known.clone().count());
        for one in known {
            read_by.entry(*one).or_default().insert(*reader);
        }
    }
    let mut ends: Vec<VariableId> = left.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
    while let Some(end) = ends.pop() {
        left.remove(&end);
        for reader in read_by.remove(&end).unwrap_or_default() {
            if let Some(n) = left.get_mut(&reader) {
                *n = n.saturating_sub(1);
                if *n == 0 {
                    ends.push(reader);
                }
            }
        }
    }
    left.keys().map(|id| (*id, read_by.remove(id).unwrap_or_default().into_iter().filter(|r| left.contains_key(r)).collect())).collect()
}

/// The shortest circle through each variable that is on one, each variable in one circle only; first repeated at the end.
fn circles(reads: &BTreeMap<VariableId, BTreeSet<VariableId>>) -> Vec<Vec<VariableId>> {
    // Mostly nothing is left, and however long the chains are, they are not walked from each of their members.
    let reads = &without_ends(without_ends(reads.clone()));
    let mut out: Vec<Vec<VariableId>> = Vec::new();
    for start in reads.keys() {
        if out.iter().any(|c| c.contains(start)) {
            continue;
        }
        let mut from: BTreeMap<VariableId, VariableId> = BTreeMap::new();
        let mut queue = VecDeque::from([*start]);
        while let Some(at) = queue.pop_front() {
            for next in reads.get(&at).into_iter().flatten() {
                if !from.contains_key(next) {
                    from.insert(*next, at);
                    queue.push_back(*next);
                }
            }
            if from.contains_key(start) {
                break;
            }
        }
        if !from.contains_key(start) {
            continue;
        }
        let mut circle = vec![*start];
        let mut at = *start;
        while let Some(before) = from.get(&at) {
            circle.push(*before);
            at = *before;
            if at == *start {
                break;
            }
        }
        circle.reverse();
        if !out.iter().any(|c| circle.iter().any(|id| c.contains(id))) {
            out.push(circle);
        }
    }
    out
}
