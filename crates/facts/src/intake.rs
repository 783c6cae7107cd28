//! Intake: workbooks and a schema go in; typed facts, each with its origin, and every problem met on the way come out.
//!
//! ```text
//! sheet ──► table_found ──► heading ──► records ──► row ──► cell_value ──► duplicates ──► Facts
//!   └── problems at cell, row, sheet or file all along; good rows go on
//! ```
//!
//! A row that states something and cannot be used leaves an unread mark, so that its table does not count as complete.
//! Deliberately absent: which files exist, what 来源.toml looks like (see [`crate::source_note`]), what a missing row means.

mod cell_value;
mod confirmations;
mod date_text;
mod duplicates;
mod entities_read;
mod free_matters;
mod heading;
mod judgements;
mod line;
mod masked;
mod number_text;
mod page;
mod persons;
mod records;
mod reported;
mod returned;
mod row;
mod row_persons;
mod settings;
mod single_posts;
mod superiors;
mod table_found;
mod wording;

use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_sheet::Workbook;

pub(crate) use date_text::{Day, day_or_month};
pub use entities_read::{Registered, is_entity_register, read_entities, read_registers};
pub(crate) use entities_read::{TABLE as UNITS, wanted_of_units};
pub(crate) use heading::{Takes, Wanted, heading_of};
pub use masked::masked;
pub(crate) use number_text::Unit;
pub use persons::concerns_persons;
pub(crate) use persons::is_of_persons;
pub use returned::{Returned, returned};
pub(crate) use table_found::{Target, all_targets};
pub(crate) use wording::normal;

use crate::decision::{Judged, Setting};
use crate::entity::{Entities, Entity};
use crate::fact::{Confirmation, Facts};
use crate::origin::Origin;
use crate::problem::{Bilingual, Problem};
use crate::problems::{confirmation_withheld, hidden_sheet, year_not_stated};
use crate::schema::{KeyType, Schema, TableId, TableSchema, TableShape};
use crate::value::{KindId, Year};
use cell_value::World;
use page::{Page, place_of_origin};
use persons::Persons;
use reported::Reported;
use row::{ReadRow, RowReader, Unread};
use table_found::{FoundTable, NotFound};

/// One file of facts, already read into cells, and what 来源.toml says of it.
#[derive(Clone, Debug, Default)]
pub struct FactFile {
    /// As people know it, with its folder if there are several.
    pub name: String,
    pub workbook: Workbook,
    pub known_on: Option<Date>,
    pub source: Option<String>,
    pub entered_by: Option<String>,
}

/// Everything intake works on.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    pub schema: &'a Schema,
    pub entities: Entities,
    pub files: &'a [FactFile],
    /// Files that are there and could not be read at all. Any table may have rows in them, so none counts as complete.
    pub unread_files: &'a [String],
    /// Rows known only after this day are left out; the day itself is included.
    pub known_on: Option<Date>,
}

/// Reads all files into facts. Problems come ordered by place; the facts do not depend on the order of files or rows.
#[must_use]
pub fn intake(input: &Input<'_>) -> (Facts, Vec<Problem>) {
    let hidden = masked::hidden(input.files);
    let input = &Input { files: hidden.as_deref().unwrap_or(input.files), ..input.clone() };
    let mut files: Vec<&FactFile> = input.files.iter().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut opened: Vec<Opened<'_>> = Vec::new();
    for file in files {
        let filled = file.workbook.sheets.iter().filter(|s| !s.rows.is_empty()).count();
        for sheet in &file.workbook.sheets {
            let mut page = Page::new(&file.name, sheet, filled == 1);
            page.known_on = file.known_on;
            page.source = file.source.as_deref().map(Into::into);
            page.entered_by = file.entered_by.as_deref().map(Into::into);
            let found = table_found::find(&page, input.schema);
            opened.push((page, found));
        }
    }
    let mut gathered = Gathered::default();
    let (entities, persons) = with_records(input, &opened, &mut gathered.problems);
    let world = World { schema: input.schema, entities: &entities };
    for (page, found) in opened {
        gathered.page(world, &page, found, input.known_on, &persons);
    }
    let mut unread_files: Vec<&String> = input.unread_files.iter().collect();
    unread_files.sort();
    for name in unread_files {
        gathered.unread_file(input.schema, name);
    }
    gathered.facts(input.schema, &entities)
}

/// The register, the persons that are named anywhere, and the entities that rows are.
fn with_records(input: &Input<'_>, opened: &[Opened<'_>], problems: &mut Vec<Problem>) -> (Entities, Persons) {
    let world = World { schema: input.schema, entities: &input.entities };
    let (mut numbers, mut mentions) = (records::Numbers::default(), persons::Mentions::default());
    for_each_reader(input, world, None, opened, &mut |reader| {
        numbers.see(reader);
        for (named, kind, place) in reader.mentions() {
            mentions.see(world, named, kind, place);
        }
    });
    let (people, persons) = mentions.told_apart(world, problems);
    let more = numbers.entities(input.schema).into_iter().chain(people).collect();
    let entities = records::with(&input.entities, more);
    let mut tenures: BTreeMap<String, Entity> = BTreeMap::new();
    let world = World { schema: input.schema, entities: &entities };
    for_each_reader(input, world, Some(&persons), opened, &mut |reader| {
        tenures.extend(reader.tenures().into_iter().map(|t| (t.id.clone(), t)));
    });
    let entities = with_matters(input, opened, records::with(&entities, tenures.into_values().collect()), &persons);
    let mut told = free_matters::Told::default();
    if !input.schema.free_matters.is_empty() {
        let world = World { schema: input.schema, entities: &entities };
        for_each_reader(input, world, Some(&persons), opened, &mut |reader| told.see(reader));
        problems.append(&mut told.problems);
    }
    let entities = records::with(&entities, told.entities(input.schema));
    (entities, persons)
}

/// Every page that is a table of events or tenures, or that names persons, ready to be read.
fn for_each_reader(
    input: &Input<'_>,
    world: World<'_>,
    persons: Option<&Persons>,
    opened: &[Opened<'_>],
    see: &mut dyn FnMut(&RowReader<'_>),
) {
    for (page, found) in opened {
        let Some(Ok(FoundTable { target: Target::Table(id), wanted, layout })) = found else { continue };
        let wanted_here = |t: &&TableSchema| {
            (t.shape.is_record() || persons::names_persons(input.schema, t) || free_matters::has_any(input.schema, t))
                && layout.fits(wanted)
        };
        let Some(table) = input.schema.table(*id).filter(wanted_here) else { continue };
        let merged = row::merged_keys(page, table, layout);
        let known_on = input.known_on;
        see(&RowReader { world, page, table, layout, wanted, merged, stated_year: None, known_on, persons, keys_only: false });
    }
}

/// Those, and the entities that rows of registered fact tables are. What is wrong with a row is told when it is read for good.
fn with_matters(input: &Input<'_>, opened: &[Opened<'_>], entities: Entities, persons: &Persons) -> Entities {
    let kinds: BTreeMap<TableId, KindId> = input.schema.tables_of_matters().collect();
    if kinds.is_empty() {
        return entities;
    }
    let world = World { schema: input.schema, entities: &entities };
    let mut met: BTreeMap<String, Entity> = BTreeMap::new();
    for (page, found) in opened {
        let Some(Ok(found @ FoundTable { target: Target::Table(id), .. })) = found else { continue };
        let (Some(kind), Some(table)) = (kinds.get(id), input.schema.table(*id)) else { continue };
        let mut aside = Gathered { keys_only: true, ..Gathered::default() };
        aside.table(world, page, *id, (table, found), input.known_on, persons);
        for row in aside.rows.into_values().flatten() {
            if let Some(entity) = crate::matter::of_row(input.schema, &entities, *id, &row.keys, *kind) {
                met.insert(entity.id.clone(), entity);
            }
        }
    }
    records::with(&entities, met.into_values().collect())
}

/// A page, with what it was found to be.
type Opened<'p> = (Page<'p>, Option<Result<FoundTable, NotFound>>);

/// What all pages gave, before rows of one key are compared.
#[derive(Default)]
struct Gathered {
    rows: BTreeMap<TableId, Vec<ReadRow>>,
    unread: Vec<(TableId, Unread)>,
    confirmations: Vec<Confirmation>,
    judged: Vec<Judged>,
    settings: Vec<Setting>,
    problems: Vec<Problem>,
    /// See [`RowReader::keys_only`].
    keys_only: bool,
}

impl Gathered {
    fn page(
        &mut self,
        world: World<'_>,
        page: &Page<'_>,
        found: Option<Result<FoundTable, NotFound>>,
        known_on: Option<Date>,
        persons: &Persons,
    ) {
        let found = match found {
            None => return,
            Some(Err(missed)) => {
                self.problems.push(*missed.problem);
                let mut unread = whole_page(page, None);
                if !missed.named {
                    // No row of a known table: the file or sheet as a whole.
                    unread.origin.row = 0;
                }
                self.unread.extend(missed.tables.into_iter().map(|t| (t, unread.clone())));
                return;
            }
            // Read before, and what is wrong with it told then.
            Some(Ok(FoundTable { target: Target::Units, .. })) => return,
            Some(Ok(found)) => found,
        };
        let name = match &found.target {
            Target::Table(id) => world.schema.table(*id).map_or("", |t| t.name.as_str()),
            Target::Confirmations => confirmations::TABLE,
            Target::Judgements => judgements::TABLE,
            Target::Settings => settings::TABLE,
            Target::Units => entities_read::TABLE,
        };
        self.problems.extend(found.layout.problems(page, name, &found.wanted));
        self.problems.extend(found.layout.unknown_warnings(page, name, &found.wanted));
        if page.sheet.hidden {
            self.problems.push(hidden_sheet::problem(page.place(), name));
        }
        match found.target {
            Target::Units => {}
            Target::Confirmations => {
                if found.layout.fits(&found.wanted) && found.layout.refused.is_empty() {
                    let mut reported = Reported::default();
                    self.confirmations.extend(confirmations::read(world, page, &found.layout, known_on, &mut reported));
                    self.problems.extend(reported.into_list(page.place()));
                }
            }
            Target::Settings => {
                if found.layout.fits(&found.wanted) && found.layout.refused.is_empty() {
                    let mut reported = Reported::default();
                    self.settings.extend(settings::read(world, page, &found.layout, known_on, &mut reported));
                    self.problems.extend(reported.into_list(page.place()));
                }
            }
            Target::Judgements => {
                if found.layout.fits(&found.wanted) && found.layout.refused.is_empty() {
                    let mut reported = Reported::default();
                    self.judged.extend(judgements::read(world, page, &found.layout, known_on, &mut reported));
                    self.problems.extend(reported.into_list(page.place()));
                }
            }
            Target::Table(id) => {
                if let Some(table) = world.schema.table(id) {
                    self.table(world, page, id, (table, &found), known_on, persons);
                }
            }
        }
    }

    /// A CSV file holds one table; where its name says which, the others are not touched by its loss.
    fn unread_file(&mut self, schema: &Schema, name: &str) {
        let origin = Origin {
            file: name.into(),
            sheet: None,
            row: 0,
            column: 0,
            text: name.to_owned(),
            source: None,
            entered_by: None,
            known_on: None,
        };
        for table in table_found::could_hold(name, schema) {
            self.unread.push((table, Unread { year: None, origin: origin.clone() }));
        }
    }

    fn table(
        &mut self,
        world: World<'_>,
        page: &Page<'_>,
        id: TableId,
        (table, found): (&TableSchema, &FoundTable),
        known_on: Option<Date>,
        persons: &Persons,
    ) {
        let year_key = table.keys.iter().position(|k| k.ty == KeyType::Year);
        // Two columns of years are no year, whatever a title says.
        let needs_year = year_key.is_some_and(|at| found.layout.column(at).is_none() && !found.layout.refused.contains(&at));
        let stated_year = if needs_year {
            match stated_year(page, found.layout.first_row) {
                Ok(year) => Some(year),
                Err(several) => {
                    self.problems.push(year_not_stated::problem(page.place(), &table.name, &several));
                    self.unread.push((id, whole_page(page, None)));
                    return;
                }
            }
        } else {
            None
        };
        let keyless = table.shape == TableShape::Tenure;
        let keys_readable =
            (0..table.keys.len()).all(|at| keyless || found.layout.column(at).is_some() || (needs_year && Some(at) == year_key));
        if !keys_readable || !found.layout.fits(&found.wanted) {
            self.unread.push((id, whole_page(page, stated_year.map(|(y, _)| y))));
            return;
        }
        let (layout, wanted) = (&found.layout, found.wanted.as_slice());
        let merged = row::merged_keys(page, table, layout);
        let keys_only = self.keys_only;
        let reader = RowReader { world, page, table, layout, wanted, merged, stated_year, known_on, persons: Some(persons), keys_only };
        let read = reader.read();
        self.rows.entry(id).or_default().extend(read.rows);
        self.unread.extend(read.unread.into_iter().map(|u| (id, u)));
        self.problems.extend(read.problems.into_list(page.place()));
    }

    fn facts(mut self, schema: &Schema, entities: &Entities) -> (Facts, Vec<Problem>) {
        let world = World { schema, entities };
        let mut facts = Facts::new(entities.clone());
        for (id, rows) in self.rows {
            let Some(table) = schema.table(id) else { continue };
            let mut reported = Reported::default();
            let place = rows.first().map(|row| place_of_origin(&row.origin));
            for row in duplicates::settle(world, table, rows, &mut reported) {
                if table.shape == TableShape::Event && row.days(table).is_none() {
                    // Two rows that do not agree on its day; told.
                    facts.mark_unread(id, None, row.origin.clone());
                }
                facts.insert(id, row);
            }
            if let Some(place) = place {
                self.problems.extend(reported.into_list(place));
            }
        }
        records::dated(schema, &mut facts);
        facts.rows_become_entities(schema);
        self.problems.extend(persons::overlaps(schema, &facts));
        self.problems.extend(single_posts::held_twice(schema, &facts));
        for (id, unread) in self.unread {
            facts.mark_unread(id, unread.year, unread.origin);
        }
        let said = |c: &Confirmation| (c.table, c.year, c.scope.clone(), c.body.clone(), c.signed_on);
        self.confirmations.sort_by(|a, b| (said(a), &a.origin).cmp(&(said(b), &b.origin)));
        self.confirmations.dedup_by(|a, b| said(a) == said(b));
        for setting in settings::settle(world, self.settings, &mut self.problems) {
            facts.set(setting);
        }
        for judged in judgements::settle(world, self.judged, &mut self.problems) {
            facts.judge(judged);
        }
        for confirmation in self.confirmations {
            if let Some(row) = facts.unread_row(confirmation.table, confirmation.year) {
                let name = schema.table(confirmation.table).map_or("", |t| t.name.as_str());
                self.problems.push(confirmation_withheld::problem(
                    place_of_origin(&confirmation.origin),
                    name,
                    confirmation.year,
                    place_of_origin(row),
                ));
            }
            facts.confirm(confirmation);
        }
        facts.hash = crate::canonical::facts_hash(schema, &facts);
        for problem in &mut self.problems {
            for text in [&mut problem.text, &mut problem.hint] {
                *text = Bilingual::new(masked(&text.zh), masked(&text.en));
            }
        }
        self.problems.sort();
        self.problems.dedup();
        (facts, self.problems)
    }
}

fn whole_page(page: &Page<'_>, year: Option<Year>) -> Unread {
    let row = page.sheet.rows.first().map_or(1, |r| r.number);
    Unread { year, origin: page.origin(row, 0, page.shown_name().to_owned()) }
}

/// The one year that the sheet's name and the rows above the headings state, else the file's name; with the words that say
/// so. `Err`: none, or several.
fn stated_year(page: &Page<'_>, first_heading: u32) -> Result<(Year, String), Vec<String>> {
    let mut said: Vec<(Year, String)> = Vec::new();
    let mut listen = |text: &str, bare: bool| said.extend(wording::years_in(text, bare).into_iter().map(|y| (y, text.to_owned())));
    if let Some(name) = page.sheet_name() {
        listen(name, true);
    }
    for row in page.sheet.rows.iter().take_while(|r| r.number < first_heading) {
        for cell in &row.cells {
            listen(&page::shown(&cell.value), false);
        }
    }
    if said.is_empty() {
        said.extend(wording::years_in(page.file_stem(), true).into_iter().map(|y| (y, page.file_stem().to_owned())));
    }
    let mut years: Vec<Year> = said.iter().map(|(y, _)| *y).collect();
    years.sort_unstable();
    years.dedup();
    match (years.as_slice(), said.into_iter().next()) {
        ([_], Some(first)) => Ok(first),
        _ => Err(years.iter().map(Year::to_string).collect()),
    }
}
