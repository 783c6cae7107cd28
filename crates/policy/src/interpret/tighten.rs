//! Bounds that are reached: where everything hangs on one unknown with few values, each is tried.
//!
//! Bounds from ranges alone are safe, but where one unknown is read in several places its readings do not move
//! independently. With a single unknown of at most [`MOST_VALUES`] values the result is worked out for each of them, and
//! the bounds are exactly what comes out.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, Year};

use super::outcome::Outcome;
use super::{Interpreter, Pin, Pins};
use crate::finding::{Cause, Instance};
use crate::possible::{Possible, Range};

/// The most values that are tried one by one.
const MOST_VALUES: usize = 256;

impl Interpreter<'_> {
    /// The outcome with bounds as tight as one unknown allows.
    pub(super) fn tightened(&self, instance: Instance, outcome: &Outcome) -> Outcome {
        if outcome.possible.is_certain() || outcome.tight {
            return outcome.clone();
        }
        // A fault, and a signature that would open another way, are no unknowns of their own.
        let mut causes = outcome.causes.iter().filter(|c| !matches!(c, Cause::NotSigned { .. } | Cause::Rule { .. }));
        let (Some(cause), None) = (causes.next(), causes.next()) else { return outcome.clone() };
        let Some((pin, values)) = self.values_of(cause) else { return outcome.clone() };
        let mut whole: Option<Possible> = None;
        let mut each_known = true;
        for value in values {
            let run = self.varied(Pins::from([(pin.clone(), Possible::value(value))]));
            let one = run.work(instance).outcome.possible.clone();
            each_known = each_known && one.is_certain();
            whole = Some(match whole {
                None => one,
                Some(so_far) => so_far.hull(one),
            });
        }
        match whole {
            // A single value for every filling-in: the unknown does not matter after all.
            Some(possible) if each_known => {
                let certain = possible.is_certain() && !possible.fault;
                let causes = if certain { Default::default() } else { outcome.causes.clone() };
                Outcome { possible, causes, tight: true, ..outcome.clone() }
            }
            _ => outcome.clone(),
        }
    }

    /// What to pin, and every value it can take, where there are few.
    fn values_of(&self, cause: &Cause) -> Option<(Pin, Vec<Value>)> {
        match cause {
            Cause::Cell { table, column: Some(column), entity: Some(entity), year, keys } => {
                let schema = self.program.schema.table(*table)?.column(*column)?;
                let pin = Pin::Column { table: *table, column: *column, entity: *entity, year: *year, keys: keys.clone() };
                Some((pin, self.few(&self.column_range(schema), &schema.ty)?))
            }
            Cause::Open(id) => {
                let open = self.program.opens.get(id.at())?;
                let range = self.pin(&Pin::Open(*id)).and_then(|p| p.range.clone()).unwrap_or_else(|| self.whole_range(&open.ty));
                let values = if open.options.is_empty() { self.few(&range, &open.ty)? } else { open.options.clone() };
                Some((Pin::Open(*id), values))
            }
            Cause::Given(instance) => {
                let variable = self.program.variable(instance.variable)?;
                let pin = Pin::Variable(*instance);
                let range = self.pin(&pin)?.range.clone()?;
                Some((pin, self.few(&range, &variable.ty)?))
            }
            _ => None,
        }
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
