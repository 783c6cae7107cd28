//! The language's tests, in the language: every page of `tests/suite/` is read as the reference is (see `reference.rs`): a section
//! with rules is a small pack, its tables with `⇒` heads are tests, `规则 错误：id` must be refused.
//!
//! A page gives its own `规则 共用` and its own `toml 包：shili-2016`. Pages without rules (the truth tables) are held elsewhere.

#![expect(clippy::disallowed_methods, reason = "the pages are files; only the crate itself opens none")]

use std::fs;
use std::path::PathBuf;

use crate::reference::page::Page;
use crate::reference::run;

#[test]
fn every_page_does_what_it_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut wrong, mut pages, mut cells) = (Vec::new(), 0, 0);
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let ran = run::page(&name, &Page::read(&fs::read_to_string(&path).unwrap()));
        wrong.extend(ran.wrong);
        if ran.examples > 0 {
            assert!(ran.cells > 0, "{name}: no cell was looked at");
            pages += 1;
            cells += ran.cells;
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(pages >= 1 && cells > 0, "{pages} pages, {cells} cells");
}
