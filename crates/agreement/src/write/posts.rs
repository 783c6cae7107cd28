//! 任职: who held which post in which unit, on which day; and what persons and tenures have of their own.

use super::{ColumnPlan, Kind, Readable, Shape, TablePlan, Ty, Writer};
use crate::text::{Sort, text};

pub(super) const POSTS: [&str; 3] = ["书记", "县长", "副县长"];
const TIMEPOINTS: [&str; 4] = ["年末在任", "全年在任", "在任半年以上", "当年曾在任"];

impl Writer {
    pub(super) fn tenures(&mut self) {
        self.declared.push(text!(Sort::Whole; "```规则\n枚举 职务（由高到低）：书记、县长、副县长\n枚举 分管领域：安全、扶贫\n职务组 正职：书记、县长\n```\n"));
        let mut head = text!(Sort::Whole; "任职（人员，单位），见下表");
        let signed = self.chance.percent(80);
        if signed {
            head.parts.push(text!(Sort::Optional; "\n  完整 由 组织部 按 年度 确认").into());
        }
        let lines = vec![text!(
            Sort::Whole;
            "| 职务 | 职务，可缺 |\n| 分管 | 分管领域，可多值，可缺 |\n| 主持 | 布尔，可缺 |\n| 自 | 日期 |\n| 至 | 日期，可空 |\n"
        )];
        self.table_text(head, lines);
        self.tables.push(TablePlan {
            name: "任职".to_owned(),
            shape: Shape::Tenure,
            owner: Kind::Tenure,
            yearly: false,
            signed,
            columns: vec![ColumnPlan { name: "主持".to_owned(), ty: Ty::Bool, na: false, many: false, apart: false }],
        });
        self.add(Readable { text: "主持".to_owned(), ty: Ty::Bool, na: false, owner: Kind::Tenure, yearly: false });
        self.add(Readable { text: "（职务 为 正职）".to_owned(), ty: Ty::Bool, na: false, owner: Kind::Tenure, yearly: false });
        self.add(Readable { text: "（分管 含 安全）".to_owned(), ty: Ty::Bool, na: false, owner: Kind::Tenure, yearly: false });
        self.add(Readable { text: "在任月数".to_owned(), ty: Ty::Int, na: false, owner: Kind::Nobody, yearly: true });
        let last = self.readables.len() - 1;
        self.readables[last].owner = Kind::Tenure;
        if self.chance.percent(60) {
            let mut head = text!(Sort::Whole; "事实 测评（人员，年度），见下表");
            if self.chance.percent(50) {
                head.parts.push(text!(Sort::Optional; "\n  完整 由 省局 按 年度 确认").into());
            }
            let columns = vec![
                ColumnPlan { name: "测评日".to_owned(), ty: Ty::Date, na: false, many: false, apart: true },
                ColumnPlan { name: "优票".to_owned(), ty: Ty::Int, na: false, many: false, apart: false },
            ];
            self.table_text(head, vec![text!(Sort::Whole; "| 测评日 | 日期，可缺 |\n| 优票 | 整数，0 至 20，可缺 |\n")]);
            let signed = self.declared.last().is_some_and(|t| t.written().contains("完整"));
            self.tables
                .push(TablePlan { name: "测评".to_owned(), shape: Shape::Fact, owner: Kind::Person, yearly: true, signed, columns });
            self.add(Readable { text: "测评.优票".to_owned(), ty: Ty::Int, na: signed, owner: Kind::Person, yearly: true });
        }
    }

    pub(super) fn some_posts(&mut self) -> String {
        match self.chance.below(6) {
            0 => "任职(分管 含 安全)".to_owned(),
            1 => "任职(正职 或 主持)".replace("正职 或 主持", "职务 为 正职 或 主持"),
            2 => format!("任职({})", self.chance.of(&POSTS)),
            3 => "任职".to_owned(),
            _ => "任职(正职)".to_owned(),
        }
    }

    pub(super) fn anchor(&mut self, person: bool) -> String {
        match self.chance.below(9) {
            0 | 1 => "年末".to_owned(),
            2 => "年初".to_owned(),
            3 => (*self.chance.of(&["上年末", "上年初"])).to_owned(),
            4 => (*self.chance.of(&["2016-06-30", "2015-12-31", "2016-01-01"])).to_owned(),
            5 => "决定日".to_owned(),
            6 if person && self.tables.iter().any(|t| t.name == "测评" && !t.signed) => "测评.测评日".to_owned(),
            _ => {
                let open = self.new_open("在任时点", &TIMEPOINTS);
                // Without a choice it may be 事发日在任, which only an event can tell.
                let words = format!("待定「{}」：在任时点", open.name);
                let list = format!("{words} 可选 {}", open.values.join("、"));
                if let Some(last) = self.rules.last_mut() {
                    let now = last.written();
                    if !now.contains("可选") {
                        *last = Writer::fenced(text!(Sort::Whole; list));
                    }
                }
                open.name
            }
        }
    }

    /// What turns on posts.
    pub(super) fn of_posts(&mut self) {
        let posts = self.some_posts();
        match self.chance.below(10) {
            8 | 9 => self.of_tenure(),
            0 | 1 => {
                let anchor = self.anchor(false);
                let name = self.name("有职");
                self.rule(text!(Sort::Whole; format!("定义 县区.{name}（年度）：布尔\n  即 {posts} 以 {anchor} 为准")));
                self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::County, yearly: true });
            }
            2 => {
                let anchor = self.anchor(false);
                let name = self.name("职数");
                let when = if self.chance.percent(40) { "，当 分管 含 扶贫" } else { "" };
                self.rule(text!(Sort::Whole; format!("定义 县区.{name}（年度）：整数\n  即 计数({posts} 以 {anchor} 为准{when})")));
                self.add(Readable { text: name, ty: Ty::Int, na: false, owner: Kind::County, yearly: true });
            }
            3 => {
                let anchor = self.anchor(true);
                let name = self.name("人判");
                self.rule(text!(Sort::Whole; format!("定义 人员.{name}（年度）：布尔\n  即 {posts} 以 {anchor} 为准")));
                self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::Person, yearly: true });
            }
            4 => {
                let name = self.name("任值");
                let ty = *self.chance.of(&[Ty::Int, Ty::Bool, Ty::Ratio]);
                let mut at = self.at(Kind::Tenure, true);
                at.within = true;
                let value = self.value(&at, ty, 2, false);
                let word = self.type_word(ty);
                self.rule(text!(Sort::Whole; format!("定义 任职.{name}（年度）：{word}\n  即 "), value));
                self.add(Readable { text: name, ty, na: false, owner: Kind::Tenure, yearly: true });
            }
            5 => self.list_of_posts(&posts),
            6 => {
                let anchor = self.anchor(true);
                let name = self.name("人职");
                let (column, ty) = *self.chance.of(&[("职务", "职务"), ("主持", "布尔")]);
                self.rule(text!(Sort::Whole; format!("定义 人员.{name}（年度）：{ty}，可不适用\n  即 {column} 以 {anchor} 为准")));
                if ty == "布尔" {
                    self.add(Readable { text: name, ty: Ty::Bool, na: true, owner: Kind::Person, yearly: true });
                }
            }
            _ => {
                let name = self.name("天数");
                self.rule(text!(Sort::Whole; format!("定义 任职.{name}（年度）：整数「日」\n  即 在任天数")));
                self.add(Readable { text: name, ty: Ty::Days, na: false, owner: Kind::Tenure, yearly: true });
            }
        }
    }

    /// What a tenure has once, by the rules of when it began, and who reads it in later years.
    fn of_tenure(&mut self) {
        let ty = *self.chance.of(&[Ty::Bool, Ty::Bool, Ty::Int]);
        let name = self.name("任事");
        let mut at = self.at(Kind::Tenure, false);
        at.within = true;
        let head = self.head(Kind::Tenure, &name, ty, false, false);
        let mut statement = text!(Sort::Whole; head);
        let words = *self.chance.of(&["，适用 2015年度 起", "，适用 2015-07-01 起", "，适用 2014-07-01 至 2015-12-31"]);
        statement.parts.push(text!(Sort::Optional; words).into());
        let value = self.value(&at, ty, 1, false);
        self.rule(text!(Sort::Whole; statement, "\n  即 ", value));
        self.add(Readable { text: name.clone(), ty, na: true, owner: Kind::Tenure, yearly: false });
        let own = self.name("任数");
        let condition = match ty {
            Ty::Bool => format!("有值({name}) 且 {name}"),
            _ => format!("有值({name}) 且 {name} > 0"),
        };
        if self.chance.percent(50) {
            self.rule(text!(Sort::Whole; format!("定义 县区.{own}（年度）：整数\n  即 计数(任职，当 {condition})")));
            self.add(Readable { text: own, ty: Ty::Int, na: false, owner: Kind::County, yearly: true });
        } else {
            self.rule(text!(Sort::Whole; format!("定义 任职.{own}（年度）：布尔\n  即 {condition}")));
            self.add(Readable { text: own, ty: Ty::Bool, na: false, owner: Kind::Tenure, yearly: true });
        }
    }

    /// A list, or an amount shared, over those in post.
    pub(super) fn list_of_posts(&mut self, posts: &str) {
        let anchor = self.anchor(false);
        let anchor = if matches!(anchor.as_str(), "决定日" | "上年初" | "上年末") { "年末".to_owned() } else { anchor };
        let at = self.at(Kind::County, true);
        let read = self.readable_that(&at, Ty::Int, false).filter(|r| r.owner == Kind::County && !r.text.contains(['（', '(']));
        let from_unit = read.map_or_else(|| "在任月数".to_owned(), |r| format!("单位.{}", r.text));
        let unit = from_unit.starts_with("单位.");
        let when = if unit { "，当 单位 为 县区" } else { "" };
        let key = format!("{from_unit}，{}", self.chance.of(&["从大到小", "从小到大"]));
        let name = self.name("人名单");
        if self.chance.percent(40) {
            let amount = self.named("10.01元".to_owned(), Ty::Money);
            self.rule(text!(
                Sort::Whole;
                format!("分配 任职.{name}（年度）\n  给 {posts} 以 {anchor} 为准{when}"),
                "\n  金额 ", amount, "\n  按 在任月数\n  精确到 分\n  尾差 最大余数，余数相同 依 人员.编号，从小到大"
            ));
            return;
        }
        let counting = if self.chance.percent(80) { "，计数 单位" } else { "" };
        let cut = self.option("割线方式", &["全取", "全不取", "依名次"]);
        let missing = self.option("缺值方式", &["存疑", "排除", "末位"]);
        self.rule(text!(
            Sort::Whole;
            format!("名单 任职.{name}（年度）\n  从 {posts} 以 {anchor} 为准{when}\n  依 {key}；人员.编号，从小到大\n  取 2 名{counting}\n  割线并列 {cut}\n  缺值 {missing}")
        ));
        self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::Tenure, yearly: true });
    }
}
