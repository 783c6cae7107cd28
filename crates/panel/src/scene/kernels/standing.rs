//! Who stands before whom: members of groups in the order of their keys, once for a population.
//!
//! In: group, keys and whether each competes, as whole numbers. Out: for each member how many of its group stand before it, and how
//! many before it or level with it, by the first key and by all. Group and keys are packed into one whole number where
//! they fit, so that a population is put in order by one sort of numbers, or by counting where there are few different ones.

/// A member that competes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Competitor {
    pub row: u32,
    pub group: i64,
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
    pub values: &'k [i64],
    pub descending: bool,
}

/// Where each competitor stands, in the order given.
pub(super) fn standings(competitors: &[Competitor], keys: &[Key<'_>]) -> Vec<Standing> {
    let mut all = vec![Standing::default(); competitors.len()];
    let value =
        |key: &Key<'_>, one: &Competitor| usize::try_from(one.row).ok().and_then(|row| key.values.get(row)).copied().unwrap_or_default();
    match Packing::of(competitors, keys, value) {
        Some(packing) => packing.stand(competitors, keys, value, &mut all),
        None => {
            // Too wide for one number: compared key by key.
            let mut order: Vec<(usize, i64, Vec<i128>)> = competitors
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    let better_first = |key: &Key<'_>| {
                        let own = i128::from(value(key, one));
                        if key.descending { own.saturating_neg() } else { own }
                    };
                    (at, one.group, keys.iter().map(better_first).collect())
                })
                .collect();
            order.sort_unstable_by(|a, b| (a.1, &a.2, a.0).cmp(&(b.1, &b.2, b.0)));
            runs(&order, |a, b| a.1 == b.1, |a, b| a.2.first() == b.2.first(), |a, b| a.2 == b.2, |one| one.0, &mut all);
        }
    }
    all
}

/// How many bits each part takes, and what is nought in it.
struct Packing {
    group: Part,
    keys: Vec<Part>,
    /// Bits of all keys together, and of all keys but the first.
    key_bits: u32,
    later_bits: u32,
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

/// Counting is quicker than sorting where there are no more places than this many times the members.
const COUNTED_BELOW: usize = 8;

impl Packing {
    fn of(competitors: &[Competitor], keys: &[Key<'_>], value: impl Fn(&Key<'_>, &Competitor) -> i64) -> Option<Packing> {
        let group = Part::of(competitors.iter().map(|one| one.group))?;
        let keys: Vec<Part> = keys.iter().map(|key| Part::of(competitors.iter().map(|one| value(key, one)))).collect::<Option<_>>()?;
        let key_bits = keys.iter().try_fold(0_u32, |bits, part| bits.checked_add(part.bits))?;
        let later_bits = key_bits.checked_sub(keys.first().map_or(0, |part| part.bits))?;
        let row_bits = 64_u32.checked_sub(u64::try_from(competitors.len()).ok()?.leading_zeros())?;
        let all = group.bits.checked_add(key_bits)?.checked_add(row_bits)?;
        (all <= 64).then_some(Packing { group, keys, key_bits, later_bits })
    }

    fn packed(&self, one: &Competitor, keys: &[Key<'_>], value: &impl Fn(&Key<'_>, &Competitor) -> i64) -> u64 {
        let shifted = |packed: u64, bits: u32| packed.checked_shl(bits).unwrap_or(0);
        let group = self.group.pack(one.group, false);
        keys.iter()
            .zip(&self.keys)
            .fold(group, |packed, (key, part)| shifted(packed, part.bits) | part.pack(value(key, one), key.descending))
    }

    fn stand(&self, competitors: &[Competitor], keys: &[Key<'_>], value: impl Fn(&Key<'_>, &Competitor) -> i64, all: &mut [Standing]) {
        let places = 1_usize.checked_shl(self.group.bits.saturating_add(self.key_bits)).unwrap_or(usize::MAX);
        if places <= competitors.len().saturating_mul(COUNTED_BELOW) && self.later_bits == 0 {
            self.count(competitors, keys, &value, places, all);
            return;
        }
        let row_bits = 64_u32.saturating_sub(u64::try_from(competitors.len()).unwrap_or(u64::MAX).leading_zeros());
        let at_mask = 1_u64.checked_shl(row_bits).map_or(u64::MAX, |bit| bit.wrapping_sub(1));
        let mut order: Vec<u64> = competitors
            .iter()
            .zip(0_u64..)
            .map(|(one, at)| self.packed(one, keys, &value).checked_shl(row_bits).unwrap_or(0) | at)
            .collect();
        sort_above(&mut order, row_bits, self.group.bits.saturating_add(self.key_bits));
        let above = |one: u64, bits: u32| one.checked_shr(bits).unwrap_or(0);
        let first_bits = row_bits.saturating_add(self.later_bits);
        let group_bits = row_bits.saturating_add(self.key_bits);
        runs(
            &order,
            |a, b| above(*a, group_bits) == above(*b, group_bits),
            |a, b| above(*a, first_bits) == above(*b, first_bits),
            |a, b| above(*a, row_bits) == above(*b, row_bits),
            |one| usize::try_from(*one & at_mask).unwrap_or(usize::MAX),
            all,
        );
    }

    /// One key: how many have each value, and from there how many have a better one.
    fn count(
        &self,
        competitors: &[Competitor],
        keys: &[Key<'_>],
        value: &impl Fn(&Key<'_>, &Competitor) -> i64,
        places: usize,
        all: &mut [Standing],
    ) {
        let mut counts = vec![0_u32; places];
        let place = |one: &Competitor| usize::try_from(self.packed(one, keys, value)).unwrap_or(usize::MAX);
        for one in competitors {
            if let Some(count) = counts.get_mut(place(one)) {
                *count = count.saturating_add(1);
            }
        }
        let group_places = 1_usize.checked_shl(self.key_bits).unwrap_or(usize::MAX);
        // In each group: those before a value, in the high half those level too.
        let mut before = vec![0_u32; places];
        for (counts, before) in counts.chunks(group_places).zip(before.chunks_mut(group_places)) {
            let mut so_far = 0_u32;
            for (count, before) in counts.iter().zip(before) {
                *before = so_far;
                so_far = so_far.saturating_add(*count);
            }
        }
        for (one, standing) in competitors.iter().zip(all) {
            let place = place(one);
            let ahead = before.get(place).copied().unwrap_or_default();
            let level = ahead.saturating_add(counts.get(place).copied().unwrap_or_default()).saturating_sub(1);
            *standing = Standing { ahead_first: ahead, level_first: level, ahead, level };
        }
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
    at: impl Fn(&T) -> usize,
    all: &mut [Standing],
) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for group in order.chunk_by(&same_group) {
        let mut before_first = 0_usize;
        for first in group.chunk_by(&same_first) {
            let with_first = before_first.saturating_add(first.len());
            let mut before = before_first;
            for equals in first.chunk_by(&same_all) {
                let with_equals = before.saturating_add(equals.len());
                for one in equals {
                    if let Some(standing) = all.get_mut(at(one)) {
                        *standing = Standing {
                            ahead_first: number(before_first),
                            level_first: number(with_first.saturating_sub(1)),
                            ahead: number(before),
                            level: number(with_equals.saturating_sub(1)),
                        };
                    }
                }
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
    fn plainly(competitors: &[Competitor], keys: &[Key<'_>]) -> Vec<Standing> {
        let by = |one: &Competitor, how_many: usize| -> Vec<i128> {
            let sign = |key: &Key<'_>| if key.descending { -1 } else { 1 };
            keys.iter().take(how_many).map(|key| sign(key) * i128::from(key.values[usize::try_from(one.row).unwrap()])).collect()
        };
        let count = |own: usize, before: &dyn Fn(&Competitor, &Competitor) -> bool| {
            let others = competitors.iter().enumerate().filter(|(at, other)| *at != own && other.group == competitors[own].group);
            u32::try_from(others.filter(|(_, other)| before(other, &competitors[own])).count()).unwrap()
        };
        (0..competitors.len())
            .map(|own| Standing {
                ahead_first: count(own, &|a, b| by(a, 1) < by(b, 1)),
                level_first: count(own, &|a, b| by(a, 1) <= by(b, 1)),
                ahead: count(own, &|a, b| by(a, keys.len()) < by(b, keys.len())),
                level: count(own, &|a, b| by(a, keys.len()) <= by(b, keys.len())),
            })
            .collect()
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
            let groups = next(4) + 1;
            let competitors: Vec<Competitor> = (0..n)
                .filter(|at| at % 7 != 3)
                .map(|at| Competitor { row: u32::try_from(at).unwrap(), group: i64::try_from(next(groups)).unwrap() - 1 })
                .collect();
            let keys: Vec<Key<'_>> =
                columns.iter().enumerate().map(|(at, values)| Key { values, descending: (round + at) % 2 == 0 }).collect();
            assert_eq!(standings(&competitors, &keys), plainly(&competitors, &keys), "round {round}");
        }
    }
}
