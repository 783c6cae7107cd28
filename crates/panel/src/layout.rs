//! Where everything stands: the entities of a kind in a fixed order, and the cells of a table as dense columns over them.
//!
//! In: facts, and the cells of one column as the interpreter reads them where they are more than a value. Out: for each year (and each
//! combination of enum keys) numbers over all entities of the table's kind. Deliberately absent: variables and rules.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use quanheng_facts::columns::{Bits, EntityColumns, NOBODY, TableColumns, Values};
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, ColumnSchema, KeyType, Schema, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, KindId, Value, YEARS, Year};
use quanheng_policy::ir::Variable;

use crate::packed::Packed;
use crate::register::Kind;

/// The entities of a kind (and of kinds below it), in the order of their ids.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Domain {
    /// `None`: the one row of what belongs to nobody.
    pub rows: Vec<Option<EntityIx>>,
    places: OnceLock<Places>,
}

/// Where entities stand.
#[derive(Debug, PartialEq, Eq)]
enum Places {
    /// One behind another, from the first.
    InARow,
    /// For each entity from the first to the last its row, or [`NOBODY`].
    Apart(Vec<u32>),
}

impl Domain {
    pub fn of(facts: &Facts, schema: &Schema, kind: Option<KindId>) -> Domain {
        match kind {
            None => Domain { rows: vec![None], ..Domain::default() },
            Some(kind) => Domain::among(facts.entities.of_kind(schema, kind)),
        }
    }

    /// These, in the order of their ids.
    pub fn among(entities: Vec<EntityIx>) -> Domain {
        Domain { rows: entities.into_iter().map(Some).collect(), places: OnceLock::new() }
    }

    fn first(&self) -> u32 {
        self.rows.first().copied().flatten().map_or(0, |first| first.0)
    }

    /// Worked out where it is asked for: records are seldom looked for.
    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let first = self.first();
            let last = self.rows.last().copied().flatten().map_or(0, |last| last.0);
            if usize::try_from(last.saturating_sub(first)).ok() == self.rows.len().checked_sub(1) {
                return Places::InARow;
            }
            let mut row_of: Vec<u32> = Vec::new();
            for (entity, row) in self.rows.iter().flatten().zip(0_u32..) {
                // Between two of them stand entities of other kinds.
                row_of.resize(usize::try_from(entity.0.saturating_sub(first)).unwrap_or(usize::MAX), NOBODY);
                row_of.push(row);
            }
            Places::Apart(row_of)
        })
    }

    /// The row of an entity.
    pub fn row_of(&self, entity: Option<EntityIx>) -> Option<usize> {
        let Some(entity) = entity else { return matches!(self.rows.as_slice(), [None]).then_some(0) };
        let at = usize::try_from(entity.0.checked_sub(self.first())?).ok()?;
        match self.places() {
            Places::InARow => Some(at).filter(|at| self.rows.get(*at).is_some_and(Option::is_some)),
            Places::Apart(row_of) => {
                let row = row_of.get(at).copied()?;
                usize::try_from(row).ok().filter(|_| row != NOBODY)
            }
        }
    }
}

/// Which cells: a year where the table has one, and the values of its enum keys.
pub(crate) type Place = (Option<Year>, Vec<Value>);

/// A column of a table: its cells at each place that has a row, over the rows of a domain.
#[derive(Debug, Default)]
pub(crate) struct FactColumn {
    pub by_place: BTreeMap<Place, Cells>,
}

/// The cells of one place.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub values: Packed,
    /// What each holds, as [`Filled`] in numbers.
    filled: Packed,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    Plain,
    /// The row is there, and nothing in the cell.
    Blank,
    /// More than a value: to be read as the interpreter reads it.
    Else,
    /// There is no row.
    Absent,
}

impl Filled {
    pub fn number(self) -> i64 {
        match self {
            Filled::Plain => 0,
            Filled::Blank => 1,
            Filled::Else => 2,
            Filled::Absent => 3,
        }
    }

    pub fn of(number: i64) -> Filled {
        match number {
            0 => Filled::Plain,
            1 => Filled::Blank,
            2 => Filled::Else,
            _ => Filled::Absent,
        }
    }
}

impl Cells {
    /// What some of them hold, as [`Filled`] in numbers.
    pub fn filled(&self, from: usize, to: usize) -> Packed {
        self.filled.part(from, to)
    }

    /// The same of rows here and there.
    pub fn filled_of(&self, rows: &[usize]) -> Packed {
        self.filled.of_rows(rows)
    }

    pub fn at(&self, row: usize) -> (Filled, i64) {
        (Filled::of(self.filled.get(row)), self.values.get(row))
    }
}

/// What an event or a tenure has is worked out under its own year, not in a column of one year.
pub(crate) fn is_dated_by_itself(schema: &Schema, read: &Variable) -> bool {
    !read.yearly
        && read.owner.is_some_and(|owner| {
            (0_u32..).map(KindId).zip(&schema.kinds).any(|(at, kind)| kind.record.is_some() && schema.is_kind(at, owner))
        })
}

/// The kind of entity that a table is keyed by.
pub(crate) fn keyed_by(table: &TableSchema) -> Option<KindId> {
    match table.keys.first().map(|key| &key.ty) {
        Some(KeyType::Entity(kind)) => Some(*kind),
        _ => None,
    }
}

/// Numbers of one place while they are read, in the bytes that their column has them in.
struct Scattered<T> {
    values: Vec<T>,
    filled: Vec<u8>,
}

/// How rows of a table lie: whose each is, and of which year.
struct Lie<'c> {
    rows: usize,
    entities: &'c [u32],
    years: Option<&'c [i16]>,
    domain: &'c Domain,
}

impl Lie<'_> {
    /// Puts each row's number where its entity and year are. `filled` says what a row's cell holds, where not all are plain.
    fn scatter<T: Copy + Default>(&self, value: impl Fn(usize) -> T, filled: Option<&[u8]>, pack: impl Fn(Vec<T>) -> Packed) -> FactColumn {
        let entities = self.domain.rows.len();
        if let Some((first, years)) = self.whole() {
            return self.transposed(first, years, value, filled, pack);
        }
        let (first, last) = match self.years {
            Some([]) => (0, -1),
            Some(years) => years.iter().fold((i16::MAX, i16::MIN), |(least, most), year| (least.min(*year), most.max(*year))),
            None => (0, 0),
        };
        if self.years.is_some() && self.entities.is_sorted() && self.domain.rows.is_sorted() {
            return self.tiled(first, last, value, filled, pack);
        }
        let mut places: Vec<Option<Scattered<T>>> = (first..=last).map(|_| None).collect();
        let (plain, absent) = (0_u8, u8::try_from(Filled::Absent.number()).unwrap_or(u8::MAX));
        let mut row = 0_usize;
        for of_one in self.entities.chunk_by(|one, next| one == next) {
            let rows = row..row.saturating_add(of_one.len()).min(self.rows);
            row = rows.end;
            let Some(at) = of_one.first().and_then(|entity| self.domain.row_of(Some(EntityIx(*entity)))) else { continue };
            for row in rows {
                let year = self.years.and_then(|years| years.get(row)).copied().unwrap_or(first);
                let place = usize::try_from(i32::from(year).saturating_sub(i32::from(first))).ok().and_then(|at| places.get_mut(at));
                let Some(place) = place else { continue };
                let Scattered { values, filled: held } =
                    place.get_or_insert_with(|| Scattered { values: vec![T::default(); entities], filled: vec![absent; entities] });
                // Of several rows under one key the first counts.
                if let (Some(own), Some(slot)) = (held.get_mut(at).filter(|f| **f == absent), values.get_mut(at)) {
                    *own = filled.and_then(|filled| filled.get(row)).copied().unwrap_or_default();
                    if *own == plain {
                        *slot = value(row);
                    }
                }
            }
        }
        let yearly = self.years.is_some();
        let mut by_place = BTreeMap::new();
        for (year, place) in (first..=last).zip(places) {
            let Some(Scattered { values, filled }) = place else { continue };
            let plain = filled.iter().all(|f| *f == 0);
            let filled = if plain { Packed::Same(0, entities) } else { Packed::U8(filled) };
            by_place.insert((yearly.then_some(Year(year)), Vec::new()), Cells { values: pack(values), filled });
        }
        FactColumn { by_place }
    }
}

impl Lie<'_> {
    /// Rows of one entity after another, some of them missing: some entities at a time, whose cells of all years stand near.
    fn tiled<T: Copy + Default>(
        &self,
        first: i16,
        last: i16,
        value: impl Fn(usize) -> T,
        filled: Option<&[u8]>,
        pack: impl Fn(Vec<T>) -> Packed,
    ) -> FactColumn {
        let entities = self.domain.rows.len();
        let years = usize::try_from(i32::from(last).saturating_sub(i32::from(first)).saturating_add(1)).unwrap_or(0);
        let (plain, absent) = (0_u8, u8::try_from(Filled::Absent.number()).unwrap_or(u8::MAX));
        let mut places: Vec<Scattered<T>> =
            (0..years).map(|_| Scattered { values: Vec::with_capacity(entities), filled: Vec::with_capacity(entities) }).collect();
        let cells = years.saturating_mul(TOGETHER);
        let (mut values, mut held) = (vec![T::default(); cells], vec![absent; cells]);
        let years_of_rows = self.years.unwrap_or_default();
        let (mut row, mut of_entities) = (0_usize, self.entities.chunk_by(|one, next| one == next).peekable());
        for from in (0..entities).step_by(TOGETHER) {
            let many = TOGETHER.min(entities.saturating_sub(from));
            while let Some(of_one) = of_entities.peek() {
                let end = row.saturating_add(of_one.len());
                let at = of_one.first().and_then(|entity| self.domain.row_of(Some(EntityIx(*entity)))).map(|at| at.wrapping_sub(from));
                if at.is_some_and(|at| at >= many) {
                    break;
                }
                of_entities.next();
                let rows = row..end.min(self.rows);
                row = end;
                // Of nobody who is asked about.
                let Some(at) = at else { continue };
                for (row, year) in rows.clone().zip(years_of_rows.get(rows).unwrap_or_default()) {
                    let place = usize::from(year.wrapping_sub(first).cast_unsigned());
                    let cell = place.saturating_mul(TOGETHER).saturating_add(at);
                    // Of several rows under one key the first counts.
                    if let (Some(own), Some(slot)) = (held.get_mut(cell).filter(|held| **held == absent), values.get_mut(cell)) {
                        *own = filled.and_then(|filled| filled.get(row)).copied().unwrap_or_default();
                        if *own == plain {
                            *slot = value(row);
                        }
                    }
                }
            }
            let tiles = values.chunks_mut(TOGETHER).zip(held.chunks_mut(TOGETHER));
            for (place, (values, held)) in places.iter_mut().zip(tiles) {
                place.values.extend_from_slice(values.get(..many).unwrap_or_default());
                place.filled.extend_from_slice(held.get(..many).unwrap_or_default());
                values.fill(T::default());
                held.fill(absent);
            }
        }
        let mut by_place = BTreeMap::new();
        for (year, Scattered { values, filled }) in (first..=last).zip(places) {
            let Some(filled) = packed_filled(filled) else { continue };
            by_place.insert((Some(Year(year)), Vec::new()), Cells { values: pack(values), filled });
        }
        FactColumn { by_place }
    }

    /// The first year and how many there are, where every entity of the domain has one row for each of them, in order.
    fn whole(&self) -> Option<(i16, usize)> {
        let years = self.years?;
        let first = *years.first()?;
        let many = self.rows.checked_div(self.domain.rows.len()).filter(|many| *many > 0)?;
        let in_order =
            self.entities.chunks(many).zip(&self.domain.rows).all(|(of, entity)| of.iter().all(|e| Some(EntityIx(*e)) == *entity));
        let each_year = |of: &[i16]| of.iter().zip(first..).all(|(year, wanted)| *year == wanted);
        let fits = self.rows == many.checked_mul(self.domain.rows.len())? && self.entities.len() == self.rows && years.len() == self.rows;
        (fits && in_order && years.chunks(many).all(each_year)).then_some((first, many))
    }

    /// Rows that are whole, year by year.
    fn transposed<T: Copy + Default>(
        &self,
        first: i16,
        years: usize,
        value: impl Fn(usize) -> T,
        filled: Option<&[u8]>,
        pack: impl Fn(Vec<T>) -> Packed,
    ) -> FactColumn {
        let entities = self.domain.rows.len();
        let mut places: Vec<Scattered<T>> = (0..years)
            .map(|_| Scattered {
                values: Vec::with_capacity(entities),
                filled: Vec::with_capacity(if filled.is_some() { entities } else { 0 }),
            })
            .collect();
        // So few entities at a time that their rows are still near when the next year is gone over.
        for from in (0..entities).step_by(TOGETHER) {
            let to = from.saturating_add(TOGETHER).min(entities);
            for (place, of_year) in places.iter_mut().enumerate() {
                let rows = || (from..to).map(|entity| entity.saturating_mul(years).saturating_add(place));
                of_year.values.extend(rows().map(&value));
                if let Some(filled) = filled {
                    of_year.filled.extend(rows().map(|row| filled.get(row).copied().unwrap_or_default()));
                }
            }
        }
        let mut by_place = BTreeMap::new();
        for (year, Scattered { values, filled }) in (first..).zip(places) {
            let plain = filled.iter().all(|f| *f == 0);
            let filled = if plain { Packed::Same(0, entities) } else { Packed::U8(filled) };
            by_place.insert((Some(Year(year)), Vec::new()), Cells { values: pack(values), filled });
        }
        FactColumn { by_place }
    }
}

/// Entities whose rows are put year by year together.
const TOGETHER: usize = 512;

/// What the cells of a year hold; `None` where there is no row of it.
fn packed_filled(filled: Vec<u8>) -> Option<Packed> {
    let absent = Filled::Absent.number();
    match Packed::U8(filled) {
        all if all.uniform() == Some(absent) => None,
        all if all.uniform() == Some(0) => Some(Packed::Same(0, all.len())),
        all => Some(all),
    }
}

/// Cells while they are read.
struct Reading {
    values: Vec<i64>,
    filled: Vec<i64>,
}

impl FactColumn {
    /// The same out of columns; `None` where the table is keyed by more than an entity and a year, or the column is not of numbers.
    pub fn of_columns(table: &TableColumns, column: ColumnId, schema: &ColumnSchema, domain: &Domain) -> Option<FactColumn> {
        let (entities, years): (&[u32], Option<&[i16]>) = match table.keys.as_slice() {
            [Values::Entity(entities)] => (entities, None),
            [Values::Entity(entities), Values::Year(years)] => (entities, Some(years)),
            _ => return None,
        };
        let own = table.column(column)?;
        let basis = match schema.basis {
            Some(basis) => Some(table.column(basis)?),
            None => None,
        };
        let lie = Lie { rows: table.rows, entities, years, domain };
        let (plain, blank, more) = (0_u8, 1_u8, 2_u8);
        // Where a cell is empty, known only between two values, or rests on something, it is no plain value.
        let is_odd = own.filled.is_some() || own.upper.is_some() || basis.is_some();
        let filled: Option<Vec<u8>> = is_odd.then(|| {
            let mut all = vec![plain; table.rows];
            let mark = |all: &mut Vec<u8>, bits: &Bits, with: u8| {
                for (rows, word) in all.chunks_mut(64).zip(&bits.words).filter(|(_, word)| **word != 0) {
                    rows.iter_mut().zip(0_u32..).filter(|(_, bit)| (word >> (bit & 63)) & 1 == 1).for_each(|(own, _)| *own = with);
                }
            };
            match basis.map(|basis| &basis.filled) {
                Some(None) => all.fill(more),
                Some(Some(bits)) => mark(&mut all, bits, more),
                None => {}
            }
            if let Some(upper) = &own.upper {
                mark(&mut all, &upper.between, more);
            }
            if let Some(bits) = &own.filled {
                // An empty cell is one whatever stands beside it.
                for (rows, word) in all.chunks_mut(64).zip(&bits.words).filter(|(_, word)| **word != u64::MAX) {
                    rows.iter_mut().zip(0_u32..).filter(|(_, bit)| (word >> (bit & 63)) & 1 == 0).for_each(|(own, _)| *own = blank);
                }
            }
            all
        });
        let at = |numbers: &[i64], row: usize| numbers.get(row).copied().unwrap_or_default();
        match (&own.values, Kind::of(&schema.ty)) {
            (Values::Rank8(all), Kind::Rank(_)) => {
                Some(lie.scatter(|row| all.get(row).copied().unwrap_or_default(), filled.as_deref(), Packed::U8))
            }
            (Values::Rank16(all), Kind::Rank(_)) => {
                Some(lie.scatter(|row| all.get(row).copied().unwrap_or_default(), filled.as_deref(), Packed::U16))
            }
            (Values::Bool(all), Kind::Truth) => {
                Some(lie.scatter(|row| u8::from(all.get(row).copied().unwrap_or_default()), filled.as_deref(), Packed::U8))
            }
            (Values::Day(all), Kind::Day) | (Values::Month(all), Kind::Month) => {
                Some(lie.scatter(|row| all.get(row).copied().unwrap_or_default(), filled.as_deref(), Packed::I32))
            }
            (Values::Decimal { scale, digits }, Kind::Number { scale: wanted }) => {
                let times = 10_i64.checked_pow(wanted.checked_sub(*scale)?)?;
                // Mostly four bytes are enough; where they are not, that is seen on the way.
                let (wide, too_wide) = (Cell::new(false), Cell::new(false));
                let value = |row: usize| {
                    let whole = at(digits, row).checked_mul(times);
                    too_wide.set(too_wide.get() | whole.is_none());
                    whole.unwrap_or_default()
                };
                let narrow = |row: usize| {
                    i32::try_from(value(row)).unwrap_or_else(|_| {
                        wide.set(true);
                        0
                    })
                };
                let mut column = lie.scatter(narrow, filled.as_deref(), Packed::I32);
                if wide.get() {
                    column = lie.scatter(value, filled.as_deref(), Packed::I64);
                }
                Some(column).filter(|_| !too_wide.get())
            }
            _ => None,
        }
    }

    /// Every cell of a column, by its place, over the rows of a domain. Of several rows under one key the first counts.
    pub fn read(facts: &Facts, table: TableId, column: ColumnId, schema: &ColumnSchema, domain: &Domain) -> FactColumn {
        let kind = Kind::of(&schema.ty);
        let rows = domain.rows.len();
        let mut by_place: BTreeMap<Place, Reading> = BTreeMap::new();
        for row in facts.rows_for(table, &[], column, schema.basis) {
            let mut place: Place = (None, Vec::new());
            let mut entity = None;
            for key in &row.keys {
                match key {
                    Value::Entity(ix) if entity.is_none() => entity = Some(*ix),
                    Value::Year(year) => place.0 = Some(*year),
                    other => place.1.push(other.clone()),
                }
            }
            let Some(at) = domain.row_of(entity) else { continue };
            let marked = schema.basis.is_some_and(|basis| Facts::cell(&row, basis).is_some());
            let (filled, value) = match Facts::cell(&row, column).map(|cell| &cell.held) {
                None => (Filled::Blank, 0),
                Some(Held::Exactly(value)) if !marked => kind.whole(value).map_or((Filled::Else, 0), |whole| (Filled::Plain, whole)),
                Some(_) => (Filled::Else, 0),
            };
            let absent = Filled::Absent.number();
            let cells = by_place.entry(place).or_insert_with(|| Reading { values: vec![0; rows], filled: vec![absent; rows] });
            if let (Some(own), Some(slot)) = (cells.filled.get_mut(at).filter(|f| **f == absent), cells.values.get_mut(at)) {
                *own = filled.number();
                *slot = value;
            }
        }
        let by_place =
            by_place.into_iter().map(|(place, read)| (place, Cells { values: Packed::of(&read.values), filled: Packed::of(&read.filled) }));
        FactColumn { by_place: by_place.collect() }
    }
}

/// The records of a table, by the years they touch.
#[derive(Debug, Default)]
pub(crate) struct Records {
    by_year: BTreeMap<Year, Vec<Record>>,
}

/// A record in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    pub record: EntityIx,
    /// Whom it concerns; `None`: that is not one known entity.
    pub whom: Option<EntityIx>,
    /// It surely touches the year.
    pub surely: bool,
}

/// The years that can be asked about, each with the number of its first day; behind them the year after the last.
struct YearsOfDays(Vec<(Year, i32)>);

/// The days of the longest year.
const LONGEST_YEAR: i32 = 366;

impl YearsOfDays {
    fn new() -> YearsOfDays {
        let begins = |year: Year| i32::try_from(Kind::Day.whole(&Value::Date(year.first_day()?))?).ok();
        YearsOfDays((*YEARS.start()..=YEARS.end().saturating_add(1)).map(Year).filter_map(|year| Some((year, begins(year)?))).collect())
    }

    /// Which of them a day lies in.
    fn place(&self, day: i32) -> Option<usize> {
        let (_, first) = self.0.first()?;
        // No year is longer than this: it lies there or a little behind.
        let least = usize::try_from(day.checked_sub(*first)?.checked_div(LONGEST_YEAR)?).ok()?;
        let further = self.0.get(least..)?.iter().position(|(_, begins)| *begins > day)?;
        // Of the last it is not known how long it is.
        least.checked_add(further)?.checked_sub(1)
    }
}

impl Records {
    pub fn read(facts: &Facts, table: TableId, concerns: ColumnId) -> Records {
        let mut by_year: BTreeMap<Year, Vec<Record>> = BTreeMap::new();
        let mut always = Vec::new();
        let (mut first_year, mut last_year) = (*YEARS.start(), *YEARS.end());
        let in_columns = TableColumns::under(facts, table).and_then(|columns| concerned(columns, concerns));
        let of_row = |row: quanheng_facts::fact::RowRef<'_>| {
            let Some(Value::Entity(record)) = row.keys.first() else { return None };
            let whom = match Facts::cell(&row, concerns).map(|cell| &cell.held) {
                Some(Held::Exactly(Value::Entity(whom))) => Some(*whom),
                _ => None,
            };
            Some((*record, whom))
        };
        let each: Box<dyn Iterator<Item = (EntityIx, Option<EntityIx>)>> = match in_columns {
            Some(each) => Box::new(each),
            None => Box::new(facts.rows_for(table, &[], concerns, None).filter_map(of_row)),
        };
        let spans = EntityColumns::under(&facts.entities).map(|columns| &columns.exists);
        let years = YearsOfDays::new();
        let mut of_days: Vec<Vec<Record>> = years.0.iter().map(|_| Vec::new()).collect();
        for (record, whom) in each {
            let day = spans.zip(usize::try_from(record.0).ok()).and_then(|(spans, at)| spans.one_day(at));
            if let Some(of_year) = day.and_then(|day| of_days.get_mut(years.place(day)?)) {
                of_year.push(Record { record, whom, surely: true });
                continue;
            }
            let Some(exists) = facts.entities.exists(record) else { continue };
            // Most are events on one known day.
            if let (Some(day), true) = (exists.from.filter(|day| day.earliest == day.latest), exists.from == exists.to) {
                by_year.entry(Year(day.earliest.year())).or_default().push(Record { record, whom, surely: true });
                continue;
            }
            // Open ends reach as far as years can be asked about, or records lie.
            let from = exists.from.map(|day| Year(day.earliest.year()));
            let to = exists.to.map(|day| Year(day.latest.year()));
            first_year = [from, to].into_iter().flatten().fold(first_year, |first, year| first.min(year.0));
            last_year = [from, to].into_iter().flatten().fold(last_year, |last, year| last.max(year.0));
            always.push((record, whom, exists, from, to));
        }
        for (record, whom, exists, from, to) in always {
            let (first, last) = (from.map_or(first_year, |y| y.0), to.map_or(last_year, |y| y.0));
            for year in (first..=last).map(Year) {
                let (Some(begin), Some(end)) = (year.first_day(), year.last_day()) else { continue };
                if exists.may_overlap(begin, end) {
                    let surely = exists.from.is_none_or(|f| f.latest <= end) && exists.to.is_none_or(|t| t.earliest >= begin);
                    by_year.entry(year).or_default().push(Record { record, whom, surely });
                }
            }
        }
        for (year, of_year) in years.0.iter().map(|(year, _)| *year).zip(of_days).filter(|(_, of_year)| !of_year.is_empty()) {
            by_year.entry(year).or_default().extend(of_year);
        }
        // Those of a day and the others, in the order of records.
        by_year.values_mut().for_each(|records| records.sort_unstable());
        Records { by_year }
    }

    /// Those that touch a year, or may.
    pub fn of(&self, year: Year) -> &[Record] {
        self.by_year.get(&year).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The records of a table, each with whom it concerns, out of its columns; `None` where that column is no single entity a row.
pub(crate) fn concerned(columns: &TableColumns, concerns: ColumnId) -> Option<impl Iterator<Item = (EntityIx, Option<EntityIx>)>> {
    let [Values::Entity(records)] = columns.keys.as_slice() else { return None };
    let column = columns.column(concerns)?;
    let Values::Entity(whom) = &column.values else { return None };
    let between = |row: usize| column.upper.as_ref().is_some_and(|upper| upper.between.get(row));
    let known = move |row: usize| column.is_filled(row) && !between(row);
    let each = records.iter().zip(whom).enumerate();
    Some(each.map(move |(row, (record, whom))| (EntityIx(*record), known(row).then_some(EntityIx(*whom)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_to_their_places_however_they_lie() {
        let mut state = 3_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for round in 0..60 {
            // Some more than stand together, those of other kinds between them.
            let many = u32::try_from(next(1_300) + 1).unwrap();
            let apart = round % 3;
            let domain = Domain::among((0..many).map(|at| EntityIx(7 + at * (1 + apart))).collect());
            let (mut entities, mut years, mut filled, mut values): (Vec<u32>, Vec<i16>, Vec<u8>, Vec<u8>) = Default::default();
            for entity in 0..many * (1 + apart) + 9 {
                for year in 2012..2018_i16 {
                    for _ in 0..if next(50) == 0 { 2 } else { u64::from(round % 2 == 0 || next(5) > 0) } {
                        entities.push(entity);
                        years.push(year);
                        filled.push(u8::try_from(next(10).saturating_sub(6).min(2)).unwrap());
                        values.push(u8::try_from(next(200)).unwrap());
                    }
                }
            }
            if round % 4 == 3 {
                let turn = usize::try_from(next(entities.len() as u64)).unwrap();
                entities.rotate_left(turn);
                years.rotate_left(turn);
                filled.rotate_left(turn);
                values.rotate_left(turn);
            }
            let lie = Lie { rows: entities.len(), entities: &entities, years: Some(&years), domain: &domain };
            let column = lie.scatter(|row| values[row], Some(&filled), Packed::U8);
            let mut wanted: BTreeMap<(i16, usize), (Filled, i64)> = BTreeMap::new();
            for row in 0..entities.len() {
                let Some(at) = domain.row_of(Some(EntityIx(entities[row]))) else { continue };
                let holds = Filled::of(i64::from(filled[row]));
                let value = if holds == Filled::Plain { i64::from(values[row]) } else { 0 };
                wanted.entry((years[row], at)).or_insert((holds, value));
            }
            for year in 2010..2020 {
                let cells = column.by_place.get(&(Some(Year(year)), Vec::new()));
                for at in 0..domain.rows.len() {
                    let found = cells.map_or((Filled::Absent, 0), |cells| cells.at(at));
                    // A cell that is no plain value is not read as one.
                    let found = if found.0 == Filled::Plain { found } else { (found.0, 0) };
                    assert_eq!(found, wanted.get(&(year, at)).copied().unwrap_or((Filled::Absent, 0)), "round {round}, {year}, row {at}");
                }
            }
        }
    }

    #[test]
    fn a_day_lies_in_its_year() {
        let years = YearsOfDays::new();
        let (first, last) = (years.0.first().unwrap().1, years.0.last().unwrap().1);
        for day in first - 400..last + 400 {
            let behind = years.0.partition_point(|(_, begins)| *begins <= day);
            assert_eq!(years.place(day), behind.checked_sub(1).filter(|_| behind < years.0.len()), "{day}");
        }
    }
}
