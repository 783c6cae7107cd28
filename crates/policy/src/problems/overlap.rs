//! Two rules that can hold together without an order between them.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "overlap";

/// The problem, in both languages. `ran`: the test was run and comes to 冲突.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str, test: &str, ran: bool) -> Problem {
    let test: String = test.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("\n  {line}") }).collect();
    let (zh, en) = if ran {
        ("下面是试算过的一例，可以照抄进 tests/ 作测试", "This case was run; it can be copied into tests/ as it stands")
    } else {
        ("下面是推出来的一例，改正其他问题以后才能试算", "This case was worked out; it can be run once the other problems are mended")
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{one}」和「{other}」可以同时成立，又没有说谁压过谁"),
            format!("「{one}」 and 「{other}」 can hold together, and nothing says which wins"),
        ),
        hint: Bilingual::new(
            format!("用「于」或「让于」排出先后，或两条都写「，可并存」。{zh}：{test}"),
            format!("Order them with 于 or 让于, or mark both 「，可并存」. {en}:{test}"),
        ),
        related: Vec::new(),
    }
}
