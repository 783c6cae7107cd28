//! The interpreter against a second, tiny model of the language (`second_model/model.rs`): on random programs and random facts
//! both give the same status, the same value, the same rules, and bounds that contain (and for one unknown reach) what the model
//! finds by trying everything.

mod model;
mod random;
mod text;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use quanheng_facts::fact::{Confirmation, Facts};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::finding::{Cause, Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};

use self::model::{Definition, Known, Outcome, Outcomes, number, order, possible};
use self::text::{INPUTS, name, statements, tables};
use crate::world::{self, entities, insert, origin, row};

const YEAR: i16 = 2016;
const PROGRAMS: u32 = 3000;

/// The facts, for the interpreter. Two ways of not knowing: an empty cell, and no row at all.
fn facts(known: &[Known]) -> Facts {
    let mut facts = Facts::new(entities(&["甲县"]));
    for (at, (known, input)) in known.iter().zip(&INPUTS).enumerate() {
        let table = u32::try_from(at).unwrap();
        match known {
            Known::Value(n) => insert(&mut facts, table, row(0, YEAR, vec![Some(value(*n, input.truth))])),
            Known::OneOf(_) if at % 2 == 0 => insert(&mut facts, table, row(0, YEAR, vec![None])),
            Known::OneOf(_) => {}
            Known::NotApplicable => facts.confirm(Confirmation {
                table: TableId(table),
                year: Some(Year(YEAR)),
                scope: Vec::new(),
                body: "省统计局".to_owned(),
                signed_on: None,
                origin: origin(),
            }),
        }
    }
    facts
}

fn value(n: i64, truth: bool) -> Value {
    if truth { Value::Bool(n == 1) } else { world::number(i128::from(n)) }
}

/// One definition, as both see it.
fn agree(definition: &Definition, can: &Outcomes, found: &Finding, unknown: &[usize]) -> Result<(), String> {
    let values: BTreeSet<Value> = can.iter().filter_map(|(o, _)| number(*o)).map(|n| value(n, definition.truth)).collect();
    let na = can.iter().any(|(o, _)| *o == Outcome::NotApplicable);
    let fault = can.iter().any(|(o, _)| matches!(o, Outcome::Conflict | Outcome::Error));
    let (one, tight) = (unknown.is_empty(), unknown.len() <= 1);
    let must = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let between = found.between.as_ref();
    match found.status {
        Status::Holds => {
            must(!na && !fault, "成立, yet it may be none")?;
            must(values.iter().eq([found.value.as_ref().unwrap()]), "another value")?;
        }
        Status::NotApplicable => must(na && !fault && values.is_empty(), "不适用, yet it may be something else")?,
        Status::Conflict | Status::Error => {
            must(fault && !na && values.is_empty(), "冲突 or 错误, yet it may be something else")?;
            let here = found.status == Status::Conflict;
            let conflicts = can.iter().filter(|(o, _)| *o == Outcome::Conflict).count();
            must(if here { conflicts > 0 } else { conflicts < can.len() }, "冲突 and 错误 mixed up")?;
        }
        Status::Unknown => {
            must(!one, "未知, yet everything is known")?;
            must(!na || found.may_be_na, "it may be 不适用")?;
            must(!found.causes.is_empty(), "未知 without a cause")?;
            let inside =
                |v: &Value| between.is_some_and(|b| b.least.as_ref().is_none_or(|l| l <= v) && b.greatest.as_ref().is_none_or(|g| v <= g));
            must(values.iter().all(inside), "a value outside the bounds")?;
            if let Some(between) = between.filter(|b| tight || !b.wide) {
                must(values.first() == between.least.as_ref() && values.last() == between.greatest.as_ref(), "bounds not reached")?;
            }
            if tight {
                must(between.is_none_or(|b| !b.wide), "one unknown must not be wide")?;
                must(na == found.may_be_na, "it cannot be 不适用")?;
                must(can.iter().map(|(o, _)| o).collect::<BTreeSet<_>>().len() > 1, "未知, yet one thing only can come out")?;
            }
            let cells: BTreeSet<usize> = found
                .causes
                .iter()
                .filter_map(|cause| match cause {
                    Cause::Cell { table, .. } | Cause::Completeness { table, .. } => usize::try_from(table.0).ok(),
                    _ => None,
                })
                .collect();
            must(!cells.is_empty() && cells.iter().all(|c| unknown.contains(c)), "another cause")?;
        }
    }
    if let (true, Some((Outcome::Value(_), rules))) = (one, can.first()) {
        let told: BTreeSet<usize> = found.rules.iter().map(|r| usize::try_from(r.0).unwrap()).collect();
        must(told == rules.iter().copied().collect(), "other rules")?;
        must(found.by_default == rules.is_empty(), "the default mixed up")?;
    }
    Ok(())
}

/// How often each thing was met: a test that meets only 成立 shows little.
type Met = BTreeMap<String, usize>;

fn both(definitions: &[Definition], worlds: &[Vec<Known>], met: &mut Met) -> Result<(), String> {
    let ordered = definitions.iter().all(|d| order(d).is_some());
    let program = match (world::tried(&tables(), &statements(definitions).join("\n\n")), ordered) {
        (Err(problems), false) if problems.iter().all(|p| p.id == "override-cycle") => {
            *met.entry("refused".to_owned()).or_default() += 1;
            return Ok(());
        }
        (Err(problems), _) => {
            let told: Vec<String> = problems.iter().map(|p| p.render(quanheng_facts::problem::Language::Chinese)).collect();
            return Err(format!("refused: {}", told.join("\n")));
        }
        (Ok(_), false) => return Err("exceptions that override each other in a circle are let pass".to_owned()),
        (Ok(program), true) => program,
    };
    for known in worlds {
        let facts = facts(known);
        let run = Interpreter::new(&program, &facts, Choice::default());
        let unknown: Vec<usize> = (0..INPUTS.len()).filter(|at| matches!(known[*at], Known::OneOf(_))).collect();
        let can = possible(definitions, known).unwrap();
        for (at, definition) in definitions.iter().enumerate() {
            let variable = program.variable_named(&format!("单位.{}", name(at))).unwrap();
            let found = run.finding(Instance::of(variable, Some(EntityIx(0)), Year(YEAR)));
            *met.entry(format!("{:?}", found.status)).or_default() += 1;
            if found.status == Status::Unknown && unknown.len() == 1 {
                *met.entry("one unknown".to_owned()).or_default() += 1;
            }
            agree(definition, &can[at], &found, &unknown)
                .map_err(|what| format!("{}: {what}\n{found:?}\nmodel: {:?}\nfacts: {known:?}", name(at), can[at]))?;
        }
    }
    Ok(())
}

#[test]
fn the_interpreter_and_the_model_agree() {
    // PROPTEST_CASES=30000, which proptest reads, looks further.
    let cases = Config::default().cases.max(PROGRAMS);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let met = RefCell::new(Met::new());
    // Inputs in the order of INPUTS: 甲 乙 丙 子 丑 寅.
    let strategy = (random::definitions(), proptest::collection::vec(random::facts(), 1..3));
    let ran =
        runner.run(&strategy, |(definitions, worlds)| both(&definitions, &worlds, &mut met.borrow_mut()).map_err(TestCaseError::fail));
    if let Err(TestError::Fail(why, (definitions, worlds))) = ran {
        panic!("{}\n\n{why}\n\n{worlds:?}", statements(&definitions).join("\n\n"));
    }
    let met = met.into_inner();
    let enough = |what: &str, least: usize| assert!(met.get(what).copied().unwrap_or_default() >= least, "too few of {what}: {met:?}");
    for (what, least) in [
        ("Holds", 1000),
        ("NotApplicable", 100),
        ("Unknown", 1000),
        ("Conflict", 100),
        ("Error", 100),
        ("one unknown", 200),
        ("refused", 20),
    ] {
        enough(what, least);
    }
}

#[test]
fn the_model_is_tiny_and_shares_no_code() {
    let model = include_str!("second_model/model.rs");
    assert!(model.lines().count() <= 300, "at most 300 lines");
    let foreign: Vec<&str> =
        model.lines().filter(|l| l.starts_with("use ") && !l.starts_with("use std::") && !l.starts_with("use Outcome::")).collect();
    assert!(foreign.is_empty() && !model.contains("quanheng_"), "{foreign:?}");
}
