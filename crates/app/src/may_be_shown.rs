//! Which results may be shown, and of whom.
//!
//! In: the question, the program, whether the facts were published. Out: a question that asks for nothing that may not be shown,
//! with a problem for each result that was named and may not, and a note of those that the pack prints and were left out. Three
//! things hold whoever asks: a class of a matter to be verified is never listed by persons; of published facts only incentives are
//! computed unless more is asked for, and nothing of persons; what is indexed without end is no list at all.

use std::collections::BTreeSet;

use quanheng_facts::intake::concerns_persons;
use quanheng_facts::problem::Problem;
use quanheng_facts::value::{EnumId, Type};
use quanheng_policy::ir::{Program, Variable, VariableId};

use crate::problems;
use crate::question::{Asked, Question};

/// Why a result is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refused {
    ByIndex(Vec<String>),
    ClassOfPerson,
    NoIncentive,
    OfPersons,
}

struct Looking<'a> {
    program: &'a Program,
    /// A file that was published.
    published: Option<&'a str>,
    all_kinds: bool,
    /// The enums that classes of matters to be verified are of.
    classes: BTreeSet<EnumId>,
}

/// Takes out of the question what may not be shown.
pub(crate) fn narrow(question: &mut Question, program: &Program, asked: &Asked, option: &str, published: Option<&str>) -> Narrowed {
    let mut narrowed = Narrowed::default();
    let looking = Looking { program, published, all_kinds: asked.all_kinds, classes: classes(program) };
    let named = !asked.only.is_empty();
    let mut left_out = Vec::new();
    question.results.retain(|id| {
        let Some(variable) = program.variable(*id) else { return true };
        let Some(refused) = looking.refused(*id, variable) else { return true };
        if named {
            narrowed.wrong.push(looking.problem(*id, variable, option, &refused));
        } else if refused != Refused::ClassOfPerson && published.is_some() {
            left_out.push(variable.name.clone());
        }
        false
    });
    if let (Some(file), false) = (published, left_out.is_empty()) {
        narrowed.notes.push(problems::published_left_out(file, &left_out, asked.all_kinds));
    }
    narrowed
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Narrowed {
    /// Of results that were named.
    pub wrong: Vec<Problem>,
    /// Of results that the pack prints.
    pub notes: Vec<Problem>,
}

/// Of published facts nobody is reached: persons are not looked for at all.
pub(crate) fn without_persons(program: &mut Program) {
    for outcome in &mut program.outcomes {
        outcome.reaches.clear();
    }
}

fn classes(program: &Program) -> BTreeSet<EnumId> {
    let verified = program.outcomes.iter().filter(|o| program.to_verify.contains(&o.variable));
    let fields = verified.flat_map(|o| &o.fields).filter_map(|(_, id)| program.variable(*id));
    fields.filter_map(|v| if let Type::Enum(id) = v.ty { Some(id) } else { None }).collect()
}

impl Looking<'_> {
    fn refused(&self, id: VariableId, variable: &Variable) -> Option<Refused> {
        let schema = &self.program.schema;
        let endless: Vec<String> = variable.index.iter().filter(|p| !matches!(p.ty, Type::Enum(_))).map(|p| p.name.clone()).collect();
        if !endless.is_empty() {
            return Some(Refused::ByIndex(endless));
        }
        let of_persons = variable.owner.is_some_and(|kind| concerns_persons(schema, kind));
        let is_class = matches!(variable.ty, Type::Enum(id) if self.classes.contains(&id));
        let is_field = self.conclusion_of(id).is_some() && self.program.to_verify.contains(&id);
        if of_persons && (is_class || is_field) {
            return Some(Refused::ClassOfPerson);
        }
        if self.published.is_some() {
            let names_persons = matches!(variable.ty, Type::Entity(kind) | Type::Set(kind) if concerns_persons(schema, kind));
            if of_persons || names_persons {
                return Some(Refused::OfPersons);
            }
            if !self.all_kinds && !self.is_incentive(id, variable) {
                return Some(Refused::NoIncentive);
            }
        }
        None
    }

    /// Of a conclusion: declared to be one. Of a definition: not declared to be a matter to be verified.
    fn is_incentive(&self, id: VariableId, variable: &Variable) -> bool {
        if self.program.to_verify.contains(&id) {
            return false;
        }
        let of_conclusion = variable.outcome.is_some() || self.conclusion_of(id).is_some();
        let of_class = matches!(variable.ty, Type::Enum(class) if self.classes.contains(&class));
        if of_conclusion { self.program.incentives.contains(&id) } else { !of_class }
    }

    /// The name of the conclusion of which this is a field.
    fn conclusion_of(&self, id: VariableId) -> Option<&str> {
        let outcome = self.program.outcomes.iter().find(|o| o.fields.iter().any(|(_, field)| *field == id))?;
        self.program.variable(outcome.variable).map(|v| v.name.as_str())
    }

    fn problem(&self, id: VariableId, variable: &Variable, option: &str, refused: &Refused) -> Problem {
        let (name, file) = (variable.name.as_str(), self.published.unwrap_or_default());
        match refused {
            Refused::ByIndex(indexes) => problems::result_by_index(option, name, indexes, &self.readers(id)),
            Refused::ClassOfPerson => problems::class_of_person(option, name, self.conclusion_of(id)),
            Refused::NoIncentive => problems::published_only_incentives(option, name, file),
            Refused::OfPersons => problems::published_persons(option, name, file),
        }
    }

    /// A few results that read it: conclusions that leave matters out by it, and what has it in its rules.
    fn readers(&self, id: VariableId) -> Vec<String> {
        let leaving_out = self.program.outcomes.iter().filter(|o| o.disregards.iter().any(|d| d.by == id)).map(|o| o.variable);
        let mut names: Vec<String> = leaving_out.filter_map(|id| self.program.variable(id)).map(|v| v.name.clone()).collect();
        names.extend(quanheng_policy::ir::reads::readers(self.program, id).into_iter().map(str::to_owned));
        names.dedup();
        names.truncate(3);
        names
    }
}
