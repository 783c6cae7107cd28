//! One Markdown file: headings to measures and articles, prose to gists, fences to rules, tables to columns.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use quanheng_facts::problem::Problem;

use super::{MAX_ARTICLES, MAX_COLUMNS, Part};
use crate::problems;
use crate::syntax::lexer::lex;
use crate::syntax::parser::MAX_STATEMENTS;
use crate::syntax::parser::column::{Row, parse_row};
use crate::syntax::parser::decision::read_decision;
use crate::syntax::parser::{Item, parse_block};
use crate::syntax::place::{Scene, index, offset, path_in_messages};
use crate::syntax::table::{self, Table};
use crate::syntax::token::half_width;
use crate::syntax::tree::{Article, Column, File, FileIx, Measure, Statement, StatementKind, Tree, Word};

/// What stands in a file, in order.
enum Block {
    Title(Range<usize>),
    Heading(Range<usize>),
    Fence {
        range: Range<usize>,
        info: String,
        fenced: bool,
        nested: bool,
    },
    Table {
        range: Range<usize>,
        nested: bool,
    },
    /// Plain text, and words in backquotes apart.
    Prose {
        text: String,
        says: Vec<Range<usize>>,
    },
}

/// Reads one file into the tree.
pub(super) fn read_file(folder: &str, file: FileIx, content: &File, part: Part, tree: &mut Tree, problems: &mut Vec<Problem>) {
    let scene = Scene::new(file, path_in_messages(folder, &content.path), &content.text);
    let blocks = blocks_of(&content.text);
    let mut reader = Reader { scene, part, tree, problems, measure: None, current: Vec::new(), waiting: Vec::new() };
    reader.read(&content.path, blocks);
}

/// A declaring table that is still to come.
struct Waiting {
    /// Place in [`Tree::statements`] of the statement it belongs to; `None` if that could not be read.
    statement: Option<usize>,
    says: crate::syntax::tree::Span,
    decides: bool,
}

struct Reader<'a, 't> {
    scene: Scene<'a>,
    part: Part,
    tree: &'t mut Tree,
    problems: &'t mut Vec<Problem>,
    measure: Option<usize>,
    /// The articles of the heading being read.
    current: Vec<usize>,
    waiting: Vec<Waiting>,
}

impl Reader<'_, '_> {
    fn read(&mut self, path: &str, blocks: Vec<Block>) {
        if self.part == Part::Law {
            self.measure = Some(self.tree.measures.len());
            self.tree.measures.push(Measure { name: measure_name(path), title: String::new(), file: self.scene.file });
        }
        self.place_articles(&blocks);
        let mut titled = false;
        // After a block of rules with 见下表 every table belongs to it, until text or another heading comes between.
        let mut tables_belong = false;
        for block in blocks {
            if self.is_full() {
                return;
            }
            match block {
                Block::Title(range) => {
                    let title = heading_text(self.scene.slice(range.start, range.end)).0;
                    if let Some(measure) = self.measure.and_then(|m| self.tree.measures.get_mut(m)).filter(|_| !titled) {
                        measure.title = title;
                    }
                    titled = true;
                    self.no_more_tables();
                    tables_belong = false;
                }
                Block::Heading(range) => {
                    self.no_more_tables();
                    tables_belong = false;
                    self.heading(range);
                }
                Block::Fence { range, info, fenced, nested } => {
                    if is_rules(&info) {
                        self.no_more_tables();
                        self.rules(range, nested);
                        tables_belong = !self.waiting.is_empty();
                    } else if fenced {
                        let span = self.scene.span(range.start, range.end);
                        let info = if info.is_empty() { "（空）" } else { &info };
                        self.problems.push(problems::fence_not_rules::problem(self.scene.place(span), info));
                    }
                }
                Block::Table { range, nested } => {
                    if !nested && tables_belong {
                        self.table(range);
                    }
                }
                Block::Prose { text, says } => {
                    self.prose(&text, &says);
                    tables_belong = tables_belong && !self.waiting.is_empty();
                }
            }
        }
        self.no_more_tables();
        if self.part == Part::Law && !titled {
            let file = self.scene.path.clone();
            self.problems.push(problems::law_without_title::problem(quanheng_facts::problem::Place::File { file }));
        }
    }

    /// Which stretch belongs to which article, before anything is read, so that every problem can name its article.
    fn place_articles(&mut self, blocks: &[Block]) {
        let headings: Vec<&Range<usize>> = blocks.iter().filter_map(|b| if let Block::Heading(r) = b { Some(r) } else { None }).collect();
        let ends = headings.iter().skip(1).map(|r| r.start).chain(std::iter::once(self.scene.text.len()));
        let mut places = Vec::new();
        for (range, end) in headings.iter().zip(ends) {
            let (_, anchors) = heading_text(self.scene.slice(range.start, range.end));
            if let Some((anchor, _)) = anchors.into_iter().next() {
                places.push((offset(range.start), offset(end), anchor));
            }
        }
        self.scene.articles = places;
    }

    /// More than is checked of one pack: the rest need not be read.
    fn is_full(&self) -> bool {
        let tree = &self.tree;
        tree.articles.len() > MAX_ARTICLES || tree.statements.len().max(tree.broken.len()) > MAX_STATEMENTS
    }

    fn heading(&mut self, range: Range<usize>) {
        let (title, anchors) = heading_text(self.scene.slice(range.start, range.end));
        let mut span = self.scene.span(range.start, range.end);
        self.current.clear();
        if anchors.is_empty() && self.part == Part::Law {
            self.problems.push(problems::heading_without_anchor::problem(self.scene.place(span), &title));
        }
        let place = self.scene.place(span);
        if let Some((_, end, _)) = self.scene.articles.iter().find(|(start, _, _)| *start == span.start) {
            span.end = *end;
        }
        for (anchor, note) in anchors {
            if self.tree.articles.iter().any(|a| a.span.file == self.scene.file && a.anchor == anchor) {
                self.problems.push(problems::anchor_twice::problem(place.clone(), &anchor));
            }
            self.current.push(self.tree.articles.len());
            let article =
                Article { measure: self.measure, anchor, note, title: title.clone(), gist: String::new(), says: Vec::new(), span };
            self.tree.articles.push(article);
        }
    }

    fn prose(&mut self, text: &str, says: &[Range<usize>]) {
        let words: Vec<Word> = says
            .iter()
            .map(|range| {
                let text = self.scene.slice(range.start, range.end).trim_matches('`').trim().to_owned();
                Word { text, span: self.scene.span(range.start, range.end) }
            })
            .collect();
        for article in &self.current {
            let Some(article) = self.tree.articles.get_mut(*article) else { continue };
            if !text.is_empty() {
                if !article.gist.is_empty() {
                    article.gist.push('\n');
                }
                article.gist.push_str(text);
            }
            article.says.extend(words.iter().cloned());
        }
    }

    fn rules(&mut self, range: Range<usize>, nested: bool) {
        let span = self.scene.span(range.start, range.end);
        let at_margin = range.start == 0 || self.scene.slice(range.start.saturating_sub(1), range.start) == "\n";
        if nested || !at_margin {
            self.problems.push(problems::fence_not_at_margin::problem(self.scene.place(span)));
            return;
        }
        let (inner, closed) = inside_fence(self.scene.text, &range);
        if !closed {
            let first_line = self.scene.span(range.start, inner.start);
            self.problems.push(problems::unclosed_fence::problem(self.scene.place(first_line)));
        }
        if self.current.is_empty() && self.part == Part::Law && self.tree.articles.iter().all(|a| a.span.file != self.scene.file) {
            let first_line = self.scene.span(range.start, inner.start);
            self.problems.push(problems::rules_outside_article::problem(self.scene.place(first_line)));
        }
        let lexed = lex(&self.scene, inner.start, inner.end, self.problems);
        let article = self.current.first().copied();
        for Item { statement, sees_table, decides, broken, .. } in parse_block(&self.scene, &lexed, article, self.problems) {
            let at = statement.is_some().then_some(self.tree.statements.len());
            self.tree.statements.extend(statement);
            self.tree.broken.extend(broken);
            if let Some(says) = sees_table {
                self.waiting.push(Waiting { statement: at, says, decides });
            }
        }
    }

    fn table(&mut self, range: Range<usize>) {
        let Some(table) = table::cut(&self.scene, range.start, range.end) else { return };
        if self.waiting.is_empty() {
            self.problems.push(problems::table_left_over::problem(self.scene.place(table.head.span)));
            return;
        }
        let waiting = self.waiting.remove(0);
        if let Some(Statement { kind: StatementKind::Decision(decision), .. }) =
            waiting.statement.and_then(|at| self.tree.statements.get_mut(at))
        {
            return read_decision(&self.scene, &table, decision, self.problems);
        }
        if waiting.decides {
            return;
        }
        let columns = self.columns(&table);
        let Some(statement) = waiting.statement.and_then(|at| self.tree.statements.get_mut(at)) else {
            // The statement was not read; its columns are not to be missed in rules as well.
            self.tree.broken.extend(columns.into_iter().map(|column| column.name));
            return;
        };
        if let StatementKind::Source(source) = &mut statement.kind {
            source.columns = columns;
        }
    }

    fn columns(&mut self, table: &Table) -> Vec<Column> {
        let head = |names: [&str; 2]| {
            table.head.cells.iter().position(|cell| {
                let text: String = self.scene.slice(index(cell.start), index(cell.end)).chars().map(half_width).collect();
                names.contains(&text.trim())
            })
        };
        let (names, ty, headings) = (head(["栏", "column"]), head(["类型", "type"]), head(["可认表头", "headings"]));
        let place = self.scene.place(table.head.span);
        let (Some(names), Some(ty)) = (names, ty) else {
            let missing = if names.is_none() { "栏" } else { "类型" };
            self.problems.push(problems::table_heads::problem(place, missing));
            return Vec::new();
        };
        let wanted = table.head.cells.len();
        let mut columns = Vec::new();
        for (number, line) in table.rows.iter().enumerate() {
            if number >= MAX_COLUMNS {
                self.problems.push(problems::pack_too_large::columns(self.scene.place(line.span), MAX_COLUMNS));
                break;
            }
            if line.cells.len() != wanted {
                self.problems.push(problems::row_cells::problem(self.scene.place(line.span), line.cells.len(), wanted));
            }
            let cell = |at: usize| line.cells.get(at).copied();
            let (Some(names), Some(ty)) = (cell(names), cell(ty)) else { continue };
            let row = Row { names, ty, headings: headings.and_then(cell) };
            columns.extend(parse_row(&self.scene, row, self.problems));
        }
        columns
    }

    /// Statements that still wait for a table will not get one.
    fn no_more_tables(&mut self) {
        for waiting in self.waiting.drain(..) {
            self.problems.push(problems::table_missing::problem(self.scene.place(waiting.says)));
        }
    }
}

/// `law/10-鼓励激励.md` → `鼓励激励`
fn measure_name(path: &str) -> String {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let name = stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
    if name.is_empty() { stem.to_owned() } else { name.to_owned() }
}

/// `## 第六条 考核奖励 {#第六条 条号推定}` → title, and each anchor with its note.
fn heading_text(raw: &str) -> (String, Vec<(String, String)>) {
    let mut rest = raw.trim().trim_start_matches('#').trim_end_matches('#');
    let mut title = String::new();
    let mut anchors = Vec::new();
    while let Some((before, after)) = rest.split_once("{#") {
        title.push_str(before);
        let (inner, tail) = after.split_once('}').unwrap_or((after, ""));
        let (anchor, note) = inner.trim().split_once(char::is_whitespace).unwrap_or((inner.trim(), ""));
        if !anchor.is_empty() {
            anchors.push((anchor.chars().map(half_width).collect(), note.trim().to_owned()));
        }
        rest = tail;
    }
    title.push_str(rest);
    (title.trim().to_owned(), anchors)
}

/// The stretch between the two lines of a fence, and whether the second one is there.
fn inside_fence(text: &str, range: &Range<usize>) -> (Range<usize>, bool) {
    let block = text.get(range.clone()).unwrap_or("");
    let first = block.find('\n').map_or(block.len(), |at| at.saturating_add(1));
    let start = range.start.saturating_add(first);
    let body = block.get(first..).unwrap_or("").trim_end_matches('\n');
    let last = body.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let last_line = body.get(last..).unwrap_or("").trim();
    let closed = last_line.len() >= 3 && (last_line.chars().all(|c| c == '`') || last_line.chars().all(|c| c == '~'));
    let end = if closed { start.saturating_add(last) } else { range.end };
    (start..end.max(start), closed)
}

/// The stretches of rules in a file that reads without a problem, without the lines of their fences.
pub(super) fn rule_blocks(text: &str) -> Vec<Range<usize>> {
    let rules = |block| match block {
        Block::Fence { range, info, .. } if is_rules(&info) => Some(inside_fence(text, &range).0),
        _ => None,
    };
    blocks_of(text).into_iter().filter_map(rules).collect()
}

fn is_rules(info: &str) -> bool {
    matches!(info, "规则" | "rules")
}

/// The blocks of a file in order.
fn blocks_of(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut skip_until: Option<TagEnd> = None;
    let mut prose = String::new();
    let mut says: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if let Some(end) = skip_until {
            if event == Event::End(end) {
                skip_until = None;
            }
            continue;
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 && matches!(level, HeadingLevel::H1 | HeadingLevel::H2) => {
                skip_until = Some(TagEnd::Heading(level));
                let block = if level == HeadingLevel::H1 { Block::Title(range) } else { Block::Heading(range) };
                flush(&mut prose, &mut says, &mut blocks);
                blocks.push(block);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                skip_until = Some(TagEnd::CodeBlock);
                flush(&mut prose, &mut says, &mut blocks);
                let (info, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (info.split_whitespace().next().unwrap_or("").to_owned(), true),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                blocks.push(Block::Fence { range, info, fenced, nested: depth > 0 });
            }
            Event::Start(Tag::Table(_)) => {
                skip_until = Some(TagEnd::Table);
                flush(&mut prose, &mut says, &mut blocks);
                blocks.push(Block::Table { range, nested: depth > 0 });
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Item) => depth = depth.saturating_add(1),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Item) => {
                depth = depth.saturating_sub(1);
                flush(&mut prose, &mut says, &mut blocks);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => flush(&mut prose, &mut says, &mut blocks),
            Event::Text(words) => prose.push_str(&words),
            Event::Code(_) => says.push(range),
            Event::SoftBreak | Event::HardBreak => prose.push('\n'),
            _ => {}
        }
    }
    flush(&mut prose, &mut says, &mut blocks);
    blocks
}

fn flush(prose: &mut String, says: &mut Vec<Range<usize>>, blocks: &mut Vec<Block>) {
    let text = prose.trim().to_owned();
    prose.clear();
    if !text.is_empty() || !says.is_empty() {
        blocks.push(Block::Prose { text, says: std::mem::take(says) });
    }
}
