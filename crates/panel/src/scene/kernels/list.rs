//! 名单: who is in, by where each stands to the quota of its group.
//!
//! In: everybody as a member ([`Field`]), quotas, whom a veto stands against, who is taken in directly, and of which unit each is, over the whole
//! domain. Out: in or out for every row, or what is known of it where keys or vetoes of its group are in doubt; [`OPEN`] where more about the group
//! is not known, or carries a mark.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{EntityIx, Type, Value};
use quanheng_policy::finding::{Fault, Instance};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, List, UnitOf};

use super::by_unit;
use super::doubt::{Before, Doubtful, InDoubt, Stretch, reason};
use super::groups::{Groups, Seen};
use super::list_in_doubt::{Verdict, fault_code, outcome, verdict};
use super::read::not_applicable;
use super::rivals::{self, Asks, Beside};
use super::set_marks::{self, Aside, Telling};
use super::set_rules::{
    Field, MOST_WAYS, Member, Missing, OPEN, Ranked, by_places, clause, competing, computed, field, leading, missing, options, rounding_of,
};
use super::standing::Standing;
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::packed::Packed;
use crate::planted;
use crate::register::{Kind, Row};
use crate::scene::{Needed, Scene};

/// 单位 in 计数方式.
const BY_UNIT: u32 = 1;
/// 依名次 in 割线方式.
const BY_PLACE: u32 = 2;

/// The clauses of a list, all of them settled and without a mark.
#[derive(Clone, Copy)]
struct Terms<'p> {
    missing: Missing,
    cut: u32,
    rounding: Option<Rounding>,
    /// 基数: the barred are counted in.
    base_all: bool,
    /// Who is barred, and whether the next one moves up.
    veto: Option<(&'p Expr, bool)>,
    /// Who is taken in directly, and whether that takes a place.
    admit: Option<(&'p Expr, bool)>,
    /// Places are those of units.
    unit: Option<&'p UnitOf>,
}

impl Terms<'_> {
    /// How many stand before one who is known, as the line is cut.
    fn before(&self, standing: Standing) -> Before {
        match self.cut {
            BY_PLACE => Before::known(standing.ahead, standing.level),
            _ => Before::known(standing.ahead_first, standing.level_first),
        }
    }
}

/// The clauses of a list in every way in which those that are open may be settled. `None`: one carries a mark, or is more than open.
fn ways<'p>(scene: &Scene<'_, 'p>, list: &'p List) -> Result<Option<Vec<Terms<'p>>>, Needed> {
    // Who is in the population hangs on this one.
    let Some(missing) = missing(scene, &list.missing)? else { return Ok(None) };
    let unit = match &list.counting {
        None => None,
        Some(counting) => match clause(scene, &counting.way)? {
            None => return Ok(None),
            Some(way) => Some(&counting.unit).filter(|_| way == BY_UNIT && !planted::is(40)),
        },
    };
    let of = |clause: Option<&'p Expr>| clause.map_or(Ok(Some(vec![0])), |clause| options(scene, clause));
    let cuts = of(Some(&list.cut_ties))?;
    let vetoes = of(list.veto.as_ref().map(|(_, way)| way))?;
    let admits = of(list.admit.as_ref().map(|(_, way)| way))?;
    let (bases, roundings) = (of(list.base.as_ref())?, of(list.rounding.as_ref())?);
    let (Some(cuts), Some(vetoes), Some(admits), Some(bases), Some(roundings)) = (cuts, vetoes, admits, bases, roundings) else {
        return Ok(None);
    };
    let plain = Terms { missing, cut: 0, rounding: None, base_all: true, veto: None, admit: None, unit };
    let mut all = vec![plain];
    for (clause, options) in [&cuts, &vetoes, &admits, &bases, &roundings].into_iter().enumerate() {
        let settled = |so_far: Terms<'p>, option: u32| match clause {
            0 => Terms { cut: option, ..so_far },
            1 => Terms { veto: list.veto.as_ref().map(|(who, _)| (who, option == 0)), ..so_far },
            2 => Terms { admit: list.admit.as_ref().map(|(who, _)| (who, (option == 0) != planted::is(39))), ..so_far },
            3 => Terms { base_all: option == 0, ..so_far },
            _ => Terms { rounding: list.rounding.as_ref().map(|_| rounding_of(option)), ..so_far },
        };
        all = all.iter().flat_map(|so_far| options.iter().map(move |option| settled(*so_far, *option))).collect();
    }
    Ok(Some(all).filter(|all| !all.is_empty() && all.len() <= MOST_WAYS))
}

/// A group: a row of it, whose quota is everybody's, and what is counted of it.
#[derive(Default)]
struct Group {
    first: usize,
    /// Those a ratio is taken of: surely, and at most.
    base: (u64, u64),
    units: BTreeSet<u32>,
    /// Places taken by those who are taken in directly: surely, and at most.
    seats: (i128, i128),
    /// Those who compete and whose keys are known, and those who stand behind them all.
    ranked: u32,
    last: u32,
    /// Places as the quota says, fewest and most; `None`: they cannot be told.
    quota: Option<(i128, i128)>,
}

/// What is asked of each row beside its keys.
#[derive(Default)]
struct Asked {
    take: Seen,
    veto: Seen,
    admit: Seen,
    unit: Seen,
}

/// What is known of a row beside its keys.
#[derive(Clone, Copy, Default)]
struct Of {
    /// `None`: in doubt.
    barred: Option<bool>,
    admitted: bool,
    unit: Option<EntityIx>,
}

pub(super) fn membership<'p>(scene: &Scene<'_, 'p>, list: &'p List) -> Result<Option<Column>, Needed> {
    let year = scene.state.key.year;
    let Some(ways) = ways(scene, list)? else { return Ok(None) };
    // Whether anything is asked of a kind is the same in all of them.
    let Some(terms) = ways.first().copied() else { return Ok(None) };
    if terms.unit.is_some() && terms.admit.is_some() {
        return Ok(None);
    }
    let mut asked = Asked::default();
    let Some(field) = field(scene, &list.population, &list.keys, terms.missing, |scene| {
        set_marks::seen(scene, &mut asked.take, &scene.register(&list.take, year)?);
        if let Some((who, _)) = terms.veto {
            set_marks::seen(scene, &mut asked.veto, &scene.register(who, year)?);
        }
        if let Some((who, _)) = terms.admit {
            set_marks::seen(scene, &mut asked.admit, &scene.register(who, year)?);
        }
        if let Some(UnitOf::Reading(reading)) = terms.unit {
            set_marks::seen(scene, &mut asked.unit, &scene.register(reading, year)?);
        }
        Ok(())
    })?
    else {
        return Ok(None);
    };
    let mut making = Making { scene, list, terms, asked, field, groups: Groups::default(), doubts: BTreeMap::new(), gone: Vec::new() };
    if !making.asked.take.is_of_one_kind() {
        return Ok(None);
    }
    let made = making.in_every_way(ways);
    let column = computed(scene, Kind::Truth, Packed::U8(made.inside), (!made.codes.is_empty()).then_some(&made.codes));
    scene.state.panel.are_at_cut(scene.state.key, made.at_cut);
    making.tell_rivals();
    let Making { asked: Asked { take, veto, admit, .. }, terms, field, .. } = &making;
    let more: Vec<&Seen> = terms.veto.map(|_| veto).into_iter().chain(terms.admit.map(|_| admit)).collect();
    let telling = Telling { aside: Aside::Keys, with_excluded: true, more: &more, of_all: &[take], beside: PLAIN };
    Ok(Some(set_marks::told(scene, field, &telling, column)))
}

/// A list on its way.
struct Making<'m, 's, 'p> {
    scene: &'m Scene<'s, 'p>,
    list: &'p List,
    terms: Terms<'p>,
    asked: Asked,
    field: Field,
    groups: Groups<Group>,
    /// Those in doubt who may compete, by group; only of groups of which nothing else is open.
    doubts: BTreeMap<i64, InDoubt>,
    /// Those who do not compete, or of whom that is not known; empty where there are none.
    gone: Vec<bool>,
}

impl<'p> Making<'_, '_, 'p> {
    /// Who is in however open clauses are settled: a row on which that makes a difference, or of which more is to be told than in or out,
    /// is worked out by itself.
    fn in_every_way(&mut self, ways: Vec<Terms<'p>>) -> Told {
        let several = ways.len() > 1;
        // What is open of groups is found again in each way.
        let open = self.field.open.clone();
        let mut all: Option<Told> = None;
        for terms in ways {
            self.terms = terms;
            (self.groups, self.doubts, self.gone) = (Groups::default(), BTreeMap::new(), Vec::new());
            self.field.open.clone_from(&open);
            let made = match self.chosen() {
                Some(chosen) => chosen,
                None => {
                    self.look_at_everybody();
                    self.count_places();
                    self.decide()
                }
            };
            all = Some(match all {
                Some(so_far) => so_far.and(made),
                None => made,
            });
        }
        let mut all = all.unwrap_or_default();
        if several {
            all.codes.iter_mut().filter(|code| **code != PLAIN).for_each(|code| *code = OPEN);
        }
        all
    }

    /// Where nothing is open, nobody is barred or taken in directly, and every group has the same places: only those near the line are put in order.
    fn chosen(&self) -> Option<Told> {
        let (scene, terms) = (self.scene, &self.terms);
        let plain = terms.veto.is_none() && terms.admit.is_none() && terms.unit.is_none() && self.field.all_known();
        let take = self.asked.take.alike().filter(|take| plain && take.code == PLAIN && self.list.take.ty != Type::Ratio)?;
        let places = places(self.asked.take.kind()?.value(take.value), &self.list.take.ty, (0, 0), None)?;
        let mut inside = vec![0_u8; self.field.len()];
        let (mut tied, mut at_cut) = (Vec::new(), Vec::new());
        leading(&self.field, &self.list.keys, usize::try_from(places.1.max(0)).ok()?, |row, standing| {
            let (verdict, is_at) = verdict(terms.before(standing), places, terms.cut, true);
            if is_at {
                at_cut.push(row);
            }
            match verdict {
                Verdict::In => inside.get_mut(row).into_iter().for_each(|inside| *inside = 1),
                Verdict::Tied => tied.push(row),
                Verdict::Out | Verdict::Open { .. } => {}
            }
        })?;
        let mut told = Told { inside, at_cut, ..Told::default() };
        if !tied.is_empty() {
            let tie = fault_code(scene, Fault::CutTie);
            told.codes.resize(told.inside.len(), PLAIN);
            tied.into_iter().for_each(|row| told.set(row, tie, 0));
        }
        Some(told)
    }

    /// Tells whoever works rows out again of those who compete with them.
    fn tell_rivals(&self) {
        if self.terms.unit.is_some() {
            return;
        }
        let asks_more = self.terms.veto.is_some() || self.terms.admit.is_some();
        let no = Row { code: PLAIN, value: 0 };
        let beside = |row: usize| Beside {
            vetoed: if self.terms.veto.is_some() { self.asked.veto.row(row) } else { no },
            admitted: if self.terms.admit.is_some() { self.asked.admit.row(row) } else { no },
        };
        let veto = self.terms.veto.map(|_| self.asked.veto.marks());
        let admit = self.terms.admit.map(|_| self.asked.admit.marks());
        let marks: Vec<&Packed> = veto.into_iter().chain(admit).collect();
        let beside: Option<&dyn Fn(usize) -> Beside> = if asks_more { Some(&beside) } else { None };
        let asks = Asks { alike: self.asked.take.is_plain_for_all(), with_excluded: true, beside, marks: &marks };
        rivals::tell(self.scene, &self.field, &self.list.keys, asks);
    }

    /// What is known of a row; `None`: something is open.
    fn of(&self, row: usize, na: Row) -> Option<Of> {
        let mut of = Of { barred: Some(false), ..Of::default() };
        let truth = |row: Row| (row.code == PLAIN).then_some(row.value != 0);
        if self.terms.veto.is_some() {
            let veto = self.asked.veto.row(row);
            of.barred = truth(veto);
            // Not known, and surely no fault: in doubt.
            let outcome = of.barred.is_none().then(|| self.scene.state.panel.dictionary.outcome(veto.code));
            let open = |o: &Outcome| set_marks::are_told_whole(o) && !o.possible.fault && !o.possible.is_certain();
            if outcome.is_some_and(|outcome| !open(&outcome)) {
                return None;
            }
        }
        if self.terms.admit.is_some() {
            of.admitted = truth(self.asked.admit.row(row))?;
        }
        match self.terms.unit {
            None => {}
            Some(UnitOf::Superior) => {
                let entity = self.scene.state.domain.rows.get(row).copied().flatten()?;
                of.unit = self.scene.state.panel.facts.entities.superior_of(entity);
            }
            Some(UnitOf::Reading(_)) => {
                let unit = self.asked.unit.row(row);
                if unit != na {
                    let entity = (unit.code == PLAIN && self.asked.unit.kind() == Some(Kind::Entity)).then_some(unit.value)?;
                    of.unit = Some(EntityIx(u32::try_from(entity).ok()?));
                }
            }
        }
        Some(of)
    }

    /// Goes over everybody once: who counts, who is out of it, and which groups are open.
    fn look_at_everybody(&mut self) {
        let na = not_applicable(self.scene);
        let moves_up = self.terms.veto.is_some_and(|(_, moves_up)| moves_up);
        let takes_place = self.terms.admit.is_some_and(|(_, takes_place)| takes_place);
        let asks_more = self.terms.veto.is_some() || self.terms.admit.is_some();
        if asks_more {
            self.gone.resize(self.field.len(), false);
        }
        let mut unsure: Vec<(i64, usize)> = Vec::new();
        for row in 0..self.field.len() {
            let member = self.field.member(row);
            let (Member::Competes(group) | Member::Aside(group) | Member::Excluded(group) | Member::InDoubt(group) | Member::Last(group)) =
                member
            else {
                continue;
            };
            let take = self.asked.take.row(row);
            let Some(of) = self.of(row, na).filter(|_| take.code == PLAIN) else {
                self.field.open.insert(group);
                continue;
            };
            let Some(of_group) = self.groups.at(group, || Group { first: row, ..Group::default() }) else { continue };
            if self.asked.take.row(of_group.first) != take {
                self.field.open.insert(group);
                continue;
            }
            if matches!(member, Member::Aside(_) | Member::Excluded(_)) {
                // It is asked whether it is barred, and a fault in that would be everybody's; nothing else of it counts.
                continue;
            }
            let counts = if self.terms.base_all || planted::is(27) { Some(true) } else { of.barred.map(|barred| !barred) };
            match of.unit {
                Some(unit) if counts == Some(true) => {
                    of_group.units.insert(unit.0);
                }
                Some(_) => {}
                None => {
                    of_group.base.0 = of_group.base.0.saturating_add(u64::from(counts == Some(true)));
                    of_group.base.1 = of_group.base.1.saturating_add(u64::from(counts != Some(false)));
                }
            }
            let gone = if moves_up { of.barred } else { Some(false) };
            if takes_place && of.admitted && gone != Some(true) {
                of_group.seats.0 = of_group.seats.0.saturating_add(i128::from(gone == Some(false)));
                of_group.seats.1 = of_group.seats.1.saturating_add(1);
            }
            if of.barred.is_none() || (matches!(member, Member::InDoubt(_)) && !of.admitted && gone != Some(true)) {
                unsure.push((group, row));
            }
            let competes = !of.admitted && gone == Some(false) && of.barred.is_some();
            if let Some(slot) = self.gone.get_mut(row) {
                *slot = !competes;
            }
            match member {
                Member::Competes(_) => of_group.ranked = of_group.ranked.saturating_add(u32::from(competes)),
                Member::Last(_) => of_group.last = of_group.last.saturating_add(u32::from(competes)),
                _ => {}
            }
        }
        self.stretch(&unsure, moves_up);
    }

    /// Those in doubt, as stretches; a group where that cannot be told is open.
    fn stretch(&mut self, unsure: &[(i64, usize)], moves_up: bool) {
        let mut by_group: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (group, row) in unsure {
            by_group.entry(*group).or_default().push(*row);
        }
        for group in self.field.in_doubt.keys() {
            by_group.entry(*group).or_default();
        }
        let unfit = self.terms.unit.is_some() || self.terms.missing == Missing::Last || by_places(self.scene, &self.list.keys);
        let na = not_applicable(self.scene);
        for (group, rows) in by_group {
            if self.field.is_open(group) {
                continue;
            }
            let stretched = self.field.doubtful(self.scene, group, &self.list.keys).filter(|_| !unfit);
            let Some(stretched) = stretched else {
                self.field.open.insert(group);
                continue;
            };
            let mut stretched: BTreeMap<usize, Doubtful> = stretched.into_iter().map(|one| (one.row, one)).collect();
            let mut rivals: Vec<Doubtful> = Vec::with_capacity(rows.len());
            for row in rows {
                let keys = || self.field.turned_keys(row, &self.list.keys);
                let known = || Doubtful { row, stretches: keys(), open: Vec::new(), sure: true };
                let mut one = stretched.remove(&row).unwrap_or_else(known);
                let Some(of) = self.of(row, na).filter(|of| !of.admitted) else { continue };
                if of.barred.is_none() {
                    one.open.push(self.veto_of(row));
                    one.sure = !moves_up;
                }
                rivals.push(one);
            }
            self.doubts.insert(group, InDoubt::new(rivals));
        }
    }

    /// Whether a veto stands against one, as it is told of it.
    fn veto_of(&self, row: usize) -> Outcome {
        let entity = self.scene.state.domain.rows.get(row).copied().flatten();
        self.scene.state.panel.told(Kind::Truth, self.asked.veto.row(row), entity).as_read()
    }

    fn count_places(&mut self) {
        let (take, ty, rounding) = (&self.asked.take, &self.list.take.ty, self.terms.rounding);
        for group in self.groups.all_mut() {
            let units = u64::try_from(group.units.len()).unwrap_or(u64::MAX);
            let base = (group.base.0.saturating_add(units), group.base.1.saturating_add(units));
            group.quota = take.kind().and_then(|kind| places(kind.value(take.row(group.first).value), ty, base, rounding));
        }
    }

    /// Places for one: those that are not taken by others who are taken in directly.
    fn places_for(&self, group: &Group, of: Of) -> Option<(i128, i128)> {
        let quota = group.quota?;
        let takes_place = self.terms.admit.is_some_and(|(_, takes_place)| takes_place);
        // Its own place is not taken by another. One who is barred is told apart before.
        let own = i128::from(takes_place && of.admitted);
        let own_surely = if of.barred == Some(false) || !self.terms.veto.is_some_and(|(_, up)| up) { own } else { 0 };
        let seats = (group.seats.0.saturating_sub(own_surely), group.seats.1.saturating_sub(own));
        Some((quota.0.saturating_sub(seats.1).max(0), quota.1.saturating_sub(seats.0).max(0)))
    }

    fn decide(&self) -> Told {
        let (scene, field, terms, order) = (self.scene, &self.field, &self.terms, &self.list.keys);
        let na = not_applicable(scene);
        let mut told = Told { inside: vec![0; field.len()], codes: Vec::new(), at_cut: Vec::new(), tie: OnceCell::new() };
        told.codes = (0..field.len()).map(|row| if self.is_open(row) { OPEN } else { PLAIN }).collect();
        let how_many = if terms.cut == BY_PLACE { order.len() } else { 1 };
        let mut ranked: BTreeMap<i64, Ranked> = BTreeMap::new();
        // Those who are taken in directly, and those in doubt, are held against all the others.
        let held_against = terms.admit.is_some() || !self.doubts.is_empty();
        let mut one = |row: usize, standing: Standing| {
            let group = field.groups.get(row);
            if held_against {
                ranked.entry(group).or_default().push(row);
            }
            let Some(of) = self.of(row, na) else { return };
            let mut before = terms.before(standing);
            let mut around = None;
            if let Some(in_doubt) = self.doubts.get(&group).filter(|_| !self.doubts.is_empty()) {
                let keys = field.turned_keys(row, order);
                before = before.and(in_doubt.before(&keys, how_many, None));
                around = keys.first().map(|first| (in_doubt, first.0));
            }
            self.tell(&mut told, row, of, before, || around.map_or_else(|| (Default::default(), true), |(of, first)| of.around(first)));
        };
        let wanted = |group: i64| !field.is_open(group);
        if terms.unit.is_some() {
            by_unit::standings(field, &self.gone, order, wanted, |row| self.of(row, na).and_then(|of| of.unit), &mut one);
        } else {
            competing(field, &self.gone, order, wanted, &mut one);
        }
        if !field.last.is_empty() {
            self.decide_last(&mut told);
        }
        if held_against {
            self.decide_others(&mut told, &ranked, how_many);
        }
        if told.codes.iter().all(|code| *code == PLAIN) {
            told.codes.clear();
        }
        told
    }

    /// Whether a row has to be worked out by itself, as far as that can be said before anybody is put in order.
    fn is_open(&self, row: usize) -> bool {
        let quota = self.asked.take.row(row);
        let member = self.field.member(row);
        match member {
            Member::Absent => false,
            // What is known of the quota (a mark on it) is told of everybody it was asked for.
            Member::Outside | Member::Groupless | Member::Aside(_) | Member::Excluded(_) if quota.code != PLAIN => !planted::is(28),
            // Where there are no groups, also one who is outside has rivals, whose quotas must be the same.
            Member::Outside if self.list.population.group.is_none() => {
                self.field.is_open(0) || self.groups.get(0).is_some_and(|all| self.asked.take.row(all.first) != quota)
            }
            Member::Competes(group) => self.field.is_open(group),
            Member::InDoubt(_) | Member::Last(_) | Member::Open(_) => true,
            _ => !self.field.stands_aside(member),
        }
    }

    /// Those who stand behind everybody whose keys are known.
    fn decide_last(&self, told: &mut Told) {
        let na = not_applicable(self.scene);
        for row in 0..self.field.len() {
            let Member::Last(group) = self.field.member(row) else { continue };
            let (Some(of_group), Some(of)) = (self.groups.get(group), self.of(row, na)) else { continue };
            // Units may have members on both sides.
            if self.field.is_open(group) || of.barred.is_none() || of.admitted || self.terms.unit.is_some() {
                continue;
            }
            let ahead = if planted::is(42) { 0 } else { of_group.ranked };
            let level = of_group.ranked.saturating_add(of_group.last);
            let itself = !self.gone.get(row).copied().unwrap_or_default();
            let before = Before::known(ahead, level.saturating_sub(u32::from(itself)));
            // Why its keys are not known is told beside a tie.
            let (verdict, _) = verdict(before, self.places_for(of_group, of).unwrap_or_default(), self.terms.cut, of.barred == Some(false));
            if verdict != Verdict::Tied || of.barred == Some(true) {
                self.tell(told, row, of, before, Default::default);
            }
        }
    }

    /// Those who do not compete, and those in doubt: each held against all who do.
    fn decide_others(&self, told: &mut Told, ranked: &BTreeMap<i64, Ranked>, how_many: usize) {
        let na = not_applicable(self.scene);
        let none = Ranked::default();
        let mut stretches: BTreeMap<usize, Doubtful> = BTreeMap::new();
        for group in self.field.in_doubt.keys().filter(|group| !self.field.is_open(**group)) {
            let of_group = self.field.doubtful(self.scene, *group, &self.list.keys).into_iter().flatten();
            stretches.extend(of_group.map(|one| (one.row, one)));
        }
        for row in 0..self.field.len() {
            let member = self.field.member(row);
            let (Member::Competes(group) | Member::InDoubt(group)) = member else { continue };
            let in_doubt = matches!(member, Member::InDoubt(_));
            if self.field.is_open(group) || !(in_doubt || self.gone.get(row).copied().unwrap_or_default()) {
                continue;
            }
            let Some(of) = self.of(row, na) else { continue };
            let keys: Vec<Stretch> = match stretches.get(&row) {
                Some(one) => one.stretches.clone(),
                None => self.field.turned_keys(row, &self.list.keys),
            };
            let known = ranked.get(&group).unwrap_or(&none).before(&self.field, &self.list.keys, &keys, how_many);
            let doubts = self.doubts.get(&group);
            let rivals = doubts.map_or_else(Before::default, |doubts| doubts.before(&keys, how_many, Some(row)));
            let veto = of.barred.is_none().then(|| self.veto_of(row));
            let own = || {
                let open = stretches.get(&row).into_iter().flat_map(|one| &one.open).chain(&veto);
                let mut parts = open.peekable();
                match (parts.peek().is_some(), doubts, keys.first()) {
                    (false, Some(doubts), Some((first, _))) => doubts.around(*first),
                    _ => reason(parts),
                }
            };
            self.tell(told, row, of, known.and(rivals), own);
        }
    }

    /// Says of a row what it comes to.
    fn tell(&self, told: &mut Told, row: usize, of: Of, before: Before, why: impl FnOnce() -> super::doubt::Reason) {
        let group = self.groups.get(self.field.groups.get(row));
        let places = group.and_then(|group| self.places_for(group, of));
        let free = of.barred == Some(false) && !of.admitted;
        let (decided, is_at) = match (of.barred, places) {
            (Some(true), _) if !planted::is(41) => (Verdict::Out, false),
            (_, None) => return told.set(row, OPEN, 0),
            (_, Some(places)) => verdict(before, places, self.terms.cut, free),
        };
        if is_at {
            told.at_cut.push(row);
        }
        // One of whom it is not known whether it is barred is never surely in.
        let decided = match (decided, of.barred, of.admitted) {
            (Verdict::Out, Some(true), _) => Verdict::Out,
            (_, Some(_), true) => Verdict::In,
            (_, None, true) => Verdict::Open { tie: false },
            (Verdict::In, None, false) => Verdict::Open { tie: false },
            (decided, ..) => decided,
        };
        match decided {
            Verdict::In => told.set(row, PLAIN, 1),
            Verdict::Out => told.set(row, PLAIN, 0),
            Verdict::Tied if self.doubts.is_empty() => {
                let tie = *told.tie.get_or_init(|| fault_code(self.scene, Fault::CutTie));
                told.set(row, tie, 0);
            }
            open => {
                let state = self.scene.state;
                let entity = state.domain.rows.get(row).copied().flatten();
                let instance = Instance { variable: state.key.variable, entity, year: state.key.year, args: state.key.args };
                let kept = self.scene.kept(Kind::Truth, &outcome(open, instance, why()), entity);
                told.set(row, kept.code, 0);
            }
        }
    }
}

/// What is told of everybody so far.
#[derive(Default)]
struct Told {
    inside: Vec<u8>,
    /// Empty where all of them are plain.
    codes: Vec<u32>,
    at_cut: Vec<usize>,
    /// The code of a tie that no key breaks, once there is one.
    tie: OnceCell<u32>,
}

impl Told {
    /// The same of whom both say in, or both say out, and no more.
    fn and(mut self, other: Told) -> Told {
        self.codes.resize(self.inside.len(), PLAIN);
        let codes = other.codes.into_iter().chain(std::iter::repeat(PLAIN));
        for ((kept, own), (inside, code)) in self.codes.iter_mut().zip(&self.inside).zip(other.inside.iter().zip(codes)) {
            if code != PLAIN || (own != inside && !planted::is(160)) {
                *kept = OPEN;
            }
        }
        self.at_cut.extend(other.at_cut);
        self
    }

    fn set(&mut self, row: usize, code: u32, value: u8) {
        if let (Some(kept), Some(inside)) = (self.codes.get_mut(row), self.inside.get_mut(row)) {
            (*kept, *inside) = (code, value);
        }
    }
}

/// Places to give: as said, or a ratio of so many.
fn places(take: Option<Value>, ty: &Type, base: (u64, u64), rounding: Option<Rounding>) -> Option<(i128, i128)> {
    let Some(Value::Number(take)) = take else { return None };
    if *ty != Type::Ratio {
        return take.to_integer().map(|n| (n, n));
    }
    let rounding = rounding?;
    let of = |base: u64| take.times(Exact::integer(i128::from(base)))?.round(rounding);
    Some((of(base.0)?, of(base.1)?))
}
