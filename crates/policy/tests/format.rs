//! Printing rules anew keeps what they say: over every block of rules in the repository, over those blocks with their layout
//! shaken, and over random words.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]

pub mod cases;

use std::fs;
use std::path::Path;

use cases::{all_blocks, blocks, holds, markdown_files, read, root, shaken};
use expect_test::{ExpectFile, expect_file};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use quanheng_policy::keywords::TABLE;
use quanheng_policy::source::format::{Formatted, format_file};
use quanheng_policy::syntax::format::fuzz::fuzz_entry;
use quanheng_policy::syntax::format::{Spelling, format_block};

#[test]
fn every_block_keeps_what_it_says() {
    let blocks = all_blocks();
    let read = blocks.iter().filter(|block| holds(block)).count();
    assert!(read > 150, "{read} of {}", blocks.len());
}

/// How lines were broken before does not matter.
#[test]
fn layout_comes_from_the_words_alone() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut shaken_blocks = 0;
    for block in all_blocks() {
        let Some(original) = read(block) else { continue };
        for round in 0..6 {
            let comments = round % 2 == 1;
            let other = shaken(block, &original.tokens, comments, &mut random);
            let Some(again) = read(&other).filter(|r| r.tree == original.tree) else { continue };
            assert!(holds(&other));
            shaken_blocks += 1;
            if !comments && original.comments.is_empty() && again.comments.is_empty() {
                let plain = |text: &str| format_block(text, Some(Spelling::Chinese)).unwrap().replace("\n\n", "\n");
                assert_eq!(plain(&other), plain(block), "\n{other}");
            }
        }
    }
    assert!(shaken_blocks > 500, "{shaken_blocks}");
}

/// Everything but the insides of the fences stays, whatever the line ends.
#[test]
fn what_is_not_rules_stays_byte_for_byte() {
    for path in markdown_files("packs") {
        let text = fs::read_to_string(&path).unwrap();
        for spelling in [Spelling::Chinese, Spelling::English] {
            let printed = match format_file("包", "law/10-甲.md", &text, Some(spelling)) {
                Formatted::Changed(printed) => printed,
                Formatted::Unchanged => text.clone(),
                // Tests of packs and change logs are no law; some of their headings have no anchors.
                _ => continue,
            };
            let rest = |text: &str| blocks(text).iter().fold(text.to_owned(), |text, block| text.replacen(block.as_str(), "", 1));
            assert_eq!(rest(&printed), rest(&text), "{}", path.display());
            let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
            match format_file("包", "law/10-甲.md", &windows, Some(spelling)) {
                Formatted::Changed(again) => assert_eq!(again, format!("\u{FEFF}{}", printed.replace('\n', "\r\n"))),
                other => assert_eq!((other, &printed), (Formatted::Unchanged, &text)),
            }
        }
    }
}

#[test]
fn a_file_with_a_problem_is_left_alone() {
    let text = "# 办法\n\n## 第一条 {#第一条}\n\n```规则\n定义   县.甲：布尔 即 是\n定义 县.乙：布尔 即 且\n```\n";
    assert!(matches!(format_file("包", "law/10-甲.md", text, None), Formatted::Unread(problems) if problems.len() == 1));
    assert_eq!(format_file("包", "tests/10-甲.md", text, None), Formatted::NotRules);
}

/// How it looks: a page of blocks, each followed by both spellings.
#[test]
fn the_samples_look_as_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let wild = fs::read_to_string(folder.join("wild.md")).unwrap();
    let mut out = String::from("What the blocks of `wild.md` look like when they are printed.\n");
    for (at, block) in blocks(&wild).iter().enumerate() {
        assert!(holds(block), "does not read:\n{block}");
        for spelling in [Spelling::Chinese, Spelling::English] {
            let printed = format_block(block, Some(spelling)).unwrap();
            out.push_str(&format!("\n## {} {spelling:?}\n\n```规则\n{printed}```\n", at + 1));
        }
    }
    let expected: ExpectFile = expect_file!["format/printed.md"];
    expected.assert_eq(&out);
}

fn soup() -> impl Strategy<Value = String> {
    let signs = ["，", "、", "；", "：", "（", "）", "(", ")", "「甲」", "“乙”", ".", "·", "→", "=", "≥", "+", "−", "×", "%"];
    let others = [
        "\n",
        "\n  ",
        "\n\n",
        " # 注\n",
        "\n# 注\n",
        "10",
        "35",
        "2016年度",
        "2016-06-01",
        "万元",
        "甲",
        "national-base",
        "（一）",
        "名次",
    ];
    let words: Vec<String> = TABLE.iter().flat_map(|e| [e.zh, e.en]).chain(signs).chain(others).map(str::to_owned).collect();
    let glued =
        (prop::sample::select(words), prop::bool::weighted(0.7)).prop_map(|(word, space)| if space { format!("{word} ") } else { word });
    prop::collection::vec(glued, 0..12).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_block_changed_anywhere(pick in any::<prop::sample::Index>(), at in 0_usize..2000, drop in 0_usize..12, insert in soup()) {
        let chars: Vec<char> = pick.get(all_blocks()).chars().collect();
        let at = at % (chars.len() + 1);
        let changed: String = chars.iter().take(at).copied().chain(insert.chars()).chain(chars.iter().skip(at + drop).copied()).collect();
        holds(&changed);
    }

    #[test]
    fn any_words(text in soup()) {
        holds(&text);
    }
}

#[test]
fn the_corpus_holds() {
    let mut count = 0;
    for folder in ["fuzz/corpus/format", "fuzz/corpus/parse"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            fuzz_entry(&fs::read(&path).unwrap()).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            count += 1;
        }
    }
    assert!(count >= 25, "{count} samples");
}
