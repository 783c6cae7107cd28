//! The pack of Shaanxi, on the national base, reads and checks without a problem, and its tests pass.

#![expect(clippy::disallowed_methods, reason = "the pack is files")]

use std::fs;
use std::path::Path;

use quanheng_facts::problem::{Language, Severity};
use quanheng_policy::check::check;
use quanheng_policy::pack::PackText;
use quanheng_policy::pack_test::{read_tests, run_table};
use quanheng_policy::source::read_pack;

fn pack(id: &str) -> PackText {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id);
    let mut files = Vec::new();
    for folder in ["", "law", "tests"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let relative = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                files.push((relative, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    PackText { folder: format!("packs/{id}"), files }
}

#[test]
fn it_reads_without_a_problem() {
    let (_pack, problems) = read_pack(&pack("shaanxi-2016"));
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn it_checks_without_a_remark_and_its_tests_pass() {
    let (base, _) = read_pack(&pack("national-base"));
    let (source, _) = read_pack(&pack("shaanxi-2016"));
    let (tables, badly_written) = read_tests(&source);
    let (checked, problems) = check(&[base, source]);
    // A note says something worth a look, not that something is amiss.
    let amiss = problems.iter().chain(&badly_written).filter(|p| p.severity != Severity::Note);
    let mut told: Vec<String> = amiss.map(|p| p.render(Language::Chinese)).collect();
    let Some(checked) = checked else { panic!("{}", told.join("\n")) };
    let mut passed = 0;
    for table in tables.iter().filter(|t| t.facts.is_empty()) {
        for outcome in run_table(table, &checked.program, None) {
            passed += usize::from(outcome.passed);
            told.extend(outcome.problem.map(|p| p.render(Language::Chinese)));
        }
    }
    assert!(told.is_empty(), "{}\n{passed} passed", told.join("\n"));
    assert!(passed > 800, "{passed}");
}
