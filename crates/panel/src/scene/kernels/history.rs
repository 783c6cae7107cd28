//! 往年, 连续, 曾, 近 and 首次: the same expression in several years, which are neighbouring columns.
//!
//! A year that is plainly yes or no, or was plainly not assessed, is looked at here. Where a year that matters is more than that, the row
//! is a case: what it came to in all the years that can matter.

use std::rc::Rc;

use quanheng_facts::value::{Value, Year};
use quanheng_policy::ir::{Expr, History, HistoryKind, MOST_YEARS};

use super::read::not_applicable;
use super::with_cases;
use crate::dictionary::PLAIN;
use crate::packed::{Lane, Packed, folded, zipped};
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
                let kind = register.kind;
                let outcome = self.scene.state.panel.dictionary.said(code, || kind.possible(row.value));
                if outcome.possible.as_truth() == Some(true) { Then::SurelyYes } else { Then::Open }
            }
            _ => Then::Open,
        })
    }

    /// Takes every row's search one year further.
    fn fold(&mut self, back: usize, answers: &mut [u8], step: impl Fn(Then) -> Step) -> Result<(), Needed> {
        let (yes, no) = (step(Then::Yes), step(Then::No));
        let Some(register) = self.register(back)?.map(Rc::clone) else {
            answers.iter_mut().for_each(|answer| *answer = step(Then::Open).from(*answer));
            return Ok(());
        };
        let lane = if register.is_plain() && register.kind == Kind::Truth { register.values.bytes() } else { None };
        let Some(lane) = lane else {
            for (at, answer) in answers.iter_mut().enumerate().filter(|(_, answer)| Answer::goes_on(**answer)) {
                *answer = step(self.then(back, at)?).from(*answer);
            }
            return Ok(());
        };
        let (of_yes, of_no): (Vec<u8>, Vec<u8>) = (0..=Answer::NO).map(|answer| (yes.from(answer), no.from(answer))).unzip();
        if of_no == [0, 1, 2, 3, 4] && yes == Step::Settle {
            folded(answers, &lane, |so_far, then| if then != 0 && Answer::goes_on(so_far) { Answer::SETTLED } else { so_far });
        } else {
            let after = |so_far: u8, then: u8| {
                let of = if then != 0 { &of_yes } else { &of_no };
                of.get(usize::from(so_far)).copied().unwrap_or(so_far)
            };
            folded(answers, &lane, after);
        }
        Ok(())
    }

    /// What the first year says of every row.
    fn fold_all(&mut self, back: usize, answers: &mut [u8], of: impl Fn(Then) -> u8) -> Result<(), Needed> {
        let register = self.register(back)?.map(Rc::clone);
        let plain = register.as_ref().filter(|register| register.is_plain() && register.kind == Kind::Truth);
        if let Some(lane) = plain.and_then(|register| register.values.bytes()) {
            let (yes, no) = (of(Then::Yes), of(Then::No));
            folded(answers, &lane, |_, then| if then != 0 { yes } else { no });
            return Ok(());
        }
        for (at, answer) in answers.iter_mut().enumerate() {
            *answer = of(self.then(back, at)?);
        }
        Ok(())
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

/// Rows that are plain, and the hard ones as cases over `years` years.
fn finished<'p>(
    scene: &Scene<'_, 'p>,
    (expr, year, kind): (&'p Expr, Year, Kind),
    back: &mut Back<'_, '_, 'p>,
    (plain, hard): (Packed, &[usize]),
    years: usize,
) -> Result<Register, Needed> {
    let parts = if hard.is_empty() { Vec::new() } else { back.parts(years)? };
    Ok(with_cases(scene, (expr, year, kind), &parts, plain, hard))
}

/// 首次 and 曾 from a year that is not one known value: a case of what the condition was in every year that it may be.
fn by_all_years<'p>(
    scene: &Scene<'_, 'p>,
    (expr, year): (&'p Expr, Year),
    (condition, since): (&'p Expr, &'p Expr),
) -> Result<Register, Needed> {
    let begins = scene.state.panel.history_begins(condition, year, scene.worker());
    let from = scene.register(since, year)?;
    let told = from.uniform().map(|row| scene.state.panel.told(from.kind, row, scene.state.entity(0)).possible);
    let back_to = match told.as_ref().and_then(|possible| possible.range.as_ref()?.least()) {
        Some(Value::Year(first)) if *first >= begins => Some(*first),
        // The year before stands for all of which nothing was recorded.
        _ => begins.plus(-1),
    };
    let years = back_to.map_or(1, |back_to| span(year, back_to)).max(1);
    let mut back = Back::new(scene, condition, year);
    let mut parts = back.parts(if planted::is(159) { 1 } else { years })?;
    parts.push(from);
    let rows = (0..scene.state.len()).map(|at| scene.case_row(expr, year, Kind::Truth, &parts, at));
    Ok(Register::of_rows(Kind::Truth, rows))
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
    let since = match (same(scene, history.since.as_ref(), year)?, &history.since) {
        (Some(since), _) => since,
        (None, Some(open)) if history.kind == HistoryKind::Ever => return by_all_years(scene, (expr, year), (&history.of, open)),
        (None, _) => return by_row(Reason::HowFarIsOpen),
    };
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
    let kind = if run { Kind::Truth } else { Kind::Number { scale: 0 } };
    let (plain, coded) = if run { runs_of_plain(&mut back, years.min(most), (years > most, word))? } else { (Vec::new(), None) };
    let mut values = if run { Packed::U8(plain) } else { Packed::Same(0, scene.state.len()) };
    let mut hard = Vec::new();
    for at in coded.unwrap_or_else(|| (0..scene.state.len()).collect()) {
        match run_of(&mut back, at, most, (run, years, word))? {
            Some(value) => values.set(at, value),
            None => hard.push(at),
        }
    }
    hard.iter().for_each(|at| values.set(*at, 0));
    // Where a year without a value counts as one, no more years are looked at than are asked for.
    let seen = if word == Unassessed::Breaks { years.min(most) } else { most };
    finished(scene, (expr, year, kind), &mut back, (values, &hard), seen)
}

/// 连续 of rows that are plain in every year looked at, or 不适用 where that ends a run, and which rows are not; `cut_short`: there are fewer years
/// than are asked for.
fn runs_of_plain(
    back: &mut Back<'_, '_, '_>,
    years: usize,
    (cut_short, word): (bool, Unassessed),
) -> Result<(Vec<u8>, Option<Vec<usize>>), Needed> {
    let (rows, na) = (back.scene.state.len(), back.na);
    let mut held = vec![1_u8; rows];
    let mut coded: Vec<usize> = Vec::new();
    for year in 0..years {
        // Nobody's run goes on: no earlier year is looked at.
        if held.iter().all(|h| *h == 0) {
            break;
        }
        let Some(register) = back.register(year)?.filter(|register| register.kind == Kind::Truth) else {
            return Ok((vec![0; rows], Some((0..rows).collect())));
        };
        // One whose run has ended before is not looked at further.
        let mut look = |at: usize| {
            if held.get(at).is_some_and(|held| *held != 0) {
                coded.push(at);
            }
        };
        match register.codes().bytes().zip(u8::try_from(na.code).ok()).filter(|_| word == Unassessed::Breaks && !register.is_plain()) {
            // What is 不适用 has no value, and ends a run as a plain no does.
            Some((lane, na)) => {
                let others = zipped(&lane, &Lane::Same(na), rows, |code, na| u8::from(code != 0) & u8::from(code != na));
                if !planted::is(94) {
                    Packed::U8(others).each_other_than(0, |at, _| look(at));
                }
            }
            None => register.codes().each_other_than(i64::from(PLAIN), |at, _| look(at)),
        }
        match register.values.bytes() {
            Some(lane) => folded(&mut held, &lane, |so_far, then| so_far & then),
            None => held.iter_mut().zip(register.values.iter()).for_each(|(so_far, then)| *so_far &= u8::from(then != 0)),
        }
    }
    if cut_short {
        held.iter_mut().for_each(|held| *held = 0);
    }
    coded.sort_unstable();
    coded.dedup();
    Ok((held, Some(coded)))
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
    let mut answers = vec![Answer::LOOKING; scene.state.len()];
    for n in 0..years {
        if !answers.iter().any(|answer| Answer::goes_on(*answer)) {
            break;
        }
        back.fold(n, &mut answers, |then| match then {
            Then::Yes => Step::Settle,
            Then::No | Then::NotAssessed => Step::Next,
            // It settles the matter, with its mark: no earlier year is looked at.
            Then::SurelyYes if !planted::is(30) => Step::Stop,
            Then::Open | Then::SurelyYes => Step::Doubt,
        })?;
    }
    let (values, hard) = Answer::told(&answers, 1);
    finished(scene, (expr, year, Kind::Truth), &mut back, (values, &hard), years)
}

/// How the search through the years stands for a row.
struct Answer;

impl Answer {
    const LOOKING: u8 = 0;
    /// Looking, but some year seen was open.
    const DOUBTING: u8 = 1;
    const SETTLED: u8 = 2;
    /// Open, whatever comes.
    const STOPPED: u8 = 3;
    /// It was no at once.
    const NO: u8 = 4;

    fn goes_on(answer: u8) -> bool {
        answer <= Answer::DOUBTING
    }

    /// What rows come to where nothing is open, and which are open. A search that was settled gives `settled`.
    fn told(answers: &[u8], settled: u8) -> (Packed, Vec<usize>) {
        let other = 1_u8.saturating_sub(settled);
        let value = |answer: u8| match answer {
            Answer::SETTLED => settled,
            Answer::LOOKING => other,
            _ => 0,
        };
        let is_open = |answer: u8| answer == Answer::DOUBTING || answer == Answer::STOPPED;
        let open = answers.iter().any(|answer| is_open(*answer));
        let hard = answers.iter().enumerate().filter(|(_, answer)| open && is_open(**answer)).map(|(at, _)| at).collect();
        (Packed::U8(answers.iter().map(|answer| value(*answer)).collect()), hard)
    }
}

/// What a year does to the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Next,
    Settle,
    Doubt,
    Stop,
}

impl Step {
    fn from(self, answer: u8) -> u8 {
        match self {
            _ if !Answer::goes_on(answer) => answer,
            Step::Next => answer,
            Step::Settle => Answer::SETTLED,
            Step::Doubt => Answer::DOUBTING,
            Step::Stop => Answer::STOPPED,
        }
    }
}

/// 首次: now, and in no year from `since` to the one before.
pub(super) fn first<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (condition, since): (&'p Expr, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let since = match (same(scene, since, year)?, since) {
        (Some(since), _) => since,
        (None, Some(open)) => return by_all_years(scene, (expr, year), (condition, open)),
        (None, None) => None,
    };
    let since = since.and_then(|y| i16::try_from(y).ok()).map(Year);
    let begins = scene.state.panel.history_begins(condition, year, scene.worker());
    let from = since.unwrap_or(begins).max(begins);
    // A start before anything was recorded: the year before stands for all of them.
    let unseen = since.is_none_or(|since| since < from) && !planted::is(31);
    let back_to = if unseen { from.plus(-1) } else { Some(from) };
    let Some(back_to) = back_to else { return Ok(scene.row_by_row(expr, year, Reason::NoSuchYear)) };
    let years = if back_to > year { 1 } else { span(year, back_to) };
    let mut back = Back::new(scene, condition, year);
    let mut answers = vec![Answer::LOOKING; scene.state.len()];
    back.fold_all(0, &mut answers, |then| match then {
        Then::Yes => Answer::LOOKING,
        Then::No | Then::NotAssessed => Answer::NO,
        Then::Open | Then::SurelyYes => Answer::STOPPED,
    })?;
    for n in 1..years {
        if !answers.iter().any(|answer| Answer::goes_on(*answer)) {
            break;
        }
        let beyond = unseen && n.saturating_add(1) == years;
        back.fold(n, &mut answers, |then| match then {
            Then::No | Then::NotAssessed => Step::Next,
            Then::Yes if !beyond => Step::Settle,
            Then::SurelyYes if !beyond => Step::Stop,
            Then::Yes | Then::SurelyYes | Then::Open => Step::Doubt,
        })?;
    }
    let (values, hard) = Answer::told(&answers, 0);
    finished(scene, (expr, year, Kind::Truth), &mut back, (values, &hard), years)
}
