//! The panel and the interpreter come to the same: every variable of the real packs and of the language's own tests, for everybody,
//! on facts made at the edges of each program's numbers and days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

#[path = "../../../fuzz/programs.rs"]
mod programs;

use std::fs;
use std::path::Path;

use quanheng_facts::fact::Facts;
use quanheng_facts::fuzz_entry::made::{Order, STRIDE, facts_of};
use quanheng_facts::value::{EntityIx, Year};
use quanheng_panel::Panel;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{Program, VariableId};

use programs::Programs;

/// Everything that can be asked of a program: each variable, each entity that has it, each year.
fn instances(program: &Program, facts: &Facts, years: &[Year]) -> Vec<Instance> {
    let mut all = Vec::new();
    for (at, variable) in program.variables.iter().enumerate() {
        let id = VariableId(u32::try_from(at).unwrap());
        let years = if variable.yearly { years } else { &years[years.len() - 1..] };
        for args in variable.index_choices(&program.schema.enums) {
            for year in years {
                let who: Vec<Option<EntityIx>> = match variable.owner {
                    None => vec![None],
                    Some(kind) => facts.entities.members(&program.schema, kind, *year).into_iter().map(Some).collect(),
                };
                all.extend(who.into_iter().map(|entity| Instance { variable: id, entity, year: *year, args }));
            }
        }
    }
    all
}

/// What the two come to differently.
fn differences(program: &Program, facts: &Facts, choice: &Choice, years: &[Year], ways: &mut [u64; 4]) -> Vec<String> {
    let asked = instances(program, facts, years);
    let interpreter = Interpreter::new(program, facts, choice.clone());
    let panel = Panel::new(program, facts, choice.clone());
    let found = panel.findings(&asked);
    for (so_far, more) in ways.iter_mut().zip(panel.ways().counts()) {
        *so_far += more;
    }
    let mut apart = Vec::new();
    for (instance, by_panel) in asked.iter().zip(found) {
        let by_interpreter = interpreter.finding(*instance);
        if by_panel != by_interpreter {
            let name = &program.variables[instance.variable.at()].name;
            apart.push(format!("{name} {instance:?}\n  panel       {by_panel:?}\n  interpreter {by_interpreter:?}"));
        }
    }
    apart
}

/// Bytes that are the same for the same seed.
fn bytes_of(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)).to_be_bytes()[0]
    };
    (0..len).map(|_| next()).collect()
}

#[test]
fn both_come_to_the_same_on_made_facts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut programs = Programs::read(&root);
    let mut cases: Vec<Vec<u8>> = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(root.join("fuzz/corpus/interpret")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    cases.extend(paths.iter().map(|path| fs::read(path).unwrap()));
    let more = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60_u64);
    let from = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1_u64);
    // Few rows and many: each is met.
    cases.extend((from..from + more).map(|seed| bytes_of(seed, 8 + STRIDE * usize::try_from(seed % 7 * seed % 90 + 1).unwrap())));
    let (mut rows, mut broken, mut ways) = (0_usize, Vec::new(), [0; 4]);
    for bytes in &cases {
        let case = programs.pick(bytes);
        let program = &case.compiled.as_ref().unwrap().checked.program;
        let (facts, _) = facts_of(&program.schema, &case.edges, bytes.get(8..).unwrap_or_default(), None, Order::Forwards);
        let years: &[Year] = match bytes.get(3).copied().unwrap_or(0) {
            0..=99 => &[Year(2016)],
            100..=179 => &[Year(2015), Year(2016)],
            _ => &[Year(2014), Year(2015), Year(2016), Year(2017)],
        };
        let flags = bytes.get(2).copied().unwrap_or(0);
        let choice = Choice {
            strict: flags & 1 != 0,
            law_as_of: (flags & 24 == 24).then_some(Year(2016)),
            decided_on: (flags & 2 != 0).then(|| jiff::civil::Date::constant(2017, 3, 1)),
            ..Choice::default()
        };
        rows += instances(program, &facts, years).len();
        let apart = differences(program, &facts, &choice, years, &mut ways);
        if !apart.is_empty() {
            broken.push(format!("{} ({} apart, {flags:b} {years:?})\n{}", case.name, apart.len(), apart[0]));
        }
    }
    println!("{} cases, {rows} rows; by kernel, as a case, singly, by order: {ways:?}", cases.len());
    assert!(broken.is_empty(), "{} of {}\n{}", broken.len(), cases.len(), broken[..broken.len().min(6)].join("\n\n"));
}
