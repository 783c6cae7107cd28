//! The rows of a declaring table: 栏, 类型, 可认表头 to columns.
//!
//! In: the cells of one Markdown row with their places. Out: its columns, or a problem for the row. The type cell is read by
//! the same lexer and parser as rules.

use quanheng_facts::problem::Problem;

use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::lexer::lex;
use crate::syntax::notes::Notes;
use crate::syntax::place::{Scene, index};
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Column, ColumnClause, ColumnType, Span, Word};

/// The three cells of a row that declare columns.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub names: Span,
    pub ty: Span,
    /// `None`: the table has no 可认表头.
    pub headings: Option<Span>,
}

/// Reads one row.
#[must_use]
pub fn parse_row(scene: &Scene<'_>, row: Row, problems: &mut Vec<Problem>) -> Vec<Column> {
    let Some(names) = column_names(scene, row.names, problems) else { return Vec::new() };
    let mut headings = row.headings.map(|span| parts(scene, span)).unwrap_or_default();
    if names.len() > 1 && !headings.is_empty() && headings.len() != names.len() {
        let place = scene.place(row.headings.unwrap_or(row.names));
        problems.push(problems::heading_count::problem(place, names.len(), headings.len()));
        headings.clear();
    }
    let Some((ty, clauses)) = column_type(scene, row.ty, problems) else { return Vec::new() };
    let several = names.len() > 1;
    let mut own = headings.iter();
    names
        .into_iter()
        .map(|name| {
            let headings = if several { own.next().cloned().into_iter().collect() } else { headings.clone() };
            Column { name, ty: ty.clone(), headings, clauses: clauses.clone() }
        })
        .collect()
}

/// The names in a 栏 cell; words the language reserves (自) are names here.
fn column_names(scene: &Scene<'_>, cell: Span, problems: &mut Vec<Problem>) -> Option<Vec<Word>> {
    let lexed = lex(scene, index(cell.start), index(cell.end), problems);
    let mut names = Vec::new();
    let mut wants_name = true;
    for token in &lexed.tokens {
        match (&token.kind, wants_name) {
            (TokenKind::Word(text), true) => names.push(Word { text: text.clone(), span: token.span }),
            (TokenKind::Sign(Sign::Listing), false) => {}
            _ => {
                names.clear();
                break;
            }
        }
        wants_name = !wants_name;
    }
    if names.is_empty() || wants_name {
        let text = scene.slice(index(cell.start), index(cell.end)).trim();
        problems.push(problems::column_name::problem(scene.place(cell), text));
        return None;
    }
    Some(names)
}

/// The headings in a cell: parted by 、, their text kept. A 、 inside brackets belongs to its heading: 县（市、区）.
fn parts(scene: &Scene<'_>, cell: Span) -> Vec<Word> {
    let text = scene.slice(index(cell.start), index(cell.end));
    let mut at = index(cell.start);
    let mut words = Vec::new();
    let mut depth = 0_u32;
    let outside_brackets = |c: char| {
        match c {
            '（' | '(' | '〔' | '[' => depth = depth.saturating_add(1),
            '）' | ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '、' && depth == 0
    };
    for part in text.split_inclusive(outside_brackets) {
        let body = part.strip_suffix('、').unwrap_or(part);
        let lead = body.len().saturating_sub(body.trim_start().len());
        let trimmed = body.trim();
        if !trimmed.is_empty() {
            let start = at.saturating_add(lead);
            words.push(Word { text: trimmed.to_owned(), span: scene.span(start, start.saturating_add(trimmed.len())) });
        }
        at = at.saturating_add(part.len());
    }
    words
}

fn column_type(scene: &Scene<'_>, cell: Span, problems: &mut Vec<Problem>) -> Option<(ColumnType, Vec<ColumnClause>)> {
    let text = scene.slice(index(cell.start), index(cell.end)).trim();
    if matches!(text, "—" | "–" | "-" | "－" | "——" | "−") {
        return Some((ColumnType::Key, Vec::new()));
    }
    if text.is_empty() {
        problems.push(problems::expected::problem(scene.place(cell), &say("类型", "a type"), &say("格子却是空的", "the cell is empty")));
        return None;
    }
    let lexed = lex(scene, index(cell.start), index(cell.end), problems);
    let mut parser =
        Parser { scene, tokens: &lexed.tokens, at: 0, problems, broken: false, depth: 0, in_subject: false, notes: Notes::default() };
    parser.column().ok()
}

impl Parser<'_, '_> {
    /// `( type | 枚举 [order] ：names ) {，clause}`
    fn column(&mut self) -> Read<(ColumnType, Vec<ColumnClause>)> {
        let start = self.here();
        let ty = if self.eat(Keyword::Enum) {
            let order = self.maybe_order()?;
            self.expect_sign(Sign::Colon, "：")?;
            let values = self.names(&say("枚举的值", "a value of the enum"))?;
            ColumnType::Enum { order, values, span: self.since(start) }
        } else {
            ColumnType::Type(self.type_text()?)
        };
        let mut clauses = Vec::new();
        while !self.done() {
            self.expect_sign(Sign::Comma, "，")?;
            clauses.push(self.column_clause()?);
        }
        Ok((ty, clauses))
    }

    fn column_clause(&mut self) -> Read<ColumnClause> {
        let span = self.here();
        if self.eat(Keyword::Missable) {
            return Ok(ColumnClause::Missable(span));
        }
        if self.eat(Keyword::Nullable) {
            return Ok(ColumnClause::Nullable(span));
        }
        if self.eat(Keyword::Multiple) {
            return Ok(ColumnClause::Multiple(span));
        }
        if self.eat(Keyword::Default) {
            return Ok(ColumnClause::Default(self.value_expr()?));
        }
        if self.eat(Keyword::RestsOn) {
            return Ok(ColumnClause::Basis(self.any_word(&say("栏名", "the name of a column"))?));
        }
        if self.eat_sign(Sign::GreaterOrEqual) {
            return Ok(ColumnClause::AtLeast(self.signed_number()?));
        }
        if self.word().is_some() {
            let clauses = [Keyword::Missable, Keyword::Nullable, Keyword::Multiple, Keyword::Default, Keyword::RestsOn];
            let allowed = clauses.iter().map(|k| k.both()).chain(std::iter::once("≥ 0".to_owned())).collect::<Vec<_>>().join("、");
            let word = self.word().unwrap_or("");
            let near = crate::keywords::nearest(word, clauses.iter().flat_map(|k| [k.zh(), k.en()]));
            self.report(span, |place| problems::unknown_clause::problem(place, word, "栏", near, &allowed));
            return Err(Stop);
        }
        Err(self
            .expected(&say("可缺、可空、可多值、缺省 …、依据 … 或者 ≥ …", "missable, nullable, multiple, default …, rests_on … or ≥ …")))
    }

    fn value_expr(&mut self) -> Read<crate::syntax::tree::Expr> {
        Ok(self.value()?.expr)
    }
}
