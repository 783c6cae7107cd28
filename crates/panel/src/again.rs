//! Which rows are looked at again as their columns are worked out, and what came of it.
//!
//! In: rows of results, and a share. Out: for each column the rows that are worked out a second time: of results those that were given, of every
//! other column its share, drawn here; and what came out differently. Deliberately absent: how a row is worked out again (`scene/look.rs`),
//! and which rows of results are drawn ([`drawn`] draws them from a number).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::{Finding, Instance};
use quanheng_policy::interpret::Told;
use quanheng_policy::ir::{Program, VariableId};

use crate::column::ColumnKey;
use crate::layout::Domain;
use crate::readings::read_by_results;

/// At least so many rows of a run are looked at again, and one in so many.
const LEAST: usize = 1_000;
const ONE_IN: usize = 10_000;

/// Domains of more rows than this: those who compete are told by their number. To ask each of a thousand takes longer than all else of a run over them.
const TOLD_BY_NUMBER: usize = 300;

/// Domains of more rows than this: no list of them is made anew for each value that an unknown may have.
const LARGE: usize = 2_000;

/// True for domains of so many rows that what an unknown might be is not tried again through lists of them.
pub(crate) fn is_large(rows: usize) -> bool {
    rows > LARGE
}

/// A row that came out differently when it was worked out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub instance: Instance,
    /// As its column has it, and as the interpreter does; before any value of an unknown is tried.
    pub at_once: Finding,
    pub singly: Finding,
}

/// How many rows a run of so many looks at again.
#[must_use]
pub fn how_many(rows: usize) -> usize {
    rows.div_ceil(ONE_IN).max(LEAST).min(rows)
}

/// The share of other columns that a run with so many rows of some results looks at: in all of them together as many as of the results.
#[must_use]
pub fn share(program: &Program, results: &[VariableId], rows: usize) -> (usize, usize) {
    let others = read_by_results(program, results).len().saturating_sub(results.len());
    let of_each = rows.checked_div(results.len()).unwrap_or_default();
    (how_many(rows), of_each.saturating_mul(others).max(how_many(rows)).max(1))
}

/// So many of so many rows, drawn by a number: the same number draws the same.
#[must_use]
pub fn drawn(wanted: usize, rows: usize, seed: u64) -> BTreeSet<usize> {
    if wanted >= rows {
        return (0..rows).collect();
    }
    let mut next = generator(seed);
    // Floyd's: every set of so many rows is as likely as any other, each row drawn once.
    let mut drawn = BTreeSet::new();
    for last in rows.saturating_sub(wanted)..rows {
        let one = below(next(), last.saturating_add(1));
        drawn.insert(if drawn.contains(&one) { last } else { one });
    }
    drawn
}

fn below(number: u64, end: usize) -> usize {
    let end = u64::try_from(end).unwrap_or(u64::MAX);
    number.checked_rem(end).and_then(|rest| usize::try_from(rest).ok()).unwrap_or_default()
}

/// SplitMix64.
fn generator(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// What a run looks at again.
#[derive(Clone, Debug)]
pub struct Look<'r> {
    /// Rows of results.
    pub rows: &'r [Instance],
    /// So many of so many: the share of all other columns on the way that is looked at.
    pub share: (usize, usize),
    /// What draws those.
    pub seed: u64,
}

/// Whose rows are looked at again.
#[derive(Debug)]
pub(crate) struct Again {
    /// Of each variable that is asked for, year by year.
    whose: BTreeMap<VariableId, BTreeMap<Year, BTreeSet<Option<EntityIx>>>>,
    share: (usize, usize),
    seed: u64,
    pub many: usize,
    /// Rows looked at beside those drawn: at a cut line, or at fault.
    beside: Mutex<BTreeSet<Instance>>,
    found: Mutex<Vec<Differing>>,
}

impl Again {
    pub fn at(look: &Look<'_>) -> Again {
        let mut whose: BTreeMap<VariableId, BTreeMap<Year, BTreeSet<Option<EntityIx>>>> = BTreeMap::new();
        for Instance { variable, entity, year, .. } in look.rows {
            whose.entry(*variable).or_default().entry(*year).or_default().insert(*entity);
        }
        Again { whose, share: look.share, seed: look.seed, many: TOLD_BY_NUMBER, beside: Mutex::default(), found: Mutex::default() }
    }

    /// The rows of a column that are looked at again whatever they are.
    pub fn rows(&self, key: ColumnKey, domain: &Domain) -> BTreeSet<usize> {
        if let Some(years) = self.whose.get(&key.variable) {
            let whose = years.get(&key.year).into_iter().flatten();
            return whose.filter_map(|entity| domain.row_of(*entity)).collect();
        }
        let seed = self.seed ^ (u64::from(key.variable.0) << 32 | u64::from(key.year.0.cast_unsigned()));
        // The share of so few rows is a fraction: what is left of it is drawn for.
        let (so_many, of) = (self.share.0.saturating_mul(domain.rows.len()), self.share.1.max(1));
        let (whole, rest) = (so_many.checked_div(of).unwrap_or_default(), so_many.checked_rem(of).unwrap_or_default());
        let one_more = below(generator(!seed)(), of) < rest;
        drawn(whole.saturating_add(usize::from(one_more)), domain.rows.len(), seed)
    }

    /// A row is looked at whoever it is of: it stands at a cut line, or is at fault.
    pub fn also(&self, instance: Instance) {
        let chosen = self.whose.get(&instance.variable).and_then(|years| years.get(&instance.year));
        if chosen.is_none_or(|whose| !whose.contains(&instance.entity)) {
            self.beside.lock().unwrap_or_else(PoisonError::into_inner).insert(instance);
        }
    }

    /// How many rows were looked at whoever they are of.
    pub fn beside(&self) -> usize {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub fn found(&self, differing: Differing) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(differing);
    }

    /// What came out differently, in the order of variables, years and entities.
    pub fn all_found(&self) -> Vec<Differing> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        found.sort_by_key(|differing| differing.instance);
        found.dedup_by_key(|differing| differing.instance);
        found
    }
}

/// What is told of those who compete with rows that are looked at, until they are.
pub(crate) type RivalsTold = BTreeMap<(ColumnKey, Option<EntityIx>), Told>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_rows_or_one_in_ten_thousand() {
        assert_eq!((how_many(0), how_many(999), how_many(1_000)), (0, 999, 1_000));
        for (rows, so_many) in [(1_001, 1_000), (10_000_000, 1_000), (12_345_678, 1_235)] {
            assert_eq!(how_many(rows), so_many);
            let drawn = drawn(so_many, rows, 7);
            assert_eq!(drawn.len(), so_many);
            assert!(drawn.last().is_some_and(|last| *last < rows));
        }
        assert_eq!(drawn(10, 1_000, 1), drawn(10, 1_000, 1));
        assert_ne!(drawn(10, 1_000, 1), drawn(10, 1_000, 2));
    }
}
