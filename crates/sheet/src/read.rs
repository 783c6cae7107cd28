//! The door: which kind of file the bytes are, by their content, never by the extension; then to the reader of that kind.

use crate::refused::{FileKind, MAX_BYTES, ReadError};
use crate::workbook::Workbook;
use crate::{archive, csv_text, ods, xls, xlsx};

/// Reads a workbook or a CSV file.
///
/// `file_name` helps in nothing but the choice between tab and comma where the content leaves both open.
///
/// # Errors
/// [`ReadError`] where the file as a whole cannot be read; a bad cell is a [`crate::CellValue::Error`], not an error here.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let (mut opened, kind) = archive::open(bytes)?;
        return match kind {
            archive::Kind::Workbook => xlsx::read(bytes, &mut opened),
            archive::Kind::OpenDocument => ods::read(&mut opened),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return xls::read(bytes);
    }
    // The same without its container, as some exporters write it.
    if bytes.starts_with(b"\x09\x08\x10\x00\x00\x06") || bytes.starts_with(b"\x09\x08\x08\x00\x00\x05") {
        return xls::read_stream(bytes);
    }
    if [&b"\x09\x00\x04\x00"[..], b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"].iter().any(|start| bytes.starts_with(start)) {
        return Err(ReadError::Unsupported(FileKind::OldWorkbook));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ReadError::Unsupported(FileKind::Pdf));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::Unsupported(FileKind::WordDocument));
    }
    csv_text::read(file_name, bytes)
}
