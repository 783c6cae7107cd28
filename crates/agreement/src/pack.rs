//! From what was written to a checked program: the real front end, every message counted.

use quanheng_facts::problem::{Problem, Severity};
use quanheng_policy::check::check;
use quanheng_policy::ir::Program;
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::source::read_pack;

use crate::write::Written;

const BASE: &str = "jiceng";

impl Written {
    /// The files, pack by pack from the lowest; `pack.toml` is made when they are read, for it holds the hash of the pack below.
    #[must_use]
    pub fn files(&self) -> Vec<Vec<(String, String)>> {
        let base = vec![("tables.md".to_owned(), self.tables.written()), ("law/10-办法.md".to_owned(), self.law.written())];
        let child = self.child.as_ref().map(|law| vec![("law/10-细则.md".to_owned(), law.written())]);
        std::iter::once(base).chain(child).collect()
    }
}

/// Reads and checks packs: the program, or every error.
pub fn program_of(packs: &[Vec<(String, String)>]) -> Result<Program, Vec<Problem>> {
    let mut sources: Vec<PackSource> = Vec::new();
    let mut problems = Vec::new();
    for (at, files) in packs.iter().enumerate() {
        let basis = match sources.last() {
            Some(below) => format!("[{{ id = \"{}\", version = \"1.0.0\", hash = \"{}\" }}]", below.manifest.id, below.hash),
            None => "[]".to_owned(),
        };
        let id = if at == 0 { BASE.to_owned() } else { format!("shang-{at}") };
        let manifest = format!(
            "id = \"{id}\"\ntitle = \"示例办法\"\nissuer = \"示例省\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\nbasis = {basis}\n"
        );
        let files = std::iter::once(("pack.toml".to_owned(), manifest)).chain(files.iter().cloned()).collect();
        let (source, found) = read_pack(&PackText { folder: format!("packs/{id}"), files });
        sources.push(source);
        problems.extend(found);
    }
    let (checked, found) = check(&sources);
    problems.extend(found);
    problems.retain(|p| p.severity == Severity::Error);
    match checked {
        Some(checked) if problems.is_empty() => Ok(checked.program),
        _ => Err(problems),
    }
}
