//! Doors for the fuzzer: the insides of workbooks. A zip archive seldom survives a change of its bytes, its checksums see to that; so
//! the parts are what is changed here, and the archive is put around them afterwards.
//!
//! In: the parts of a workbook, one after another, with lines of `=====` between them. Out: the bytes of a file.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The line between two parts.
const PARTING: &[u8] = b"\n=====\n";

/// The parts of an `.xlsx` in their order, each as it is where it is left out: one sheet.
const XLSX: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData></sheetData></worksheet>"),
    ("xl/sharedStrings.xml", "<sst></sst>"),
    ("xl/styles.xml", "<styleSheet></styleSheet>"),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"监测考评\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
];

/// The same of an `.ods`.
const ODS: [(&str, &str); 4] = [
    ("content.xml", "<office:document-content/>"),
    ("styles.xml", "<office:document-styles/>"),
    ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
];

/// The start of a stream of records, as in an `.xls` of 1997 and later: its first record.
const STREAM: &[u8] = b"\x09\x08\x10\x00\x00\x06\x05\x00\xBB\x0D\xCC\x07\x00\x00\x00\x00\x06\x00\x00\x00";
/// The start of the container in which such a stream usually stands.
const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An `.xlsx` of these parts: sheet, shared texts, styles, workbook, its relations, where the workbook is.
#[must_use]
pub fn xlsx_of(parts: &[u8]) -> Vec<u8> {
    archive(&XLSX, parts)
}

/// An `.ods` of these parts: content, styles, manifest, kind.
#[must_use]
pub fn ods_of(parts: &[u8]) -> Vec<u8> {
    archive(&ODS, parts)
}

/// An `.xls`: a container as it is, anything else as the records after the first.
#[must_use]
pub fn xls_of(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(CONTAINER) || bytes.starts_with(&[0x09, 0x08]) { bytes.to_vec() } else { [STREAM, bytes].concat() }
}

/// The parts of a workbook, as [`xlsx_of`] and [`ods_of`] take them; `None` for what is no such archive. Seeds are made so.
#[must_use]
pub fn parts_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut opened, kind) = crate::archive::open(bytes).ok()?;
    let names: &[(&str, &str)] = match kind {
        crate::archive::Kind::Workbook => &XLSX,
        crate::archive::Kind::OpenDocument => &ODS,
    };
    let texts = names.iter().map(|(name, _)| crate::archive::part_text(&mut opened, name).ok().flatten().unwrap_or_default());
    Some(texts.collect::<Vec<String>>().join("\n=====\n").into_bytes())
}

fn archive(names: &[(&str, &str)], bytes: &[u8]) -> Vec<u8> {
    let mut parts = parted(bytes).into_iter();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, otherwise) in names {
        let part = parts.next().filter(|part| !part.is_empty()).unwrap_or(otherwise.as_bytes());
        // Into memory: nothing of it can fail, and a part that were missing would be one more thing to be read.
        let _written = to.start_file(*name, stored).is_ok_and(|()| to.write_all(part).is_ok());
    }
    to.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn parted(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut from) = (Vec::new(), 0_usize);
    for (at, window) in bytes.windows(PARTING.len()).enumerate() {
        if window == PARTING && at >= from {
            parts.push(bytes.get(from..at).unwrap_or_default());
            from = at.saturating_add(PARTING.len());
        }
    }
    parts.push(bytes.get(from..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn parts_make_a_workbook_again() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "县区").unwrap();
        sheet.write(1, 0, 2016).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let again = xlsx_of(&parts_of(&bytes).unwrap());
        assert_eq!(read("x.xlsx", &again).unwrap(), read("x.xlsx", &bytes).unwrap());
        assert_eq!(read("x.xlsx", &xlsx_of(b"")).unwrap().sheets.len(), 1);
        assert_eq!(read("x.ods", &ods_of(b"")).unwrap().sheets.len(), 0);
        assert_eq!(parted(b"a\n=====\n\n=====\nb"), [&b"a"[..], b"", b"b"]);
    }
}
