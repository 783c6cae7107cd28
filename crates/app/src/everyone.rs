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
use crate::recheck::{self, SecondLook};
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
    let names: Vec<String> = results.iter().filter_map(|id| program.variable(*id)).map(|v| v.name.clone()).collect();
    let chosen = recheck::chosen(instances.len(), header, &names);
    std::thread::scope(|scope| {
        let mut second_look = SecondLook::begin(scope, prepared);
        for instance in chosen.iter().filter_map(|at| instances.get(*at)) {
            second_look.at(*instance);
        }
        work_out(panel, program, &instances);
        let reader = panel.reader();
        let maker = Rows { program, facts, interpreter: &reader, choice: &question.choice };
        let mut rows: Vec<ResultRow> =
            instances.iter().filter_map(|instance| Some(maker.row(program.variable(instance.variable)?, *instance))).collect();
        if let Some(row) = planted.and_then(|at| rows.iter_mut().filter(|row| row.finding.status == Status::Holds).nth(at)) {
            falsify(row);
        }
        // Always looked at: whatever is at fault, and whoever stands level with others at a cut line, also of lists that are only read.
        let at_fault = |row: &&ResultRow| matches!(row.finding.status, Status::Conflict | Status::Error);
        let mut always: BTreeSet<Instance> = rows.iter().filter(at_fault).map(|row| row.finding.instance).collect();
        always.extend(panel.at_cut_lines());
        for instance in chosen.iter().filter_map(|at| instances.get(*at)) {
            always.remove(instance);
        }
        for instance in &always {
            second_look.at(*instance);
        }
        let mut found = Vec::new();
        for year in &question.when.periods {
            found.extend(reader.check_asserts(*year));
        }
        let by_itself = second_look.end();
        let looked_at = by_itself.len();
        let differing = compared(&mut rows, by_itself, &maker);
        let rechecked = Rechecked { rows: looked_at, differing: differing.len() };
        found.extend(differing);
        Everyone { rows, found, rechecked }
    })
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

/// Another answer than the right one.
fn falsify(row: &mut ResultRow) {
    (row.finding.status, row.finding.value, row.value) = (Status::NotApplicable, None, None);
    row.shown = Bilingual::new("不适用", "not applicable");
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
    panel.work_out_all(asked.into_iter().flat_map(|(variable, year, args)| {
        made_of(program, variable).into_iter().map(move |variable| Instance { variable, entity: None, year, args })
    }));
}

/// The variables that a row of a result is read off, itself first.
fn made_of(program: &Program, id: VariableId) -> Vec<VariableId> {
    let Some(variable) = program.variable(id) else { return Vec::new() };
    let outcome = variable.outcome.and_then(|id| program.outcomes.get(id.at()));
    let given = outcome.into_iter().flat_map(|outcome| outcome.grants.into_iter().chain(outcome.fields.iter().map(|(_, id)| *id)));
    let beside = stand_beside(program, variable).into_iter().map(|(id, _)| id);
    std::iter::once(id).chain(given).chain(beside).collect()
}
