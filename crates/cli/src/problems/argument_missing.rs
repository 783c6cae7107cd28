//! Something that the command cannot do without.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "argument-missing";

/// `missing` are the options or arguments.
#[must_use]
pub fn argument_missing(missing: &[String]) -> Problem {
    let all = missing.join(" ");
    Problem {
        place: Place::Option { option: all.clone() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("还要写：{all}。"), format!("Still needed: {all}.")),
        hint: Bilingual::new(
            "例如：quanheng run packs/shaanxi-2016 --facts data/shaanxi --period 2016 。各命令的写法见 quanheng 命令 --help 。",
            "For example: quanheng run packs/shaanxi-2016 --facts data/shaanxi --period 2016 . Each command is described by quanheng COMMAND --help --lang en .",
        ),
        related: Vec::new(),
    }
}
