//! Causes in the words of a test cell: `上年(名次)`, `监测考评.公布名次 2015年度`, `待定「x」`, `完整 公布名单（十强县） 2013年度`.

use std::collections::BTreeSet;

use quanheng_facts::value::{EntityIx, Type, Value, Year};

use crate::finding::{Cause, Instance};
use crate::wording::Words;
use quanheng_facts::problem::Language;

/// More than this many causes are told without year and entity, each name once.
const MANY: usize = 6;

/// The causes for pasting into a cell.
pub(super) fn causes_text(causes: &BTreeSet<Cause>, of: Instance, words: Words<'_>) -> String {
    let needed: Vec<&Cause> = causes.iter().filter(|c| is_needed(c)).collect();
    let told = if needed.is_empty() { causes.iter().collect() } else { needed };
    let each: Vec<CauseName> = told.into_iter().map(|c| name(c, of, words)).collect();
    let mut texts: Vec<String> =
        if each.len() > MANY { each.iter().map(|c| c.bare.clone()).collect() } else { each.iter().map(|c| c.full.clone()).collect() };
    let mut seen = BTreeSet::new();
    texts.retain(|t| seen.insert(t.clone()));
    texts.join("、")
}

/// Whether the causes named are the causes there are: each named one is there, and each that is there is named. A name
/// without year, entity or column speaks for all that begin with it. A signature that would only have been another way to
/// an answer may be left out.
pub(super) fn causes_met(named: &[String], causes: &BTreeSet<Cause>, of: Instance, words: Words<'_>) -> bool {
    let each: Vec<CauseName> = causes.iter().map(|c| name(c, of, words)).collect();
    let covers = |said: &str, cause: &CauseName| {
        [&cause.full, &cause.of_anyone, &cause.bare]
            .into_iter()
            .any(|text| text.strip_prefix(said).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '（', '.'])))
            || (cause.bare.starts_with("待定「") && cause.bare == format!("待定「{said}」"))
    };
    named.iter().all(|said| each.iter().any(|c| covers(said, c)))
        && causes.iter().zip(&each).all(|(cause, c)| !is_needed(cause) || named.iter().any(|said| covers(said, c)))
}

fn is_needed(cause: &Cause) -> bool {
    !matches!(cause, Cause::NotSigned { .. })
}

/// A cause's name: whole, without the entity, and without entity and year.
struct CauseName {
    full: String,
    of_anyone: String,
    bare: String,
}

fn name(cause: &Cause, of: Instance, words: Words<'_>) -> CauseName {
    let (bare, entity, year): (String, Option<EntityIx>, Option<Year>) = match cause {
        Cause::Cell { table, column, entity, year, keys } => {
            (format!("{}{}", words.column_name(*table, *column), keys_text(keys, words)), *entity, *year)
        }
        Cause::Completeness { table, entity, year, keys } | Cause::NotSigned { table, entity, year, keys } => {
            (format!("完整 {}{}", words.column_name(*table, None), keys_text(keys, words)), *entity, *year)
        }
        Cause::Open(open) => (format!("待定「{}」", words.program.opens.get(open.at()).map_or("？", |o| o.name.as_str())), None, None),
        Cause::Judgement { instance, .. } => {
            let yearly = words.program.variable(instance.variable).is_some_and(|v| v.yearly);
            (
                format!("认定 {}{}", short(words.variable_name(*instance)), words.index_text(*instance)),
                instance.entity,
                yearly.then_some(instance.year),
            )
        }
        Cause::DecisionDay => ("决定日".to_owned(), None, None),
        Cause::Given(instance) => (short(words.variable_name(*instance)).to_owned(), instance.entity, Some(instance.year)),
        Cause::Unassessed(instance) => (format!("未考核 {}", short(words.variable_name(*instance))), instance.entity, Some(instance.year)),
        Cause::Rule { instance, .. } => (short(words.variable_name(*instance)).to_owned(), instance.entity, Some(instance.year)),
    };
    let of_anyone = match year {
        Some(year) if year == of.year => bare.clone(),
        Some(year) if of.year.plus(-1) == Some(year) && matches!(cause, Cause::Given(_)) => format!("上年({bare})"),
        Some(year) => format!("{bare} {year}年度"),
        None => bare.clone(),
    };
    // A signature is asked for once, not for each county.
    let others = entity.filter(|e| Some(*e) != of.entity && !matches!(cause, Cause::Completeness { .. } | Cause::NotSigned { .. }));
    let full = match others {
        Some(entity) => format!("{} {of_anyone}", words.entity(entity, year.unwrap_or(of.year))),
        None => of_anyone.clone(),
    };
    CauseName { full, of_anyone, bare }
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn keys_text(keys: &[Value], words: Words<'_>) -> String {
    if keys.is_empty() {
        return String::new();
    }
    let names: Vec<String> = keys.iter().map(|k| words.value(k, &Type::Text, Year(1), Language::Chinese)).collect();
    format!("（{}）", names.join("，"))
}
