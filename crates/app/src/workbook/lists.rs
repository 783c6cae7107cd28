//! 名单: titles, lists, places, tiers, candidates: whoever a result is met for.

use quanheng_policy::finding::Status;

use super::table::{Cell, Table, plain};
use super::{Said, Sort, year_of};
use crate::results::{ConclusionRow, ResultRow, plain_value};

pub(super) fn table(said: &Said<'_>) -> Table {
    let language = said.language;
    let mut table = said.headed("名单", "Lists", &[]);
    let beside = beside(said);
    table.column(said.say("序号", "no."), 6, 8);
    table.if_any(said.say("年度", "year"), 8, 8);
    table.column(said.say("名单", "list"), 12, 26);
    for name in &beside {
        table.if_any(name.clone(), 8, 20);
    }
    table.column(said.say("对象", "of"), 14, 26);
    table.if_any(said.say("人员", "person"), 10, 16);
    table.if_any(said.say("职务", "post"), 14, 26);
    table.column(said.say("结果", "result"), 8, 20);
    table.if_any(said.say("各栏", "fields"), 12, 30);
    table.if_any(said.say("名义", "in the name of"), 12, 20);
    table.if_any(said.say("条款", "article"), 10, 20);
    table.if_any(said.say("规则", "rule"), 10, 24);
    table.if_any(said.say("标记", "marks"), 8, 20);
    for group in said.sorted(Sort::List) {
        let met = group.rows.iter().filter(|row| row.is_met() && row.finding.status == Status::Holds);
        for (at, row) in met.enumerate() {
            let conclusion = row.conclusion.as_deref();
            let mut cells = vec![Cell::count(at.saturating_add(1)), year_of(group), Cell::text(said.short(group.variable))];
            for name in &beside {
                cells.push(row.beside.iter().find(|b| b.name == *name).map_or(Cell::Blank, |b| {
                    let ty = said.program.variable(b.finding.instance.variable).map_or(quanheng_facts::value::Type::Text, |v| v.ty.clone());
                    let value = b.finding.value.as_ref().map(|v| plain_value(v, &ty, said.program, &said.report.prepared.facts));
                    plain(value.as_ref(), b.shown.get(language), &ty)
                }));
            }
            cells.extend([
                Cell::text(row.whose(language)),
                Cell::Blank,
                Cell::text(post(row)),
                plain(row.value.as_ref(), row.shown.get(language), &group.variable.ty),
                Cell::text(conclusion.filter(|c| may_show(said, row, c)).map(|c| fields(said, c)).unwrap_or_default()),
                Cell::text(conclusion.map(|c| c.in_name_of.join("、")).unwrap_or_default()),
                Cell::text(said.article(row)),
                Cell::text(row.rule.clone().unwrap_or_default()),
                Cell::text(Said::marks(row)),
            ]);
            table.line(cells);
            // Whom an incentive reaches, each on a line below the unit's.
            for person in row.persons.iter().filter(|_| reaches_others(row)) {
                let mut cells = vec![Cell::Blank, year_of(group), Cell::text(said.short(group.variable))];
                cells.extend(beside.iter().map(|_| Cell::Blank));
                let doubt = if person.certain { String::new() } else { said.say("（未定）", " (not known)") };
                let who = format!("{}{doubt}", person.name);
                cells.extend([Cell::text(row.whose(language)), Cell::text(who), Cell::text(&person.post)]);
                table.line(cells);
            }
        }
    }
    if table.lines.is_empty() {
        table.line(vec![Cell::Blank, Cell::Blank, Cell::text(said.say("（没有成立的）", "(nothing is met)"))]);
    }
    table
}

/// The names of what results are judged by, as they come.
fn beside(said: &Said<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for group in said.sorted(Sort::List) {
        for beside in group.rows.iter().flat_map(|row| &row.beside) {
            if !names.contains(&beside.name) {
                names.push(beside.name.clone());
            }
        }
    }
    names
}

/// True where the persons of a row are those whom it reaches, and not whose it is.
fn reaches_others(row: &ResultRow) -> bool {
    let itself = row.persons.len() == 1 && row.persons.iter().all(|person| Some(&person.id) == row.of_id.as_ref());
    row.conclusion.as_ref().is_some_and(|conclusion| conclusion.reaches_anybody) && !itself
}

/// Of a result of a person or of a tenure, the post.
pub(super) fn post(row: &ResultRow) -> String {
    if reaches_others(row) {
        return String::new();
    }
    row.persons.iter().map(|person| person.post.clone()).filter(|post| !post.is_empty()).collect::<Vec<_>>().join("、")
}

/// Beside a person only what the pack declares to be an incentive.
fn may_show(said: &Said<'_>, row: &ResultRow, conclusion: &ConclusionRow) -> bool {
    !(conclusion.is_about_person || conclusion.reaches_anybody) || said.program.incentives.contains(&row.variable)
}

pub(super) fn fields(said: &Said<'_>, conclusion: &ConclusionRow) -> String {
    let colon = said.say("：", ": ");
    let told = conclusion.fields.iter().map(|(name, given)| format!("{name}{colon}{}", given.shown.get(said.language)));
    told.collect::<Vec<_>>().join(&said.say("；", "; "))
}
