//! 未知与缺项, and what the marks mean.

use std::collections::BTreeMap;

use quanheng_app::missing::{Asks, Missing};
use quanheng_app::results::ResultRow;
use quanheng_facts::problem::{Bilingual, Language};

use super::grid::Grid;
use super::{few, say};

/// What is missing, who would have to supply it, and how many results wait for it. At most `most` lines.
#[must_use]
pub fn missing(all: &[Missing], most: usize, language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = say(language, "■ 未知与缺项\n", "■ What is missing\n");
    let headings = [("缺什么", "what"), ("谁的", "whose"), ("由谁提供", "supplied by"), ("等它的结果", "results waiting")];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[3]);
    // What most results wait for comes first; among equals the order stays.
    let mut sorted: Vec<&Missing> = all.iter().collect();
    sorted.sort_by_key(|m| std::cmp::Reverse(m.results));
    for item in sorted.iter().take(most) {
        grid.row(vec![
            item.what.get(language).to_owned(),
            few(&item.whose, 3, language),
            item.supplier.get(language).to_owned(),
            item.results.to_string(),
        ]);
    }
    out.push_str(&grid.render("  "));
    if let Some(rest) = sorted.len().checked_sub(most).filter(|n| *n > 0) {
        out.push_str(&say(
            language,
            format!("  另有 {rest} 项，见 --format csv 的「缘由」。\n"),
            format!("  {rest} more: see the causes in --format csv.\n"),
        ));
    }
    out.push_str(&how(all, language));
    out
}

/// Where a signature and a setting are written: neither is a cell of the tables that are missing it.
fn how(all: &[Missing], language: Language) -> String {
    let (signatures, opens) = (all.iter().any(|m| m.asks == Asks::Signature), all.iter().any(|m| m.asks == Asks::Setting));
    let mut out = String::new();
    if signatures {
        out.push_str(&say(
            language,
            "  没有确认录全的，由提供的机关在「完整确认」表签一行：表、年度、范围、确认机关、确认日期。\n",
            "  What is not signed complete, the office signs in a row of the table 完整确认: 表, 年度, 范围, 确认机关, 确认日期.\n",
        ));
    }
    if opens {
        out.push_str(&say(
            language,
            "  待定的，由该机关在「设定」表写一行：名、值、设定机关、设定人、日期、理由；可选的值用 quanheng open 看。\n",
            "  What is left open, the office settles in a row of the table 设定: 名, 值, 设定机关, 设定人, 日期, 理由; quanheng open lists the choices.\n",
        ));
    }
    out
}

/// What each mark on these rows means, with how many rows carry it.
#[must_use]
pub fn legend(rows: &[&ResultRow], most: usize, language: Language) -> String {
    let mut counts: BTreeMap<(&str, &Bilingual), usize> = BTreeMap::new();
    for row in rows {
        let mut kinds: Vec<(&str, &Bilingual)> = row.marks.iter().map(|m| (m.kind.as_str(), &m.text)).collect();
        kinds.dedup();
        for kind in kinds {
            let count = counts.entry(kind).or_default();
            *count = count.saturating_add(1);
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let mut out = say(language, "■ 标记\n", "■ Marks\n");
    for ((kind, text), count) in counts.iter().take(most) {
        // Some texts begin with the kind themselves.
        let lead = if text.zh.starts_with(*kind) { String::new() } else { say(language, format!("{kind}："), format!("{kind}: ")) };
        out.push_str(&say(language, format!("  {lead}{}（{count} 项）\n", text.zh), format!("  {lead}{} ({count} results)\n", text.en)));
    }
    if let Some(rest) = counts.len().checked_sub(most).filter(|n| *n > 0) {
        out.push_str(&say(language, format!("  另有 {rest} 种。\n"), format!("  {rest} more kinds.\n")));
    }
    out
}
