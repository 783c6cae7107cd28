//! The fuzzer's way in: any bytes as the rules of a small pack. It must end, and must not panic; nothing else is promised.

use crate::pack::PackText;
use crate::source::read_pack;

/// Reads the bytes as a law file, as `tables.md`, as `pack.toml`, and as the inside of one block of rules.
pub fn fuzz_entry(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let block = format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n```规则\n{text}\n```\n");
    let files = [("law/10-甲.md", text.clone()), ("law/20-乙.md", block), ("tables.md", text.clone()), ("pack.toml", text)];
    let pack = PackText { folder: String::new(), files: files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect() };
    let (_source, _problems) = read_pack(&pack);
}
