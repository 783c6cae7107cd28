//! A whole small pack is read without a problem.

#![expect(clippy::disallowed_methods, reason = "the sample is files")]

use std::fs;
use std::path::Path;

use quanheng_facts::problem::Language;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

#[test]
fn the_sample_pack_has_no_problem() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
    let files = ["pack.toml", "tables.md", "law/10-鼓励激励.md"]
        .into_iter()
        .map(|path| (path.to_owned(), fs::read_to_string(root.join(path)).unwrap()))
        .collect();
    let (pack, problems) = read_pack(&PackText { folder: "packs/示例".to_owned(), files });
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert_eq!(pack.manifest.id, "shili-2016");
    assert_eq!(pack.hash.len(), 64);
    let articles: Vec<&str> = pack.tree.articles.iter().map(|a| a.anchor.as_str()).collect();
    assert_eq!(articles, ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第八条", "第九条", "第十条", "第十一条"]);
}
