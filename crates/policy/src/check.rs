//! From packs as written to a program that may run: names, types, units, 不适用, order of exceptions, gaps, cycles.
//!
//! In: the packs' trees, from the lowest basis to the pack asked for. Out: the checked program, or nothing where there is an error;
//! and every problem, sorted by place, each once. Parts that cannot be understood are told of once and then left out, so that
//! one wrong name does not make ten messages. Deliberately absent: reading files, hashing packs, running anything.
//!
//! ```text
//! declarations ─► signatures ─► rules (expressions typed and lowered) ─► order of exceptions ─► what a whole program must satisfy
//! ```

mod alone;
mod amendments;
mod articles;
mod asserts;
mod bypass;
mod calendar;
mod calls;
mod columns;
mod completeness;
mod coverage;
mod crowded;
mod cycles;
mod dead;
mod decisions;
mod declarations;
mod expressions;
mod families;
mod gather;
mod history;
mod ids;
mod judgement_steps;
mod judgements;
mod logic;
mod lookalikes;
mod names;
mod natures;
mod not_applicable;
mod numbers;
mod opens;
mod outcomes;
mod overlap;
mod overrides;
mod packs;
mod param_tables;
mod periods;
mod places;
mod posts;
mod procedure_limits;
mod procedure_norms;
mod procedure_words;
mod procedures;
mod published;
mod ranges;
mod reaches;
mod reads;
mod reviewed;
mod rules;
mod scores;
mod set_rules;
mod solve;
mod spans;
mod tiers;
mod tree_walk;
mod truth_conditions;
mod truth_rows;
mod types;
mod variables;
mod versions;
mod witness;

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::value::{EnumId, KindId};

use crate::ir::{ArticleIx, OpenId, OutcomeId, Program, VariableId};
use crate::ir_from_checked;
use crate::pack::{CheckedPack, PackSource};
use crate::problems;
use crate::syntax::tree::{self, Span, Statement, Word};

pub use coverage::{MeasureCoverage, coverage};

use names::Names;

/// The most rules of one result. Each is held against each other, with the rest in mind.
pub const MAX_RULES: usize = 100;

const MOST_HINTED: usize = 500;

/// Checks packs, ordered from the lowest basis to the pack asked for.
#[must_use]
pub fn check(packs: &[PackSource]) -> (Option<CheckedPack>, Vec<Problem>) {
    let mut checker = Checker::new(packs);
    checker.see_basis();
    checker.declare_articles();
    checker.declare_kinds_and_enums();
    checker.declare_outcome_kinds();
    checker.declare_matters();
    checker.declare_outcome_fields();
    checker.declare_opens();
    checker.declare_tables();
    checker.bind_matters();
    checker.declare_post_groups();
    checker.check_units_of_tenures();
    checker.declare_numbers();
    checker.declare_variables();
    checker.declare_judgements();
    checker.declare_outcomes();
    checker.declare_overridden_columns();
    checker.declare_procedures();
    checker.settle_opens();
    checker.amend_numbers();
    checker.check_number_tables();
    checker.lower_bases();
    checker.lower_set_rules();
    checker.lower_outcomes();
    checker.lower_judgements();
    checker.lower_exceptions();
    checker.lower_bounds_and_presumptions();
    checker.lower_asserts();
    checker.lower_procedures();
    checker.order_exceptions();
    checker.repeal_rules();
    checker.choose_results();
    checker.leave_out_too_many_rules();
    checker.choose_natures();

    checker.check_versions();
    checker.check_ids();
    checker.check_labels();
    checker.check_lookalikes();
    checker.check_not_applicable();
    let (mut proofs, candidates) = checker.check_overlap();
    checker.check_dead();
    checker.check_asserts();
    checker.check_completeness();
    checker.check_procedures();
    // Whether something is read can only be said once everything is understood.
    let whole = packs.iter().all(|p| p.tree.broken.is_empty());
    if whole && !checker.problems.iter().any(|p| p.severity == Severity::Error) {
        checker.check_opens();
        checker.check_bypass();
        checker.check_alone();
        checker.check_published();
        checker.check_disregards();
    }
    checker.check_numbers();
    checker.check_articles();
    checker.check_reviewed();
    let circular = checker.check_cycles();
    let truth_tables = checker.truth_tables();
    let condition_tables = checker.condition_tables();

    let Checker { mut problems, program, .. } = checker;
    let sound = !circular && !problems.iter().any(|p| p.severity == Severity::Error);
    let mut program = program;
    program.schema.settings = families::settings(&program);
    let program = sound.then(|| ir_from_checked::ordered(program));
    problems.extend(overlap::judge(candidates, program.as_ref(), &mut proofs));
    let mut problems = each_name_once(problems);
    problems.dedup();
    (program.map(|program| CheckedPack { program, remarks: problems.clone(), proofs, truth_tables, condition_tables }), problems)
}

/// What is known so far, and what was wrong.
struct Checker<'a> {
    packs: &'a [PackSource],
    problems: Vec<Problem>,
    program: Program,
    names: Names,
    /// For each pack, where its articles begin in [`Program::articles`].
    article_base: Vec<usize>,
    /// Variables of which some part could not be understood: proofs about them would mislead.
    damaged: BTreeSet<VariableId>,
    /// Enum values that some rule names.
    named_values: BTreeSet<(EnumId, u32)>,
    opens_read: BTreeSet<OpenId>,
    /// Where a pack settles them (设).
    settled_at: BTreeMap<OpenId, (usize, Span)>,
    /// Where the exceptions' own words about their order stand, until they are resolved.
    pending: Vec<overrides::Pending<'a>>,
    /// Names whose declaration could not be read or understood: that has been told, and what reads them is not told of again.
    broken: BTreeSet<String>,
    /// What the definitions of each pack's articles are called.
    defined: BTreeMap<(usize, Option<usize>), ids::Defined>,
    /// Fields of conclusions that people fill in.
    judged_fields: Vec<judgements::JudgedField<'a>>,
    /// Columns that exceptions are made to.
    overridden: Vec<columns::OverriddenColumn>,
    /// 所录 is being read: the cell itself, whatever exceptions there are.
    as_entered: bool,
    /// The enum 结论类.
    outcome_kinds: Option<EnumId>,
    /// Fact tables whose rows are registered as matters, with the kind those rows are.
    row_kinds: Vec<(String, KindId)>,
    /// Where each conclusion is written.
    outcome_sources: Vec<(OutcomeId, usize, &'a Statement, &'a tree::Outcome)>,
    /// Where each variable's definitions stand in the trees.
    sources: BTreeMap<VariableId, Vec<variables::VariableSource<'a>>>,
    /// What each group of judgements consists of, by the kind it belongs to and its name.
    judgement_groups: Vec<judgements::Group>,
    /// 待定 of the type 表.
    families: Vec<families::Family>,
    /// The set of a 含 is being read: there a column of many values may stand.
    many_read: bool,
    /// Beside [`Program::procedures`]: where each was written.
    written_procedures: Vec<procedures::WrittenProcedure<'a>>,
    /// Words of case files that a procedure or a duty uses, and so declares.
    words_used: Vec<(usize, &'a Word)>,
}

impl<'a> Checker<'a> {
    fn new(packs: &'a [PackSource]) -> Checker<'a> {
        Checker {
            packs,
            problems: Vec::new(),
            program: Program::default(),
            names: Names::default(),
            article_base: Vec::new(),
            damaged: BTreeSet::new(),
            named_values: BTreeSet::new(),
            opens_read: BTreeSet::new(),
            settled_at: BTreeMap::new(),
            pending: Vec::new(),
            broken: packs.iter().flat_map(|p| &p.tree.broken).map(|w| w.text.clone()).collect(),
            defined: ids::defined(packs),
            judged_fields: Vec::new(),
            overridden: Vec::new(),
            as_entered: false,
            outcome_kinds: None,
            row_kinds: Vec::new(),
            outcome_sources: Vec::new(),
            sources: BTreeMap::new(),
            judgement_groups: Vec::new(),
            families: Vec::new(),
            many_read: false,
            written_procedures: Vec::new(),
            words_used: Vec::new(),
        }
    }

    /// Looking for the nearest name goes through all of them: after so many problems no more hints of that kind are given.
    fn still_hints(&self) -> bool {
        self.problems.len() < MOST_HINTED
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn place(&self, pack: usize, span: Span) -> Place {
        match self.packs.get(pack) {
            Some(source) => crate::pack::place_of(source, span),
            None => Place::File { file: String::new() },
        }
    }

    /// The author's own words at a place.
    fn words(&self, pack: usize, span: Span) -> String {
        self.packs.get(pack).map(|source| places::words_at(source, span)).unwrap_or_default()
    }

    fn article_ix(&self, pack: usize, article: Option<usize>) -> Option<ArticleIx> {
        let at = self.article_base.get(pack)?.checked_add(article?)?;
        self.program.articles.get(at)?;
        u32::try_from(at).ok().map(ArticleIx)
    }
}

/// Sorted by place; a name that nothing bears is told of once, with the other places where it stands.
fn each_name_once(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    let mut out: Vec<Problem> = Vec::new();
    for problem in problems {
        let told = [problems::unknown_name::ID, problems::target_unknown::ID].contains(&problem.id);
        let same = |p: &&mut Problem| p.id == problem.id && p.text == problem.text && p.place != problem.place;
        match out.iter_mut().find(same).filter(|_| told) {
            Some(first) => first.related.push((problem.place, Bilingual::new("这里也用了它", "it stands here too"))),
            None => out.push(problem),
        }
    }
    out
}

/// An index for the next element of a list.
fn next_index<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
