//! A Markdown table cut into rows and cells by its bytes, so that every cell keeps its place.

use crate::syntax::place::Scene;
use crate::syntax::tree::Span;

/// A table as written; the line of dashes is left out.
#[derive(Debug)]
pub struct Table {
    pub head: Line,
    pub rows: Vec<Line>,
}

/// One line of a table.
#[derive(Debug)]
pub struct Line {
    pub span: Span,
    /// The cells, without the blanks around them.
    pub cells: Vec<Span>,
}

/// Cuts the table that stands at `start..end`.
#[must_use]
pub fn cut(scene: &Scene<'_>, start: usize, end: usize) -> Option<Table> {
    let mut lines = Vec::new();
    let mut at = start;
    for line in scene.slice(start, end).split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(cut_line(scene, at, line));
        }
        at = at.saturating_add(line.len());
    }
    let mut lines = lines.into_iter();
    let head = lines.next()?;
    lines.next()?;
    Some(Table { head, rows: lines.collect() })
}

fn cut_line(scene: &Scene<'_>, at: usize, line: &str) -> Line {
    let body = line.trim();
    let lead = line.len().saturating_sub(line.trim_start().len());
    let begin = at.saturating_add(lead);
    let span = scene.span(begin, begin.saturating_add(body.len()));
    // A bar after a backslash belongs to the cell.
    let mut bars: Vec<usize> = Vec::new();
    let mut escaped = false;
    for (position, c) in body.char_indices() {
        if c == '|' && !escaped {
            bars.push(position);
        }
        escaped = c == '\\' && !escaped;
    }
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for bar in bars {
        edges.push((from, bar));
        from = bar.saturating_add(1);
    }
    if body.starts_with('|') && !edges.is_empty() {
        edges.remove(0);
    }
    if from < body.len() {
        edges.push((from, body.len()));
    }
    let cells = edges
        .into_iter()
        .map(|(from, to)| {
            let text = body.get(from..to).unwrap_or("");
            let lead = text.len().saturating_sub(text.trim_start().len());
            let start = begin.saturating_add(from).saturating_add(lead);
            scene.span(start, start.saturating_add(text.trim().len()))
        })
        .collect();
    Line { span, cells }
}
