//! 依 names a procedure or fragment there is none of.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "procedure-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, near: &[String]) -> Problem {
    let (zh, en) = match near {
        [] => (String::new(), String::new()),
        names => (format!("是不是「{}」？", names.join("」、「")), format!("Perhaps 「{}」? ", names.join("」, 「"))),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有叫「{name}」的程序或者程序片段"), format!("there is no procedure or fragment called 「{name}」")),
        hint: Bilingual::new(
            format!(
                "{zh}本包和它依据的包里写过的「程序」「程序片段」才能依；别的包的，前面写上包名和「·」，并在 pack.toml 的 basis 里列出。"
            ),
            format!(
                "{en}Only a 程序 or 程序片段 of this pack or of one it builds on can be followed; put the pack and 「·」 before the name, and list it under basis in pack.toml."
            ),
        ),
        related: Vec::new(),
    }
}
