//! What is met, looked at by hand.

use std::time::Instant;

use quanheng_agreement::ask::everything;
use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::{Evaluator, Manner, Question};
use quanheng_agreement::tally::Tally;

#[test]
#[ignore = "looked at by hand"]
fn statuses() {
    let n: u64 = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let first: u64 = std::env::var("FIRST").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut made, mut ran, mut built) = (0, 0, 0);
    let mut tally = Tally::default();
    for seed in first..first + n {
        let t = Instant::now();
        let case = match case(seed) {
            Ok(case) => case,
            Err(problems) => {
                *tally.refused.entry(problems[0].id.to_owned()).or_default() += 1;
                continue;
            }
        };
        made += t.elapsed().as_micros();
        if t.elapsed().as_millis() > 100 {
            println!("seed {seed}: made in {:?}", t.elapsed());
        }
        let t = Instant::now();
        let facts = case.world.facts(&case.program.schema);
        let asked = everything(&case.program, &facts, &case.world.years);
        built += t.elapsed().as_micros();
        let t = Instant::now();
        let answers = Manner::Plain.answers(Question { program: &case.program, facts: &facts, choice: &case.world.choice }, &asked);
        ran += t.elapsed().as_micros();
        if t.elapsed().as_millis() > 200 {
            println!("seed {seed}: ran in {:?} for {} of {} entities", t.elapsed(), asked.len(), case.world.beings.len());
        }
        tally.count(&case.program, case.world.lines.len(), &asked, &answers);
    }
    println!("{}\nmade {made} µs, built {built}, ran {ran}", tally.table());
}

#[test]
#[ignore = "looked at by hand"]
fn slow() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let case = case(seed).unwrap();
    let facts = case.world.facts(&case.program.schema);
    let asked = everything(&case.program, &facts, &case.world.years);
    for a in &asked {
        let t = Instant::now();
        let answers = Manner::Plain.answers(Question { program: &case.program, facts: &facts, choice: &case.world.choice }, &[*a]);
        if t.elapsed().as_millis() > 50 {
            println!("{:?} {} {answers:?}", t.elapsed(), case.program.variable(a.instance().variable).unwrap().name);
        }
    }
}

#[test]
#[ignore = "looked at by hand"]
fn slow_to_check() {
    let n: u64 = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let mut times: Vec<(u128, u64)> = (0..n)
        .map(|seed| {
            let files = quanheng_agreement::write::write(seed).files();
            let Ok(program) = quanheng_agreement::pack::program_of(&files) else { return (0, 0) };
            let t = Instant::now();
            let world = quanheng_agreement::data::world(&program, seed);
            if t.elapsed().as_millis() > 50 {
                println!("{seed} {:?} {} beings {} lines", t.elapsed(), world.beings.len(), world.lines.len());
            }
            (t.elapsed().as_micros(), seed)
        })
        .collect();
    times.sort_unstable();
    let all: u128 = times.iter().map(|t| t.0).sum();
    println!("median {}, all {all}, slowest {:?}", times[times.len() / 2].0, &times[times.len() - 15..]);
}
