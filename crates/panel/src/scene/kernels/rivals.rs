//! Those who compete with a row that will be worked out again: counted, so that one stands for all that stand to the row as it does.
//!
//! In: everybody as a member ([`Field`]), and what a list asks beside keys. Out: for each such row what is told of it and of its rivals
//! ([`Told`]). Nothing where more of the group is open than keys and vetoes, where a key may be a place that is itself in doubt, and in
//! small populations, where everybody can be asked. The kernels' own orders and counts are not used: this is what they are held against.

use std::collections::BTreeMap;

use quanheng_facts::value::{EntityIx, Value};
use quanheng_policy::finding::Cause;
use quanheng_policy::interpret::{Marks, MemberTold, Outcome, Told, without_origin};
use quanheng_policy::ir::Key as IrKey;
use quanheng_policy::possible::Range;

use super::groups::Groups;
use super::marks;
use super::set_rules::{COMPETES, Field, Member, by_places};
use super::texts;
use crate::dictionary::{PLAIN, code};
use crate::packed::Packed;
use crate::register::{Kind, Row};
use crate::scene::Scene;

/// What a list asks beside keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beside {
    pub vetoed: Row,
    pub admitted: Row,
}

const NO: Row = Row { code: PLAIN, value: 0 };
const NOTHING: Beside = Beside { vetoed: NO, admitted: NO };

impl Beside {
    fn is_plain(self) -> bool {
        self.vetoed.code == PLAIN && self.admitted.code == PLAIN
    }
}

/// So many of a class by name, where each is a cell that is not known: causes name no more of them one by one.
const BY_NAME: usize = 10;

/// Those of a group that one of the rows is in.
#[derive(Default)]
struct Rivals {
    /// Of whom all is known: their rows, and their keys one by one.
    known: Vec<u32>,
    keys: Vec<Packed>,
    /// Of whom something is open, by all that is asked of them.
    open: BTreeMap<(Vec<Row>, Beside), Vec<usize>>,
    /// Marks by their codes, and how many carry them; empty where nobody of the whole population carries any.
    marks: BTreeMap<u32, usize>,
}

/// What a set rule asks beside keys.
#[derive(Clone, Copy)]
pub(super) struct Asks<'t> {
    /// Everybody's quota is the same, whoever it is of.
    pub alike: bool,
    /// Marks of those who are left out for a missing key are told of the others too.
    pub with_excluded: bool,
    pub beside: Option<&'t dyn Fn(usize) -> Beside>,
    /// The marks of that, by their codes.
    pub marks: &'t [&'t Packed],
}

/// Tells of the rows of the column at hand that are worked out again.
pub(super) fn tell(scene: &Scene<'_, '_>, field: &Field, order: &[IrKey], asks: Asks<'_>) {
    let panel = scene.state.panel;
    let Some(again) = panel.again() else { return };
    let domain = &panel.domain(scene.state.variable.owner);
    if domain.rows.len() <= again.many || field.all_open || field.by_place {
        return;
    }
    let mut rows = again.rows(scene.state.key, domain);
    rows.extend(panel.at_cut(scene.state.key));
    let entity = |row: usize| domain.rows.get(row).copied().flatten();
    let only_known = !field.in_doubt.is_empty() && by_places(scene, order);
    let is_told = |group: i64| !field.is_open(group) && field.last_of(group) == 0 && (!only_known || field.is_known(group));
    let mut told: Vec<(Option<EntityIx>, Told)> = Vec::new();
    let mut among: Vec<(usize, i64)> = Vec::new();
    let mut groups: Groups<Rivals> = Groups::default();
    for row in rows {
        match field.member(row) {
            Member::Absent => told.push((entity(row), Told::Absent)),
            // Where there are no groups, also one who is outside has rivals, whose quotas must be the same.
            Member::Outside if field.group_kind.is_none() && !asks.alike => {}
            Member::Competes(group) | Member::InDoubt(group) if is_told(group) => {
                groups.at(group, Rivals::default);
                among.push((row, group));
            }
            member if field.stands_aside(member) => told.push((entity(row), Told::Aside)),
            _ => {}
        }
    }
    let beside_keys = &field.marks;
    let of_each = [&beside_keys.inside, &beside_keys.group, &beside_keys.keys].into_iter().chain(asks.marks.iter().copied());
    let marks = of_each.fold(marks::none(field.len()), |so_far, marks| marks::together(scene, &so_far, marks));
    let mut teller = Teller { scene, field, asks, marks, rows: &domain.rows, key_of_all: None };
    if !among.is_empty() {
        let all_known = among.iter().all(|(row, _)| matches!(field.member(*row), Member::Competes(_)));
        teller.key_of_all = teller.only_key().filter(|_| all_known);
        teller.gather(&mut groups);
    }
    for (row, group) in among {
        let Some(rivals) = groups.get(group) else { continue };
        if let Some(of_row) = teller.told(row, group, rivals) {
            told.push((entity(row), of_row));
        }
    }
    panel.tell_rivals(scene.state.key, told);
}

struct Teller<'t, 's, 'p> {
    scene: &'t Scene<'s, 'p>,
    field: &'t Field,
    asks: Asks<'t>,
    /// The marks of all that is read of each, by their codes.
    marks: Packed,
    rows: &'t [Option<EntityIx>],
    /// The one key of everybody, where nothing else is asked and all of every row that is told of is known: then all are gone over for
    /// each such row, and nobody is put by group.
    key_of_all: Option<Packed>,
}

impl Teller<'_, '_, '_> {
    fn beside(&self, row: usize) -> Beside {
        self.asks.beside.map_or(NOTHING, |beside| beside(row))
    }

    /// The one key of everybody in four or eight bytes, where nothing else is asked and groups are bytes.
    fn only_key(&self) -> Option<Packed> {
        let [key] = self.field.keys.as_slice() else { return None };
        (self.asks.beside.is_none() && self.field.groups.bytes().is_some()).then(|| match key {
            Packed::I32(_) | Packed::I64(_) => key.clone(),
            few => Packed::I32(few.iter().map(|value| i32::try_from(value).unwrap_or_default()).collect()),
        })
    }

    /// Everybody of the groups.
    fn gather(&self, groups: &mut Groups<Rivals>) {
        if self.key_of_all.is_none() {
            self.put_by_group(groups);
        }
        for rivals in groups.all_mut() {
            if let Some(beside) = self.asks.beside {
                let at = |row: &u32| usize::try_from(*row).unwrap_or(usize::MAX);
                for row in rivals.known.iter().map(at).filter(|row| !beside(*row).is_plain()) {
                    rivals.open.entry((self.keys_of(row), beside(row))).or_default().push(row);
                }
                rivals.known.retain(|row| beside(at(row)).is_plain());
            }
            rivals.keys = self.field.keys.iter().map(|key| picked(key, &rivals.known)).collect();
        }
        for (group, of_group) in &self.field.in_doubt {
            let Some(rivals) = groups.get_mut(*group) else { continue };
            for (row, keys) in of_group {
                rivals.open.entry((keys.clone(), self.beside(*row))).or_default().push(*row);
            }
        }
        self.count_marks(groups);
    }

    /// How many of each group carry which marks.
    fn count_marks(&self, groups: &mut Groups<Rivals>) {
        if marks::is_none(&self.marks) {
            return;
        }
        for row in 0..self.field.len() {
            let group = match self.field.member(row) {
                Member::Competes(group) | Member::InDoubt(group) | Member::Last(group) => group,
                Member::Excluded(group) if self.asks.with_excluded => group,
                _ => continue,
            };
            if let Some(rivals) = groups.get_mut(group) {
                let count = rivals.marks.entry(code(self.marks.get(row))).or_default();
                *count = count.saturating_add(1_usize);
            }
        }
    }

    /// The marks of all others of its group, without the cells they came from.
    fn marks_of_others(&self, row: usize, rivals: &Rivals) -> Marks {
        let own = code(self.marks.get(row));
        let others = rivals.marks.iter().filter(|(met, times)| **met != PLAIN && (**met != own || **times > 1));
        let dictionary = &self.scene.state.panel.dictionary;
        others.fold(Marks::default(), |so_far, (met, _)| so_far.joined(&without_origin(&dictionary.outcome(*met).marks)))
    }

    /// Those who compete, by the groups that are wanted: whole domains are gone over, so bytes by a table.
    fn put_by_group(&self, groups: &mut Groups<Rivals>) {
        let competing = || (0_u32..).zip(&self.field.tags).filter(|(_, tag)| **tag == COMPETES).map(|(row, _)| row);
        match &self.field.groups {
            Packed::Same(group, _) => {
                if let Some(rivals) = groups.get_mut(*group) {
                    rivals.known.extend(competing());
                }
            }
            Packed::U8(of_rows) => {
                let mut rows: Vec<Vec<u32>> = vec![Vec::new(); 256];
                let wanted: Vec<bool> = (0..256).map(|group| groups.get(group).is_some()).collect();
                let each = (0_u32..).zip(&self.field.tags).zip(of_rows);
                for ((row, _), group) in each.filter(|((_, tag), _)| **tag == COMPETES) {
                    if wanted.get(usize::from(*group)) == Some(&true)
                        && let Some(rows) = rows.get_mut(usize::from(*group))
                    {
                        rows.push(row);
                    }
                }
                for (group, rows) in (0..).zip(rows) {
                    if let Some(rivals) = groups.get_mut(group) {
                        rivals.known = rows;
                    }
                }
            }
            of_rows => {
                for row in competing() {
                    let at = usize::try_from(row).unwrap_or(usize::MAX);
                    if let Some(rivals) = groups.get_mut(of_rows.get(at)) {
                        rivals.known.push(row);
                    }
                }
            }
        }
    }

    /// The keys of one who is known.
    fn keys_of(&self, row: usize) -> Vec<Row> {
        self.field.keys.iter().map(|key| Row { code: PLAIN, value: key.get(row) }).collect()
    }

    fn member(&self, row: usize, group: i64, (keys, beside): (&[Row], Beside), times: usize) -> Option<MemberTold> {
        let panel = self.scene.state.panel;
        let entity = self.rows.get(row).copied().flatten();
        let told = |kind: Kind, row: Row| panel.told(kind, row, entity).as_read();
        let group = match self.field.group_kind {
            Some(kind) => told(kind, texts::of_group(kind, group)),
            None => told(Kind::Truth, Row { code: PLAIN, value: 1 }),
        };
        Some(MemberTold {
            entity: entity?,
            group,
            keys: keys.iter().zip(&self.field.kinds).map(|(key, kind)| told(*kind, *key)).collect(),
            vetoed: told(Kind::Truth, beside.vetoed),
            admitted: told(Kind::Truth, beside.admitted),
            times,
        })
    }

    /// What is told of a row and its rivals.
    fn told(&self, row: usize, group: i64, rivals: &Rivals) -> Option<Told> {
        let open = |rows: &Vec<usize>| rows.contains(&row);
        let in_doubt = rivals.open.iter().find(|(_, rows)| open(rows));
        let (keys, beside) = in_doubt.map_or_else(|| (self.keys_of(row), self.beside(row)), |(of_all, _)| of_all.clone());
        let own = self.member(row, group, (&keys, beside), 1)?;
        let mut all: Vec<MemberTold> = Vec::new();
        let ends = keys.iter().zip(&self.field.kinds).zip(&own.keys).map(|((key, kind), told)| ends(*key, *kind, told));
        let ends: Vec<Ends> = ends.collect::<Option<_>>()?;
        for (like, times) in self.classes((row, group), &ends, rivals) {
            all.push(self.member(like, group, (&self.keys_of(like), self.beside(like)), times)?);
        }
        for ((keys, beside), rows) in &rivals.open {
            let others: Vec<usize> = rows.iter().copied().filter(|other| *other != row).collect();
            let named = if self.are_cells(keys, *beside) { BY_NAME.min(others.len()) } else { others.len() };
            for (at, other) in others.iter().take(named).enumerate() {
                let last = at.saturating_add(1) == named;
                let times = if last { others.len().saturating_sub(at) } else { 1 };
                all.push(self.member(*other, group, (keys, *beside), times)?);
            }
        }
        // One of them tells the marks of all.
        let of_others = self.marks_of_others(row, rivals);
        if !of_others.is_empty() {
            all.first_mut()?.group.marks.join(&of_others);
        }
        Some(Told::Among { own: Box::new(own), rivals: all })
    }

    /// Those of whom all is known, but for the row itself, as they stand to what its keys can be: one of each class, and how many it has.
    fn classes(&self, (own, group): (usize, i64), ends: &[Ends], rivals: &Rivals) -> Vec<(usize, usize)> {
        if let ([Ends { low: Some(key), .. }], Some(of_all)) = (ends, &self.key_of_all) {
            return self.apart((own, group), *key, of_all);
        }
        let at = |row: u32| usize::try_from(row).unwrap_or(usize::MAX);
        let mut classes: BTreeMap<(Vec<u8>, Beside), (usize, usize)> = BTreeMap::new();
        for (place, row) in rivals.known.iter().map(|row| at(*row)).enumerate().filter(|(_, row)| *row != own) {
            let mut stands = Vec::with_capacity(ends.len());
            for (ends, keys) in ends.iter().zip(&rivals.keys) {
                let here = ends.stands(keys.get(place));
                stands.push(here);
                if here == BELOW || here == ABOVE {
                    break;
                }
            }
            let (_, times) = classes.entry((stands, self.beside(row))).or_insert((row, 0));
            *times = times.saturating_add(1);
        }
        classes.into_values().collect()
    }

    /// Those of a group before, behind and level with a key: one of each, and how many.
    fn apart(&self, (own, group): (usize, i64), key: i64, of_all: &Packed) -> Vec<(usize, usize)> {
        let tags = self.field.tags.as_slice();
        // Where there is one group, whoever competes is in it.
        let (groups, group) = match &self.field.groups {
            Packed::U8(groups) => (groups.as_slice(), u8::try_from(group).unwrap_or_default()),
            _ => (tags, COMPETES),
        };
        match of_all {
            Packed::I32(keys) => apart(own, (group, i32::try_from(key).unwrap_or_default()), (tags, groups, keys)),
            Packed::I64(keys) => apart(own, (group, key), (tags, groups, keys)),
            _ => Vec::new(),
        }
    }

    /// True if whatever is open of one is cells.
    fn are_cells(&self, keys: &[Row], beside: Beside) -> bool {
        let codes = keys.iter().chain([&beside.vetoed, &beside.admitted]).map(|row| row.code).filter(|code| *code != PLAIN);
        let cells = |outcome: &Outcome| outcome.causes.iter().all(|cause| matches!(cause, Cause::Cell { .. }));
        codes.into_iter().all(|code| cells(&self.scene.state.panel.dictionary.outcome(code)))
    }
}

/// What a key of a row can be: its least and its greatest value, where there are any.
struct Ends {
    low: Option<i64>,
    high: Option<i64>,
}

const BELOW: u8 = 0;
const ABOVE: u8 = 4;

impl Ends {
    /// Where a value stands to both ends.
    fn stands(&self, value: i64) -> u8 {
        match (self.low, self.high) {
            (Some(low), _) if value < low => BELOW,
            (_, Some(high)) if value > high => ABOVE,
            (Some(low), _) if value == low => 1,
            (_, Some(high)) if value == high => 3,
            _ => 2,
        }
    }
}

/// The ends of a key as it is told; `None`: it can be some values of an order and not those between.
fn ends(key: Row, kind: Kind, told: &Outcome) -> Option<Ends> {
    if key.code == PLAIN {
        return Some(Ends { low: Some(key.value), high: Some(key.value) });
    }
    let range = told.possible.range.as_ref()?;
    if matches!(range, Range::Among(_)) {
        return None;
    }
    let end = |value: Option<&Value>| match value {
        None => Some(None),
        Some(value) => kind.whole(value).map(Some),
    };
    Some(Ends { low: end(range.least())?, high: end(range.greatest())? })
}

/// Rows counted together: few enough that one of a class is soon found among them.
const TOGETHER: usize = 1 << 12;

/// Those of a group who compete before, behind and level with a key, but for the row itself: one of each, and how many.
fn apart<T: Copy + Ord>(own: usize, (group, key): (u8, T), (tags, groups, keys): (&[u8], &[u8], &[T])) -> Vec<(usize, usize)> {
    let stands: [fn(&T, &T) -> bool; 3] = [|other, key| other > key, |other, key| other < key, |other, key| other == key];
    let mut classes: [Option<(usize, usize)>; 3] = [None; 3];
    let together = tags.chunks(TOGETHER).zip(groups.chunks(TOGETHER)).zip(keys.chunks(TOGETHER));
    for (((tags, groups), keys), from) in together.zip((0_usize..).step_by(TOGETHER)) {
        let each = || tags.iter().zip(groups).zip(keys);
        // The row itself is level with its key.
        let itself = u32::from((from..from.saturating_add(TOGETHER)).contains(&own));
        // Without a branch, so that many are looked at in one step; no more than fit.
        let (of_group, above, level) = each().fold((0_u32, 0_u32, 0_u32), |(of_group, above, level), ((tag, its), other)| {
            let here = (*tag == COMPETES) & (*its == group);
            let (is_above, is_level) = (here & (*other > key), here & (*other == key));
            (of_group.wrapping_add(u32::from(here)), above.wrapping_add(u32::from(is_above)), level.wrapping_add(u32::from(is_level)))
        });
        let below = of_group.saturating_sub(above).saturating_sub(level);
        for ((class, stands), times) in classes.iter_mut().zip(stands).zip([above, below, level.saturating_sub(itself)]) {
            let Ok(times @ 1..) = usize::try_from(times) else { continue };
            let is_one = |(at, ((tag, its), other)): (usize, ((&u8, &u8), &T))| {
                let one = *tag == COMPETES && *its == group && stands(other, &key) && from.saturating_add(at) != own;
                one.then(|| from.saturating_add(at))
            };
            let first = || each().enumerate().find_map(is_one);
            match class {
                Some((_, so_far)) => *so_far = so_far.saturating_add(times),
                None => *class = first().map(|one| (one, times)),
            }
        }
    }
    classes.into_iter().flatten().collect()
}

/// Some rows of numbers, in four bytes each where that is enough.
fn picked(numbers: &Packed, rows: &[u32]) -> Packed {
    let at = |row: &u32| usize::try_from(*row).unwrap_or(usize::MAX);
    match numbers {
        Packed::I64(all) => Packed::I64(rows.iter().map(|row| all.get(at(row)).copied().unwrap_or_default()).collect()),
        Packed::I32(all) => Packed::I32(rows.iter().map(|row| all.get(at(row)).copied().unwrap_or_default()).collect()),
        few => Packed::I32(rows.iter().map(|row| i32::try_from(few.get(at(row))).unwrap_or_default()).collect()),
    }
}
