//! 未知与缺项, and what the marks mean.

use std::collections::BTreeMap;

use quanheng_app::missing::Missing;
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
