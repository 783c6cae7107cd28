//! Definitions: plain, guarded, with a default, in versions, indexed, judged.

use super::{AWARD, At, GRADE, GROUP, Kind, Readable, Target, Ty, Writer};
use crate::text::{Part, Sort, Text, text};

/// How deep an expression goes.
const DEPTH: usize = 2;

impl Writer {
    pub(super) fn kind(&mut self) -> Kind {
        let mut kinds = vec![Kind::County, Kind::County, Kind::County, Kind::County];
        if self.units_have() {
            kinds.push(Kind::Unit);
        }
        if self.has.city {
            kinds.push(Kind::City);
        }
        if self.has.town {
            kinds.push(Kind::Town);
        }
        *self.chance.of(&kinds)
    }

    /// A table is about units of every kind.
    pub(super) fn units_have(&self) -> bool {
        self.tables.iter().any(|t| t.owner == Kind::Unit)
    }

    pub(super) fn result_type(&mut self) -> Ty {
        *self.chance.of(&[
            Ty::Bool,
            Ty::Bool,
            Ty::Bool,
            Ty::Int,
            Ty::Int,
            Ty::Days,
            Ty::Decimal,
            Ty::Ratio,
            Ty::Ratio,
            Ty::Money,
            Ty::Money,
            Ty::Date,
            Ty::Month,
            Ty::Year,
            Ty::Text,
            Ty::Enum(GROUP),
            Ty::Enum(GRADE),
            Ty::Enum(AWARD),
        ])
    }

    fn stem_of(ty: Ty) -> &'static str {
        match ty {
            Ty::Bool => "判",
            Ty::Money => "奖",
            Ty::Enum(_) => "级",
            _ => "值",
        }
    }

    /// The body of a definition: 即, or 当 … 则 … 缺省 ….
    pub(super) fn body(&mut self, at: &At, ty: Ty, na: bool, default: Option<&str>) -> Text {
        let guarded = default.is_some() || self.chance.percent(if ty == Ty::Bool { 45 } else { 55 });
        if !guarded {
            let value = self.value(at, ty, DEPTH, na);
            return text!(Sort::Whole; "\n  即 ", value);
        }
        let guard = self.guard(at, DEPTH);
        let mut body = text!(Sort::Whole; "\n  当 ", guard);
        if self.chance.percent(25) {
            let unless = self.value(at, Ty::Bool, 1, false);
            body.parts.push(text!(Sort::Optional; "\n  除非 ", unless).into());
        }
        let value = self.value(at, ty, DEPTH, na);
        body.parts.push(text!(Sort::Whole; "\n  则 ", value).into());
        match default {
            Some(default) => body.parts.push(Part::Words(default.to_owned())),
            None if na && self.chance.percent(60) || ty == Ty::Bool && self.chance.percent(70) => {}
            None => {
                let default = self.value(at, ty, 1, na);
                body.parts.push(text!(Sort::Optional; "\n  缺省 ", default).into());
            }
        }
        body
    }

    /// A definition without more.
    pub(super) fn definition(&mut self) {
        let kind = self.kind();
        let ty = self.result_type();
        self.define(kind, ty, true);
    }

    pub(super) fn define(&mut self, kind: Kind, ty: Ty, yearly: bool) -> Target {
        let na = self.chance.percent(25);
        let name = self.name(Writer::stem_of(ty));
        let at = self.at(kind, yearly);
        let mut dated = false;
        let head = self.head(kind, &name, ty, na, yearly);
        let mut statement = text!(Sort::Whole; head);
        if yearly && kind.is_unit() && self.chance.percent(12) {
            dated = true;
            let year = self.chance.between(2013, 2016);
            let words = if self.chance.percent(70) {
                format!("，适用 {year}年度 起")
            } else {
                format!("，适用 {year}年度 至 {}年度", year + 2)
            };
            statement.parts.push(text!(Sort::Optional; words).into());
        }
        let body = self.body(&at, ty, na, None);
        statement.parts.push(body.into());
        self.rule(statement);
        let owned = self.owned(kind, &name);
        let target = Target { name: owned, ty, na, owner: kind, yearly, labels: Vec::new(), reads: at.reads, dated, indexed: false };
        self.add(Readable { text: name, ty, na: na || dated, owner: kind, yearly });
        self.targets.push(target.clone());
        target
    }

    pub(super) fn head(&mut self, kind: Kind, name: &str, ty: Ty, na: bool, yearly: bool) -> String {
        let index = if yearly { "（年度）" } else { "" };
        let word = self.type_word(ty);
        format!("定义 {}{index}：{word}{}", self.owned(kind, name), if na { "，可不适用" } else { "" })
    }

    /// A value for everybody, once or year by year.
    pub(super) fn constant(&mut self) {
        let yearly = self.chance.percent(60);
        let ty = self.result_type();
        self.define(Kind::Nobody, ty, yearly);
    }

    /// 适用: several versions, each from a year to a year.
    pub(super) fn versions(&mut self) {
        let kind = self.kind();
        let ty = self.result_type();
        let na = self.chance.percent(15);
        let name = self.name("版");
        let at = self.at(kind, true);
        let default = if ty == Ty::Bool || na {
            if self.chance.percent(50) { Some(String::new()) } else { None }
        } else {
            let word = self.plain_words(ty);
            Some(format!("\n  缺省 {word}"))
        };
        let first = self.chance.between(2013, 2015);
        let second = first + self.chance.between(1, 2);
        let head = self.head(kind, &name, ty, na, true);
        let to = second - 1;
        let mut spans = vec![format!("，适用 {first}年度 至 {to}年度")];
        if self.chance.percent(30) {
            spans.push(format!("，适用 {second}年度 至 {second}年度"));
            spans.push(format!("，适用 {}年度 起", second + 1));
        } else {
            spans.push(format!("，适用 {second}年度 起"));
        }
        for span in spans {
            let body = match &default {
                None => {
                    let value = self.value(&at, ty, DEPTH, na);
                    text!(Sort::Whole; "\n  即 ", value)
                }
                Some(default) => self.body(&at, ty, na, Some(default)),
            };
            self.rule(text!(Sort::Whole; head.clone(), span, body));
        }
        let owned = self.owned(kind, &name);
        self.targets.push(Target {
            name: owned,
            ty,
            na,
            owner: kind,
            yearly: true,
            labels: Vec::new(),
            reads: at.reads,
            dated: true,
            indexed: false,
        });
        self.add(Readable { text: name, ty, na: true, owner: kind, yearly: true });
    }

    /// With an index of an enum beside the year.
    pub(super) fn indexed(&mut self) {
        if self.chance.percent(25) {
            return self.indexed_by_day();
        }
        let kind = *self.chance.of(&[Kind::County, Kind::Unit]);
        let ty = self.result_type();
        let na = self.chance.percent(20);
        let name = self.name("格");
        let mut at = self.at(kind, true);
        at.row.push(Readable { text: "奖项".to_owned(), ty: Ty::Enum(AWARD), na: false, owner: kind, yearly: false });
        if let Some(table) = self.tables.iter().find(|t| t.shape == super::Shape::Keyed).cloned()
            && table.owner.is_seen_from(kind)
        {
            for column in &table.columns {
                at.row.push(Readable {
                    text: format!("{}.{}(奖项)", table.name, column.name),
                    ty: column.ty,
                    na: column.na,
                    owner: kind,
                    yearly: true,
                });
            }
        }
        at.within = true;
        let body = self.body(&at, ty, na, None);
        let word = self.type_word(ty);
        let head = format!("定义 {}（年度，奖项）：{word}{}", self.owned(kind, &name), if na { "，可不适用" } else { "" });
        self.rule(text!(Sort::Whole; head, body));
        for value in self.enums[AWARD].values.clone() {
            self.add(Readable { text: format!("{name}({value})"), ty, na, owner: kind, yearly: true });
        }
        let owned = self.owned(kind, &name);
        self.targets.push(Target {
            name: owned,
            ty,
            na,
            owner: kind,
            yearly: true,
            labels: Vec::new(),
            reads: at.reads,
            dated: false,
            indexed: true,
        });
    }

    /// 某日：日期
    fn indexed_by_day(&mut self) {
        let name = self.name("那天");
        let mut at = self.at(Kind::County, true);
        at.row.push(Readable { text: "某日".to_owned(), ty: Ty::Date, na: false, owner: Kind::County, yearly: false });
        at.within = true;
        let value = self.compare(&at, 2);
        self.rule(text!(Sort::Whole; format!("定义 县区.{name}（年度，某日：日期）：布尔\n  即 "), value));
        for day in ["年度", "表"] {
            let day = match day {
                "年度" => "末日(年度)".to_owned(),
                _ => self.plain_words(Ty::Date),
            };
            self.add(Readable { text: format!("{name}({day})"), ty: Ty::Bool, na: false, owner: Kind::County, yearly: true });
        }
    }

    /// 认定项
    pub(super) fn judgement(&mut self) {
        let kind = self.kind();
        let ty = *self.chance.of(&[Ty::Bool, Ty::Bool, Ty::Enum(GRADE), Ty::Enum(GROUP), Ty::Int]);
        let name = self.name("认");
        let at = self.at(kind, true);
        let indexed = self.chance.percent(15);
        let word = self.type_word(ty);
        let index = if indexed { "（年度，奖项）" } else { "（年度）" };
        let mut statement = text!(Sort::Whole; format!("认定项 {}{index}：{word}\n  由 省局、县局\n  凭 报告", self.owned(kind, &name)));
        if !indexed && self.chance.percent(50) {
            let needed = self.plain_condition(&at);
            statement.parts.push(text!(Sort::Optional; "\n  需要时 ", needed).into());
        }
        self.rule(statement);
        if indexed {
            for value in self.enums[AWARD].values.clone() {
                self.add(Readable { text: format!("{name}({value})"), ty, na: false, owner: kind, yearly: true });
            }
            return;
        }
        let readable = Readable { text: name.clone(), ty, na: false, owner: kind, yearly: true };
        self.add(readable.clone());
        self.judged.push(readable);
        let owned = self.owned(kind, &name);
        self.targets.push(Target {
            name: owned,
            ty,
            na: false,
            owner: kind,
            yearly: true,
            labels: Vec::new(),
            reads: at.reads,
            dated: false,
            indexed: false,
        });
        if self.chance.percent(60) {
            let filled: Vec<String> = self.judged.iter().filter(|j| j.owner.is_seen_from(kind)).map(|j| j.text.clone()).collect();
            let own = self.name("判");
            let at = self.at(kind, true);
            let other = self.leaf(&at, Ty::Bool, false);
            let words = format!(
                "定义 {}（年度）：布尔\n  即 已填齐({}) {} ",
                self.owned(kind, &own),
                filled.join("、"),
                self.chance.of(&["且", "或"])
            );
            self.rule(text!(Sort::Whole; words, other));
            self.add(Readable { text: own, ty: Ty::Bool, na: false, owner: kind, yearly: true });
        }
    }

    /// 义务, 校验
    pub(super) fn duty(&mut self) {
        let label = self.name("务");
        let mut at = self.at(Kind::County, true);
        at.within = true;
        let guard = self.guard(&at, 1);
        self.rule(text!(Sort::Whole; format!("义务「{label}」\n  由 督查室\n  每 考评\n  当 "), guard, "\n  应当 约谈"));
    }
}
