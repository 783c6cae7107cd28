//! The door: which kind of file the bytes are, by their content, never by the extension; then to the reader of that kind.

use crate::workbook::Workbook;
use crate::{archive, csv_text, ods, xls, xlsx};

/// The largest file that is read.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most filled cells a workbook may have.
pub const MAX_CELLS: usize = 2_000_000;

/// A kind of file that is recognised and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `.xls` of before 1995.
    OldWorkbook,
    /// `.xlsb`.
    BinaryWorkbook,
    /// A workbook as one XML text, of 2003 (`.xls`, `.xml`) or of OpenDocument (`.fods`).
    XmlWorkbook,
    /// A web page saved under a workbook's name.
    WebPage,
    Pdf,
    /// A text document.
    WordDocument,
    /// A zip archive that holds no workbook.
    Archive,
    Unknown,
}

/// What is broken in a damaged workbook. The words of the libraries that met it help nobody who has to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The zip archive around the parts: cut off, or its bytes changed.
    Archive,
    /// One of the parts is no proper XML.
    Part,
    /// The parts are XML and do not make a workbook.
    Content,
    /// More merged ranges than anybody makes by hand.
    MergedRanges,
}

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("{bytes} bytes, more than {MAX_BYTES}")]
    TooLarge { bytes: usize },
    #[error("more than {MAX_CELLS} cells")]
    TooManyCells,
    /// Unpacked, it is far larger than its size lets expect: a zip bomb.
    #[error("unpacks to far more than a workbook holds")]
    UnpacksTooLarge,
    #[error("not a kind of file that is read: {0:?}")]
    Unsupported(FileKind),
    #[error("protected by a password")]
    PasswordProtected,
    /// It says it is a workbook, and does not hold what one must hold.
    #[error("damaged: {0:?}")]
    Damaged(Damage),
    /// Text in neither UTF-8 nor GB18030; `line` is 1-based.
    #[error("text in an unknown encoding")]
    Encoding,
    /// A `"` that opens a cell of a CSV file and is never closed; `row` is 1-based.
    #[error("an unclosed quotation mark in row {row}")]
    OpenQuote { row: u32 },
}

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
