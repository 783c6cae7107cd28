//! Bounds that are reached: where everything hangs on one unknown with few values, each is tried.
//!
//! Bounds from ranges alone are safe, but where one unknown is read in several places its readings do not move
//! independently. With a single unknown of at most [`MOST_VALUES`] values the result is worked out for each of them, and
//! the bounds are exactly what comes out.

use std::rc::Rc;

use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{Blank, ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Type, Value, Year};

use super::outcome::Outcome;
use super::read::is_of_nobody;
use super::trail::Followed;
use super::{Interpreter, Pin, Pins};
use crate::finding::{Cause, Instance};
use crate::possible::{Possible, Range};

/// The most values that are tried one by one.
const MOST_VALUES: usize = 256;

impl Interpreter<'_> {
    /// The outcome with bounds as tight as one unknown allows; found once for all rows that are alike where columns keep it.
    pub(super) fn tightened(&self, instance: Instance, outcome: &Outcome) -> Outcome {
        if outcome.possible.is_certain() || outcome.tight {
            return outcome.clone();
        }
        let Some(columns) = self.columns.filter(|_| self.trial_of_nobody() && !self.has_pins()) else {
            return self.each_tried(instance, outcome, None);
        };
        if let Some(known) = columns.tightened(instance) {
            return Outcome { marks: outcome.marks.clone(), ..known };
        }
        let followed = Followed::of(self, instance);
        let tightened = self.each_tried(instance, outcome, followed.as_ref());
        if let Some(followed) = followed {
            columns.keep_tightened(instance, &tightened, &followed.trail());
        }
        tightened
    }

    /// Each value of the one unknown is tried.
    fn each_tried(&self, instance: Instance, outcome: &Outcome, followed: Option<&Rc<Followed>>) -> Outcome {
        // A fault, and a signature that would open another way, are no unknowns of their own.
        let mut causes = outcome.causes.iter().filter(|c| !matches!(c, Cause::NotSigned { .. } | Cause::Rule { .. }));
        let (Some(cause), None) = (causes.next(), causes.next()) else { return outcome.clone() };
        if let Some(followed) = followed {
            followed.cause(cause);
        }
        let Some((pin, values)) = self.values_of(cause) else { return outcome.clone() };
        let mut whole: Option<Outcome> = None;
        let mut each_known = true;
        for value in values {
            let run = Interpreter { followed: followed.map(Rc::clone), ..self.varied(Pins::from([(pin.clone(), value)])) };
            let one = run.work(instance).outcome.clone();
            each_known = each_known && one.possible.is_certain();
            whole = Some(match whole {
                None => one,
                Some(so_far) => so_far.hull(&one),
            });
        }
        match whole {
            Some(whole) if each_known => {
                // A single value for every filling-in: the unknown does not matter after all. A fault each time: it is no cause,
                // only what is at fault is.
                let causes = match &whole.possible {
                    possible if possible.is_fault() => whole.causes.clone(),
                    possible if possible.is_certain() => Default::default(),
                    _ => outcome.causes.clone(),
                };
                Outcome { possible: whole.possible, causes, tight: true, in_conflict: whole.in_conflict, ..outcome.clone() }
            }
            _ => outcome.clone(),
        }
    }

    /// What to pin, and everything it can turn out to be, where that is little.
    fn values_of(&self, cause: &Cause) -> Option<(Pin, Vec<Possible>)> {
        match cause {
            Cause::Cell { table, column: Some(column), entity, year, keys } => {
                let pin = Pin::Column { table: *table, column: *column, entity: *entity, year: *year, keys: keys.clone() };
                let ty = self.program.schema.table(*table)?.column(*column)?.ty.clone();
                let possible = match self.pin(&pin) {
                    Some(given) => given.clone(),
                    None => self.cell_can_be(*table, *column, *entity, *year, keys)?,
                };
                Some((pin, self.each(&possible, &ty)?))
            }
            Cause::Open(id) => {
                // Rules that may be missing are no value that could be tried.
                let open = self.program.opens.get(id.at()).filter(|open| !open.is_of_rules())?;
                let range = self.pin(&Pin::Open(*id)).and_then(|p| p.range.clone()).unwrap_or_else(|| self.whole_range(&open.ty));
                let values = if open.options.is_empty() { self.few(&range, &open.ty)? } else { open.options.clone() };
                Some((Pin::Open(*id), values.into_iter().map(Possible::value).collect()))
            }
            Cause::Judgement { instance, .. } => {
                let variable = self.program.variable(instance.variable)?;
                let values = self.few(&self.whole_range(&variable.ty), &variable.ty)?;
                Some((Pin::Variable(*instance), values.into_iter().map(Possible::value).collect()))
            }
            Cause::Given(instance) => {
                let variable = self.program.variable(instance.variable)?;
                let pin = Pin::Variable(*instance);
                let values = self.each(self.pin(&pin)?, &variable.ty)?;
                Some((pin, values))
            }
            _ => None,
        }
    }

    /// What a cell that is not known can hold: what its row leaves open, else anything of its column; 不适用 where it may
    /// turn out to be empty for "none".
    fn cell_can_be(
        &self,
        table: TableId,
        column: ColumnId,
        entity: Option<EntityIx>,
        year: Option<Year>,
        keys: &[Value],
    ) -> Option<Possible> {
        let schema = self.program.schema.table(table)?;
        let column_schema = schema.column(column)?;
        // Of nobody: of a table that is nobody's, with one row a key.
        if entity.is_none() && (!is_of_nobody(schema) || schema.many_rows) {
            return None;
        }
        let key = Self::full_key(schema, entity, year.unwrap_or(Year(1)), keys);
        let mut rows = self.facts.rows(table, &key);
        let row = rows.next();
        if rows.next().is_some() {
            return None;
        }
        let within = row.as_deref().and_then(|r| Facts::cell(r, column)).and_then(|cell| match &cell.held {
            Held::Between(least, greatest) => Some(Range::between(Some(least.clone()), Some(greatest.clone()))),
            Held::Exactly(_) => None,
        });
        let na = row.is_none() && column_schema.blank == Blank::Absent;
        Some(Possible { na, ..Possible::range(within.unwrap_or_else(|| self.column_range(column_schema))) })
    }

    fn each(&self, possible: &Possible, ty: &Type) -> Option<Vec<Possible>> {
        let mut all: Vec<Possible> = self.few(possible.range.as_ref()?, ty)?.into_iter().map(Possible::value).collect();
        if possible.na {
            all.push(Possible::not_applicable());
        }
        (!possible.fault).then_some(all)
    }

    fn few(&self, range: &Range, ty: &Type) -> Option<Vec<Value>> {
        if let Some(listed) = self.listed(range, ty) {
            return Some(listed);
        }
        let values: Vec<Value> = match (ty, range.least()?, range.greatest()?) {
            (Type::Integer { .. }, Value::Number(least), Value::Number(greatest)) => {
                let (least, greatest) = (least.to_integer()?, greatest.to_integer()?);
                let count = greatest.checked_sub(least)?;
                if usize::try_from(count).ok()? >= MOST_VALUES {
                    return None;
                }
                (least..=greatest).map(|n| Value::Number(Exact::integer(n))).collect()
            }
            (Type::Year, Value::Year(least), Value::Year(greatest)) => (least.0..=greatest.0).map(|y| Value::Year(Year(y))).collect(),
            _ => return None,
        };
        (values.len() <= MOST_VALUES).then_some(values)
    }
}
