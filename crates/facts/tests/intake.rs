//! Intake as a whole: what real sheets look like, and that facts depend on what a sheet says, not on how it looks.
#![expect(clippy::disallowed_methods, reason = "the cases are files; only the crate itself opens none")]

use expect_test::{Expect, expect};
use jiff::civil::Date;
use quanheng_facts::example_schema::{entities, schema};
use quanheng_facts::fact::{Cell, Facts, Held, Row};
use quanheng_facts::fuzz_entry::intake_any;
use quanheng_facts::intake::{FactFile, Input, intake};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Language, Problem};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{Value, Year, enum_of};
use quanheng_sheet::{Workbook, read};
use rust_xlsxwriter::{Format, Workbook as Writer};

fn csv(name: &str, text: &str) -> FactFile {
    FactFile { name: name.to_owned(), workbook: read(name, text.as_bytes()).unwrap(), ..FactFile::default() }
}

fn taken_on(files: &[FactFile], known_on: Option<Date>) -> (Facts, Vec<Problem>) {
    let schema = schema();
    intake(&Input { schema: &schema, entities: entities(&schema), files, unread_files: &[], known_on })
}

fn taken(files: &[FactFile]) -> (Facts, Vec<Problem>) {
    taken_on(files, None)
}

fn value_shown(facts: &Facts, value: &Value) -> String {
    match value {
        Value::Entity(ix) => facts.entities.get(*ix).unwrap().id.split_once(':').unwrap().1.to_owned(),
        Value::Enum(id, rank) => enum_of(&schema().enums, *id).unwrap().name_of(*rank).unwrap().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Date(d) => d.to_string(),
        Value::Month(m) => m.to_string(),
        Value::Year(y) => y.to_string(),
        Value::Text(t) => t.clone(),
        Value::Set(_) => "set".to_owned(),
        Value::Length(count, unit) => format!("{count}{}", unit.word()),
        Value::Many(many) => many.iter().map(|v| value_shown(facts, v)).collect::<Vec<_>>().join("+"),
    }
}

/// One line for each row: keys, values (`.` for none), where it stands; then confirmations and problems.
fn shown(facts: &Facts, problems: &[Problem]) -> String {
    let held = |cell: &Option<Cell>| match cell.as_ref().map(|c| &c.held) {
        None => ".".to_owned(),
        Some(Held::Exactly(v)) => value_shown(facts, v),
        Some(Held::Between(lo, hi)) => format!("{}…{}", value_shown(facts, lo), value_shown(facts, hi)),
    };
    let line = |row: &Row| {
        let keys: Vec<String> = row.keys.iter().map(|k| value_shown(facts, k)).collect();
        let cells: Vec<String> = row.cells.iter().map(held).collect();
        format!("{} | {} @{}:{}", keys.join(" "), cells.join(" "), row.origin.row, row.origin.column)
    };
    let mut text = String::new();
    for (at, table) in schema().tables.iter().enumerate() {
        for row in facts.all_rows(TableId(u32::try_from(at).unwrap())) {
            text.push_str(&format!("{} {}\n", table.name, line(&row)));
            for earlier in &row.replaced {
                text.push_str(&format!("  instead of {}\n", line(earlier)));
            }
        }
    }
    for c in facts.confirmations() {
        text.push_str(&format!(
            "signed {:?} {:?} {:?} {}\n",
            schema().tables[c.table.0 as usize].name,
            c.year.map(|y| y.0),
            c.scope,
            c.body
        ));
    }
    for problem in problems {
        let words = problem.render(Language::Chinese);
        text.push_str(words.lines().next().unwrap());
        text.push('\n');
    }
    text
}

fn check(files: &[FactFile], expected: &Expect) {
    let (facts, problems) = taken(files);
    expected.assert_eq(&shown(&facts, &problems));
}

/// The facts with every origin blanked.
fn without_origins(facts: &Facts) -> Vec<(TableId, Row)> {
    fn bare(row: &Row) -> Row {
        let blank = || Origin {
            file: "".into(),
            sheet: None,
            row: 0,
            column: 0,
            text: String::new(),
            source: None,
            entered_by: None,
            known_on: None,
        };
        Row {
            keys: row.keys.clone(),
            cells: row.cells.iter().map(|c| c.as_ref().map(|c| Cell { held: c.held.clone(), origin: blank() })).collect(),
            origin: blank(),
            replaced: row.replaced.iter().map(bare).collect(),
        }
    }
    let tables = (0..u32::try_from(schema().tables.len()).unwrap()).map(TableId);
    tables.flat_map(|t| facts.all_rows(t).map(move |row| (t, bare(&row))).collect::<Vec<_>>()).collect()
}

/// A workbook as an office makes it: a title, amounts in 万元, digits of full width, totals, notes, empty formatted rows.
fn office_workbook() -> Workbook {
    let mut book = Writer::new();
    let percent = Format::new().set_num_format("0.0%");
    let sheet = book.add_worksheet();
    sheet.set_name("监测考评（2016）").unwrap();
    sheet.merge_range(0, 0, 0, 4, "２０１６年县域监测考评结果", &Format::new().set_bold()).unwrap();
    for (column, heading) in ["序号", "县　区", "综合得分（分）", "名 次", "备注"].into_iter().enumerate() {
        sheet.write(1, u16::try_from(column).unwrap(), heading).unwrap();
    }
    for (row, (name, score, rank)) in [("乙县", "９１．５", 2.0), ("甲区", "92.25", 1.0)].into_iter().enumerate() {
        let row = u32::try_from(row).unwrap() + 2;
        sheet.write(row, 0, row - 1).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, score).unwrap();
        sheet.write(row, 3, rank).unwrap();
    }
    sheet.write_blank(4, 1, &Format::new().set_bold()).unwrap();
    sheet.write(5, 0, "合 计").unwrap();
    sheet.write(5, 2, 183.75).unwrap();
    sheet.write(6, 0, "注：得分保留两位小数。").unwrap();
    sheet.write(7, 0, "填表人：某某").unwrap();
    sheet.write(7, 2, "联系电话：000").unwrap();

    let sheet = book.add_worksheet();
    sheet.set_name("2016年专项资金").unwrap();
    sheet.write(0, 0, "县区").unwrap();
    sheet.write(0, 1, "年度").unwrap();
    sheet.merge_range(0, 2, 0, 3, "资金", &Format::new()).unwrap();
    sheet.write(0, 4, "投向").unwrap();
    sheet.write(1, 2, "拨付（万元）").unwrap();
    sheet.write(1, 3, "所占比例").unwrap();
    sheet.write(2, 0, "990122").unwrap();
    sheet.write(2, 1, 2016).unwrap();
    sheet.write(2, 2, 1234.5).unwrap();
    sheet.write_with_format(2, 3, 0.355, &percent).unwrap();
    sheet.write(2, 4, "扶贫、生态环境").unwrap();
    sheet.write(3, 0, "丁县").unwrap();
    sheet.write(3, 1, "２０１６年度").unwrap();
    sheet.write(3, 2, "１，２００").unwrap();
    sheet.write(3, 3, "—").unwrap();
    read("上报.xlsx", &book.save_to_buffer().unwrap()).unwrap()
}

fn plain_files() -> [FactFile; 2] {
    [
        csv("监测考评.csv", "年度,名次,得分,县区\n2016,1,92.25,甲县\n2016,2,91.50,CN-ZZ:yi\n"),
        csv("专项资金.csv", "县区,年度,占比,拨付（元）,投向\n丁县,2016,,12000000,\n乙县,2016年,35.5%,\"12,345,000.00\",生态环境；扶贫\n"),
    ]
}

#[test]
fn a_workbook_of_an_office_is_read() {
    check(
        &[FactFile { name: "上报.xlsx".to_owned(), workbook: office_workbook(), ..FactFile::default() }],
        &expect![[r#"
            监测考评 jia 2016 | 92.25 1 公布 . @4:2
            监测考评 yi 2016 | 91.5 2 公布 . @3:2
            专项资金 ding 2016 | 1200000000 . . . . @4:1
            专项资金 yi 2016 | 1234500000 0.355 . . 生态环境+扶贫 @3:1
        "#]],
    );
}

#[test]
fn the_same_facts_as_workbook_and_as_csv_are_equal() {
    let book = [FactFile { name: "上报.xlsx".to_owned(), workbook: office_workbook(), ..FactFile::default() }];
    let (from_book, _) = taken(&book);
    let (from_csv, problems) = taken(&plain_files());
    assert_eq!(problems, []);
    assert_eq!(without_origins(&from_book), without_origins(&from_csv));
    assert_eq!(from_book.hash, from_csv.hash);
    let mut reversed = plain_files();
    reversed.reverse();
    assert_eq!(from_csv, taken(&reversed).0, "the order of files does not matter");
    let other = csv("监测考评.csv", "年度,名次,得分,县区\n2016,1,92.25,甲县\n2016,2,91.51,CN-ZZ:yi\n");
    assert_ne!(taken(&[other]).0.hash, taken(&plain_files()[..1]).0.hash, "another value is another hash");
}

#[test]
fn rows_of_one_key_settle_by_what_was_known_when() {
    let files = [
        csv("甲/监测考评.csv", "县区,年度,得分,名次,知悉日期\n甲县,2016,90,3,2017-03-01\n乙县,2016,80,,2017-03-01\n丁县,2016,70,,\n"),
        csv("乙/监测考评.csv", "县区,年度,得分,名次,知悉日期\n甲县,2016,91,,2017-05-01\n乙县,2016,81,5,2017-03-01\n丁县,2016,,9,\n"),
    ];
    check(
        &files,
        &expect![[r#"
        监测考评 ding 2016 | 70 9 公布 . @4:1
        监测考评 jia 2016 | 91 3 公布 . @2:1
          instead of jia 2016 | 90 3 公布 . @2:1
        监测考评 yi 2016 | . 5 公布 . @3:1
        问题[conflicting-values] 乙/监测考评.csv｜C3
    "#]],
    );
    let (facts, problems) = taken_on(&files, Some(Date::constant(2017, 4, 30)));
    expect![[r#"
        监测考评 ding 2016 | 70 9 公布 . @4:1
        监测考评 jia 2016 | 90 3 公布 . @2:1
        监测考评 yi 2016 | . 5 公布 . @3:1
        问题[conflicting-values] 乙/监测考评.csv｜C3
    "#]]
    .assert_eq(&shown(&facts, &problems));
    let (facts, _) = taken_on(&files, Some(Date::constant(2017, 5, 1)));
    assert_eq!(facts.hash, taken(&files).0.hash, "the day itself is included");
}

#[test]
fn tables_of_many_rows_keep_them_all() {
    check(
        &[csv(
            "否决记录.csv",
            "单位,年度,事项,决定日,决定机关\n乙县,2016,无,2016年6月,省政府\n乙县,2016,维稳,2016.6.1,无\n第一市,2016,维稳,20160601,—\n",
        )],
        &expect![[r#"
            否决记录 first 2016 | 维稳 . 2016-06-01 @4:1
            否决记录 yi 2016 | 维稳 . 2016-06-01 @3:1
            否决记录 yi 2016 | 无 省政府 2016-06-01…2016-06-30 @2:1
        "#]],
    );
}

#[test]
fn spans_are_kept_apart_by_their_beginnings() {
    check(
        &[csv("区划类别.csv", "县区,类别,自,至,依据\n甲县,县市,,2014-12,\n甲县,城区,2014-12,,示例\n丙区,城区,,,\n丙区,县市,,,\n")],
        &expect![[r#"
            区划类别 bing | . . . @4:1
            区划类别 jia | 县市 . 2014-12-01…2014-12-31 @2:1
            区划类别 jia | 城区 2014-12-01…2014-12-31 . @3:1
            问题[conflicting-values] 区划类别.csv｜B4
        "#]],
    );
}

#[test]
fn confirmations_count_only_while_every_row_is_read() {
    let signed = csv(
        "完整确认.csv",
        "表,年度,范围,确认机关,确认日期\n公布名单,2014、2016,十强县，五强区,省统计局,2017-03-01\n否决记录,2016年,,省政府督查室,2017-04-01\n否决记录,2015,,省政府督查室,2018-04-01\n",
    );
    let vetoes = csv("否决记录.csv", "单位,年度,事项\n乙具,2016,维稳\n");
    let files = [signed, vetoes];
    check(
        &files,
        &expect![[r#"
        signed "公布名单" Some(2014) ["五强区", "十强县"] 省统计局
        signed "公布名单" Some(2016) ["五强区", "十强县"] 省统计局
        signed "否决记录" Some(2015) [] 省政府督查室
        signed "否决记录" Some(2016) [] 省政府督查室
        问题[unknown-entity] 否决记录.csv｜A2
        提醒[confirmation-withheld] 完整确认.csv｜A3
    "#]],
    );
    let (facts, _) = taken_on(&files, Some(Date::constant(2017, 12, 31)));
    let (published, vetoes) = (TableId(1), TableId(2));
    let whole = |table, year: i16| facts.confirmation(table, Some(Year(year)), &[]).is_some();
    assert!(facts.confirmation(published, Some(Year(2014)), &["五强区".to_owned()]).is_some());
    assert!(!whole(published, 2014), "signed for two lists only");
    assert!(!whole(vetoes, 2016), "a row of it is unread");
    assert!(!whole(vetoes, 2015), "signed after the day that counts");
}

#[test]
fn a_file_that_cannot_be_read_leaves_no_table_complete_that_it_may_have_held() {
    let signed = [csv("完整确认.csv", "表,年度,范围,确认机关,确认日期\n否决记录,2016,,省政府督查室,2017-03-01\n")];
    let schema = schema();
    let taken = |unread: &str| {
        let unread_files = [unread.to_owned()];
        intake(&Input { schema: &schema, entities: entities(&schema), files: &signed, unread_files: &unread_files, known_on: None })
    };
    for (unread, complete) in [("否决记录.csv", false), ("全部.xlsx", false), ("facts/不知道.csv", false), ("监测考评.csv", true)]
    {
        let (facts, problems) = taken(unread);
        assert_eq!(facts.confirmation(TableId(2), Some(Year(2016)), &[]).is_some(), complete, "{unread}");
        let told = problems.iter().find(|p| p.id == "confirmation-withheld").map(|p| p.related[0].0.to_string());
        assert_eq!(told, (!complete).then(|| unread.to_owned()));
    }
}

/// Nobody can say whom its rows are about: the sheet is unread as a whole, and no cell of it is looked at.
#[test]
fn a_sheet_whose_key_has_two_columns_is_unread_as_a_whole() {
    let signed =
        csv("完整确认.csv", "表,年度,范围,确认机关,确认日期\n监测考评,2016,,省统计局,2017-03-01\n监测考评,2015,,省统计局,2017-03-01\n");
    let mut told = String::new();
    for (name, text) in [
        ("2016年监测考评.csv", "县区,县区,得分\n甲县,乙县,九十\n"),
        ("监测考评.csv", "县区,县区,年度,得分\n甲县,乙县,2016,九十\n"),
        ("2016年监测考评.csv", "县区,年度,年度,得分\n甲县,2015,2016,九十\n"),
    ] {
        let (facts, problems) = taken(&[signed.clone(), csv(name, text)]);
        assert_eq!(facts.all_rows(TableId(0)).count(), 0);
        for problem in problems {
            let also = problem.related.first().map_or_else(String::new, |(place, _)| format!(" {place}"));
            told.push_str(&format!("{} {}{also}\n", problem.id, problem.place));
        }
    }
    expect![[r#"
        heading-twice 2016年监测考评.csv｜B1 2016年监测考评.csv｜A1
        confirmation-withheld 完整确认.csv｜A2 2016年监测考评.csv｜第 1 行
        confirmation-withheld 完整确认.csv｜A2 监测考评.csv｜第 1 行
        confirmation-withheld 完整确认.csv｜A3 监测考评.csv｜第 1 行
        heading-twice 监测考评.csv｜B1 监测考评.csv｜A1
        heading-twice 2016年监测考评.csv｜C1 2016年监测考评.csv｜B1
        confirmation-withheld 完整确认.csv｜A2 2016年监测考评.csv｜第 1 行
        confirmation-withheld 完整确认.csv｜A3 2016年监测考评.csv｜第 1 行
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_comma_inside_a_number_cuts_nothing_silently() {
    let signed = "表,年度,范围,确认机关,确认日期\n监测考评,2016,,省统计局,2017-03-01\n公布名单,2016,十强县,五强区,省统计局,2017-03-01\n";
    let files = [csv("监测考评.csv", "县区,年度,得分\n甲县,2016,1,234.5\n乙县,2016,\"1,2\",\n"), csv("完整确认.csv", signed)];
    let (facts, problems) = taken(&files);
    let told: Vec<String> = problems.iter().map(|p| format!("{} {}", p.id, p.place)).collect();
    assert!(told.contains(&"cell-beyond-headings 监测考评.csv｜D2".to_owned()), "{told:?}");
    assert!(told.contains(&"cell-beyond-headings 完整确认.csv｜F3".to_owned()), "{told:?}");
    assert_eq!(facts.all_rows(TableId(0)).count(), 1);
    assert!(facts.confirmation(TableId(0), Some(Year(2016)), &[]).is_none(), "a row is unread");
}

#[test]
fn a_column_without_heading_is_told_once_and_notes_beside_a_table_are_left_alone() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.set_name("监测考评").unwrap();
    for (column, heading) in ["县区", "年度", "得分"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), heading).unwrap();
    }
    for (row, name) in [(1, "甲县"), (2, "乙县")] {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, 2016).unwrap();
        sheet.write(row, 2, 90).unwrap();
        sheet.write(row, 3, 91).unwrap();
        sheet.write(row, 6, "已核对").unwrap();
    }
    let workbook = read("上报.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let (facts, problems) = taken(&[FactFile { name: "上报.xlsx".to_owned(), workbook, ..FactFile::default() }]);
    assert_eq!(facts.all_rows(TableId(0)).count(), 2);
    let told: Vec<String> = problems.iter().map(|p| format!("{} {}", p.id, p.place)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("cell-beyond-headings") && told[0].ends_with("D2"), "{told:?}");
}

#[test]
fn a_sheet_nobody_recognises_leaves_no_table_complete_that_it_may_have_held() {
    let signed = "表,年度,范围,确认机关,确认日期\n否决记录,2016,,省政府督查室,2017-03-01\n监测考评,2016,,省统计局,2017-03-01\n";
    for (text, vetoes, scores) in [
        // 监测考评 and 区划类别 have these columns; 否决记录 has not.
        ("县区,类别\n甲县,县市\n", true, false),
        ("单位,年份,被否决的事\n甲县,2016,维稳\n", false, false),
        ("电话,地址\n000,某路\n", true, true),
    ] {
        let (facts, problems) = taken(&[csv("完整确认.csv", signed), csv("补充.csv", text)]);
        let complete = |table| facts.confirmation(TableId(table), Some(Year(2016)), &[]).is_some();
        assert_eq!((complete(2), complete(0)), (vetoes, scores), "{text} {problems:?}");
        assert!(problems.iter().any(|p| p.id == "table-not-recognised" || p.id == "table-ambiguous"), "{text} {problems:?}");
        let told = problems.iter().find(|p| p.id == "confirmation-withheld").map(|p| p.related[0].0.to_string());
        assert_eq!(told, (!vetoes || !scores).then(|| "补充.csv".to_owned()), "{text}");
    }
}

#[test]
fn headings_repeated_on_each_printed_page_are_passed_over() {
    check(
        &[csv("监测考评.csv", "县区,年度,得分\n甲县,2016,90\n县 区,年度,得分\n乙县,2016,80\n县区,2016,得分\n")],
        &expect![[r#"
            监测考评 jia 2016 | 90 . 公布 . @2:1
            监测考评 yi 2016 | 80 . 公布 . @4:1
            问题[unknown-entity] 监测考评.csv｜A5
            问题[not-a-number] 监测考评.csv｜C5
        "#]],
    );
}

#[test]
fn a_total_at_the_top_hides_nothing() {
    check(
        &[csv("监测考评.csv", "县区,年度,得分\n全省合计,2016,1\n甲县,2016,90\n乙具,2016,80\n，,,\n以上数据仅供参考,,\n")],
        &expect![[r#"
            监测考评 jia 2016 | 90 . 公布 . @3:1
            问题[unknown-entity] 监测考评.csv｜A4
        "#]],
    );
}

#[test]
fn tables_are_found_by_headings_where_the_name_says_nothing() {
    check(
        &[csv("Sheet1.csv", "2016年结果,,\n单位：万元,,\n县区,拨付,占比\n甲县,5,1%\n"), csv("说明.csv", "这里没有数据,x\n")],
        &expect![[r#"
            专项资金 jia 2016 | 5000000 0.01 . . . @4:1
        "#]],
    );
}

#[test]
fn keys_merged_over_rows_hold_for_each() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.set_name("公布名单").unwrap();
    for (column, heading) in ["年度", "奖项", "县区", "首次"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), heading).unwrap();
    }
    sheet.merge_range(1, 0, 3, 0, "2016年", &Format::new()).unwrap();
    sheet.merge_range(1, 1, 2, 1, "十强县", &Format::new()).unwrap();
    sheet.write(3, 1, "五强区").unwrap();
    for (row, (name, first)) in [(1, ("乙县", "√")), (2, ("丁县", "否")), (3, ("丙区", "/"))] {
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 3, first).unwrap();
    }
    let workbook = read("x.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    check(
        &[FactFile { name: "x.xlsx".to_owned(), workbook, ..FactFile::default() }],
        &expect![[r#"
        公布名单 bing 2016 五强区 | . . @4:3
        公布名单 ding 2016 十强县 | . false @3:3
        公布名单 yi 2016 十强县 | . true @2:3
    "#]],
    );
}

#[test]
fn ugly_files_never_panic() {
    let corpus = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/intake");
    let mut seen = 0;
    for file in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let whole = intake_any(&bytes).map(|(facts, problems)| (facts.hash, problems));
        assert_eq!(whole, intake_any(&bytes).map(|(facts, problems)| (facts.hash, problems)), "twice the same");
        for cut in [bytes.len() / 2, bytes.len().saturating_sub(1)] {
            let _whatever = intake_any(&bytes[..cut]);
        }
        seen += 1;
    }
    assert!(seen >= 10, "the corpus is there");
}

proptest::proptest! {
    #[test]
    fn the_order_of_rows_never_matters(order in proptest::sample::subsequence((0..8_usize).collect::<Vec<_>>(), 8), seed in 0_usize..8) {
        let rows = [
            "甲县,2016,90,1", "乙县,2016,89,2", "丁县,2016,88,3", "甲县,2015,90,1", "乙县,2016,89.0,", "丁县,2016,87,3", "戊县,2016,1,4", "丙区,2016,8８,",
        ];
        let mut order = order;
        order.rotate_left(seed);
        if seed % 2 == 1 {
            order.reverse();
        }
        let text = |order: &[usize]| format!("县区,年度,得分,名次\n{}\n", order.iter().map(|at| rows[*at]).collect::<Vec<_>>().join("\n"));
        let (one, _) = taken(&[csv("监测考评.csv", &text(&[0, 1, 2, 3, 4, 5, 6, 7]))]);
        let (other, problems) = taken(&[csv("监测考评.csv", &text(&order))]);
        proptest::prop_assert_eq!(without_origins(&one), without_origins(&other));
        proptest::prop_assert_eq!(&one.hash, &other.hash);
        proptest::prop_assert_eq!(problems.len(), 2);
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _whatever = intake_any(text.as_bytes());
        let _whatever = intake_any(format!("县区,年度,得分,拨付（万元）,自,知悉日期\n甲县,2016,{text}\n{text},{text}\n").as_bytes());
    }
}

#[test]
fn each_number_of_an_event_is_an_entity_that_other_tables_can_name() {
    let files = [
        csv("安全事故.csv", "编号,县区,事故时间,死亡人数\n2017-001,甲县,2017-03,3\n2017-002,丁县,2017-04-01,\n２０１７-002,丁县,,12\n"),
        csv("容错认定.csv", "事故,结论\n2017-001,免责\n2017-009,免责\n"),
        csv("完整确认.csv", "表,年度,范围,确认机关\n安全事故,2017,丁县,省安监局\n安全事故,,丁县,省安监局\n安全事故,2017,第一市,省安监局\n"),
    ];
    check(
        &files,
        &expect![[r#"
            安全事故 安全事故/2017-001 | jia 2017-03-01…2017-03-31 3 @2:1
            安全事故 安全事故/2017-002 | ding 2017-04-01 . @3:1
            容错认定 安全事故/2017-001 | 免责 @2:1
            signed "安全事故" Some(2017) ["CN-ZZ:ding"] 省安监局
            问题[required-blank] 安全事故.csv｜C4
            提醒[confirmation-withheld] 完整确认.csv｜A2
            问题[confirmation-year-wrong] 完整确认.csv｜B3
            问题[confirmation-scope-wrong] 完整确认.csv｜C4
            问题[unknown-entity] 容错认定.csv｜A3
        "#]],
    );
    let (facts, _) = taken(&files);
    let days: Vec<String> = facts
        .entities
        .iter()
        .filter(|(_, e)| e.kind.0 == 3)
        .map(|(_, e)| {
            let day = e.exists.from.unwrap();
            format!("{} {}…{}", e.id, day.earliest, day.latest)
        })
        .collect();
    expect![[r#"
        CN-ZZ:安全事故/2017-001 2017-03-01…2017-03-31
        CN-ZZ:安全事故/2017-002 2017-04-01…2017-04-01"#]]
    .assert_eq(&days.join("\n"));
}

#[test]
fn an_event_that_cannot_be_placed_leaves_its_table_incomplete() {
    check(
        &[csv(
            "安全事故.csv",
            "编号,县区,发生日,死亡\n2017-001,无此县,2017-03-01,3\n2017-002,甲县,某日,1\n,甲县,2017-05-01,1\n2017-004,甲县,2017-05-01,1\n2017-004,甲县,2017-06-01,1\n",
        )],
        &expect![[r#"
            安全事故 安全事故/2017-001 | . 2017-03-01 3 @2:1
            安全事故 安全事故/2017-004 | jia . 1 @5:1
            问题[unknown-entity] 安全事故.csv｜B2
            问题[not-a-date] 安全事故.csv｜C3
            问题[key-blank] 安全事故.csv｜A4
            问题[conflicting-values] 安全事故.csv｜C5
        "#]],
    );
}

#[test]
fn an_event_known_later_is_not_there_and_a_correction_moves_its_day() {
    let file = csv(
        "安全事故.csv",
        "编号,县区,发生日,死亡,知悉日期\n2017-001,甲县,2017-03-01,3,2017-03-02\n2017-001,甲县,2016-12-31,3,2018-01-01\n2017-002,乙县,2017-03-01,3,2018-01-01\n",
    );
    let shown = |day: &str| {
        let (facts, problems) = taken_on(std::slice::from_ref(&file), Some(day.parse().unwrap()));
        let records = facts.entities.iter().filter(|(_, e)| e.kind.0 == 3);
        let list: Vec<String> = records.map(|(_, e)| format!("{} {}", e.id, e.exists.from.unwrap().earliest)).collect();
        format!("{} {}", list.join(", "), problems.len())
    };
    assert_eq!(shown("2017-12-31"), "CN-ZZ:安全事故/2017-001 2017-03-01 0");
    assert_eq!(shown("2018-01-01"), "CN-ZZ:安全事故/2017-001 2016-12-31, CN-ZZ:安全事故/2017-002 2017-03-01 0");
}
