//! Set rules where a group is known: who competes with whom, and places read off one order of the population.
//!
//! In: registers of who is in the population, of groups and of keys, over the whole domain. Out: the base of a set rule for every
//! row, or [`OPEN`] where something about its group is not known: that row is then worked out by itself. A group is known where
//! of each of its members it is, and nothing about it carries a mark.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::exact::Rounding;
use quanheng_facts::value::Value;
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, ExprKind, Key as IrKey, Population, Program, Rank, Rule, Shape};
use quanheng_policy::possible::{Possible, Range};

use super::doubt::{self, Before, Doubtful, InDoubt, Stretch};
use super::manner::{SetKernel, set_kernel_of};
use super::marks::Bare;
use super::read::not_applicable;
use super::rivals::{self, Asks};
use super::set_marks::{self, Aside, Telling};
use super::standing::{self, Competitors, Key, Standing, standings};
use super::texts::{self, Ordered};
use super::{list, select, share, tiers};
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::everybody::Everybody;
use crate::known::{Known, Way};
use crate::packed::{Packed, folded};
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

/// Ways of settling open clauses beyond which each row is worked out by itself.
pub(super) const MOST_WAYS: usize = 32;

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
    everybody: Arc<Everybody>,
    /// Every group is open: somebody's is not known.
    pub all_open: bool,
    /// Groups of which more is open than keys in doubt.
    pub open: BTreeSet<i64>,
    /// Those in doubt, by group, with their keys.
    pub in_doubt: BTreeMap<i64, Vec<(usize, Vec<Row>)>>,
    /// Those under 末位 whose keys are not known, by group: how many.
    pub last: BTreeMap<i64, u32>,
}

impl Deref for Field {
    type Target = Everybody;

    fn deref(&self) -> &Everybody {
        &self.everybody
    }
}

impl Member {
    fn tag(self) -> u8 {
        match self {
            Member::Absent => 0,
            Member::Outside => OUTSIDE,
            Member::Groupless => 2,
            Member::Aside(_) => 3,
            Member::Competes(_) => COMPETES,
            Member::Open(_) => 5,
            Member::InDoubt(_) => 6,
            Member::Last(_) => 7,
            Member::Excluded(_) => 8,
        }
    }
}

/// The tags of those who are outside, and of those who compete. Nought: not there.
const OUTSIDE: u8 = 1;
pub(super) const COMPETES: u8 = 4;

impl Field {
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Says what a row is that is no plain one.
    fn take(&mut self, member: Member, row: usize, keys: impl FnOnce() -> Vec<Row>) {
        match member {
            Member::Open(None) => self.all_open = true,
            Member::Open(Some(group)) => {
                self.open.insert(group);
            }
            Member::Last(group) => {
                let last = self.last.entry(group).or_default();
                *last = last.saturating_add(1);
            }
            Member::InDoubt(group) => self.in_doubt.entry(group).or_default().push((row, keys())),
            _ => {}
        }
    }

    pub fn member(&self, row: usize) -> Member {
        let group = self.groups.get(row);
        match self.tags.get(row).copied().unwrap_or_default() {
            0 => Member::Absent,
            OUTSIDE => Member::Outside,
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

    /// The numbers of a key replaced by their places in the order of what they stand for.
    fn put_in_order(&mut self, everybody: &mut Everybody, panel: &Known<'_>, key: usize, ordered: Ordered) {
        let (Some(values), Some(kind)) = (everybody.keys.get_mut(key), everybody.kinds.get_mut(key)) else { return };
        let mut in_doubt: Vec<&mut Row> = self.in_doubt.values_mut().flatten().filter_map(|(_, keys)| keys.get_mut(key)).collect();
        in_doubt.retain(|row| row.code == PLAIN);
        let met = values.distinct().into_iter().chain(in_doubt.iter().map(|row| row.value)).collect();
        let places = texts::in_order(panel, &met, ordered);
        *values = texts::replaced(values, &places);
        in_doubt.into_iter().for_each(|row| row.value = places.get(&row.value).copied().unwrap_or_default());
        *kind = Kind::Number { scale: 0 };
    }

    /// Nothing about anybody is open.
    pub fn all_known(&self) -> bool {
        !self.all_open && self.open.is_empty() && self.in_doubt.is_empty() && self.last.is_empty()
    }

    /// Those who compete, in the order of their rows.
    fn competing_rows(&self) -> Vec<u32> {
        let (mut rows, mut many) = (vec![0_u32; self.tags.len()], 0_usize);
        for (tag, row) in self.tags.iter().zip(0_u32..) {
            // Written over by the next where it does not compete.
            rows.get_mut(many).into_iter().for_each(|slot| *slot = row);
            many = many.saturating_add(usize::from(*tag == COMPETES));
        }
        rows.truncate(many);
        rows
    }

    /// The keys, and which way each goes.
    pub fn turned(&self, order: &[IrKey]) -> Vec<Key<'_>> {
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

/// What a clause that is one and the same for everybody may be, where nothing is beside that: one option, or those of an open point that nobody
/// has settled. `None`: it carries a mark, or is more than that.
pub(super) fn options<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr) -> Result<Option<Vec<u32>>, Needed> {
    if let Some(option) = clause(scene, expr)? {
        return Ok(Some(vec![option]));
    }
    let register = scene.register(expr, scene.state.key.year)?;
    let Some(row) = register.uniform().filter(|row| row.code != PLAIN && matches!(register.kind, Kind::Rank(_))) else { return Ok(None) };
    let outcome = scene.state.panel.dictionary.outcome(row.code);
    let rank = |value: &Value| if let Value::Enum(_, rank) = value { Some(*rank) } else { None };
    Ok(match &outcome.possible {
        Possible { range: Some(Range::Among(values)), na: false, fault: false } if outcome.marks.is_empty() => {
            values.iter().map(rank).collect()
        }
        _ => None,
    })
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
    let orders = &state.panel.orders;
    let unknown = |everybody: Arc<Everybody>| Field {
        everybody,
        all_open: false,
        open: BTreeSet::new(),
        in_doubt: BTreeMap::new(),
        last: BTreeMap::new(),
    };
    let of_year = if planted::is(108) { year.plus(-1).unwrap_or(year) } else { year };
    if let Some(everybody) = orders.known(state.key.variable, of_year) {
        scene.each_block(more)?;
        return Ok(Some(unknown(everybody)));
    }
    let there = state.panel.there(population.kind, year);
    let na = not_applicable(scene);
    let mut field = unknown(Arc::default());
    let mut everybody = Everybody {
        tags: Vec::with_capacity(state.domain.rows.len()),
        keys: vec![Packed::default(); order.len()],
        is_shared: orders.are_shared(state.key.variable),
        ..Everybody::default()
    };
    let whole = state.domain.rows.len();
    let mut comparable = true;
    let mut ordered: Vec<Ordered> = Vec::new();
    let known: RefCell<BTreeMap<u32, bool>> = RefCell::default();
    // Not known, and surely no fault.
    let plainly_open = |code: u32| {
        *known.borrow_mut().entry(code).or_insert_with(|| {
            let outcome = state.panel.dictionary.outcome(code);
            set_marks::are_told_whole(&outcome) && !outcome.possible.fault && outcome.possible.known().is_none()
        })
    };
    scene.each_block(|scene| {
        let when = population.when.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = population.group.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let keys = order.iter().map(|key| texts::of_key(scene, &key.by, year)).collect::<Result<Vec<_>, Needed>>()?;
        let (keys, told): (Vec<Rc<Register>>, Vec<Ordered>) = keys.into_iter().unzip();
        comparable = comparable && (ordered.is_empty() || ordered == told);
        let group = group.filter(|_| !planted::is(35));
        set_marks::push(&mut everybody.marks, scene, (when.as_deref(), group.as_deref(), &keys), whole);
        let bare = |one: Rc<Register>| Bare::one(scene, &one).0;
        let (when, group) = (when.map(bare), group.map(|group| texts::as_groups(scene, bare(group))));
        let keys = Bare::of(scene, &keys).registers.into_iter().zip(&told).map(|(key, told)| texts::as_key(scene, key, *told));
        let keys: Vec<Rc<Register>> = keys.collect();
        ordered = told;
        let limited = |at: usize| {
            let kind = || state.entity(at).and_then(|e| state.panel.facts.entities.kind_of(e));
            population.limit.is_empty() || kind().is_some_and(|kind| population.limit.iter().any(|of| schema.is_kind(kind, *of)))
        };
        let first = everybody.tags.len();
        let there = there.get(state.from()..state.to()).unwrap_or_default();
        let mut tags: Vec<u8> = there.iter().map(|there| u8::from(*there)).collect();
        if !population.limit.is_empty() {
            tags.iter_mut().enumerate().filter(|(at, _)| !limited(*at)).for_each(|(_, tag)| *tag = 0);
        }
        // Whoever has a plain value of all that is asked is seen at once; the others are looked at one by one.
        let odd = odd_rows(&tags, when.as_deref(), group.iter().chain(&keys));
        match &when {
            None => tags.iter_mut().for_each(|tag| *tag = if *tag == 0 { 0 } else { COMPETES }),
            Some(when) => folded(&mut tags, &when.values.other_than_nought(), |there, inside| {
                let tag = if inside == 0 { OUTSIDE } else { COMPETES };
                if there == 0 { 0 } else { tag }
            }),
        }
        everybody.tags.append(&mut tags);
        // Where there is a code the group is nought.
        match &group {
            Some(group) => everybody.groups.append(&group.values, whole),
            None => everybody.groups.push_same(0, state.len(), whole),
        }
        for at in odd {
            let member = member(at, (when.as_deref(), group.as_deref(), &keys), na, missing, &plainly_open);
            let row = first.saturating_add(at);
            field.take(member, row, || keys.iter().map(|key| key.row(at)).collect());
            everybody.tags.get_mut(row).into_iter().for_each(|own| *own = member.tag());
        }
        let kinds: Vec<Kind> = keys.iter().map(|key| key.kind).collect();
        // Numbers of all blocks stand for the same.
        comparable = comparable && (everybody.kinds.is_empty() || everybody.kinds == kinds);
        everybody.kinds = kinds;
        let group_kind = group.as_ref().map(|group| group.kind);
        comparable = comparable && (state.from() == 0 || everybody.group_kind == group_kind);
        everybody.group_kind = group_kind;
        for (own, key) in everybody.keys.iter_mut().zip(&keys) {
            own.append(&key.values, whole);
        }
        more(scene)
    })?;
    everybody.by_place = ordered.iter().any(|ordered| *ordered != Ordered::AsTheyAre);
    for (key, ordered) in ordered.iter().enumerate().filter(|(_, ordered)| **ordered != Ordered::AsTheyAre) {
        field.put_in_order(&mut everybody, scene.state.panel, key, *ordered);
    }
    field.everybody = Arc::new(everybody);
    if comparable && field.is_shared && field.all_known() {
        orders.keep(state.key.variable, year, &field.everybody);
    }
    Ok(comparable.then_some(field))
}

/// Rows of those who are there, and not surely outside, of whom something that is asked has a code; in order.
fn odd_rows<'r>(there: &[u8], when: Option<&Register>, asked: impl Iterator<Item = &'r Rc<Register>>) -> Vec<usize> {
    let coded: Vec<&Rc<Register>> = asked.filter(|register| !register.is_plain()).collect();
    if (coded.is_empty() && when.is_none_or(Register::is_plain)) || planted::is(95) {
        return Vec::new();
    }
    let mut odd = vec![0_u8; there.len()];
    for register in coded {
        folded(&mut odd, &register.codes().other_than_nought(), |so_far, code| so_far | code);
    }
    if let Some(when) = when {
        folded(&mut odd, &when.values.other_than_nought(), |so_far, inside| if inside == 0 { 0 } else { so_far });
        folded(&mut odd, &when.codes().other_than_nought(), |so_far, code| so_far | code);
    }
    odd.iter_mut().zip(there).for_each(|(odd, there)| *odd = if *there == 0 { 0 } else { *odd });
    let mut rows = Vec::new();
    Packed::U8(odd).each_other_than(0, |at, _| rows.push(at));
    rows
}

fn member(
    at: usize,
    (when, group, keys): (Option<&Register>, Option<&Register>, &[Rc<Register>]),
    na: Row,
    missing: Missing,
    plainly_open: &impl Fn(u32) -> bool,
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
        // Left out under 排除, a stretch under 存疑.
        let plainly_open = plainly_open(row.code);
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
pub(super) fn competing(
    field: &Field,
    gone: &[bool],
    order: &[IrKey],
    wanted: impl Fn(i64) -> bool,
    mut tell: impl FnMut(usize, Standing),
) {
    if field.is_shared && field.all_known() && gone.is_empty() {
        let put_in_order = || {
            let (rows, mut all) = (field.competing_rows(), Vec::new());
            standings(&Competitors { rows: &rows, groups: &field.groups }, &field.turned(order), |row, standing| all.push((row, standing)));
            all
        };
        field.order.get_or_init(put_in_order).iter().for_each(|(row, standing)| tell(*row, *standing));
        return;
    }
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
    let rows = match field.ahead.get().filter(|_| keys.len() == 1) {
        // Somebody has counted already how many stand before each.
        Some(ahead) => {
            let near = |(ahead, row): (&i32, u32)| usize::try_from(*ahead).ok().filter(|ahead| *ahead < places).map(|_| row);
            let near = ahead.iter().zip(0_u32..).filter_map(near);
            near.filter(|row| usize::try_from(*row).is_ok_and(competes)).collect()
        }
        None => select::candidates(competes, &field.groups, keys.first()?, places)?,
    };
    standings(&Competitors { rows: &rows, groups: &field.groups }, &keys, tell);
    Some(())
}

/// A column of what a set rule computes.
pub(super) fn computed(scene: &Scene<'_, '_>, kind: Kind, values: Packed, codes: Option<&[u32]>) -> Column {
    let open = codes.map_or(0, |codes| codes.iter().filter(|code| **code == OPEN).count());
    let kept = codes.map_or(Packed::Same(i64::from(PLAIN), values.len()), |codes| {
        let mut kept = Packed::default();
        kept.push_codes(codes, codes.len());
        kept
    });
    with_codes(scene, kind, values, kept, open)
}

/// The same, of which so many rows are open.
fn with_codes(scene: &Scene<'_, '_>, kind: Kind, values: Packed, codes: Packed, open: usize) -> Column {
    scene.state.panel.ways.add(Way::Order, values.len().saturating_sub(open));
    Column { values, codes, ..Column::empty(scene.state.panel.domain(scene.state.variable.owner), kind) }
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
    rivals::tell(scene, &field, &rank.keys, Asks { alike: true, with_excluded: false, beside: None, marks: &[] });
    if field.all_known() && !planted::is(23) {
        let rows = field.competing_rows();
        let count = || {
            let mut all = vec![0_i32; field.len()];
            standing::places(&Competitors { rows: &rows, groups: &field.groups }, &field.turned(&rank.keys), |row, ahead| {
                if let Some(slot) = all.get_mut(row) {
                    *slot = i32::try_from(ahead).unwrap_or(i32::MAX);
                }
            });
            all
        };
        let own;
        let ahead = if field.is_shared {
            field.ahead.get_or_init(count)
        } else {
            own = count();
            &own
        };
        let place = |(ahead, tag): (&i32, &u8)| if *tag == COMPETES { ahead.saturating_add(1) } else { 0 };
        places = ahead.iter().zip(&field.tags).map(place).collect();
        let whole = field.len();
        let codes = match u8::try_from(na) {
            _ if rows.len() == whole => Packed::Same(i64::from(PLAIN), whole),
            Ok(na) => Packed::U8(field.tags.iter().map(|tag| if *tag == COMPETES { 0 } else { na }).collect()),
            Err(_) => Packed::of(&field.tags.iter().map(|tag| i64::from(if *tag == COMPETES { PLAIN } else { na })).collect::<Vec<_>>()),
        };
        let column = with_codes(scene, Kind::Number { scale: 0 }, Packed::I32(places), codes, 0);
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
