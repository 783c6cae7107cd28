//! The plan holds of a run: every register that is made stands in it, and rows are worked out by themselves for no reason that it does not name.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_agreement::ask::{Asked, everything};
use quanheng_agreement::case::case;
use quanheng_panel::plan::Told;
use quanheng_panel::{Panel, Plan, Reason};
use quanheng_policy::ir::{Expr, Program, VariableId, walk};

use crate::generated::number;

/// Every expression of a program, by where it stands.
fn places(program: &Program) -> BTreeMap<usize, &Expr> {
    let mut found = BTreeMap::new();
    for (_, root) in program.variables.iter().flat_map(walk::variable_roots) {
        walk::visit(root, &mut |expr| {
            found.insert(std::ptr::from_ref(expr).addr(), expr);
        });
    }
    found
}

/// What came of all programs.
#[derive(Default)]
struct Seen {
    programs: u64,
    /// Registers that the plans have, and those of them that the runs made.
    planned: usize,
    made: usize,
    /// Variables of which a reason is named, and for which rows met it.
    named: BTreeMap<Reason, u64>,
    met: BTreeMap<Reason, u64>,
    /// Variables for which no row was worked out by itself, of all.
    none_alone: u64,
    variables: u64,
}

fn look_at(seed: u64, seen: &mut Seen) {
    let Ok(case) = case(seed) else { return };
    let (program, world) = (&case.program, &case.world);
    let facts = world.facts(&program.schema);
    let asked = everything(program, &facts, &world.years);
    let results: BTreeSet<VariableId> = asked.iter().map(|asked| asked.instance().variable).collect();
    let results: Vec<VariableId> = results.into_iter().collect();
    let plan = Plan::new(program, &results, world.choice.law_as_of);
    let (told, places) = (Told::of(program, &results), places(program));
    let panel = Panel::new(program, &facts, world.choice.clone());
    panel.work_out_all(asked.iter().map(Asked::instance));

    for ((id, reason), rows) in panel.ways().alone() {
        let planned = plan.variables.iter().find(|planned| planned.id == id).expect("what is worked out stands in the plan");
        let name = &planned.name;
        assert!(
            planned.may_meet.contains(&reason),
            "seed {seed}: {rows} rows of {name} alone for {reason:?}, which its plan does not name"
        );
        *seen.met.entry(reason).or_default() += 1;
    }
    let made = panel.registers_made();
    for (id, place, back) in &made {
        let expr = places[place];
        assert!(told.tells_of(*id, expr, *back), "seed {seed}: {} {back} {expr:?}", program.variables[id.at()].name);
    }
    seen.programs += 1;
    let alone: BTreeSet<VariableId> = panel.ways().alone().into_keys().map(|(id, _)| id).collect();
    for planned in &plan.variables {
        seen.variables += 1;
        seen.none_alone += u64::from(!alone.contains(&planned.id));
        for reason in &planned.may_meet {
            *seen.named.entry(*reason).or_default() += 1;
        }
    }
    let (of_all, of_made) = told.of_which(&made);
    seen.planned += of_all;
    seen.made += of_made;
}

#[test]
fn a_plan_tells_of_every_register_and_every_reason() {
    let (programs, mut seed) = (number("PROGRAMS", 400), number("SEED", 90_000));
    let mut seen = Seen::default();
    while seen.programs < programs {
        look_at(seed, &mut seen);
        seed += 1;
    }
    let Seen { planned, made, named, met, none_alone, variables, .. } = seen;
    println!("{made} of {planned} planned registers made; {none_alone} of {variables} variables with no row alone");
    for reason in Reason::ALL {
        let of = |counted: &BTreeMap<Reason, u64>| counted.get(&reason).copied().unwrap_or(0);
        println!("{:>8} named {:>8} met  {reason:?}", of(&named), of(&met));
    }
    // A plan that named everything would tell nothing. What is planned and not made is mostly asked for only where a row needs it.
    assert!(made * 10 >= planned * 7, "{made} of {planned} planned registers made");
    assert!(none_alone * 10 >= variables, "{none_alone} of {variables} variables");
}
