//! 逾期, 可以延长 or 中止 where nothing has a limit.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("写了「{word}」，可是这里没有一件事有期限"),
            format!("there is a 「{word}」 here, but nothing has a limit"),
        ),
        hint: Bilingual::new(
            "给这一步要做的事写上「，于 … 内，自 …」；期限没有定的，写 于 待定「…」：工作日 内。没有期限，这一句永远不起作用。",
            "Give the act a limit, 「, within …, after …」; if it is left open, 「within open「…」：工作日」. Without a limit this has no effect.",
        ),
        related: Vec::new(),
    }
}
