//! Words of a plan: kernels, kinds of numbers, years.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::Schema;
use quanheng_facts::value::{Type, Year, enum_of};
use quanheng_policy::ir::{InForce, Rule, Shape};

use crate::register::Kind;
use crate::scene::kernels::kernel::{Kernel, Years};

fn said(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// What a kernel does.
pub(super) fn kernel(kernel: &Kernel<'_>) -> Bilingual {
    match kernel {
        Kernel::SameForAll | Kernel::OfNobody { .. } => said("各行相同", "same for all"),
        Kernel::Variable { .. } => said("读列", "column"),
        Kernel::OwnYear { .. } => said("读其年的列", "column of its year"),
        Kernel::Column { .. } => said("读栏", "cells"),
        Kernel::Previous(_) => said("移年", "year before"),
        Kernel::Compare { .. } => said("比较", "compare"),
        Kernel::Among { .. } => said("属于", "among"),
        Kernel::Not(_) | Kernel::Join { .. } => said("逻辑", "logic"),
        Kernel::IsNa { .. } => said("有无值", "has a value"),
        Kernel::Arithmetic { .. } => said("算术", "arithmetic"),
        Kernel::Extreme { .. } => said("取大小", "extreme"),
        Kernel::Clip { .. } => said("限大小", "limit"),
        Kernel::ElseIfNa { .. } => said("补缺", "otherwise"),
        Kernel::Match { .. } => said("分支", "match"),
        Kernel::First { .. } | Kernel::History(_) => said("历年", "history"),
        Kernel::Counted { .. } => said("计记录", "count records"),
        Kernel::Members(_) => said("汇总单位", "gather members"),
        Kernel::Gathered { .. } => said("汇总", "gather"),
        Kernel::Tenure { .. } => said("任期", "tenure"),
        Kernel::Filled(_) => said("查认定", "judged"),
        Kernel::InPost(_) | Kernel::HeldColumn(_) => said("任职", "posts"),
        Kernel::Recorded { .. } | Kernel::Complete { .. } => said("查记录", "look for rows"),
        Kernel::Dated { .. } => said("按日读", "as at a day"),
        Kernel::Registered { .. } | Kernel::Itself { .. } => said("主体", "entity"),
        Kernel::Table(_) => said("查表", "look up"),
        Kernel::Normalise(_) => said("归一", "on one scale"),
        Kernel::Weighted(_) => said("加权", "weigh"),
        Kernel::CaseByCase => said("逐例", "case by case"),
        Kernel::RowByRow(_) => said("逐行", "row by row"),
    }
}

/// What a whole number in a register or a column stands for.
pub(super) fn kind(ty: &Type, kind: Kind, schema: &Schema) -> Bilingual {
    match kind {
        Kind::Truth => said("布尔", "truth"),
        Kind::Number { scale: 0 } if *ty == Type::Money => said("金额（分）", "money (fen)"),
        Kind::Number { scale: 0 } => said("整数", "integer"),
        Kind::Number { scale } => Bilingual::new(format!("小数（{scale} 位）"), format!("decimal ({scale})")),
        Kind::Day => said("日期", "day"),
        Kind::Month => said("月份", "month"),
        Kind::Year => said("年度", "year"),
        Kind::Rank(id) => match enum_of(&schema.enums, id) {
            Some(def) => Bilingual::new(format!("枚举（{} 值）", def.values.len()), format!("enum ({} values)", def.values.len())),
            None => said("枚举", "enum"),
        },
        Kind::Entity => said("主体", "entity"),
        Kind::Nothing => said("逐值编码", "by code"),
    }
}

/// Of which years a register is, where not of the year at hand alone.
pub(super) fn years(years: Years) -> Option<Bilingual> {
    Some(match years {
        Years::At(0) => return None,
        Years::At(1) => said("上年", "the year before"),
        Years::At(n) => Bilingual::new(format!("{n} 年前"), format!("{n} years before")),
        Years::From(0) => said("本年及以前各年", "this year and years before"),
        Years::From(1) => said("上年及以前各年", "the year before and years before it"),
        Years::From(n) => Bilingual::new(format!("{n} 年前及以前各年"), format!("{n} years before and years before it")),
    })
}

/// When a rule is in force, where not always.
pub(super) fn in_force(rule: &Rule) -> Option<Bilingual> {
    let InForce { from, to, days } = rule.in_force;
    let repealed = rule.repealed.map(|repealed| repealed.words());
    let mut zh: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    let mut add = |chinese: String, english: String| {
        zh.push(chinese);
        en.push(english);
    };
    let year = |year: Year| year.to_string();
    if let Some(from) = from.map(year).or_else(|| days.from.map(|day| day.to_string())) {
        add(format!("自 {from}"), format!("from {from}"));
    }
    if let Some(to) = to.map(year).or_else(|| days.to.map(|day| day.to_string())) {
        add(format!("至 {to}"), format!("until {to}"));
    }
    if let Some((chinese, english)) = repealed {
        add(format!("自 {chinese} 停用"), format!("repealed from {english}"));
    }
    (!zh.is_empty()).then(|| Bilingual::new(zh.join(" "), en.join(" ")))
}

/// The word a set rule is written with.
pub(super) fn set_rule(shape: &Shape) -> Option<Bilingual> {
    Some(match shape {
        Shape::Rules => return None,
        Shape::Rank(_) => said("排名", "ranking"),
        Shape::List(_) => said("名单", "list"),
        Shape::Tiers(_) => said("分档", "tiers"),
        Shape::Share(_) => said("分配", "sharing out"),
    })
}
