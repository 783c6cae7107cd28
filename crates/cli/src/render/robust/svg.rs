//! The same as a picture: for each member a line from its best to its worst place, thick where nine draws in ten lie, with its median
//! and the place as written.
//!
//! Every coordinate is a whole number or a decimal text; nothing is measured by the fonts of a machine, so that the same input gives the
//! same bytes.

use quanheng_app::robust::often::{often, places, share};
use quanheng_app::robust::{Kind, RobustReport, RobustRow, Section};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use quanheng_policy::robust::field::Verdict;
use unicode_width::UnicodeWidthStr;

use super::super::{notice, say};

/// The height of a row, and where the plot stands.
const ROW: u64 = 22;
const PLOT: u64 = 560;
const MARGIN: u64 = 16;
/// The width of half a Chinese character in the picture.
const HALF: u64 = 7;
/// More rows than this are no picture; the rest is told, and stands in the table and in CSV.
const MOST_ROWS: usize = 400;

const BAR: &str = "#4a7ebb";
const THIN: &str = "#9db8d8";
const WRITTEN: &str = "#c0392b";
const PALE: &str = "#8a8a8a";

/// One picture; sections stand below each other.
#[must_use]
pub fn svg(report: &RobustReport, language: Language) -> String {
    let mut body = String::new();
    let mut top = MARGIN;
    let mut width = 0;
    for section in &report.sections {
        let (text, used, wide) = picture(report, section, top, language);
        body.push_str(&text);
        top = top.saturating_add(used).saturating_add(MARGIN);
        width = width.max(wide);
    }
    body.push_str(&text(MARGIN, top, "start", "", notice(language)));
    let height = top.saturating_add(MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','SimSun',sans-serif\" font-size=\"13\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
    )
}

/// A section: its text, its height, and the width it needs.
fn picture(report: &RobustReport, section: &Section, top: u64, language: Language) -> (String, u64, u64) {
    let all: Vec<&RobustRow> = report.shown(section).collect();
    let rows: Vec<&RobustRow> = all.iter().copied().take(MOST_ROWS).collect();
    let name = |row: &RobustRow| match &row.group {
        Some(group) => format!("{}（{}）", row.row.whose(language), group.get(language)),
        None => row.row.whose(language),
    };
    let places_of = |row: &RobustRow| {
        let counts = [row.counts.worst.keys().next_back().copied(), row.as_written.places.map(|(_, worst)| worst)];
        counts.into_iter().flatten().max()
    };
    let last = rows.iter().filter_map(|row| places_of(row)).max().unwrap_or(1).max(2);
    let widest = rows.iter().map(|row| wide(&name(row))).max().unwrap_or(0);
    let left = MARGIN.saturating_add(widest).saturating_add(12);
    let x = |place: usize| at(left, place, last);
    let mut out = String::new();
    let mut y = top.saturating_add(14);
    out.push_str(&text(MARGIN, y, "start", "font-weight=\"bold\" font-size=\"15\"", &super::heading(report, section, language)));
    let mut lines = vec![super::drawn(report, language)];
    if report.to_verify {
        lines.insert(0, say(language, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH));
    }
    let weights: Vec<String> = section
        .weights
        .iter()
        .map(|w| format!("{} {}", w.name, w.written.map_or_else(|| say(language, "未定", "not settled"), share)))
        .collect();
    lines.push(weights.join(&say(language, "，", ", ")));
    for line in &lines {
        y = y.saturating_add(20);
        out.push_str(&text(MARGIN, y, "start", &format!("fill=\"{PALE}\""), line));
    }
    y = y.saturating_add(26);
    out.push_str(&legend(report, left, y, language));
    y = y.saturating_add(24);
    // Places along the top: at most some twenty.
    let step = last.div_ceil(20).max(1);
    let bottom = y.saturating_add(8).saturating_add(ROW.saturating_mul(number(rows.len())));
    let marks = std::iter::once(1).chain((1..=last).filter(|place| place % step == 0 && *place > 1));
    for place in marks {
        out.push_str(&text_at(&x(place), y, "middle", &format!("fill=\"{PALE}\" font-size=\"11\""), &place.to_string()));
        out.push_str(&format!(
            "<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{bottom}\" stroke=\"#e4e4e4\"/>\n",
            x(place),
            y.saturating_add(5)
        ));
    }
    let right = left.saturating_add(PLOT).saturating_add(14);
    let column = match report.kind {
        Kind::List => say(language, "在名单", "on the list"),
        Kind::Tiers => say(language, "同档", "same tier"),
        Kind::Ranking => say(language, "上下一名内", "within one"),
    };
    out.push_str(&text(right, y, "start", &format!("fill=\"{PALE}\" font-size=\"11\""), &column));
    y = y.saturating_add(8);
    for row in &rows {
        let middle = y.saturating_add(ROW / 2);
        let weight = if row.as_written.verdict == Verdict::In { "font-weight=\"bold\"" } else { "" };
        out.push_str(&text(left.saturating_sub(10), middle.saturating_add(5), "end", weight, &name(row)));
        out.push_str(&member(row, middle, &x));
        let draws = report.settings.draws;
        let stays = match report.kind {
            Kind::List => often(row.counts.inside, draws),
            Kind::Ranking | Kind::Tiers => row.counts.kept.map_or_else(|| "—".to_owned(), |kept| often(kept, draws)),
        };
        out.push_str(&text(right, middle.saturating_add(5), "start", "", &stays));
        y = y.saturating_add(ROW);
    }
    let mut below = super::summary(report, section, language);
    below.extend(super::notes(report, section, language));
    if all.len() > rows.len() {
        let n = all.len().saturating_sub(rows.len());
        below.push(say(language, format!("另有 {n} 个没有画，见表格或 CSV"), format!("{n} more are not drawn; see the table or CSV")));
    }
    y = y.saturating_add(8);
    for line in &below {
        y = y.saturating_add(20);
        out.push_str(&text(MARGIN, y, "start", "", line));
    }
    let texts = lines.iter().chain(&below).map(|line| wide(line)).max().unwrap_or(0).saturating_add(MARGIN.saturating_mul(2));
    let width = right.saturating_add(120).max(texts);
    (out, y.saturating_sub(top).saturating_add(14), width)
}

/// One member: the whole stretch, nine tenths of it, the median, and what stands as written.
fn member(row: &RobustRow, middle: u64, x: &dyn Fn(usize) -> String) -> String {
    let counts = &row.counts;
    let mut out = String::new();
    if let (Some(best), Some(worst)) = (counts.best.keys().next(), counts.worst.keys().next_back()) {
        out.push_str(&stretch((*best, *worst), middle, THIN, 2, x));
        let told = places(Some((*best, *worst)));
        if let (Some((low, _)), Some((_, high))) = (counts.quantile(5), counts.quantile(95)) {
            out.push_str(&stretch((low, high), middle, BAR, 8, x));
        }
        if let Some((low, high)) = counts.quantile(50) {
            // A median that is known only within bounds is two marks.
            for place in std::iter::once(low).chain((high != low).then_some(high)) {
                let (y1, y2) = (middle.saturating_sub(7), middle.saturating_add(7));
                out.push_str(&format!(
                    "<line x1=\"{0}\" y1=\"{y1}\" x2=\"{0}\" y2=\"{y2}\" stroke=\"#1d3f66\" stroke-width=\"3\"/>\n",
                    x(place)
                ));
            }
        }
        out = format!("<g><title>{}</title>\n{out}</g>\n", escaped(&told));
    }
    if let Some((best, worst)) = row.as_written.places {
        for place in std::iter::once(best).chain((worst != best).then_some(worst)) {
            out.push_str(&format!(
                "<circle cx=\"{}\" cy=\"{middle}\" r=\"4\" fill=\"#ffffff\" stroke=\"{WRITTEN}\" stroke-width=\"2\"/>\n",
                x(place)
            ));
        }
    }
    out
}

fn stretch((from, to): (usize, usize), middle: u64, colour: &str, thick: u64, x: &dyn Fn(usize) -> String) -> String {
    format!(
        "<line x1=\"{}\" y1=\"{middle}\" x2=\"{}\" y2=\"{middle}\" stroke=\"{colour}\" stroke-width=\"{thick}\" stroke-linecap=\"round\"/>\n",
        x(from),
        x(to)
    )
}

fn legend(report: &RobustReport, left: u64, y: u64, language: Language) -> String {
    let middle = y.saturating_sub(4);
    let plain = |place: usize| place.to_string();
    let mut out = String::new();
    let mut at = left;
    let mut entry = |drawing: String, words: String| {
        out.push_str(&drawing);
        out.push_str(&text(at.saturating_add(34), y, "start", "font-size=\"11\"", &words));
        at = at.saturating_add(48).saturating_add(wide(&words));
        at
    };
    let line = |from: u64, colour: &str, thick: u64| {
        let end = |n: u64| usize::try_from(n).unwrap_or_default();
        stretch((end(from), end(from.saturating_add(26))), middle, colour, thick, &plain)
    };
    let next = entry(line(left, THIN, 2), say(language, "最好到最差", "best to worst"));
    let next = entry(line(next, BAR, 8), say(language, "5% 到 95%", "5% to 95%"));
    let mark = next.saturating_add(13);
    let (y1, y2) = (middle.saturating_sub(7), middle.saturating_add(7));
    let median = format!("<line x1=\"{mark}\" y1=\"{y1}\" x2=\"{mark}\" y2=\"{y2}\" stroke=\"#1d3f66\" stroke-width=\"3\"/>\n");
    let next = entry(median, say(language, "中位", "median"));
    let mark = next.saturating_add(13);
    let circle = format!("<circle cx=\"{mark}\" cy=\"{middle}\" r=\"4\" fill=\"#ffffff\" stroke=\"{WRITTEN}\" stroke-width=\"2\"/>\n");
    let words = match report.kind {
        Kind::List => say(language, "所写的权重（粗体：在名单）", "as written (bold: on the list)"),
        Kind::Tiers | Kind::Ranking => say(language, "所写的权重", "as written"),
    };
    entry(circle, words);
    out
}

/// Where a place lies, in tenths of a point.
fn at(left: u64, place: usize, last: usize) -> String {
    let steps = number(last.saturating_sub(1)).max(1);
    let tenths = number(place.saturating_sub(1)).saturating_mul(PLOT.saturating_mul(10)).checked_div(steps).unwrap_or_default();
    let whole = left.saturating_add(tenths / 10);
    match tenths % 10 {
        0 => whole.to_string(),
        rest => format!("{whole}.{rest}"),
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn wide(text: &str) -> u64 {
    number(text.width()).saturating_mul(HALF)
}

fn text(x: u64, y: u64, anchor: &str, more: &str, words: &str) -> String {
    text_at(&x.to_string(), y, anchor, more, words)
}

fn text_at(x: &str, y: u64, anchor: &str, more: &str, words: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(" {more}") };
    format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{more}>{}</text>\n", escaped(words))
}

/// As text of XML: names come out of files, and may hold anything.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in XML in any form.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_files_stays_text() {
        assert_eq!(escaped("甲<县>&\"'\u{1}"), "甲&lt;县&gt;&amp;&quot;&#39;\u{fffd}");
    }

    #[test]
    fn places_are_points_without_floats() {
        assert_eq!(at(100, 1, 8), "100");
        assert_eq!(at(100, 2, 8), "180");
        assert_eq!(at(100, 2, 12), "150.9");
        assert_eq!(at(100, 12, 12), "660");
    }
}
