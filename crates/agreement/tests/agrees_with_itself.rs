//! The interpreter beside itself, under changes that must not matter. Facts in another order: `floors.rs`.

use quanheng_agreement::evaluate::{Evaluator, Manner};
use quanheng_agreement::harness::{Budget, compare};

fn agrees(other: &dyn Evaluator, programs: usize, seed: u64) {
    let outcome = compare(&Manner::Plain, other, Budget::of(programs, seed));
    println!("{}", outcome.tally.table());
    for failure in &outcome.failures {
        println!("{}", failure.page);
    }
    assert!(outcome.failures.is_empty(), "{} failures", outcome.failures.len());
}

#[test]
fn asked_in_another_order() {
    agrees(&Manner::Shuffled(7), 300, 10_000);
}

#[test]
fn asked_one_by_one() {
    agrees(&Manner::Fresh, 100, 20_000);
}
