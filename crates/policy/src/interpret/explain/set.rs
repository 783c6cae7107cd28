//! Places and lists in words: own key, cut line, number of rivals and ties. Other people's figures only as counts.

use quanheng_facts::value::{Type, Year};

use super::super::list::ListReasons;
use super::super::rank::RankReasons;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, Key, Shape, Variable};
use crate::possible::{Possible, Range};

/// `3` or `3…5`.
fn span<T: PartialEq + std::fmt::Display>(pair: (T, T)) -> String {
    if pair.0 == pair.1 { pair.0.to_string() } else { format!("{}…{}", pair.0, pair.1) }
}

impl Telling<'_, '_> {
    pub(super) fn rank(&self, variable: &Variable, instance: Instance, reasons: &RankReasons) -> Node {
        let Shape::Rank(rank) = &variable.shape else { return Node::new(Mechanism::Rank, "", "") };
        let own = self.keys(&rank.keys, &reasons.own_keys, instance.year);
        let group = self.group(rank.population.group.as_ref(), reasons.group.as_ref(), instance.year);
        let ties = if reasons.equals.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("，与 {} 家并列", reasons.equals.len()), format!(", level with {}", reasons.equals.len()))
        };
        let missing = if reasons.without_key == 0 {
            (String::new(), String::new())
        } else {
            (format!("，其中 {} 家没有排名依据", reasons.without_key), format!(", {} of them without a key", reasons.without_key))
        };
        Node::new(
            Mechanism::Rank,
            format!(
                "排名：{group}{} 家参加{}；本单位 {own}；优于它的 {} 家{}",
                span(reasons.size),
                missing.0,
                span(reasons.better),
                ties.0
            ),
            format!(
                "ranking: {group}{} take part{}; own {own}; {} are better{}",
                span(reasons.size),
                missing.1,
                span(reasons.better),
                ties.1
            ),
        )
    }

    pub(super) fn list(&self, variable: &Variable, instance: Instance, reasons: &ListReasons) -> Node {
        let Shape::List(list) = &variable.shape else { return Node::new(Mechanism::List, "", "") };
        if reasons.outside {
            return Node::new(Mechanism::List, "名单：不在参评范围", "list: not among those considered");
        }
        if reasons.vetoed == Some(true) {
            return Node::new(Mechanism::List, "名单：被否决", "list: barred by a veto");
        }
        let own = self.keys(&list.keys, &reasons.own_keys, instance.year);
        let mut zh = format!("名单：名额 {}", span(reasons.quota));
        let mut en = format!("list: {} places", span(reasons.quota));
        if let Some((base, exact)) = &reasons.base {
            let ratio = self.run.eval(&list.take, super::Frame::at(instance)).possible;
            let ratio = self.say(&ratio, &Type::Ratio, instance.year);
            let exact = exact.map(|e| e.to_string()).unwrap_or_default();
            zh.push_str(&format!("（{} 的 {} 是 {exact}，按规定取整）", span(*base), ratio.zh));
            en.push_str(&format!(" ({} of {} is {exact}, rounded as ruled)", ratio.en, span(*base)));
        }
        zh.push_str(&format!("；本单位 {own}；排在前面的 {} 家", span(reasons.ahead)));
        en.push_str(&format!("; own {own}; {} ahead", span(reasons.ahead)));
        if !reasons.tied.is_empty() {
            zh.push_str(&format!("，并列的 {} 家", reasons.tied.len()));
            en.push_str(&format!(", {} level", reasons.tied.len()));
        }
        if let Some(cut) = self.run.cut_line(list, instance, reasons) {
            let cut = self.keys(&list.keys, &cut, instance.year);
            zh.push_str(&format!("；割线 {cut}"));
            en.push_str(&format!("; cut line {cut}"));
        }
        if reasons.admitted == Some(true) {
            zh.push_str("；直接入选");
            en.push_str("; taken in directly");
        }
        Node::new(Mechanism::List, zh, en)
    }

    fn keys(&self, keys: &[Key], values: &[Option<Range>], year: Year) -> String {
        let said = keys.iter().zip(values).map(|(key, value)| {
            let value = value.as_ref().map_or_else(|| "未知".to_owned(), |v| self.say(&Possible::range(v.clone()), &key.by.ty, year).zh);
            format!("{} {value}", self.words.expression(&key.by))
        });
        said.collect::<Vec<_>>().join("，")
    }

    fn group(&self, group: Option<&Expr>, value: Option<&Range>, year: Year) -> String {
        match (group, value) {
            (Some(group), Some(value)) => format!("{}组 ", self.say(&Possible::range(value.clone()), &group.ty, year).zh),
            _ => String::new(),
        }
    }
}
