//! Facts as columns → the files of a snapshot, in memory. The caller puts them where they belong, all of them or none.

use std::borrow::Cow;

use parquet::errors::ParquetError;
use quanheng_facts::columns::{Column, DatedTexts, FactColumns, OriginColumn, Origins, Part, Spans, Strings, TableColumns, Unfit, Values};
use quanheng_facts::schema::{Schema, TableId, TableSchema};

use crate::few::Few;
use crate::flat::Flat;
use crate::form::{Form, counts, flats};
use crate::manifest::{ColumnEntry, FileEntry, Made, Manifest, OriginsEntry, PageEntry, TableEntry};
use crate::parquet_out::{GROUP, file, texts};
use crate::shape::Shape;
use crate::{ADDRESS, FORMAT, MANIFEST, Wrong, sha256};

/// The file of what is few.
pub(crate) const FEW: &str = "few.json";
/// The files of entities.
pub(crate) const ENTITIES: &str = "entities.parquet";
pub(crate) const ENTITY_TEXTS: &str = "entities-texts.parquet";
pub(crate) const NAMES: &str = "entities-names.parquet";
pub(crate) const CODES: &str = "entities-codes.parquet";
/// The column of superiors; there is none where nobody has one.
pub(crate) const SUPERIOR: &str = "superior";

/// A snapshot, to be put into a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The hash of its manifest.
    pub address: String,
    /// By name; the manifest last.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The files of a snapshot. `more`: what is to be kept beside the facts, by name.
pub fn write(schema: &Schema, facts: &FactColumns, made: Made, more: Vec<(String, Vec<u8>)>) -> Result<Written, Wrong> {
    let unfit = |table: &str| Wrong::Unfit(Unfit { table: table.to_owned(), column: String::new() });
    let mut out = Out::default();
    out.entities(facts)?;
    let mut tables = Vec::new();
    for (id, table) in (0..).map(TableId).zip(&schema.tables) {
        let rows = facts.table(id).ok_or_else(|| unfit(&table.name))?;
        let number = id.0.saturating_add(1);
        tables.push(out.table(&format!("table-{number:03}"), table, rows, &facts.parts(id))?);
    }
    let few = Few::of(schema, facts).ok_or_else(|| unfit(""))?;
    out.plain(FEW, serde_json::to_vec_pretty(&few).map_err(|_| unfit(""))?);
    for (name, bytes) in more {
        out.plain(&name, bytes);
    }
    let entities = facts.entities.to_entities().ok_or_else(|| unfit(""))?;
    out.entries.sort_by(|a, b| a.name.cmp(&b.name));
    let jurisdictions = facts.entities.jurisdictions.iter();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        made,
        facts_sha256: facts.hash.clone(),
        entities_sha256: entities.hash(schema),
        entities: u32::try_from(facts.entities.len()).map_err(|_| unfit(""))?,
        jurisdictions: jurisdictions.map(|j| (j.name.clone(), j.entities.start, j.entities.end)).collect(),
        schema: Shape::of(schema),
        tables,
        files: out.entries,
    };
    let bytes = manifest.bytes();
    let address = sha256(&bytes);
    let mut files = out.files;
    files.sort();
    files.push((ADDRESS.to_owned(), format!("{address}  {MANIFEST}\n").into_bytes()));
    files.push((MANIFEST.to_owned(), bytes));
    Ok(Written { address, files })
}

/// What is written so far.
#[derive(Default)]
struct Out {
    files: Vec<(String, Vec<u8>)>,
    entries: Vec<FileEntry>,
}

/// Only what does not fit into the format at all: more than two thousand million bytes in one part.
fn too_large(file: &str) -> impl Fn(ParquetError) -> Wrong {
    let file = file.to_owned();
    move |_| Wrong::Unreadable { file: file.clone() }
}

impl Out {
    fn plain(&mut self, name: &str, bytes: Vec<u8>) {
        let length = u64::try_from(bytes.len()).unwrap_or_default();
        self.entries.push(FileEntry { name: name.to_owned(), bytes: length, sha256: sha256(&bytes), ..FileEntry::default() });
        self.files.push((name.to_owned(), bytes));
    }

    fn columns(&mut self, name: &str, columns: &[(String, Flat<'_>)], groups: &[usize]) -> Result<(), Wrong> {
        let (entry, bytes) = file(name, columns, groups).map_err(too_large(name))?;
        self.entries.push(entry);
        self.files.push((name.to_owned(), bytes));
        Ok(())
    }

    fn texts(&mut self, name: &str, lists: &[&Strings]) -> Result<(), Wrong> {
        if lists.is_empty() {
            return Ok(());
        }
        let (entry, bytes) = texts(name, lists).map_err(too_large(name))?;
        self.entries.push(entry);
        self.files.push((name.to_owned(), bytes));
        Ok(())
    }

    fn entities(&mut self, facts: &FactColumns) -> Result<(), Wrong> {
        let unfit = || Wrong::Unfit(Unfit { table: String::new(), column: String::new() });
        let entities = &facts.entities;
        let (names, codes) = entities.names.as_ref().zip(entities.codes.as_ref()).ok_or_else(unfit)?;
        let ids = entities.ids.as_ref().ok_or_else(unfit)?;
        let mut columns = vec![("kind".to_owned(), Flat::U16(Cow::Borrowed(&entities.kinds)))];
        columns.extend(entities.superiors.iter().map(|all| (SUPERIOR.to_owned(), Flat::U32(Cow::Borrowed(all)))));
        columns.extend(spans(&entities.exists));
        for (name, of) in [("names", names), ("codes", codes)] {
            columns.push((name.to_owned(), Flat::U32(Cow::Owned(counts(&of.ends)))));
        }
        if columns.iter().any(|(_, flat)| flat.len() != entities.len()) {
            return Err(unfit());
        }
        self.columns(ENTITIES, &columns, &evenly(entities.len()))?;
        for (name, of) in [(NAMES, names), (CODES, codes)] {
            let DatedTexts { texts, spans: of_texts, .. } = of;
            self.columns(name, &spans(of_texts).collect::<Vec<_>>(), &evenly(texts.len()))?;
        }
        self.texts(ENTITY_TEXTS, &[ids, &names.texts, &codes.texts])
    }

    fn table(&mut self, stem: &str, table: &TableSchema, rows: &TableColumns, parts: &[Part]) -> Result<TableEntry, Wrong> {
        let unfit = |column: &str| Wrong::Unfit(Unfit { table: table.name.clone(), column: column.to_owned() });
        let count = u32::try_from(rows.rows).map_err(|_| unfit(""))?;
        if rows.keys.len() != table.keys.len() || rows.columns.len() != table.columns.len() {
            return Err(unfit(""));
        }
        if count == 0 {
            return Ok(TableEntry::default());
        }
        let groups = groups(rows.rows, parts);
        let name = format!("{stem}.parquet");
        let mut entry = TableEntry { rows: count, file: Some(name.clone()), matters: rows.matters.is_some(), ..TableEntry::default() };
        entry.parts = parts.iter().filter_map(part_of).collect();
        let mut file = TableFile { columns: Vec::new(), texts: Vec::new(), lists: Vec::new() };
        for (at, (key, values)) in table.keys.iter().zip(&rows.keys).enumerate() {
            entry.keys.push(Form::of(values).word());
            file.values(format!("k{at} {}", key.name), values);
        }
        for (at, (column, of)) in table.columns.iter().zip(&rows.columns).enumerate() {
            let of = of.as_ref().ok_or_else(|| unfit(&column.name))?;
            entry.columns.push(file.column(format!("c{at} {}", column.name), of));
        }
        if let Some(matters) = &rows.matters {
            file.columns.push(("matter".to_owned(), Flat::U32(Cow::Borrowed(matters))));
        }
        if file.columns.iter().any(|(_, flat)| flat.len() != rows.rows) {
            return Err(unfit(""));
        }
        self.columns(&name, &file.columns, &groups)?;
        self.texts(&format!("{stem}-texts.parquet"), &file.texts)?;
        for (number, (inner, ends)) in file.lists.iter().enumerate() {
            let columns = Form::of(inner).parts().into_iter().map(|(suffix, _)| format!("value{suffix}")).zip(flats(inner));
            self.columns(&list_file(stem, number), &columns.collect::<Vec<_>>(), &inner_groups(ends, &groups))?;
        }
        if let Some(origins) = &rows.origins {
            entry.origins = Some(self.origins(stem, origins, &groups)?);
        }
        if let Some(replaced) = &rows.replaced {
            let stem = format!("{stem}-replaced");
            let mut earlier = self.table(&stem, table, &replaced.rows, &[])?;
            let by = vec![("by".to_owned(), Flat::U32(Cow::Borrowed(&replaced.by)))];
            self.columns(&format!("{stem}-by.parquet"), &by, &evenly(replaced.by.len()))?;
            earlier.parts.clear();
            entry.replaced = Some(Box::new(earlier));
        }
        Ok(entry)
    }

    fn origins(&mut self, stem: &str, origins: &Origins, groups: &[usize]) -> Result<OriginsEntry, Wrong> {
        let name = format!("{stem}-origins.parquet");
        let unfit = || Wrong::Unfit(Unfit { table: stem.to_owned(), column: String::new() });
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
        let mut entry = OriginsEntry {
            file: name.clone(),
            pages: origins
                .pages
                .iter()
                .map(|page| PageEntry {
                    file: page.file.to_string(),
                    sheet: text(&page.sheet),
                    source: text(&page.source),
                    entered_by: text(&page.entered_by),
                })
                .collect(),
            columns: Vec::new(),
        };
        let (mut columns, mut lists) = (origin_columns("r", &origins.rows), vec![&origins.rows.texts.strings]);
        for (at, cells) in origins.cells.iter().enumerate() {
            let cells = cells.as_ref().ok_or_else(unfit)?;
            entry.columns.push((cells.pages.is_some(), cells.rows.is_some(), cells.known_on.is_some()));
            columns.extend(origin_columns(&format!("c{at}"), cells));
            lists.push(&cells.texts.strings);
        }
        self.columns(&name, &columns, groups)?;
        self.texts(&format!("{stem}-origins-texts.parquet"), &lists)?;
        Ok(entry)
    }
}

/// The name of the file with the values of a table's nth column of lists.
pub(crate) fn list_file(stem: &str, number: usize) -> String {
    format!("{stem}-list-{number:02}.parquet")
}

fn part_of(part: &Part) -> Option<(u32, u32, u32)> {
    let number = |n: usize| u32::try_from(n).ok();
    Some((number(part.jurisdiction?)?, number(part.rows.start)?, number(part.rows.end)?))
}

/// The columns of a table's file, as they come together.
struct TableFile<'a> {
    columns: Vec<(String, Flat<'a>)>,
    texts: Vec<&'a Strings>,
    lists: Vec<(&'a Values, &'a [u32])>,
}

impl<'a> TableFile<'a> {
    fn values(&mut self, name: String, values: &'a Values) {
        let named = Form::of(values).parts().into_iter().map(|(suffix, _)| format!("{name}{suffix}"));
        self.columns.extend(named.zip(flats(values)));
        match values {
            Values::Text(texts) => self.texts.push(&texts.strings),
            Values::List(lists) => {
                self.lists.push((&lists.values, &lists.ends));
                if let Values::Text(texts) = &lists.values {
                    self.texts.push(&texts.strings);
                }
            }
            _ => {}
        }
    }

    fn column(&mut self, name: String, column: &'a Column) -> ColumnEntry {
        if let Some(filled) = &column.filled {
            let answers = (0..filled.len).map(|row| filled.get(row)).collect();
            self.columns.push((format!("{name}.filled"), Flat::Bool(answers)));
        }
        if let Some(upper) = &column.upper {
            let answers = (0..upper.between.len).map(|row| upper.between.get(row)).collect();
            self.columns.push((format!("{name}.between"), Flat::Bool(answers)));
            self.values(format!("{name}.upper"), &upper.values);
        }
        self.values(name, &column.values);
        let upper = column.upper.as_ref().map(|upper| Form::of(&upper.values).word());
        ColumnEntry { form: Form::of(&column.values).word(), gaps: column.filled.is_some(), upper }
    }
}

fn origin_columns<'a>(lead: &str, of: &'a OriginColumn) -> Vec<(String, Flat<'a>)> {
    let mut columns = Vec::new();
    if let Some(pages) = &of.pages {
        columns.push((format!("{lead}.page"), Flat::U32(Cow::Borrowed(pages))));
    }
    if let Some(rows) = &of.rows {
        columns.push((format!("{lead}.row"), Flat::U32(Cow::Borrowed(rows))));
    }
    if let Some(known_on) = &of.known_on {
        columns.push((format!("{lead}.known_on"), Flat::I32(Cow::Borrowed(known_on))));
    }
    columns.push((format!("{lead}.column"), Flat::U32(Cow::Borrowed(&of.columns))));
    columns.push((format!("{lead}.text"), Flat::U32(Cow::Borrowed(&of.texts.codes))));
    columns
}

fn spans(of: &Spans) -> impl Iterator<Item = (String, Flat<'_>)> {
    of.columns().map(|(name, days)| (name.to_owned(), Flat::I32(Cow::Borrowed(days))))
}

/// Groups of rows that belong to nobody.
fn evenly(rows: usize) -> Vec<usize> {
    groups(rows, &[])
}

/// How rows are cut into groups: a jurisdiction that is longer than a group has groups of its own, smaller ones share one. So one
/// jurisdiction can be read without much of the others.
fn groups(rows: usize, parts: &[Part]) -> Vec<usize> {
    let mut groups: Vec<usize> = Vec::new();
    let mut last = 0_usize;
    let lengths: Vec<usize> = if parts.is_empty() { vec![rows] } else { parts.iter().map(|part| part.rows.len()).collect() };
    for mut length in lengths {
        if last.saturating_add(length) > GROUP && last > 0 {
            groups.push(last);
            last = 0;
        }
        while length > GROUP {
            groups.push(GROUP);
            length = length.saturating_sub(GROUP);
        }
        last = last.saturating_add(length);
    }
    if last > 0 {
        groups.push(last);
    }
    groups
}

/// How many values of lists belong to each group of rows.
fn inner_groups(ends: &[u32], groups: &[usize]) -> Vec<usize> {
    let (mut row, mut before, mut inner) = (0_usize, 0_usize, Vec::new());
    for rows in groups {
        row = row.saturating_add(*rows);
        let end = row.checked_sub(1).and_then(|last| ends.get(last)).and_then(|end| usize::try_from(*end).ok()).unwrap_or(before);
        inner.push(end.saturating_sub(before));
        before = end;
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_jurisdiction_has_groups_of_its_own_and_short_ones_share() {
        let parts = |lengths: &[usize]| {
            let mut start = 0;
            let part = |(at, length): (usize, &usize)| {
                start += length;
                Part { jurisdiction: Some(at), rows: start - length..start }
            };
            lengths.iter().enumerate().map(part).collect::<Vec<Part>>()
        };
        assert_eq!(groups(0, &[]), Vec::<usize>::new());
        assert_eq!(groups(GROUP + 1, &[]), [GROUP, 1]);
        assert_eq!(groups(10, &parts(&[3, 7])), [10]);
        assert_eq!(groups(3 + GROUP + 5, &parts(&[3, GROUP + 2, 3])), [3, GROUP, 5]);
        assert_eq!(groups(2 * GROUP, &parts(&[GROUP, GROUP])), [GROUP, GROUP]);
    }

    #[test]
    fn lists_are_cut_where_their_rows_are() {
        assert_eq!(inner_groups(&[2, 2, 5, 6], &[1, 2, 1]), [2, 3, 1]);
        assert_eq!(inner_groups(&[0, 0], &[2]), [0]);
    }
}
