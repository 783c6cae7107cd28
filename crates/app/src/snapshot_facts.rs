//! `--facts` that names a snapshot → its facts, as if the files that it was made of had been read.
//!
//! Which pack may read it is decided here, and in quanheng-snapshot, which knows no packs. Decision 0076.

use quanheng_facts::columns::Unfit;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Bilingual, Problem};
use quanheng_policy::ir::columns_read::columns_read;
use quanheng_policy::ir::{Program, VariableId};
use quanheng_snapshot::manifest::PackMade;
use quanheng_snapshot::{MANIFEST, Snapshot, Source, Wanted, Wrong, sha256};

use crate::compile::Compiled;
use crate::error::AppError;
use crate::kept_problems;
use crate::outside::{FactSource, Standing, Unreadable, join};
use crate::problems::{self, Because};

/// A folder of files as a snapshot reads them.
pub(crate) struct Folder<'a> {
    pub facts: &'a dyn FactSource,
    pub folder: String,
}

impl Source for Folder<'_> {
    fn size(&self, name: &str) -> Result<Option<u64>, Bilingual> {
        match self.facts.size(&join(&self.folder, name)) {
            Ok(size) => Ok(Some(size)),
            Err(Unreadable::NotFound) => Ok(None),
            Err(Unreadable::Refused(why)) => Err(why),
        }
    }

    fn read(&self, name: &str, from: u64, length: usize) -> Result<Vec<u8>, Bilingual> {
        self.facts.part(&join(&self.folder, name), from, length).map_err(|error| match error {
            Unreadable::NotFound => Bilingual::new("没有这个文件", "there is no such file"),
            Unreadable::Refused(why) => why,
        })
    }
}

/// True where a path leads to a folder with a manifest.
pub(crate) fn is_snapshot(facts: &dyn FactSource, path: &str) -> bool {
    matches!(facts.standing(path), Ok(Standing::Folder)) && facts.size(&join(path, MANIFEST)).is_ok()
}

/// Which of the paths is a snapshot, if one is. Beside it nothing else may stand.
pub(crate) fn named(facts: &dyn FactSource, paths: &[String], wrong: &mut Vec<Problem>) -> Option<String> {
    let folder = paths.iter().find(|path| is_snapshot(facts, path))?.trim_end_matches('/').to_owned();
    if paths.len() > 1 {
        wrong.push(problems::snapshot_not_alone(&folder));
    }
    Some(folder)
}

/// The hash of the registers and facts that packs bring along, wherever the packs stand.
pub(crate) fn registers_hash(compiled: &Compiled) -> String {
    let mut all = Vec::new();
    for file in &compiled.registers {
        all.extend(file.path.rsplit('/').next().unwrap_or_default().as_bytes());
        all.extend(format!("\n{}\n", sha256(&file.bytes)).as_bytes());
    }
    sha256(&all)
}

/// The packs of a program, from the lowest basis up.
pub(crate) fn packs(program: &Program) -> Vec<PackMade> {
    program.packs.iter().map(|p| PackMade { id: p.id.clone(), version: p.version.clone(), sha256: p.hash.clone() }).collect()
}

/// What comes of a snapshot.
pub(crate) struct Read {
    pub facts: Facts,
    /// Those that were found when it was made.
    pub problems: Vec<Problem>,
}

/// That it was made under this pack, or that this pack would have read the same from the same files.
pub(crate) fn fits(snapshot: &Snapshot<'_>, folder: &str, compiled: &Compiled) -> Result<(), AppError> {
    let (made, program) = (&snapshot.manifest.made, &compiled.checked.program);
    let ours = packs(program);
    if made.packs == ours {
        return Ok(());
    }
    let name = |packs: &[PackMade]| {
        let short = |hash: &str| hash.chars().take(8).collect::<String>();
        packs.last().map_or_else(String::new, |p| format!("{} {} {}", p.id, p.version, short(&p.sha256)))
    };
    let another = |because| Err(refused(vec![problems::snapshot_of_another_pack(folder, &name(&made.packs), &name(&ours), because)]));
    if made.errors {
        return another(Because::Errors);
    }
    let regions: Vec<&String> = made.files.iter().filter_map(|file| file.region.as_ref()).collect();
    let own_region = !regions.is_empty() && !regions.iter().any(|region| compiled.regions.contains(*region));
    if own_region != made.own_region || (!own_region && registers_hash(compiled) != made.registers_sha256) {
        return another(Because::Registers);
    }
    let differences = snapshot.differences(&program.schema).map_err(|wrong| of_wrong(folder, wrong))?;
    if differences.is_empty() { Ok(()) } else { Err(of_wrong(folder, Wrong::Schema { differences })) }
}

/// The facts: of what `results` rest on, or all of them.
pub(crate) fn read(snapshot: &Snapshot<'_>, folder: &str, program: &Program, results: Option<&[VariableId]>) -> Result<Read, AppError> {
    let told = |wrong| of_wrong(folder, wrong);
    let wanted = Wanted { tables: results.map(|results| columns_read(program, results)), ..Wanted::default() };
    let columns = snapshot.facts(&program.schema, &wanted, threads()).map_err(told)?;
    let facts = columns.to_facts(&program.schema).map_err(|unfit| told(Wrong::Unfit(unfit)))?;
    let kept = snapshot.file(kept_problems::FILE).map_err(told)?;
    let unreadable = || told(Wrong::Unreadable { file: kept_problems::FILE.to_owned() });
    Ok(Read { facts, problems: kept_problems::of_bytes(&kept).ok_or_else(unreadable)? })
}

/// As many as there are processors; more than a few read no faster.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get().min(8))
}

fn refused(problems: Vec<Problem>) -> AppError {
    AppError::facts_refused(problems)
}

/// What is wrong with a snapshot, as a problem of its file.
pub(crate) fn of_wrong(folder: &str, wrong: Wrong) -> AppError {
    let file = |name: &str| join(folder, name);
    let problem = match wrong {
        Wrong::FileMissing { file: name } => problems::snapshot_file_missing(&file(&name)),
        Wrong::Length { file: name, expected, found } => problems::snapshot_file_length(&file(&name), expected, found),
        Wrong::Hash { file: name, column } => problems::snapshot_hash_wrong(&file(&name), column.as_deref()),
        Wrong::ColumnMissing { file: name, column } => problems::snapshot_column_missing(&file(&name), &column),
        Wrong::Unreadable { file: name } => problems::snapshot_unreadable(&file(&name)),
        Wrong::Manifest { why } => problems::snapshot_manifest_broken(&file(MANIFEST), &why),
        Wrong::Newer { found } => problems::snapshot_newer(&file(MANIFEST), &found),
        Wrong::Schema { differences } => problems::snapshot_schema_differs(folder, &differences),
        Wrong::Refused { file: name, why } => problems::file_unreadable(&file(&name), Some(&why)),
        Wrong::Unfit(Unfit { table, .. }) => problems::snapshot_unreadable(&format!("{folder}（{table}）")),
    };
    refused(vec![problem])
}
