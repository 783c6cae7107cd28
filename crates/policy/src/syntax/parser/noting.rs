//! How the parser notes what it reads, for the formatter. A new construct formats by itself if every keyword goes through `eat`,
//! `expect`, `clauses` or `take`, every name through `name` or `any_word`; these few say the rest.

use super::{Parser, Read};
use crate::keywords::Keyword;
use crate::syntax::notes::{Begin, Part, What};
use crate::syntax::tree::Span;

impl Parser<'_, '_> {
    /// Steps over the word at the cursor, which was looked at already, as this keyword.
    pub(crate) fn take(&mut self, keyword: Keyword) {
        self.step_as(Part::Keyword(keyword));
    }

    /// Steps over the token at the cursor, noting its part.
    pub(crate) fn step_as(&mut self, part: Part) {
        let span = self.here();
        self.bump();
        self.notes.part(span, part);
    }

    /// The word that closes what `opening` opened, as 为准 closes 以: Chinese writes it, English does not.
    pub(crate) fn close_words(&mut self, opening: Span, opened: Keyword, closing: Keyword) -> Read<()> {
        if self.text_of(opening) == opened.zh() {
            self.expect(closing)?;
        } else if let Some(end) = self.before().map(|t| t.span.end) {
            self.notes.closer(end, closing);
        }
        Ok(())
    }

    /// What stands at the cursor begins a line of its own: depth 1 for a step or a field, 2 for an act or an item.
    pub(crate) fn note_line(&mut self, depth: u8) {
        let here = self.here();
        self.notes.begin(here, Begin::Line { depth });
    }

    /// The word at the cursor wants a comma before it.
    pub(crate) fn note_begin(&mut self, begin: Begin) {
        let here = self.here();
        self.notes.begin(here, begin);
    }

    /// From `start` to the token read last belongs together.
    pub(crate) fn note_together(&mut self, start: Span, what: What) {
        let span = self.since(start);
        self.notes.together(span, what);
    }
}
