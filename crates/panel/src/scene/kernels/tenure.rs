//! The tenure at hand: whether it was held then (在任), and how much of a year it fills (在任月数, 在任天数).
//!
//! Both hang on its first and last day and on what the anchor reads. Days outside the years that are looked at are told apart only as
//! before or after, so that most tenures are one case.

use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::Date;
use quanheng_facts::entity::PartialDate;
use quanheng_facts::value::{Value, Year};
use quanheng_policy::ir::Expr;

use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// `nearby`: nothing but the year at hand, the one before and the day of decision is looked at.
pub(super) fn tenure<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (reads, nearby): (Option<&'p Expr>, bool),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let mut parts: Vec<Rc<Register>> = Vec::new();
    if let Some(reads) = reads {
        parts.push(scene.register(reads, year)?);
    }
    let decided = state.panel.choice.decided_on;
    let within = year.plus(-1).and_then(Year::first_day).zip(year.last_day()).filter(|_| nearby);
    let within = within.map(|(first, last)| (decided.map_or(first, |day| day.min(first)), decided.map_or(last, |day| day.max(last))));
    // A day outside, known or not, is as good as the one next to those within.
    let near = |day: Date| match within {
        Some((first, _)) if day < first => first.checked_sub(1.day()).unwrap_or(first),
        Some((_, last)) if day > last => last.checked_add(1.day()).unwrap_or(last),
        _ => day,
    };
    let number = |day: Date| Kind::Day.whole(&Value::Date(day)).unwrap_or(i64::MIN);
    let ends = |end: Option<PartialDate>| match end {
        // Why it is not known is told of, wherever the days lie.
        Some(PartialDate { earliest, latest }) if earliest != latest => [number(earliest), number(latest)],
        Some(PartialDate { earliest, .. }) => [number(near(earliest)); 2],
        None => [i64::MIN; 2],
    };
    let of_row = |at: usize| {
        let exists = state.entity(at).and_then(|entity| state.panel.facts.entities.exists(entity));
        exists.map_or([i64::MAX; 4], |exists| {
            let ([a, b], [c, d]) = (ends(exists.from), ends(exists.to));
            if planted::is(87) { [a, b, 0, 0] } else { [a, b, c, d] }
        })
    };
    let all: Vec<[i64; 4]> = (0..state.len()).map(of_row).collect();
    for which in 0..4_usize {
        let values = all.iter().map(|ends| Row { code: PLAIN, value: ends.get(which).copied().unwrap_or_default() });
        parts.push(Rc::new(Register::of_rows(Kind::Day, values)));
    }
    let kind = Kind::of(&expr.ty);
    Ok(Register::of_rows(kind, (0..state.len()).map(|at| scene.case_row(expr, year, kind, &parts, at))))
}
