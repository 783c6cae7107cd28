//! 归一 and 加权.

use super::{At, GROUP, Kind, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    /// 归一 as a part of something.
    pub(super) fn normalised(&mut self, at: &At, na: bool) -> Option<Text> {
        let inner = At { within: true, ..at.clone() };
        let ty = *self.chance.of(&[Ty::Int, Ty::Decimal, Ty::Money, Ty::Ratio]);
        let r = self.readable(&inner, ty)?;
        let of = self.read(&r, na);
        let among = self.among(&inner);
        let method = match self.chance.below(10) {
            0 | 1 => {
                let open = self.new_open("归一方式", &["极差", "名次", "标准分"]);
                // It may come to be 标准分, and that must be said more exactly.
                if open.values.len() == 2 { open.name } else { self.standard().replacen("标准分", &open.name, 1) }
            }
            2..=4 => "极差".to_owned(),
            5..=7 => "名次".to_owned(),
            _ => self.standard(),
        };
        Some(text!(Sort::Value(Ty::Ratio); "归一(", of, format!("{among}，{method})")))
    }

    fn standard(&mut self) -> String {
        let places = self.chance.between(0, 3);
        let rounding = *self.chance.of(&["舍", "入", "四舍五入"]);
        format!("标准分，保留 {places}位，{rounding}，{}", self.chance.of(&["总体", "样本"]))
    }

    fn among(&mut self, at: &At) -> String {
        match self.chance.below(3) {
            0 => match self.readable_that(at, Ty::Enum(GROUP), false) {
                Some(r) => format!("，组 {}", r.text),
                None => String::new(),
            },
            1 => format!("，组 {}", self.kind_word(at.kind)),
            _ => String::new(),
        }
    }

    /// A definition of 归一, or of 加权 over several figures.
    pub(super) fn scored(&mut self) {
        let kind = if self.chance.percent(85) { Kind::County } else { self.kind() };
        let at = self.at(kind, true);
        let name = self.name("合");
        if self.chance.percent(35) {
            let na = self.chance.percent(40);
            let Some(value) = self.normalised(&at, na) else { return };
            let head = self.head(kind, &name, Ty::Ratio, na, true);
            self.rule(text!(Sort::Whole; head, "\n  即 ", value));
            self.add(super::Readable { text: name, ty: Ty::Ratio, na, owner: kind, yearly: true });
            return;
        }
        let inner = At { within: true, ..at };
        let weights = *self.chance.of(&[&["60%", "40%"][..], &["50%", "30%", "20%"][..], &["100%", "0%"][..]]);
        let mut items: Vec<Text> = Vec::new();
        let mut any_na = false;
        for weight in weights {
            let ty = *self.chance.of(&[Ty::Ratio, Ty::Int, Ty::Decimal]);
            let figure = match self.readable(&inner, ty) {
                Some(r) => {
                    any_na |= r.na;
                    self.read(&r, true)
                }
                None => self.literal(ty),
            };
            let weight = self.named((*weight).to_owned(), Ty::Ratio);
            items.push(text!(Sort::Whole; figure, " 权 ", weight));
        }
        let mut value = text!(Sort::Whole; "加权(", Text::join(Sort::Whole, items, "，"));
        if any_na && self.chance.percent(75) || self.chance.percent(20) {
            let way = self.option("缺项方式", &["权重分摊", "记组平均", "分组另评"]);
            if !matches!(way.as_str(), "权重分摊" | "分组另评") {
                let among = self.among(&inner);
                value.parts.push(among.into());
            }
            value.parts.push(format!("，不适用则 {way}").into());
        }
        value.parts.push(")".into());
        let head = self.head(kind, &name, Ty::Ratio, true, true);
        self.rule(text!(Sort::Whole; head, "\n  即 ", value));
        self.add(super::Readable { text: name, ty: Ty::Ratio, na: true, owner: kind, yearly: true });
    }
}
