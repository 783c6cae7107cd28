//! What the data are about: for each conclusion somebody who meets it and somebody who misses it by one unit of what decides.
//!
//! In: the books. Out: the table of `data/demo/README.md`, which a test of the command reads and holds against the program.

use crate::book::{Book, Cell, address};
use crate::offices::assessments::{POVERTY, TARGETS};
use crate::offices::decisions::JUDGEMENTS;
use crate::offices::events::{ACCIDENTS, CIRCULARS, ENVIRONMENT, UNREST};
use crate::offices::monitoring::{ASSESSMENT, LISTS, VETOES};
use crate::offices::personnel::{self, PERSONS, POSTS};
use crate::people::{DEPUTY, GOVERNMENT, PARTY, Tenure};

/// A cell that is changed: where it stands, and what it becomes.
#[derive(Clone, Debug)]
pub struct Change {
    pub book: &'static str,
    pub sheet: String,
    /// The row: what stands under which headings.
    pub row: Vec<(&'static str, String)>,
    pub heading: &'static str,
    pub to: &'static str,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Story {
    pub conclusion: &'static str,
    /// What is asked: `结论.十强县`.
    pub result: &'static str,
    /// Whose: a name that the program knows.
    pub of: String,
    /// Beside the value itself: 给予, a field, or `人员 卫子`.
    pub look_at: String,
    pub now: &'static str,
    pub changes: Vec<Change>,
    pub then: &'static str,
}

/// A line without what it is called; filled in by [`all`].
fn story(result: &'static str, of: impl Into<String>, now: &'static str, then: &'static str, changes: Vec<Change>) -> Story {
    let conclusion = result.rsplit('.').next().unwrap_or(result);
    Story { conclusion, result, of: of.into(), look_at: String::new(), now, changes, then }
}

impl Story {
    fn called(mut self, conclusion: &'static str) -> Story {
        self.conclusion = conclusion;
        self
    }

    fn looking_at(mut self, what: impl Into<String>) -> Story {
        self.look_at = what.into();
        self
    }
}

fn change(book: &'static str, sheet: &str, row: &[(&'static str, &str)], heading: &'static str, to: &'static str) -> Vec<Change> {
    let row = row.iter().map(|(heading, text)| (*heading, (*text).to_owned())).collect();
    vec![Change { book, sheet: sheet.to_owned(), row, heading, to }]
}

/// Another name on a list of some year.
fn listed(name: &str, year: &str, award: &str, to: &'static str) -> Vec<Change> {
    change(LISTS, "公布名单", &[("县区", name), ("年度", year), ("奖项", award)], "县区", to)
}

/// The score of 2016.
fn score(name: &str, to: &'static str) -> Vec<Change> {
    change(ASSESSMENT, "2016年监测考评", &[("县（市、区）", name)], "综合得分", to)
}

/// The place of 2015.
fn place(name: &str, to: &'static str) -> Vec<Change> {
    change(ASSESSMENT, "2015年监测考评", &[("县（市、区）", name)], "位次（名）", to)
}

fn target(year: i16, name: &str, heading: &'static str, to: &'static str) -> Vec<Change> {
    change(TARGETS, &format!("{year}年度目标考核"), &[("被考核单位", name)], heading, to)
}

fn poverty(name: &str, heading: &'static str, to: &'static str) -> Vec<Change> {
    change(POVERTY, "2016年扶贫绩效考核", &[("县（市、区）", name)], heading, to)
}

fn accident(number: &str, heading: &'static str, to: &'static str) -> Vec<Change> {
    change(ACCIDENTS, "安全事故", &[("事故编号", number)], heading, to)
}

fn unrest(number: &str, to: &'static str) -> Vec<Change> {
    change(UNREST, "群体性事件", &[("事件编号", number)], "参与人数", to)
}

fn judged(item: &str, of: &str, to: &'static str) -> Vec<Change> {
    change(JUDGEMENTS, "认定", &[("认定项", item), ("对象", of)], "结论", to)
}

fn finding(number: &str, to: &'static str) -> Vec<Change> {
    change(JUDGEMENTS, "容错认定", &[("认定编号", number)], "结论", to)
}

/// `{+1}` and `{-2}`: so many units of the last place more or less than what stands there.
pub const UNITS: [&str; 4] = ["{+1}", "{-1}", "{+2}", "{-2}"];

const MORE: &str = UNITS[0];
const LESS: &str = UNITS[1];
const TWO_LESS: &str = UNITS[3];

struct Who(Vec<Tenure>);

impl Who {
    fn tenure(&self, unit: &str, post: &str) -> &Tenure {
        let held = |t: &&Tenure| t.unit == unit && t.post == post && t.to.is_none() && t.charge != "生态环境、扶贫";
        self.0.iter().find(held).unwrap_or_else(|| panic!("{unit} {post}"))
    }

    fn person(&self, unit: &str, post: &str) -> String {
        self.tenure(unit, post).person.clone()
    }

    /// As the program calls a post that somebody holds.
    fn post(&self, unit: &str, post: &str) -> String {
        format!("{unit}{post} {}", self.person(unit, post))
    }

    fn votes(&self, unit: &str, post: &str, changes: &[(&'static str, &'static str)]) -> Vec<Change> {
        let number = self.tenure(unit, post).number.clone();
        let one = |(heading, to): &(&'static str, &'static str)| change(PERSONS, "民主测评结果", &[("人员编号", &number)], heading, to);
        changes.iter().flat_map(one).collect()
    }

    fn grade(&self, unit: &str, post: &str, year: &str, to: &'static str) -> Vec<Change> {
        let number = self.tenure(unit, post).number.clone();
        change(PERSONS, "个人年度考核结果", &[("人员编号", &number), ("年度", year)], "考核等次", to)
    }

    fn since(&self, unit: &str, post: &str, to: &'static str) -> Vec<Change> {
        change(POSTS, "任职情况", &[("人员编号", &self.tenure(unit, post).number.clone())], "任职时间", to)
    }
}

/// Every line of the table, in its order.
#[must_use]
pub fn all() -> Vec<Story> {
    let who = Who(personnel::all());
    [incentives(), promotion(&who), steps_down(&who), events(), tolerance(&who)].concat()
}

fn incentives() -> Vec<Story> {
    let (excellent, ten, five, riser) = ("结论.年度目标责任考核优秀", "结论.十强县", "结论.五强区", "结论.争先进位奖");
    let (poor, money) = ("结论.扶贫绩效考核优秀", "县区.奖金");
    vec![
        story(excellent, "示例省民政厅", "是", "否", target(2016, "示例省民政厅", "考核得分", LESS)),
        story(excellent, "示例省林业厅", "否", "是", target(2016, "示例省林业厅", "考核得分", MORE)),
        story(ten, "己原县", "是", "否", score("己原县", TWO_LESS)),
        story(ten, "庚川县", "否", "是", score("庚川县", MORE)),
        story(five, "子原区", "是", "否", score("子原区", TWO_LESS)),
        story(five, "丑原区", "否", "是", score("丑原区", MORE)),
        story(riser, "甲岭县", "是", "否", place("甲岭县", TWO_LESS)).called("争先进位奖（县市）"),
        story(riser, "甲泉县", "否", "是", place("甲泉县", MORE)).called("争先进位奖（县市）"),
        story(riser, "子坪区", "是", "否", place("子坪区", TWO_LESS)).called("争先进位奖（城区）"),
        story(riser, "寅坪区", "否", "是", place("寅坪区", MORE)).called("争先进位奖（城区）"),
        story(money, "甲川县", "100万元", "40万元", score("甲川县", TWO_LESS)).called("奖金：县市第一名"),
        story(money, "乙川县", "90万元", "100万元", score("乙川县", MORE)).called("奖金：县市第一名"),
        story(money, "丁川县", "首次进入", "基本", listed("戊川县", "2008", "十强县", "丁川县"))
            .looking_at("规则")
            .called("奖金：首次进入"),
        story(money, "戊川县", "70万元", "100万元", listed("戊川县", "2008", "十强县", "庚岭县")).called("奖金：首次进入"),
        story(money, "丙川县", "100万元", "90万元", place("丙川县", LESS)).called("奖金：最多 100 万元"),
        story(money, "乙川县", "90万元", "100万元", place("乙川县", MORE)).called("奖金：最多 100 万元"),
        story(money, "丙原县", "0元", "10万元", place("丙原县", MORE)).called("奖金：减完为止"),
        story(money, "甲原县", "10万元", "0元", place("甲原县", LESS)).called("奖金：减完为止"),
        story(money, "己川县", "0元", "70万元", change(VETOES, VETOES, &[("单位名称", "己川县")], "年度", "2015")).called("奖金：一票否决"),
        story(money, "己原县", "90万元", "0元", change(VETOES, VETOES, &[("单位名称", "己原县")], "年度", "2016")).called("奖金：一票否决"),
        story("结论.县域考评奖金", "戊川县", "70万元", "80万元", place("戊川县", MORE)).looking_at("给予"),
        story("结论.县域考评奖金", "甲原县", "是", "否", place("甲原县", LESS)),
        story("结论.县域考评奖金", "丙原县", "否", "是", place("丙原县", MORE)),
        story(poor, "戊滩县", "是", "否", poverty("戊滩县", "绩效得分", LESS)),
        story(poor, "己滩县", "否", "是", poverty("己滩县", "绩效得分", MORE)),
    ]
}

fn promotion(who: &Who) -> Vec<Story> {
    let candidate = "结论.优秀正职人选";
    let left = |name: &str, to| change(POVERTY, "贫困县名单", &[("县（市、区）", name)], "摘帽日期", to);
    vec![
        // 12 months × 1.2 of 52.8; a month less for one head leaves 51.6.
        story("任职.个人奖金", who.post("甲川县", PARTY), "272727.27", "279069.77", who.since("甲川县", GOVERNMENT, "2016-02-01"))
            .called("奖金到人（元）"),
        story("任职.个人奖金", who.post("甲川县", DEPUTY), "227272.73", "232558.14", who.since("甲川县", GOVERNMENT, "2016-02-01"))
            .called("奖金到人（元）"),
        story(candidate, who.post("丁川县", GOVERNMENT), "是", "否", who.since("丁川县", GOVERNMENT, "2016-08-01")),
        story(candidate, who.post("戊川县", GOVERNMENT), "否", "是", who.since("戊川县", GOVERNMENT, "2016-07-31")),
        story(candidate, who.post("甲河县", PARTY), "就地提拔", "优先提拔", left("甲河县", "2016-12-30"))
            .called("就地提拔")
            .looking_at("方式"),
        story(candidate, who.post("丙河县", PARTY), "优先提拔", "就地提拔", left("丙河县", "2016-12-31"))
            .called("就地提拔")
            .looking_at("方式"),
    ]
}

fn steps_down(who: &Who) -> Vec<Story> {
    let (grade, vote, person, fall) = ("结论.连续一般或当年较差", "结论.民主测评不高", "结论.不称职或连续基本称职", "结论.连续退位");
    let (task, city) = ("结论.减贫任务未完成", "结论.全市减贫任务未完成");
    vec![
        story(grade, "丙湾县", "是", "否", target(2015, "丙湾县", "考核等次", "良好")).called("连续两年一般"),
        story(grade, "丁湾县", "否", "是", target(2015, "丁湾县", "考核等次", "一般")).called("连续两年一般"),
        story(grade, "戊湾县", "是", "否", target(2016, "戊湾县", "考核等次", "一般")).called("当年较差"),
        story(grade, "己湾县", "否", "是", target(2016, "己湾县", "考核等次", "较差")).called("当年较差"),
        story(vote, who.person("甲坪县", PARTY), "是", "否", who.votes("甲坪县", PARTY, &[("不称职", LESS), ("基本称职", MORE)]))
            .called("民主测评：不称职超过 15%"),
        story(vote, who.person("乙坪县", PARTY), "否", "是", who.votes("乙坪县", PARTY, &[("不称职", MORE), ("基本称职", LESS)]))
            .called("民主测评：不称职超过 15%"),
        story(vote, who.person("甲坪县", PARTY), "是", "否", who.votes("甲坪县", PARTY, &[("基本称职", LESS), ("称职", MORE)]))
            .called("民主测评：合计 30%"),
        story(vote, who.person("丙坪县", GOVERNMENT), "否", "是", who.votes("丙坪县", GOVERNMENT, &[("基本称职", MORE), ("称职", LESS)]))
            .called("民主测评：合计 30%"),
        story(person, who.person("甲岭县", DEPUTY), "是", "否", who.grade("甲岭县", DEPUTY, "2016", "基本称职")).called("不称职"),
        story(person, who.person("丙岭县", DEPUTY), "否", "是", who.grade("丙岭县", DEPUTY, "2016", "不称职")).called("不称职"),
        story(person, who.person("乙岭县", DEPUTY), "是", "否", who.grade("乙岭县", DEPUTY, "2015", "称职")).called("连续基本称职"),
        story(person, who.person("丙岭县", DEPUTY), "否", "是", who.grade("丙岭县", DEPUTY, "2015", "基本称职")).called("连续基本称职"),
        story(fall, "乙滩县", "是", "否", place("乙滩县", "48")).called("连续退位（县市）"),
        story(fall, "丁滩县", "否", "是", place("丁滩县", LESS)).called("连续退位（县市）"),
        story(fall, "寅湾区", "是", "否", place("寅湾区", MORE)).called("退位（城区）"),
        story(fall, "丑湾区", "否", "是", place("丑湾区", TWO_LESS)).called("退位（城区）"),
        story(task, "辛坪县", "是", "否", poverty("辛坪县", "实际减贫（人）", MORE)),
        story(task, "壬坪县", "否", "是", poverty("壬坪县", "实际减贫（人）", LESS)),
        story(city, "示滩市", "是", "否", poverty("甲滩县", "实际减贫（人）", MORE)),
        story(city, "示河市", "否", "是", poverty("辛河县", "实际减贫（人）", LESS)),
    ]
}

fn events() -> Vec<Story> {
    let (environment, safety, crowd) = ("结论.环境工作不力", "结论.重特大安全事故", "结论.重特大群体性和公共安全事件");
    let circular = "结论.用人不正受通报";
    let moved = |number: &str, to| change(ENVIRONMENT, "突发环境事件", &[("事件编号", number)], "疏散转移人数", to);
    let sender = |number: &str, to| change(CIRCULARS, CIRCULARS, &[("通报编号", number)], "发文机关", to);
    let two = "两起重大责任事故";
    vec![
        story(environment, "HJ-2016-01", "是", "否", moved("HJ-2016-01", LESS)),
        story(environment, "HJ-2016-02", "否", "是", moved("HJ-2016-02", MORE)),
        story(environment, "HJ-2016-01", "是", "否", judged("环境事件.未及时处理", "HJ-2016-01", "否")).called("环境工作不力：未及时处理"),
        story(environment, "HJ-2016-04", "否", "是", judged("环境事件.未及时处理", "HJ-2016-04", "是")).called("环境工作不力：未及时处理"),
        story(safety, "甲泉县", "是", "否", accident("AQ-2016-01", "死亡人数", LESS)).called("特别重大责任事故"),
        story(safety, "乙泉县", "否", "是", accident("AQ-2016-02", "死亡人数", MORE)).called("特别重大责任事故"),
        story(safety, "丙泉县", "是", "否", accident("AQ-2016-03", "死亡人数", LESS)).called(two),
        story(safety, "丁泉县", "否", "是", accident("AQ-2016-06", "死亡人数", MORE)).called(two),
        story(safety, "辛泉县", "否", "是", accident("AQ-2016-14", "直接经济损失", "5000")).called("两起重大责任事故：损失"),
        story(safety, "癸泉县", "是", "否", accident("AQ-2015-01", "死亡人数", LESS)).called("两起重大责任事故：跨年"),
        story(safety, "辛岭县", "否", "是", accident("AQ-2015-03", "事故时间", "2015-11-21")).called("两起重大责任事故：一年内"),
        story(safety, "丙泉县", "是", "否", judged("安全事故.责任事故", "AQ-2016-03", "否")).called("两起重大责任事故：责任"),
        story(crowd, "甲湾县", "是", "否", unrest("QT-2016-01", LESS)).called("特别重大群体性事件"),
        story(crowd, "乙湾县", "否", "是", unrest("QT-2016-02", MORE)).called("特别重大群体性事件"),
        story(crowd, "庚湾县", "是", "否", unrest("QT-2016-03", LESS)).called("两起重大群体性事件"),
        story(crowd, "辛湾县", "否", "是", unrest("QT-2016-06", MORE)).called("两起重大群体性事件"),
        story(circular, "TB-2016-01", "是", "否", sender("TB-2016-01", "其他")),
        story(circular, "TB-2016-02", "否", "是", sender("TB-2016-02", "省委")),
    ]
}

fn tolerance(who: &Who) -> Vec<Story> {
    let (grade, crowd, safety) = ("结论.连续一般或当年较差", "结论.重特大群体性和公共安全事件", "结论.重特大安全事故");
    let (yes, no) = ("结论.建议容错", "结论.建议不予容错");
    let of = |unit: &str, post: &str| format!("人员 {}", who.person(unit, post));
    vec![
        story(yes, "RS-2016-01", "是", "否", judged("容错申请.主动挽回", "RS-2016-01", "否")),
        story(yes, "RS-2016-02", "否", "是", judged("容错申请.主动挽回", "RS-2016-02", "是")),
        story(no, "RS-2016-02", "是", "否", judged("容错申请.主动挽回", "RS-2016-02", "是")),
        story(no, "RS-2016-01", "否", "是", judged("容错申请.主动挽回", "RS-2016-01", "否")),
        story(grade, "丙湾县", "不成立", "成立", finding("RC-2016-01", "从轻"))
            .called("容错免责：只及于本人")
            .looking_at(of("丙湾县", GOVERNMENT)),
        story(grade, "丙湾县", "成立", "成立", Vec::new()).called("容错免责：只及于本人").looking_at(of("丙湾县", PARTY)),
        story(crowd, "庚湾县", "不成立", "成立", finding("RC-2016-03", "从轻"))
            .called("容错免责：只及于本人")
            .looking_at(of("庚湾县", PARTY)),
        story(crowd, "庚湾县", "成立", "不成立", finding("RC-2016-04", "免责"))
            .called("容错从轻，仍计入")
            .looking_at(of("庚湾县", GOVERNMENT)),
        story(safety, "己泉县", "成立", "不成立", finding("RC-2016-05", "免责")).called("不予容错").looking_at(of("己泉县", PARTY)),
        story(grade, "示例省旅游局", "否", "是", finding("RC-2016-02", "从轻")).called("容错免责：单位"),
        story(grade, "示例省粮食局", "是", "是", Vec::new()).called("容错免责：单位"),
    ]
}

/// Something that nobody has supplied, and one result that waits for it.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub what: &'static str,
    pub whose: String,
    pub supplier: &'static str,
    pub result: &'static str,
    pub of: String,
}

/// What is missing on purpose.
#[must_use]
pub fn unknown() -> Vec<Unknown> {
    let who = Who(personnel::all());
    let one =
        |what, whose: &str, supplier, result, of: &str| Unknown { what, whose: whose.to_owned(), supplier, result, of: of.to_owned() };
    let (grade, safety) = ("结论.不称职或连续基本称职", "结论.重特大安全事故");
    let (first, second) = (who.person("丁岭县", DEPUTY), who.person("戊岭县", GOVERNMENT));
    vec![
        one("年度目标考核.得分", "示湾市", "省考核办", "结论.年度目标责任考核优秀", "示湾市"),
        one("年度目标考核.得分", "示湾市", "省考核办", "结论.年度目标责任考核优秀", "示泉市"),
        one("年度目标考核.等次", "示湾市", "省考核办", "结论.连续一般或当年较差", "示湾市"),
        one("扶贫考核.完成减贫", "庚坪县", "省扶贫办", "结论.减贫任务未完成", "庚坪县"),
        one("扶贫考核.完成减贫", "庚坪县", "省扶贫办", "结论.全市减贫任务未完成", "示坪市"),
        one("个人年度考核.等次", &first, "省委组织部（表也没有确认录全）", grade, &first),
        one("个人年度考核.等次", &second, "省委组织部（表也没有确认录全）", grade, &second),
        one("安全事故.死亡", "AQ-2016-18", "省安监局", safety, "子泉区"),
        one("安全事故.责任事故", "AQ-2016-08", "省政府、批复调查报告的政府", safety, "戊泉县"),
        one("环境事件.未及时处理", "HJ-2016-03", "省环境保护厅", "结论.环境工作不力", "HJ-2016-03"),
        one("通报批评.严重用人问题", "TB-2016-03", "省委组织部", "结论.用人不正受通报", "TB-2016-03"),
        one("容错申请.合法合规", "RS-2016-04", "省纪委、省委组织部（共十一项）", "结论.建议容错", "RS-2016-04"),
    ]
}

/// A change, found in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub file: String,
    pub sheet: String,
    pub cell: String,
    pub now: Cell,
    pub to: Cell,
}

/// Where a change stands, what stands there, and what will.
///
/// # Panics
/// If the books have no such cell.
#[must_use]
pub fn placed(change: &Change, books: &[Book]) -> Placed {
    let lost = || format!("{}｜{}｜{:?} {}", change.book, change.sheet, change.row, change.heading);
    let book = books.iter().find(|b| b.name == change.book).unwrap_or_else(|| panic!("{}", lost()));
    let sheet = book.sheet(&change.sheet).unwrap_or_else(|| panic!("{}", lost()));
    let column = |heading: &str| {
        let is_it = |row: &Vec<Cell>| row.iter().position(|cell| cell.shown() == heading);
        sheet.rows.iter().take(5).find_map(is_it).unwrap_or_else(|| panic!("{}", lost()))
    };
    let keys: Vec<(usize, &String)> = change.row.iter().map(|(heading, text)| (column(heading), text)).collect();
    let stands = |row: &Vec<Cell>| keys.iter().all(|(at, text)| row.get(*at).is_some_and(|cell| cell.shown() == **text));
    let row = sheet.rows.iter().position(stands).unwrap_or_else(|| panic!("{}", lost()));
    let at = column(change.heading);
    let now = sheet.rows[row].get(at).cloned().unwrap_or(Cell::Empty);
    Placed { file: book.file(), sheet: sheet.name.clone(), cell: address(row, at), to: changed(&now, change.to), now }
}

/// Another value of the same sort.
#[must_use]
pub fn changed(now: &Cell, to: &str) -> Cell {
    let units = to.strip_prefix('{').and_then(|t| t.strip_suffix('}')).and_then(|t| t.parse::<i64>().ok());
    match (now, units) {
        (Cell::Number(number), Some(units)) => {
            let places = number.split_once('.').map_or(0, |(_, places)| u32::try_from(places.len()).unwrap_or(0));
            let whole: i64 = number.replace('.', "").parse().unwrap_or(0);
            Cell::scaled(whole + units, places)
        }
        (Cell::Number(_), None) => Cell::Number(to.to_owned()),
        (Cell::Date(_), _) => to.parse().map_or_else(|_| Cell::text(to), Cell::Date),
        _ => Cell::text(to),
    }
}
