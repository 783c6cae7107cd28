//! A value read directly although exceptions stand over the definition that wraps it.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "exception-bypassed";

/// The problem, in both languages. `name`: the definition with the exceptions.
#[must_use]
pub fn problem(place: Place, words: &str, name: &str, labels: &[String]) -> Problem {
    let list: String = labels.iter().map(|label| format!("「{label}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("这里直接读「{words}」，绕过了「{name}」上的例外{list}"),
            format!("「{words}」 is read here directly, past the exceptions {list} to 「{name}」"),
        ),
        hint: Bilingual::new(
            format!("改读「{name}」，例外才会起作用。确实要不受例外影响的原值，就给它另起一个名字（定义 … 即 {words}），再读那个名字。"),
            format!(
                "Read 「{name}」, so that the exceptions count. If the value without them is meant, give it a name of its own (定义 … 即 {words}) and read that."
            ),
        ),
        related: Vec::new(),
    }
}
