//! A row as readers see it: borrowed where rows are kept, made where they stand in columns; and the rows under a key, one by one.

use std::borrow::Borrow;
use std::collections::btree_map;
use std::fmt;
use std::ops::{Bound, Deref, Range};

use super::Row;
use super::source::{Source, Wanted};
use super::table::{ByKey, Table};
use crate::value::Value;

/// A row. It reads like a `&Row`.
#[derive(Clone)]
pub struct RowRef<'f>(Here<'f>);

#[derive(Clone)]
enum Here<'f> {
    Kept(&'f Row),
    Made(Box<Row>),
}

impl RowRef<'_> {
    /// The row itself.
    #[must_use]
    pub fn into_row(self) -> Row {
        match self.0 {
            Here::Kept(row) => row.clone(),
            Here::Made(row) => *row,
        }
    }
}

impl Deref for RowRef<'_> {
    type Target = Row;

    fn deref(&self) -> &Row {
        match &self.0 {
            Here::Kept(row) => row,
            Here::Made(row) => row,
        }
    }
}

impl Borrow<Row> for RowRef<'_> {
    fn borrow(&self) -> &Row {
        self
    }
}

impl PartialEq for RowRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for RowRef<'_> {}

impl fmt::Debug for RowRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// The rows under a key, in order.
pub struct Rows<'f, 'k>(Left<'f, 'k>);

enum Left<'f, 'k> {
    None,
    Kept(Kept<'f, 'k>),
    Made(Made<'f>),
}

struct Kept<'f, 'k> {
    key: &'k [Value],
    /// Those of the key that was met last.
    rows: std::slice::Iter<'f, Row>,
    keys: btree_map::Range<'f, Vec<Value>, Vec<Row>>,
}

struct Made<'f> {
    of: &'f dyn Source,
    wanted: Wanted,
    now: Stretch<'f>,
    later: std::vec::IntoIter<Stretch<'f>>,
}

/// Rows that stand in the place of others, and the places after them up to where the next such rows stand.
#[derive(Default)]
pub(super) struct Stretch<'f> {
    pub instead: &'f [Row],
    pub places: Range<usize>,
}

impl<'f, 'k> Rows<'f, 'k> {
    pub(super) fn of(table: Option<&'f Table>, key: &'k [Value], wanted: Wanted) -> Rows<'f, 'k> {
        Rows(match table.map(|table| (table, table.source.as_deref())) {
            None => Left::None,
            Some((table, None)) => Left::Kept(Kept::of(&table.rows, key)),
            Some((table, Some(of))) => {
                let (now, later) = table.stretches(of, key);
                Left::Made(Made { of, wanted, now, later: later.into_iter() })
            }
        })
    }
}

impl<'f, 'k> Kept<'f, 'k> {
    fn of(by_key: &'f ByKey, key: &'k [Value]) -> Kept<'f, 'k> {
        Kept { key, rows: [].iter(), keys: by_key.range::<[Value], _>((Bound::Included(key), Bound::Unbounded)) }
    }

    fn next(&mut self) -> Option<&'f Row> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(row);
            }
            // Behind the last key that begins so, each further one does not either.
            let (key, rows) = self.keys.next()?;
            if !key.starts_with(self.key) {
                self.keys = btree_map::Range::default();
                return None;
            }
            self.rows = rows.iter();
        }
    }
}

impl<'f> Made<'f> {
    fn next(&mut self) -> Option<RowRef<'f>> {
        loop {
            if let Some((first, rest)) = self.now.instead.split_first() {
                self.now.instead = rest;
                return Some(RowRef(Here::Kept(first)));
            }
            if let Some(at) = self.now.places.next() {
                if let Some(row) = self.of.row(at, self.wanted) {
                    return Some(RowRef(Here::Made(Box::new(row))));
                }
                continue;
            }
            self.now = self.later.next()?;
        }
    }
}

impl<'f> Iterator for Rows<'f, '_> {
    type Item = RowRef<'f>;

    fn next(&mut self) -> Option<RowRef<'f>> {
        match &mut self.0 {
            Left::None => None,
            Left::Kept(kept) => kept.next().map(|row| RowRef(Here::Kept(row))),
            Left::Made(made) => made.next(),
        }
    }
}
