//! Where something stands: from bytes of a file to the line, column and article a person looks for.

use std::sync::OnceLock;

use quanheng_facts::problem::Place;

use crate::syntax::tree::{FileIx, Span};

/// One file while it is read: enough to say where anything in it stands.
pub struct Scene<'a> {
    pub file: FileIx,
    /// The file's name in messages: `packs/shaanxi-2016/law/10-鼓励激励.md`.
    pub path: String,
    pub text: &'a str,
    /// Stretches of the file and the article each belongs to, in order.
    pub articles: Vec<(u32, u32, String)>,
    marks: Marks,
}

impl<'a> Scene<'a> {
    /// A file of which no article is known yet.
    #[must_use]
    pub fn new(file: FileIx, path: String, text: &'a str) -> Scene<'a> {
        Scene { file, path, text, articles: Vec::new(), marks: Marks::default() }
    }

    /// The place of a stretch of this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let next = self.articles.partition_point(|(start, _, _)| *start <= span.start);
        let around = next.checked_sub(1).and_then(|at| self.articles.get(at)).filter(|(_, end, _)| span.start < *end);
        text_place(&self.path, self.text, &self.marks, span, around.map(|(_, _, a)| a.clone()))
    }

    /// A span of this file.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: offset(start), end: offset(end) }
    }

    /// The text of a stretch.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or("")
    }
}

/// `packs/示例` and `law/10.md` → `packs/示例/law/10.md`.
#[must_use]
pub fn path_in_messages(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{}/{path}", folder.trim_end_matches('/')) }
}

/// A byte offset as spans keep it. Files are far below 4 GiB; a longer one ends there.
#[must_use]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The other way round.
#[must_use]
pub fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The place of a stretch of a text.
pub(crate) fn text_place(path: &str, text: &str, marks: &Marks, span: Span, article: Option<String>) -> Place {
    let (line, column) = marks.line_and_column(text, span.start);
    let (end_line, end_column) = marks.line_and_column(text, span.end);
    Place::Text { file: path.to_owned(), line, column, end_line, end_column, article }
}

/// Bytes between two marks.
const STEP: usize = 256;

/// Line and column at every so many bytes of a text, counted when first asked for: a file of megabytes may have as many problems
/// as lines, and a line may be as long as the file.
#[derive(Clone, Debug, Default)]
pub struct Marks(OnceLock<Vec<(u32, u32)>>);

/// They say nothing that the text does not say.
impl PartialEq for Marks {
    fn eq(&self, _: &Marks) -> bool {
        true
    }
}

impl Eq for Marks {}

impl Marks {
    /// 1-based, the column in characters.
    fn line_and_column(&self, text: &str, at: u32) -> (u32, u32) {
        let marks = self.0.get_or_init(|| {
            let mut place = (1, 1);
            let passed = |chunk: &[u8]| {
                let here = place;
                place = after(place, chunk);
                here
            };
            text.as_bytes().chunks(STEP).map(passed).collect()
        });
        let at = index(at).min(text.len());
        let mark = at.checked_div(STEP).unwrap_or(0).min(marks.len().saturating_sub(1));
        let from = mark.saturating_mul(STEP);
        after(marks.get(mark).copied().unwrap_or((1, 1)), text.as_bytes().get(from..at).unwrap_or_default())
    }
}

/// Line and column after these bytes. A character begins wherever no continuation byte stands.
fn after(place: (u32, u32), bytes: &[u8]) -> (u32, u32) {
    bytes.iter().fold(place, |(line, column), byte| match byte {
        b'\n' => (line.saturating_add(1), 1),
        byte if byte & 0b1100_0000 == 0b1000_0000 => (line, column),
        _ => (line, column.saturating_add(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_lines() {
        let text = format!("甲乙\n{}丙\n丁", "戊".repeat(1000));
        let marks = Marks::default();
        let place = |needle: &str| marks.line_and_column(&text, offset(text.find(needle).unwrap_or(0)));
        assert_eq!([place("甲"), place("乙"), place("戊"), place("丙"), place("丁")], [(1, 1), (1, 2), (2, 1), (2, 1001), (3, 1)]);
        assert_eq!(marks.line_and_column(&text, u32::MAX), (3, 2));
        assert_eq!(Marks::default().line_and_column("", 7), (1, 1));
    }
}
