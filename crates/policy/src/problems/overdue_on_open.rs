//! 逾期 on limits that are not settled.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "overdue-on-open";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, opens: &[String]) -> Problem {
    let (zh, en) = (opens.join("、"), opens.join(", "));
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("期限还是待定（{zh}），逾期暂时不会催办、上报"),
            format!("the limit is still open ({en}), so for the time being nothing is reminded of or reported"),
        ),
        hint: Bilingual::new(
            "待定的期限只显示，不升级；办公室用「设」定下来以后，逾期才起作用。",
            "An open limit is shown and escalates nothing; once the office settles it with 设, 逾期 takes effect.",
        ),
        related: Vec::new(),
    }
}
