//! How much the worlds see: programs changed in one place, and whether the world of the program tells them from it.
//!
//! A mutant that the budget does not tell is tried on many more worlds. Told there: missed by the budget. Not told there either: it may
//! mean the same, and is counted apart.

use std::collections::BTreeMap;

use quanheng_agreement::ask::everything;
use quanheng_agreement::case::case;
use quanheng_agreement::chance::Chance;
use quanheng_agreement::data::world;
use quanheng_agreement::evaluate::{Manner, Question, caught};
use quanheng_agreement::mutant::{mutate, places};
use quanheng_agreement::world::World;
use quanheng_policy::ir::Program;

fn tells(program: &Program, mutant: &Program, world: &World) -> bool {
    let facts = world.facts(&program.schema);
    let asked = everything(program, &facts, &world.years);
    let one = caught(&Manner::Plain, Question { program, world, facts: &facts, choice: &world.choice }, &asked);
    let other = caught(&Manner::Plain, Question { program: mutant, world, facts: &facts, choice: &world.choice }, &asked);
    one.is_err() || one != other
}

struct Told {
    seed: u64,
    what: String,
    /// The first world that tells, counted from 1.
    by: Option<u64>,
}

fn sample(programs: u64, each: usize, first_seed: u64, more: u64) -> Vec<Told> {
    let seeds: Vec<u64> = (first_seed..first_seed + programs).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chunks: Vec<Vec<u64>> = (0..threads).map(|t| seeds.iter().copied().skip(t).step_by(threads).collect()).collect();
    let mut all: Vec<Told> = std::thread::scope(|scope| {
        let running: Vec<_> = chunks.into_iter().map(|seeds| scope.spawn(move || of_seeds(&seeds, each, more))).collect();
        running.into_iter().flat_map(|r| r.join().unwrap()).collect()
    });
    all.sort_by_key(|t| t.seed);
    all
}

fn of_seeds(seeds: &[u64], each: usize, more: u64) -> Vec<Told> {
    let mut all = Vec::new();
    for seed in seeds {
        let Ok(case) = case(*seed) else { continue };
        let count = places(&case.program);
        let mut chance = Chance::new(*seed ^ 0x3A);
        for _ in 0..each {
            let nth = chance.below(count);
            let mut mutant = case.program.clone();
            let Some(what) = mutate(&mut mutant, nth) else { continue };
            let by = (0..=more).find(|n| {
                let world = if *n == 0 { case.world.clone() } else { world(&case.program, seed.wrapping_add(n.wrapping_mul(1_000_003))) };
                tells(&case.program, &mutant, &world)
            });
            all.push(Told { seed: *seed, what, by: by.map(|n| n + 1) });
        }
    }
    all
}

/// Worlds that a mutant has to be told by.
const WORLDS: u64 = 10;

#[test]
fn most_mutants_are_told() {
    let all = sample(60, 4, 50_000, 30);
    let alike = all.iter().filter(|t| t.by.is_none()).count();
    let told = all.iter().filter(|t| t.by.is_some_and(|n| n <= WORLDS)).count();
    let missed: Vec<&Told> = all.iter().filter(|t| t.by.is_some_and(|n| n > WORLDS)).collect();
    for one in &missed {
        println!("missed: seed {} {}", one.seed, one.what);
    }
    println!("{} mutants: {told} told within {WORLDS} worlds, {} later, {alike} by none", all.len(), missed.len());
    assert!(all.len() >= 200);
    assert!(told * 100 >= (told + missed.len()) * 95, "{} of {} missed", missed.len(), told + missed.len());
}

/// `N=100 EACH=3 MORE=60`: sampled mutants, and by which world each is told.
#[test]
#[ignore = "looked at by hand"]
fn which_are_told() {
    let wanted = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|t| t.parse().ok()).unwrap_or(otherwise);
    let all = sample(wanted("N", 100), usize::try_from(wanted("EACH", 3)).unwrap(), wanted("SEED", 50_000), wanted("MORE", 60));
    let mut by: BTreeMap<Option<u64>, usize> = BTreeMap::new();
    for told in &all {
        *by.entry(told.by).or_default() += 1;
        if told.by.is_none_or(|n| n > 4) {
            println!("{:?} seed {} {}", told.by, told.seed, told.what);
        }
    }
    println!("{} mutants, by which world they are told: {by:?}", all.len());
}
