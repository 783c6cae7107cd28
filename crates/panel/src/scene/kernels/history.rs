//! 往年, 连续, 曾, 近 and 首次: the same expression in several years, which are neighbouring columns.
//!
//! A year that is plainly yes or no, or was plainly not assessed, is looked at here. Where a year that matters is more than that, the row
//! is a case: what it came to in all the years that can matter.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::{Expr, History, HistoryKind, MOST_YEARS};

use super::read::not_applicable;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What a year is to a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Yes,
    No,
    NotAssessed,
    /// Yes for certain, and with something beside it: a mark.
    SurelyYes,
    Open,
}

/// What a year counts as that was not assessed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unassessed {
    Breaks,
    Skipped,
    Either,
}

/// An expression, year by year back, each looked at when it is first asked for.
struct Back<'b, 's, 'p> {
    scene: &'b Scene<'s, 'p>,
    of: &'p Expr,
    year: Year,
    seen: Vec<Rc<Register>>,
    na: Row,
}

impl<'b, 's, 'p> Back<'b, 's, 'p> {
    fn new(scene: &'b Scene<'s, 'p>, of: &'p Expr, year: Year) -> Self {
        Back { scene, of, year, seen: Vec::new(), na: not_applicable(scene) }
    }

    /// So many years back; `None` before the first year there is.
    fn register(&mut self, back: usize) -> Result<Option<&Rc<Register>>, Needed> {
        while self.seen.len() <= back {
            let Some(year) = before(self.year, self.seen.len()) else { return Ok(None) };
            self.seen.push(self.scene.register(self.of, year)?);
        }
        Ok(self.seen.get(back))
    }

    fn then(&mut self, back: usize, at: usize) -> Result<Then, Needed> {
        let na = self.na;
        let Some(register) = self.register(back)? else { return Ok(Then::Open) };
        let row = register.row(at);
        Ok(match row {
            _ if row == na => Then::NotAssessed,
            Row { code: PLAIN, value } if register.kind == Kind::Truth => {
                if value != 0 {
                    Then::Yes
                } else {
                    Then::No
                }
            }
            Row { code, .. } if code != PLAIN => {
                let outcome = self.scene.state.panel.dictionary.outcome(code);
                if outcome.possible.as_truth() == Some(true) { Then::SurelyYes } else { Then::Open }
            }
            _ => Then::Open,
        })
    }

    /// What the row came to in each of so many years: what tells its case apart.
    fn parts(&mut self, years: usize) -> Result<Vec<Rc<Register>>, Needed> {
        for back in 0..years {
            self.register(back)?;
        }
        Ok(self.seen.iter().take(years).map(Rc::clone).collect())
    }
}

fn before(year: Year, years: usize) -> Option<Year> {
    year.plus(i32::try_from(years).ok()?.checked_neg()?)
}

/// How many years a span from one year back to another has, both counted.
fn span(from: Year, back_to: Year) -> usize {
    usize::try_from(i32::from(from.0).saturating_sub(i32::from(back_to.0)).saturating_add(1)).unwrap_or(0)
}

/// Rows that are plain, and the others as cases over `years` years.
fn finished<'p>(
    scene: &Scene<'_, 'p>,
    (expr, year, kind): (&'p Expr, Year, Kind),
    back: &mut Back<'_, '_, 'p>,
    plain: Vec<Option<i64>>,
    years: usize,
) -> Result<Register, Needed> {
    let parts = if plain.iter().any(Option::is_none) { back.parts(years)? } else { Vec::new() };
    let row = |(at, value): (usize, Option<i64>)| match value {
        Some(value) => Row { code: PLAIN, value },
        None => scene.case_row(expr, year, kind, &parts, at),
    };
    Ok(Register::of_rows(kind, plain.into_iter().enumerate().map(row)))
}

/// A number of years, or a year, that is the same for everybody.
fn same<'p>(scene: &Scene<'_, 'p>, expr: Option<&'p Expr>, year: Year) -> Result<Option<Option<i64>>, Needed> {
    let Some(expr) = expr else { return Ok(Some(None)) };
    let register = scene.register(expr, year)?;
    let row = register.uniform().filter(|row| row.code == PLAIN && !matches!(register.kind, Kind::Nothing | Kind::Number { scale: 1.. }));
    Ok(row.map(|row| Some(row.value)))
}

pub(super) fn history<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, history: &'p History, year: Year) -> Result<Register, Needed> {
    let by_row = |reason| Ok(scene.row_by_row(expr, year, reason));
    let Some(years) = same(scene, history.years.as_ref(), year)? else { return by_row(Reason::HowFarIsOpen) };
    let Some(since) = same(scene, history.since.as_ref(), year)? else { return by_row(Reason::HowFarIsOpen) };
    let word = match same(scene, history.unassessed.as_ref(), year)? {
        None => return by_row(Reason::HowFarIsOpen),
        Some(None | Some(0)) => Unassessed::Breaks,
        Some(Some(1)) => Unassessed::Skipped,
        Some(Some(_)) => Unassessed::Either,
    };
    let years = years.and_then(|n| usize::try_from(n).ok()).filter(|n| *n >= 1 && i128::try_from(*n).is_ok_and(|n| n <= MOST_YEARS));
    match (history.kind, years) {
        (HistoryKind::Past, Some(years)) => match before(year, years) {
            Some(then) => Ok((*scene.register(&history.of, then)?).clone()),
            None => by_row(Reason::NoSuchYear),
        },
        (HistoryKind::Ever, _) => ever(scene, (expr, year), &history.of, since),
        (HistoryKind::Run | HistoryKind::Recent, Some(years)) if planted::is(29) => {
            let run = history.kind == HistoryKind::Run;
            several(scene, (expr, year), &history.of, (run, years.saturating_add(1), word))
        }
        (HistoryKind::Run, Some(years)) => several(scene, (expr, year), &history.of, (true, years, word)),
        (HistoryKind::Recent, Some(years)) => several(scene, (expr, year), &history.of, (false, years, word)),
        (HistoryKind::Past | HistoryKind::Run | HistoryKind::Recent, None) => by_row(Reason::HowFarIsOpen),
    }
}

/// 连续 and 近: the last years, the latest first, no further than they matter.
fn several<'p>(
    scene: &Scene<'_, 'p>,
    (expr, year): (&'p Expr, Year),
    of: &'p Expr,
    (run, years, word): (bool, usize, Unassessed),
) -> Result<Register, Needed> {
    // Before anything was recorded nothing is looked at, but as many years as may be asked for.
    let end = before(scene.state.panel.history_begins(of, year, scene.worker()), years);
    let Some(end) = end else { return Ok(scene.row_by_row(expr, year, Reason::NoSuchYear)) };
    let most = span(year, end);
    let mut back = Back::new(scene, of, year);
    if run && let Some(plain) = plain_run(&mut back, years.min(most), years > most)? {
        return Ok(plain);
    }
    let mut plain = Vec::with_capacity(scene.state.len());
    for at in 0..scene.state.len() {
        plain.push(run_of(&mut back, at, most, (run, years, word))?);
    }
    let kind = if run { Kind::Truth } else { Kind::Number { scale: 0 } };
    finished(scene, (expr, year, kind), &mut back, plain, most)
}

/// 连续 where every year that is looked at is plain for everybody; `cut_short`: there are fewer years than are asked for.
fn plain_run(back: &mut Back<'_, '_, '_>, years: usize, cut_short: bool) -> Result<Option<Register>, Needed> {
    let mut held: Option<Vec<i64>> = None;
    for year in 0..years {
        // Nobody's run goes on: no earlier year is looked at.
        if held.as_ref().is_some_and(|held| held.iter().all(|h| *h == 0)) {
            break;
        }
        let Some(register) = back.register(year)?.filter(|register| register.is_plain() && register.kind == Kind::Truth) else {
            return Ok(None);
        };
        held = Some(match held {
            None => register.values.clone(),
            Some(held) => held.into_iter().zip(&register.values).map(|(so_far, then)| so_far & then).collect(),
        });
    }
    let none = vec![0; back.scene.state.len()];
    Ok(Some(Register::plain(Kind::Truth, held.filter(|_| !cut_short).unwrap_or(none))))
}

fn run_of(
    back: &mut Back<'_, '_, '_>,
    at: usize,
    most: usize,
    (run, years, word): (bool, usize, Unassessed),
) -> Result<Option<i64>, Needed> {
    let (mut counted, mut held) = (0_usize, 0_i64);
    for year in 0..most {
        let holds = match back.then(year, at)? {
            Then::Open | Then::SurelyYes => return Ok(None),
            Then::NotAssessed if word == Unassessed::Either => return Ok(None),
            Then::NotAssessed if word == Unassessed::Skipped => {
                // A run ends in the year at hand.
                if run && year == 0 {
                    return Ok(Some(0));
                }
                continue;
            }
            Then::Yes => true,
            Then::No | Then::NotAssessed => false,
        };
        if run && !holds {
            return Ok(Some(0));
        }
        counted = counted.saturating_add(1);
        held = held.saturating_add(i64::from(holds));
        if counted == years {
            return Ok(Some(if run { 1 } else { held }));
        }
    }
    Ok(Some(if run { 0 } else { held }))
}

/// 曾: this year or in one from `since` on.
fn ever<'p>(scene: &Scene<'_, 'p>, (expr, year): (&'p Expr, Year), of: &'p Expr, since: Option<i64>) -> Result<Register, Needed> {
    let begins = scene.state.panel.history_begins(of, year, scene.worker());
    // One year before anything was recorded stands for all of them.
    let last = begins.plus(-1).unwrap_or(begins);
    let since = since.and_then(|y| i16::try_from(y).ok()).map(Year);
    let from = since.map_or(last, |since| since.max(last));
    let years = if from > year { 0 } else { span(year, from) };
    let mut back = Back::new(scene, of, year);
    let mut plain = Vec::with_capacity(scene.state.len());
    for at in 0..scene.state.len() {
        let (mut answer, mut open) = (None, false);
        for n in 0..years {
            match back.then(n, at)? {
                Then::Yes => {
                    answer = Some(1);
                    break;
                }
                Then::No | Then::NotAssessed => {}
                // It settles the matter, with its mark: no earlier year is looked at.
                Then::SurelyYes if !planted::is(30) => {
                    open = true;
                    break;
                }
                Then::Open | Then::SurelyYes => open = true,
            }
        }
        plain.push(answer.or(if open { None } else { Some(0) }));
    }
    finished(scene, (expr, year, Kind::Truth), &mut back, plain, years)
}

/// 首次: now, and in no year from `since` to the one before.
pub(super) fn first<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (condition, since): (&'p Expr, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let Some(since) = same(scene, since, year)? else { return Ok(scene.row_by_row(expr, year, Reason::HowFarIsOpen)) };
    let since = since.and_then(|y| i16::try_from(y).ok()).map(Year);
    let begins = scene.state.panel.history_begins(condition, year, scene.worker());
    let from = since.unwrap_or(begins).max(begins);
    // A start before anything was recorded: the year before stands for all of them.
    let unseen = since.is_none_or(|since| since < from) && !planted::is(31);
    let back_to = if unseen { from.plus(-1) } else { Some(from) };
    let Some(back_to) = back_to else { return Ok(scene.row_by_row(expr, year, Reason::NoSuchYear)) };
    let years = if back_to > year { 1 } else { span(year, back_to) };
    let mut back = Back::new(scene, condition, year);
    let mut plain = Vec::with_capacity(scene.state.len());
    for at in 0..scene.state.len() {
        let answer = match back.then(0, at)? {
            Then::No | Then::NotAssessed => Some(0),
            Then::Open | Then::SurelyYes => None,
            Then::Yes => {
                let (mut answer, mut open) = (None, false);
                for n in 1..years {
                    let beyond = unseen && n.saturating_add(1) == years;
                    match back.then(n, at)? {
                        Then::No | Then::NotAssessed => {}
                        Then::Yes if !beyond => {
                            answer = Some(0);
                            break;
                        }
                        Then::SurelyYes if !beyond => {
                            open = true;
                            break;
                        }
                        Then::Yes | Then::SurelyYes | Then::Open => open = true,
                    }
                }
                answer.or(if open { None } else { Some(1) })
            }
        };
        plain.push(answer);
    }
    finished(scene, (expr, year, Kind::Truth), &mut back, plain, years)
}
