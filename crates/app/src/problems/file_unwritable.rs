//! A file cannot be written.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "file-unwritable";

/// `words` say why; none where the path is a folder.
#[must_use]
pub fn file_unwritable(path: &str, words: Option<&Bilingual>) -> Problem {
    let text = if let Some(Bilingual { zh, en }) = words {
        Bilingual::new(format!("「{path}」写不进去：{zh}。"), format!("「{path}」 cannot be written: {en}."))
    } else {
        Bilingual::new(
            format!("「{path}」是文件夹，不能当文件写。"),
            format!("「{path}」 is a folder; no file can be written in its place."),
        )
    };
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: Severity::Error,
        text,
        hint: Bilingual::new(
            "请换一个文件名，或者换一个您能写入的文件夹；原来的文件没有动。",
            "Choose another name, or a folder you may write to; the file that was there is as it was.",
        ),
        related: Vec::new(),
    }
}
