//! 省委组织部: who holds which post, the yearly assessment of persons, the vote.

use jiff::civil::Date;

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::people::{Change, DEPARTMENT, DEPUTY, GOVERNMENT, PARTY, Tenure, tenures};
use crate::random::Random;

pub const POSTS: &str = "省委组织部_任职情况";
pub const PERSONS: &str = "省委组织部_考核和测评";

const SAFETY: &str = "安全生产";

fn change(unit: &'static str, post: &'static str, last: [i16; 3], first: [i16; 3]) -> Change {
    let day = |[year, month, day]: [i16; 3]| Date::constant(year, i8::try_from(month).unwrap_or(1), i8::try_from(day).unwrap_or(1));
    Change { unit, post, charge: "", last: day(last), first: day(first), acting: false, new_post: None }
}

/// Who went and who came.
#[must_use]
pub fn changes() -> Vec<Change> {
    vec![
        // Two of the ten: six months in post, and one day short of it.
        change("丁川县", GOVERNMENT, [2016, 7, 20], [2016, 7, 31]),
        change("戊川县", GOVERNMENT, [2016, 7, 20], [2016, 8, 1]),
        // A year each.
        change("甲滩县", PARTY, [2016, 3, 31], [2016, 4, 1]),
        // Between the two accidents.
        change("丙泉县", PARTY, [2016, 6, 30], [2016, 7, 1]),
        Change { charge: SAFETY, ..change("丙泉县", DEPUTY, [2016, 8, 31], [2016, 9, 1]) },
        // The work is run by somebody who does not hold the post.
        Change { acting: true, ..change("壬泉县", GOVERNMENT, [2016, 5, 31], [2016, 6, 1]) },
        change("丁湾县", PARTY, [2016, 11, 30], [2016, 12, 1]),
        change("示例省旅游局", DEPARTMENT, [2016, 2, 29], [2016, 3, 1]),
        change("戊河县", PARTY, [2016, 9, 14], [2016, 9, 15]),
    ]
}

/// Everybody.
#[must_use]
pub fn all() -> Vec<Tenure> {
    tenures(&changes())
}

/// The files.
#[must_use]
pub fn books() -> Vec<Book> {
    let all = all();
    vec![
        Book { name: POSTS.into(), format: Format::Xls, sheets: vec![posts(&all).sheet("任职情况")] },
        Book {
            name: PERSONS.into(),
            format: Format::Xlsx,
            sheets: vec![grades(&all).sheet("个人年度考核结果"), votes(&all).sheet("民主测评结果")],
        },
    ]
}

fn posts(all: &[Tenure]) -> Table {
    let mut table = Table {
        headings: vec![
            ("", "序号"),
            ("", "人员编号"),
            ("", "姓名"),
            ("任职", "任职单位"),
            ("任职", "职务类别"),
            ("任职", "分管领域"),
            ("任职", "主持工作"),
            ("起止", "任职时间"),
            ("起止", "免职时间"),
        ],
        ..Table::default()
    };
    for (at, tenure) in (1_i64..).zip(all) {
        table.row(vec![
            Cell::whole(at),
            Cell::text(&tenure.number),
            Cell::text(&tenure.person),
            Cell::text(&tenure.unit),
            Cell::text(tenure.post),
            Cell::text(tenure.charge),
            Cell::text(if tenure.acting { "是" } else { "" }),
            Cell::Date(tenure.from),
            tenure.to.map_or(Cell::Empty, Cell::Date),
        ]);
    }
    table
        .titled("示例省市县和部门领导班子任职情况（2016年12月31日）")
        .note("注：“免职时间”是在任的最后一天。")
        .note("填表人：省委组织部（虚构）")
}

fn held_at_end(tenure: &Tenure, year: i16) -> bool {
    let last = Date::constant(year, 12, 31);
    tenure.from <= last && tenure.to.is_none_or(|to| to >= last)
}

fn held_in(tenure: &Tenure, year: i16) -> bool {
    tenure.from <= Date::constant(year, 12, 31) && tenure.to.is_none_or(|to| to >= Date::constant(year, 1, 1))
}

/// The grades of stories: person by unit and post.
const GRADES: [(&str, &str, i16, &str); 5] = [
    ("甲岭县", DEPUTY, 2016, "不称职"),
    ("乙岭县", DEPUTY, 2015, "基本称职"),
    ("乙岭县", DEPUTY, 2016, "基本称职"),
    ("丙岭县", DEPUTY, 2015, "称职"),
    ("丙岭县", DEPUTY, 2016, "基本称职"),
];
/// Whose grade of 2016 has not come.
const NOT_ENTERED: [(&str, &str); 2] = [("丁岭县", DEPUTY), ("戊岭县", GOVERNMENT)];

fn grades(all: &[Tenure]) -> Table {
    let mut table = Table::plain(&["序号", "人员编号", "姓名", "所在单位", "年度", "考核等次"]);
    let mut random = Random::new(20_160_101);
    let mut at = 0;
    for year in [2015, 2016] {
        for tenure in all.iter().filter(|t| held_in(t, year)) {
            let story = |unit: &str, post: &str| tenure.unit == unit && tenure.post == post && tenure.charge != "生态环境、扶贫";
            let excellent = random.once_in(5);
            if year == 2016 && NOT_ENTERED.iter().any(|(unit, post)| story(unit, post)) {
                continue;
            }
            let told = GRADES.iter().find(|(unit, post, of, _)| *of == year && story(unit, post));
            let grade = told.map_or(if excellent { "优秀" } else { "称职" }, |(_, _, _, grade)| grade);
            at += 1;
            table.row(vec![
                Cell::whole(at),
                Cell::text(&tenure.number),
                Cell::text(&tenure.person),
                Cell::text(&tenure.unit),
                Cell::whole(year.into()),
                Cell::text(grade),
            ]);
        }
    }
    table.titled("领导干部年度考核结果（2015—2016年）").note("注：2016年度尚缺两人，待所在单位补报。")
}

/// Votes of stories: unit, post, and 基本称职, 不称职 of a hundred.
const VOTES: [(&str, &str, i64, i64); 4] =
    [("甲坪县", PARTY, 14, 16), ("乙坪县", PARTY, 15, 15), ("丙坪县", GOVERNMENT, 13, 16), ("丁坪县", GOVERNMENT, 20, 20)];

fn votes(all: &[Tenure]) -> Table {
    let mut table = Table {
        headings: vec![
            ("", "序号"),
            ("", "人员编号"),
            ("", "姓名"),
            ("", "所在单位"),
            ("", "测评日期"),
            ("得票", "优秀"),
            ("得票", "称职"),
            ("得票", "基本称职"),
            ("得票", "不称职"),
            ("得票", "弃权"),
            ("票数", "有效票数"),
            ("票数", "收回票数"),
            ("票数", "发出票数"),
        ],
        ..Table::default()
    };
    let mut random = Random::new(20_161_215);
    let heads = all.iter().filter(|t| [PARTY, GOVERNMENT].contains(&t.post) && held_at_end(t, 2016) && !t.acting);
    for (at, tenure) in (1_i64..).zip(heads) {
        let valid =
            if VOTES.iter().any(|(unit, post, ..)| tenure.unit == *unit && tenure.post == *post) { 100 } else { random.between(78, 140) };
        let told = VOTES.iter().find(|(unit, post, ..)| tenure.unit == *unit && tenure.post == *post);
        let (barely, not) = told.map_or_else(|| (random.between(0, 6), random.between(0, 3)), |(_, _, barely, not)| (*barely, *not));
        let abstained = random.between(0, 2);
        let good = (valid - barely - not - abstained) * random.between(45, 80) / 100;
        let fair = valid - barely - not - abstained - good;
        let back = valid + random.between(0, 2);
        let mut cells = vec![
            Cell::whole(at),
            Cell::text(&tenure.number),
            Cell::text(&tenure.person),
            Cell::text(&tenure.unit),
            Cell::day(2016, 12, 15),
        ];
        cells.extend([good, fair, barely, not, abstained, valid, back, back + random.between(0, 3)].map(Cell::whole));
        table.row(cells);
    }
    table.titled("2016年度民主测评结果")
}
