//! What everybody is given in one draw: places, in or out, tiers.

use std::collections::BTreeMap;

use super::field::{Field, Given, ListWay, Member, OwnRule, SetRule, TierWay, Verdict};
use super::standing::{Around, Drawn, Under};
use crate::cut_line::{self, BY_PLACE};
use crate::possible::Ends;

/// Who is compared with whom: groups of members by their places, each in order. Where a group is not known, all are looked at together.
pub(super) fn groups(field: &Field) -> Vec<Vec<usize>> {
    if !field.open_groups.is_empty() {
        return vec![(0..field.members.len()).collect()];
    }
    let mut by_group: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, member) in field.members.iter().enumerate() {
        by_group.entry(member.group).or_default().push(at);
    }
    by_group.into_values().collect()
}

/// What is given to each member.
pub(super) fn given(drawn: Drawn<'_>, groups: &[Vec<usize>]) -> Vec<Given> {
    let field = drawn.field;
    let mut out = vec![Given::plain(Verdict::Outside); field.members.len()];
    for group in groups {
        let ways: Vec<Vec<Given>> = match &field.rule {
            SetRule::Rank { missing } => missing.iter().map(|missing| ranked(drawn, group, under(*missing))).collect(),
            SetRule::List { ways, ratio } => ways.iter().map(|way| listed(drawn, group, *way, *ratio)).collect(),
            SetRule::Tiers { ways } => ways.iter().map(|way| tiered(drawn, group, *way)).collect(),
        };
        for (place, at) in group.iter().enumerate() {
            let of_all = ways.iter().filter_map(|way| way.get(place).copied()).reduce(Given::hull);
            let (Some(slot), Some(given), Some(member)) = (out.get_mut(*at), of_all, field.members.get(*at)) else { continue };
            *slot = match member.own_rule {
                OwnRule::Set => given,
                OwnRule::Another(another) => another,
                OwnRule::Or(other) => given.hull(other),
            };
        }
    }
    out
}

/// How often one member is held against another in a draw.
pub(super) fn comparisons(drawn: Drawn<'_>, groups: &[Vec<usize>]) -> u64 {
    let ways: Vec<Under> = match &drawn.field.rule {
        SetRule::Rank { missing } => missing.iter().map(|missing| under(*missing)).collect(),
        SetRule::List { ways, .. } => ways.iter().map(|way| under_list(*way)).collect(),
        SetRule::Tiers { ways } => ways.iter().map(|way| under(way.missing)).collect(),
    };
    let pairs = |group: &Vec<usize>| u64::try_from(group.len()).unwrap_or(u64::MAX).saturating_pow(2);
    let slow = groups.iter().flat_map(|group| ways.iter().map(move |way| (group, *way)));
    slow.filter(|(group, way)| drawn.quickly(group, *way).is_none()).fold(0, |sum, (group, _)| sum.saturating_add(pairs(group)))
}

fn under_list(ListWay { missing, moves_up, base_all, takes_place, by_unit, .. }: ListWay) -> Under {
    Under { missing, moves_up, base_all, takes_place, by_unit }
}

fn under(missing: super::field::Missing) -> Under {
    Under { missing, moves_up: false, base_all: true, takes_place: false, by_unit: false }
}

fn places(ahead: cut_line::Pair) -> Option<(usize, usize)> {
    Some((ahead.0.saturating_add(1), ahead.1.saturating_add(1)))
}

fn ranked(drawn: Drawn<'_>, group: &[usize], under: Under) -> Vec<Given> {
    let around = drawn.around(group, under);
    let place = |(at, around): (&usize, &Around)| match drawn.inside(*at, under.missing) {
        Some(false) => Given::plain(Verdict::Outside),
        inside => Given { verdict: Verdict::Placed, places: places(around.before.ahead_all), doubt: inside.is_none() },
    };
    group.iter().zip(&around).map(place).collect()
}

fn listed(drawn: Drawn<'_>, group: &[usize], way: ListWay, ratio: bool) -> Vec<Given> {
    let ListWay { cut, missing, rounding, .. } = way;
    let around = drawn.around(group, under_list(way));
    let given = |(at, around): (&usize, &Around)| {
        let Some(member) = drawn.field.members.get(*at) else { return Given::plain(Verdict::Out) };
        let inside = drawn.inside(*at, missing);
        if inside == Some(false) || member.vetoed == Some(true) {
            return Given::plain(Verdict::Out);
        }
        let ahead = if cut == BY_PLACE { around.before.ahead_all } else { around.before.ahead };
        let places = if member.admitted == Some(true) { None } else { places(ahead) };
        let take = takes(drawn.field, member).first().copied().unwrap_or(Ends { low: None, high: None });
        let quota = cut_line::quota(take, around.base, around.all, rounding, ratio);
        let Some((quota, _)) = quota else { return Given { places, ..Given::plain(Verdict::Fault) } };
        let seats = |n: usize| i128::try_from(n).unwrap_or(i128::MAX);
        let left = |places: i128, seats: i128| places.saturating_sub(seats).max(0);
        let quota = (left(quota.0, seats(around.seats.1)), left(quota.1, seats(around.seats.0)));
        let line = around.before.cut(quota, cut);
        let free = inside == Some(true) && member.vetoed == Some(false);
        let verdict = if line.surely_tied && free && member.admitted == Some(false) {
            Verdict::Fault
        } else if (member.admitted == Some(true) || line.surely_above) && free {
            Verdict::In
        } else if member.admitted == Some(false) && !line.may_be_above {
            Verdict::Out
        } else {
            Verdict::Open
        };
        Given { verdict, places, doubt: false }
    };
    group.iter().zip(&around).map(given).collect()
}

fn tiered(drawn: Drawn<'_>, group: &[usize], way: TierWay) -> Vec<Given> {
    let around = drawn.around(group, under(way.missing));
    let given = |(at, around): (&usize, &Around)| {
        let inside = drawn.inside(*at, way.missing);
        let Some(member) = drawn.field.members.get(*at).filter(|_| inside != Some(false)) else { return Given::plain(Verdict::Outside) };
        let ahead = if way.cut == BY_PLACE { around.before.ahead_all } else { around.before.ahead };
        let takes = takes(drawn.field, member);
        let places = places(ahead);
        let Some(lines) = cut_line::lines(takes, around.base, way.rounding) else {
            return Given { places, ..Given::plain(Verdict::Fault) };
        };
        let (mut tiers, mut tie): (Option<(usize, usize)>, bool) = (None, false);
        let add = |tiers: &mut Option<(usize, usize)>, tier: usize| *tiers = Some(tiers.map_or((tier, tier), |(first, _)| (first, tier)));
        let mut ended = false;
        for (tier, line) in lines.iter().enumerate() {
            let cut = around.before.cut(*line, way.cut);
            if cut.surely_above {
                add(&mut tiers, tier);
                ended = true;
                break;
            }
            tie = tie || cut.may_tie || cut.surely_tied;
            if cut.surely_tied {
                ended = true;
                break;
            }
            if cut.may_be_above {
                add(&mut tiers, tier);
            }
        }
        if !ended {
            add(&mut tiers, lines.len());
        }
        match tiers {
            None if inside.is_none() => Given { places, doubt: true, ..Given::plain(Verdict::Outside) },
            None => Given { places, ..Given::plain(Verdict::Fault) },
            Some((first, last)) => Given { verdict: Verdict::Tier(first, last), places, doubt: tie || inside.is_none() },
        }
    };
    group.iter().zip(&around).map(given).collect()
}

fn takes<'f>(field: &'f Field, member: &Member) -> &'f [Ends] {
    field.takes.get(member.takes).map_or(&[], Vec::as_slice)
}
