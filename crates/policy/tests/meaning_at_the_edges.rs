//! Where meanings meet: faults beside unknowns, vetoes beside direct admission, signatures beside missing rows. Each case is
//! small enough to be worked out by hand; the comment beside it says the rule it holds to.

use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, EnumId, Month, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{CLAUSE_ENUMS, Program};

use crate::world::{entities, insert, number, origin, program, row};

const TABLES: &str = "```规则
实体 县区
枚举 类：县市、城区

事实 表（县区，年度），见下表
```

| 栏 | 类型 |
|---|---|
| 甲数、乙数 | 整数，可缺 |
| 空数 | 整数，1 至 3，可空 |
| 小数 | 整数，1 至 9，可缺 |
| 真甲、真乙、真丙 | 布尔，可缺 |

```规则
事实 签表（县区，年度），见下表
  完整 由 省局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 签真 | 布尔，可缺 |

```规则
时段 时表（县区），见下表
```

| 栏 | 类型 |
|---|---|
| 时类 | 类 |
| 自、至 | 日期，可空 |
";

const RATIO: &str = "定义 县区.比（年度）：比例\n  即 甲数 ÷ 乙数\n\n定义 县区.比大（年度）：布尔\n  即 比 > 1\n\n";

/// 甲数, 乙数, 空数, 小数; 真甲, 真乙, 真丙.
type Line = ([Option<i128>; 4], [Option<bool>; 3]);

fn line(entity: u32, year: i16, (numbers, truths): Line) -> Row {
    let cells = numbers.into_iter().map(|n| n.map(number)).chain(truths.into_iter().map(|t| t.map(Value::Bool)));
    row(entity, year, cells.collect())
}

fn facts(lines: &[(u32, i16, Line)]) -> Facts {
    let mut facts = Facts::new(entities(&["甲县", "乙县", "丙县", "丁县"]));
    for (entity, year, of) in lines {
        insert(&mut facts, 0, line(*entity, *year, *of));
    }
    facts
}

fn find(program: &Program, facts: &Facts, name: &str, entity: u32) -> Finding {
    let variable = program.variable_named(name).unwrap();
    let run = Interpreter::new(program, facts, Choice::default());
    run.finding(Instance::of(variable, Some(EntityIx(entity)), Year(2016)))
}

fn ends(finding: &Finding) -> (Option<Value>, Option<Value>) {
    let between = finding.between.as_ref().expect("bounds");
    (between.least.clone(), between.greatest.clone())
}

const NO: Option<bool> = Some(false);
const YES: Option<bool> = Some(true);

/// Four units with a ratio each: 5, 4, 3 and 丁's, whose divisor is given.
fn four(divisor: Option<i128>) -> Facts {
    let of = |n: i128| ([Some(n), Some(2), None, None], [NO, NO, NO]);
    facts(&[
        (0, 2016, ([Some(10), Some(2), None, None], [YES, YES, NO])),
        (1, 2016, of(8)),
        (2, 2016, of(6)),
        (3, 2016, ([Some(4), divisor, None, None], [NO, NO, NO])),
    ])
}

/// 可空: what is not entered may turn out to be "none", so that the bounds found by trial reach that too.
#[test]
fn bounds_by_trial_know_that_a_cell_may_be_empty() {
    let program = program(TABLES, "定义 县区.和（年度）：整数\n  即 (空数 不适用则 10) + (空数 不适用则 10)");
    let finding = find(&program, &facts(&[]), "县区.和", 0);
    assert_eq!(finding.status, Status::Unknown);
    assert_eq!(ends(&finding), (Some(number(2)), Some(number(20))));
}

/// A year signed complete without a row is one in which it did not hold; the years before it are not known.
#[test]
fn first_time_looks_before_the_signed_years() {
    let program = program(
        TABLES,
        "定义 县区.签过（年度）：布尔\n  当 有值(签真) 且 签真\n  则 是\n\n定义 县区.签首次（年度）：布尔\n  即 首次(签过)",
    );
    let mut facts = facts(&[]);
    insert(&mut facts, 1, row(0, 2016, vec![Some(Value::Bool(true))]));
    insert(&mut facts, 1, row(0, 2015, vec![Some(Value::Bool(false))]));
    let sign = |year| Confirmation {
        table: TableId(1),
        year: Some(Year(year)),
        scope: Vec::new(),
        body: "省局".to_owned(),
        signed_on: None,
        origin: origin(),
    };
    facts.confirm(sign(2014));
    assert_eq!(find(&program, &facts, "县区.签首次", 0).status, Status::Unknown);
}

/// Whoever reads an error becomes an error.
#[test]
fn first_time_over_a_year_in_error_is_an_error() {
    let rules = format!("{RATIO}定义 县区.比首次（年度）：布尔\n  即 首次(比大，自 2015年度)");
    let program = program(TABLES, &rules);
    let of = |divisor| ([Some(10), Some(divisor), None, None], [NO, NO, NO]);
    let facts = facts(&[(0, 2016, of(2)), (0, 2015, of(0))]);
    assert_eq!(find(&program, &facts, "县区.比首次", 0).status, Status::Error);
}

/// 只知道月份的，那个月里还不能定.
#[test]
fn a_span_known_by_month_settles_no_day_in_it() {
    let program = program(TABLES, "定义 县区.初（年度）：类\n  即 时类 以 年初 为准\n\n定义 县区.末（年度）：类\n  即 时类 以 年末 为准");
    let mut facts = facts(&[]);
    let class = Value::Enum(EnumId(u32::try_from(CLAUSE_ENUMS.len()).unwrap()), 0);
    let cell = |value| Some(Cell { held: Held::Exactly(value), origin: origin() });
    let from = Value::Month(Month { year: 2016, month: 1 });
    let cells = vec![cell(class), cell(from), None];
    facts.insert(TableId(2), Row { keys: vec![Value::Entity(EntityIx(0))], cells, origin: origin(), replaced: Vec::new() });
    assert_eq!(find(&program, &facts, "县区.初", 0).status, Status::Unknown);
    assert_eq!(find(&program, &facts, "县区.末", 0).status, Status::Holds);
}

/// An error that only some ways of filling in lead to is not an error yet, and it is nobody's who is outside.
#[test]
fn a_group_is_in_error_only_where_the_error_is_sure() {
    let set = |when: &str| format!("排名 县区.名（年度）\n  从 县区{when}\n  依 比，从高到低\n  并列 同名次\n  缺值 存疑");
    let all = program(TABLES, &format!("{RATIO}{}", set("")));
    assert_eq!(find(&all, &four(Some(0)), "县区.名", 1).status, Status::Error);
    let open = find(&all, &four(None), "县区.名", 1);
    assert_eq!(open.status, Status::Unknown);
    assert_eq!(ends(&open), (Some(number(2)), Some(number(3))));
    assert_eq!(find(&all, &four(Some(2)), "县区.名", 1).value, Some(number(2)));
    let some = program(TABLES, &format!("{RATIO}{}", set("，当 非 真甲")));
    assert_eq!(find(&some, &four(Some(0)), "县区.名", 0).status, Status::NotApplicable);
    assert_eq!(find(&some, &four(Some(0)), "县区.名", 1).status, Status::Error);
}

fn list(take: &str, rest: &str) -> String {
    format!("{RATIO}名单 县区.上（年度）\n  从 县区\n  依 甲数，从高到低\n  取 {take}\n  割线并列 全取\n  缺值 存疑\n  {rest}")
}

/// An open number of places is not known, not an error.
#[test]
fn an_open_quota_is_unknown() {
    let program = program(TABLES, &list("待定「名额」：整数", ""));
    assert_eq!(find(&program, &four(Some(2)), "县区.上", 0).status, Status::Unknown);
}

/// An error in one veto is the whole group's.
#[test]
fn a_veto_in_error_is_the_groups() {
    let program = program(TABLES, &list("2名「名额」", "否决 比大，递补"));
    for entity in 0..4 {
        assert_eq!(find(&program, &four(Some(0)), "县区.上", entity).status, Status::Error, "{entity}");
    }
}

/// 不递补: as if nobody were barred, and then the barred are struck out. 甲, taken in directly and barred, leaves its place
/// empty; of two places one is left, and 乙 has it.
#[test]
fn barred_and_taken_in_directly_leaves_the_place_empty() {
    let program = program(TABLES, &list("2名「名额」", "否决 真甲，不递补\n  直接入选 真乙，占名额"));
    let facts = four(Some(2));
    let got: Vec<Option<Value>> = (0..4).map(|e| find(&program, &facts, "县区.上", e).value).collect();
    assert_eq!(got, [false, true, false, false].map(|t| Some(Value::Bool(t))));
}

/// 在「乙」适用时: 乙 applies only where 丙 does, on which it hangs itself.
#[test]
fn where_it_applies_goes_down_the_chain() {
    let program = program(
        TABLES,
        "定义 县区.链（年度）：整数\n  即 0\n\n例外「丙」于 链\n  当 真丙\n  则 3\n\n例外「乙」于 链「丙」\n  在「丙」适用时\n  当 真乙\n  则 2\n\n\
         例外「甲」于 链「乙」\n  在「乙」适用时\n  当 真甲\n  则 1",
    );
    let case = |third| find(&program, &facts(&[(0, 2016, ([None; 4], [YES, YES, third]))]), "县区.链", 0).value;
    assert_eq!(case(NO), Some(number(0)));
    assert_eq!(case(YES), Some(number(1)));
}

/// An error that decides over a bound or a presumption is not passed over, and nothing is presumed against a bound.
#[test]
fn bounds_and_presumptions_hide_nothing() {
    let rules = format!(
        "{RATIO}定义 县区.界数（年度）：整数\n  即 小数\n\n界限「下界」于 界数 当 比大 则 不小于 5\n\n\
         定义 县区.推数（年度）：整数\n  即 小数\n\n推定「推」于 推数 当 比大 则 9，因「例」\n\n\
         定义 县区.又界（年度）：整数\n  即 小数\n\n界限「上界」于 又界 当 真甲 则 不大于 7\n\n推定「越界」于 又界 当 真乙 则 9，因「例」"
    );
    let program = program(TABLES, &rules);
    let with = |divisor, small| facts(&[(0, 2016, ([Some(10), Some(divisor), None, small], [YES, YES, NO]))]);
    assert_eq!(find(&program, &with(0, Some(6)), "县区.界数", 0).status, Status::Error);
    assert_eq!(find(&program, &with(2, Some(6)), "县区.界数", 0).value, Some(number(6)));
    assert_eq!(find(&program, &with(0, None), "县区.推数", 0).status, Status::Error);
    assert_eq!(find(&program, &with(2, None), "县区.推数", 0).value, Some(number(9)));
    assert_eq!(find(&program, &with(2, None), "县区.又界", 0).status, Status::Conflict);
}

/// Two rivals that hang on one open choice are never both ahead: the place is not said to reach where it cannot.
#[test]
fn a_place_is_tight_only_where_its_rivals_are_free() {
    let rules = "待定「法」 可选 多、少\n\n定义 县区.键（年度）：整数\n  即 视 真甲：是 → 小数；否 → (视 真乙：是 → (视 法：多 → 10；少 → 0)；否 → (视 法：多 → 0；少 → 10))\n\n\
                 排名 县区.名（年度）\n  从 县区，当 真丙\n  依 键，从高到低\n  并列 同名次\n  缺值 存疑";
    let program = program(TABLES, rules);
    let of = |first, second| ([None; 4], [first, second, YES]);
    let facts = facts(&[(0, 2016, of(YES, YES)), (1, 2016, of(NO, YES)), (2, 2016, of(NO, NO)), (3, 2016, ([None; 4], [NO; 3]))]);
    let finding = find(&program, &facts, "县区.名", 0);
    assert!(finding.value == Some(number(2)) || finding.between.as_ref().is_some_and(|b| b.wide), "{finding:?}");
}
