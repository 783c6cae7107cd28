//! To be looked at by hand: `SEED=7 cargo test -p quanheng-agreement --test all -- --ignored --nocapture by_hand::show`.

use std::collections::BTreeMap;

use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::Manner;
use quanheng_agreement::harness::{Budget, compare};
use quanheng_agreement::pack::program_of;
use quanheng_agreement::page::world_text;
use quanheng_agreement::write::write;
use quanheng_facts::problem::Language;

fn wanted(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What the checker refuses of what is written, by message, with examples.
#[test]
#[ignore = "looked at by hand"]
fn refusals() {
    let n = wanted("N", 1_000);
    let mut by: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    let mut taken = 0;
    for seed in 0..n {
        match program_of(&write(seed).files()) {
            Ok(_) => taken += 1,
            Err(problems) => {
                for problem in problems {
                    let (count, examples) = by.entry(problem.id).or_default();
                    *count += 1;
                    if examples.len() < 4 {
                        examples.push(format!("seed {seed}: {}", problem.render(Language::Chinese)));
                    }
                }
            }
        }
    }
    for (id, (count, examples)) in by {
        println!("== {count} {id}\n{}", examples.join("\n"));
    }
    println!("{taken} of {n} taken");
}

/// The table of what is met.
#[test]
#[ignore = "looked at by hand"]
fn table() {
    let programs = usize::try_from(wanted("N", 1_000)).unwrap();
    println!("{}", compare(&Manner::Plain, &Manner::Plain, Budget::of(programs, wanted("SEED", 0))).tally.table());
}

/// One case.
#[test]
#[ignore = "looked at by hand"]
fn show() {
    let seed = wanted("SEED", 0);
    for (name, text) in write(seed).files().into_iter().flatten() {
        println!("##### {name}\n{text}");
    }
    if let Ok(case) = case(seed) {
        println!("{}", world_text(&case.program, &case.world));
    }
}
