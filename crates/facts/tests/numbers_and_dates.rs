//! "Numbers and dates from workbooks", the page of the contracts, sentence by sentence: each is a case below, and each case is read from
//! an xlsx, an xls and an ods, which must say the same.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use jiff::civil::Date;
use quanheng_facts::example_schema::{entities, schema};
use quanheng_facts::fact::{Cell, Held};
use quanheng_facts::intake::{FactFile, Input, intake};
use quanheng_facts::problem::Language;
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{Value, enum_of};
use quanheng_sheet::out::{Book, Look, NumberLook, Sheet, Value as Out, write};
use quanheng_sheet::samples::{Odd, ods, xls};
use quanheng_sheet::{MAX_BYTES, MAX_CELLS, Merged, ReadError, Workbook, read};

/// A cell to be written: text, number or day, and how it looks.
fn text(words: &str) -> (Out, NumberLook) {
    (Out::Text(words.to_owned()), NumberLook::General)
}

fn number(decimal: &str) -> (Out, NumberLook) {
    (Out::Number(decimal.to_owned()), NumberLook::General)
}

fn percent(decimal: &str) -> (Out, NumberLook) {
    (Out::Number(decimal.to_owned()), NumberLook::Percent { places: 1 })
}

fn day(year: i16, month: i8, day: i8) -> (Out, NumberLook) {
    (Out::Date(Date::constant(year, month, day)), NumberLook::Date)
}

fn month(year: i16, month: i8) -> (Out, NumberLook) {
    (Out::Date(Date::constant(year, month, 1)), NumberLook::Month)
}

type Cells = Vec<Vec<(Out, NumberLook)>>;

/// A sheet of a table: headings and rows.
fn sheet(name: &str, headings: &[&str], rows: &Cells) -> Sheet {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    for (column, heading) in (1..).zip(headings) {
        sheet.text(1, column, *heading, &Look::default());
    }
    for (row, cells) in (2..).zip(rows) {
        for (column, (value, number)) in (1..).zip(cells) {
            sheet.put(row, column, value.clone(), Look { number: number.clone(), ..Look::default() });
        }
    }
    sheet
}

/// Rows of a table whose keys are a county and 2016: one for each cell of its one column.
fn column(table: &str, heading: &str, cells: &[(Out, NumberLook)]) -> Sheet {
    const PLACES: [&str; 6] = ["甲区", "乙县", "丙区", "丁县", "CN-ZZ:wu1", "CN-ZZ:wu2"];
    let rows = PLACES.iter().zip(cells).map(|(place, cell)| vec![text(place), number("2016"), cell.clone()]).collect();
    sheet(table, &["县区", "年度", heading], &rows)
}

/// What was read: each row's values in the order of the columns, then each problem with its place.
fn said(workbook: Workbook) -> String {
    let schema = schema();
    let files = [FactFile { name: "表".to_owned(), workbook, ..FactFile::default() }];
    let (facts, problems) =
        intake(&Input { schema: &schema, entities: entities(&schema), files: &files, unread_files: &[], known_on: None });
    let value = |v: &Value| match v {
        Value::Number(n) => n.to_string(),
        Value::Enum(id, rank) => enum_of(&schema.enums, *id).unwrap().name_of(*rank).unwrap().to_owned(),
        Value::Date(d) => d.to_string(),
        Value::Month(m) => m.to_string(),
        Value::Text(t) => t.clone(),
        Value::Bool(b) => b.to_string(),
        other => format!("{other:?}"),
    };
    let held = |cell: &Option<Cell>| match cell.as_ref().map(|c| &c.held) {
        None => ".".to_owned(),
        Some(Held::Exactly(v)) => value(v),
        Some(Held::Between(lo, hi)) => format!("{}…{}", value(lo), value(hi)),
    };
    let mut lines = String::new();
    for at in 0..schema.tables.len() {
        let mut rows: Vec<_> = facts.all_rows(TableId(u32::try_from(at).unwrap())).collect();
        rows.sort_by_key(|row| row.origin.row);
        for row in rows {
            let cells: Vec<String> = row.cells.iter().map(held).collect();
            lines.push_str(&format!("{} {}\n", row.origin.row, cells.join(" ")));
        }
    }
    for problem in problems {
        let words = problem.render(Language::Chinese);
        let mut words = words.lines();
        lines.push_str(&format!("{} {}\n", words.next().unwrap(), words.next().unwrap().trim()));
    }
    lines
}

fn odd_case(sheet: Sheet, odd: &Odd, expected: &Expect) {
    let book = Book { title: String::new(), made_on: Date::constant(2016, 1, 1), sheets: vec![sheet] };
    let of = |bytes: &[u8]| said(read("表", bytes).unwrap());
    let open = of(&ods(&book, odd).unwrap());
    for packed in [false, true] {
        let odd = Odd { packed, ..odd.clone() };
        assert_eq!(of(&xls(&book, &odd).unwrap()), open, "xls and ods, packed: {packed}");
    }
    if *odd == Odd::default() {
        assert_eq!(of(&write(&book).unwrap()), open, "xlsx and ods");
    }
    expected.assert_eq(&open);
}

fn case(sheet: Sheet, expected: &Expect) {
    odd_case(sheet, &Odd::default(), expected);
}

#[test]
fn a_numeric_cell_becomes_the_shortest_decimal_at_15_significant_digits() {
    let cells = [number("0.3"), number("0.30000000000000004"), number("98.765432"), number("123456789.123456"), number("-0")];
    // Written as it is by xls and ods; the writer of xlsx would keep so many digits as a text.
    odd_case(
        column("监测考评", "得分", &cells),
        &Odd { from_1904: true, ..Odd::default() },
        &expect![[r#"
        2 0.3 . 公布 .
        3 0.3 . 公布 .
        4 98.765432 . 公布 .
        5 123456789.123456 . 公布 .
        6 0 . 公布 .
    "#]],
    );
}

#[test]
fn and_must_fit_the_declared_scale_or_it_is_a_problem_at_the_cell() {
    let cells = [number("98.7654321"), number("98.5"), number("1E+40"), text("98.7654321")];
    case(
        column("监测考评", "得分", &cells),
        &expect![[r#"
        2 . . 公布 .
        3 98.5 . 公布 .
        4 . . 公布 .
        5 . . 公布 .
        问题[number-scale] 表｜监测考评｜C2 「得分」最多 6 位小数，这里是「98.7654321」。
        问题[number-too-large] 表｜监测考评｜C4 「得分」这里的「1E+40」位数太多，没有读。
        问题[number-scale] 表｜监测考评｜C5 「得分」最多 6 位小数，这里是「98.7654321」。
    "#]],
    );
    case(
        column("监测考评", "公布名次", &[number("1.5"), number("107"), number("108"), number("0")]),
        &expect![[r#"
        2 . . 公布 .
        3 . 107 公布 .
        4 . . 公布 .
        5 . . 公布 .
        问题[number-scale] 表｜监测考评｜C2 「公布名次」要填整数，这里是「1.5」。
        问题[number-out-of-range] 表｜监测考评｜C4 「公布名次」应当在 1 至 107 之间，这里是「108」。
        问题[number-out-of-range] 表｜监测考评｜C5 「公布名次」应当在 1 至 107 之间，这里是「0」。
    "#]],
    );
}

#[test]
fn text_with_percent_or_a_percent_formatted_cell_is_divided() {
    let cells = [text("35%"), text("３５．５％"), percent("0.355"), percent("1.2"), text("1/3"), number("0.35")];
    case(
        column("专项资金", "占比", &cells),
        &expect![[r#"
        2 . 0.35 . . .
        3 . 0.355 . . .
        4 . 0.355 . . .
        5 . 1.2 . . .
        6 . 1/3 . . .
        7 . 0.35 . . .
    "#]],
    );
    // A heading that says so divides bare numbers; a cell that is shown as a percentage is not divided twice.
    case(
        column("专项资金", "占比（%）", &[number("35"), percent("0.35"), text("35")]),
        &expect![[r#"
        2 . 0.35 . . .
        3 . 0.35 . . .
        4 . 0.35 . . .
    "#]],
    );
    case(
        column("监测考评", "得分", &[percent("0.9"), text("90%")]),
        &expect![[r#"
        2 . . 公布 .
        3 . . 公布 .
        问题[percent-unexpected] 表｜监测考评｜C2 「得分」不是比例，这里却是百分数「90%」。
        问题[percent-unexpected] 表｜监测考评｜C3 「得分」不是比例，这里却是百分数「90%」。
    "#]],
    );
}

#[test]
fn a_bare_35_in_a_column_of_shares_is_a_problem_not_a_guess() {
    case(
        column("专项资金", "占比", &[number("35"), text("35"), number("1"), number("1.2"), number("-0.1")]),
        &expect![[r#"
        2 . . . . .
        3 . . . . .
        4 . . . . .
        5 . . . . .
        6 . . . . .
        问题[ratio-unclear] 表｜专项资金｜C2 「占比」是比例，「35」看不出是不是百分数。
        问题[ratio-unclear] 表｜专项资金｜C3 「占比」是比例，「35」看不出是不是百分数。
        问题[ratio-unclear] 表｜专项资金｜C4 「占比」是比例，「1」看不出是不是百分数。
        问题[ratio-unclear] 表｜专项资金｜C5 「占比」是比例，「1.2」看不出是不是百分数。
        问题[ratio-unclear] 表｜专项资金｜C6 「占比」是比例，「-0.1」看不出是不是百分数。
    "#]],
    );
}

#[test]
fn a_month_is_a_month() {
    let months = [month(2016, 6), text("2016年6月"), text("2016-06"), text("2016.6"), day(2016, 6, 1), day(2016, 6, 15)];
    case(
        column("专项资金", "启用月", &months),
        &expect![[r#"
        2 . . 2016-06 . .
        3 . . 2016-06 . .
        4 . . 2016-06 . .
        5 . . . . .
        6 . . 2016-06 . .
        7 . . . . .
        问题[not-a-month] 表｜专项资金｜C5 「启用月」要填年月，「2016.6」看不出是哪个月。
        问题[not-a-month] 表｜专项资金｜C7 「启用月」要填年月，「2016-06-15」看不出是哪个月。
    "#]],
    );
    let days = [day(2016, 6, 1), month(2016, 6), text("2016年6月"), text("２０１６年６月１日"), number("42522"), text("2016-02-30")];
    let rows = ["甲区", "乙县", "丙区", "丁县", "CN-ZZ:wu1", "CN-ZZ:wu2"].iter().zip(days);
    let rows = rows.map(|(place, cell)| vec![text(place), number("2016"), text("维稳"), cell]).collect();
    case(
        sheet("否决记录", &["单位", "年度", "事项", "决定日"], &rows),
        &expect![[r#"
        2 维稳 . 2016-06-01
        3 维稳 . 2016-06-01…2016-06-30
        4 维稳 . 2016-06-01…2016-06-30
        5 维稳 . 2016-06-01
        6 维稳 . .
        7 维稳 . .
        问题[not-a-date] 表｜否决记录｜D6 「决定日」要填日期，「42522」看不出是哪一天。
        问题[not-a-date] 表｜否决记录｜D7 「决定日」要填日期，「2016-02-30」看不出是哪一天。
    "#]],
    );
}

#[test]
fn a_formula_without_cached_value_and_an_error_cell_are_problems_at_the_cell() {
    let odd = Odd { errors: BTreeSet::from([(0, 2, 3)]), uncalculated: BTreeSet::from([(0, 3, 3)]), ..Odd::default() };
    let cells = [number("1"), number("2"), number("3"), text("#DIV/0!")];
    odd_case(
        column("监测考评", "得分", &cells),
        &odd,
        &expect![[r#"
        2 . . 公布 .
        3 . . 公布 .
        4 3 . 公布 .
        5 . . 公布 .
        问题[cell-error] 表｜监测考评｜C2 「得分」这一格是错误值「#N/A」，没有读。
        问题[formula-without-value] 表｜监测考评｜C3 「得分」这一格是公式，但文件里没有存下计算结果，没有读。
        问题[cell-error] 表｜监测考评｜C5 「得分」这一格是错误值「#DIV/0!」，没有读。
    "#]],
    );
}

#[test]
fn an_unparsable_unit_is_a_problem_at_the_cell() {
    case(
        column("专项资金", "拨付（万元）", &[text("50万吨"), text("50万美元"), text("五十万元"), text("50万元")]),
        &expect![[r#"
        2 . . . . .
        3 . . . . .
        4 . . . . .
        5 50000000 . . . .
        问题[not-a-number] 表｜专项资金｜C2 「拨付」要填数，这里是「50万吨」。
        问题[not-a-number] 表｜专项资金｜C3 「拨付」要填数，这里是「50万美元」。
        问题[not-a-number] 表｜专项资金｜C4 「拨付」要填数，这里是「五十万元」。
    "#]],
    );
    case(
        column("专项资金", "拨付（人）", &[number("50")]),
        &expect![[r#"
        2 . . . . .
        问题[heading-unit-unsuitable] 表｜专项资金｜C1 表头「拨付（人）」写的单位「人」不适合「拨付」，这一列没有读。
    "#]],
    );
    case(
        column("监测考评", "得分", &[text("90元"), text("90分"), text("90斤")]),
        &expect![[r#"
            2 . . 公布 .
            3 90 . 公布 .
            4 . . 公布 .
            问题[not-a-number] 表｜监测考评｜C2 「得分」要填数，这里是「90元」。
            问题[not-a-number] 表｜监测考评｜C4 「得分」要填数，这里是「90斤」。
        "#]],
    );
}

#[test]
fn a_column_half_in_one_unit_and_half_in_another_has_problems_at_the_cells() {
    case(
        column("专项资金", "拨付（万元）", &[number("50"), text("500000元"), text("50万")]),
        &expect![[r#"
        2 50000000 . . . .
        3 . . . . .
        4 50000000 . . . .
        问题[money-unit-mixed] 表｜专项资金｜C3 「拨付」的表头写的是「万元」，这一格却是「500000元」。
    "#]],
    );
    case(
        column("专项资金", "拨付", &[text("50万元"), text("500000元"), number("50"), text("60万元")]),
        &expect![[r#"
            2 50000000 . . . .
            3 . . . . .
            4 . . . . .
            5 60000000 . . . .
            问题[money-unit-mixed] 表｜专项资金｜C3 「拨付」上面的格子写的是「万元」，这一格却是「500000元」，一列里有两种单位。
            问题[money-unit-missing] 表｜专项资金｜C4 「拨付」是金额，「50」没有写明是元还是万元。
        "#]],
    );
}

#[test]
fn dashes_strokes_wu_and_blanks_are_empty() {
    let blank = (Out::Blank, NumberLook::General);
    let cells = [text("—"), text("/"), text("无"), text(" - "), text("－－"), blank];
    case(
        column("监测考评", "得分", &cells),
        &expect![[r#"
        2 . . 公布 .
        3 . . 公布 .
        4 . . 公布 .
        5 . . 公布 .
        6 . . 公布 .
        7 . . 公布 .
    "#]],
    );
}

/// Merged and two-level headings, title rows, notes and totals, hidden rows, thousands commas, full-width digits: one sheet of an office.
#[test]
fn what_is_met_in_real_files() {
    let plain = Look::default();
    let mut page = Sheet { name: "专项资金".to_owned(), ..Sheet::default() };
    page.text(1, 1, "２０１６年专项资金情况表", &plain);
    page.merged.push(Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 4 });
    page.text(2, 3, "单位：万元", &plain);
    page.text(3, 1, "县 区", &plain);
    page.text(3, 2, "年度", &plain);
    page.text(3, 3, "资 金", &plain);
    page.text(4, 3, "拨付", &plain);
    page.text(4, 4, "占比", &plain);
    for column in [1, 2] {
        page.merged.push(Merged { first_row: 3, first_column: column, last_row: 4, last_column: column });
    }
    page.merged.push(Merged { first_row: 3, first_column: 3, last_row: 3, last_column: 4 });
    for (row, (place, amount)) in (5..).zip([("甲区", "1,234.5"), ("乙县", "１，２３４"), ("丙区", "12,34"), ("丁县", "7")]) {
        page.text(row, 1, place, &plain);
        page.put(row, 2, Out::Number("2016".to_owned()), plain.clone());
        page.text(row, 3, amount, &plain);
    }
    page.hidden_rows.insert(8);
    page.text(9, 1, "注：不含债券资金。", &plain);
    page.text(10, 1, "合　计", &plain);
    page.put(10, 3, Out::Number("2475.5".to_owned()), plain.clone());
    page.text(11, 1, "平均", &plain);
    page.text(12, 1, "填表人：某某", &plain);
    page.text(12, 3, "联系电话", &plain);
    case(
        page,
        &expect![[r#"
        5 1234500000 . . . .
        6 1234000000 . . . .
        7 . . . . .
        8 7000000 . . . .
        说明[hidden-rows] 表｜专项资金 有隐藏的行（8），已经照常读入。
        问题[not-a-number] 表｜专项资金｜C7 「拨付」要填数，这里是「12,34」。
    "#]],
    );
}

#[test]
fn days_counted_from_1904() {
    let odd = Odd { from_1904: true, ..Odd::default() };
    let rows = vec![vec![text("甲区"), number("2016"), text("维稳"), day(2016, 2, 29)]];
    odd_case(
        sheet("否决记录", &["单位", "年度", "事项", "决定日"], &rows),
        &odd,
        &expect![[r#"
        2 维稳 . 2016-02-29
    "#]],
    );
}

#[test]
fn limits() {
    assert_eq!((MAX_BYTES, MAX_CELLS), (64 * 1024 * 1024, 2_000_000));
    assert_eq!(read("x.csv", &vec![b'1'; MAX_BYTES + 1]), Err(ReadError::TooLarge { bytes: MAX_BYTES + 1 }));
    assert_eq!(read("x.csv", "1,1\n".repeat(MAX_CELLS / 2 + 1).as_bytes()), Err(ReadError::TooManyCells));
    // Ratio and depth: what unpacks to far more than it was, and what is nested without end.
    for (content, error) in
        [(" ".repeat(40 * 1024 * 1024), ReadError::UnpacksTooLarge), ("<a>".repeat(1000), ReadError::Damaged(quanheng_sheet::Damage::Part))]
    {
        for parts in [
            vec![("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())],
            vec![("xl/workbook.xml", content.as_str())],
        ] {
            let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for (name, text) in parts {
                to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
                std::io::Write::write_all(&mut to, text.as_bytes()).unwrap();
            }
            assert_eq!(read("x", &to.finish().unwrap().into_inner()), Err(error.clone()));
        }
    }
}
