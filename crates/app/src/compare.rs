//! `compare`: the same results under two packs, numbers, facts or states of knowledge: who gains, who loses, what it costs.
//!
//! In: two questions. Out: for each result of each entity what it is on either side and how it moved, with counts, and for
//! money the sums of both sides and the difference. Entities are matched by id, results by full name; a result that only one
//! side has is told. Deliberately absent: a judgement whether a change is good.

mod budget;
pub mod csv;
pub mod json_lines;
mod movement;

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::problem::{Place, Problem};
use quanheng_facts::value::{Type, Year};
use quanheng_panel::Panel;
use quanheng_policy::finding::Status;
use quanheng_policy::ir::VariableId;

pub use self::budget::{Budget, Sum};
pub use self::movement::{Movement, TypeName};
use crate::compile::PackPlace;
use crate::error::{AppError, any_error};
use crate::everyone::{self, Everyone};
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::problems;
use crate::question::{Asked, find_result};
use crate::results::{Header, ResultRow};

/// The format's name; `docs/compare.schema.json` says it.
pub const FORMAT: &str = "quanheng.compare/1";

/// One side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub asked: Asked,
}

/// What is compared with what. Both name the same results, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareRequest {
    pub a: SideRequest,
    pub b: SideRequest,
    /// Those that did not move are listed as well.
    pub all: bool,
}

/// One side, worked out.
#[derive(Debug)]
pub struct Side {
    pub prepared: Prepared,
    pub header: Header,
}

/// What moved.
#[derive(Debug)]
pub struct CompareReport {
    pub a: Side,
    pub b: Side,
    /// By result as declared, then by year.
    pub sections: Vec<Section>,
    /// Results asked for that only one side has.
    pub only_in_a: Vec<String>,
    pub only_in_b: Vec<String>,
    /// Of the facts and the rules of both sides.
    pub problems: Vec<Problem>,
    /// How many rows came out differently when they were looked at again.
    pub incidents: usize,
    pub all: bool,
}

/// One result in one year.
#[derive(Clone, Debug)]
pub struct Section {
    pub result: String,
    pub kind: String,
    pub ty: Type,
    pub period: Option<Year>,
    /// Everybody, by jurisdiction and id.
    pub pairs: Vec<Pair>,
    /// For money, and for conclusions that give any.
    pub budget: Option<Budget>,
}

/// One entity on both sides.
#[derive(Clone, Debug)]
pub struct Pair {
    pub of: Option<String>,
    pub of_id: Option<String>,
    /// The values of further indexes.
    pub index: Vec<String>,
    pub a: Option<ResultRow>,
    pub b: Option<ResultRow>,
    pub movement: Movement,
}

/// What tells one pair of a section from another: jurisdiction, id, further indexes.
type Key = (String, Option<String>, Vec<String>);

impl CompareReport {
    /// How many results are 冲突 or 错误, on both sides together.
    #[must_use]
    pub fn faulty(&self) -> usize {
        let rows = self.sections.iter().flat_map(|s| &s.pairs).flat_map(|p| [&p.a, &p.b]).flatten();
        rows.filter(|row| matches!(row.finding.status, Status::Conflict | Status::Error)).count()
    }
}

impl Section {
    /// How many moved in each way.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Movement, usize> {
        let mut counts: BTreeMap<Movement, usize> = BTreeMap::new();
        for pair in &self.pairs {
            let count = counts.entry(pair.movement).or_default();
            *count = count.saturating_add(1);
        }
        counts
    }
}

/// Compares two questions.
pub fn compare(sources: Sources<'_>, request: &CompareRequest) -> Result<CompareReport, AppError> {
    if request.a == request.b {
        return Err(AppError::invalid(vec![problems::nothing_to_compare()]));
    }
    let side = |side: &SideRequest| {
        // Which side has a result is looked up below, where both are known.
        let asked = Asked { either: true, ..side.asked.clone() };
        prepare(sources, "--only", &side.place, &side.facts, &asked, Reach::All)
    };
    let a = side(&request.a)?;
    let b = side(&request.b).map_err(|error| AppError { problems: error.problems.into_iter().map(of_side_b).collect(), ..error })?;
    let names = results(&a, &b, &request.a.asked.only)?;
    let has = |side: &Prepared, name: &str| side.program().variables.iter().any(|v| v.name == name);
    let only = |one: &Prepared, other: &Prepared| names.iter().filter(|n| has(one, n) && !has(other, n)).cloned().collect::<Vec<_>>();
    let (only_in_a, only_in_b) = (only(&a, &b), only(&b, &a));
    let mut found: Vec<Problem> = a.problems.iter().chain(&b.problems).cloned().collect();
    let (mut header_a, mut header_b) = (a.header(None, false), b.header(None, false));
    let (rows_a, rows_b) = {
        let panel_a = Panel::new(a.program(), &a.facts, a.question.choice.clone());
        let rows_a = everyone(&a, &panel_a, &names, &mut header_a, &mut found);
        // What the difference cannot reach is not worked out again.
        let panel_b = if !is_same_pack(request, &a, &b) {
            Panel::new(b.program(), &b.facts, b.question.choice.clone())
        } else if are_same_facts(request, &a, &b) {
            Panel::taking_over(&panel_a, b.question.choice.clone())
        } else {
            Panel::taking_over_on(&panel_a, &b.facts, b.question.choice.clone())
        };
        (rows_a, everyone(&b, &panel_b, &names, &mut header_b, &mut found))
    };
    problems::sort(&mut found);
    let sections = sections(&a, &b, &names, rows_a, rows_b);
    let incidents = [&header_a, &header_b].into_iter().filter_map(|header| header.rechecked).map(|again| again.differing).sum();
    let (a, b) = (Side { prepared: a, header: header_a }, Side { prepared: b, header: header_b });
    Ok(CompareReport { a, b, sections, only_in_a, only_in_b, problems: found, incidents, all: request.all })
}

/// A day or year that was written for side B alone has an option of its own. Those of both sides were read for A before.
fn of_side_b(mut problem: Problem) -> Problem {
    if let Place::Option { option } = &mut problem.place {
        for name in ["--known-on", "--decided-on", "--law-as-of"] {
            if let Some(rest) = option.strip_prefix(&format!("{name} ")) {
                *option = format!("{name}-b {rest}");
                break;
            }
        }
    }
    problem
}

/// The full names of the results to be compared: as declared by `a`, then those that only `b` declares.
fn results(a: &Prepared, b: &Prepared, only: &[String]) -> Result<Vec<String>, AppError> {
    let mut names: Vec<String> = Vec::new();
    for side in [a, b] {
        let named = |id: &VariableId| side.program().variable(*id).map(|v| v.name.clone());
        for name in side.question.results.iter().filter_map(named) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let mut wrong = Vec::new();
    for name in only {
        let (mut in_a, mut in_b) = (Vec::new(), Vec::new());
        if find_result("--only", name, a.program(), &mut in_a).is_none() && find_result("--only", name, b.program(), &mut in_b).is_none() {
            wrong.extend(in_a);
        }
    }
    if names.is_empty() && wrong.is_empty() {
        let some: Vec<String> = a.program().variables.iter().take(5).map(|v| v.name.clone()).collect();
        wrong.push(problems::nothing_asked(&some));
    }
    if any_error(&wrong) { Err(AppError::invalid(wrong)) } else { Ok(names) }
}

/// Everybody of one side, by result.
fn everyone(
    side: &Prepared,
    panel: &Panel<'_>,
    names: &[String],
    header: &mut Header,
    found: &mut Vec<Problem>,
) -> BTreeMap<String, Vec<ResultRow>> {
    let at = |name: &String| side.program().variables.iter().position(|v| v.name == *name).and_then(|at| u32::try_from(at).ok());
    let results: Vec<VariableId> = names.iter().filter_map(at).map(VariableId).collect();
    let Everyone { rows, found: more, rechecked } = everyone::rows(side, panel, &results, header, None);
    found.extend(more);
    header.rechecked = Some(rechecked);
    let mut by_result: BTreeMap<String, Vec<ResultRow>> = names.iter().map(|name| (name.clone(), Vec::new())).collect();
    for row in rows {
        by_result.entry(row.result.clone()).or_default().push(row);
    }
    by_result
}

/// True where both sides are the same pack.
fn is_same_pack(request: &CompareRequest, a: &Prepared, b: &Prepared) -> bool {
    let stamps = |side: &Prepared| side.program().packs.iter().map(|pack| pack.hash.clone()).collect::<Vec<_>>();
    request.a.place == request.b.place && stamps(a) == stamps(b)
}

/// True where both stand on the same facts: they part in what is supposed alone, or in what is printed.
fn are_same_facts(request: &CompareRequest, a: &Prepared, b: &Prepared) -> bool {
    let (one, other) = (&request.a, &request.b);
    let facts = |side: &Prepared| (side.facts.hash.clone(), side.facts.entities.hash(&side.program().schema), side.published);
    // The days are part of it: what was not known yet on a day is not among the facts.
    (&one.facts, &one.asked.known_on) == (&other.facts, &other.asked.known_on) && facts(a) == facts(b)
}

fn sections(
    a: &Prepared,
    b: &Prepared,
    names: &[String],
    mut rows_a: BTreeMap<String, Vec<ResultRow>>,
    mut rows_b: BTreeMap<String, Vec<ResultRow>>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    for name in names {
        let of_a = by_year_and_key(rows_a.remove(name).unwrap_or_default(), a);
        let of_b = by_year_and_key(rows_b.remove(name).unwrap_or_default(), b);
        let variable = |side: &Prepared| side.program().variables.iter().find(|v| v.name == *name).map(|v| v.ty.clone());
        let (type_a, type_b) = (variable(a), variable(b));
        let same_type = match (&type_a, &type_b) {
            (Some(x), Some(y)) => TypeName::of(x, a.program()) == TypeName::of(y, b.program()),
            _ => false,
        };
        let Some(ty) = type_a.or(type_b) else { continue };
        let periods: BTreeSet<Option<Year>> = of_a.keys().chain(of_b.keys()).copied().collect();
        for period in periods {
            let mut in_a = of_a.get(&period).cloned().unwrap_or_default();
            let mut in_b = of_b.get(&period).cloned().unwrap_or_default();
            let keys: BTreeSet<Key> = in_a.keys().chain(in_b.keys()).cloned().collect();
            let mut kind = "definition".to_owned();
            let mut pairs = Vec::new();
            for key in keys {
                let (one, two) = (in_a.remove(&key), in_b.remove(&key));
                kind = one.as_ref().or(two.as_ref()).map_or(kind, |row| row.kind.clone());
                let movement = movement::movement(one.as_ref(), two.as_ref(), same_type, (a.program(), b.program()));
                let (_, of_id, index) = key;
                let of = two.as_ref().or(one.as_ref()).and_then(|row| row.of.clone());
                pairs.push(Pair { of, of_id, index, a: one, b: two, movement });
            }
            let gives = |row: &Option<ResultRow>| row.as_ref().and_then(|r| r.conclusion.as_ref()).is_some_and(|c| c.grants.is_some());
            let money = ty == Type::Money || pairs.iter().any(|pair| gives(&pair.a) || gives(&pair.b));
            let budget = (money && same_type).then(|| budget::budget(&pairs));
            sections.push(Section { result: name.clone(), kind, ty: ty.clone(), period, pairs, budget });
        }
    }
    sections
}

fn by_year_and_key(rows: Vec<ResultRow>, side: &Prepared) -> BTreeMap<Option<Year>, BTreeMap<Key, ResultRow>> {
    let mut by: BTreeMap<Option<Year>, BTreeMap<Key, ResultRow>> = BTreeMap::new();
    for row in rows {
        let jurisdiction = row.entity.and_then(|e| side.facts.entities.get(e)).map(|e| e.jurisdiction().to_owned()).unwrap_or_default();
        by.entry(row.period).or_default().insert((jurisdiction, row.of_id.clone(), row.index.clone()), row);
    }
    by
}
