//! The first screen: what was read, the list with money, one reason in full, what is missing, what to try next.

use std::collections::BTreeMap;

use quanheng_app::demo::Demo;
use quanheng_app::results::ResultRow;
use quanheng_app::run::{RunReport, RunRequest};
use quanheng_facts::problem::Language;
use quanheng_facts::value::{EntityIx, Type};
use quanheng_policy::finding::Status;
use quanheng_policy::ir::Program;

use super::grid::Grid;
use super::missing::{legend, missing};
use super::section::{marks, total};
use super::{check, notice, say};

const MISSING: usize = 6;
const MARKS: usize = 5;

/// The whole screen.
#[must_use]
pub fn demo(demo: &Demo, request: &RunRequest, language: Language) -> String {
    let report = &demo.report;
    let mut out = format!("{}\n\n", notice(language));
    out.push_str(&numbered(1, "读入", "What was read", language));
    out.push_str(&read(report, language));
    out.push('\n');
    out.push_str(&list(report, language));
    if let Some((_, node)) = &demo.explained {
        out.push('\n');
        out.push_str(&numbered(3, "一项结果的全部理由", "One result with all its reasons", language));
        for line in node.render(language).lines() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    let missing = missing(&report.missing(), MISSING, language);
    if !missing.is_empty() {
        out.push('\n');
        out.push_str(&numbered(4, "还缺什么", "What is missing", language));
        out.push_str(missing.split_once('\n').map_or("", |(_, rest)| rest));
    }
    out.push('\n');
    out.push_str(&numbered(5, "接着可以试", "What to try next", language));
    for command in commands(demo, request, language) {
        out.push_str(&format!("  {command}\n"));
    }
    out
}

fn numbered(number: u32, zh: &str, en: &str, language: Language) -> String {
    say(language, format!("【{number}】{zh}\n"), format!("[{number}] {en}\n"))
}

/// The pack and its articles, the files of facts, the years they tell of.
fn read(report: &RunReport, language: Language) -> String {
    let program = report.prepared.program();
    let mut out = check::packs(program, language);
    out.push_str(&check::articles(program, language));
    out.push_str(&settled(program, language));
    let files: Vec<String> = report
        .prepared
        .files
        .iter()
        .map(|f| say(language, format!("{}（{} 行）", f.path, f.rows), format!("{} ({} rows)", f.path, f.rows)))
        .collect();
    out.push_str(&say(language, format!("数据：{}\n", files.join("、")), format!("facts: {}\n", files.join(", "))));
    let years: Vec<String> = report.prepared.facts.years(&program.schema).iter().map(ToString::to_string).collect();
    let entities = report.prepared.facts.entities.len();
    out.push_str(&say(
        language,
        format!("年度：{}；登记的单位 {entities} 个\n", years.join("、")),
        format!("years: {}; {entities} units on the register\n", years.join(", ")),
    ));
    out
}

/// How much the text leaves open, and who settled it.
fn settled(program: &Program, language: Language) -> String {
    let all = program.opens.len();
    let mut by: Vec<&str> = program.opens.iter().filter_map(|o| o.settled.as_ref()).map(|s| s.by.as_str()).collect();
    let done = by.len();
    by.sort_unstable();
    by.dedup();
    if all == 0 {
        return String::new();
    }
    if done == 0 {
        return say(
            language,
            format!("原文没有说的 {all} 处都还没有定，结果里凡是用到的都写成范围\n"),
            format!("{all} points left open by the text; none is settled, so results that turn on them are bounds\n"),
        );
    }
    let left = all.saturating_sub(done);
    say(
        language,
        format!("原文没有说的 {all} 处：{done} 处由{}设定（用到的结果带“设定”标记），{left} 处还没有定\n", by.join("、")),
        format!(
            "{all} points left open by the text: {done} settled by {} (results that rest on them are marked), {left} still open\n",
            by.join(", ")
        ),
    )
}

/// Whoever gets money, or may get it, with titles and places.
fn list(report: &RunReport, language: Language) -> String {
    let program = report.prepared.program();
    let ty = |row: &ResultRow| program.variable(row.variable).map(|v| &v.ty);
    let money: Vec<&ResultRow> = report.rows.iter().filter(|row| ty(row) == Some(&Type::Money)).collect();
    let mut titles: BTreeMap<EntityIx, Vec<&ResultRow>> = BTreeMap::new();
    for row in report.rows.iter().filter(|row| ty(row) == Some(&Type::Bool) && row.is_met()) {
        if let Some(entity) = row.entity {
            titles.entry(entity).or_default().push(row);
        }
    }
    let titles_of = |row: &ResultRow| row.entity.and_then(|e| titles.get(&e)).cloned().unwrap_or_default();
    let mut shown: Vec<&ResultRow> =
        money.iter().copied().filter(|row| row.is_met() || !matches!(row.finding.status, Status::Holds | Status::NotApplicable)).collect();
    // In the order of the titles as declared, then of the places in them; who has no title comes last.
    shown.sort_by_key(|row| {
        let first = titles_of(row).first().copied();
        let declared = first.and_then(|t| report.prepared.question.results.iter().position(|id| *id == t.variable));
        let place = first.and_then(|t| t.beside.last()).and_then(|b| b.finding.value.clone());
        (declared.unwrap_or(usize::MAX), place.is_none(), place, row.of_id.clone())
    });
    let years: Vec<String> = report.header.periods.iter().map(ToString::to_string).collect();
    let mut out =
        numbered(2, &format!("{}年度的名单和奖金", years.join("、")), &format!("Titles and money of {}", years.join(", ")), language);
    let headings = [
        ("名次", "place"),
        ("名称", "name"),
        ("称号", "titles"),
        ("金额", "amount"),
        ("依据的规则", "rule"),
        ("条款", "article"),
        ("标记", "marks"),
        ("缺", "missing"),
    ];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[0, 3]);
    for row in &shown {
        let titles = titles_of(row);
        let place = titles.first().and_then(|t| t.beside.last()).map(|b| b.shown.get(language).to_owned());
        let names: Vec<&str> = titles.iter().map(|t| t.result.rsplit('.').next().unwrap_or_default()).collect();
        grid.row(vec![
            place.unwrap_or_default(),
            row.of.clone().unwrap_or_default(),
            names.join("、"),
            row.shown.get(language).to_owned(),
            row.rule.clone().unwrap_or_default(),
            row.article.clone().unwrap_or_default(),
            marks(row),
            match row.causes.len() {
                0 => String::new(),
                n => say(language, format!("{n} 项"), n.to_string()),
            },
        ]);
    }
    out.push_str(&grid.render("  "));
    let none = money.iter().filter(|row| row.finding.status == Status::Holds && !row.is_met()).count();
    out.push_str(&say(
        language,
        format!("  {}；其余 {none} 个 0元\n", total(&money, language)),
        format!("  {}; the other {none}: nought\n", total(&money, language)),
    ));
    for row in report.rows.iter().filter(|row| matches!(row.finding.status, Status::Conflict | Status::Error)).take(MISSING) {
        out.push_str(&format!("  {} {}: {}\n", row.result, row.of.as_deref().unwrap_or_default(), row.shown.get(language)));
    }
    out.push_str(&unknown_titles(report, language));
    out.push_str(&legend(&shown, MARKS, language).lines().skip(1).map(|line| format!("{line}\n")).collect::<String>());
    out
}

/// How many titles are not known, for each.
fn unknown_titles(report: &RunReport, language: Language) -> String {
    let program = report.prepared.program();
    let mut out = String::new();
    for id in &report.prepared.question.results {
        let Some(variable) = program.variable(*id).filter(|v| v.ty == Type::Bool) else { continue };
        let rows = || report.rows.iter().filter(|row| row.variable == *id);
        let (met, unknown) = (rows().filter(|r| r.is_met()).count(), rows().filter(|r| r.finding.status == Status::Unknown).count());
        if unknown > 0 {
            out.push_str(&say(
                language,
                format!("  {}：成员 {met}，未知 {unknown}\n", variable.name),
                format!("  {}: {met} members, {unknown} unknown\n", variable.name),
            ));
        }
    }
    out
}

/// Exact, to be copied.
fn commands(demo: &Demo, request: &RunRequest, language: Language) -> Vec<String> {
    let lang = say(language, "", " --lang en");
    let base = format!(
        "{} --facts {} --period {}",
        quoted(&request.place.folder),
        request.facts.iter().map(|f| quoted(f)).collect::<Vec<_>>().join(" "),
        request.asked.period
    );
    let mut out = vec![format!("quanheng run {base}{lang}"), format!("quanheng run {base} --format csv -o results.csv{lang}")];
    if let Some((row, _)) = &demo.explained {
        let of = |row: &ResultRow| row.of.as_ref().map(|of| format!(" --of {}", quoted(of))).unwrap_or_default();
        out.push(format!("quanheng explain {base} --result {}{}{lang}", row.result, of(row)));
        if let Some(other) = demo.other.as_ref().and_then(|other| other.of.as_ref()) {
            out.push(format!("quanheng explain {base} --result {}{} --instead-of {}{lang}", row.result, of(row), quoted(other)));
        }
    }
    // A number with a name of its own, not the cell of a table.
    let by_name = |p: &&quanheng_policy::ir::Parameter| p.ty == Type::Money && quoted(&p.name) == p.name;
    if let Some(parameter) = demo.report.prepared.program().parameters.iter().find(by_name) {
        let value = parameter.values.last().map(|v| doubled(&v.value)).unwrap_or_default();
        out.push(format!("quanheng run {base} --set {}={value}{lang}", quoted(&parameter.name)));
    }
    out.push(format!("quanheng check {}{lang}", quoted(&request.place.folder)));
    out.push(format!("quanheng test {}{lang}", quoted(&request.place.folder)));
    out
}

/// Twice an amount: some other number to suppose.
fn doubled(value: &quanheng_facts::value::Value) -> String {
    let twice = quanheng_policy::ir::number_of(value).and_then(|fen| fen.plus(fen));
    twice.map_or_else(String::new, |fen| quanheng_policy::wording::money_text(fen, Language::Chinese))
}

/// As a shell wants it, where it holds anything a shell would read.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || "/._-:".contains(c));
    if plain && !text.is_empty() { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
