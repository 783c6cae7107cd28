//! A `##` heading in a law file without `{#…}`.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "heading-without-anchor";

/// A `##` heading in a law file without `{#…}`.
#[must_use]
pub fn problem(place: Place, title: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("标题「{title}」后面没有写条号，规则没法注明出自哪一条。"),
            format!("The heading 「{title}」 has no anchor, so no rule can say which article it comes from."),
        ),
        hint: Bilingual::new(
            format!("在标题末尾加上条号，如：## {title} {{#第一条}}。"),
            format!("Add the article at the end of the heading: ## {title} {{#第一条}}."),
        ),
        related: Vec::new(),
    }
}
