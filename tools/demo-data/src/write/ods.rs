//! OpenDocument: a zip with one XML of content, as WPS and LibreOffice open it.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::book::{Book, Cell, Sheet};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The file's bytes.
///
/// # Panics
/// If the archive cannot be written to memory.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    written(book).unwrap_or_else(|error| panic!("{}: {error}", book.name))
}

fn written(book: &Book) -> Result<Vec<u8>, std::io::Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let fixed = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let (stored, packed) = (fixed.compression_method(CompressionMethod::Stored), fixed.compression_method(CompressionMethod::Deflated));
    archive.start_file("mimetype", stored)?;
    archive.write_all(MIME.as_bytes())?;
    archive.start_file("META-INF/manifest.xml", packed)?;
    archive.write_all(manifest().as_bytes())?;
    archive.start_file("content.xml", packed)?;
    archive.write_all(content(book).as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

fn manifest() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{MIME}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>\n"
    )
}

fn content(book: &Book) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.2\">\
         <office:automatic-styles>\
         <number:date-style style:name=\"N1\"><number:year number:style=\"long\"/><number:text>-</number:text>\
         <number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>\
         <style:style style:name=\"day\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         </office:automatic-styles><office:body><office:spreadsheet>",
    );
    for sheet in &book.sheets {
        one(sheet, &mut out);
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>\n");
    out
}

fn one(sheet: &Sheet, out: &mut String) {
    let width = sheet.width();
    out.push_str(&format!("<table:table table:name=\"{}\">", escaped(&sheet.name)));
    out.push_str(&format!("<table:table-column table:number-columns-repeated=\"{}\"/>", width.max(1)));
    for (row, cells) in (0_u32..).zip(&sheet.rows) {
        let hidden = if sheet.hidden.contains(&row) { " table:visibility=\"collapse\"" } else { "" };
        out.push_str(&format!("<table:table-row{hidden}>"));
        for column in 0..width.max(1) {
            let place = u32::try_from(column).unwrap_or(0);
            let over = sheet.merged.iter().find(|m| (m.rows.0..=m.rows.1).contains(&row) && (m.columns.0..=m.columns.1).contains(&place));
            let span = match over {
                Some(m) if (m.rows.0, m.columns.0) == (row, place) => {
                    let (columns, rows) = (m.columns.1 - m.columns.0 + 1, m.rows.1 - m.rows.0 + 1);
                    format!(" table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\"")
                }
                Some(_) => {
                    out.push_str("<table:covered-table-cell/>");
                    continue;
                }
                None => String::new(),
            };
            out.push_str(&cell(cells.get(column).unwrap_or(&Cell::Empty), &span));
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table>");
}

fn cell(cell: &Cell, span: &str) -> String {
    let (kind, shown) = match cell {
        Cell::Empty => return format!("<table:table-cell{span}/>"),
        Cell::Text(text) => (" office:value-type=\"string\"".to_owned(), text.clone()),
        Cell::Number(number) => (format!(" office:value-type=\"float\" office:value=\"{number}\""), number.clone()),
        Cell::Percent(part) => (format!(" office:value-type=\"percentage\" office:value=\"{part}\""), super::plain(cell)),
        Cell::Date(day) => (format!(" table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"{day}\""), day.to_string()),
    };
    format!("<table:table-cell{span}{kind}><text:p>{}</text:p></table:table-cell>", escaped(&shown))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
