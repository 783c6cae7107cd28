//! The directives over a table: `各行独立`, `年度 2016`, `设 名 = 值，…` and their like.

use std::ops::Range;

use quanheng_facts::problem::Problem;
use quanheng_facts::value::{Type, Value, Year};

use super::{Cover, FactsWanted, GivenTable, Mode, Said, Setting, Signed};
use crate::problems;
use crate::value_text::value_from_text;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    Mode(Mode),
    Covers(Vec<Cover>),
    Year(Year),
    Settings(Vec<Setting>),
    LawAsOf(Year),
    Facts(FactsWanted),
    Signed(Signed),
    /// Its table is the next one.
    Given(GivenTable),
    Strict,
}

/// Reads one directive. `part` gives a stretch of its words (by bytes) with its place.
pub(super) fn parse(said: &Said, part: &mut dyn FnMut(Range<usize>) -> Said) -> Result<Directive, Box<Problem>> {
    let text = said.text.as_str();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let refuse = || Box::new(problems::test_directive_unreadable::problem(said.place.clone(), text));
    let offset_of = |inner: &str| inner.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let mut piece = |inner: &str| {
        let start = offset_of(inner);
        part(start..start.saturating_add(inner.len()))
    };
    match word {
        "各行独立" => Ok(Directive::Mode(Mode::EachRow)),
        "同一世界" => Ok(Directive::Mode(Mode::OneWorld)),
        "严格" => Ok(Directive::Strict),
        "年度" => year(rest).map(Directive::Year).ok_or_else(refuse),
        "规定以" => rest.strip_suffix("为准").and_then(|r| year(r.trim())).map(Directive::LawAsOf).ok_or_else(refuse),
        "覆盖" => {
            let covers: Option<Vec<Cover>> = rest
                .split('、')
                .map(|one| {
                    let (measure, anchor) = one.trim().split_once('#')?;
                    Some(Cover { measure: measure.to_owned(), anchor: anchor.to_owned(), place: said.place.clone() })
                })
                .collect();
            covers.map(Directive::Covers).ok_or_else(refuse)
        }
        "设" => {
            let settings: Option<Vec<Setting>> = split_outside_brackets(rest)
                .into_iter()
                .map(|one| {
                    let (name, value) = one.split_once(['=', '＝'])?;
                    (!name.trim().is_empty() && !value.trim().is_empty()).then(|| Setting { name: piece(name), value: piece(value) })
                })
                .collect();
            settings.map(Directive::Settings).ok_or_else(refuse)
        }
        "事实" => {
            let (path, years) = match rest.rsplit_once(char::is_whitespace) {
                Some((path, years)) => match span_of_years(years) {
                    Some(span) => (path.trim(), Some(span)),
                    None => (rest, None),
                },
                None => (rest, None),
            };
            if path.is_empty() { Err(refuse()) } else { Ok(Directive::Facts(FactsWanted { path: piece(path), years })) }
        }
        "给定" if !rest.is_empty() => Ok(Directive::Given(GivenTable { name: piece(rest), heads: Vec::new(), rows: Vec::new() })),
        "完整" => {
            let (table, year) = match rest.rsplit_once(char::is_whitespace) {
                Some((table, last)) => (table.trim(), Some(year(last).ok_or_else(refuse)?)),
                None => (rest, None),
            };
            let (name, scope) = match table.split_once(['（', '(']) {
                Some((name, inside)) => {
                    (name, inside.trim_end_matches(['）', ')']).split(['、', '，']).map(|s| s.trim().to_owned()).collect())
                }
                None => (table, Vec::new()),
            };
            if name.is_empty() { Err(refuse()) } else { Ok(Directive::Signed(Signed { table: piece(name), scope, year })) }
        }
        _ => Err(refuse()),
    }
}

/// `2016`, `2016年度`.
pub(super) fn year(text: &str) -> Option<Year> {
    match value_from_text(text.trim(), &Type::Year, &[]) {
        Some(Value::Year(year)) => Some(year),
        _ => None,
    }
}

/// `2008—2009`, or one year.
fn span_of_years(text: &str) -> Option<(Year, Year)> {
    match text.split_once(['—', '–', '-', '至']) {
        Some((from, to)) => Some((year(from)?, year(to.trim_start_matches('—'))?)),
        None => year(text).map(|y| (y, y)),
    }
}

/// The parts between `，`, those in brackets left whole.
pub(super) fn split_outside_brackets(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            '，' | ',' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at.saturating_add(c.len_utf8());
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}
