//! 认定: what people judged. A judgement without who, when, why and on what, or by another body, is a problem and is not used.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_sheet::CellValue;

use super::cell_value::{CellIn, Read, World};
use super::heading::{Layout, Wanted};
use super::line::{Line, each};
use super::page::{Page, place_of_origin};
use super::reported::Reported;
use super::table_found::meta_columns;
use super::wording::{nearest, normal, split_bracket};
use crate::decision::Judged;
use crate::fact::Held;
use crate::problem::Problem;
use crate::problems::{judgement_body_wrong, judgement_index_wrong, judgement_unknown, judgement_year_wrong, judgements_disagree};
use crate::schema::{JudgementId, JudgementSchema};
use crate::value::{EntityIx, Type, Value, Year};

/// The name of the table.
pub(crate) const TABLE: &str = "认定";

const ITEM: usize = 0;
const WHOM: usize = 1;
const NUMBER: usize = 2;
const YEAR: usize = 3;
const VALUE: usize = 4;
const BODY: usize = 5;
const PERSON: usize = 6;
const ON: usize = 7;
const REASON: usize = 8;
const EVIDENCE: usize = 9;

pub(crate) fn wanted() -> Vec<Wanted> {
    let mut wanted = vec![
        Wanted::new("认定项", &["认定项", "认定事项"], true),
        Wanted::new("对象", &["对象", "认定对象"], false),
        Wanted::new("事项编号", &["事项编号"], false),
        Wanted::new("年度", &["年度", "年份"], false),
        Wanted::new("结论", &["结论", "认定结论"], true),
        Wanted::new("认定机关", &["认定机关", "认定单位"], true),
        Wanted::new("认定人", &["认定人"], true),
        Wanted::new("日期", &["日期", "认定日期"], true),
        Wanted::new("理由", &["理由", "认定理由"], true),
        Wanted::new("证据", &["证据"], true),
    ];
    wanted.extend(meta_columns());
    wanted
}

/// The judgements on one sheet, those not known on `known_on` left out.
pub(crate) fn read(world: World<'_>, page: &Page<'_>, layout: &Layout, known_on: Option<Date>, problems: &mut Reported) -> Vec<Judged> {
    let wanted = wanted();
    let telling = [ITEM, WHOM, NUMBER, VALUE, PERSON, REASON];
    let mut found = each(world, page, layout, &wanted, &telling, problems, judged);
    found.retain(|judged| known_on.is_none_or(|limit| judged.on <= limit && judged.known_from() <= limit));
    found
}

fn judged(line: &Line<'_>) -> Result<Judged, Box<Problem>> {
    let (judgement, schema, args) = item(line)?;
    let of = whom(line, schema)?;
    let year = year(line, schema)?;
    let value = line.required_value(VALUE, &schema.ty)?;
    let given = line.required(BODY)?;
    let Some(body) = schema.bodies.iter().find(|b| normal(b) == normal(&given)) else {
        return Err(Box::new(judgement_body_wrong::problem(line.place(BODY), &schema.name, &given, &schema.bodies)));
    };
    Ok(Judged {
        judgement,
        of,
        year,
        args,
        value,
        body: body.clone(),
        person: line.required(PERSON)?,
        on: line.required_day(ON)?,
        reason: line.required(REASON)?,
        evidence: line.required(EVIDENCE)?,
        origin: line.origin(VALUE)?,
        replaced: Vec::new(),
    })
}

/// What is judged: `安全事故.责任事故`, or `责任事故` where only one bears that name; and, in brackets behind it, for which further
/// indexes: `未过硬杠杠.方式（安全生产）`.
fn item<'a>(line: &Line<'a>) -> Result<(JudgementId, &'a JudgementSchema, Vec<Value>), Box<Problem>> {
    let given = line.required(ITEM)?;
    let whole = named(line, &given);
    let (judgement, schema, inside) = match (whole, split_bracket(&normal(&given))) {
        (Ok((id, schema)), _) => (id, schema, None),
        (Err(problem), None) => return Err(problem),
        (Err(problem), Some((name, inside))) => match named(line, name) {
            Ok((id, schema)) => (id, schema, Some(inside.to_owned())),
            Err(_) => return Err(problem),
        },
    };
    let parts: Vec<&str> = inside.iter().flat_map(|i| i.split(['、', '，', ','])).collect();
    if parts.len() != schema.index.len() {
        let index: Vec<&str> = schema.index.iter().map(|i| i.name.as_str()).collect();
        return Err(Box::new(judgement_index_wrong::problem(line.place(ITEM), &schema.name, &index)));
    }
    let mut args = Vec::new();
    for (part, index) in parts.iter().zip(&schema.index) {
        let value = CellValue::Text((*part).to_owned());
        match line.world.read(&CellIn { value: &value, place: line.place(ITEM), column: &index.name, unit: None }, &index.ty) {
            Read::Value(Held::Exactly(value)) => args.push(value),
            Read::Bad(problem) => return Err(Box::new(problem)),
            Read::Empty | Read::Value(Held::Between(_, _)) => {
                let index: Vec<&str> = schema.index.iter().map(|i| i.name.as_str()).collect();
                return Err(Box::new(judgement_index_wrong::problem(line.place(ITEM), &schema.name, &index)));
            }
        }
    }
    Ok((judgement, schema, args))
}

fn named<'a>(line: &Line<'a>, given: &str) -> Result<(JudgementId, &'a JudgementSchema), Box<Problem>> {
    // A work list names a field of a conclusion in full.
    let plain = normal(given);
    let plain = plain.strip_prefix("结论.").unwrap_or(&plain);
    let all = &line.world.schema.judgements;
    let last = |name: &str| normal(name.rsplit('.').next().unwrap_or(name));
    let whole = all.iter().position(|j| normal(&j.name) == plain);
    let bare = || {
        let mut hits = all.iter().enumerate().filter(|(_, j)| last(&j.name) == plain);
        match (hits.next(), hits.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    };
    let found = whole.or_else(bare).and_then(|at| Some((JudgementId(u32::try_from(at).ok()?), all.get(at)?)));
    found.ok_or_else(|| {
        let same: Vec<String> = all.iter().filter(|j| last(&j.name) == plain).map(|j| j.name.clone()).collect();
        let near = if same.is_empty() { nearest(given, all.iter().map(|j| j.name.rsplit('.').next().unwrap_or(&j.name))) } else { same };
        Box::new(judgement_unknown::problem(line.place(ITEM), given, &near))
    })
}

/// Whom it is about: an event by its 事项编号 (or, without that column, by 对象), anybody else by name, code or id.
fn whom(line: &Line<'_>, schema: &JudgementSchema) -> Result<EntityIx, Box<Problem>> {
    let record = line.world.schema.kind(schema.owner).is_some_and(|k| k.record.is_some());
    let numbered = record && (line.value(NUMBER).is_some() || (line.value(WHOM).is_none() && line.layout.column(NUMBER).is_some()));
    let at = if numbered { NUMBER } else { WHOM };
    match line.required_value(at, &Type::Entity(schema.owner))? {
        Value::Entity(entity) => Ok(entity),
        _ => Err(Box::new(crate::problems::required_blank::problem(line.place(at), line.name(at)))),
    }
}

fn year(line: &Line<'_>, schema: &JudgementSchema) -> Result<Option<Year>, Box<Problem>> {
    match (line.value(YEAR).is_some(), schema.yearly) {
        (false, false) => Ok(None),
        (true, true) => match line.required_value(YEAR, &Type::Year)? {
            Value::Year(year) => Ok(Some(year)),
            _ => Ok(None),
        },
        (_, yearly) => Err(Box::new(judgement_year_wrong::problem(line.place(YEAR), &schema.name, yearly))),
    }
}

/// One judgement for each thing: of several, equal ones agree, the one known last stands, and any others are not used.
pub(crate) fn settle(world: World<'_>, mut all: Vec<Judged>, problems: &mut Vec<Problem>) -> Vec<Judged> {
    all.sort_by(|a, b| a.origin.cmp(&b.origin));
    type Thing = (JudgementId, EntityIx, Option<Year>, Vec<Value>);
    let mut by_thing: BTreeMap<Thing, Vec<Judged>> = BTreeMap::new();
    for judged in all {
        by_thing.entry((judged.judgement, judged.of, judged.year, judged.args.clone())).or_default().push(judged);
    }
    by_thing.into_values().filter_map(|several| standing(world, several, problems)).collect()
}

fn standing(world: World<'_>, several: Vec<Judged>, problems: &mut Vec<Problem>) -> Option<Judged> {
    let latest = several.iter().map(Judged::known_from).max()?;
    let (last, mut before): (Vec<Judged>, Vec<Judged>) = several.into_iter().partition(|j| j.known_from() == latest);
    let first = last.first()?.clone();
    if let Some(other) = last.iter().find(|j| j.value != first.value) {
        let name = world.schema.judgement(first.judgement).map_or("", |j| j.name.as_str());
        let who = world.entities.get(first.of).map_or("", |e| e.name_on(latest));
        let (place, second) = (place_of_origin(&first.origin), place_of_origin(&other.origin));
        problems.push(judgements_disagree::problem(place, name, who, &first.origin.text, &other.origin.text, second));
        return None;
    }
    // Of several that agree it does not matter where they stand: the one whose words come first is kept.
    let said = |j: &Judged| (j.body.clone(), j.person.clone(), j.on, j.reason.clone(), j.evidence.clone());
    let first = last.into_iter().min_by_key(said).unwrap_or(first);
    before.retain(|j| j.value != first.value);
    before.sort_by(|a, b| b.known_from().cmp(&a.known_from()).then_with(|| a.origin.cmp(&b.origin)));
    Some(Judged { replaced: before, ..first })
}
