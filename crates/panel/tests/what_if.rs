//! A choice over another: what the difference reaches is worked out anew, everything else taken over, and it comes to the same as
//! everything worked out anew.

use std::sync::atomic::{AtomicUsize, Ordering};

use quanheng_agreement::ask::Asked;
use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::{Answer, Evaluator, Manner, Question, answer};
use quanheng_agreement::harness::{Budget, compare, differ};
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, Schema, TableId};
use quanheng_facts::value::Value;
use quanheng_panel::Panel;
use quanheng_panel::planted::{WHAT_IF_FAULTS, plant};
use quanheng_policy::interpret::Choice;

/// The panel under the choice asked for, over one that supposes nothing.
#[derive(Default)]
struct OverAnother {
    kept: AtomicUsize,
    all: AtomicUsize,
}

impl Evaluator for OverAnother {
    fn name(&self) -> String {
        "the panel, over another choice".to_owned()
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let Question { program, facts, choice, .. } = question;
        let supposing_nothing = Choice { opens: Default::default(), parameters: Default::default(), ..choice.clone() };
        let before = Panel::new(program, facts, supposing_nothing);
        before.work_out_all(asked.iter().map(Asked::instance));
        let panel = Panel::taking_over(&before, choice.clone());
        let kept = panel.columns();
        panel.work_out_all(asked.iter().map(Asked::instance));
        assert_eq!(panel.columns_of(&before), kept, "a column that was taken over is the very one, and no other is");
        self.kept.fetch_add(kept, Ordering::Relaxed);
        self.all.fetch_add(panel.columns(), Ordering::Relaxed);
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

#[test]
fn what_a_difference_cannot_reach_is_taken_over() {
    let _alone = crate::alone();
    let programs = crate::generated::number("PROGRAMS", 600);
    let panel = OverAnother::default();
    let outcome = compare(&Manner::Plain, &panel, Budget::of(usize::try_from(programs).unwrap(), crate::generated::number("SEED", 70_000)));
    for failure in outcome.failures.iter().take(3) {
        println!("{}", failure.page);
    }
    let (kept, all) = (panel.kept.into_inner(), panel.all.into_inner());
    println!("{kept} of {all} columns taken over");
    assert!(outcome.failures.is_empty(), "{} failures", outcome.failures.len());
    // Nothing would be learnt if all were taken over, or none.
    assert!(kept > all / 4 && kept < all, "{kept} of {all} columns taken over");
}

/// The panel on the facts asked about, over one on facts of which a cell or two are otherwise.
#[derive(Default)]
struct OverOtherFacts {
    kept: AtomicUsize,
    all: AtomicUsize,
}

/// The same facts with one value of a table put in the place of another; `None` where there are no two of a column.
fn otherwise(facts: &Facts, schema: &Schema, table: TableId) -> Option<Facts> {
    for column in (0_u32..).map(ColumnId).take(schema.table(table)?.columns.len()) {
        let held: Vec<(Vec<Value>, Value)> = facts
            .all_rows(table)
            .filter_map(|row| match Facts::cell(&row, column).map(|cell| &cell.held) {
                Some(Held::Exactly(value)) => Some((row.keys.clone(), value.clone())),
                _ => None,
            })
            .collect();
        let (key, first) = held.first()?;
        if let Some((_, other)) = held.iter().find(|(_, value)| value != first) {
            return facts.with_value(table, key, column, other.clone());
        }
    }
    None
}

impl Evaluator for OverOtherFacts {
    fn name(&self) -> String {
        "the panel, over other facts".to_owned()
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let Question { program, facts, choice, .. } = question;
        let schema = &program.schema;
        let tables = (0_u32..).map(TableId).take(schema.tables.len());
        let other = tables.filter_map(|table| otherwise(facts, schema, table)).next();
        let other = other.unwrap_or_else(|| facts.clone());
        let before = Panel::new(program, &other, choice.clone());
        before.work_out_all(asked.iter().map(Asked::instance));
        let panel = Panel::taking_over_on(&before, facts, choice.clone());
        let kept = panel.columns();
        panel.work_out_all(asked.iter().map(Asked::instance));
        self.kept.fetch_add(kept, Ordering::Relaxed);
        self.all.fetch_add(panel.columns(), Ordering::Relaxed);
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

#[test]
fn what_other_facts_cannot_reach_is_taken_over() {
    let _alone = crate::alone();
    let programs = crate::generated::number("PROGRAMS", 600);
    let panel = OverOtherFacts::default();
    let outcome = compare(&Manner::Plain, &panel, Budget::of(usize::try_from(programs).unwrap(), crate::generated::number("SEED", 80_000)));
    for failure in outcome.failures.iter().take(3) {
        println!("{}", failure.page);
    }
    let (kept, all) = (panel.kept.into_inner(), panel.all.into_inner());
    println!("{kept} of {all} columns taken over");
    assert!(outcome.failures.is_empty(), "{} failures", outcome.failures.len());
    // Nothing would be learnt if all were taken over, or none.
    assert!(kept > all / 20 && kept < all, "{kept} of {all} columns taken over");
}

/// A fault planted in what is taken over is found within so many programs.
#[test]
fn a_fault_in_what_is_taken_over_is_found() {
    let _alone = crate::alone();
    let numbers = OverAnother::default();
    let facts = OverOtherFacts::default();
    let by: [&dyn Evaluator; 2] = [&numbers, &facts];
    for ((fault, what), evaluator) in WHAT_IF_FAULTS.into_iter().zip(by) {
        plant(fault);
        let parts = |seed: &u64| case(*seed).is_ok_and(|case| differ(&case.program, &case.world, &Manner::Plain, evaluator).is_some());
        let found = (0..600).find(parts);
        plant(0);
        println!("{fault} {what}: at seed {found:?}");
        assert!(found.is_some(), "{fault} {what} is not found");
    }
}
