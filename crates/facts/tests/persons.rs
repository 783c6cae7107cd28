//! Persons and tenures from workbooks: who is told apart from whom, what each row of a tenure is, and what is never shown.

use expect_test::{Expect, expect};
use quanheng_facts::example_schema::{entities, schema};
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::intake::{FactFile, Input, intake};
use quanheng_facts::problem::{Language, Problem};
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{Value, enum_of};
use quanheng_sheet::read;

fn taken(files: &[(&str, &str)]) -> (Schema, Facts, Vec<Problem>) {
    let schema = schema();
    let files: Vec<FactFile> = files
        .iter()
        .map(|(name, text)| FactFile { name: (*name).to_owned(), workbook: read(name, text.as_bytes()).unwrap(), ..FactFile::default() })
        .collect();
    let entities = entities(&schema);
    let (facts, problems) = intake(&Input { schema: &schema, entities, files: &files, unread_files: &[], known_on: None });
    (schema, facts, problems)
}

fn shown(schema: &Schema, facts: &Facts, problems: &[Problem]) -> String {
    let value = |value: &Value| match value {
        Value::Entity(ix) => facts.entities.get(*ix).unwrap().id.clone(),
        Value::Enum(id, rank) => enum_of(&schema.enums, *id).unwrap().name_of(*rank).unwrap().to_owned(),
        Value::Date(day) => day.to_string(),
        Value::Many(many) => format!("{}", many.len()),
        Value::Year(year) => year.to_string(),
        _ => "?".to_owned(),
    };
    let mut out = String::new();
    for (_, entity) in facts.entities.iter().filter(|(_, e)| ["人员", "任职"].contains(&schema.kind(e.kind).unwrap().name.as_str())) {
        let day = |d: Option<quanheng_facts::entity::PartialDate>| {
            d.map_or(String::new(), |d| if d.earliest == d.latest { d.latest.to_string() } else { format!("{}…{}", d.earliest, d.latest) })
        };
        out.push_str(&format!("{} {} {}..{}\n", entity.id, entity.names[0].value, day(entity.exists.from), day(entity.exists.to)));
    }
    for table in ["任职", "个人年度考核"] {
        let id = TableId(u32::try_from(schema.tables.iter().position(|t| t.name == table).unwrap()).unwrap());
        for row in facts.all_rows(id) {
            let cells = row.cells.iter().map(|c| match c.as_ref().map(|c| &c.held) {
                None => ".".to_owned(),
                Some(Held::Exactly(v)) => value(v),
                Some(Held::Between(a, b)) => format!("{}…{}", value(a), value(b)),
            });
            let keys: Vec<String> = row.keys.iter().map(value).collect();
            out.push_str(&format!("{table} {}: {}\n", keys.join(" "), cells.collect::<Vec<_>>().join(" ")));
        }
    }
    for problem in problems {
        out.push_str(&format!("{}\n", problem.render(Language::Chinese)));
    }
    out
}

fn check(files: &[(&str, &str)], expected: &Expect) {
    let (schema, facts, problems) = taken(files);
    expected.assert_eq(&shown(&schema, &facts, &problems));
}

#[test]
fn a_tenure_is_an_entity_and_so_is_whoever_holds_it() {
    let files = [
        ("任职.csv", "人员,单位,职务,分管,自,至\n张甲,甲县,党委正职,,2015-03-01,2017-06-30\n李乙,甲县,班子副职,安全生产、扶贫,2016-05,\n"),
        ("个人年度考核.csv", "人员,单位,年度,等次\n张甲,甲县,2016,优秀\n李乙,,2016,良好\n"),
    ];
    check(
        &files,
        &expect![[r#"
            CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2015-03-01 甲区党委正职 张甲 2015-03-01..2017-06-30
            CN-ZZ:任职/jia/李乙@CN-ZZ:jia/班子副职/2016-05 甲区班子副职 李乙 2016-05-01…2016-05-31..
            人员:张甲@CN-ZZ:jia 张甲 ..
            人员:李乙@CN-ZZ:jia 李乙 ..
            任职 CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2015-03-01: 人员:张甲@CN-ZZ:jia CN-ZZ:jia 党委正职 0 2015-03-01 2017-06-30 ?
            任职 CN-ZZ:任职/jia/李乙@CN-ZZ:jia/班子副职/2016-05: 人员:李乙@CN-ZZ:jia CN-ZZ:jia 班子副职 2 2016-05-01…2016-05-31 . ?
            个人年度考核 人员:张甲@CN-ZZ:jia 2016: 优秀
            个人年度考核 人员:李乙@CN-ZZ:jia 2016: 良好
        "#]],
    );
    let reversed: Vec<(&str, &str)> = files.iter().rev().copied().collect();
    assert_eq!(taken(&files).1.hash, taken(&reversed).1.hash);
}

#[test]
fn a_number_is_the_key_and_one_name_in_several_units_is_told() {
    check(
        &[(
            "任职.csv",
            "人员,人员编号,单位,职务,自,至\n张甲,A001,甲县,党委正职,2015-03-01,2017-06-30\n张甲,A001,乙县,党委正职,2017-07-01,\n张甲,,丙区,政府正职,2016-01-01,\n",
        )],
        &expect![[r#"
            CN-ZZ:任职/bing/张甲@CN-ZZ:bing/政府正职/2016-01-01 丙区政府正职 张甲 2016-01-01..
            CN-ZZ:任职/jia/A001/党委正职/2015-03-01 甲区党委正职 张甲 2015-03-01..2017-06-30
            CN-ZZ:任职/yi/A001/党委正职/2017-07-01 乙县党委正职 张甲 2017-07-01..
            人员:A001 张甲 ..
            人员:张甲@CN-ZZ:bing 张甲 ..
            任职 CN-ZZ:任职/bing/张甲@CN-ZZ:bing/政府正职/2016-01-01: 人员:张甲@CN-ZZ:bing CN-ZZ:bing 政府正职 0 2016-01-01 . ?
            任职 CN-ZZ:任职/jia/A001/党委正职/2015-03-01: 人员:A001 CN-ZZ:jia 党委正职 0 2015-03-01 2017-06-30 ?
            任职 CN-ZZ:任职/yi/A001/党委正职/2017-07-01: 人员:A001 CN-ZZ:yi 党委正职 0 2017-07-01 . ?
            提醒[person-in-several-units] 任职.csv｜A2
              「张甲」在不止一个单位出现，没有编号：按 2 个人算。
              怎么办: 如果是同一个人，请在每一行都写上「人员编号」；不是同一个人，不用改。
              任职.csv｜A4: 这里也有
        "#]],
    );
}

#[test]
fn what_cannot_be_told_apart_is_not_read() {
    check(
        &[
            (
                "任职.csv",
                "人员,人员编号,单位,职务,自,至\n张甲,A001,甲县,党委正职,2015-03-01,\n张甲,A002,甲县,政府正职,2015-03-01,\n李乙,B1,乙县,党委正职,2015-01-01,\n李丙,B1,乙县,政府正职,2015-01-01,\n",
            ),
            ("个人年度考核.csv", "人员,单位,年度,等次\n张甲,甲县,2016,优秀\n王丁,,2016,优秀\n"),
        ],
        &expect![[r#"
            CN-ZZ:任职/jia/A001/党委正职/2015-03-01 甲区党委正职 张甲 2015-03-01..
            CN-ZZ:任职/jia/A002/政府正职/2015-03-01 甲区政府正职 张甲 2015-03-01..
            人员:A001 张甲 ..
            人员:A002 张甲 ..
            任职 CN-ZZ:任职/jia/A001/党委正职/2015-03-01: 人员:A001 CN-ZZ:jia 党委正职 0 2015-03-01 . ?
            任职 CN-ZZ:任职/jia/A002/政府正职/2015-03-01: 人员:A002 CN-ZZ:jia 政府正职 0 2015-03-01 . ?
            问题[person-ambiguous] 个人年度考核.csv｜A2
              叫「张甲」的有 2 个人，这里没有编号，分不清是哪一个。这一行没有读。
              怎么办: 在这一行加一栏「人员编号」（或者「单位」），写上他的编号。
            问题[person-not-identified] 个人年度考核.csv｜A3
              只有姓名「王丁」，没有人员编号也没有单位，别的表里也没有这个人。这一行没有读。
              怎么办: 加一栏「人员编号」或者「单位」；或者先在任职表里写上这个人。
            问题[person-number-twice] 任职.csv｜A4
              同一个人员编号下有不同的姓名：李丙、李乙。分不清是一个人还是两个人，这些行没有读。
              怎么办: 改正写错的编号或者姓名；改了名的，各行都写同一个姓名。
            问题[person-number-twice] 任职.csv｜A5
              同一个人员编号下有不同的姓名：李丙、李乙。分不清是一个人还是两个人，这些行没有读。
              怎么办: 改正写错的编号或者姓名；改了名的，各行都写同一个姓名。
              任职.csv｜A4: 最先见于这里
        "#]],
    );
}

#[test]
fn a_number_of_an_identity_document_is_never_shown() {
    let number = "99000019700101001X";
    let files = [(
        "任职.csv",
        format!(
            "人员,身份证号,单位,职务,自,至\n张甲,{number},甲县,党委正职,2015-03-01,\n李乙,{number},甲县,政府正职,2015-03-01,\n王丙（{number}）,990000197001010028,乙县,党委正职,2016-01-01,2015-01-01\n赵丁,990000197001010036,丁县,党委正职,2016-01-01,\n"
        ),
    )];
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let (schema, facts, problems) = taken(&files);
    let everything = format!("{}{facts:?}{problems:?}", shown(&schema, &facts, &problems));
    assert!(!everything.contains(number) && !everything.contains("99000019700101"), "{everything}");
    check(
        &files,
        &expect![[r#"
            CN-ZZ:任职/ding/赵丁-7f0b/党委正职/2016-01-01 丁县党委正职 赵丁 2016-01-01..
            CN-ZZ:任职/yi/王丙(******175b)-0d8f/党委正职/2016-01-01 乙县党委正职 王丙(******175b) 9999-12-31..-009999-01-01
            人员:王丙(******175b)-0d8f 王丙(******175b) ..
            人员:赵丁-7f0b 赵丁 ..
            任职 CN-ZZ:任职/ding/赵丁-7f0b/党委正职/2016-01-01: 人员:赵丁-7f0b CN-ZZ:ding 党委正职 0 2016-01-01 . ?
            问题[person-number-twice] 任职.csv｜A2
              同一个人员编号下有不同的姓名：张甲、李乙。分不清是一个人还是两个人，这些行没有读。
              怎么办: 改正写错的编号或者姓名；改了名的，各行都写同一个姓名。
            问题[person-number-twice] 任职.csv｜A3
              同一个人员编号下有不同的姓名：张甲、李乙。分不清是一个人还是两个人，这些行没有读。
              怎么办: 改正写错的编号或者姓名；改了名的，各行都写同一个姓名。
              任职.csv｜A2: 最先见于这里
            问题[span-reversed] 任职.csv｜F4
              止日「2015-01-01」早于起日「2016-01-01」，这一行没有读。
              怎么办: 请核对起止日期；「至」填最后一天，仍然有效的空着。
        "#]],
    );
}

#[test]
fn a_tenure_written_twice_is_told_and_one_that_cannot_be_read_leaves_its_table_incomplete() {
    check(
        &[
            (
                "任职.csv",
                "人员,单位,职务,自,至\n张甲,甲县,党委正职,2015-03-01,2016-12-31\n张甲,甲县,党委正职,2016-12-31,\n李乙,己县,党委正职,2016-01-01,\n",
            ),
            ("完整确认.csv", "表,年度,范围,确认机关,确认日期\n任职,2016,,省委组织部,2017-01-10\n"),
        ],
        &expect![[r#"
            CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2015-03-01 甲区党委正职 张甲 2015-03-01..2016-12-31
            CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2016-12-31 甲区党委正职 张甲 2016-12-31..
            人员:张甲@CN-ZZ:jia 张甲 ..
            人员:李乙@己县 李乙 ..
            任职 CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2015-03-01: 人员:张甲@CN-ZZ:jia CN-ZZ:jia 党委正职 0 2015-03-01 2016-12-31 ?
            任职 CN-ZZ:任职/jia/张甲@CN-ZZ:jia/党委正职/2016-12-31: 人员:张甲@CN-ZZ:jia CN-ZZ:jia 党委正职 0 2016-12-31 . ?
            提醒[tenure-overlaps] 任职.csv｜A3
              「甲区党委正职 张甲」有两行，任职的日子重叠。两行都算。
              怎么办: 请核对：前一段的「至」填在任的最后一天；写重了的，删去一行。
              任职.csv｜A2: 另一行在这里
            问题[unknown-entity] 任职.csv｜B4
              名册里没有叫「己县」的单位，这一行没有读。
              怎么办: 请改成名册里的名称或代码；新设立的，请先补进名册（entities 文件夹），或者写进数据的「单位」表。
            提醒[confirmation-withheld] 完整确认.csv｜A2
              表「任职」2016年度虽经确认完整，但其中有一行没有读进来，所以暂不当作完整。
              怎么办: 请先改正那一行。
              任职.csv｜A4: 没有读进来的一行在这里
        "#]],
    );
}

#[test]
fn two_heads_at_once_are_told_and_both_stand() {
    let heads = |rows: &str| {
        let text = format!("人员,单位,职务,自,至,主持工作\n{rows}");
        let (_, facts, problems) = taken(&[("任职.csv", &text)]);
        let told: Vec<String> = problems.iter().filter(|p| p.id == "post-held-twice").map(|p| p.text.zh.clone()).collect();
        (facts.all_rows(TableId(8)).count(), told)
    };
    // One takes over on the day after; two deputies; two secretaries of two units; a month that does not tell.
    for rows in [
        "张甲,甲县,党委正职,2015-03-01,2016-05-31,\n李乙,甲县,党委正职,2016-06-01,,\n",
        "张甲,甲县,班子副职,2015-03-01,,\n李乙,甲县,班子副职,2016-06-01,,\n",
        "张甲,甲县,党委正职,2015-03-01,,\n李乙,乙县,党委正职,2016-06-01,,\n",
        "张甲,甲县,党委正职,2015-03-01,,\n李乙,甲县,政府正职,2016-06-01,,\n",
        "张甲,甲县,党委正职,2015-03-01,2016-06,\n李乙,甲县,党委正职,2016-06,,\n",
        // A vacancy to act for: the county has a mayor, but not then.
        "张甲,甲县,党委正职,2015-03-01,,\n李乙,甲县,政府正职,2016-06-01,,\n王丙,甲县,班子副职,2016-01-01,2016-05-31,是\n",
    ] {
        assert_eq!(heads(rows).1, Vec::<String>::new(), "{rows}");
    }
    let (rows, told) = heads(
        "张甲,甲县,党委正职,2015-03-01,,\n李乙,甲县,党委正职,2016-06-01,2016-06-30,\n王丙,甲县,党委正职,2016-07-01,,\n\
         赵丁,甲县,政府正职,2016-01-01,,\n钱戊,甲县,班子副职,2016-09-01,,是\n",
    );
    assert_eq!(rows, 5);
    expect![[r#"
        甲区的党委正职一时只能有一人，2016-06-01却有两人在任：「张甲」和「李乙」。两行都算。
        甲区的党委正职一时只能有一人，2016-07-01却有两人在任：「张甲」和「王丙」。两行都算。
        2016-09-01甲区的党委正职、政府正职有人在任（「张甲」、「赵丁」），「钱戊」却还填着主持工作。两行都算。"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn the_same_words_are_the_same_matter() {
    let (schema, facts, problems) = taken(&[
        ("安全事故.csv", "编号,县区,发生日,死亡\nA-2016-1,乙县,2016-03-01,2\n"),
        (
            "容错申请.csv",
            "编号,申请日,事项\nS1,2017-01-01,其他：征地\nS2,2017-01-02,其他： 征地\nS3,2017-01-03,征地\nS4,2017-01-04,A-2016-1\nS5,2017-01-05,其他\n",
        ),
    ]);
    let of = |kind: &str| {
        facts.entities.iter().filter(|(_, e)| schema.kind(e.kind).unwrap().name == kind).map(|(_, e)| e.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("其他"), [":其他/其他", ":其他/其他:征地", ":其他/征地"]);
    assert_eq!(facts.all_rows(TableId(10)).count(), 5);
    assert_eq!(problems.iter().map(|p| p.id).collect::<Vec<_>>(), ["matter-told-in-words"]);
}
