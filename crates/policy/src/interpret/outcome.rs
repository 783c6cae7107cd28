//! A value on its way through a rule: everything it can be, why it is not known, and the marks it carries.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Cause, Fault, Instance, Mark};
use crate::ir::RuleIx;
use crate::possible::Possible;

/// A set that is mostly empty and mostly shared, also between threads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared<T: Ord + Clone>(Option<Arc<BTreeSet<T>>>);

impl<T: Ord + Clone> Default for Shared<T> {
    fn default() -> Self {
        Shared(None)
    }
}

impl<T: Ord + Clone> Shared<T> {
    pub fn one(item: T) -> Shared<T> {
        Shared(Some(Arc::new(BTreeSet::from([item]))))
    }

    pub fn of(items: BTreeSet<T>) -> Shared<T> {
        Shared((!items.is_empty()).then(|| Arc::new(items)))
    }

    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|set| set.is_empty())
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|set| set.iter())
    }

    pub fn join(&mut self, other: &Shared<T>) {
        let Some(theirs) = &other.0 else { return };
        match &mut self.0 {
            None => self.0 = Some(Arc::clone(theirs)),
            Some(ours) if Arc::ptr_eq(ours, theirs) || theirs.is_subset(ours) => {}
            Some(ours) => Arc::make_mut(ours).extend(theirs.iter().cloned()),
        }
    }

    pub fn joined(mut self, other: &Shared<T>) -> Shared<T> {
        self.join(other);
        self
    }

    /// The others.
    #[must_use]
    pub fn without(&self, item: &T) -> Shared<T> {
        match &self.0 {
            Some(set) if set.contains(item) => Shared::of(set.iter().filter(|other| *other != item).cloned().collect()),
            _ => self.clone(),
        }
    }

    pub fn is_disjoint(&self, other: &Shared<T>) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => a.is_disjoint(b),
            _ => true,
        }
    }

    pub fn to_set(&self) -> BTreeSet<T> {
        self.0.as_ref().map(|set| (**set).clone()).unwrap_or_default()
    }
}

/// Many sets to be made into one. Members of a group rest on sets that many of them share: each is gone through once, and what is
/// in them is put in order once, not set by set.
pub(crate) struct Joining<'s, T: Ord + Clone>(Vec<&'s Arc<BTreeSet<T>>>);

impl<'s, T: Ord + Clone> Joining<'s, T> {
    pub fn new() -> Joining<'s, T> {
        Joining(Vec::new())
    }

    pub fn join(&mut self, other: &'s Shared<T>) {
        self.0.extend(other.0.iter().filter(|set| !set.is_empty()));
    }

    /// All of them as one, and whether no two of them had anything in common.
    pub fn joined(mut self) -> (Shared<T>, bool) {
        match self.0.as_slice() {
            [] => return (Shared(None), true),
            [only] => return (Shared(Some(Arc::clone(only))), true),
            [one, other] if Arc::ptr_eq(one, other) => return (Shared(Some(Arc::clone(one))), false),
            [one, other] => {
                let mut both = Shared(Some(Arc::clone(one)));
                both.join(&Shared(Some(Arc::clone(other))));
                return (both, one.is_disjoint(other));
            }
            _ => {}
        }
        let how_many = self.0.len();
        self.0.sort_unstable_by_key(|set| Arc::as_ptr(set));
        self.0.dedup_by(|one, other| Arc::ptr_eq(one, other));
        let mut items: Vec<&T> = self.0.iter().flat_map(|set| set.iter()).collect();
        let with_repeats = items.len();
        items.sort_unstable();
        items.dedup();
        let apart = self.0.len() == how_many && items.len() == with_repeats;
        let whole = match self.0.iter().find(|set| set.len() == items.len()) {
            Some(holds_all) => Arc::clone(holds_all),
            None => Arc::new(items.into_iter().cloned().collect()),
        };
        (Shared(Some(whole)), apart)
    }
}

/// Equal sets made one and the same.
#[derive(Debug)]
pub(crate) struct Alike<T: Ord + Clone>(BTreeSet<Shared<T>>);

impl<T: Ord + Clone> Default for Alike<T> {
    fn default() -> Self {
        Alike(BTreeSet::new())
    }
}

impl<T: Ord + Clone> Alike<T> {
    pub fn share(&mut self, set: &mut Shared<T>) {
        if set.0.is_none() {
            return;
        }
        match self.0.get(set) {
            Some(same) => *set = same.clone(),
            None => drop(self.0.insert(set.clone())),
        }
    }
}

/// See [`Outcome::with_many_cells_as_one`].
const MOST_CELLS: usize = 8;

pub type Causes = Shared<Cause>;
pub type Marks = Shared<Mark>;

/// Everything an expression or an instance can be, with causes and marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    pub possible: Possible,
    /// Why it is not certain; empty where it is (except for faults, which always say why).
    pub causes: Causes,
    pub marks: Marks,
    /// Both ends of the range are reached by some way of filling in what is not known.
    pub tight: bool,
    /// The fault is rules in disagreement (冲突), not something that could not be carried out (错误).
    pub in_conflict: bool,
}

impl Outcome {
    /// One outcome, resting on nothing.
    pub fn certain(possible: Possible) -> Outcome {
        Outcome { possible, causes: Causes::default(), marks: Marks::default(), tight: true, in_conflict: false }
    }

    /// Not known, for one reason.
    pub fn unknown(possible: Possible, cause: Cause) -> Outcome {
        Outcome { causes: Causes::one(cause), ..Outcome::certain(possible) }
    }

    /// Not known, for several reasons.
    pub fn unknown_for(possible: Possible, causes: BTreeSet<Cause>) -> Outcome {
        Outcome { causes: Shared(Some(Arc::new(causes))), ..Outcome::certain(possible) }
    }

    /// Given from outside: if it is not certain, that is its own cause.
    pub fn given(possible: Possible, instance: Instance) -> Outcome {
        if possible.is_certain() { Outcome::certain(possible) } else { Outcome::unknown(possible, Cause::Given(instance)) }
    }

    /// A fault of this instance.
    pub fn fault(instance: Instance, rules: Vec<RuleIx>, fault: Fault) -> Outcome {
        let in_conflict =
            matches!(fault, Fault::Disagree | Fault::AgainstBound | Fault::CutTie | Fault::RemainderTie | Fault::PresumptionsDisagree);
        Outcome { in_conflict, ..Outcome::unknown(Possible::faulty(), Cause::Rule { instance, rules, fault }) }
    }

    /// The same outcome seen by a reader: a conflict read by somebody else is an error there.
    pub fn as_read(&self) -> Outcome {
        Outcome { in_conflict: false, ..self.clone() }
    }

    /// Where the cells of more than [`MOST_CELLS`] entities are missing, the column is named once instead of each cell.
    pub fn with_many_cells_as_one(mut self) -> Outcome {
        let who: BTreeSet<_> = self.causes.iter().filter_map(|c| if let Cause::Cell { entity, .. } = c { *entity } else { None }).collect();
        if who.len() > MOST_CELLS {
            let plain = self.causes.iter().map(|cause| match cause {
                Cause::Cell { table, column, year, keys, .. } => {
                    Cause::Cell { table: *table, column: *column, entity: None, year: *year, keys: keys.clone() }
                }
                other => other.clone(),
            });
            self.causes = Shared(Some(Arc::new(plain.collect())));
        }
        self
    }

    /// A new outcome computed from parts: causes of the parts that are not certain, marks of all.
    pub fn from_parts<'o>(possible: Possible, parts: impl IntoIterator<Item = &'o Outcome>) -> Outcome {
        let certain = possible.is_certain() && !possible.fault;
        let mut causes = Joining::new();
        let mut marks = Joining::new();
        let mut tight = true;
        for part in parts {
            marks.join(&part.marks);
            if certain {
                continue;
            }
            tight = tight && part.tight;
            causes.join(&part.causes);
        }
        let (causes, apart) = causes.joined();
        // Parts that rest on the same unknown cannot take their ends independently.
        Outcome { possible, causes, marks: marks.joined().0, tight: (tight && apart) || certain, in_conflict: false }
    }

    /// Everything either can be.
    pub fn hull(self, other: &Outcome) -> Outcome {
        let tight = self.tight && other.tight;
        let in_conflict = self.in_conflict && other.in_conflict;
        let possible = self.possible.hull(other.possible.clone());
        Outcome { possible, causes: self.causes.joined(&other.causes), marks: self.marks.joined(&other.marks), tight, in_conflict }
    }
}
