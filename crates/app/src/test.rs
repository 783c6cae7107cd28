//! `test`: the examples in a pack's own `tests` folder, run on the interpreter.

use std::collections::BTreeMap;

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Problem, Severity};
use quanheng_policy::pack_test::{TestOutcome, read_tests, run_table, updated};

use crate::compile::{Compiled, PackPlace, compile};
use crate::error::{AppError, any_error};
use crate::load_facts::{load_facts, unread_files};
use crate::outside::{Unreadable, join};
use crate::prepare::Sources;
use crate::problems;
use crate::typed_facts::{Typed, typed_facts};

/// What came of the examples.
#[derive(Debug)]
pub struct TestReport {
    pub compiled: Compiled,
    pub tables: usize,
    pub passed: usize,
    pub failed: usize,
    /// What is wrong with the examples, the facts they read, or the results they got.
    pub problems: Vec<Problem>,
    /// Test files that were rewritten.
    pub updated: Vec<String>,
}

impl TestReport {
    /// True if every example came out as written.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.failed == 0 && !any_error(&self.problems)
    }
}

/// Runs the examples of a pack. With `update`, what came out is written where something else was expected.
pub fn test(sources: Sources<'_>, place: &PackPlace, update: bool) -> Result<TestReport, AppError> {
    let compiled = compile(sources.packs, place)?;
    let mut found: Vec<Problem> = compiled.checked.remarks.clone();
    let (tables, problems) = read_tests(&compiled.source);
    found.extend(problems);
    let mut worlds: BTreeMap<Vec<String>, Facts> = BTreeMap::new();
    let mut outcomes: BTreeMap<&str, Vec<TestOutcome>> = BTreeMap::new();
    for table in &tables {
        let wanted: Vec<String> = table.facts_wanted().iter().map(|path| join(&place.folder, path)).collect();
        if !wanted.is_empty() && !worlds.contains_key(&wanted) {
            let (files, loading) = load_facts(sources.facts, &wanted);
            let Typed { facts, problems: typing, .. } = typed_facts(&compiled, files, unread_files(&loading), None, None);
            // Warnings of facts belong to a run of them; here only what an example cannot rest on is told.
            found.extend(loading.into_iter().chain(typing).filter(|p| p.severity == Severity::Error));
            worlds.insert(wanted.clone(), facts);
        }
        let came = run_table(table, &compiled.checked.program, worlds.get(&wanted));
        outcomes.entry(&table.file).or_default().extend(came);
    }
    let all = || outcomes.values().flatten();
    let passed = all().filter(|o| o.passed).count();
    let failed = all().filter(|o| !o.passed).count();
    let rewritten = if update { rewrite(sources, place, &compiled, &outcomes)? } else { Vec::new() };
    found.extend(all().filter_map(|o| o.problem.clone()));
    problems::sort(&mut found);
    Ok(TestReport { tables: tables.len(), passed, failed, problems: found, updated: rewritten, compiled })
}

fn rewrite(
    sources: Sources<'_>,
    place: &PackPlace,
    compiled: &Compiled,
    outcomes: &BTreeMap<&str, Vec<TestOutcome>>,
) -> Result<Vec<String>, AppError> {
    let mut rewritten = Vec::new();
    for file in &compiled.source.tree.files {
        let Some(outcomes) = outcomes.get(file.path.as_str()) else { continue };
        let text = updated(&file.text, &outcomes.iter().collect::<Vec<_>>());
        if text == file.text {
            continue;
        }
        let path = join(&place.folder, &file.path);
        sources.packs.write(&path, text.as_bytes()).map_err(|why| {
            let words = match why {
                Unreadable::NotFound => None,
                Unreadable::Refused(words) => Some(words),
            };
            AppError::refused(vec![problems::file_unwritable(&path, words.as_ref())])
        })?;
        rewritten.push(path);
    }
    Ok(rewritten)
}
