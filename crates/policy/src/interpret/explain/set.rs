//! Places and lists in words: own key, cut line, number of rivals and ties. Other people's figures only as counts.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{Type, Value, Year};

use super::super::list::ListReasons;
use super::super::outcome::Outcome;
use super::super::rank::RankReasons;
use super::super::reading::Reading;
use super::super::share::ShareReasons;
use super::super::tiers::TierReasons;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, Key, Normalise, Shape, Variable};
use crate::possible::{Ends, Possible, Range};

/// `3` or `3…5`.
fn span<T: PartialEq + std::fmt::Display>(pair: (T, T)) -> String {
    if pair.0 == pair.1 { pair.0.to_string() } else { format!("{}…{}", pair.0, pair.1) }
}

impl Telling<'_, '_> {
    pub(in crate::interpret) fn rank(&self, variable: &Variable, instance: Instance, reasons: &RankReasons) -> Node {
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

    pub(in crate::interpret) fn list(&self, variable: &Variable, instance: Instance, reasons: &ListReasons) -> Node {
        let Shape::List(list) = &variable.shape else { return Node::new(Mechanism::List, "", "") };
        if reasons.outside {
            return Node::new(Mechanism::List, "名单：不在参评范围", "list: not among those considered");
        }
        if reasons.vetoed == Some(true) {
            return Node::new(Mechanism::List, "名单：被否决", "list: barred by a veto");
        }
        let own = self.keys(&list.keys, &reasons.own_keys, instance.year);
        let (unit_zh, unit_en) = if reasons.by_unit { ("个单位", " units") } else { ("", "") };
        let mut zh = format!("名单：名额 {}{unit_zh}", span(reasons.quota));
        let mut en = format!("list: {} places{unit_en}", span(reasons.quota));
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

    pub(in crate::interpret) fn tier(&self, variable: &Variable, instance: Instance, reasons: &TierReasons) -> Node {
        let Shape::Tiers(tiers) = &variable.shape else { return Node::new(Mechanism::Tiers, "", "") };
        if reasons.outside {
            return Node::new(Mechanism::Tiers, "分档：不在参评范围", "tiers: not among those considered");
        }
        let own = self.keys(&tiers.keys, &reasons.own_keys, instance.year);
        let group = self.group(tiers.population.group.as_ref(), reasons.group.as_ref(), instance.year);
        let mut zh = format!("分档：{group}{} 家参加；本单位 {own}；排在前面的 {} 家", span(reasons.size), span(reasons.ahead));
        let mut en = format!("tiers: {group}{} take part; own {own}; {} ahead", span(reasons.size), span(reasons.ahead));
        if !reasons.tied.is_empty() {
            zh.push_str(&format!("，并列的 {} 家", reasons.tied.len()));
            en.push_str(&format!(", {} level", reasons.tied.len()));
        }
        for (cut, line) in tiers.cuts.iter().zip(&reasons.lines) {
            let name = self.say(&Possible::value(cut.tier.clone()), &variable.ty, instance.year);
            zh.push_str(&format!("；「{}」到第 {} 名", name.zh, span(*line)));
            en.push_str(&format!("; 「{}」 up to place {}", name.en, span(*line)));
        }
        if tiers.rounding.is_some() {
            zh.push_str("（累计比例乘以家数，按规定取整）");
            en.push_str(" (running ratio times the number, rounded as ruled)");
        }
        Node::new(Mechanism::Tiers, zh, en)
    }

    pub(in crate::interpret) fn share(&self, variable: &Variable, instance: Instance, reasons: &ShareReasons) -> Node {
        let Shape::Share(share) = &variable.shape else { return Node::new(Mechanism::Share, "", "") };
        if reasons.outside {
            return Node::new(Mechanism::Share, "分配：不在分配范围", "sharing out: not among those it is shared among");
        }
        let say = |range: Option<&Range>, at: usize| {
            let ty = share.figures.get(at).map_or(Type::Money, |f| f.by.ty.clone());
            range.map_or_else(|| Bilingual::new("未知", "unknown"), |r| self.say(&Possible::range(r.clone()), &ty, instance.year))
        };
        let (amount, weight) = (say(reasons.amount.as_ref(), 0), say(reasons.weight.as_ref(), 1));
        let mut zh = format!("分配：{} 在 {} 份之间分；本份的份额 {}", amount.zh, span(reasons.size), weight.zh);
        let mut en = format!("sharing out: {} among {}; own weight {}", amount.en, span(reasons.size), weight.en);
        if reasons.unknown > 0 {
            zh.push_str(&format!("；别的 {} 份还不知道", reasons.unknown));
            en.push_str(&format!("; {} of the others not known", reasons.unknown));
        }
        if let Some(sum) = &reasons.sum {
            let money = |units: Exact| {
                let amount = share.exact_to.times(units).unwrap_or(Exact::ZERO);
                self.say(&Possible::value(Value::Number(amount)), &Type::Money, instance.year)
            };
            let (exact, floor, unit) = (money(sum.exact), money(Exact::integer(sum.floor)), money(Exact::ONE));
            zh.push_str(&format!("，合计 {}；应得 {}，先得 {}；尾差剩 {} 个 {}", sum.weights, exact.zh, floor.zh, sum.left, unit.zh));
            en.push_str(&format!(
                " of {}; that is {}, first {}; left over {} times {}",
                sum.weights, exact.en, floor.en, sum.left, unit.en
            ));
            if sum.tied > 0 {
                zh.push_str(&format!("，余数与 {} 份相同", sum.tied));
                en.push_str(&format!(", the remainder equal to {} others", sum.tied));
            }
            match sum.extra {
                Some(true) => {
                    zh.push_str("，得一个");
                    en.push_str(", one of which it gets");
                }
                Some(false) if sum.left > 0 => {
                    zh.push_str("，不得");
                    en.push_str(", none of which it gets");
                }
                _ => {}
            }
        }
        Node::new(Mechanism::Share, zh, en)
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

impl Telling<'_, '_> {
    /// 归一: how many are compared, the lowest and the highest of them, and the own figure with where it comes from.
    pub(super) fn normalise(&mut self, reading: Reading<'_>, normalise: &Normalise, outcome: &Outcome, instance: Instance) -> Node {
        let frame = reading.frame(instance);
        let field = self.run.field(&normalise.of, &normalise.among, frame);
        let say = |possible: &Possible, ty: &Type| self.say(possible, ty, reading.year);
        let written = self.words.expression(reading.expr);
        let (result, own) = (say(&outcome.possible, &reading.expr.ty), say(&field.own.possible, &normalise.of.ty));
        let mut zh = format!("{written} = {}；本单位 {}", result.zh, own.zh);
        let mut en = format!("{written} = {}; own {}", result.en, own.en);
        if !field.own.possible.is_na() {
            let (sure, all) = (field.others.iter().filter(|o| o.there).count(), field.others.len());
            let size = span((sure.saturating_add(1), all.saturating_add(1)));
            zh.push_str(&format!("；{size} 家比较"));
            en.push_str(&format!("; {size} are compared"));
            let known: Vec<Exact> = field.others.iter().map(|o| o.ends).chain([Ends::of(&field.own)]).filter_map(Ends::known).collect();
            if let (Some(low), Some(high)) = (known.iter().min(), known.iter().max()) {
                let value = |n: &Exact| say(&Possible::value(Value::Number(*n)), &normalise.of.ty);
                let (low, high) = (value(low), value(high));
                zh.push_str(&format!("，已知的最低 {}、最高 {}", low.zh, high.zh));
                en.push_str(&format!(", the lowest known {}, the highest {}", low.en, high.en));
            }
        }
        let mut node = Node::new(Mechanism::Formula, zh, en);
        node.value = Some(result.zh);
        for own in self.run.readings(&normalise.of, reading.entity, reading.year) {
            let child = match self.run.instance_read(own, instance) {
                Some(read) => Some(self.instance(read)),
                None => self.leaf(own, instance),
            };
            node.children.extend(child);
        }
        node
    }
}
