//! 排名 and 名单 where a group is known: places and membership read off one order of the population.
//!
//! In: registers of who is in the population, of groups and of keys, over the whole domain. Out: the base of a set rule for every
//! row, or [`OPEN`] where something about its group is not known: that row is then worked out by itself. A group is known where
//! of each of its members it is, and nothing about it carries a mark.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{Type, Value};
use quanheng_policy::ir::{Expr, Key as IrKey, List, Population, Rank, Rule, RuleIx, Shape};

use super::is_unchanging;
use super::read::not_applicable;
use super::standing::{Competitor, Key, Standing, standings};
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::known::Way;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// The code of a row that has to be worked out by itself. No code of the dictionary.
pub(super) const OPEN: u32 = u32::MAX;

/// What the set rule of the variable computes, over its whole domain; `None` where every row has to be worked out by itself.
pub(super) fn base<'p>(scene: &Scene<'_, 'p>, in_force: &[(RuleIx, &'p Rule)]) -> Result<Option<Column>, Needed> {
    let variable = scene.state.variable;
    // A set rule that is overridden for everybody is not worked out: everybody's keys may hang on it.
    let beaten = in_force.iter().any(|(_, rule)| rule.guard.is_none() && rule.where_applies.is_none() && !rule.is_base);
    if beaten {
        return Ok(None);
    }
    match &variable.shape {
        Shape::Rank(rank) => places(scene, rank),
        Shape::List(list) => membership(scene, list),
        Shape::Rules | Shape::Tiers(_) | Shape::Share(_) => Ok(None),
    }
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
}

/// Everybody, and which groups are known.
struct Field {
    members: Vec<Member>,
    /// The keys of those who compete, key by key, for every row.
    keys: Vec<Vec<i64>>,
    /// Every group is open: somebody's is not known.
    all_open: bool,
    open: BTreeSet<i64>,
}

impl Field {
    fn is_open(&self, group: i64) -> bool {
        self.all_open || (!self.open.is_empty() && self.open.contains(&group))
    }

    /// Whether a member surely stands aside, so that its result is that of one who does not compete.
    fn stands_aside(&self, member: Member) -> bool {
        match member {
            Member::Absent | Member::Outside => true,
            Member::Groupless => !self.all_open,
            Member::Aside(group) => !self.is_open(group),
            Member::Open(_) | Member::Competes(_) => false,
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
    let rows = state.domain.rows.len();
    let mut field = Field {
        members: Vec::with_capacity(rows),
        keys: vec![Vec::with_capacity(rows); order.len()],
        all_open: false,
        open: BTreeSet::new(),
    };
    let mut comparable = true;
    scene.each_block(|scene| {
        let when = population.when.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let group = population.group.as_ref().map(|e| scene.register(e, year)).transpose()?;
        let keys = order.iter().map(|key| scene.register(&key.by, year)).collect::<Result<Vec<_>, Needed>>()?;
        comparable = comparable && !keys.iter().chain(&group).any(|register| register.kind == Kind::Nothing);
        let limited = |at: usize| {
            let kind = || state.entity(at).and_then(|e| state.panel.facts.entities.kind_of(e));
            population.limit.is_empty() || kind().is_some_and(|kind| population.limit.iter().any(|of| schema.is_kind(kind, *of)))
        };
        let all_plain = when.iter().chain(&group).chain(&keys).all(|register| register.is_plain()) && population.limit.is_empty();
        if all_plain {
            let there = there.get(state.from()..state.to()).unwrap_or_default();
            let one_group = vec![0; state.len()];
            let groups = group.as_ref().map_or(&one_group, |group| &group.values);
            let competes = |(there, group): (&bool, &i64)| if *there { Member::Competes(*group) } else { Member::Absent };
            let members = there.iter().zip(groups).map(competes);
            match &when {
                None => field.members.extend(members),
                Some(when) => field.members.extend(members.zip(&when.values).map(|(member, inside)| match member {
                    Member::Competes(_) if *inside == 0 => Member::Outside,
                    member => member,
                })),
            }
        }
        for at in (0..state.len()).filter(|_| !all_plain) {
            let is_there = there.get(state.from().saturating_add(at)).copied().unwrap_or_default() && limited(at);
            let member = if is_there { member(scene, at, (when.as_deref(), group.as_deref(), &keys), na, missing) } else { Member::Absent };
            match member {
                Member::Open(None) => field.all_open = true,
                Member::Open(Some(group)) => {
                    field.open.insert(group);
                }
                _ => {}
            }
            field.members.push(member);
        }
        for (own, key) in field.keys.iter_mut().zip(&keys) {
            own.extend_from_slice(&key.values);
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
    let mut aside = false;
    for key in keys {
        let row = key.row(at);
        if row.code == PLAIN {
            continue;
        }
        if row == na {
            aside = true;
            continue;
        }
        // Not known, without a mark, and surely no fault: left out under 排除.
        let outcome = scene.state.panel.dictionary.outcome(row.code);
        let left_out =
            missing == Missing::Exclude && outcome.marks.is_empty() && !outcome.possible.fault && outcome.possible.known().is_none();
        if !left_out {
            return Member::Open(Some(group.value));
        }
        aside = true;
    }
    if aside { Member::Aside(group.value) } else { Member::Competes(group.value) }
}

/// Those who compete in groups that are known and are not gone, and where each stands.
fn competing(field: &Field, gone: &[bool], order: &[IrKey]) -> Vec<(usize, Standing)> {
    let is_gone = |row: usize| gone.get(row).copied().unwrap_or_default();
    let competitors: Vec<Competitor> = field
        .members
        .iter()
        .enumerate()
        .filter_map(|(row, member)| match member {
            Member::Competes(group) if !field.is_open(*group) && !is_gone(row) => {
                Some(Competitor { row: u32::try_from(row).ok()?, group: *group })
            }
            _ => None,
        })
        .collect();
    let keys: Vec<Key<'_>> = field.keys.iter().zip(order).map(|(values, key)| Key { values, descending: key.descending }).collect();
    let standings = standings(&competitors, &keys);
    competitors.into_iter().zip(standings).filter_map(|(one, standing)| Some((usize::try_from(one.row).ok()?, standing))).collect()
}

/// A column of what a set rule computes.
fn computed(scene: &Scene<'_, '_>, kind: Kind, rows: &[Row]) -> Column {
    let mut column = Column::empty(scene.state.panel.domain(scene.state.variable.owner), kind);
    column.values.push(&rows.iter().map(|row| row.value).collect::<Vec<_>>());
    column.codes.push_codes(&rows.iter().map(|row| row.code).collect::<Vec<_>>());
    scene.state.panel.ways.add(Way::Order, rows.iter().filter(|row| row.code != OPEN).count());
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
    let na = not_applicable(scene);
    let open = Row { code: OPEN, value: 0 };
    let mut rows: Vec<Row> = field.members.iter().map(|member| if field.stands_aside(*member) { na } else { open }).collect();
    for (at, standing) in competing(&field, &[], &rank.keys) {
        if let Some(row) = rows.get_mut(at) {
            *row = Row { code: PLAIN, value: i64::from(standing.ahead).saturating_add(1) };
        }
    }
    Ok(Some(computed(scene, Kind::Number { scale: 0 }, &rows)))
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
    let (mut quotas, mut barred): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    let mut quota_kind = Kind::Number { scale: 0 };
    let Some(mut field) = field(scene, &list.population, &list.keys, missing, |scene| {
        let take = scene.register(&list.take, year)?;
        quota_kind = take.kind;
        quotas.extend(take.rows());
        if let Some((who, _)) = veto {
            barred.extend(scene.register(who, year)?.rows());
        }
        Ok(())
    })?
    else {
        return Ok(None);
    };
    let mut groups = Groups::default();
    let mut gone: Vec<bool> = vec![false; field.members.len()];
    let mut vetoed: Vec<bool> = vec![false; field.members.len()];
    for (at, member) in field.members.iter().enumerate() {
        let (Member::Competes(group) | Member::Aside(group)) = member else { continue };
        let Some(quota) = quotas.get(at) else { continue };
        let bar = barred.get(at);
        if quota.code != PLAIN || bar.is_some_and(|row| row.code != PLAIN) {
            field.open.insert(*group);
            continue;
        }
        let Some(of_group) = groups.at(*group, quota.value) else { continue };
        if of_group.take != quota.value {
            field.open.insert(*group);
            continue;
        }
        let bar = bar.is_some_and(|row| row.value != 0);
        if let Member::Competes(_) = member {
            if base_all || !bar {
                of_group.base = of_group.base.saturating_add(1);
            }
            if let (Some(vetoed), Some(gone)) = (vetoed.get_mut(at), gone.get_mut(at)) {
                *vetoed = bar;
                *gone = bar && veto.is_some_and(|(_, moves_up)| moves_up);
            }
        }
    }
    // 递补: the barred are not there; they are struck out whatever their place.
    groups.count(quota_kind, &list.take.ty, rounding);
    let ungrouped = list.population.group.is_none();
    let (no, yes, open) = (Row { code: PLAIN, value: 0 }, Row { code: PLAIN, value: 1 }, Row { code: OPEN, value: 0 });
    let mut rows: Vec<Row> = field
        .members
        .iter()
        .zip(gone.iter().zip(&quotas))
        .map(|(member, (gone, quota))| match member {
            // What is known of the quota (a mark on it) is told of everybody it was asked for.
            Member::Outside | Member::Groupless | Member::Aside(_) if quota.code != PLAIN => open,
            // Where there are no groups, also one who is outside has rivals, whose quotas must be the same.
            Member::Outside if ungrouped && (field.is_open(0) || groups.get(0).is_some_and(|all| all.take != quota.value)) => open,
            Member::Competes(group) if *gone && !field.is_open(*group) => no,
            _ if field.stands_aside(*member) => no,
            _ => open,
        })
        .collect();
    let mut at_cut: Vec<usize> = Vec::new();
    for (at, standing) in competing(&field, &gone, &list.keys) {
        let Some(Member::Competes(group)) = field.members.get(at) else { continue };
        let quota = groups.get(*group).and_then(|g| g.quota);
        let Some(row) = rows.get_mut(at) else { continue };
        let below = |n: u32, quota: i128| i128::from(n) < quota;
        let (before, level) = if cut == 2 { (standing.ahead, standing.level) } else { (standing.ahead_first, standing.level_first) };
        if quota.is_some_and(|quota| below(before, quota) && !below(level, quota)) {
            at_cut.push(at);
        }
        *row = match quota {
            None => open,
            Some(_) if vetoed.get(at).copied().unwrap_or_default() => no,
            Some(quota) => match cut {
                1 => {
                    if below(standing.level_first, quota) {
                        yes
                    } else {
                        no
                    }
                }
                2 if below(standing.level, quota) => yes,
                2 if !below(standing.ahead, quota) => no,
                // A tie that no key breaks is told by itself.
                2 => open,
                _ => {
                    if below(standing.ahead_first, quota) {
                        yes
                    } else {
                        no
                    }
                }
            },
        };
    }
    scene.state.panel.are_at_cut(scene.state.key, at_cut);
    Ok(Some(computed(scene, Kind::Truth, &rows)))
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
