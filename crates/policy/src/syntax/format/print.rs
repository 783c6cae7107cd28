//! Pieces to lines: what fits stays on one line, comments at the ends of lines that follow each other stand in one column.

use unicode_width::UnicodeWidthStr;

use super::pieces::Piece;

/// Columns of a line; a Chinese character takes two.
pub const WIDTH: usize = 110;

/// The text of a block, each line with its end.
pub fn print(pieces: &[Piece]) -> String {
    let mut printer = Printer { pieces, ends: ends(pieces), lines: Vec::new(), line: None, stack: Vec::new(), ended: false };
    for at in 0..pieces.len() {
        printer.piece(at);
    }
    printer.end_line();
    in_columns(&printer.lines)
}

/// A line with the comment at its end.
#[derive(Default)]
struct Line {
    text: String,
    comment: Option<String>,
}

impl Line {
    /// True if a comment stands at the end of it.
    fn is_beside(&self) -> bool {
        self.comment.is_some() && !self.text.trim().is_empty()
    }
}

struct Group {
    indent: usize,
    broken: bool,
}

struct Printer<'p> {
    pieces: &'p [Piece],
    /// Of each `Open`, the place of its `Close`.
    ends: Vec<usize>,
    lines: Vec<Line>,
    line: Option<Line>,
    stack: Vec<Group>,
    /// A comment ended the line: whatever comes next begins another.
    ended: bool,
}

impl Printer<'_> {
    fn piece(&mut self, at: usize) {
        let Some(piece) = self.pieces.get(at) else { return };
        match piece {
            Piece::Text(text) => {
                if self.ended {
                    self.new_line(self.indent());
                }
                // No blank begins a line.
                let fresh = self.line.as_ref().is_none_or(|l| l.text.trim().is_empty());
                if !(fresh && text == " ") {
                    self.line.get_or_insert_default().text.push_str(text);
                }
            }
            Piece::Line { blank } => {
                let broken = self.stack.last().is_none_or(|g| g.broken);
                self.part(broken, *blank);
            }
            Piece::Fill { blank } => {
                let broken = self.stack.last().is_none_or(|g| g.broken) && !self.next_fits(at, *blank);
                self.part(broken, *blank);
            }
            Piece::Start { indent, empty } => {
                self.end_line();
                if *empty {
                    self.lines.push(Line::default());
                }
                self.line = Some(Line { text: " ".repeat(*indent), comment: None });
            }
            Piece::Open { deeper } => {
                let outer = self.stack.last().map_or((0, true), |g| (g.indent, g.broken));
                let indent = outer.0.saturating_add(*deeper);
                let broken = outer.1 && !self.fits(at);
                self.stack.push(Group { indent, broken });
            }
            Piece::Close => {
                self.stack.pop();
            }
            Piece::Above(comment) => {
                if !self.line.as_ref().is_none_or(|l| l.text.trim().is_empty()) || self.ended {
                    self.new_line(self.indent());
                }
                self.line.get_or_insert_default().comment = Some(comment.clone());
                self.ended = true;
            }
            Piece::Beside(comment) => {
                self.line.get_or_insert_default().comment = Some(comment.clone());
                self.ended = true;
            }
        }
    }

    fn part(&mut self, broken: bool, blank: bool) {
        if broken || self.ended {
            self.new_line(self.indent());
        } else if blank && let Some(line) = &mut self.line {
            line.text.push(' ');
        }
    }

    fn indent(&self) -> usize {
        self.stack.last().map_or(0, |g| g.indent)
    }

    fn new_line(&mut self, indent: usize) {
        self.end_line();
        self.line = Some(Line { text: " ".repeat(indent), comment: None });
    }

    fn end_line(&mut self) {
        if let Some(mut line) = self.line.take() {
            if line.comment.is_none() || !line.text.trim().is_empty() {
                line.text.truncate(line.text.trim_end().len());
            }
            self.lines.push(line);
        }
        self.ended = false;
    }

    /// Room on the line.
    fn room(&self) -> usize {
        WIDTH.saturating_sub(self.line.as_ref().map_or(0, |l| l.text.width()))
    }

    /// True if all that the `Open` at this place begins, and what clings to its end, fits on the line.
    fn fits(&self, open: usize) -> bool {
        let close = self.ends.get(open).copied().unwrap_or(self.pieces.len());
        let mut room = self.room();
        for (at, piece) in self.pieces.iter().enumerate().skip(open) {
            let outside = at > close;
            let width = match piece {
                Piece::Text(text) => text.width(),
                Piece::Line { .. } | Piece::Fill { .. } if outside => return true,
                Piece::Line { blank } | Piece::Fill { blank } => usize::from(*blank),
                Piece::Start { .. } | Piece::Above(_) | Piece::Beside(_) => return outside,
                Piece::Open { .. } | Piece::Close => 0,
            };
            match room.checked_sub(width) {
                Some(left) => room = left,
                None => return false,
            }
        }
        true
    }

    /// True if what follows this `Fill`, up to the next place where a line may break, fits on the line.
    fn next_fits(&self, fill: usize, blank: bool) -> bool {
        let mut room = self.room().checked_sub(usize::from(blank));
        for piece in self.pieces.iter().skip(fill.saturating_add(1)) {
            let Some(left) = room else { return false };
            match piece {
                Piece::Text(text) => room = left.checked_sub(text.width()),
                Piece::Open { .. } | Piece::Close => {}
                _ => return true,
            }
        }
        room.is_some()
    }
}

/// For each place, the `Close` of the `Open` that stands there.
fn ends(pieces: &[Piece]) -> Vec<usize> {
    let mut ends = vec![pieces.len(); pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open { .. } => open.push(at),
            Piece::Close => {
                if let Some(end) = open.pop().and_then(|start: usize| ends.get_mut(start)) {
                    *end = at;
                }
            }
            _ => {}
        }
    }
    ends
}

/// The lines, comments of neighbouring lines below each other.
fn in_columns(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if !line.is_beside() {
            out.push_str(&line.text);
            out.push_str(line.comment.as_deref().unwrap_or(""));
            out.push('\n');
            at = at.saturating_add(1);
            continue;
        }
        let run: Vec<&Line> = lines.iter().skip(at).take_while(|l| l.is_beside()).collect();
        let column = run.iter().map(|l| l.text.width()).max().unwrap_or(0).saturating_add(2);
        for line in &run {
            out.push_str(&line.text);
            out.push_str(&" ".repeat(column.saturating_sub(line.text.width())));
            out.push_str(line.comment.as_deref().unwrap_or(""));
            out.push('\n');
        }
        at = at.saturating_add(run.len());
    }
    out
}
