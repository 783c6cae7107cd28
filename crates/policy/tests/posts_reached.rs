//! Whom a conclusion reaches where two persons shared the span: every way of putting several times together.

#![allow(clippy::type_complexity, reason = "rows of a table")]

use expect_test::expect;
use quanheng_facts::entity::{Dated, Entities, Entity, PartialDate};
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::problem::Language;
use quanheng_facts::schema::{TableId, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};
use quanheng_policy::finding::{Instance, Reached};
use quanheng_policy::interpret::posts::{Moment, Split};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{Anchor, Day, Expr, ExprKind, InPost, Program, TIMEPOINTS, VariableId, clause_enum};

use crate::world;

const TABLES: &str = "```规则\n实体 单位\n枚举 职务（由高到低）：党委正职、政府正职、班子副职\n任职（人员，单位），见下表\n  完整 由 省委组织部 按 年度 确认\n```\n| 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 职务 | 职务 | 职务 |\n| 自 | 日期 | 自 |\n| 至 | 日期，可空 | 至 |\n";

const RULES: &str = "职务组 主要负责人：党委正职、政府正职\n定义 单位.有人（年度）：布尔 即 主要负责人 以 年末 为准";

/// (person, post, from, to), all of one unit.
fn facts(program: &Program, tenures: &[(&str, u32, &str, &str)], signed: bool) -> (Facts, Vec<String>, EntityIx) {
    let kind = |name: &str| KindId(u32::try_from(program.schema.kinds.iter().position(|k| k.name == name).unwrap()).unwrap());
    let table = TableId(u32::try_from(program.schema.tables.iter().position(|t| t.shape == TableShape::Tenure).unwrap()).unwrap());
    let entity = |id: String, name: &str, kind| Entity {
        id,
        kind,
        names: vec![Dated { from: None, to: None, value: name.to_owned() }],
        codes: Vec::new(),
        superior: None,
        exists: Dated { from: None, to: None, value: () },
    };
    let mut names: Vec<&str> = tenures.iter().map(|t| t.0).collect();
    names.sort_unstable();
    names.dedup();
    let mut list = vec![entity("A:0".to_owned(), "示县", kind("单位"))];
    list.extend(names.iter().map(|name| entity(format!("B:{name}"), name, kind("人员"))));
    list.extend(tenures.iter().enumerate().map(|(at, _)| entity(format!("C:{at}"), "任职", kind("任职"))));
    let entities = Entities::new(list, &std::collections::BTreeMap::new());
    let find = |id: String| entities.iter().find(|(_, e)| e.id == id).unwrap().0;
    let unit = find("A:0".to_owned());
    let rows: Vec<(EntityIx, EntityIx, u32, Option<Held>, Option<Held>)> = tenures
        .iter()
        .enumerate()
        .map(|(at, (name, post, from, to))| (find(format!("C:{at}")), find(format!("B:{name}")), *post, day(from), day(to)))
        .collect();
    let mut facts = Facts::new(entities);
    let post = |rank: u32| match program.schema.table(table).unwrap().columns[2].ty {
        Type::Enum(id) => Value::Enum(id, rank),
        _ => panic!("an enum"),
    };
    for (tenure, person, rank, from, to) in rows {
        let held = [
            Some(Held::Exactly(Value::Entity(person))),
            Some(Held::Exactly(Value::Entity(unit))),
            Some(Held::Exactly(post(rank))),
            from,
            to,
        ];
        let cells = held.into_iter().map(|h| h.map(|held| Cell { held, origin: world::origin() })).collect();
        let row = Row { keys: vec![Value::Entity(tenure)], cells, origin: world::origin(), replaced: Vec::new() };
        let days = row.days(program.schema.table(table).unwrap()).unwrap();
        facts.entities.set_exists(tenure, days);
        facts.insert(table, row);
    }
    for year in 2010..2025 {
        if signed {
            facts.confirm(Confirmation {
                table,
                year: Some(Year(year)),
                scope: Vec::new(),
                body: "省委组织部".to_owned(),
                signed_on: None,
                origin: world::origin(),
            });
        }
    }
    (facts, names.iter().map(|n| (*n).to_owned()).collect(), unit)
}

fn day(text: &str) -> Option<Held> {
    let date = |t: &str| Value::Date(t.parse().unwrap());
    match text.split_once("..") {
        _ if text.is_empty() => None,
        Some((first, last)) => Some(Held::Between(date(first), date(last))),
        None => Some(Held::Exactly(date(text))),
    }
}

/// The posts that the one definition of the pack asks about.
fn asked(program: &Program) -> &InPost {
    let value = program.variables[0].rules[0].value.as_ref().unwrap();
    match &value.kind {
        ExprKind::InPost(asked) => asked,
        _ => panic!("posts"),
    }
}

fn timepoint(name: &str) -> Anchor {
    let id = clause_enum("在任时点").unwrap();
    let rank = u32::try_from(TIMEPOINTS.iter().position(|t| *t == name).unwrap()).unwrap();
    let kind = ExprKind::Literal(Value::Enum(id, rank));
    Anchor::Held(Box::new(Expr { kind, ty: Type::Enum(id), span: Default::default() }))
}

fn reached(tenures: &[(&str, u32, &str, &str)], signed: bool, anchor: &Anchor, moments: &[Moment], splits: &[Split]) -> (String, Reached) {
    let program = world::program(TABLES, RULES);
    let (facts, _, unit) = facts(&program, tenures, signed);
    let run = Interpreter::new(&program, &facts, Choice::default());
    let at = Instance::of(VariableId(0), Some(unit), Year(2017));
    let found = run.reached(&asked(&program).posts, Some(anchor), unit, moments, splits, at);
    let say = |p: &quanheng_policy::finding::Person| {
        let name = facts.entities.get(p.entity).unwrap().name_in(Year(2017)).to_owned();
        if p.certain { name } else { format!("{name}？") }
    };
    let list = |people: &[quanheng_policy::finding::Person]| people.iter().map(say).collect::<Vec<_>>().join("、");
    (format!("{} | {}", list(&found.persons), list(&found.others)), found)
}

fn on(text: &str) -> Moment {
    Moment::day(text.parse().unwrap())
}

// 甲 until 2017-06-30, 乙 from 2017-07-01: two accidents, one under each.
const SHARED: [(&str, u32, &str, &str); 2] = [("甲", 2, "2015-01-01", "2017-06-30"), ("乙", 2, "2017-07-01", "")];

#[test]
fn two_accidents_under_two_heads() {
    let moments = [on("2017-03-01"), on("2017-11-01")];
    let day = timepoint("事发日在任");
    for (split, expected) in [(Split::EachTime, " | 乙、甲"), (Split::LastTime, "乙 | 甲"), (Split::AnyTime, "乙、甲 | ")] {
        let (text, found) = reached(&SHARED, true, &day, &moments, &[split]);
        assert_eq!(text, expected, "{split:?}");
        assert!(found.causes.is_empty());
        assert_eq!(found.is_nobody(), split == Split::EachTime);
    }
    // Which way is left open: 乙 is reached by two of the three, 甲 by one.
    let (text, _) = reached(&SHARED, true, &day, &moments, &[Split::EachTime, Split::LastTime, Split::AnyTime]);
    assert_eq!(text, "乙？、甲？ | ");
}

#[test]
fn days_in_post_are_those_of_the_years_asked_about() {
    let (_, found) = reached(&SHARED, true, &Anchor::Day(Day::YearEnd), &[Moment::year(Year(2017))], &[]);
    let days: Vec<u32> = found.persons.iter().chain(&found.others).map(|p| p.days.unwrap().least).collect();
    assert_eq!(days, [184, 181]);
    assert_eq!(found.persons[0].post, found.others[0].post);
    assert_eq!(found.persons[0].from, Some(PartialDate::day("2017-07-01".parse().unwrap())));
}

#[test]
fn two_years_each_with_its_own_end() {
    let years = [Moment::year(Year(2016)), Moment::year(Year(2017))];
    let end = timepoint("年末在任");
    assert_eq!(reached(&SHARED, true, &end, &years, &[Split::EachTime]).0, " | 乙、甲");
    assert_eq!(reached(&SHARED, true, &end, &years, &[Split::AnyTime]).0, "乙、甲 | ");
    let long = [("甲", 2, "2015-01-01", ""), ("乙", 0, "2015-01-01", "")];
    assert_eq!(reached(&long, true, &end, &years, &[Split::EachTime]).0, "甲 | ");
}

#[test]
fn the_same_person_through_two_posts_counts_once_each_time() {
    // From government head to party head within the span: one person all along.
    let moved = [("甲", 1, "2015-01-01", "2017-06-30"), ("甲", 2, "2017-07-01", "")];
    let moments = [on("2017-03-01"), on("2017-11-01")];
    let (text, found) = reached(&moved, true, &timepoint("事发日在任"), &moments, &[Split::EachTime]);
    assert_eq!(text, "甲、甲 | ");
    assert_eq!(found.persons.len(), 2, "each post is listed");
}

#[test]
fn a_month_without_a_day_and_a_table_nobody_signed() {
    let vague = [("甲", 2, "2015-01-01", "2017-03-01..2017-03-31"), ("乙", 2, "2017-04-01", "")];
    let (text, found) = reached(&vague, true, &timepoint("事发日在任"), &[on("2017-03-15")], &[]);
    assert_eq!(text, "甲？ | 乙");
    assert_eq!(found.causes.len(), 1);
    let (text, found) = reached(&SHARED, false, &timepoint("事发日在任"), &[on("2017-03-15")], &[]);
    assert_eq!(text, "甲 | 乙");
    assert!(!found.is_nobody() && !found.causes.is_empty(), "somebody else may have been in post too");
    let (text, found) = reached(&[], false, &timepoint("事发日在任"), &[on("2017-03-15")], &[]);
    assert_eq!(text, " | ");
    assert!(!found.is_nobody());
}

#[test]
fn the_day_of_the_decision_is_not_known() {
    let (text, found) = reached(&SHARED, true, &timepoint("决定日在任"), &[Moment::year(Year(2017))], &[]);
    assert_eq!(text, "乙？、甲？ | ");
    assert_eq!(found.causes.into_iter().next(), Some(quanheng_policy::finding::Cause::DecisionDay));
}

#[test]
fn the_reasons_name_each_tenure_with_its_days() {
    let program = world::program(TABLES, RULES);
    let vague = [("甲", 2, "2015-01-01", "2017-12-01..2017-12-31"), ("乙", 0, "2017-07-01", "")];
    let (facts, _, unit) = facts(&program, &vague, true);
    let run = Interpreter::new(&program, &facts, Choice::default());
    let node = run.explain(Instance::of(VariableId(0), Some(unit), Year(2017)));
    let zh = node.render(Language::Chinese);
    expect![[r#"
        示县 2017年度 有人：未知［办法 第一条］
        ├ 依「有人」的基本规定：任职(任职.职务 为 政府正职、党委正职) 以 年末 为准 = 未知
        └ 任职(任职.职务 为 政府正职、党委正职) 以 年末 为准 = 未知（2017年度）
          ├ 甲 2015-01-01 至 2017-12 任示县党委正职，以年末为准是否在任不能确定［试.csv｜A2］
          └ 任职：任职.至只知道到月，不知道是哪一天
    "#]]
    .assert_eq(&zh);
    expect![[r#"
        有人 of 示县, 2017: unknown [办法 第一条]
        ├ by the base rule of 「有人」: 任职(任职.职务 为 政府正职、党委正职) 以 年末 为准 = 未知
        └ 任职(任职.职务 为 政府正职、党委正职) 以 年末 为准 = unknown (2017)
          ├ 甲, 2015-01-01 to 2017-12, 党委正职 of 示县, in post or not by 年末: not known [试.csv｜A2]
          └ 任职: of 任职.至 only the month is known, not the day
    "#]]
    .assert_eq(&node.render(Language::English));
}
