//! What must not matter: the order in which rows and entities are taken in, how many threads work, and how many rows a block has.

use quanheng_agreement::ask::Asked;
use quanheng_agreement::case::case;
use quanheng_agreement::chance::Chance;
use quanheng_agreement::evaluate::{Answer, Evaluator, Question, answer};
use quanheng_agreement::harness::{Budget, compare};
use quanheng_panel::Panel;

use crate::generated::ByPanel;

/// The panel, over the same facts taken in in another order.
struct Rearranged;

impl Evaluator for Rearranged {
    fn name(&self) -> String {
        "the panel, facts in another order".to_owned()
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let mut world = question.world.clone();
        let mut chance = Chance::new(11);
        chance.shuffle(&mut world.lines);
        chance.shuffle(&mut world.signed);
        chance.shuffle(&mut world.verdicts);
        let facts = world.facts(&question.program.schema);
        ByPanel.answers(Question { world: &world, facts: &facts, ..question }, asked)
    }
}

#[test]
fn the_order_of_facts() {
    let _alone = crate::alone();
    let outcome = compare(&ByPanel, &Rearranged, Budget::of(500, 40_000));
    for failure in outcome.failures.iter().take(1) {
        println!("{}", failure.page);
    }
    assert!(outcome.failures.is_empty(), "{} failures", outcome.failures.len());
}

/// The panel in blocks of so many rows.
struct InBlocksOf(usize);

impl Evaluator for InBlocksOf {
    fn name(&self) -> String {
        format!("the panel in blocks of {}", self.0)
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let panel = Panel::new(question.program, question.facts, question.choice.clone()).in_blocks_of(self.0);
        panel.work_out_all(asked.iter().map(Asked::instance));
        let reader = panel.reader();
        asked.iter().map(|asked| answer(&reader, asked)).collect()
    }
}

#[test]
fn how_many_rows_a_block_has() {
    let _alone = crate::alone();
    // Made-up worlds have few rows: only small blocks part them.
    for rows in [1, 2, 5] {
        let outcome = compare(&ByPanel, &InBlocksOf(rows), Budget::of(500, 60_000));
        for failure in outcome.failures.iter().take(1) {
            println!("{}", failure.page);
        }
        assert!(outcome.failures.is_empty(), "{} failures in blocks of {rows}", outcome.failures.len());
    }
}

#[test]
fn how_many_threads_work() {
    let _alone = crate::alone();
    let mut rows = 0;
    for case in (50_000..50_200).filter_map(|seed| case(seed).ok()) {
        let (program, years) = (&case.program, &case.world.years);
        let facts = case.world.facts(&program.schema);
        let told = |threads: usize| {
            let panel = Panel::new(program, &facts, case.world.choice.clone());
            panel.work_out(&program.results, years, threads);
            let mut all = Vec::new();
            for result in program.results.iter().filter(|id| program.variable(**id).is_some_and(|v| v.yearly && v.index.is_empty())) {
                panel.rows(*result, years, |row| all.push((*result, row.entity, row.year, row.status, row.value, row.decision.clone())));
            }
            all
        };
        let alone = told(1);
        rows += alone.len();
        assert_eq!(alone, told(3));
    }
    assert!(rows > 200, "{rows} rows");
}
