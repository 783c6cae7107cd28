//! Every case that the fuzzer kept of files of facts is read again, through the same doors: it ends, and it is the same twice. And numbers
//! that are none, in every kind of file.

#![expect(clippy::disallowed_methods, reason = "the cases are files; only the crate itself opens none")]

use std::fs;
use std::path::PathBuf;

use quanheng_facts::fact::Facts;
use quanheng_facts::fuzz_entry::{intake_csv, intake_ods, intake_xls, intake_xlsx};
use quanheng_facts::problem::Problem;
use quanheng_sheet::ReadError;

type Door = fn(&[u8]) -> Result<(Facts, Vec<Problem>), ReadError>;

const DOORS: [(&str, Door); 4] = [("csv", intake_csv), ("xlsx", intake_xlsx), ("ods", intake_ods), ("xls", intake_xls)];

#[test]
fn the_corpus_of_each_kind_is_read_without_a_crash() {
    for (kind, door) in DOORS {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(kind);
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mut read = 0;
        for path in &paths {
            let bytes = fs::read(path).unwrap();
            let whole = |result: Result<(Facts, Vec<Problem>), ReadError>| result.map(|(facts, problems)| (facts.hash, problems));
            let once = whole(door(&bytes));
            assert_eq!(once, whole(door(&bytes)), "{} is not the same twice", path.display());
            read += usize::from(once.is_ok());
        }
        assert!(read >= 3, "{kind}: only {read} of {} are files", paths.len());
    }
}

/// A row of 监测考评 whose score is one of these; `None`: the file is refused.
fn told(result: Result<(Facts, Vec<Problem>), ReadError>) -> Option<Vec<&'static str>> {
    result.ok().map(|(_, problems)| problems.into_iter().map(|p| p.id).collect())
}

/// What a program could store for a number, and a hostile one does.
const NUMBERS: [&str; 10] = ["NaN", "nan", "INF", "-Infinity", "1e999", "-1e999", "1e308", "-0", "1e-400", "0x10"];

#[test]
fn numbers_that_are_none_are_problems_of_their_cells() {
    for number in NUMBERS {
        let good = matches!(number, "-0" | "1e-400");
        let text = |n: &str, cell: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{n}</t></is></c>");
        let row = |at: u32, cells: String| format!("<row r=\"{at}\">{cells}</row>");
        let heads = row(1, text("县区", "A1") + &text("年度", "B1") + &text("得分", "C1"));
        let cells = text("甲区", "A2") + "<c r=\"B2\"><v>2016</v></c>" + &format!("<c r=\"C2\"><v>{number}</v></c>");
        let xlsx = format!("<worksheet><sheetData>{heads}{}</sheetData></worksheet>", row(2, cells));
        let cell = |n: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{n}</text:p></table:table-cell>");
        let figure =
            |n: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>");
        let ods = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"监测考评\"><table:table-row>{}{}{}</table:table-row><table:table-row>{}{}{}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
            cell("县区"),
            cell("年度"),
            cell("得分"),
            cell("甲区"),
            figure("2016"),
            figure(number)
        );
        for (kind, told) in [("xlsx", told(intake_xlsx(xlsx.as_bytes()))), ("ods", told(intake_ods(ods.as_bytes())))] {
            eprintln!("{kind} {number} {told:?}");
            let Some(ids) = told else { continue };
            assert!(good || ids.iter().any(|id| id.contains("number") || *id == "cell-error"), "{kind} {number}: {ids:?}");
        }
    }
}
