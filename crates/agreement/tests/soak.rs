//! `make soak MINUTES=10 SEED=7`: the comparison for longer.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use quanheng_agreement::evaluate::Manner;
use quanheng_agreement::harness::{Budget, soak};

#[test]
#[ignore = "as long as is wanted: make soak"]
fn for_minutes() {
    let wanted = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (minutes, seed) = (wanted("MINUTES", 1), wanted("SEED", 7));
    let until = Instant::now() + Duration::from_secs(60 * minutes);
    // Seeds of one run lie apart from those of another.
    let first = seed.wrapping_mul(1_000_000_007);
    println!("seed {seed}: cases from {first}");
    let outcome = soak(&Manner::Plain, &Manner::Rearranged(seed), Budget::of(1_000, first), &mut |tally| {
        println!("{} programs, {} findings", tally.programs, tally.rows);
        Instant::now() < until
    });
    println!("{}", outcome.tally.table());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    for failure in &outcome.failures {
        let path = folder.join(format!("seed-{}.md", failure.seed));
        std::fs::write(&path, &failure.page).unwrap();
        println!("{}\n{}", path.display(), failure.page);
    }
    assert!(outcome.failures.is_empty(), "{} cases on which they part", outcome.failures.len());
}
