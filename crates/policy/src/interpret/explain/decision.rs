//! 判定表 in words: which measure met which cell and by how much, which may yet, and what the official grade says.

use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::value::Type;

use super::super::decision::{Row, beyond, sides};
use super::super::expression::Frame;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Decision, Expr, ExprKind};
use crate::possible::Possible;
use crate::syntax::tree::Hit;

impl Telling<'_, '_> {
    /// The rows that give the value, or may; nothing where the rule's value is no table.
    pub(super) fn table_rows(&self, value: &Expr, instance: Instance) -> Vec<Node> {
        let ExprKind::Decision(decision) = &value.kind else { return Vec::new() };
        let frame = Frame::at(instance);
        let standing = self.run.standing_of_table(decision, frame);
        let mut nodes = Vec::new();
        if let (Some(official), Some(read)) = (&decision.official, &standing.official) {
            nodes.push(self.official(decision, official, (&read.possible, &standing.computed.possible), &value.ty, frame));
        }
        for row in standing.taken.iter().filter_map(|at| standing.rows.get(*at)) {
            nodes.push(self.table_row(decision, row, &value.ty, frame));
        }
        nodes
    }

    fn official(&self, decision: &Decision, official: &Expr, values: (&Possible, &Possible), ty: &Type, frame: Frame<'_>) -> Node {
        let (given, computed) = (self.say(values.0, ty, frame.year), self.say(values.1, ty, frame.year));
        let written = self.words.expression(official);
        let none = values.0.known().is_none() && decision.official.is_some();
        let (zh, en) = if none {
            (
                format!("没有官方的级别（{written}），按标准算：{}", computed.zh),
                format!("no official grade ({written}); by the criteria: {}", computed.en),
            )
        } else {
            (
                format!("官方：{written} = {}；按标准算：{}", given.zh, computed.zh),
                format!("official: {written} = {}; by the criteria: {}", given.en, computed.en),
            )
        };
        Node::new(Mechanism::Table, zh, en)
    }

    fn table_row(&self, decision: &Decision, row: &Row<'_>, ty: &Type, frame: Frame<'_>) -> Node {
        let least = self.run.eval(&row.row.least, frame).possible;
        let level = self.say(&least.hull(self.run.eval(&row.row.greatest, frame).possible), ty, frame.year);
        if row.row.rest {
            return Node::new(Mechanism::Table, format!("其余：「{}」", level.zh), format!("the rest: 「{}」", level.en));
        }
        let wanted = |truth: Option<bool>| match (decision.hit, row.met) {
            // Of a level that is met: what meets it. Of one that may be: what may.
            (Hit::HighestMet, Some(true)) => truth == Some(true),
            (Hit::HighestMet, _) => truth.is_none(),
            (Hit::Unique | Hit::EachRow, _) => true,
        };
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for (cell, truth) in row.row.cells.iter().zip(&row.cells) {
            let (Some(cell), Some(truth)) = (cell, truth) else { continue };
            if wanted(*truth) {
                let (one_zh, one_en) = self.table_cell(cell, frame);
                zh.push(one_zh);
                en.push(one_en);
            }
        }
        let (before_zh, before_en) = match (decision.hit, row.met) {
            (Hit::HighestMet, Some(true)) => ("达到", "reaches"),
            (Hit::HighestMet, _) => ("可能达到", "may reach"),
            (_, Some(true)) => ("合", "fits"),
            _ => ("可能合", "may fit"),
        };
        let mut node = Node::new(
            Mechanism::Table,
            format!("{before_zh}「{}」：{}", level.zh, zh.join("；")),
            format!("{before_en} 「{}」: {}", level.en, en.join("; ")),
        );
        node.status = Some(if row.met == Some(true) { "成立" } else { "未知" }.to_owned());
        node
    }

    /// `死亡 12人 ≥ 10人，超出 2人`.
    fn table_cell(&self, cell: &Expr, frame: Frame<'_>) -> (String, String) {
        let fill = |language| {
            move |expr: &Expr| {
                let read = !matches!(expr.kind, ExprKind::Literal(_) | ExprKind::Compare { .. } | ExprKind::In { .. } | ExprKind::And(_));
                let said = || self.words.possible(&self.run.eval(expr, frame).possible, &expr.ty, frame.year, language);
                match &expr.kind {
                    ExprKind::Parameter(_) => Some(said()),
                    _ if read => Some(format!("{} {}", self.words.expression(expr), said())),
                    _ => None,
                }
            }
        };
        let mut zh = self.words.filled(cell, &fill(Chinese));
        let mut en = self.words.filled(cell, &fill(English));
        if let Some((measure, limit)) = sides(cell) {
            let ty = &measure.ty;
            let over = beyond(&self.run.eval(measure, frame).possible, &self.run.eval(limit, frame).possible);
            if let Some(over) =
                over.filter(|v| matches!(v, quanheng_facts::value::Value::Number(n) if *n > quanheng_facts::exact::Exact::ZERO))
            {
                let over = Possible::value(over);
                zh.push_str(&format!("，超出 {}", self.words.possible(&over, ty, frame.year, Chinese)));
                en.push_str(&format!(", {} beyond", self.words.possible(&over, ty, frame.year, English)));
            }
        }
        (zh, en)
    }
}
