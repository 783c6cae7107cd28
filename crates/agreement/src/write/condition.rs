//! Conditions: comparisons, membership, what is there and what is not, and how they are joined.

use super::{At, GRADE, Shape, Ty, Writer};
use crate::text::{Sort, Text, text};

const SIGNS: [&str; 6] = ["=", "≠", "<", "≤", ">", "≥"];

impl Writer {
    pub(super) fn condition(&mut self, at: &At, depth: usize, na: bool) -> Text {
        let sort = Sort::Value(Ty::Bool);
        if depth == 0 {
            return self.leaf(at, Ty::Bool, na);
        }
        match self.chance.below(20) {
            0..=5 => self.compare(at, depth),
            6 | 7 => self.member(at),
            8 | 9 => {
                let count = self.chance.between(2, 3);
                let parts: Vec<Text> = (0..count).map(|_| self.condition(at, depth - 1, false)).collect();
                text!(sort; "（", Text::join(Sort::Whole, parts, " 且 "), "）")
            }
            10 | 11 => {
                let count = self.chance.between(2, 3);
                let parts: Vec<Text> = (0..count).map(|_| self.condition(at, depth - 1, false)).collect();
                text!(sort; "（", Text::join(Sort::Whole, parts, " 或 "), "）")
            }
            12 => {
                let of = self.condition(at, depth - 1, false);
                text!(sort; "（非 ", of, "）")
            }
            13 | 14 => self.asked_first(at),
            15 => match self.maybe_na(at) {
                Some(r) => text!(sort; *self.chance.of(&["有值", "不适用"]), "(", r.text, ")"),
                None => self.compare(at, depth),
            },
            16 => match self.recorded(at) {
                Some(told) => told,
                None => self.compare(at, depth),
            },
            17 => self.matched(at, Ty::Bool, depth, na),
            _ => self.leaf(at, Ty::Bool, na),
        }
    }

    /// Something compared.
    pub(super) fn compare(&mut self, at: &At, depth: usize) -> Text {
        let found = self.ordered_readable(at, false).or_else(|| self.ordered_readable(at, true));
        let Some(r) = found else { return self.leaf(at, Ty::Bool, false) };
        let left = if depth > 1 && self.chance.percent(35) && !matches!(r.ty, Ty::Enum(_)) {
            self.value(at, r.ty, depth - 1, false)
        } else {
            self.read(&r, false)
        };
        let right = self.other_side(at, r.ty, depth);
        let sign = *self.chance.of(&SIGNS);
        text!(Sort::Value(Ty::Bool); "（", left, format!(" {sign} "), right, "）")
    }

    pub(super) fn compared_with_literal(&mut self, r: &super::Readable) -> Text {
        let left = self.read(r, false);
        let right = self.literal(r.ty);
        let sign = *self.chance.of(&SIGNS);
        text!(Sort::Value(Ty::Bool); "（", left, format!(" {sign} "), right, "）")
    }

    fn other_side(&mut self, at: &At, ty: Ty, depth: usize) -> Text {
        match self.chance.below(10) {
            0..=5 => self.literal(ty),
            6 | 7 if depth > 1 && !matches!(ty, Ty::Enum(_)) => self.value(at, ty, depth - 1, false),
            _ => self.leaf(at, ty, false),
        }
    }

    /// 为, 不为
    fn member(&mut self, at: &At) -> Text {
        let enums: Vec<Ty> = (0..self.enums.len()).map(Ty::Enum).collect();
        let ty = *self.chance.of(&enums);
        let Some(r) = self.readable(at, ty) else { return self.compare(at, 1) };
        let Ty::Enum(which) = ty else { return self.compare(at, 1) };
        let mut values = self.enums[which].values.clone();
        self.chance.shuffle(&mut values);
        values.truncate(self.chance.between(1, values.len().saturating_sub(1).max(1)));
        let subject = self.read(&r, false);
        text!(Sort::Value(Ty::Bool); "（", subject, format!(" {} {}", self.chance.of(&["为", "不为"]), values.join("、")), "）")
    }

    /// `有值(甲) 且 甲 > 3`, `不适用(甲) 或 甲 > 3`: what stands on the left makes the reading on the right lawful.
    fn asked_first(&mut self, at: &At) -> Text {
        let Some(r) = self.ordered_readable(at, true) else { return self.compare(at, 1) };
        let (ask, join) = *self.chance.of(&[("有值", "且"), ("不适用", "或")]);
        let right = self.other_side(at, r.ty, 1);
        let sign = *self.chance.of(&SIGNS);
        text!(Sort::Value(Ty::Bool); format!("（{ask}({}) {join} （{} {sign} ", r.text, r.text), right, "））")
    }

    /// 有记录, 无记录, 已完整
    pub(super) fn recorded(&mut self, at: &At) -> Option<Text> {
        if !at.row.is_empty() || !at.yearly || !at.kind.is_unit() {
            return None;
        }
        let sort = Sort::Value(Ty::Bool);
        let near: Vec<super::TablePlan> = self
            .tables
            .iter()
            .filter(|t| t.owner.is_seen_from(at.kind) && t.yearly && matches!(t.shape, Shape::Fact | Shape::Keyed | Shape::Many))
            .cloned()
            .collect();
        let table = self.chance.maybe_of(&near)?.clone();
        let key = if table.shape == Shape::Keyed { format!("，{}", self.plain_words(Ty::Enum(super::AWARD))) } else { String::new() };
        Some(match self.chance.below(5) {
            0 if table.signed => text!(sort; format!("无记录({}{key})", table.name)),
            1 if table.signed => text!(sort; format!("已完整({}{key})", table.name)),
            2 if table.shape != Shape::Many => {
                let column = self.chance.of(&table.columns).clone();
                text!(sort; format!("有记录({}.{}{key})", table.name, column.name))
            }
            3 if table.shape == Shape::Fact => {
                let column = self.chance.of(&table.columns).clone();
                match self.readable_that(at, Ty::Enum(super::GROUP), false) {
                    Some(group) => text!(sort; format!("有记录({}.{}，组 {})", table.name, column.name, group.text)),
                    None => text!(sort; format!("有记录({})", table.name)),
                }
            }
            _ => text!(sort; format!("有记录({}{key})", table.name)),
        })
    }

    /// What stands after 当: a condition, or items of one.
    pub(super) fn guard(&mut self, at: &At, depth: usize) -> Text {
        if self.chance.percent(12) {
            let count = self.chance.between(2, 3);
            let mut parts = text!(Sort::Whole; *self.chance.of(&["下列之一", "下列全部"]));
            for number in ["一", "二", "三"].into_iter().take(count) {
                let item = self.condition(at, depth, false);
                parts.parts.push(text!(Sort::Whole; format!("\n    （{number}）"), item).into());
            }
            return parts;
        }
        if self.chance.percent(50) { self.plain_condition(at) } else { self.value(at, Ty::Bool, depth, false) }
    }

    /// A condition about an ordered enum or a number that holds often enough to matter.
    pub(super) fn plain_condition(&mut self, at: &At) -> Text {
        match self.chance.below(3) {
            0 => self.leaf(at, Ty::Bool, false),
            1 => match self.readable(at, Ty::Enum(GRADE)) {
                Some(r) => {
                    let subject = self.read(&r, false);
                    let value = self.plain(Ty::Enum(GRADE));
                    text!(Sort::Value(Ty::Bool); "（", subject, format!(" {} ", self.chance.of(&SIGNS)), value, "）")
                }
                None => self.compare(at, 1),
            },
            _ => self.compare(at, 1),
        }
    }
}
