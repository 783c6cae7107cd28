//! What is not read, and why: kinds of files, what is broken, what is too large.

/// The largest file that is read.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most filled cells a workbook may have.
pub const MAX_CELLS: usize = 2_000_000;
/// The most sheets a workbook may have.
pub const MAX_SHEETS: usize = 1000;

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
    /// More sheets than anybody makes.
    Sheets,
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
