//! A path given with `--facts` leads nowhere.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "facts-not-found";

/// There is neither a file nor a folder of that name.
#[must_use]
pub fn facts_not_found(path: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--facts {path}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有「{path}」这个文件或文件夹。"), format!("There is no file or folder 「{path}」.")),
        hint: Bilingual::new(
            "请写数据文件（.xlsx、.csv）或放数据文件的文件夹；位置从当前文件夹算起。",
            "Give a file of facts (.xlsx, .csv) or a folder of them, counted from the current folder.",
        ),
        related: Vec::new(),
    }
}
