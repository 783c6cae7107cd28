//! What moved, as CSV for a spreadsheet: one row for each entity that moved.

use quanheng_facts::problem::Language;

use super::{CompareReport, Movement, Pair};
use crate::results::csv::{line, verified};
use crate::results::{NOTICE, NOTICE_ENGLISH, Plain, ResultRow};

const CHINESE: [&str; 19] = [
    "结果", "对象", "编号", "分项", "年度", "变化", "A 值", "A 最低", "A 最高", "A 状态", "A 给予", "A 涉及", "B 值", "B 最低", "B 最高",
    "B 状态", "B 给予", "B 涉及", "说明",
];
const ENGLISH: [&str; 19] = [
    "result",
    "of",
    "of_id",
    "index",
    "period",
    "change",
    "a_value",
    "a_least",
    "a_greatest",
    "a_status",
    "a_grants",
    "a_persons",
    "b_value",
    "b_least",
    "b_greatest",
    "b_status",
    "b_grants",
    "b_persons",
    "notice",
];

/// The whole output.
#[must_use]
pub fn csv(report: &CompareReport, language: Language) -> String {
    let mut out = String::from("\u{feff}");
    let (headings, notice) = match language {
        Language::Chinese => (CHINESE, NOTICE),
        Language::English => (ENGLISH, NOTICE_ENGLISH),
    };
    line(&headings.map(str::to_owned), &mut out);
    for section in &report.sections {
        for pair in section.pairs.iter().filter(|pair| report.all || pair.movement != Movement::Same) {
            let mut cells = vec![
                section.result.clone(),
                pair.of.clone().unwrap_or_default(),
                pair.of_id.clone().unwrap_or_default(),
                pair.index.join("、"),
                section.period.map_or_else(String::new, |year| year.to_string()),
                word(pair, language).to_owned(),
            ];
            for side in [&pair.a, &pair.b] {
                cells.extend(side_cells(side.as_ref(), language));
            }
            let verify = [&pair.a, &pair.b].into_iter().flatten().any(ResultRow::says_to_verify);
            cells.push(if verify { verified(notice, None, language) } else { notice.to_owned() });
            line(&cells, &mut out);
        }
    }
    out
}

fn side_cells(row: Option<&ResultRow>, language: Language) -> [String; 6] {
    let Some(row) = row else { return Default::default() };
    let text = |plain: Option<&Plain>| plain.map_or_else(String::new, Plain::text);
    let end = |at: usize| text(row.between.as_ref().and_then(|ends| ends.get(at)).and_then(Option::as_ref));
    let conclusion = row.conclusion.as_ref();
    let grants = conclusion.and_then(|c| c.grants.as_ref());
    let grants = grants.map(|g| g.value.as_ref().map_or_else(|| g.shown.get(language).to_owned(), Plain::text));
    // Whom it reaches, never with a class beside the names.
    let reached = row.persons.iter().filter(|_| row.is_met() && conclusion.is_some_and(|c| c.reaches_anybody));
    let reached: Vec<String> = reached.map(|p| if p.certain { p.name.clone() } else { format!("{}？", p.name) }).collect();
    let status = row.finding.status.chinese().to_owned();
    [text(row.value.as_ref()), end(0), end(1), status, grants.unwrap_or_default(), reached.join("、")]
}

/// The word for people.
#[must_use]
pub fn word(pair: &Pair, language: Language) -> &'static str {
    let (zh, en) = match pair.movement {
        Movement::Up => ("升", "up"),
        Movement::Down => ("降", "down"),
        Movement::Joined => ("新成立", "joined"),
        Movement::Left => ("不再成立", "left"),
        Movement::Changed => ("变", "changed"),
        Movement::Persons => ("人员变", "persons"),
        Movement::Status => ("状态变", "status"),
        Movement::Unknown => ("未知不同", "unknown"),
        Movement::OnlyA => ("只在 A", "only in A"),
        Movement::OnlyB => ("只在 B", "only in B"),
        Movement::Same => ("不变", "same"),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}
