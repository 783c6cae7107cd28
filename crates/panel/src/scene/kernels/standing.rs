//! Who stands before whom: members of groups in the order of their keys, once for a population.
//!
//! In: group, keys and whether each competes, as whole numbers. Out: for each member how many of its group stand before it, and how
//! many before it or level with it, by the first key and by all. Group and keys are packed into one whole number where
//! they fit, so that a population is put in order by one sort of numbers.

use crate::packed::Packed;

/// Those who compete: their rows, ascending, and the group of each row.
pub(super) struct Competitors<'c> {
    pub rows: &'c [u32],
    pub groups: &'c Packed,
}

/// How many of its group stand before one, and before it or level with it, itself left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub ahead_first: u32,
    pub level_first: u32,
    pub ahead: u32,
    pub level: u32,
}

/// One key: a value for each row, the better ones higher or lower.
pub(super) struct Key<'k> {
    pub values: &'k Packed,
    pub descending: bool,
}

/// Tells of each competitor where it stands.
pub(super) fn standings(competitors: &Competitors<'_>, keys: &[Key<'_>], mut tell: impl FnMut(usize, Standing)) {
    match Packing::of(competitors, keys) {
        Some(packing) => packing.stand(competitors, keys, &mut tell),
        None => {
            // Too wide for one number: compared key by key.
            let mut order: Vec<(usize, i64, Vec<i128>)> = competitors
                .rows
                .iter()
                .filter_map(|row| usize::try_from(*row).ok())
                .map(|row| {
                    let better_first = |key: &Key<'_>| {
                        let own = i128::from(key.values.get(row));
                        if key.descending { own.saturating_neg() } else { own }
                    };
                    (row, competitors.groups.get(row), keys.iter().map(better_first).collect())
                })
                .collect();
            order.sort_unstable_by(|a, b| (a.1, &a.2, a.0).cmp(&(b.1, &b.2, b.0)));
            runs(&order, |a, b| a.1 == b.1, |a, b| a.2.first() == b.2.first(), |a, b| a.2 == b.2, |one| one.0, &mut tell);
        }
    }
}

/// How many bits each part takes, and what is nought in it.
struct Packing {
    group: Part,
    keys: Vec<Part>,
    /// Bits of all keys together, and of all keys but the first.
    key_bits: u32,
    later_bits: u32,
    row_bits: u32,
}

#[derive(Clone, Copy)]
struct Part {
    least: i64,
    greatest: i64,
    bits: u32,
}

impl Part {
    fn of(values: impl Iterator<Item = i64>) -> Option<Part> {
        let (least, greatest) = values.fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let span = greatest.checked_sub(least).unwrap_or(if least > greatest { 0 } else { i64::MAX });
        let bits = 64_u32.checked_sub(u64::try_from(span).ok()?.leading_zeros())?;
        (span < i64::MAX).then_some(Part { least, greatest, bits })
    }

    fn pack(self, value: i64, reversed: bool) -> u64 {
        let away = if reversed { self.greatest.wrapping_sub(value) } else { value.wrapping_sub(self.least) };
        away.cast_unsigned()
    }
}

impl Packing {
    fn of(competitors: &Competitors<'_>, keys: &[Key<'_>]) -> Option<Packing> {
        let part = |values: &Packed| Part::of(competitors.rows.iter().map(|row| values.get(usize::try_from(*row).unwrap_or(usize::MAX))));
        let group = part(competitors.groups)?;
        let keys: Vec<Part> = keys.iter().map(|key| part(key.values)).collect::<Option<_>>()?;
        let key_bits = keys.iter().try_fold(0_u32, |bits, part| bits.checked_add(part.bits))?;
        let later_bits = key_bits.checked_sub(keys.first().map_or(0, |part| part.bits))?;
        let row_bits = 32_u32.checked_sub(competitors.rows.last().copied().unwrap_or(0).leading_zeros())?;
        let all = group.bits.checked_add(key_bits)?.checked_add(row_bits)?;
        (all <= 64).then_some(Packing { group, keys, key_bits, later_bits, row_bits })
    }

    fn stand(&self, competitors: &Competitors<'_>, keys: &[Key<'_>], tell: &mut impl FnMut(usize, Standing)) {
        let row_bits = self.row_bits;
        let shifted = |packed: u64, bits: u32| packed.checked_shl(bits).unwrap_or(0);
        let mut order: Vec<u64> = competitors
            .rows
            .iter()
            .map(|row| {
                let at = usize::try_from(*row).unwrap_or(usize::MAX);
                let group = self.group.pack(competitors.groups.get(at), false);
                let packed = keys
                    .iter()
                    .zip(&self.keys)
                    .fold(group, |packed, (key, part)| shifted(packed, part.bits) | part.pack(key.values.get(at), key.descending));
                shifted(packed, row_bits) | u64::from(*row)
            })
            .collect();
        sort_above(&mut order, row_bits, self.group.bits.saturating_add(self.key_bits));
        let row_mask = 1_u64.checked_shl(row_bits).map_or(u64::MAX, |bit| bit.wrapping_sub(1));
        let above = |one: u64, bits: u32| one.checked_shr(bits).unwrap_or(0);
        let first_bits = row_bits.saturating_add(self.later_bits);
        let group_bits = row_bits.saturating_add(self.key_bits);
        runs(
            &order,
            |a, b| above(a ^ b, group_bits) == 0,
            |a, b| above(a ^ b, first_bits) == 0,
            |a, b| above(a ^ b, row_bits) == 0,
            |one| usize::try_from(*one & row_mask).unwrap_or(usize::MAX),
            tell,
        );
    }
}

/// Bits that are sorted by at once.
const DIGIT: u32 = 11;

/// Sorts by so many bits above the lowest ones, those equal in them left in their order: digit by digit, from the lowest.
fn sort_above(order: &mut Vec<u64>, lowest: u32, bits: u32) {
    // Few are sorted quicker by comparing; they are in the order of their lowest bits, which come last.
    if order.len() < 1 << DIGIT {
        order.sort_unstable();
        return;
    }
    let mut other = vec![0_u64; order.len()];
    let mut done = 0_u32;
    while done < bits {
        let shift = lowest.saturating_add(done);
        let digit = |one: u64| usize::try_from(one.checked_shr(shift).unwrap_or(0) & ((1 << DIGIT) - 1)).unwrap_or(0);
        let mut starts = vec![0_usize; 1 << DIGIT];
        for one in order.iter() {
            if let Some(count) = starts.get_mut(digit(*one)) {
                *count = count.saturating_add(1);
            }
        }
        let mut so_far = 0_usize;
        for start in &mut starts {
            so_far = so_far.saturating_add(std::mem::replace(start, so_far));
        }
        for one in order.iter() {
            if let Some(start) = starts.get_mut(digit(*one)) {
                if let Some(slot) = other.get_mut(*start) {
                    *slot = *one;
                }
                *start = start.saturating_add(1);
            }
        }
        std::mem::swap(order, &mut other);
        done = done.saturating_add(DIGIT);
    }
}

/// Goes over members in order, group by group, and in it over runs of equals by the first key, and by all.
fn runs<T>(
    order: &[T],
    same_group: impl Fn(&T, &T) -> bool,
    same_first: impl Fn(&T, &T) -> bool,
    same_all: impl Fn(&T, &T) -> bool,
    row: impl Fn(&T) -> usize,
    tell: &mut impl FnMut(usize, Standing),
) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for group in order.chunk_by(&same_group) {
        let mut before_first = 0_usize;
        for first in group.chunk_by(&same_first) {
            let with_first = before_first.saturating_add(first.len());
            let mut before = before_first;
            for equals in first.chunk_by(&same_all) {
                let with_equals = before.saturating_add(equals.len());
                let standing = Standing {
                    ahead_first: number(before_first),
                    level_first: number(with_first.saturating_sub(1)),
                    ahead: number(before),
                    level: number(with_equals.saturating_sub(1)),
                };
                equals.iter().for_each(|one| tell(row(one), standing));
                before = with_equals;
            }
            before_first = with_first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way: everybody against everybody.
    fn plainly(rows: &[u32], groups: &[i64], keys: &[(Vec<i64>, bool)]) -> Vec<(usize, Standing)> {
        let at = |row: u32| usize::try_from(row).unwrap();
        let by = |row: u32, how_many: usize| -> Vec<i128> {
            keys.iter().take(how_many).map(|(values, descending)| i128::from(values[at(row)]) * if *descending { -1 } else { 1 }).collect()
        };
        let count = |own: u32, before: &dyn Fn(u32, u32) -> bool| {
            let others = rows.iter().filter(|other| **other != own && groups[at(**other)] == groups[at(own)]);
            u32::try_from(others.filter(|other| before(**other, own)).count()).unwrap()
        };
        let standing = |own: u32| Standing {
            ahead_first: count(own, &|a, b| by(a, 1) < by(b, 1)),
            level_first: count(own, &|a, b| by(a, 1) <= by(b, 1)),
            ahead: count(own, &|a, b| by(a, keys.len()) < by(b, keys.len())),
            level: count(own, &|a, b| by(a, keys.len()) <= by(b, keys.len())),
        };
        rows.iter().map(|own| (at(*own), standing(*own))).collect()
    }

    #[test]
    fn digits_sort_as_comparing_does() {
        let mut state = 5_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 20
        };
        for bits in [1, 11, 12, 30] {
            let mut order: Vec<u64> = (0..5_000_u64).map(|at| (next() & ((1 << bits) - 1)) << 13 | at).collect();
            let mut compared = order.clone();
            compared.sort_unstable();
            sort_above(&mut order, 13, bits);
            assert_eq!(order, compared, "{bits}");
        }
    }

    #[test]
    fn everybody_stands_where_comparing_all_with_all_puts_them() {
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for round in 0..200 {
            let n = usize::try_from(next(40)).unwrap();
            let wide = round % 5 == 0;
            let mut column = |_| -> Vec<i64> {
                let spread = next(12) + 1;
                let mut number = || i64::try_from(next(spread)).unwrap();
                (0..n).map(|_| if wide { (number() - 3) << 58 } else { number() - 4 }).collect()
            };
            let columns: Vec<Vec<i64>> = (0..=round % 3).map(&mut column).collect();
            let groups: Vec<i64> = {
                let below = next(4) + 1;
                (0..n).map(|_| i64::try_from(next(below)).unwrap() - 1).collect()
            };
            let rows: Vec<u32> = (0..n).filter(|at| at % 7 != 3).map(|at| u32::try_from(at).unwrap()).collect();
            let keys: Vec<(Vec<i64>, bool)> = columns.into_iter().enumerate().map(|(at, values)| (values, (round + at) % 2 == 0)).collect();
            let packed = |values: &[i64]| {
                let mut all = Packed::default();
                all.push(values, values.len());
                all
            };
            let (of_groups, of_keys) = (packed(&groups), keys.iter().map(|(values, _)| packed(values)).collect::<Vec<_>>());
            let each: Vec<Key<'_>> =
                of_keys.iter().zip(&keys).map(|(values, (_, descending))| Key { values, descending: *descending }).collect();
            let mut found = Vec::new();
            standings(&Competitors { rows: &rows, groups: &of_groups }, &each, |row, standing| found.push((row, standing)));
            found.sort_unstable_by_key(|(row, _)| *row);
            assert_eq!(found, plainly(&rows, &groups, &keys), "round {round}");
        }
    }
}
