//! A pack as its author keeps it, and as the checker wants it.

use quanheng_facts::problem::{Place, Problem};

use crate::ir::Program;
use crate::syntax::place::{path_in_messages, text_place};
use crate::syntax::tree::{Article, Span, Tree};
use crate::truth_table::{ConditionTable, TruthTable};

/// The files of a pack folder as text: `pack.toml`, `reviewed.toml`, `tables.md`, `law/*.md`, `notices/*.md`, `tests/*.md`. Paths are relative
/// to the pack, with `/`. Entity registers (`entities/*.csv`) are not text of the policy; intake reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackText {
    /// How the pack's folder is called in messages: `packs/shaanxi-2016`.
    pub folder: String,
    pub files: Vec<(String, String)>,
}

/// `pack.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub id: String,
    pub title: String,
    pub issuer: String,
    pub region: String,
    pub version: String,
    pub language: u32,
    pub basis: Vec<Basis>,
    /// What `run` prints when nothing is asked for.
    pub results: Vec<String>,
    /// 结论类 that are incentives: titles, money, candidates.
    pub incentives: Vec<String>,
    /// 结论类 and definitions that are matters to be verified.
    pub to_verify: Vec<String>,
    pub sources: Vec<String>,
}

/// One pack this one builds on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    pub id: String,
    pub version: String,
    /// SHA-256 of that pack, hexadecimal.
    pub hash: String,
}

/// A pack read: manifest, tree, hash.
#[derive(Clone, Debug, Default)]
pub struct PackSource {
    pub folder: String,
    pub manifest: Manifest,
    pub tree: Tree,
    pub hash: String,
    /// What `reviewed.toml` says, by article.
    pub reviewed: Vec<Reviewed>,
}

/// The place of a stretch of a pack that was read, for messages about its tree.
#[must_use]
pub fn place_of(pack: &PackSource, span: Span) -> Place {
    let Some(file) = usize::try_from(span.file.0).ok().and_then(|at| pack.tree.files.get(at)) else {
        return Place::File { file: pack.folder.clone() };
    };
    let within = |article: &&Article| article.span.file == span.file && (article.span.start..article.span.end).contains(&span.start);
    let article = pack.tree.articles.iter().find(within).map(|a| a.anchor.clone());
    text_place(&path_in_messages(&pack.folder, &file.path), &file.text, &file.marks, span, article)
}

/// What an article looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub gist: String,
    pub rules: String,
}

/// An entry of `reviewed.toml`: what an article looked like when somebody reviewed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// `鼓励激励#第六条`
    pub article: String,
    pub then: Fingerprint,
    pub span: Span,
}

/// A pack that may be run: no problem of severity error was found in it.
#[derive(Clone, Debug)]
pub struct CheckedPack {
    pub program: Program,
    /// Warnings and notes.
    pub remarks: Vec<Problem>,
    /// What came of the rules that nobody has ordered.
    pub proofs: Proofs,
    /// What its duties and steps come to, case by case.
    pub truth_tables: Vec<TruthTable>,
    /// Conditions with 除非 and 否决, case by case.
    pub condition_tables: Vec<ConditionTable>,
}

/// What came of the pairs of rules that nobody has ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proofs {
    /// They can never hold together.
    pub never: usize,
    /// They can: a case was run.
    pub counterexample: usize,
    pub undecided: usize,
}
