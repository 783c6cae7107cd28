//! The programs of the second model as text in the language.

use super::model::{Definition, Formula, Mode, Rule, Sign, Source};

/// One input: its name, table, least and greatest value, whether it is a truth, and whether it may be 不适用.
pub struct Input {
    pub name: &'static str,
    pub most: i64,
    pub truth: bool,
    pub may_be_not_applicable: bool,
}

pub const INPUTS: [Input; 6] = [
    Input { name: "甲", most: 5, truth: false, may_be_not_applicable: false },
    Input { name: "乙", most: 3, truth: false, may_be_not_applicable: false },
    Input { name: "丙", most: 4, truth: false, may_be_not_applicable: true },
    Input { name: "子", most: 1, truth: true, may_be_not_applicable: false },
    Input { name: "丑", most: 1, truth: true, may_be_not_applicable: false },
    Input { name: "寅", most: 1, truth: true, may_be_not_applicable: true },
];

/// A table for each input, so that each can be signed complete (and its value 不适用) alone.
pub fn tables() -> String {
    let mut text = "```规则\n实体 单位\n```\n".to_owned();
    for input in &INPUTS {
        let complete = if input.may_be_not_applicable { "\n  完整 由 省统计局 按 年度 确认" } else { "" };
        let ty = if input.truth { "布尔".to_owned() } else { format!("整数，0 至 {}", input.most) };
        text += &format!(
            "\n```规则\n事实 表{0}（单位，年度），见下表{complete}\n```\n\n| 栏 | 类型 |\n|---|---|\n| {0} | {ty}，可缺 |\n",
            input.name
        );
    }
    text
}

/// Labels are unique within an article, and sorted as the exceptions are.
pub fn label(definition: usize, at: usize) -> String {
    format!("例{definition}{at}")
}

pub fn name(at: usize) -> String {
    format!("果{at}")
}

fn source(source: Source) -> String {
    match source {
        Source::Input(at) => INPUTS[at].name.to_owned(),
        Source::Definition(at) => name(at),
    }
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Equal => "=",
        Sign::Differs => "≠",
        Sign::Less => "<",
        Sign::AtMost => "≤",
        Sign::Greater => ">",
        Sign::AtLeast => "≥",
    }
}

fn formula(formula_: &Formula) -> String {
    let f = |part: &Formula| formula(part);
    match formula_ {
        Formula::Constant(n) => n.to_string(),
        Formula::Truth(true) => "是".to_owned(),
        Formula::Truth(false) => "否".to_owned(),
        Formula::Read(s) => source(*s),
        Formula::Sum(a, b) => format!("（{} + {}）", f(a), f(b)),
        Formula::Difference(a, b) => format!("（{} − {}）", f(a), f(b)),
        Formula::Times(a, n) => format!("（{} × {n}）", f(a)),
        Formula::Largest(a, b) => format!("最大({}，{})", f(a), f(b)),
        Formula::Smallest(a, b) => format!("最小({}，{})", f(a), f(b)),
        Formula::Between(a, least, most) => format!("（{}，最低 {least}，最高 {most}）", f(a)),
        Formula::Choose(which, yes, no) => format!("（视 {}：是 → {}；否 → {}）", f(which), f(yes), f(no)),
        Formula::IfNotApplicable(s, instead) => format!("（{} 不适用则 {}）", source(*s), f(instead)),
        Formula::Compare(a, s, b) => format!("（{} {} {}）", f(a), sign(*s), f(b)),
        Formula::Share(a, b, s, n) => format!("（{} ÷ {} {} {n}）", f(a), f(b), sign(*s)),
        Formula::And(a, b) => format!("（{} 且 {}）", f(a), f(b)),
        Formula::Or(a, b) => format!("（{} 或 {}）", f(a), f(b)),
        Formula::Not(a) => format!("（非 {}）", f(a)),
        Formula::HasValue(s) => format!("有值({})", source(*s)),
        Formula::NotApplicable(s) => format!("不适用({})", source(*s)),
    }
}

fn rule(rule: &Rule) -> String {
    let unless = rule.unless.as_ref().map(|u| format!("\n  除非 {}", formula(u))).unwrap_or_default();
    format!("\n  当 {}{unless}\n  则 {}", formula(&rule.when), formula(&rule.value))
}

/// The statements; exceptions may come in any order.
pub fn statements(definitions: &[Definition]) -> Vec<String> {
    let mut all = Vec::new();
    for (which, definition) in definitions.iter().enumerate() {
        let (own, label) = (name(which), |at| label(which, at));
        let ty = if definition.truth { "布尔" } else { "整数" };
        let na = if definition.may_be_not_applicable { "，可不适用" } else { "" };
        let default = definition.default.as_ref().map(|d| format!("\n  缺省 {}", formula(d))).unwrap_or_default();
        all.push(format!("定义 单位.{own}（年度）：{ty}{na}{}{default}", rule(&definition.base)));
        for (at, exception) in definition.exceptions.iter().enumerate() {
            let labelled = |o: &usize| format!("{own}「{}」", label(*o));
            let mut over: Vec<String> = exception.over.iter().map(labelled).collect();
            if exception.everything {
                over.insert(0, format!("{own}·全部"));
            } else if exception.over_base {
                over.insert(0, own.clone());
            }
            let mode = match exception.mode {
                None => "",
                Some(Mode::Coexist) => "，可并存",
                Some(Mode::CoexistAny) => "，可并存任取",
                Some(Mode::Add) => "，相加",
                Some(Mode::Highest) => "，取高",
            };
            let yields: Vec<String> = exception.yields_to.iter().map(labelled).collect();
            let yields = if yields.is_empty() { String::new() } else { format!("，让于 {}", yields.join("、")) };
            let applies = exception.where_applies.map(|o| format!("\n  在「{}」适用时", label(o))).unwrap_or_default();
            all.push(format!("例外「{}」于 {}{yields}{mode}{applies}{}", label(at), over.join("、"), rule(&exception.rule)));
        }
    }
    all
}
