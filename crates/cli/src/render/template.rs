//! What a blank workbook holds, and what to do with it.

use quanheng_app::template::TemplateReport;
use quanheng_facts::problem::Language;
use quanheng_facts::visible::harmless;

use super::{few, say};

/// So many tables are named.
const MOST: usize = 6;

/// The tables, and the next command.
#[must_use]
pub fn template(report: &TemplateReport, folder: &str, output: &str, language: Language) -> String {
    let mark = &report.mark;
    let (folder, output) = (harmless(folder), harmless(output));
    let tables = few(&report.tables, MOST, language);
    let count = report.tables.len();
    say(
        language,
        format!(
            "{} {} 的填报模板，{count} 张表：{tables}。\n红字的栏必填；填法在每页第 2 行，可选的值在「代码」页。填好后：\n  quanheng run {folder} --facts {output} --period 年度\n",
            mark.id, mark.version
        ),
        format!(
            "A blank workbook for {} {}, {count} tables: {tables}.\nColumns in red are required; line 2 of each sheet says what goes in, the sheet 代码 what may be chosen. Once filled in:\n  quanheng run {folder} --facts {output} --period YEAR\n",
            mark.id, mark.version
        ),
    )
}
