//! Who stands before whom: members of groups in the order of their keys, once for a population.
//!
//! In: group, keys and whether each competes, as whole numbers. Out: for each member how many of its group stand before it, and how
//! many before it or level with it, by the first key and by all. Group and keys are packed into one whole number where
//! they fit, so that a population is put in order by one sort of numbers.

pub(super) use crate::everybody::Standing;
use crate::packed::Packed;

/// Those who compete: their rows, ascending, and the group of each row.
pub(super) struct Competitors<'c> {
    pub rows: &'c [u32],
    pub groups: &'c Packed,
}

/// Combinations of keys for each competitor up to which they are counted.
const MOST_CELLS: usize = 8;

/// Rows gone over together.
const ROWS: usize = 4096;

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

/// Tells of each competitor how many of its group stand before it by all keys; group by group or not.
pub(super) fn places(competitors: &Competitors<'_>, keys: &[Key<'_>], mut tell: impl FnMut(usize, u32)) {
    match Packing::of(competitors, keys) {
        Some(packing) if packing.count(competitors, keys, &mut tell) => {}
        Some(packing) => packing.ahead(competitors, keys, &mut tell),
        None => standings(competitors, keys, |row, standing| tell(row, standing.ahead)),
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

    /// Over some rows of a column, ascending.
    fn of_rows(values: &Packed, rows: &[u32]) -> Option<Part> {
        // Nobody else is there, mostly.
        if rows.len() == values.len() {
            return Part::of_all(values);
        }
        Part::of(rows.iter().map(|row| values.get(usize::try_from(*row).unwrap_or(usize::MAX))))
    }

    /// Over a whole column.
    fn of_all(values: &Packed) -> Option<Part> {
        let (least, greatest) = values.extremes();
        Part::of([least, greatest].into_iter())
    }

    /// How many numbers there may be.
    fn span(self) -> Option<usize> {
        usize::try_from(self.greatest.checked_sub(self.least)?.checked_add(1)?).ok()
    }

    fn pack(self, value: i64, reversed: bool) -> u64 {
        let away = if reversed { self.greatest.wrapping_sub(value) } else { value.wrapping_sub(self.least) };
        away.cast_unsigned()
    }
}

impl Packing {
    fn of(competitors: &Competitors<'_>, keys: &[Key<'_>]) -> Option<Packing> {
        // Where few do not compete, their numbers are not told from the others': that may take a bit more.
        let mostly_all = competitors.rows.len().saturating_mul(2) > competitors.groups.len();
        let quick = if mostly_all { Packing::by(competitors, keys, Part::of_all) } else { None };
        quick.or_else(|| Packing::by(competitors, keys, |values| Part::of_rows(values, competitors.rows)))
    }

    fn by(competitors: &Competitors<'_>, keys: &[Key<'_>], part: impl Fn(&Packed) -> Option<Part>) -> Option<Packing> {
        let group = part(competitors.groups)?;
        let keys: Vec<Part> = keys.iter().map(|key| part(key.values)).collect::<Option<_>>()?;
        let key_bits = keys.iter().try_fold(0_u32, |bits, part| bits.checked_add(part.bits))?;
        let later_bits = key_bits.checked_sub(keys.first().map_or(0, |part| part.bits))?;
        let row_bits = 32_u32.checked_sub(competitors.rows.last().copied().unwrap_or(0).leading_zeros())?;
        let all = group.bits.checked_add(key_bits)?.checked_add(row_bits)?;
        (all <= 64).then_some(Packing { group, keys, key_bits, later_bits, row_bits })
    }

    /// Every competitor with its group and its keys in one number, the better the lower: each part put behind those before it.
    fn each(
        &self,
        competitors: &Competitors<'_>,
        keys: &[Key<'_>],
        behind: impl Fn(u64, Part, u64) -> u64,
        mut look: impl FnMut(u32, u64),
    ) {
        let (mut numbers, mut packed) = (Vec::with_capacity(ROWS), Vec::with_capacity(ROWS));
        let mut rows = competitors.rows;
        for from in (0..competitors.groups.len()).step_by(ROWS) {
            let to = from.saturating_add(ROWS);
            let here = rows.partition_point(|row| usize::try_from(*row).is_ok_and(|row| row < to));
            let (own, later) = rows.split_at(here);
            rows = later;
            if own.is_empty() {
                continue;
            }
            packed.clear();
            packed.resize(to.min(competitors.groups.len()).saturating_sub(from), 0_u64);
            let columns = keys.iter().zip(&self.keys).map(|(key, part)| (key.values, *part, key.descending));
            for (values, part, reversed) in [(competitors.groups, self.group, false)].into_iter().chain(columns) {
                values.spread(from, to, &mut numbers);
                packed.iter_mut().zip(&numbers).for_each(|(packed, own)| *packed = behind(*packed, part, part.pack(*own, reversed)));
            }
            if own.len() == packed.len() {
                own.iter().zip(&packed).for_each(|(row, packed)| look(*row, *packed));
                continue;
            }
            for row in own {
                let at = usize::try_from(*row).unwrap_or_default().saturating_sub(from);
                look(*row, packed.get(at).copied().unwrap_or_default());
            }
        }
    }

    /// Tells of each how many of its group stand before it by all keys, by counting how many there are of each combination of keys; false where
    /// there are too many combinations for so few.
    fn count(&self, competitors: &Competitors<'_>, keys: &[Key<'_>], tell: &mut impl FnMut(usize, u32)) -> bool {
        let of_keys = self.keys.iter().try_fold(1_usize, |so_far, part| so_far.checked_mul(part.span()?));
        let most = competitors.rows.len().saturating_mul(MOST_CELLS);
        let cells = of_keys.zip(self.group.span()).and_then(|(keys, groups)| keys.checked_mul(groups)).filter(|cells| *cells <= most);
        let (Some(of_keys), Some(cells)) = (of_keys, cells) else { return false };
        let mut places: Vec<u32> = Vec::with_capacity(competitors.rows.len());
        let mut counts = vec![0_u32; cells];
        let behind =
            |packed: u64, part: Part, own: u64| packed.wrapping_mul(u64::try_from(part.span().unwrap_or(0)).unwrap_or(0)).wrapping_add(own);
        self.each(competitors, keys, behind, |_, packed| {
            let cell = usize::try_from(packed).ok().and_then(|at| counts.get_mut(at));
            cell.into_iter().for_each(|count| *count = count.saturating_add(1));
            places.push(u32::try_from(packed).unwrap_or(u32::MAX));
        });
        for group in counts.chunks_mut(of_keys.max(1)) {
            let mut before = 0_u32;
            for count in group {
                before = before.saturating_add(std::mem::replace(count, before));
            }
        }
        for (row, place) in competitors.rows.iter().zip(places) {
            let ahead = usize::try_from(place).ok().and_then(|at| counts.get(at)).copied().unwrap_or_default();
            tell(usize::try_from(*row).unwrap_or(usize::MAX), ahead);
        }
        true
    }

    /// Everybody in order: group, keys and row in one number each.
    fn ordered(&self, competitors: &Competitors<'_>, keys: &[Key<'_>]) -> Vec<u64> {
        let row_bits = self.row_bits;
        let shifted = |packed: u64, bits: u32| packed.checked_shl(bits).unwrap_or(0);
        let mut order: Vec<u64> = Vec::with_capacity(competitors.rows.len());
        self.each(
            competitors,
            keys,
            |packed, part, own| shifted(packed, part.bits) | own,
            |row, packed| {
                order.push(shifted(packed, row_bits) | u64::from(row));
            },
        );
        sort_above(&mut order, row_bits, self.group.bits.saturating_add(self.key_bits));
        order
    }

    /// Tells of each how many of its group stand before it by all keys, group by group.
    fn ahead(&self, competitors: &Competitors<'_>, keys: &[Key<'_>], tell: &mut impl FnMut(usize, u32)) {
        let (row_bits, key_bits) = (self.row_bits, self.key_bits);
        let above = |one: u64, bits: u32| one.checked_shr(bits).unwrap_or(0);
        let row_mask = above(u64::MAX, 64_u32.saturating_sub(row_bits));
        let (mut last, mut of_group, mut ahead) = (None, 0_u32, 0_u32);
        for one in self.ordered(competitors, keys) {
            let own = above(one, row_bits);
            if last != Some(own) {
                // Level with nobody before it; first in its group, or behind all those told of so far.
                let same_group = last.is_some_and(|last| above(last, key_bits) == above(own, key_bits));
                of_group = if same_group { of_group } else { 0 };
                (last, ahead) = (Some(own), of_group);
            }
            of_group = of_group.saturating_add(1);
            tell(usize::try_from(one & row_mask).unwrap_or(usize::MAX), ahead);
        }
    }

    fn stand(&self, competitors: &Competitors<'_>, keys: &[Key<'_>], tell: &mut impl FnMut(usize, Standing)) {
        let row_bits = self.row_bits;
        let order = self.ordered(competitors, keys);
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
            let wanted = plainly(&rows, &groups, &keys);
            assert_eq!(found, wanted, "round {round}");
            let mut ahead = Vec::new();
            places(&Competitors { rows: &rows, groups: &of_groups }, &each, |row, before| ahead.push((row, before)));
            ahead.sort_unstable_by_key(|(row, _)| *row);
            assert_eq!(ahead, wanted.iter().map(|(row, standing)| (*row, standing.ahead)).collect::<Vec<_>>(), "round {round}");
        }
    }
}
