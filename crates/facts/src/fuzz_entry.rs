//! Doors for the fuzzer and for the replay of its corpus: any bytes in, nothing out but the promise not to panic.

use quanheng_sheet::{ReadError, read};

use crate::example_schema;
use crate::fact::Facts;
use crate::intake::{FactFile, Input, intake, read_registers};
use crate::problem::{Language, Problem};

/// Takes any bytes for a workbook or a CSV file of facts, under a name that fits a table and under one that fits none, and as
/// a register of entities, a pack's and one that facts bring along.
///
/// # Errors
/// Why the bytes are no file of cells at all.
pub fn intake_any(bytes: &[u8]) -> Result<(Facts, Vec<Problem>), ReadError> {
    let schema = example_schema::schema();
    let workbook = read("任意", bytes)?;
    let file = |name: &str| FactFile { name: name.to_owned(), workbook: workbook.clone(), ..FactFile::default() };
    let files = [file("任意"), file("2016年监测考评"), file("否决记录2016"), file("完整确认"), file("单位")];
    let (_, of_register) = read_registers(&[("任意".to_owned(), workbook.clone())], &files, &schema);
    let input = Input { schema: &schema, entities: example_schema::entities(&schema), files: &files, unread_files: &[], known_on: None };
    let (facts, mut problems) = intake(&input);
    problems.extend(of_register);
    for problem in &problems {
        let _in_words = (problem.render(Language::Chinese), problem.render(Language::English));
    }
    Ok((facts, problems))
}
