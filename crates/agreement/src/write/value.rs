//! Values of every type: literals, readings, and what gives a value whatever its type is.

use super::{At, GRADE, GROUP, Ty, Writer};
use crate::text::{Sort, Text, text};

/// Days at which something turns: ends of months and years, 29 February.
pub(super) const DAYS: [&str; 12] = [
    "2014-12-31",
    "2015-01-01",
    "2015-02-28",
    "2015-06-30",
    "2015-12-31",
    "2016-01-01",
    "2016-01-31",
    "2016-02-29",
    "2016-06-30",
    "2016-07-01",
    "2016-12-31",
    "2017-01-01",
];

impl Writer {
    /// A literal without a name.
    pub(super) fn plain(&mut self, ty: Ty) -> Text {
        let words = self.plain_words(ty);
        text!(Sort::Value(ty); words)
    }

    pub(super) fn plain_words(&mut self, ty: Ty) -> String {
        let chance = &mut self.chance;
        match ty {
            Ty::Bool => (*chance.of(&["是", "否"])).to_owned(),
            Ty::Int => chance.below(7).to_string(),
            Ty::Days => format!("{}日", chance.of(&[1, 28, 30, 31, 59, 60, 90])),
            Ty::Decimal => format!("{}{}", chance.below(6), chance.of(&[".5", ".25", ".01"])),
            Ty::Ratio => format!("{}%", chance.of(&[0, 10, 25, 33, 40, 50, 60, 75, 100])),
            Ty::Money => match chance.below(3) {
                0 => format!("{}元", chance.below(6)),
                1 => format!("{}.01元", chance.below(3)),
                _ => format!("{}万元", chance.below(6)),
            },
            Ty::Date => (*chance.of(&DAYS)).to_owned(),
            Ty::Month => (*chance.of(&["2014-12", "2015-01", "2015-12", "2016-01", "2016-02", "2016-06"])).to_owned(),
            Ty::Year => format!("{}年度", chance.between(2013, 2017)),
            Ty::Text => (*chance.of(&["“甲”", "“乙”", "“丙”"])).to_owned(),
            Ty::Enum(at) => chance.of(&self.enums[at].values).clone(),
        }
    }

    /// A literal; a number often has a name, new or known.
    pub(super) fn literal(&mut self, ty: Ty) -> Text {
        let may_be_named = matches!(ty, Ty::Int | Ty::Days | Ty::Decimal | Ty::Ratio | Ty::Money);
        if !may_be_named || !self.chance.percent(45) {
            return self.plain(ty);
        }
        let known: Vec<String> = self.numbers.iter().filter(|(_, t)| *t == ty).map(|(n, _)| n.clone()).collect();
        if let Some(name) = self.chance.maybe_of(&known).cloned().filter(|_| self.chance.percent(40)) {
            return text!(Sort::Value(ty); name);
        }
        let words = self.plain_words(ty);
        let name = self.name("数");
        self.thought_of.push((name.clone(), ty));
        text!(Sort::Value(ty); format!("{words}「{name}」"))
    }

    /// A reading, or a literal.
    pub(super) fn leaf(&mut self, at: &At, ty: Ty, na: bool) -> Text {
        let often = if ty == Ty::Bool { 96 } else { 80 };
        match self.readable(at, ty).filter(|_| self.chance.percent(often)) {
            Some(r) => self.read(&r, na),
            None if ty == Ty::Bool && self.chance.percent(90) => match self.ordered_readable(at, false) {
                Some(r) => self.compared_with_literal(&r),
                None => self.literal(ty),
            },
            None => self.literal(ty),
        }
    }

    /// Anything of a type. `na`: 不适用 may come out of it.
    pub(super) fn value(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        if depth == 0 || self.chance.percent(15) {
            return self.leaf(at, ty, na);
        }
        if self.chance.percent(30)
            && let Some(special) = self.special(at, ty, depth, na)
        {
            return special;
        }
        match ty {
            Ty::Bool => self.condition(at, depth, na),
            Ty::Int | Ty::Days | Ty::Decimal | Ty::Ratio | Ty::Money => self.number(at, ty, depth, na),
            Ty::Date | Ty::Month | Ty::Year => self.day(at, ty, depth, na),
            Ty::Text | Ty::Enum(_) => self.of_any_type(at, ty, depth, na),
        }
    }

    /// What gives a value whatever its type is.
    pub(super) fn of_any_type(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        match self.chance.below(5) {
            0 | 1 => self.matched(at, ty, depth, na),
            2 => match self.readable_that(at, ty, true) {
                Some(r) => {
                    let instead = self.value(at, ty, depth - 1, na);
                    text!(Sort::Value(ty); "（", text!(Sort::Value(ty); r.text), " 不适用则 ", instead, "）")
                }
                None => self.leaf(at, ty, na),
            },
            3 if self.is_ordered(ty) => self.extreme(at, ty, depth, na),
            _ => self.leaf(at, ty, na),
        }
    }

    pub(super) fn extreme(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        let word = *self.chance.of(&["最大", "最小"]);
        let count = self.chance.between(2, 3);
        // A bare value of an enum is understood only where one is expected.
        if matches!(ty, Ty::Enum(_)) && self.readables(at, ty).is_empty() {
            return self.plain(ty);
        }
        let list: Vec<Text> = (0..count)
            .map(|at_| {
                if matches!(ty, Ty::Enum(_)) {
                    let found = self.readable(at, ty);
                    return match found {
                        Some(r) => self.read(&r, na),
                        None => self.plain(ty),
                    };
                }
                self.value(at, ty, (depth - 1).min(1 + at_ % 2), na)
            })
            .collect();
        text!(Sort::Value(ty); word, "(", Text::join(Sort::Whole, list, "，"), ")")
    }

    /// 视
    pub(super) fn matched(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        let on = *self.chance.of(&[Ty::Bool, Ty::Enum(GROUP), Ty::Enum(GRADE), Ty::Enum(GRADE)]);
        let Some(r) = self.readable(at, on) else { return self.leaf(at, ty, na) };
        let subject = self.read(&r, false);
        let values = match on {
            Ty::Enum(at) => self.enums[at].values.clone(),
            _ => vec!["是".to_owned(), "否".to_owned()],
        };
        let rest = values.len() > 1 && self.chance.percent(40);
        let mut arms = Vec::new();
        let mut left: Vec<String> = values;
        while !left.is_empty() {
            let take = self.chance.between(1, 2).min(left.len());
            let these: Vec<String> = left.drain(..take).collect();
            let then = self.value(at, ty, depth - 1, na);
            let last = left.is_empty();
            let head = if rest && last && !arms.is_empty() { "其余".to_owned() } else { these.join("、") };
            arms.push(text!(Sort::Whole; head, " → ", then));
        }
        text!(Sort::Value(ty); "（视 ", subject, "：", Text::join(Sort::Whole, arms, "；"), "）")
    }
}
