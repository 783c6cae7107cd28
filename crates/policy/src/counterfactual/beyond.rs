//! Beyond the entity's own inputs, where that is asked for: other entities' cells, and the law itself.

use std::collections::BTreeSet;

use quanheng_facts::value::{EntityIx, Value, Year};

use super::{Change, Wanted};
use crate::finding::{Instance, Status};
use crate::interpret::{Choice, Focus, Interpreter, Pin};
use crate::ir::{Program, Repealed, RuleIx, VariableId};

/// Others whose cells are tried; more are told as not settled.
const MOST_OTHERS: usize = 200;

/// Runs for each of them.
const RUNS_EACH: usize = 400;

/// A change of the law that gives what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawChange {
    /// Without this exception.
    Without { variable: VariableId, rule: RuleIx, result: Value },
    /// Under the rules of another year.
    RulesOf { year: Year, result: Value },
}

impl Interpreter<'_> {
    /// Single changes of other entities' cells.
    pub(super) fn changes_of_others(&self, instance: Instance, wanted: &Wanted, not_settled: &mut BTreeSet<Pin>) -> Vec<Change> {
        let base = self.watched(Focus::default());
        base.work(instance);
        let own = instance.entity.map(|own| self.with_its_records(own)).unwrap_or_default();
        let others: Vec<EntityIx> = base.whose_were_read().into_iter().filter(|who| !own.contains(who)).collect();
        let mut found = Vec::new();
        for (at, other) in others.iter().enumerate() {
            let focus = Focus { entities: BTreeSet::from([*other]), numbers: false };
            self.look(instance, wanted, &focus, RUNS_EACH, |search, inputs| {
                if at < MOST_OTHERS {
                    found.extend(search.singles(inputs, not_settled));
                } else {
                    not_settled.extend(inputs.iter().map(|input| input.pin.clone()));
                }
            });
        }
        // A limit of somebody else is no change to make either, and whose record it is does not concern the asker.
        found.retain(|change| !change.is_limit);
        found
    }

    /// Exceptions without which, and years under whose rules, it would have been as wanted.
    pub(super) fn changes_of_law(&self, instance: Instance, wanted: &Wanted) -> Vec<LawChange> {
        let base = self.watched(Focus::default());
        base.work(instance);
        let met = base.variables_worked_out();
        let law = self.law_year(instance.year);
        let mut found = Vec::new();
        for id in &met {
            let Some(variable) = self.program.variable(*id) else { continue };
            for (at, rule) in variable.rules.iter().enumerate() {
                let Ok(ix) = u32::try_from(at) else { continue };
                if rule.is_base || !rule.in_force.holds_in(law) || rule.repealed.is_some_and(|r| r.from <= law) {
                    continue;
                }
                let changed = without(self.program, *id, RuleIx(ix));
                let result = self.under(&changed, self.choice.clone(), instance, wanted);
                found.extend(result.map(|result| LawChange::Without { variable: *id, rule: RuleIx(ix), result }));
            }
        }
        for year in years_of_change(self.program).into_iter().filter(|year| *year != law) {
            let choice = Choice { law_as_of: Some(year), ..self.choice.clone() };
            let result = self.under(self.program, choice, instance, wanted);
            found.extend(result.map(|result| LawChange::RulesOf { year, result }));
        }
        found
    }

    fn under(&self, program: &Program, choice: Choice, instance: Instance, wanted: &Wanted) -> Option<Value> {
        let run = Interpreter::with_pins(program, self.facts, choice, self.given().clone());
        let finding = run.finding(instance);
        finding.value.filter(|value| finding.status == Status::Holds && wanted.admits(value))
    }
}

/// The program with one exception repealed from the beginning.
fn without(program: &Program, variable: VariableId, rule: RuleIx) -> Program {
    let mut changed = program.clone();
    let repealed = changed.variables.get_mut(variable.at()).and_then(|v| v.rules.get_mut(rule.at()));
    if let Some(rule) = repealed {
        rule.repealed = Some(Repealed { from: Year(i16::MIN), day: None, pack: rule.pack });
    }
    changed
}

/// The first and last years of every version: what else the law may have been lies between two of them.
fn years_of_change(program: &Program) -> BTreeSet<Year> {
    let mut years = BTreeSet::new();
    for rule in program.variables.iter().flat_map(|v| &v.rules) {
        years.extend(rule.in_force.from.iter().chain(&rule.in_force.to));
        years.extend(rule.repealed.iter().map(|r| r.from));
    }
    for version in program.parameters.iter().flat_map(|p| &p.values) {
        years.extend(version.from);
    }
    years
}
