//! What is gathered from many: counts in windows, sums and extremes; and days a length after others.
//!
//! A window holds events; it is completed by its last one, and booked to the year of that one. Where days are known only to the
//! month, or it is not sure that an event counts, the count lies between what every way of filling in gives and what some way
//! can give. 不适用 among many adds nothing and is compared with nothing.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use quanheng_facts::entity::{MOST_LEVELS, PartialDate};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::RowRef;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, LengthUnit, Value, Year};

use super::Interpreter;
use super::arithmetic::{self, combine};
use super::expression::Frame;
use super::outcome::Outcome;
use super::read::Standing;
use crate::finding::{Cause, Fault, Instance};
use crate::ir::{DayUnit, Expr, ExprKind, Gather, GatherKind, Over};
use crate::possible::{Possible, Range};
use crate::syntax::tree::Arithmetic;

/// An event that may lie in a window.
struct Dated {
    record: EntityIx,
    counts: Outcome,
    day: PartialDate,
}

impl Dated {
    fn sure(&self) -> bool {
        self.counts.possible.as_truth() == Some(true)
    }
}

/// Of 任意连续十二个月 and 自然年度.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Window {
    CalendarYear,
    TwelveMonths,
}

fn window_of(rank: u32) -> Window {
    if rank == 0 { Window::CalendarYear } else { Window::TwelveMonths }
}

/// The first day that no longer belongs to a window that begins on this one.
fn twelve_months_on(day: Date) -> Date {
    day.checked_add(12.months()).unwrap_or(Date::MAX)
}

/// What is gone over: whom or which row, and whether it counts.
struct Member<'f> {
    at: Frame<'f>,
    row: Option<RowRef<'f>>,
    counts: Outcome,
}

impl Member<'_> {
    fn frame(&self) -> Frame<'_> {
        Frame { row: self.row.as_deref().or(self.at.row), ..self.at }
    }
}

impl Interpreter<'_> {
    pub(super) fn gather(&self, gather: &Gather, frame: Frame<'_>) -> Outcome {
        match (gather.kind, gather.of.as_slice()) {
            (GatherKind::Window, [count, window]) => self.count_in_window(count, window, frame),
            (GatherKind::Exists | GatherKind::Count, [count]) => {
                let (members, missing) = self.members_of(count, true, frame);
                let each: Vec<Outcome> = members.into_iter().map(|m| m.counts).collect();
                if gather.kind == GatherKind::Exists { super::read::any_of(each, missing) } else { super::read::number_of(each, missing) }
            }
            (GatherKind::Sum { under }, [count, value]) => self.sum_of(count, value, under, frame),
            (GatherKind::Extreme { greatest, under }, [count, value]) => self.extreme_of(count, value, (greatest, under), frame),
            (GatherKind::Present { greatest }, of) => {
                let each: Vec<Outcome> = of.iter().map(|e| self.eval(e, frame)).collect();
                Outcome::from_parts(of_those_present(greatest, each.iter().map(|o| (o.possible.clone(), true))), &each)
            }
            (GatherKind::DayAfter(unit), [day, count]) => self.day_after(day, count, unit, frame),
            (GatherKind::Calendar(part), [of]) => self.calendar(part, of, frame),
            _ => Outcome::certain(Possible::not_applicable()),
        }
    }

    // ---- over many

    fn members_of<'f>(&'f self, count: &'f Expr, under: bool, frame: Frame<'f>) -> (Vec<Member<'f>>, Option<BTreeSet<Cause>>) {
        let ExprKind::Count { over, when } = &count.kind else { return (Vec::new(), None) };
        let when = when.as_deref();
        let counts = |there: Frame<'_>| when.map_or_else(|| Outcome::certain(Possible::truth(true)), |w| self.eval(w, there));
        match over {
            Over::Entities { kind, among: None } => {
                let below = |e: &EntityIx| !under || frame.entity.is_some_and(|at| self.lies_below(*e, at));
                let members: Vec<EntityIx> = self.members(*kind, frame.year).iter().copied().filter(below).collect();
                let each = members.into_iter().map(|e| Member { at: frame.of(e), row: None, counts: counts(frame.of(e)) });
                (each.collect(), None)
            }
            Over::Entities { .. } => (Vec::new(), None),
            Over::Records { table, concerns } => {
                let each = self.each_record(*table, *concerns, when, frame);
                let members = each.into_iter().map(|(record, counts)| Member { at: frame.of(record), row: None, counts }).collect();
                (members, self.missing_records(*table, *concerns, frame))
            }
            Over::Rows { table, keys } => {
                let keys: Option<Vec<Value>> = keys.iter().map(|k| self.eval(k, frame).possible.known().cloned()).collect();
                let (Some(keys), Some(schema)) = (keys, self.program.schema.table(*table)) else {
                    return (Vec::new(), Some(BTreeSet::new()));
                };
                let key = Self::full_key(schema, frame.entity, frame.year, &keys);
                let rows = self.facts.rows(*table, &key);
                // On a row nothing is assumed any longer.
                let at = Frame { assumed: &[], ..frame };
                let members = rows.map(|row| Member { counts: counts(frame.on(&row)), at, row: Some(row) }).collect();
                let missing = match self.standing(*table, frame.entity, frame.year, &keys, frame) {
                    Standing::Closed => None,
                    Standing::Open(causes) => Some(causes),
                };
                (members, missing)
            }
        }
    }

    /// True if an entity's superiors lead to another.
    fn lies_below(&self, entity: EntityIx, above: EntityIx) -> bool {
        let mut at = self.facts.entities.superior_of(entity);
        // Intake has told of a register that goes deeper.
        for _ in 0..MOST_LEVELS {
            match at {
                Some(here) if here == above => return true,
                Some(here) => at = self.facts.entities.superior_of(here),
                None => return false,
            }
        }
        false
    }

    fn sum_of(&self, count: &Expr, value: &Expr, under: bool, frame: Frame<'_>) -> Outcome {
        let (members, missing) = self.members_of(count, under, frame);
        sum_of_each(self.valued(members, value), missing, frame.instance)
    }

    fn extreme_of(&self, count: &Expr, value: &Expr, (greatest, under): (bool, bool), frame: Frame<'_>) -> Outcome {
        let (members, missing) = self.members_of(count, under, frame);
        extreme_of_each(greatest, self.valued(members, value), missing)
    }

    /// What those come to that count, or may.
    fn valued(&self, members: Vec<Member<'_>>, value: &Expr) -> Vec<Valued> {
        let there = members.into_iter().filter(|member| member.counts.possible.as_truth() != Some(false));
        there.map(|member| Valued { value: self.eval(value, member.frame()).as_read(), counts: member.counts }).collect()
    }

    // ---- windows

    /// The events near the year at hand that count, or may.
    fn dated_records(&self, count: &Expr, frame: Frame<'_>) -> Option<(TableId, Option<ColumnId>, Vec<Dated>)> {
        let ExprKind::Count { over: Over::Records { table, concerns }, when } = &count.kind else { return None };
        let (from, to) = (frame.year.plus(-1)?.first_day()?, frame.year.last_day()?);
        let each = self.each_record_between(*table, *concerns, when.as_deref(), Some((from, to)), frame);
        let dated = each.into_iter().filter(|(_, o)| o.possible.as_truth() != Some(false)).filter_map(|(record, counts)| {
            let day = self.facts.entities.exists(record)?.from?;
            Some(Dated { record, counts, day })
        });
        Some((*table, *concerns, dated.collect()))
    }

    fn count_in_window(&self, count: &Expr, window: &Expr, frame: Frame<'_>) -> Outcome {
        let Some((table, concerns, events)) = self.dated_records(count, frame) else {
            return Outcome::certain(Possible::not_applicable());
        };
        let option = self.eval(window, frame);
        let windows = self.windows_left(&option);
        let number = |n: usize| Value::Number(Exact::integer(i128::try_from(n).unwrap_or(i128::MAX)));
        let mut possible: Option<Possible> = None;
        let mut open: BTreeSet<Cause> = BTreeSet::new();
        for window in &windows {
            let (least, most) = bounds(&events, frame.year, *window);
            let years = match window {
                Window::CalendarYear => vec![frame.year],
                Window::TwelveMonths => frame.year.plus(-1).into_iter().chain([frame.year]).collect(),
            };
            let missing: BTreeSet<Cause> =
                years.into_iter().filter_map(|y| self.missing_records(table, concerns, frame.in_year(y))).flatten().collect();
            let most = if missing.is_empty() { Some(number(most)) } else { None };
            open.extend(missing);
            let one = Possible::range(Range::between(Some(number(least)), most));
            possible = Some(match possible {
                None => one,
                Some(so_far) => so_far.hull(one),
            });
        }
        let faulty = events.iter().any(|e| e.counts.possible.fault);
        let possible = Possible { fault: faulty, ..possible.unwrap_or_else(Possible::not_applicable) };
        let waiting = (!open.is_empty()).then(|| Outcome::unknown_for(Possible::range(Range::either()), open));
        let day = self.program.schema.table(table).and_then(|t| t.day);
        let partial: Vec<Outcome> = events
            .iter()
            .filter(|e| e.day.earliest != e.day.latest)
            .map(|e| {
                let cause = Cause::Cell { table, column: day, entity: Some(e.record), year: None, keys: Vec::new() };
                Outcome::unknown(Possible::range(Range::either()), cause)
            })
            .collect();
        let mut outcome =
            Outcome::from_parts(possible, events.iter().map(|e| &e.counts).chain(waiting.as_ref()).chain(&partial).chain([&option]));
        outcome.tight = outcome.tight && partial.len() <= 1;
        outcome
    }

    fn windows_left(&self, option: &Outcome) -> Vec<Window> {
        match &option.possible.range {
            Some(Range::One(Value::Enum(_, rank))) => vec![window_of(*rank)],
            Some(Range::Among(values)) => {
                values.iter().filter_map(|v| if let Value::Enum(_, rank) = v { Some(window_of(*rank)) } else { None }).collect()
            }
            Some(_) => vec![Window::CalendarYear, Window::TwelveMonths],
            None => Vec::new(),
        }
    }

    /// The events of the windows that are completed in the year at hand, each with whether that is sure: what a conclusion ran through;
    /// and why it is not sure of some.
    pub(super) fn counted_in_window(&self, count: &Expr, window: &Expr, frame: Frame<'_>) -> (Vec<(EntityIx, bool)>, BTreeSet<Cause>) {
        let Some((table, _, events)) = self.dated_records(count, frame) else { return Default::default() };
        let option = self.eval(window, frame);
        let windows = self.windows_left(&option);
        let (Some(first), Some(last)) = (frame.year.first_day(), frame.year.last_day()) else { return Default::default() };
        let day = self.program.schema.table(table).and_then(|t| t.day);
        let without_day = events.iter().filter(|e| e.day.earliest != e.day.latest);
        let mut why: BTreeSet<Cause> =
            without_day.map(|e| Cause::Cell { table, column: day, entity: Some(e.record), year: None, keys: Vec::new() }).collect();
        why.extend(events.iter().map(|e| &e.counts).chain([&option]).flat_map(|o| o.causes.to_set()));
        let mut found = Vec::new();
        for event in &events {
            let in_one = |window: &Window, sure: bool| {
                events.iter().any(|end| {
                    let own = end.record == event.record;
                    let ends_here = if sure {
                        end.sure() && first <= end.day.earliest && end.day.latest <= last
                    } else {
                        end.day.earliest <= last && first <= end.day.latest
                    };
                    let before = own || if sure { event.day.latest <= end.day.earliest } else { event.day.earliest <= end.day.latest };
                    let near = own
                        || match (window, sure) {
                            (Window::CalendarYear, true) => first <= event.day.earliest && event.day.latest <= last,
                            (Window::CalendarYear, false) => event.day.earliest <= last && first <= event.day.latest,
                            (Window::TwelveMonths, true) => twelve_months_on(event.day.earliest) > end.day.latest,
                            (Window::TwelveMonths, false) => twelve_months_on(event.day.latest) > end.day.earliest,
                        };
                    ends_here && before && near
                })
            };
            if windows.iter().any(|w| in_one(w, false)) {
                found.push((event.record, event.sure() && windows.iter().all(|w| in_one(w, true))));
            }
        }
        (found, why)
    }

    // ---- days

    fn day_after(&self, day: &Expr, count: &Expr, unit: DayUnit, frame: Frame<'_>) -> Outcome {
        let (day, count) = (self.eval(day, frame), self.eval(count, frame));
        let rest = Possible { range: None, na: day.possible.na || count.possible.na, fault: day.possible.fault || count.possible.fault };
        let (Some(days), Some(numbers)) = (&day.possible.range, &count.possible.range) else {
            return Outcome::from_parts(rest, [&day, &count]);
        };
        let mut failed = false;
        let mut moved = |day: Option<&Value>, by: Option<&Value>| match (day, by) {
            (Some(Value::Date(day)), Some(Value::Length(count, unit))) => {
                let unit = match unit {
                    LengthUnit::Year => Some(DayUnit::Years),
                    LengthUnit::Month => Some(DayUnit::Months),
                    LengthUnit::Day => Some(DayUnit::Days),
                    // These need a calendar, or a clock.
                    LengthUnit::WorkingDay | LengthUnit::Hour => None,
                };
                let later = unit.and_then(|unit| later(*day, i128::from(*count), unit));
                failed |= later.is_none();
                later.map(Value::Date)
            }
            (Some(Value::Date(day)), Some(Value::Number(by))) => {
                let later = by.to_integer().and_then(|n| later(*day, n, unit));
                failed |= later.is_none();
                later.map(Value::Date)
            }
            _ => None,
        };
        let least = moved(days.least(), numbers.least());
        let greatest = moved(days.greatest(), numbers.greatest());
        let possible =
            if failed { Possible { fault: true, ..rest } } else { Possible { range: Some(Range::between(least, greatest)), ..rest } };
        let outcome = Outcome::from_parts(possible, [&day, &count]);
        if !failed {
            return outcome;
        }
        let blamed = Outcome::fault(frame.instance, Vec::new(), Fault::Arithmetic);
        Outcome { causes: outcome.causes.clone().joined(&blamed.causes), ..outcome }
    }
}

/// A day so much later; where a month has no such day, the last of that month.
pub(super) fn later(day: Date, by: i128, unit: DayUnit) -> Option<Date> {
    let by = i64::try_from(by).ok().filter(|n| n.unsigned_abs() < 10_000_000)?;
    let span = match unit {
        DayUnit::Years => jiff::Span::new().try_years(by),
        DayUnit::Months => jiff::Span::new().try_months(by),
        DayUnit::Days => jiff::Span::new().try_days(by),
        DayUnit::AsValue => return None,
    };
    day.checked_add(span.ok()?).ok().filter(|d| (1..=9999).contains(&d.year()))
}

/// One of many that counts, or may, with what it comes to.
pub(super) struct Valued {
    pub counts: Outcome,
    pub value: Outcome,
}

/// Added up, where more may be missing.
pub(super) fn sum_of_each(each: Vec<Valued>, missing: Option<BTreeSet<Cause>>, instance: Instance) -> Outcome {
    let nought = Possible::value(Value::Number(Exact::ZERO));
    let mut sum = nought.clone();
    let mut parts = Vec::new();
    for Valued { counts, value } in each {
        // What is 不适用 adds nothing.
        let mut part = if value.possible.na && !value.possible.is_fault() {
            let there = Possible { na: false, ..value.possible.clone() };
            if there.range.is_some() { there.hull(nought.clone()) } else { Possible { fault: there.fault, ..nought.clone() } }
        } else {
            value.possible.clone()
        };
        if counts.possible.as_truth().is_none() {
            part = part.hull(nought.clone());
        }
        if counts.possible.fault {
            part = Possible { fault: true, range: part.range.filter(|_| counts.possible.range.is_some()), ..part };
        }
        sum = combine(Arithmetic::Add, &sum, &part);
        parts.extend([value, counts]);
    }
    let waiting = missing.map(|causes| Outcome::unknown_for(Possible::range(Range::either()), causes));
    if waiting.is_some() && !sum.is_fault() {
        sum.range = Some(Range::Between { least: None, greatest: None });
    }
    let failed = sum.fault && !parts.iter().any(|p| p.possible.fault);
    let outcome = Outcome::from_parts(sum, parts.iter().chain(waiting.as_ref())).with_many_cells_as_one();
    if !failed {
        return outcome;
    }
    let blamed = Outcome::fault(instance, Vec::new(), Fault::Arithmetic);
    Outcome { causes: outcome.causes.clone().joined(&blamed.causes), ..outcome }
}

/// The greatest or least of those that have a value, where more may be missing.
pub(super) fn extreme_of_each(greatest: bool, each: Vec<Valued>, missing: Option<BTreeSet<Cause>>) -> Outcome {
    let of = |Valued { counts, value }: &Valued| {
        let possible = Possible { fault: value.possible.fault || counts.possible.fault, ..value.possible.clone() };
        (possible, counts.possible.as_truth() == Some(true))
    };
    let mut possible = of_those_present(greatest, each.iter().map(of));
    let waiting = missing.map(|causes| Outcome::unknown_for(Possible::range(Range::either()), causes));
    if waiting.is_some() && !possible.is_fault() {
        // One that is not entered may be further out.
        let (least, most) = match &possible.range {
            Some(range) if !possible.na => (range.least().cloned(), range.greatest().cloned()),
            _ => (None, None),
        };
        possible.range = Some(if greatest { Range::between(least, None) } else { Range::between(None, most) });
    }
    let parts = each.iter().flat_map(|valued| [&valued.value, &valued.counts]);
    Outcome::from_parts(possible, parts.chain(waiting.as_ref())).with_many_cells_as_one()
}

/// The greatest (or least) of what has a value; each with whether it surely is among them.
fn of_those_present(greatest: bool, each: impl Iterator<Item = (Possible, bool)>) -> Possible {
    let mut so_far = Possible::not_applicable();
    for (one, sure) in each {
        if one.is_fault() || so_far.is_fault() {
            return Possible::faulty();
        }
        let fault = so_far.fault || one.fault;
        let may_be_absent = one.na || one.range.is_none() || !sure;
        let with = match (&so_far.range, &one.range) {
            (_, None) => None,
            (None, Some(_)) => one.range.clone(),
            (Some(_), Some(_)) => {
                let plain = |p: &Possible| Possible { range: p.range.clone(), na: false, fault: false };
                let both = arithmetic::extreme(greatest, &[plain(&so_far), plain(&one)]).range;
                // What was there may have been nothing at all.
                match (so_far.na, both, one.range.clone()) {
                    (true, Some(both), Some(alone)) => Some(both.hull(alone)),
                    (_, both, _) => both,
                }
            }
        };
        let range = match (with, so_far.range.clone(), may_be_absent) {
            (Some(with), Some(before), true) => Some(with.hull(before)),
            (Some(with), _, _) => Some(with),
            (None, before, _) => before,
        };
        so_far = Possible { range, na: so_far.na && may_be_absent, fault };
    }
    so_far
}

/// How many events the fullest window holds at least and at most that is completed in a year.
fn bounds(events: &[Dated], year: Year, window: Window) -> (usize, usize) {
    let (Some(first), Some(last)) = (year.first_day(), year.last_day()) else { return (0, 0) };
    let mut least = 0;
    let sure: Vec<&Dated> = events.iter().filter(|e| e.sure()).collect();
    for begin in &sure {
        for end in &sure {
            let (from, to) = (begin.day.earliest, end.day.latest);
            let fits = match window {
                Window::CalendarYear => first <= from,
                Window::TwelveMonths => twelve_months_on(from) > to,
            };
            if !fits || to > last {
                continue;
            }
            let inside: Vec<&&Dated> = sure.iter().filter(|e| from <= e.day.earliest && e.day.latest <= to).collect();
            // Its last one falls into the year whatever the unknown days are.
            if inside.iter().any(|e| first <= e.day.earliest) {
                least = least.max(inside.len());
            }
        }
    }
    let mut most = 0;
    for end in events {
        let (from, to) = (end.day.earliest.max(first), end.day.latest.min(last));
        if from > to {
            continue;
        }
        let days = events.iter().map(|e| e.day.earliest).filter(|d| from < *d && *d <= to).chain([from]);
        for day in days {
            let may_lie_in = |e: &&Dated| {
                let near = match window {
                    Window::CalendarYear => e.day.latest >= first,
                    Window::TwelveMonths => twelve_months_on(e.day.latest) > day,
                };
                e.day.earliest <= day && near
            };
            most = most.max(events.iter().filter(may_lie_in).count());
        }
    }
    (least, most)
}
