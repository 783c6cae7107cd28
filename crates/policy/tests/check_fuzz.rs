//! Checking and running end, and never panic, whatever the bytes.

#![expect(clippy::disallowed_methods, reason = "the corpus is files")]

use std::fs;
use std::path::Path;

use quanheng_policy::fuzz_entry::check_and_run;

#[test]
fn the_corpus_is_checked_and_run_without_a_crash() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/check");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let passed: Vec<_> = paths.iter().filter(|path| check_and_run(&fs::read(path).unwrap())).collect();
    assert!(paths.len() >= 20, "{} samples", paths.len());
    // Both sides of the door are tried: packs that run, and packs that are refused.
    assert!(passed.len() >= 10, "only these pass: {passed:?}");
    assert!(passed.len() < paths.len(), "all pass");
}
