//! An article that changed after somebody had compared its rules with its text.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "changed-since-review";

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Gist,
    Rules,
    Both,
    /// The article is not there any more.
    Gone,
}

/// The problem, in both languages. `name`: the article with its measure, as the command takes it.
#[must_use]
pub fn problem(place: Place, anchor: &str, name: &str, what: What) -> Problem {
    let text = match what {
        What::Gist => Bilingual::new(
            format!("{anchor}核对以后，要点改过，规则没有改"),
            format!("the gist of {anchor} changed after its review, its rules did not"),
        ),
        What::Rules => Bilingual::new(
            format!("{anchor}核对以后，规则改过，要点没有改"),
            format!("the rules of {anchor} changed after its review, its gist did not"),
        ),
        What::Both => {
            Bilingual::new(format!("{anchor}核对以后，要点和规则都改过"), format!("gist and rules of {anchor} changed after its review"))
        }
        What::Gone => Bilingual::new(format!("核对过的{anchor}现在没有了"), format!("{anchor} was reviewed and is not there any more")),
    };
    let hint = match what {
        What::Gone => Bilingual::new(
            "条号改了，就核对新的那一条，运行 quanheng check 政策包 --reviewed 办法#条；写入时，旧的记录自动去掉。",
            "If it has another number now, compare that article and run quanheng check PACK --reviewed MEASURE#ARTICLE; the old record goes when that is written.",
        ),
        _ => Bilingual::new(
            format!("请人再对照一遍，没有问题就运行 quanheng check 政策包 --reviewed {name}。"),
            format!("Have it compared again; if it is right, run quanheng check PACK --reviewed {name}."),
        ),
    };
    Problem { place, id: ID, severity: Severity::Warning, text, hint, related: Vec::new() }
}
