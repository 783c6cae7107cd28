//! Faults planted on purpose: the generated programs find each of them, within those that every run of the tests tries.

use quanheng_agreement::case::{Case, case};
use quanheng_agreement::evaluate::Manner;
use quanheng_agreement::harness::differ;
use quanheng_panel::planted::{FAULTS, LATER_FAULTS, plant};

use crate::generated::{ByPanel, PROGRAMS};

/// The first of so many seeds at which the two part.
fn found(seeds: u64) -> Option<u64> {
    first(seeds, &|case| differ(&case.program, &case.world, &Manner::Plain, &ByPanel).is_some())
}

/// The first of so many seeds whose case is so; on all cores, a few seeds at a time.
pub fn first(seeds: u64, is_so: &(dyn Fn(&Case) -> bool + Sync)) -> Option<u64> {
    let threads = std::thread::available_parallelism().map_or(1, |threads| u64::try_from(threads.get()).unwrap());
    let together = threads * 8;
    (0..seeds).step_by(usize::try_from(together).unwrap()).find_map(|from| {
        let of_thread = |thread: u64| {
            let mut own = (from + thread..seeds.min(from + together)).step_by(usize::try_from(threads).unwrap());
            own.find(|seed| case(*seed).is_ok_and(|case| is_so(&case)))
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|thread| scope.spawn(move || of_thread(thread))).collect();
            let own = of_thread(0);
            others.into_iter().filter_map(|other| other.join().unwrap()).chain(own).min()
        })
    })
}

#[test]
fn every_planted_fault_is_found() {
    let _alone = crate::alone();
    let seeds = u64::try_from(PROGRAMS).unwrap();
    let mut missed = Vec::new();
    let only: Option<u8> = std::env::var("ONLY").ok().and_then(|from| from.parse().ok());
    for (number, fault) in (1_u8..).zip(FAULTS).chain(LATER_FAULTS).filter(|(number, _)| only.is_none_or(|from| *number >= from)) {
        plant(number);
        let first = found(seeds);
        plant(0);
        match first {
            Some(seed) => println!("{number:>3} {fault}: at seed {seed}"),
            None => missed.push(format!("{number} {fault}")),
        }
    }
    assert!(missed.is_empty(), "not found: {missed:#?}");
}
