//! Fences `真值表` and `truth table` of the reference and of the suite: what the duties and steps of their section come to, in
//! Chinese and in English. `UPDATE_EXPECT=1` writes them anew.

#![expect(clippy::disallowed_methods, reason = "the pages are files; only the crate itself opens none")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::reference::page::Page;
use crate::reference::run;
use quanheng_facts::problem::Language;
use quanheng_policy::check::check;

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suite = fs::read_dir(root.join("tests/suite")).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = suite.chain([root.join("../../docs/language.md")]).collect();
    all.sort();
    all
}

#[test]
fn every_table_is_what_the_checker_makes() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for path in pages() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let page = Page::read(&text);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // From the last to the first, so that the lines before stay where they are.
        for section in page.sections.iter().rev() {
            for fence in section.fences.iter().rev() {
                let language = match fence.info() {
                    "真值表" => Language::Chinese,
                    "truth table" => Language::English,
                    _ => continue,
                };
                let (packs, _) = run::packs(&name, &page, section, None);
                let (checked, problems) = check(&packs);
                let Some(checked) = checked else { panic!("{name}:{}: {problems:?}", fence.line) };
                let tables: Vec<String> = checked.truth_tables.iter().map(|t| t.render(language)).collect();
                let made = tables.join("\n");
                seen += checked.truth_tables.len();
                if made != fence.text {
                    wrong.push(format!("{name}:{}: run with UPDATE_EXPECT=1\n{made}", fence.line));
                }
                let old = fence.text.lines().count();
                lines.splice(fence.line..fence.line + old, made.lines().map(str::to_owned));
            }
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let new = lines.join("\n") + "\n";
            if new != text {
                fs::write(&path, new).unwrap();
            }
        }
    }
    assert!(wrong.is_empty() || std::env::var_os("UPDATE_EXPECT").is_some(), "{}", wrong.join("\n\n"));
    assert!(seen > 0);
}
