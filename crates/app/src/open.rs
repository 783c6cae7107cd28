//! `open`: a work list of what people still have to decide: open points and judgements, who must answer, on what, and which
//! results wait.
//!
//! In: a pack; facts and years, where there are any. Out: one item for each open point and each judgement (of a year) that is
//! still open, what most results wait for first. What the facts at hand never reach is listed with no result waiting.
//! Deliberately absent: cells and signatures that are missing (see [`crate::missing`]).

pub mod csv;
pub mod json_lines;

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Bilingual, Language, Problem};
use quanheng_facts::schema::SettingId;
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::{Cause, Finding, Instance, Status};
use quanheng_policy::ir::{Args, OpenId, Program, Variable, VariableId};
use quanheng_policy::wording::Words;

use crate::compile::{PackPlace, compile};
use crate::error::AppError;
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::question::Asked;
use crate::results::Rows;

/// The format's name.
pub const FORMAT: &str = "quanheng.open/1";

/// The year that is asked about until the years of the facts are known.
const ANY_YEAR: &str = "2000";

/// How the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct OpenRequest {
    pub place: PackPlace,
    /// None: what the pack leaves open, whoever is concerned.
    pub facts: Vec<String>,
    /// An empty period: every year of the facts.
    pub asked: Asked,
}

/// What sort of decision it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 待定
    Open,
    /// 认定项
    Judgement,
}

/// One decision that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    /// `优秀名额取整`, `县区.处置及时`.
    pub name: String,
    pub year: Option<Year>,
    pub article: Option<String>,
    /// Who must answer.
    pub who: Bilingual,
    /// On which evidence.
    pub evidence: Vec<String>,
    pub options: Vec<String>,
    /// Whom or what is to be judged.
    pub of: Vec<String>,
    /// Its own 需要时 says that nobody need judge, and yet a result waits.
    pub needless: bool,
    /// The results that wait, by their names.
    pub waiting: Vec<String>,
    /// Whose they are.
    pub waiting_of: Vec<String>,
    /// How many.
    pub results: usize,
}

/// The list.
#[derive(Debug)]
pub struct OpenReport {
    pub items: Vec<Item>,
    /// Whether facts were asked at all.
    pub with_facts: bool,
    pub periods: Vec<Year>,
    pub problems: Vec<Problem>,
}

/// Makes the list.
pub fn open(sources: Sources<'_>, request: &OpenRequest) -> Result<OpenReport, AppError> {
    if request.facts.is_empty() {
        let compiled = compile(sources.packs, &request.place)?;
        let (program, facts) = (&compiled.checked.program, Facts::default());
        let items = listed(program, &facts, &Waiting::default());
        return Ok(OpenReport { items, with_facts: false, periods: Vec::new(), problems: Vec::new() });
    }
    let all_years = request.asked.period.is_empty();
    let period = if all_years { ANY_YEAR.to_owned() } else { request.asked.period.clone() };
    let asked = Asked { period, ..request.asked.clone() };
    let mut prepared = prepare(sources, "--only", &request.place, &request.facts, &asked, Reach::All)?;
    if all_years {
        prepared.question.when.periods = prepared.facts.years(&prepared.program().schema);
    }
    let waiting = waiting(&prepared);
    let items = listed(prepared.program(), &prepared.facts, &waiting);
    Ok(OpenReport { items, with_facts: true, periods: prepared.question.when.periods.clone(), problems: prepared.problems })
}

type Thing = (Kind, u32, Option<Year>, Args);

/// What waits for each decision.
#[derive(Default)]
struct Waiting(BTreeMap<Thing, Waits>);

#[derive(Default)]
struct Waits {
    of: BTreeSet<EntityIx>,
    needless: bool,
    results: BTreeSet<Instance>,
}

fn waiting(prepared: &Prepared) -> Waiting {
    let (program, periods) = (prepared.program(), &prepared.question.when.periods);
    let interpreter = prepared.interpreter();
    let rows = Rows { program, facts: &prepared.facts, interpreter: &interpreter, choice: &prepared.question.choice };
    let mut found = Waiting::default();
    for id in &prepared.question.results {
        for instance in rows.instances(*id, periods) {
            let finding = interpreter.finding(instance);
            if finding.status == Status::Unknown {
                found.enter(&finding, program);
            }
        }
    }
    // What somebody owes, whether or not a result waits for it.
    for (at, _) in program.variables.iter().enumerate().filter(|(_, v)| v.judgement.is_some()) {
        let Some(id) = u32::try_from(at).ok().map(VariableId) else { continue };
        if prepared.keeps_from_view(id) {
            continue;
        }
        for instance in rows.instances(id, periods) {
            let finding = interpreter.finding(instance);
            let owed = finding.causes.iter().any(|c| matches!(c, Cause::Judgement { instance: i, needed: true } if *i == instance));
            if let (true, Some(thing)) = (owed, thing_of(instance, program)) {
                found.0.entry(thing).or_default().of.extend(instance.entity);
            }
        }
    }
    found
}

fn thing_of(instance: Instance, program: &Program) -> Option<Thing> {
    let yearly = program.variable(instance.variable)?.yearly;
    Some((Kind::Judgement, instance.variable.0, yearly.then_some(instance.year), instance.args))
}

impl Waiting {
    fn enter(&mut self, finding: &Finding, program: &Program) {
        for cause in &finding.causes {
            match cause {
                Cause::Open(id) => {
                    self.0.entry((Kind::Open, id.0, None, Args::default())).or_default().results.insert(finding.instance);
                }
                Cause::Judgement { instance, needed } => {
                    let Some(thing) = thing_of(*instance, program) else { continue };
                    let waits = self.0.entry(thing).or_default();
                    waits.of.extend(instance.entity);
                    waits.needless |= !needed;
                    waits.results.insert(finding.instance);
                }
                _ => {}
            }
        }
    }
}

/// Every decision that is open, what most results wait for first.
fn listed(program: &Program, facts: &Facts, waiting: &Waiting) -> Vec<Item> {
    let words = Words { program, facts };
    let mut things: BTreeSet<Thing> = waiting.0.keys().copied().collect();
    for (at, open) in program.opens.iter().enumerate() {
        let Ok(at) = u32::try_from(at) else { continue };
        if open.settled.is_none() && facts.settings(SettingId(at)).is_empty() {
            things.insert((Kind::Open, at, None, Args::default()));
        }
    }
    for (at, _) in program.variables.iter().enumerate().filter(|(_, v)| v.judgement.is_some()) {
        let Ok(at) = u32::try_from(at) else { continue };
        let told = waiting.0.keys().any(|(kind, id, _, _)| (*kind, *id) == (Kind::Judgement, at));
        let answered = facts.all_judged().any(|j| program.variable(VariableId(at)).is_some_and(|v| judges(v, j.judgement)));
        if !told && !answered {
            things.insert((Kind::Judgement, at, None, Args::default()));
        }
    }
    let none = Waits::default();
    let mut items: Vec<Item> = things.into_iter().filter_map(|thing| item(thing, waiting.0.get(&thing).unwrap_or(&none), words)).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.results));
    items
}

fn judges(variable: &Variable, id: quanheng_facts::schema::JudgementId) -> bool {
    variable.judgement.as_ref().is_some_and(|j| j.schema == id)
}

fn item((kind, id, year, args): Thing, waits: &Waits, words: Words<'_>) -> Option<Item> {
    let program = words.program;
    let any_year = Year(9999);
    let named = |entities: BTreeSet<EntityIx>, year: Year| entities.into_iter().map(|e| words.entity(e, year)).collect::<Vec<_>>();
    let at = |instance: &Instance| year.unwrap_or(instance.year);
    let waiting: BTreeSet<String> = waits.results.iter().map(|i| words.variable_name(*i).to_owned()).collect();
    let when = waits.results.iter().map(at).max().unwrap_or(any_year);
    let plain = Item {
        kind,
        name: String::new(),
        year,
        article: None,
        who: Bilingual::new("有权解释本办法的机关", "the office that may interpret the measure"),
        evidence: Vec::new(),
        options: Vec::new(),
        of: named(waits.of.clone(), year.unwrap_or(when)),
        needless: waits.needless,
        waiting: waiting.into_iter().collect(),
        waiting_of: named(waits.results.iter().filter_map(|i| i.entity).collect(), when),
        results: waits.results.len(),
    };
    Some(match kind {
        Kind::Open => {
            let open = program.opens.get(OpenId(id).at())?;
            let shown = |value| words.value(value, &open.ty, any_year, Language::Chinese);
            let options = open.options.iter().map(shown).collect();
            Item { name: open.name.clone(), article: words.article(open.article), options, ..plain }
        }
        Kind::Judgement => {
            let variable = program.variable(VariableId(id))?;
            let judgement = variable.judgement.as_ref()?;
            let of_index = Instance { args, ..Instance::of(VariableId(id), None, year.unwrap_or(any_year)) };
            let who = words.judges(judgement);
            Item {
                name: format!("{}{}", variable.name, words.index_text(of_index)),
                article: words.article(variable.article),
                who: Bilingual::new(who.clone(), who),
                evidence: judgement.evidence.clone(),
                ..plain
            }
        }
    })
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> Bilingual {
        match self {
            Kind::Open => Bilingual::new("待定", "open point"),
            Kind::Judgement => Bilingual::new("认定项", "judgement"),
        }
    }

    /// As the formats for programs name it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Open => "open",
            Kind::Judgement => "judgement",
        }
    }
}

impl Item {
    /// What is to be said beside it, if anything.
    #[must_use]
    pub fn remark(&self, with_facts: bool) -> Bilingual {
        match (self.needless, with_facts && self.results == 0) {
            (true, _) => Bilingual::new("照它的“需要时”不需要认定，可有规则读到它", "not needed by its own 需要时, yet a rule reads it"),
            (false, true) if self.of.is_empty() => Bilingual::new("现有的数据还用不到它", "the facts at hand do not reach it"),
            (false, true) => Bilingual::new("眼下没有结果等它", "no result waits for it yet"),
            (false, false) => Bilingual::new("", ""),
        }
    }
}
