//! Reading ends, and never panics, whatever the bytes.

#![expect(clippy::disallowed_methods, reason = "the corpus and the sample are files")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use quanheng_policy::keywords::TABLE;
use quanheng_policy::source::fuzz::fuzz_entry;

#[test]
fn the_corpus_is_read_without_a_crash() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/parse");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        fuzz_entry(&fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count >= 20, "{count} samples");
}

fn sample() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample/law/10-鼓励激励.md")).unwrap()
}

/// Words, signs and blanks of the language in any order.
fn soup() -> impl Strategy<Value = String> {
    let signs = [
        "，", "、", "；", "：", "（", "）", "(", ")", "「", "」", "“", "”", "'", "\"", ".", "·", "→", "->", "=", "≥", "<", "+", "-", "−",
        "×", "%",
    ];
    let others = [
        "\n",
        "\n  ",
        " ",
        "#",
        "```",
        "\n```规则\n",
        "|",
        "\n| a | b |\n|---|---|\n",
        "{#",
        "}",
        "10",
        "35",
        "2016年度",
        "2016-06-01",
        "6月15日",
        "万元",
        "甲",
        "national-base",
        "\u{200B}",
        "\u{FEFF}",
        "１",
        "。",
        "\\|",
        "（一）",
    ];
    let words: Vec<String> = TABLE.iter().flat_map(|e| [e.zh, e.en]).chain(signs).chain(others).map(str::to_owned).collect();
    let piece = prop_oneof![6 => prop::sample::select(words), 1 => any::<char>().prop_map(|c| c.to_string())];
    let glued = (piece, prop::bool::weighted(0.6)).prop_map(|(piece, space)| if space { format!("{piece} ") } else { piece });
    prop::collection::vec(glued, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz_entry(&bytes);
    }

    #[test]
    fn any_words(text in soup()) {
        fuzz_entry(text.as_bytes());
    }

    #[test]
    fn a_valid_text_changed_anywhere(at in 0_usize..4000, drop in 0_usize..40, insert in soup()) {
        let chars: Vec<char> = sample().chars().collect();
        let at = at % chars.len();
        let changed: String = chars.iter().take(at).copied().chain(insert.chars()).chain(chars.iter().skip(at + drop).copied()).collect();
        fuzz_entry(changed.as_bytes());
    }
}
