//! The pack of Shaanxi reads without a problem.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::Path;

use quanheng_facts::problem::Language;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

fn shaanxi() -> PackText {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/shaanxi-2016");
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
    PackText { folder: "packs/shaanxi-2016".to_owned(), files }
}

#[test]
fn it_reads_without_a_problem() {
    let (_pack, problems) = read_pack(&shaanxi());
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
