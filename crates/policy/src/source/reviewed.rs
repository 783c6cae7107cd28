//! `reviewed.toml`: what each article looked like when somebody last compared its rules with its text.
//!
//! In: a pack's files and articles. Out: for each article a fingerprint of its gist and one of its rules, and those recorded. Spacing,
//! comments and the language of the keywords leave a fingerprint as it is. The file is no part of the policy: it is not in the pack's hash.
//! Deliberately absent: who reviewed and when; whoever keeps the pack keeps its history.

use std::collections::BTreeMap;

use quanheng_facts::problem::{Place, Problem};
use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue};

use crate::keywords;
use crate::pack::{Fingerprint, Reviewed};
use crate::problems;
use crate::syntax::lexer;
use crate::syntax::place::{Scene, index, offset, path_in_messages};
use crate::syntax::token::{TokenKind, half_width};
use crate::syntax::tree::{Article, File, FileIx, Tree};

/// The file's name.
pub const FILE: &str = "reviewed.toml";

/// Reads the file, where there is one.
pub(super) fn read(folder: &str, files: &[File], problems: &mut Vec<Problem>) -> Vec<Reviewed> {
    let Some((at, file)) = files.iter().enumerate().find(|(_, f)| f.path == FILE) else { return Vec::new() };
    let scene = Scene::new(FileIx(offset(at)), path_in_messages(folder, FILE), &file.text);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let mut unreadable = |range: Option<std::ops::Range<usize>>| {
        let range = range.unwrap_or(0..0);
        let place: Place = scene.place(scene.span(range.start, range.end));
        problems.push(problems::reviewed_unreadable::problem(place));
    };
    errors.iter().for_each(|error| unreadable(error.span()));
    let mut out = Vec::new();
    for (name, value) in table.get_ref() {
        let field = |field: &str| match value.get_ref() {
            DeValue::Table(fields) => fields.get(field)?.get_ref().as_str().map(str::to_owned),
            _ => None,
        };
        match (field("gist"), field("rules")) {
            (Some(gist), Some(rules)) => {
                let span = scene.span(name.span().start, name.span().end);
                out.push(Reviewed { article: name.get_ref().to_string(), then: Fingerprint { gist, rules }, span });
            }
            _ => unreadable(Some(name.span())),
        }
    }
    out.sort_by(|a, b| a.article.cmp(&b.article));
    out
}

/// Every article of a pack's measures, by name, as it looks now.
#[must_use]
pub fn fingerprints(tree: &Tree) -> BTreeMap<String, Fingerprint> {
    let mut out = BTreeMap::new();
    for article in &tree.articles {
        if let Some(name) = name_of(tree, article) {
            out.insert(name, fingerprint(tree, article));
        }
    }
    out
}

/// `鼓励激励#第六条`; `None` for what stands in `tables.md`.
#[must_use]
pub fn name_of(tree: &Tree, article: &Article) -> Option<String> {
    let measure = tree.measures.get(article.measure?)?;
    Some(format!("{}#{}", measure.name, article.anchor))
}

/// The file that records these articles; the others as they were.
#[must_use]
pub fn recorded(before: &[Reviewed], now: &BTreeMap<String, Fingerprint>, accepted: &[String]) -> String {
    let mut all: BTreeMap<&str, &Fingerprint> =
        before.iter().filter(|r| now.contains_key(&r.article)).map(|r| (r.article.as_str(), &r.then)).collect();
    all.extend(accepted.iter().filter_map(|name| Some((name.as_str(), now.get(name)?))));
    let mut out = String::from("# 核对过的条文，以及核对时的样子。由 quanheng check 政策包 --reviewed 写入，请不要手改。\n");
    for (name, Fingerprint { gist, rules }) in all {
        out.push_str(&format!("\n[\"{name}\"]\ngist = \"{gist}\"\nrules = \"{rules}\"\n"));
    }
    out
}

fn fingerprint(tree: &Tree, article: &Article) -> Fingerprint {
    let Some(file) = tree.files.get(index(article.span.file.0)) else { return Fingerprint::default() };
    let start = index(article.span.start);
    let end = index(article.span.end).min(file.text.len());
    let scene = Scene::new(article.span.file, String::new(), &file.text);
    let (mut gist, mut rules) = (String::new(), String::new());
    let mut fence: Option<usize> = None;
    let mut at = start;
    for line in file.text.get(start..end).unwrap_or_default().split_inclusive('\n') {
        let next = at.saturating_add(line.len());
        let ticks = line.starts_with("```");
        match fence {
            Some(from) if ticks => {
                let lexed = lexer::lex(&scene, from, at, &mut Vec::new());
                for token in &lexed.tokens {
                    let text = scene.slice(index(token.span.start), index(token.span.end));
                    let word = match &token.kind {
                        TokenKind::Word(word) => keywords::TABLE.iter().find(|e| e.en == word).map_or(text, |e| e.zh),
                        _ => text,
                    };
                    rules.push_str(&plain(word));
                    rules.push(' ');
                }
                fence = None;
            }
            Some(_) => {}
            None if ticks => fence = Some(next),
            None if line.trim_start().starts_with('|') => rules.push_str(&plain(line)),
            None => gist.push_str(&plain(line)),
        }
        at = next;
    }
    Fingerprint { gist: short_hash(&gist), rules: short_hash(&rules) }
}

/// Without spaces, letters and signs in half width.
fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
}

/// The first 16 digits of SHA-256: enough to notice a change.
fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackText;
    use crate::source::read_pack;

    fn pack(gist: &str, rules: &str, reviewed: &str) -> crate::pack::PackSource {
        let law = format!("# 示例\n\n## 第一条 奖 {{#第一条}}\n\n{gist}\n\n```规则\n{rules}\n```\n");
        let files = [("law/10-甲.md".to_owned(), law), (FILE.to_owned(), reviewed.to_owned())];
        read_pack(&PackText { folder: String::new(), files: files.into() }).0
    }

    fn print(gist: &str, rules: &str) -> Fingerprint {
        fingerprints(&pack(gist, rules, "").tree).remove("甲#第一条").unwrap_or_default()
    }

    #[test]
    fn layout_comments_and_spelling_are_no_change() {
        let one = print("奖 10 万元。", "定义 县区.奖（年度）：金额\n  即 10万元「奖」");
        assert_eq!(one, print("奖10万元。", "define 县区.奖(年度): 金额   # 照原文\n    is  10万元「奖」"));
        let number = print("奖 10 万元。", "定义 县区.奖（年度）：金额\n  即 11万元「奖」");
        assert_eq!(one.gist, number.gist);
        assert_ne!(one.rules, number.rules);
        let words = print("奖 11 万元。", "定义 县区.奖（年度）：金额\n  即 10万元「奖」");
        assert_ne!(one.gist, words.gist);
        assert_eq!(one.rules, words.rules);
    }

    #[test]
    fn what_was_recorded_is_read_again() {
        let rules = "定义 县区.奖（年度）：金额\n  即 10万元「奖」";
        let before = pack("奖。", rules, "[\"甲#第九条\"]\ngist = \"00\"\nrules = \"00\"\n");
        let now = fingerprints(&before.tree);
        let text = recorded(&before.reviewed, &now, &["甲#第一条".to_owned()]);
        let after = pack("奖。", rules, &text);
        assert_eq!(after.hash, before.hash);
        let entries: Vec<(&str, &Fingerprint)> = after.reviewed.iter().map(|r| (r.article.as_str(), &r.then)).collect();
        assert_eq!(entries, now.iter().map(|(name, print)| (name.as_str(), print)).collect::<Vec<_>>());
    }
}
