//! What an event has of its own: definitions, decision tables, in force by its day.

use super::{Kind, Readable, Shape, Ty, Writer};
use crate::text::{Sort, text};

impl Writer {
    pub(super) fn of_event(&mut self) {
        let Some(table) = self.tables.iter().position(|t| t.shape == Shape::Event) else { return };
        let kind = Kind::Event(table);
        if self.chance.percent(35) {
            self.decided(kind);
            return;
        }
        let ty = self.result_type();
        let na = self.chance.percent(20);
        let name = self.name("事值");
        let mut at = self.at(kind, false);
        at.within = true;
        let head = self.head(kind, &name, ty, na, false);
        let mut statement = text!(Sort::Whole; head);
        let dated = self.chance.percent(25);
        if dated {
            let words = *self.chance.of(&["，适用 2015-07-01 起", "，适用 2015年度 起", "，适用 2014-07-01 至 2016-01-31"]);
            statement.parts.push(text!(Sort::Optional; words).into());
        }
        let body = self.body(&at, ty, na, None);
        statement.parts.push(body.into());
        self.rule(statement);
        self.add(Readable { text: name.clone(), ty, na: na || dated, owner: kind, yearly: false });
        if ty == Ty::Bool && self.chance.percent(70) {
            // Counted for whom it concerns.
            let own = self.name("起数");
            let condition = if na || dated { format!("有值({name}) 且 {name}") } else { name };
            let way = if self.chance.percent(60) {
                format!("，在 {}", self.option("年限算法", &["自然年度", "任意连续十二个月"]))
            } else {
                String::new()
            };
            let event = self.tables[table].name.clone();
            self.rule(text!(Sort::Whole; format!("定义 县区.{own}（年度）：整数\n  即 计数({event}，当 {condition}{way})")));
            self.add(Readable { text: own, ty: Ty::Int, na: false, owner: Kind::County, yearly: true });
        }
    }
}
