//! Which rules are in force for an instance.
//!
//! Rules by year: those of its year, or of the year that was chosen (参照适用). Rules of what an event has, by its day. Where the
//! day is known to the month only, or not at all, and another day would be under other rules, the result is everything that
//! the rules of any possible day give. What a number of the law is stays a matter of the year.

use jiff::civil::Date;
use quanheng_facts::value::{Value, Year};

use super::expression::Frame;
use super::outcome::{Causes, Outcome};
use super::rules::Decision;
use super::{Interpreter, Worked};
use crate::finding::Instance;
use crate::ir::{LawMoment, Rule, RuleIx, Variable};
use crate::possible::Possible;

/// When an instance is, as far as that matters for which rules are in force.
pub(super) struct When {
    /// One moment for each stretch of days with the same rules, in their order; never empty.
    pub moments: Vec<LawMoment>,
    /// The day of the event, where it was looked at.
    pub day: Option<Outcome>,
}

impl Interpreter<'_> {
    pub(super) fn when(&self, variable: &Variable, instance: Instance) -> When {
        let by_year = When { moments: vec![LawMoment { law: self.law_year(instance.year), day: None }], day: None };
        if !variable.is_by_day() {
            return by_year;
        }
        let (Some((table, column)), Some(event)) = (self.program.dated_by(variable), instance.entity) else { return by_year };
        let day = self.read_column_of(table, column, Some(event), &[], Frame::at(instance));
        let end = |value: Option<&Value>| if let Some(Value::Date(day)) = value { Some(*day) } else { None };
        let range = day.possible.range.as_ref();
        let least = end(range.and_then(|r| r.least())).unwrap_or(Date::MIN);
        let greatest = end(range.and_then(|r| r.greatest())).unwrap_or(Date::MAX);
        let (least, greatest) = self.choice.law_as_of.map_or((least, greatest), |law| in_year(law, least, greatest));
        let mut days: Vec<Date> = variable.days_of_change().into_iter().filter(|day| least < *day && *day <= greatest).collect();
        days.insert(0, least);
        let mut moments: Vec<LawMoment> = days.into_iter().map(|day| LawMoment { law: Year(day.year()), day: Some(day) }).collect();
        let versions = |moment: LawMoment| variable.without_base.iter().map(move |span| span.holds_at(moment));
        let rules = |moment: LawMoment| variable.rules.iter().map(move |r| r.is_in_force(moment));
        moments.dedup_by_key(|moment| rules(*moment).chain(versions(*moment)).collect::<Vec<bool>>());
        When { moments, day: Some(day) }
    }

    /// Whether a rule is in force for an instance, or may be.
    pub(super) fn may_be_in_force(&self, variable: &Variable, rule: &Rule, instance: Instance) -> bool {
        self.when(variable, instance).moments.iter().any(|moment| rule.in_force.holds_at(*moment))
    }

    /// Whether a rule is repealed at every moment that the instance may be at.
    pub(super) fn is_repealed(&self, variable: &Variable, rule: &Rule, instance: Instance) -> bool {
        rule.repealed.is_some_and(|repealed| self.when(variable, instance).moments.iter().all(|moment| repealed.holds_at(*moment)))
    }

    /// Applies a variable's rules, bounds and presumptions, whenever the instance may be.
    pub(super) fn apply_rules(&self, variable: &Variable, instance: Instance) -> Worked {
        // By year, as most are.
        if !variable.is_by_day() {
            return self.apply_rules_at(variable, instance, LawMoment { law: self.law_year(instance.year), day: None });
        }
        let When { moments, day } = self.when(variable, instance);
        let mut each = moments.iter().map(|moment| self.apply_rules_at(variable, instance, *moment));
        // Without a day that can be read nothing can be said.
        if let Some(day) = day.as_ref().filter(|day| day.possible.fault) {
            return Worked::plain(Outcome { possible: Possible::faulty(), ..day.clone() });
        }
        // What happened on no day is in no rule's time.
        if day.as_ref().is_some_and(|day| day.possible.is_na()) {
            let decision = Decision { not_in_force: true, ..Decision::default() };
            return Worked { decision, ..Worked::plain(Outcome::certain(Possible::not_applicable())) };
        }
        let Some(first) = each.next() else { return Worked::plain(Outcome::certain(Possible::not_applicable())) };
        let rest: Vec<Worked> = each.collect();
        match day {
            Some(day) if !rest.is_empty() => joined(first, &rest, &day),
            _ => first,
        }
    }
}

/// Everything that the rules of one day or another give.
fn joined(first: Worked, rest: &[Worked], day: &Outcome) -> Worked {
    let all_alike = rest.iter().all(|worked| worked.outcome.possible == first.outcome.possible);
    let spoke = |worked: &Worked| worked.decision.winners.iter().chain(&worked.decision.pending).copied().collect::<Vec<RuleIx>>();
    let mut pending: Vec<RuleIx> = std::iter::once(&first).chain(rest).flat_map(spoke).collect();
    pending.sort_unstable();
    pending.dedup();
    let by_default = first.decision.by_default && rest.iter().all(|worked| worked.decision.by_default);
    let not_in_force = first.decision.not_in_force && rest.iter().all(|worked| worked.decision.not_in_force);
    let causes_apart = std::iter::once(&first).chain(rest).all(|worked| worked.outcome.causes.is_disjoint(&day.causes));
    let mut outcome = rest.iter().fold(first.outcome, |so_far, worked| so_far.hull(&worked.outcome));
    outcome.marks.join(&day.marks);
    if outcome.possible.is_certain() {
        if !outcome.possible.fault {
            outcome.causes = Causes::default();
        }
    } else if !all_alike {
        outcome.causes.join(&day.causes);
        outcome.tight = outcome.tight && day.tight && causes_apart;
    }
    let decision = Decision { pending, by_default, not_in_force, ..Decision::default() };
    Worked { decision, ..Worked::plain(outcome) }
}

/// The same days of another year; a stretch over several years may be any day of it.
pub(super) fn in_year(law: Year, least: Date, greatest: Date) -> (Date, Date) {
    let (Some(first), Some(last)) = (law.first_day(), law.last_day()) else { return (least, greatest) };
    if least.year() != greatest.year() {
        return (first, last);
    }
    // 29 February of a year that has none is the 28th.
    let moved = |day: Date| Date::new(law.0, day.month(), day.day()).or_else(|_| Date::new(law.0, day.month(), 28));
    (moved(least).unwrap_or(first), moved(greatest).unwrap_or(last))
}
