//! How the rows of a table lie, and their cells put year by year over the rows of a domain.
//!
//! In: whose each row is, and of which year. Out: where each row's cell belongs ([`Lie`]), worked out once for all columns of the table; and for
//! a column its cells of each year. Deliberately absent: what cells hold, and of which type.

use std::collections::BTreeMap;

use quanheng_facts::value::{EntityIx, Year};

use super::{Cells, Domain, FactColumn, Filled};
use crate::packed::Packed;

/// Whose rows are, and of which year; `None`: the table has none.
pub(super) struct Rows<'c> {
    pub entities: &'c [u32],
    pub years: Option<&'c [i16]>,
    pub domain: &'c Domain,
}

/// How rows of a table lie.
#[derive(Debug)]
pub(crate) enum Lie {
    /// Every entity of the domain has one row for each year from the first, in order.
    Whole { first: i16, years: usize },
    /// The rows of one entity after another, some of them missing.
    Tiled(Tiled),
    /// Otherwise: looked at row by row.
    Apart { first: i16, last: i16 },
}

/// Rows of some entities at a time, so few that their cells of all years stand near.
#[derive(Debug)]
pub(crate) struct Tiled {
    first: i16,
    years: usize,
    /// For each row its cell among those of its tile, year by year; [`NO_CELL`] where it belongs to nobody who is asked about, or is a further one under
    /// its key.
    cells: Vec<u16>,
    /// Where the rows of each tile end.
    ends: Vec<usize>,
}

/// Entities of a tile.
const TOGETHER: usize = 256;

/// More years than these have more cells in a tile than are counted.
const MOST_YEARS: usize = 100;

const NO_CELL: u16 = u16::MAX;

/// Numbers of one place while they are read, in the bytes that their column has them in.
struct Scattered<T> {
    values: Vec<T>,
    filled: Vec<u8>,
}

const PLAIN: u8 = 0;
const ABSENT: u8 = 3;

impl Lie {
    pub(super) fn of(entities: &[u32], years: Option<&[i16]>, rows: usize, domain: &Domain) -> Lie {
        let Some(of_rows) = years else { return Lie::Apart { first: 0, last: 0 } };
        if let Some((first, years)) = whole(entities, of_rows, rows, domain) {
            return Lie::Whole { first, years };
        }
        let ends = of_rows.iter().fold(None, |so_far: Option<(i16, i16)>, year| {
            Some(so_far.map_or((*year, *year), |(least, most)| (least.min(*year), most.max(*year))))
        });
        let (first, last) = ends.unwrap_or((0, -1));
        let many = usize::try_from(i32::from(last).saturating_sub(i32::from(first)).saturating_add(1)).unwrap_or(0);
        let is_in_order = many <= MOST_YEARS && entities.len() == of_rows.len() && entities.is_sorted() && domain.rows.is_sorted();
        if is_in_order { Lie::Tiled(Tiled::of(entities, of_rows, (first, many), domain)) } else { Lie::Apart { first, last } }
    }

    /// Puts each row's number where its entity and year are. `filled` says what a row's cell holds, where not all are plain.
    pub(super) fn scatter<S: Copy + Default, T: Copy + Default>(
        &self,
        rows: &Rows<'_>,
        source: &[S],
        value: impl Fn(S) -> T,
        filled: Option<&[u8]>,
        pack: impl Fn(Vec<T>) -> Packed,
    ) -> FactColumn {
        let entities = rows.domain.rows.len();
        let some = |all: Vec<Scattered<T>>| all.into_iter().map(Some).collect();
        let (first, places, is_yearly): (i16, Vec<Option<Scattered<T>>>, bool) = match self {
            Lie::Whole { first, years } => (*first, some(transposed((*years, entities), source, value, filled)), true),
            Lie::Tiled(tiled) => (tiled.first, some(tiled.scatter(entities, source, value, filled)), true),
            Lie::Apart { first, last } => (*first, apart(rows, (*first, *last), source, value, filled), rows.years.is_some()),
        };
        let mut by_place = BTreeMap::new();
        for (year, place) in (first..).zip(places) {
            let Some(Scattered { values, filled }) = place else { continue };
            let filled = if filled.is_empty() { Some(Packed::Same(i64::from(PLAIN), entities)) } else { packed_filled(filled) };
            if let Some(filled) = filled {
                by_place.insert((is_yearly.then_some(Year(year)), Vec::new()), Cells { values: pack(values), filled });
            }
        }
        FactColumn { by_place }
    }
}

impl Tiled {
    fn of(entities: &[u32], years_of_rows: &[i16], (first, years): (i16, usize), domain: &Domain) -> Tiled {
        let mut cells = vec![NO_CELL; entities.len()];
        let mut ends = Vec::with_capacity(domain.rows.len().div_ceil(TOGETHER));
        let mut taken = vec![false; years];
        let mut row = 0_usize;
        for of_one in entities.chunk_by(|one, next| one == next) {
            let rows = row..row.saturating_add(of_one.len());
            row = rows.end;
            let Some(at) = of_one.first().and_then(|entity| domain.row_of(Some(EntityIx(*entity)))) else { continue };
            // Its rows, and those of nobody before them, are of its tile.
            while ends.len() < at / TOGETHER {
                ends.push(rows.start);
            }
            taken.fill(false);
            let at = at % TOGETHER;
            let of_rows = cells.get_mut(rows.clone()).into_iter().flatten().zip(years_of_rows.get(rows).unwrap_or_default());
            for (cell, year) in of_rows {
                let place = usize::from(year.wrapping_sub(first).cast_unsigned());
                // Of several rows under one key the first counts.
                let is_free = taken.get_mut(place).is_some_and(|taken| !std::mem::replace(taken, true));
                if is_free && let Ok(own) = u16::try_from(place.saturating_mul(TOGETHER).saturating_add(at)) {
                    *cell = own;
                }
            }
        }
        ends.resize(domain.rows.len().div_ceil(TOGETHER), entities.len());
        Tiled { first, years, cells, ends }
    }

    fn scatter<S: Copy + Default, T: Copy + Default>(
        &self,
        entities: usize,
        source: &[S],
        value: impl Fn(S) -> T,
        filled: Option<&[u8]>,
    ) -> Vec<Scattered<T>> {
        let mut places: Vec<Scattered<T>> =
            (0..self.years).map(|_| Scattered { values: Vec::with_capacity(entities), filled: Vec::with_capacity(entities) }).collect();
        let many = self.years.saturating_mul(TOGETHER);
        let (mut values, mut held) = (vec![T::default(); many], vec![ABSENT; many]);
        let mut from = 0_usize;
        for (end, first) in self.ends.iter().zip((0_usize..).step_by(TOGETHER)) {
            let rows = from..*end;
            from = *end;
            let each = self.cells.get(rows.clone()).unwrap_or_default().iter().zip(source.get(rows.clone()).unwrap_or_default());
            let mut put = |(cell, source): (&u16, &S), holds: u8| {
                let cell = usize::from(*cell);
                if let (Some(slot), Some(own)) = (values.get_mut(cell), held.get_mut(cell)) {
                    *slot = if holds == PLAIN { value(*source) } else { T::default() };
                    *own = holds;
                }
            };
            match filled {
                None => each.for_each(|row| put(row, PLAIN)),
                Some(filled) => each.zip(filled.get(rows).unwrap_or_default()).for_each(|(row, holds)| put(row, *holds)),
            }
            let of_tile = TOGETHER.min(entities.saturating_sub(first));
            let tiles = values.chunks_mut(TOGETHER).zip(held.chunks_mut(TOGETHER));
            for (place, (values, held)) in places.iter_mut().zip(tiles) {
                place.values.extend_from_slice(values.get(..of_tile).unwrap_or_default());
                place.filled.extend_from_slice(held.get(..of_tile).unwrap_or_default());
                values.fill(T::default());
                held.fill(ABSENT);
            }
        }
        places
    }
}

/// The first year and how many there are, where every entity of the domain has one row for each of them, in order.
fn whole(entities: &[u32], years: &[i16], rows: usize, domain: &Domain) -> Option<(i16, usize)> {
    let first = *years.first()?;
    let many = rows.checked_div(domain.rows.len()).filter(|many| *many > 0)?;
    let in_order = entities.chunks(many).zip(&domain.rows).all(|(of, entity)| of.iter().all(|e| Some(EntityIx(*e)) == *entity));
    let each_year = |of: &[i16]| of.iter().zip(first..).all(|(year, wanted)| *year == wanted);
    let fits = rows == many.checked_mul(domain.rows.len())? && entities.len() == rows && years.len() == rows;
    (fits && in_order && years.chunks(many).all(each_year)).then_some((first, many))
}

/// Rows that are whole, year by year.
fn transposed<S: Copy + Default, T: Copy + Default>(
    (years, entities): (usize, usize),
    source: &[S],
    value: impl Fn(S) -> T,
    filled: Option<&[u8]>,
) -> Vec<Scattered<T>> {
    fn column<S: Copy + Default>(tile: &[S], years: usize, place: usize) -> impl ExactSizeIterator<Item = S> {
        tile.chunks_exact(years.max(1)).map(move |of_one| of_one.get(place).copied().unwrap_or_default())
    }
    let room = if filled.is_some() { entities } else { 0 };
    let mut places: Vec<Scattered<T>> =
        (0..years).map(|_| Scattered { values: Vec::with_capacity(entities), filled: Vec::with_capacity(room) }).collect();
    // So few entities at a time that their rows are still near when the next year is gone over.
    let in_tile = TOGETHER.saturating_mul(years).max(1);
    for (at, tile) in source.chunks(in_tile).enumerate() {
        let from = at.saturating_mul(in_tile);
        let holds = filled.and_then(|filled| filled.get(from..from.saturating_add(tile.len())));
        for (place, of_year) in places.iter_mut().enumerate() {
            match holds {
                None => of_year.values.extend(column(tile, years, place).map(&value)),
                Some(holds) => {
                    let plain = |(source, holds): (S, u8)| if holds == PLAIN { value(source) } else { T::default() };
                    of_year.values.extend(column(tile, years, place).zip(column(holds, years, place)).map(plain));
                    of_year.filled.extend(column(holds, years, place));
                }
            }
        }
    }
    places
}

/// Rows that lie otherwise.
fn apart<S: Copy + Default, T: Copy + Default>(
    rows: &Rows<'_>,
    (first, last): (i16, i16),
    source: &[S],
    value: impl Fn(S) -> T,
    filled: Option<&[u8]>,
) -> Vec<Option<Scattered<T>>> {
    let entities = rows.domain.rows.len();
    let nothing = || Scattered { values: vec![T::default(); entities], filled: vec![ABSENT; entities] };
    let mut places: Vec<Option<Scattered<T>>> = (first..=last).map(|_| None).collect();
    let mut row = 0_usize;
    for of_one in rows.entities.chunk_by(|one, next| one == next) {
        let its = row..row.saturating_add(of_one.len());
        row = its.end;
        let Some(at) = of_one.first().and_then(|entity| rows.domain.row_of(Some(EntityIx(*entity)))) else { continue };
        for row in its {
            let year = rows.years.and_then(|years| years.get(row)).copied().unwrap_or(first);
            let place = usize::try_from(i32::from(year).saturating_sub(i32::from(first))).ok().and_then(|at| places.get_mut(at));
            let Some(place) = place else { continue };
            let Scattered { values, filled: held } = place.get_or_insert_with(nothing);
            // Of several rows under one key the first counts.
            if let (Some(own), Some(slot)) = (held.get_mut(at).filter(|holds| **holds == ABSENT), values.get_mut(at)) {
                *own = filled.and_then(|filled| filled.get(row)).copied().unwrap_or_default();
                if let (PLAIN, Some(source)) = (*own, source.get(row)) {
                    *slot = value(*source);
                }
            }
        }
    }
    places
}

/// What the cells of a year hold; `None` where there is no row of it.
fn packed_filled(filled: Vec<u8>) -> Option<Packed> {
    let absent = Filled::Absent.number();
    match Packed::U8(filled) {
        all if all.uniform() == Some(absent) => None,
        all if all.uniform() == Some(0) => Some(Packed::Same(0, all.len())),
        all => Some(all),
    }
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
            let lie = Lie::of(&entities, Some(&years), entities.len(), &domain);
            let rows = Rows { entities: &entities, years: Some(&years), domain: &domain };
            let column = lie.scatter(&rows, &values, |value| value, Some(&filled), Packed::U8);
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
    fn what_cells_hold_has_the_numbers_that_are_used_here() {
        assert_eq!((Filled::Plain.number(), Filled::Absent.number()), (i64::from(PLAIN), i64::from(ABSENT)));
    }
}
