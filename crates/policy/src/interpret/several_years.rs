//! 往年, 连续, 曾, 近: the same expression in several years.
//!
//! In: the expression, how many years, and what a year counts as that was not assessed. Out: everything the result can be. Years
//! are looked at from the latest back, and no further than they matter. "Not entered" stays unknown, always; "not assessed" is
//! 不适用 and takes the rule's word. 首次 and 上年 are in `history.rs`.

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Value, Year};

use super::Interpreter;
use super::arithmetic::year_ends;
use super::expression::Frame;
use super::outcome::Outcome;
use crate::finding::{Cause, Fault, Instance};
use crate::ir::{Expr, History, HistoryKind, MOST_YEARS, number_of};
use crate::possible::{Possible, Range};

/// What a year counts as that was not assessed: in the order of 未考核方式.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unassessed {
    /// 中断: as one in which the condition did not hold.
    Breaks,
    /// 跳过: as if it had not been; one year further back is looked at instead.
    Skipped,
    /// 未知: as one in which it may have held.
    Either,
}

/// The years looked at so far, the latest first.
struct Years<'f> {
    frame: Frame<'f>,
    of: &'f Expr,
    seen: Vec<Outcome>,
}

/// What one number of years and one word for 未考核 can give.
#[derive(Default)]
struct Tally {
    /// 连续: 1 and 0 for yes and no. 近: how many.
    results: BTreeSet<u32>,
    fault: bool,
    /// Something looked at is surely at fault: so is the result.
    spoilt: bool,
    /// The years it rests on, by their distance from the one at hand.
    rests_on: BTreeSet<usize>,
}

impl Interpreter<'_> {
    pub(super) fn history(&self, history: &History, frame: Frame<'_>) -> Outcome {
        match history.kind {
            HistoryKind::Past => self.past(history, frame),
            HistoryKind::Ever => self.ever(history, frame).0,
            HistoryKind::Run | HistoryKind::Recent => self.several(history, frame).0,
        }
    }

    /// Each year that had a say, for explanations.
    pub(super) fn years_looked_at(&self, history: &History, frame: Frame<'_>) -> Vec<(Year, Outcome)> {
        match history.kind {
            HistoryKind::Past => {
                let (_, counts) = self.number_of_years(history, frame);
                let years = counts.unwrap_or_default().into_iter().filter_map(|n| year_before(frame.year, n));
                years.map(|year| (year, self.eval(&history.of, frame.in_year(year)))).collect()
            }
            HistoryKind::Ever => self.ever(history, frame).1,
            HistoryKind::Run | HistoryKind::Recent => self.several(history, frame).1,
        }
    }

    /// The number of years, and each value it can have; `None` where one of them is no number of years.
    fn number_of_years(&self, history: &History, frame: Frame<'_>) -> (Outcome, Option<Vec<u32>>) {
        let Some(years) = &history.years else { return (Outcome::certain(Possible::not_applicable()), None) };
        let outcome = self.eval(years, frame);
        let end = |value: Option<&Value>| value.and_then(number_of).and_then(Exact::to_integer).and_then(|n| u32::try_from(n).ok());
        let range = outcome.possible.range.as_ref();
        let ends = range.and_then(|r| Some((end(r.least())?, end(r.greatest())?)));
        let counts = ends.filter(|(least, greatest)| *least >= 1 && i128::from(*greatest) <= MOST_YEARS).map(|(a, b)| (a..=b).collect());
        (outcome, counts)
    }

    /// 往年(n, e): e, n years before.
    fn past(&self, history: &History, frame: Frame<'_>) -> Outcome {
        let (years, counts) = self.number_of_years(history, frame);
        let Some(counts) = counts else { return Outcome::fault(frame.instance, Vec::new(), Fault::DoesNotFit) };
        let then: Vec<Outcome> = counts
            .iter()
            .map(|n| match year_before(frame.year, *n) {
                Some(year) => self.eval(&history.of, frame.in_year(year)),
                None => Outcome::fault(frame.instance, Vec::new(), Fault::EndlessHistory),
            })
            .collect();
        let possible = then.iter().map(|o| o.possible.clone()).reduce(Possible::hull).unwrap_or_default();
        Outcome::from_parts(possible, std::iter::once(&years).chain(&then))
    }

    /// 曾(e，自 y): e holds this year or in one from y on; a year in which e is 不适用 is one in which it did not hold.
    fn ever(&self, history: &History, frame: Frame<'_>) -> (Outcome, Vec<(Year, Outcome)>) {
        let since = history.since.as_ref().map(|e| self.eval(e, frame));
        // Years before `surely_from` count only for some readings of an unknown start; before `maybe_from` none do.
        let (maybe_from, surely_from) = since.as_ref().map_or((None, None), |s| year_ends(&s.possible));
        let earliest = self.earliest_year(&history.of, frame.year);
        // One year before anything was recorded stands for all of them.
        let last = earliest.plus(-1).unwrap_or(earliest);
        let scan_from = maybe_from.map_or(last, |from| from.max(last));
        let (mut held, mut may_have_held, mut fault) = (false, false, false);
        let mut surely_at_fault = since.as_ref().is_some_and(|s| s.possible.is_fault());
        let mut years: Vec<(Year, Outcome)> = Vec::new();
        let mut year = Some(frame.year);
        while let Some(at) = year.filter(|y| *y >= scan_from) {
            let then = self.eval(&history.of, if at == frame.year { frame } else { frame.in_year(at) });
            let counts_surely = since.is_none() || surely_from.is_some_and(|from| at >= from);
            held = counts_surely && then.possible.as_truth() == Some(true);
            may_have_held = may_have_held || then.possible.may_be(true);
            fault = fault || then.possible.fault;
            surely_at_fault = surely_at_fault || (counts_surely && then.possible.is_fault());
            years.push((at, then));
            if held {
                break;
            }
            year = at.plus(-1);
        }
        if held {
            let decided = years.last().map(|(_, o)| o);
            return (Outcome::from_parts(Possible::truth(true), since.as_ref().into_iter().chain(decided)), years);
        }
        let truth = (!may_have_held).then_some(false);
        let possible = if surely_at_fault { Possible::faulty() } else { Possible { fault, ..Possible::three_valued(truth) } };
        let parts = since.as_ref().into_iter().chain(years.iter().map(|(_, o)| o));
        (Outcome::from_parts(possible, parts), years)
    }

    /// 连续 and 近, over every number of years and every word that an open value leaves.
    fn several(&self, history: &History, frame: Frame<'_>) -> (Outcome, Vec<(Year, Outcome)>) {
        let (count, counts) = self.number_of_years(history, frame);
        let Some(counts) = counts else {
            return (Outcome::fault(frame.instance, Vec::new(), Fault::DoesNotFit), Vec::new());
        };
        let word = history.unassessed.as_ref().map(|e| (e, self.eval(e, frame)));
        let words = match &word {
            Some((expr, outcome)) => self.words_for_unassessed(expr, &outcome.possible),
            None => vec![Unassessed::Breaks],
        };
        let mut years = Years { frame, of: &history.of, seen: Vec::new() };
        let mut all = Tally::default();
        for n in counts {
            for word in &words {
                let one = self.tally_years(history.kind, n, *word, &mut years);
                all.fault = all.fault || one.fault;
                all.spoilt = all.spoilt || one.spoilt;
                all.results.extend(one.results);
                all.rests_on.extend(one.rests_on);
            }
        }
        let result = |n: u32| match history.kind {
            HistoryKind::Recent => Value::Number(Exact::integer(i128::from(n))),
            _ => Value::Bool(n > 0),
        };
        let ends = all.results.first().zip(all.results.last());
        let range = ends.map(|(least, greatest)| Range::between(Some(result(*least)), Some(result(*greatest))));
        let possible = if all.spoilt || range.is_none() { Possible::faulty() } else { Possible { range, na: false, fault: all.fault } };
        let rests_on: Vec<(usize, &Outcome)> =
            all.rests_on.iter().filter_map(|at| years.seen.get(*at).map(|outcome| (*at, outcome))).collect();
        let unassessed: Vec<&(usize, &Outcome)> = rests_on.iter().filter(|(_, o)| o.possible.na).collect();
        // A year that was not assessed, and may be either, is a reason of its own; the word matters only where there is one.
        let either: Vec<Outcome> = unassessed
            .iter()
            .filter(|_| words.contains(&Unassessed::Either))
            .filter_map(|(at, _)| year_before(frame.year, u32::try_from(*at).ok()?))
            .map(|year| Outcome::unknown(Possible::range(Range::either()), Cause::Unassessed(Instance { year, ..frame.instance })))
            .collect();
        let word = word.as_ref().map(|(_, outcome)| outcome).filter(|_| !unassessed.is_empty());
        let parts = std::iter::once(&count).chain(word).chain(rests_on.iter().map(|(_, o)| *o)).chain(&either);
        let outcome = Outcome::from_parts(possible, parts);
        let looked_at = years.seen.into_iter().enumerate();
        let looked_at = looked_at.filter_map(|(at, one)| Some((year_before(frame.year, u32::try_from(at).ok()?)?, one)));
        (outcome, looked_at.collect())
    }

    fn words_for_unassessed(&self, expr: &Expr, possible: &Possible) -> Vec<Unassessed> {
        let values = possible.range.as_ref().and_then(|r| self.listed(r, &expr.ty)).unwrap_or_default();
        let word = |value: &Value| match value {
            Value::Enum(_, 0) => Some(Unassessed::Breaks),
            Value::Enum(_, 1) => Some(Unassessed::Skipped),
            Value::Enum(_, 2) => Some(Unassessed::Either),
            _ => None,
        };
        values.iter().filter_map(word).collect()
    }

    /// The condition some years back; `None` where history ends: `n` years before anything was recorded.
    fn back<'y>(&self, years: &'y mut Years<'_>, at: usize, n: u32) -> Option<&'y Outcome> {
        let year = year_before(years.frame.year, u32::try_from(at).ok()?)?;
        let end = year_before(self.earliest_year(years.of, years.frame.year), n)?;
        if year < end {
            return None;
        }
        if years.seen.len() <= at {
            let frame = if at == 0 { years.frame } else { years.frame.in_year(year) };
            years.seen.push(self.eval(years.of, frame));
        }
        years.seen.get(at)
    }

    /// Goes back year by year with every (years counted, years in which it held) that is possible so far.
    fn tally_years(&self, kind: HistoryKind, n: u32, word: Unassessed, years: &mut Years<'_>) -> Tally {
        let run = kind == HistoryKind::Run;
        let mut tally = Tally::default();
        let mut alive: BTreeSet<(u32, u32)> = BTreeSet::from([(0, 0)]);
        let mut at = 0_usize;
        while !alive.is_empty() {
            let Some(then) = self.back(years, at, n).map(|o| o.possible.clone()) else {
                // No more years: what was to be skipped is not made up for.
                tally.results.extend(alive.iter().map(|(_, held)| if run { 0 } else { *held }));
                return tally;
            };
            tally.rests_on.insert(at);
            tally.fault = tally.fault || then.fault;
            tally.spoilt = tally.spoilt || then.is_fault();
            let yes = then.may_be(true) || (then.na && word == Unassessed::Either);
            let no = then.may_be(false) || (then.na && word != Unassessed::Skipped);
            let skipped = then.na && word == Unassessed::Skipped;
            let mut next = BTreeSet::new();
            for (counted, held) in alive {
                let counted_now = counted.saturating_add(1);
                if yes {
                    let held = held.saturating_add(1);
                    if counted_now < n {
                        next.insert((counted_now, held));
                    } else {
                        tally.results.insert(if run { 1 } else { held });
                    }
                }
                // A run ends in the year at hand: one that was not assessed does not carry on an earlier run.
                if (no && run) || (skipped && run && at == 0) {
                    tally.results.insert(0);
                } else if no && counted_now < n {
                    next.insert((counted_now, held));
                } else if no {
                    tally.results.insert(held);
                }
                if skipped && !(run && at == 0) {
                    next.insert((counted, held));
                }
            }
            alive = next;
            at = at.saturating_add(1);
        }
        if run && !tally.fault && tally.results.iter().all(|r| *r == 0) {
            // The year that surely breaks the run settles it, whatever the later ones were.
            let last = tally.rests_on.last().copied();
            tally.rests_on = last.into_iter().collect();
        }
        tally
    }
}

fn year_before(year: Year, years: u32) -> Option<Year> {
    year.plus(i32::try_from(years).ok()?.checked_neg()?)
}
