//! Two rules of which it was not decided whether they can hold together.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "overlap-undecided";

/// The problem, in both languages. `case`: one that seems possible, but that no test can give or that came out otherwise when run.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str, case: Option<&str>) -> Problem {
    let (zh, en) = match case {
        Some(case) => (
            format!("看看下面这一例在实际中会不会出现（系统没能把它试算出来）：\n{case}\n  会的话，"),
            format!("Look whether this case can come about (it could not be run here):\n{case}\n  If it can, "),
        ),
        None => (
            "条件太多，没有全部试完。请人看一遍；会的话，".to_owned(),
            "There are too many conditions to try them all. Have somebody look; if they can, ".to_owned(),
        ),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("「{one}」和「{other}」会不会同时成立，没有判定"),
            format!("whether 「{one}」 and 「{other}」 can hold together was not decided"),
        ),
        hint: Bilingual::new(
            format!("{zh}用「于」或「让于」排出先后。真的同时成立时，结果是「冲突」，不会悄悄取其中一个。"),
            format!("{en}order them with 于 or 让于. Should both hold in a run the result is 冲突, never silently one of them."),
        ),
        related: Vec::new(),
    }
}
