//! Facts of another region than the packs bring no units of their own.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "region-without-units";

/// `note` is the 来源.toml that names the region; `of_packs` are the regions of the packs.
#[must_use]
pub fn region_without_units(note: &str, region: &str, of_packs: &[String]) -> Problem {
    let packs = said(of_packs);
    Problem {
        place: Place::File { file: note.to_owned() },
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!(
                "来源说明写的地区是「{region}」，政策包是{packs}的，所以政策包自带的名册没有用；数据里又没有「单位」表，一个单位也没有。"
            ),
            format!(
                "The note on sources says that these facts are of 「{region}」; the packs are of {packs}, so their registers were not read. \
                 And the facts have no table 单位: there are no units at all."
            ),
        ),
        hint: Bilingual::new(
            "要用政策包的名册，就把 region 改成政策包的地区，或者删掉这一行；数据确是别处的，就加一张「单位」表：编号、名称、种类、上级。",
            "To use the packs' registers, write one of their regions as region, or take the line out. If the facts are of another place, add a table 单位: \
             编号, 名称, 种类, 上级.",
        ),
        related: Vec::new(),
    }
}
