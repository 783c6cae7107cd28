//! 待核实: matters to be verified. First what happened to a unit, with its class; below it, each on a line of their own and without a
//! class, the persons. On every line: 达到情形，待核实；非处理结论.

use std::collections::BTreeMap;

use super::lists::fields;
use super::table::{Cell, Table};
use super::{Group, Said, Sort, year_of};
use crate::results::said::to_verify_of;
use crate::results::{ConclusionRow, PersonRow, Plain, ResultRow};

pub(super) fn table(said: &Said<'_>) -> Table {
    let caption = to_verify_of(None, said.language);
    let mut table = said.headed("待核实", "To be verified", std::slice::from_ref(&caption));
    table.column(said.say("序号", "no."), 6, 8);
    table.if_any(said.say("年度", "year"), 8, 8);
    table.column(said.say("情形", "circumstances"), 14, 30);
    table.column(said.say("单位", "unit"), 12, 22);
    table.if_any(said.say("情形类别", "class of the circumstances"), 12, 26);
    table.if_any(said.say("人员", "person"), 10, 16);
    table.if_any(said.say("职务", "post"), 14, 26);
    table.if_any(said.say("自", "from"), 11, 12);
    table.if_any(said.say("至", "to"), 11, 12);
    table.if_any(said.say("在任天数", "days in post"), 8, 12);
    table.if_any(said.say("备注", "remark"), 16, 36);
    table.if_any(said.say("条款", "article"), 10, 20);
    table.if_any(said.say("标记", "marks"), 8, 16);
    table.column(said.say("说明", "note"), 31, 31);
    for group in said.sorted(Sort::ToVerify) {
        of_group(said, group, &mut table);
    }
    if table.lines.is_empty() {
        let header = &said.report.header;
        let (zh, en) = if header.published && !header.all_kinds {
            ("（公布的数据，待核实的没有算）", "(published facts: nothing of this sort was computed)")
        } else if said.sorted(Sort::ToVerify).next().is_none() {
            ("（这次没有问这样的结果）", "(no such result was asked for)")
        } else {
            ("（没有达到情形的）", "(nobody meets any circumstances)")
        };
        table.line(vec![Cell::Blank, Cell::Blank, Cell::text(said.say(zh, en))]);
    }
    table
}

/// What a line says beside its number, its year and what it is about.
#[derive(Default)]
struct Told<'r> {
    unit: String,
    class: String,
    person: Option<&'r PersonRow>,
    /// Of a person who is what the result is of.
    name: String,
    remark: String,
    row: Option<&'r ResultRow>,
}

fn of_group(said: &Said<'_>, group: &Group<'_>, table: &mut Table) {
    let mut number: usize = 0;
    let put = |number: Option<usize>, told: Told<'_>, table: &mut Table| {
        let person = told.person;
        let days = person.and_then(|p| p.days).map_or(Cell::Blank, |(least, most)| match least == most {
            true => Cell::Whole(least.to_string()),
            false => Cell::text(format!("{least}…{most}")),
        });
        let name = person.map_or(told.name, |p| p.name.clone());
        table.line(vec![
            number.map_or(Cell::Blank, Cell::count),
            year_of(group),
            Cell::text(said.short(group.variable)),
            Cell::text(told.unit),
            Cell::text(told.class),
            Cell::text(name),
            Cell::text(person.map(|p| p.post.clone()).unwrap_or_default()),
            Cell::day(person.and_then(|p| p.from.as_deref())),
            Cell::day(person.and_then(|p| p.to.as_deref())),
            days,
            Cell::text(told.remark),
            Cell::text(told.row.map(|row| said.article(row)).unwrap_or_default()),
            Cell::text(told.row.map(Said::marks).unwrap_or_default()),
            Cell::text(to_verify_of(person, said.language)),
        ]);
    };
    for row in group.rows.iter().copied().filter(|row| row.is_met()) {
        number = number.saturating_add(1);
        let of = row.whose(said.language);
        let remark = remark(said, row);
        let Some(conclusion) = row.conclusion.as_deref() else {
            // A definition that is to be verified, or a field of a unit's own.
            let class = if matches!(row.value, Some(Plain::Truth(_))) { String::new() } else { row.shown.get(said.language).to_owned() };
            let person = row.persons.first();
            let (unit, class) = if person.is_some() { (String::new(), String::new()) } else { (of, class) };
            put(Some(number), Told { unit, class, person, remark, row: Some(row), ..Told::default() }, table);
            continue;
        };
        let itself = row.persons.iter().all(|person| Some(&person.id) == row.of_id.as_ref());
        if conclusion.is_about_person {
            let person = row.persons.first();
            put(
                Some(number),
                Told { name: of.clone(), person, remark: joined(said, remark, person), row: Some(row), ..Told::default() },
                table,
            );
            if itself {
                continue;
            }
        } else {
            let class = fields(said, conclusion);
            put(Some(number), Told { unit: of.clone(), class, remark, row: Some(row), ..Told::default() }, table);
        }
        for person in &row.persons {
            let remark = person.note(said.language);
            let unit = if conclusion.is_about_person { String::new() } else { of.clone() };
            put(None, Told { unit, person: Some(person), remark, ..Told::default() }, table);
        }
    }
    for (class, count) in classes(said, group) {
        let remark = said.say(&format!("{count} 项"), &format!("{count} in all"));
        put(None, Told { class, remark, ..Told::default() }, table);
    }
    relieved(said, group, table);
}

fn joined(said: &Said<'_>, remark: String, person: Option<&PersonRow>) -> String {
    let note = person.map(|person| person.note(said.language)).unwrap_or_default();
    [remark, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&said.say("；", "; "))
}

/// What was set aside, whom it reaches where that is not known, what money is at stake.
fn remark(said: &Said<'_>, row: &ResultRow) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(conclusion) = row.conclusion.as_deref() {
        parts.extend(conclusion.before.as_ref().map(|before| before.matters(said.language)).filter(|text| !text.is_empty()));
        if conclusion.nobody {
            parts.push(said.say("涉及：无人对应", "whom it reaches: nobody is found"));
        } else if conclusion.reaches_anybody && row.persons.is_empty() {
            parts.push(said.say("涉及：还不知道是谁", "whom it reaches: not known"));
        }
        parts.extend(
            conclusion.grants.as_ref().map(|given| said.say(&format!("给予 {}", given.shown.zh), &format!("gives {}", given.shown.en))),
        );
    }
    let causes = said.causes(row);
    if !causes.is_empty() {
        parts.push(causes);
    }
    parts.join(&said.say("；", "; "))
}

/// Of conclusions about persons, how many are of each class.
fn classes(said: &Said<'_>, group: &Group<'_>) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let about: Vec<&ConclusionRow> = group.rows.iter().filter(|row| row.is_met()).filter_map(|row| row.conclusion.as_deref()).collect();
    for conclusion in about.into_iter().filter(|c| c.is_about_person) {
        for (name, given) in &conclusion.fields {
            let count = counts.entry(format!("{name}{}{}", said.say("：", ": "), given.shown.get(said.language))).or_default();
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// What no longer holds is seen, too: both sides of the calculation.
fn relieved(said: &Said<'_>, group: &Group<'_>, table: &mut Table) {
    for row in group.rows.iter().copied().filter(|row| !row.is_met() && row.value.is_some()) {
        let Some(conclusion) = row.conclusion.as_deref() else { continue };
        let Some(before) = conclusion.before.as_ref().filter(|b| b.value == Some(Plain::Truth(true))) else { continue };
        let of = row.whose(said.language);
        let (unit, name) = if conclusion.is_about_person { (String::new(), of) } else { (of, String::new()) };
        let blank = |count: usize| std::iter::repeat_n(Cell::Blank, count);
        let mut cells =
            vec![Cell::Blank, year_of(group), Cell::text(said.short(group.variable)), Cell::text(unit), Cell::Blank, Cell::text(name)];
        cells.extend(blank(4));
        cells.extend([
            Cell::text(before.matters(said.language)),
            Cell::text(said.article(row)),
            Cell::text(Said::marks(row)),
            Cell::text(said.say("不计之后不成立；非处理结论", "not met after that; no decision on anybody")),
        ]);
        table.line(cells);
    }
}
