//! 未知与缺项: who must supply what, what most results wait for first; below it the results that wait, or are at fault.

use quanheng_policy::finding::Status;

use super::money::status;
use super::table::{Cell, Stress, Table};
use super::{Group, Said};
use crate::missing::Missing;

pub(super) fn table(said: &Said<'_>) -> Table {
    let language = said.language;
    let mut table = said.headed("未知与缺项", "Unknown and missing", &[]);
    table.column(said.say("序号", "no."), 6, 8);
    table.column(said.say("由谁提供", "supplied by"), 16, 30);
    table.column(said.say("缺什么", "what is missing"), 36, 72);
    table.column(said.say("谁的", "whose"), 16, 44);
    table.column(said.say("等它的结果（项）", "results waiting"), 18, 24);
    let mut missing: Vec<Missing> = said.report.missing();
    missing.sort_by_key(|m| std::cmp::Reverse(m.results));
    for (at, item) in missing.iter().enumerate() {
        table.line(vec![
            Cell::count(at.saturating_add(1)),
            Cell::text(item.supplier.get(language)),
            Cell::text(item.what.get(language)),
            Cell::text(item.whose.join(&said.say("、", ", "))),
            Cell::count(item.results),
        ]);
    }
    let waiting: Vec<&Group<'_>> = said.groups.iter().filter(|group| group.rows.iter().any(|row| is_open(row.finding.status))).collect();
    if !waiting.is_empty() {
        table.stressed(
            vec![
                Cell::text(said.say("序号", "no.")),
                Cell::text(said.say("结果", "result")),
                Cell::text(said.say("缘由", "causes")),
                Cell::text(said.say("对象", "of")),
                Cell::text(said.say("状态和界限", "status and bounds")),
            ],
            Stress::Heading,
        );
    }
    for group in waiting {
        of_group(said, group, &mut table);
    }
    if table.lines.is_empty() {
        table.line(vec![Cell::Blank, Cell::text(said.say("（什么都不缺）", "(nothing is missing)"))]);
    }
    table
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Unknown | Status::Conflict | Status::Error)
}

fn of_group(said: &Said<'_>, group: &Group<'_>, table: &mut Table) {
    let mut name = said.short(group.variable).to_owned();
    if let Some(year) = group.year {
        name.push_str(&said.say(&format!("（{year}年度）"), &format!(" ({year})")));
    }
    let mut number: usize = 0;
    // Whether persons meet the circumstances is not known: nobody is named beside them.
    let mut unnamed: usize = 0;
    for row in group.rows.iter().filter(|row| is_open(row.finding.status)) {
        if row.to_verify && row.finding.status == Status::Unknown && (!row.persons.is_empty() || is_about_person(row)) {
            unnamed = unnamed.saturating_add(1);
            continue;
        }
        number = number.saturating_add(1);
        let word = status(said, row.finding.status);
        let bounds = if row.between.is_some() && row.shown.get(said.language) != word {
            format!(" {}", row.shown.get(said.language))
        } else {
            String::new()
        };
        table.line(vec![
            Cell::count(number),
            Cell::text(&name),
            Cell::text(said.first_cause(row)),
            Cell::text(row.whose(said.language)),
            Cell::text(format!("{word}{bounds}")),
        ]);
    }
    if unnamed > 0 {
        table.line(vec![
            Cell::count(number.saturating_add(1)),
            Cell::text(name),
            Cell::text(said.say("见上面的缺项", "see what is missing above")),
            Cell::text(said.say(&format!("{unnamed} 人，还不知道是否达到情形"), &format!("{unnamed} persons, of whom it is not known"))),
            Cell::text(status(said, Status::Unknown)),
        ]);
    }
}

fn is_about_person(row: &crate::results::ResultRow) -> bool {
    row.conclusion.as_deref().is_some_and(|conclusion| conclusion.is_about_person)
}
