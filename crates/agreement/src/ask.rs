//! Everything that can be asked of a program over a world: each variable of everybody in every year and under every index, and each
//! conclusion whole.

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, Type, Value, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::ir::{Args, OutcomeId, Program, Variable, VariableId};

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// The finding of an instance.
    Finding(Instance),
    /// A conclusion whole, of an instance of its condition.
    Conclusion(OutcomeId, Instance),
}

impl Asked {
    /// The instance asked for.
    #[must_use]
    pub fn instance(&self) -> Instance {
        match self {
            Asked::Finding(instance) | Asked::Conclusion(_, instance) => *instance,
        }
    }
}

/// Combinations of further indexes that are asked for, at most.
const MOST_ARGS: usize = 6;

/// All questions, by variable, year, entity, index.
#[must_use]
pub fn everything(program: &Program, facts: &Facts, years: &[Year]) -> Vec<Asked> {
    let mut all = Vec::new();
    for (variable, at) in program.variables.iter().zip(0_u32..) {
        for instance in instances(program, facts, years, variable, VariableId(at)) {
            all.push(Asked::Finding(instance));
        }
    }
    for (outcome, at) in program.outcomes.iter().zip(0_u32..) {
        let Some(variable) = program.variable(outcome.variable) else { continue };
        for instance in instances(program, facts, years, variable, outcome.variable) {
            all.push(Asked::Conclusion(OutcomeId(at), instance));
        }
    }
    all
}

fn instances(program: &Program, facts: &Facts, years: &[Year], variable: &Variable, id: VariableId) -> Vec<Instance> {
    let mut all = Vec::new();
    for year in years {
        let who: Vec<Option<EntityIx>> = match variable.owner {
            None => vec![None],
            Some(kind) => facts.entities.members(&program.schema, kind, *year).into_iter().map(Some).collect(),
        };
        for args in args(program, facts, variable, *year) {
            all.extend(who.iter().map(|entity| Instance { variable: id, entity: *entity, year: *year, args }));
        }
    }
    all
}

/// The combinations of its further indexes: all values of enums, a few days, a few entities.
fn args(program: &Program, facts: &Facts, variable: &Variable, year: Year) -> Vec<Args> {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for param in &variable.index {
        let values: Vec<Value> = match &param.ty {
            Type::Enum(id) => {
                let count = program.schema.enums.get(id.0 as usize).map_or(0, |e| e.values.len());
                (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(*id, rank)).collect()
            }
            Type::Date => [year.first_day(), year.last_day()].into_iter().flatten().map(Value::Date).collect(),
            Type::Entity(kind) => facts.entities.members(&program.schema, *kind, year).into_iter().take(3).map(Value::Entity).collect(),
            _ => Vec::new(),
        };
        all = all.iter().flat_map(|so_far| values.iter().map(move |v| so_far.iter().chain([v]).cloned().collect())).collect();
    }
    all.truncate(MOST_ARGS);
    all.iter().filter_map(|values| Args::of(values)).collect()
}
