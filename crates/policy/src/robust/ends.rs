//! Counts where keys are stretches: read off two sorted lists of ends, not each against each.
//!
//! By one key, another is surely better where its worse end lies above one's own better end, and may be where its better end lies above
//! one's worse. So the counts of all are a few searches each.

use super::field::{KeyValues, Missing, Stretch, Unit};
use super::standing::{Around, Drawn, Under, competes};
use crate::cut_line::Before;

/// One who competes: from its worse to its better end, where more is better.
struct Competitor {
    place: usize,
    worse: i64,
    better: i64,
    surely: bool,
}

impl Drawn<'_> {
    /// What each of a group meets; `None` unless there is one key, groups are known, and members are counted.
    pub(super) fn by_ends(&self, group: &[usize], under: Under) -> Option<Vec<Around>> {
        let [key] = self.field.keys.as_slice() else { return None };
        if !matches!(key.of, KeyValues::Fixed(_) | KeyValues::Varied(_)) || !self.field.open_groups.is_empty() {
            return None;
        }
        let mut around = vec![Around::default(); group.len()];
        let mut competitors: Vec<Competitor> = Vec::with_capacity(group.len());
        let (mut base, mut seats, mut all) = ((0_usize, 0_usize), (0_usize, 0_usize), 0_usize);
        let add = |pair: &mut (usize, usize), surely: bool, maybe: bool| {
            pair.0 = pair.0.saturating_add(usize::from(surely));
            pair.1 = pair.1.saturating_add(usize::from(surely || maybe));
        };
        let mut own_seats: Vec<Option<(bool, bool)>> = Vec::with_capacity(group.len());
        for (place, at) in group.iter().enumerate() {
            let member = self.member(*at)?;
            let inside = self.inside(*at, under.missing);
            if inside == Some(false) {
                own_seats.push(None);
                continue;
            }
            if under.by_unit && member.unit != Unit::Alone {
                return None;
            }
            let there = inside == Some(true);
            all = all.saturating_add(1);
            let counts = if under.base_all { Some(true) } else { member.vetoed.map(|v| !v) };
            add(&mut base, there && counts == Some(true), counts != Some(false));
            let gone = if under.moves_up { member.vetoed } else { Some(false) };
            let may_sit = under.takes_place && member.admitted != Some(false) && gone != Some(true);
            let sits = may_sit && there && member.admitted == Some(true) && gone == Some(false);
            add(&mut seats, sits, may_sit);
            own_seats.push(Some((sits, may_sit)));
            let (worse, better) = match self.stretch(&key.of, *at) {
                _ if under.missing == Missing::Last && !self.keys_known(*at) => (-1, -1),
                Stretch::Nothing => return None,
                Stretch::Places(low, high) if key.descending => (i64::from(low), i64::from(high)),
                Stretch::Places(low, high) => (i64::from(u32::MAX.saturating_sub(high)), i64::from(u32::MAX.saturating_sub(low))),
            };
            let competes = competes(member, under);
            // One that does not compete meets the others all the same.
            competitors.push(Competitor { place, worse, better, surely: there && competes == Some(true) });
        }
        let taking_part = |c: &&Competitor| {
            let member = group.get(c.place).and_then(|at| self.member(*at));
            member.is_some_and(|m| competes(m, under) != Some(false))
        };
        let mut sure: Vec<i64> = competitors.iter().filter(|c| c.surely).map(|c| c.worse).collect();
        let mut maybe: Vec<i64> = competitors.iter().filter(taking_part).map(|c| c.better).collect();
        sure.sort_unstable();
        maybe.sort_unstable();
        let above = |ends: &[i64], end: i64| ends.len().saturating_sub(ends.partition_point(|e| *e <= end));
        let not_below = |ends: &[i64], end: i64| ends.len().saturating_sub(ends.partition_point(|e| *e < end));
        for one in &competitors {
            let (own_maybe, known) = (taking_part(&one), one.worse == one.better);
            let less = |count: usize, own: bool| count.saturating_sub(usize::from(own));
            let ahead = (above(&sure, one.better), less(above(&maybe, one.worse), own_maybe && !known));
            let level = (less(not_below(&sure, one.better), one.surely && known), less(not_below(&maybe, one.worse), own_maybe));
            let before = Before { ahead, level, ahead_all: ahead, level_all: level };
            let (sits, may_sit) = own_seats.get(one.place).copied().flatten().unwrap_or_default();
            if let Some(slot) = around.get_mut(one.place) {
                *slot = Around { before, base, seats: (less(seats.0, sits), less(seats.1, may_sit)), all };
            }
        }
        Some(around)
    }
}
