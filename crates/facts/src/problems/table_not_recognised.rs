//! A sheet or file that no table answers to.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "table-not-recognised";

pub(crate) fn problem(place: Place, name: &str, nearest: &[String], tables: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    let list = tables.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」对不上任何一张表，没有读。"), format!("「{name}」 matches no table and was not read.")),
        hint: Bilingual::new(
            format!("{zh_near}请把工作表或文件改名为下列之一：{list}；如果不是数据，请改名为「说明」或移出。"),
            format!("{en_near}Rename the sheet or file to one of: {list}; if it holds no data, name it 「说明」 or move it out."),
        ),
        related: Vec::new(),
    }
}
