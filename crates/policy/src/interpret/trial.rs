//! Runs in which some inputs are supposed to be otherwise, and what an evaluation read.
//!
//! In: a run, and values for cells, open values or named numbers. Out: the same program over the same facts with these in
//! their place. A run that is watched notes which of the wanted inputs each instance rests on, however far down; a trial takes
//! over from it whatever rests on nothing that was changed. So a trial of one county's score works out that county and the
//! rankings it stands in, and nobody else.
//!
//! Deliberately absent: which inputs to try, and whether a change is good news.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Year};

use super::group::Competition;
use super::{Interpreter, Pin, Pins, Worked};
use crate::finding::Instance;
use crate::ir::{Args, VariableId};
use crate::possible::Possible;

/// Which inputs are watched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Focus {
    /// The cells of these.
    pub entities: BTreeSet<EntityIx>,
    /// Named numbers and open values.
    pub numbers: bool,
}

/// What a watched run has read so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    focus: Focus,
    /// What is being worked out, one inside the other.
    stack: Vec<BTreeSet<Pin>>,
    places: BTreeMap<Place, Rc<BTreeSet<Pin>>>,
    /// What each input was found to be.
    values: BTreeMap<Pin, Possible>,
    /// Whose cells were read at all.
    whose: BTreeSet<EntityIx>,
}

/// What is worked out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Instance(Instance),
    Group(VariableId, Year, Args),
    /// By their place among those read so far.
    Figures(usize),
}

/// A run with changed inputs beside the watched run it is compared with.
#[derive(Clone)]
pub(super) struct Trial<'a> {
    base: &'a Interpreter<'a>,
    changed: BTreeSet<Pin>,
    /// What rests on nothing changed may be taken over: not where matters are left out, or more values are given.
    takes_over: bool,
    /// Some input is a stretch of values, not one.
    open: bool,
    /// See [`Interpreter::cannot_tell`].
    cannot_tell: Rc<Cell<bool>>,
}

impl<'a> Interpreter<'a> {
    /// The same run, afresh, watching what is read.
    pub(crate) fn watched(&self, focus: Focus) -> Interpreter<'a> {
        let seen = Some(RefCell::new(Seen { focus, ..Seen::default() }));
        Interpreter { seen, ..Interpreter::with_pins(self.program, self.facts, self.choice.clone(), self.pins.clone()) }
    }

    /// This (watched) run with inputs changed.
    pub(crate) fn trial<'b>(&'b self, changes: &Pins) -> Interpreter<'b> {
        let mut pins = self.pins.clone();
        pins.extend(changes.iter().map(|(pin, possible)| (pin.clone(), possible.clone())));
        let trial = Some(Trial {
            base: self,
            changed: changes.keys().cloned().collect(),
            takes_over: true,
            open: changes.values().any(|possible| !possible.is_certain()),
            cannot_tell: Rc::default(),
        });
        // A change puts another value where there is one: history begins where it began.
        let first_given = self.first_given;
        Interpreter { trial, first_given, ..Interpreter::with_pins(self.program, self.facts, self.choice.clone(), pins) }
    }

    /// A trial that watches as well: other inputs may be asked for.
    pub(crate) fn watched_trial<'b>(&'b self, changes: &Pins, focus: Focus) -> Interpreter<'b> {
        let seen = Some(RefCell::new(Seen { focus, ..Seen::default() }));
        Interpreter { seen, ..self.trial(changes) }
    }

    /// The inputs an instance rests on, with what each was found to be. Of a watched run that has worked it out.
    pub(crate) fn inputs_of(&self, instance: Instance) -> BTreeMap<Pin, Possible> {
        let Some(seen) = &self.seen else { return BTreeMap::new() };
        let seen = seen.borrow();
        let pins = seen.places.get(&Place::Instance(instance)).map(Rc::clone).unwrap_or_default();
        pins.iter().filter_map(|pin| Some((pin.clone(), seen.values.get(pin)?.clone()))).collect()
    }

    /// Which variables a watched run has worked out.
    pub(crate) fn variables_worked_out(&self) -> BTreeSet<VariableId> {
        let Some(seen) = &self.seen else { return BTreeSet::new() };
        let variable = |place: &Place| if let Place::Instance(instance) = place { Some(instance.variable) } else { None };
        seen.borrow().places.keys().filter_map(variable).collect()
    }

    /// The values given to this run.
    pub(crate) fn given(&self) -> &Pins {
        &self.pins
    }

    /// Whose cells a watched run has read.
    pub(crate) fn whose_were_read(&self) -> BTreeSet<EntityIx> {
        self.seen.as_ref().map(|seen| seen.borrow().whose.clone()).unwrap_or_default()
    }

    pub(super) fn is_trial(&self) -> bool {
        self.trial.is_some()
    }

    /// True for an input that this trial changes.
    pub(super) fn is_changed(&self, pin: &Pin) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.changed.contains(pin))
    }

    /// True where this trial changes a cell of an entity.
    pub(super) fn changes_of(&self, who: EntityIx) -> bool {
        let of_it = |pin: &Pin| matches!(pin, Pin::Column { entity, .. } if *entity == Some(who));
        self.trial.as_ref().is_some_and(|trial| trial.changed.iter().any(of_it))
    }

    pub(super) fn trial_of_nobody(&self) -> bool {
        self.trial.is_none() && self.seen.is_none()
    }

    /// What the run compared with has for an instance that rests on nothing changed.
    pub(super) fn unchanged_instance(&self, instance: Instance) -> Option<Rc<Worked>> {
        let trial = self.trial.as_ref()?;
        self.unchanged(trial, Place::Instance(instance))?;
        trial.base.remembered(instance)
    }

    /// The same for a population.
    pub(super) fn unchanged_group(&self, of: Instance) -> Option<Rc<Competition>> {
        let trial = self.trial.as_ref()?;
        self.unchanged(trial, Place::Group(of.variable, of.year, of.args))?;
        trial.base.groups.borrow().get(&(of.variable, of.year, of.args)).map(Rc::clone)
    }

    fn unchanged(&self, trial: &Trial<'_>, place: Place) -> Option<()> {
        trial.takes_over.then_some(())?;
        let seen = trial.base.seen.as_ref()?.borrow();
        let rests_on = seen.places.get(&place)?;
        rests_on.is_disjoint(&trial.changed).then_some(())?;
        if let Some(mine) = &self.seen {
            let mut mine = mine.borrow_mut();
            mine.values.extend(rests_on.iter().filter_map(|pin| Some((pin.clone(), seen.values.get(pin)?.clone()))));
            mine.places.insert(place, Rc::clone(rests_on));
            mine.join(rests_on);
        }
        Some(())
    }

    /// True where a stretch of values met a rule that asks whether something is known: a key that counts as missing (缺值 排除,
    /// 末位), a presumption. Each value of the stretch is known; the stretch is not. What came out is then no proof.
    pub(crate) fn cannot_tell(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.cannot_tell.get())
    }

    /// Notes that, where something is not known here and was otherwise in the run compared with.
    pub(super) fn met_the_unknown(&self, otherwise_before: impl FnOnce(&Interpreter<'_>) -> bool) {
        if let Some(trial) = self.trial.as_ref().filter(|trial| trial.open && !trial.cannot_tell.get())
            && (!trial.takes_over || otherwise_before(trial.base))
        {
            trial.cannot_tell.set(true);
        }
    }

    /// The trial this run is, for a run within it that works everything out itself.
    pub(super) fn trial_within(&self) -> Option<Trial<'a>> {
        self.trial.clone().map(|trial| Trial { takes_over: false, ..trial })
    }

    pub(super) fn is_watched(&self) -> bool {
        self.seen.is_some()
    }

    /// A run within this one is the same trial, and watches the same.
    pub(super) fn lend_to(&self, run: &mut Interpreter<'a>) {
        run.trial = self.trial_within();
        if self.is_trial() {
            run.first_given = self.first_given;
        }
        run.seen = self.seen.as_ref().map(|seen| RefCell::new(Seen { focus: seen.borrow().focus.clone(), ..Seen::default() }));
    }

    /// What a run within this one has read for an instance, this one has read.
    pub(super) fn learn_from(&self, run: &Interpreter<'_>, instance: Instance) {
        if let Some(seen) = &self.seen {
            let inputs = run.inputs_of(instance);
            let mut seen = seen.borrow_mut();
            seen.whose.extend(run.whose_were_read());
            seen.join(&inputs.keys().cloned().collect());
            seen.values.extend(inputs);
        }
    }

    /// A place worked out before is read again.
    pub(super) fn seen_again(&self, place: Place) {
        if let Some(seen) = &self.seen {
            let mut seen = seen.borrow_mut();
            if let Some(rests_on) = seen.places.get(&place).map(Rc::clone) {
                seen.join(&rests_on);
            }
        }
    }

    pub(super) fn seen_begin(&self) {
        if let Some(seen) = &self.seen {
            seen.borrow_mut().stack.push(BTreeSet::new());
        }
    }

    pub(super) fn seen_end(&self, place: Place) {
        if let Some(seen) = &self.seen {
            let mut seen = seen.borrow_mut();
            let rests_on = Rc::new(seen.stack.pop().unwrap_or_default());
            seen.join(&rests_on);
            seen.places.insert(place, rests_on);
        }
    }

    /// A cell was read; what is nobody's is no input of anybody.
    pub(super) fn saw_cell(&self, entity: Option<EntityIx>, pin: impl FnOnce() -> Pin, found: &Possible) {
        let Some((seen, entity)) = self.seen.as_ref().zip(entity) else { return };
        let mut seen = seen.borrow_mut();
        seen.whose.insert(entity);
        if seen.focus.entities.contains(&entity) {
            seen.note(pin(), found);
        }
    }

    /// A named number or an open value was read.
    pub(super) fn saw_number(&self, pin: impl FnOnce() -> Pin, found: &Possible) {
        let Some(seen) = &self.seen else { return };
        let mut seen = seen.borrow_mut();
        if seen.focus.numbers {
            seen.note(pin(), found);
        }
    }

    /// What is supposed of a cell of the row at hand. Only in trials: elsewhere a given column stands for the whole row.
    pub(super) fn supposed_in_row(&self, table: TableId, column: ColumnId, entity: Option<EntityIx>, pin: &Pin) -> Option<Possible> {
        let one_row = self.program.schema.table(table).is_some_and(|t| !t.many_rows && t.column(column).is_some());
        if self.trial_of_nobody() || !one_row || entity.is_none() {
            return None;
        }
        self.pin(pin).filter(|_| self.is_trial()).cloned()
    }
}

impl Seen {
    fn note(&mut self, pin: Pin, found: &Possible) {
        self.values.insert(pin.clone(), found.clone());
        if let Some(top) = self.stack.last_mut() {
            top.insert(pin);
        }
    }

    fn join(&mut self, rests_on: &BTreeSet<Pin>) {
        if let Some(top) = self.stack.last_mut() {
            top.extend(rests_on.iter().cloned());
        }
    }
}
