//! What the workbook reader does not tell, read from the parts of the zip archive: that it is no bomb, which cells are
//! percentages or months, which rows are hidden, which formulas were never calculated, which cells are merged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::read::{Damage, FileKind, ReadError};
use crate::workbook::Merged;

/// All parts together, unpacked.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Unpacked size over packed size; sheets of repeated numbers reach about 60.
const MAX_RATIO: u64 = 200;
/// Below this much, unpacked, the ratio says nothing.
const RATIO_FROM: u64 = 8 * 1024 * 1024;
const MAX_PARTS: usize = 10_000;
const MAX_DEPTH: usize = 64;
/// Merged ranges of one sheet; a form has dozens.
const MAX_MERGED: usize = 20_000;

/// How a number format makes a number look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    #[default]
    Plain,
    Percent,
    Date,
    Month,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(crate) struct SheetEntry {
    pub name: String,
    pub hidden: bool,
    pub path: String,
}

/// What one sheet's own part says beside the values.
#[derive(Debug, Default)]
pub(crate) struct SheetNotes {
    pub hidden_rows: BTreeSet<u32>,
    pub formats: BTreeMap<(u32, u32), NumberFormat>,
    pub uncalculated: BTreeSet<(u32, u32)>,
    pub merged: Vec<Merged>,
}

pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// An archive that is cut off or changed, whatever met it.
fn damaged(_: impl std::error::Error) -> ReadError {
    ReadError::Damaged(Damage::Archive)
}

/// Opens the archive and unpacks every part once, counting, so that nothing later can be flooded. Says which kind it is.
pub(crate) fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::UnpacksTooLarge);
    }
    let names: BTreeSet<String> = archive.file_names().filter_map(Result::ok).map(|n| n.into_owned()).collect();
    let has = |name: &str| names.contains(name);
    let under = |folder: &str| names.iter().any(|n| n.starts_with(folder));
    if has("xl/workbook.bin") {
        return Err(ReadError::Unsupported(FileKind::BinaryWorkbook));
    }
    if has("mimetype") && has("content.xml") {
        return Err(ReadError::Unsupported(FileKind::OpenDocument));
    }
    if under("word/") {
        return Err(ReadError::Unsupported(FileKind::WordDocument));
    }
    if !has("xl/workbook.xml") {
        return Err(ReadError::Unsupported(FileKind::Archive));
    }
    let mut unpacked = 0_u64;
    let mut packed = 0_u64;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(damaged)?;
        if part.encrypted() {
            return Err(ReadError::PasswordProtected);
        }
        let room = MAX_UNPACKED.saturating_sub(unpacked).saturating_add(1);
        let counted = std::io::copy(&mut part.by_ref().take(room), &mut std::io::sink()).map_err(damaged)?;
        unpacked = unpacked.saturating_add(counted);
        packed = packed.saturating_add(part.compressed_size());
        let expected = packed.max(1).saturating_mul(MAX_RATIO);
        if unpacked > MAX_UNPACKED || (unpacked > RATIO_FROM && unpacked > expected) {
            return Err(ReadError::UnpacksTooLarge);
        }
    }
    Ok(archive)
}

fn part_text(archive: &mut Archive<'_>, path: &str) -> Result<Option<String>, ReadError> {
    let Some(at) = archive.index_for_name(path) else { return Ok(None) };
    let mut bytes = Vec::new();
    archive.by_index(at).map_err(damaged)?.take(MAX_UNPACKED).read_to_end(&mut bytes).map_err(damaged)?;
    // Parts in UTF-16 are legal and do not occur; their notes would be lost, so they are refused.
    let text = String::from_utf8(bytes).map_err(|_| ReadError::Damaged(Damage::Part))?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

/// Calls `on_start` for each element and `on_text` for each text, with the depth kept within bounds.
fn walk(xml: &str, mut visit: impl FnMut(&Event<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| ReadError::Damaged(Damage::Part))?;
        match &event {
            Event::Start(_) => depth = depth.saturating_add(1),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(ReadError::Damaged(Damage::Part));
        }
        visit(&event)?;
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|v| v.into_owned())
}

fn is_true(text: Option<String>) -> bool {
    matches!(text.as_deref(), Some("1" | "true"))
}

/// The worksheets in the order of the workbook; charts and macro sheets are left out.
pub(crate) fn sheets(archive: &mut Archive<'_>) -> Result<Vec<SheetEntry>, ReadError> {
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    if let Some(xml) = part_text(archive, "xl/_rels/workbook.xml.rels")? {
        walk(&xml, |event| {
            if let Event::Start(e) = event
                && e.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (attribute(e, "Id"), attribute(e, "Target"))
                && attribute(e, "Type").is_some_and(|t| t.ends_with("/worksheet"))
            {
                let path = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("xl/{}", target.trim_start_matches("./")),
                };
                targets.insert(id, path);
            }
            Ok(())
        })?;
    }
    let xml = part_text(archive, "xl/workbook.xml")?.unwrap_or_default();
    let mut found = Vec::new();
    walk(&xml, |event| {
        if let Event::Start(e) = event
            && e.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(e, "name")
        {
            let relation =
                e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(":id")).map(|a| a.value.into_owned());
            if let Some(path) = relation.and_then(|id| targets.get(&id)) {
                let hidden = attribute(e, "state").is_some_and(|s| s != "visible");
                found.push(SheetEntry { name, hidden, path: path.clone() });
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// The looks of each cell format, in the order of the style sheet.
pub(crate) fn number_formats(archive: &mut Archive<'_>) -> Result<Vec<NumberFormat>, ReadError> {
    let Some(xml) = part_text(archive, "xl/styles.xml")? else { return Ok(Vec::new()) };
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut in_cell_formats = false;
    walk(&xml, |event| {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(Ok(id)), Some(code)) = (attribute(e, "numFmtId").map(|i| i.parse()), attribute(e, "formatCode")) {
                        codes.insert(id, code);
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => ids.push(attribute(e, "numFmtId").and_then(|i| i.parse().ok()).unwrap_or(0)),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(ids.into_iter().map(|id| codes.get(&id).map_or_else(|| built_in_format(id), |code| format_of_code(code))).collect())
}

/// The formats that have a number and no code, as Chinese programs show them (27 to 58).
fn built_in_format(id: u32) -> NumberFormat {
    match id {
        9 | 10 => NumberFormat::Percent,
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => NumberFormat::Date,
        17 | 27 | 36 | 50 | 52 | 57 => NumberFormat::Month,
        _ => NumberFormat::Plain,
    }
}

/// What a format code such as `yyyy"年"m"月"` or `0.0%` shows.
fn format_of_code(code: &str) -> NumberFormat {
    let mut letters = String::new();
    let mut chars = code.chars();
    // Only the first section counts, the one for positive numbers.
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let _quoted = chars.by_ref().take_while(|c| *c != '"').count();
            }
            '[' => {
                let _condition_or_locale = chars.by_ref().take_while(|c| *c != ']').count();
            }
            '\\' | '_' | '*' => {
                let _literal = chars.next();
            }
            _ => letters.push(c.to_ascii_lowercase()),
        }
    }
    let has = |c: char| letters.contains(c);
    if has('%') {
        NumberFormat::Percent
    } else if letters.contains("general") || !(has('y') || has('d')) {
        NumberFormat::Plain
    } else if has('y') && has('m') && !has('d') {
        NumberFormat::Month
    } else {
        NumberFormat::Date
    }
}

/// `B12` → (12, 2).
fn cell_place(reference: &str) -> Option<(u32, u32)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at_checked(split)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(u32::from(letter.checked_sub(b'A')?).checked_add(1)?)?;
    }
    let row: u32 = digits.parse().ok()?;
    ((1..=1_048_576).contains(&row) && (1..=16_384).contains(&column)).then_some((row, column))
}

fn merged_range(reference: &str) -> Option<Merged> {
    let (first, last) = reference.split_once(':')?;
    let (first_row, first_column) = cell_place(first)?;
    let (last_row, last_column) = cell_place(last)?;
    Some(Merged { first_row, first_column, last_row, last_column })
}

/// One sheet's part, read for everything but the values.
pub(crate) fn sheet_notes(archive: &mut Archive<'_>, path: &str, formats: &[NumberFormat]) -> Result<SheetNotes, ReadError> {
    let mut notes = SheetNotes::default();
    let Some(xml) = part_text(archive, path)? else { return Ok(notes) };
    let (mut row, mut column) = (0_u32, 0_u32);
    let (mut formula, mut value, mut in_value, mut text_result) = (false, false, false, false);
    walk(&xml, |event| {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    row = attribute(e, "r").and_then(|r| r.parse().ok()).unwrap_or_else(|| row.saturating_add(1));
                    column = 0;
                    if is_true(attribute(e, "hidden")) {
                        notes.hidden_rows.insert(row);
                    }
                }
                "c" => {
                    (formula, value, in_value) = (false, false, false);
                    text_result = attribute(e, "t").as_deref() == Some("str");
                    (row, column) = attribute(e, "r").and_then(|r| cell_place(&r)).unwrap_or((row, column.saturating_add(1)));
                    let style = attribute(e, "s").and_then(|s| s.parse::<usize>().ok()).unwrap_or(0);
                    let format = formats.get(style).copied().unwrap_or_default();
                    if format != NumberFormat::Plain {
                        notes.formats.insert((row, column), format);
                    }
                }
                "f" => formula = true,
                "v" => {
                    in_value = true;
                    // An empty text is a result, too: `<c t="str"><f/><v></v></c>` is written for ="".
                    value = text_result;
                }
                "mergeCell" => {
                    if let Some(range) = attribute(e, "ref").and_then(|r| merged_range(&r)) {
                        notes.merged.push(range);
                        if notes.merged.len() > MAX_MERGED {
                            return Err(ReadError::Damaged(Damage::MergedRanges));
                        }
                    }
                }
                _ => {}
            },
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) if in_value => value = true,
            Event::End(e) => match e.local_name().as_ref() {
                "v" => in_value = false,
                "c" if formula && !value => {
                    notes.uncalculated.insert((row, column));
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    })?;
    notes.merged.sort_unstable();
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_say_what_people_see() {
        let cases = [
            ("0.00%", NumberFormat::Percent),
            ("yyyy\"年\"m\"月\"", NumberFormat::Month),
            ("yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Date),
            ("[$-804]yyyy/m/d;@", NumberFormat::Date),
            ("mmm-yy", NumberFormat::Month),
            ("#,##0.00\"元\"", NumberFormat::Plain),
            ("General", NumberFormat::Plain),
            ("0\"%dy\"", NumberFormat::Plain),
            ("h:mm:ss", NumberFormat::Plain),
            ("[Red]0.0", NumberFormat::Plain),
        ];
        for (code, format) in cases {
            assert_eq!(format_of_code(code), format, "{code}");
        }
    }

    #[test]
    fn places_are_read_within_bounds() {
        assert_eq!(cell_place("A1"), Some((1, 1)));
        assert_eq!(cell_place("AA10"), Some((10, 27)));
        for bad in ["", "1", "A", "a1", "A0", "XFE1", "A1048577", "ZZZZZZZZZ1", "甲1"] {
            assert_eq!(cell_place(bad), None, "{bad}");
        }
    }
}
