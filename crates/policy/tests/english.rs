//! The language in English words: every page of examples, turned into English and into Chinese, does what it says and gives the
//! same program; `suite/english.md` is written in English, with the Chinese of each block below it.
//!
//! `UPDATE_EXPECT=1` writes the Chinese blocks of that page anew.

#![expect(clippy::disallowed_methods, reason = "the pages are files; only the crate itself opens none")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::format::cases::{self, all_blocks, markdown_files, root};
use crate::program_dump::dump;
use crate::reference::page::Page;
use crate::reference::run;
use quanheng_policy::check::check;
use quanheng_policy::keywords::{Keyword, TABLE};
use quanheng_policy::syntax::format::{Spelling, format_block};

/// The page with every block of rules that reads printed in this language; the others, which are there to be refused, stay.
fn turned(text: &str, spelling: Spelling) -> String {
    cases::blocks(text).iter().fold(text.to_owned(), |text, block| match format_block(block, Some(spelling)) {
        // Blocks that are the same differ in nothing; each is turned once.
        Ok(printed) => text.replacen(&format!("\n{block}```"), &format!("\n{printed}```"), 1),
        Err(_) => text,
    })
}

/// The programs of the sections of a page, as text.
fn programs(text: &str) -> Vec<String> {
    let page = Page::read(text);
    let sections = page.sections.iter().filter(|s| s.files().next().is_none() && s.rules().next().is_some());
    let program = |section| check(&run::packs("page", &page, section, None).0).0.map(|checked| dump(&checked.program)).unwrap_or_default();
    sections.map(program).collect()
}

fn pages() -> Vec<PathBuf> {
    let mut pages = markdown_files("crates/policy/tests/suite");
    pages.push(root().join("docs/language.md"));
    pages
}

#[test]
fn every_page_says_the_same_in_both_languages() {
    let mut cells = 0;
    for path in pages() {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = programs(&text);
        for spelling in [Spelling::Chinese, Spelling::English] {
            let turned = turned(&text, spelling);
            let ran = run::page(&format!("{name} {spelling:?}"), &Page::read(&turned));
            assert!(ran.wrong.is_empty(), "{}", ran.wrong.join("\n\n"));
            cells += ran.cells;
            for (at, (now, then)) in programs(&turned).iter().zip(&expected).enumerate() {
                assert_eq!(now, then, "{name}, the section of rules number {at} in {spelling:?}");
            }
        }
    }
    assert!(cells > 500, "{cells}");
}

#[test]
fn the_english_page_is_in_english_with_its_chinese_below() {
    let path = root().join("crates/policy/tests/suite/english.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut anew = text.clone();
    for block in cases::blocks(&text) {
        assert_eq!(format_block(&block, None).unwrap(), block, "the page is not formatted");
        assert_eq!(format_block(&block, Some(Spelling::English)).unwrap(), block, "the page is not in English");
        if anew.contains(&format!("```rules 共用\n{block}```")) {
            // Its table comes next.
            continue;
        }
        let chinese = format!("```中文\n{}```\n", format_block(&block, Some(Spelling::Chinese)).unwrap());
        let at = anew.find(&format!("\n{block}```\n")).unwrap() + block.len() + "\n```\n".len();
        let after =
            anew[at..].strip_prefix("\n```中文\n").map_or(at, |rest| at + anew[at..].len() - rest.len() + rest.find("```\n").unwrap() + 4);
        anew.replace_range(at..after, &format!("\n{chinese}"));
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, anew).unwrap();
    } else {
        assert_eq!(text, anew, "run this test with UPDATE_EXPECT=1");
    }
}

/// Every role of a word is played somewhere, so that its English is tried; words that Chinese alone writes have none.
#[test]
fn every_word_is_tried_in_english() {
    let mut played: BTreeSet<Keyword> = BTreeSet::new();
    for block in all_blocks() {
        played.extend(cases::read(block).into_iter().flat_map(|read| read.played));
    }
    // In cells of tables, which stay as they are.
    let in_tables = ["可缺", "可空", "可多值", "依据"];
    let later = Page::read(&fs::read_to_string(root().join("docs/language.md")).unwrap()).words_under("留给以后的词");
    // Later, too, but spelled in Chinese like a word that is used.
    let roles = [Keyword::Amount, Keyword::InWindow, Keyword::On];
    played.extend(roles);
    let never: Vec<&str> = TABLE
        .iter()
        .filter(|e| !played.contains(&e.keyword) && !later.contains(e.zh) && !in_tables.contains(&e.zh))
        .map(|e| e.en)
        .collect();
    assert!(never.is_empty(), "{never:?}");
}
