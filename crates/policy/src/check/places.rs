//! A stretch of a pack's text as people find it: file, line, column, article; and the author's own words there.

use quanheng_facts::problem::Place;

use crate::pack::PackSource;
use crate::syntax::tree::{Article, Span};

/// The place of a stretch of text.
pub(crate) fn place_of(pack: &PackSource, span: Span) -> Place {
    let file = usize::try_from(span.file.0).ok().and_then(|at| pack.tree.files.get(at));
    let Some(file) = file else { return Place::File { file: pack.folder.clone() } };
    let (line, column) = line_and_column(&file.text, span.start);
    let (end_line, end_column) = line_and_column(&file.text, span.end);
    let article = pack.tree.articles.iter().rfind(|a| a.span.file == span.file && a.span.start <= span.start).map(article_name);
    Place::Text { file: path_in(pack, &file.path), line, column, end_line, end_column, article }
}

/// A file of the pack as a place.
pub(crate) fn file_place(pack: &PackSource, path: &str) -> Place {
    Place::File { file: path_in(pack, path) }
}

fn path_in(pack: &PackSource, path: &str) -> String {
    if pack.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", pack.folder) }
}

/// `第六条`, or `第六条，条号推定` where the number was inferred.
fn article_name(article: &Article) -> String {
    if article.note.is_empty() { article.anchor.clone() } else { format!("{}，{}", article.anchor, article.note) }
}

/// The author's own words, on one line.
pub(crate) fn words_at(pack: &PackSource, span: Span) -> String {
    let text = usize::try_from(span.file.0)
        .ok()
        .and_then(|at| pack.tree.files.get(at))
        .and_then(|f| f.text.get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?))
        .unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line_and_column(text: &str, at: u32) -> (u32, u32) {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
