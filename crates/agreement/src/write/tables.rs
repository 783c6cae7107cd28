//! The tables of a pack: kinds, enums, and tables with columns of every type.

use super::{AWARD, ColumnPlan, EnumPlan, GRADE, GROUP, Kind, Readable, Shape, TablePlan, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    pub(super) fn tables(&mut self) {
        let mut kinds = "实体 单位\n实体 市：单位\n实体 县区：单位，上级 市".to_owned();
        if self.has.town {
            kinds += "\n实体 乡镇：单位，上级 县区";
        }
        if self.has.tenures {
            kinds += "\n实体 人员";
        }
        self.declared.push(text!(Sort::Whole; "```规则\n", kinds, "\n```\n"));
        self.new_enum("组别", false, &["东组", "西组", "南组"]);
        self.new_enum("等次", true, &["优秀", "良好", "一般", "较差"]);
        self.new_enum("奖项", false, &["甲奖", "乙奖"]);
        if self.has.child {
            self.new_enum("奖别", false, &["大奖", "小奖"]);
        }
        self.table("考评", Shape::Fact, Kind::County, true);
        let owner = *self.chance.of(&[Kind::County, Kind::Unit]);
        self.table("年报", Shape::Fact, owner, true);
        if self.chance.percent(15) {
            self.table("底数", Shape::Fact, Kind::County, false);
        }
        if self.has.city {
            self.table("市报", Shape::Fact, Kind::City, true);
        }
        if self.has.town {
            self.table("镇报", Shape::Fact, Kind::Town, true);
        }
        if self.has.province {
            self.table("省况", Shape::Fact, Kind::Nobody, true);
        }
        if self.has.keyed {
            self.table("名册", Shape::Keyed, Kind::County, true);
        }
        if self.has.many {
            self.table("记录", Shape::Many, Kind::County, true);
        }
        if self.has.span {
            self.table("类别", Shape::Span, Kind::County, false);
        }
        if self.has.tenures {
            self.tenures();
        }
        if self.has.events {
            self.table("事故", Shape::Event, Kind::County, false);
        }
    }

    pub(super) fn new_enum(&mut self, name: &str, ordered: bool, values: &[&str]) -> usize {
        let most = values.len();
        let count = self.chance.between(2.min(most), most);
        let values: Vec<String> = values.iter().take(count).map(|v| (*v).to_owned()).collect();
        let order = if ordered {
            *self.chance.of(&["（由高到低）", "（由低到高）", "（由重到轻）", "（由轻到重）"])
        } else {
            ""
        };
        let more = if name == "奖别" { "，可增" } else { "" };
        self.declared.push(text!(Sort::Optional; format!("```规则\n枚举 {name}{order}{more}：{}\n```\n", values.join("、"))));
        self.enums.push(EnumPlan { name: name.to_owned(), ordered, values });
        self.enums.len() - 1
    }

    fn table(&mut self, name: &str, shape: Shape, owner: Kind, yearly: bool) {
        let signed = match shape {
            // What counts asks whether there are more.
            Shape::Many | Shape::Event => true,
            Shape::Keyed => self.chance.percent(85),
            Shape::Span => self.chance.percent(50),
            _ => owner != Kind::Nobody && yearly && self.chance.percent(45),
        };
        let begins = signed && shape == Shape::Fact && self.chance.percent(25)
            || yearly && owner != Kind::Nobody && shape == Shape::Fact && self.chance.percent(12);
        let mut keys: Vec<String> = Vec::new();
        if owner != Kind::Nobody {
            keys.push(self.kind_word(owner));
        }
        if yearly {
            keys.push("年度".to_owned());
        }
        if shape == Shape::Keyed {
            keys.push("奖项".to_owned());
        }
        let word = match shape {
            Shape::Span => "时段",
            Shape::Event => "事件",
            _ => "事实",
        };
        let mut head = text!(Sort::Whole; format!("{word} {name}（{}）", keys.join("，")));
        if shape == Shape::Many {
            head.parts.push("，可多行".into());
        }
        if begins {
            let year = self.chance.between(2013, 2016);
            head.parts.push(text!(Sort::Optional; format!("，始于 {year}年度")).into());
        }
        head.parts.push("，见下表".into());
        if signed {
            let by = match shape {
                Shape::Keyed => "年度、奖项",
                Shape::Span => "县区",
                Shape::Event if self.chance.percent(30) => "年度、县区",
                // Signed unit by unit: a row that is not there is not the same for everybody.
                Shape::Fact if owner == Kind::County && self.chance.percent(35) => "年度、县区",
                _ => "年度",
            };
            head.parts.push(text!(Sort::Optional; format!("\n  完整 由 省局、县局 按 {by} 确认")).into());
        }
        let by_default_na = signed || begins;
        let (mut columns, mut lines) = (Vec::new(), Vec::new());
        if shape == Shape::Event {
            lines.push(text!(Sort::Whole; "| 发生日 | 日期 |\n"));
            columns.push(ColumnPlan { name: "发生日".to_owned(), ty: Ty::Date, na: false, many: false, apart: false });
            if self.has.tenures {
                lines.push(text!(Sort::Optional; "| 值班 | 人员，可缺 |\n"));
                columns.push(ColumnPlan { name: "值班".to_owned(), ty: Ty::Text, na: false, many: false, apart: true });
                lines.push(text!(Sort::Optional; "| 指挥 | 名单(人员)，可空 |\n"));
                columns.push(ColumnPlan { name: "指挥".to_owned(), ty: Ty::Text, na: true, many: false, apart: true });
            }
        }
        let (least, most) = match name {
            "考评" => (5, 8),
            "年报" => (3, 5),
            _ => (2, 4),
        };
        let count = self.chance.between(least, most);
        for at in 0..count {
            let ty = self.column_type(name, at);
            let rows = matches!(shape, Shape::Event | Shape::Many | Shape::Span);
            let (column, line) = self.column(ty, by_default_na && !rows, rows);
            columns.push(column);
            lines.push(line);
        }
        if shape == Shape::Span {
            lines.push(text!(Sort::Whole; "| 自 | 日期，可空 |\n| 至 | 日期，可空 |\n"));
        }
        if shape == Shape::Fact && self.chance.percent(35) {
            let (column, line) = self.with_basis(by_default_na);
            columns.push(column);
            lines.push(line);
        }
        self.table_text(head, lines);
        for column in columns.iter().filter(|c| !c.apart) {
            self.column_readable(name, shape, owner, yearly, column);
        }
        self.tables.push(TablePlan { name: name.to_owned(), shape, owner, yearly, signed, columns });
    }

    pub(super) fn table_text(&mut self, head: Text, lines: Vec<Text>) {
        let lines = Text::join(Sort::Whole, lines, "");
        self.declared.push(text!(Sort::Optional; "```规则\n", head, "\n```\n\n| 栏 | 类型 |\n|---|---|\n", lines));
    }

    fn column_type(&mut self, table: &str, at: usize) -> Ty {
        // What rankings need is there for certain.
        match (table, at) {
            ("考评" | "类别", 0) => Ty::Enum(GROUP),
            ("考评", 1) => *self.chance.of(&[Ty::Int, Ty::Decimal]),
            ("考评" | "年报" | "市报", 2) => Ty::Bool,
            ("考评", 3) => *self.chance.of(&[Ty::Money, Ty::Ratio]),
            ("考评", 4) => *self.chance.of(&[Ty::Int, Ty::Date, Ty::Enum(GRADE)]),
            _ => *self.chance.of(&[
                Ty::Bool,
                Ty::Bool,
                Ty::Int,
                Ty::Int,
                Ty::Days,
                Ty::Decimal,
                Ty::Ratio,
                Ty::Money,
                Ty::Date,
                Ty::Month,
                Ty::Year,
                Ty::Text,
                Ty::Enum(GROUP),
                Ty::Enum(GRADE),
                Ty::Enum(GRADE),
                Ty::Enum(AWARD),
            ]),
        }
    }

    fn stem(ty: Ty) -> &'static str {
        match ty {
            Ty::Bool => "是",
            Ty::Int => "量",
            Ty::Days => "天",
            Ty::Decimal => "分",
            Ty::Ratio => "率",
            Ty::Money => "款",
            Ty::Date => "日",
            Ty::Month => "月",
            Ty::Year => "年",
            Ty::Text => "文",
            Ty::Enum(GROUP) => "组",
            Ty::Enum(GRADE) => "等",
            Ty::Enum(_) => "项",
        }
    }

    fn column(&mut self, ty: Ty, na: bool, rows: bool) -> (ColumnPlan, Text) {
        let name = self.name(&format!("栏{}", Writer::stem(ty)));
        let mut clause = self.type_word(ty);
        let many = rows && matches!(ty, Ty::Enum(_)) && self.chance.percent(30);
        if ty == Ty::Int {
            match self.chance.below(4) {
                0 => clause += "，0 至 6",
                1 => clause += "，1 至 9",
                2 => clause += "，≥ 0",
                _ => {}
            }
        }
        let mut own = na;
        if many {
            clause += "，可多值，可缺";
        } else {
            match self.chance.below(10) {
                0..=5 => clause += "，可缺",
                6 => {
                    clause += "，可空";
                    own = true;
                }
                7 if ty != Ty::Bool => {
                    let word = self.plain_words(ty);
                    clause += &format!("，缺省 {}", if clause.contains("1 至") && word == "0" { "1".to_owned() } else { word });
                }
                _ => {}
            }
        }
        let line = text!(Sort::Optional; format!("| {name} | {clause} |\n"));
        (ColumnPlan { name, ty, na: own, many, apart: many }, line)
    }

    /// A column that says how far it can be trusted in another.
    fn with_basis(&mut self, na: bool) -> (ColumnPlan, Text) {
        if !self.enums.iter().any(|e| e.name == "来历") {
            self.new_enum("来历", false, &["公布", "印列", "推断"]);
        }
        let (name, basis) = (self.name("栏量"), self.name("栏据"));
        let ty = *self.chance.of(&["整数，1 至 9，可缺", "整数，可缺"]);
        let line = text!(Sort::Optional; format!("| {name} | {ty}，依据 {basis} |\n| {basis} | 来历，缺省 公布 |\n"));
        (ColumnPlan { name, ty: Ty::Int, na, many: false, apart: false }, line)
    }

    fn column_readable(&mut self, table: &str, shape: Shape, owner: Kind, yearly: bool, column: &ColumnPlan) {
        let (ty, na) = (column.ty, column.na);
        match shape {
            Shape::Fact => {
                self.add(Readable { text: format!("{table}.{}", column.name), ty, na, owner, yearly });
            }
            Shape::Keyed => {
                for value in self.enums[AWARD].values.clone() {
                    self.add(Readable { text: format!("{table}.{}({value})", column.name), ty, na, owner, yearly });
                }
            }
            Shape::Span => {
                for day in ["年初", "年末", "上年初", "上年末"] {
                    if self.chance.percent(60) {
                        let text = format!("（{table}.{} 以 {day} 为准）", column.name);
                        self.add(Readable { text, ty, na: na || column.na, owner, yearly: true });
                    }
                }
            }
            Shape::Event => {
                let event = Kind::Event(self.tables.len());
                self.add(Readable { text: column.name.clone(), ty, na, owner: event, yearly: false });
            }
            Shape::Many | Shape::Tenure => {}
        }
    }
}
