//! A pack as its author keeps it, and as the checker wants it.

use quanheng_facts::problem::Problem;

use crate::ir::Program;
use crate::syntax::tree::Tree;
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
    pub reviewed: Vec<crate::source::reviewed::Reviewed>,
}

/// A pack that may be run: no problem of severity error was found in it.
#[derive(Clone, Debug)]
pub struct CheckedPack {
    pub program: Program,
    /// Warnings and notes.
    pub remarks: Vec<Problem>,
    /// What came of the rules that nobody has ordered.
    pub proofs: crate::check::Proofs,
    /// What its duties and steps come to, case by case.
    pub truth_tables: Vec<TruthTable>,
    /// Conditions with 除非 and 否决, case by case.
    pub condition_tables: Vec<ConditionTable>,
}
