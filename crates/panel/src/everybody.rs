//! Everybody of a population as members of groups with keys; kept where several set rules ask for the same.
//!
//! In: whom a set rule goes over, in which groups and by which keys. Out: which set rules of a program go over the same; for a year who competes, in
//! which group, by which keys, worked out by the first of them, and the order they stand in, once one has put them in order. Only what is known
//! of all of them is kept: what is open is told of the variable at hand. Deliberately absent: how everybody is gone over, and how they are put
//! in order (`scene/kernels/set_rules.rs`, `standing.rs`).

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::ir::{Expr, ExprKind, Key, Population, Program, Shape, Variable, VariableId};

use crate::packed::Packed;
use crate::register::Kind;

/// How many of its group stand before one, and before it or level with it, itself left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    pub ahead_first: u32,
    pub level_first: u32,
    pub ahead: u32,
    pub level: u32,
}

/// The marks of what is read of each row, by their codes.
#[derive(Debug, Default)]
pub(crate) struct MarksBeside {
    pub inside: Packed,
    pub group: Packed,
    pub keys: Packed,
}

/// Everybody of a population.
#[derive(Debug, Default)]
pub(crate) struct Everybody {
    /// For each row what kind of member it is, and its group where it is in one.
    pub tags: Vec<u8>,
    pub groups: Packed,
    /// The keys, key by key, for every row.
    pub keys: Vec<Packed>,
    pub kinds: Vec<Kind>,
    /// What the numbers of groups stand for; `None`: all are of one group.
    pub group_kind: Option<Kind>,
    /// The marks that stand beside what is read of each.
    pub marks: MarksBeside,
    /// Some keys are not told by their numbers, but by places in an order.
    pub by_place: bool,
    /// Others ask for the same: what they all need is kept.
    pub is_shared: bool,
    /// All who compete, group by group, the best first.
    pub order: OnceLock<Vec<(usize, Standing)>>,
    /// For each row how many stand before it by all keys.
    pub ahead: OnceLock<Vec<i32>>,
}

/// What set rules of a program have in common.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// The first variable that goes over the same, for those that are not alone in it.
    first: BTreeMap<VariableId, VariableId>,
    kept: RwLock<BTreeMap<(VariableId, Year), Arc<Everybody>>>,
}

impl Orders {
    pub fn of(program: &Program) -> Orders {
        Orders { first: alike(program), kept: RwLock::default() }
    }

    /// Whom one goes over, where another worked that out before.
    pub fn known(&self, variable: VariableId, year: Year) -> Option<Arc<Everybody>> {
        let first = self.first.get(&variable)?;
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(&(*first, year)).map(Arc::clone)
    }

    /// Others go over the same.
    pub fn are_shared(&self, variable: VariableId) -> bool {
        self.first.contains_key(&variable)
    }

    pub fn keep(&self, variable: VariableId, year: Year, everybody: &Arc<Everybody>) {
        if let Some(first) = self.first.get(&variable) {
            self.kept.write().unwrap_or_else(PoisonError::into_inner).insert((*first, year), Arc::clone(everybody));
        }
    }

    /// Keeps only what is still asked for.
    pub fn forget(&self, is_asked: impl Fn(VariableId) -> bool) {
        let of_order = |first: &VariableId| self.first.iter().any(|(variable, of)| of == first && is_asked(*variable));
        self.kept.write().unwrap_or_else(PoisonError::into_inner).retain(|(first, _), _| of_order(first));
    }
}

/// For each set rule that goes over the same as another, in the same groups and by the same keys: the first of them.
pub(crate) fn alike(program: &Program) -> BTreeMap<VariableId, VariableId> {
    let mut firsts: Vec<(VariableId, Same<'_>)> = Vec::new();
    let mut found: BTreeMap<VariableId, VariableId> = BTreeMap::new();
    for (id, variable) in (0_u32..).map(VariableId).zip(&program.variables) {
        let Some(same) = Same::of(variable) else { continue };
        match firsts.iter().find(|(_, first)| *first == same) {
            Some((first, _)) => {
                found.insert(*first, *first);
                found.insert(id, *first);
            }
            None => firsts.push((id, same)),
        }
    }
    found
}

/// What two set rules have to have in common.
struct Same<'p> {
    variable: &'p Variable,
    population: &'p Population,
    keys: &'p [Key],
    missing: Option<&'p Expr>,
}

impl<'p> Same<'p> {
    /// `None`: no set rule, or it names the row or an index of its own.
    fn of(variable: &'p Variable) -> Option<Same<'p>> {
        let (population, keys, missing): (&Population, &[Key], Option<&Expr>) = match &variable.shape {
            Shape::Rules => return None,
            Shape::Rank(rank) => (&rank.population, &rank.keys, Some(&rank.missing)),
            Shape::List(list) => (&list.population, &list.keys, Some(&list.missing)),
            Shape::Tiers(tiers) => (&tiers.population, &tiers.keys, Some(&tiers.missing)),
            Shape::Share(share) => (&share.population, &share.figures, None),
        };
        let asked = population.when.iter().chain(&population.group).chain(keys.iter().map(|key| &key.by));
        let for_all = variable.yearly && variable.index.is_empty() && !asked.into_iter().any(is_its_own);
        for_all.then_some(Same { variable, population, keys, missing })
    }
}

impl PartialEq for Same<'_> {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.population, other.population);
        let keys = || self.keys.iter().zip(other.keys).all(|(one, other)| one.descending == other.descending && one.by == other.by);
        self.variable.owner == other.variable.owner
            && (a.kind, &a.limit, &a.when, &a.group) == (b.kind, &b.limit, &b.when, &b.group)
            && self.keys.len() == other.keys.len()
            && keys()
            && self.missing == other.missing
    }
}

/// It turns on whose result it is, or on an index of the variable.
fn is_its_own(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Subject | ExprKind::Index { .. }) || parts_of(expr).into_iter().any(is_its_own)
}
