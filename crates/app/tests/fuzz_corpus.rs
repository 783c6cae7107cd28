//! Every case that the fuzzer kept of facts is run again, as the fuzzer runs it: nothing breaks, and it is the same twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

#[path = "../../../fuzz/programs.rs"]
mod programs;

use std::fs;
use std::path::Path;

use programs::Programs;
use quanheng_app::fuzz_entry::run_on_made_facts;

#[test]
fn facts_made_for_each_program_keep_their_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut programs = Programs::read(&root);
    let mut broken = Vec::new();
    for (at, case) in (1_u64..).zip(programs.all()) {
        let mut seed = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bytes: Vec<u8> = (0..900)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                seed.to_be_bytes()[0]
            })
            .collect();
        let (compiled, kept) = run_on_made_facts(case.compiled.take().unwrap(), &case.edges, &bytes);
        case.compiled = Some(compiled);
        broken.extend(kept.err().map(|why| format!("{}: {why}", case.name)));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
}

#[test]
fn the_corpus_of_facts_keeps_its_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("FUZZ_CASES").map_or_else(|| root.join("fuzz/corpus/interpret"), Into::into);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut programs = Programs::read(&root);
    assert!(programs.len() >= 40, "{} packs", programs.len());
    let mut broken = Vec::new();
    for path in &paths {
        let bytes = fs::read(path).unwrap();
        let case = programs.pick(&bytes);
        let began = std::time::Instant::now();
        let (compiled, kept) = run_on_made_facts(case.compiled.take().unwrap(), &case.edges, &bytes);
        case.compiled = Some(compiled);
        if let Err(why) = kept {
            broken.push(format!("{}: {}: {why}", path.display(), case.name));
        }
        if std::env::var_os("FUZZ_CASES").is_some() {
            eprintln!("{:?} {} {}", began.elapsed(), case.name, path.display());
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
}
