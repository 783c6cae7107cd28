//! When rules are in force: by years, or (of a definition that an event has) by the days of events.

use jiff::civil::Date;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::Year;

use super::{InDays, PackIx, Program, Rule, Variable};

/// In force from one year to another, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    pub from: Option<Year>,
    pub to: Option<Year>,
    /// Of what an event has: by the day of the event; the years are then open at both ends.
    pub days: InDays,
}

/// 停用 … 自: from when a rule is no longer in force, and which pack says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repealed {
    /// The first year in which it is repealed throughout.
    pub from: Year,
    /// The first day, of what an event has, where a day was written.
    pub day: Option<Date>,
    pub pack: PackIx,
}

impl Repealed {
    #[must_use]
    pub fn holds_at(self, moment: LawMoment) -> bool {
        match (self.day, moment.day) {
            (Some(from), Some(day)) => from <= day,
            _ => self.from <= moment.law,
        }
    }

    /// As it was written: a day, or a year.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let day = self.day.map(|day| (day.to_string(), day.to_string()));
        day.unwrap_or_else(|| (format!("{}年度", self.from), self.from.to_string()))
    }
}

/// The moment for which rules are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LawMoment {
    pub law: Year,
    /// Of what an event has, where its rules are dated at all.
    pub day: Option<Date>,
}

impl InForce {
    /// From one year to another.
    #[must_use]
    pub fn years(from: Option<Year>, to: Option<Year>) -> InForce {
        InForce { from, to, days: InDays::default() }
    }

    /// True in that year.
    #[must_use]
    pub fn holds_in(self, year: Year) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    #[must_use]
    pub fn holds_at(self, moment: LawMoment) -> bool {
        self.holds_in(moment.law) && moment.day.is_none_or(|day| self.days.holds_on(day))
    }

    /// The first year of which anything is said, and the last.
    #[must_use]
    pub fn years_named(self) -> [Option<Year>; 2] {
        let year = |day: Date| Year(day.year());
        [self.from.or(self.days.from.map(year)), self.to.or(self.days.to.map(year))]
    }

    /// True where it begins at some time.
    #[must_use]
    pub fn begins(self) -> bool {
        self.from.is_some() || self.days.from.is_some()
    }
}

impl InDays {
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// True if it is open at both ends.
    #[must_use]
    pub fn is_always(self) -> bool {
        self == InDays::default()
    }
}

impl Rule {
    /// True if it is in force then, its repeal included.
    #[must_use]
    pub fn is_in_force(&self, moment: LawMoment) -> bool {
        self.in_force.holds_at(moment) && !self.repealed.is_some_and(|r| r.holds_at(moment))
    }
}

impl Variable {
    /// True if any of its rules is in force by the day of an event.
    #[must_use]
    pub fn is_by_day(&self) -> bool {
        self.rules.iter().map(|r| &r.in_force).chain(&self.without_base).any(|span| !span.days.is_always())
            || self.rules.iter().any(|r| r.repealed.is_some_and(|r| r.day.is_some()))
    }

    /// The days from which other rules of it are in force, in order.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<Date> {
        let mut days: Vec<Date> = Vec::new();
        for span in self.rules.iter().map(|r| &r.in_force).chain(&self.without_base) {
            days.extend(span.days.from);
            days.extend(span.days.to.and_then(|day| day.tomorrow().ok()));
            days.extend(span.from.and_then(Year::first_day));
            days.extend(span.to.and_then(|year| year.plus(1)).and_then(Year::first_day));
        }
        for rule in &self.rules {
            days.extend(rule.repealed.and_then(|r| r.day.or_else(|| r.from.first_day())));
        }
        days.sort_unstable();
        days.dedup();
        days
    }
}

impl Program {
    /// The column by which the rules of a variable are dated: the day of the event that has it. `None`: they are dated by years.
    #[must_use]
    pub fn dated_by(&self, variable: &Variable) -> Option<(TableId, ColumnId)> {
        let table = self.schema.kind(variable.owner?)?.record.filter(|_| !variable.yearly)?;
        Some((table, self.schema.table(table)?.day?))
    }
}
