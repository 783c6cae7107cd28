//! Default logic: exceptions and exceptions to them, ways to stand together, bounds and presumptions, exceptions to columns.

use super::{At, Kind, Readable, Shape, Target, Ty, Writer};
use crate::text::{Part, Sort, Text, text};

const MODES: [&str; 4] = ["，可并存", "，可并存任取", "，相加", "，取高"];

impl Writer {
    fn target_at(&self, target: &Target) -> At {
        let mut at = self.at(target.owner, target.yearly);
        // What was written after it may read it: a circle.
        at.reads = target.reads;
        if target.indexed {
            at.row.push(Readable { text: "奖项".to_owned(), ty: Ty::Enum(super::AWARD), na: false, owner: target.owner, yearly: false });
            at.within = true;
        }
        at
    }

    /// A definition with exceptions.
    pub(super) fn defaulted(&mut self) {
        let target = match self.chance.below(3) {
            0 => self.chance.maybe_of(&self.targets).cloned().filter(|t| t.labels.is_empty()),
            _ => None,
        };
        let mut target = match target {
            Some(target) => target,
            None => {
                let (kind, ty) = (self.kind(), self.result_type());
                self.define(kind, ty, true)
            }
        };
        let place = self.targets.iter().position(|t| t.name == target.name);
        let at = self.target_at(&target);
        let count = self.chance.between(1, 4);
        let addable = matches!(target.ty, Ty::Int | Ty::Decimal | Ty::Ratio | Ty::Money);
        let mode = match self.chance.below(5) {
            0 if addable => MODES[2],
            1 if self.is_ordered(target.ty) && target.ty != Ty::Bool => MODES[3],
            2 => MODES[self.chance.below(2)],
            _ => "",
        };
        let value = self.value(&at, target.ty, 1, target.na);
        for nth in 0..count {
            let own_value =
                if mode == MODES[0] && self.chance.percent(70) { value.clone() } else { self.value(&at, target.ty, 2, target.na) };
            let mode = if self.chance.percent(85) { mode } else { "" };
            self.exception(&mut target, &at, nth, mode, own_value);
        }
        if self.chance.percent(35) && self.is_ordered(target.ty) && target.ty != Ty::Bool {
            self.bound(&target, &at);
        }
        if self.chance.percent(35) {
            self.presumption(&target, &at);
        }
        if self.chance.percent(12) {
            let open = self.name("其余");
            self.rule(text!(Sort::Whole; format!("待定「{open}」：规则 影响 {}", target.name)));
            if self.chance.percent(30) {
                self.rule(text!(Sort::Whole; format!("设 {open} = 已补齐，由「省办」于 2016-03-01，因「已补」")));
            }
        }
        if let Some(place) = place {
            self.targets[place].labels = target.labels;
        }
    }

    fn exception(&mut self, target: &mut Target, at: &At, nth: usize, mode: &str, value: Text) {
        let label = self.name("例");
        let name = target.name.clone();
        let mut over: Vec<String> = Vec::new();
        let mut under = None;
        let known = target.labels.clone();
        match self.chance.below(8) {
            0 => over.push(format!("{name}·全部")),
            1..=3 if !known.is_empty() => {
                let one = self.chance.of(&known).clone();
                over.push(format!("{name}「{one}」"));
                under = Some(one);
                if self.chance.percent(20) {
                    over.push(name.clone());
                }
            }
            _ => over.push(name.clone()),
        }
        let mut statement = text!(Sort::Whole; format!("例外「{label}」于 {}", over.join("、")));
        if under.is_none() && !known.is_empty() && nth > 0 && self.chance.percent(15) && !over[0].ends_with("全部") {
            let one = self.chance.of(&known).clone();
            statement.parts.push(text!(Sort::Optional; format!("，让于 {name}「{one}」")).into());
        }
        if !mode.is_empty() {
            statement.parts.push(text!(Sort::Optional; mode.to_owned()).into());
        }
        if target.yearly && target.owner.is_unit() && !target.dated && self.chance.percent(12) {
            let year = self.chance.between(2014, 2016);
            let words = if self.chance.percent(50) {
                format!("，适用 {year}年度 起")
            } else {
                format!("，适用 {year}年度 至 {}年度", year + 1)
            };
            statement.parts.push(text!(Sort::Optional; words).into());
        }
        if let Some(under) = under
            && self.chance.percent(50)
        {
            statement.parts.push(text!(Sort::Optional; format!("\n  在「{under}」适用时")).into());
        }
        let guard = self.guard(at, 1);
        statement.parts.push(text!(Sort::Whole; "\n  当 ", guard).into());
        if self.chance.percent(20) {
            let unless = self.condition(at, 1, false);
            statement.parts.push(text!(Sort::Optional; "\n  除非 ", unless).into());
        }
        statement.parts.push(text!(Sort::Whole; "\n  则 ", value).into());
        self.rule(statement);
        target.labels.push(label);
    }

    pub(super) fn bound(&mut self, target: &Target, at: &At) {
        let label = self.name("界");
        let guard = self.plain_condition(at);
        let limit = self.leaf(at, target.ty, false);
        let word = *self.chance.of(&["不小于", "不大于"]);
        self.rule(text!(Sort::Whole; format!("界限「{label}」于 {}\n  当 ", target.name), guard, format!("\n  则 {word} "), limit));
    }

    fn presumption(&mut self, target: &Target, at: &At) {
        let count = self.chance.between(1, 2);
        for _ in 0..count {
            let label = self.name("推");
            let guard = self.plain_condition(at);
            let value = self.leaf(at, target.ty, false);
            self.rule(text!(Sort::Whole; format!("推定「{label}」于 {}\n  当 ", target.name), guard, "\n  则 ", value, "，因「视为如此」"));
        }
    }

    /// 给栏写例外, and 所录.
    pub(super) fn column_exception(&mut self) {
        let tables: Vec<usize> = (0..self.tables.len())
            .filter(|at| self.tables[*at].shape == Shape::Fact && self.tables[*at].owner.is_unit() && self.tables[*at].yearly)
            .collect();
        let Some(table) = self.chance.maybe_of(&tables).map(|at| self.tables[*at].clone()) else { return };
        let column = self.chance.of(&table.columns).clone();
        let label = self.name("改");
        // The exception may read only what does not read the column: other columns.
        let mut at = self.at(table.owner, true);
        at.reads = 0;
        at.within = true;
        let others: Vec<Readable> = self
            .readables
            .iter()
            .filter(|r| {
                r.text.contains('.') && !r.text.contains('(') && !r.text.contains(&column.name) && r.owner.is_seen_from(table.owner)
            })
            .filter(|r| r.text.starts_with(&format!("{}.", table.name)))
            .cloned()
            .collect();
        at.row = others;
        let Some(flag) = at.row.iter().find(|r| r.ty == Ty::Bool).cloned() else { return };
        let guard = self.read(&flag, false);
        let own = format!("所录({}.{})", table.name, column.name);
        let value = match column.ty {
            Ty::Int | Ty::Decimal | Ty::Ratio if self.chance.percent(60) => {
                let own = if column.na { format!("（{own} 不适用则 0）") } else { own };
                text!(Sort::Value(column.ty); format!("（{own} + {}）", self.chance.between(1, 2)))
            }
            _ => self.leaf(&at, column.ty, false),
        };
        self.rule(text!(Sort::Whole; format!("例外「{label}」于 {}.{}\n  当 ", table.name, column.name), guard, "\n  则 ", value));
    }

    /// Something published stands beside what is worked out: 公布.
    pub(super) fn published(&mut self, name: &str, kind: Kind, group: &str) {
        let mut columns: Vec<(String, String, bool)> = Vec::new();
        for table in self.tables.iter().filter(|t| t.shape == Shape::Fact && t.owner == kind && t.yearly) {
            columns.extend(table.columns.iter().filter(|c| c.ty == Ty::Int).map(|c| (table.name.clone(), c.name.clone(), c.na)));
        }
        let Some((table, column, na)) = self.chance.maybe_of(&columns).cloned() else { return };
        let label = self.name("布");
        let guard = if group.is_empty() {
            format!("存在({}，当 有记录({table}.{column}))", self.kind_word(kind))
        } else {
            format!("有记录({table}.{column}，组 {group})")
        };
        if group.contains("全体") {
            return;
        }
        let mut statement = text!(Sort::Whole; format!("例外「{label}」于 {}，公布\n  当 {guard}\n  则 ", self.owned(kind, name)));
        // Said of the group as a whole, a member's own cell may still be 不适用.
        let own = if na { format!("（{table}.{column} 不适用则 1）") } else { format!("{table}.{column}") };
        statement.parts.push(Part::Words(own));
        self.rule(statement);
    }
}
