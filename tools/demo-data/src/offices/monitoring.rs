//! 省统计局: the county assessment and the lists that were announced; 省政府督查室: the vetoes.

use std::collections::BTreeMap;

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::places::{EARLIER, EARLIER_DISTRICTS, Year, places, scores};
use crate::province::{counties, is_county_in, name_in};
use crate::random::Random;

pub const ASSESSMENT: &str = "省统计局_县域监测考评";
pub const LISTS: &str = "省统计局_历年名单";
pub const VETOES: &str = "一票否决情况";

/// The three files.
#[must_use]
pub fn books() -> Vec<Book> {
    let places = places();
    vec![
        Book {
            name: ASSESSMENT.into(),
            format: Format::Xlsx,
            sheets: places.iter().map(|(year, of)| assessment(*year, of).sheet(&format!("{year}年监测考评"))).collect(),
        },
        Book { name: LISTS.into(), format: Format::Xls, sheets: vec![lists(&places).sheet("公布名单")] },
        Book { name: VETOES.into(), format: Format::CsvGb18030, sheets: vec![vetoes().sheet("一票否决情况")] },
    ]
}

/// Places were announced up to 2015; of 2016 there are scores, and nothing has been announced yet.
fn assessment(year: i16, places: &Year) -> Table {
    let title = format!("示例省{year}年度县域经济社会发展监测考评结果");
    if year < 2016 {
        let mut table = Table {
            headings: vec![("", "序号"), ("", "县（市、区）"), ("考评结果", "组别"), ("考评结果", "位次（名）")],
            ..Table::default()
        };
        for (at, unit) in (1_i64..).zip(counties()) {
            let group = if is_county_in(&unit, year) { "县市" } else { "城区" };
            let place = places.place(&unit.name);
            table.row(vec![Cell::whole(at), Cell::text(&name_in(&unit, year)), Cell::text(group), Cell::whole(place)]);
        }
        return table.titled(&title).note("注：位次在各自组内排列，已经省政府审定公布。").note("填表人：省统计局（虚构）");
    }
    let mut random = Random::new(20_161_231);
    let mut all: BTreeMap<String, i64> = scores(&places.counties, &[1, 10], &mut random);
    all.extend(scores(&places.districts, &[5], &mut random));
    let mut table = Table {
        headings: vec![("", "序号"), ("", "县（市、区）"), ("考评结果", "组别"), ("考评结果", "综合得分")],
        ..Table::default()
    };
    for (at, unit) in (1_i64..).zip(counties()) {
        let group = if is_county_in(&unit, year) { "县市" } else { "城区" };
        let score = all.get(&unit.name).copied().unwrap_or_default();
        table.row(vec![Cell::whole(at), Cell::text(&unit.name), Cell::text(group), Cell::scaled(score, 6)]);
    }
    table.titled(&title).note("注：得分保留六位小数；名次尚未公布。").note("填表人：省统计局（虚构）")
}

fn lists(places: &BTreeMap<i16, Year>) -> Table {
    let mut table = Table::plain(&["县区", "年度", "奖项", "次序", "次序依据"]).titled("示例省“十强县”“五强区”历年名单（2008—2015年）");
    let mut row = |year: i16, award: &str, at: usize, name: String| {
        let place = Cell::whole(i64::try_from(at).unwrap_or(0));
        table.row(vec![Cell::text(&name), Cell::whole(year.into()), Cell::text(award), place, Cell::text("公布")]);
    };
    let called = |name: &str, year: i16| counties().iter().find(|u| u.name == name).map(|u| name_in(u, year)).unwrap_or_default();
    for (year, ten) in EARLIER {
        ten.iter().zip(1..).for_each(|(name, at)| row(year, "十强县", at, called(name, year)));
        EARLIER_DISTRICTS.iter().zip(1..).for_each(|(name, at)| row(year, "五强区", at, called(name, year)));
    }
    for year in [2014, 2015] {
        let Some(of) = places.get(&year) else { continue };
        of.counties.iter().take(10).zip(1..).for_each(|(name, at)| row(year, "十强县", at, called(name, year)));
        of.districts.iter().take(5).zip(1..).for_each(|(name, at)| row(year, "五强区", at, called(name, year)));
    }
    table.note("注：录自省政府历年通报。")
}

fn vetoes() -> Table {
    let mut table = Table::plain(&["单位名称", "年度", "否决事项", "决定机关", "决定日期"]);
    for (unit, year, matter, day) in [
        ("己原县", "2015", "环境保护", "2016年2月18日"),
        ("己川县", "2016", "安全生产", "2017年1月12日"),
        ("寅泉区", "2016", "节能减排", "2017年1月12日"),
    ] {
        table.row([unit, year, matter, "示例省人民政府", day].iter().map(|t| Cell::text(t)).collect());
    }
    table
}
