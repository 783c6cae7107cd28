//! A snapshot is of another day of knowledge.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-known-on-differs";

/// The day for which it was made, and the one asked for.
#[must_use]
pub fn snapshot_known_on_differs(folder: &str, made: Option<&str>, asked: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--known-on {asked}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            made.map_or_else(
                || format!("数据快照「{folder}」收了全部已知的数据，不能再只用 {asked} 以前知道的。"),
                |made| format!("数据快照「{folder}」只收了 {made} 以前知道的数据，不是 {asked}。"),
            ),
            made.map_or_else(
                || format!("The snapshot 「{folder}」 holds all that is known; it cannot be asked for what was known on {asked}."),
                |made| format!("The snapshot 「{folder}」 holds what was known on {made}, not on {asked}."),
            ),
        ),
        hint: Bilingual::new(
            "请用 quanheng snapshot … --known-on 这一天 另做一份，或者直接用原表运行。",
            "Make another with quanheng snapshot … --known-on and that day, or run on the workbooks.",
        ),
        related: Vec::new(),
    }
}
