//! What is open, as CSV for a spreadsheet: one row for each decision.

use quanheng_facts::problem::Language;

use super::OpenReport;
use crate::results::csv::line;
use crate::results::{NOTICE, NOTICE_ENGLISH};

const CHINESE: [&str; 13] =
    ["种类", "名", "年度", "条款", "由谁定", "凭什么", "可选", "对象", "等它的结果数", "等它的结果", "谁的结果", "备注", "说明"];
const ENGLISH: [&str; 13] =
    ["kind", "name", "period", "article", "who", "evidence", "options", "of", "results", "waiting", "waiting_of", "remark", "notice"];

/// The whole output.
#[must_use]
pub fn csv(report: &OpenReport, language: Language) -> String {
    let mut out = String::from("\u{feff}");
    let (headings, notice) = match language {
        Language::Chinese => (CHINESE, NOTICE),
        Language::English => (ENGLISH, NOTICE_ENGLISH),
    };
    line(&headings.map(str::to_owned), &mut out);
    for item in &report.items {
        let cells = [
            item.kind.word().get(language).to_owned(),
            item.name.clone(),
            item.year.map_or_else(String::new, |y| y.to_string()),
            item.article.clone().unwrap_or_default(),
            item.who.get(language).to_owned(),
            item.evidence.join("、"),
            item.options.join("、"),
            item.of.join("、"),
            item.results.to_string(),
            item.waiting.join("、"),
            item.waiting_of.join("、"),
            item.remark(report.with_facts).get(language).to_owned(),
            notice.to_owned(),
        ];
        line(&cells, &mut out);
    }
    out
}
