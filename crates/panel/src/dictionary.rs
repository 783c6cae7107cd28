//! What stands beside values: outcomes that are more than one known value, each kept once and named by a code.
//!
//! A code may also say no more than which marks a known value carries: then the value stands in the column, and one code serves rows of every
//! value. Told relative to the row: the entity of the row is [`OWN`] wherever a cause or a mark names it, so that "the cell of this
//! row is empty" is one outcome for a million rows. Code [`PLAIN`] says: one known value, nothing beside it; the value stands in the
//! column. Codes are given in the order met: nothing may hang on their order.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use quanheng_facts::fact::Facts;
use quanheng_facts::origin::Origin;
use quanheng_facts::value::{EntityIx, Value};
use quanheng_policy::finding::{Cause, Mark};
use quanheng_policy::interpret::{Decision, Marks, Outcome, Shared};
use quanheng_policy::possible::Possible;

/// The entity of the row, whichever it is.
pub(crate) const OWN: EntityIx = EntityIx(u32::MAX);

/// One known value and nothing beside it.
pub(crate) const PLAIN: u32 = 0;

/// Codes are kept as they were given.
pub(crate) fn code(kept: i64) -> u32 {
    u32::try_from(kept).unwrap_or(PLAIN)
}

/// Outcomes and decisions by their codes.
#[derive(Default)]
pub(crate) struct Dictionary {
    outcomes: RwLock<Kept<Outcome>>,
    decisions: RwLock<Kept<Decision>>,
    not_applicable: OnceLock<u32>,
    /// Some code says marks.
    any_marked: AtomicBool,
    /// Some code is 冲突 or 错误.
    any_fault: AtomicBool,
    /// Codes taken apart, and put together with marks, as they were asked for.
    apart: RwLock<BTreeMap<u32, Apart>>,
    joined: RwLock<BTreeMap<(u32, u32), u32>>,
}

/// A code without marks, and the code of the marks: [`PLAIN`] where there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    /// [`PLAIN`] and 不适用 carry marks beside them; an outcome that is more than these keeps its own.
    pub base: u32,
    pub marks: u32,
}

struct Kept<T> {
    all: Vec<Arc<T>>,
    /// By a number that tells most of them apart at once: comparing two of them goes deep.
    codes: BTreeMap<u64, BTreeMap<Arc<T>, u32>>,
}

/// A number that equals have in common, and others mostly not.
trait Numbered {
    fn number(&self) -> u64;
}

impl Numbered for Outcome {
    /// Whom the causes name: records have causes of their own.
    fn number(&self) -> u64 {
        self.causes.iter().fold(0, |so_far, cause| {
            let named = if let Cause::Cell { entity: Some(entity), .. } = cause { entity.0 } else { 0 };
            (so_far.rotate_left(7) ^ u64::from(named)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    }
}

impl Numbered for Decision {
    fn number(&self) -> u64 {
        0
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Kept { all: Vec::new(), codes: BTreeMap::new() }
    }
}

impl<T: Ord + Numbered> Kept<T> {
    /// Codes count from 1: 0 stands for what is not kept here.
    fn code(&self, number: u64, item: &T) -> Option<u32> {
        self.codes.get(&number)?.get(item).copied()
    }

    fn keep(&mut self, number: u64, item: T) -> u32 {
        match self.codes.entry(number).or_default().entry(Arc::new(item)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                self.all.push(Arc::clone(free.key()));
                *free.insert(u32::try_from(self.all.len()).unwrap_or(u32::MAX))
            }
        }
    }

    fn get(&self, code: u32) -> Option<Arc<T>> {
        self.all.get(usize::try_from(code.checked_sub(1)?).ok()?).map(Arc::clone)
    }
}

fn code_of<T: Ord + Numbered>(kept: &RwLock<Kept<T>>, item: T) -> u32 {
    let number = item.number();
    // A lock is poisoned only where a thread that held it has stopped: what is kept is whole at all times.
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).code(number, &item) {
        return known;
    }
    kept.write().unwrap_or_else(PoisonError::into_inner).keep(number, item)
}

impl Dictionary {
    /// The code of an outcome told relative to its row.
    pub fn code(&self, relative: Outcome) -> u32 {
        if !relative.marks.is_empty() {
            self.any_marked.store(true, Ordering::Relaxed);
        }
        if relative.possible.is_fault() {
            self.any_fault.store(true, Ordering::Relaxed);
        }
        code_of(&self.outcomes, relative)
    }

    /// The code of marks, told relative to the row, beside a value that stands in the column.
    pub fn code_of_marks(&self, marks: Marks) -> u32 {
        if marks.is_empty() { PLAIN } else { self.code(beside_value(marks)) }
    }

    /// Nothing carries a mark so far.
    pub fn nothing_marked(&self) -> bool {
        !self.any_marked.load(Ordering::Relaxed)
    }

    /// Nothing is at fault so far.
    pub fn nothing_at_fault(&self) -> bool {
        !self.any_fault.load(Ordering::Relaxed)
    }

    /// The value stands in the column, with marks beside it.
    pub fn is_marked_value(&self, code: u32) -> bool {
        code != PLAIN && !self.nothing_marked() && self.apart(code).base == PLAIN
    }

    /// A code without the marks that stand beside a known value or 不适用, and these.
    pub fn apart(&self, code: u32) -> Apart {
        let whole = Apart { base: code, marks: PLAIN };
        if code == PLAIN || code == u32::MAX || self.nothing_marked() {
            return whole;
        }
        if let Some(known) = self.apart.read().unwrap_or_else(PoisonError::into_inner).get(&code) {
            return *known;
        }
        let outcome = self.outcome(code);
        let found = if is_beside_value(&outcome) {
            Apart { base: PLAIN, marks: code }
        } else if is_marked_not_applicable(&outcome) {
            Apart { base: self.not_applicable(), marks: self.code_of_marks(outcome.marks.clone()) }
        } else {
            whole
        };
        self.apart.write().unwrap_or_else(PoisonError::into_inner).insert(code, found);
        found
    }

    /// A code with further marks, which are told by a code of marks.
    pub fn joined(&self, code: u32, marks: u32) -> u32 {
        match (code, marks) {
            (code, PLAIN) => return code,
            (PLAIN, marks) => return marks,
            _ if code == marks || code == u32::MAX => return code,
            _ => {}
        }
        if let Some(known) = self.joined.read().unwrap_or_else(PoisonError::into_inner).get(&(code, marks)) {
            return *known;
        }
        let mut outcome = (*self.outcome(code)).clone();
        outcome.marks.join(&self.outcome(marks).marks);
        let joined = self.code(outcome);
        self.joined.write().unwrap_or_else(PoisonError::into_inner).insert((code, marks), joined);
        joined
    }

    /// No mark of a code names anybody, so that it says the same of every row.
    pub fn names_nobody(&self, code: u32) -> bool {
        !self.outcome(code).marks.iter().any(names_somebody)
    }

    /// What a row says, told relative to it. `value`: what a value that stands in the column is.
    pub fn said(&self, code: u32, value: impl FnOnce() -> Possible) -> Outcome {
        if code == PLAIN {
            return Outcome::certain(value());
        }
        let outcome = self.outcome(code);
        if is_beside_value(&outcome) {
            return Outcome { marks: outcome.marks.clone(), ..Outcome::certain(value()) };
        }
        (*outcome).clone()
    }

    /// The code of 不适用 and nothing else.
    pub fn not_applicable(&self) -> u32 {
        *self.not_applicable.get_or_init(|| self.code(Outcome::certain(Possible::not_applicable())))
    }

    /// The outcome of a code; a code that was never given is a fault of nobody's input and reads as 不适用.
    pub fn outcome(&self, code: u32) -> Arc<Outcome> {
        let known = self.outcomes.read().unwrap_or_else(PoisonError::into_inner).get(code);
        known.unwrap_or_else(|| Arc::new(Outcome::certain(Possible::not_applicable())))
    }

    /// The code of which rules spoke.
    pub fn decision_code(&self, decision: Decision) -> u32 {
        code_of(&self.decisions, decision)
    }

    /// Which rules spoke.
    pub fn decision(&self, code: u32) -> Arc<Decision> {
        self.decisions.read().unwrap_or_else(PoisonError::into_inner).get(code).unwrap_or_default()
    }
}

/// Marks beside a value that stands elsewhere: an outcome that comes to nothing by itself, which no expression does.
pub(crate) fn beside_value(marks: Marks) -> Outcome {
    Outcome { marks, tight: false, ..Outcome::certain(Possible::default()) }
}

fn is_beside_value(outcome: &Outcome) -> bool {
    outcome.possible == Possible::default() && !outcome.tight && outcome.causes.is_empty()
}

/// 不适用 with marks and nothing else.
fn is_marked_not_applicable(outcome: &Outcome) -> bool {
    outcome.possible.is_na() && outcome.causes.is_empty() && outcome.tight && !outcome.in_conflict && !outcome.marks.is_empty()
}

fn names_somebody(mark: &Mark) -> bool {
    match mark {
        Mark::Basis { key, .. } => key.iter().any(|value| matches!(value, Value::Entity(_))),
        Mark::PublishedDiffers(differs) => differs.of.as_ref().is_some_and(|of| of.entity.is_some()),
        _ => false,
    }
}

/// An outcome of a row as it is kept.
pub(crate) fn relative(outcome: &Outcome, own: Option<EntityIx>, facts: &Facts) -> Outcome {
    let Some(own) = own.filter(|_| !outcome.causes.is_empty() || !outcome.marks.is_empty()) else { return outcome.clone() };
    let mut told = outcome.renamed(&|entity| if entity == own { OWN } else { entity });
    told.marks = with_origins(&told.marks, &|table, column, key, origin| {
        // The cell can be found again by its key: where it stands is not told apart.
        let absolute: Vec<Value> = key.iter().map(|v| if *v == Value::Entity(OWN) { Value::Entity(own) } else { v.clone() }).collect();
        let found = key.contains(&Value::Entity(OWN)).then(|| origin_of(facts, table, &absolute, column)).flatten();
        if found.as_ref() == Some(origin) { somewhere() } else { origin.clone() }
    });
    told
}

/// An outcome as it is kept, told of a row.
pub(crate) fn absolute(kept: &Outcome, own: Option<EntityIx>, facts: &Facts) -> Outcome {
    let Some(own) = own.filter(|_| !kept.causes.is_empty() || !kept.marks.is_empty()) else { return kept.clone() };
    let mut told = kept.renamed(&|entity| if entity == OWN || crate::planted::is(16) { own } else { entity });
    told.marks = with_origins(&told.marks, &|table, column, key, origin| {
        let found = (*origin == somewhere()).then(|| origin_of(facts, table, key, column)).flatten();
        found.unwrap_or_else(|| origin.clone())
    });
    told
}

/// Stands for the origin of the cell that the mark's own key leads to.
fn somewhere() -> Origin {
    Origin {
        file: Arc::from(""),
        sheet: None,
        row: u32::MAX,
        column: 0,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    }
}

fn origin_of(
    facts: &Facts,
    table: quanheng_facts::schema::TableId,
    key: &[Value],
    column: quanheng_facts::schema::ColumnId,
) -> Option<Origin> {
    let row = facts.rows_for(table, key, column, None).next()?;
    Facts::cell(&row, column).map(|cell| cell.origin.clone())
}

type Change<'c> = &'c dyn Fn(quanheng_facts::schema::TableId, quanheng_facts::schema::ColumnId, &[Value], &Origin) -> Origin;

fn with_origins(marks: &Marks, change: Change<'_>) -> Marks {
    if !marks.iter().any(|mark| matches!(mark, Mark::Basis { origin: Some(_), .. })) {
        return marks.clone();
    }
    Shared::of(
        marks
            .iter()
            .map(|mark| match mark {
                Mark::Basis { table, column, basis, key, origin: Some(origin) } => {
                    let origin = Some(Box::new(change(*table, *column, key, origin)));
                    Mark::Basis { table: *table, column: *column, basis: basis.clone(), key: key.clone(), origin }
                }
                other => other.clone(),
            })
            .collect(),
    )
}
