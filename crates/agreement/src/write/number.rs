//! Numbers and days: arithmetic, clips, days after days.

use super::{At, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    pub(super) fn number(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        let sort = Sort::Value(ty);
        match self.chance.below(10) {
            0..=3 => self.arithmetic(at, ty, depth, na),
            4 => {
                let value = self.value(at, ty, depth - 1, na);
                let mut parts = text!(sort; "（", value);
                let which = self.chance.below(3);
                if which != 1 {
                    let least = self.leaf(at, ty, na);
                    parts.parts.push(text!(Sort::Whole; "，最低 ", least).into());
                }
                if which != 0 {
                    let most = self.leaf(at, ty, na);
                    parts.parts.push(text!(Sort::Whole; "，最高 ", most).into());
                }
                parts.parts.push("）".into());
                parts
            }
            5 => self.extreme(at, ty, depth, na),
            _ => self.of_any_type(at, ty, depth, na),
        }
    }

    fn arithmetic(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        let (left, op, right) = match ty {
            Ty::Int => (Ty::Int, *self.chance.of(&["+", "−", "×", "+", "−"]), Ty::Int),
            Ty::Days => match self.chance.below(3) {
                0 => (Ty::Date, "−", Ty::Date),
                _ => (Ty::Days, *self.chance.of(&["+", "−"]), Ty::Days),
            },
            Ty::Decimal => match self.chance.below(3) {
                0 => (Ty::Decimal, "×", Ty::Int),
                _ => (Ty::Decimal, *self.chance.of(&["+", "−"]), Ty::Decimal),
            },
            Ty::Ratio => *self.chance.of(&[
                (Ty::Int, "÷", Ty::Int),
                (Ty::Money, "÷", Ty::Money),
                (Ty::Int, "占", Ty::Int),
                (Ty::Decimal, "÷", Ty::Int),
                (Ty::Ratio, "+", Ty::Ratio),
                (Ty::Ratio, "−", Ty::Ratio),
                (Ty::Ratio, "×", Ty::Ratio),
            ]),
            _ => *self.chance.of(&[
                (Ty::Money, "+", Ty::Money),
                (Ty::Money, "−", Ty::Money),
                (Ty::Money, "×", Ty::Int),
                (Ty::Money, "×", Ty::Ratio),
                (Ty::Money, "×", Ty::Decimal),
                (Ty::Money, "÷", Ty::Int),
            ]),
        };
        // A reading on the left: two literals would only be another literal.
        let left = match self.readable(at, left).filter(|_| self.chance.percent(70)) {
            Some(r) => self.read(&r, na),
            None => self.value(at, left, depth - 1, na),
        };
        let right = self.value(at, right, depth - 1, na);
        text!(Sort::Value(ty); "（", left, format!(" {op} "), right, "）")
    }

    pub(super) fn day(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Text {
        let sort = Sort::Value(ty);
        match (ty, self.chance.below(6)) {
            (Ty::Date, 0 | 1) => {
                let day = self.value(at, Ty::Date, depth - 1, na);
                let length = *self.chance.of(&["1年", "2年", "1个月", "6个月", "13个月", "1日", "30日", "60日"]);
                let length = if self.chance.percent(40) {
                    let name = self.name("期");
                    format!("{length}「{name}」")
                } else {
                    length.to_owned()
                };
                text!(sort; "（", day, " 后 ", length, "）")
            }
            (Ty::Date, 2) => {
                let word = *self.chance.of(&["较晚", "较早"]);
                let (one, other) = (self.value(at, ty, depth - 1, na), self.leaf(at, ty, na));
                text!(sort; word, "(", one, "，", other, ")")
            }
            (Ty::Date, 3) => {
                let from = *self.chance.of(&[Ty::Month, Ty::Year]);
                let of = self.value(at, from, depth - 1, na);
                text!(sort; *self.chance.of(&["首日", "末日"]), "(", of, ")")
            }
            (Ty::Date, 4) if na => {
                let word = *self.chance.of(&["最晚", "最早"]);
                let (one, other) = (self.leaf(at, ty, true), self.leaf(at, ty, true));
                text!(sort; word, "(", one, "，", other, ")")
            }
            (Ty::Month, 0..=2) => {
                let of = self.value(at, Ty::Date, depth - 1, na);
                text!(sort; "所在月(", of, ")")
            }
            (Ty::Year, 0) => {
                let of = self.value(at, Ty::Date, depth - 1, na);
                text!(sort; "所在年度(", of, ")")
            }
            (Ty::Year, 1 | 2) if at.yearly => text!(sort; "年度"),
            (Ty::Year, 3) if at.yearly => {
                let (op, n) = (*self.chance.of(&["+", "−"]), self.chance.between(1, 2));
                text!(sort; format!("（年度 {op} {n}）"))
            }
            _ => self.of_any_type(at, ty, depth, na),
        }
    }
}
