//! CSV text to cells: encoding, separator, quotes. Row numbers are those a spreadsheet program would show, blank lines
//! included. (The csv crate skips blank lines, so that places would be wrong; the grammar is small enough to have here.)

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::refused::{FileKind, MAX_CELLS, ReadError};
use crate::workbook::{Cell, CellValue, Row, Sheet, Workbook};

pub(crate) fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let text = decode(bytes)?;
    let head: String = text.chars().take(2000).collect();
    if head.trim_start().starts_with("<?xml")
        && ["urn:schemas-microsoft-com:office:spreadsheet", "office:document"].iter().any(|word| head.contains(word))
    {
        return Err(ReadError::Unsupported(FileKind::XmlWorkbook));
    }
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if ["<html", "<!doctype html", "<table", "<?xml", "<head", "<meta"].iter().any(|tag| start.starts_with(tag)) {
        return Err(ReadError::Unsupported(FileKind::WebPage));
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let separator = separator(file_name, &text);
    Ok(Workbook { sheets: vec![Sheet { rows: rows(&text, separator)?, ..Sheet::default() }] })
}

/// UTF-8, else what a byte order mark says, else GB18030 if every byte of it makes sense.
fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let decoded = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8(rest.to_vec()).map_err(|_| ReadError::Encoding)?
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        UTF_16LE.decode_without_bom_handling_and_without_replacement(rest).ok_or(ReadError::Encoding)?.into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        UTF_16BE.decode_without_bom_handling_and_without_replacement(rest).ok_or(ReadError::Encoding)?.into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else if bytes.contains(&0) {
        return Err(ReadError::Unsupported(FileKind::Unknown));
    } else {
        GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ReadError::Encoding)?.into_owned()
    };
    if decoded.contains('\0') {
        return Err(ReadError::Unsupported(FileKind::Unknown));
    }
    Ok(decoded)
}

/// The comma, unless the first lines hold another separator regularly and no comma as regularly.
fn separator(file_name: &str, text: &str) -> char {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(20).collect();
    let regular = |mark: char| {
        let with = lines.iter().filter(|l| outside_quotes(l, mark) > 0).count();
        // Most lines: a title or a note may stand without.
        if with.saturating_mul(2) > lines.len() { with } else { 0 }
    };
    let comma = regular(',');
    let by_name = file_name.to_ascii_lowercase().ends_with(".tsv");
    for mark in ['\t', ';'] {
        let count = regular(mark);
        if count > comma || (count > 0 && count == comma && mark == '\t' && by_name) {
            return mark;
        }
    }
    ','
}

fn outside_quotes(line: &str, mark: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|c| {
            if *c == '"' {
                quoted = !quoted;
            }
            !quoted && *c == mark
        })
        .count()
}

fn rows(text: &str, separator: char) -> Result<Vec<Row>, ReadError> {
    let mut rows = Vec::new();
    let mut cells_seen = 0_usize;
    let mut number = 1_u32;
    let mut cells: Vec<Cell> = Vec::new();
    let mut column = 1_u32;
    let mut field = String::new();
    let mut chars = text.chars().peekable();
    loop {
        let next = chars.next();
        match next {
            Some('"') if field.trim().is_empty() => {
                field.clear();
                quoted(&mut chars, &mut field).ok_or(ReadError::OpenQuote { row: number })?;
            }
            Some(c) if c != separator && c != '\n' && c != '\r' => field.push(c),
            end => {
                if !field.trim().is_empty() {
                    cells_seen = cells_seen.saturating_add(1);
                    if cells_seen > MAX_CELLS {
                        return Err(ReadError::TooManyCells);
                    }
                    cells.push(Cell { column, value: CellValue::Text(std::mem::take(&mut field)) });
                }
                field.clear();
                if end == Some(separator) {
                    column = column.saturating_add(1);
                    continue;
                }
                if !cells.is_empty() {
                    rows.push(Row { number, hidden: false, cells: std::mem::take(&mut cells) });
                }
                if end.is_none() {
                    return Ok(rows);
                }
                if end == Some('\r') && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                number = number.saturating_add(1);
                column = 1;
            }
        }
    }
}

/// The rest of a quoted cell, up to the closing mark; `None` if there is none.
fn quoted(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, field: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '"' if chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => return Some(()),
            c => field.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(bytes: &[u8], expected: &Expect) {
        let shown = match crate::read("x.csv", bytes) {
            Err(error) => format!("{error:?}\n"),
            Ok(book) => book.sheets[0]
                .rows
                .iter()
                .flat_map(|r| r.cells.iter().map(|c| format!("{}:{} {:?}\n", r.number, c.column, c.value.shown())))
                .collect(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn rows_keep_the_numbers_a_clerk_sees() {
        check(
            "\u{feff}县区,得分\r\n\r\n甲县,\"1,234\"\r\n,\"两\n行\"\n\"引\"\"号\",x".as_bytes(),
            &expect![[r#"
                1:1 "县区"
                1:2 "得分"
                3:1 "甲县"
                3:2 "1,234"
                4:2 "两\n行"
                5:1 "引\"号"
                5:2 "x"
            "#]],
        );
    }

    #[test]
    fn gb18030_and_utf_16_are_read() {
        let (bytes, _, _) = GB18030.encode("县区,得分\n甲县,１２\n");
        let expected = expect![[r#"
            1:1 "县区"
            1:2 "得分"
            2:1 "甲县"
            2:2 "１２"
        "#]];
        check(&bytes, &expected);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("县区\t得分\n甲县\t１２\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        check(&utf16, &expected);
    }

    #[test]
    fn another_separator_only_where_it_is_clear() {
        check(
            "县区;得分\n甲县;1,5\n乙县;2\n".as_bytes(),
            &expect![[r#"
            1:1 "县区"
            1:2 "得分"
            2:1 "甲县"
            2:2 "1,5"
            3:1 "乙县"
            3:2 "2"
        "#]],
        );
        check(
            "县区,说明\n甲县,a;b\n".as_bytes(),
            &expect![[r#"
            1:1 "县区"
            1:2 "说明"
            2:1 "甲县"
            2:2 "a;b"
        "#]],
        );
    }

    #[test]
    fn what_is_not_a_table_says_so() {
        check(
            b"",
            &expect![[r#"
            Empty
        "#]],
        );
        check(
            b"\xEF\xBB\xBF \r\n",
            &expect![[r#"
            Empty
        "#]],
        );
        check(
            "a,\"b\nc".as_bytes(),
            &expect![[r#"
            OpenQuote { row: 1 }
        "#]],
        );
        check(
            b"\x81\x20\xff\xff",
            &expect![[r#"
            Encoding
        "#]],
        );
        check(
            b"a\0b",
            &expect![[r#"
            Unsupported(Unknown)
        "#]],
        );
        check(
            b"<html><table>",
            &expect![[r#"
            Unsupported(WebPage)
        "#]],
        );
        check(
            b"%PDF-1.7",
            &expect![[r#"
            Unsupported(Pdf)
        "#]],
        );
        check(
            b"<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            &expect![[r#"
            Unsupported(XmlWorkbook)
        "#]],
        );
    }
}
