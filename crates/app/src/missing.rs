//! 未知与缺项: what would have to be supplied for the unknown results to become known, and by whom.
//!
//! In: rows. Out: one entry for each cell group (table, column, year, further keys), signature or open point, with whom it
//! concerns and how many results wait for it. Rules at fault are not missing anything and are left out.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Type, Value, Year};
use quanheng_policy::finding::{Cause, Status};
use quanheng_policy::ir::{OpenId, Program, VariableId};

use crate::results::{ResultRow, plain_value};

/// What kind of answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A cell, a judgement, a day.
    Fact,
    /// That a table is whole.
    Signature,
    /// What the text leaves open.
    Setting,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub what: Bilingual,
    pub asks: Asks,
    /// Names of the entities whose cells are missing; empty for signatures and open points.
    pub whose: Vec<String>,
    pub supplier: Bilingual,
    /// How many results wait for it.
    pub results: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Cell { table: TableId, column: Option<ColumnId>, year: Option<Year>, keys: Vec<Value> },
    Completeness { table: TableId, year: Option<Year>, keys: Vec<Value> },
    Judgement { variable: VariableId, year: Option<Year>, keys: Vec<Value> },
    Open(OpenId),
    DecisionDay,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    whose: BTreeSet<EntityIx>,
    /// Which of the rows.
    results: BTreeSet<usize>,
}

/// What is missing behind these rows.
#[must_use]
pub fn missing(rows: &[ResultRow], program: &Program, facts: &Facts) -> Vec<Missing> {
    let mut found: BTreeMap<Kind, Waiting> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let of_itself = (row.finding.status == Status::Unknown).then_some(&row.finding.causes);
        // Of a conclusion that is met also who is reached, and what it gives, may be wanting.
        let beside = row.conclusion.as_ref().map(|c| &c.unsettled);
        for cause in of_itself.into_iter().chain(beside).flatten() {
            let (kind, who) = match cause {
                Cause::Cell { table, column, entity, year, keys } => {
                    (Kind::Cell { table: *table, column: *column, year: *year, keys: keys.clone() }, *entity)
                }
                Cause::Completeness { table, entity, year, keys } | Cause::NotSigned { table, entity, year, keys } => {
                    (Kind::Completeness { table: *table, year: *year, keys: keys.clone() }, *entity)
                }
                Cause::Judgement { instance, .. } => {
                    let yearly = program.variable(instance.variable).is_some_and(|v| v.yearly);
                    let keys = instance.args.values().collect();
                    (Kind::Judgement { variable: instance.variable, year: yearly.then_some(instance.year), keys }, instance.entity)
                }
                Cause::Open(id) => (Kind::Open(*id), None),
                Cause::DecisionDay => (Kind::DecisionDay, None),
                Cause::Rule { .. } | Cause::Given(_) | Cause::Unassessed(_) => continue,
            };
            let waiting = found.entry(kind).or_default();
            waiting.whose.extend(who);
            waiting.results.insert(at);
        }
    }
    by_years(found).into_iter().map(|(kind, waiting, years)| entry(&kind, &waiting, &years, program, facts)).collect()
}

/// The same of the same units, wanted for the same results in several years, is one thing to supply.
fn by_years(found: BTreeMap<Kind, Waiting>) -> Vec<(Kind, Waiting, Vec<Year>)> {
    let mut out: Vec<(Kind, Waiting, Vec<Year>)> = Vec::new();
    let mut places: BTreeMap<(Kind, Waiting), usize> = BTreeMap::new();
    for (mut kind, waiting) in found {
        let year = match &mut kind {
            Kind::Cell { year, .. } | Kind::Completeness { year, .. } | Kind::Judgement { year, .. } => year.take(),
            Kind::Open(_) | Kind::DecisionDay => None,
        };
        let key = (kind, waiting);
        if let (Some(year), Some((_, _, years))) = (year, places.get(&key).and_then(|at| out.get_mut(*at))) {
            years.push(year);
            continue;
        }
        places.insert(key.clone(), out.len());
        out.push((key.0, key.1, year.into_iter().collect()));
    }
    out
}

/// `2007—2014、2016`, of years in order.
fn stretches(years: &[Year]) -> String {
    let mut found: Vec<(Year, Year)> = Vec::new();
    for year in years {
        match found.last_mut() {
            Some((_, last)) if last.plus(1) == Some(*year) => *last = *year,
            _ => found.push((*year, *year)),
        }
    }
    let told = found.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}—{last}") });
    told.collect::<Vec<_>>().join("、")
}

fn entry(kind: &Kind, waiting: &Waiting, years: &[Year], program: &Program, facts: &Facts) -> Missing {
    let keys_text = |keys: &[Value]| keys.iter().map(|k| plain_value(k, &Type::Text, program, facts).text()).collect::<Vec<_>>().join("、");
    let when = match stretches(years) {
        text if text.is_empty() => Bilingual::new("", ""),
        text => Bilingual::new(format!("{text} 年度"), text),
    };
    let named = |keys: &[Value], name: &str| {
        let which = keys_text(keys);
        let spaced = |parts: [&str; 3]| parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ");
        (spaced([&when.zh, name, &which]), spaced([name, &which, &when.en]))
    };
    let names = || {
        let name = |ix: &EntityIx| {
            let entity = facts.entities.get(*ix)?;
            Some(years.last().map_or_else(|| entity.name_on(jiff::civil::Date::MAX), |year| entity.name_in(*year)).to_owned())
        };
        waiting.whose.iter().filter_map(name).collect::<Vec<_>>()
    };
    match kind {
        Kind::Cell { table, column, keys, .. } => {
            let schema = program.schema.table(*table);
            let column = column.and_then(|c| schema?.column(c));
            let name = schema.map_or("", |t| t.name.as_str());
            let name = column.map_or_else(|| name.to_owned(), |c| format!("{name}·{}", c.name));
            let (zh, en) = named(keys, &name);
            Missing {
                what: Bilingual::new(zh, en),
                asks: Asks::Fact,
                whose: names(),
                supplier: bodies(*table, program),
                results: waiting.results.len(),
            }
        }
        Kind::Completeness { table, keys, .. } => {
            let (zh, en) = named(keys, program.schema.table(*table).map_or("", |t| t.name.as_str()));
            let what = Bilingual::new(format!("{zh}：没有确认录全"), format!("{en}: not signed complete"));
            Missing { what, asks: Asks::Signature, whose: names(), supplier: bodies(*table, program), results: waiting.results.len() }
        }
        Kind::Judgement { variable, keys, .. } => {
            let variable = program.variable(*variable);
            let judgement = variable.and_then(|v| v.judgement.as_ref());
            let evidence = judgement.map(|j| j.evidence.join("、")).unwrap_or_default();
            let bodies = judgement.and_then(|j| program.schema.judgement(j.schema)).map(|j| j.bodies.join("、")).unwrap_or_default();
            let (zh, en) = named(keys, variable.map_or("", |v| v.name.as_str()));
            Missing {
                what: Bilingual::new(format!("{zh}：还没有认定（凭{evidence}）"), format!("{en}: not judged yet (on {evidence})")),
                asks: Asks::Fact,
                whose: names(),
                supplier: Bilingual::new(bodies.clone(), bodies),
                results: waiting.results.len(),
            }
        }
        Kind::DecisionDay => Missing {
            what: Bilingual::new(
                "决定日：没有给出（用 --decided-on 给出）",
                "the day of the decision: not given (give it with --decided-on)",
            ),
            asks: Asks::Fact,
            whose: Vec::new(),
            supplier: Bilingual::new("作决定的机关", "the body that decides"),
            results: waiting.results.len(),
        },
        Kind::Open(id) => {
            let name = program.opens.get(id.at()).map_or("", |o| o.name.as_str());
            Missing {
                what: Bilingual::new(
                    format!("待定「{name}」：原文没有说，还没有定"),
                    format!("open point 「{name}」: the text leaves it open and nobody has settled it"),
                ),
                asks: Asks::Setting,
                whose: Vec::new(),
                supplier: Bilingual::new("有权解释本办法的机关", "the office that may interpret the measure"),
                results: waiting.results.len(),
            }
        }
    }
}

/// Who signs a table complete is who can supply what is missing in it.
fn bodies(table: TableId, program: &Program) -> Bilingual {
    let bodies = program.schema.table(table).and_then(|t| t.completeness.as_ref()).map(|c| c.bodies.join("、")).unwrap_or_default();
    if bodies.is_empty() { Bilingual::new("录入单位", "whoever enters this table") } else { Bilingual::new(bodies.clone(), bodies) }
}
