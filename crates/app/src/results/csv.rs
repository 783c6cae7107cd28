//! Results as CSV for a spreadsheet: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would take for a formula.

use quanheng_facts::problem::Language;

use super::{NOTICE, NOTICE_ENGLISH, Plain, ResultRow};

const CHINESE: [&str; 18] = [
    "结果",
    "种类",
    "对象",
    "编号",
    "年度",
    "值",
    "最低",
    "最高",
    "界限可能偏宽",
    "可能不适用",
    "状态",
    "缘由",
    "规则",
    "规则编号",
    "条款",
    "条号推定",
    "标记",
    "说明",
];
const ENGLISH: [&str; 18] = [
    "result",
    "kind",
    "of",
    "of_id",
    "period",
    "value",
    "least",
    "greatest",
    "wide",
    "may_be_na",
    "status",
    "causes",
    "rule",
    "rule_id",
    "article",
    "article_inferred",
    "marks",
    "notice",
];

/// The whole output. The notice stands in every row, so that it goes along when rows are copied elsewhere.
#[must_use]
pub fn csv<'r>(rows: impl IntoIterator<Item = &'r ResultRow>, language: Language) -> String {
    let mut out = String::from("\u{feff}");
    let (headings, notice) = match language {
        Language::Chinese => (CHINESE, NOTICE),
        Language::English => (ENGLISH, NOTICE_ENGLISH),
    };
    line(&headings.map(str::to_owned), &mut out);
    let yes = |truth: bool| (if truth { "是" } else { "" }).to_owned();
    let plain = |value: Option<&Plain>| value.map_or_else(String::new, Plain::text);
    for row in rows {
        let [least, greatest] = row.between.as_ref().map_or([None, None], |[least, greatest]| [least.as_ref(), greatest.as_ref()]);
        let causes: Vec<String> =
            row.causes.iter().map(|c| format!("{} {}", c.at.get(language), c.what.get(language)).trim().to_owned()).collect();
        let marks: Vec<String> = row.marks.iter().map(|m| format!("{}：{}", m.kind, m.text.get(language))).collect();
        let cells = [
            row.result.clone(),
            kind(row.kind, language).to_owned(),
            row.of.clone().unwrap_or_default(),
            row.of_id.clone().unwrap_or_default(),
            row.period.map_or_else(String::new, |y| y.to_string()),
            plain(row.value.as_ref()),
            plain(least),
            plain(greatest),
            yes(row.finding.between.as_ref().is_some_and(|b| b.wide)),
            yes(row.finding.status == quanheng_policy::finding::Status::Unknown && row.finding.may_be_na),
            row.finding.status.chinese().to_owned(),
            causes.join("；"),
            row.rule.clone().unwrap_or_default(),
            row.rule_id.clone().unwrap_or_default(),
            row.article.clone().unwrap_or_default(),
            yes(row.article_confidence == Some("inferred")),
            marks.join("；"),
            notice.to_owned(),
        ];
        line(&cells, &mut out);
    }
    out
}

fn kind(kind: &'static str, language: Language) -> &'static str {
    match (language, kind) {
        (Language::Chinese, "definition") => "定义",
        (Language::Chinese, "ranking") => "排名",
        (Language::Chinese, "list") => "名单",
        (Language::Chinese, "tiers") => "分档",
        (Language::Chinese, "share") => "分配",
        _ => kind,
    }
}

/// One line.
pub(crate) fn line(cells: &[String], out: &mut String) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let text = neutralised(text);
        if text.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&text);
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet runs what begins with one of these; an apostrophe makes it text. Plain negative numbers stay numbers.
fn neutralised(text: &str) -> String {
    let negative_number = text.starts_with('-') && quanheng_facts::exact::Exact::parse(text).is_some();
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !negative_number;
    if dangerous { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells: Vec<String> = ["=1+1", "+86", "-5.00", "-县", "@甲", "a,b", "a\"b", "甲县"].into_iter().map(str::to_owned).collect();
        let mut out = String::new();
        line(&cells, &mut out);
        assert_eq!(out, "'=1+1,'+86,-5.00,'-县,'@甲,\"a,b\",\"a\"\"b\",甲县\r\n");
    }
}
