//! Who may be among the first so many of a group: those not behind its n-th by the first key.
//!
//! In: who competes, groups and first keys over a population, and how many are taken. Out: the rows of those who may be in, ascending; each of the
//! others has at least so many of its group before it. One pass keeps for each group the best keys it has met, and with them the key that
//! one has to reach; of those who reached it as it stood then, the ones who still do are left. Deliberately absent: the further keys, and who is in.

use std::cmp::Reverse;

use super::standing::Key;
use crate::packed::Packed;
use crate::planted;

/// Groups beyond this many are not told apart here: all are put in order.
const MOST_GROUPS: i64 = 4096;

/// Keys beyond the places that a group keeps before it drops those behind.
const MORE: usize = 64;

/// Rows gone over together.
const ROWS: usize = 4096;

/// `competes` says of each row whether it takes part. `None`: too many groups.
pub(super) fn candidates(competes: impl Fn(usize) -> bool, groups: &Packed, key: &Key<'_>, places: usize) -> Option<Vec<u32>> {
    let (least, greatest) = groups.bounds();
    if least < 0 || greatest >= MOST_GROUPS {
        return None;
    }
    let many = usize::try_from(greatest).ok()?.saturating_add(1);
    // The key that one has to reach, the better the higher.
    let mut lines = vec![i64::MIN; many];
    let mut best: Vec<Vec<i64>> = vec![Vec::new(); many];
    if places == 0 {
        return Some(Vec::new());
    }
    let places = if planted::is(56) { places.saturating_sub(1).max(1) } else { places };
    let full = places.saturating_add(places.max(MORE));
    // Whoever reached the line as it stood then.
    let mut near: Vec<(u32, usize, i64)> = Vec::new();
    each(groups, key, |row, group, own| {
        let Some(line) = lines.get_mut(group) else { return };
        if own < *line || !competes(row) {
            return;
        }
        near.extend(u32::try_from(row).map(|row| (row, group, own)));
        let Some(keys) = best.get_mut(group).filter(|_| own > *line) else { return };
        keys.push(own);
        if keys.len() >= full {
            *line = tightened(keys, places).unwrap_or(*line);
        }
    });
    for (keys, line) in best.iter_mut().zip(&mut lines) {
        *line = tightened(keys, places).unwrap_or(*line);
    }
    let reach = near.into_iter().filter(|(_, group, own)| lines.get(*group).is_some_and(|line| own >= line));
    Some(reach.map(|(row, ..)| row).collect())
}

/// Leaves the best so many of some keys: the worst of them; `None` where there are fewer.
fn tightened(keys: &mut Vec<i64>, places: usize) -> Option<i64> {
    let last = places.checked_sub(1).filter(|last| *last < keys.len())?;
    let (_, line, _) = keys.select_nth_unstable_by_key(last, |key| Reverse(*key));
    let line = *line;
    keys.truncate(places);
    Some(line)
}

/// Every row with its group and its key, turned so that the better is the higher.
fn each(groups: &Packed, key: &Key<'_>, mut look: impl FnMut(usize, usize, i64)) {
    let (mut of_groups, mut of_keys) = (Vec::with_capacity(ROWS), Vec::with_capacity(ROWS));
    for from in (0..groups.len()).step_by(ROWS) {
        let to = from.saturating_add(ROWS).min(groups.len());
        groups.spread(from, to, &mut of_groups);
        key.values.spread(from, to, &mut of_keys);
        for ((row, group), own) in (from..).zip(&of_groups).zip(&of_keys) {
            look(row, usize::try_from(*group).unwrap_or(usize::MAX), if key.descending { *own } else { !*own });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_who_may_be_in_is_left_out_and_few_others_are_kept() {
        let mut state = 11_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for round in 0..60 {
            let n = usize::try_from(next(6_000)).unwrap();
            let (spread, many) = (next(5_000) + 1, next(7) + 1);
            let mut column = |below: u64, less: i64| (0..n).map(|_| i64::try_from(next(below)).unwrap() - less).collect::<Vec<i64>>();
            let (groups, keys) = (column(many, 0), column(spread, 7));
            let places = usize::try_from(spread % 40).unwrap();
            let descending = round % 2 == 0;
            let packed = Packed::of(&keys);
            let competes = |row: usize| row % 5 != 3;
            let found = candidates(competes, &Packed::of(&groups), &Key { values: &packed, descending }, places).unwrap();
            let better = |a: usize, b: usize| if descending { keys[a] > keys[b] } else { keys[a] < keys[b] };
            let all: Vec<usize> = (0..n).filter(|row| competes(*row)).collect();
            let wanted: Vec<u32> = all
                .iter()
                .filter(|own| all.iter().filter(|other| groups[**other] == groups[**own] && better(**other, **own)).count() < places)
                .map(|row| u32::try_from(*row).unwrap())
                .collect();
            assert_eq!(found, wanted, "round {round}");
        }
    }

    #[test]
    fn many_groups_are_not_told_apart() {
        let packed = Packed::of(&[0, 5_000]);
        assert!(candidates(|_| true, &packed, &Key { values: &packed, descending: true }, 1).is_none());
    }
}
