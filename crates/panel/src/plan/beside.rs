//! What hangs on rows beside the rules of a variable, in words: bounds, presumptions, what is judged, what was published, whom a conclusion is
//! about, and rules in force by days.

use quanheng_facts::problem::Bilingual;

use super::making::Making;
use crate::reason::Reason;

/// Each in words, with the registers it asks for.
pub(super) fn beside(making: &mut Making<'_, '_>) -> Vec<Bilingual> {
    let (program, variable) = (making.program, making.variable);
    let mut said = Vec::new();
    if variable.is_by_day() {
        making.meets(Reason::ByDay);
        said.push(Bilingual::new("按日：每行按其当日施行的规则", "by day: each row by the rules in force on its day"));
    }
    if let Some(judgement) = &variable.judgement {
        let needed = judgement.needed_if.as_ref().map(|needed| making.operand(needed));
        let (zh, en) = needed.map_or_else(Default::default, |needed| (format!("，{needed} 时才需要"), format!(", needed where {needed}")));
        said.push(Bilingual::new(format!("认定：有认定的照认定{zh}"), format!("judgement: as judged{en}")));
    }
    if !variable.left_open.is_empty() {
        said.push(Bilingual::new("待定的规则：没有规则适用的行未定", "rules left open: rows for which no rule speaks are open"));
    }
    if variable.rules.iter().any(|rule| rule.published) {
        said.push(Bilingual::new("公布：与其余规则所得比对", "published: held against what the other rules give"));
    }
    for bound in &variable.bounds {
        let guard = bound.guard.as_ref().map(|guard| making.operand(guard));
        let limit = making.operand(&bound.limit);
        let (zh, en) = guard.map_or_else(Default::default, |guard| (format!("当 {guard} "), format!("where {guard}: ")));
        let (sign, words) = if bound.at_least { ("≥", "at least") } else { ("≤", "at most") };
        said.push(Bilingual::new(format!("界限：{zh}{sign} {limit}"), format!("bound: {en}{words} {limit}")));
    }
    if !variable.presumptions.is_empty() {
        said.push(Bilingual::new("推定：只用于未定的行", "presumptions: for open rows only"));
    }
    if let Some(conclusion) = variable.outcome.and_then(|id| program.outcomes.get(id.at())) {
        if !conclusion.limit.is_empty() {
            let name = |kind| program.schema.kind(kind).map_or("？", |kind| kind.name.as_str());
            let kinds: Vec<&str> = conclusion.limit.iter().map(|kind| name(*kind)).collect();
            said.push(Bilingual::new(format!("限：{}", kinds.join("、")), format!("only: {}", kinds.join(", "))));
        }
        if !conclusion.disregards.is_empty() {
            making.meets(Reason::SetAside);
            said.push(Bilingual::new("不计：成立而有事项可不计的行", "set aside: rows that are met and have matters that may be left out"));
        }
    }
    said
}
