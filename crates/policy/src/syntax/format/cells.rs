//! Tokens, notes and comments as one row of cells, each with all that is known of it.
//!
//! What the two languages write differently is evened out here: closing words (为准) hang on the cell before them, commas that
//! only part a clause from the one before become a mark on the clause.

use crate::keywords::Keyword;
use crate::syntax::notes::{Begin, Notes, Part, What};
use crate::syntax::place::index;
use crate::syntax::token::{Lexed, Sign, Token, TokenKind, half_width};

use super::Spelling;

/// One token, or a stretch of words for people.
#[derive(Clone, Debug)]
pub struct Cell {
    pub kind: Kind,
    /// As written.
    pub text: String,
    pub begin: Option<Begin>,
    /// Begins a statement.
    pub statement: bool,
    /// Nothing stood between it and the cell before.
    pub touches: bool,
    /// An empty line right before it.
    pub blank: bool,
    /// Comments on lines of their own before it.
    pub above: Vec<Comment>,
    /// The comment after it on its line.
    pub beside: Option<String>,
    pub closers: Vec<Keyword>,
    /// A comma follows that parts it from the next clause.
    pub comma_after: bool,
    /// What begins here, the longest first, with the cell that ends it.
    pub opens: Vec<(What, usize)>,
    start: u32,
    end: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Keyword(Keyword),
    /// A name, a unit, the number of an item, words for people.
    Word(Part),
    Prose,
    Sign(Sign),
    /// A minus that belongs to its number.
    Negative,
    /// The bracket of an index, not of a call.
    IndexOpen,
    /// Numbers, dates, labels, texts.
    Value(TokenKind),
    /// A bracket or word of `（一）`.
    Number,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its `#`.
    pub text: String,
    /// An empty line before it.
    pub blank: bool,
    /// It began in column 1.
    pub margin: bool,
}

/// What a cell says, layout apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    kind: Kind,
    text: String,
    begin: Option<Begin>,
    statement: bool,
    closers: Vec<Keyword>,
}

/// True if the bracket calls what stands before it.
pub fn calls(before: &Cell, bracket: &Cell) -> bool {
    bracket.touches && matches!(before.kind, Kind::Word(_))
}

/// A block as cells.
#[derive(Clone, Debug)]
pub struct Block {
    pub cells: Vec<Cell>,
    /// Comments after the last cell.
    pub below: Vec<Comment>,
    /// The language of the first keyword.
    spelled: Option<Spelling>,
}

impl Block {
    pub fn new(text: &str, lexed: &Lexed, notes: &Notes, starts: &[u32]) -> Block {
        let mut block = Block { cells: Vec::new(), below: Vec::new(), spelled: None };
        let mut comments = lexed.comments.iter().peekable();
        let mut last_end = 0_usize;
        let mut pending: Vec<Comment> = Vec::new();
        let mut prose_until = 0_u32;
        for token in &lexed.tokens {
            while let Some(comment) = comments.next_if(|c| c.span.start < token.span.start) {
                let (end, from) = (index(comment.span.end), hash_before(text, index(comment.span.start)));
                block.comment(text, last_end, from, end, &mut pending);
                last_end = end;
            }
            if token.span.start < prose_until {
                last_end = index(token.span.end);
                continue;
            }
            let written = text.get(index(token.span.start)..index(token.span.end)).unwrap_or("");
            let mut cell = cell_of(token, written, notes);
            if let Some((_, end)) = notes.prose.iter().find(|(start, _)| *start == token.span.start) {
                prose_until = *end;
                cell.end = *end;
                cell.kind = Kind::Prose;
                cell.text = text.get(index(token.span.start)..index(*end)).unwrap_or("").trim_end().to_owned();
            }
            cell.statement = starts.contains(&token.span.start);
            cell.blank = blank_between(text, last_end, index(token.span.start));
            last_end = index(token.span.end);
            cell.above = std::mem::take(&mut pending);
            block.add(cell, notes);
        }
        for comment in comments {
            let (end, from) = (index(comment.span.end), hash_before(text, index(comment.span.start)));
            block.comment(text, last_end, from, end, &mut pending);
            last_end = end;
        }
        block.below = pending;
        block.tidy_comments();
        block.open_groups(notes);
        block
    }

    /// The language of the first keyword; Chinese where there is none.
    pub fn spelling(&self) -> Spelling {
        self.spelled.unwrap_or(Spelling::Chinese)
    }

    /// All that a reader of the block gets from it, layout apart.
    pub fn meaning(&self) -> (Vec<Meaning>, Vec<String>) {
        let mut all = Vec::new();
        let mut comments: Vec<String> = Vec::new();
        let mut before: Option<&Cell> = None;
        for cell in &self.cells {
            comments.extend(cell.above.iter().map(|c| c.text.clone()));
            comments.extend(cell.beside.clone());
            let text = match &cell.kind {
                Kind::Word(_) | Kind::Number => cell.text.chars().map(half_width).collect(),
                Kind::Prose => cell.text.clone(),
                Kind::Sign(Sign::Open) if before.is_some_and(|b| calls(b, cell)) => "(".to_owned(),
                _ => String::new(),
            };
            let (kind, closers) = (cell.kind.clone(), cell.closers.clone());
            all.push(Meaning { kind, text, begin: cell.begin, statement: cell.statement, closers });
            before = Some(cell);
        }
        comments.extend(self.below.iter().map(|c| c.text.clone()));
        (all, comments)
    }

    fn add(&mut self, mut cell: Cell, notes: &Notes) {
        if let Kind::Keyword(keyword) = cell.kind {
            if keyword.en().is_empty() {
                // A closing word: it hangs on what it closes.
                if let Some(before) = self.cells.last_mut() {
                    before.closers.push(keyword);
                    before.end = cell.end;
                    self.hand_back(cell.above, cell.beside);
                    return;
                }
            }
            if self.spelled.is_none() {
                self.spelled = Some(if keyword.zh() == cell.text { Spelling::Chinese } else { Spelling::English });
            }
        }
        if let Some(virtual_closers) = notes.closers.get(&cell.end) {
            cell.closers.extend(virtual_closers.iter().copied());
        }
        let parted = matches!(cell.begin, Some(Begin::Clause { .. } | Begin::AfterComma | Begin::Bound));
        if parted {
            if self.cells.last().is_some_and(|before| before.kind == Kind::Sign(Sign::Comma))
                && let Some(comma) = self.cells.pop()
            {
                cell.blank |= comma.blank;
                let mut above = comma.above;
                if let Some(text) = comma.beside {
                    self.beside(text, &mut above);
                }
                above.append(&mut cell.above);
                cell.above = above;
            }
            let wanted = !matches!(cell.begin, Some(Begin::Clause { comma: false }));
            if let Some(before) = self.cells.last_mut() {
                before.comma_after = wanted;
            }
        }
        self.cells.push(cell);
    }

    /// A comment that stood after a comma that is gone: on the line of what is before it, or, after those that stood before the
    /// comma, above what follows.
    fn beside(&mut self, text: String, above: &mut Vec<Comment>) {
        match self.cells.last_mut() {
            Some(before) if before.beside.is_none() && above.is_empty() => before.beside = Some(text),
            _ => above.push(Comment { text, blank: false, margin: false }),
        }
    }

    /// Comments of a word that hangs on the cell before: they come after it.
    fn hand_back(&mut self, above: Vec<Comment>, beside: Option<String>) {
        let Some(before) = self.cells.last_mut() else { return };
        for text in above.into_iter().map(|c| c.text).chain(beside) {
            match &mut before.beside {
                None => before.beside = Some(text),
                Some(so_far) => {
                    so_far.push(' ');
                    so_far.push_str(&text);
                }
            }
        }
    }

    /// A comment that was read: beside the last cell, or to stand above the next.
    fn comment(&mut self, text: &str, last_end: usize, from: usize, end: usize, pending: &mut Vec<Comment>) {
        let words = text.get(from..end).unwrap_or("").to_owned();
        let gap = text.get(last_end..from).unwrap_or("");
        let own_line = gap.contains('\n') || last_end == 0;
        if !own_line
            && pending.is_empty()
            && let Some(before) = self.cells.last_mut().filter(|c| c.beside.is_none())
        {
            before.beside = Some(words);
            return;
        }
        let margin = text.get(..from).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        pending.push(Comment { text: words, blank: blank_between(text, last_end, from), margin });
    }

    /// A comma, a semicolon and the like keep to what they follow: comments between them come after.
    fn tidy_comments(&mut self) {
        let follows = |kind: &Kind| matches!(kind, Kind::Sign(Sign::Comma | Sign::Semicolon | Sign::Colon | Sign::Listing));
        for at in (1..self.cells.len()).rev() {
            let (left, right) = self.cells.split_at_mut(at);
            let (Some(before), Some(here)) = (left.last_mut(), right.first_mut()) else { continue };
            if !follows(&here.kind) {
                continue;
            }
            let mut moved: Vec<String> = before.beside.take().into_iter().collect();
            moved.extend(std::mem::take(&mut here.above).into_iter().map(|c| c.text));
            if moved.is_empty() {
                continue;
            }
            moved.extend(here.beside.take());
            here.beside = Some(moved.remove(0));
            let rest: Vec<Comment> = moved.into_iter().map(|text| Comment { text, blank: false, margin: false }).collect();
            match right.get_mut(1) {
                Some(next) => {
                    next.above.splice(0..0, rest);
                }
                None => {
                    self.below.splice(0..0, rest);
                }
            }
        }
    }

    fn open_groups(&mut self, notes: &Notes) {
        let mut opens: Vec<(usize, usize, What)> = Vec::new();
        for together in &notes.together {
            let start = self.cells.partition_point(|c| c.start < together.start);
            let end = self.cells.partition_point(|c| c.start < together.end);
            if let Some(last) = end.checked_sub(1)
                && last > start
            {
                opens.push((start, last, together.what));
            }
        }
        // The longest first; of two as long, brackets are the inner ones.
        opens.sort_by_key(|(start, last, what)| (*start, std::cmp::Reverse(*last), *what == What::Brackets));
        for (start, last, what) in opens {
            if let Some(cell) = self.cells.get_mut(start) {
                cell.opens.push((what, last));
            }
        }
    }
}

fn cell_of(token: &Token, written: &str, notes: &Notes) -> Cell {
    let part = notes.parts.get(&token.span.start).copied();
    let kind = match (&token.kind, part) {
        (_, Some(Part::Keyword(keyword))) => Kind::Keyword(keyword),
        (_, Some(Part::Number)) => Kind::Number,
        (TokenKind::Sign(_), Some(Part::Sign)) => Kind::Negative,
        (TokenKind::Sign(Sign::Open), Some(Part::Index)) => Kind::IndexOpen,
        (TokenKind::Sign(sign), _) => Kind::Sign(*sign),
        (TokenKind::Word(_) | TokenKind::PackId(_), part) => Kind::Word(part.unwrap_or(Part::Name)),
        (value, _) => Kind::Value(value.clone()),
    };
    Cell {
        kind,
        text: written.to_owned(),
        begin: notes.begins.get(&token.span.start).copied(),
        statement: false,
        touches: token.touches,
        blank: false,
        above: Vec::new(),
        beside: None,
        closers: Vec::new(),
        comma_after: false,
        opens: Vec::new(),
        start: token.span.start,
        end: token.span.end,
    }
}

/// Where the `#` of the comment stands whose words begin here.
fn hash_before(text: &str, start: usize) -> usize {
    let hash = text.get(..start).and_then(|before| before.chars().next_back()).map_or(0, char::len_utf8);
    start.saturating_sub(hash)
}

fn blank_between(text: &str, from: usize, to: usize) -> bool {
    from > 0 && text.get(from..to).unwrap_or("").matches('\n').count() > 1
}
