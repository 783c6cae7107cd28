//! The pack has no article of that name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "unknown-article";

/// `nearest` are names that look alike; where there are none, `some` are a few that exist.
#[must_use]
pub fn unknown_article(option: &str, name: &str, nearest: &[String], some: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new(
            format!("要写 办法#条，例如{}；写 全部 就是所有条。", said(some)),
            format!("Write MEASURE#ARTICLE, as in {}; 全部 means all of them.", said(some)),
        )
    } else {
        Bilingual::new(format!("是不是想写{}？", said(nearest)), format!("Did you mean {}?", said(nearest)))
    };
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("政策包里没有「{name}」这一条。"), format!("The pack has no article 「{name}」.")),
        hint,
        related: Vec::new(),
    }
}
