//! 来源.toml cannot be understood.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "source-note-unclear";

/// `what` is what is wrong, in both languages; `line` where it stands, if one line can be named.
#[must_use]
pub fn source_note_unclear(path: &str, line: Option<u32>, what: &Bilingual) -> Problem {
    let place = match line {
        Some(line) => Place::Text { file: path.to_owned(), line, column: 1, end_line: line, end_column: 1, article: None },
        None => Place::File { file: path.to_owned() },
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("来源说明没有看懂：{}。", what.zh), format!("The note on sources is not understood: {}.", what.en)),
        hint: Bilingual::new(
            "每个文件写一节，例如：[\"公布名单.csv\"] 下一行 source = \"省统计局通告\"、entered_by = \"某处\"、known_on = \"2017-06-15\"；文字都要加英文引号。",
            "One section for each file, e.g. [\"公布名单.csv\"], and below it source = \"…\", entered_by = \"…\", known_on = \"2017-06-15\"; every text in straight quotes.",
        ),
        related: Vec::new(),
    }
}
