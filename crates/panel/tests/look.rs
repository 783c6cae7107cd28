//! The second look: it tells of no row that is right, however its rivals are told of, and of rows that are wrong.

use std::sync::atomic::{AtomicUsize, Ordering};

use quanheng_agreement::ask::Asked;
use quanheng_agreement::evaluate::{Answer, Evaluator, Manner, Question, answer};
use quanheng_agreement::harness::{Budget, compare};
use quanheng_panel::{Look, Panel, planted};

use crate::generated::number;

/// The panel, every row of every column looked at again.
struct Looking {
    /// Those who compete are told by number, however few they are.
    by_number: bool,
    /// Questions whose columns had a row that came out differently.
    found: AtomicUsize,
}

impl Looking {
    fn new(by_number: bool) -> Looking {
        Looking { by_number, found: AtomicUsize::new(0) }
    }
}

impl Evaluator for Looking {
    fn name(&self) -> String {
        format!("the panel, looked at again{}", if self.by_number { ", rivals by number" } else { "" })
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let panel = Panel::new(question.program, question.facts, question.choice.clone());
        let everything = Look { rows: &[], share: (1, 1), seed: 0 };
        if self.by_number {
            panel.look_again_by_number(&everything);
        } else {
            panel.look_again(&everything);
        }
        panel.work_out_all(asked.iter().map(Asked::instance));
        let (_, differing) = panel.looked_again();
        if let Some(first) = differing.first() {
            self.found.fetch_add(1, Ordering::Relaxed);
            panic!("{} rows came out differently when they were looked at again, the first:\n{first:#?}", differing.len());
        }
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

#[test]
fn what_is_right_is_not_told_of() {
    let _alone = crate::alone();
    for by_number in [false, true] {
        let budget = Budget::of(usize::try_from(number("PROGRAMS", 1_000)).unwrap(), number("SEED", 90_000));
        let outcome = compare(&Manner::Plain, &Looking::new(by_number), budget);
        for failure in outcome.failures.iter().take(2) {
            println!("{}", failure.page);
        }
        assert!(outcome.failures.is_empty(), "{} failures, by number: {by_number}", outcome.failures.len());
    }
}
