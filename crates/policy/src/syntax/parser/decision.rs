//! 判定表: its clauses, and the heads and cells of its table.
//!
//! In: tokens, and the cells of one Markdown table. Out: a tree, or a problem for each cell that cannot be read. A number in a cell
//! that bears no name of its own is called after its place, `安全事故.级别「重大·死亡」`, so that another pack can change it.

use super::clause::{Slot, after_comma};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::lexer::lex;
use crate::syntax::notes::Notes;
use crate::syntax::place::{Scene, index};
use crate::syntax::table::Table;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Decision, DecisionCell, DecisionRow, Expr, ExprKind, Hit, Span, StatementKind, Word};
use quanheng_facts::problem::Problem;

const TABLE: &[Slot] = &[
    after_comma(&[Keyword::Hit]),
    after_comma(&[Keyword::Applies]),
    after_comma(&[Keyword::Levels]),
    after_comma(&[Keyword::Official]),
    after_comma(&[Keyword::SeeTable]),
];

impl Parser<'_, '_> {
    /// `判定表 path：type，取 …[，适用 …][，缺级 … 未得][，官方 栏]，见下表`
    pub(crate) fn decision(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        self.expect_sign(Sign::Colon, "：")?;
        let ty = self.type_text()?;
        let (mut hit, mut validity, mut official, mut sees) = (None, None, None, false);
        let mut not_obtained = Vec::new();
        self.clauses(Keyword::Table, TABLE, |p, clause, span| {
            match clause {
                Keyword::Hit => hit = Some(p.hit()?),
                Keyword::Applies => validity = Some(p.validity(span)?),
                Keyword::Levels => {
                    not_obtained = p.names(&say("没有取得标准的级", "a level whose criteria were not obtained"))?;
                    p.expect(Keyword::NotObtained)?;
                }
                Keyword::Official => official = Some(p.path(&say("官方级别的栏", "the column of the official grade"))?),
                _ => sees = true,
            }
            Ok(())
        });
        match (hit, sees) {
            (Some(hit), true) => Ok(StatementKind::Decision(Decision {
                path,
                index,
                ty,
                hit,
                validity,
                not_obtained,
                official,
                heads: Vec::new(),
                rows: Vec::new(),
                broken: false,
            })),
            _ if self.broken => Err(Stop),
            (None, _) => Err(self.expected(&say(
                "「，取 唯一」或者「，取 任一达到的最高级」「，取 全部」",
                "「, hit unique」, 「, hit highest_met」 or 「, hit each_row」",
            ))),
            (Some(_), false) => Err(self.expected(&say("「，见下表」", "「, see_table」"))),
        }
    }

    fn hit(&mut self) -> Read<Hit> {
        for (keyword, hit) in [(Keyword::Unique, Hit::Unique), (Keyword::HighestMet, Hit::HighestMet), (Keyword::EachRow, Hit::EachRow)] {
            if self.eat(keyword) {
                return Ok(hit);
            }
        }
        Err(self.expected(&say("唯一、任一达到的最高级 或者 全部", "unique, highest_met or each_row")))
    }

    /// A head: what the cells below it are about.
    fn decision_head(&mut self) -> Read<Expr> {
        let head = self.sum()?;
        self.end_of_cell()?;
        Ok(head)
    }

    fn decision_value(&mut self) -> Read<Expr> {
        let value = self.sum()?;
        self.end_of_cell()?;
        Ok(value)
    }

    fn end_of_cell(&mut self) -> Read<()> {
        if self.done() { Ok(()) } else { Err(self.expected(&say("格子到这里为止", "the end of the cell"))) }
    }

    /// A cell under a head.
    fn decision_cell(&mut self, head: &Expr) -> Read<DecisionCell> {
        let start = self.here();
        if self.eat(Keyword::Rest) {
            self.end_of_cell()?;
            return Ok(DecisionCell::Rest(start));
        }
        if self.comparison().is_none() {
            let negated = self.eat(Keyword::NotIn);
            let values = self.values()?;
            self.end_of_cell()?;
            let span = self.since(start);
            if !negated {
                return Ok(DecisionCell::Values(values, span));
            }
            let kind = ExprKind::In { negated, subject: Box::new(head.clone()), values };
            return Ok(DecisionCell::When(Expr { kind, span }));
        }
        let mut limits = Vec::new();
        while let Some(op) = self.comparison() {
            let from = self.here();
            self.bump();
            let right = self.sum()?;
            let kind = ExprKind::Compare { op, left: Box::new(head.clone()), right: Box::new(right) };
            limits.push(Expr { kind, span: self.since(from) });
            if !self.eat_sign(Sign::Comma) && !self.eat(Keyword::And) {
                break;
            }
        }
        self.end_of_cell()?;
        let one = if limits.len() == 1 { limits.pop() } else { None };
        Ok(DecisionCell::When(one.unwrap_or(Expr { kind: ExprKind::And(limits), span: self.since(start) })))
    }
}

/// Reads the table of a 判定表 into it.
pub fn read_decision(scene: &Scene<'_>, table: &Table, decision: &mut Decision, problems: &mut Vec<Problem>) {
    let mut cells = table.head.cells.iter();
    let first = cells.next();
    let (Some(_), true) = (first, table.head.cells.len() > 1) else {
        let name = decision.path.words.last().map_or("", |w| w.text.as_str());
        problems.push(problems::decision_without_columns::problem(scene.place(table.head.span), name));
        decision.broken = true;
        return;
    };
    for cell in cells {
        match in_cell(scene, *cell, problems, |p| p.decision_head()) {
            Some(head) => decision.heads.push(head),
            None => decision.broken = true,
        }
    }
    if decision.broken {
        return;
    }
    let name = decision.path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
    let mut levels: Vec<String> = Vec::new();
    for line in &table.rows {
        if line.cells.len() != table.head.cells.len() {
            problems.push(problems::row_cells::problem(scene.place(line.span), line.cells.len(), table.head.cells.len()));
            decision.broken = true;
            continue;
        }
        let Some((value, rest)) = line.cells.split_first() else { continue };
        let level = text_of(scene, *value).to_owned();
        let again = levels.iter().filter(|l| **l == level).count();
        let called = if again == 0 { level.clone() } else { format!("{level}·{}", again.saturating_add(1)) };
        levels.push(level);
        let (least, greatest) = ends(scene, *value);
        let least = in_cell(scene, least, problems, |p| p.decision_value());
        let greatest = greatest.map(|span| in_cell(scene, span, problems, |p| p.decision_value()));
        let mut row = Vec::new();
        for (cell, head) in rest.iter().zip(&decision.heads) {
            let text = text_of(scene, *cell);
            if text.is_empty() || matches!(text, "—" | "–" | "-" | "－" | "——" | "−") {
                row.push(DecisionCell::Always);
                continue;
            }
            let Some(mut read) = in_cell(scene, *cell, problems, |p| p.decision_cell(head)) else {
                decision.broken = true;
                continue;
            };
            let column = text_of(scene, head.span);
            name_numbers(&mut read, &format!("{name}「{called}·{column}」"));
            row.push(read);
        }
        match (least, greatest) {
            (Some(least), None) if row.len() == rest.len() => {
                decision.rows.push(DecisionRow { least, greatest: None, cells: row, span: line.span });
            }
            (Some(least), Some(Some(greatest))) if row.len() == rest.len() => {
                decision.rows.push(DecisionRow { least, greatest: Some(greatest), cells: row, span: line.span });
            }
            _ => decision.broken = true,
        }
    }
}

fn text_of<'a>(scene: &Scene<'a>, span: Span) -> &'a str {
    scene.text.get(index(span.start)..index(span.end)).unwrap_or("").trim()
}

/// `一般…较大` → its two ends.
fn ends(scene: &Scene<'_>, cell: Span) -> (Span, Option<Span>) {
    let text = scene.text.get(index(cell.start)..index(cell.end)).unwrap_or("");
    let Some((before, after)) = text.split_once('…').or_else(|| text.split_once("...")) else { return (cell, None) };
    let after = after.trim_start_matches('…');
    let start = index(cell.start);
    let from = index(cell.end).saturating_sub(after.len());
    (scene.span(start, start.saturating_add(before.len())), Some(scene.span(from, index(cell.end))))
}

/// Lexes a cell and reads it.
fn in_cell<'a, T>(
    scene: &Scene<'a>,
    cell: Span,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&mut Parser<'_, '_>) -> Read<T>,
) -> Option<T> {
    if text_of(scene, cell).is_empty() {
        let (wanted, found) = (say("一个值", "a value"), say("格子却是空的", "the cell is empty"));
        problems.push(problems::expected::problem(scene.place(cell), &wanted, &found));
        return None;
    }
    let lexed = lex(scene, index(cell.start), index(cell.end), problems);
    let mut parser =
        Parser { scene, tokens: &lexed.tokens, at: 0, problems, broken: false, depth: 0, in_subject: false, notes: Notes::default() };
    let read = read(&mut parser).ok();
    if parser.broken { None } else { read }
}

/// Gives the numbers of a cell that have no name the name of the cell; with several, each its place in it.
fn name_numbers(cell: &mut DecisionCell, name: &str) {
    let DecisionCell::When(when) = cell else { return };
    let mut limits: Vec<&mut Expr> = match &mut when.kind {
        ExprKind::And(limits) => limits.iter_mut().collect(),
        _ => vec![when],
    };
    let several = limits.len() > 1;
    for (at, limit) in limits.iter_mut().enumerate() {
        let ExprKind::Compare { right, .. } = &mut limit.kind else { continue };
        if let ExprKind::Number { name: own @ None, .. } = &mut right.kind {
            let place = at.saturating_add(1);
            let text = match name.strip_suffix('」').filter(|_| several) {
                Some(base) => format!("{base}·{place}」"),
                None => name.to_owned(),
            };
            *own = Some(Word { text, span: right.span });
        }
    }
}
