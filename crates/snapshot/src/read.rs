//! The files of a snapshot → facts as columns: what is asked for, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quanheng_facts::columns::{
    Bits, Column, DatedTexts, EntityColumns, FactColumns, Jurisdiction, OriginColumn, Origins, Page, Replaced, Spans, Strings,
    TableColumns, Texts, Upper, Values, superiors_among, type_of_key,
};
use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{ColumnId, ColumnSchema, Schema, TableId, TableSchema};
use quanheng_facts::value::Type;

use crate::few::Few;
use crate::flat::{Flat, Width};
use crate::form::{Form, ends};
use crate::manifest::{FileEntry, Manifest, OriginsEntry, TableEntry};
use crate::parquet_in::{Opened, checked, there};
use crate::shape::{Difference, Fit};
use crate::write::{CODES, ENTITIES, ENTITY_TEXTS, FEW, NAMES, SUPERIOR, list_file};
use crate::{ADDRESS, MANIFEST, Source, Wrong, sha256};

/// No manifest is larger: one of a hundred million rows has 400 groups of rows, and for each the hash of each column.
const MOST_MANIFEST: usize = 64 << 20;

/// A snapshot whose manifest has been read, and whose files are all there.
pub struct Snapshot<'s> {
    source: &'s dyn Source,
    pub manifest: Manifest,
    /// The hash of the manifest.
    pub address: String,
}

/// What is read of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only these tables, and of each only these columns; `None`: all.
    pub tables: Option<BTreeMap<TableId, BTreeSet<ColumnId>>>,
    /// Where rows and cells stood is left out.
    pub without_origins: bool,
    /// Names and codes of entities are left out.
    pub without_names: bool,
    /// Ids of entities are left out, unless a table was signed as complete for somebody alone, who is told by his id. For who asks by places.
    pub without_ids: bool,
    /// Only the rows of these jurisdictions, by their places in the manifest; `None`: all. Tables of nobody are read whole.
    pub jurisdictions: Option<Range<usize>>,
}

impl<'s> Snapshot<'s> {
    /// Reads and checks the manifest.
    pub fn open(source: &'s dyn Source) -> Result<Snapshot<'s>, Wrong> {
        let bytes = whole(source, MANIFEST)?;
        let said = whole(source, ADDRESS)?;
        let address = sha256(&bytes);
        // What is no manifest, or one of a later program, is told as such, whatever its hash.
        let manifest = Manifest::read(&bytes)?;
        if said.split(u8::is_ascii_whitespace).next() != Some(address.as_bytes()) {
            return Err(Wrong::Hash { file: MANIFEST.to_owned(), column: None });
        }
        for entry in &manifest.files {
            there(source, entry)?;
        }
        Ok(Snapshot { source, manifest, address })
    }

    /// The bytes of a file that was kept beside the facts.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, Wrong> {
        let entry = self.entry(name)?;
        checked(self.source, entry, (0, entry.bytes), Some(&entry.sha256), None)
    }

    /// How a pack's tables differ from those that it was made under; none: the pack may read it.
    pub fn differences(&self, schema: &Schema) -> Result<Vec<Difference>, Wrong> {
        let few = self.few()?;
        Ok(self.manifest.schema.fit(schema, &few.settled(schema)).err().unwrap_or_default())
    }

    /// The facts, as columns of the tables of a schema.
    pub fn facts(&self, schema: &Schema, wanted: &Wanted, threads: usize) -> Result<FactColumns, Wrong> {
        let mut facts = self.facts_beside(schema, wanted, threads)?;
        facts.entities = self.entities(schema, wanted, threads)?;
        Ok(facts)
    }

    /// The jurisdictions, each with the stretch of entities that is its own.
    pub fn jurisdictions(&self) -> impl Iterator<Item = (&str, Range<u32>)> {
        self.manifest.jurisdictions.iter().map(|(name, start, end)| (name.as_str(), *start..*end))
    }

    /// The entities alone.
    pub fn entities(&self, schema: &Schema, wanted: &Wanted, threads: usize) -> Result<EntityColumns, Wrong> {
        let (fit, few) = self.fit(schema)?;
        self.entities_fitted(&fit, &few, wanted, threads)
    }

    /// Where everything of the schema stands here, and what few things there are.
    fn fit(&self, schema: &Schema) -> Result<(Fit, Few), Wrong> {
        let few = self.few()?;
        let fit = self.manifest.schema.fit(schema, &few.settled(schema));
        Ok((fit.map_err(|differences| Wrong::Schema { differences })?, few))
    }

    /// The facts without the entities, which are read once where one jurisdiction is read after the other.
    pub fn facts_beside(&self, schema: &Schema, wanted: &Wanted, threads: usize) -> Result<FactColumns, Wrong> {
        let (fit, few) = self.fit(schema)?;
        let mut facts = FactColumns { hash: self.manifest.facts_sha256.clone(), ..FactColumns::default() };
        for ((id, table), (place, columns)) in (0..).map(TableId).zip(&schema.tables).zip(&fit.tables) {
            let asked = match &wanted.tables {
                Some(tables) => tables.get(&id).map(|columns| Asked { columns: Some(columns), wanted }),
                None => Some(Asked { columns: None, wanted }),
            };
            let entry = self.manifest.tables.get(*place).ok_or_else(|| self.inconsistent())?;
            let reader = TableReader { snapshot: self, schema, table, columns, threads };
            let stem = format!("table-{:03}", place.saturating_add(1));
            facts.tables.push(asked.map(|asked| reader.table(&stem, entry, &asked)).transpose()?);
        }
        few.into_facts(schema, &mut facts, self.manifest.entities).ok_or_else(|| Wrong::Unreadable { file: FEW.to_owned() })?;
        Ok(facts)
    }

    fn inconsistent(&self) -> Wrong {
        Wrong::Manifest { why: Bilingual::new("里面的内容互相对不上", "what is in it does not fit together") }
    }

    fn entry(&self, name: &str) -> Result<&FileEntry, Wrong> {
        self.manifest.file(name).ok_or_else(|| Wrong::FileMissing { file: name.to_owned() })
    }

    fn opened(&self, name: &str) -> Result<Opened<'_>, Wrong> {
        Opened::open(self.source, self.entry(name)?)
    }

    fn few(&self) -> Result<Few, Wrong> {
        serde_json::from_slice(&self.file(FEW)?).map_err(|_| Wrong::Unreadable { file: FEW.to_owned() })
    }

    fn entities_fitted(&self, fit: &Fit, few: &Few, wanted: &Wanted, threads: usize) -> Result<EntityColumns, Wrong> {
        let unreadable = || Wrong::Unreadable { file: ENTITIES.to_owned() };
        let file = self.opened(ENTITIES)?;
        let spans = self.span_columns(ENTITIES)?;
        let superior = self.has_column(ENTITIES, SUPERIOR)?;
        let mut columns = vec![("kind".to_owned(), Width::U16)];
        columns.extend(superior.then(|| (SUPERIOR.to_owned(), Width::U32)));
        columns.extend(spans.flats());
        if !wanted.without_names {
            columns.extend([("names".to_owned(), Width::U32), ("codes".to_owned(), Width::U32)]);
        }
        let all = 0..self.entry(ENTITIES)?.groups.len();
        let mut flats = file.columns(&columns, all, threads)?.into_iter();
        let kinds = flats.next().and_then(Flat::u16s).ok_or_else(unreadable)?;
        let superiors = if superior { Some(flats.next().and_then(Flat::u32s).ok_or_else(unreadable)?) } else { None };
        let exists = spans.taken(&mut flats).ok_or_else(unreadable)?;
        let counts = [flats.next().and_then(Flat::u32s), flats.next().and_then(Flat::u32s)];
        let texts = self.opened(ENTITY_TEXTS)?;
        let ids = if wanted.without_ids && !few.names_somebody() { None } else { Some(texts.texts(0)?) };
        let superiors = superiors.and_then(superiors_among);
        let mut entities = EntityColumns { ids, superiors, exists, kinds: self.kinds(fit, kinds)?, ..EntityColumns::default() };
        let in_all = |count: usize| u32::try_from(count).ok() == Some(self.manifest.entities);
        if !in_all(entities.len()) || entities.ids.as_ref().is_some_and(|ids| !in_all(ids.len())) {
            return Err(unreadable());
        }
        if !wanted.without_names {
            let mut dated = Vec::new();
            for ((file, group), counts) in [(NAMES, 1), (CODES, 2)].into_iter().zip(counts) {
                let opened = self.opened(file)?;
                let all = 0..self.entry(file)?.groups.len();
                let spans = self.span_columns(file)?;
                let read = opened.columns(&spans.flats().collect::<Vec<_>>(), all, threads)?;
                let of = spans.taken(&mut read.into_iter()).ok_or_else(unreadable)?;
                let ends = counts.as_deref().and_then(ends).ok_or_else(unreadable)?;
                dated.push(DatedTexts { ends, texts: texts.texts(group)?, spans: of });
            }
            entities.codes = dated.pop();
            entities.names = dated.pop();
        }
        let part = |(name, start, end): &(String, u32, u32)| Jurisdiction { name: name.clone(), entities: *start..*end };
        entities.jurisdictions = self.manifest.jurisdictions.iter().map(part).collect();
        Ok(entities)
    }

    /// The kinds of a pack, by the places that they have in it.
    fn kinds(&self, fit: &Fit, mut kinds: Vec<u16>) -> Result<Vec<u16>, Wrong> {
        let known: Vec<Option<u16>> = fit.kinds.iter().map(|kind| kind.and_then(|kind| u16::try_from(kind).ok())).collect();
        // Entities of one kind mostly stand together.
        for alike in kinds.chunk_by_mut(|one, next| one == next) {
            let Some(kind) = alike.first().copied() else { continue };
            // Somebody is of a kind that the pack does not know.
            let name = self.manifest.schema.kinds.get(usize::from(kind)).map_or("", |k| k.name.as_str());
            let none = || Wrong::Schema { differences: vec![Difference::KindUnknown { kind: name.to_owned() }] };
            alike.fill(known.get(usize::from(kind)).copied().flatten().ok_or_else(none)?);
        }
        Ok(kinds)
    }

    fn has_column(&self, file: &str, name: &str) -> Result<bool, Wrong> {
        Ok(self.entry(file)?.columns.iter().any(|column| column.name == name))
    }

    fn span_columns(&self, file: &str) -> Result<SpanColumns, Wrong> {
        let has = |name: &str| self.has_column(file, name);
        Ok(SpanColumns { from_latest: has("from_latest")?, to_earliest: has("to_earliest")?, to_latest: has("to_latest")? })
    }
}

/// Which columns of spans there are, beside the first.
struct SpanColumns {
    from_latest: bool,
    to_earliest: bool,
    to_latest: bool,
}

impl SpanColumns {
    fn flats(&self) -> impl Iterator<Item = (String, Width)> {
        let all =
            [("from_earliest", true), ("from_latest", self.from_latest), ("to_earliest", self.to_earliest), ("to_latest", self.to_latest)];
        all.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name.to_owned(), Width::I32))
    }

    /// The spans, out of what was read of these columns.
    fn taken(&self, read: &mut impl Iterator<Item = Flat<'static>>) -> Option<Spans> {
        let mut next = |is: bool| if is { read.next().and_then(Flat::i32s).map(Some) } else { Some(None) };
        let (earliest, latest, last, last_latest) = (next(true)??, next(self.from_latest)?, next(self.to_earliest)?, next(self.to_latest)?);
        let last = match (last, last_latest) {
            (None, Some(_)) => return None,
            (last, latest) => last.map(|earliest| (earliest, latest)),
        };
        Some(Spans::of(earliest, latest, last))
    }
}

fn whole(source: &dyn Source, name: &str) -> Result<Vec<u8>, Wrong> {
    let refused = |why| Wrong::Refused { file: name.to_owned(), why };
    let size = source.size(name).map_err(refused)?.ok_or_else(|| Wrong::FileMissing { file: name.to_owned() })?;
    let length = usize::try_from(size).ok().filter(|length| *length <= MOST_MANIFEST);
    let why = || Wrong::Manifest { why: Bilingual::new("它比 64 MiB 还大", "it is larger than 64 MiB") };
    source.read(name, 0, length.ok_or_else(why)?).map_err(refused)
}

/// What is asked of one table.
struct Asked<'a> {
    /// `None`: all.
    columns: Option<&'a BTreeSet<ColumnId>>,
    wanted: &'a Wanted,
}

/// Reads one table of the pack.
struct TableReader<'r, 's> {
    snapshot: &'r Snapshot<'s>,
    schema: &'r Schema,
    table: &'r TableSchema,
    /// Where each of the pack's columns stands in the snapshot.
    columns: &'r [usize],
    threads: usize,
}

/// The stretch of groups that is read, and which of their rows are wanted.
struct Stretch {
    groups: Range<usize>,
    /// Within those groups; `None`: all of them.
    rows: Option<Range<usize>>,
    /// It is not the whole table.
    is_part: bool,
    /// The first of them in the table.
    first: usize,
    count: usize,
}

/// What the values of a column are made of, beside the columns of its table's file.
struct Beside {
    texts: Option<usize>,
    list: Option<usize>,
}

/// Counts the texts and lists of a table in the order in which they were written.
#[derive(Default)]
struct Counter {
    texts: usize,
    lists: usize,
}

impl Counter {
    fn beside(&mut self, form: &Form) -> Beside {
        let has_texts = matches!(form, Form::Text) || matches!(form, Form::List(of) if **of == Form::Text);
        let has_list = matches!(form, Form::List(_));
        let beside = Beside { texts: has_texts.then_some(self.texts), list: has_list.then_some(self.lists) };
        self.texts = self.texts.saturating_add(usize::from(has_texts));
        self.lists = self.lists.saturating_add(usize::from(has_list));
        beside
    }
}

/// A column that is to be read: its forms, and what stands beside.
struct Planned {
    name: String,
    form: Form,
    beside: Beside,
    gaps: bool,
    upper: Option<(Form, Beside)>,
}

impl Planned {
    /// The columns of the file, in the order in which [`TableReader::column`] takes them.
    fn flats(&self) -> Vec<(String, Width)> {
        let of = |name: &str, form: &Form| form.parts().into_iter().map(|(suffix, width)| (format!("{name}{suffix}"), width)).collect();
        let mut flats: Vec<(String, Width)> = of(&self.name, &self.form);
        if self.gaps {
            flats.push((format!("{}.filled", self.name), Width::Bool));
        }
        if let Some((form, _)) = &self.upper {
            flats.push((format!("{}.between", self.name), Width::Bool));
            flats.extend::<Vec<_>>(of(&format!("{}.upper", self.name), form));
        }
        flats
    }
}

impl TableReader<'_, '_> {
    fn table(&self, stem: &str, entry: &TableEntry, asked: &Asked<'_>) -> Result<TableColumns, Wrong> {
        let Some(file) = entry.file.as_deref().filter(|_| entry.rows > 0) else { return Ok(self.empty(asked)) };
        let inconsistent = || self.snapshot.inconsistent();
        let form = |word: &str| Form::named(word).ok_or_else(inconsistent);
        let about = self.snapshot.entry(file)?;
        let stretch = self.stretch(entry, about, asked)?;
        if stretch.groups.is_empty() {
            return Ok(self.empty(asked));
        }
        // Everything is counted, though only what is asked for is read.
        let mut counter = Counter::default();
        let mut keys = Vec::new();
        for (at, (word, key)) in entry.keys.iter().zip(&self.table.keys).enumerate() {
            let form = form(word)?;
            let beside = counter.beside(&form);
            keys.push(Planned { name: format!("k{at} {}", key.name), form, beside, gaps: false, upper: None });
        }
        let mut by_place: BTreeMap<usize, Planned> = BTreeMap::new();
        for (at, column) in entry.columns.iter().enumerate() {
            // As they were written: first the upper ends, then the values.
            let upper = match &column.upper {
                Some(word) => {
                    let form = form(word)?;
                    let beside = counter.beside(&form);
                    Some((form, beside))
                }
                None => None,
            };
            let form = form(&column.form)?;
            let beside = counter.beside(&form);
            by_place.insert(at, Planned { name: String::new(), form, beside, gaps: column.gaps, upper });
        }
        let is_asked = |id: ColumnId| asked.columns.is_none_or(|columns| columns.contains(&id));
        let mut columns: Vec<Option<Planned>> = Vec::new();
        for ((id, place), column) in (0..).map(ColumnId).zip(self.columns).zip(&self.table.columns) {
            let planned = by_place.remove(place).ok_or_else(inconsistent)?;
            columns.push(is_asked(id).then(|| Planned { name: format!("c{place} {}", column.name), ..planned }));
        }
        let mut flats: Vec<(String, Width)> = keys.iter().chain(columns.iter().flatten()).flat_map(Planned::flats).collect();
        if entry.matters {
            flats.push(("matter".to_owned(), Width::U32));
        }
        let mut read = self.snapshot.opened(file)?.columns(&flats, stretch.groups.clone(), self.threads)?.into_iter();
        let beside = Besides { reader: self, stem, stretch: &stretch };
        let mut table = TableColumns { rows: stretch.count, ..TableColumns::default() };
        for key in &keys {
            table.keys.push(beside.column(key, &mut read)?.values);
        }
        for column in &columns {
            table.columns.push(column.as_ref().map(|column| beside.column(column, &mut read)).transpose()?);
        }
        if entry.matters {
            let matters = read.next().and_then(Flat::u32s).ok_or_else(inconsistent)?;
            table.matters = Some(cut(matters, stretch.rows.as_ref()).ok_or_else(inconsistent)?);
        }
        if let Some(origins) = entry.origins.as_ref().filter(|_| !asked.wanted.without_origins) {
            table.origins = Some(self.origins(stem, origins, &stretch, &is_asked)?);
        }
        if let Some(replaced) = &entry.replaced {
            table.replaced = self.replaced(stem, replaced, &stretch, asked)?;
        }
        Ok(table)
    }

    /// No rows, but with the columns that are asked for.
    fn empty(&self, asked: &Asked<'_>) -> TableColumns {
        let enums = &self.schema.enums;
        let nothing = |ty: &Type, many| Values::of(ty, many, enums, &[]);
        let column = |(id, column): (ColumnId, &ColumnSchema)| {
            let values = nothing(&column.ty, column.many_values).filter(|_| asked.columns.is_none_or(|c| c.contains(&id)))?;
            Some(Column { values, filled: None, upper: None })
        };
        let rows = OriginColumn { pages: Some(Vec::new()), rows: Some(Vec::new()), known_on: Some(Vec::new()), ..OriginColumn::default() };
        let cells = |asked: bool| asked.then(OriginColumn::default);
        let columns: Vec<Option<Column>> = (0..).map(ColumnId).zip(&self.table.columns).map(column).collect();
        let cells = columns.iter().map(|column| cells(column.is_some())).collect();
        TableColumns {
            keys: self.table.keys.iter().filter_map(|key| nothing(&type_of_key(&key.ty), false)).collect(),
            columns,
            origins: (!asked.wanted.without_origins).then(|| Origins { rows, cells, ..Origins::default() }),
            ..TableColumns::default()
        }
    }

    fn stretch(&self, entry: &TableEntry, about: &FileEntry, asked: &Asked<'_>) -> Result<Stretch, Wrong> {
        let all = usize::try_from(entry.rows).unwrap_or(usize::MAX);
        let whole = Stretch { groups: 0..about.groups.len(), rows: None, is_part: false, first: 0, count: all };
        let in_groups = about.groups.iter().try_fold(0_u32, |sum, rows| sum.checked_add(*rows));
        if in_groups != Some(entry.rows) {
            return Err(self.snapshot.inconsistent());
        }
        let Some(jurisdictions) = asked.wanted.jurisdictions.as_ref().filter(|_| !entry.parts.is_empty()) else { return Ok(whole) };
        let wide = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let mut parts = entry.parts.iter().filter(|(at, _, _)| jurisdictions.contains(&wide(*at)));
        let Some((_, first, end)) = parts.next() else {
            return Ok(Stretch { groups: 0..0, rows: None, is_part: true, first: 0, count: 0 });
        };
        let (first, end) = (wide(*first), wide(parts.next_back().map_or(*end, |(_, _, end)| *end)));
        let (mut groups, mut start, mut from, mut until) = (0..0, 0_usize, 0_usize, 0_usize);
        for (at, rows) in about.groups.iter().enumerate() {
            let behind = start.saturating_add(wide(*rows));
            if start < end && first < behind {
                if groups.is_empty() {
                    (groups, from) = (at..at, start);
                }
                groups.end = at.saturating_add(1);
                until = behind;
            }
            start = behind;
        }
        let rows = first.checked_sub(from).zip(end.checked_sub(from)).map(|(a, b)| a..b).filter(|r| r.start <= r.end && end <= all);
        let rows = rows.ok_or_else(|| self.snapshot.inconsistent())?;
        let (count, are_all) = (rows.len(), first == from && end == until);
        Ok(Stretch { groups, count, rows: Some(rows).filter(|_| !are_all), is_part: count < all, first })
    }

    fn origins(&self, stem: &str, entry: &OriginsEntry, stretch: &Stretch, is_asked: &dyn Fn(ColumnId) -> bool) -> Result<Origins, Wrong> {
        let inconsistent = || self.snapshot.inconsistent();
        let texts = self.snapshot.opened(&format!("{stem}-origins-texts.parquet"))?;
        let file = self.snapshot.opened(&entry.file)?;
        let read = |lead: &str, group: usize, (pages, rows, known_on): (bool, bool, bool)| -> Result<OriginColumn, Wrong> {
            let all = [
                (pages, "page", Width::U32),
                (rows, "row", Width::U32),
                (known_on, "known_on", Width::I32),
                (true, "column", Width::U32),
                (true, "text", Width::U32),
            ];
            let wanted: Vec<(String, Width)> =
                all.iter().filter(|(is, ..)| *is).map(|(_, name, width)| (format!("{lead}.{name}"), *width)).collect();
            let mut flats = file.columns(&wanted, stretch.groups.clone(), self.threads)?.into_iter();
            let mut column = || -> Result<Flat<'static>, Wrong> { flats.next().ok_or_else(inconsistent) };
            let numbers = |flat: Flat<'static>| flat.u32s().and_then(|all| cut(all, stretch.rows.as_ref())).ok_or_else(inconsistent);
            let days = |flat: Flat<'static>| flat.i32s().and_then(|all| cut(all, stretch.rows.as_ref())).ok_or_else(inconsistent);
            Ok(OriginColumn {
                pages: if pages { Some(numbers(column()?)?) } else { None },
                rows: if rows { Some(numbers(column()?)?) } else { None },
                known_on: if known_on { Some(days(column()?)?) } else { None },
                columns: numbers(column()?)?,
                texts: Texts { codes: numbers(column()?)?, strings: texts.texts(group)? },
            })
        };
        let page = |page: &crate::manifest::PageEntry| {
            let text = |text: &Option<String>| text.as_deref().map(Into::into);
            let file = page.file.as_str().into();
            Page { file, sheet: text(&page.sheet), source: text(&page.source), entered_by: text(&page.entered_by) }
        };
        let mut origins =
            Origins { pages: entry.pages.iter().map(page).collect(), rows: read("r", 0, (true, true, true))?, cells: Vec::new() };
        for (id, place) in (0..).map(ColumnId).zip(self.columns) {
            let own = *entry.columns.get(*place).ok_or_else(inconsistent)?;
            let cells = is_asked(id).then(|| read(&format!("c{place}"), place.saturating_add(1), own)).transpose()?;
            origins.cells.push(cells);
        }
        Ok(origins)
    }

    fn replaced(&self, stem: &str, entry: &TableEntry, stretch: &Stretch, asked: &Asked<'_>) -> Result<Option<Box<Replaced>>, Wrong> {
        let stem = format!("{stem}-replaced");
        let file = format!("{stem}-by.parquet");
        let all = 0..self.snapshot.entry(&file)?.groups.len();
        let by = self.snapshot.opened(&file)?.columns(&[("by".to_owned(), Width::U32)], all, self.threads)?;
        let by = by.into_iter().next().and_then(Flat::u32s).ok_or_else(|| self.snapshot.inconsistent())?;
        let wanted = Wanted { jurisdictions: None, ..asked.wanted.clone() };
        let rows = self.table(&stem, entry, &Asked { columns: asked.columns, wanted: &wanted })?;
        if by.len() != rows.rows {
            return Err(self.snapshot.inconsistent());
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (first, end) = (number(stretch.first), number(stretch.first.saturating_add(stretch.count)));
        let range = by.partition_point(|at| *at < first)..by.partition_point(|at| *at < end);
        if range.is_empty() {
            return Ok(None);
        }
        let by = by.get(range.clone()).unwrap_or_default().iter().map(|at| at.saturating_sub(first)).collect();
        let rows = rows.slice(range).ok_or_else(|| self.snapshot.inconsistent())?;
        Ok(Some(Box::new(Replaced { by, rows })))
    }
}

/// What stands beside a table's file: texts, and the values of lists.
struct Besides<'b, 'r, 's> {
    reader: &'b TableReader<'r, 's>,
    stem: &'b str,
    stretch: &'b Stretch,
}

impl Besides<'_, '_, '_> {
    fn column(&self, planned: &Planned, read: &mut impl Iterator<Item = Flat<'static>>) -> Result<Column, Wrong> {
        let values = self.values(&planned.form, &planned.beside, read)?;
        let bits = |flat: Option<Flat<'static>>| {
            let answers = flat.and_then(Flat::bools).ok_or_else(|| self.reader.snapshot.inconsistent())?;
            Ok::<Bits, Wrong>(Bits::of_all(&answers))
        };
        let filled = if planned.gaps { Some(bits(read.next())?) } else { None };
        let upper = match &planned.upper {
            Some((form, beside)) => {
                let between = bits(read.next())?;
                Some(Upper { between, values: self.values(form, beside, read)? })
            }
            None => None,
        };
        let column = Column { values, filled, upper };
        match &self.stretch.rows {
            Some(rows) => column.slice(rows.clone()).ok_or_else(|| self.reader.snapshot.inconsistent()),
            // Of a part of the table, all of which it is may say nothing.
            None if self.stretch.is_part => Ok(column.trimmed()),
            None => Ok(column),
        }
    }

    fn values(&self, form: &Form, beside: &Beside, read: &mut impl Iterator<Item = Flat<'static>>) -> Result<Values, Wrong> {
        let snapshot = self.reader.snapshot;
        let texts = match beside.texts {
            Some(group) => Some(self.texts(group)?),
            None => None,
        };
        let flats: Vec<Flat<'static>> = read.take(form.parts().len()).collect();
        let (list, texts) = match (form, beside.list) {
            (Form::List(of), Some(number)) => {
                let file = list_file(self.stem, number);
                let wanted: Vec<(String, Width)> =
                    of.parts().into_iter().map(|(suffix, width)| (format!("value{suffix}"), width)).collect();
                let inner = snapshot.opened(&file)?.columns(&wanted, self.stretch.groups.clone(), self.reader.threads)?;
                let texts = texts.map(|strings| Texts { codes: Vec::new(), strings });
                (Some(of.values(inner, texts, None).ok_or_else(|| snapshot.inconsistent())?), None)
            }
            _ => (None, texts.map(|strings| Texts { codes: Vec::new(), strings })),
        };
        form.values(flats, texts, list).ok_or_else(|| snapshot.inconsistent())
    }

    fn texts(&self, group: usize) -> Result<Strings, Wrong> {
        self.reader.snapshot.opened(&format!("{}-texts.parquet", self.stem))?.texts(group)
    }
}

/// The wanted rows of a column.
fn cut<T: Clone>(all: Vec<T>, rows: Option<&Range<usize>>) -> Option<Vec<T>> {
    match rows {
        Some(rows) => all.get(rows.clone()).map(<[T]>::to_vec),
        None => Some(all),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use quanheng_facts::columns::{EVER, NEVER};

    use super::*;

    /// Earlier builds wrote all four columns of spans, whatever stood in them.
    #[test]
    fn spans_are_the_same_from_four_columns_and_from_those_that_are_needed() {
        let flat = |days: [i32; 3]| Flat::I32(Cow::Owned(days.to_vec()));
        let days = [EVER, 5, 7];
        let all = SpanColumns { from_latest: true, to_earliest: true, to_latest: true };
        let four = [flat(days), flat(days), flat([NEVER, 5, 7]), flat([NEVER, 5, 7])];
        assert_eq!(all.flats().map(|(name, _)| name).collect::<Vec<_>>(), ["from_earliest", "from_latest", "to_earliest", "to_latest"]);
        let one = SpanColumns { from_latest: false, to_earliest: false, to_latest: false };
        let needed = one.taken(&mut [flat(days)].into_iter()).unwrap();
        assert_eq!(needed.one_day(1), Some(5));
        assert_eq!(all.taken(&mut four.into_iter()).unwrap(), needed);
        // A last day that is only known to lie between two has an earliest one.
        let torn = SpanColumns { from_latest: false, to_earliest: false, to_latest: true };
        assert_eq!(torn.taken(&mut [flat(days), flat(days)].into_iter()), None);
    }
}
