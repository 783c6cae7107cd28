//! A whole small pack is checked; what the checker understood is written out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the sample is files")]

use std::fs;
use std::path::Path;

use quanheng_facts::problem::Language;
use quanheng_policy::check::check;
use quanheng_policy::ir_dump::dump;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

#[test]
fn the_sample_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checked");
    let files = ["pack.toml", "tables.md", "law/10-鼓励激励.md"];
    let files = files.into_iter().map(|f| (f.to_owned(), fs::read_to_string(folder.join(f)).unwrap())).collect();
    let (source, mut problems) = read_pack(&PackText { folder: String::new(), files });
    let (checked, found) = check(&[source]);
    problems.extend(found);
    for problem in &problems {
        println!("{}", problem.render(Language::Chinese));
    }
    println!("{}", dump(&checked.unwrap().program));
}
