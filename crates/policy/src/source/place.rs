//! Where something stands: from bytes of a file to the line, column and article a person looks for.

use quanheng_facts::problem::Place;

use crate::pack::PackSource;
use crate::syntax::tree::{Article, FileIx, Span};

/// One file while it is read: enough to say where anything in it stands.
pub struct Scene<'a> {
    pub file: FileIx,
    /// The file's name in messages: `packs/shaanxi-2016/law/10-鼓励激励.md`.
    pub path: String,
    pub text: &'a str,
    /// Stretches of the file and the article each belongs to.
    pub articles: Vec<(u32, u32, String)>,
}

impl Scene<'_> {
    /// The place of a stretch of this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let article = self.articles.iter().find(|(start, end, _)| (*start..*end).contains(&span.start)).map(|(_, _, a)| a.clone());
        text_place(&self.path, self.text, span, article)
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

/// The place of a stretch of a pack that was read, for messages about its tree.
#[must_use]
pub fn place_of(pack: &PackSource, span: Span) -> Place {
    let Some(file) = usize::try_from(span.file.0).ok().and_then(|at| pack.tree.files.get(at)) else {
        return Place::File { file: pack.folder.clone() };
    };
    let within = |article: &&Article| article.span.file == span.file && (article.span.start..article.span.end).contains(&span.start);
    let article = pack.tree.articles.iter().find(within).map(|a| a.anchor.clone());
    text_place(&path_in_messages(&pack.folder, &file.path), &file.text, span, article)
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

fn text_place(path: &str, text: &str, span: Span, article: Option<String>) -> Place {
    let (line, column) = line_and_column(text, span.start);
    let (end_line, end_column) = line_and_column(text, span.end);
    Place::Text { file: path.to_owned(), line, column, end_line, end_column, article }
}

/// 1-based, the column in characters.
fn line_and_column(text: &str, at: u32) -> (u32, u32) {
    // By bytes, for files are long and places many: a character begins wherever no continuation byte stands.
    let before = text.as_bytes().get(..index(at)).unwrap_or(text.as_bytes());
    let lines = before.iter().filter(|byte| **byte == b'\n').count();
    let in_line = before.iter().rev().take_while(|byte| **byte != b'\n');
    let columns = in_line.filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
    (offset(lines).saturating_add(1), offset(columns).saturating_add(1))
}
