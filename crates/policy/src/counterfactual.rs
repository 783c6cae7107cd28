//! Why not: the conditions that failed, and the least changes that would have given what was wanted.
//!
//! In: a run, an instance whose result is not as wanted, and what is wanted. Out: every input of the same entity that alone
//! would have turned the result, at the resolution of its type, nearest first, each verified by a plain run over changed facts;
//! pairs only where no single one does; others' data, numbers and law only on request.
//!
//! What counts casualties or votes, and whatever belongs to an incident or a post, is a limit: how far the record lies from it
//! is told, and never that it should have been otherwise (`limit.rs`). A change alters what a cell says; it never invents,
//! empties or removes one.

mod axis;
mod beyond;
mod limit;
mod pairs;
mod search;
mod wanted;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Type, Value, Year};

use self::axis::Axis;
pub use self::axis::Towards;
pub use self::beyond::LawChange;
use self::limit::makes_the_record;
use self::search::{Found, Search};
pub use self::wanted::Wanted;
use crate::explanation::Node;
use crate::finding::{Finding, Instance, Status};
use crate::interpret::{Focus, Interpreter, Pin, Pins};
use crate::ir::Program;
use crate::possible::Possible;

/// Runs for one question, all together.
const MOST_RUNS: usize = 20_000;

/// How often the inputs are looked through again for others that only show once the first ones change.
const MOST_ROUNDS: usize = 8;

/// What is looked at beside the entity's own inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Also {
    /// Cells of other entities.
    pub others: bool,
    /// Named numbers and what was settled of open values.
    pub numbers: bool,
    /// Exceptions set aside, and the rules of other years.
    pub law: bool,
}

/// How the result stands to what was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is as wanted: there is nothing to ask.
    Given,
    NotGiven,
    /// Not known: what is missing comes first.
    Unknown,
    /// 冲突 or 错误: there is no result to turn.
    Fault,
}

/// One input that would have turned the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub input: Pin,
    pub from: Value,
    pub to: Value,
    pub towards: Towards,
    /// Nothing nearer does, and that is proven; else the nearest that was found.
    pub least: bool,
    /// A limit, shown for how far it is and never as a change to make.
    pub is_limit: bool,
    /// What the result would have been.
    pub result: Value,
}

/// Two inputs that would have turned it together, and neither alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub changes: [Change; 2],
    pub result: Value,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct WhyNot {
    pub finding: Finding,
    pub wanted: Wanted,
    pub standing: Standing,
    /// The rules that did not give it: every condition, with actual against required.
    pub reasons: Node,
    pub changes: Vec<Change>,
    pub limits: Vec<Change>,
    /// Only where neither a change nor a limit was found.
    pub pairs: Vec<Pair>,
    pub others: Vec<Change>,
    pub numbers: Vec<Change>,
    pub law: Vec<LawChange>,
    /// Inputs for which the search came to its bound before it came to an end.
    pub not_settled: BTreeSet<Pin>,
    /// How many inputs of its own the result rests on or might have rested on.
    pub inputs: usize,
    /// Proven: whatever its own inputs were, the result would not be as wanted.
    pub out_of_reach: bool,
}

/// An input with the values it could have had.
struct Movable {
    pin: Pin,
    now: Value,
    axis: Axis,
    is_limit: bool,
}

/// The type of an input.
#[must_use]
pub fn type_of<'p>(pin: &Pin, program: &'p Program) -> Option<&'p Type> {
    match pin {
        Pin::Column { table, column, .. } => program.schema.table(*table)?.column(*column).map(|c| &c.ty),
        Pin::Open(id) => program.opens.get(id.at()).map(|o| &o.ty),
        Pin::Parameter(id) => program.parameters.get(id.at()).map(|p| &p.ty),
        Pin::Judged(instance) => program.variable(instance.variable).map(|v| &v.ty),
        Pin::Variable(_) => None,
    }
}

impl Interpreter<'_> {
    /// Why an instance does not have the result that is wanted.
    #[must_use]
    pub fn why_not(&self, instance: Instance, wanted: &Wanted, also: Also) -> WhyNot {
        let finding = self.finding(instance);
        let standing = match finding.status {
            Status::Holds if finding.value.as_ref().is_some_and(|value| wanted.admits(value)) => Standing::Given,
            Status::Holds | Status::NotApplicable => Standing::NotGiven,
            Status::Unknown => Standing::Unknown,
            Status::Conflict | Status::Error => Standing::Fault,
        };
        let reasons = if standing == Standing::NotGiven { self.explain_failure(instance) } else { self.explain(instance) };
        let mut answer = WhyNot {
            finding,
            wanted: wanted.clone(),
            standing,
            reasons,
            changes: Vec::new(),
            limits: Vec::new(),
            pairs: Vec::new(),
            others: Vec::new(),
            numbers: Vec::new(),
            law: Vec::new(),
            not_settled: BTreeSet::new(),
            inputs: 0,
            out_of_reach: false,
        };
        if standing != Standing::NotGiven {
            return answer;
        }
        if let Some(own) = instance.entity {
            let focus = Focus { entities: self.with_its_records(own), numbers: false };
            self.look(instance, wanted, &focus, MOST_RUNS, |search, inputs| {
                answer.inputs = inputs.len();
                answer.out_of_reach = search.judge(&everything(inputs)) == Some(false);
                if answer.out_of_reach {
                    return;
                }
                let found = search.singles(inputs, &mut answer.not_settled);
                (answer.limits, answer.changes) = found.into_iter().partition(|change| change.is_limit);
                if answer.limits.is_empty() && answer.changes.is_empty() {
                    answer.pairs = search.pairs(inputs, &mut answer.not_settled);
                }
            });
        }
        if also.others {
            answer.others = self.changes_of_others(instance, wanted, &mut answer.not_settled);
        }
        if also.numbers {
            let focus = Focus { entities: BTreeSet::new(), numbers: true };
            self.look(instance, wanted, &focus, MOST_RUNS, |search, inputs| {
                answer.numbers = search.singles(inputs, &mut answer.not_settled);
            });
        }
        if also.law {
            answer.law = self.changes_of_law(instance, wanted);
        }
        answer
    }

    /// Finds the inputs in a focus and hands them over, with a search among them.
    fn look(&self, instance: Instance, wanted: &Wanted, focus: &Focus, runs: usize, mut with: impl FnMut(&Search<'_, '_>, &[Movable])) {
        let base = self.watched(focus.clone());
        base.work(instance);
        let mut known = self.movable(base.inputs_of(instance));
        for _ in 0..MOST_ROUNDS {
            // Let all of them be anything: what else is asked for then?
            let trial = base.watched_trial(&everything(&known), focus.clone());
            trial.work(instance);
            let met: BTreeSet<&Pin> = known.iter().map(|m| &m.pin).collect();
            let inputs = trial.inputs_of(instance);
            let more = self.movable(inputs.into_iter().filter(|(pin, _)| !met.contains(pin)).collect());
            if more.is_empty() {
                break;
            }
            // An input that the watched run did not read is one it does not know of: it has to be read there as well.
            known.extend(more);
        }
        known.sort_by_key(|m| (order(&m.pin), m.pin.clone()));
        let search = Search { base: &base, instance, wanted, left: Cell::new(runs) };
        with(&search, &known);
    }

    /// Those inputs that have a value which could have been another.
    fn movable(&self, inputs: BTreeMap<Pin, Possible>) -> Vec<Movable> {
        let one = |(pin, possible): (Pin, Possible)| {
            let now = possible.known()?.clone();
            let (ty, range) = match &pin {
                Pin::Column { table, column, .. } => {
                    let schema = self.program.schema.table(*table)?;
                    if makes_the_record(schema, *column) {
                        return None;
                    }
                    let column = schema.column(*column)?;
                    (&column.ty, column.range)
                }
                // What was supposed on the command line is not supposed once more.
                Pin::Open(id) if self.choice.opens.contains_key(id) => return None,
                Pin::Parameter(id) if self.choice.parameters.contains_key(id) => return None,
                Pin::Open(_) | Pin::Parameter(_) | Pin::Judged(_) => (type_of(&pin, self.program)?, (None, None)),
                Pin::Variable(_) => return None,
            };
            let axis = match &pin {
                Pin::Open(id) if self.program.opens.get(id.at()).is_some_and(|o| !o.options.is_empty()) => {
                    let options = &self.program.opens.get(id.at())?.options;
                    Axis::Beside(options.iter().filter(|option| **option != now).cloned().collect())
                }
                _ => Axis::around(&now, ty, range, &self.program.schema.enums)?,
            };
            let is_limit = self.is_only_a_limit(&pin);
            Some(Movable { pin, now, axis, is_limit })
        };
        inputs.into_iter().filter_map(one).collect()
    }

    /// The result of a plain run with these changes, if it is as wanted. Nothing of the search takes part in it.
    fn verified(&self, instance: Instance, wanted: &Wanted, changes: &[(&Pin, &Value)]) -> Option<Value> {
        let mut facts = self.facts.clone();
        let mut choice = self.choice.clone();
        let mut supposed = Pins::new();
        for (pin, value) in changes {
            match pin {
                Pin::Column { table, column, entity, year, keys } => {
                    if let [Value::Date(_)] = keys.as_slice() {
                        // A dated attribute on one day, not the whole span of its row.
                        supposed.insert((*pin).clone(), Possible::value((*value).clone()));
                        continue;
                    }
                    let schema = self.program.schema.table(*table)?;
                    let key = Self::full_key(schema, *entity, year.unwrap_or(instance.year), keys);
                    facts = facts.with_value(*table, &key, *column, (*value).clone())?;
                }
                Pin::Open(id) => drop(choice.opens.insert(*id, (*value).clone())),
                Pin::Parameter(id) => drop(choice.parameters.insert(*id, (*value).clone())),
                Pin::Judged(_) => drop(supposed.insert((*pin).clone(), Possible::value((*value).clone()))),
                Pin::Variable(_) => return None,
            }
        }
        let run = Interpreter::with_pins(self.program, &facts, choice, self.given().clone());
        let finding = if supposed.is_empty() { run.finding(instance) } else { run.trial(&supposed).finding(instance) };
        finding.value.filter(|value| finding.status == Status::Holds && wanted.admits(value))
    }
}

impl Search<'_, '_> {
    /// Every input that alone gives what is wanted.
    fn singles(&self, inputs: &[Movable], not_settled: &mut BTreeSet<Pin>) -> Vec<Change> {
        let mut found = Vec::new();
        for input in inputs {
            for (towards, to, least) in self.nearest(input, &Pins::new(), not_settled) {
                let changes = [(&input.pin, &to)];
                // What a plain run does not bear out is not told.
                if let Some(result) = self.base.verified(self.instance, self.wanted, &changes) {
                    found.push(input.change(towards, to, least, result));
                }
            }
        }
        found
    }

    /// The nearest values of one input that give what is wanted, the others being fixed.
    fn nearest(&self, input: &Movable, fixed: &Pins, not_settled: &mut BTreeSet<Pin>) -> Vec<(Towards, Value, bool)> {
        let mut found = Vec::new();
        match &input.axis {
            Axis::Beside(others) => {
                for other in others {
                    let mut pins = fixed.clone();
                    pins.insert(input.pin.clone(), Possible::value(other.clone()));
                    if self.judge(&pins) == Some(true) {
                        found.push((Towards::Other, other.clone(), true));
                    }
                }
            }
            Axis::Steps { .. } => {
                for towards in [Towards::Up, Towards::Down] {
                    let (steps, least) = match self.least(&input.pin, &input.axis, towards, fixed) {
                        Found::Least(steps) => (steps, true),
                        Found::Some(steps) => (steps, false),
                        Found::Nothing => continue,
                        Found::NotSettled => {
                            not_settled.insert(input.pin.clone());
                            continue;
                        }
                    };
                    found.extend(input.axis.at(towards, steps).map(|to| (towards, to, least)));
                }
            }
        }
        found
    }
}

impl Movable {
    fn change(&self, towards: Towards, to: Value, least: bool, result: Value) -> Change {
        Change { input: self.pin.clone(), from: self.now.clone(), to, towards, least, is_limit: self.is_limit, result }
    }
}

/// All inputs at once, each anything it could have been.
fn everything(inputs: &[Movable]) -> Pins {
    inputs.iter().filter_map(|m| Some((m.pin.clone(), Possible::range(m.axis.everything(&m.now)?)))).collect()
}

/// By entity, table, column; the latest year first.
fn order(pin: &Pin) -> Option<(EntityIx, TableId, ColumnId, std::cmp::Reverse<Option<Year>>)> {
    match pin {
        Pin::Column { table, column, entity, year, .. } => Some(((*entity)?, *table, *column, std::cmp::Reverse(*year))),
        _ => None,
    }
}
