//! What happened: accidents (省安监局), environment (省环境保护厅), unrest and public safety (省委政法委), circulars (省委组织部).

use jiff::civil::Date;

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;

pub const ACCIDENTS: &str = "省安监局_事故台账";
pub const ENVIRONMENT: &str = "省环境保护厅_突发环境事件";
pub const UNREST: &str = "省委政法委_群体性和公共安全事件";
pub const CIRCULARS: &str = "通报批评";

/// The files.
#[must_use]
pub fn books() -> Vec<Book> {
    vec![
        Book { name: ACCIDENTS.into(), format: Format::Xlsx, sheets: vec![accidents().sheet("安全事故")] },
        Book { name: ENVIRONMENT.into(), format: Format::Ods, sheets: vec![environment().sheet("突发环境事件")] },
        Book {
            name: UNREST.into(), format: Format::Xls, sheets: vec![unrest().sheet("群体性事件"), public().sheet("公共安全事件")]
        },
        Book { name: CIRCULARS.into(), format: Format::CsvGb18030, sheets: vec![circulars().sheet("通报批评")] },
    ]
}

fn text_day(text: &str) -> Cell {
    text.parse::<Date>().map_or_else(|_| Cell::text(text), Cell::Date)
}

/// An accident: number, county, day, dead, gravely hurt, loss in 万元.
struct Accident(&'static str, &'static str, &'static str, Option<i64>, i64, &'static str);

const HAPPENED: [Accident; 30] = [
    Accident("AQ-2015-01", "癸泉县", "2015-12-31", Some(10), 3, "860"),
    Accident("AQ-2015-02", "子岭区", "2015-06-18", Some(3), 1, "320"),
    Accident("AQ-2015-03", "辛岭县", "2015-11-20", Some(10), 0, "770"),
    Accident("AQ-2016-01", "甲泉县", "2016-03-08", Some(30), 4, "6200"),
    Accident("AQ-2016-02", "乙泉县", "2016-04-17", Some(29), 6, "5800"),
    Accident("AQ-2016-03", "丙泉县", "2016-02-20", Some(10), 2, "1460"),
    Accident("AQ-2016-04", "丙泉县", "2016-10-09", Some(12), 0, "1730"),
    Accident("AQ-2016-05", "丁泉县", "2016-05-11", Some(10), 1, "990"),
    Accident("AQ-2016-06", "丁泉县", "2016-08-23", Some(9), 5, "870.5"),
    Accident("AQ-2016-07", "戊泉县", "2016-01-26", Some(11), 0, "1220"),
    Accident("AQ-2016-08", "戊泉县", "2016-09-03", Some(10), 7, "1500"),
    Accident("AQ-2016-09", "己泉县", "2016-03-29", Some(13), 3, "2010"),
    Accident("AQ-2016-10", "己泉县", "2016-11-14", Some(10), 0, "940"),
    Accident("AQ-2016-11", "庚泉县", "2016-06-06", Some(10), 2, "1180"),
    Accident("AQ-2016-12", "庚泉县", "2016-07-19", Some(14), 1, "2260"),
    Accident("AQ-2016-13", "辛泉县", "2016-02-03", Some(11), 0, "1340"),
    Accident("AQ-2016-14", "辛泉县", "2016-09-27", Some(2), 4, "4999.99"),
    Accident("AQ-2016-15", "壬泉县", "2016-04-05", Some(10), 0, "830"),
    Accident("AQ-2016-16", "壬泉县", "2016年5月", Some(11), 2, "1110"),
    Accident("AQ-2016-17", "癸泉县", "2016-01-01", Some(10), 1, "910"),
    Accident("AQ-2016-18", "子泉区", "2016-12-21", None, 8, "1260"),
    Accident("AQ-2016-19", "丑泉区", "2016-03-15", Some(4), 2, "410"),
    Accident("AQ-2016-20", "甲岭县", "2016-07-02", Some(1), 0, "75"),
    Accident("AQ-2016-21", "乙滩县", "2016-08-30", Some(3), 0, "260.8"),
    Accident("AQ-2016-22", "庚坪县", "2016-10-22", Some(2), 1, "118"),
    Accident("AQ-2016-23", "寅川区", "2016-11-05", Some(5), 3, "640"),
    Accident("AQ-2016-24", "丙湾县", "2016-05-28", Some(1), 2, "96.5"),
    Accident("AQ-2016-25", "丁河县", "2016-06-30", Some(6), 9, "1020"),
    Accident("AQ-2016-26", "辛原县", "2016-12-02", Some(3), 0, "188"),
    Accident("AQ-2016-27", "辛岭县", "2016-11-20", Some(12), 1, "1350"),
];

fn accidents() -> Table {
    let mut table = Table {
        above: vec!["单位：万元".to_owned()],
        headings: vec![
            ("", "序号"),
            ("", "事故编号"),
            ("", "发生地"),
            ("", "事故时间"),
            ("伤亡（人）", "死亡人数"),
            ("伤亡（人）", "重伤人数"),
            ("", "直接经济损失"),
            ("", "备注"),
        ],
        ..Table::default()
    };
    for (at, Accident(number, county, day, dead, hurt, loss)) in (1_i64..).zip(&HAPPENED) {
        table.row(vec![
            Cell::whole(at),
            Cell::text(number),
            Cell::text(county),
            text_day(day),
            dead.map_or(Cell::Empty, Cell::whole),
            Cell::whole(*hurt),
            Cell::Number((*loss).to_owned()),
            Cell::text(if dead.is_none() { "死亡人数待核定" } else { "" }),
        ]);
    }
    // The clerk hid what is small; it is read all the same.
    table.hidden = vec![22, 26];
    let dead: i64 = HAPPENED.iter().filter_map(|a| a.3).sum();
    let hurt: i64 = HAPPENED.iter().map(|a| a.4).sum();
    table.below.push(vec![Cell::text("合计"), Cell::Empty, Cell::Empty, Cell::Empty, Cell::whole(dead), Cell::whole(hurt)]);
    table.titled("生产安全事故台账（2015年12月—2016年）").note("填表人：省安监局（虚构）")
}

fn environment() -> Table {
    let mut table = Table::plain(&[
        "事件编号",
        "发生地",
        "发生日期",
        "死亡人数",
        "中毒或重伤人数",
        "疏散转移人数",
        "直接损失（万元）",
        "水源地取水中断",
        "跨界影响",
    ]);
    let rows: [(&str, &str, &str, i64, &str); 5] = [
        ("HJ-2016-01", "甲原县", "2016-07-11", 5000, "320"),
        ("HJ-2016-02", "乙原县", "2016-08-05", 4999, "260"),
        ("HJ-2016-03", "庚原县", "2016-09-18", 12000, "1450"),
        ("HJ-2016-04", "丁原县", "2016-10-02", 6200, "510"),
        ("HJ-2016-05", "子坪区", "2016-11-23", 0, "12"),
    ];
    for (number, county, day, moved, loss) in rows {
        table.row(vec![
            Cell::text(number),
            Cell::text(county),
            text_day(day),
            Cell::whole(0),
            Cell::whole(0),
            Cell::whole(moved),
            Cell::Number(loss.to_owned()),
            Cell::text("无"),
            Cell::text("无"),
        ]);
    }
    table.titled("突发环境事件情况（2016年）").note("注：按调查报告填报。")
}

fn unrest() -> Table {
    let mut table = Table {
        headings: vec![
            ("", "事件编号"),
            ("", "发生地"),
            ("", "时间"),
            ("人数", "参与人数"),
            ("人数", "死亡人数"),
            ("人数", "受伤人数"),
            ("人数", "械斗人数"),
            ("人数", "监所骚乱人数"),
            ("影响", "中断交通（小时）"),
            ("影响", "重点工程停工（小时）"),
            ("影响", "冲击机关"),
            ("影响", "蔓延到外省"),
        ],
        ..Table::default()
    };
    let rows: [(&str, &str, &str, i64); 9] = [
        ("QT-2016-01", "甲湾县", "2016-04-12", 5000),
        ("QT-2016-02", "乙湾县", "2016-05-20", 4999),
        ("QT-2016-03", "庚湾县", "2016-03-03", 1000),
        ("QT-2016-04", "庚湾县", "2016-09-09", 1200),
        ("QT-2016-05", "辛湾县", "2016-06-15", 1000),
        ("QT-2016-06", "辛湾县", "2016-10-28", 999),
        ("QT-2016-07", "子岭区", "2016-07-07", 180),
        ("QT-2016-08", "戊河县", "2016-08-19", 260),
        ("QT-2016-09", "乙坪县", "2016-11-30", 95),
    ];
    for (number, county, day, people) in rows {
        let mut cells = vec![Cell::text(number), Cell::text(county), text_day(day), Cell::whole(people)];
        cells.extend([0, 3, 0, 0, 1, 0].map(Cell::whole));
        cells.extend([Cell::text("否"), Cell::text("否")]);
        table.row(cells);
    }
    table.titled("群体性事件情况（2016年）").note("填表人：省委政法委（虚构）")
}

fn public() -> Table {
    let mut table = Table::plain(&["事件编号", "发生地", "时间", "事件级别", "盗抢金融机构现金（万元）"]);
    for (number, county, day, grade, cash) in
        [("GA-2016-01", "丑川区", "2016-05-09", "较大", "120"), ("GA-2016-02", "庚原县", "2016-12-13", "重大", "0")]
    {
        table.row(vec![Cell::text(number), Cell::text(county), text_day(day), Cell::text(grade), Cell::Number(cash.to_owned())]);
    }
    table.titled("公共安全事件情况（2016年）")
}

fn circulars() -> Table {
    let mut table = Table::plain(&["通报编号", "被通报单位", "通报日期", "提拔日期", "发文机关", "事由"]);
    for row in [
        ["TB-2016-01", "示河市", "2016年9月6日", "2016年3月14日", "中组部", "组织人事"],
        ["TB-2016-02", "示坪市", "2016年10月11日", "2016年4月22日", "其他", "组织人事"],
        ["TB-2016-03", "示例省体育局", "2016年11月8日", "2015年12月30日", "省委", "组织人事"],
        ["TB-2016-04", "子湾区", "2016年7月1日", "2016年7月1日", "其他", "扶贫"],
    ] {
        table.row(row.iter().map(|t| Cell::text(t)).collect());
    }
    table
}
