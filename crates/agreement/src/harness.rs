//! Many cases, both evaluators, on all threads; results in the order of seeds, whatever the threads did.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::ask::{Asked, everything};
use crate::case::{Case, case};
use crate::evaluate::{Evaluator, Parting, Question, caught, parting};
use crate::minimise::{Small, minimise};
use crate::page::page;
use crate::tally::Tally;
use crate::world::World;
use quanheng_policy::ir::Program;

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub first_seed: u64,
    /// Programs that the checker takes.
    pub programs: usize,
    pub threads: usize,
    /// Failures that are made small and told; after these nothing more is tried.
    pub failures: usize,
}

impl Budget {
    /// So many programs from a seed, on as many threads as there are.
    #[must_use]
    pub fn of(programs: usize, first_seed: u64) -> Budget {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Budget { first_seed, programs, threads, failures: 3 }
    }
}

/// A case on which the two part, made small.
#[derive(Clone, Debug)]
pub struct Failure {
    pub seed: u64,
    pub parting: Parting,
    /// The page to keep.
    pub page: String,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub tally: Tally,
    pub failures: Vec<Failure>,
}

/// What came of one seed: counted, and a failure; or the message by which its program was refused.
type OfSeed = Result<(Tally, Option<Failure>), String>;

/// Compares two evaluators on many cases.
pub fn compare(one: &dyn Evaluator, other: &dyn Evaluator, budget: Budget) -> Outcome {
    let (next, taken) = (AtomicU64::new(0), AtomicUsize::new(0));
    let failed = AtomicUsize::new(0);
    let found: Mutex<Vec<(u64, OfSeed)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..budget.threads {
            scope.spawn(|| {
                // A step behind the number wanted is enough: what is beyond it is left out below, so that threads change nothing.
                while taken.load(Ordering::SeqCst) < budget.programs && failed.load(Ordering::SeqCst) < budget.failures {
                    let seed = budget.first_seed + next.fetch_add(1, Ordering::SeqCst);
                    let result = match case(seed) {
                        Ok(case) => {
                            taken.fetch_add(1, Ordering::SeqCst);
                            let (tally, failure) = compare_case(&case, one, other);
                            if failure.is_some() {
                                failed.fetch_add(1, Ordering::SeqCst);
                            }
                            Ok((tally, failure))
                        }
                        Err(problems) => Err(problems.first().map(|p| p.id.to_owned()).unwrap_or_default()),
                    };
                    found.lock().unwrap().push((seed, result));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_by_key(|(seed, _)| *seed);
    let mut outcome = Outcome::default();
    for (_, result) in found {
        if outcome.tally.programs >= budget.programs {
            break;
        }
        match result {
            Ok((tally, failure)) => {
                outcome.tally.add(&tally);
                outcome.failures.extend(failure);
            }
            Err(id) => *outcome.tally.refused.entry(id).or_default() += 1,
        }
    }
    outcome
}

/// Compares in batches for as long as it is told to go on; ends at the first batch with a failure.
pub fn soak(one: &dyn Evaluator, other: &dyn Evaluator, first: Budget, go_on: &mut dyn FnMut(&Tally) -> bool) -> Outcome {
    let mut all = Outcome::default();
    let mut budget = first;
    while all.failures.is_empty() {
        let batch = compare(one, other, budget);
        budget.first_seed += u64::try_from(batch.tally.programs + batch.tally.refused.values().sum::<usize>()).unwrap_or(0);
        all.tally.add(&batch.tally);
        all.failures = batch.failures;
        if !go_on(&all.tally) {
            break;
        }
    }
    all
}

/// Asks both everything.
#[must_use]
pub fn differ(program: &Program, world: &World, one: &dyn Evaluator, other: &dyn Evaluator) -> Option<Parting> {
    let facts = world.facts(&program.schema);
    let asked = everything(program, &facts, &world.years);
    let question = Question { program, world, facts: &facts, choice: &world.choice };
    told(caught(one, question, &asked), caught(other, question, &asked), &asked)
}

fn told(
    one: Result<Vec<crate::evaluate::Answer>, String>,
    other: Result<Vec<crate::evaluate::Answer>, String>,
    asked: &[Asked],
) -> Option<Parting> {
    match (one, other) {
        (Ok(one), Ok(other)) => parting(&one, &other, asked),
        (one, other) => {
            let words = |side: Result<_, String>| side.err().unwrap_or_else(|| "answers".to_owned());
            Some(Parting { asked: None, one: words(one), other: words(other) })
        }
    }
}

fn compare_case(case: &Case, one: &dyn Evaluator, other: &dyn Evaluator) -> (Tally, Option<Failure>) {
    let Case { program, world, .. } = case;
    let facts = world.facts(&program.schema);
    let asked = everything(program, &facts, &world.years);
    let question = Question { program, world, facts: &facts, choice: &world.choice };
    let answers = caught(one, question, &asked);
    let mut tally = Tally::default();
    if let Ok(answers) = &answers {
        tally.count(program, world.lines.len(), &asked, answers);
    }
    let parting = told(answers, caught(other, question, &asked), &asked);
    let failure = parting.map(|parting| make_small(case, parting, one, other));
    (tally, failure)
}

/// The failure of a case, small and as a page.
pub fn make_small(case: &Case, parting: Parting, one: &dyn Evaluator, other: &dyn Evaluator) -> Failure {
    let small = Small { written: case.written.clone(), program: case.program.clone(), world: case.world.clone() };
    let small = minimise(small, &|program, world| differ(program, world, one, other).is_some());
    let parting = differ(&small.program, &small.world, one, other).unwrap_or(parting);
    let whom = parting.asked.map(|asked| {
        let instance = asked.instance();
        let variable = small.program.variable(instance.variable).map(|v| v.name.clone()).unwrap_or_default();
        let facts = small.world.facts(&small.program.schema);
        let entity = instance.entity.and_then(|e| facts.entities.get(e)).map(|e| e.id.clone()).unwrap_or_default();
        let kind = if matches!(asked, Asked::Conclusion(..)) { "结论 " } else { "" };
        format!("{kind}{variable} {entity} {} {:?}", instance.year, instance.args.values().collect::<Vec<_>>())
    });
    let why = format!(
        "{} and {} part on {}, seed {}.\n\n```text\n{}\n```\n\n```text\n{}\n```",
        one.name(),
        other.name(),
        whom.unwrap_or_else(|| "everything".to_owned()),
        case.seed,
        parting.one,
        parting.other
    );
    let page = page(&format!("Seed {}", case.seed), &why, &small.written.files(), &small.program, &small.world);
    Failure { seed: case.seed, parting, page }
}
