//! `data/demo/README.md`: whose data these are, which file comes from whom, and the table of who meets and who just misses what.

use crate::book::Book;
use crate::stories::{self, Story, placed};

/// The words before the table; the tables are made.
const BEFORE: &str = include_str!("readme_before.md");

/// The whole text.
#[must_use]
pub fn text(books: &[Book]) -> String {
    let mut out = BEFORE.replace("{files}", &files(books)).replace("{unknown}", &unknown());
    out.push_str("| 结论 | 问的结果 | 谁 | 看哪一项 | 现在 | 起决定作用的格（文件｜表｜格） | 现值 | 改成 | 就成了 |\n");
    out.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for story in stories::all() {
        out.push_str(&line(&story, books));
    }
    out
}

fn line(story: &Story, books: &[Book]) -> String {
    let found: Vec<_> = story.changes.iter().map(|change| placed(change, books)).collect();
    let each = |of: &dyn Fn(&stories::Placed) -> String| found.iter().map(of).collect::<Vec<_>>().join("；");
    let cells = [
        story.conclusion.to_owned(),
        format!("`{}`", story.result),
        story.of.clone(),
        story.look_at.clone(),
        story.now.to_owned(),
        each(&|p| format!("{}｜{}｜{}", p.file, p.sheet, p.cell)),
        each(&|p| p.now.shown()),
        each(&|p| p.to.shown()),
        if found.is_empty() { String::new() } else { story.then.to_owned() },
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn unknown() -> String {
    let mut out = String::from("| 缺什么 | 谁的 | 谁来补 | 问的结果 | 因此未知的 |\n|---|---|---|---|---|\n");
    for one in stories::unknown() {
        out.push_str(&format!("| {} | {} | {} | `{}` | {} |\n", one.what, one.whose, one.supplier, one.result, one.of));
    }
    out
}

fn files(books: &[Book]) -> String {
    let mut out = String::from("| 文件 | 表 |\n|---|---|\n");
    for book in books {
        let sheets: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
        let shown = if sheets.len() > 4 { format!("{} 等 {} 张", sheets[..2].join("、"), sheets.len()) } else { sheets.join("、") };
        out.push_str(&format!("| `{}` | {shown} |\n", book.file()));
    }
    out
}
