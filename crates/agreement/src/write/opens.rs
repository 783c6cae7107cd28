//! 待定, 设, 参数: what is left open, what is settled, what is dated.

use super::{GRADE, Kind, Readable, Ty, Writer};
use crate::text::{Sort, text};

/// Something left open, and what it may be settled to.
#[derive(Clone, Debug)]
pub(crate) struct OpenPlan {
    pub name: String,
    pub values: Vec<String>,
}

impl Writer {
    /// Left open: one of a clause's enum. Sometimes settled by the pack itself.
    pub(super) fn new_open(&mut self, ty: &str, options: &[&str]) -> OpenPlan {
        let name = self.name("定");
        let mut values: Vec<String> = options.iter().map(|o| (*o).to_owned()).collect();
        let few = self.chance.percent(50) && values.len() > 2;
        if few {
            values.truncate(2);
        }
        let list = if few || self.chance.percent(30) { format!(" 可选 {}", values.join("、")) } else { String::new() };
        self.rule(text!(Sort::Whole; format!("待定「{name}」：{ty}{list}")));
        let plan = OpenPlan { name, values };
        self.open_to_child.push(plan.clone());
        plan
    }

    /// An option of a clause: the word, or something left open.
    pub(super) fn option(&mut self, ty: &str, options: &[&str]) -> String {
        if self.chance.percent(28) && options.len() > 1 {
            return self.new_open(ty, options).name;
        }
        (*self.chance.of(options)).to_owned()
    }

    /// Open values and dated numbers, for everything written later to read.
    pub(super) fn open_values(&mut self) {
        let count = self.chance.below(3);
        for _ in 0..count {
            let ty = *self.chance.of(&[Ty::Bool, Ty::Int, Ty::Ratio, Ty::Money, Ty::Decimal, Ty::Date, Ty::Enum(GRADE)]);
            let name = self.name("定");
            let word = self.type_word(ty);
            let range = if ty == Ty::Int && self.chance.percent(50) { "，1 至 3" } else { "" };
            self.rule(text!(Sort::Whole; format!("待定「{name}」：{word}{range}")));
            let values =
                if range.is_empty() { (0..2).map(|_| self.plain_words(ty)).collect() } else { vec!["1".to_owned(), "3".to_owned()] };
            self.open_to_child.push(OpenPlan { name: name.clone(), values });
            self.add(Readable { text: name, ty, na: false, owner: Kind::Nobody, yearly: false });
        }
        if self.chance.percent(25) {
            let name = self.name("选");
            let (one, other) = (self.name("选甲"), self.name("选乙"));
            self.rule(text!(Sort::Whole; format!("待定「{name}」 可选 {one}、{other}")));
            self.add(Readable { text: format!("（{name} = {one}）"), ty: Ty::Bool, na: false, owner: Kind::Nobody, yearly: false });
            self.open_to_child.push(OpenPlan { name, values: vec![one, other] });
        }
        if self.chance.percent(20) {
            let name = self.name("族");
            let ty = *self.chance.of(&[Ty::Int, Ty::Ratio]);
            let word = self.type_word(ty);
            self.rule(text!(Sort::Whole; format!("待定「{name}」：表（等次 → {word}）")));
            for value in self.enums[GRADE].values.clone() {
                let values = (0..2).map(|_| self.plain_words(ty)).collect();
                self.open_to_child.push(OpenPlan { name: format!("{name}（{value}）"), values });
                self.add(Readable { text: format!("{name}({value})"), ty, na: false, owner: Kind::Nobody, yearly: false });
            }
            self.of_family(&name, ty);
        }
        if self.chance.percent(15) {
            self.add(Readable { text: "决定日".to_owned(), ty: Ty::Date, na: false, owner: Kind::Nobody, yearly: false });
        }
        let dated = self.chance.below(3);
        for _ in 0..dated {
            let ty = *self.chance.of(&[Ty::Int, Ty::Money, Ty::Ratio, Ty::Decimal]);
            let name = self.name("参");
            let mut words = format!("参数 {name}：{}", self.type_word(ty));
            let first = self.chance.between(2013, 2015);
            for year in [first, first + self.chance.between(1, 2)] {
                words += &format!("\n  自 {year}年度 为 {}", self.plain_words(ty));
            }
            self.rule(text!(Sort::Whole; words));
            self.named_to_child.push((name.clone(), ty));
            self.add(Readable { text: name, ty, na: false, owner: Kind::Nobody, yearly: false });
        }
        if self.chance.percent(25) {
            let name = self.name("表");
            let ty = *self.chance.of(&[Ty::Int, Ty::Money, Ty::Ratio]);
            let mut words = format!("参数 {name}：表（等次 → {}）", self.type_word(ty));
            let values = self.enums[GRADE].values.clone();
            for year in [2013, 2015 + self.chance.below(2)] {
                let cells: Vec<String> = values.iter().map(|v| format!("{v} → {}", self.plain_words(ty))).collect();
                words += &format!("\n  自 {year}年度 为 {}", cells.join("；"));
            }
            self.rule(text!(Sort::Whole; words));
            for value in values {
                self.named_to_child.push((format!("{name}（{value}）"), ty));
            }
            self.of_family(&name, ty);
        }
    }

    /// A cell of a family that is picked by what a column says.
    fn of_family(&mut self, name: &str, ty: Ty) {
        for table in self.tables.clone().iter().filter(|t| t.shape == super::Shape::Fact && t.owner == Kind::County && t.yearly) {
            for column in table.columns.iter().filter(|c| c.ty == Ty::Enum(GRADE) && !c.na) {
                let text = format!("{name}({}.{})", table.name, column.name);
                self.add(Readable { text, ty, na: false, owner: Kind::County, yearly: true });
            }
        }
    }

    /// What the pack itself settles.
    pub(super) fn settle(&mut self) {
        let all = std::mem::take(&mut self.open_to_child);
        for plan in all {
            let read = self.rules.iter().filter(|r| r.written().contains(&plan.name)).count() > 1;
            if !read {
                continue;
            }
            if self.chance.percent(20) {
                let value = self.chance.of(&plan.values).clone();
                self.rule(text!(Sort::Optional; format!("设 {} = {value}，由「省办」于 2016-05-01，因「会议纪要」", plan.name)));
            } else {
                self.open_to_child.push(plan);
            }
        }
    }
}
