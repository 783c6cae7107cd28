//! `snapshot`: facts read once, as a run would read them, and kept as a folder of columns.

use quanheng_facts::columns::FactColumns;
use quanheng_facts::problem::{Place, Problem, Severity};
use quanheng_snapshot::manifest::{FileMade, Made};
use quanheng_snapshot::{ADDRESS, MANIFEST, Snapshot, sha256, write};

use crate::compile::{PackPlace, compile};
use crate::error::{AppError, ErrorKind};
use crate::kept_problems;
use crate::load_facts::{load_facts, unread_files};
use crate::outside::{FolderOut, Unreadable, join};
use crate::prepare::{Sources, count_rows};
use crate::problems;
use crate::question::{Asked, When};
use crate::snapshot_facts::{self, Folder, packs, registers_hash};
use crate::typed_facts::{Typed, typed_facts};

/// How a snapshot is asked for.
#[derive(Clone, Debug, Default)]
pub struct SnapshotRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub known_on: Option<String>,
    pub output: String,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotReport {
    pub folder: String,
    /// The hash of its manifest.
    pub address: String,
    pub facts_hash: String,
    pub entities: usize,
    /// Tables that have rows.
    pub tables: usize,
    pub rows: usize,
    pub bytes: usize,
    /// The same one was there already, and was left alone.
    pub was_there: bool,
    /// Of the facts.
    pub problems: Vec<Problem>,
}

/// Makes a snapshot.
pub fn snapshot(sources: Sources<'_>, out: &dyn FolderOut, request: &SnapshotRequest) -> Result<SnapshotReport, AppError> {
    let mut wrong = Vec::new();
    // A snapshot is of every year there is.
    let asked = Asked { period: "2000".to_owned(), known_on: request.known_on.clone(), ..Asked::default() };
    let when = When::read(&asked, &mut wrong);
    let nested = request.facts.iter().filter(|path| snapshot_facts::is_snapshot(sources.facts, path));
    wrong.extend(nested.map(|path| problems::snapshot_not_alone(path)));
    let (files, loading) = load_facts(sources.facts, &request.facts);
    let of_command = |p: &Problem| p.severity == Severity::Error && matches!(p.place, Place::Option { .. });
    let (absent, mut found): (Vec<Problem>, Vec<Problem>) = loading.into_iter().partition(of_command);
    wrong.extend(absent);
    let compiled = compile(sources.packs, &request.place).map_err(|mut error| {
        error.problems.append(&mut wrong);
        error
    })?;
    if !wrong.is_empty() {
        return Err(AppError::invalid(wrong));
    }
    let mut made_of: Vec<FileMade> = files
        .iter()
        .map(|f| FileMade {
            path: f.file.path.clone(),
            bytes: u64::try_from(f.file.bytes.len()).unwrap_or(u64::MAX),
            sha256: sha256(&f.file.bytes),
            rows: 0,
            published: f.note.published,
            region: f.note.region.clone(),
            results: f.note.results.clone(),
        })
        .collect();
    let unread = unread_files(&found);
    let Typed { facts, problems: of_facts, own_region, .. } = typed_facts(&compiled, files, unread, when.known_on, None);
    found.extend(of_facts);
    problems::sort(&mut found);
    let program = &compiled.checked.program;
    let counted = count_rows(made_of.iter().map(|f| (f.path.clone(), 0)).collect(), &facts, program);
    for (made, counted) in made_of.iter_mut().zip(counted) {
        made.rows = u64::try_from(counted.rows).unwrap_or(u64::MAX);
    }
    let made = Made {
        packs: packs(program),
        registers_sha256: registers_hash(&compiled),
        own_region,
        known_on: when.known_on.map(|day| day.to_string()),
        files: made_of,
        errors: crate::error::any_error(&found),
    };
    let of_wrong = |wrong| snapshot_facts::of_wrong(&request.output, wrong);
    let columns = FactColumns::of(&program.schema, &facts).map_err(|unfit| of_wrong(unfit.into()))?;
    let kept = vec![(kept_problems::FILE.to_owned(), kept_problems::to_bytes(&found))];
    let written = write(&program.schema, &columns, made, kept).map_err(of_wrong)?;
    let folder = match request.output.trim_end_matches('/') {
        "" => request.output.clone(),
        trimmed => trimmed.to_owned(),
    };
    let was_there = put(sources, out, &folder, &written.files)?;
    let tables: Vec<usize> = columns.tables.iter().flatten().map(|table| table.rows).filter(|rows| *rows > 0).collect();
    Ok(SnapshotReport {
        folder,
        address: written.address,
        facts_hash: facts.hash.clone(),
        entities: facts.entities.len(),
        tables: tables.len(),
        rows: tables.iter().fold(0, |all, rows| all.saturating_add(*rows)),
        bytes: written.files.iter().fold(0, |all, (_, bytes)| all.saturating_add(bytes.len())),
        was_there,
        problems: found,
    })
}

/// Puts the files into their folder; true where the same ones are there already.
fn put(sources: Sources<'_>, out: &dyn FolderOut, folder: &str, files: &[(String, Vec<u8>)]) -> Result<bool, AppError> {
    match sources.facts.standing(folder) {
        Err(Unreadable::NotFound) => {}
        Err(Unreadable::Refused(why)) => return Err(AppError::invalid(vec![problems::snapshot_unwritable(folder, &why)])),
        Ok(_) => {
            let same = |name: &str| {
                let ours = files.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes);
                ours.is_some() && sources.facts.read(&join(folder, name)).ok().as_ref() == ours
            };
            let there = snapshot_facts::is_snapshot(sources.facts, folder);
            let source = Folder { facts: sources.facts, folder: folder.to_owned() };
            if there && same(MANIFEST) && same(ADDRESS) && Snapshot::open(&source).is_ok() {
                return Ok(true);
            }
            return Err(AppError::invalid(vec![problems::snapshot_exists(folder, there)]));
        }
    }
    out.put(folder, files).map(|()| false).map_err(|unwritten| {
        let kind = if unwritten.callers_fault { ErrorKind::Invalid } else { ErrorKind::Internal };
        AppError { kind, ..AppError::not_kept(vec![problems::snapshot_unwritable(folder, &unwritten.why)]) }
    })
}
