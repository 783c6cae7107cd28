//! The description of a workbook → the bytes of an `.xlsx`.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

use super::{Across, Book, Cell, Choices, Colour, From, Look, MAX_TEXT, NumberLook, Print, Sheet, Value, WriteError};
use crate::workbook::Merged;

/// The font that every office program at hand has for Chinese.
const FONT: &str = "宋体";
const SIZE: u32 = 11;
/// The longest a remark may be; longer ones are cut by the programs that show them.
const MAX_NOTE: usize = 8000;

/// Writes a workbook. The same description gives the same bytes.
///
/// # Errors
/// [`WriteError`] where the description asks for what no workbook can hold.
pub fn write(book: &Book) -> Result<Vec<u8>, WriteError> {
    let refused = |sheet: &str, error: &XlsxError| WriteError::Refused { sheet: sheet.to_owned(), why: error.to_string() };
    let mut written = Workbook::new();
    // In pixels: as high as a line of that font, as wide as everywhere.
    written.set_default_format(&format(&Look::default()), 20, 64).map_err(|error| refused("", &error))?;
    let day = book.made_on;
    let made_on = date(day).map_err(|error| refused("", &error))?;
    written.set_properties(&DocProperties::new().set_title(&book.title).set_author("quanheng").set_creation_datetime(&made_on));
    let first = book.sheets.iter().position(|s| !s.hidden).unwrap_or(0);
    for (at, sheet) in book.sheets.iter().enumerate() {
        check(sheet)?;
        let page = written.add_worksheet();
        if at == first {
            page.set_active(true).set_first_tab(true);
        }
        one(page, sheet).map_err(|error| refused(&sheet.name, &error))?;
    }
    written.save_to_buffer().map_err(|error| refused("", &error))
}

/// What the library would cut or refuse without saying where.
fn check(sheet: &Sheet) -> Result<(), WriteError> {
    let refused = |why: String| WriteError::Refused { sheet: sheet.name.clone(), why };
    for (row, cells) in &sheet.rows {
        for (column, cell) in cells {
            if *row == 0 || *column == 0 {
                return Err(refused(format!("row {row}, column {column}: counted from 1")));
            }
            if let Value::Text(text) = &cell.value
                && text.encode_utf16().count() > MAX_TEXT
            {
                return Err(WriteError::TextTooLong { sheet: sheet.name.clone(), row: *row, column: *column });
            }
        }
    }
    Ok(())
}

fn one(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    page.set_hidden(sheet.hidden);
    if let Some(colour) = sheet.tab {
        page.set_tab_color(rgb(colour));
    }
    for (number, column) in &sheet.columns {
        let at = place(*number);
        if let Some(width) = column.width {
            page.set_column_width(at, f64::from(width))?;
        }
        if let Some(look) = &column.look {
            page.set_column_format(at, &format(look))?;
        }
        if column.hidden {
            page.set_column_hidden(at)?;
        }
    }
    for (row, points) in &sheet.heights {
        page.set_row_height(row.saturating_sub(1), *points)?;
    }
    // Ranges first: the values of their cells are put over them.
    for range in &sheet.merged {
        let look = sheet
            .rows
            .get(&range.first_row)
            .and_then(|cells| cells.get(&range.first_column))
            .map_or_else(Look::default, |c| c.look.clone());
        let (top, left, bottom, right) = corners(range);
        if (top, left) != (bottom, right) {
            page.merge_range(top, left, bottom, right, "", &format(&look))?;
        }
    }
    for (row, cells) in &sheet.rows {
        for (column, cell) in cells {
            put(page, row.saturating_sub(1), place(*column), cell)?;
        }
    }
    for row in &sheet.hidden_rows {
        page.set_row_hidden(row.saturating_sub(1))?;
    }
    for choices in &sheet.choices {
        let (top, left, bottom, right) = corners(&choices.over);
        page.add_data_validation(top, left, bottom, right, &validation(choices)?)?;
    }
    for ((row, column), text) in &sheet.notes {
        let text: String = text.chars().take(MAX_NOTE).collect();
        let lines =
            text.lines().fold(0_u32, |sum, line| sum.saturating_add(1).saturating_add(super::width_of(line).checked_div(34).unwrap_or(0)));
        let height = lines.clamp(2, 24).saturating_mul(18).saturating_add(10);
        let note = Note::new(text).add_author_prefix(false).set_author("quanheng").set_width(260).set_height(height);
        page.insert_note(row.saturating_sub(1), place(*column), &note)?;
    }
    if sheet.frozen_rows > 0 || sheet.frozen_columns > 0 {
        page.set_freeze_panes(sheet.frozen_rows, place(sheet.frozen_columns.saturating_add(1)))?;
    }
    if let Some(range) = &sheet.filter {
        let (top, left, bottom, right) = corners(range);
        page.autofilter(top, left, bottom, right)?;
    }
    print(page, &sheet.print)
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let look = format(&cell.look);
    match &cell.value {
        Value::Blank => page.write_blank(row, column, &look)?,
        Value::Text(text) if text.is_empty() => page.write_blank(row, column, &look)?,
        Value::Text(text) => page.write_string_with_format(row, column, text, &look)?,
        Value::Bool(value) => page.write_boolean_with_format(row, column, *value, &look)?,
        Value::Number(decimal) => match stored(decimal) {
            Some(number) => page.write_number_with_format(row, column, number, &look)?,
            None => page.write_string_with_format(row, column, decimal, &look)?,
        },
        Value::Date(day) => match date(*day) {
            Ok(written) => page.write_datetime_with_format(row, column, &written, &look)?,
            // Before 1900 a workbook knows no days.
            Err(_) => page.write_string_with_format(row, column, day.to_string(), &look)?,
        },
    };
    Ok(())
}

/// The number as a workbook stores it; `None` where it would not come back as it is.
fn stored(decimal: &str) -> Option<f64> {
    let number: f64 = decimal.parse().ok()?;
    let back = crate::decimal::shortest(number)?;
    let same = |text: &str| {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, part) = (whole.trim_start_matches('0').to_owned(), part.trim_end_matches('0').to_owned());
        let sign = if whole.is_empty() && part.is_empty() { "" } else { sign };
        (sign.to_owned(), whole, part)
    };
    (same(&back) == same(decimal)).then_some(number)
}

fn date(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(0);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(0), part(day.month()), part(day.day()))
}

fn format(look: &Look) -> Format {
    let mut made = Format::new().set_font_name(FONT).set_font_size(look.size.unwrap_or(SIZE)).set_align(FormatAlign::VerticalCenter);
    if look.bold {
        made = made.set_bold();
    }
    if look.italic {
        made = made.set_italic();
    }
    if let Some(colour) = look.colour {
        made = made.set_font_color(rgb(colour));
    }
    if let Some(colour) = look.fill {
        made = made.set_background_color(rgb(colour));
    }
    if look.border {
        made = made.set_border(FormatBorder::Thin);
    }
    if look.wrap {
        made = made.set_text_wrap();
    }
    made = match look.across {
        Across::ByValue => made,
        Across::Left => made.set_align(FormatAlign::Left),
        Across::Centre => made.set_align(FormatAlign::Center),
        Across::Right => made.set_align(FormatAlign::Right),
    };
    match code(&look.number) {
        Some(code) => made.set_num_format(code),
        None => made,
    }
}

/// The code of a number format.
pub(crate) fn code(look: &NumberLook) -> Option<String> {
    let places = |n: u32, digit: &str| if n == 0 { String::new() } else { format!(".{}", digit.repeat(usize::try_from(n).unwrap_or(0))) };
    Some(match look {
        NumberLook::General => return None,
        NumberLook::Text => "@".to_owned(),
        NumberLook::Places { places: n, grouped: true } => format!("#,##0{}", places(*n, "0")),
        NumberLook::Places { places: n, grouped: false } => format!("0{}", places(*n, "0")),
        NumberLook::UpTo { places: 0 } => "0".to_owned(),
        // `0.###` leaves a lonely point behind a whole number; the general format does not, and shows what there is.
        NumberLook::UpTo { .. } => return None,
        NumberLook::Percent { places: n } => format!("0{}%", places(*n, "0")),
        NumberLook::Date => "yyyy-mm-dd".to_owned(),
        NumberLook::Month => "yyyy\"年\"m\"月\"".to_owned(),
    })
}

fn validation(choices: &Choices) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let mut rule = match &choices.from {
        From::List(values) => rule.allow_list_strings(values)?,
        From::Cells { sheet, range } => rule.allow_list_formula(Formula::new(reference(sheet, range))),
    };
    rule = rule.set_error_style(if choices.strict { DataValidationErrorStyle::Stop } else { DataValidationErrorStyle::Warning });
    if let Some((title, text)) = &choices.hint {
        // The limits of the format: 32 characters and 255.
        let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        rule = rule.set_input_title(cut(title, 32))?.set_input_message(cut(text, 255))?;
    }
    Ok(rule)
}

/// `'代码'!$A$2:$A$9`
fn reference(sheet: &str, range: &Merged) -> String {
    let cell = |row: u32, column: u32| format!("${}${row}", letters(column));
    let quoted = sheet.replace('\'', "''");
    format!("='{quoted}'!{}:{}", cell(range.first_row, range.first_column), cell(range.last_row, range.last_column))
}

/// 1 → `A`, 27 → `AA`.
fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while let Some(before) = left.checked_sub(1) {
        let letter = u8::try_from(before.checked_rem(26).unwrap_or(0)).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(letter)));
        left = before.checked_div(26).unwrap_or(0);
    }
    letters.iter().rev().collect()
}

fn print(page: &mut Worksheet, print: &Print) -> Result<(), XlsxError> {
    /// A4, in the list of paper sizes.
    const A4: u8 = 9;
    page.set_paper_size(A4);
    if print.landscape {
        page.set_landscape();
    } else {
        page.set_portrait();
    }
    page.set_print_fit_to_pages(1, 0);
    if let Some((first, last)) = print.repeated {
        page.set_repeat_rows(first.saturating_sub(1), last.saturating_sub(1))?;
    }
    let centred = |text: &str| format!("&C{}", text.replace('&', "&&").replace("{pages}", "&N").replace("{page}", "&P"));
    if !print.header.is_empty() {
        page.set_header(centred(&print.header));
    }
    if !print.footer.is_empty() {
        page.set_footer(centred(&print.footer));
    }
    Ok(())
}

fn rgb(colour: Colour) -> Color {
    Color::RGB(colour.0 & 0x00FF_FFFF)
}

/// A column counted from 1 → counted from 0. What is beyond every sheet is refused by the library.
fn place(column: u32) -> u16 {
    u16::try_from(column.saturating_sub(1)).unwrap_or(u16::MAX)
}

fn corners(range: &Merged) -> (u32, u16, u32, u16) {
    (range.first_row.saturating_sub(1), place(range.first_column), range.last_row.saturating_sub(1), place(range.last_column))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::Date;

    use super::*;
    use crate::workbook::CellValue;

    fn book() -> Book {
        let mut sheet = Sheet { name: "监测考评".to_owned(), frozen_rows: 2, frozen_columns: 1, ..Sheet::default() };
        let title = Look { bold: true, size: Some(14), across: Across::Centre, ..Look::default() };
        sheet.text(1, 1, "2016年监测考评", &title);
        sheet.merged.push(Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 });
        let heading = Look {
            bold: true,
            colour: Some(Colour(0x00C0_0000)),
            fill: Some(Colour(0x00DD_EBF7)),
            border: true,
            wrap: true,
            ..Look::default()
        };
        for (column, text) in [(1, "县区"), (2, "得分"), (3, "占比"), (4, "首次"), (5, "公布日")] {
            sheet.text(2, column, text, &heading);
        }
        sheet.text(3, 1, "甲县", &Look::default());
        let places = |number| Look { number, ..Look::default() };
        sheet.put(3, 2, Value::Number("98.765400".to_owned()), places(NumberLook::Places { places: 6, grouped: false }));
        sheet.put(3, 3, Value::Number("0.35".to_owned()), places(NumberLook::Percent { places: 2 }));
        sheet.put(3, 4, Value::Bool(true), Look::default());
        sheet.put(3, 5, Value::Date(Date::constant(2017, 6, 30)), places(NumberLook::Date));
        sheet.put(4, 2, Value::Number("1234567890.123456789".to_owned()), Look::default());
        sheet.put(4, 3, Value::Number("-0".to_owned()), places(NumberLook::Places { places: 0, grouped: true }));
        sheet.text(4, 4, "=1+1", &Look::default());
        sheet.put(4, 5, Value::Date(Date::constant(2017, 6, 1)), places(NumberLook::Month));
        sheet.width(1, 16);
        sheet.columns.entry(3).or_default().look = Some(places(NumberLook::Percent { places: 0 }));
        sheet.notes.insert((2, 2), "最多六位小数".to_owned());
        let over = |column| Merged { first_row: 3, first_column: column, last_row: 500, last_column: column };
        sheet.choices.push(Choices { over: over(4), from: From::List(vec!["是".to_owned(), "否".to_owned()]), strict: true, hint: None });
        let range = Merged { first_row: 1, first_column: 28, last_row: 3, last_column: 28 };
        let hint = Some(("县区".to_owned(), "从名单里选".to_owned()));
        sheet.choices.push(Choices { over: over(1), from: From::Cells { sheet: "代'码".to_owned(), range }, strict: false, hint });
        sheet.filter = Some(Merged { first_row: 2, first_column: 1, last_row: 4, last_column: 5 });
        sheet.print = Print { repeated: Some((2, 2)), header: "A & B".to_owned(), ..Print::default() };
        sheet.hidden_rows.insert(4);
        let mut codes = Sheet { name: "代'码".to_owned(), hidden: true, ..Sheet::default() };
        codes.text(1, 28, "甲县", &Look::default());
        Book { title: "样表".to_owned(), made_on: Date::constant(2016, 1, 1), sheets: vec![sheet, codes] }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = write(&book()).unwrap();
        assert_eq!(bytes, write(&book()).unwrap());
        let read = crate::read("x.xlsx", &bytes).unwrap();
        let [sheet, codes] = read.sheets.as_slice() else { panic!("{}", read.sheets.len()) };
        assert!(codes.hidden && !sheet.hidden && sheet.rows[3].hidden);
        assert_eq!(sheet.merged, [Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 }]);
        let number = |decimal: &str, percent| CellValue::Number { decimal: decimal.to_owned(), percent };
        let text = |text: &str| CellValue::Text(text.to_owned());
        let cells = |row| sheet.row(row).unwrap().cells.iter().map(|c| c.value.clone()).collect::<Vec<_>>();
        let day = CellValue::Date(Date::constant(2017, 6, 30));
        assert_eq!(cells(1), [text("2016年监测考评")]);
        assert_eq!(cells(3), [text("甲县"), number("98.7654", false), number("0.35", true), CellValue::Bool(true), day]);
        let month = CellValue::Month(Date::constant(2017, 6, 1));
        assert_eq!(cells(4), [text("1234567890.123456789"), number("0", false), text("=1+1"), month]);
    }

    #[test]
    fn letters_of_columns() {
        for (column, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn names_of_sheets_fit() {
        let taken: BTreeSet<String> = ["监测考评".to_owned(), "A".to_owned()].into();
        for (wanted, name) in [("监测考评", "监测考评(2)"), ("a", "a(2)"), ("甲/乙:丙", "甲 乙 丙"), ("", "表"), ("'x'", "x")]
        {
            assert_eq!(super::super::sheet_name(wanted, &taken), name);
        }
        assert_eq!(super::super::sheet_name(&"长".repeat(40), &taken).chars().count(), 31);
    }

    #[test]
    fn a_text_that_no_cell_holds_is_told_with_its_place() {
        let mut book = book();
        book.sheets[0].text(7, 2, "长".repeat(40_000), &Look::default());
        assert_eq!(write(&book), Err(WriteError::TextTooLong { sheet: "监测考评".to_owned(), row: 7, column: 2 }));
    }
}
