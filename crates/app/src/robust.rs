//! `robust`: how firm a composite ranking stands when its weights are others.
//!
//! In: a question, the result, how many draws, from which seed, how far from the written weights. Out: for each member how often it
//! stays on the list (in its tier, at its place), and its range of places, beside what stands as written. Before anything is told,
//! the draws' own arithmetic is held to the run: under the written weights both must say the same of everybody. Deliberately absent:
//! a judgement whether a ranking is good; other weights to put in the place of the written ones.

pub mod csv;
pub mod json_lines;
pub mod often;
mod settings;

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::{Bilingual, Language, Problem};
use quanheng_facts::value::Year;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::Interpreter;
use quanheng_policy::interpret::composite::{Composite, CompositeWeight, NotVaried};
use quanheng_policy::ir::{Args, ExprKind, Shape, Variable, VariableId};
use quanheng_policy::robust::field::{Given, Verdict};
use quanheng_policy::robust::tally::{Counts, Ready};
use quanheng_policy::robust::weights::{Drawing, MOST_WEIGHTS, Spread, Weights};
use quanheng_policy::wording::{Words, written};

pub use self::settings::{MOST_DRAWS, Settings};
use crate::compile::PackPlace;
use crate::error::{AppError, ErrorKind, any_error};
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::problems;
use crate::question::{Asked, find_result};
use crate::results::{Header, ResultRow, Rows};

/// The format's name; `docs/robust.schema.json` says it.
pub const FORMAT: &str = "quanheng.robust/1";

/// So often may one member be held against another in all draws together: about half a minute.
const MOST_COMPARISONS: u64 = 2_000_000_000;

/// The option that names the result.
pub const OF: &str = "--of";

/// What is asked. Numbers as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RobustRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub asked: Asked,
    pub result: String,
    pub draws: Option<String>,
    pub seed: Option<String>,
    pub spread: Option<String>,
    /// Those who are never on the list are listed as well.
    pub all: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct RobustReport {
    pub prepared: Prepared,
    pub header: Header,
    pub result: String,
    pub kind: Kind,
    pub settings: Settings,
    pub all: bool,
    /// The result is, or belongs to, a matter to be verified.
    pub to_verify: bool,
    pub sections: Vec<Section>,
    pub problems: Vec<Problem>,
}

/// What kind of ranking it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ranking,
    List,
    Tiers,
}

/// One year, and one choice of further indexes.
#[derive(Clone, Debug)]
pub struct Section {
    pub period: Year,
    pub index: Vec<String>,
    pub weights: Vec<WeightRow>,
    /// By group, then as written, from the best.
    pub rows: Vec<RobustRow>,
    /// Names of the tiers, from the best.
    pub tiers: Vec<String>,
    /// How many of the kind take no part.
    pub outside: usize,
    /// A figure that is weighed is itself weighed of others: those weights stay as written.
    pub nested: bool,
    /// Members are grouped.
    pub grouped: bool,
}

/// A weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightRow {
    /// As it is called where it is written.
    pub name: String,
    /// The figure that it weighs.
    pub figure: String,
    pub written: Option<Exact>,
    /// The least and the greatest share among the draws.
    pub drawn: (Exact, Exact),
}

/// A member.
#[derive(Clone, Debug)]
pub struct RobustRow {
    pub row: ResultRow,
    pub group: Option<Bilingual>,
    pub as_written: Given,
    pub counts: Counts,
}

impl Kind {
    /// The stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Ranking => "ranking",
            Kind::List => "list",
            Kind::Tiers => "tiers",
        }
    }
}

impl RobustReport {
    /// How many are in conflict or in error as written.
    #[must_use]
    pub fn faulty(&self) -> usize {
        self.sections.iter().flat_map(|s| &s.rows).filter(|r| r.as_written.verdict == Verdict::Fault).count()
    }

    /// The rows that are shown to people.
    pub fn shown<'s>(&self, section: &'s Section) -> impl Iterator<Item = &'s RobustRow> {
        let all = self.all || self.kind != Kind::List;
        section.rows.iter().filter(move |row| all || row.is_ever_on_the_list())
    }
}

impl RobustRow {
    /// On the list as written or in some draw, surely or perhaps.
    #[must_use]
    pub fn is_ever_on_the_list(&self) -> bool {
        let inside = self.counts.inside;
        inside.surely > 0 || inside.perhaps > 0 || self.counts.faults > 0 || self.as_written.verdict != Verdict::Out
    }
}

/// How firm a ranking stands.
pub fn robust(sources: Sources<'_>, request: &RobustRequest) -> Result<RobustReport, AppError> {
    let mut wrong = Vec::new();
    let settings = Settings::read(request, &mut wrong);
    let asked = Asked { only: vec![request.result.clone()], ..request.asked.clone() };
    let prepared = match prepare(sources, OF, &request.place, &request.facts, &asked, Reach::All) {
        Ok(prepared) => prepared,
        Err(mut error) => {
            error.problems.splice(0..0, wrong);
            return Err(error);
        }
    };
    let program = prepared.program();
    let found = find_result(OF, &request.result, program, &mut wrong);
    let (Some(id), false) = (found, any_error(&wrong)) else { return Err(AppError::invalid(wrong)) };
    let Some(variable) = program.variable(id) else { return Err(AppError::invalid(wrong)) };
    let interpreter = prepared.interpreter();
    let mut sections = Vec::new();
    for year in &prepared.question.when.periods {
        for args in variable.index_choices(&program.schema.enums) {
            match section(&prepared, &interpreter, (id, variable), (*year, args), &settings)? {
                Ok(section) => sections.push(section),
                Err(problem) => wrong.push(*problem),
            }
        }
    }
    // What stands in the way may be the same in every year.
    problems::sort(&mut wrong);
    if any_error(&wrong) {
        return Err(AppError::invalid(wrong));
    }
    let kind = match &variable.shape {
        Shape::List(_) => Kind::List,
        Shape::Tiers(_) => Kind::Tiers,
        Shape::Rules | Shape::Rank(_) | Shape::Share(_) => Kind::Ranking,
    };
    let mut problems: Vec<Problem> = prepared.problems.iter().chain(&wrong).cloned().collect();
    problems::sort(&mut problems);
    let (result, to_verify) = (variable.name.clone(), program.to_verify.contains(&id));
    let header = prepared.header(None, false);
    drop(interpreter);
    Ok(RobustReport { header, result, kind, settings, all: request.all, to_verify, sections, problems, prepared })
}

fn section(
    prepared: &Prepared,
    interpreter: &Interpreter<'_>,
    (id, variable): (VariableId, &Variable),
    (year, args): (Year, Args),
    settings: &Settings,
) -> Result<Result<Section, Box<Problem>>, AppError> {
    let (program, facts) = (prepared.program(), &prepared.facts);
    let words = Words { program, facts };
    let composite = match interpreter.composite(id, year, args) {
        Ok(composite) => composite,
        Err(reason) => return Ok(Err(Box::new(not_varied(&reason, variable, year, prepared)))),
    };
    let written_weights: Vec<Option<Exact>> = composite.weights.iter().map(|w| w.written).collect();
    let known: Option<Vec<Exact>> = written_weights.iter().copied().collect();
    if let (None, Spread::Within(_)) = (&known, settings.spread) {
        let open = composite.weights.iter().filter(|w| w.written.is_none()).map(|w| words.expression(&w.weight));
        return Ok(Err(Box::new(problems::robust_weights_open(&variable.name, &open.collect::<Vec<_>>()))));
    }
    let too_large = || Ok(Err(Box::new(problems::robust_too_large(&variable.name))));
    if composite.weights.len() > MOST_WEIGHTS {
        return too_large();
    }
    let exact = match known.as_deref().map(Weights::written) {
        Some(None) => return too_large(),
        Some(Some(exact)) => Some(exact),
        None => None,
    };
    let Some(drawing) = Drawing::new(&written_weights, settings.spread, settings.seed) else {
        return Ok(Err(Box::new(problems::robust_one_weight(&variable.name))));
    };
    let Some(ready) = Ready::new(&composite.field, exact.as_ref()) else { return too_large() };
    let as_written = match exact.as_ref().and_then(|exact| ready.given(exact)) {
        Some(given) => {
            if !agree(&given, &composite.as_run) {
                return Err(disagreement(&variable.name));
            }
            given
        }
        None => composite.as_run.clone(),
    };
    let comparisons = ready.comparisons(&drawing.draw(0));
    let most = MOST_COMPARISONS.checked_div(comparisons).unwrap_or(u64::MAX);
    if settings.draws > most {
        return Ok(Err(Box::new(problems::robust_too_many(&variable.name, composite.members.len(), settings.draws, most))));
    }
    let counts = ready.counted(&drawing, settings.draws, &as_written);
    let reach = drawing.reach(settings.draws);
    let maker = Rows { program, facts, interpreter, choice: &prepared.question.choice };
    let mut rows: Vec<RobustRow> = Vec::with_capacity(counts.len());
    for (at, ((entity, counts), given)) in composite.members.iter().zip(counts).zip(&as_written).enumerate() {
        let row = maker.row(variable, Instance { args, ..Instance::of(id, Some(*entity), year) });
        let group = composite.groups.as_ref().and_then(|(ty, groups)| {
            let of = groups.get(at)?;
            let say = |language| words.possible(of, ty, year, language);
            Some(Bilingual::new(say(Language::Chinese), say(Language::English)))
        });
        rows.push(RobustRow { row, group, as_written: *given, counts });
    }
    sort(&mut rows, &composite);
    let weights = composite.weights.iter().zip(reach).map(|(weight, drawn)| weight_row(weight, drawn, &words)).collect();
    Ok(Ok(Section {
        period: year,
        index: rows.first().map(|r| r.row.index.clone()).unwrap_or_default(),
        weights,
        tiers: composite.tiers.iter().map(|tier| written(tier, &variable.ty, &program.schema)).collect(),
        outside: composite.outside,
        nested: composite.nested,
        grouped: composite.groups.is_some(),
        rows,
    }))
}

/// By group as the groups come first, then by the written place, then by the median of the draws; those without a place last.
fn sort(rows: &mut [RobustRow], composite: &Composite) {
    let mut order: Vec<Option<&Bilingual>> = Vec::new();
    if composite.groups.is_some() {
        for row in rows.iter() {
            if !order.contains(&row.group.as_ref()) {
                order.push(row.group.as_ref());
            }
        }
    }
    let order: Vec<Option<Bilingual>> = order.into_iter().map(|g| g.cloned()).collect();
    rows.sort_by_cached_key(|row| {
        let group = order.iter().position(|g| *g == row.group).unwrap_or_default();
        let last = (usize::MAX, usize::MAX);
        (group, row.as_written.places.unwrap_or(last), row.counts.quantile(50).unwrap_or(last), row.row.entity)
    });
}

fn weight_row(weight: &CompositeWeight, drawn: (Exact, Exact), words: &Words<'_>) -> WeightRow {
    let figure = match &weight.figure.kind {
        ExprKind::Normalise(normalise) => words.expression(&normalise.of),
        _ => words.expression(&weight.figure),
    };
    let named = matches!(weight.weight.kind, ExprKind::Parameter(_) | ExprKind::Open(_));
    let name = if named { words.expression(&weight.weight) } else { figure.clone() };
    WeightRow { name, figure, written: weight.written, drawn }
}

/// A run tells no places of lists and tiers; everything else is the same.
fn agree(draw: &[Given], run: &[Given]) -> bool {
    let told = |given: &Given| Given { places: given.places.filter(|_| given.verdict == Verdict::Placed), ..*given };
    draw.len() == run.len() && draw.iter().zip(run).all(|(draw, run)| told(draw) == told(run))
}

fn disagreement(result: &str) -> AppError {
    AppError {
        kind: ErrorKind::Internal,
        text: Bilingual::new(
            format!("程序内部出错：按所写的权重，抽取时算出的「{result}」与运行的结果不同，没有给出。"),
            format!("Internal fault: under the written weights the draws give another 「{result}」 than the run does; nothing is told."),
        ),
        hints: Vec::new(),
        problems: Vec::new(),
    }
}

fn not_varied(reason: &NotVaried, variable: &Variable, year: Year, prepared: &Prepared) -> Problem {
    let program = prepared.program();
    let words = Words { program, facts: &prepared.facts };
    let name = variable.name.as_str();
    match reason {
        NotVaried::NotRanked | NotVaried::NoComposite => {
            let others = program.composites();
            let others: Vec<String> = others.iter().filter_map(|id| program.variable(*id)).map(|v| v.name.clone()).collect();
            problems::robust_no_composite(name, *reason == NotVaried::NotRanked, &others)
        }
        NotVaried::Elsewhere(expr) => problems::robust_elsewhere(name, &words.expression(expr)),
        NotVaried::Several(both) => {
            let [one, other] = &**both;
            problems::robust_several(name, &words.expression(one), &words.expression(other))
        }
        NotVaried::NotWhole(weights) => {
            let sum = weights.iter().try_fold(Exact::ZERO, |sum, w| sum.plus(*w)).and_then(|sum| sum.times(Exact::integer(100)));
            problems::robust_not_whole(name, &sum.map_or_else(|| "？".to_owned(), |sum| format!("{sum}%")))
        }
        NotVaried::Nobody => problems::robust_nobody(name, year),
    }
}
