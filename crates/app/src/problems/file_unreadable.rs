//! A file is there but cannot be read.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "file-unreadable";

/// `words` are the system's own; none where the file is gone, or a link that leads nowhere.
#[must_use]
pub fn file_unreadable(path: &str, words: &str) -> Problem {
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: if words.is_empty() {
            Bilingual::new(
                format!("「{path}」读不出来：名字在，文件不在。"),
                format!("「{path}」 cannot be read: the name is there, the file is not."),
            )
        } else {
            Bilingual::new(format!("「{path}」读不出来：{words}。"), format!("「{path}」 cannot be read: {words}."))
        },
        hint: Bilingual::new(
            "请看它是不是文件、您有没有读取的权限；若正在别的程序里打开，先关掉再试。",
            "See whether it is a file and you may read it; if another program has it open, close it there and try again.",
        ),
        related: Vec::new(),
    }
}
