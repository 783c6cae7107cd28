//! The demonstration does not find its pack and data.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "demo-not-found";

/// `looked_for` is what was looked for, from the current folder upwards.
#[must_use]
pub fn demo_not_found(looked_for: &str) -> Problem {
    Problem {
        place: Place::Option { option: "--root".to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("没有找到「{looked_for}」：从当前文件夹往上都看过了。"),
            format!("「{looked_for}」 was not found, neither here nor in any folder above."),
        ),
        hint: Bilingual::new(
            "请到权衡的文件夹里运行，或者用 --root 写出放 packs 和 data 的文件夹。",
            "Run it in the folder of Quanheng, or name the folder that holds packs and data with --root.",
        ),
        related: Vec::new(),
    }
}
