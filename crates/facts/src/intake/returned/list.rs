//! The first sheet of what is given back: every problem and every reminder, one line each.

use quanheng_sheet::out::{Colour, Look, Print, Sheet, lines_of};

use crate::problem::{Language, Problem, Severity};

/// A name that intake knows to be no table.
const SHEET: &str = "错误清单";
const WIDTHS: [u32; 4] = [8, 36, 60, 60];

pub(super) fn sheet(problems: &[Problem], language: Language) -> Sheet {
    let mut sheet = Sheet { name: SHEET.to_owned(), frozen_rows: 3, ..Sheet::default() };
    for (column, width) in (1..).zip(WIDTHS) {
        sheet.width(column, width);
    }
    let (title, how, headings) = match language {
        Language::Chinese => (
            "有问题的行，退回更正",
            "后面各页是有问题的原行，黄底的格要改，右边一栏说明怎么改。改好后把这个文件和其余数据放在一起再用，原表里的这些行删掉；「错误说明」一栏不用删。",
            ["", "位置", "问题", "怎么办"],
        ),
        Language::English => (
            "Rows with problems, given back to be corrected",
            "The sheets behind hold the rows as they were. Correct the yellow cells; the last column says how. Then use this file beside the other facts, and take these rows out where they stood; the last column need not be removed.",
            ["", "Where", "What is wrong", "What to do"],
        ),
    };
    sheet.text(1, 1, title, &Look { bold: true, size: Some(14), ..Look::default() });
    sheet.text(2, 1, how, &Look::default());
    let heading = Look { bold: true, border: true, fill: Some(Colour(0x00DD_EBF7)), ..Look::default() };
    for (column, text) in (1..).zip(headings) {
        sheet.text(3, column, text, &heading);
    }
    let plain = Look { wrap: true, border: true, ..Look::default() };
    let told = problems.iter().filter(|p| p.severity != Severity::Note);
    for (row, problem) in (4..).zip(told) {
        let level = match (problem.severity, language) {
            (Severity::Error, Language::Chinese) => "问题",
            (Severity::Error, Language::English) => "problem",
            (_, Language::Chinese) => "提醒",
            (_, Language::English) => "warning",
        };
        let texts = [level, &problem.place.told(language), problem.text.get(language), problem.hint.get(language)];
        let lines = texts.iter().zip(WIDTHS).map(|(text, width)| lines_of(text, width)).max().unwrap_or(1);
        sheet.heights.insert(row, lines.saturating_mul(super::LINE).min(super::HIGHEST));
        for (column, text) in (1..).zip(texts) {
            sheet.text(row, column, text.chars().take(super::LONGEST).collect::<String>(), &plain);
        }
    }
    sheet.print = Print { repeated: Some((3, 3)), ..Print::default() };
    sheet
}
