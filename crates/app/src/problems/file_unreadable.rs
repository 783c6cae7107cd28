//! A file is there but cannot be read.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "file-unreadable";

/// `words` say why; none where the file is gone, or a link that leads nowhere, or its name is no proper text.
#[must_use]
pub fn file_unreadable(path: &str, words: Option<&Bilingual>) -> Problem {
    let garbled = path.contains('\u{fffd}');
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: if garbled {
            Bilingual::new(format!("「{path}」读不出来：文件名里有乱码。"), format!("「{path}」 cannot be read: its name is garbled."))
        } else if let Some(Bilingual { zh, en }) = words {
            Bilingual::new(format!("「{path}」读不出来：{zh}。"), format!("「{path}」 cannot be read: {en}."))
        } else {
            Bilingual::new(
                format!("「{path}」读不出来：名字在，文件不在。"),
                format!("「{path}」 cannot be read: the name is there, the file is not."),
            )
        },
        hint: if garbled {
            Bilingual::new(
                "请给文件改一个正常的名字；在 Windows 上打包、在别处解压，常会这样。",
                "Give the file a proper name; an archive packed on Windows and unpacked elsewhere often comes out like this.",
            )
        } else {
            Bilingual::new(
                "请看它是不是文件、您有没有读取的权限；若正在别的程序里打开，先关掉再试。",
                "See whether it is a file and you may read it; if another program has it open, close it there and try again.",
            )
        },
        related: Vec::new(),
    }
}
