//! 结论: whom it is about, what it gives, its fields, whom it reaches, what is set aside.

use super::{At, GRADE, Kind, Readable, Shape, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    pub(super) fn conclusion(&mut self) {
        let first = self.name("结类");
        let field = self.chance.percent(50);
        let ty = *self.chance.of(&[Ty::Enum(GRADE), Ty::Int, Ty::Bool]);
        let judged = field && self.chance.percent(25);
        let words = if field { format!("（栏：{}）", self.type_word(ty)) } else { String::new() };
        self.rule(text!(Sort::Whole; format!("结论类 {first}{words}")));
        if judged {
            let word = self.type_word(ty);
            self.rule(text!(Sort::Whole; format!("认定项 {first}.栏：{word}\n  由 省局\n  凭 报告")));
        }
        let register = self.chance.percent(45).then(|| self.register()).flatten();
        let label = self.name("结");
        let event = self.tables.iter().position(|t| t.shape == Shape::Event);
        let kind = match event {
            Some(table) if self.chance.percent(20) => Kind::Event(table),
            _ if self.has.tenures && self.chance.percent(15) => Kind::Person,
            _ => *self.chance.of(&[Kind::County, Kind::County, Kind::Unit]),
        };
        let yearly = !matches!(kind, Kind::Event(_));
        let mut at = self.at(kind, yearly);
        at.within = !kind.is_unit();
        let mut statement =
            text!(Sort::Whole; format!("结论「{label}」：{first}\n  就 {}{}", self.kind_word(kind), if yearly { "（年度）" } else { "" }));
        if kind == Kind::Unit && self.chance.percent(60) {
            statement.parts.push(text!(Sort::Optional; "，限 县区").into());
        }
        let (guard, split) = self.ground(&at, register.as_ref());
        statement.parts.push(text!(Sort::Whole; "\n  当 ", guard).into());
        if self.chance.percent(15) {
            let unless = self.plain_condition(&at);
            statement.parts.push(text!(Sort::Optional; "\n  除非 ", unless).into());
        }
        if self.has.tenures && self.chance.percent(70) {
            let reach = self.reach(kind, split);
            statement.parts.push(text!(Sort::Optional; "\n  涉及 ", reach).into());
        }
        if let Some((by, tables)) = &register
            && kind.is_unit()
        {
            statement.parts.push(text!(Sort::Optional; format!("\n  不计 {by} 的 {}", tables.join("、"))).into());
        }
        if self.chance.percent(50) {
            let grants = self.value(&at, Ty::Money, 1, false);
            statement.parts.push(text!(Sort::Optional; "\n  给予 ", grants).into());
        }
        if self.chance.percent(20) {
            statement.parts.push(text!(Sort::Optional; "\n  名义 省委").into());
        }
        if field && !judged {
            let value = self.value(&at, ty, 1, false);
            statement.parts.push(text!(Sort::Whole; "\n  栏 = ", value).into());
        }
        self.rule(statement);
    }

    /// The condition, and whether it runs over several years or events.
    fn ground(&mut self, at: &At, register: Option<&(String, Vec<String>)>) -> (Text, bool) {
        let counted = self.tables.iter().find(|t| t.shape == Shape::Event && t.owner.is_seen_from(at.kind)).map(|t| t.name.clone());
        match (counted, self.chance.below(4)) {
            (Some(event), 0 | 1) if at.kind.is_unit() => {
                let table = self.tables.iter().position(|t| t.name == event).unwrap_or_default();
                let mut inner = self.at(at.kind, true);
                inner.row = self.row_columns(table);
                inner.reads = 0;
                inner.within = true;
                let when = self.value(&inner, Ty::Bool, 1, false);
                let n = self.chance.between(1, 2);
                let way = if self.chance.percent(40) {
                    format!("，在 {}", self.option("年限算法", &["自然年度", "任意连续十二个月"]))
                } else {
                    String::new()
                };
                (text!(Sort::Value(Ty::Bool); format!("（计数({event}，当 "), when, format!("{way}) ≥ {n}）")), true)
            }
            _ => {
                let tables: Vec<String> = register.map(|(_, tables)| tables.clone()).unwrap_or_default();
                let all: Vec<Readable> = [Ty::Int, Ty::Enum(GRADE), Ty::Decimal, Ty::Bool]
                    .into_iter()
                    .flat_map(|ty| self.readables(at, ty))
                    .filter(|r| tables.iter().any(|t| r.text.starts_with(&format!("{t}."))) && self.is_ordered(r.ty))
                    .collect();
                if let Some(r) = self.chance.maybe_of(&all).cloned() {
                    let right = self.plain(r.ty);
                    let sign = *self.chance.of(&["≥", "≤", "=", "<"]);
                    let left = self.read(&r, false);
                    return (text!(Sort::Value(Ty::Bool); "（", left, format!(" {sign} "), right, "）"), false);
                }
                let guard = self.guard(at, 2);
                (guard, true)
            }
        }
    }

    fn reach(&mut self, kind: Kind, split: bool) -> Text {
        if kind == Kind::Person {
            return text!(Sort::Whole; "本人");
        }
        let posts = match self.chance.below(4) {
            0 => "正职、任职(分管 含 安全)".to_owned(),
            1 => "任职(副县长)".to_owned(),
            _ => "正职".to_owned(),
        };
        let day = match kind {
            Kind::Event(_) => "事发日".to_owned(),
            _ => match self.chance.below(5) {
                0 => self.anchor(false),
                _ => (*self.chance.of(&["年末在任", "全年在任", "在任半年以上", "当年曾在任"])).to_owned(),
            },
        };
        let mut words = format!("{posts}，以 {day} 为准");
        if split && !matches!(kind, Kind::Event(_)) {
            let way = self.option("跨任方式", &["都在任才算", "后一次在任即算", "各次在任都算"]);
            words += &format!("，分属两任时 {way}");
        }
        let mut text = text!(Sort::Whole; words);
        if self.chance.percent(20) && kind.is_unit() {
            let at = self.at(kind, true);
            let when = self.leaf(&at, Ty::Bool, false);
            text.parts.push(text!(Sort::Optional; "，当 ", when).into());
        }
        text
    }

    /// 登记 of matters, and a definition of which may be set aside.
    pub(super) fn register(&mut self) -> Option<(String, Vec<String>)> {
        if self.registered.is_some() {
            return self.registered.clone();
        }
        let facts: Vec<String> =
            self.tables.iter().filter(|t| t.shape == Shape::Fact && t.yearly && t.owner == Kind::County).map(|t| t.name.clone()).collect();
        let mut tables = vec![self.chance.maybe_of(&facts)?.clone()];
        let mut words = format!("{}（县区，年度）", tables[0]);
        if let Some(event) = self.tables.iter().find(|t| t.shape == Shape::Event) {
            words += &format!("、{}", event.name);
            tables.push(event.name.clone());
        }
        let free = if self.chance.percent(40) { "、其他（文本）" } else { "" };
        self.declared.push(text!(Sort::Whole; format!("```规则\n登记 事项 包括 {words}{free}\n```\n")));
        let signed = "\n  完整 由 组织部 按 年度 确认";
        let whom = if self.has.tenures { "单位 或 人员" } else { "单位" };
        self.declared.push(text!(
            Sort::Whole;
            format!("```规则\n事件 容错（对象：{whom}），见下表{signed}\n```\n\n| 栏 | 类型 |\n|---|---|\n| 认定日 | 日期 |\n| 事项 | 事项 |\n| 免责 | 布尔，可缺 |\n")
        ));
        let words =
            format!("定义 事项.可不计（对象：{whom}，结论类）：布尔\n  即 存在(容错，当 事项 = 本事项 且 免责 且 容错.对象 = 对象)");
        self.rule(text!(Sort::Whole; words));
        self.registered = Some(("可不计".to_owned(), tables));
        self.registered.clone()
    }
}
