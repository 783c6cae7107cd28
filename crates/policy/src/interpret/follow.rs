//! Whose value is read, with which further indexes: the entity at hand, its superior, or the entity that an expression gives.
//!
//! In: a [`Whose`], index expressions, and what to read once they are known. Out: what is read; where the entity or an index
//! is not known, everything it could be. Records (events, tenures) are found here by the entities they concern.

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::entity::MOST_LEVELS;
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use super::outcome::Outcome;
use crate::ir::{Args, Expr, Whose};
use crate::possible::{Possible, Range};

/// The records of one table by the entity that one of their columns names; `None`: the cell is not one known entity.
pub(super) type ByConcern = Rc<BTreeMap<Option<EntityIx>, Vec<EntityIx>>>;

impl Interpreter<'_> {
    /// Reads at whoever is meant. `ty` is the type of what is read.
    pub(super) fn read_at(&self, whose: &Whose, frame: Frame<'_>, ty: &Type, read: &dyn Fn(Option<EntityIx>) -> Outcome) -> Outcome {
        let na = || Outcome::certain(Possible::not_applicable());
        match whose {
            Whose::Nobody => read(None),
            Whose::Own => frame.entity.map_or_else(na, |e| read(Some(e))),
            Whose::Superior(kind) => self.superior(*kind, frame).map_or_else(na, |e| read(Some(e))),
            Whose::Of(expr) => {
                let who = self.eval(expr, frame);
                let among = |value: &Value| if let Value::Entity(e) = value { Some(*e) } else { None };
                let entities: Option<Vec<EntityIx>> = match &who.possible.range {
                    None => Some(Vec::new()),
                    Some(range) => self.listed(range, &expr.ty).map(|all| all.iter().filter_map(among).collect()),
                };
                let rest = Possible { range: None, na: who.possible.na, fault: who.possible.fault };
                let Some(entities) = entities else {
                    let anything = Possible { na: true, ..Possible::range(self.whole_range(ty)) };
                    return Outcome::from_parts(rest.hull(anything), [&who]);
                };
                let each: Vec<Outcome> = entities.iter().map(|e| read(Some(*e)).as_read()).collect();
                let possible = each.iter().fold(rest, |so_far, one| so_far.hull(one.possible.clone()));
                Outcome::from_parts(possible, std::iter::once(&who).chain(&each))
            }
        }
    }

    /// Whom an expression reads, where that is known: the entity itself, its superior, the one it names, or nobody.
    pub(super) fn whose(&self, whose: &Whose, frame: Frame<'_>) -> Option<EntityIx> {
        match whose {
            Whose::Own => frame.entity,
            Whose::Nobody => None,
            Whose::Superior(kind) => self.superior(*kind, frame),
            Whose::Of(expr) => match self.eval(expr, frame).possible.known() {
                Some(Value::Entity(entity)) => Some(*entity),
                _ => None,
            },
        }
    }

    fn superior(&self, kind: KindId, frame: Frame<'_>) -> Option<EntityIx> {
        let mut at = frame.entity;
        // Intake has told of a register that goes deeper.
        for _ in 0..MOST_LEVELS {
            let superior = self.facts.entities.superior_of(at?)?;
            if self.program.schema.is_kind(self.facts.entities.kind_of(superior)?, kind) {
                return Some(superior);
            }
            at = Some(superior);
        }
        None
    }

    /// Evaluates further indexes; `Err`: what comes out instead, where one of them is not one value.
    pub(super) fn index_values(&self, args: &[Expr], ty: &Type, frame: Frame<'_>) -> Result<Args, Box<Outcome>> {
        if args.is_empty() {
            return Ok(Args::default());
        }
        let read: Vec<Outcome> = args.iter().map(|a| self.eval(a, frame)).collect();
        let known: Option<Vec<Value>> = read.iter().map(|o| o.possible.known().cloned()).collect();
        if let Some(args) = known.and_then(|values| Args::of(&values)) {
            return Ok(args);
        }
        let na = read.iter().any(|o| o.possible.is_na());
        let fault = read.iter().any(|o| o.possible.fault);
        let range = if na || read.iter().any(|o| o.possible.is_fault()) { None } else { Some(self.whole_range(ty)) };
        Err(Box::new(Outcome::from_parts(Possible { range, na: true, fault }, &read)))
    }

    /// The value of a further index of the instance at hand.
    pub(super) fn index_at_hand(&self, at: usize, frame: Frame<'_>) -> Outcome {
        match frame.instance.args.0.get(at).copied().flatten() {
            Some(arg) => Outcome::certain(Possible::value(arg.value())),
            None => Outcome::certain(Possible::not_applicable()),
        }
    }

    /// The year to which a record belongs: that of its day (of an event), or in which it begins (of a tenure).
    pub(crate) fn year_of_record(&self, entity: EntityIx) -> Option<Year> {
        self.program.schema.kind(self.facts.entities.kind_of(entity)?)?.record?;
        self.facts.entities.exists(entity)?.from.map(|day| Year(day.earliest.year()))
    }

    /// The records of a table by the entity in one of their columns.
    pub(super) fn records_by(&self, table: TableId, column: ColumnId) -> ByConcern {
        // They are the same whatever else is given.
        if let Some(run) = self.varies {
            return run.records_by(table, column);
        }
        if let Some(known) = self.records.borrow().get(&(table, column)) {
            return Rc::clone(known);
        }
        let mut by: BTreeMap<Option<EntityIx>, Vec<EntityIx>> = BTreeMap::new();
        for row in self.facts.rows_for(table, &[], column, None) {
            let Some(Value::Entity(record)) = row.keys.first() else { continue };
            let concerns = match Facts::cell(&row, column).map(|c| &c.held) {
                Some(Held::Exactly(Value::Entity(entity))) => Some(*entity),
                _ => None,
            };
            by.entry(concerns).or_default().push(*record);
        }
        let by = Rc::new(by);
        self.records.borrow_mut().insert((table, column), Rc::clone(&by));
        by
    }

    /// Whether a record touches the year at hand; without one, whether it is there at all.
    pub(super) fn touches(&self, record: EntityIx, year: Option<Year>) -> Option<bool> {
        let Some(year) = year else { return Some(true) };
        let (Some(exists), Some(first), Some(last)) = (self.facts.entities.exists(record), year.first_day(), year.last_day()) else {
            return Some(false);
        };
        if !exists.may_overlap(first, last) {
            return Some(false);
        }
        // Surely, whatever the unknown days are: its beginning is in time, and its end is not before.
        let surely = exists.from.is_none_or(|f| f.latest <= last) && exists.to.is_none_or(|t| t.earliest >= first);
        surely.then_some(true)
    }

    /// Every value a truth can have, as an outcome that says why.
    pub(super) fn either(&self, truth: Option<bool>, why: crate::finding::Cause) -> Outcome {
        match truth {
            Some(truth) => Outcome::certain(Possible::truth(truth)),
            None => Outcome::unknown(Possible::range(Range::either()), why),
        }
    }
}
