//! The user's words on the command line → years, days, results and values, or every reason why not, at once.
//!
//! In: texts as typed. Out: [`Question`] and problems that name the option. Full-width digits and punctuation are taken as
//! their plain forms. Deliberately absent: which option may stand where (the caller's) and anything computed.

use jiff::civil::Date;
use quanheng_facts::entity::Found;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Language, Problem};
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::{Program, VariableId};

use crate::problems;
use crate::set_value::{self, Setting};
use crate::words::{nearest, plain, read_day, read_periods, read_year};

/// What the user wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub period: String,
    pub known_on: Option<String>,
    /// 决定日
    pub decided_on: Option<String>,
    pub law_as_of: Option<String>,
    /// `名=值`
    pub set: Vec<String>,
    /// Names of results; none: those that `pack.toml` names.
    pub only: Vec<String>,
    pub strict: bool,
    /// Of published facts, too, whatever the pack prints, not incentives alone.
    pub all_kinds: bool,
    /// The rows with problems are given back, in this language.
    pub give_back: Option<Language>,
    /// Asked of two packs: a result, or a list of results, that only the other one knows is no mistake here.
    pub either: bool,
}

/// Years and days, read without knowing the pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Ascending, each once.
    pub periods: Vec<Year>,
    pub known_on: Option<Date>,
    pub decided_on: Option<Date>,
    pub law_as_of: Option<Year>,
}

/// What is asked of a pack.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub when: When,
    /// In the order declared.
    pub results: Vec<VariableId>,
    pub settings: Vec<Setting>,
    pub choice: Choice,
}

impl When {
    /// Reads years and days; what cannot be read is told and left out.
    #[must_use]
    pub fn read(asked: &Asked, found: &mut Vec<Problem>) -> When {
        let periods = read_periods(&asked.period).unwrap_or_else(|| {
            found.push(problems::bad_period("--period", &asked.period));
            Vec::new()
        });
        let mut day = |option: &str, text: Option<&String>| {
            let text = text?;
            let day = read_day(text);
            if day.is_none() {
                found.push(problems::bad_day(option, text));
            }
            day
        };
        let known_on = day("--known-on", asked.known_on.as_ref());
        let decided_on = day("--decided-on", asked.decided_on.as_ref());
        let law_as_of = read_law(asked.law_as_of.as_deref(), found);
        When { periods, known_on, decided_on, law_as_of }
    }
}

/// The year of `--law-as-of`; what cannot be read is told and left out.
pub(crate) fn read_law(text: Option<&str>, found: &mut Vec<Problem>) -> Option<Year> {
    let text = text?;
    let year = read_year(text);
    if year.is_none() {
        found.push(problems::bad_period("--law-as-of", text));
    }
    year
}

impl Question {
    /// Finds the results and settings that were named. What is not found is told and left out.
    #[must_use]
    pub fn resolve(asked: &Asked, result_option: &str, when: When, program: &Program, found: &mut Vec<Problem>) -> Question {
        let mut choice = Choice { law_as_of: when.law_as_of, strict: asked.strict, decided_on: when.decided_on, ..Choice::default() };
        let mut settings = Vec::new();
        for text in &asked.set {
            match set_value::read(text, program) {
                Ok((target, setting)) => {
                    target.put(&mut choice);
                    settings.push(setting);
                }
                Err(problem) => found.push(*problem),
            }
        }
        settings.sort_by(|a: &Setting, b| a.name.cmp(&b.name));
        let mut unknown = Vec::new();
        let mut results: Vec<VariableId> =
            asked.only.iter().filter_map(|name| find_result(result_option, name, program, &mut unknown)).collect();
        found.extend(unknown.into_iter().filter(|_| !asked.either));
        if asked.only.is_empty() {
            results.clone_from(&program.results);
            if results.is_empty() && !asked.either {
                found.push(problems::nothing_asked(&some_results(program)));
            }
        } else {
            results.sort_by_key(|id| (program.results.iter().position(|r| r == id).unwrap_or(usize::MAX), *id));
            results.dedup();
        }
        Question { when, results, settings, choice }
    }
}

impl Question {
    /// Leaves of the results that nobody named those among `names`; all of them where none is.
    pub fn keep_to(&mut self, names: &[String], program: &Program) {
        let named = |id: &VariableId| program.variable(*id).is_some_and(|v| names.contains(&v.name));
        if self.results.iter().any(named) {
            self.results.retain(named);
        }
    }
}

/// The result of this name, full or short.
pub fn find_result(option: &str, name: &str, program: &Program, found: &mut Vec<Problem>) -> Option<VariableId> {
    let name = plain(name).replace('·', ".");
    if let Some(id) = program.variable_named(&name) {
        return Some(id);
    }
    let names = || program.variables.iter().map(|v| v.name.as_str());
    let same: Vec<String> = names().filter(|n| n.rsplit('.').next() == Some(name.as_str())).map(str::to_owned).collect();
    found.push(if same.is_empty() {
        problems::unknown_result(option, &name, &nearest(&name, names()), &some_results(program))
    } else {
        problems::several_results(option, &name, &same)
    });
    None
}

/// Whose result is meant. `None` (without a problem) for a result that belongs to nobody.
pub fn find_entity(
    option: &str,
    name: Option<&str>,
    variable: VariableId,
    program: &Program,
    facts: &Facts,
    found: &mut Vec<Problem>,
) -> Option<EntityIx> {
    let variable = program.variable(variable)?;
    let (Some(owner), Some(name)) = (variable.owner, name) else {
        if variable.owner.is_some() || name.is_some() {
            let kind = variable.owner.and_then(|k| program.schema.kind(k)).map(|k| k.name.as_str());
            found.push(problems::of_missing(&variable.name, kind));
        }
        return None;
    };
    let kind = program.schema.kind(owner).map_or("", |k| k.name.as_str());
    match facts.entities.find(&program.schema, name, owner) {
        Found::One(who) => return Some(who),
        Found::None(near) => found.push(problems::unknown_of(option, name, kind, &near)),
        Found::Many(who) => {
            let ids: Vec<String> = who.iter().filter_map(|ix| facts.entities.get(*ix)).map(|e| e.id.clone()).collect();
            found.push(problems::several_of(option, name, kind, &ids));
        }
    }
    None
}

/// A few results to choose from.
fn some_results(program: &Program) -> Vec<String> {
    let declared = program.results.iter().filter_map(|id| program.variable(*id));
    let mut names: Vec<String> = declared.map(|v| v.name.clone()).collect();
    if names.is_empty() {
        names = program.variables.iter().map(|v| v.name.clone()).collect();
    }
    names.truncate(5);
    names
}
