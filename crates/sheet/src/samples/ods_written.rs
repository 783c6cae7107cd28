//! The description of a workbook → the bytes of an `.ods`.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Odd;
use crate::decimal::hundredfold;
use crate::out::{Book, Cell, NumberLook, Sheet, Value, WriteError};

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// `2016-06-01`
const DAY: &str = "<number:year number:style=\"long\"/><number:text>-</number:text><number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>";

/// Writes an OpenDocument spreadsheet.
///
/// # Errors
/// [`WriteError`] where the archive cannot be made.
pub fn ods(book: &Book, odd: &Odd) -> Result<Vec<u8>, WriteError> {
    archive(&content(book, odd)).map_err(|error| WriteError::Refused { sheet: String::new(), why: error.to_string() })
}

fn archive(content: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    // The day of writing would stand in the file.
    let fixed = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let packed = fixed.compression_method(CompressionMethod::Deflated);
    to.start_file("mimetype", fixed.compression_method(CompressionMethod::Stored))?;
    to.write_all(KIND.as_bytes())?;
    to.start_file("META-INF/manifest.xml", packed)?;
    to.write_all(
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\
             <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{KIND}\"/>\
             <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
             </manifest:manifest>\n"
        )
        .as_bytes(),
    )?;
    to.start_file("content.xml", packed)?;
    to.write_all(content.as_bytes())?;
    Ok(to.finish()?.into_inner())
}

fn content(book: &Book, odd: &Odd) -> String {
    let mut looks: Vec<NumberLook> = Vec::new();
    let mut body = String::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        page(&mut body, at, sheet, odd, &mut looks);
    }
    let mut styles = format!(
        "<number:date-style style:name=\"N1\">{DAY}</number:date-style>\
         <style:style style:name=\"day\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>"
    );
    if book.sheets.iter().any(|sheet| sheet.hidden) {
        styles.push_str(
            "<style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>",
        );
    }
    for (at, look) in looks.iter().enumerate() {
        let (kind, parts) = parts(look);
        let _ = write!(styles, "<number:{kind} style:name=\"look{at}\">{parts}</number:{kind}>");
        let _ = write!(styles, "<style:style style:name=\"cell{at}\" style:family=\"table-cell\" style:data-style-name=\"look{at}\"/>");
    }
    let of_formulas = if odd.errors.is_empty() && odd.uncalculated.is_empty() {
        ""
    } else {
        " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\"{of_formulas} office:version=\"1.2\">\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>\n"
    )
}

/// The style of a cell, where it needs one: the value says that it is a percentage, and days have a style that is always there.
fn style_of(look: &NumberLook, looks: &mut Vec<NumberLook>) -> Option<String> {
    match look {
        NumberLook::General | NumberLook::Percent { places: 2 } => None,
        NumberLook::Date => Some("day".to_owned()),
        other => {
            let at = looks.iter().position(|known| known == other).unwrap_or_else(|| {
                looks.push(other.clone());
                looks.len().saturating_sub(1)
            });
            Some(format!("cell{at}"))
        }
    }
}

/// The element that holds a style of numbers, and what stands in it.
fn parts(look: &NumberLook) -> (&'static str, String) {
    let number = |places: u32, grouped: bool| {
        format!("<number:number number:decimal-places=\"{places}\" number:min-integer-digits=\"1\" number:grouping=\"{grouped}\"/>")
    };
    match look {
        NumberLook::General | NumberLook::Text => ("number-style", number(0, false)),
        NumberLook::UpTo { places } => ("number-style", number(*places, false)),
        NumberLook::Places { places, grouped } => ("number-style", number(*places, *grouped)),
        NumberLook::Percent { places } => ("percentage-style", format!("{}<number:text>%</number:text>", number(*places, false))),
        NumberLook::Date => ("date-style", DAY.to_owned()),
        NumberLook::Month => (
            "date-style",
            "<number:year number:style=\"long\"/><number:text>年</number:text><number:month/><number:text>月</number:text>".to_owned(),
        ),
    }
}

fn page(body: &mut String, at: usize, sheet: &Sheet, odd: &Odd, looks: &mut Vec<NumberLook>) {
    let style = if sheet.hidden { " table:style-name=\"hidden\"" } else { "" };
    let _ = write!(body, "<table:table table:name=\"{}\"{style}>", escape(sheet.name.as_str()));
    let columns = sheet.rows.values().filter_map(|cells| cells.last_key_value().map(|(column, _)| *column)).max().unwrap_or(0).max(1);
    let _ = write!(body, "<table:table-column table:number-columns-repeated=\"{columns}\"/>");
    let mut next = 1_u32;
    for (number, cells) in &sheet.rows {
        let gap = number.saturating_sub(next);
        if gap > 0 {
            let _ = write!(
                body,
                "<table:table-row table:number-rows-repeated=\"{gap}\"><table:table-cell table:number-columns-repeated=\"{columns}\"/></table:table-row>"
            );
        }
        body.push_str(if sheet.hidden_rows.contains(number) {
            "<table:table-row table:visibility=\"collapse\">"
        } else {
            "<table:table-row>"
        });
        for column in 1..=columns {
            one(body, (at, *number, column), sheet, cells.get(&column), odd, looks);
        }
        body.push_str("</table:table-row>");
        next = number.saturating_add(1);
    }
    body.push_str("</table:table>");
}

fn one(body: &mut String, place: (usize, u32, u32), sheet: &Sheet, cell: Option<&Cell>, odd: &Odd, looks: &mut Vec<NumberLook>) {
    let (_, row, column) = place;
    let range = sheet.merged.iter().find(|m| m.contains(row, column));
    if range.is_some_and(|m| (m.first_row, m.first_column) != (row, column)) {
        body.push_str("<table:covered-table-cell/>");
        return;
    }
    let mut about = String::new();
    if let Some(m) = range {
        let count = |first: u32, last: u32| last.saturating_sub(first).saturating_add(1);
        let (down, across) = (count(m.first_row, m.last_row), count(m.first_column, m.last_column));
        let _ = write!(about, " table:number-columns-spanned=\"{across}\" table:number-rows-spanned=\"{down}\"");
    }
    let Some(cell) = cell else {
        let _ = write!(body, "<table:table-cell{about}/>");
        return;
    };
    if let Some(style) = style_of(&cell.look.number, looks) {
        let _ = write!(about, " table:style-name=\"{style}\"");
    }
    let percent = matches!(cell.look.number, NumberLook::Percent { .. });
    let mut shown = String::new();
    if odd.errors.contains(&place) {
        about.push_str(" table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"");
        shown.push_str("#N/A");
    } else if odd.uncalculated.contains(&place) {
        about.push_str(" table:formula=\"of:=1+1\"");
    } else {
        match &cell.value {
            Value::Blank => {}
            Value::Text(words) => {
                about.push_str(" office:value-type=\"string\"");
                shown.clone_from(words);
            }
            Value::Number(decimal) => {
                let _ = write!(about, " office:value-type=\"{}\" office:value=\"{decimal}\"", if percent { "percentage" } else { "float" });
                shown = if percent { format!("{}%", hundredfold(decimal)) } else { decimal.clone() };
            }
            Value::Bool(value) => {
                let _ = write!(about, " office:value-type=\"boolean\" office:boolean-value=\"{value}\"");
                shown = if *value { "TRUE" } else { "FALSE" }.to_owned();
            }
            Value::Date(day) => {
                let _ = write!(about, " office:value-type=\"date\" office:date-value=\"{day}\"");
                shown = day.to_string();
            }
        }
    }
    if shown.is_empty() {
        let _ = write!(body, "<table:table-cell{about}/>");
        return;
    }
    let _ = write!(body, "<table:table-cell{about}>");
    for line in shown.lines() {
        // More than one space, or one at an end, is written as an element of its own.
        let words = escape(line).replace("  ", " <text:s/>");
        let _ = write!(body, "<text:p>{words}</text:p>");
    }
    body.push_str("</table:table-cell>");
}
