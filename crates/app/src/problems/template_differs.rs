//! A workbook was filled in on a template of another pack, or of this one as it was.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::template::Marked;

pub const ID: &str = "template-differs";

/// The pack is here, and is not what it was when the template was made.
pub(crate) fn changed(file: &str, marked: &Marked, version: &str) -> Problem {
    let (id, old) = (&marked.mark.id, &marked.mark.version);
    let versions = if old == version {
        Bilingual::new(format!("（版本都是 {version}）"), format!(" (both are version {version})"))
    } else {
        Bilingual::new(format!("（那时是 {old}，现在是 {version}）"), format!(" (then {old}, now {version})"))
    };
    problem(
        file,
        marked,
        Bilingual::new(
            format!("填的是「{id}」以前的模板{}，政策包后来改过。", versions.zh),
            format!("This was filled in on an earlier template of 「{id}」{}; the pack has changed since.", versions.en),
        ),
    )
}

/// It was made for a pack that is not here.
pub(crate) fn another(file: &str, marked: &Marked, asked: &str) -> Problem {
    let (id, version) = (&marked.mark.id, &marked.mark.version);
    problem(
        file,
        marked,
        Bilingual::new(
            format!("填的是政策包「{id}」{version} 的模板，现在用的是「{asked}」。"),
            format!("This was filled in on a template of the pack 「{id}」 {version}; now 「{asked}」 is used."),
        ),
    )
}

fn problem(file: &str, marked: &Marked, text: Bilingual) -> Problem {
    Problem {
        place: Place::Cell { file: file.to_owned(), sheet: marked.sheet.clone(), row: Some(marked.row), column: Some(marked.column) },
        id: ID,
        severity: Severity::Warning,
        text,
        hint: Bilingual::new(
            "能读的已经照常读了。请核对表和栏目有没有变；要新的模板，运行 quanheng template 政策包 -o 文件.xlsx，把各行抄过去。",
            "What can be read was read. Check whether tables and columns are still the same; for a new template run quanheng template PACK -o FILE.xlsx and copy the rows over.",
        ),
        related: Vec::new(),
    }
}
