//! What the workbook reader does not tell, read from the parts of the zip archive: which cells are percentages or months, which
//! rows are hidden, which formulas were never calculated, which cells are merged.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use crate::archive::{Archive, attribute, part_text, walk};
use crate::number_format::{NumberFormat, built_in_format, format_of_code};
use crate::refused::{Damage, MAX_SHEETS, ReadError};
use crate::workbook::Merged;

/// Merged ranges of one sheet; a form has dozens.
pub(crate) const MAX_MERGED: usize = 20_000;

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
    let mut paths: BTreeSet<String> = BTreeSet::new();
    walk(&xml, |event| {
        if let Event::Start(e) = event
            && e.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(e, "name")
        {
            let relation =
                e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(":id")).map(|a| a.value.into_owned());
            if let Some(path) = relation.and_then(|id| targets.get(&id)) {
                let hidden = attribute(e, "state").is_some_and(|s| s != "visible");
                // A part read for one sheet after another would multiply what was counted once.
                if !paths.insert(path.clone()) {
                    return Err(ReadError::Damaged(Damage::Content));
                }
                found.push(SheetEntry { name, hidden, path: path.clone() });
                if found.len() > MAX_SHEETS {
                    return Err(ReadError::Damaged(Damage::Sheets));
                }
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
    fn places_are_read_within_bounds() {
        assert_eq!(cell_place("A1"), Some((1, 1)));
        assert_eq!(cell_place("AA10"), Some((10, 27)));
        for bad in ["", "1", "A", "a1", "A0", "XFE1", "A1048577", "ZZZZZZZZZ1", "甲1"] {
            assert_eq!(cell_place(bad), None, "{bad}");
        }
    }
}
