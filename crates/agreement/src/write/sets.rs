//! 排名, 名单, 分档, 分配: places, lists, tiers and parts, with every clause they have.

use super::{At, GRADE, GROUP, Kind, Readable, Ty, Writer, order_words};
use crate::text::{Sort, Text, text};

const MISSING: [&str; 3] = ["存疑", "排除", "末位"];
const CUT: [&str; 3] = ["全取", "全不取", "依名次"];

/// From whom, with what was made sure of there.
#[derive(Clone)]
pub(super) struct People {
    pub text: Text,
    pub at: At,
    /// The grouping as written; empty for none.
    pub group: String,
    pub limited: bool,
    /// What the members have for certain.
    sure: Vec<Readable>,
}

impl Writer {
    /// 从 …，当 …，分组 …
    pub(super) fn people(&mut self, kind: Kind, word: &str) -> People {
        let mut at = self.at(kind, true);
        at.within = true;
        let mut text = text!(Sort::Whole; format!("\n  {word} {}", self.kind_word(kind)));
        let mut limited = false;
        if kind == Kind::Unit && self.chance.percent(55) {
            limited = true;
            text.parts.push(text!(Sort::Optional; "，限 县区").into());
        }
        let mut sure = Vec::new();
        if self.chance.percent(55) {
            limited = true;
            let found = self.ordered_readable(&at, true).filter(|_| self.chance.percent(60));
            let when = match found {
                Some(r) => {
                    sure.push(Readable { na: false, ..r.clone() });
                    text!(Sort::Whole; format!("有值({})", r.text))
                }
                None => self.value(&at, Ty::Bool, 1, false),
            };
            let optional = if sure.is_empty() { Sort::Optional } else { Sort::Whole };
            text.parts.push(text!(optional; "，当 ", when).into());
        }
        let mut group = String::new();
        if self.chance.percent(45) {
            let ty = *self.chance.of(&[Ty::Enum(GROUP), Ty::Enum(GROUP), Ty::Enum(GROUP), Ty::Enum(GRADE), Ty::Bool, Ty::Text]);
            if self.chance.percent(10) {
                group = "全体".to_owned();
            } else if ty == Ty::Text && kind == Kind::Unit && self.chance.percent(50) {
                group = "种类".to_owned();
            } else if let Some(r) = self.readable_that(&at, ty, false) {
                group = r.text;
            }
            if !group.is_empty() {
                text.parts.push(text!(Sort::Optional; format!("，分组 {group}")).into());
            }
        }
        People { text, at, group, limited, sure }
    }

    /// A key: what is compared, and which way.
    fn key(&mut self, people: &People) -> Text {
        if let Some(sure) = people.sure.first().cloned().filter(|_| self.chance.percent(70)) {
            let order = *self.chance.of(&order_words(sure.ty));
            return text!(Sort::Whole; sure.text, "，", order);
        }
        let ty = *self.chance.of(&[Ty::Int, Ty::Int, Ty::Decimal, Ty::Ratio, Ty::Money, Ty::Date, Ty::Enum(GRADE), Ty::Bool]);
        // A bare value of an enum is not understood as a key, and what is nobody's own ranks nobody.
        let own: Vec<Readable> = self.readables(&people.at, ty).into_iter().filter(|r| r.owner != Kind::Nobody).collect();
        let own = match self.chance.maybe_of(&own).cloned() {
            Some(own) => own,
            None => {
                let all: Vec<Readable> = [Ty::Int, Ty::Decimal]
                    .into_iter()
                    .flat_map(|ty| self.readables(&people.at, ty))
                    .filter(|r| r.owner != Kind::Nobody)
                    .collect();
                match self.chance.maybe_of(&all).cloned() {
                    Some(own) => own,
                    None => return text!(Sort::Whole; "编号，从小到大"),
                }
            }
        };
        let ty = own.ty;
        let value = if self.chance.percent(80) || matches!(ty, Ty::Enum(_)) {
            self.read(&own, false)
        } else {
            self.value(&people.at, ty, 1, false)
        };
        let order = *self.chance.of(&order_words(ty));
        text!(Sort::Whole; value, "，", order)
    }

    pub(super) fn keys(&mut self, people: &People, most: usize) -> Text {
        let count = self.chance.between(1, most);
        let mut keys: Vec<Text> = (0..count).map(|_| self.key(people)).collect();
        if count > 1 && self.chance.percent(15) {
            let last = keys.len() - 1;
            keys[last] = text!(Sort::Whole; format!("编号，{}", self.chance.of(&["从小到大", "从大到小"])));
        }
        Text::join(Sort::Whole, keys, "；")
    }

    /// Whom a set rule goes over and in which order: now and then the very ones of another.
    fn people_in_order(&mut self, kind: Kind, most: usize) -> (People, Text) {
        let same: Vec<(People, Text)> =
            self.orders.iter().filter(|(of, ..)| *of == kind).map(|(_, people, keys)| (people.clone(), keys.clone())).collect();
        if let Some((people, keys)) = self.chance.maybe_of(&same).cloned().filter(|_| self.chance.percent(45)) {
            return (people, keys);
        }
        let people = self.people(kind, "从");
        let keys = self.keys(&people, most);
        self.orders.push((kind, people.clone(), keys.clone()));
        (people, keys)
    }

    fn set_kind(&mut self) -> Kind {
        let mut kinds = vec![Kind::County; 5];
        if self.units_have() {
            kinds.extend([Kind::Unit; 2]);
        }
        if self.has.town {
            kinds.push(Kind::Town);
        }
        *self.chance.of(&kinds)
    }

    pub(super) fn ranking(&mut self) {
        let kind = self.set_kind();
        let name = self.name("名次");
        let again = self.rankings.iter().filter(|r| r.owner == kind).cloned().collect::<Vec<_>>();
        let before = self.chance.maybe_of(&again).cloned().filter(|_| self.chance.percent(40));
        let missing = self.option("缺值方式", &MISSING);
        let (people, keys) = match before {
            // A ranking of the places of another.
            Some(before) => {
                let people = self.people(kind, "从");
                let key = if before.na { format!("（{} 不适用则 9）", before.text) } else { before.text };
                (people, text!(Sort::Whole; format!("{key}，{}", self.chance.of(&["从小到大", "从大到小"]))))
            }
            None => self.people_in_order(kind, 3),
        };
        let limited = people.limited || missing != "存疑" && missing != "末位" || people.group.contains("以");
        let words = text!(Sort::Whole; format!("排名 {}（年度）", self.owned(kind, &name)), people.text, "\n  依 ", keys, format!("\n  并列 同名次\n  缺值 {missing}"));
        self.rule(words);
        // Past years may have nobody of the sort: read as if it may be 不适用 wherever it is limited.
        let readable = Readable { text: name.clone(), ty: Ty::Int, na: limited, owner: kind, yearly: true };
        self.add(readable.clone());
        self.rankings.push(readable);
        if self.chance.percent(20) {
            self.published(&name, kind, &people.group);
        }
    }

    pub(super) fn list(&mut self) {
        self.full_list(false);
    }

    /// A list; `full`: with what else a list may say.
    pub(super) fn full_list(&mut self, full: bool) {
        let kind = self.set_kind();
        let name = self.name("名单");
        let cut = self.option("割线方式", &CUT);
        let missing = self.option("缺值方式", &MISSING);
        let ratio = self.chance.percent(if full { 70 } else { 40 });
        let rounding = self.option("取整方式", &["舍", "入", "四舍五入"]);
        let base = self.option("基数方式", &["全部参评", "除去否决的参评"]);
        let instead = self.option("递补方式", &["递补", "不递补"]);
        let takes = match full && self.chance.percent(25) {
            true => self.new_open("占额方式", &["占名额", "不占名额"]).name,
            false => self.option("占额方式", &["占名额", "不占名额"]),
        };
        let counting = if self.chance.percent(if full { 40 } else { 20 }) && matches!(kind, Kind::County | Kind::Town) {
            let way = if self.chance.percent(35) {
                self.new_open("计数方式", &["成员", "单位"]).name
            } else {
                self.option("计数方式", &["成员", "单位"])
            };
            format!("，计数 {way}")
        } else {
            String::new()
        };
        let most = if cut == "依名次" || self.chance.percent(30) { 3 } else { 1 };
        let (people, keys) = self.people_in_order(kind, most);
        let take = self.quota(&people, ratio);
        let mut statement =
            text!(Sort::Whole; format!("名单 {}（年度）", self.owned(kind, &name)), people.text, "\n  依 ", keys, "\n  取 ", take);
        if ratio {
            statement.parts.push(format!("，取整 {rounding}，基数 {base}").into());
        }
        statement.parts.push(counting.clone().into());
        statement.parts.push(format!("\n  割线并列 {cut}\n  缺值 {missing}").into());
        if self.chance.percent(if full { 80 } else { 40 }) {
            let veto = self.leaf_condition(&people.at);
            statement.parts.push(text!(Sort::Optional; "\n  否决 ", veto, format!("，{instead}")).into());
        }
        if counting.is_empty() && self.chance.percent(if full { 85 } else { 30 }) {
            let admit = self.leaf_condition(&people.at);
            statement.parts.push(text!(Sort::Optional; "\n  直接入选 ", admit, format!("，{takes}")).into());
        }
        self.rule(statement);
        self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: kind, yearly: true });
    }

    fn leaf_condition(&mut self, at: &At) -> Text {
        if self.chance.percent(60) { self.leaf(at, Ty::Bool, false) } else { self.compare(at, 1) }
    }

    fn quota(&mut self, people: &People, ratio: bool) -> Text {
        if ratio {
            let words = format!("{}%", self.chance.of(&[10, 20, 25, 33, 35, 40, 50]));
            return self.named(words, Ty::Ratio);
        }
        // A quota read of the members themselves is the same for all, or an error.
        if self.chance.percent(12)
            && let Some(r) = self.readable_that(&people.at, Ty::Int, false)
        {
            return text!(Sort::Whole; r.text);
        }
        let words = format!("{} 名", self.chance.between(1, 4));
        self.named(words, Ty::Int)
    }

    pub(super) fn named(&mut self, words: String, ty: Ty) -> Text {
        if !self.chance.percent(60) {
            return text!(Sort::Value(ty); words);
        }
        let name = self.name("数");
        text!(Sort::Value(ty); format!("{words}「{name}」"))
    }

    pub(super) fn tiers(&mut self) {
        let kind = self.set_kind();
        let name = self.name("档");
        let cut = self.option("割线方式", &CUT);
        let missing = self.option("缺值方式", &MISSING);
        let rounding = self.option("取整方式", &["舍", "入", "四舍五入"]);
        let (people, keys) = self.people_in_order(kind, 2);
        let ratio = self.chance.percent(50);
        // 分档 takes the best first: the enum's own order must be that of the cuts.
        let given = self.chance.percent(35);
        let (tiers, ty) = if given {
            (self.best_first(GRADE), Ty::Enum(GRADE))
        } else {
            let values: Vec<String> = (0..self.chance.between(2, 3)).map(|_| self.name("档位")).collect();
            self.enums.push(super::EnumPlan { name: name.clone(), ordered: true, values: values.clone() });
            (values, Ty::Enum(self.enums.len() - 1))
        };
        let mut cuts: Vec<Text> = Vec::new();
        let mut left = 100;
        for (at, tier) in tiers.iter().enumerate() {
            if at + 1 == tiers.len() {
                cuts.push(text!(Sort::Whole; format!("{tier} → 其余")));
                continue;
            }
            let words = if ratio {
                let share = *self.chance.of(&[10, 20, 25, 30]);
                let share = share.min(left);
                left -= share;
                format!("{share}%")
            } else {
                format!("{} 名", self.chance.between(1, 3))
            };
            let take = self.named(words, if ratio { Ty::Ratio } else { Ty::Int });
            cuts.push(text!(Sort::Whole; format!("{tier} → "), take));
        }
        let head = if given {
            format!("分档 {}（年度）：等次", self.owned(kind, &name))
        } else {
            format!("分档 {}（年度）", self.owned(kind, &name))
        };
        let mut statement = text!(Sort::Whole; head, people.text, "\n  依 ", keys, "\n  切 ", Text::join(Sort::Whole, cuts, "；"));
        if ratio {
            statement.parts.push(format!("\n  取整 {rounding}，按累计").into());
        }
        statement.parts.push(format!("\n  割线并列 {cut}\n  缺值 {missing}").into());
        self.rule(statement);
        let na = people.limited || missing != "存疑" && missing != "末位";
        self.add(Readable { text: name, ty, na, owner: kind, yearly: true });
    }

    /// The values of an ordered enum, the best first.
    pub(super) fn best_first(&self, at: usize) -> Vec<String> {
        let low_first = self.declared.iter().any(|t| {
            let words = t.written();
            words.contains(&format!("枚举 {}（由低到高）", self.enums[at].name))
                || words.contains(&format!("枚举 {}（由轻到重）", self.enums[at].name))
        });
        let mut values = self.enums[at].values.clone();
        if low_first {
            values.reverse();
        }
        values
    }

    pub(super) fn share(&mut self) {
        let kind = self.set_kind();
        let name = self.name("份");
        let people = self.people(kind, "给");
        let unit = *self.chance.of(&["分", "分", "元", "万元"]);
        let amount = match self.chance.below(3) {
            0 => self.leaf(&people.at, Ty::Money, false),
            _ => {
                let words = match unit {
                    "分" => format!("{}.{}1元", self.chance.below(5), self.chance.below(10)),
                    "元" => format!("{}元", self.chance.between(1, 20)),
                    _ => format!("{}万元", self.chance.between(1, 20)),
                };
                self.named(words, Ty::Money)
            }
        };
        let ty = *self.chance.of(&[Ty::Int, Ty::Int, Ty::Decimal, Ty::Ratio]);
        let per = if self.chance.percent(20) { text!(Sort::Whole; "1") } else { self.leaf(&people.at, ty, false) };
        let mut statement = text!(
            Sort::Whole; format!("分配 {}（年度）", self.owned(kind, &name)), people.text.clone(),
            "\n  金额 ", amount, "\n  按 ", per, format!("\n  精确到 {unit}\n  尾差 最大余数")
        );
        if self.chance.percent(60) {
            let keys = self.keys(&people, 2);
            statement.parts.push(text!(Sort::Optional; "，余数相同 依 ", keys).into());
        }
        self.rule(statement);
        self.add(Readable { text: name, ty: Ty::Money, na: people.limited, owner: kind, yearly: true });
    }
}
