//! `data/demo/带错误`: tables of 2017 with the mistakes that clerks make, and for each what the program calls it.

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::offices::register;
use crate::write;

/// The folder inside `data/demo`.
pub const FOLDER: &str = "带错误";

/// One mistake.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// `文件｜表｜格`, as the program names the place; a file or a sheet where it is the whole.
    pub place: &'static str,
    pub written: &'static str,
    pub wrong: &'static str,
    pub id: &'static str,
}

const fn mistake(place: &'static str, written: &'static str, wrong: &'static str, id: &'static str) -> Mistake {
    Mistake { place, written, wrong, id }
}

/// Every mistake, in the order of the files.
pub const ALL: [Mistake; 25] = [
    mistake("年度目标考核.xlsx｜2017年度目标考核｜C4", "96.5%", "得分不是百分数", "percent-unexpected"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜D5", "良", "没有这个等次", "unknown-value"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜B6", "丙川", "没有这个单位", "unknown-entity"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜C7", "九十五", "不是数字", "not-a-number"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜C8", "95.12345", "多了一位小数", "number-scale"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜C9", "94.1、94.2", "同一个县两行，得分不同", "conflicting-values"),
    mistake("年度目标考核.xlsx｜2017年度目标考核｜C11", "120", "超过 110", "number-out-of-range"),
    mistake("事故台账.xlsx｜安全事故｜C3", "2017年2月30日", "没有这一天", "not-a-date"),
    mistake("事故台账.xlsx｜安全事故｜D4", "3人左右", "不是数字", "not-a-number"),
    mistake("事故台账.xlsx｜安全事故｜F5", "3200000", "同一栏有的写了单位，有的没有写", "money-unit-missing"),
    mistake("扶贫绩效考核.ods｜2017年扶贫绩效考核｜C2", "减贫计划（万元）", "人数的栏写了金额的单位", "heading-unit-unsuitable"),
    mistake("任职情况.xls｜任职情况｜E3", "县长", "职务要写职务类别", "unknown-value"),
    mistake("任职情况.xls｜任职情况｜G4", "2017-03-31", "免职在任职之前", "span-reversed"),
    mistake("任职情况.xls｜任职情况｜C5", "孙例", "一个编号，两个名字", "person-number-twice"),
    mistake("任职情况.xls｜任职情况｜C6", "李例", "一个编号，两个名字", "person-number-twice"),
    mistake("民主测评.csv｜第 2 行", "60＋30＋5＋3＋1", "各种票加起来不是有效票", "assertion-failed"),
    mistake("完整确认.csv｜D2", "省发展和改革委员会", "这张表不由它确认", "confirmation-body-wrong"),
    mistake("完整确认.csv｜A3", "监测考核", "没有这张表", "confirmation-table-unknown"),
    mistake("认定.ods｜认定｜H2", "（空）", "认定没有写证据", "required-blank"),
    mistake("认定.ods｜认定｜D3", "省财政厅", "这一项不由它认定", "judgement-body-wrong"),
    mistake("认定.ods｜认定｜A4", "安全事故.责任心", "没有这个认定项", "judgement-unknown"),
    mistake("设定.csv｜B2", "50", "比例要写 50%", "ratio-unclear"),
    mistake("设定.csv｜B3", "看情况", "不是可选的一种", "unknown-value"),
    mistake("设定.csv｜F4", "（空）", "设定没有写理由", "required-blank"),
    mistake("招商引资.csv", "招商引资", "没有这样的表", "table-not-recognised"),
];

fn texts(row: &[&str]) -> Vec<Cell> {
    row.iter().map(|text| Cell::text(text)).collect()
}

fn number(text: &str) -> Cell {
    Cell::Number(text.to_owned())
}

fn book(name: &str, format: Format, sheet: &str, table: &Table) -> Book {
    Book { name: format!("{FOLDER}/{name}"), format, sheets: vec![table.sheet(sheet)] }
}

/// The workbooks.
#[must_use]
pub fn books() -> Vec<Book> {
    let mut all: Vec<Book> = register::books().into_iter().map(|book| Book { name: format!("{FOLDER}/{}", book.name), ..book }).collect();
    all.push(book("年度目标考核", Format::Xlsx, "2017年度目标考核", &targets()));
    all.push(book("事故台账", Format::Xlsx, "安全事故", &accidents()));
    let mut poverty = Table::plain(&["序号", "县（市、区）", "减贫计划（万元）", "实际减贫（人）"]).titled("2017年度贫困县扶贫绩效考核");
    poverty.row(vec![Cell::whole(1), Cell::text("甲河县"), Cell::whole(5200), Cell::whole(5300)]);
    all.push(book("扶贫绩效考核", Format::Ods, "2017年扶贫绩效考核", &poverty));
    all.push(book("任职情况", Format::Xls, "任职情况", &posts()));
    let mut votes = Table::plain(&[
        "人员编号",
        "姓名",
        "年度",
        "测评日期",
        "优秀",
        "称职",
        "基本称职",
        "不称职",
        "弃权",
        "有效票数",
        "收回票数",
        "发出票数",
    ]);
    votes.row(texts(&["SL9001", "赵例", "2017", "2017-12-20", "60", "30", "5", "3", "1", "100", "100", "102"]));
    all.push(book("民主测评", Format::CsvGb18030, "民主测评", &votes));
    let mut signed = Table::plain(&["表", "年度", "范围", "确认机关", "确认日期"]);
    signed.row(texts(&["年度目标考核", "2017", "", "省发展和改革委员会", "2018-01-20"]));
    signed.row(texts(&["监测考核", "2017", "", "省统计局", "2018-01-20"]));
    all.push(book("完整确认", Format::Csv, "完整确认", &signed));
    all.push(book("认定", Format::Ods, "认定", &judgements()));
    let mut settings = Table::plain(&["名", "值", "设定机关", "设定人", "日期", "理由"]);
    settings.row(texts(&["目标考核权重", "50", "示例考核办公室", "经办人丑", "2017-03-01", "试定"]));
    settings.row(texts(&["优秀名额取整", "看情况", "示例考核办公室", "经办人丑", "2017-03-01", "试定"]));
    settings.row(texts(&["评奖起始年度", "2008年度", "示例考核办公室", "经办人丑", "2017-03-01", ""]));
    all.push(book("设定", Format::Csv, "设定", &settings));
    let mut unknown = Table::plain(&["项目", "投资额（万元）", "进度"]);
    unknown.row(texts(&["示例产业园", "3000", "在建"]));
    all.push(book("招商引资", Format::Csv, "招商引资", &unknown));
    all
}

fn targets() -> Table {
    let mut table = Table::plain(&["序号", "被考核单位", "考核得分", "考核等次"]).titled("2017年度目标责任考核结果");
    let rows: [(&str, Cell, &str); 9] = [
        ("示川市", number("95.1234"), "优秀"),
        ("甲川县", Cell::text("96.5%"), "优秀"),
        ("乙川县", number("94.3"), "良"),
        ("丙川", number("93.8"), "良好"),
        ("丁川县", Cell::text("九十五"), "良好"),
        ("戊川县", number("95.12345"), "良好"),
        ("己川县", number("94.1"), "良好"),
        ("己川县", number("94.2"), "良好"),
        ("庚川县", number("120"), "优秀"),
    ];
    for (at, (unit, score, grade)) in (1_i64..).zip(rows) {
        table.row(vec![Cell::whole(at), Cell::text(unit), score, Cell::text(grade)]);
    }
    table
}

fn accidents() -> Table {
    let mut table =
        Table::plain(&["事故编号", "发生地", "事故时间", "死亡人数", "重伤人数", "直接经济损失"]).titled("2017年生产安全事故台账");
    table.row(vec![
        Cell::text("AQ-2017-01"),
        Cell::text("甲泉县"),
        Cell::text("2017年2月30日"),
        Cell::whole(3),
        Cell::whole(0),
        Cell::text("860万元"),
    ]);
    table.row(vec![
        Cell::text("AQ-2017-02"),
        Cell::text("乙泉县"),
        Cell::day(2017, 4, 2),
        Cell::text("3人左右"),
        Cell::whole(2),
        Cell::text("1200万元"),
    ]);
    table.row(vec![
        Cell::text("AQ-2017-03"),
        Cell::text("丙泉县"),
        Cell::day(2017, 5, 16),
        Cell::whole(2),
        Cell::whole(1),
        number("3200000"),
    ]);
    table
}

fn posts() -> Table {
    let mut table =
        Table::plain(&["序号", "人员编号", "姓名", "任职单位", "职务类别", "任职时间", "免职时间"]).titled("领导班子任职情况（2017年）");
    let day = |month, day| Cell::day(2017, month, day);
    let rows: [(&str, &str, &str, &str, Cell, Cell); 4] = [
        ("SL9001", "赵例", "甲川县", "县长", day(1, 5), Cell::Empty),
        ("SL9002", "钱例", "乙川县", "政府正职", day(6, 1), day(3, 31)),
        ("SL9003", "孙例", "丙川县", "党委正职", day(2, 1), Cell::Empty),
        ("SL9003", "李例", "丁川县", "党委正职", day(2, 1), Cell::Empty),
    ];
    for (at, (number, name, unit, post, from, to)) in (1_i64..).zip(rows) {
        table.row(vec![Cell::whole(at), Cell::text(number), Cell::text(name), Cell::text(unit), Cell::text(post), from, to]);
    }
    table
}

fn judgements() -> Table {
    let mut table = Table::plain(&["认定项", "对象", "结论", "认定机关", "认定人", "日期", "理由", "证据"]);
    table.row(texts(&["安全事故.责任事故", "AQ-2017-03", "是", "省政府", "经办人丑", "2017-08-01", "调查报告认定", ""]));
    table.row(texts(&["安全事故.责任事故", "AQ-2017-02", "是", "省财政厅", "经办人丑", "2017-08-01", "调查报告认定", "调查报告批复"]));
    table.row(texts(&["安全事故.责任心", "AQ-2017-01", "是", "省政府", "经办人丑", "2017-08-01", "调查报告认定", "调查报告批复"]));
    table
}

/// The files of the folder, with its words.
#[must_use]
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = books().iter().map(|book| (book.file(), write::bytes(book))).collect();
    files.push((format!("{FOLDER}/来源.toml"), crate::source_note().into_bytes()));
    files.push((format!("{FOLDER}/README.md"), readme().into_bytes()));
    files
}

fn readme() -> String {
    let mut out = include_str!("mistakes_before.md").to_owned();
    out.push_str("| 地方（文件｜表｜格） | 写的 | 错在哪里 | 编号 |\n|---|---|---|---|\n");
    for Mistake { place, written, wrong, id } in &ALL {
        out.push_str(&format!("| {place} | {written} | {wrong} | `{id}` |\n"));
    }
    out
}
