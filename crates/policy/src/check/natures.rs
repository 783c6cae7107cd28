//! `incentives` and `to_verify` of pack.toml: what a result is for.
//!
//! Out: the sets of the program that outputs go by. A conclusion that reaches somebody and is no declared incentive is a matter to
//! be verified, whether or not anybody said so; where one pack of a chain says the one and another the other, it is to be verified.

use std::collections::BTreeSet;

use crate::check::{Checker, places};
use crate::ir::VariableId;
use crate::problems;

impl Checker<'_> {
    /// Once every conclusion is known, with whom it reaches.
    pub(super) fn choose_natures(&mut self) {
        let (mut incentives, mut verified) = (BTreeSet::new(), BTreeSet::new());
        let mut definitions: BTreeSet<VariableId> = BTreeSet::new();
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            let kind =
                |name: &String| self.program.outcome_kinds.iter().position(|k| k.name == *name && self.names.sees(pack, k.pack.at()));
            let mut unknown: Vec<(&str, &String)> = Vec::new();
            for name in &source.manifest.incentives {
                match kind(name) {
                    Some(at) => drop(incentives.insert(at)),
                    None => unknown.push(("incentives", name)),
                }
            }
            for name in &source.manifest.to_verify {
                match (kind(name), self.program.variable_named(name)) {
                    (Some(at), _) => drop(verified.insert(at)),
                    (None, Some(id)) => drop(definitions.insert(id)),
                    (None, None) => unknown.push(("to_verify", name)),
                }
            }
            let unknown: Vec<(&str, String)> = unknown.into_iter().map(|(field, name)| (field, name.clone())).collect();
            for (field, name) in unknown {
                let known: Vec<String> = self.program.outcome_kinds.iter().map(|k| k.name.clone()).collect();
                let near = super::names::nearest(&name, known.iter().map(String::as_str));
                let place = places::file_place(source, "pack.toml");
                self.report(problems::nature_unknown::problem(place, field, &name, &known, &near));
            }
        }
        let mut incentive_variables = BTreeSet::new();
        for outcome in &self.program.outcomes {
            let (incentive, verify) = (incentives.contains(&outcome.kind), verified.contains(&outcome.kind));
            let of = [outcome.variable].into_iter().chain(outcome.grants).chain(outcome.fields.iter().map(|(_, id)| *id));
            if verify || definitions.contains(&outcome.variable) || (!incentive && !outcome.reaches.is_empty()) {
                definitions.extend(of);
            } else if incentive {
                incentive_variables.extend(of);
            }
        }
        self.program.to_verify = definitions;
        self.program.incentives = incentive_variables;
    }
}
