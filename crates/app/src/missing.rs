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

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub what: Bilingual,
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

#[derive(Default)]
struct Waiting {
    whose: BTreeSet<EntityIx>,
    results: usize,
}

/// What is missing behind these rows.
#[must_use]
pub fn missing(rows: &[ResultRow], program: &Program, facts: &Facts) -> Vec<Missing> {
    let mut found: BTreeMap<Kind, Waiting> = BTreeMap::new();
    for row in rows {
        let mut kinds: BTreeSet<Kind> = BTreeSet::new();
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
            found.entry(kind.clone()).or_default().whose.extend(who);
            kinds.insert(kind);
        }
        for kind in kinds {
            let waiting = found.entry(kind).or_default();
            waiting.results = waiting.results.saturating_add(1);
        }
    }
    found.into_iter().map(|(kind, waiting)| entry(&kind, &waiting, program, facts)).collect()
}

fn entry(kind: &Kind, waiting: &Waiting, program: &Program, facts: &Facts) -> Missing {
    let keys_text = |keys: &[Value]| keys.iter().map(|k| plain_value(k, &Type::Text, program, facts).text()).collect::<Vec<_>>().join("、");
    let year_text = |year: Option<Year>| match year {
        Some(year) => Bilingual::new(format!("{year} 年度"), year.to_string()),
        None => Bilingual::new("", ""),
    };
    let named = |year: Option<Year>, keys: &[Value], name: &str| {
        let (when, which) = (year_text(year), keys_text(keys));
        let spaced = |parts: [&str; 3]| parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ");
        (spaced([&when.zh, name, &which]), spaced([name, &which, &when.en]))
    };
    let names = |year: Option<Year>| {
        let name = |ix: &EntityIx| {
            let entity = facts.entities.get(*ix)?;
            Some(year.map_or_else(|| entity.name_on(jiff::civil::Date::MAX), |year| entity.name_in(year)).to_owned())
        };
        waiting.whose.iter().filter_map(name).collect::<Vec<_>>()
    };
    match kind {
        Kind::Cell { table, column, year, keys } => {
            let schema = program.schema.table(*table);
            let column = column.and_then(|c| schema?.column(c));
            let name = schema.map_or("", |t| t.name.as_str());
            let name = column.map_or_else(|| name.to_owned(), |c| format!("{name}·{}", c.name));
            let (zh, en) = named(*year, keys, &name);
            Missing { what: Bilingual::new(zh, en), whose: names(*year), supplier: bodies(*table, program), results: waiting.results }
        }
        Kind::Completeness { table, year, keys } => {
            let (zh, en) = named(*year, keys, program.schema.table(*table).map_or("", |t| t.name.as_str()));
            let what = Bilingual::new(format!("{zh}：没有确认录全"), format!("{en}: not signed complete"));
            Missing { what, whose: names(*year), supplier: bodies(*table, program), results: waiting.results }
        }
        Kind::Judgement { variable, year, keys } => {
            let variable = program.variable(*variable);
            let judgement = variable.and_then(|v| v.judgement.as_ref());
            let evidence = judgement.map(|j| j.evidence.join("、")).unwrap_or_default();
            let bodies = judgement.and_then(|j| program.schema.judgement(j.schema)).map(|j| j.bodies.join("、")).unwrap_or_default();
            let (zh, en) = named(*year, keys, variable.map_or("", |v| v.name.as_str()));
            Missing {
                what: Bilingual::new(format!("{zh}：还没有认定（凭{evidence}）"), format!("{en}: not judged yet (on {evidence})")),
                whose: names(*year),
                supplier: Bilingual::new(bodies.clone(), bodies),
                results: waiting.results,
            }
        }
        Kind::DecisionDay => Missing {
            what: Bilingual::new(
                "决定日：没有给出（用 --decided-on 给出）",
                "the day of the decision: not given (give it with --decided-on)",
            ),
            whose: Vec::new(),
            supplier: Bilingual::new("作决定的机关", "the body that decides"),
            results: waiting.results,
        },
        Kind::Open(id) => {
            let name = program.opens.get(id.at()).map_or("", |o| o.name.as_str());
            Missing {
                what: Bilingual::new(
                    format!("待定「{name}」：原文没有说，还没有定"),
                    format!("open point 「{name}」: the text leaves it open and nobody has settled it"),
                ),
                whose: Vec::new(),
                supplier: Bilingual::new("有权解释本办法的机关", "the office that may interpret the measure"),
                results: waiting.results,
            }
        }
    }
}

/// Who signs a table complete is who can supply what is missing in it.
fn bodies(table: TableId, program: &Program) -> Bilingual {
    let bodies = program.schema.table(table).and_then(|t| t.completeness.as_ref()).map(|c| c.bodies.join("、")).unwrap_or_default();
    if bodies.is_empty() { Bilingual::new("录入单位", "whoever enters this table") } else { Bilingual::new(bodies.clone(), bodies) }
}
