//! The hashes of facts and of registers: whatever somebody said differently is another hash, and the order in which it was said is not.

use std::collections::BTreeMap;

use quanheng_facts::example_schema::{REGISTER, entities, schema};
use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
use quanheng_sheet::read;

fn hash(files: &[(&str, &str)]) -> String {
    let schema = schema();
    let files: Vec<FactFile> = files
        .iter()
        .map(|(name, text)| FactFile { name: (*name).to_owned(), workbook: read(name, text.as_bytes()).unwrap(), ..FactFile::default() })
        .collect();
    intake(&Input { schema: &schema, entities: entities(&schema), files: &files, unread_files: &[], known_on: None }).0.hash
}

/// Every line alone under the headings, and all of them together in two orders.
fn lines_tell(name: &str, headings: &str, lines: &[&str]) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::from([(hash(&[]), "nothing")]);
    for line in lines {
        let one = hash(&[(name, &format!("{headings}\n{line}\n"))]);
        if let Some(other) = seen.insert(one, line) {
            panic!("one hash for two facts:\n{other}\n{line}");
        }
    }
    let all = |lines: &[&str]| hash(&[(name, &format!("{headings}\n{}\n", lines.join("\n")))]);
    let reversed: Vec<&str> = lines.iter().rev().copied().collect();
    assert_eq!(all(lines), all(&reversed), "the order of lines does not matter: {name}");
}

#[test]
fn every_value_of_a_row_counts() {
    lines_tell(
        "监测考评.csv",
        "县区,年度,得分,名次,名次依据",
        &[
            "甲县,2016,90,1,公布",
            "乙县,2016,90,1,公布",
            "甲县,2015,90,1,公布",
            "甲县,2016,91,1,公布",
            "甲县,2016,90,2,公布",
            "甲县,2016,90,1,印列",
            "甲县,2016,,,",
            "甲县,2016,,90,",
        ],
    );
    lines_tell(
        "公布名单.csv",
        "县区,年度,奖项,首次",
        &["甲县,2016,十强县,是", "甲县,2016,十强县,否", "甲县,2016,五强区,是", "甲县,2016,十强县,"],
    );
    lines_tell(
        "专项资金.csv",
        "县区,年度,拨付（元）,启用月,使用期限,投向",
        &[
            "甲县,2016,5,2016-06,30日,扶贫",
            "甲县,2016,6,2016-06,30日,扶贫",
            "甲县,2016,5,2016-07,30日,扶贫",
            "甲县,2016,5,2016-06,30工作日,扶贫",
            "甲县,2016,5,2016-06,31日,扶贫",
            "甲县,2016,5,2016-06,30日,扶贫、生态环境",
            "甲县,2016,5,2016-06,30日,",
        ],
    );
    lines_tell(
        "否决记录.csv",
        "单位,年度,事项,决定机关,决定日",
        &[
            "乙县,2016,维稳,省政府,2016-06-01",
            "乙县,2016,维稳,省政府,2016-06",
            "乙县,2016,维稳,省委,2016-06-01",
            "乙县,2016,维稳,省政府,2016-06-30",
            "第一市,2016,维稳,省政府,2016-06-01",
        ],
    );
    assert_eq!(
        hash(&[("专项资金.csv", "县区,年度,投向\n甲县,2016,扶贫、生态环境\n")]),
        hash(&[("专项资金.csv", "县区,年度,投向\n甲县,2016,生态环境；扶贫\n")]),
    );
}

#[test]
fn what_a_correction_replaced_counts() {
    let text = |first: u32| format!("县区,年度,得分,知悉日期\n甲县,2016,{first},2017-03-01\n甲县,2016,91,2017-05-01\n");
    let only = hash(&[("监测考评.csv", "县区,年度,得分,知悉日期\n甲县,2016,91,2017-05-01\n")]);
    let [one, other] = [90, 89].map(|first| hash(&[("监测考评.csv", &text(first))]));
    assert!(one != other && one != only && other != only);
}

#[test]
fn every_field_of_a_judgement_counts() {
    lines_tell(
        "认定.csv",
        "认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据,知悉日期",
        &[
            "处置及时,甲县,2016,是,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "处置及时,乙县,2016,是,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "处置及时,甲县,2015,是,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "处置及时,丁县,2016,否,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "处置及时,丙区,2016,是,示例省应急厅,李四,2017-02-01,按时到场,调查报告,",
            "处置及时,丙区,2015,是,示例省应急厅,张三,2017-02-02,按时到场,调查报告,",
            "处置及时,丁县,2014,是,示例省应急厅,张三,2017-02-01,到场太晚,调查报告,",
            "处置及时,丁县,2013,是,示例省应急厅,张三,2017-02-01,按时到场,值班记录,",
            "达到（优秀）,甲县,2016,是,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "达到（良好）,甲县,2016,是,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
            "主要情形,甲县,,良好,示例省应急厅,张三,2017-02-01,按时到场,调查报告,",
        ],
    );
    // One thing, judged otherwise in each field by itself.
    let fields = ["处置及时", "甲县", "2016", "是", "示例省应急厅", "张三", "2017-02-01", "按时到场", "调查报告"];
    let with = |at: usize, other: &str| {
        let line: Vec<&str> = fields.iter().enumerate().map(|(n, field)| if n == at { other } else { *field }).collect();
        hash(&[("认定.csv", &format!("认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据\n{}\n", line.join(",")))])
    };
    let changes = [(3, "否"), (5, "李四"), (6, "2017-02-02"), (7, "到场太晚"), (8, "值班记录")];
    let hashes: std::collections::BTreeSet<String> =
        changes.iter().map(|(at, other)| with(*at, other)).chain([with(0, "处置及时")]).collect();
    assert_eq!(hashes.len(), 6);
    // And one that another judgement replaced.
    let replaced = |value: &str| {
        let line = |value: &str, day: &str| format!("处置及时,甲县,2016,{value},示例省应急厅,张三,{day},按时到场,调查报告");
        let text =
            format!("认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据\n{}\n{}\n", line(value, "2017-01-01"), line("是", "2017-02-01"));
        hash(&[("认定.csv", &text)])
    };
    assert_eq!(replaced("是"), with(0, "处置及时"), "who said the same before was not replaced");
    assert_ne!(replaced("否"), replaced("是"));
}

#[test]
fn every_field_of_a_setting_a_signature_and_a_lost_row_counts() {
    let fields = [
        "完成率下限（安全生产）",
        "80%",
        "示例省委办公厅",
        "王五",
        "2017-03-01",
        "示办〔2017〕3号",
        "会议纪要",
        "2016-01-01",
        "2018-12-31",
    ];
    let changes = [
        (0, "完成率下限（安全生产）"),
        (1, "90%"),
        (2, "示例市委办公室"),
        (3, "赵六"),
        (4, "2017-03-02"),
        (5, "示办〔2017〕4号"),
        (5, ""),
        (6, "电话记录"),
        (7, "2017-01-01"),
        (7, ""),
        (8, "2017-12-31"),
        (8, ""),
    ];
    let with = |(at, other): &(usize, &str)| {
        let line: Vec<&str> = fields.iter().enumerate().map(|(n, field)| if n == *at { *other } else { *field }).collect();
        hash(&[("设定.csv", &format!("名,值,设定机关,设定人,日期,文号,理由,自,至\n{}\n", line.join(",")))])
    };
    let hashes: std::collections::BTreeSet<String> = changes.iter().map(with).chain([hash(&[])]).collect();
    assert_eq!(hashes.len(), changes.len() + 1);
    lines_tell(
        "完整确认.csv",
        "表,年度,范围,确认机关,确认日期",
        &[
            "公布名单,2016,十强县,省统计局,2017-03-01",
            "公布名单,2015,十强县,省统计局,2017-03-01",
            "公布名单,2016,五强区,省统计局,2017-03-01",
            "公布名单,2016,十强县、五强区,省统计局,2017-03-01",
            "公布名单,2016,,省统计局,2017-03-01",
            "公布名单,2016,十强县,省统计局,",
            "监测考评,2016,,省统计局,2017-03-01",
        ],
    );
    // Rows that could not be read: none, one of a year, one of another year, one of another table.
    lines_tell("监测考评.csv", "县区,年度,得分", &["无此县,2016,90", "无此县,2015,90"]);
    assert_ne!(
        hash(&[("监测考评.csv", "县区,年度,得分\n无此县,2016,90\n")]),
        hash(&[("扶贫考核.csv", "县区,年度,得分,计划减贫\n无此县,2016,90,1\n")])
    );
}

#[test]
fn every_field_of_a_register_counts() {
    let of = |text: &str| {
        let schema = schema();
        let (entities, _) = read_entities(&[("单位.csv".to_owned(), read("单位.csv", text.as_bytes()).unwrap())], &schema);
        entities.hash(&schema)
    };
    let changes = [
        ("丙区,县区", "丙区,县区"),
        ("CN-ZZ:yi", "CN-ZZ:y"),
        ("乙县", "己县"),
        ("乙县,县区", "乙县,单位"),
        ("乙县,县区,第一市", "乙县,县区,第二市"),
        ("990122", "990129"),
        ("990122", ""),
        ("2014-12,示例批复", "2014-12-31,示例批复"),
        ("甲县,县区,第一市,990121,,2014-12", "甲县,县区,第一市,990121,2001-01-01,2014-12"),
        ("2014-12,,示例批复", "2014-12,2020-01-01,示例批复"),
        ("甲县,县区,第一市,990121,,2014-12", "甲县,县区,第一市,990121,,2014-11"),
    ];
    let hashes: std::collections::BTreeSet<String> = changes.iter().map(|(old, new)| of(&REGISTER.replacen(old, new, 1))).collect();
    assert_eq!(hashes.len(), changes.len() - 1, "all but one change something");
    let (headings, lines) = REGISTER.split_once('\n').unwrap();
    let reversed: Vec<&str> = lines.lines().rev().collect();
    assert_eq!(of(&format!("{headings}\n{}\n", reversed.join("\n"))), of(REGISTER));
    assert_eq!(of(REGISTER).len(), 64);
}
