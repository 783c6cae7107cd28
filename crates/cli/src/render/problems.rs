//! Problems for standard error: each with place and remedy, then how many there are.
//!
//! The same words about several cells of a sheet are said once, with the cells; after the first few of one kind in one sheet
//! the rest are told by their cells alone. Nothing is lost: the count is of all, and `--errors-out` writes each beside its row.

use std::collections::BTreeMap;

use quanheng_app::error::AppError;
use quanheng_facts::problem::{Bilingual, Language, Place, Problem, Severity, column_letters};

use super::say;

/// The most problems that are listed: a screen of thousands hides the one that is their cause.
const MOST: usize = 1000;
/// Different words of one kind about one sheet that are told in full.
const OF_ONE_KIND: usize = 3;
/// Stretches of cells that are named one by one.
const STRETCHES: usize = 12;

/// All problems, and a line that counts them. Nothing where there are none.
#[must_use]
pub fn problems(all: &[Problem], language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let gathered = gathered(&listed(all));
    let some_rest = gathered.iter().any(|told| matches!(told, Told::Rest(_)));
    for told in gathered {
        out.push_str(&told.render(language));
        out.push_str("\n\n");
    }
    let more = all.len().saturating_sub(MOST);
    if more > 0 {
        out.push_str(&say(
            language,
            format!("还有 {more} 个没有一一列出；往往是同一个原因，先改正列出的，再运行一次。\n"),
            format!("{more} more are not listed; they often have one cause. Correct those listed and run again.\n"),
        ));
    }
    let count = |severity: Severity| all.iter().filter(|p| p.severity == severity).count();
    let counts = [(Severity::Error, "个问题", "problem"), (Severity::Warning, "个提醒", "warning"), (Severity::Note, "个说明", "note")];
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(severity, zh, en)| (count(severity), zh, en))
        .filter(|(n, _, _)| *n > 0)
        .map(|(n, zh, en)| say(language, format!("{n} {zh}"), format!("{n} {en}{}", if n == 1 { "" } else { "s" })))
        .collect();
    out.push_str(&format!("{}\n", parts.join(&say(language, "，", ", "))));
    if some_rest {
        out.push_str(&say(
            language,
            "没有逐处写出来的，run 加 --errors-out 文件.xlsx，每处写在原来那一行旁边。\n",
            "What is not written out: run with --errors-out FILE.xlsx tells each beside its row.\n",
        ));
    }
    out
}

/// Those listed, in their order: all, or, where there are too many, errors before warnings before notes.
fn listed(all: &[Problem]) -> Vec<&Problem> {
    let mut listed: Vec<(usize, &Problem)> = all.iter().enumerate().collect();
    if all.len() > MOST {
        listed.sort_by_key(|(at, problem)| (problem.severity, *at));
        listed.truncate(MOST);
        listed.sort_by_key(|(at, _)| *at);
    }
    listed.into_iter().map(|(_, problem)| problem).collect()
}

/// An operation that could not be done.
#[must_use]
pub fn error(error: &AppError, language: Language) -> String {
    let mut out = problems(&error.problems, language);
    out.push_str(error.text.get(language));
    out.push('\n');
    for hint in &error.hints {
        out.push_str(hint.get(language));
        out.push('\n');
    }
    out
}

/// What is told of problems that belong together.
enum Told<'p> {
    /// One, and the other cells that the same words are about.
    Same(&'p Problem, Vec<&'p Problem>),
    /// The rest of a kind in a sheet, once some have been told in full.
    Rest(Vec<&'p Problem>),
}

/// A sheet and what kind of problem in it.
type Kind<'p> = (&'static str, Severity, &'p str, Option<&'p str>);

/// Problems as they are told, at the place of the first of each.
fn gathered<'p>(all: &[&'p Problem]) -> Vec<Told<'p>> {
    let mut told: Vec<Told<'p>> = Vec::new();
    // Where the same words were told, and where the rest of a kind is.
    let mut words: BTreeMap<(Kind<'p>, &'p Bilingual, &'p Bilingual), usize> = BTreeMap::new();
    let mut kinds: BTreeMap<Kind<'p>, (usize, Option<usize>)> = BTreeMap::new();
    for &problem in all {
        let Some(kind) = kind(problem) else {
            told.push(Told::Same(problem, Vec::new()));
            continue;
        };
        let key = (kind, &problem.text, &problem.hint);
        if let Some(Told::Same(_, more)) = words.get(&key).and_then(|at| told.get_mut(*at)) {
            more.push(problem);
            continue;
        }
        let (shown, rest) = kinds.entry(kind).or_default();
        if *shown < OF_ONE_KIND {
            *shown = shown.saturating_add(1);
            words.insert(key, told.len());
            told.push(Told::Same(problem, Vec::new()));
        } else if let Some(Told::Rest(rest)) = rest.and_then(|at| told.get_mut(at)) {
            rest.push(problem);
        } else {
            *rest = Some(told.len());
            told.push(Told::Rest(vec![problem]));
        }
    }
    told
}

/// The kind of a problem with a cell; what is told of others stands alone.
fn kind(problem: &Problem) -> Option<Kind<'_>> {
    match &problem.place {
        Place::Cell { file, sheet, row: Some(_), column: Some(_) } if problem.related.is_empty() => {
            Some((problem.id, problem.severity, file, sheet.as_deref()))
        }
        _ => None,
    }
}

impl Told<'_> {
    fn render(&self, language: Language) -> String {
        match self {
            Told::Same(problem, more) if more.is_empty() => problem.render(language),
            Told::Same(problem, more) => {
                let (n, cells) = (more.len(), stretches(more, language));
                let also = say(language, format!("同样的还有 {n} 处：{cells}"), format!("the same in {n} more: {cells}"));
                format!("{}\n  {also}", problem.render(language))
            }
            Told::Rest(rest) => {
                let (n, cells) = (rest.len(), stretches(rest, language));
                let id = rest.first().map_or("", |problem| problem.id);
                say(language, format!("  另有 {n} 处 {id}：{cells}"), format!("  {n} more of {id}: {cells}"))
            }
        }
    }
}

/// `C6–C16、C20`: cells one below another in one go.
fn stretches(problems: &[&Problem], language: Language) -> String {
    let mut cells: Vec<(u32, u32)> = Vec::new();
    for problem in problems {
        if let Place::Cell { row: Some(row), column: Some(column), .. } = problem.place {
            cells.push((column, row));
        }
    }
    cells.sort_unstable();
    cells.dedup();
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    for (column, row) in cells {
        match found.last_mut() {
            Some((of, _, last)) if *of == column && last.checked_add(1) == Some(row) => *last = row,
            _ => found.push((column, row, row)),
        }
    }
    let name = |&(column, first, last): &(u32, u32, u32)| {
        let letters = column_letters(column);
        if first == last { format!("{letters}{first}") } else { format!("{letters}{first}–{letters}{last}") }
    };
    let shown: Vec<String> = found.iter().take(STRETCHES).map(name).collect();
    let cut = if found.len() > STRETCHES { say(language, " 等", " …") } else { String::new() };
    format!("{}{cut}", shown.join(&say(language, "、", ", ")))
}
