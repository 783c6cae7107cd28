//! Bytes of registers and of files of facts → entities and typed facts, through sheets.
//!
//! A register with a heading `id` says who exists; the other files of a pack's `entities` folder (kinds of districts, poverty
//! lists) are facts that the pack brings along. Facts that say they are of another region than the packs (`region` in 来源.toml)
//! have units of their own: nothing of the packs' `entities` folders is read then.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use quanheng_facts::fact::Facts;
use quanheng_facts::intake::{self, Input, Returned, intake, is_entity_register, read_registers, returned};
use quanheng_facts::problem::{Language, Problem};
use quanheng_facts::problems::{problem_of_read_error, unknown_entity};
use quanheng_facts::template::{Marked, marks_in};
use quanheng_policy::ir::Program;
use quanheng_sheet::Workbook;

use crate::compile::Compiled;
use crate::load_facts::{FactFile, NamedFile, SOURCE_NOTE, folder_of};
use crate::outside::join;
use crate::problems;

/// What came of it.
pub struct Typed {
    pub facts: Facts,
    pub problems: Vec<Problem>,
    /// The rows with problems, where they were asked for and there are any.
    pub returned: Option<Returned>,
    /// The facts have a register of their own, of another region than the packs.
    pub own_region: bool,
}

/// Reads everything. `unread_files`: those of the facts that could not even be opened. `known_on`: what became known later is
/// left out. `give_back`: in which language the rows with problems are given back.
#[must_use]
pub fn typed_facts(
    compiled: &Compiled,
    files: Vec<FactFile>,
    mut unread_files: Vec<String>,
    known_on: Option<Date>,
    give_back: Option<Language>,
) -> Typed {
    let schema = &compiled.checked.program.schema;
    let mut found = Vec::new();
    let (mut books, mut inputs): (Vec<(String, Workbook)>, Vec<intake::FactFile>) = (Vec::new(), Vec::new());
    let elsewhere = another_region(&files, &compiled.regions);
    let registers = if elsewhere.is_some() { &[] } else { compiled.registers.as_slice() };
    for file in registers {
        match workbook(file, &mut found) {
            Some(book) if is_entity_register(&book) => books.push((file.path.clone(), book)),
            Some(workbook) => inputs.push(intake::FactFile { name: file.path.clone(), workbook, ..intake::FactFile::default() }),
            None => {}
        }
    }
    let of_packs = inputs.len();
    for FactFile { file, note } in &files {
        if let Some(workbook) = workbook(file, &mut found) {
            found.extend(other_templates(&file.path, &workbook, &compiled.checked.program));
            inputs.push(intake::FactFile {
                name: file.path.clone(),
                workbook,
                known_on: note.known_on,
                source: note.source.clone(),
                entered_by: note.entered_by.clone(),
            });
        } else {
            unread_files.push(file.path.clone());
        }
    }
    let own_region = elsewhere.is_some();
    let (registered, entity_problems) = read_registers(&books, &inputs, schema);
    if let Some((file, region)) = elsewhere.filter(|_| registered.of_facts == 0) {
        let theirs: Vec<String> = compiled.regions.iter().cloned().collect();
        found.push(problems::region_without_units(&join(folder_of(&file), SOURCE_NOTE), &region, &theirs));
    }
    let entities = registered.entities;
    let input = Input { schema, entities, files: &inputs, unread_files: &unread_files, known_on };
    let (facts, fact_problems) = intake(&input);
    if files.iter().all(|f| f.note.region.is_none()) {
        found.extend(of_another_place(&fact_problems, &compiled.regions));
    }
    found.extend(entity_problems);
    found.extend(fact_problems);
    // What a pack brings along is its author's to correct.
    let theirs = Input { files: inputs.get(of_packs..).unwrap_or_default(), ..input };
    let given_back = give_back.and_then(|language| returned(&theirs, &found, language));
    Typed { facts, problems: found, returned: given_back, own_region }
}

/// A reminder for each template that was made for none of these packs, or for one of them as it was.
fn other_templates(path: &str, workbook: &Workbook, program: &Program) -> Vec<Problem> {
    let known = |marked: &Marked| program.packs.iter().find(|pack| pack.id == marked.mark.id);
    let told = |marked: &Marked| match known(marked) {
        Some(pack) if pack.hash == marked.mark.hash => None,
        Some(pack) => Some(problems::template_differs::changed(path, marked, &pack.version)),
        None => Some(problems::template_differs::another(path, marked, program.packs.last().map_or("", |pack| pack.id.as_str()))),
    };
    marks_in(path, workbook).iter().filter_map(told).collect()
}

/// So many unknown names are no slips of the pen.
const MANY_NAMES: usize = 5;

/// A reminder, once, where a file names many units that nobody knows.
fn of_another_place(found: &[Problem], of_packs: &BTreeSet<String>) -> Option<Problem> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for problem in found.iter().filter(|p| unknown_entity::is_of_register(p)) {
        let given = problem.text.zh.split(['「', '」']).nth(1).unwrap_or_default();
        names.entry(problem.place.file().unwrap_or_default()).or_default().insert(given);
    }
    let (file, names) = names.into_iter().find(|(_, names)| names.len() >= MANY_NAMES)?;
    let of_packs: Vec<String> = of_packs.iter().cloned().collect();
    Some(problems::units_of_another_place(file, names.len(), &of_packs))
}

/// Where the facts say whose they are, and none of the packs is of that region: a file of them, and the region.
fn another_region(files: &[FactFile], of_packs: &BTreeSet<String>) -> Option<(String, String)> {
    let mut said = files.iter().filter_map(|f| Some((f.file.path.clone(), f.note.region.clone()?)));
    let first = said.next()?;
    let known = of_packs.contains(&first.1) || said.any(|(_, region)| of_packs.contains(&region));
    (!known).then_some(first)
}

fn workbook(file: &NamedFile, found: &mut Vec<Problem>) -> Option<Workbook> {
    match quanheng_sheet::read(&file.path, &file.bytes) {
        Ok(workbook) => Some(workbook),
        Err(error) => {
            found.push(problem_of_read_error(&file.path, &error));
            None
        }
    }
}
