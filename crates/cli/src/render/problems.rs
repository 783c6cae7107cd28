//! Problems for standard error: each with place and remedy, then how many there are.

use quanheng_app::error::AppError;
use quanheng_facts::problem::{Language, Problem, Severity};

use super::say;

/// All problems, and a line that counts them. Nothing where there are none.
#[must_use]
pub fn problems(all: &[Problem], language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for problem in all {
        out.push_str(&problem.render(language));
        out.push_str("\n\n");
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
