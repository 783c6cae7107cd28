//! The panel and the interpreter come to the same: random programs over the whole language, on random facts at their edges.

use quanheng_agreement::ask::Asked;
use quanheng_agreement::evaluate::{Answer, Evaluator, Manner, Question, answer};
use quanheng_agreement::floors::{FEWEST, missed};
use quanheng_agreement::harness::{Budget, compare};
use quanheng_panel::Panel;

/// Everyone at once.
pub struct ByPanel;

/// Programs in every run of the tests.
pub const PROGRAMS: usize = 5_000;

impl Evaluator for ByPanel {
    fn name(&self) -> String {
        "the panel".to_owned()
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let panel = Panel::new(question.program, question.facts, question.choice.clone());
        panel.work_out_all(asked.iter().map(Asked::instance));
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

pub fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn both_come_to_the_same_on_generated_programs() {
    let _alone = crate::alone();
    let budget = Budget::of(usize::try_from(number("PROGRAMS", 5_000)).unwrap(), number("SEED", 0));
    let outcome = compare(&Manner::Plain, &ByPanel, budget);
    println!("{}", outcome.tally.table());
    for failure in outcome.failures.iter().take(3) {
        println!("{}", failure.page);
    }
    assert!(outcome.failures.is_empty(), "{} failures", outcome.failures.len());
    // The floors are those of the programs that every run of the tests tries.
    if outcome.tally.programs >= FEWEST && number("SEED", 0) == 0 {
        let missed = missed(&outcome.tally);
        assert!(missed.is_empty(), "{missed:#?}");
    }
}
