//! Who competes with whom: the population of a set rule in one year, each member with its group and keys.
//!
//! Worked out once for a variable and a year. A member whose filter, group or key is in fault puts its group in fault:
//! nobody is silently left out.

use std::rc::Rc;

use quanheng_facts::value::{EntityIx, Value};

use super::Interpreter;
use super::arithmetic::{Relation, relation};
use super::expression::Frame;
use super::outcome::{Alike, Joining, Marks, Outcome};
use super::read::same;
use super::trial::Place;
use crate::finding::{Cause, Instance, Mark, PublishedDiffers};
use crate::ir::{ExprKind, Key, Population, Shape, VariableId};
use crate::possible::{Possible, Range};

/// One who may compete.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub entity: EntityIx,
    /// In the population: yes, no, or not known.
    pub inside: Outcome,
    pub group: Outcome,
    pub keys: Vec<Outcome>,
    /// For a key that is a place in a ranking: what that place comes from. Empty where every key is known.
    pub beneath: Vec<Option<Beneath>>,
    /// Barred from the list; for rankings always no.
    pub vetoed: Outcome,
    /// Taken in directly; for rankings always no.
    pub admitted: Outcome,
    /// How many it stands for, itself counted: all that are like it in everything asked of them.
    pub times: usize,
    /// Read off the above once: everybody is compared with everybody.
    seen: Seen,
}

/// What is asked of a member again and again.
#[derive(Clone, Debug, Default)]
struct Seen {
    keys_known: bool,
    /// In the population, where missing keys exclude nobody.
    inside: Option<bool>,
    certain: bool,
    faulty: bool,
    /// Marks of all its parts, without the cells.
    marks: Marks,
    /// Its group, and its keys one by one, by their places among those of all.
    group: Stretch,
    keys: Vec<Stretch>,
}

/// A range by the places its ends have among the ends of all members' ranges: compared as whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stretch {
    /// There is no value.
    #[default]
    Nothing,
    /// The first and last place; an open end lies beyond all places.
    Places(u32, u32),
    /// Not ordered, or not one of an order: ask the range itself.
    Unordered,
}

/// What a place in a ranking comes from. Two places that are each known only within bounds may still be known to stand one
/// before the other, because the keys beneath them are.
#[derive(Clone, Debug)]
pub(crate) struct Beneath {
    rank: VariableId,
    group: Outcome,
    keys: Vec<Outcome>,
    descending: Rc<Vec<bool>>,
}

/// The population of a set rule in one year.
#[derive(Clone, Debug)]
pub(crate) struct Competition {
    pub members: Vec<Member>,
    any_faulty: bool,
    any_marks: bool,
}

/// A fault among those in a group, which is everybody's.
pub(crate) enum GroupFault {
    Sure(Outcome),
    /// It is there for some ways of filling in what is not known.
    Perhaps(Outcome),
}

/// How one stands to another by all keys in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub better: bool,
    pub equal: bool,
    pub worse: bool,
}

impl Standing {
    /// Whatever the unknowns turn out to be.
    pub fn surely_better(self) -> bool {
        self.better && !self.equal && !self.worse
    }

    pub fn surely_not_worse(self) -> bool {
        !self.worse
    }

    /// By the keys so far, and then by the next where those are equal.
    fn then(self, next: Standing) -> Standing {
        Standing { better: self.better || next.better, equal: next.equal, worse: self.worse || next.worse }
    }

    fn reversed(self) -> Standing {
        Standing { better: self.worse, equal: self.equal, worse: self.better }
    }
}

/// What to do with a member whose key is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// 存疑: it may be anywhere.
    Doubt,
    /// 排除: as if it were not there.
    Exclude,
    /// 末位: behind everybody.
    Last,
}

impl Member {
    /// A key by the places of its ends among those of all members; an open end is nought or the highest number. `None` for no value.
    pub fn key_places(&self, at: usize) -> Option<(u32, u32)> {
        match key_at(self, at) {
            Stretch::Nothing => None,
            Stretch::Places(low, high) => Some((low, high)),
            Stretch::Unordered => Some((0, u32::MAX)),
        }
    }

    pub fn beneath_at(&self, key: usize) -> Option<&Beneath> {
        self.beneath.get(key)?.as_ref()
    }

    /// One of whom all parts are told.
    pub(super) fn told(
        entity: EntityIx,
        (inside, group): (Outcome, Outcome),
        keys: Vec<Outcome>,
        (vetoed, admitted): (Outcome, Outcome),
        times: usize,
    ) -> Member {
        Member { entity, inside, group, keys, beneath: Vec::new(), vetoed, admitted, times, seen: Seen::default() }.seen()
    }

    /// What is read off its parts once.
    fn seen(self) -> Member {
        let mut marks = Marks::default();
        for part in self.parts().filter(|p| !p.marks.is_empty()) {
            marks.join(&without_origin(&part.marks));
        }
        let seen = Seen {
            keys_known: self.keys.iter().all(|k| k.possible.known().is_some()),
            inside: self.see_inside(),
            certain: self.parts().all(|o| o.possible.is_certain()),
            faulty: self.see_faulty(),
            marks,
            ..Seen::default()
        };
        Member { seen, ..self }
    }

    /// True if every key is known.
    pub fn keys_known(&self) -> bool {
        self.seen.keys_known
    }

    /// In the population for sure, or perhaps, under a way of treating missing keys.
    pub fn inside(&self, missing: Missing) -> Option<bool> {
        if missing == Missing::Exclude && !self.keys_known() { Some(false) } else { self.seen.inside }
    }

    fn see_inside(&self) -> Option<bool> {
        if self.keys.iter().any(|k| k.possible.is_na()) || self.group.possible.is_na() {
            return Some(false);
        }
        // A fault that may be is told by itself (`faults`): beside it, it is in or out.
        let truth = Possible { fault: false, ..self.inside.possible.clone() }.as_truth();
        match truth {
            Some(true) if self.group.possible.na => None,
            truth if self.inside.possible.range.is_none() => truth.or(Some(false)),
            truth => truth,
        }
    }

    /// Everything that is read of it.
    pub fn parts(&self) -> impl Iterator<Item = &Outcome> {
        [&self.inside, &self.group, &self.vetoed, &self.admitted].into_iter().chain(&self.keys)
    }

    /// True if nothing about it is open.
    pub fn is_certain(&self) -> bool {
        self.seen.certain
    }

    fn see_faulty(&self) -> bool {
        self.faults(true).next().is_some()
    }

    /// True if it is surely not in the population, or in no group.
    fn surely_outside(&self) -> bool {
        self.inside.possible.as_truth() == Some(false) || self.group.possible.is_na()
    }

    /// What a fault may come from: without [`Missing::Doubt`] a key that is not known is not looked at, only one that surely
    /// is a fault.
    fn faults(&self, doubt: bool) -> impl Iterator<Item = &Outcome> {
        let read = if self.surely_outside() { None } else { Some([&self.group, &self.vetoed, &self.admitted].into_iter()) };
        let keys = self.keys.iter().filter(move |k| !self.surely_outside() && (doubt || k.possible.is_fault()));
        [&self.inside].into_iter().chain(read.into_iter().flatten()).chain(keys).filter(|o| o.possible.fault)
    }
}

fn key_at(member: &Member, at: usize) -> Stretch {
    member.seen.keys.get(at).copied().unwrap_or(Stretch::Unordered)
}

/// How the values of `a` and `b` can stand to each other; `None` where one has none. The same as [`relation`] of their ranges.
fn meet(x: Stretch, y: Stretch, a: &Outcome, b: &Outcome) -> Option<Relation> {
    match (x, y) {
        (Stretch::Nothing, _) | (_, Stretch::Nothing) => None,
        (Stretch::Places(a_low, a_high), Stretch::Places(b_low, b_high)) => {
            Some(Relation { less: a_low < b_high, equal: a_low <= b_high && b_low <= a_high, greater: b_low < a_high })
        }
        _ => Some(relation(a.possible.range.as_ref()?, b.possible.range.as_ref()?)),
    }
}

/// The stretches of some outcomes of one type, one for each.
fn stretches<'o>(outcomes: impl Iterator<Item = &'o Outcome> + Clone) -> Vec<Stretch> {
    let ranges = || outcomes.clone().filter_map(|o| o.possible.range.as_ref());
    let mut ends: Vec<&Value> = ranges().flat_map(|r| r.least().into_iter().chain(r.greatest())).collect();
    ends.sort_unstable();
    ends.dedup();
    // Places count from 1: 0 and the highest number stand for open ends.
    let place = |value: &Value| {
        let at = ends.binary_search(&value).ok()?;
        u32::try_from(at).ok()?.checked_add(1).filter(|at| *at < u32::MAX)
    };
    let stretch = |range: &Range| match range {
        Range::Among(_) | Range::Anything => None,
        _ => Some((range.least().map_or(Some(0), place)?, range.greatest().map_or(Some(u32::MAX), place)?)),
    };
    let of = |outcome: &Outcome| match &outcome.possible.range {
        None => Stretch::Nothing,
        Some(range) => stretch(range).map_or(Stretch::Unordered, |(low, high)| Stretch::Places(low, high)),
    };
    outcomes.clone().map(of).collect()
}

/// Whether two members are of one group; 不适用 is in no group.
fn same_group(a: &Member, b: &Member) -> Option<bool> {
    let Some(can) = meet(a.seen.group, b.seen.group, &a.group, &b.group) else { return Some(false) };
    if !can.equal {
        Some(false)
    } else if !can.less && !can.greater && !a.group.possible.na && !b.group.possible.na {
        Some(true)
    } else {
        None
    }
}

/// How `a` stands to `b`. With [`Missing::Last`] a member without known keys is behind one with them.
pub(crate) fn standing(a: &Member, b: &Member, keys: &[Key], how_many: usize, missing: Missing) -> Standing {
    if missing == Missing::Last {
        match (a.keys_known(), b.keys_known()) {
            (true, false) => return Standing { better: true, equal: false, worse: false },
            (false, true) => return Standing { better: false, equal: false, worse: true },
            (false, false) => return Standing { better: false, equal: true, worse: false },
            (true, true) => {}
        }
    }
    let mut so_far = EQUAL;
    for (at, key) in keys.iter().enumerate().take(how_many) {
        let Some(here) = standing_at(a, b, key, at) else { return so_far };
        so_far = so_far.then(here);
        if !here.equal {
            break;
        }
    }
    so_far
}

/// How `a` stands to `b` by one key alone, which is the one at this place; `None` where one has no value.
pub(super) fn standing_at(a: &Member, b: &Member, key: &Key, at: usize) -> Option<Standing> {
    if let (Some(one), Some(other)) = (a.beneath_at(at), b.beneath_at(at))
        && one.comparable(other)
    {
        let stands = one.standing(other);
        // A lower place is a better one.
        return Some(if key.descending { stands.reversed() } else { stands });
    }
    let can = meet(key_at(a, at), key_at(b, at), a.keys.get(at)?, b.keys.get(at)?)?;
    let (better, worse) = if key.descending { (can.greater, can.less) } else { (can.less, can.greater) };
    Some(Standing { better, equal: can.equal, worse })
}

/// How `a` stands to `b` by some of their keys: those from `first` on, as `keys` says.
pub(super) fn standing_by(a: &Member, b: &Member, keys: &[Key], first: usize) -> Standing {
    let mut so_far = EQUAL;
    for (key, (x, y)) in keys.iter().zip(a.keys.iter().skip(first).zip(b.keys.iter().skip(first))) {
        let Some(here) = by_key(x, y, key.descending) else { return so_far };
        so_far = so_far.then(here);
        if !here.equal {
            break;
        }
    }
    so_far
}

const EQUAL: Standing = Standing { better: false, equal: true, worse: false };

/// By one key; `None` where one has no value.
fn by_key(x: &Outcome, y: &Outcome, descending: bool) -> Option<Standing> {
    let can = relation(x.possible.range.as_ref()?, y.possible.range.as_ref()?);
    let (better, worse) = if descending { (can.greater, can.less) } else { (can.less, can.greater) };
    Some(Standing { better, equal: can.equal, worse })
}

impl Beneath {
    /// Places of one ranking, in one group.
    fn comparable(&self, other: &Beneath) -> bool {
        self.rank == other.rank && same(&self.group, &other.group) == Some(true)
    }

    fn standing(&self, other: &Beneath) -> Standing {
        let mut so_far = EQUAL;
        for (descending, (x, y)) in self.descending.iter().zip(self.keys.iter().zip(&other.keys)) {
            let Some(here) = by_key(x, y, *descending) else { return so_far };
            so_far = so_far.then(here);
            if !here.equal {
                break;
            }
        }
        so_far
    }
}

/// Marks without the cells they came from: those of other entities.
#[must_use]
pub fn without_origin(marks: &Marks) -> Marks {
    let mut plain = Marks::default();
    for mark in marks.iter() {
        let mark = match mark {
            Mark::Basis { table, column, basis, .. } => {
                Mark::Basis { table: *table, column: *column, basis: basis.clone(), key: Vec::new(), origin: None }
            }
            Mark::PublishedDiffers(differs) => Mark::PublishedDiffers(Box::new(PublishedDiffers { variable: differs.variable, of: None })),
            other => other.clone(),
        };
        plain.join(&Marks::one(mark));
    }
    plain
}

/// Members that rest on the same are made to share it: a group is joined for each of its members.
fn share_alike(members: &mut [Member]) {
    let (mut causes, mut marks): (Alike<Cause>, Alike<Mark>) = (Alike::default(), Alike::default());
    for member in members {
        marks.share(&mut member.seen.marks);
        for part in [&mut member.inside, &mut member.group, &mut member.vetoed, &mut member.admitted].into_iter().chain(&mut member.keys) {
            causes.share(&mut part.causes);
            marks.share(&mut part.marks);
        }
    }
}

impl Interpreter<'_> {
    /// The population of `variable` in `year`.
    pub(crate) fn competition(
        &self,
        instance: Instance,
        population: &Population,
        keys: &[Key],
        veto: Option<&crate::ir::Expr>,
        admit: Option<&crate::ir::Expr>,
    ) -> Rc<Competition> {
        let of_all = (instance.variable, instance.year, instance.args);
        let place = Place::Group(instance.variable, instance.year, instance.args);
        if let Some(known) = self.groups.borrow().get(&of_all) {
            self.seen_again(place);
            return Rc::clone(known);
        }
        if let Some(before) = self.unchanged_group(instance) {
            return before;
        }
        if let Some(told) = self.competition_told(instance, population, keys, (veto, admit)) {
            return Rc::new(told);
        }
        self.seen_begin();
        let all = self.members(population.kind, instance.year);
        let limited = all.iter().filter(|e| {
            population.limit.is_empty()
                || self.facts.entities.kind_of(**e).is_some_and(|of| population.limit.iter().any(|k| self.program.schema.is_kind(of, *k)))
        });
        let mut members: Vec<Member> = Vec::new();
        for entity in limited {
            members.push(self.competitor(*entity, instance, population, keys, (veto, admit)));
        }
        let competition = Rc::new(self.competition_among(instance, members, keys));
        self.seen_end(place);
        self.groups.borrow_mut().insert(of_all, Rc::clone(&competition));
        competition
    }

    /// One who may compete, worked out.
    pub(super) fn competitor(
        &self,
        entity: EntityIx,
        instance: Instance,
        population: &Population,
        keys: &[Key],
        (veto, admit): (Option<&crate::ir::Expr>, Option<&crate::ir::Expr>),
    ) -> Member {
        let no = || Outcome::certain(Possible::truth(false));
        let frame = Frame::at(Instance { entity: Some(entity), ..instance });
        let inside = population.when.as_ref().map_or_else(|| Outcome::certain(Possible::truth(true)), |w| self.eval(w, frame));
        let outside = inside.possible.as_truth() == Some(false);
        // One that is surely outside is not asked for its keys: they may well be 不适用.
        let read = |expr: &crate::ir::Expr| {
            if outside { Outcome::certain(Possible::not_applicable()) } else { self.eval(expr, frame).as_read() }
        };
        let member = Member {
            entity,
            group: population.group.as_ref().map_or_else(|| Outcome::certain(Possible::value(Value::Bool(true))), read),
            keys: keys.iter().map(|k| read(&k.by)).collect(),
            beneath: Vec::new(),
            vetoed: veto.map_or_else(no, |e| if outside { no() } else { self.eval(e, frame).as_read() }),
            admitted: admit.map_or_else(no, |e| if outside { no() } else { self.eval(e, frame).as_read() }),
            inside,
            times: 1,
            seen: Seen::default(),
        };
        member.seen()
    }

    /// Those who compete, compared with each other as far as that is the same for all.
    pub(super) fn competition_among(&self, instance: Instance, mut members: Vec<Member>, keys: &[Key]) -> Competition {
        share_alike(&mut members);
        if members.iter().any(|m| m.keys.iter().any(|k| !k.possible.is_certain())) {
            for member in &mut members {
                let frame = Frame::at(Instance { entity: Some(member.entity), ..instance });
                let known_out = member.inside.possible.as_truth() == Some(false);
                member.beneath = keys.iter().map(|k| if known_out { None } else { self.beneath(&k.by, frame) }).collect();
            }
        }
        let groups = stretches(members.iter().map(|m| &m.group));
        let by_key: Vec<Vec<Stretch>> = (0..keys.len()).map(|at| stretches(members.iter().filter_map(|m| m.keys.get(at)))).collect();
        for (at, member) in members.iter_mut().enumerate() {
            member.seen.group = groups.get(at).copied().unwrap_or(Stretch::Unordered);
            member.seen.keys = by_key.iter().filter_map(|key| key.get(at).copied()).collect();
        }
        self.mind_missing_keys(instance, &members);
        let any_faulty = members.iter().any(|m| m.seen.faulty);
        let any_marks = members.iter().any(|m| !m.seen.marks.is_empty());
        Competition { members, any_faulty, any_marks }
    }

    /// In a trial: a key that is open where it was known before must not be taken for a missing one.
    fn mind_missing_keys(&self, instance: Instance, members: &[Member]) {
        let missing = match self.program.variable(instance.variable).map(|v| &v.shape) {
            Some(Shape::Rank(rank)) => &rank.missing,
            Some(Shape::List(list)) => &list.missing,
            Some(Shape::Tiers(tiers)) => &tiers.missing,
            _ => return,
        };
        if !self.is_trial() || members.iter().all(Member::keys_known) {
            return;
        }
        let (options, _) = self.options(Some(missing), Frame::at(instance));
        if options.iter().all(|option| missing_of(*option) == Missing::Doubt) {
            return;
        }
        self.met_the_unknown(|before| {
            let known = before.groups.borrow().get(&(instance.variable, instance.year, instance.args)).map(Rc::clone);
            let Some(known) = known else { return true };
            members.iter().filter(|m| !m.keys_known()).any(|m| {
                let keys = |member: &Member| member.keys.iter().map(|k| k.possible.clone()).collect::<Vec<_>>();
                self.changes_of(m.entity) || known.member(m.entity).is_none_or(|was| keys(was) != keys(m))
            })
        });
    }

    /// The ranking that a key comes from, where it is the ranking's own place and nothing else: no exception, bound or
    /// presumption on the way.
    fn beneath(&self, key: &crate::ir::Expr, frame: Frame<'_>) -> Option<Beneath> {
        let crate::ir::ExprKind::Variable { variable, whose: crate::ir::Whose::Own, args } = &key.kind else { return None };
        let args = self.index_values(args, &key.ty, frame).ok()?;
        let instance = Instance { variable: *variable, entity: frame.entity, year: frame.year, args };
        let worked = self.work(instance);
        let decision = &worked.decision;
        let [winner] = decision.winners.as_slice() else { return None };
        if !decision.pending.is_empty() || !decision.bounded_by.is_empty() || decision.presumed.is_some() {
            return None;
        }
        let variable = self.program.variable(*variable)?;
        match (&variable.shape, &variable.rules.get(winner.at())?.value) {
            (_, Some(value)) => self.beneath(value, Frame::at(instance)),
            (Shape::Rank(rank), None) => {
                let (options, _) = self.options(Some(&rank.missing), Frame::at(instance));
                let doubt = matches!(options.as_slice(), [only] if missing_of(*only) == Missing::Doubt);
                let competition = self.competition(instance, &rank.population, &rank.keys, None, None);
                let member = competition.member(instance.entity?).filter(|m| doubt || m.keys_known())?;
                Some(Beneath {
                    rank: instance.variable,
                    group: member.group.clone(),
                    keys: member.keys.clone(),
                    descending: Rc::new(rank.keys.iter().map(|k| k.descending).collect()),
                })
            }
            _ => None,
        }
    }

    /// A clause's option: each value it may still take, by its place in its clause enum, and why it is not known.
    pub(crate) fn options(&self, expr: Option<&crate::ir::Expr>, frame: Frame<'_>) -> (Vec<u32>, Option<Outcome>) {
        let Some(expr) = expr else { return (vec![0], None) };
        let outcome = self.eval(expr, frame);
        let ranks = outcome.possible.range.as_ref().and_then(|r| self.listed(r, &expr.ty)).unwrap_or_default();
        let ranks = ranks.iter().filter_map(|v| if let Value::Enum(_, rank) = v { Some(*rank) } else { None }).collect();
        (ranks, Some(outcome))
    }

    /// Where a clause's option was settled (it has marks): what else it might have been settled as.
    pub(super) fn not_chosen(&self, expr: Option<&crate::ir::Expr>, option: Option<&Outcome>, chosen: u32) -> Vec<u32> {
        let (Some(expr), Some(option)) = (expr, option) else { return Vec::new() };
        if option.marks.is_empty() || !option.possible.is_certain() {
            return Vec::new();
        }
        let open = if let ExprKind::Open(id) = &expr.kind { self.program.opens.get(id.at()) } else { None };
        let offered = open.map(|open| open.options.clone()).filter(|offered| !offered.is_empty());
        let offered = offered.or_else(|| self.listed(&self.whole_range(&expr.ty), &expr.ty)).unwrap_or_default();
        let ranks = offered.iter().filter_map(|v| if let Value::Enum(_, rank) = v { Some(*rank) } else { None });
        ranks.filter(|rank| *rank != chosen).collect()
    }
}

impl Competition {
    /// Whether two members are of one group.
    pub fn together(a: &Member, b: &Member) -> Option<bool> {
        same_group(a, b)
    }

    pub fn member(&self, entity: EntityIx) -> Option<&Member> {
        self.members.binary_search_by(|m| m.entity.cmp(&entity)).ok().and_then(|at| self.members.get(at))
    }

    /// Those that are, or may be, in the same group as `own` (itself left out), with whether it is sure.
    pub fn rivals<'c>(&'c self, own: &'c Member, missing: Missing) -> impl Iterator<Item = (&'c Member, bool)> {
        self.members.iter().filter(move |m| m.entity != own.entity).filter_map(move |m| {
            let inside = m.inside(missing);
            if inside == Some(false) {
                return None;
            }
            match same_group(own, m) {
                Some(false) => None,
                truth => Some((m, inside == Some(true) && truth == Some(true))),
            }
        })
    }

    /// The fault in the group of `own`, if there is or may be one: a fault only if it is there whatever the unknowns turn
    /// out to be. One who is outside has no group.
    pub fn fault_in_group(&self, own: &Member, doubt: bool) -> Option<GroupFault> {
        if !self.any_faulty || own.surely_outside() {
            return None;
        }
        let mut causes = Joining::new();
        let (mut found, mut sure) = (false, false);
        for member in self.members.iter().filter(|m| m.seen.faulty) {
            let together = if member.entity == own.entity || member.group.possible.is_fault() || own.group.possible.is_fault() {
                Some(true)
            } else {
                same_group(own, member)
            };
            if together == Some(false) {
                continue;
            }
            let inside = member.inside.possible.as_truth() == Some(true);
            for part in member.faults(doubt) {
                found = true;
                let there = together == Some(true) && (inside || std::ptr::eq(part, &member.inside));
                sure = sure || (there && part.possible.is_fault());
                causes.join(&part.causes);
            }
        }
        found.then(|| {
            let outcome = Outcome { causes: causes.joined().0, ..Outcome::certain(Possible::faulty()) };
            if sure { GroupFault::Sure(outcome) } else { GroupFault::Perhaps(outcome) }
        })
    }

    /// Marks of everybody's keys: a place rests on all of them.
    pub fn marks(&self, own: &Member, missing: Missing) -> Marks {
        let mut marks = Joining::new();
        if !self.any_marks {
            return Marks::default();
        }
        for part in own.parts() {
            marks.join(&part.marks);
        }
        for (rival, _) in self.rivals(own, missing) {
            marks.join(&rival.seen.marks);
        }
        marks.joined().0
    }
}

/// The treatment of missing keys at a place of its clause enum (存疑, 排除, 末位).
pub(crate) fn missing_of(rank: u32) -> Missing {
    match rank {
        1 => Missing::Exclude,
        2 => Missing::Last,
        _ => Missing::Doubt,
    }
}

/// A range of whole numbers.
pub(crate) fn whole(least: usize, greatest: usize) -> Range {
    let number = |n: usize| Value::Number(quanheng_facts::exact::Exact::integer(i128::try_from(n).unwrap_or(i128::MAX)));
    Range::between(Some(number(least)), Some(number(greatest)))
}
