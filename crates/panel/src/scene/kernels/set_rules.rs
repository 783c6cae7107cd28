//! 排名 and 名单 where a group is known: places and membership read off one order of the population.
//!
//! In: registers of who is in the population, of groups and of keys, over the whole domain. Out: the base of a set rule for every
//! row, or [`OPEN`] where something about its group is not known: that row is then worked out by itself. A group is known where
//! of each of its members it is, and nothing about it carries a mark.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{Type, Value};
use quanheng_policy::ir::{Expr, ExprKind, Key as IrKey, List, Population, Rank, Rule};

use super::doubt::{self, Doubtful, Reasons};
use super::is_unchanging;
use super::manner::{SetKernel, set_kernel_of};
use super::read::not_applicable;
use super::standing::{Competitors, Key, Standing, standings};
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::known::Way;
use crate::packed::Packed;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// The code of a row that has to be worked out by itself. No code of the dictionary.
pub(super) const OPEN: u32 = u32::MAX;

/// What the set rule of the variable computes, over its whole domain; `None` where every row has to be worked out by itself.
/// Beside it why rows that it leaves open are.
pub(super) fn base(scene: &Scene<'_, '_>, in_force: &[&Rule]) -> Result<(Option<Column>, Reason), Needed> {
    let base = match set_kernel_of(scene.state.variable, in_force) {
        None => return Ok((None, Reason::OpenRow)),
        Some(SetKernel::RowByRow(reason)) => return Ok((None, reason)),
        Some(SetKernel::Rank(rank)) => places(scene, rank)?,
        Some(SetKernel::List(list)) => membership(scene, list)?,
    };
    let reason = if base.is_some() { Reason::OpenGroup } else { Reason::OpenClause };
    Ok((base, reason))
}

/// What to do with a member whose key is not known: its clause enum in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Doubt,
    Exclude,
    Last,
}

/// One row of the domain, as a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// Not there in that year.
    Absent,
    /// Surely not in the population.
    Outside,
    /// In a group, but no competitor: a key is 不适用 or, under 排除, not known.
    Aside(i64),
    /// In no group: the group is 不适用.
    Groupless,
    Competes(i64),
    /// Something about it is open; of this group, where that is known.
    Open(Option<i64>),
    /// Only its keys are, and they are no more than not known.
    InDoubt(i64),
}

/// Everybody, and which groups are known.
struct Field {
    /// For each row what kind of member it is, and its group where it is in one.
    tags: Vec<u8>,
    groups: Packed,
    /// The keys, key by key, for every row.
    keys: Vec<Packed>,
    /// Every group is open: somebody's is not known.
    all_open: bool,
    open: BTreeSet<i64>,
    /// Groups of which more is open than keys in doubt.
    more_open: BTreeSet<i64>,
    /// Those in doubt, by group, with their keys.
    in_doubt: BTreeMap<i64, Vec<(usize, Vec<Row>)>>,
    kinds: Vec<Kind>,
}

impl Member {
    fn parts(self) -> (u8, i64) {
        match self {
            Member::Absent => (0, 0),
            Member::Outside => (1, 0),
            Member::Groupless => (2, 0),
            Member::Aside(group) => (3, group),
            Member::Competes(group) => (COMPETES, group),
            Member::Open(group) => (5, group.unwrap_or_default()),
            Member::InDoubt(group) => (6, group),
        }
    }
}

/// The tag of those who compete.
const COMPETES: u8 = 4;

impl Field {
    fn len(&self) -> usize {
        self.tags.len()
    }

    fn member(&self, row: usize) -> Member {
        let group = self.groups.get(row);
        match self.tags.get(row).copied().unwrap_or_default() {
            0 => Member::Absent,
            1 => Member::Outside,
            2 => Member::Groupless,
            3 => Member::Aside(group),
            COMPETES => Member::Competes(group),
            6 => Member::InDoubt(group),
            _ => Member::Open(Some(group)),
        }
    }

    fn is_open(&self, group: i64) -> bool {
        self.all_open || (!self.open.is_empty() && self.open.contains(&group))
    }

    /// Nothing about anybody is open, and everybody competes.
    fn all_compete(&self) -> bool {
        !self.all_open && self.open.is_empty() && self.tags.iter().all(|tag| *tag == COMPETES)
    }

    /// Whether a member surely stands aside, so that its result is that of one who does not compete.
    fn stands_aside(&self, member: Member) -> bool {
        match member {
            Member::Absent | Member::Outside => true,
            Member::Groupless => !self.all_open,
            Member::Aside(group) => !self.is_open(group),
            Member::Open(_) | Member::InDoubt(_) | Member::Competes(_) => false,
        }
    }
}

/// A clause that is one and the same for everybody, and carries no mark.
fn option(register: &Register) -> Option<u32> {
    let row = register.uniform().filter(|row| row.code == PLAIN)?;
    matches!(register.kind, Kind::Rank(_)).then(|| u32::try_from(row.value).ok()).flatten()
}

fn clause<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<u32>, Needed> {
    // The same for everybody, not only for the first block.
    if !is_unchanging(expr) {
        return Ok(None);
    }
    Ok(option(&*scene.register(expr, scene.state.key.year)?))
}

/// Goes over everybody once; `more` looks at what else a set rule asks of each block.
fn field<'p>(
    scene: &Scene<'_, 'p>,
    population: &'p Population,
    order: &'p [IrKey],
    missing: Missing,
    mut more: impl FnMut(&Scene<'_, 'p>) -> Result<(), Needed>,
) -> Result<Option<Field>, Needed> {
    let state = scene.state;
    let (schema, year) = (&state.panel.program.schema, state.key.year);
    // Everybody is in the domain only where the ranking is of those who have it.
    if state.variable.owner != Some(population.kind) {
        return Ok(None);
    }
    let there = state.panel.there(population.kind, year);
    let na = not_applicable(scene);
    let mut field = Field {
        tags: Vec::with_capacity(state.domain.rows.len()),
        groups: Packed::default(),
        keys: vec![Packed::default(); order.len()],
        all_open: false,
        open: BTreeSet::new(),
        more_open: BTreeSet::new(),
        in_doubt: BTreeMap::new(),
        kinds: Vec::new(),
    };
    let whole = state.domain.rows.len();
    let mut comparable = true;
    scene.each_block(|scene| {
        let when = population.when.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = population.group.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = group.filter(|_| !planted::is(35));
        let keys = order.iter().map(|key| scene.register(&key.by, year)).collect::<Result<Vec<_>, Needed>>()?;
        comparable = comparable && !keys.iter().chain(&group).any(|register| register.kind == Kind::Nothing);
        let limited = |at: usize| {
            let kind = || state.entity(at).and_then(|e| state.panel.facts.entities.kind_of(e));
            population.limit.is_empty() || kind().is_some_and(|kind| population.limit.iter().any(|of| schema.is_kind(kind, *of)))
        };
        let all_plain = when.iter().chain(&group).chain(&keys).all(|register| register.is_plain()) && population.limit.is_empty();
        if all_plain {
            let there = there.get(state.from()..state.to()).unwrap_or_default();
            let competes = |there: &bool| if *there { COMPETES } else { 0 };
            match &when {
                None => field.tags.extend(there.iter().map(competes)),
                Some(when) => field.tags.extend(there.iter().zip(when.values.iter()).map(|(there, inside)| match inside {
                    0 if *there => 1,
                    _ => competes(there),
                })),
            }
            match &group {
                Some(group) => field.groups.append(&group.values, whole),
                None => field.groups.push_same(0, state.len(), whole),
            }
        } else {
            let mut groups: Vec<i64> = Vec::with_capacity(state.len());
            for at in 0..state.len() {
                let is_there = there.get(state.from().saturating_add(at)).copied().unwrap_or_default() && limited(at);
                let member =
                    if is_there { member(scene, at, (when.as_deref(), group.as_deref(), &keys), na, missing) } else { Member::Absent };
                match member {
                    Member::Open(None) => field.all_open = true,
                    Member::Open(Some(group)) => {
                        field.open.insert(group);
                        field.more_open.insert(group);
                    }
                    Member::InDoubt(group) => {
                        field.open.insert(group);
                        let rows = keys.iter().map(|key| key.row(at)).collect();
                        field.in_doubt.entry(group).or_default().push((state.from().saturating_add(at), rows));
                    }
                    _ => {}
                }
                let (tag, group) = member.parts();
                field.tags.push(tag);
                groups.push(group);
            }
            field.groups.push(&groups, whole);
        }
        field.kinds = keys.iter().map(|key| key.kind).collect();
        for (own, key) in field.keys.iter_mut().zip(&keys) {
            own.append(&key.values, whole);
        }
        more(scene)
    })?;
    Ok(comparable.then_some(field))
}

fn member(
    scene: &Scene<'_, '_>,
    at: usize,
    (when, group, keys): (Option<&Register>, Option<&Register>, &[Rc<Register>]),
    na: Row,
    missing: Missing,
) -> Member {
    let inside = when.map_or(Row { code: PLAIN, value: 1 }, |register| register.row(at));
    if inside == (Row { code: PLAIN, value: 0 }) {
        return Member::Outside;
    }
    let group = group.map_or(Row { code: PLAIN, value: 0 }, |register| register.row(at));
    if inside.code != PLAIN {
        return Member::Open(Some(group.value).filter(|_| group.code == PLAIN));
    }
    if group == na {
        // Its keys may still be at fault, which is nobody's where it has no group; but its own result is looked at by itself.
        let known = keys.iter().all(|key| key.row(at).code == PLAIN || key.row(at) == na);
        return if known { Member::Groupless } else { Member::Open(None) };
    }
    if group.code != PLAIN {
        return Member::Open(None);
    }
    let (mut aside, mut in_doubt) = (false, false);
    for key in keys {
        let row = key.row(at);
        if row.code == PLAIN {
            continue;
        }
        if row == na {
            aside = true;
            continue;
        }
        // Not known, without a mark, and surely no fault: left out under 排除, a stretch under 存疑.
        let outcome = scene.state.panel.dictionary.outcome(row.code);
        let plainly_open = outcome.marks.is_empty() && !outcome.possible.fault && outcome.possible.known().is_none();
        match missing {
            Missing::Exclude if plainly_open => aside = true,
            Missing::Doubt if plainly_open && planted::is(24) => aside = true,
            Missing::Doubt if plainly_open => in_doubt = true,
            _ => return Member::Open(Some(group.value)),
        }
    }
    if in_doubt && !aside {
        return Member::InDoubt(group.value);
    }
    if aside { Member::Aside(group.value) } else { Member::Competes(group.value) }
}

/// Tells of those who compete in groups that are known, and are not gone, where each stands.
fn competing(field: &Field, gone: &[bool], order: &[IrKey], tell: impl FnMut(usize, Standing)) {
    let is_gone = |row: u32| usize::try_from(row).is_ok_and(|row| gone.get(row).copied().unwrap_or_default());
    let compete = field.tags.iter().zip(0_u32..).filter(|(tag, _)| **tag == COMPETES).map(|(_, row)| row);
    let known = |row: &u32| usize::try_from(*row).is_ok_and(|row| !field.is_open(field.groups.get(row)));
    let rows: Vec<u32> = if field.open.is_empty() && !field.all_open && gone.is_empty() {
        compete.collect()
    } else {
        compete.filter(known).filter(|row| !is_gone(*row)).collect()
    };
    let keys: Vec<Key<'_>> =
        field.keys.iter().zip(order).map(|(values, key)| Key { values, descending: key.descending && !planted::is(34) }).collect();
    standings(&Competitors { rows: &rows, groups: &field.groups }, &keys, tell);
}

/// A column of what a set rule computes.
fn computed(scene: &Scene<'_, '_>, kind: Kind, values: Packed, codes: Option<&[u32]>) -> Column {
    let mut column = Column::empty(scene.state.panel.domain(scene.state.variable.owner), kind);
    let open = codes.map_or(0, |codes| codes.iter().filter(|code| **code == OPEN).count());
    scene.state.panel.ways.add(Way::Order, values.len().saturating_sub(open));
    match codes {
        Some(codes) => column.codes.push_codes(codes, codes.len()),
        None => column.codes.push_same(i64::from(PLAIN), values.len(), values.len()),
    }
    column.values = values;
    column
}

fn missing<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<Missing>, Needed> {
    Ok(clause(scene, expr)?.map(|rank| match rank {
        1 => Missing::Exclude,
        2 => Missing::Last,
        _ => Missing::Doubt,
    }))
}

fn places<'p>(scene: &Scene<'_, 'p>, rank: &'p Rank) -> Result<Option<Column>, Needed> {
    let Some(missing) = missing(scene, &rank.missing)? else { return Ok(None) };
    let Some(field) = field(scene, &rank.population, &rank.keys, missing, |_| Ok(()))? else { return Ok(None) };
    let na = not_applicable(scene).code;
    let mut places = vec![0_i32; field.len()];
    let ahead = |standing: Standing| if planted::is(23) { standing.level } else { standing.ahead };
    let place = |standing: Standing| i32::try_from(ahead(standing).saturating_add(1)).unwrap_or(i32::MAX);
    if field.all_compete() {
        competing(&field, &[], &rank.keys, |row, standing| {
            if let Some(slot) = places.get_mut(row) {
                *slot = place(standing);
            }
        });
        return Ok(Some(computed(scene, Kind::Number { scale: 0 }, Packed::I32(places), None)));
    }
    let code = |row: usize| if field.stands_aside(field.member(row)) { na } else { OPEN };
    let mut codes: Vec<u32> = (0..field.len()).map(code).collect();
    competing(&field, &[], &rank.keys, |row, standing| {
        if let (Some(slot), Some(code)) = (places.get_mut(row), codes.get_mut(row)) {
            (*slot, *code) = (place(standing), PLAIN);
        }
    });
    // A key that is itself a place may be known to stand before another that is not.
    if !rank.keys.iter().any(|key| matches!(key.by.kind, ExprKind::Variable { .. })) {
        places_in_doubt(scene, rank, &field, |row, place| {
            if let (Some(slot), Some(code)) = (places.get_mut(row), codes.get_mut(row)) {
                *code = place.code;
                *slot = i32::try_from(place.value).unwrap_or(i32::MAX);
            }
        });
    }
    Ok(Some(computed(scene, Kind::Number { scale: 0 }, Packed::I32(places), Some(&codes))))
}

/// The places of those whose keys are known, in groups where nothing is open but keys in doubt.
fn places_in_doubt(scene: &Scene<'_, '_>, rank: &Rank, field: &Field, mut tell: impl FnMut(usize, Row)) {
    if field.all_open {
        return;
    }
    let panel = scene.state.panel;
    let entity = |row: usize| scene.state.domain.rows.get(row).copied().flatten();
    let mut groups: BTreeMap<i64, (Vec<Doubtful>, Reasons)> = BTreeMap::new();
    for (group, members) in field.in_doubt.iter().filter(|(group, _)| !field.more_open.contains(group)) {
        let doubtful = members.iter().map(|(row, keys)| {
            let told = |(key, kind): (&Row, &Kind)| (*kind, panel.told(*kind, *key, entity(*row)).as_read());
            Doubtful::of(keys.iter().zip(&field.kinds).map(told).collect())
        });
        if let Some(doubtful) = doubtful.collect::<Option<Vec<Doubtful>>>() {
            groups.insert(*group, (doubtful, Reasons::default()));
        }
    }
    let compete = field.tags.iter().zip(0_u32..).filter(|(tag, _)| **tag == COMPETES).map(|(_, row)| row);
    let of_these = |row: &u32| usize::try_from(*row).is_ok_and(|row| groups.contains_key(&field.groups.get(row)));
    let rows: Vec<u32> = if groups.is_empty() { Vec::new() } else { compete.filter(of_these).collect() };
    let descending: Vec<bool> = rank.keys.iter().map(|key| key.descending && !planted::is(34)).collect();
    let keys: Vec<Key<'_>> =
        field.keys.iter().zip(&descending).map(|(values, descending)| Key { values, descending: *descending }).collect();
    standings(&Competitors { rows: &rows, groups: &field.groups }, &keys, |row, standing| {
        let Some((doubtful, reasons)) = groups.get_mut(&field.groups.get(row)) else { return };
        let known: Vec<i64> = field.keys.iter().map(|values| values.get(row)).collect();
        let outcome = doubt::place(standing.ahead, &known, &descending, doubtful, reasons);
        tell(row, scene.kept(Kind::Number { scale: 0 }, &outcome, entity(row)));
    });
}

/// 单位 in 计数方式.
const BY_UNIT: u32 = 1;

fn membership<'p>(scene: &Scene<'_, 'p>, list: &'p List) -> Result<Option<Column>, Needed> {
    let year = scene.state.key.year;
    let Some(missing) = missing(scene, &list.missing)? else { return Ok(None) };
    let Some(cut) = clause(scene, &list.cut_ties)? else { return Ok(None) };
    if list.admit.is_some() {
        return Ok(None);
    }
    if let Some(counting) = &list.counting
        && clause(scene, &counting.way)?.is_none_or(|way| way == BY_UNIT)
    {
        return Ok(None);
    }
    let veto = match &list.veto {
        None => None,
        Some((who, way)) => match clause(scene, way)? {
            None => return Ok(None),
            Some(way) => Some((who, way == 0)),
        },
    };
    let base_all = match &list.base {
        None => true,
        Some(base) => match clause(scene, base)? {
            None => return Ok(None),
            Some(way) => way == 0,
        },
    };
    let rounding = match &list.rounding {
        None => None,
        Some(rounding) => match clause(scene, rounding)? {
            None => return Ok(None),
            Some(1) => Some(Rounding::Up),
            Some(2) => Some(Rounding::HalfUp),
            Some(_) => Some(Rounding::Down),
        },
    };
    // One quota for a group, known, and of everybody known whether a veto stands against him.
    let (mut quotas, mut barred) = (Seen::default(), Seen::default());
    let mut quota_kind = Kind::Number { scale: 0 };
    let Some(mut field) = field(scene, &list.population, &list.keys, missing, |scene| {
        let take = scene.register(&list.take, year)?;
        quota_kind = take.kind;
        quotas.push(&take, scene.state.domain.rows.len());
        if let Some((who, _)) = veto {
            barred.push(&*scene.register(who, year)?, scene.state.domain.rows.len());
        }
        Ok(())
    })?
    else {
        return Ok(None);
    };
    let mut groups = Groups::default();
    let (mut gone, mut vetoed): (Vec<bool>, Vec<bool>) = (Vec::new(), Vec::new());
    if veto.is_some() {
        gone.resize(field.len(), false);
        vetoed.resize(field.len(), false);
    }
    for row in 0..field.len() {
        let member = field.member(row);
        let (Member::Competes(group) | Member::Aside(group)) = member else { continue };
        let quota = Row { code: crate::dictionary::code(quotas.codes.get(row)), value: quotas.values.get(row) };
        let bar = veto.map(|_| Row { code: crate::dictionary::code(barred.codes.get(row)), value: barred.values.get(row) });
        if quota.code != PLAIN || bar.is_some_and(|bar| bar.code != PLAIN) {
            field.open.insert(group);
            continue;
        }
        let Some(of_group) = groups.at(group, quota.value) else { continue };
        if of_group.take != quota.value {
            field.open.insert(group);
            continue;
        }
        let bar = bar.is_some_and(|bar| bar.value != 0);
        if let Member::Competes(_) = member {
            if base_all || !bar || planted::is(27) {
                of_group.base = of_group.base.saturating_add(1);
            }
            if let (Some(vetoed), Some(gone)) = (vetoed.get_mut(row), gone.get_mut(row)) {
                *vetoed = bar;
                *gone = bar && veto.is_some_and(|(_, moves_up)| moves_up);
            }
        }
    }
    groups.count(quota_kind, &list.take.ty, rounding);
    let ungrouped = list.population.group.is_none();
    let is = |flags: &[bool], row: usize| flags.get(row).copied().unwrap_or_default();
    let is_open = |row: usize| {
        let quota = Row { code: crate::dictionary::code(quotas.codes.get(row)), value: quotas.values.get(row) };
        let member = field.member(row);
        match member {
            // What is known of the quota (a mark on it) is told of everybody it was asked for.
            Member::Outside | Member::Groupless | Member::Aside(_) if quota.code != PLAIN => !planted::is(28),
            // Where there are no groups, also one who is outside has rivals, whose quotas must be the same.
            Member::Outside if ungrouped => field.is_open(0) || groups.get(0).is_some_and(|all| all.take != quota.value),
            // 递补: the barred are not there; they are struck out whatever their place.
            Member::Competes(group) => field.is_open(group),
            _ => !field.stands_aside(member),
        }
    };
    let mut inside = vec![0_u8; field.len()];
    let mut codes: Option<Vec<u32>> =
        (!field.all_compete()).then(|| (0..field.len()).map(|row| if is_open(row) { OPEN } else { PLAIN }).collect());
    let (mut tied, mut at_cut): (Vec<usize>, Vec<usize>) = Default::default();
    competing(&field, &gone, &list.keys, |row, standing| {
        let quota = groups.get(field.groups.get(row)).and_then(|g| g.quota);
        let below = |n: u32, quota: i128| i128::from(n) < quota || (planted::is(25) && i128::from(n) == quota);
        let (before, level) = if cut == 2 { (standing.ahead, standing.level) } else { (standing.ahead_first, standing.level_first) };
        if quota.is_some_and(|quota| below(before, quota) && !below(level, quota)) {
            at_cut.push(row);
        }
        let is_in = match quota {
            None => None,
            Some(_) if is(&vetoed, row) => Some(false),
            Some(quota) => match cut {
                1 if !planted::is(26) => Some(below(standing.level_first, quota)),
                2 if below(standing.level, quota) => Some(true),
                2 if !below(standing.ahead, quota) => Some(false),
                // A tie that no key breaks is told by itself.
                2 => None,
                _ => Some(below(standing.ahead_first, quota)),
            },
        };
        match (is_in, inside.get_mut(row)) {
            (Some(is_in), Some(slot)) => *slot = u8::from(is_in),
            _ => tied.push(row),
        }
    });
    scene.state.panel.are_at_cut(scene.state.key, at_cut);
    if !tied.is_empty() {
        let codes = codes.get_or_insert_with(|| vec![PLAIN; field.len()]);
        for row in tied {
            if let Some(code) = codes.get_mut(row) {
                *code = OPEN;
            }
        }
    }
    Ok(Some(computed(scene, Kind::Truth, Packed::U8(inside), codes.as_deref())))
}

/// What a register was, block after block.
#[derive(Default)]
struct Seen {
    values: Packed,
    codes: Packed,
}

impl Seen {
    fn push(&mut self, register: &Register, whole: usize) {
        self.values.append(&register.values, whole);
        self.codes.append(register.codes(), whole);
    }
}

/// A group's quota as written, and the number it may be a ratio of.
#[derive(Clone, Copy)]
struct Group {
    take: i64,
    base: i64,
    /// Places to give; `None`: they cannot be told.
    quota: Option<i128>,
}

/// Groups by what they have in common: mostly enum values, of which there are few.
#[derive(Default)]
struct Groups {
    few: Vec<Option<Group>>,
    more: BTreeMap<i64, Group>,
}

/// Groups of a number below this are looked up by it.
const FEW: i64 = 4096;

impl Groups {
    /// The group, begun with this quota where there is none yet.
    fn at(&mut self, group: i64, take: i64) -> Option<&mut Group> {
        let begun = Group { take, base: 0, quota: None };
        match usize::try_from(group).ok().filter(|_| group < FEW) {
            Some(at) => {
                if self.few.len() <= at {
                    self.few.resize(at.saturating_add(1), None);
                }
                self.few.get_mut(at).map(|slot| slot.get_or_insert(begun))
            }
            None => Some(self.more.entry(group).or_insert(begun)),
        }
    }

    fn get(&self, group: i64) -> Option<&Group> {
        match usize::try_from(group).ok().filter(|_| group < FEW) {
            Some(at) => self.few.get(at)?.as_ref(),
            None => self.more.get(&group),
        }
    }

    /// Works out the places of each.
    fn count(&mut self, kind: Kind, ty: &Type, rounding: Option<Rounding>) {
        for group in self.few.iter_mut().flatten().chain(self.more.values_mut()) {
            group.quota = group.places(kind, ty, rounding);
        }
    }
}

impl Group {
    fn places(&self, kind: Kind, ty: &Type, rounding: Option<Rounding>) -> Option<i128> {
        let Some(Value::Number(take)) = kind.value(self.take) else { return None };
        if *ty != Type::Ratio {
            return take.to_integer().map(|n| n.max(0));
        }
        take.times(Exact::integer(i128::from(self.base)))?.round(rounding?).map(|n| n.max(0))
    }
}
