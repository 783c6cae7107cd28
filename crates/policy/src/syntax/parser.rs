//! Tokens of one block of rules to statements.
//!
//! In: tokens with their layout. Out: the statements that could be read whole, and a problem for everything that could not: a
//! broken clause costs its statement, never the next one. Hand-written recursive descent; each function reads one rule of the
//! grammar. Deliberately absent: what names mean (the checker's business).

mod act;
mod argument;
mod cells;
mod clause;
pub mod column;
pub mod decision;
mod declaration;
mod expression;
mod judgement;
mod node;
mod noting;
mod number;
mod operand;
mod outcome;
mod posts;
mod procedure;
mod prose;
mod rule;
mod set_rule;
mod shared;
mod tiers;

use quanheng_facts::problem::{Bilingual, Problem};

use crate::keywords::{self, Keyword};
use crate::problems;
use crate::syntax::notes::Notes;
use crate::syntax::place::{Scene, index};
use crate::syntax::token::{Lexed, Sign, Token, TokenKind};
use crate::syntax::tree::{Span, Statement, StatementKind, Word};

/// The most statements of a pack.
pub const MAX_STATEMENTS: usize = 20_000;

/// Nesting that is still read.
pub const DEEPEST: u32 = 200;

/// One statement's stretch of a block.
#[derive(Debug)]
pub struct Item {
    /// `None`: it could not be read whole.
    pub statement: Option<Statement>,
    /// It says 见下表: the next table is its own, even if it could not be read.
    pub sees_table: Option<Span>,
    /// That table decides (判定表): it declares no columns.
    pub decides: bool,
    /// Names it would have declared, if it could not be read.
    pub broken: Vec<Word>,
    /// What part each of its words played.
    pub notes: Notes,
}

/// Reading cannot go on here; the problem has been told.
#[derive(Debug)]
pub(crate) struct Stop;

pub(crate) type Read<T> = Result<T, Stop>;

/// Reads all statements of a block.
#[must_use]
pub fn parse_block(scene: &Scene<'_>, lexed: &Lexed, article: Option<usize>, problems: &mut Vec<Problem>) -> Vec<Item> {
    let mut items = Vec::new();
    let stretches = stretches(scene, &lexed.tokens, problems);
    // What is beyond makes the pack too large, whatever it says.
    for (number, tokens) in stretches.iter().enumerate().take(MAX_STATEMENTS.saturating_add(1)) {
        let next = stretches.get(number.saturating_add(1)).and_then(|t| t.first()).map_or(u32::MAX, |t| t.span.start);
        let Some(begin) = tokens.first().map(|t| t.span.start) else { continue };
        let told = problems.len();
        let mut item = parse_statement(scene, tokens, article, problems);
        if let Some(damage) = lexed.damage.iter().find(|d| (begin..next).contains(&d.start) && !prose::holds(&item.notes.prose, **d)) {
            // What follows a character nobody could read is uncertain: it is told once that is put right.
            let damage = scene.place(*damage);
            let mut at = 0_usize;
            problems.retain(|problem| {
                at = at.saturating_add(1);
                at <= told || problem.place < damage
            });
            item.broken.extend(item.statement.take().into_iter().flat_map(|_| names_in(tokens)));
        }
        prose::forgive(scene, &item.notes.prose, problems);
        if let Some(statement) = &mut item.statement {
            let from = if number == 0 { 0 } else { begin };
            statement.comments = lexed.comments.iter().filter(|c| (from..next).contains(&c.span.start)).cloned().collect();
        }
        items.push(item);
    }
    items
}

/// Cuts a block at the tokens in column 1. A clause that was not indented is told and kept with its statement; a statement that
/// was indented is told and read as one.
fn stretches<'a>(scene: &Scene<'_>, tokens: &'a [Token], problems: &mut Vec<Problem>) -> Vec<&'a [Token]> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let written = || scene.slice(index(token.span.start), index(token.span.end));
        if token.margin {
            let continues = match &token.kind {
                TokenKind::Word(word) => keywords::statement_of(word).is_none() && keywords::is_clause_word(word),
                TokenKind::Sign(_) => true,
                _ => false,
            };
            if continues && !starts.is_empty() {
                problems.push(problems::clause_at_margin::problem(scene.place(token.span), written()));
            } else {
                starts.push(at);
            }
        } else if at == 0 || begins_statement(token, tokens.get(at.saturating_add(1))) {
            problems.push(problems::statement_not_at_margin::problem(scene.place(token.span), written()));
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(tokens.len()));
    starts.iter().zip(ends).filter_map(|(start, end)| tokens.get(*start..end)).collect()
}

/// True for an indented line that can only be a statement: two names never stand side by side.
fn begins_statement(token: &Token, next: Option<&Token>) -> bool {
    let TokenKind::Word(word) = &token.kind else { return false };
    let Some(keyword) = keywords::statement_of(word).filter(|k| token.first && !matches!(k, Keyword::Complete | Keyword::Open)) else {
        return false;
    };
    match next.filter(|n| !n.first).map(|n| &n.kind) {
        Some(TokenKind::Quoted(_)) => matches!(keyword, Keyword::Exception | Keyword::Bound | Keyword::Presume | Keyword::Assert),
        Some(TokenKind::Word(next)) => !keywords::is_keyword(next),
        _ => false,
    }
}

fn parse_statement(scene: &Scene<'_>, tokens: &[Token], article: Option<usize>, problems: &mut Vec<Problem>) -> Item {
    let mut parser = Parser { scene, tokens, at: 0, problems, broken: false, depth: 0, in_subject: false, notes: Notes::default() };
    let kind = parser.statement();
    let read_whole = !parser.broken;
    let span = parser.whole();
    let notes = parser.notes;
    let sees_table = tokens.iter().find(|t| matches!(&t.kind, TokenKind::Word(w) if Keyword::SeeTable.is(w))).map(|t| t.span);
    let decides = matches!(tokens.first().map(|t| &t.kind), Some(TokenKind::Word(w)) if Keyword::Table.is(w));
    match kind {
        Ok(kind) if read_whole => Item {
            statement: Some(Statement { kind, span, article, comments: Vec::new() }),
            sees_table,
            decides,
            broken: Vec::new(),
            notes,
        },
        _ => Item { statement: None, sees_table, decides, broken: names_in(tokens), notes },
    }
}

/// What an unread statement may have declared: the last word of its head, and every name in 「」.
fn names_in(tokens: &[Token]) -> Vec<Word> {
    let mut names = Vec::new();
    let rest = tokens.get(1..).unwrap_or_default();
    let mut head: Option<Word> = None;
    for pair in rest.chunks(2) {
        let Some(Token { kind: TokenKind::Word(text), span, .. }) = pair.first() else { break };
        head = Some(Word { text: text.clone(), span: *span });
        if !matches!(pair.get(1), Some(Token { kind: TokenKind::Sign(Sign::Dot), .. })) {
            break;
        }
    }
    names.extend(head);
    names.extend(rest.iter().filter_map(|token| match &token.kind {
        TokenKind::Quoted(text) => Some(Word { text: text.clone(), span: token.span }),
        _ => None,
    }));
    names
}

pub(crate) struct Parser<'a, 'p> {
    scene: &'a Scene<'a>,
    tokens: &'a [Token],
    at: usize,
    problems: &'p mut Vec<Problem>,
    /// A clause could not be read: the statement does not go into the tree.
    broken: bool,
    /// Open brackets around the place being read.
    depth: u32,
    /// Reading the subject of a 视: a colon begins the arms, not a type.
    in_subject: bool,
    /// What is noted of the words for the formatter.
    notes: Notes,
}

pub(crate) fn say(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

impl<'a> Parser<'a, '_> {
    fn statement(&mut self) -> Read<StatementKind> {
        let Some(first) = self.peek() else { return Err(Stop) };
        let word = self.text_of(first.span).to_owned();
        let keyword = match &first.kind {
            TokenKind::Word(word) => keywords::statement_of(word),
            _ => None,
        };
        let Some(keyword) = keyword else {
            let place = self.scene.place(first.span);
            let split = keywords::split_before(&word, keywords::AVAILABLE).filter(|_| matches!(first.kind, TokenKind::Word(_)));
            let problem = match split {
                Some(split) => problems::missing_space::problem(place, &word, &split),
                None => {
                    let spellings = keywords::AVAILABLE.iter().flat_map(|k| [k.zh(), k.en()]);
                    problems::unknown_statement::problem(place, &word, keywords::nearest(&word, spellings))
                }
            };
            self.problems.push(problem);
            return Err(Stop);
        };
        self.take(keyword);
        match keyword {
            Keyword::Entity => self.entity(),
            Keyword::Enum => self.enumeration(),
            Keyword::Posts => self.posts(),
            Keyword::Span | Keyword::Fact | Keyword::Event | Keyword::Tenure => self.source(keyword),
            Keyword::Complete => self.complete(),
            Keyword::Judgement | Keyword::Judgements => self.judgement(keyword),
            Keyword::Open => self.open(first.span),
            Keyword::Settle => self.settle(),
            Keyword::Param => self.param(),
            Keyword::Amend => self.amend(),
            Keyword::Repeal => self.repeal(),
            Keyword::Define => self.define(),
            Keyword::Exception => self.exception(),
            Keyword::Bound => self.bound(),
            Keyword::Presume => self.presume(),
            Keyword::Rank => self.rank(),
            Keyword::List => self.list(),
            Keyword::Kind => self.kinds(),
            Keyword::Matters => self.matters(),
            Keyword::Outcome => self.outcome(),
            Keyword::Tiers => self.tiers(),
            Keyword::Share => self.share(),
            Keyword::Table => self.decision(),
            Keyword::Procedure | Keyword::Fragment => self.procedure(keyword),
            Keyword::Duty => self.duty(),
            _ => self.assert(),
        }
    }

    // ---- the cursor

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn peek_after(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at.saturating_add(ahead))
    }

    fn before(&self) -> Option<&'a Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    fn bump(&mut self) {
        if let Some(token) = self.peek() {
            self.notes.forget(token.span);
        }
        self.at = self.at.saturating_add(1);
    }

    fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    fn whole(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => Span { end: last.span.end, ..first.span },
            _ => Span::default(),
        }
    }

    /// From the beginning of `start` to the end of the token read last.
    fn since(&self, start: Span) -> Span {
        Span { end: self.before().map_or(start.end, |t| t.span.end.max(start.end)), ..start }
    }

    /// Where the cursor is: the next token, or the spot after the last.
    fn here(&self) -> Span {
        match self.peek() {
            Some(token) => token.span,
            None => self.tokens.last().map_or(Span::default(), |t| Span { start: t.span.end, ..t.span }),
        }
    }

    fn text_of(&self, span: Span) -> &'a str {
        self.scene.text.get(index(span.start)..index(span.end)).unwrap_or("")
    }

    fn word(&self) -> Option<&'a str> {
        self.word_after(0)
    }

    fn word_after(&self, ahead: usize) -> Option<&'a str> {
        match &self.peek_after(ahead)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn at(&self, keyword: Keyword) -> bool {
        self.word().is_some_and(|word| keyword.is(word))
    }

    fn eat(&mut self, keyword: Keyword) -> bool {
        let found = self.at(keyword);
        if found {
            self.take(keyword);
        }
        found
    }

    fn expect(&mut self, keyword: Keyword) -> Read<Span> {
        let span = self.here();
        if self.eat(keyword) {
            return Ok(span);
        }
        Err(self.expected(&say(&format!("「{}」", keyword.zh()), &format!("「{}」", keyword.en()))))
    }

    fn at_sign(&self, sign: Sign) -> bool {
        self.sign_after(0) == Some(sign)
    }

    fn sign_after(&self, ahead: usize) -> Option<Sign> {
        match self.peek_after(ahead)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn eat_sign(&mut self, sign: Sign) -> bool {
        let found = self.at_sign(sign);
        if found {
            self.bump();
        }
        found
    }

    fn expect_sign(&mut self, sign: Sign, written: &str) -> Read<()> {
        if self.eat_sign(sign) {
            return Ok(());
        }
        Err(self.expected(&say(&format!("“{written}”"), &format!("\"{written}\""))))
    }

    /// An opening bracket that touches the name before it.
    fn at_touching_open(&self) -> bool {
        self.at_sign(Sign::Open) && self.peek().is_some_and(|t| t.touches)
    }

    // ---- problems

    fn report(&mut self, span: Span, make: impl FnOnce(quanheng_facts::problem::Place) -> Problem) {
        let place = self.scene.place(span);
        self.problems.push(make(place));
    }

    /// What stands at the cursor instead, for a message.
    fn found_instead(&self) -> Bilingual {
        match self.peek() {
            Some(token) => found_word(self.text_of(token.span)),
            None => say("这一条却到此结束了", "the statement ends"),
        }
    }

    /// What stands at the cursor, for a message.
    fn found(&self) -> Bilingual {
        match self.peek() {
            Some(token) => {
                let text = self.text_of(token.span);
                say(&format!("「{text}」"), &format!("「{text}」"))
            }
            None => say("这一条的结尾", "the end of the statement"),
        }
    }

    /// Tells that something else was expected at the cursor, as exactly as can be known.
    fn expected(&mut self, what: &Bilingual) -> Stop {
        let span = self.here();
        if let Some(word) = self.word() {
            if let Some(operator) = word_operator(word) {
                self.report(span, |place| problems::word_operator::problem(place, operator));
                return Stop;
            }
            if self.missing_space(&[]) {
                return Stop;
            }
        }
        let found = self.found_instead();
        self.report(span, |place| problems::expected::problem(place, what, &found));
        Stop
    }

    /// If the word at the cursor, or the one before it on the line, looks like two words without the space: tells it.
    fn missing_space(&mut self, allowed: &[Keyword]) -> bool {
        let Some(word) = self.word() else { return false };
        let here = self.here();
        if let Some(split) = keywords::split_before(word, allowed).or_else(|| keywords::split_hint(word)) {
            self.report(here, |place| problems::missing_space::problem(place, word, &split));
            return true;
        }
        let first = self.peek().is_some_and(|t| t.first);
        if let Some((Token { kind: TokenKind::Word(before), span, .. }, false)) = self.before().map(|t| (t, first))
            && let Some(split) = keywords::split_hint(before)
        {
            self.report(*span, |place| problems::missing_space::problem(place, before, &split));
            return true;
        }
        false
    }
}

/// Another word than the one expected.
pub(crate) fn found_word(text: &str) -> Bilingual {
    say(&format!("写的却是「{text}」"), &format!("found 「{text}」"))
}

/// 以上 or 以下 alone. `在任半年以上`, `重大以上` may be names.
pub(crate) fn is_word_operator(word: &str) -> bool {
    word_operator(word) == Some(word)
}

/// 以上 or 以下 at the end of a word.
pub(crate) fn word_operator(word: &str) -> Option<&'static str> {
    ["以上", "以下"].into_iter().find(|o| word.ends_with(o))
}
