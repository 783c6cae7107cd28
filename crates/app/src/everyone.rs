//! Everyone at once: the columns that rows are read off are worked out whole, then the rows are made, and some of them looked at again.
//!
//! In: what is asked, and a panel. Out: rows, problems, and how many were looked at again. A row that came out differently is told, and
//! the second answer given. Deliberately absent: what a row looks like, and which rows are looked at again (`recheck.rs`).

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::problem::{Bilingual, Language, Problem};
use quanheng_facts::value::Year;
use quanheng_panel::Panel;
use quanheng_policy::finding::{Instance, Status};
use quanheng_policy::ir::{Args, Program, VariableId};

use crate::prepare::Prepared;
use crate::problems;
use crate::recheck::{self, Drawn};
use crate::results::{Header, Rechecked, ResultRow, Rows, instances, stand_beside};

/// Everybody's rows, and what a second look at some of them found.
pub(crate) struct Everyone {
    /// By result as asked, by entity, then by year.
    pub rows: Vec<ResultRow>,
    /// Of the 校验, and one for each row that came out differently.
    pub found: Vec<Problem>,
    pub rechecked: Rechecked,
}

/// Works everyone out and makes the rows of some results. The panel is of the same program and facts, or of equal ones.
pub(crate) fn rows(prepared: &Prepared, panel: &Panel<'_>, results: &[VariableId], header: &Header, planted: Option<usize>) -> Everyone {
    let (program, facts, question) = (prepared.program(), &prepared.facts, &prepared.question);
    let instances: Vec<Instance> = results.iter().flat_map(|id| instances(program, facts, *id, &question.when.periods)).collect();
    let drawn = Drawn::of(program, results, &instances, header);
    if let Some(instance) = planted.and_then(|at| standing(prepared, &instances, at)) {
        panel.falsify(instance);
    }
    panel.look_again(&drawn.look());
    work_out(panel, program, &instances);
    let reader = panel.reader();
    let maker = Rows { program, facts, interpreter: &reader, choice: &question.choice };
    let mut rows: Vec<ResultRow> =
        instances.iter().filter_map(|instance| Some(maker.row(program.variable(instance.variable)?, *instance))).collect();
    let mut found: Vec<Problem> = question.when.periods.iter().flat_map(|year| reader.check_asserts(*year)).collect();
    let (beside, differing) = panel.looked_again();
    let mut again: BTreeSet<Instance> = differing.into_iter().map(|differing| differing.instance).collect();
    again.extend(tried_differently(panel, &drawn.rows));
    let mut rechecked = Rechecked { rows: drawn.rows.len().saturating_add(beside), differing: 0 };
    if !again.is_empty() {
        // Whatever rests on a row that is wrong may be wrong: all rows that were drawn are worked out without any columns.
        // Of a row that comes to the same there nothing is told: what is given of it is what the plain interpreter says.
        again.extend(&drawn.rows);
        let told = compared(&mut rows, recheck::singly(prepared, &again), &maker);
        rechecked.differing = told.len();
        found.extend(told);
    }
    Everyone { rows, found, rechecked }
}

/// Of the rows that were drawn those of an unknown whose values were tried, and came out differently when they were tried again.
fn tried_differently(panel: &Panel<'_>, drawn: &[Instance]) -> BTreeSet<Instance> {
    let (first, second) = (panel.reader(), panel.second_reader());
    // What is read off the columns is compared, not the rows made of it: a row tells marks of what stands beside it as well.
    let other = |of: &&Instance| panel.tried_again(&second, **of).is_some_and(|finding| finding != first.finding(**of));
    drawn.iter().filter(other).copied().collect()
}

/// The instance at a place among those that stand: for tests of the second look.
fn standing(prepared: &Prepared, instances: &[Instance], at: usize) -> Option<Instance> {
    let panel = Panel::new(prepared.program(), &prepared.facts, prepared.question.choice.clone());
    let findings = panel.findings(instances);
    findings.into_iter().filter(|finding| finding.status == Status::Holds).nth(at).map(|finding| finding.instance)
}

/// Puts what the interpreter says in the place of what is different, and tells each.
fn compared(rows: &mut [ResultRow], mut by_itself: BTreeMap<Instance, ResultRow>, maker: &Rows<'_>) -> Vec<Problem> {
    let mut differing = Vec::new();
    let mut tell = |at_once: &ResultRow, singly: &ResultRow| differing.push(different(at_once, singly));
    for row in rows {
        if let Some(singly) = by_itself.remove(&row.finding.instance).filter(|singly| singly != row) {
            tell(row, &singly);
            *row = singly;
        }
    }
    // What is left is no row of the results: members of lists that are only read.
    for (instance, singly) in by_itself {
        if let Some(at_once) = maker.program.variable(instance.variable).map(|variable| maker.row(variable, instance))
            && at_once != singly
        {
            tell(&at_once, &singly);
        }
    }
    differing
}

fn different(at_once: &ResultRow, singly: &ResultRow) -> Problem {
    let whose = |language| {
        let period = singly.period.map(|year| year.to_string());
        let parts: Vec<String> =
            [singly.result.clone(), singly.whose(language)].into_iter().chain(period).filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    };
    let alike = at_once.shown == singly.shown;
    // Where the value is the same, what lies beside it is not.
    let answer = |row: &ResultRow, language| {
        let shown = row.shown.get(language).to_owned();
        let (rule, causes, marks, persons) = (row.rule.as_deref().unwrap_or("—"), row.causes.len(), row.marks.len(), row.persons.len());
        match language {
            _ if !alike => shown,
            Language::Chinese => format!("{shown}（规则 {rule}，原因 {causes} 条，标记 {marks} 个，涉及 {persons} 人）"),
            Language::English => format!("{shown} (rule {rule}; {causes} causes, {marks} marks, {persons} persons)"),
        }
    };
    let both = |of: &dyn Fn(Language) -> String| Bilingual::new(of(Language::Chinese), of(Language::English));
    problems::answers_differ(&both(&whose), &both(&|language| answer(at_once, language)), &both(&|language| answer(singly, language)))
}

/// Works out all columns that rows of some instances are made of: the results themselves, what a 结论 gives and its fields, and
/// what is shown beside.
fn work_out(panel: &Panel<'_>, program: &Program, instances: &[Instance]) {
    let mut asked: BTreeSet<(VariableId, Year, Args)> = BTreeSet::new();
    let mut last = None;
    for Instance { variable, year, args, .. } in instances {
        let key = (*variable, *year, *args);
        if last != Some(key) {
            asked.insert(key);
            last = Some(key);
        }
    }
    let made: Vec<Instance> = asked
        .into_iter()
        .flat_map(|(variable, year, args)| {
            made_of(program, variable).into_iter().map(move |variable| Instance { variable, entity: None, year, args })
        })
        .collect();
    if instances.len() > MANY {
        let variables: Vec<VariableId> = made.iter().map(|instance| instance.variable).collect::<BTreeSet<_>>().into_iter().collect();
        let years: Vec<Year> = made.iter().map(|instance| instance.year).collect::<BTreeSet<_>>().into_iter().collect();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        panel.work_out_and_keep(&variables, &years, threads);
    }
    panel.work_out_all(made);
}

/// Runs of more rows are worked out on all cores.
const MANY: usize = 20_000;

/// The variables that a row of a result is read off, itself first.
fn made_of(program: &Program, id: VariableId) -> Vec<VariableId> {
    let Some(variable) = program.variable(id) else { return Vec::new() };
    let outcome = variable.outcome.and_then(|id| program.outcomes.get(id.at()));
    let given = outcome.into_iter().flat_map(|outcome| outcome.grants.into_iter().chain(outcome.fields.iter().map(|(_, id)| *id)));
    let beside = stand_beside(program, variable).into_iter().map(|(id, _)| id);
    std::iter::once(id).chain(given).chain(beside).collect()
}
