//! The tests of a pack: Markdown tables a clerk can read, run on the interpreter.
//!
//! ```text
//! tests/*.md ─► read (tables, directives) ─► names and cells against a program ─► a small world of facts and given values
//!                                                                             └─► findings ─► outcomes, each at its cell
//! ```
//!
//! A table is led by directives in backquotes: `各行独立` or `同一世界`, then `覆盖 办法#条`, `年度 n`, `设 名 = 值，…`,
//! `完整 表`, `给定 表` (with a table of rows of its own), `事实 文件`, `规定以 n年度 为准`, `严格`. Its heads are names (given) or `⇒` names (expected); its cells are values,
//! `？`, `≥11`, `60…100万元`, `未知：原因`, `不适用`, `冲突`, `错误`, or `—`.
//!
//! Never known here: files. Facts a table asks for by `事实` are read by the caller.

mod cause;
mod cell;
mod directive;
mod given;
mod head;
mod read;
mod run;
mod setting;
mod verdict;
mod world;

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Place, Problem};
use quanheng_facts::value::Year;

use crate::ir::Program;
use crate::pack::PackSource;
use crate::syntax::tree::{FileIx, Span};

/// Words of a test file, with their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub span: Span,
    pub place: Place,
}

/// How the rows of a table stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 各行独立: each row is a world of its own, with one entity.
    EachRow,
    /// 同一世界: the rows are the entities of one population.
    OneWorld,
}

/// 设 名 = 值
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub name: Said,
    pub value: Said,
}

/// 完整 公布名单（十强县） 2015年度
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub table: Said,
    pub scope: Vec<String>,
    /// `None`: every year near the table's.
    pub year: Option<Year>,
}

/// 事实 ../../../data/shaanxi 2008—2009
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsWanted {
    /// As written: relative to the test file.
    pub path: Said,
    /// Only rows of these years, both included.
    pub years: Option<(Year, Year)>,
}

/// 给定 安全事故, with the table below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenTable {
    pub name: Said,
    pub heads: Vec<Said>,
    pub rows: Vec<Vec<Said>>,
}

/// 覆盖 鼓励激励#第六条
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    pub measure: String,
    pub anchor: String,
    pub place: Place,
}

/// One table of a test file with the directives that stand over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestTable {
    /// Relative to the pack: `tests/10-奖金.md`.
    pub file: String,
    pub file_ix: FileIx,
    /// The heading it stands under.
    pub title: String,
    pub place: Place,
    pub mode: Mode,
    pub year: Option<Year>,
    pub law_as_of: Option<Year>,
    pub strict: bool,
    pub covers: Vec<Cover>,
    pub settings: Vec<Setting>,
    pub signed: Vec<Signed>,
    pub facts: Vec<FactsWanted>,
    pub given: Vec<GivenTable>,
    pub heads: Vec<Said>,
    pub rows: Vec<Vec<Said>>,
}

/// What became of one expected cell (or of a table that could not be run).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestOutcome {
    /// The heading the table stands under.
    pub title: String,
    pub place: Place,
    pub span: Span,
    /// As written.
    pub expected: String,
    /// In the words of a cell, so that it can be put there.
    pub actual: String,
    pub passed: bool,
    /// Why not: `test-failed`, or what is wrong with the test itself.
    pub problem: Option<Problem>,
}

impl TestTable {
    /// The files and folders of facts this table asks for, relative to the folder of the pack, `..` and all.
    #[must_use]
    pub fn facts_wanted(&self) -> Vec<String> {
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.facts.iter().map(|f| normal_path(folder, &f.path.text)).collect()
    }
}

/// The tables of every `tests/*.md` of a pack, in order of file and place; and what is wrong with how they are written.
#[must_use]
pub fn read_tests(source: &PackSource) -> (Vec<TestTable>, Vec<Problem>) {
    read::read_tests(source)
}

/// Runs a table. `facts`: what [`TestTable::facts_wanted`] names, all in one; `None` where it names nothing.
#[must_use]
pub fn run_table(table: &TestTable, program: &Program, facts: Option<&Facts>) -> Vec<TestOutcome> {
    run::run_table(table, program, facts)
}

/// The text of a test file with what came out in place of what was expected and did not come. `outcomes` are those of the
/// tables of this file; tests that could not be run are left as they are.
#[must_use]
pub fn updated(text: &str, outcomes: &[&TestOutcome]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = outcomes
        .iter()
        .filter(|o| o.problem.as_ref().is_some_and(|p| p.id == crate::problems::test_failed::ID))
        .map(|o| (index(o.span.start), index(o.span.end), o.actual.as_str()))
        .collect();
    edits.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0_usize;
    for (start, end, actual) in edits {
        let Some(before) = text.get(at..start) else { continue };
        out.push_str(before);
        out.push_str(actual);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// `tests` and `../../../data/shaanxi` → `../../data/shaanxi`.
fn normal_path(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/').filter(|p| !p.is_empty() && *p != ".") {
        if part == ".." && parts.last().is_some_and(|last| *last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::normal_path;

    #[test]
    fn facts_are_looked_for_from_the_test_file() {
        assert_eq!(normal_path("tests", "../../../data/shaanxi"), "../../data/shaanxi");
        assert_eq!(normal_path("tests", "./甲.csv"), "tests/甲.csv");
    }
}
