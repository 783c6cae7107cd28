//! Problems for standard error: each with place and remedy, then how many there are.

use quanheng_app::error::AppError;
use quanheng_facts::problem::{Language, Problem, Severity};

use super::say;

/// The most problems that are listed: a screen of thousands hides the one that is their cause.
const MOST: usize = 1000;

/// All problems, and a line that counts them. Nothing where there are none.
#[must_use]
pub fn problems(all: &[Problem], language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for problem in listed(all) {
        out.push_str(&problem.render(language));
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
