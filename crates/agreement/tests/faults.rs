//! Each planted fault is found within the budget, and made small.

use quanheng_agreement::ask::everything;
use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::{Evaluator, Manner, Question, caught, parting};
use quanheng_agreement::fault::{Fault, all};
use quanheng_agreement::harness::make_small;

/// Seeds that are tried for a fault, at most. The budget of `make test` is 5,000 programs.
const MOST: u64 = 5_000;

/// By fault: how many programs were compared until it showed.
fn found(faults: &[Fault], first_seed: u64) -> Vec<Option<usize>> {
    let mut by: Vec<Option<usize>> = vec![None; faults.len()];
    let mut programs = 0;
    for seed in first_seed..first_seed + MOST {
        if by.iter().all(Option::is_some) {
            break;
        }
        let Ok(case) = case(seed) else { continue };
        programs += 1;
        let facts = case.world.facts(&case.program.schema);
        let asked = everything(&case.program, &facts, &case.world.years);
        let question = Question { program: &case.program, world: &case.world, facts: &facts, choice: &case.world.choice };
        let right = caught(&Manner::Plain, question, &asked);
        for (fault, by) in faults.iter().zip(&mut by).filter(|(_, by)| by.is_none()) {
            if caught(fault, question, &asked) != right {
                *by = Some(programs);
            }
        }
    }
    by
}

#[test]
fn every_fault_is_found_within_the_budget() {
    let faults = all();
    assert!(faults.len() >= 30);
    let by = found(&faults, 200_000);
    for (fault, by) in faults.iter().zip(&by) {
        println!("{:>6}  {}", by.map_or("never".to_owned(), |n| n.to_string()), fault.what);
    }
    let missed: Vec<&str> = faults.iter().zip(&by).filter(|(_, by)| by.is_none()).map(|(f, _)| f.what).collect();
    assert!(missed.is_empty(), "not found: {missed:?}");
}

#[test]
fn a_failure_is_made_small() {
    let fault = all().into_iter().find(|f| f.what.starts_with("缺值 排除")).unwrap();
    for seed in 300_000.. {
        let Ok(case) = case(seed) else { continue };
        let facts = case.world.facts(&case.program.schema);
        let asked = everything(&case.program, &facts, &case.world.years);
        let question = Question { program: &case.program, world: &case.world, facts: &facts, choice: &case.world.choice };
        let (one, other) = (Manner::Plain.answers(question, &asked), fault.answers(question, &asked));
        let Some(parting) = parting(&one, &other, &asked) else { continue };
        let failure = make_small(&case, parting, &Manner::Plain, &fault);
        println!("{}", failure.page);
        let before: usize = case.written.files().iter().flatten().map(|(_, t)| t.chars().count()).sum();
        let after = failure.page.split_once("## 包").unwrap().1.chars().count();
        assert!(after * 2 < before, "{after} of {before}");
        return;
    }
}
