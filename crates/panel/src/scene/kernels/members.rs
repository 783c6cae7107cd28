//! What is gathered of the entities of a kind: 存在, 计数, 合计, 最大 and 最小 over everybody, over those of the same group, and over those below.
//!
//! In: registers of what is asked of each, over everybody who is there in the year; each is gone over once, and added to the group it is in, or to
//! whoever it is below. Out: for each row what its own come to. Of groups in which somebody is more than a plain value, everybody is looked at
//! once more, and put together as the interpreter does, once for the group. A row is worked out by itself where somebody's group is not known, where
//! what is open of him would be told of everybody, or would be told of the row that asks.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::entity::MOST_LEVELS;
use quanheng_facts::value::{EntityIx, KindId, Year};
use quanheng_policy::finding::Cause;
use quanheng_policy::interpret::Outcome;
use quanheng_policy::interpret::columns::OneOfMany;
use quanheng_policy::ir::Expr;

use super::groups::Groups;
use super::read::not_applicable;
use super::texts::as_groups;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// Of whom it is gathered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Among<'p> {
    Everybody,
    /// Those of whom this is what it is of the entity at hand.
    Group(&'p Expr),
    /// 所辖: those whose superiors lead to the entity at hand.
    Below,
}

/// What is made of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Taken<'p> {
    Exists,
    Count,
    Sum(&'p Expr),
    Extreme { greatest: bool, of: &'p Expr },
}

impl<'p> Taken<'p> {
    /// What is added up or compared.
    pub fn value(self) -> Option<&'p Expr> {
        match self {
            Taken::Exists | Taken::Count => None,
            Taken::Sum(of) | Taken::Extreme { of, .. } => Some(of),
        }
    }

    /// The further one of what was met so far and another.
    pub fn further(self, so_far: Option<i64>, other: i64) -> i64 {
        so_far.map_or(other, |so_far| match self {
            Taken::Extreme { greatest: false, .. } => so_far.min(other),
            _ => so_far.max(other),
        })
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'p> {
    pub kind: KindId,
    pub among: Among<'p>,
    pub when: Option<&'p Expr>,
    pub taken: Taken<'p>,
}

impl<'p> Asked<'p> {
    /// What is asked of each, in order.
    pub fn parts(&self) -> impl Iterator<Item = &'p Expr> + use<'p> {
        let group = if let Among::Group(group) = self.among { Some(group) } else { None };
        group.into_iter().chain(self.when).chain(self.value())
    }

    fn value(&self) -> Option<&'p Expr> {
        self.taken.value()
    }
}

/// What a group comes to.
#[derive(Clone, Debug, Default)]
struct Own {
    /// How many count; added up; the furthest.
    count: i64,
    sum: i128,
    furthest: Option<i64>,
    /// Somebody is more than a plain value.
    is_open: bool,
    /// What is open is told of the row that asks.
    names_the_reader: bool,
}

/// Somebody of an open group: whether it counts, and what it comes to.
type One = (EntityIx, Row, Row);

/// Everybody, group by group.
#[derive(Default)]
pub(crate) struct Members {
    groups: Groups<Own>,
    open: BTreeMap<i64, Vec<One>>,
    all_open: bool,
    /// What the values stand for.
    kind: Option<Kind>,
    /// What open groups come to, for whoever is not told apart in them.
    whole: RefCell<BTreeMap<i64, Rc<Whole>>>,
}

/// What an open group comes to.
struct Whole {
    outcome: Outcome,
    row: Row,
    /// Those who are named in it.
    named: BTreeSet<EntityIx>,
    /// Those whose own marks say where they come from.
    marked: BTreeSet<EntityIx>,
    /// It blames the row that asks.
    blames_the_reader: bool,
}

/// Somebody, as he is gone over.
#[derive(Clone, Copy)]
struct Met<'m> {
    entity: EntityIx,
    /// The groups he is added to; none where his own is not known, or there is none.
    groups: &'m [i64],
    group: Row,
    holds: Row,
    value: Row,
}

const NOUGHT: Row = Row { code: PLAIN, value: 0 };
const ONE: Row = Row { code: PLAIN, value: 1 };

/// What is gathered, row by row.
pub(super) fn gathered<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: &Asked<'p>, year: Year) -> Result<Register, Needed> {
    let members = scene.members(expr, year, || members(scene, asked, year))?;
    let own = if let Among::Group(group) = asked.among { Some(as_groups(scene, scene.register(group, year)?)) } else { None };
    let na = not_applicable(scene);
    let kind = match asked.taken {
        Taken::Exists => Kind::Truth,
        Taken::Count => Kind::Number { scale: 0 },
        Taken::Sum(_) | Taken::Extreme { .. } => members.kind.unwrap_or(Kind::of(&expr.ty)),
    };
    let nobody = Own::default();
    let rows = (0..scene.state.len()).map(|at| {
        let group = match asked.among {
            _ if members.all_open => None,
            Among::Everybody => Some(0),
            Among::Below => i64::try_from(scene.state.from().saturating_add(at)).ok(),
            Among::Group(_) => match own.as_ref().map_or(NOUGHT, |own| own.row(at)) {
                // It is in no group, and nobody is in it with him.
                group if group == na => return NOUGHT,
                group => (group.code == PLAIN).then_some(group.value),
            },
        };
        let Some(group) = group else { return scene.single_row(expr, year, kind, at, Reason::OpenMember) };
        let own = members.groups.get(group).unwrap_or(&nobody);
        let row = match (own.is_open, own.names_the_reader) {
            (false, _) => told(asked, own, na),
            (true, true) => None,
            (true, false) => Some(open_row(scene, (expr, kind), &members, group, at)),
        };
        row.unwrap_or_else(|| scene.single_row(expr, year, kind, at, Reason::OpenMember))
    });
    Ok(Register::of_rows(kind, rows))
}

/// What a group comes to of which everything is known; `None`: it does not fit.
fn told(asked: &Asked<'_>, own: &Own, na: Row) -> Option<Row> {
    let value = match asked.taken {
        Taken::Exists => i64::from(own.count > 0),
        Taken::Count => own.count,
        Taken::Sum(_) => i64::try_from(own.sum).ok()?,
        Taken::Extreme { .. } => match own.furthest {
            Some(furthest) => furthest,
            None => return Some(na),
        },
    };
    Some(Row { code: PLAIN, value })
}

/// What an open group comes to for a row.
fn open_row(scene: &Scene<'_, '_>, (expr, kind): (&Expr, Kind), members: &Members, group: i64, at: usize) -> Row {
    let (entity, panel) = (scene.state.entity(at), scene.state.panel);
    let all = members.open.get(&group).map(Vec::as_slice).unwrap_or_default();
    let combined = |entity: Option<EntityIx>| {
        let of_value = members.kind.unwrap_or(kind);
        let one = |(member, counts, value): &One| OneOfMany {
            entity: *member,
            counts: panel.told(Kind::Truth, *counts, Some(*member)),
            value: Some(panel.told(of_value, *value, Some(*member))),
        };
        let is_plain = |(_, counts, value): &&One| counts.code == PLAIN && value.code == PLAIN;
        let each = all.iter().filter(|one| is_plain(one) || !planted::is(102)).map(one).collect();
        scene.worker().gathered_of(expr, each, scene.state.instance(at), entity)
    };
    scene.alone(Reason::OpenMember, 1);
    let known = members.whole.borrow().get(&group).map(Rc::clone);
    let whole = known.unwrap_or_else(|| {
        let outcome = combined(None);
        let mut named = BTreeSet::new();
        let names = RefCell::new(&mut named);
        let _ = outcome.renamed(&|entity| {
            names.borrow_mut().insert(entity);
            entity
        });
        let has_marks = |row: &Row| row.code != PLAIN && !panel.dictionary.outcome(row.code).marks.is_empty();
        let marked = all.iter().filter(|(_, counts, _)| has_marks(counts)).map(|(member, _, _)| *member).collect();
        let (row, blames_the_reader) = (scene.kept(kind, &outcome, None), blames_own(scene, &outcome));
        let whole = Rc::new(Whole { outcome, row, named, marked, blames_the_reader });
        members.whole.borrow_mut().insert(group, Rc::clone(&whole));
        whole
    });
    match entity {
        Some(entity) if whole.blames_the_reader || whole.marked.contains(&entity) => {
            scene.kept(kind, &combined(Some(entity)), Some(entity))
        }
        Some(entity) if whole.named.contains(&entity) => scene.kept(kind, &whole.outcome, Some(entity)),
        _ => whole.row,
    }
}

/// Some cause is the very variable that is worked out: which row of it that is hangs on who asks.
fn blames_own(scene: &Scene<'_, '_>, outcome: &Outcome) -> bool {
    let variable = scene.state.key.variable;
    outcome.causes.iter().any(|cause| match cause {
        Cause::Judgement { instance, .. } | Cause::Given(instance) | Cause::Unassessed(instance) | Cause::Rule { instance, .. } => {
            instance.variable == variable
        }
        Cause::Cell { .. } | Cause::Completeness { .. } | Cause::NotSigned { .. } | Cause::Open(_) | Cause::DecisionDay => false,
    })
}

fn members<'p>(scene: &Scene<'_, 'p>, asked: &Asked<'p>, year: Year) -> Result<Members, Needed> {
    let na = not_applicable(scene);
    let mut members = Members::default();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut open: BTreeSet<i64> = BTreeSet::new();
    each(scene, asked, year, &mut kinds, |scene, met| {
        let Met { groups, group, holds, value, .. } = met;
        // A fault is told of all, and so is a mark on what settles that he does not count: where groups are compared.
        let told_of_all = matches!(asked.among, Among::Group(_)) && holds.code != PLAIN && scene.may_fault_or_decide(holds, false);
        if told_of_all || (group.code != PLAIN && group != na) {
            members.all_open = true;
            return;
        }
        if holds == NOUGHT && !planted::is(101) {
            return;
        }
        let is_open = holds.code != PLAIN || (value.code != PLAIN && value != na);
        let blames = |row: Row| row.code != PLAIN && blames_own(scene, &scene.state.panel.dictionary.outcome(row.code));
        for group in groups {
            let Some(own) = members.groups.at(*group, Own::default) else { continue };
            if is_open {
                own.is_open = true;
                own.names_the_reader = own.names_the_reader || blames(holds) || blames(value);
                open.insert(*group);
                continue;
            }
            own.count = own.count.saturating_add(1);
            if value.code == PLAIN {
                own.sum = own.sum.saturating_add(i128::from(value.value));
                own.furthest = Some(asked.taken.further(own.furthest, value.value));
            }
        }
    })?;
    match kinds.as_slice() {
        [] => {}
        [only] => members.kind = Some(*only),
        // Numbers of some stand for something else.
        _ => members.all_open = true,
    }
    if !open.is_empty() && !members.all_open {
        let all = &mut members.open;
        each(scene, asked, year, &mut kinds, |_, met| {
            for group in met.groups.iter().filter(|group| open.contains(*group)) {
                all.entry(*group).or_default().push((met.entity, met.holds, met.value));
            }
        })?;
    }
    Ok(members)
}

/// Goes over everybody of the kind who is there, in their order.
fn each<'p>(
    scene: &Scene<'_, 'p>,
    asked: &Asked<'p>,
    year: Year,
    kinds: &mut Vec<Kind>,
    mut look: impl FnMut(&Scene<'_, 'p>, Met<'_>),
) -> Result<(), Needed> {
    let panel = scene.state.panel;
    let there = panel.there(asked.kind, year);
    let domain = panel.domain(Some(asked.kind));
    let entities: Vec<EntityIx> = domain.rows.iter().copied().flatten().collect();
    let mut groups: Vec<i64> = vec![0];
    let mut below: Option<EntityIx> = None;
    let asking = scene;
    scene.of_others(&domain, &entities, |scene| {
        let group = if let Among::Group(group) = asked.among { Some(as_groups(scene, scene.register(group, year)?)) } else { None };
        let group = group.filter(|_| !planted::is(61));
        let holds = asked.when.map(|when| scene.register(when, year)).transpose()?;
        let value = asked.value().map(|value| scene.register(value, year)).transpose()?;
        if let Some(value) = value.as_ref().filter(|value| !kinds.contains(&value.kind)) {
            kinds.push(value.kind);
        }
        for at in 0..scene.state.len() {
            let is_there = there.get(scene.state.from().saturating_add(at)).copied().unwrap_or_default();
            let Some(entity) = scene.state.entity(at).filter(|_| is_there) else { continue };
            let group = group.as_ref().map_or(NOUGHT, |group| group.row(at));
            match asked.among {
                Among::Everybody => {}
                Among::Group(_) => {
                    groups.clear();
                    groups.extend((group.code == PLAIN).then_some(group.value));
                }
                Among::Below => {
                    let superior = panel.facts.entities.superior_of(entity);
                    // Those below the same stand together, mostly.
                    if superior != below || superior.is_none() {
                        below = superior;
                        groups = above(asking, superior);
                    }
                }
            }
            let holds = holds.as_ref().map_or(ONE, |holds| holds.row(at));
            let value = value.as_ref().map_or(NOUGHT, |value| value.row(at));
            look(scene, Met { entity, groups: &groups, group, holds, value });
        }
        Ok(())
    })
}

/// The rows of those whom an entity is below: its superior, and all above.
fn above(asking: &Scene<'_, '_>, superior: Option<EntityIx>) -> Vec<i64> {
    let mut rows = Vec::new();
    let mut at = superior;
    // Intake has told of a register that goes deeper.
    for _ in 0..MOST_LEVELS {
        let Some(here) = at else { break };
        if let Some(row) = asking.state.domain.row_of(Some(here)).and_then(|row| i64::try_from(row).ok()).filter(|row| !rows.contains(row))
        {
            rows.push(row);
        }
        at = asking.state.panel.facts.entities.superior_of(here);
    }
    rows
}
