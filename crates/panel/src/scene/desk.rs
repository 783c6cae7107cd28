//! Who works out single rows: one interpreter for a thread, and what it is shown of the column that is being worked out.
//!
//! In: finished columns, and the registers of the column at hand. Out: what the interpreter asks for, where it stands in either.
//! What it keeps from one column to the next rests on finished columns and facts alone: registers are read for the rows of their own
//! variable only, of which nothing is kept. Deliberately absent: which rows are worked out singly.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::columns::{Columns, RowWorked};
use quanheng_policy::interpret::{Interpreter, Outcome};
use quanheng_policy::ir::Expr;

use super::{ExprPlace, place_of};
use crate::column::ColumnKey;
use crate::dictionary::PLAIN;
use crate::known::Known;
use crate::layout::Domain;
use crate::register::{Register, plain_outcome};

/// What is shown of a column that is being worked out: where its block is, and the registers so far.
pub(crate) struct Shown<'p> {
    pub key: ColumnKey,
    /// `None`: the rows are others than those that have it.
    domain: Option<Arc<Domain>>,
    /// The rows of the domain that the block is: from, to.
    pub from: Cell<usize>,
    pub to: Cell<usize>,
    registers: RefCell<BTreeMap<(ExprPlace, Year), Rc<Register>>>,
    /// Expressions met, each with the first one equal to it.
    alike: RefCell<(BTreeMap<ExprPlace, ExprPlace>, Vec<&'p Expr>)>,
}

impl<'p> Shown<'p> {
    /// The first block of a column, of so many rows.
    pub fn new(key: ColumnKey, rows: usize, domain: Option<Arc<Domain>>) -> Shown<'p> {
        Shown { key, domain, from: Cell::new(0), to: Cell::new(rows), registers: RefCell::default(), alike: RefCell::default() }
    }

    /// Goes to another block.
    pub fn block(&self, from: usize, to: usize) {
        self.from.set(from);
        self.to.set(to);
        self.registers.borrow_mut().clear();
    }

    /// The register of an expression, where there is one.
    pub fn known(&self, place: ExprPlace, year: Year) -> Option<Rc<Register>> {
        self.registers.borrow().get(&(place, year)).map(Rc::clone)
    }

    pub fn keep(&self, place: ExprPlace, year: Year, register: &Rc<Register>) {
        self.registers.borrow_mut().insert((place, year), Rc::clone(register));
    }

    /// Where the first expression met stands that is equal to this one.
    pub fn first_alike(&self, expr: &'p Expr) -> ExprPlace {
        let own = place_of(expr);
        let mut alike = self.alike.borrow_mut();
        if let Some(first) = alike.0.get(&own) {
            return *first;
        }
        let first = alike.1.iter().find(|met| **met == expr).map_or(own, |met| place_of(met));
        alike.0.insert(own, first);
        if first == own {
            alike.1.push(expr);
        }
        first
    }

    fn first_known(&self, expr: &Expr) -> ExprPlace {
        let own = place_of(expr);
        self.alike.borrow().0.get(&own).copied().unwrap_or(own)
    }
}

/// Finished columns, and what is shown of the one at hand.
pub(crate) struct Desk<'d, 'p> {
    panel: &'d Known<'p>,
    shown: RefCell<Option<Rc<Shown<'p>>>>,
    /// Outcomes told of an entity, with the marks of their columns: those of a group are read again for each member.
    told: RefCell<BTreeMap<Told, Outcome>>,
}

/// The code of an outcome, of whom it is told, and the year of its column.
type Told = (u32, Option<EntityIx>, Year);

/// More than these are not kept.
const MOST_TOLD: usize = 100_000;

/// As long as this is there, something else is shown.
pub(crate) struct Showing<'d, 'p> {
    on: &'d RefCell<Option<Rc<Shown<'p>>>>,
    before: Option<Rc<Shown<'p>>>,
}

impl Drop for Showing<'_, '_> {
    fn drop(&mut self) {
        *self.on.borrow_mut() = self.before.take();
    }
}

impl<'d, 'p> Desk<'d, 'p> {
    pub fn new(panel: &'d Known<'p>) -> Desk<'d, 'p> {
        Desk { panel, shown: RefCell::default(), told: RefCell::default() }
    }

    pub fn show(&self, what: Option<Rc<Shown<'p>>>) -> Showing<'_, 'p> {
        Showing { before: self.shown.replace(what), on: &self.shown }
    }
}

impl Columns for Desk<'_, '_> {
    fn reading(&self, expr: &Expr, instance: Instance, entity: Option<EntityIx>, year: Year) -> Option<Outcome> {
        let shown = self.shown.borrow();
        let shown = shown.as_ref()?;
        let key = shown.key;
        if (instance.variable, instance.year, instance.args) != (key.variable, key.year, key.args) || entity != instance.entity {
            return None;
        }
        let register = shown.known(shown.first_known(expr), year)?;
        let row = shown.domain.as_ref()?.row_of(entity).filter(|row| *row < shown.to.get())?;
        let at = row.checked_sub(shown.from.get())?;
        Some(self.panel.told(register.kind, register.row(at), entity))
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.panel.in_columns(instance)
    }

    fn records_of(&self, table: TableId, concerns: ColumnId, whom: Option<EntityIx>) -> Option<Vec<EntityIx>> {
        self.panel.records_of(table, concerns, whom)
    }

    fn outcome(&self, instance: Instance) -> Option<Outcome> {
        if self.panel.lies_ahead(instance) {
            return None;
        }
        let Instance { variable, entity, year, args } = instance;
        let column = self.panel.known_column(ColumnKey { variable, year, args })?;
        let row = column.row(column.domain.row_of(entity)?);
        if row.code == PLAIN {
            return Some(Outcome { marks: column.marks.clone(), ..plain_outcome(column.kind, row.value) });
        }
        // Marks alone: the value is each row's own.
        if self.panel.dictionary.is_marked_value(row.code) {
            let mut outcome = self.panel.told(column.kind, row, entity);
            outcome.marks.join(&column.marks);
            return Some(outcome);
        }
        // Columns of a year carry the same marks.
        let place = (row.code, entity, year);
        if let Some(known) = self.told.borrow().get(&place) {
            return Some(known.clone());
        }
        let mut outcome = self.panel.told(column.kind, row, entity);
        outcome.marks.join(&column.marks);
        let mut told = self.told.borrow_mut();
        if told.len() >= MOST_TOLD {
            told.clear();
        }
        told.insert(place, outcome.clone());
        Some(outcome)
    }
}

/// An interpreter at a desk.
pub(crate) struct Hands<'d, 'p> {
    pub worker: Interpreter<'d>,
    /// One that is shown finished columns alone: it works rows out again.
    pub second: Interpreter<'d>,
    pub desk: &'d Desk<'d, 'p>,
    /// How many columns are begun, one for the other.
    depth: Cell<usize>,
}

/// Columns begun, each for the one before: beyond, the last is dropped and begun again.
const DEEP: usize = 64;

impl<'d, 'p> Hands<'d, 'p> {
    pub fn at(desk: &'d Desk<'d, 'p>) -> Hands<'d, 'p> {
        let Known { program, facts, choice, .. } = desk.panel;
        let over = |columns: &'d dyn Columns| Interpreter::over(program, facts, choice.clone(), columns);
        Hands { worker: over(desk), second: over(desk.panel), desk, depth: Cell::new(0) }
    }

    /// Works out a column for another that is begun.
    pub fn deeper<T>(&self, work: impl FnOnce() -> T) -> T {
        let depth = self.depth.get();
        self.depth.set(depth.saturating_add(1));
        let done = work();
        self.depth.set(depth);
        done
    }

    pub fn is_deep(&self) -> bool {
        self.depth.get() >= DEEP
    }
}
