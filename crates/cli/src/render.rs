//! Data of quanheng-app → text for people. JSON lines and CSV are made there, for every caller.

pub mod check;
pub mod compare;
pub mod conclusion;
pub mod demo;
pub mod explanation;
pub mod format;
pub mod grid;
pub mod missing;
pub mod new_pack;
pub mod open;
pub mod plan;
pub mod problems;
pub mod robust;
pub mod section;
pub mod snapshot;
pub mod table;
pub mod template;
pub mod why_not;

use quanheng_app::results::{NOTICE, NOTICE_ENGLISH};
use quanheng_facts::problem::Language;

/// Words in the reader's language.
#[must_use]
pub fn say(language: Language, zh: impl Into<String>, en: impl Into<String>) -> String {
    match language {
        Language::Chinese => zh.into(),
        Language::English => en.into(),
    }
}

/// The line that stands on every output.
#[must_use]
pub fn notice(language: Language) -> &'static str {
    match language {
        Language::Chinese => NOTICE,
        Language::English => NOTICE_ENGLISH,
    }
}

/// Names as people list them, cut short after a few.
#[must_use]
pub fn few(names: &[String], most: usize, language: Language) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    let joined = shown.join(match language {
        Language::Chinese => "、",
        Language::English => ", ",
    });
    if names.len() > most {
        let all = names.len();
        format!("{joined}{}", say(language, format!(" 等 {all} 个"), format!(" and others, {all} in all")))
    } else {
        joined
    }
}
