//! Where everything stands: the entities of a kind in a fixed order, and the cells of a table as dense columns over them.
//!
//! In: facts, and the cells of one column as the interpreter reads them where they are more than a value. Out: for each year (and each
//! combination of enum keys) numbers over all entities of the table's kind. Deliberately absent: variables and rules.

mod lie;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use quanheng_facts::columns::{Bits, EntityColumns, NOBODY, TableColumns, Values};
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, ColumnSchema, KeyType, Schema, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, KindId, Value, YEARS, Year};
use quanheng_policy::ir::Variable;

use crate::packed::Packed;
use crate::register::Kind;
pub(crate) use lie::Lie;
use lie::Rows;

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

/// Cells while they are read.
struct Reading {
    values: Vec<i64>,
    filled: Vec<i64>,
}

/// Whose the rows of a table are, and of which year; `None`: it is keyed by more than an entity and a year.
fn rows_of<'c>(table: &'c TableColumns, domain: &'c Domain) -> Option<Rows<'c>> {
    match table.keys.as_slice() {
        [Values::Entity(entities)] => Some(Rows { entities, years: None, domain }),
        [Values::Entity(entities), Values::Year(years)] => Some(Rows { entities, years: Some(years), domain }),
        _ => None,
    }
}

/// How the rows of a table lie; `None` where it is keyed by more than an entity and a year.
pub(crate) fn lie_of(table: &TableColumns, domain: &Domain) -> Option<Lie> {
    rows_of(table, domain).map(|rows| Lie::of(rows.entities, rows.years, table.rows, domain))
}

#[expect(clippy::cast_possible_truncation, reason = "the bits of all numbers were looked at before")]
fn narrow(number: i64) -> i32 {
    number as i32
}

impl FactColumn {
    /// The same out of columns; `None` where the table is keyed by more than an entity and a year, or the column is not of numbers.
    pub fn of_columns(table: &TableColumns, (column, schema): (ColumnId, &ColumnSchema), domain: &Domain, lie: &Lie) -> Option<FactColumn> {
        let rows = rows_of(table, domain)?;
        let own = table.column(column)?;
        let basis = match schema.basis {
            Some(basis) => Some(table.column(basis)?),
            None => None,
        };
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
        let filled = filled.as_deref();
        match (&own.values, Kind::of(&schema.ty)) {
            (Values::Rank8(all), Kind::Rank(_)) => Some(lie.scatter(&rows, all, |rank| rank, filled, Packed::U8)),
            (Values::Rank16(all), Kind::Rank(_)) => Some(lie.scatter(&rows, all, |rank| rank, filled, Packed::U16)),
            (Values::Bool(all), Kind::Truth) => Some(lie.scatter(&rows, all, u8::from, filled, Packed::U8)),
            (Values::Day(all), Kind::Day) | (Values::Month(all), Kind::Month) => {
                Some(lie.scatter(&rows, all, |number| number, filled, Packed::I32))
            }
            (Values::Decimal { scale, digits }, Kind::Number { scale: wanted }) => {
                let times = 10_i64.checked_pow(wanted.checked_sub(*scale)?)?;
                // No number is further from nought than the bits that occur in any of them.
                let most = digits.iter().fold(0_i64, |bits, number| bits | (number ^ (number >> 63)));
                let most = most.checked_add(1)?.checked_mul(times)?;
                // Mostly four bytes are enough.
                Some(if most <= i64::from(i32::MAX) {
                    lie.scatter(&rows, digits, |number| narrow(number.wrapping_mul(times)), filled, Packed::I32)
                } else {
                    lie.scatter(&rows, digits, |number| number.wrapping_mul(times), filled, Packed::I64)
                })
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
    fn a_day_lies_in_its_year() {
        let years = YearsOfDays::new();
        let (first, last) = (years.0.first().unwrap().1, years.0.last().unwrap().1);
        for day in first - 400..last + 400 {
            let behind = years.0.partition_point(|(_, begins)| *begins <= day);
            assert_eq!(years.place(day), behind.checked_sub(1).filter(|_| behind < years.0.len()), "{day}");
        }
    }
}
