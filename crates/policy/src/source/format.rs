//! A Markdown file of a pack with its blocks of rules printed anew; every other byte as it was.
//!
//! In: the file as it lies on the disk, line ends and byte-order mark included. Out: the file as it is to be, or why it is to be
//! left alone. Lines of rules that do not change keep their line ends, too; those that do take the line end of their block.

use quanheng_facts::problem::{Problem, Severity};

use super::{markdown, normal_path, normal_text, part_of};
use crate::pack::Manifest;
use crate::syntax::format::{NotPrinted, Spelling, format_block};
use crate::syntax::place::Marks;
use crate::syntax::tree::{File, FileIx, Tree};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formatted {
    /// No file of rules.
    NotRules,
    Unchanged,
    /// The whole file anew.
    Changed(String),
    /// It has problems that keep it from being read: it is to be left as it is.
    Unread(Vec<Problem>),
    /// The rules in the block that begins on this line would read otherwise afterwards. A fault of the formatter.
    Fault {
        line: usize,
    },
}

/// Formats one file; `path` is relative to the pack. Without a spelling every block keeps the language it is in.
#[must_use]
pub fn format_file(folder: &str, path: &str, text: &str, spelling: Option<Spelling>) -> Formatted {
    let file = File { path: normal_path(path), text: normal_text(text), marks: Marks::default() };
    let Some(part) = part_of(&file.path) else { return Formatted::NotRules };
    let mut problems = Vec::new();
    let mut tree = Tree::default();
    markdown::read_file(folder, FileIx(0), &file, part, &mut tree, &mut problems);
    super::too_many(folder, &mut Manifest::default(), &mut tree, &mut problems);
    problems.retain(|p| p.severity == Severity::Error);
    if !problems.is_empty() {
        problems.sort();
        problems.dedup();
        return Formatted::Unread(problems);
    }
    let mut lines: Vec<String> = lines_of(text).into_iter().map(str::to_owned).collect();
    let mut changed = false;
    // From the end, so that the lines before keep their places.
    for block in markdown::rule_blocks(&file.text).into_iter().rev() {
        let rules = file.text.get(block.clone()).unwrap_or("");
        let first = file.text.get(..block.start).unwrap_or("").matches('\n').count();
        let count = rules.matches('\n').count();
        match format_block(rules, spelling) {
            Ok(printed) if printed == rules => {}
            Ok(printed) => {
                changed = true;
                let last = first.saturating_add(count).min(lines.len());
                let end = lines.get(first.saturating_sub(1)).map_or("\n", |line| line_end(line)).to_owned();
                lines.splice(first.min(last)..last, printed.lines().map(|line| format!("{line}{end}")));
            }
            Err(NotPrinted::Fault | NotPrinted::Problems) => return Formatted::Fault { line: first.saturating_add(1) },
        }
    }
    if changed { Formatted::Changed(lines.concat()) } else { Formatted::Unchanged }
}

/// The lines of a text with their ends: LF, CR LF, or CR.
fn lines_of(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = if rest.get(at..).is_some_and(|r| r.starts_with("\r\n")) { at.saturating_add(2) } else { at.saturating_add(1) };
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line);
        rest = after;
    }
    lines
}

fn line_end(line: &str) -> &str {
    ["\r\n", "\n", "\r"].into_iter().find(|end| line.ends_with(end)).unwrap_or("\n")
}
