//! A byte turned, a file cut short or gone: always told, never a panic, never other facts.

use quanheng_facts::columns::FactColumns;
use quanheng_facts::example_schema::schema;
use quanheng_facts::fuzz_entry::made::Order;
use quanheng_snapshot::{ADDRESS, MANIFEST, Snapshot, Source as _, Wanted, Wrong, sha256};

use crate::world::{Memory, facts, noise, written};

fn read(memory: &Memory) -> Result<FactColumns, Wrong> {
    let snapshot = Snapshot::open(memory)?;
    for name in snapshot.manifest.files.iter().map(|file| file.name.clone()).filter(|name| name.ends_with(".json")) {
        snapshot.file(&name)?;
    }
    snapshot.facts(&schema(), &Wanted::default(), 2)
}

fn whole() -> Memory {
    Memory::of(&written(&facts(&noise(3, 1_900), Order::Forwards)))
}

#[test]
fn every_turned_byte_is_told() {
    let memory = whole();
    let good = read(&memory).unwrap();
    let mut tried = 0;
    for (name, bytes) in &memory.0 {
        // Each byte of small files; of larger ones the beginning, the end and some between.
        let places: Vec<usize> = (0..bytes.len()).filter(|at| *at < 4 || bytes.len() - at < 12 || at % 499 == 17).collect();
        for at in places {
            let bits = if at % 2 == 0 { 1 } else { 0x80 };
            {
                let mut spoilt = memory.clone();
                spoilt.0.get_mut(name).unwrap()[at] ^= bits;
                tried += 1;
                match read(&spoilt) {
                    Err(_) => {}
                    // Behind the address stands the name of the manifest, and nobody reads it.
                    Ok(facts) => {
                        assert_eq!(facts, good, "{name} {at}");
                        let magic = at < 4 && name.ends_with(".parquet");
                        assert!(name == ADDRESS && at >= 64 || magic, "{name} {at}: nobody noticed");
                    }
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn every_cut_and_every_missing_file_is_told() {
    let memory = whole();
    for (name, bytes) in &memory.0 {
        let mut gone = memory.clone();
        gone.0.remove(name);
        assert_eq!(read(&gone), Err(Wrong::FileMissing { file: name.clone() }));
        for length in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            let mut cut = memory.clone();
            cut.0.get_mut(name).unwrap().truncate(length);
            let told = read(&cut);
            match name.as_str() {
                MANIFEST => assert!(matches!(told, Err(Wrong::Hash { .. } | Wrong::Manifest { .. })), "{told:?}"),
                ADDRESS if length > 64 => assert!(told.is_ok()),
                ADDRESS => assert!(matches!(told, Err(Wrong::Hash { .. })), "{told:?}"),
                _ => {
                    let (expected, found) = (bytes.len() as u64, length as u64);
                    assert_eq!(told, Err(Wrong::Length { file: name.clone(), expected, found }));
                }
            }
        }
        let mut longer = memory.clone();
        longer.0.get_mut(name).unwrap().extend(b"\n");
        assert_eq!(read(&longer).is_ok(), name == ADDRESS, "{name}");
    }
}

/// Somebody wrote the manifest anew, with hashes that fit: what it says must still fit together, and nothing may stop the program.
#[test]
fn a_manifest_written_anew_is_told_or_read() {
    let memory = whole();
    let text = String::from_utf8(memory.0[MANIFEST].clone()).unwrap();
    let anew = |text: &str| {
        let mut other = memory.clone();
        other.0.insert(ADDRESS.to_owned(), format!("{}  {MANIFEST}\n", sha256(text.as_bytes())).into_bytes());
        other.0.insert(MANIFEST.to_owned(), text.as_bytes().to_vec());
        read(&other)
    };
    assert!(anew(&text).is_ok());
    assert!(matches!(anew("{}"), Err(Wrong::Manifest { .. })));
    assert!(matches!(anew("[1,"), Err(Wrong::Manifest { .. })));
    assert!(matches!(anew(&text.replacen("quanheng.snapshot/1", "quanheng.snapshot/2", 1)), Err(Wrong::Newer { .. })));
    assert!(matches!(anew(&text.replacen("table-001.parquet", "../table-001.parquet", 9)), Err(Wrong::Manifest { .. })));
    let column = anew(&text.replacen("\"c0 得分\"", "\"c0 别的\"", 1));
    assert!(matches!(&column, Err(Wrong::ColumnMissing { column, .. }) if column == "c0 得分"), "{column:?}");
    // Any number in it changed to another.
    let numbers: Vec<(usize, usize)> = {
        let mut found = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices() {
            match (c.is_ascii_digit(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    found.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        found
    };
    for (start, end) in numbers.iter().filter(|(start, _)| text[..*start].ends_with(' ')).step_by(11) {
        for other in ["0", "7", "4294967295"] {
            let _ = anew(&format!("{}{other}{}", &text[..*start], &text[*end..]));
        }
    }
    for word in ["bool", "decimal 2", "fraction", "wide", "day", "year", "rank8", "text", "entity", "length", "list of entity"] {
        for was in ["rank8", "entity", "decimal 6", "text", "list of rank8"] {
            let _ = anew(&text.replace(&format!("\"{was}\""), &format!("\"{word}\"")));
        }
    }
}

#[test]
fn the_parts_of_a_file_that_are_read_are_those_asked_for() {
    let memory = whole();
    assert_eq!(memory.read("few.json", 1, 3).unwrap().len(), 3);
    assert_eq!(memory.size("nothing").unwrap(), None);
}
