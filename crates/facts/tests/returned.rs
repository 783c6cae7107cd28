//! Rows with problems given back: as they stood, with what is wrong beside them; read again they give the same problems, and, corrected,
//! the facts they were meant to be.

use expect_test::{Expect, expect};
use jiff::civil::Date;
use proptest::prelude::*;
use quanheng_facts::example_schema::{entities, schema};
use quanheng_facts::fact::{Facts, Held, Row};
use quanheng_facts::intake::{FactFile, Input, Returned, intake, returned};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::Value as Fact;
use quanheng_sheet::out::{Colour, Value, write};
use quanheng_sheet::{CellValue, read};
use rust_xlsxwriter::{Format, Workbook as Writer};

const BAD: Colour = Colour(0x00FF_E699);

fn file(name: &str, bytes: &[u8]) -> FactFile {
    FactFile { name: name.to_owned(), workbook: read(name, bytes).unwrap(), ..FactFile::default() }
}

fn back(files: &[FactFile]) -> (Facts, Vec<Problem>, Option<Returned>) {
    let schema = schema();
    let input = Input { schema: &schema, entities: entities(&schema), files, unread_files: &[], known_on: None };
    let (facts, problems) = intake(&input);
    let returned = returned(&input, &problems, Language::Chinese);
    (facts, problems, returned)
}

fn again(returned: &Returned) -> (Facts, Vec<Problem>, Option<Returned>) {
    back(&[file("退回.xlsx", &write(&returned.book).unwrap())])
}

/// Id and words of each problem, without its place.
fn words(problems: &[Problem]) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, &str)> =
        problems.iter().filter(|p| p.severity == Severity::Error).map(|p| (p.id, p.text.zh.as_str())).collect();
    all.sort_unstable();
    all
}

fn shown(returned: &Returned) -> String {
    let mut text = format!("{} 行，{} 页\n", returned.rows, returned.sheets);
    for sheet in &returned.book.sheets[1..] {
        text.push_str(&format!("[{}] {:?}\n", sheet.name, sheet.merged));
        for (row, cells) in &sheet.rows {
            let cell = |(column, cell): (&u32, &quanheng_sheet::out::Cell)| {
                let value = match &cell.value {
                    Value::Blank => String::new(),
                    Value::Text(text) => text.clone(),
                    Value::Number(number) => format!("={number}"),
                    Value::Bool(value) => value.to_string(),
                    Value::Date(day) => format!("@{day}"),
                };
                format!("{column}:{value}{}", if cell.look.fill == Some(BAD) { "!" } else { "" })
            };
            text.push_str(&format!("  {row} {}\n", cells.iter().map(cell).collect::<Vec<_>>().join(" | ")));
        }
        for ((row, column), note) in &sheet.notes {
            text.push_str(&format!("  批注 {row}:{column} {note}\n"));
        }
    }
    text
}

fn check(returned: &Returned, expected: &Expect) {
    expected.assert_eq(&shown(returned));
}

/// An office's workbook: a title with the year, a merged group of headings, keys merged over rows, all sorts of cells.
fn office() -> Vec<u8> {
    let mut book = Writer::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet.set_name("监测考评").unwrap();
    sheet.merge_range(0, 0, 0, 4, "2016年度监测考评结果", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "县区", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "考评", &plain).unwrap();
    sheet.write_row(2, 1, ["得分", "公布名次", "类别"]).unwrap();
    sheet.write(3, 0, "甲区").unwrap();
    sheet.write(3, 1, 98.5).unwrap();
    sheet.write(3, 2, 1).unwrap();
    sheet.write(4, 0, "乙具").unwrap();
    sheet.write(4, 1, 97.25).unwrap();
    sheet.write(4, 2, 2).unwrap();
    sheet.write(5, 0, "丙区").unwrap();
    sheet.write(5, 1, "约95").unwrap();
    sheet.write(5, 2, 300).unwrap();
    sheet.write(5, 3, "城区").unwrap();
    sheet.write(6, 0, "丁县").unwrap();
    sheet.write_formula(6, 1, rust_xlsxwriter::Formula::new("NA()").set_result("#N/A")).unwrap();
    sheet.write(7, 0, "合计").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("专项资金2016").unwrap();
    sheet.write_row(0, 0, ["县区", "拨付（万元）", "占比", "启用月"]).unwrap();
    sheet.write(1, 0, "甲区").unwrap();
    sheet.write(1, 1, 50).unwrap();
    sheet.write_with_format(1, 2, 0.355, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write(2, 0, "乙县").unwrap();
    sheet.write(2, 1, 50.123_456_78).unwrap();
    sheet.write_with_format(2, 2, 0.355, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write_with_format(2, 3, 42522, &Format::new().set_num_format("yyyy\"年\"m\"月\"")).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("否决记录").unwrap();
    sheet.write_row(0, 0, ["单位", "年度", "事项", "决定日"]).unwrap();
    sheet.merge_range(1, 0, 2, 0, "甲区", &plain).unwrap();
    sheet.write(1, 1, 2016).unwrap();
    sheet.write(1, 2, "维稳").unwrap();
    sheet.write(2, 1, 2016).unwrap();
    sheet.write_with_format(2, 3, 42522, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("公布名单").unwrap();
    sheet.write_row(0, 0, ["县区", "年度", "奖项", "次序"]).unwrap();
    sheet.write_row(1, 0, ["乙县", "2016", "十强县", "1"]).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn the_rows_come_back_under_their_titles() {
    let (_, problems, returned) = back(&[file("数据.xlsx", &office())]);
    let returned = returned.unwrap();
    check(
        &returned,
        &expect![[r#"
            5 行，3 页
            [监测考评] [Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 }, Merged { first_row: 2, first_column: 1, last_row: 3, last_column: 1 }, Merged { first_row: 2, first_column: 2, last_row: 2, last_column: 3 }]
              1 1:2016年度监测考评结果
              2 1:县区 | 2:考评
              3 2:得分 | 3:公布名次 | 4:类别 | 5:错误说明!
              4 1:乙具! | 2:=97.25 | 3:=2 | 5:数据.xlsx｜监测考评｜A5：名册里没有叫「乙具」的县区，这一行没有读。怎么办：是不是「乙县」？请改成名册里的名称或代码；新设立的，请先补进名册（entities 文件夹），或者写进数据的「单位」表。
              5 1:丙区 | 2:约95! | 3:=300! | 4:城区 | 5:数据.xlsx｜监测考评｜B6：「得分」要填数，这里是「约95」。怎么办：请只写数字，例如 12.5；千分位逗号要每三位一个；没有的请空着。
            数据.xlsx｜监测考评｜C6：「公布名次」应当在 1 至 107 之间，这里是「300」。怎么办：请核对数字和单位。
              6 1:丁县 | 2:#N/A! | 5:数据.xlsx｜监测考评｜B7：「得分」这一格是错误值「#N/A」，没有读。怎么办：请在表格软件里改正公式，或者直接填上数值。
            [专项资金2016] []
              1 1:县区 | 2:拨付（万元） | 3:占比 | 4:启用月 | 5:错误说明!
              2 1:乙县 | 2:=50.12345678! | 3:=0.355 | 4:@2016-06-01 | 5:数据.xlsx｜专项资金2016｜B3：「拨付」最多 6 位小数，这里是「50.12345678」。怎么办：请核对原始数字；系统不替您四舍五入。
            [否决记录] []
              1 1:单位 | 2:年度 | 3:事项 | 4:决定日 | 5:错误说明!
              2 1:甲区 | 2:=2016 | 3:! | 4:@2016-06-01 | 5:数据.xlsx｜否决记录｜C3：「事项」不能空着，这里没有填。怎么办：请填上；确实没有的，请问负责这张表的机关该怎么填。
        "#]],
    );
    let (_, problems_again, _) = again(&returned);
    assert_eq!(words(&problems), words(&problems_again));
}

#[test]
fn once_corrected_they_read_clean() {
    let (_, _, returned) = back(&[file("数据.xlsx", &office())]);
    let mut returned = returned.unwrap();
    let mut correct = |sheet: &str, row: u32, column: u32, value: Value| {
        let sheet = returned.book.sheets.iter_mut().find(|s| s.name == sheet).unwrap();
        let cell = sheet.rows.get_mut(&row).unwrap().get_mut(&column).unwrap();
        assert_eq!(cell.look.fill, Some(BAD));
        cell.value = value;
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let number = |text: &str| Value::Number(text.to_owned());
    correct("监测考评", 4, 1, text("乙县"));
    correct("监测考评", 5, 2, text("95"));
    correct("监测考评", 5, 3, number("3"));
    correct("监测考评", 6, 2, number("90"));
    correct("专项资金2016", 2, 2, number("50.123456"));
    correct("否决记录", 2, 3, text("安全生产"));
    let (facts, problems, none) = again(&returned);
    assert_eq!(words(&problems), []);
    assert_eq!(none, None);
    let rows: Vec<usize> = [0, 2, 4].iter().map(|t| facts.all_rows(TableId(*t)).count()).collect();
    assert_eq!(rows, [3, 1, 1]);
    let funds = facts.all_rows(TableId(4)).next().unwrap();
    let held = |at: usize| funds.cells[at].as_ref().map(|c| c.held.clone());
    assert!(matches!(held(0), Some(Held::Exactly(Fact::Number(n))) if n.to_string() == "50123456"));
    assert!(matches!(held(2), Some(Held::Exactly(Fact::Month(m))) if m.to_string() == "2016-06"));
}

#[test]
fn what_only_a_file_says_comes_along() {
    let mut given = file("2016年监测考评.csv", "县区,得分\n甲县,98\n乙县,九十\n".as_bytes());
    given.known_on = Some(Date::constant(2017, 3, 1));
    given.source = Some("省统计局".to_owned());
    let (_, problems, returned) = back(&[given]);
    let returned = returned.unwrap();
    check(
        &returned,
        &expect![[r#"
        1 行，1 页
        [2016年监测考评] []
          1 1:县区 | 2:得分 | 3:知悉日期 | 4:来源 | 5:错误说明!
          2 1:乙县 | 2:九十! | 3:2017-03-01 | 4:省统计局 | 5:2016年监测考评.csv｜B3：「得分」要填数，这里是「九十」。怎么办：请只写数字，例如 12.5；千分位逗号要每三位一个；没有的请空着。
    "#]],
    );
    let (_, problems_again, _) = again(&returned);
    assert_eq!(words(&problems), words(&problems_again));
    let mut corrected = returned;
    corrected.book.sheets[1].rows.get_mut(&2).unwrap().get_mut(&2).unwrap().value = Value::Text("90".to_owned());
    let (facts, problems, _) = again(&corrected);
    assert_eq!(words(&problems), []);
    let row = facts.all_rows(TableId(0)).next().unwrap();
    assert_eq!((row.origin.known_on, row.origin.source.as_deref()), (Some(Date::constant(2017, 3, 1)), Some("省统计局")));
}

#[test]
fn sheets_and_headings_with_problems_come_back_whole() {
    let files = [
        file("甲.csv", "县区,年度,得分,得分\n甲区,2016,1,2\n乙县,2016,3,4\n".as_bytes()),
        file("公布名单.csv", "地方,年度,奖项\n甲区,2016,十强县\n".as_bytes()),
        file("监测考评.csv", "县区,年度,得分\n甲区,2016,1,234\n乙县,2016,9\n".as_bytes()),
        file("别的.csv", "县区,年度,说什么\n甲区,2016,x\n".as_bytes()),
    ];
    let (_, problems, returned) = back(&files);
    let returned = returned.unwrap();
    check(
        &returned,
        &expect![[r#"
            7 行，4 页
            [公布名单] []
              1 1:地方 | 2:年度 | 3:奖项 | 4:错误说明!
              2 1:甲区 | 2:2016 | 3:十强县 | 4:
              批注 1:4 公布名单.csv｜第 1 行：表「公布名单」必须有「县区」栏，这里没有找到。怎么办：请加上这一列；可以用的表头：县区。
            [别的] []
              1 1:县区 | 2:年度 | 3:说什么 | 4:错误说明!
              2 1:甲区 | 2:2016 | 3:x | 4:
              批注 1:4 别的.csv：「别的」对不上任何一张表，没有读。怎么办：请把工作表或文件改名为下列之一：监测考评、公布名单、否决记录、扶贫考核、专项资金、区划类别、安全事故、容错认定、任职、个人年度考核、容错申请、完整确认；如果不是数据，请改名为「说明」或移出。
            [甲] []
              1 1:县区 | 2:年度 | 3:得分 | 4:得分 | 5:错误说明!
              2 1:甲区 | 2:2016 | 3:1 | 4:2 | 5:
              3 1:乙县 | 2:2016 | 3:3 | 4:4 | 5:
              批注 1:5 甲.csv：「甲」对不上任何一张表，没有读。怎么办：请把工作表或文件改名为下列之一：监测考评、公布名单、否决记录、扶贫考核、专项资金、区划类别、安全事故、容错认定、任职、个人年度考核、容错申请、完整确认；如果不是数据，请改名为「说明」或移出。
            [监测考评] []
              1 1:县区 | 2:年度 | 3:得分 | 5:错误说明!
              2 1:甲区 ， 2016 ， 1 ， 234! | 5:监测考评.csv｜D2：这一行的格子比表头多，多出「234」；多半是数字或文字里有逗号，被当成了分隔。这一行没有读。怎么办：数字请不写千分位的逗号（1234.5，不写 1,234.5）；文字里要有逗号的，请用英文引号把整格括起来。
        "#]],
    );
    let (_, again, _) = again(&returned);
    let ids = |problems: &[Problem]| words(problems).iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>();
    let slipped = |ids: Vec<String>| {
        ids.into_iter().filter(|id| id != "cell-beyond-headings" && id != "unknown-entity" && id != "key-blank").collect::<Vec<_>>()
    };
    assert_eq!(slipped(ids(&problems)), slipped(ids(&again)));
    // What had slipped is not read as if it had not.
    assert!(ids(&again).contains(&"unknown-entity".to_owned()));
}

#[test]
fn where_nothing_is_wrong_nothing_is_given_back() {
    let (_, _, returned) = back(&[file("监测考评.csv", "县区,年度,得分\n甲区,2016,1\n".as_bytes())]);
    assert_eq!(returned, None);
}

/// The facts with every origin blanked.
fn bare(facts: &Facts) -> Vec<(TableId, Row)> {
    let blank =
        || Origin { file: "".into(), sheet: None, row: 0, column: 0, text: String::new(), source: None, entered_by: None, known_on: None };
    let tables = (0..u32::try_from(schema().tables.len()).unwrap()).map(TableId);
    let mut rows: Vec<(TableId, Row)> =
        tables.flat_map(|t| facts.all_rows(t).map(move |row| (t, row.into_row())).collect::<Vec<_>>()).collect();
    for (_, row) in &mut rows {
        row.origin = blank();
        for cell in row.cells.iter_mut().flatten() {
            cell.origin = blank();
        }
    }
    rows
}

const PLACES: [&str; 5] = ["甲区", "乙县", "丙区", "丁县", "第二市"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Any cells of any rows broken, the rows given back, the broken cells set right: the facts are those of the right rows.
    #[test]
    fn corrected_rows_are_the_rows_meant(rows in proptest::collection::vec((0..99_999_u32, proptest::collection::vec(any::<bool>(), 5)), 1..12), xls in any::<bool>()) {
        let mut right = String::from("县区,年度,得分,公布名次,类别\n");
        let (mut given, mut wrong_rows) = (right.clone(), Vec::new());
        for (at, (pick, broken)) in rows.iter().enumerate() {
            let cells = [
                PLACES[*pick as usize % 4].to_owned(),
                (2001 + at).to_string(),
                format!("{}.{}", pick % 100, pick / 100),
                (pick % 107 + 1).to_string(),
                ["县市", "城区"][*pick as usize % 2].to_owned(),
            ];
            let bad = ["某地", "去年", "约9", "1.5", "其他"];
            let shown: Vec<&str> = (0..5).map(|c| if broken[c] { bad[c] } else { cells[c].as_str() }).collect();
            given.push_str(&format!("{}\n", shown.join(",")));
            if broken.contains(&true) {
                right.push_str(&format!("{}\n", cells.join(",")));
                wrong_rows.push(cells);
            }
        }
        let (_, problems, returned) = back(&[file("监测考评.csv", given.as_bytes())]);
        let Some(mut returned) = returned else {
            prop_assert!(wrong_rows.is_empty(), "{problems:?}");
            return Ok(());
        };
        prop_assert_eq!(returned.rows, wrong_rows.len());
        let (_, problems_again, _) = again(&returned);
        prop_assert_eq!(words(&problems), words(&problems_again));
        for (row, cells) in (2..).zip(&wrong_rows) {
            for (column, right) in (1..).zip(cells) {
                let cell = returned.book.sheets[1].rows.get_mut(&row).unwrap().get_mut(&column).unwrap();
                if cell.look.fill == Some(BAD) {
                    cell.value = Value::Text(right.clone());
                }
            }
        }
        let bytes = if xls { quanheng_sheet::samples::xls(&returned.book, &Default::default()).unwrap() } else { write(&returned.book).unwrap() };
        let (facts, problems, _) = back(&[file("退回", &bytes)]);
        prop_assert_eq!(words(&problems), vec![]);
        let (meant, _, _) = back(&[file("监测考评.csv", right.as_bytes())]);
        prop_assert_eq!(bare(&facts), bare(&meant));
    }
}

/// Columns as wide as what stands in them, a title over several columns left out; printed pages repeat the headings; numbers and days
/// look as they did. What is about no table has no headings to repeat.
#[test]
fn sheets_that_are_given_back_look_like_sheets() {
    let files = [file("数据.xlsx", &office()), file("别的.csv", "县区,年度,说什么\n甲区,2016,x\n".as_bytes())];
    let (_, _, returned) = back(&files);
    let mut shown = String::new();
    for sheet in &returned.unwrap().book.sheets[1..] {
        let widths: Vec<String> = sheet.columns.iter().map(|(at, c)| format!("{at}:{}", c.width.unwrap())).collect();
        let (frozen, repeated) = (sheet.frozen_rows, sheet.print.repeated);
        shown.push_str(&format!("[{}] {} | {frozen} {repeated:?} {:?}\n", sheet.name, widths.join(" "), sheet.heights));
        for (row, cells) in &sheet.rows {
            let cells: Vec<String> =
                cells.iter().map(|(at, c)| format!("{at}:{:?}{}", c.look.number, if c.look.border { "+" } else { "" })).collect();
            shown.push_str(&format!("  {row} {}\n", cells.join(" ")));
        }
    }
    expect![[r#"
        [别的] 1:8 2:8 3:9 4:70 | 0 None {1: 16, 2: 16}
          1 1:Text+ 2:Text+ 3:Text+ 4:General+
          2 1:Text+ 2:Text+ 3:Text+ 4:General
        [监测考评] 1:8 2:8 3:11 4:8 5:70 | 3 Some((3, 3)) {4: 48, 5: 64, 6: 32}
          1 1:Text+
          2 1:Text+ 2:Text+
          3 2:Text+ 3:Text+ 4:Text+ 5:General+
          4 1:Text+ 2:General+ 3:General+ 5:General
          5 1:Text+ 2:Text+ 3:General+ 4:Text+ 5:General
          6 1:Text+ 2:Text+ 5:General
        [专项资金2016] 1:8 2:15 3:8 4:13 5:70 | 1 Some((1, 1)) {2: 32}
          1 1:Text+ 2:Text+ 3:Text+ 4:Text+ 5:General+
          2 1:Text+ 2:General+ 3:Percent { places: 1 }+ 4:Month+ 5:General
        [否决记录] 1:8 2:8 3:8 4:13 5:70 | 1 Some((1, 1)) {2: 32}
          1 1:Text+ 2:Text+ 3:Text+ 4:Text+ 5:General+
          2 1:Text+ 2:General+ 3:General 4:Date+ 5:General
    "#]]
    .assert_eq(&shown);
}

/// A sheet that was given back keeps texts as texts, so that 001 stays 001.
#[test]
fn texts_stay_texts() {
    let (_, _, returned) = back(&[file("否决记录.csv", "单位,年度,事项,决定机关\n甲区,2016,不知道,007\n".as_bytes())]);
    let book = read("x", &write(&returned.unwrap().book).unwrap()).unwrap();
    assert_eq!(book.sheets[1].get(2, 4), Some(&CellValue::Text("007".to_owned())));
}
