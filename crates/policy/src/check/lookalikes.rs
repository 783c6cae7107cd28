//! Names that a reader takes for one another: 已 and 己, 未 and 末, O and 0.
//!
//! In: what each pack declares (kinds, enums and their values, tables, numbers, 待定, definitions). Two different names are told of
//! where they look the same character by character. Deliberately absent: names that are only alike in meaning or length.

use std::collections::BTreeMap;

use crate::check::Checker;
use crate::problems;
use crate::syntax::tree::{Span, StatementKind};

/// Characters that look alike; the first stands for all.
const ALIKE: [&str; 34] = [
    "己已巳",
    "未末",
    "日曰",
    "土士",
    "人入",
    "干千于",
    "戊戌戍",
    "太大犬",
    "白自",
    "候侯",
    "拔拨",
    "辩辨辫",
    "晴睛",
    "卷券",
    "徒徙",
    "洒酒",
    "刺剌",
    "壶壸",
    "毫亳",
    "析折",
    "陕陝",
    "货贷",
    "侍待",
    "延廷",
    "治冶",
    "准淮",
    "幕慕募",
    "密蜜",
    "遣遗",
    "0Oo〇",
    "1lI",
    "2Z",
    "5S",
    "8B",
];

impl Checker<'_> {
    pub(super) fn check_lookalikes(&mut self) {
        let mut seen: BTreeMap<String, Vec<(String, usize, Span)>> = BTreeMap::new();
        let looks_like = looks_like();
        let mut enter = |text: &str, pack: usize, span: Span| {
            let skeleton: String = text.chars().map(|c| looks_like.get(&c).copied().unwrap_or(c)).collect();
            let alike = seen.entry(skeleton).or_default();
            if !alike.iter().any(|(known, _, _)| known == text) {
                alike.push((text.to_owned(), pack, span));
            }
        };
        for (text, pack, span) in self.names.declared() {
            enter(text, pack, span);
        }
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Enum(declared) = &statement.kind {
                    declared.values.iter().for_each(|value| enter(&value.text, pack, value.span));
                }
            }
        }
        for mut alike in seen.into_values() {
            alike.sort_by_key(|(_, pack, span)| (*pack, *span));
            let Some(((first, first_pack, first_span), others)) = alike.split_first() else { continue };
            for (other, pack, span) in others {
                let (place, first_place) = (self.place(*pack, *span), self.place(*first_pack, *first_span));
                self.report(problems::look_alike_names::problem(place, other, first, first_place));
            }
        }
    }
}

/// For each character that looks like another: the one that stands for all of its group.
fn looks_like() -> BTreeMap<char, char> {
    ALIKE
        .iter()
        .filter_map(|group| Some((group, group.chars().next()?)))
        .flat_map(|(group, first)| group.chars().map(move |c| (c, first)))
        .collect()
}
