//! 分档 where a group is known: the tier of everybody, by where each stands to the running totals of the quotas.
//!
//! In: everybody as a member ([`set_rules::Field`]) and the quota of each tier. Out: a tier for every row, or [`OPEN`] where something about its
//! group is not known. In a group where nothing is open but keys in doubt, the tier of those whom no doubt moves across a line.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::Value;
use quanheng_policy::finding::Fault;
use quanheng_policy::ir::Tiers;

use super::doubt::{Before, InDoubt};
use super::groups::{Groups, Seen};
use super::list_in_doubt::{Verdict, fault_code, verdict};
use super::read::not_applicable;
use super::rivals::{self, Asks};
use super::set_marks::{self, Aside, Telling};
use super::set_rules::{MOST_WAYS, Member, OPEN, by_places, competing, computed, field, missing, options, rounding_of};
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::packed::Packed;
use crate::planted;
use crate::register::Kind;
use crate::scene::{Needed, Scene};

/// A group: a row of it, whose quotas are everybody's, how many take part, and where the lines lie.
struct Group {
    first: usize,
    size: u64,
    /// Those whose keys are known and who are not behind everybody.
    ranked: u32,
    lines: Option<Vec<i128>>,
}

pub(super) fn tiers<'p>(scene: &Scene<'_, 'p>, tiers: &'p Tiers) -> Result<Option<Column>, Needed> {
    let year = scene.state.key.year;
    let Some(missing) = missing(scene, &tiers.missing)? else { return Ok(None) };
    let Some(cuts) = options(scene, &tiers.cut_ties)? else { return Ok(None) };
    let roundings: Vec<Option<Rounding>> = match &tiers.rounding {
        None => vec![None],
        Some(rounding) => match options(scene, rounding)? {
            None => return Ok(None),
            Some(ranks) => ranks.into_iter().map(|rank| Some(rounding_of(rank))).collect(),
        },
    };
    // However open clauses are settled.
    let ways: Vec<(u32, Option<Rounding>)> = cuts.iter().flat_map(|cut| roundings.iter().map(|rounding| (*cut, *rounding))).collect();
    if ways.is_empty() || ways.len() > MOST_WAYS {
        return Ok(None);
    }
    let kind = Kind::of(&scene.state.variable.ty);
    let values: Option<Vec<i64>> = tiers.cuts.iter().map(|cut| &cut.tier).chain([&tiers.rest]).map(|tier| kind.whole(tier)).collect();
    let Some(values) = values else { return Ok(None) };
    let mut takes: Vec<Seen> = tiers.cuts.iter().map(|_| Seen::default()).collect();
    let Some(mut field) = field(scene, &tiers.population, &tiers.keys, missing, |scene| {
        for (seen, cut) in takes.iter_mut().zip(&tiers.cuts) {
            set_marks::seen(scene, seen, &scene.register(&cut.take, year)?);
        }
        Ok(())
    })?
    else {
        return Ok(None);
    };
    if !takes.iter().all(Seen::is_of_one_kind) {
        return Ok(None);
    }
    let plain_takes = |row: usize| takes.iter().all(|seen| seen.row(row).code == PLAIN);
    let alike = |one: usize, other: usize| takes.iter().all(|seen| seen.row(one) == seen.row(other));
    let mut groups: Groups<Group> = Groups::default();
    for row in 0..field.len() {
        let member = field.member(row);
        let (Member::Competes(group) | Member::Aside(group) | Member::Excluded(group) | Member::InDoubt(group) | Member::Last(group)) =
            member
        else {
            continue;
        };
        let Some(of_group) = groups.at(group, || Group { first: row, size: 0, ranked: 0, lines: None }) else { continue };
        let takes_part = !matches!(member, Member::Aside(_) | Member::Excluded(_));
        of_group.size = of_group.size.saturating_add(u64::from(takes_part));
        of_group.ranked = of_group.ranked.saturating_add(u32::from(matches!(member, Member::Competes(_))));
        if !plain_takes(row) || !alike(of_group.first, row) {
            field.open.insert(group);
        }
    }
    // Ratios that come to more than everyone are everybody's fault, also of those outside.
    let beyond = |row: usize| tiers.rounding.is_some() && total(&takes, row).is_none_or(|sum| sum > Exact::ONE);
    let ungrouped = tiers.population.group.is_none();
    let na = not_applicable(scene).code;
    let code = |row: usize| {
        let member = field.member(row);
        let aside = match member {
            Member::Absent => return na,
            // Where there are no groups, also one who is outside has rivals, whose quotas must be the same.
            Member::Outside if ungrouped => !field.is_open(0) && groups.get(0).is_none_or(|all| alike(all.first, row)),
            _ => field.stands_aside(member),
        };
        if aside && plain_takes(row) && !beyond(row) { na } else { OPEN }
    };
    let as_they_stand: Vec<u32> = (0..field.len()).map(code).collect();
    let tie = LazyCell::new(|| fault_code(scene, Fault::CutTie));
    let mut doubts: BTreeMap<i64, InDoubt> = BTreeMap::new();
    if !by_places(scene, &tiers.keys) {
        for group in field.in_doubt.keys().filter(|group| !field.is_open(**group)) {
            if let Some(doubtful) = field.doubtful(scene, *group, &tiers.keys) {
                doubts.insert(*group, InDoubt::new(doubtful));
            }
        }
    }
    let mut made: Option<Made> = None;
    for (cut, rounding) in &ways {
        let cut = *cut;
        for group in groups.all_mut() {
            group.lines = lines(&takes, group, *rounding);
        }
        let mut codes = as_they_stand.clone();
        let mut tier_of: Vec<i64> = vec![0; field.len()];
        let mut at_cut = Vec::new();
        let mut tell = |row: usize, lines: &[i128], before: Before, known: bool| {
            let (tier, is_at) = tier(lines, before, cut);
            let (code, value) = match tier {
                _ if beyond(row) => (OPEN, 0),
                Tier::Of(at) => (PLAIN, values.get(at).copied().unwrap_or_default()),
                Tier::Tied if known => (*tie, 0),
                Tier::Tied | Tier::Open => (OPEN, 0),
            };
            if is_at && code != OPEN {
                at_cut.push(row);
            }
            if let (Some(slot), Some(kept)) = (tier_of.get_mut(row), codes.get_mut(row)) {
                (*slot, *kept) = (value, code);
            }
        };
        let how_many = if cut == 2 { tiers.keys.len() } else { 1 };
        let wanted = |group: i64| field.is_known(group) || doubts.contains_key(&group);
        competing(&field, &[], &tiers.keys, wanted, |row, standing| {
            let group = field.groups.get(row);
            let Some(lines) = groups.get(group).and_then(|group| group.lines.as_deref()) else { return };
            let (ahead, level) = if cut == 2 { (standing.ahead, standing.level) } else { (standing.ahead_first, standing.level_first) };
            let before = Before::known(ahead, level);
            match doubts.get(&group).filter(|_| !field.in_doubt.is_empty()) {
                None => tell(row, lines, before, true),
                Some(in_doubt) => {
                    tell(row, lines, before.and(in_doubt.before(&field.turned_keys(row, &tiers.keys), how_many, None)), false)
                }
            }
        });
        for row in (0..field.len()).filter(|_| !field.last.is_empty()) {
            if let Member::Last(group) = field.member(row)
                && field.is_known(group)
                && let Some(of_group) = groups.get(group)
                && let Some(lines) = of_group.lines.as_deref()
            {
                let level = of_group.ranked.saturating_add(field.last_of(group)).saturating_sub(1);
                tell(row, lines, Before::known(of_group.ranked, level), false);
            }
        }
        let this = Made { tier_of, codes, at_cut };
        made = Some(match made {
            None => this,
            Some(so_far) => so_far.and(this),
        });
    }
    let Some(Made { tier_of, mut codes, at_cut }) = made else { return Ok(None) };
    if ways.len() > 1 {
        // More is told of these than a tier: by which clauses it is not known.
        let is_more = |(code, before): (&mut u32, &u32)| {
            if *code != *before && *code != PLAIN {
                *code = OPEN;
            }
        };
        codes.iter_mut().zip(&as_they_stand).for_each(is_more);
    }
    scene.state.panel.are_at_cut(scene.state.key, at_cut);
    let all_alike = takes.iter().all(Seen::is_plain_for_all);
    rivals::tell(scene, &field, &tiers.keys, Asks { alike: all_alike, with_excluded: true, beside: None, marks: &[] });
    let mut packed = Packed::default();
    packed.push(&tier_of, tier_of.len());
    let all_plain = codes.iter().all(|code| *code == PLAIN);
    let column = computed(scene, kind, packed, (!all_plain).then_some(&codes));
    let of_all: Vec<&Seen> = takes.iter().collect();
    let telling = Telling { aside: Aside::KeysInGroup, with_excluded: true, more: &[], of_all: &of_all, beside: PLAIN };
    Ok(Some(set_marks::told(scene, &field, &telling, column)))
}

/// What everybody comes to in one way of settling the clauses.
struct Made {
    tier_of: Vec<i64>,
    codes: Vec<u32>,
    at_cut: Vec<usize>,
}

impl Made {
    /// The same of whom both say one tier, and no more.
    fn and(mut self, other: Made) -> Made {
        let others = other.tier_of.iter().zip(other.codes);
        for ((own, code), (tier, other)) in self.tier_of.iter().zip(&mut self.codes).zip(others) {
            if *code != other || (own != tier && !planted::is(161)) {
                *code = OPEN;
            }
        }
        self.at_cut.extend(other.at_cut);
        self
    }
}

/// What the quotas of a row come to together; `None`: no number.
fn total(takes: &[Seen], row: usize) -> Option<Exact> {
    takes.iter().try_fold(Exact::ZERO, |sum, seen| sum.plus(number(seen, row)?))
}

fn number(seen: &Seen, row: usize) -> Option<Exact> {
    let row = seen.row(row);
    match seen.kind()?.value(row.value) {
        Some(Value::Number(number)) if row.code == PLAIN => Some(number),
        _ => None,
    }
}

/// Where the lines lie: the running totals of the quotas, and of ratios so much of those who take part.
fn lines(takes: &[Seen], group: &Group, rounding: Option<Rounding>) -> Option<Vec<i128>> {
    let size = Exact::integer(i128::from(group.size));
    let mut sum = Exact::ZERO;
    let line = |seen: &Seen| {
        let own = number(seen, group.first)?;
        sum = if planted::is(36) { own } else { sum.plus(own)? };
        match rounding {
            Some(rounding) => sum.times(size)?.round(rounding),
            None => sum.to_integer(),
        }
    };
    takes.iter().map(line).collect()
}

/// A tier by its place from the best, that of the rest last.
enum Tier {
    Of(usize),
    /// A line falls between it and others whom no key parts from it.
    Tied,
    Open,
}

/// The tier of one, and whether it surely stands at one of the lines.
fn tier(lines: &[i128], before: Before, cut: u32) -> (Tier, bool) {
    let (mut found, mut is_at) = (None, false);
    for (at, line) in lines.iter().enumerate() {
        let (own, at_line) = verdict(before, (*line, *line), cut, true);
        is_at = is_at || at_line;
        found = found.or(match own {
            Verdict::In => Some(Tier::Of(at)),
            Verdict::Out => None,
            Verdict::Tied => Some(Tier::Tied),
            Verdict::Open { .. } => Some(Tier::Open),
        });
    }
    (found.unwrap_or(Tier::Of(lines.len())), is_at)
}
