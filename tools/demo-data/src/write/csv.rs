//! Comma-separated text, as office programs here save it: CRLF, quotes where needed.

use crate::book::Book;

/// The first sheet as text.
#[must_use]
pub fn text(book: &Book) -> String {
    let mut out = String::new();
    for row in book.sheets.first().map(|s| s.rows.as_slice()).unwrap_or_default() {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&super::plain(cell))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
