//! Many rows with conditions on the same few readings, each condition on one of them: whether two rows can hold together, and whether all of
//! them leave a case out. Gone through stretch by stretch, so that a table may be as long as it likes.
//!
//! In: a space, and for each row the conditions that have to hold together. Out: the answers that trying the cases would give (`solve.rs`);
//! which case it is that two rows share, or all leave out, is asked there. `None` where a condition is on two readings at once, or on a
//! sum of several.

use std::collections::BTreeSet;

use super::{Choice, passes};
use crate::check::logic::{Atom, Formula, Space};

/// How many words of rows are gone through for a gap before nothing is claimed.
const MOST_WORDS: usize = 50_000_000;

/// Rows, each with what it lets every reading be.
pub(in crate::check) struct Grid {
    rows: usize,
    /// How many words each reading takes in `lets`.
    widths: Vec<usize>,
    /// For each row, reading after reading, a bit for each choice.
    lets: Vec<Vec<u64>>,
    /// For each reading and each of its choices, the rows that let it be that.
    choices: Vec<Vec<Vec<u64>>>,
}

impl Grid {
    pub fn of(space: &Space, rows: &[Vec<Formula>]) -> Option<Grid> {
        let mut atoms: BTreeSet<usize> = BTreeSet::new();
        for condition in rows.iter().flatten() {
            atoms.extend(atom_of(condition)?);
        }
        let alone = |at: &usize| !matches!(space.atoms.get(*at), None | Some(Atom::Sum { .. })) || is_alone(space, *at);
        if !atoms.iter().all(alone) {
            return None;
        }
        let choices: Vec<(usize, Vec<Choice>)> = atoms.into_iter().map(|atom| (atom, space.choices(atom))).collect();
        let widths: Vec<usize> = choices.iter().map(|(_, choices)| choices.len().div_ceil(64)).collect();
        let mut grid = Grid {
            rows: rows.len(),
            lets: Vec::with_capacity(rows.len()),
            choices: choices.iter().map(|(_, choices)| vec![vec![0; rows.len().div_ceil(64)]; choices.len()]).collect(),
            widths,
        };
        for (at, conditions) in rows.iter().enumerate() {
            let mut lets = Vec::new();
            for (((atom, choices), width), by_choice) in choices.iter().zip(&grid.widths).zip(&mut grid.choices) {
                let own: Vec<&Formula> = conditions.iter().filter(|c| atom_of(c).flatten() == Some(*atom)).collect();
                let mut words = vec![0_u64; *width];
                for (place, (choice, rows)) in choices.iter().zip(by_choice).enumerate() {
                    if own.iter().all(|condition| holds(condition, choice)) {
                        set(&mut words, place);
                        set(rows, at);
                    }
                }
                lets.extend(words);
            }
            // What hangs on no reading.
            if conditions.iter().any(|c| atom_of(c) == Some(None) && !holds(c, &Choice::Na)) {
                lets.fill(0);
                grid.choices.iter_mut().flatten().for_each(|rows| clear(rows, at));
            }
            grid.lets.push(lets);
        }
        Some(grid)
    }

    /// True where two rows never hold together.
    pub fn are_apart(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.lets.get(one), self.lets.get(other)) else { return false };
        let mut both = one.iter().zip(other).map(|(one, other)| one & other);
        // A reading that nothing is left for.
        self.widths.iter().any(|width| both.by_ref().take(*width).fold(0, |any, word| any | word) == 0)
    }

    /// True where some row holds in every case; `None` where that takes too long to say.
    pub fn leaves_nothing_out(&self) -> Option<bool> {
        let mut left = MOST_WORDS;
        let mut all = vec![u64::MAX; self.rows.div_ceil(64)];
        for at in self.rows..all.len().saturating_mul(64) {
            clear(&mut all, at);
        }
        self.always(&all, 0, &mut left)
    }

    fn always(&self, rows: &[u64], reading: usize, left: &mut usize) -> Option<bool> {
        if rows.iter().all(|word| *word == 0) {
            return Some(false);
        }
        let Some(choices) = self.choices.get(reading) else { return Some(true) };
        let alike: BTreeSet<&Vec<u64>> = choices.iter().collect();
        for with in alike {
            *left = left.checked_sub(rows.len())?;
            let both: Vec<u64> = rows.iter().zip(with).map(|(rows, with)| rows & with).collect();
            if !self.always(&both, reading.saturating_add(1), left)? {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// Just one reading, and not several added up.
fn is_alone(space: &Space, atom: usize) -> bool {
    matches!(space.atoms.get(atom), Some(Atom::Sum { terms, .. }) if terms.len() == 1)
}

/// The one atom of a condition, if it has one; `None` where it has several.
fn atom_of(condition: &Formula) -> Option<Option<usize>> {
    match condition {
        Formula::Always(_) => Some(None),
        Formula::Atom(atom, _) => Some(Some(*atom)),
        Formula::Not(inner) => atom_of(inner),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().try_fold(None, |so_far: Option<usize>, part| {
            let own = atom_of(part)?;
            let same = own.is_none() || so_far.is_none() || own == so_far;
            same.then_some(so_far.or(own))
        }),
    }
}

fn holds(condition: &Formula, choice: &Choice) -> bool {
    match condition {
        Formula::Always(truth) => *truth,
        Formula::Atom(_, test) => passes(test, choice),
        Formula::Not(inner) => !holds(inner, choice),
        Formula::And(parts) => parts.iter().all(|part| holds(part, choice)),
        Formula::Or(parts) => parts.iter().any(|part| holds(part, choice)),
    }
}

fn bit(at: usize) -> (usize, u64) {
    (at >> 6, 1_u64.wrapping_shl(u32::try_from(at & 63).unwrap_or_default()))
}

fn set(words: &mut [u64], at: usize) {
    let (word, bit) = bit(at);
    if let Some(word) = words.get_mut(word) {
        *word |= bit;
    }
}

fn clear(words: &mut [u64], at: usize) {
    let (word, bit) = bit(at);
    if let Some(word) = words.get_mut(word) {
        *word &= !bit;
    }
}
