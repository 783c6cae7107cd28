//! When an anchor (以 … 为准) means, and whether a tenure counts then: asked by an evaluator that goes over many tenures.

use std::collections::BTreeSet;

use quanheng_facts::entity::{Dated, PartialDate};
use quanheng_facts::value::{EntityIx, Year};

use crate::finding::Instance;
use crate::interpret::Interpreter;
use crate::interpret::expression::Frame;
use crate::interpret::posts::{Then, in_time, is_known};
use crate::ir::Anchor;

/// Every time that an anchor may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Times {
    thens: Vec<Then>,
    years: BTreeSet<Year>,
    /// It is asked of an event whose day is not one known day.
    pub is_undated: bool,
}

/// Whether a tenure counts at each of some times; `None`: the unknown days decide.
pub type Held = Vec<Option<bool>>;

impl Interpreter<'_> {
    /// Every time that an anchor may mean, read for an entity and a year.
    #[must_use]
    pub fn times_of(&self, at: &Anchor, instance: Instance, entity: Option<EntityIx>, year: Year) -> Times {
        let frame = Frame { entity, year, ..Frame::at(instance) };
        let moment = self.moment_at_hand(frame);
        let thens = self.thens(at, &moment, frame).0;
        let year_of = |then: &Then| match then {
            Then::On(day) if is_known(*day) => Year(day.earliest.year()),
            Then::On(_) => moment.year,
            Then::WholeYear(year) | Then::HalfYear(year) | Then::SomeTimeIn(year) => *year,
        };
        let years = thens.iter().map(year_of).collect();
        let is_undated = !moment.causes.is_empty() || moment.day.is_some_and(|day| !is_known(day));
        Times { thens, years, is_undated }
    }
}

impl Times {
    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.thens.len()
    }

    /// Whether something that lasted so long counts at each of them. `None`: its own days are not known, and may decide.
    #[must_use]
    pub fn held(&self, span: &Dated<()>) -> Option<Held> {
        let known = |day: Option<PartialDate>| day.is_none_or(is_known);
        let held: Held = self.thens.iter().map(|then| in_time(span, *then)).collect();
        (known(span.from) && known(span.to) || held.iter().all(Option::is_some)).then_some(held)
    }

    /// The years in which tenures that nobody entered might matter.
    #[must_use]
    pub fn years(&self) -> &BTreeSet<Year> {
        &self.years
    }
}
