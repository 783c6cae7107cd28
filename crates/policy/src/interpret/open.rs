//! Open values: what was settled, by a pack or by an office, else everything they may be chosen from.

use std::collections::BTreeSet;

use quanheng_facts::schema::SettingId;
use quanheng_facts::value::{Type, Value, Year};

use super::outcome::{Marks, Outcome};
use super::{Interpreter, Pin};
use crate::finding::{Cause, Mark};
use crate::ir::{Open, OpenId};
use crate::possible::Possible;

impl Interpreter<'_> {
    /// What an open value is in a year.
    pub(super) fn eval_open(&self, id: OpenId, year: Year) -> Outcome {
        let outcome = self.open_value(id, year);
        self.saw_number(|| Pin::Open(id), &outcome.possible);
        outcome
    }

    fn open_value(&self, id: OpenId, year: Year) -> Outcome {
        if let Some(value) = self.choice.opens.get(&id) {
            return Outcome { marks: Marks::one(Mark::WhatIfOpen(id)), ..Outcome::certain(Possible::value(value.clone())) };
        }
        let Some(open) = self.program.opens.get(id.at()) else { return Outcome::certain(Possible::not_applicable()) };
        // Given as unknown and no more: it may still only be what it may be chosen from.
        let anything = Possible::range(self.whole_range(&open.ty));
        let given = self.pin(&Pin::Open(id));
        if let Some(given) = given.filter(|given| open.options.is_empty() || **given != anything) {
            let outcome = Outcome::certain(given.clone());
            return if given.is_certain() { outcome } else { Outcome::unknown(given.clone(), Cause::Open(id)) };
        }
        if given.is_none()
            && let Some((value, mark)) = self.settled(id, open, year)
        {
            return Outcome { marks: Marks::one(mark), ..Outcome::certain(Possible::value(value.clone())) };
        }
        let options: BTreeSet<Value> = open.options.iter().cloned().collect();
        let range = if options.is_empty() { self.whole_range(&open.ty) } else { self.range_among(options, &open.ty) };
        Outcome::unknown(Possible::range(range), Cause::Open(id))
    }

    /// 设 of a pack, else the row of 设定 in force on the last day of the year.
    fn settled<'s>(&'s self, id: OpenId, open: &'s Open, year: Year) -> Option<(&'s Value, Mark)> {
        if let Some(settled) = &open.settled {
            return Some((&settled.value, Mark::Settled(id)));
        }
        let (nth, setting) = self.facts.setting(SettingId(id.0), year.last_day()?)?;
        Some((&setting.value, Mark::SetByOffice { open: id, nth }))
    }

    /// An outcome that no rule gave, where rules may still be missing: until they are completed it may be anything.
    pub(super) fn unless_completed(&self, outcome: Outcome, id: OpenId, ty: &Type, year: Year) -> Outcome {
        let completed = self.eval_open(id, year);
        // The first of the two values the type has: 已补齐.
        if completed.causes.is_empty() && matches!(completed.possible.known(), Some(Value::Enum(_, 0))) {
            return Outcome { marks: outcome.marks.clone().joined(&completed.marks), ..outcome };
        }
        outcome.hull(&Outcome::unknown(Possible::range(self.whole_range(ty)), Cause::Open(id)))
    }
}
