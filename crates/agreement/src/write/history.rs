//! 上年, 往年, 连续, 近, 曾, 首次: several years of the same.

use super::{At, Kind, Readable, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    /// What gives a value of a type in some way of its own; `None` where none fits.
    pub(super) fn special(&mut self, at: &At, ty: Ty, depth: usize, na: bool) -> Option<Text> {
        if !at.row.is_empty() || at.within || !at.kind.is_unit() {
            return None;
        }
        let mut forms: Vec<usize> = vec![0, 0, 0, 12];
        match ty {
            Ty::Bool => forms.extend([1, 1, 2, 3, 4, 5, 6, 7]),
            Ty::Int => forms.extend([8, 9, 9, 4, 6]),
            Ty::Money | Ty::Decimal | Ty::Days => forms.extend([9, 10]),
            Ty::Ratio => forms.extend([11]),
            Ty::Date => forms.extend([10, 10]),
            _ => forms.push(10),
        }
        match *self.chance.of(&forms) {
            0 if at.yearly => self.last_year(at, ty, na),
            1 if at.yearly => self.years_running(at, depth),
            2 if at.yearly => self.ever(at),
            3 if at.yearly => self.first_time(at),
            4 if at.yearly => self.over_members(at, ty),
            5 if at.yearly => self.recorded(at),
            6 if at.yearly => self.over_records(at, ty),
            7 => self.of_kind(at),
            8 if at.yearly => self.years_of_several(at),
            9 if at.yearly => self.summed(at, ty, na),
            10 if at.yearly => self.farthest(at, ty, na),
            11 if at.yearly => self.normalised(at, na),
            _ => self.of_superior(at, ty, na),
        }
    }

    /// 上级.甲
    pub(super) fn of_superior(&mut self, at: &At, ty: Ty, na: bool) -> Option<Text> {
        let above = match at.kind {
            Kind::County => Kind::City,
            Kind::Town => Kind::County,
            _ => return None,
        };
        let all: Vec<Readable> = self
            .readables
            .iter()
            .take(at.reads)
            .filter(|r| r.owner == above && r.ty == ty && (at.yearly || !r.yearly) && !r.text.starts_with('（'))
            .cloned()
            .collect();
        let r = self.chance.maybe_of(&all)?.clone();
        let readable = Readable { text: format!("上级.{}", r.text), ..r };
        Some(self.read(&readable, na))
    }

    /// 上年, 往年
    fn last_year(&mut self, at: &At, ty: Ty, na: bool) -> Option<Text> {
        let all: Vec<Readable> = self.readables(at, ty).into_iter().filter(|r| r.yearly).collect();
        let r = self.chance.maybe_of(&all)?.clone();
        let text = match self.chance.below(4) {
            0 => format!("往年({}，{})", self.chance.between(1, 3), r.text),
            1 => format!("上年(上年({}))", r.text),
            _ => format!("上年({})", r.text),
        };
        let readable = Readable { text, ..r };
        Some(self.read(&readable, na))
    }

    /// A condition for several years: itself, and whether it may be 不适用.
    fn yearly_condition(&mut self, at: &At) -> Option<(Text, bool)> {
        let inner = At { within: true, ..at.clone() };
        if self.chance.percent(50) {
            let types: Vec<Ty> = self.types().into_iter().filter(|ty| *ty != Ty::Bool).collect();
            let all: Vec<Readable> = types
                .into_iter()
                .flat_map(|ty| self.readables(&inner, ty))
                .filter(|r| r.na && r.yearly && (self.is_ordered(r.ty)))
                .collect();
            if let Some(r) = self.chance.maybe_of(&all).cloned() {
                let right = self.literal(r.ty);
                let sign = *self.chance.of(&["≥", "≤", ">", "<", "="]);
                return Some((text!(Sort::Value(Ty::Bool); format!("（{} {sign} ", r.text), right, "）"), true));
            }
        }
        let condition = self.plain_condition(&inner);
        Some((condition, false))
    }

    fn years_count(&mut self) -> String {
        let n = self.chance.between(1, 3);
        if self.chance.percent(30) {
            let name = self.name("年数");
            return format!("{n}年「{name}」");
        }
        n.to_string()
    }

    /// 连续
    fn years_running(&mut self, at: &At, _depth: usize) -> Option<Text> {
        let (condition, na) = self.yearly_condition(at)?;
        let (years, word) = (self.years_count(), self.unassessed(na));
        Some(text!(Sort::Value(Ty::Bool); format!("连续({years}，"), condition, word, ")"))
    }

    /// 近
    fn years_of_several(&mut self, at: &At) -> Option<Text> {
        let (condition, na) = self.yearly_condition(at)?;
        let (years, word) = (self.years_count(), self.unassessed(na));
        Some(text!(Sort::Value(Ty::Int); format!("近({years}，"), condition, word, ")"))
    }

    fn unassessed(&mut self, na: bool) -> String {
        if !na {
            return String::new();
        }
        let word = match self.chance.below(8) {
            0 => {
                let open = self.new_open("未考核方式", &["中断", "跳过", "未知"]);
                open.name
            }
            1 | 2 => "未知".to_owned(),
            3 | 4 => "跳过".to_owned(),
            _ => "中断".to_owned(),
        };
        format!("，未考核 {word}")
    }

    fn since(&mut self) -> String {
        if !self.chance.percent(80) {
            return String::new();
        }
        match self.chance.between(2013, 2016) {
            // Left open in the place of one of these years.
            2014 => {
                let name = self.name("定");
                self.rule(text!(Sort::Whole; format!("待定「{name}」：年度")));
                format!("，自 {name}")
            }
            year => format!("，自 {year}年度"),
        }
    }

    /// 曾
    fn ever(&mut self, at: &At) -> Option<Text> {
        let inner = At { within: true, ..at.clone() };
        let condition = self.plain_condition(&inner);
        let since = self.since();
        Some(text!(Sort::Value(Ty::Bool); "曾(", condition, since, ")"))
    }

    /// 首次
    fn first_time(&mut self, at: &At) -> Option<Text> {
        let inner = At { within: true, ..at.clone() };
        let condition = self.plain_condition(&inner);
        let since = self.since();
        Some(text!(Sort::Value(Ty::Bool); "首次(", condition, since, ")"))
    }

    fn of_kind(&mut self, at: &At) -> Option<Text> {
        let words = match at.kind {
            Kind::Unit | Kind::County => *self.chance.of(&["县区", "市", "县区、市"]),
            _ => return None,
        };
        Some(text!(Sort::Value(Ty::Bool); format!("（种类 {} {words}）", self.chance.of(&["为", "不为"]))))
    }

    /// A definition that looks back, or one that reads its own last year.
    pub(super) fn looking_back(&mut self) {
        let kind = self.kind();
        let at = self.at(kind, true);
        if self.chance.percent(20) {
            let name = self.name("累");
            let value = self.leaf(&at, Ty::Int, false);
            let year = self.chance.between(2013, 2015);
            let words = format!("定义 {}（年度）：整数，适用 {year}年度 起\n  即 （上年({name}) 不适用则 0） + ", self.owned(kind, &name));
            self.rule(text!(Sort::Whole; words, value));
            self.add(Readable { text: name, ty: Ty::Int, na: true, owner: kind, yearly: true });
            return;
        }
        let made = match self.chance.below(6) {
            0 => self.years_running(&at, 1).map(|t| (Ty::Bool, t)),
            1 => self.years_of_several(&at).map(|t| (Ty::Int, t)),
            2 => self.ever(&at).map(|t| (Ty::Bool, t)),
            3 => self.first_time(&at).map(|t| (Ty::Bool, t)),
            _ => {
                let ty = self.result_type();
                self.last_year(&at, ty, false).map(|t| (ty, t))
            }
        };
        let Some((ty, value)) = made else { return };
        let name = self.name("往");
        let head = self.head(kind, &name, ty, false, true);
        self.rule(text!(Sort::Whole; head, "\n  即 ", value));
        self.add(Readable { text: name, ty, na: false, owner: kind, yearly: true });
    }
}
