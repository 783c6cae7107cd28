//! Many names that no register knows, in facts that do not say of which region they are.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "units-of-another-place";

/// `file` is the first that names such units, `names` how many it names; `of_packs` are the regions of the packs.
#[must_use]
pub fn units_of_another_place(file: &str, names: usize, of_packs: &[String]) -> Problem {
    let packs = said(of_packs);
    Problem {
        // As a whole, and before its cells.
        place: Place::Cell { file: file.to_owned(), sheet: None, row: None, column: None },
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("这里有 {names} 个名称名册里都没有。名册是政策包自带的，是{packs}的。"),
            format!("{names} names here are in no register. The registers came with the packs, and are of {packs}."),
        ),
        hint: Bilingual::new(
            "数据是别处的，就在数据旁边放一个 来源.toml，写一行 region = \"地区名\"，再交一张「单位」表，有名称、种类两栏就够；\
             不是别处的，照各处的提示改名称。",
            "If the facts are of another place, put a file 来源.toml beside them with the line region = \"NAME\", and add a table 单位: the columns 名称 and 种类 \
             are enough. If not, correct the names as each place says.",
        ),
        related: Vec::new(),
    }
}
