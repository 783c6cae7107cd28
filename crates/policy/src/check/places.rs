//! The author's own words at a place, and files as places.

use quanheng_facts::problem::Place;

use crate::pack::PackSource;
use crate::syntax::place::path_in_messages;
use crate::syntax::tree::Span;

/// A file of the pack as a place.
pub(crate) fn file_place(pack: &PackSource, path: &str) -> Place {
    Place::File { file: path_in_messages(&pack.folder, path) }
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
