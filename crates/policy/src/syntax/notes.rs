//! What the parser noted of the words it read, for whoever prints them again.
//!
//! Comes from the parser, one for each statement; goes to the formatter. A tree says what was meant; these notes say which word
//! played which part, where lines may begin and what belongs together, and they say it of every construct without knowing any:
//! a parser that reads its words with `eat`, `expect`, `clauses` and `take` has noted them. Deliberately absent: how wide a
//! line is, and how a word is spelled.

use std::collections::{BTreeMap, BTreeSet};

use crate::keywords::Keyword;
use crate::syntax::tree::Span;

/// The part a token played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A keyword in this role.
    Keyword(Keyword),
    /// A name somebody chose, whatever its spelling: never translated.
    Name,
    /// The unit of a number.
    Unit,
    /// The minus before a number, not between two.
    Sign,
    /// The bracket of an index (`（年度）`); the other brackets that touch a name are those of calls.
    Index,
    /// `（一）`: its three tokens.
    Number,
}

/// What begins at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begin {
    /// A clause: after a comma where `comma`, and then it may stay on the line.
    Clause { comma: bool },
    /// A word that wants a comma before it and never begins a line by itself: `，从高到低`.
    AfterComma,
    /// `，最低 0元`: wants a comma before it, and may begin a line.
    Bound,
    /// A line of its own, so deep: 1 for a step or a field, 2 for an act or an item.
    Line { depth: u8 },
}

/// What belongs together, from its first byte to the end of its last token: broken over lines all at once or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Together {
    pub start: u32,
    pub end: u32,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Parts joined by 且 or 或.
    Join,
    /// Terms joined by + or −.
    Sum,
    /// An expression with its 最低 and 最高.
    Clip,
    /// 视 with its arms.
    Match,
    /// What stands in brackets, with them.
    Brackets,
}

/// The notes on one statement. Tokens are named by their first byte.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pub parts: BTreeMap<u32, Part>,
    pub begins: BTreeMap<u32, Begin>,
    pub together: BTreeSet<Together>,
    /// Words for people that are no code: kept byte for byte.
    pub prose: BTreeSet<(u32, u32)>,
    /// Closing words that English does not write (为准): by the end of the token they would follow, in the order of reading.
    pub closers: BTreeMap<u32, Vec<Keyword>>,
}

impl Notes {
    /// The token that begins here was read as this.
    pub(crate) fn part(&mut self, at: Span, part: Part) {
        self.parts.insert(at.start, part);
    }

    /// The token that begins here was read, and nothing is known of it (yet): a second reading forgets the first.
    pub(crate) fn forget(&mut self, at: Span) {
        self.parts.remove(&at.start);
        self.closers.remove(&at.end);
    }

    pub(crate) fn begin(&mut self, at: Span, begin: Begin) {
        self.begins.insert(at.start, begin);
    }

    pub(crate) fn together(&mut self, span: Span, what: What) {
        self.together.insert(Together { start: span.start, end: span.end, what });
    }

    /// After the token that ends at `end`, Chinese writes this word.
    pub(crate) fn closer(&mut self, end: u32, keyword: Keyword) {
        self.closers.entry(end).or_default().push(keyword);
    }

    /// Adds the notes on another statement.
    pub fn join(&mut self, other: Notes) {
        self.parts.extend(other.parts);
        self.begins.extend(other.begins);
        self.together.extend(other.together);
        self.prose.extend(other.prose);
        self.closers.extend(other.closers);
    }
}
