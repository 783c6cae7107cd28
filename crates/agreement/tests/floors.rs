//! The interpreter beside itself on many programs, facts in another order; and what was met on the way, held to its floors.

use quanheng_agreement::evaluate::Manner;
use quanheng_agreement::floors::{FEWEST, missed};
use quanheng_agreement::harness::{Budget, compare};

#[test]
fn the_interpreter_agrees_with_itself_on_everything_there_is() {
    let outcome = compare(&Manner::Plain, &Manner::Rearranged(7), Budget::of(FEWEST, 0));
    println!("{}", outcome.tally.table());
    for failure in &outcome.failures {
        println!("{}", failure.page);
    }
    assert!(outcome.failures.is_empty(), "{} cases on which they part", outcome.failures.len());
    let missed = missed(&outcome.tally);
    assert!(missed.is_empty(), "{missed:#?}");
}
