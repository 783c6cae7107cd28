//! `template`: a blank workbook for the tables of a pack, to be filled in and read again.
//!
//! In: a pack. Out: the bytes of an `.xlsx`, the same for the same pack. Deliberately absent: where it is written to.

use quanheng_facts::intake::{is_entity_register, read_entities};
use quanheng_facts::template::{Input, Mark, template as made};
use quanheng_sheet::Workbook;

use crate::compile::{PackPlace, compile};
use crate::error::AppError;
use crate::outside::PackFiles;

/// The blank workbook.
#[derive(Debug)]
pub struct TemplateReport {
    pub bytes: Vec<u8>,
    /// Of the pack it is for.
    pub mark: Mark,
    /// The tables of the policy in it, in the order of their sheets.
    pub tables: Vec<String>,
}

/// Makes the blank workbook of a pack.
pub fn template(packs: &dyn PackFiles, place: &PackPlace) -> Result<TemplateReport, AppError> {
    let compiled = compile(packs, place)?;
    let program = &compiled.checked.program;
    let book = |file: &crate::load_facts::NamedFile| Some((file.path.clone(), quanheng_sheet::read(&file.path, &file.bytes).ok()?));
    let mut registers: Vec<(String, Workbook)> = compiled.registers.iter().filter_map(book).collect();
    registers.retain(|(_, book)| is_entity_register(book));
    // What is wrong with a register is told where facts are read.
    let (entities, _) = read_entities(&registers, &program.schema);
    let mark = program.packs.last().map(|pack| Mark { id: pack.id.clone(), version: pack.version.clone(), hash: pack.hash.clone() });
    let mark = mark.unwrap_or_default();
    let title = match compiled.source.manifest.title.as_str() {
        "" => mark.id.clone(),
        title => title.to_owned(),
    };
    let made = made(&Input { schema: &program.schema, entities: &entities, title: &title, mark: &mark });
    let bytes = quanheng_sheet::out::write(&made.book).map_err(|error| AppError::not_written(&error.to_string()))?;
    let name = |id| program.schema.table(id).map(|t| t.name.clone());
    Ok(TemplateReport { bytes, mark, tables: made.tables.iter().filter_map(|t| name(t.table)).collect() })
}
