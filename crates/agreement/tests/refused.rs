//! What the checker refuses of what is written.

use std::collections::BTreeMap;
use std::time::Instant;

use quanheng_agreement::pack::program_of;
use quanheng_agreement::write::write;
use quanheng_facts::problem::Language;

#[test]
#[ignore = "looked at by hand"]
fn refusals() {
    let n: u64 = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let show = std::env::var("SHOW").unwrap_or_default();
    let begun = Instant::now();
    let mut write_time = 0;
    let mut by: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    let mut taken = 0;
    for seed in 0..n {
        let t = Instant::now();
        let files = write(seed).files();
        write_time += t.elapsed().as_micros();
        match program_of(&files) {
            Ok(_) => taken += 1,
            Err(problems) => {
                for p in problems {
                    let e = by.entry(p.id).or_default();
                    e.0 += 1;
                    if e.1.len() < 4 || p.id == show {
                        e.1.push(format!("seed {seed}: {}", p.render(Language::Chinese)));
                    }
                }
            }
        }
    }
    let mut all: Vec<_> = by.into_iter().collect();
    all.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    for (id, (count, examples)) in all {
        println!("== {count} {id}");
        for e in examples {
            println!("   {e}");
        }
    }
    println!("{taken} of {n}, {:?}, writing {write_time} µs", begun.elapsed());
}

#[test]
#[ignore = "looked at by hand"]
fn show() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    for files in write(seed).files() {
        for (name, text) in files {
            println!("##### {name}\n{text}");
        }
    }
}
