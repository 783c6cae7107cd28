//! A ranking or list without a clause it must have.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "clause-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, clauses: &[String]) -> Problem {
    let list = clauses.join("、");
    let example = match clauses.first().map(String::as_str) {
        Some("从") => "从 县区",
        Some("依") => "依 得分，从高到低",
        Some("取") => "取 10 名「名额」",
        Some("割线并列") => "割线并列 全取",
        Some("并列") => "并列 同名次",
        Some("取整" | "按累计") if clauses.iter().any(|clause| clause == "按累计") => "取整 四舍五入，按累计",
        Some("取整") => "取 35%「比例」，取整 舍，基数 全部参评",
        Some("基数") => "取 35%「比例」，取整 舍，基数 全部参评",
        _ => "缺值 存疑",
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」没有写：{list}"), format!("「{name}」 does not say: {list}")),
        hint: Bilingual::new(
            format!("排名、名单、分档、分配的每个环节都要写明；原文没有规定的，写「待定「…」」。例如：{example}。"),
            format!(
                "Every step of a ranking, a list, tiers or a share must be said; where the text is silent write 「待定「…」」. For example: {example}."
            ),
        ),
        related: Vec::new(),
    }
}
