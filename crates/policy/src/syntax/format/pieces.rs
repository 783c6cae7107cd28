//! Cells to pieces of text with the places where lines may be broken.
//!
//! A statement begins in column 1, a clause on a line of its own two columns in; what a clause needs a comma for stays on its
//! line if that is not too long. In a long line the outermost parts are broken apart first: all clauses of the line, then all
//! parts of a condition, then the arms of a 视.

use unicode_width::UnicodeWidthStr;

use crate::keywords::Keyword;
use crate::syntax::notes::{Begin, What};
use crate::syntax::token::Sign;

use super::Spelling;
use super::cells::{Block, Cell, Kind, calls};
use super::spell::{blank_between, comma, spell, word};

/// How far a clause is set in, and each level below it.
const STEP: usize = 2;
/// How far the rest of a long statement head or of a clause with a long first word is set in.
const REST: usize = 4;
/// First words up to this width, with their blank, have the rest of their clause below what follows them.
const SHORT: usize = 7;

/// A stretch of the text to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A blank (or nothing) on the line, or a new line if what it belongs to is broken.
    Line {
        blank: bool,
    },
    /// A blank (or nothing), or a new line if the next piece does not fit.
    Fill {
        blank: bool,
    },
    /// A new line, set in so far; `empty`: an empty line before it.
    Start {
        indent: usize,
        empty: bool,
    },
    /// What follows belongs together; its broken lines are set in so much more.
    Open {
        deeper: usize,
    },
    Close,
    /// A comment on a line of its own, where the next line would begin.
    Above(String),
    /// A comment that ends its line.
    Beside(String),
}

/// Clauses that stay on the line of what is before them if there is room.
fn stays_on_line(statement: Option<Keyword>, clause: Keyword) -> bool {
    match statement {
        Some(Keyword::Judgement | Keyword::Judgements | Keyword::Matters | Keyword::Complete | Keyword::Open) => true,
        Some(Keyword::Exception | Keyword::Bound | Keyword::Presume) => clause == Keyword::Over,
        _ => false,
    }
}

/// The pieces of a block.
pub fn pieces(block: &Block, spelling: Spelling) -> Vec<Piece> {
    let mut writer = Writer { spelling, pieces: Vec::new(), groups: Vec::new(), brackets: Vec::new(), statement: None, in_clause: false };
    for (at, cell) in block.cells.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| block.cells.get(at));
        writer.cell(at, cell, before, block.cells.get(at.saturating_add(1)));
    }
    writer.end_line();
    let first = writer.pieces.is_empty();
    for (at, comment) in block.below.iter().enumerate() {
        let indent = if comment.margin { 0 } else { STEP };
        writer.pieces.push(Piece::Start { indent, empty: comment.blank && !(first && at == 0) });
        writer.pieces.push(Piece::Above(comment.text.clone()));
    }
    writer.pieces
}

/// Something that is open while cells are written.
struct Group {
    what: Option<What>,
    /// The cell that ends it.
    last: usize,
    /// The cell with the colon before the arms of a 视.
    colon: Option<usize>,
}

struct Writer {
    spelling: Spelling,
    pieces: Vec<Piece>,
    /// The line (`what` is none), and what is open in it.
    groups: Vec<Group>,
    /// Of each open bracket, whether it is that of a call.
    brackets: Vec<bool>,
    statement: Option<Keyword>,
    /// A clause on the line of another: what belongs to it is set in below its first word.
    in_clause: bool,
}

impl Writer {
    fn cell(&mut self, at: usize, cell: &Cell, before: Option<&Cell>, after: Option<&Cell>) {
        if let (true, Kind::Keyword(keyword)) = (cell.statement, &cell.kind) {
            self.statement = Some(*keyword);
        }
        match self.line_start(cell) {
            Some(indent) => self.start_line(indent, cell, before.is_none()),
            None => self.go_on(at, cell, before),
        }
        for (what, last) in &cell.opens {
            self.open(*what, *last, before);
        }
        let tight = self.bracket(cell, before);
        let mut text = spell(cell, tight, self.spelling);
        for closer in &cell.closers {
            let closing = word(*closer, self.spelling);
            if !closing.is_empty() {
                // 在「甲」适用时
                text.push_str(if *closer == Keyword::WhereAppliesEnd { "" } else { " " });
                text.push_str(closing);
            }
        }
        self.pieces.push(Piece::Text(text));
        while self.groups.last().is_some_and(|g| g.what.is_some() && g.last <= at) {
            self.groups.pop();
            self.pieces.push(Piece::Close);
        }
        // On a line of its own a clause needs no comma.
        if cell.comma_after && after.is_none_or(|next| self.line_start(next).is_none()) {
            self.pieces.push(Piece::Text(comma(self.spelling).to_owned()));
        }
        if let (Kind::Sign(Sign::Colon), Some(Group { what: Some(What::Match), colon, .. })) = (&cell.kind, self.groups.last_mut()) {
            colon.get_or_insert(at);
        }
        if let Some(comment) = &cell.beside {
            if after.is_none_or(|next| self.line_start(next).is_some()) {
                self.end_line();
            }
            self.pieces.push(Piece::Beside(comment.clone()));
        }
    }

    /// The indentation, if the cell begins a line whatever its length.
    fn line_start(&self, cell: &Cell) -> Option<usize> {
        if cell.statement {
            return Some(0);
        }
        match (cell.begin, &cell.kind) {
            (Some(Begin::Line { depth }), _) => Some(STEP.saturating_mul(usize::from(depth))),
            // After the prose and the details of a duty.
            (Some(Begin::Clause { comma: true }), Kind::Keyword(Keyword::Applies)) if self.statement == Some(Keyword::Duty) => Some(STEP),
            (Some(Begin::Clause { comma: false }), Kind::Keyword(keyword)) if !stays_on_line(self.statement, *keyword) => Some(STEP),
            _ => None,
        }
    }

    fn start_line(&mut self, indent: usize, cell: &Cell, first: bool) {
        self.end_line();
        for (number, comment) in cell.above.iter().enumerate() {
            let indent = match (cell.statement, comment.margin) {
                (true, margin) if margin || first => 0,
                // It belongs to the statement before it.
                (true, _) => STEP,
                (false, _) => indent,
            };
            self.pieces.push(Piece::Start { indent, empty: comment.blank && !(first && number == 0) });
            self.pieces.push(Piece::Above(comment.text.clone()));
        }
        self.pieces.push(Piece::Start { indent, empty: cell.blank && !(first && cell.above.is_empty()) });
        self.pieces.push(Piece::Open { deeper: self.rest(cell, indent) });
        self.groups.push(Group { what: None, last: usize::MAX, colon: None });
        self.in_clause = false;
    }

    /// How far the rest of a line is set in from its beginning.
    fn rest(&self, cell: &Cell, indent: usize) -> usize {
        let wide = match &cell.kind {
            Kind::Keyword(keyword) if !cell.statement => word(*keyword, self.spelling).width().saturating_add(1),
            // （一）
            Kind::Number => 6,
            _ => REST,
        };
        // The printer counts from the margin.
        indent.saturating_add(if wide <= SHORT { wide } else { REST })
    }

    fn end_line(&mut self) {
        while self.groups.pop().is_some() {
            self.pieces.push(Piece::Close);
        }
        self.brackets.clear();
    }

    /// What stands between the cell and the one before it on the same line.
    fn go_on(&mut self, at: usize, cell: &Cell, before: Option<&Cell>) {
        let Some(before) = before else { return };
        let blank = blank_between(before, cell, self.spelling);
        let inside = self.groups.last().and_then(|g| g.what);
        let first_arm = self.groups.last().and_then(|g| g.colon).is_some_and(|colon| colon.saturating_add(1) == at);
        let clause = matches!(cell.begin, Some(Begin::Clause { .. }));
        let may_break = match (&before.kind, &cell.kind) {
            _ if clause => true,
            (_, _) if cell.begin == Some(Begin::Bound) => inside == Some(What::Clip),
            (_, Kind::Keyword(Keyword::And | Keyword::Or)) => inside == Some(What::Join),
            (_, Kind::Sign(Sign::Plus | Sign::Minus)) => inside == Some(What::Sum),
            (Kind::Sign(Sign::Comma), _) => inside == Some(What::Brackets),
            (Kind::Sign(Sign::Colon), _) => first_arm,
            (Kind::Sign(Sign::Semicolon), _) => true,
            _ => false,
        };
        if clause {
            self.in_clause = true;
        }
        let fill = before.kind == Kind::Sign(Sign::Listing);
        if may_break {
            self.pieces.push(Piece::Line { blank });
        } else if fill {
            self.pieces.push(Piece::Fill { blank });
        } else if blank && cell.above.is_empty() && before.beside.is_none() {
            self.pieces.push(Piece::Text(" ".to_owned()));
        }
        for comment in &cell.above {
            self.pieces.push(Piece::Above(comment.text.clone()));
        }
    }

    fn open(&mut self, what: What, last: usize, before: Option<&Cell>) {
        let outer = self.groups.last().and_then(|g| g.what);
        let right_after_bracket = before.is_some_and(|b| matches!(b.kind, Kind::Sign(Sign::Open) | Kind::IndexOpen));
        // Below what follows 当.
        let hanging = before.map_or(REST, |b| match &b.kind {
            Kind::Keyword(keyword) => word(*keyword, self.spelling).width().saturating_add(1).min(SHORT),
            _ => REST,
        });
        let deeper = match (what, outer) {
            (What::Match | What::Brackets, _) => STEP,
            (_, None) if self.in_clause => hanging,
            (_, None) => 0,
            (_, Some(What::Brackets)) if right_after_bracket => 0,
            (What::Sum, Some(What::Clip)) => 0,
            (What::Join, _) => hanging,
            _ => STEP,
        };
        self.pieces.push(Piece::Open { deeper });
        self.groups.push(Group { what: Some(what), last, colon: None });
    }

    /// Keeps account of brackets; true for one of a call.
    fn bracket(&mut self, cell: &Cell, before: Option<&Cell>) -> bool {
        match cell.kind {
            Kind::Sign(Sign::Open) => {
                let tight = before.is_some_and(|b| calls(b, cell));
                self.brackets.push(tight);
                tight
            }
            Kind::IndexOpen => {
                self.brackets.push(false);
                false
            }
            Kind::Sign(Sign::Close) => self.brackets.pop().unwrap_or(false),
            _ => false,
        }
    }
}
