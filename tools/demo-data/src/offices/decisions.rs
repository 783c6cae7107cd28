//! What people decided: judgements, applications and findings of tolerance, checks, shares of the prize; and who signed which
//! table complete.

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::offices::personnel;
use crate::people::{DEPUTY, GOVERNMENT, PARTY, Tenure};

pub const JUDGEMENTS: &str = "认定和容错";
pub const SIGNED: &str = "完整确认";
pub const SETTINGS: &str = "设定";

/// The files.
#[must_use]
pub fn books() -> Vec<Book> {
    let people = personnel::all();
    vec![
        Book {
            name: JUDGEMENTS.into(),
            format: Format::Xlsx,
            sheets: vec![
                judgements(&people).sheet("认定"),
                applications(&people).sheet("容错申请"),
                findings(&people).sheet("容错认定"),
                checks(&people).sheet("核查"),
            ],
        },
        Book { name: "省考核办_奖金分配".into(), format: Format::Ods, sheets: vec![shares(&people).sheet("奖金分配表")] },
        Book { name: SIGNED.into(), format: Format::Csv, sheets: vec![signed().sheet("完整确认")] },
        Book { name: SETTINGS.into(), format: Format::CsvGb18030, sheets: vec![settings().sheet("设定")] },
    ]
}

/// Whoever holds a post at the end of 2016.
fn who<'a>(people: &'a [Tenure], unit: &str, post: &str) -> &'a Tenure {
    people.iter().find(|t| t.unit == unit && t.post == post && t.to.is_none()).unwrap_or_else(|| panic!("{unit} {post}"))
}

const GOVERNMENT_BODY: &str = "省政府";
const ORGANISATION: &str = "省委组织部";
const ENVIRONMENT_BODY: &str = "省环境保护厅";
const DISCIPLINE: &str = "省纪委";

fn judgements(people: &[Tenure]) -> Table {
    let mut table = Table::plain(&["认定项", "对象", "年度", "结论", "认定机关", "认定人", "日期", "理由", "证据"]);
    let mut row = |item: &str, of: &str, value: &str, body: &str, day: &str, why: &str, on: &str| {
        table.row([item, of, "", value, body, "经办人子", day, why, on].iter().map(|t| Cell::text(t)).collect());
    };
    // Every accident that may count, but for two that nobody has judged yet.
    for (number, yes) in [
        ("AQ-2015-01", true),
        ("AQ-2015-03", true),
        ("AQ-2016-01", true),
        ("AQ-2016-02", true),
        ("AQ-2016-03", true),
        ("AQ-2016-04", true),
        ("AQ-2016-05", true),
        ("AQ-2016-06", true),
        ("AQ-2016-07", true),
        ("AQ-2016-09", true),
        ("AQ-2016-10", true),
        ("AQ-2016-11", true),
        ("AQ-2016-12", true),
        ("AQ-2016-13", true),
        ("AQ-2016-14", true),
        ("AQ-2016-15", true),
        ("AQ-2016-16", true),
        ("AQ-2016-17", true),
        ("AQ-2016-27", true),
    ] {
        let value = if yes { "是" } else { "否" };
        row("安全事故.责任事故", number, value, GOVERNMENT_BODY, "2017-01-10", "调查报告认定为责任事故", "调查报告批复");
    }
    for (number, late, worse) in
        [("HJ-2016-01", "是", "否"), ("HJ-2016-02", "是", "否"), ("HJ-2016-04", "否", "否"), ("HJ-2016-05", "否", "否")]
    {
        row("环境事件.未及时处理", number, late, ENVIRONMENT_BODY, "2016-12-20", "按接报和到场时间", "调查报告");
        row("环境事件.处置失当致次生灾害", number, worse, ENVIRONMENT_BODY, "2016-12-20", "没有次生灾害", "调查报告");
    }
    let leaders = |unit: &str, posts: &[&str]| -> String {
        posts.iter().map(|post| who(people, unit, post).number.clone()).collect::<Vec<_>>().join("、")
    };
    row("环境事件.有关领导", "HJ-2016-01", &leaders("甲原县", &[GOVERNMENT]), ORGANISATION, "2016-12-26", "负责应急处置", "调查报告");
    row("群体性事件.有关领导", "QT-2016-01", &leaders("甲湾县", &[DEPUTY]), ORGANISATION, "2016-12-26", "负责现场处置", "调查报告");
    row("群体性事件.有关领导", "QT-2016-03", &leaders("庚湾县", &[DEPUTY]), ORGANISATION, "2016-12-26", "负责现场处置", "调查报告");
    row("通报批评.严重用人问题", "TB-2016-01", "是", ORGANISATION, "2016-10-08", "通报写明性质严重、影响较广", "通报文件");
    row("通报批评.严重用人问题", "TB-2016-02", "是", ORGANISATION, "2016-11-02", "通报写明性质严重", "通报文件");
    row("通报批评.严重用人问题", "TB-2016-04", "否", ORGANISATION, "2016-08-02", "与用人无关", "通报文件");
    row("通报批评.有关领导", "TB-2016-01", &leaders("示河市", &[DEPUTY]), ORGANISATION, "2016-10-08", "分管干部工作", "通报文件");
    for (number, experience, ban, gain, ordered, voted, mended) in [
        ("RS-2016-01", "缺乏经验先行先试", "尚无明确限制", "无意过失", "是", "是", "是"),
        ("RS-2016-02", "缺乏经验先行先试", "尚无明确限制", "无意过失", "是", "是", "否"),
        ("RS-2016-03", "明知故犯", "明令禁止后仍做", "谋取私利", "否", "否", "否"),
    ] {
        let good = if gain == "无意过失" { "是" } else { "否" };
        for (item, value) in [
            ("合法合规", good),
            ("勤勉尽责", good),
            ("经验区分", experience),
            ("禁令区分", ban),
            ("私利区分", gain),
            ("落实决策部署", ordered),
            ("民主决策", voted),
            ("主动挽回", mended),
            ("属改革创新", "否"),
            ("属创造性工作", "否"),
            ("界限不明或不可知", "否"),
        ] {
            row(&format!("容错申请.{item}"), number, value, DISCIPLINE, "2016-12-28", "据调查核实", "调查报告");
        }
    }
    table.titled("认定表（2016年）")
}

fn applications(people: &[Tenure]) -> Table {
    let mut table = Table::plain(&["申请编号", "申请人", "人员编号", "申请日期", "事项"]);
    for (number, unit, post, day, matter) in [
        ("RS-2016-01", "丙湾县", GOVERNMENT, "2016-10-17", "年度目标考核 丙湾县 2015年度"),
        ("RS-2016-02", "甲原县", GOVERNMENT, "2016-12-01", "HJ-2016-01"),
        ("RS-2016-03", "庚湾县", DEPUTY, "2016-12-05", "QT-2016-04"),
        ("RS-2016-04", "戊湾县", PARTY, "2016-12-12", "年度目标考核 戊湾县 2016年度"),
    ] {
        let person = who(people, unit, post);
        table.row([number, &person.person, &person.number, day, matter].iter().map(|t| Cell::text(t)).collect());
    }
    table.titled("容错申请登记（2016年）")
}

fn findings(people: &[Tenure]) -> Table {
    let mut table = Table::plain(&["认定编号", "对象", "人员编号", "认定日期", "事项", "结论", "认定机关"]);
    let mut row = |number: &str, of: &str, of_number: &str, day: &str, matter: &str, result: &str| {
        table.row([number, of, of_number, day, matter, result, DISCIPLINE].iter().map(|t| Cell::text(t)).collect());
    };
    let of = |unit: &str, post: &str| (who(people, unit, post).person.clone(), who(people, unit, post).number.clone());
    let (name, number) = of("丙湾县", GOVERNMENT);
    row("RC-2016-01", &name, &number, "2016-12-29", "年度目标考核 丙湾县 2015年度", "免责");
    row("RC-2016-02", "示例省旅游局", "", "2016-12-29", "年度目标考核 示例省旅游局 2015年度", "免责");
    let (name, number) = of("庚湾县", PARTY);
    row("RC-2016-03", &name, &number, "2016-12-30", "QT-2016-04", "免责");
    let (name, number) = of("庚湾县", GOVERNMENT);
    row("RC-2016-04", &name, &number, "2016-12-30", "QT-2016-04", "从轻");
    let (name, number) = of("己泉县", PARTY);
    row("RC-2016-05", &name, &number, "2016-12-30", "AQ-2016-10", "不予容错");
    table.titled("容错认定（2016年）")
}

fn checks(people: &[Tenure]) -> Table {
    let mut table = Table::plain(&["核查编号", "被反映人", "人员编号", "核查结论日期", "核查结论"]);
    for (number, unit, post, day, result) in
        [("HC-2016-01", "乙川县", GOVERNMENT, "2016-09-30", "查无实据"), ("HC-2016-02", "丁滩县", DEPUTY, "2016-11-18", "其他")]
    {
        let person = who(people, unit, post);
        table.row([number, &person.person, &person.number, day, result].iter().map(|t| Cell::text(t)).collect());
    }
    table.titled("核查情况（2016年）")
}

/// How two winning counties share their prize of 2016 out.
fn shares(people: &[Tenure]) -> Table {
    let mut table = Table::plain(&["县（市、区）", "年度", "人员编号", "姓名", "分配系数"]);
    for unit in ["甲川县", "乙川县"] {
        for person in people.iter().filter(|t| t.unit == unit && t.to.is_none()) {
            let share = if person.post == DEPUTY { "0.8" } else { "1.2" };
            table.row(vec![
                Cell::text(unit),
                Cell::whole(2016),
                Cell::text(&person.number),
                Cell::text(&person.person),
                Cell::Number(share.to_owned()),
            ]);
        }
    }
    table.titled("2016年度县域考评奖金分配表（征求意见）")
}

/// What the province settled itself. On lists and money it is what packs/example-settings settles, too, so that packs without settings of
/// their own give amounts rather than bounds.
fn settings() -> Table {
    let mut table = Table::plain(&["名", "值", "设定机关", "设定人", "日期", "理由"]);
    let mut row = |name: &str, value: &str, body: &str, day: &str, why: &str| {
        table.row([name, value, body, "经办人子", day, why].iter().map(|t| Cell::text(t)).collect());
    };
    let office = "示例考核办公室";
    row("评奖起始年度", "2008年度", office, "2016-08-01", "示例省（虚构）2008年设奖");
    row("情形四至十一", "已补齐", "示例省纪委", "2016-09-15", "示例省（虚构）的细则只列三种情形");
    for (name, value) in [
        ("改区退出年份", "批复次年"),
        ("名次公布后如何认", "以公布为准"),
        ("名单割线并列", "全取"),
        ("进位割线并列", "全取"),
        ("上年无名次的可否争先进位", "不可以"),
        ("上年名次如何比", "照原名次"),
        ("否决后递补", "不递补"),
        ("首次从何年算", "该奖设立之年"),
        ("首次按哪个称号算", "分称号算"),
        ("被否决的称号", "不算用掉首次"),
        ("第一名又是首次进入", "只奖一次"),
        ("第一名被否决后", "空缺"),
        ("上年不可比如何计奖", "按基数"),
        ("二〇一五年度奖金依据", "年末施行的办法"),
    ] {
        row(name, value, office, "2016-08-01", "同示例设定");
    }
    table
}

fn signed() -> Table {
    let mut table = Table::plain(&["表", "年度", "范围", "确认机关", "确认日期"]);
    let mut row = |what: &str, years: &str, scope: &str, body: &str, day: &str| {
        table.row([what, years, scope, body, day].iter().map(|t| Cell::text(t)).collect());
    };
    let all = "2012、2013、2014、2015、2016";
    row("监测考评", all, "", "省统计局", "2017-01-20");
    row("公布名单", "2008、2009、2010、2011、2012、2013、2014、2015", "十强县", "省统计局", "2016-06-15");
    row("公布名单", "2008、2009、2010、2011、2012、2013、2014、2015", "五强区", "省统计局", "2016-06-15");
    row("否决记录", all, "", "省政府督查室", "2017-01-18");
    row("年度目标考核", all, "", "省考核办", "2017-01-25");
    row("扶贫考核", "2014、2015、2016", "", "省扶贫办", "2017-01-22");
    row("贫困县", "", "", "省扶贫办", "2017-01-22");
    // The grades of persons of 2016 are not all in: nobody has signed.
    row("个人年度考核", "2015", "", ORGANISATION, "2016-03-10");
    row("民主测评", "2016", "", ORGANISATION, "2017-01-16");
    row("安全事故", "2015、2016", "", "省安监局", "2017-01-12");
    row("环境事件", "2015、2016", "", ENVIRONMENT_BODY, "2017-01-12");
    row("群体性事件", "2015、2016", "", "省委政法委", "2017-01-13");
    row("公共安全事件", "2015、2016", "", "省公安厅", "2017-01-13");
    row("通报批评", "2015、2016", "", ORGANISATION, "2017-01-16");
    row("容错申请", "2015、2016", "", ORGANISATION, "2017-01-16");
    row("容错认定", all, "", DISCIPLINE, "2017-01-16");
    row("核查", "2016", "", DISCIPLINE, "2017-01-16");
    row("去职", "2013、2014、2015、2016、2017", "", ORGANISATION, "2017-01-16");
    row("任职", all, "", ORGANISATION, "2017-01-16");
    row("奖金分配", "2016", "", "省考核办", "2017-01-25");
    table
}
