//! Set rules where a group is known: who competes with whom, and places read off one order of the population.
//!
//! In: registers of who is in the population, of groups and of keys, over the whole domain. Out: the base of a set rule for every
//! row, or [`OPEN`] where something about its group is not known: that row is then worked out by itself. A group is known where
//! of each of its members it is, and nothing about it carries a mark.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::exact::Rounding;
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, ExprKind, Key as IrKey, Population, Program, Rank, Rule, Shape};

use super::doubt::{self, Before, Doubtful, InDoubt, Stretch};
use super::manner::{SetKernel, set_kernel_of};
use super::marks::Bare;
use super::read::not_applicable;
use super::set_marks::{self, Aside, Telling};
use super::standing::{self, Competitors, Key, Standing, standings};
use super::{list, select, share, tiers};
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
        Some(SetKernel::List(list)) => list::membership(scene, list)?,
        Some(SetKernel::Tiers(tiers)) => tiers::tiers(scene, tiers)?,
        Some(SetKernel::Share(share)) => share::parts(scene, share)?,
    };
    let reason = if base.is_some() { Reason::OpenGroup } else { Reason::OpenClause };
    Ok((base, reason))
}

/// What to do with a member whose key is not known: its clause enum in order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    Doubt,
    Exclude,
    Last,
}

/// One row of the domain, as a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// Not there in that year.
    Absent,
    /// Surely not in the population.
    Outside,
    /// In a group, but no competitor: a key is 不适用.
    Aside(i64),
    /// In no group: the group is 不适用.
    Groupless,
    Competes(i64),
    /// Something about it is open; of this group, where that is known.
    Open(Option<i64>),
    /// Only its keys are, and they are no more than not known.
    InDoubt(i64),
    /// The same under 末位: behind everybody whose keys are known, level with all others like it.
    Last(i64),
    /// The same under 排除: no competitor.
    Excluded(i64),
}

/// Everybody, and which groups are known.
pub(super) struct Field {
    /// For each row what kind of member it is, and its group where it is in one.
    pub tags: Vec<u8>,
    pub groups: Packed,
    /// The keys, key by key, for every row.
    pub keys: Vec<Packed>,
    /// Every group is open: somebody's is not known.
    pub all_open: bool,
    /// Groups of which more is open than keys in doubt.
    pub open: BTreeSet<i64>,
    /// Those in doubt, by group, with their keys.
    pub in_doubt: BTreeMap<i64, Vec<(usize, Vec<Row>)>>,
    /// Those under 末位 whose keys are not known, by group: how many.
    pub last: BTreeMap<i64, u32>,
    pub kinds: Vec<Kind>,
    /// The marks that stand beside what is read of each.
    pub marks: set_marks::Marks,
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
            Member::Last(group) => (7, group),
            Member::Excluded(group) => (8, group),
        }
    }
}

/// The tag of those who compete.
const COMPETES: u8 = 4;

impl Field {
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    pub fn member(&self, row: usize) -> Member {
        let group = self.groups.get(row);
        match self.tags.get(row).copied().unwrap_or_default() {
            0 => Member::Absent,
            1 => Member::Outside,
            2 => Member::Groupless,
            3 => Member::Aside(group),
            COMPETES => Member::Competes(group),
            6 => Member::InDoubt(group),
            7 => Member::Last(group),
            8 => Member::Excluded(group),
            _ => Member::Open(Some(group)),
        }
    }

    pub fn is_open(&self, group: i64) -> bool {
        self.all_open || (!self.open.is_empty() && self.open.contains(&group))
    }

    /// Nothing about anybody of the group is open.
    pub fn is_known(&self, group: i64) -> bool {
        !self.is_open(group) && (self.in_doubt.is_empty() || !self.in_doubt.contains_key(&group))
    }

    /// So many of the group are behind everybody else, level with each other.
    pub fn last_of(&self, group: i64) -> u32 {
        self.last.get(&group).copied().unwrap_or_default()
    }

    /// Those of a group whose keys are in doubt, as stretches; `None` where one is more than a stretch.
    pub fn doubtful(&self, scene: &Scene<'_, '_>, group: i64, order: &[IrKey]) -> Option<Vec<Doubtful>> {
        let panel = scene.state.panel;
        let descending = descending(order);
        let of_all = self.in_doubt.get(&group).into_iter().flatten();
        let of_one = |(row, keys): &(usize, Vec<Row>)| {
            let entity = scene.state.domain.rows.get(*row).copied().flatten();
            let told = |(key, kind): (&Row, &Kind)| (*kind, panel.told(*kind, *key, entity).as_read());
            Doubtful::of(*row, keys.iter().zip(&self.kinds).map(told).collect(), &descending)
        };
        of_all.map(of_one).collect()
    }

    /// The keys of one who is known, turned so that the better is the higher.
    pub fn turned_keys(&self, row: usize, order: &[IrKey]) -> Vec<Stretch> {
        let keys = self.keys.iter().zip(descending(order));
        keys.map(|(values, descending)| doubt::turned(values.get(row), descending)).map(|key| (key, key)).collect()
    }

    /// Nothing about anybody is open.
    pub fn all_known(&self) -> bool {
        !self.all_open && self.open.is_empty() && self.in_doubt.is_empty() && self.last.is_empty()
    }

    /// Those who compete, in the order of their rows.
    fn competing_rows(&self) -> Vec<u32> {
        self.tags.iter().zip(0_u32..).filter(|(tag, _)| **tag == COMPETES).map(|(_, row)| row).collect()
    }

    /// The keys, and which way each goes.
    fn turned(&self, order: &[IrKey]) -> Vec<Key<'_>> {
        self.keys.iter().zip(descending(order)).map(|(values, descending)| Key { values, descending }).collect()
    }

    /// Whether a member surely stands aside, so that its result is that of one who does not compete.
    pub fn stands_aside(&self, member: Member) -> bool {
        match member {
            Member::Absent | Member::Outside => true,
            Member::Groupless => !self.all_open,
            Member::Aside(group) | Member::Excluded(group) => !self.is_open(group),
            Member::Open(_) | Member::InDoubt(_) | Member::Last(_) | Member::Competes(_) => false,
        }
    }
}

/// A clause that is one and the same for everybody, and carries no mark.
pub(super) fn clause<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<u32>, Needed> {
    Ok(marked_clause(scene, expr)?.filter(|(_, marks)| *marks == PLAIN).map(|(option, _)| option))
}

/// A clause that is one and the same for everybody, with the code of the marks it carries.
fn marked_clause<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<(u32, u32)>, Needed> {
    // A clause is one for the whole set rule: it reads nobody of those in it.
    let register = scene.register(expr, scene.state.key.year)?;
    let parted = |row: Row| (scene.state.panel.dictionary.apart(row.code), row.value);
    let Some((parted, value)) = register.uniform().map(parted).filter(|(parted, _)| parted.base == PLAIN) else { return Ok(None) };
    Ok(u32::try_from(value).ok().filter(|_| matches!(register.kind, Kind::Rank(_))).map(|option| (option, parted.marks)))
}

/// Goes over everybody once; `more` looks at what else a set rule asks of each block.
pub(super) fn field<'p>(
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
        in_doubt: BTreeMap::new(),
        last: BTreeMap::new(),
        kinds: Vec::new(),
        marks: set_marks::Marks::default(),
    };
    let whole = state.domain.rows.len();
    let mut comparable = true;
    scene.each_block(|scene| {
        let when = population.when.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = population.group.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = group.filter(|_| !planted::is(35));
        let keys = order.iter().map(|key| scene.register(&key.by, year)).collect::<Result<Vec<_>, Needed>>()?;
        field.marks.push(scene, (when.as_deref(), group.as_deref(), &keys), whole);
        let bare = |one: Rc<Register>| Bare::one(scene, &one).0;
        let (when, group, keys) = (when.map(bare), group.map(bare), Bare::of(scene, &keys).registers);
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
                    }
                    Member::Last(group) => {
                        let last = field.last.entry(group).or_default();
                        *last = last.saturating_add(1);
                    }
                    Member::InDoubt(group) => {
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
        let kinds: Vec<Kind> = keys.iter().map(|key| key.kind).collect();
        // Numbers of all blocks stand for the same.
        comparable = comparable && (field.kinds.is_empty() || field.kinds == kinds);
        field.kinds = kinds;
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
    let (mut aside, mut excluded, mut in_doubt) = (false, false, false);
    for key in keys {
        let row = key.row(at);
        if row.code == PLAIN {
            continue;
        }
        if row == na {
            aside = true;
            continue;
        }
        // Not known, and surely no fault: left out under 排除, a stretch under 存疑.
        let outcome = scene.state.panel.dictionary.outcome(row.code);
        let plainly_open = set_marks::are_told_whole(&outcome) && !outcome.possible.fault && outcome.possible.known().is_none();
        match missing {
            Missing::Exclude if plainly_open => excluded = true,
            Missing::Doubt if plainly_open && planted::is(24) => aside = true,
            Missing::Doubt | Missing::Last if plainly_open => in_doubt = true,
            _ => return Member::Open(Some(group.value)),
        }
    }
    if in_doubt && !aside {
        return if missing == Missing::Last { Member::Last(group.value) } else { Member::InDoubt(group.value) };
    }
    if aside {
        Member::Aside(group.value)
    } else if excluded {
        Member::Excluded(group.value)
    } else {
        Member::Competes(group.value)
    }
}

/// Which way each key goes.
fn descending(order: &[IrKey]) -> Vec<bool> {
    order.iter().map(|key| key.descending && !planted::is(34)).collect()
}

/// Tells of those whose keys are known, in groups that are known or wanted, and who are not gone, where each stands among them; group by group,
/// the best first.
pub(super) fn competing(field: &Field, gone: &[bool], order: &[IrKey], wanted: impl Fn(i64) -> bool, tell: impl FnMut(usize, Standing)) {
    let is_gone = |row: u32| usize::try_from(row).is_ok_and(|row| gone.get(row).copied().unwrap_or_default());
    let known = |row: &u32| usize::try_from(*row).is_ok_and(|row| wanted(field.groups.get(row)));
    let mut rows = field.competing_rows();
    if !field.all_known() || !gone.is_empty() {
        rows.retain(|row| known(row) && !is_gone(*row));
    }
    standings(&Competitors { rows: &rows, groups: &field.groups }, &field.turned(order), tell);
}

/// Tells of those who may be among the first so many of their groups by the first key, where each stands, as [`competing`] does. `None`: all have to be
/// put in order. Nothing about anybody may be open.
pub(super) fn leading(field: &Field, order: &[IrKey], places: usize, tell: impl FnMut(usize, Standing)) -> Option<()> {
    let keys = field.turned(order);
    let competes = |row: usize| field.tags.get(row) == Some(&COMPETES);
    let rows = select::candidates(competes, &field.groups, keys.first()?, places)?;
    standings(&Competitors { rows: &rows, groups: &field.groups }, &keys, tell);
    Some(())
}

/// A column of what a set rule computes.
pub(super) fn computed(scene: &Scene<'_, '_>, kind: Kind, values: Packed, codes: Option<&[u32]>) -> Column {
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

pub(super) fn missing<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<Missing>, Needed> {
    Ok(clause(scene, expr)?.map(missing_of))
}

fn missing_of(rank: u32) -> Missing {
    match rank {
        1 => Missing::Exclude,
        2 => Missing::Last,
        _ => Missing::Doubt,
    }
}

/// True where a key may itself be a place in a ranking: that may be known to stand before another that is not.
pub(super) fn by_places(scene: &Scene<'_, '_>, order: &[IrKey]) -> bool {
    fn is_place(program: &Program, expr: &Expr, deep: usize) -> bool {
        let ExprKind::Variable { variable, .. } = &expr.kind else { return false };
        let Some(variable) = program.variable(*variable).filter(|_| deep > 0) else { return true };
        matches!(variable.shape, Shape::Rank(_))
            || variable.rules.iter().filter_map(|rule| rule.value.as_ref()).any(|value| is_place(program, value, deep.saturating_sub(1)))
    }
    order.iter().any(|key| is_place(scene.state.panel.program, &key.by, 16))
}

fn places<'p>(scene: &Scene<'_, 'p>, rank: &'p Rank) -> Result<Option<Column>, Needed> {
    // Only what it came to is looked at, not what else it might have been: its marks are everybody's.
    let Some((missing, beside)) = marked_clause(scene, &rank.missing)? else { return Ok(None) };
    let missing = missing_of(missing);
    let telling = Telling { aside: Aside::Nothing, with_excluded: false, more: &[], of_all: &[], beside };
    let Some(field) = field(scene, &rank.population, &rank.keys, missing, |_| Ok(()))? else { return Ok(None) };
    let na = not_applicable(scene).code;
    let mut places = vec![0_i32; field.len()];
    let ahead = |standing: Standing| if planted::is(23) { standing.level } else { standing.ahead };
    let place = |standing: Standing| i32::try_from(ahead(standing).saturating_add(1)).unwrap_or(i32::MAX);
    if field.all_known() && !planted::is(23) {
        let rows = field.competing_rows();
        standing::places(&Competitors { rows: &rows, groups: &field.groups }, &field.turned(&rank.keys), |row, ahead| {
            if let Some(slot) = places.get_mut(row) {
                *slot = i32::try_from(ahead.saturating_add(1)).unwrap_or(i32::MAX);
            }
        });
        let codes = |tag: &u8| if *tag == COMPETES { PLAIN } else { na };
        let codes: Option<Vec<u32>> = (rows.len() < field.len()).then(|| field.tags.iter().map(codes).collect());
        let column = computed(scene, Kind::Number { scale: 0 }, Packed::I32(places), codes.as_deref());
        return Ok(Some(set_marks::told(scene, &field, &telling, column)));
    }
    let code = |row: usize| if field.stands_aside(field.member(row)) { na } else { OPEN };
    let mut codes: Vec<u32> = (0..field.len()).map(code).collect();
    let mut tell = |row: usize, place: Row| {
        if let (Some(slot), Some(code)) = (places.get_mut(row), codes.get_mut(row)) {
            *code = place.code;
            *slot = i32::try_from(place.value).unwrap_or(i32::MAX);
        }
    };
    let mut of_group: BTreeMap<i64, u32> = BTreeMap::new();
    competing(
        &field,
        &[],
        &rank.keys,
        |group| field.is_known(group),
        |row, standing| {
            tell(row, Row { code: PLAIN, value: i64::from(place(standing)) });
            if !field.last.is_empty() {
                let size = of_group.entry(field.groups.get(row)).or_default();
                *size = size.saturating_add(1);
            }
        },
    );
    for row in (0..field.len()).filter(|_| !field.last.is_empty()) {
        if let Member::Last(group) = field.member(row)
            && field.is_known(group)
        {
            let ahead = of_group.get(&group).copied().unwrap_or_default();
            tell(row, Row { code: PLAIN, value: i64::from(ahead).saturating_add(1) });
        }
    }
    if !by_places(scene, &rank.keys) {
        places_in_doubt(scene, rank, &field, tell);
    }
    let column = computed(scene, Kind::Number { scale: 0 }, Packed::I32(places), Some(&codes));
    Ok(Some(set_marks::told(scene, &field, &telling, column)))
}

/// Places in groups where nothing is open but keys in doubt.
fn places_in_doubt(scene: &Scene<'_, '_>, rank: &Rank, field: &Field, mut tell: impl FnMut(usize, Row)) {
    let order = &rank.keys;
    let entity = |row: usize| scene.state.domain.rows.get(row).copied().flatten();
    let mut groups: BTreeMap<i64, (InDoubt, Ranked)> = BTreeMap::new();
    for group in field.in_doubt.keys().filter(|group| !field.is_open(**group)) {
        if let Some(doubtful) = field.doubtful(scene, *group, order) {
            groups.insert(*group, (InDoubt::new(doubtful), Ranked::default()));
        }
    }
    if groups.is_empty() {
        return;
    }
    let wanted: BTreeSet<i64> = groups.keys().copied().collect();
    let mut kept = |row: usize, outcome: &Outcome| tell(row, scene.kept(Kind::Number { scale: 0 }, outcome, entity(row)));
    competing(
        field,
        &[],
        order,
        |group| wanted.contains(&group),
        |row, standing| {
            let Some((doubtful, ranked)) = groups.get_mut(&field.groups.get(row)) else { return };
            ranked.push(row);
            let better = (u64::from(standing.ahead), u64::from(standing.ahead));
            kept(row, &doubtful.place(&field.turned_keys(row, order), better, None));
        },
    );
    for (doubtful, ranked) in groups.values() {
        for own in doubtful.rivals() {
            let better = ranked.before(field, order, &own.stretches, order.len()).ahead;
            kept(own.row, &doubtful.place(&own.stretches, better, Some(own)));
        }
    }
}

/// Those of a group whose keys are known, the best first.
#[derive(Default)]
pub(super) struct Ranked(Vec<usize>);

impl Ranked {
    pub fn push(&mut self, row: usize) {
        self.0.push(row);
    }

    /// How many of them surely, and may, stand before one by so many of its keys, or level with it.
    pub fn before(&self, field: &Field, order: &[IrKey], own: &[Stretch], how_many: usize) -> Before {
        let (Some((worst, best)), Some((first, by))) = (own.first(), field.keys.first().zip(order.first())) else {
            return Before::default();
        };
        let descending = by.descending && !planted::is(34);
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let better_than = |than: i128| self.0.partition_point(|row| doubt::turned(first.get(*row), descending) > than);
        let from = |than: i128| self.0.partition_point(|row| doubt::turned(first.get(*row), descending) >= than);
        let (surely_ahead, at_most) = (better_than(*best), from(*worst));
        if how_many <= 1 {
            let (ahead, level) = ((surely_ahead, better_than(*worst)), (from(*best), at_most));
            return Before { ahead: (number(ahead.0), number(ahead.1)), level: (number(level.0), number(level.1)) };
        }
        // Those between the best and the worst of it by the first key are looked at one by one.
        let surely = number(surely_ahead);
        let between = self.0.get(surely_ahead..at_most).unwrap_or_default().iter();
        let all = Before { ahead: (surely, surely), level: (surely, surely) };
        between.fold(all, |so_far, row| so_far.and(doubt::before_by(&field.turned_keys(*row, order), own, how_many, true)))
    }
}

/// The rounding at a place of its clause enum (舍, 入, 四舍五入).
pub(super) fn rounding_of(rank: u32) -> Rounding {
    match rank {
        1 => Rounding::Up,
        2 => Rounding::HalfUp,
        _ => Rounding::Down,
    }
}
