//! A page says everything: what is read back from it is the case it was written from. Kept pages are run again.

use std::path::PathBuf;

use quanheng_agreement::ask::everything;
use quanheng_agreement::case::case;
use quanheng_agreement::evaluate::{Evaluator, Manner, Question};
use quanheng_agreement::harness::differ;
use quanheng_agreement::pack::program_of;
use quanheng_agreement::page::{packs_of, page, world_of, world_text};
use quanheng_facts::fact::Held;
use quanheng_facts::value::{Type, Value};

#[test]
fn a_page_gives_back_the_case_it_was_written_from() {
    let mut tried = 0;
    for seed in 0..150 {
        let Ok(case) = case(seed) else { continue };
        let text = page("试", "试", &case.written.files(), &case.program, &case.world);
        let packs = packs_of(&text);
        let program = program_of(&packs).unwrap_or_else(|problems| panic!("seed {seed}: {problems:?}"));
        let world = world_of(&text, &program);
        assert_eq!(world_text(&program, &world), world_text(&case.program, &case.world), "seed {seed}");
        let facts = [case.world.facts(&case.program.schema), world.facts(&program.schema)];
        assert!(facts[0] == facts[1], "seed {seed}: other facts");
        let asked = everything(&program, &facts[1], &world.years);
        let one = Manner::Plain
            .answers(Question { program: &case.program, world: &case.world, facts: &facts[0], choice: &case.world.choice }, &asked);
        let other = Manner::Plain.answers(Question { program: &program, world: &world, facts: &facts[1], choice: &world.choice }, &asked);
        assert!(one == other, "seed {seed}");
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
}

/// A cell holds what its column is of.
fn is_of(value: &Value, ty: &Type) -> bool {
    match (value, ty) {
        (Value::Many(values), _) => values.iter().all(|v| is_of(v, ty)),
        (Value::Number(n), Type::Integer { .. } | Type::Money) => n.to_integer().is_some(),
        (Value::Number(n), Type::Decimal { scale }) => n.fits_scale(*scale),
        (Value::Enum(id, _), Type::Enum(own)) => id == own,
        (Value::Bool(_), Type::Bool)
        | (Value::Number(_), Type::Ratio)
        | (Value::Date(_), Type::Date)
        | (Value::Month(_), Type::Month)
        | (Value::Year(_), Type::Year)
        | (Value::Text(_), Type::Text)
        | (Value::Entity(_), Type::Entity(_))
        | (Value::Set(_), Type::Set(_))
        | (Value::Length(..), Type::Length) => true,
        _ => false,
    }
}

#[test]
fn cells_hold_what_their_columns_are_of() {
    for case in (0..150).filter_map(|seed| case(seed).ok()) {
        for line in &case.world.lines {
            let table = case.program.schema.table(line.table).unwrap();
            for (cell, column) in line.cells.iter().zip(&table.columns) {
                let fits = match cell {
                    None => true,
                    Some(Held::Exactly(value)) => is_of(value, &column.ty),
                    Some(Held::Between(least, greatest)) => is_of(least, &column.ty) && is_of(greatest, &column.ty),
                };
                assert!(fits, "seed {}: {} {} {cell:?}", case.seed, table.name, column.name);
            }
        }
    }
}

#[test]
fn kept_pages_agree() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/kept");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let program = program_of(&packs_of(&text)).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        let world = world_of(&text, &program);
        for other in [Manner::Backwards, Manner::Fresh, Manner::Rearranged(1)] {
            let parting = differ(&program, &world, &Manner::Plain, &other);
            assert!(parting.is_none(), "{}: {parting:?}", path.display());
        }
    }
}
