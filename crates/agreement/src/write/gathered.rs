//! Sums, counts and extremes over rows, events, units; days of many.

use super::{At, GROUP, Kind, Readable, Shape, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    /// The columns of a table as they are read where one of its rows is at hand.
    pub(super) fn row_columns(&self, table: usize) -> Vec<Readable> {
        let plan = &self.tables[table];
        let owner = plan.owner;
        plan.columns
            .iter()
            .filter(|c| !c.apart && !c.many)
            .map(|c| Readable { text: c.name.clone(), ty: c.ty, na: c.na, owner, yearly: false })
            .collect()
    }

    fn row_condition(&mut self, table: usize) -> Text {
        let plan = self.tables[table].clone();
        let mut at = self.at(plan.owner, true);
        at.row = self.row_columns(table);
        at.reads = 0;
        at.within = true;
        let many: Vec<_> = plan.columns.iter().filter(|c| c.many).cloned().collect();
        if let Some(column) = self.chance.maybe_of(&many).cloned().filter(|_| self.chance.percent(70)) {
            let value = self.plain_words(column.ty);
            return text!(Sort::Value(Ty::Bool); format!("（{} 含 {value}）", column.name));
        }
        self.value(&at, Ty::Bool, 1, false)
    }

    fn table_of(&self, at: &At, shape: Shape) -> Option<usize> {
        self.tables.iter().position(|t| t.shape == shape && t.owner.is_seen_from(at.kind))
    }

    /// 存在, 计数 over rows and records.
    pub(super) fn over_records(&mut self, at: &At, ty: Ty) -> Option<Text> {
        let many = self.table_of(at, Shape::Many);
        let event = self.table_of(at, Shape::Event);
        let table = match (many, event) {
            (Some(a), Some(b)) => *self.chance.of(&[a, b]),
            (a, b) => a.or(b)?,
        };
        let name = self.tables[table].name.clone();
        if ty == Ty::Bool && !self.tables[table].signed {
            return None;
        }
        let mut text = text!(Sort::Value(ty); if ty == Ty::Bool { "存在(" } else { "计数(" }, name);
        if self.chance.percent(75) {
            let condition = self.row_condition(table);
            text.parts.push(text!(Sort::Optional; "，当 ", condition).into());
        }
        if ty == Ty::Int && self.tables[table].shape == Shape::Event && self.chance.percent(60) {
            let way = self.option("年限算法", &["自然年度", "任意连续十二个月"]);
            text.parts.push(format!("，在 {way}").into());
        }
        text.parts.push(")".into());
        Some(text)
    }

    /// 存在, 计数 over the entities of a kind.
    pub(super) fn over_members(&mut self, at: &At, ty: Ty) -> Option<Text> {
        let kind = match at.kind {
            Kind::City if self.chance.percent(60) => return self.under(at, ty),
            Kind::Nobody | Kind::Unit => Kind::County,
            other => other,
        };
        let mut inner = self.at(kind, true);
        inner.reads = at.reads;
        inner.within = true;
        let condition = self.value(&inner, Ty::Bool, 1, false);
        let group = match self.readable_that(at, Ty::Enum(GROUP), false).filter(|_| kind == at.kind && self.chance.percent(50)) {
            Some(r) => format!("，组 {}", r.text),
            None => String::new(),
        };
        let word = if ty == Ty::Bool { "存在" } else { "计数" };
        Some(text!(Sort::Value(ty); format!("{word}({}，当 ", self.kind_word(kind)), condition, group, ")"))
    }

    /// Over the counties below a city: 所辖.
    fn under(&mut self, at: &At, ty: Ty) -> Option<Text> {
        let mut inner = self.at(Kind::County, true);
        inner.reads = at.reads;
        inner.within = true;
        let condition = self.value(&inner, Ty::Bool, 1, false);
        let word = if ty == Ty::Bool { "存在" } else { "计数" };
        Some(text!(Sort::Value(ty); format!("{word}(在 所辖 县区，当 "), condition, ")"))
    }

    /// 合计, 最大, 最小 over many.
    pub(super) fn summed(&mut self, at: &At, ty: Ty, na: bool) -> Option<Text> {
        let (over, table) = match at.kind {
            Kind::City => ("所辖 县区".to_owned(), None),
            Kind::Nobody => ("县区".to_owned(), None),
            _ => {
                let table = self.table_of(at, Shape::Many).or_else(|| self.table_of(at, Shape::Event));
                match table.filter(|_| self.chance.percent(75)) {
                    Some(table) => (self.tables[table].name.clone(), Some(table)),
                    None => (self.kind_word(at.kind), None),
                }
            }
        };
        let inner = match table {
            Some(table) => {
                let mut inner = self.at(at.kind, true);
                inner.row = self.row_columns(table);
                inner.reads = 0;
                inner.within = true;
                inner
            }
            None => {
                let kind = if matches!(at.kind, Kind::City | Kind::Nobody) { Kind::County } else { at.kind };
                let mut inner = self.at(kind, true);
                inner.reads = at.reads;
                inner.within = true;
                inner
            }
        };
        let r = self.readable(&inner, ty)?;
        let sum = matches!(ty, Ty::Int | Ty::Money | Ty::Decimal | Ty::Ratio) && self.chance.percent(60);
        let word = match (sum, ty) {
            (true, _) => "合计",
            (false, Ty::Date) => *self.chance.of(&["最晚", "最早"]),
            _ => *self.chance.of(&["最大", "最小"]),
        };
        let of = if r.na && !sum { format!("（{}）", r.text) } else { r.text.clone() };
        let mut text = text!(Sort::Value(ty); format!("{word}({of}，在 {over}"));
        if self.chance.percent(50) {
            let condition = match table {
                Some(table) => self.row_condition(table),
                None => self.value(&inner, Ty::Bool, 1, false),
            };
            text.parts.push(text!(Sort::Optional; "，当 ", condition).into());
        }
        text.parts.push(")".into());
        if sum || na {
            return Some(text);
        }
        let instead = self.plain(ty);
        Some(text!(Sort::Value(ty); "（", text, " 不适用则 ", instead, "）"))
    }

    /// 最大, 最晚 of many days or numbers.
    pub(super) fn farthest(&mut self, at: &At, ty: Ty, na: bool) -> Option<Text> {
        if !matches!(ty, Ty::Date | Ty::Int | Ty::Decimal | Ty::Money | Ty::Days) {
            return None;
        }
        self.summed(at, ty, na)
    }

    /// A definition over rows.
    pub(super) fn over_rows(&mut self) {
        self.gathered_of(Kind::County);
    }

    pub(super) fn over_events(&mut self) {
        self.gathered_of(Kind::County);
    }

    pub(super) fn over_entities(&mut self) {
        let kind = *self.chance.of(&[Kind::County, Kind::Nobody]);
        let at = self.at(kind, true);
        let ty = *self.chance.of(&[Ty::Bool, Ty::Int]);
        let made = self.over_members(&at, ty);
        self.made_definition(kind, ty, made);
    }

    /// A definition of a city over its counties.
    pub(super) fn of_city(&mut self) {
        let at = self.at(Kind::City, true);
        let ty = *self.chance.of(&[Ty::Bool, Ty::Int, Ty::Int, Ty::Money, Ty::Decimal, Ty::Date]);
        let made = match ty {
            Ty::Bool => self.under(&at, ty),
            Ty::Int if self.chance.percent(50) => self.under(&at, ty),
            _ => self.summed(&at, ty, true),
        };
        self.made_definition(Kind::City, ty, made);
    }

    fn gathered_of(&mut self, kind: Kind) {
        let at = self.at(kind, true);
        let ty = *self.chance.of(&[Ty::Bool, Ty::Int, Ty::Int, Ty::Money, Ty::Decimal, Ty::Date, Ty::Date]);
        let made = match ty {
            Ty::Bool => self.over_records(&at, ty),
            Ty::Int if self.chance.percent(60) => self.over_records(&at, ty),
            _ => self.summed(&at, ty, true),
        };
        self.made_definition(kind, ty, made);
    }

    fn made_definition(&mut self, kind: Kind, ty: Ty, made: Option<Text>) {
        let Some(value) = made else { return };
        let name = self.name("总");
        let na = !matches!(ty, Ty::Bool) && !value.written().starts_with("计数") && !value.written().starts_with("合计");
        let head = self.head(kind, &name, ty, na, true);
        self.rule(text!(Sort::Whole; head, "\n  即 ", value));
        self.add(Readable { text: name, ty, na, owner: kind, yearly: true });
    }
}
