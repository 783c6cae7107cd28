//! A class (平庸, 失职 …) of a person was asked for by name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "class-of-person";

/// `conclusion` is the conclusion it belongs to, where it belongs to one.
#[must_use]
pub fn class_of_person(option: &str, name: &str, conclusion: Option<&str>) -> Problem {
    let (hint, hint_en) = match conclusion {
        Some(of) => (
            format!("要看谁达到了情形，请用「{of}」；类别在它下面只按项数合计。"),
            format!("To see who meets the circumstances, ask for 「{of}」; below it the classes are counted, without names."),
        ),
        None => (
            "请改问读它的结论；类别只按项数合计，不和人名列在一起。".to_owned(),
            "Ask for the conclusion that reads it; classes are counted there, without names.".to_owned(),
        ),
    };
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」是待核实情形的类别，算到人；决定之前，类别不和人名写在一起。"),
            format!("「{name}」 is a class of a matter to be verified, of a person; before a decision no class is shown beside a name."),
        ),
        hint: Bilingual::new(hint, hint_en),
        related: Vec::new(),
    }
}
