//! `日期 后 1个月` where that month has no such day: the last of the month was taken, and the reasons say so.
//!
//! In: a formula or a condition. Out: one node for each such day in it, in the order written. Of a day known only within bounds
//! both ends are looked at, each as the day it would be. Deliberately absent: what is read of other entities and other results,
//! which have reasons of their own.

use jiff::civil::Date;
use quanheng_facts::value::{LengthUnit, Value};

use super::super::expression::Frame;
use super::super::gather::later;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::ir::{DayUnit, Expr, ExprKind, GatherKind, number_of, walk};

impl Telling<'_, '_> {
    pub(super) fn month_ends(&self, expr: &Expr, frame: Frame<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.look_for_month_ends(expr, frame, &mut nodes);
        nodes
    }

    fn look_for_month_ends(&self, expr: &Expr, frame: Frame<'_>, nodes: &mut Vec<Node>) {
        let parts = match &expr.kind {
            ExprKind::Gather(gather) => match (gather.kind, gather.of.as_slice()) {
                (GatherKind::DayAfter(unit), [day, count]) => {
                    for node in self.month_ends_of(expr, (day, count, unit), frame) {
                        if !nodes.contains(&node) {
                            nodes.push(node);
                        }
                    }
                    vec![day, count]
                }
                (GatherKind::Present { .. } | GatherKind::Calendar(_), of) => of.iter().collect(),
                // Other entities' days.
                _ => Vec::new(),
            },
            ExprKind::Exists { .. } | ExprKind::Count { .. } | ExprKind::First { .. } | ExprKind::History(_) | ExprKind::Normalise(_) => {
                Vec::new()
            }
            ExprKind::Previous(inner) => {
                if let Some(before) = frame.year.plus(-1) {
                    self.look_for_month_ends(inner, frame.in_year(before), nodes);
                }
                return;
            }
            ExprKind::ElseIfNa { value, otherwise } => {
                let needed = self.run.eval(value, frame).possible.na;
                if needed { vec![&**value, otherwise] } else { vec![&**value] }
            }
            ExprKind::Match { subject, arms, otherwise } => {
                let known = self.run.eval(subject, frame).possible.known().cloned();
                let taken = |value: &Expr| known.is_some() && self.run.eval(value, frame).possible.known() == known.as_ref();
                match arms.iter().find(|(values, _)| values.iter().any(taken)) {
                    Some((_, then)) => vec![&**subject, then],
                    None if known.is_some() => std::iter::once(&**subject).chain(otherwise.as_deref()).collect(),
                    None => walk::parts(expr),
                }
            }
            _ => walk::parts(expr),
        };
        for part in parts {
            self.look_for_month_ends(part, frame, nodes);
        }
    }

    fn month_ends_of(&self, written: &Expr, (day, count, unit): (&Expr, &Expr, DayUnit), frame: Frame<'_>) -> Vec<Node> {
        let (days, counts) = (self.run.eval(day, frame).possible, self.run.eval(count, frame).possible);
        let (Some(days), Some(counts)) = (&days.range, &counts.range) else { return Vec::new() };
        let words = self.words.expression(written);
        [(days.least(), counts.least()), (days.greatest(), counts.greatest())]
            .into_iter()
            .filter_map(|(day, count)| {
                let (Some(Value::Date(from)), Some(count)) = (day, count) else { return None };
                let to = cut_short(*from, count, unit)?;
                Some(told(&words, *from, to))
            })
            .collect()
    }
}

/// The last of the month, where a month has no such day.
fn cut_short(from: Date, count: &Value, unit: DayUnit) -> Option<Date> {
    let (count, unit) = match count {
        Value::Length(count, LengthUnit::Year) => (i128::from(*count), DayUnit::Years),
        Value::Length(count, LengthUnit::Month) => (i128::from(*count), DayUnit::Months),
        _ => (number_of(count)?.to_integer()?, unit),
    };
    if !matches!(unit, DayUnit::Years | DayUnit::Months) {
        return None;
    }
    later(from, count, unit).filter(|to| to.day() < from.day())
}

fn told(written: &str, from: Date, to: Date) -> Node {
    let (year, month, day) = (to.year(), to.month(), from.day());
    let zh = format!("{written}，从 {from} 算：{year}年{month}月没有 {day} 日，取月末 {to}");
    let en = format!("{written}, from {from}: {year:04}-{month:02} has no day {day}, so the last of the month is taken, {to}");
    let mut node = Node::new(Mechanism::MonthEnd, zh, en);
    node.value = Some(to.to_string());
    node
}
