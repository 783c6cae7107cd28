//! Days, months and years against plain counting: bounds contain, and for one unknown reach, what each possible day gives.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use quanheng_facts::fact::{Cell, Facts, Held};
use quanheng_facts::value::{EntityIx, Month, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

use crate::world::{Chance, entities, insert, number, origin, program, row};

const TABLES: &str = "```规则
实体 单位
```

```规则
事实 输入（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 甲、乙 | 日期，可缺 | |
| 月 | 年月，可缺 | |
";

const YEAR: i16 = 2016;

/// The days a cell may hold, both included.
type Days = (Date, Date);

fn finding(program: &Program, one: Days, other: Days, month: Month, name: &str) -> Finding {
    let mut facts = Facts::new(entities(&["甲县"]));
    let mut line = row(0, YEAR, vec![None, None, Some(Value::Month(month))]);
    for (at, (first, last)) in [one, other].into_iter().enumerate() {
        let (first, last) = (Value::Date(first), Value::Date(last));
        let held = if first == last { Held::Exactly(first) } else { Held::Between(first, last) };
        line.cells[at] = Some(Cell { held, origin: origin() });
    }
    insert(&mut facts, 0, line);
    let variable = program.variable_named(name).unwrap();
    Interpreter::new(program, &facts, Choice::default()).finding(Instance::of(variable, Some(EntityIx(0)), Year(YEAR)))
}

/// A day, or all days of a month, at the edges of months.
fn days(chance: &mut Chance) -> Days {
    let year = 2015 + i16::try_from(chance.below(2)).unwrap();
    let month = *chance.of(&[1, 2, 3, 4, 12]);
    let (first, last) = Month { year, month }.days().unwrap();
    match chance.below(4) {
        0 => (first, last),
        1 => (first, first),
        2 => (last, last),
        _ => {
            let day = date(year, month, 1 + i8::try_from(chance.below(28)).unwrap());
            (day, day)
        }
    }
}

fn each((first, last): Days) -> Vec<Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(|day| *day <= last).collect()
}

/// How many days lie between, counted one by one.
fn between(later: Date, earlier: Date) -> i128 {
    let count = |from: Date, to: Date| i128::try_from(each((from, to)).len()).unwrap() - 1;
    if later >= earlier { count(earlier, later) } else { -count(later, earlier) }
}

fn holds(told: &str, result: &Finding, values: &BTreeSet<Value>) {
    match result.status {
        Status::Holds => assert_eq!(values.iter().collect::<Vec<_>>(), [result.value.as_ref().unwrap()], "{told}"),
        Status::Unknown => {
            let between = result.between.as_ref().unwrap();
            assert_eq!((values.first(), values.last()), (between.least.as_ref(), between.greatest.as_ref()), "{told}");
            assert!(values.len() > 1 && !between.wide && !result.causes.is_empty(), "{told}");
        }
        _ => panic!("{told}"),
    }
}

#[test]
fn days_between_days_are_counted() {
    let text = "定义 单位.隔（年度）：整数「日」 即 甲 − 乙\n定义 单位.内（年度）：布尔 即 甲 − 乙 ≤ 30日「期限」";
    let program = program(TABLES, text);
    let month = Month { year: YEAR, month: 1 };
    for seed in 0..200 {
        let mut chance = Chance::new(90_000 + seed);
        let (one, other) = (days(&mut chance), days(&mut chance));
        let all: BTreeSet<i128> = each(one).into_iter().flat_map(|a| each(other).into_iter().map(move |b| between(a, b))).collect();
        let told = format!("seed {seed} {one:?} {other:?}");
        holds(&told, &finding(&program, one, other, month, "单位.隔"), &all.iter().map(|n| number(*n)).collect());
        holds(&told, &finding(&program, one, other, month, "单位.内"), &all.iter().map(|n| Value::Bool(*n <= 30)).collect());
    }
}

#[test]
fn a_day_lies_in_its_month_and_year() {
    let text = "定义 单位.是月（年度）：年月 即 所在月(甲)\n定义 单位.是年（年度）：年度 即 所在年度(甲)\n\
                定义 单位.在内（年度）：布尔 即 首日(月) ≤ 甲 且 甲 ≤ 末日(月)\n定义 单位.同（年度）：布尔 即 所在月(甲) = 月";
    let program = program(TABLES, text);
    for seed in 0..200 {
        let mut chance = Chance::new(91_000 + seed);
        let one = days(&mut chance);
        let month = Month { year: 2015 + i16::try_from(chance.below(2)).unwrap(), month: *chance.of(&[1, 2, 3, 4, 12]) };
        let told = format!("seed {seed} {one:?} {month}");
        let of = |day: &Date| Month { year: day.year(), month: day.month() };
        let values = |f: &dyn Fn(&Date) -> Value| each(one).iter().map(f).collect();
        holds(&told, &finding(&program, one, one, month, "单位.是月"), &values(&|d| Value::Month(of(d))));
        holds(&told, &finding(&program, one, one, month, "单位.是年"), &values(&|d| Value::Year(Year(d.year()))));
        let inside = finding(&program, one, one, month, "单位.在内");
        holds(&told, &inside, &values(&|d| Value::Bool(of(d) == month)));
        assert_eq!(inside.value, finding(&program, one, one, month, "单位.同").value, "{told}");
    }
}

/// Compared as it stands, a month gives what every one of its days gives.
#[test]
fn a_month_compared_with_a_day_is_all_of_its_days() {
    for (sign, day) in [("<", "2016-02-01"), ("≥", "2016-02-01"), ("≤", "2016-02-29"), (">", "2016-02-29"), ("≤", "2015-12-31")] {
        let program = program(TABLES, &format!("定义 单位.果（年度）：布尔 即 月 {sign} {day}"));
        let limit: Date = day.parse().unwrap();
        for (year, month) in [(2015, 11), (2015, 12), (2016, 1), (2016, 2), (2016, 3)] {
            let month = Month { year, month };
            let answers: BTreeSet<Value> = each(month.days().unwrap())
                .into_iter()
                .map(|d| {
                    Value::Bool(match sign {
                        "<" => d < limit,
                        "≥" => d >= limit,
                        "≤" => d <= limit,
                        _ => d > limit,
                    })
                })
                .collect();
            let told = format!("{month} {sign} {day}");
            assert_eq!(answers.len(), 1, "{told}");
            let day = (limit, limit);
            holds(&told, &finding(&program, day, day, month, "单位.果"), &answers);
        }
    }
}
