//! 省考核办: the annual target assessment; 省扶贫办: poverty counties and their assessment.

use std::collections::BTreeMap;

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::province::{Kind, Unit, counties, name_in, units};
use crate::random::Random;

pub const TARGETS: &str = "省考核办_年度目标责任考核";
pub const POVERTY: &str = "省扶贫办_扶贫绩效考核";

/// Both files.
#[must_use]
pub fn books() -> Vec<Book> {
    vec![
        Book {
            name: TARGETS.into(),
            format: Format::Xlsx,
            sheets: (2012..=2016).map(|year| targets(year).sheet(&format!("{year}年度目标考核"))).collect(),
        },
        Book {
            name: POVERTY.into(),
            format: Format::Ods,
            sheets: [poverty_counties().sheet("贫困县名单")]
                .into_iter()
                .chain((2014..=2016).map(|year| poverty(year).sheet(&format!("{year}年扶贫绩效考核"))))
                .collect(),
        },
    ]
}

/// Scores of four places, best first, of the units of one kind in this order: neighbours lie apart by chance, except behind a place in
/// `close`, where the next is so many units of the last place lower.
fn falling(names: &[String], top: i64, close: &[(usize, i64)], random: &mut Random) -> BTreeMap<String, i64> {
    let mut score = top;
    let mut all = BTreeMap::new();
    for (place, name) in (1_usize..).zip(names) {
        all.insert(name.clone(), score);
        let known = close.iter().find(|(behind, _)| *behind == place);
        score -= known.map_or_else(|| random.between(400, 1_900), |(_, units)| *units);
    }
    all
}

/// The units of a kind in an order that chance gives, those named first.
fn shuffled(kinds: &[Kind], first: &[&str], last: &[&str], random: &mut Random) -> Vec<String> {
    let mut rest: Vec<String> = units()
        .iter()
        .filter(|u| kinds.contains(&u.kind) && !first.contains(&u.name.as_str()) && !last.contains(&u.name.as_str()))
        .map(|u| u.name.clone())
        .collect();
    for at in (1..rest.len()).rev() {
        let other = usize::try_from(random.between(0, i64::try_from(at).unwrap_or(0))).unwrap_or(0);
        rest.swap(at, other);
    }
    if !first.is_empty() {
        rest.sort_by_key(|name| FAIR.contains(&name.as_str()));
        let half = rest.len() / 2;
        rest.rotate_right(half);
    }
    let named = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    [named(first), rest, named(last)].concat()
}

/// Best in the annual assessment of 2016: those whose heads are put forward.
pub const BEST: [&str; 6] = ["甲河县", "丙河县", "甲川县", "丁川县", "戊川县", "己原县"];
/// Strong elsewhere, and no more than fair here.
const FAIR: [&str; 6] = ["乙川县", "丙川县", "甲原县", "丁原县", "丙原县", "己川县"];
const LAST: [&str; 8] = ["癸泉县", "寅坪区", "庚湾县", "辛湾县", "己湾县", "丁湾县", "丙湾县", "戊湾县"];
/// The best departments of twenty, of which seven may be excellent: the sixth is, the seventh and the eighth are level.
pub const DEPARTMENTS_AT_LINE: [&str; 8] =
    ["示例省财政厅", "示例省水利厅", "示例省交通运输厅", "示例省农业厅", "示例省教育厅", "示例省民政厅", "示例省林业厅", "示例省审计厅"];
const DEPARTMENTS_LAST: [&str; 2] = ["示例省旅游局", "示例省粮食局"];

/// Grades that stories need, by unit and year.
const GRADES: [(&str, i16, &str); 10] = [
    ("丙湾县", 2015, "一般"),
    ("丙湾县", 2016, "一般"),
    ("丁湾县", 2015, "良好"),
    ("丁湾县", 2016, "一般"),
    ("戊湾县", 2016, "较差"),
    ("己湾县", 2016, "一般"),
    ("示例省粮食局", 2015, "一般"),
    ("示例省粮食局", 2016, "一般"),
    ("示例省旅游局", 2015, "一般"),
    ("示例省旅游局", 2016, "一般"),
];

fn targets(year: i16) -> Table {
    let mut random = Random::new(u64::from(year.unsigned_abs()) * 1_000 + 35);
    let best: &[&str] = if year == 2016 { &BEST } else { &[] };
    let counties = shuffled(&[Kind::County, Kind::District], best, &LAST, &mut random);
    let line: &[&str] = if year == 2016 { &DEPARTMENTS_AT_LINE } else { &[] };
    let departments = shuffled(&[Kind::Department], line, &DEPARTMENTS_LAST, &mut random);
    let ahead: &[&str] = if year == 2016 { &["示川市", "示泉市"] } else { &[] };
    let cities = shuffled(&[Kind::City], ahead, &["示湾市"], &mut random);
    let mut scores = falling(&counties, 973_000, &[], &mut random);
    scores.extend(falling(&departments, 968_000, if year == 2016 { &[(6, 1), (7, 0)] } else { &[] }, &mut random));
    scores.extend(falling(&cities, 955_000, &[], &mut random));
    let grade_of = |unit: &Unit| -> &str {
        if let Some((_, _, grade)) = GRADES.iter().find(|(name, of, _)| *name == unit.name && *of == year) {
            return grade;
        }
        let (order, excellent) = match unit.kind {
            Kind::City => (&cities, 2),
            Kind::Department => (&departments, 7),
            Kind::County | Kind::District => (&counties, 37),
        };
        let place = order.iter().position(|n| *n == unit.name).unwrap_or(usize::MAX);
        if place < excellent { "优秀" } else { "良好" }
    };
    let mut table = Table {
        headings: vec![("", "序号"), ("", "被考核单位"), ("考核结果", "考核得分"), ("考核结果", "考核等次")],
        ..Table::default()
    };
    for (at, unit) in (1_i64..).zip(units()) {
        let score = scores.get(&unit.name).copied().unwrap_or_default();
        let missing = year == 2016 && unit.name == "示湾市";
        let score = if missing { Cell::Empty } else { Cell::scaled(score, 4) };
        let grade = if missing { Cell::Empty } else { Cell::text(grade_of(&unit)) };
        table.row(vec![Cell::whole(at), Cell::text(&name_in(&unit, year)), score, grade]);
    }
    table.titled(&format!("示例省{year}年度目标责任考核结果")).note("注：示湾市的结果待复核后补报。").note("填表人：省考核办（虚构）")
}

/// Forty poverty counties: those of four cities.
#[must_use]
pub fn poor() -> Vec<Unit> {
    counties()
        .into_iter()
        .filter(|u| u.kind == Kind::County && ["示河市", "示坪市", "示滩市", "示湾市"].contains(&u.city.as_str()))
        .collect()
}

fn poverty_counties() -> Table {
    let mut table = Table::plain(&["县（市、区）", "认定日期", "摘帽日期"]).titled("示例省贫困县名单");
    for unit in poor() {
        // Three left the list on the last day but one of 2016, one on the last.
        let left = match unit.name.as_str() {
            "丙河县" | "辛湾县" | "壬湾县" => Cell::day(2016, 12, 30),
            "甲河县" => Cell::day(2016, 12, 31),
            _ => Cell::Empty,
        };
        table.row(vec![Cell::text(&unit.name), Cell::day(2012, 3, 19), left]);
    }
    table.note("注：“摘帽日期”是还算贫困县的最后一天。")
}

/// The best in the poverty assessment of 2016: of the 37 that are still on the list twelve may be excellent: the eleventh is, the twelfth and the thirteenth are level.
pub const POVERTY_BEST: [&str; 15] = [
    "甲河县",
    "丁河县",
    "乙坪县",
    "丙坪县",
    "甲坪县",
    "丁坪县",
    "戊坪县",
    "己坪县",
    "癸坪县",
    "丙滩县",
    "戊滩县",
    "己滩县",
    "甲湾县",
    "丙河县",
    "乙湾县",
];

fn poverty(year: i16) -> Table {
    let mut random = Random::new(u64::from(year.unsigned_abs()) * 1_000 + 14);
    let all: Vec<String> = poor().iter().map(|u| u.name.clone()).collect();
    let first: &[&str] = if year == 2016 { &POVERTY_BEST } else { &[] };
    let mut rest: Vec<String> = all.iter().filter(|n| !first.contains(&n.as_str())).cloned().collect();
    for at in (1..rest.len()).rev() {
        let other = usize::try_from(random.between(0, i64::try_from(at).unwrap_or(0))).unwrap_or(0);
        rest.swap(at, other);
    }
    let order: Vec<String> = first.iter().map(|n| (*n).to_owned()).chain(rest).collect();
    let line: &[(usize, i64)] = if year == 2016 { &[(11, 1), (12, 0)] } else { &[] };
    let scores = falling(&order, 958_000, line, &mut random);
    let mut table = Table {
        headings: vec![
            ("", "序号"),
            ("", "县（市、区）"),
            ("减贫任务", "减贫计划（人）"),
            ("减贫任务", "实际减贫（人）"),
            ("考核", "绩效得分"),
        ],
        ..Table::default()
    };
    for (at, unit) in (1_i64..).zip(poor()) {
        let plan = random.between(24, 96) * 100;
        let more = random.between(0, 180);
        let done = if year < 2016 {
            Some(plan + more)
        } else {
            match unit.name.as_str() {
                // One person short; exactly as planned; not reported.
                "辛坪县" => Some(plan - 1),
                "壬坪县" => Some(plan),
                "庚坪县" => None,
                // A city is one person short as a whole; another comes out even.
                name if unit.city == "示滩市" => Some(
                    plan + if name == "甲滩县" {
                        -3
                    } else if name == "乙滩县" {
                        2
                    } else {
                        0
                    },
                ),
                name if unit.city == "示河市" => Some(
                    plan + if name == "辛河县" {
                        -2
                    } else if name == "壬河县" {
                        2
                    } else {
                        0
                    },
                ),
                _ => Some(plan + more),
            }
        };
        let score = scores.get(&unit.name).copied().unwrap_or_default();
        table.row(vec![
            Cell::whole(at),
            Cell::text(&name_in(&unit, year)),
            Cell::whole(plan),
            done.map_or(Cell::Empty, Cell::whole),
            Cell::scaled(score, 4),
        ]);
    }
    table
        .titled(&format!("示例省{year}年度贫困县扶贫绩效考核结果"))
        .note("注：庚坪县实际减贫人数正在核查。")
        .note("填表人：省扶贫办（虚构）")
}
