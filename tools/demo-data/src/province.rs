//! 示例省: eight cities, 80 counties, 27 districts and twenty departments, none of which exists.
//!
//! A county is called by one of the ten stems and its city's landform, a district by one of the branches: 甲川县 and 子川区 lie in
//! 示川市. So everybody sees at once that a name is invented, and where it belongs.

/// A unit of the province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: String,
    /// The name at the end of 2016.
    pub name: String,
    pub kind: Kind,
    /// The city's name; empty for cities and departments.
    pub city: String,
}

/// What sort of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    City,
    County,
    District,
    Department,
}

pub const LANDFORMS: [(char, &str); 8] =
    [('川', "chuan"), ('原', "yuan"), ('岭', "ling"), ('泉', "quan"), ('河', "he"), ('坪', "ping"), ('滩', "tan"), ('湾', "wan")];
pub const STEMS: [(char, &str); 10] = [
    ('甲', "jia"),
    ('乙', "yi"),
    ('丙', "bing"),
    ('丁', "ding"),
    ('戊', "wu"),
    ('己', "ji"),
    ('庚', "geng"),
    ('辛', "xin"),
    ('壬', "ren"),
    ('癸', "gui"),
];
pub const BRANCHES: [(char, &str); 4] = [('子', "zi"), ('丑', "chou"), ('寅', "yin"), ('卯', "mao")];

const DEPARTMENTS: [&str; 20] = [
    "发展和改革委员会",
    "教育厅",
    "科学技术厅",
    "工业和信息化厅",
    "民政厅",
    "财政厅",
    "人力资源和社会保障厅",
    "国土资源厅",
    "住房和城乡建设厅",
    "交通运输厅",
    "水利厅",
    "农业厅",
    "林业厅",
    "商务厅",
    "文化厅",
    "卫生和计划生育委员会",
    "审计厅",
    "体育局",
    "旅游局",
    "粮食局",
];

/// The county that became a district at the end of 2014, the one that became a city of county rank, the one that was renamed.
pub const BECAME_DISTRICT: &str = "卯川区";
pub const BECAME_CITY: &str = "癸湾市";
pub const RENAMED: &str = "壬滩县";

/// All units: cities, counties, districts, departments.
#[must_use]
pub fn units() -> Vec<Unit> {
    let city = |landform: char| format!("示{landform}市");
    let mut units: Vec<Unit> = LANDFORMS
        .iter()
        .map(|(landform, pinyin)| Unit { id: format!("SL:shi-{pinyin}"), name: city(*landform), kind: Kind::City, city: String::new() })
        .collect();
    for (landform, pinyin) in LANDFORMS {
        for (stem, first) in STEMS {
            let name = format!("{stem}{landform}县");
            let name = if name == "癸湾县" { BECAME_CITY.to_owned() } else { name };
            units.push(Unit { id: format!("SL:{first}-{pinyin}"), name, kind: Kind::County, city: city(landform) });
        }
    }
    for (at, (landform, pinyin)) in LANDFORMS.iter().enumerate() {
        for (branch, first) in BRANCHES.iter().take(if at < 3 { 4 } else { 3 }) {
            let name = format!("{branch}{landform}区");
            units.push(Unit { id: format!("SL:{first}-{pinyin}"), name, kind: Kind::District, city: city(*landform) });
        }
    }
    for (at, name) in DEPARTMENTS.iter().enumerate() {
        units.push(Unit {
            id: format!("SL:department-{:02}", at + 1),
            name: format!("示例省{name}"),
            kind: Kind::Department,
            city: String::new(),
        });
    }
    units
}

/// Whether it counts among the counties in that year.
#[must_use]
pub fn is_county_in(unit: &Unit, year: i16) -> bool {
    unit.kind == Kind::County || unit.name == BECAME_DISTRICT && year <= 2014
}

/// The name in that year.
#[must_use]
pub fn name_in(unit: &Unit, year: i16) -> String {
    match unit.name.as_str() {
        BECAME_DISTRICT if year < 2014 => "卯川县".to_owned(),
        BECAME_CITY if year < 2015 => "癸湾县".to_owned(),
        RENAMED if year < 2013 => "旧滩县".to_owned(),
        name => name.to_owned(),
    }
}

/// 107 counties and districts.
#[must_use]
pub fn counties() -> Vec<Unit> {
    units().into_iter().filter(|u| matches!(u.kind, Kind::County | Kind::District)).collect()
}
