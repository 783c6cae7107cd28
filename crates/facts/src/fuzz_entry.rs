//! Doors for the fuzzer and for the replay of its corpus: any bytes in, nothing out but the promise not to panic.
//!
//! [`intake_any`] takes bytes for a file of any kind; the others keep to one kind, and change what is inside of it. [`made`] turns bytes into
//! facts of any schema, for whatever is run on facts.

pub mod made;

use quanheng_sheet::fuzz_entry::{ods_of, xls_of, xlsx_of};
use quanheng_sheet::{ReadError, Workbook, read};

use crate::example_schema;
use crate::fact::Facts;
use crate::intake::{FactFile, Input, intake, read_registers, returned};
use crate::problem::{Language, Problem};

/// A name that fits no table.
const ANY: &str = "任意";

/// Takes any bytes for a workbook or a CSV file of facts, under names that fit tables and under one that fits none, and as
/// a register of entities, a pack's and one that facts bring along.
///
/// # Errors
/// Why the bytes are no file of cells at all.
pub fn intake_any(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    let workbook = read(ANY, bytes)?;
    Ok(taken(&workbook, &[ANY, "2016年监测考评", "否决记录2016", "完整确认", "单位"]))
}

/// Takes any bytes for the text of a CSV file; the first one says for which table.
///
/// # Errors
/// Why they are no such text.
pub fn intake_csv(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    let (first, text) = bytes.split_first().ok_or(ReadError::Empty)?;
    let workbook = read("任意.csv", text)?;
    let schema = example_schema::schema();
    let names: Vec<&str> = schema.tables.iter().map(|t| t.name.as_str()).chain(["完整确认", "认定", "设定", "单位", ANY]).collect();
    let name = names.get(usize::from(*first).checked_rem(names.len()).unwrap_or(0)).copied().unwrap_or(ANY);
    Ok(taken(&workbook, &[name]))
}

/// Takes any bytes for the parts of an `.xlsx`.
///
/// # Errors
/// Why they make no workbook.
pub fn intake_xlsx(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    Ok(taken(&read("任意.xlsx", &xlsx_of(bytes))?, &[ANY]))
}

/// Takes any bytes for the parts of an `.ods`.
///
/// # Errors
/// Why they make no workbook.
pub fn intake_ods(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    Ok(taken(&read("任意.ods", &ods_of(bytes))?, &[ANY]))
}

/// Takes any bytes for the records of an `.xls`, or for the container around them.
///
/// # Errors
/// Why they make no workbook.
pub fn intake_xls(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    Ok(taken(&read("任意.xls", &xls_of(bytes))?, &[ANY]))
}

/// Takes a workbook for files of these names and for the register of a pack, and gives the rows with problems back.
fn taken(workbook: &Workbook, names: &[&str]) -> (Facts, Vec<Problem>) {
    let schema = example_schema::schema();
    let file = |name: &&str| FactFile { name: (*name).to_owned(), workbook: workbook.clone(), ..FactFile::default() };
    let files: Vec<FactFile> = names.iter().map(file).collect();
    let (_, of_register) = read_registers(&[(ANY.to_owned(), workbook.clone())], &files, &schema);
    let input = Input { schema: &schema, entities: example_schema::entities(&schema), files: &files, unread_files: &[], known_on: None };
    let (facts, mut problems) = intake(&input);
    problems.extend(of_register);
    for problem in &problems {
        let _in_words = (problem.render(Language::Chinese), problem.render(Language::English));
    }
    let _given_back = returned(&input, &problems, Language::Chinese);
    (facts, problems)
}
