//! One column of a 判定表: stretches of its values, each with the rows of the table whose cells hold there.
//!
//! In: the cells of the column, each a comparison of it with constants. Out: for a value the class of rows that it meets. Values that are few
//! are looked up by their place, others by a sorted search.

use std::collections::BTreeMap;

use quanheng_policy::ir::{Decision, Expr, ExprKind};
use quanheng_policy::syntax::tree::{Comparison, Hit};

use super::{OPEN_CLASS, place};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register};

/// Rows of the table, a bit each.
pub(crate) type Rows = Vec<u64>;

/// From a value to another, both in it.
type Stretch = (i64, i64);

/// Where sets of rows stand in their list, by a number that equal sets have in common: they are told apart by one look, mostly.
#[derive(Default)]
pub(crate) struct Places(BTreeMap<u64, Vec<u32>>);

impl Places {
    /// The place of a set, put behind the others where it is a new one.
    pub fn class_of(&mut self, rows: Rows, classes: &mut Vec<Rows>) -> u32 {
        let mixed = rows.iter().fold(0_u64, |so_far, word| (so_far.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95));
        let alike = self.0.entry(mixed).or_default();
        if let Some(known) = alike.iter().find(|class| classes.get(place(**class)) == Some(&rows)) {
            return *known;
        }
        let class = number(classes.len());
        alike.push(class);
        classes.push(rows);
        class
    }
}

/// How far apart the cuts of a column may lie for its values to be looked up by their place.
const MOST_PLACES: i64 = 1 << 16;

/// How many words of 64 rows the classes of a column may take together.
const MOST_WORDS: usize = 1 << 23;

/// A column.
pub(crate) struct Axis {
    pub kind: Kind,
    /// Where each stretch but the first begins.
    cuts: Vec<i64>,
    /// The class of each stretch.
    class_of: Vec<u32>,
    /// The class of each value from this one on, where the cuts lie close.
    by_place: Option<(i64, Vec<u32>)>,
    /// The class of what is 不适用: it meets no cell.
    na: u32,
    pub classes: Vec<Rows>,
    /// The first row of each class, or one behind the last.
    firsts: Vec<u32>,
}

impl Axis {
    /// `None`: a cell is more than a comparison of the column with constants.
    pub fn of(
        decision: &Decision,
        (column, head): (usize, &Expr),
        kind: Kind,
        constant: &dyn Fn(&Expr) -> Option<(Kind, i64)>,
    ) -> Option<Axis> {
        if kind == Kind::Nothing {
            return None;
        }
        let words = decision.rows.len().div_ceil(64);
        let mut always: Rows = vec![0; words];
        let mut changes: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        let mut current: Rows = vec![0; words];
        for (at, row) in decision.rows.iter().enumerate().filter(|(_, row)| !row.rest) {
            let Some(cell) = row.cells.get(column)? else {
                // Where one cell is enough, one without a condition is none.
                if decision.hit != Hit::HighestMet {
                    flip(&mut always, at);
                }
                continue;
            };
            for (from, to) in held(cell, head, kind, constant)? {
                if from == i64::MIN {
                    flip(&mut current, at);
                } else {
                    changes.entry(from).or_default().push(at);
                }
                if let Some(behind) = to.checked_add(1) {
                    changes.entry(behind).or_default().push(at);
                }
            }
        }
        let mut axis =
            Axis { kind, cuts: Vec::new(), class_of: Vec::new(), by_place: None, na: 0, classes: Vec::new(), firsts: Vec::new() };
        let mut places = Places::default();
        axis.na = axis.class_for(always.clone(), &mut places)?;
        if planted::is(53) {
            axis.na = axis.class_for(vec![u64::MAX; words], &mut places)?;
        }
        let with = |rows: &Rows| -> Rows { rows.iter().zip(&always).map(|(own, always)| own | always).collect() };
        let first = axis.class_for(with(&current), &mut places)?;
        axis.class_of.push(first);
        for (from, rows) in changes {
            for at in rows {
                flip(&mut current, at);
            }
            let class = axis.class_for(with(&current), &mut places)?;
            axis.cuts.push(from);
            axis.class_of.push(class);
        }
        axis.firsts = axis.classes.iter().map(|rows| number(first_of(rows).unwrap_or(decision.rows.len()))).collect();
        axis.by_place = axis.close_cuts();
        Some(axis)
    }

    fn class_for(&mut self, rows: Rows, places: &mut Places) -> Option<u32> {
        let words = self.classes.len().saturating_mul(rows.len());
        (words <= MOST_WORDS).then(|| places.class_of(rows, &mut self.classes))
    }

    /// From one value below the first cut to the last cut.
    fn close_cuts(&self) -> Option<(i64, Vec<u32>)> {
        let (first, last) = (self.cuts.first()?.checked_sub(1)?, *self.cuts.last()?);
        let wide = last.checked_sub(first).filter(|wide| *wide < MOST_PLACES)?;
        let by_place = (0..=wide).map(|on| self.searched(first.saturating_add(on)));
        Some((first, by_place.collect()))
    }

    /// By a sorted search.
    fn searched(&self, value: i64) -> u32 {
        let at = self.cuts.partition_point(|cut| *cut <= value);
        self.class_of.get(at).copied().unwrap_or(OPEN_CLASS)
    }

    /// The first row that a class meets, or one behind the last.
    pub fn first(&self, class: u32) -> u32 {
        self.firsts.get(place(class)).copied().unwrap_or(OPEN_CLASS)
    }

    /// The class of each row of a register; open where it is more than a value and not 不适用.
    pub fn classes_of(&self, head: &Register, na: u32) -> Vec<u32> {
        let of_value = |value: i64| match &self.by_place {
            Some((first, by_place)) => {
                let on = value.saturating_sub(*first).max(0);
                let at = usize::try_from(on).unwrap_or(usize::MAX).min(by_place.len().saturating_sub(1));
                by_place.get(at).copied().unwrap_or(OPEN_CLASS)
            }
            None => self.searched(value),
        };
        head.rows()
            .map(|row| match row.code {
                PLAIN => of_value(row.value),
                code if code == na => self.na,
                _ => OPEN_CLASS,
            })
            .collect()
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(OPEN_CLASS)
}

fn bit(at: usize) -> (usize, u64) {
    (at >> 6, 1_u64.wrapping_shl(u32::try_from(at & 63).unwrap_or_default()))
}

fn flip(rows: &mut Rows, at: usize) {
    let (word, bit) = bit(at);
    if let Some(word) = rows.get_mut(word) {
        *word ^= bit;
    }
}

/// Each of some rows from a place on, in order.
pub(crate) fn each(rows: &Rows, from: usize) -> impl Iterator<Item = usize> {
    let words = rows.iter().enumerate().skip(from >> 6).filter(|(_, word)| **word != 0);
    words.flat_map(|(word, bits)| {
        (0..64_usize).filter(move |on| bits >> on & 1 == 1).map(move |on| word.saturating_mul(64).saturating_add(on))
    })
}

/// The first of some rows.
pub(crate) fn first_of(rows: &Rows) -> Option<usize> {
    let at = rows.iter().position(|word| *word != 0)?;
    let within = usize::try_from(rows.get(at)?.trailing_zeros()).ok()?;
    at.checked_mul(64)?.checked_add(within)
}

/// True where there is exactly one.
pub(crate) fn is_one(rows: &Rows) -> bool {
    rows.iter().map(|word| word.count_ones()).fold(0, u32::saturating_add) == 1
}

/// Where a cell holds: stretches in order, none touching another.
fn held(cell: &Expr, head: &Expr, kind: Kind, constant: &dyn Fn(&Expr) -> Option<(Kind, i64)>) -> Option<Vec<Stretch>> {
    if cell == head {
        return (kind == Kind::Truth).then(|| vec![(1, 1)]);
    }
    match &cell.kind {
        ExprKind::Compare { op, left, right } if **left == *head => Some(beside(*op, at_scale(constant(right)?, kind)?)),
        ExprKind::In { negated, subject, values } if **subject == *head => {
            let mut found: Vec<Stretch> = Vec::new();
            for value in values {
                found.extend(beside(Comparison::Equal, at_scale(constant(value)?, kind)?));
            }
            let found = together(found);
            Some(if *negated { others(&found) } else { found })
        }
        ExprKind::Not(side) => Some(others(&held(side, head, kind, constant)?)),
        ExprKind::And(sides) => {
            let mut left_out: Vec<Stretch> = Vec::new();
            for side in sides {
                left_out.extend(others(&held(side, head, kind, constant)?));
            }
            Some(others(&together(left_out)))
        }
        ExprKind::Or(sides) => {
            let each: Option<Vec<Vec<Stretch>>> = sides.iter().map(|side| held(side, head, kind, constant)).collect();
            Some(together(each?.concat()))
        }
        _ => None,
    }
}

/// A constant among the whole numbers that a column is kept in: the greatest that is not above it, and whether it is that one.
fn at_scale((of, value): (Kind, i64), kind: Kind) -> Option<(i64, bool)> {
    match (of, kind) {
        (Kind::Number { scale: own }, Kind::Number { scale }) => {
            let value = i128::from(value);
            let (whole, exact) = if scale >= own {
                (value.checked_mul(10_i128.checked_pow(scale.checked_sub(own)?)?)?, true)
            } else {
                let by = 10_i128.checked_pow(own.checked_sub(scale)?)?;
                (value.div_euclid(by), value.rem_euclid(by) == 0)
            };
            Some((i64::try_from(whole).ok()?, exact))
        }
        _ => (of == kind).then_some((value, true)),
    }
}

/// The values that stand so to a constant.
fn beside(op: Comparison, (floor, exact): (i64, bool)) -> Vec<Stretch> {
    let strict = |strict: bool| strict && !planted::is(51);
    // Above the constant, and from it on.
    let above = floor.checked_add(1).map(|from| (from, i64::MAX));
    let from = if exact { Some((floor, i64::MAX)) } else { above };
    let up_to = Some((i64::MIN, floor));
    let below = if exact { floor.checked_sub(1).map(|to| (i64::MIN, to)) } else { up_to };
    let stretches: [Option<Stretch>; 2] = match op {
        Comparison::Equal => [exact.then_some((floor, floor)), None],
        Comparison::NotEqual if exact => [below, above],
        Comparison::NotEqual => [Some((i64::MIN, i64::MAX)), None],
        Comparison::Less => [if strict(true) { below } else { up_to }, None],
        Comparison::LessOrEqual => [up_to, None],
        Comparison::Greater => [above, None],
        Comparison::GreaterOrEqual => [from, None],
    };
    stretches.into_iter().flatten().collect()
}

/// In order, those that meet or touch made one.
fn together(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::with_capacity(all.len());
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Everything outside of some stretches that are in order.
fn others(of: &[Stretch]) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut next = Some(i64::MIN);
    for (from, to) in of {
        if let (Some(start), Some(end)) = (next, from.checked_sub(1))
            && start <= end
        {
            found.push((start, end));
        }
        next = to.checked_add(1);
    }
    found.extend(next.map(|start| (start, i64::MAX)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_between_two_whole_numbers_is_neither() {
        // 2.5 among whole numbers.
        let limit = at_scale((Kind::Number { scale: 1 }, 25), Kind::Number { scale: 0 }).unwrap();
        assert_eq!(limit, (2, false));
        assert_eq!(beside(Comparison::Less, limit), [(i64::MIN, 2)]);
        assert_eq!(beside(Comparison::LessOrEqual, limit), [(i64::MIN, 2)]);
        assert_eq!(beside(Comparison::GreaterOrEqual, limit), [(3, i64::MAX)]);
        assert_eq!(beside(Comparison::Equal, limit), []);
        assert_eq!(beside(Comparison::NotEqual, limit), [(i64::MIN, i64::MAX)]);
        let below_nought = at_scale((Kind::Number { scale: 1 }, -25), Kind::Number { scale: 0 }).unwrap();
        assert_eq!(beside(Comparison::Greater, below_nought), [(-2, i64::MAX)]);
    }

    #[test]
    fn outside_of_some_stretches() {
        let all = (i64::MIN, i64::MAX);
        assert_eq!(others(&[]), [all]);
        assert_eq!(others(&[all]), []);
        assert_eq!(others(&[(0, 3), (7, 7)]), [(i64::MIN, -1), (4, 6), (8, i64::MAX)]);
        assert_eq!(others(&others(&[(0, 3), (7, 7)])), [(0, 3), (7, 7)]);
        assert_eq!(together(vec![(4, 6), (0, 3), (9, 9)]), [(0, 6), (9, 9)]);
    }
}
