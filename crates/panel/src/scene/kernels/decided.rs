//! What masks of guards gave the rows of a block, and which rows they leave.

use std::collections::BTreeSet;

use crate::column::Column;
use crate::dictionary::{PLAIN, code};
use crate::packed::{Lane, Packed, bytes_for};
use crate::register::{Register, Row};

/// What rows of a block are given, verdict by verdict.
pub(super) struct Given {
    pub values: Packed,
    pub codes: Packed,
}

impl Given {
    /// Verdicts that give all their rows the same; the rows of others are given nought.
    pub fn to_all(verdict_of_row: &[u8], given: &[(u8, Row)]) -> Given {
        let rows = verdict_of_row.len();
        let mut all = Given { values: Packed::Same(0, rows), codes: Packed::Same(i64::from(PLAIN), rows) };
        if let [(place, row)] = given {
            // One against all others is told at once.
            let same = |value: i64| Packed::Same(value, rows);
            if row.value != 0 {
                all.values = chosen(&all.values, &same(row.value), verdict_of_row, *place);
            }
            if row.code != PLAIN {
                all.codes = chosen(&all.codes, &same(i64::from(row.code)), verdict_of_row, *place);
            }
            return all;
        }
        if given.iter().any(|(_, row)| row.value != 0) {
            all.values = looked_up(verdict_of_row, given.iter().map(|(place, row)| (*place, row.value)));
        }
        if given.iter().any(|(_, row)| row.code != PLAIN) {
            all.codes = looked_up(verdict_of_row, given.iter().map(|(place, row)| (*place, i64::from(row.code))));
        }
        all
    }

    /// The rows of one verdict are given what stands in a register.
    pub fn take(&mut self, verdict_of_row: &[u8], place: u8, from: &Register) {
        taken(&mut self.values, &from.values, verdict_of_row, place);
        // So far its rows are plain.
        if !from.is_plain() {
            taken(&mut self.codes, from.codes(), verdict_of_row, place);
        }
    }

    pub fn set(&mut self, at: usize, row: Row) {
        self.values.set(at, row.value);
        self.codes.set(at, i64::from(row.code));
    }
}

/// For each row the number of its verdict; nought where it has none.
fn looked_up(verdict_of_row: &[u8], numbers: impl Iterator<Item = (u8, i64)>) -> Packed {
    fn of<T: Copy + Default + TryFrom<i64>>(verdict_of_row: &[u8], all: &[i64; 256]) -> Option<Vec<T>> {
        let mut narrow = [T::default(); 256];
        for (slot, number) in narrow.iter_mut().zip(all) {
            *slot = T::try_from(*number).ok()?;
        }
        Some(verdict_of_row.iter().map(|place| narrow.get(usize::from(*place)).copied().unwrap_or_default()).collect())
    }
    let numbers: Vec<(u8, i64)> = numbers.collect();
    let narrow: Option<Vec<(u8, u8)>> = numbers.iter().map(|(place, number)| Some((*place, u8::try_from(*number).ok()?))).collect();
    if let Some(pairs) = narrow {
        return Packed::U8(bytes_for(verdict_of_row, &pairs, 0));
    }
    let mut all = [0_i64; 256];
    for (place, number) in numbers {
        all.get_mut(usize::from(place)).into_iter().for_each(|slot| *slot = number);
    }
    of(verdict_of_row, &all).map(Packed::I32).unwrap_or_else(|| Packed::I64(of(verdict_of_row, &all).unwrap_or_default()))
}

/// Where a row has this verdict, it is given what stands there; in place, where both are of one width.
fn taken(all: &mut Packed, from: &Packed, verdict_of_row: &[u8], place: u8) {
    fn of<T: Copy>(all: &mut [T], from: &[T], verdict_of_row: &[u8], place: u8) {
        let each = all.iter_mut().zip(from).zip(verdict_of_row);
        each.for_each(|((slot, from), own)| *slot = if *own == place { *from } else { *slot });
    }
    match (&mut *all, from) {
        (Packed::U8(all), Packed::U8(from)) => of(all, from, verdict_of_row, place),
        (Packed::I32(all), Packed::I32(from)) => of(all, from, verdict_of_row, place),
        (otherwise, from) => *otherwise = chosen(otherwise, from, verdict_of_row, place),
    }
}

/// The second where a row has this verdict, else the first.
fn chosen(otherwise: &Packed, then: &Packed, verdict_of_row: &[u8], place: u8) -> Packed {
    fn of<T: Copy>(otherwise: &Lane<'_, T>, then: &Lane<'_, T>, verdict_of_row: &[u8], place: u8) -> Vec<T> {
        let verdicts = verdict_of_row.iter();
        match (otherwise, then) {
            (Lane::Same(a), Lane::Same(b)) => verdicts.map(|own| if *own == place { *b } else { *a }).collect(),
            (Lane::Same(a), Lane::Each(b)) => verdicts.zip(b.iter()).map(|(own, b)| if *own == place { *b } else { *a }).collect(),
            (Lane::Each(a), Lane::Same(b)) => verdicts.zip(a.iter()).map(|(own, a)| if *own == place { *b } else { *a }).collect(),
            (Lane::Each(a), Lane::Each(b)) => {
                verdicts.zip(a.iter().zip(b.iter())).map(|(own, (a, b))| if *own == place { *b } else { *a }).collect()
            }
        }
    }
    if let (Some(a), Some(b)) = (otherwise.bytes(), then.bytes()) {
        return Packed::U8(of(&a, &b, verdict_of_row, place));
    }
    match (otherwise.fours(), then.fours()) {
        (Some(a), Some(b)) => Packed::I32(of(&a, &b, verdict_of_row, place)),
        _ => Packed::I64(of(&otherwise.eights(), &then.eights(), verdict_of_row, place)),
    }
}

/// What masks of guards gave the rows of a block.
pub(super) struct Decided {
    pub given: Given,
    pub decisions: Packed,
    /// The place of each row's verdict.
    pub verdict_of_row: Vec<u8>,
    /// The verdicts that occur.
    pub met: BTreeSet<usize>,
    /// Rows that are to be worked out once for all that read the same.
    pub open: Vec<usize>,
    /// Those of them that hang on more than what they read.
    pub alone: BTreeSet<usize>,
    /// Rows that the variable is not about.
    pub beyond: BTreeSet<usize>,
}

impl Decided {
    /// So many rows of which nothing is known yet.
    pub fn of(rows: usize) -> Decided {
        Decided {
            given: Given { values: Packed::Same(0, rows), codes: Packed::Same(i64::from(PLAIN), rows) },
            decisions: Packed::Same(0, rows),
            verdict_of_row: vec![u8::MAX; rows],
            met: BTreeSet::new(),
            open: Vec::new(),
            alone: BTreeSet::new(),
            beyond: BTreeSet::new(),
        }
    }

    /// What a row was given.
    pub fn row(&self, at: usize) -> Row {
        Row { code: code(self.given.codes.get(at)), value: self.given.values.get(at) }
    }

    pub fn set(&mut self, at: usize, row: Row) {
        self.given.set(at, row);
    }

    /// The rows of a verdict.
    pub fn rows_of(&self, place: usize) -> Vec<usize> {
        let own = u8::try_from(place).unwrap_or(u8::MAX);
        self.verdict_of_row.iter().enumerate().filter(|(_, place)| **place == own).map(|(at, _)| at).collect()
    }

    /// The variable is not about a row.
    pub fn beyond(&mut self, at: usize, given: Row, decision: u32) {
        self.given.set(at, given);
        self.decisions.set(at, i64::from(decision));
        self.beyond.insert(at);
    }

    pub fn is_beyond(&self, at: usize) -> bool {
        self.beyond.contains(&at)
    }

    /// Of these rows alone something is left open.
    pub fn keep_only(&mut self, rows: &[usize]) {
        self.open.retain(|at| rows.binary_search(at).is_ok());
    }

    /// Takes some rows of another.
    pub fn take(&mut self, other: &Decided, rows: &[usize]) {
        for at in rows {
            self.given.set(*at, other.row(*at));
            self.decisions.set(*at, other.decisions.get(*at));
        }
    }

    pub fn append_to(self, column: &mut Column, whole: usize) {
        column.append(&Register::coded(column.kind, self.given.values, self.given.codes), whole);
        column.decisions.append(&self.decisions, whole);
    }
}
