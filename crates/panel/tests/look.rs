//! The second look: it tells of no row that is right, however its rivals are told of, and of rows that are wrong.

use quanheng_agreement::ask::{Asked, everything};
use quanheng_agreement::case::Case;
use quanheng_agreement::evaluate::{Answer, Evaluator, Manner, Question, answer};
use quanheng_agreement::harness::{Budget, compare};
use quanheng_panel::planted::{FAULTS, LATER_FAULTS, plant};
use quanheng_panel::{Differing, Look, Panel};

use crate::generated::number;
use crate::planted::first;

/// The panel, every row of every column looked at again.
struct Looking {
    /// Those who compete are told by number, however few they are.
    by_number: bool,
}

impl Looking {
    /// A panel with the columns that are asked for, and what came out differently.
    fn panel<'q>(&self, question: Question<'q>, asked: &[Asked]) -> (Panel<'q>, Vec<Differing>) {
        let panel = Panel::new(question.program, question.facts, question.choice.clone());
        let everything = Look { rows: &[], share: (1, 1), seed: 0 };
        if self.by_number {
            panel.look_again_by_number(&everything);
        } else {
            panel.look_again(&everything);
        }
        panel.work_out_all(asked.iter().map(Asked::instance));
        let (_, differing) = panel.looked_again();
        (panel, differing)
    }
}

impl Evaluator for Looking {
    fn name(&self) -> String {
        format!("the panel, looked at again{}", if self.by_number { ", rivals by number" } else { "" })
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let (panel, differing) = self.panel(question, asked);
        assert!(differing.is_empty(), "{} rows came out differently when they were looked at again: {differing:#?}", differing.len());
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

#[test]
fn what_is_right_is_not_told_of() {
    let _alone = crate::alone();
    for by_number in [false, true] {
        let budget = Budget::of(usize::try_from(number("PROGRAMS", 500)).unwrap(), number("SEED", 90_000));
        let outcome = compare(&Manner::Plain, &Looking { by_number }, budget);
        for failure in outcome.failures.iter().take(2) {
            println!("{}", failure.page);
        }
        assert!(outcome.failures.is_empty(), "{} failures, by number: {by_number}", outcome.failures.len());
    }
}

/// What is tried for an unknown is tried again by the run, not by the second look at columns.
const TRIED_AGAIN: u8 = 90;

/// Programs within which a fault is looked for, and how many faults need more: those of constructs that few programs have.
const PROGRAMS: u64 = 400;
const MOST_MISSED: usize = 12;

#[test]
fn what_is_wrong_is_told_of() {
    let _alone = crate::alone();
    let mut missed = Vec::new();
    for (number, fault) in (1_u8..).zip(FAULTS).chain(LATER_FAULTS).filter(|(number, _)| *number != TRIED_AGAIN) {
        plant(number);
        let first = first(PROGRAMS, &|case| !differing(case).is_empty());
        plant(0);
        match first {
            Some(seed) => println!("{number:>3} {fault}: at seed {seed}"),
            None => missed.push(format!("{number} {fault}")),
        }
    }
    assert!(missed.len() <= MOST_MISSED, "not found: {missed:#?}");
}

fn differing(case: &Case) -> Vec<Differing> {
    let Case { program, world, .. } = case;
    let facts = world.facts(&program.schema);
    let asked = everything(program, &facts, &world.years);
    let question = Question { program, world, facts: &facts, choice: &world.choice };
    Looking { by_number: true }.panel(question, &asked).1
}
