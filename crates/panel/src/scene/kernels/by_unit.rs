//! 计数 单位: how many units stand before one. Others of its own unit do not.
//!
//! In: those who compete, each of a unit or of none. Out: for each where it stands, as [`Standing`] counts members. Members in order are gone over
//! once: a unit counts from the first of its members on.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use quanheng_facts::value::EntityIx;
use quanheng_policy::ir::Key;

use super::doubt::turned;
use super::set_rules::{Field, Member};
use super::standing::Standing;
use crate::planted;

pub(super) fn standings(
    field: &Field,
    gone: &[bool],
    order: &[Key],
    wanted: impl Fn(i64) -> bool,
    unit_of: impl Fn(usize) -> Option<EntityIx>,
    tell: &mut impl FnMut(usize, Standing),
) {
    let mut rows: Vec<(i64, usize)> = (0..field.len())
        .filter(|row| !gone.get(*row).copied().unwrap_or_default())
        .filter_map(|row| match field.member(row) {
            Member::Competes(group) if wanted(group) => Some((group, row)),
            _ => None,
        })
        .collect();
    let compare = |a: usize, b: usize, how_many: usize| {
        let each = field.keys.iter().zip(order).take(how_many).map(|(values, key)| {
            let better = |row: usize| turned(values.get(row), key.descending && !planted::is(34));
            better(b).cmp(&better(a))
        });
        each.fold(Ordering::Equal, Ordering::then)
    };
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(a.1, b.1, order.len())));
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        // How many are counted before each place in the order, and where a unit is met first.
        let mut so_far: Vec<u32> = Vec::with_capacity(group.len().saturating_add(1));
        let mut met: BTreeMap<EntityIx, usize> = BTreeMap::new();
        let mut count = 0_u32;
        so_far.push(0);
        for (at, (_, row)) in group.iter().enumerate() {
            let counts = unit_of(*row).is_none_or(|unit| {
                let first = *met.entry(unit).or_insert(at);
                first == at
            });
            count = count.saturating_add(u32::from(counts));
            so_far.push(count);
        }
        let before = |place: usize, own: Option<usize>| {
            let counted = so_far.get(place).copied().unwrap_or_default();
            counted.saturating_sub(u32::from(own.is_some_and(|first| first < place)))
        };
        let mut at = 0_usize;
        for first in group.chunk_by(|a, b| compare(a.1, b.1, 1) == Ordering::Equal) {
            let (first_from, first_to) = (at, at.saturating_add(first.len()));
            for equals in first.chunk_by(|a, b| compare(a.1, b.1, order.len()) == Ordering::Equal) {
                let (from, to) = (at, at.saturating_add(equals.len()));
                for (place, (_, row)) in (from..).zip(equals) {
                    // Its own unit, or itself, is not counted against it.
                    let own = Some(unit_of(*row).and_then(|unit| met.get(&unit).copied()).unwrap_or(place));
                    tell(
                        *row,
                        Standing {
                            ahead_first: before(first_from, own),
                            level_first: before(first_to, own),
                            ahead: before(from, own),
                            level: before(to, own),
                        },
                    );
                }
                at = to;
            }
        }
    }
}
