//! A file of a kind that is not read.

use quanheng_sheet::FileKind;

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-kind-unsupported";

pub(crate) fn problem(place: Place, kind: FileKind) -> Problem {
    let (zh, en) = match kind {
        FileKind::OldWorkbook => ("1995 年以前的工作簿", "a workbook of before 1995"),
        FileKind::BinaryWorkbook => ("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
        FileKind::XmlWorkbook => ("写成 XML 文本的工作簿（即使扩展名是 .xls）", "a workbook written as XML text, whatever its extension"),
        FileKind::WebPage => ("网页（即使扩展名是 .xls）", "a web page, whatever its extension"),
        FileKind::Pdf => (" PDF 文件", "a PDF file"),
        FileKind::WordDocument => ("文字处理文档", "a text document"),
        FileKind::Archive => ("压缩包，里面没有工作簿", "a zip archive without a workbook in it"),
        FileKind::Unknown => ("不认识的文件", "a file of an unknown kind"),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这是{zh}，现在还读不了。"), format!("This is {en}, which cannot be read yet.")),
        hint: Bilingual::new(
            "请用表格软件打开，另存为 .xlsx 或 CSV；不是数据的文件请移出这个文件夹。",
            "Open it in a spreadsheet program and save it as .xlsx or CSV; move files that are not data out of the folder.",
        ),
        related: Vec::new(),
    }
}
