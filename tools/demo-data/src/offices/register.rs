//! 单位 and 区划类别: who exists, under which names, in which group.

use crate::book::{Book, Cell, Format};
use crate::clerk::Table;
use crate::province::{BECAME_CITY, BECAME_DISTRICT, Kind, RENAMED, Unit, units};

/// The register and the groups.
#[must_use]
pub fn books() -> Vec<Book> {
    vec![
        Book { name: "单位".into(), format: Format::Csv, sheets: vec![register().sheet("单位")] },
        Book { name: "区划类别".into(), format: Format::Csv, sheets: vec![groups().sheet("区划类别")] },
    ]
}

fn register() -> Table {
    let mut table = Table::plain(&["编号", "名称", "种类", "上级", "自", "至"]);
    for unit in units() {
        let kind = match unit.kind {
            Kind::City => "市",
            Kind::County | Kind::District => "县区",
            Kind::Department => "省级部门",
        };
        let mut row = |name: &str, from: &str, to: &str| {
            table.row([unit.id.as_str(), name, kind, unit.city.as_str(), from, to].iter().map(|t| Cell::text(t)).collect());
        };
        match earlier(&unit) {
            Some((name, to, from)) => {
                row(name, "", to);
                row(&unit.name, from, "");
            }
            None => row(&unit.name, "", ""),
        }
    }
    table
}

/// The earlier name, its last day, the first of the later one.
fn earlier(unit: &Unit) -> Option<(&'static str, &'static str, &'static str)> {
    match unit.name.as_str() {
        BECAME_DISTRICT => Some(("卯川县", "2014-12-19", "2014-12-20")),
        BECAME_CITY => Some(("癸湾县", "2015-06-30", "2015-07-01")),
        RENAMED => Some(("旧滩县", "2013-03-31", "2013-04-01")),
        _ => None,
    }
}

fn groups() -> Table {
    let mut table = Table::plain(&["县区", "类别", "自", "至"]);
    for unit in units() {
        let mut row = |group: &str, from: &str, to: &str| {
            table.row([unit.name.as_str(), group, from, to].iter().map(|t| Cell::text(t)).collect());
        };
        match unit.kind {
            Kind::County => row("县市", "", ""),
            Kind::District if unit.name == BECAME_DISTRICT => {
                row("县市", "", "2014-12-19");
                row("城区", "2014-12-20", "");
            }
            Kind::District => row("城区", "", ""),
            Kind::City | Kind::Department => {}
        }
    }
    table
}
