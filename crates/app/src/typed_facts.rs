//! Bytes of registers and of files of facts → entities and typed facts, through sheets.
//!
//! A register with a heading `id` says who exists; the other files of a pack's `entities` folder (kinds of districts, poverty
//! lists) are facts that the pack brings along.

use jiff::civil::Date;
use quanheng_facts::fact::Facts;
use quanheng_facts::intake::{self, Input, intake, is_entity_register, read_entities};
use quanheng_facts::problem::Problem;
use quanheng_facts::problems::problem_of_read_error;
use quanheng_facts::schema::Schema;
use quanheng_sheet::Workbook;

use crate::load_facts::{FactFile, NamedFile};

/// Reads everything. `unread_files`: those of the facts that could not even be opened. `known_on`: what became known later is
/// left out.
#[must_use]
pub fn typed_facts(
    schema: &Schema,
    registers: &[NamedFile],
    files: Vec<FactFile>,
    mut unread_files: Vec<String>,
    known_on: Option<Date>,
) -> (Facts, Vec<Problem>) {
    let mut found = Vec::new();
    let (mut books, mut inputs): (Vec<(String, Workbook)>, Vec<intake::FactFile>) = (Vec::new(), Vec::new());
    for file in registers {
        match workbook(file, &mut found) {
            Some(book) if is_entity_register(&book) => books.push((file.path.clone(), book)),
            Some(workbook) => inputs.push(intake::FactFile { name: file.path.clone(), workbook, ..intake::FactFile::default() }),
            None => {}
        }
    }
    for FactFile { file, note } in &files {
        if let Some(workbook) = workbook(file, &mut found) {
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
    let (entities, entity_problems) = read_entities(&books, schema);
    let (facts, fact_problems) = intake(&Input { schema, entities, files: &inputs, unread_files: &unread_files, known_on });
    found.extend(entity_problems);
    found.extend(fact_problems);
    (facts, found)
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
