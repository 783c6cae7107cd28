//! Markdown to tables: what stands over a table, its heads and its cells, each with its place.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quanheng_facts::problem::Problem;

use super::directive::{self, Directive};
use super::{Said, TestTable};
use crate::pack::PackSource;
use crate::pack::place_of;
use crate::problems;
use crate::syntax::place::offset;
use crate::syntax::tree::{FileIx, Span};

pub(super) fn read_tests(source: &PackSource) -> (Vec<TestTable>, Vec<Problem>) {
    let mut tables = Vec::new();
    let mut problems = Vec::new();
    for (at, file) in source.tree.files.iter().enumerate() {
        if !file.path.starts_with("tests/") || !file.path.ends_with(".md") {
            continue;
        }
        let file_ix = FileIx(u32::try_from(at).unwrap_or(u32::MAX));
        let mut reader = Reader {
            source,
            file_ix,
            path: &file.path,
            text: &file.text,
            title: String::new(),
            standing: Vec::new(),
            tables: &mut tables,
            problems: &mut problems,
        };
        reader.read();
    }
    (tables, problems)
}

struct Reader<'a> {
    source: &'a PackSource,
    file_ix: FileIx,
    path: &'a str,
    text: &'a str,
    title: String,
    /// Directives that hold for the next table.
    standing: Vec<(Directive, Said)>,
    tables: &'a mut Vec<TestTable>,
    problems: &'a mut Vec<Problem>,
}

/// Every line begins and ends as a row does, and yet Markdown saw no table: its separator has another number of cells, or is missing.
fn looks_like_a_table(paragraph: &str) -> bool {
    let mut rows = paragraph.lines().map(str::trim).filter(|line| line.starts_with('|') && line.ends_with('|') && line.len() > 2);
    rows.next().is_some() && rows.next().is_some()
}

impl Reader<'_> {
    fn read(&mut self) {
        let text = self.text;
        let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { .. }) => {
                    let raw = text.get(range).unwrap_or("").trim().trim_start_matches('#');
                    self.title = raw.split_once("{#").map_or(raw, |(title, _)| title).trim().to_owned();
                    self.standing.clear();
                }
                Event::Start(Tag::Table(_)) => {
                    let mut rows: Vec<Vec<Said>> = Vec::new();
                    for (inner, inner_range) in events.by_ref() {
                        match inner {
                            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                            Event::Start(Tag::TableCell) => {
                                let cell = self.said(trimmed(text, inner_range));
                                if let Some(row) = rows.last_mut() {
                                    row.push(cell);
                                }
                            }
                            Event::End(TagEnd::Table) => break,
                            _ => {}
                        }
                    }
                    let whole = self.said(range);
                    self.table(whole, rows);
                }
                Event::Start(Tag::Paragraph) if looks_like_a_table(text.get(range.clone()).unwrap_or("")) => {
                    self.problems.push(problems::test_table_broken::problem(self.said(range).place));
                }
                Event::Code(_) => {
                    let inside = text.get(range.clone()).unwrap_or("");
                    let ticks = inside.len().saturating_sub(inside.trim_start_matches('`').len());
                    let bare = range.start.saturating_add(ticks)..range.end.saturating_sub(ticks);
                    let said = self.said(trimmed(text, bare));
                    self.directive(said);
                }
                _ => {}
            }
        }
    }

    fn said(&self, range: Range<usize>) -> Said {
        let span = Span { file: self.file_ix, start: offset(range.start), end: offset(range.end) };
        Said { text: self.text.get(range).unwrap_or("").to_owned(), span, place: place_of(self.source, span) }
    }

    /// A part of something said, by its place in the words.
    fn directive(&mut self, said: Said) {
        match directive::parse(&said, &mut |part: Range<usize>| {
            let start = super::index(said.span.start);
            self.said(trimmed(self.text, start.saturating_add(part.start)..start.saturating_add(part.end)))
        }) {
            Ok(directive) => {
                // A mode begins the description of a table anew; other directives add to what stands.
                if matches!(directive, Directive::Mode(_)) {
                    self.standing.clear();
                }
                self.standing.push((directive, said));
            }
            Err(problem) => self.problems.push(*problem),
        }
    }

    fn table(&mut self, whole: Said, rows: Vec<Vec<Said>>) {
        let mut rows = rows.into_iter();
        let Some(heads) = rows.next() else { return };
        // The table right below `给定 表` is that one's.
        if let Some((Directive::Given(given), said)) = self.standing.last_mut()
            && given.heads.is_empty()
        {
            if heads.iter().any(|h| h.text.starts_with('⇒')) {
                self.problems.push(problems::test_directive_unreadable::problem(said.place.clone(), &said.text));
            } else {
                given.heads = heads;
                given.rows = rows.collect();
                return;
            }
        }
        let mode = self.standing.iter().find_map(|(d, _)| if let Directive::Mode(mode) = d { Some(*mode) } else { None });
        let Some(mode) = mode else {
            self.problems.push(problems::test_mode_missing::problem(whole.place));
            return;
        };
        let mut table = TestTable {
            file: self.path.to_owned(),
            file_ix: self.file_ix,
            title: self.title.clone(),
            place: whole.place,
            mode,
            year: None,
            law_as_of: None,
            strict: false,
            covers: Vec::new(),
            settings: Vec::new(),
            signed: Vec::new(),
            facts: Vec::new(),
            given: Vec::new(),
            heads,
            rows: rows.collect(),
        };
        for (directive, _) in &self.standing {
            match directive.clone() {
                Directive::Mode(_) => {}
                Directive::Year(year) => table.year = Some(year),
                Directive::LawAsOf(year) => table.law_as_of = Some(year),
                Directive::Strict => table.strict = true,
                Directive::Covers(covers) => table.covers.extend(covers),
                Directive::Settings(settings) => {
                    for setting in settings {
                        // Said again, it holds from there on.
                        table.settings.retain(|s| s.name.text != setting.name.text);
                        table.settings.push(setting);
                    }
                }
                Directive::Signed(signed) => table.signed.push(signed),
                Directive::Facts(facts) => table.facts.push(facts),
                Directive::Given(given) => table.given.push(given),
            }
        }
        if !table.heads.iter().any(|h| h.text.starts_with('⇒')) {
            self.problems.push(problems::test_nothing_expected::problem(table.place.clone()));
            return;
        }
        self.tables.push(table);
    }
}

/// Without the space and the table's own bars on either side.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or("");
    let around = |c: char| c.is_whitespace() || c == '|';
    let start = slice.len().saturating_sub(slice.trim_start_matches(around).len());
    let kept = slice.trim_matches(around).len();
    let start = range.start.saturating_add(start.min(slice.len()));
    start..start.saturating_add(kept)
}
