//! Something that the command cannot do without.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "argument-missing";

/// `missing` are the options or arguments.
#[must_use]
pub fn argument_missing(missing: &[String]) -> Problem {
    let all = missing.join(" ");
    // Only explain and why-not ask for one result of one unit.
    let of_one = missing.iter().any(|option| option == "--result" || option == "--of");
    let example = if of_one {
        "quanheng explain packs/shaanxi-2016 --facts data/shaanxi --period 2016 --result 县区.奖金 --of 凤县"
    } else {
        "quanheng run packs/shaanxi-2016 --facts data/shaanxi --period 2016"
    };
    Problem {
        place: Place::Option { option: all.clone() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("还要写：{all}。"), format!("Still needed: {all}.")),
        hint: Bilingual::new(
            format!("例如：{example} 。各命令的写法见 quanheng 命令 --help 。"),
            format!("For example: {example} . Each command is described by quanheng COMMAND --help --lang en ."),
        ),
        related: Vec::new(),
    }
}
