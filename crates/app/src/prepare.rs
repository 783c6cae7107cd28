//! Everything a question needs, made ready: the pack checked, the facts read, the words of the command understood.
//!
//! All that is wrong with the command is told at once; what is wrong with single cells is told and does not stop anything.

use quanheng_facts::fact::Facts;
use quanheng_facts::intake::Returned;
use quanheng_facts::intake::concerns_persons;
use quanheng_facts::problem::{Problem, Severity};
use quanheng_policy::interpret::Interpreter;
use quanheng_policy::ir::{Program, VariableId};

use crate::compile::{Compiled, PackPlace, compile};
use crate::error::{AppError, any_error};
use crate::load_facts::{load_facts, unread_files};
use crate::may_be_shown;
use crate::outside::{FactSource, PackFiles};
use crate::problems;
use crate::question::{Asked, Question, When};
use crate::results::{Header, PackStamp};
use crate::snapshot_facts;
use crate::typed_facts::{Typed, typed_facts};

/// The version of the language this engine knows.
pub const LANGUAGE_VERSION: u32 = 1;

/// The version of the engine.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the parts of a question come from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub packs: &'a dyn PackFiles,
    pub facts: &'a dyn FactSource,
}

/// A question ready to be answered.
#[derive(Debug)]
pub struct Prepared {
    pub compiled: Compiled,
    pub facts: Facts,
    pub question: Question,
    /// Files of facts that were read.
    pub files: Vec<FileRead>,
    /// Some of the facts were published: only incentives are told, unless more was asked for, and of units alone.
    pub published: bool,
    /// `--all-kinds`
    pub all_kinds: bool,
    /// Of the facts. Warnings of the pack are for its author, who meets them in `check`.
    pub problems: Vec<Problem>,
    /// The rows of the facts with problems, where they were asked for and there are any.
    pub returned: Option<Returned>,
}

/// A file of facts and how large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    pub path: String,
    pub bytes: usize,
    /// Rows that came out of it.
    pub rows: usize,
}

/// How much of the facts is read, where they are a snapshot. Of workbooks all is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// Only what the results asked for rest on.
    Results,
}

/// Reads the pack, the facts and the question. `result_option` is the option that names results: `--only` or `--result`.
pub fn prepare(
    sources: Sources<'_>,
    result_option: &str,
    place: &PackPlace,
    fact_paths: &[String],
    asked: &Asked,
    reach: Reach,
) -> Result<Prepared, AppError> {
    let mut wrong = Vec::new();
    let when = When::read(asked, &mut wrong);
    if let Some(folder) = snapshot_facts::named(sources.facts, fact_paths, &mut wrong) {
        return of_snapshot(sources, result_option, place, &folder, (asked, when, wrong), reach);
    }
    let (files, loading) = load_facts(sources.facts, fact_paths);
    // A path that leads nowhere is a slip in the command; a file that cannot be read is a problem of that file.
    let (absent, mut found): (Vec<Problem>, Vec<Problem>) = loading
        .into_iter()
        .partition(|p| p.severity == Severity::Error && matches!(p.place, quanheng_facts::problem::Place::Option { .. }));
    wrong.extend(absent);
    let published = files.iter().find(|f| f.note.published).map(|f| f.file.path.clone());
    let mut compiled = compiled(sources, place, &mut wrong)?;
    let collected_for = collected_for(files.iter().map(|f| f.note.results.as_ref()));
    let question = resolved((asked, when), result_option, &mut compiled, published.as_deref(), &collected_for, (wrong, &mut found))?;
    let read: Vec<(String, usize)> = files.iter().map(|f| (f.file.path.clone(), f.file.bytes.len())).collect();
    let unread_files = unread_files(&found);
    let Typed { facts, problems: fact_problems, returned, .. } =
        typed_facts(&compiled, files, unread_files, question.when.known_on, asked.give_back);
    found.extend(fact_problems);
    problems::sort(&mut found);
    let files = count_rows(read, &facts, &compiled.checked.program);
    Ok(Prepared { compiled, facts, question, files, published: published.is_some(), all_kinds: asked.all_kinds, problems: found, returned })
}

/// The same, with a snapshot for the facts.
fn of_snapshot(
    sources: Sources<'_>,
    result_option: &str,
    place: &PackPlace,
    folder: &str,
    (asked, mut when, mut wrong): (&Asked, When, Vec<Problem>),
    reach: Reach,
) -> Result<Prepared, AppError> {
    let source = snapshot_facts::Folder { facts: sources.facts, folder: folder.to_owned() };
    let snapshot = quanheng_snapshot::Snapshot::open(&source).map_err(|wrong| snapshot_facts::of_wrong(folder, wrong))?;
    let made = &snapshot.manifest.made;
    if asked.give_back.is_some() {
        wrong.push(problems::snapshot_without_rows(folder));
    }
    let day = made.known_on.as_deref().and_then(|day| day.parse().ok());
    match when.known_on {
        // It is of that day, and a run on the workbooks would have been asked for it.
        None => when.known_on = day,
        Some(other) if day != Some(other) => {
            wrong.push(problems::snapshot_known_on_differs(folder, made.known_on.as_deref(), &other.to_string()));
        }
        Some(_) => {}
    }
    let published = made.files.iter().find(|file| file.published).map(|file| file.path.clone());
    let mut compiled = compiled(sources, place, &mut wrong)?;
    let collected_for = collected_for(made.files.iter().map(|file| file.results.as_ref()));
    let mut found = Vec::new();
    let question = resolved((asked, when), result_option, &mut compiled, published.as_deref(), &collected_for, (wrong, &mut found))?;
    snapshot_facts::fits(&snapshot, folder, &compiled)?;
    let results = (reach == Reach::Results).then_some(question.results.as_slice());
    let snapshot_facts::Read { facts, problems: kept } = snapshot_facts::read(&snapshot, folder, &compiled.checked.program, results)?;
    found.extend(kept);
    problems::sort(&mut found);
    let counted = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let files = made.files.iter();
    let files = files.map(|f| FileRead { path: f.path.clone(), bytes: counted(f.bytes), rows: counted(f.rows) }).collect();
    let (published, all_kinds) = (published.is_some(), asked.all_kinds);
    Ok(Prepared { compiled, facts, question, files, published, all_kinds, problems: found, returned: None })
}

/// The pack; what is wrong with the command is told with what is wrong with it.
fn compiled(sources: Sources<'_>, place: &PackPlace, wrong: &mut Vec<Problem>) -> Result<Compiled, AppError> {
    compile(sources.packs, place).map_err(|mut error| {
        error.problems.append(wrong);
        error
    })
}

/// What is asked, of what may be shown.
fn resolved(
    (asked, when): (&Asked, When),
    result_option: &str,
    compiled: &mut Compiled,
    published: Option<&str>,
    collected_for: &[String],
    (mut wrong, found): (Vec<Problem>, &mut Vec<Problem>),
) -> Result<Question, AppError> {
    let mut question = Question::resolve(asked, result_option, when, &compiled.checked.program, &mut wrong);
    if asked.only.is_empty() {
        question.keep_to(collected_for, &compiled.checked.program);
    }
    let narrowed = may_be_shown::narrow(&mut question, &compiled.checked.program, asked, result_option, published);
    wrong.extend(narrowed.wrong);
    found.extend(narrowed.notes);
    if published.is_some() {
        may_be_shown::without_persons(&mut compiled.checked.program);
    }
    if any_error(&wrong) { Err(AppError::invalid(wrong)) } else { Ok(question) }
}

/// The results that these facts say they were collected for; empty where some of them do not say.
fn collected_for<'n>(notes: impl Iterator<Item = Option<&'n Vec<String>>>) -> Vec<String> {
    let said: Option<Vec<&Vec<String>>> = notes.collect();
    said.into_iter().flatten().flatten().cloned().collect()
}

pub(crate) fn count_rows(read: Vec<(String, usize)>, facts: &Facts, program: &Program) -> Vec<FileRead> {
    let mut counts: std::collections::BTreeMap<std::sync::Arc<str>, usize> = std::collections::BTreeMap::new();
    for at in 0..program.schema.tables.len() {
        let Ok(id) = u32::try_from(at) else { continue };
        for row in facts.all_rows(quanheng_facts::schema::TableId(id)) {
            let rows = counts.entry(row.origin.file.clone()).or_default();
            *rows = rows.saturating_add(1);
        }
    }
    for confirmation in facts.confirmations() {
        let rows = counts.entry(confirmation.origin.file.clone()).or_default();
        *rows = rows.saturating_add(1);
    }
    read.into_iter().map(|(path, bytes)| FileRead { rows: counts.get(path.as_str()).copied().unwrap_or(0), path, bytes }).collect()
}

impl Prepared {
    /// The checked program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.compiled.checked.program
    }

    /// True for what published facts are not asked about: anything of persons, and matters to be verified unless asked for.
    #[must_use]
    pub fn keeps_from_view(&self, id: VariableId) -> bool {
        let program = self.program();
        let owner = program.variable(id).and_then(|variable| variable.owner);
        let of_persons = owner.is_some_and(|kind| concerns_persons(&program.schema, kind));
        self.published && (of_persons || (!self.all_kinds && program.to_verify.contains(&id)))
    }

    /// An evaluator of it.
    #[must_use]
    pub fn interpreter(&self) -> Interpreter<'_> {
        Interpreter::new(self.program(), &self.facts, self.question.choice.clone())
    }

    /// What the results rest on. `run_at` is the hour, where the user wants it in the header.
    #[must_use]
    pub fn header(&self, run_at: Option<String>, met_only: bool) -> Header {
        let mut stamps: Vec<PackStamp> = self
            .program()
            .packs
            .iter()
            .map(|pack| PackStamp { id: pack.id.clone(), version: pack.version.clone(), hash: pack.hash.clone() })
            .collect();
        let when = &self.question.when;
        let known_on = when.known_on.map(|day| day.to_string());
        Header {
            pack: stamps.pop().unwrap_or_default(),
            basis: stamps,
            facts_hash: self.facts.hash.clone(),
            entities_hash: self.facts.entities.hash(&self.program().schema),
            engine: ENGINE_VERSION.to_owned(),
            language: LANGUAGE_VERSION,
            periods: when.periods.clone(),
            run_at: run_at.or_else(|| known_on.clone()),
            known_on,
            decided_on: when.decided_on.map(|day| day.to_string()),
            law_as_of: when.law_as_of,
            settings: self.question.settings.iter().map(|s| (s.name.clone(), s.value.clone())).collect(),
            strict: self.question.choice.strict,
            met_only,
            published: self.published,
            all_kinds: self.all_kinds,
            rechecked: None,
        }
    }
}
