//! The ends of the reasons: cells, what is missing, signatures, open values, named numbers, history.

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};

use super::super::expression::Frame;
use super::super::outcome::Outcome;
use super::super::reading::Reading;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, History, HistoryKind, OpenId, Over};
use crate::possible::Possible;

impl Telling<'_, '_> {
    /// A reading that is not of a variable.
    pub fn leaf(&mut self, reading: Reading<'_>, instance: Instance) -> Option<Node> {
        let frame = reading.frame(instance);
        let outcome = self.run.eval(reading.expr, frame);
        match &reading.expr.kind {
            ExprKind::Column { table, column, keys, .. } => {
                let keys: Vec<Value> = keys.iter().filter_map(|k| self.run.eval(k, frame).possible.known().cloned()).collect();
                Some(self.cell(reading.expr, &outcome, *table, *column, frame, &keys))
            }
            ExprKind::ColumnAsAt { table, column, .. } => Some(self.cell(reading.expr, &outcome, *table, *column, frame, &[])),
            ExprKind::HasRecord { table, column, keys, among } => {
                let keys: Vec<Value> = keys.iter().filter_map(|k| self.run.eval(k, frame).possible.known().cloned()).collect();
                let mut node = self.statement(Mechanism::Cell, reading.expr, &outcome, reading.year);
                if among.is_none() {
                    node.cell = self.row_origin(*table, *column, reading.entity, reading.year, &keys);
                }
                Some(node)
            }
            ExprKind::NoRecord { table, keys } | ExprKind::IsComplete { table, keys } => {
                let keys: Vec<Value> = keys.iter().filter_map(|k| self.run.eval(k, frame).possible.known().cloned()).collect();
                let mut node = self.statement(Mechanism::Completeness, reading.expr, &outcome, reading.year);
                self.signature(*table, reading.entity, reading.year, &keys, &mut node);
                Some(node)
            }
            ExprKind::Exists { over, .. } | ExprKind::Count { over, .. } => {
                let mut node = self.statement(Mechanism::Cell, reading.expr, &outcome, reading.year);
                if let Over::Rows { table, .. } = over {
                    self.rows(*table, reading.entity, reading.year, &mut node);
                    self.signature(*table, reading.entity, reading.year, &[], &mut node);
                }
                Some(node)
            }
            ExprKind::First { condition, since } => Some(self.first(reading, condition, since.as_deref(), &outcome, instance)),
            ExprKind::Gather(gather) => Some(self.gathered(reading, gather, &outcome, instance)),
            ExprKind::History(history) => Some(self.history(reading, history, &outcome, instance)),
            ExprKind::Normalise(normalise) => Some(self.normalise(reading, normalise, &outcome, instance)),
            ExprKind::Open(open) => self.open(*open, &outcome, reading.year),
            ExprKind::InPost(_) | ExprKind::HeldColumn { .. } | ExprKind::Holding(_) | ExprKind::Served(_) => {
                self.posts(reading, &outcome, instance)
            }
            _ => None,
        }
    }

    pub(super) fn statement(&self, mechanism: Mechanism, expr: &Expr, outcome: &Outcome, year: Year) -> Node {
        let written = self.words.expression(expr);
        let said = self.say(&outcome.possible, &expr.ty, year);
        let mut node = Node::new(mechanism, format!("{written} = {}（{year}年度）", said.zh), format!("{written} = {} ({year})", said.en));
        node.value = Some(said.zh);
        node
    }

    /// A cell, or the words for one that is missing.
    fn cell(&self, expr: &Expr, outcome: &Outcome, table: TableId, column: ColumnId, frame: Frame<'_>, keys: &[Value]) -> Node {
        let mut node = self.statement(Mechanism::Cell, expr, outcome, frame.year);
        node.cell = self.row_origin(table, Some(column), frame.entity, frame.year, keys);
        if !outcome.possible.is_certain() {
            node.mechanism = Mechanism::Missing;
            for cause in outcome.causes.iter() {
                let (what, place) = (self.words.cause(cause), self.words.cause_place(cause));
                node.children.push(Node::new(
                    Mechanism::Missing,
                    format!("{}：{}", place.zh, what.zh),
                    format!("{}: {}", place.en, what.en),
                ));
            }
        }
        for mark in outcome.marks.iter() {
            let words = self.words.mark(mark);
            node.text.zh.push_str(&format!("，{}", words.zh));
            node.text.en.push_str(&format!(", {}", words.en));
        }
        node
    }

    fn row_origin(&self, table: TableId, column: Option<ColumnId>, entity: Option<EntityIx>, year: Year, keys: &[Value]) -> Option<String> {
        let schema = self.run.program.schema.table(table)?;
        let mut key = Vec::new();
        let mut rest = keys.iter();
        for each in &schema.keys {
            key.push(match each.ty {
                KeyType::Entity(_) => Value::Entity(entity?),
                KeyType::Year => Value::Year(year),
                KeyType::Enum(_) => rest.next()?.clone(),
            });
        }
        let mut rows = self.run.facts.rows(table, &key);
        let row = rows.next()?;
        let origin = match column {
            Some(column) => &Facts::cell(&row, column)?.origin,
            None => &row.origin,
        };
        Some(self.words.origin(origin))
    }

    fn rows(&self, table: TableId, entity: Option<EntityIx>, year: Year, node: &mut Node) {
        let Some(entity) = entity else { return };
        for row in self.run.facts.rows(table, &[Value::Entity(entity), Value::Year(year)]) {
            let cells: Vec<&str> = row.cells.iter().flatten().map(|c| c.origin.text.as_str()).collect();
            let mut child = Node::new(Mechanism::Cell, cells.join("，"), cells.join(", "));
            child.cell = Some(self.words.origin(&row.origin));
            node.children.push(child);
        }
    }

    fn signature(&self, table: TableId, entity: Option<EntityIx>, year: Year, keys: &[Value], node: &mut Node) {
        let name = self.words.column_name(table, None);
        match self.run.signed(table, entity, year, keys) {
            Some(signed) => {
                let mut child = Node::new(
                    Mechanism::Completeness,
                    format!("{name} {year}年度由{}确认完整", signed.body),
                    format!("{name} {year} signed complete by {}", signed.body),
                );
                child.cell = Some(self.words.origin(&signed.origin));
                node.children.push(child);
            }
            None => node.children.push(Node::new(
                Mechanism::Completeness,
                format!("{name} {year}年度没有确认完整（由{}确认）", self.words.signers(table)),
                format!("{name} {year} is not signed complete (by {})", self.words.signers(table)),
            )),
        }
    }

    /// 首次: what each year says, in one line each, the latest first.
    fn first(&mut self, reading: Reading<'_>, condition: &Expr, since: Option<&Expr>, outcome: &Outcome, instance: Instance) -> Node {
        let mut node = self.statement(Mechanism::History, reading.expr, outcome, reading.year);
        let earliest = self.run.earliest_year(condition, reading.year);
        let mut years: Vec<(Year, Possible)> = Vec::new();
        let mut at = Some(reading.year);
        while let Some(year) = at.filter(|y| *y >= earliest) {
            let frame = Frame { year, ..reading.frame(instance) };
            let possible = self.run.eval(condition, frame).possible;
            // What does not hold this year is no first time, whatever the other years say.
            if year == reading.year && (possible.as_truth() == Some(false) || possible.is_na()) {
                let said = self.say(&possible, &condition.ty, year);
                let written = self.words.expression(condition);
                node.children.push(Node::new(
                    Mechanism::History,
                    format!("{written}：{year}年{}", said.zh),
                    format!("{written}: {year} {}", said.en),
                ));
                return node;
            }
            years.push((year, possible));
            at = year.plus(-1);
        }
        let (zh, en): (Vec<String>, Vec<String>) = years
            .iter()
            .map(|(year, possible)| {
                let said = self.say(possible, &condition.ty, *year);
                (format!("{year}年{}", said.zh), format!("{year} {}", said.en))
            })
            .unzip();
        node.children.push(Node::new(
            Mechanism::History,
            format!("{}：{}；{earliest}年以前没有记录", self.words.expression(condition), zh.join("，")),
            format!("{}: {}; nothing recorded before {earliest}", self.words.expression(condition), en.join(", ")),
        ));
        if let Some(since) = since {
            let from = self.run.eval(since, reading.frame(instance));
            let said = self.say(&from.possible, &since.ty, reading.year);
            let mut child = Node::new(
                Mechanism::History,
                format!("从 {} 起算：{}", self.words.expression(since), said.zh),
                format!("counted from {}: {}", self.words.expression(since), said.en),
            );
            for cause in from.causes.iter() {
                let words = self.words.cause(cause);
                child.children.push(Node::new(Mechanism::Open, words.zh, words.en));
            }
            node.children.push(child);
        }
        node
    }

    /// 往年, 连续, 曾, 近: what each year that was looked at says, in one line, the latest first.
    fn history(&mut self, reading: Reading<'_>, history: &History, outcome: &Outcome, instance: Instance) -> Node {
        let mut node = self.statement(Mechanism::History, reading.expr, outcome, reading.year);
        let frame = reading.frame(instance);
        let looked_at = self.run.years_looked_at(history, frame);
        let (zh, en): (Vec<String>, Vec<String>) = looked_at
            .iter()
            .map(|(year, one)| {
                let said = self.say(&one.possible, &history.of.ty, *year);
                (format!("{year}年{}", said.zh), format!("{year} {}", said.en))
            })
            .unzip();
        let of = self.words.expression(&history.of);
        let earliest = self.run.earliest_year(&history.of, reading.year);
        let (mut zh, mut en) = (format!("{of}：{}", zh.join("，")), format!("{of}: {}", en.join(", ")));
        if looked_at.iter().any(|(year, _)| *year < earliest) || history.kind == HistoryKind::Ever {
            zh.push_str(&format!("；{earliest}年以前没有记录"));
            en.push_str(&format!("; nothing recorded before {earliest}"));
        }
        node.children.push(Node::new(Mechanism::History, zh, en));
        let clauses = [("年数", "years", &history.years), ("自", "from", &history.since), ("未考核", "not assessed", &history.unassessed)];
        for (zh, en, clause) in clauses {
            let Some(clause) = clause.as_ref().filter(|c| !matches!(c.kind, ExprKind::Literal(_))) else { continue };
            let value = self.run.eval(clause, frame);
            let (written, said) = (self.words.expression(clause), self.say(&value.possible, &clause.ty, reading.year));
            let mut child = Node::new(Mechanism::History, format!("{zh} {written} = {}", said.zh), format!("{en} {written} = {}", said.en));
            for cause in value.causes.iter() {
                let words = self.words.cause(cause);
                child.children.push(Node::new(Mechanism::Open, words.zh, words.en));
            }
            node.children.push(child);
        }
        if !outcome.possible.is_certain() {
            for cause in outcome.causes.iter() {
                let (what, place) = (self.words.cause(cause), self.words.cause_place(cause));
                node.children.push(Node::new(
                    Mechanism::Missing,
                    format!("{}：{}", place.zh, what.zh),
                    format!("{}: {}", place.en, what.en),
                ));
            }
        }
        node
    }

    fn open(&self, open: OpenId, outcome: &Outcome, year: Year) -> Option<Node> {
        let declared = self.run.program.opens.get(open.at())?;
        let said = self.say(&outcome.possible, &declared.ty, year);
        let mut node = if outcome.possible.is_certain() {
            let marks: Vec<_> = outcome.marks.iter().map(|m| self.words.mark(m)).collect();
            let (zh, en): (Vec<&str>, Vec<&str>) = marks.iter().map(|m| (m.zh.as_str(), m.en.as_str())).unzip();
            Node::new(
                Mechanism::Open,
                format!("待定「{}」= {}：{}", declared.name, said.zh, zh.join("；")),
                format!("open value 「{}」 = {}: {}", declared.name, said.en, en.join("; ")),
            )
        } else {
            let among = (said.zh != "未知").then(|| (format!("（可选：{}）", said.zh), format!(" (may be: {})", said.en)));
            let (zh, en) = among.unwrap_or_default();
            Node::new(
                Mechanism::Open,
                format!("待定「{}」没有设定{zh}", declared.name),
                format!("open value 「{}」 is not settled{en}", declared.name),
            )
        };
        node.article = self.words.article(declared.article);
        Some(node)
    }

    /// The named numbers of a formula, with the version in force; those of one article in one line.
    pub(super) fn parameters(&self, expr: &Expr, instance: Instance) -> Vec<Node> {
        let law = self.run.law_year(instance.year);
        let mut nodes: Vec<Node> = Vec::new();
        let deciding = self.run.deciding_readings(expr, instance);
        for reading in self.run.readings(expr, instance.entity, instance.year) {
            let ExprKind::Parameter(id) = reading.expr.kind else { continue };
            let Some(parameter) = self.run.program.parameters.get(id.at()) else { continue };
            // Of a table only the cells that may be meant.
            if parameter.family.is_some() && !deciding.iter().any(|r| r.expr == reading.expr) {
                continue;
            }
            let Some(version) = parameter.in_force(law) else { continue };
            let supposed = self.run.choice.parameters.get(&id);
            let value = supposed.unwrap_or(&version.value);
            let (zh, en) = (
                self.words.value(value, &parameter.ty, instance.year, Chinese),
                self.words.value(value, &parameter.ty, instance.year, English),
            );
            let pack = self.run.program.packs.get(version.pack.at()).map_or("？", |p| p.id.as_str());
            let (since_zh, since_en) = match (supposed, version.from) {
                (Some(_), _) => ("（假设）".to_owned(), " (supposed)".to_owned()),
                (None, Some(from)) => (format!("（{pack} 自{from}年度起）"), format!(" ({pack}, from {from})")),
                (None, None) if version.pack != parameter.pack => (format!("（{pack}）"), format!(" ({pack})")),
                (None, None) => (String::new(), String::new()),
            };
            let (zh, en) = (format!("「{}」= {zh}{since_zh}", parameter.name), format!("「{}」 = {en}{since_en}", parameter.name));
            let article = self.words.article(version.article.or(parameter.article));
            match nodes.last_mut().filter(|last| last.article == article) {
                Some(last) => {
                    last.text.zh.push_str(&format!("，{zh}"));
                    last.text.en.push_str(&format!(", {en}"));
                }
                None => nodes.push(Node { article, ..Node::new(Mechanism::Parameter, zh, en) }),
            }
        }
        nodes
    }
}
