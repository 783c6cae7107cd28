//! Faults planted on purpose: the generated programs find each of them, within those that every run of the tests tries.

use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::Manner;
use quanheng_agreement::harness::differ;
use quanheng_panel::planted::{FAULTS, LATER_FAULTS, plant};

use crate::generated::{ByPanel, PROGRAMS};

/// Faults that the programs of one run do not reach: what they need comes together too seldom. They are tried by hand over more of them:
/// `RARE=200000 cargo test --release -p quanheng-panel --test all planted`.
const RARE: [u8; 5] = [13, 21, 27, 30, 32];

/// The first of so many seeds at which the two part.
fn found(seeds: u64) -> Option<u64> {
    (0..seeds).find(|seed| case(*seed).is_ok_and(|case| differ(&case.program, &case.world, &Manner::Plain, &ByPanel).is_some()))
}

#[test]
fn every_planted_fault_is_found() {
    let _alone = crate::alone();
    let rare: Option<u64> = std::env::var("RARE").ok().and_then(|seeds| seeds.parse().ok());
    let (mut missed, mut tried) = (Vec::new(), 0);
    let only: Option<u8> = std::env::var("ONLY").ok().and_then(|from| from.parse().ok());
    for (number, fault) in (1_u8..).zip(FAULTS).chain(LATER_FAULTS).filter(|(number, _)| only.is_none_or(|from| *number >= from)) {
        let seeds = match RARE.contains(&number) {
            true => rare.unwrap_or(0),
            false => u64::try_from(PROGRAMS).unwrap(),
        };
        if seeds == 0 {
            continue;
        }
        tried += 1;
        plant(number);
        let first = found(seeds);
        plant(0);
        match first {
            Some(seed) => println!("{number:>3} {fault}: at seed {seed}"),
            None => missed.push(format!("{number} {fault}")),
        }
    }
    assert!(only.is_some() || tried >= 30, "{tried} faults tried");
    assert!(missed.is_empty(), "not found: {missed:#?}");
}
