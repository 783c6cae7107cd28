//! Of published facts, results of the pack that are no incentives, or are of persons, were not computed.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "published-left-out";

/// `names` are the results left out.
#[must_use]
pub fn published_left_out(file: &str, names: &[String], all_kinds: bool) -> Problem {
    let count = names.len();
    let some = said(names.get(..5).unwrap_or(names));
    let (more, more_en) = if count > 5 { (" 等", " and others") } else { ("", "") };
    let (what, what_en) = if all_kinds {
        ("只算到单位", "only results of units are computed")
    } else {
        ("只算激励", "only incentives are computed")
    };
    let (hint, hint_en) = if all_kinds {
        ("人的结果，公布的数据不算。", "Of published facts no results of persons are computed.")
    } else {
        (
            "确要算单位的，加 --all-kinds；要把一类结论当激励算，在 pack.toml 的 incentives 里写上它。",
            "If those of units are wanted, add --all-kinds; a kind of conclusion that is an incentive is named under incentives in pack.toml.",
        )
    };
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("这是公布的数据，{what}；没有算的有 {count} 项：{some}{more}。"),
            format!("This was published: {what_en}. Not computed ({count}): {some}{more_en}."),
        ),
        hint: Bilingual::new(hint, hint_en),
        related: Vec::new(),
    }
}
