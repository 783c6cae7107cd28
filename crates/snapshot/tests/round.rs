//! What is written is read back unchanged, whole and in parts, and equal facts give equal bytes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use quanheng_facts::columns::FactColumns;
use quanheng_facts::example_schema::schema;
use quanheng_facts::fuzz_entry::made::Order;
use quanheng_facts::schema::{ColumnId, Schema, TableId};
use quanheng_snapshot::{Snapshot, Wanted, Wrong};

use crate::world::{Memory, facts, noise, written};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn facts_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..1_500)) {
        let facts = facts(&bytes, Order::Forwards);
        let written = written(&facts);
        let memory = Memory::of(&written);
        let snapshot = Snapshot::open(&memory).unwrap();
        prop_assert_eq!(&snapshot.address, &written.address);
        let schema = schema();
        let columns = snapshot.facts(&schema, &Wanted::default(), 3).unwrap();
        prop_assert_eq!(&columns, &FactColumns::of(&schema, &facts).unwrap());
        prop_assert_eq!(&columns.to_facts(&schema).unwrap(), &facts);
        prop_assert_eq!(snapshot.file("problems.json").unwrap(), b"[]\n".to_vec());
        prop_assert_eq!(&snapshot.manifest.entities_sha256, &facts.entities.hash(&schema));
    }
}

/// Where rows stood is told, so files whose rows were turned round differ in that alone.
#[test]
fn equal_facts_give_equal_bytes() {
    for seed in 0..20 {
        let bytes = noise(seed, 1_600);
        let [one, same, turned] = [Order::Forwards, Order::Forwards, Order::Backwards].map(|order| written(&facts(&bytes, order)));
        assert_eq!(one, same);
        let values = |written: &quanheng_snapshot::Written| {
            let names = |name: &str| name.starts_with("table-") && !name.contains("origins");
            written.files.iter().filter(|(name, _)| names(name)).cloned().collect::<Vec<_>>()
        };
        let facts_of = |order| facts(&bytes, order).hash;
        if facts_of(Order::Forwards) == facts_of(Order::Backwards) {
            assert_eq!(values(&one), values(&turned), "{seed}");
        }
    }
}

#[test]
fn only_what_is_asked_for_is_read() {
    let schema = schema();
    for seed in 0..10 {
        let all = FactColumns::of(&schema, &facts(&noise(seed, 1_900), Order::Forwards)).unwrap();
        let mut memory = Memory::of(&written(&facts(&noise(seed, 1_900), Order::Forwards)));
        let asked: BTreeMap<TableId, BTreeSet<ColumnId>> =
            BTreeMap::from([(TableId(0), BTreeSet::from([ColumnId(0), ColumnId(3)])), (TableId(4), BTreeSet::from([ColumnId(4)]))]);
        // What is not asked for may be anything: it is not looked at.
        for (name, bytes) in &mut memory.0 {
            let table = |number: &str| name.starts_with(&format!("table-{number}"));
            if name.starts_with("table-") && !table("001") && !table("005") || name.contains("origins") {
                bytes.fill(7);
            }
        }
        let snapshot = Snapshot::open(&memory).unwrap();
        let wanted = Wanted { tables: Some(asked.clone()), without_origins: true, without_names: true, ..Wanted::default() };
        let some = snapshot.facts(&schema, &wanted, 2).unwrap();
        assert!(some.entities.names.is_none() && some.entities.ids == all.entities.ids);
        for ((id, table), of_all) in (0..).map(TableId).zip(&some.tables).zip(&all.tables) {
            let (Some(columns), Some(of_all)) = (asked.get(&id), of_all) else {
                assert!(table.is_none());
                continue;
            };
            let table = table.as_ref().unwrap();
            assert_eq!(table.keys, of_all.keys);
            assert!(table.origins.is_none());
            for (at, (column, of_all)) in (0..).map(ColumnId).zip(table.columns.iter().zip(&of_all.columns)) {
                assert_eq!(column, if columns.contains(&at) { of_all } else { &None });
            }
        }
    }
}

/// An id is read only where it may be asked for; nothing else of an entity changes.
#[test]
fn ids_are_left_out_unless_a_table_was_signed_for_somebody() {
    use quanheng_facts::fact::Confirmation;
    use quanheng_facts::origin::Origin;
    use quanheng_facts::value::{EntityIx, Year};
    let (schema, mut facts) = many_jurisdictions();
    let wanted = Wanted { without_ids: true, ..Wanted::default() };
    let read = |facts: &quanheng_facts::fact::Facts| {
        let memory = Memory::of(&written(facts));
        Snapshot::open(&memory).unwrap().entities(&schema, &wanted, 1).unwrap()
    };
    let columns = read(&facts);
    assert!(columns.ids.is_none() && columns.superiors.is_none());
    let entities = columns.into_entities_over(schema.kinds.len()).unwrap();
    assert_eq!(entities.len(), facts.entities.len());
    for at in 0..u32::try_from(entities.len()).unwrap() {
        let ix = EntityIx(at);
        assert_eq!((entities.kind_of(ix), entities.exists(ix)), (facts.entities.kind_of(ix), facts.entities.exists(ix)));
        assert_eq!(entities.id_of(ix), None);
        let (read, whole) = (entities.get(ix).unwrap(), facts.entities.get(ix).unwrap());
        assert_eq!((read.id.as_str(), &read.names), ("", &whole.names));
    }
    let file = std::sync::Arc::from("已填齐.csv");
    let (sheet, source, entered_by, known_on) = Default::default();
    let origin = Origin { file, sheet, row: 2, column: 1, text: "是".to_owned(), source, entered_by, known_on };
    let (year, body, signed_on) = (Some(Year(2012)), "示例".to_owned(), None);
    facts.confirm(Confirmation { table: TableId(0), year, scope: vec!["A:3".to_owned()], body, signed_on, origin });
    assert_eq!(read(&facts).ids, FactColumns::of(&schema, &facts).unwrap().entities.ids);
}

#[test]
fn jurisdictions_are_read_one_by_one() {
    let (schema, facts) = many_jurisdictions();
    let all = FactColumns::of(&schema, &facts).unwrap();
    let memory = Memory::of(&written(&facts));
    let snapshot = Snapshot::open(&memory).unwrap();
    assert!(all.entities.jurisdictions.len() > 3);
    let mut rows = 0;
    for at in 0..all.entities.jurisdictions.len() {
        let wanted = Wanted { jurisdictions: Some(at..at + 1), ..Wanted::default() };
        let one = snapshot.facts(&schema, &wanted, 1).unwrap();
        for (id, table) in (0..).map(TableId).zip(&one.tables) {
            let table = table.as_ref().unwrap();
            let range = all.parts(id).into_iter().find(|part| part.jurisdiction == Some(at)).map(|part| part.rows);
            match range {
                Some(range) => assert_eq!(table, &all.table(id).unwrap().slice(range).unwrap(), "{id:?} {at}"),
                None => assert_eq!(table.rows, 0),
            }
            rows += table.rows;
        }
    }
    assert_eq!(rows, all.tables.iter().flatten().map(|table| table.rows).sum::<usize>());
}

#[test]
fn a_jurisdiction_by_itself_has_its_own_rows_and_members_over_the_entities_of_all() {
    use quanheng_facts::value::{KindId, Year};
    let (schema, facts) = many_jurisdictions();
    let memory = Memory::of(&written(&facts));
    let snapshot = Snapshot::open(&memory).unwrap();
    let entities = snapshot.entities(&schema, &Wanted::default(), 1).unwrap().into_entities_over(schema.kinds.len()).unwrap();
    assert_eq!(entities, facts.entities);
    let kinds = || (0..u32::try_from(schema.kinds.len()).unwrap()).map(KindId);
    let jurisdictions: Vec<_> = snapshot.jurisdictions().map(|(name, own)| (name.to_owned(), own)).collect();
    let names: Vec<&str> = jurisdictions.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()).collect();
    assert_eq!(names, ["A", "B", "C", "D", "E"]);
    let (mut of_kind, mut members) = (vec![Vec::new(); schema.kinds.len()], vec![Vec::new(); schema.kinds.len()]);
    for (at, (name, own)) in jurisdictions.iter().enumerate() {
        let wanted = Wanted { jurisdictions: Some(at..at + 1), ..Wanted::default() };
        let whole = snapshot.facts(&schema, &wanted, 1).unwrap().into_facts_over(&schema).unwrap();
        let beside = snapshot.facts_beside(&schema, &wanted, 1).unwrap().into_facts_beside(&schema, entities.only(own.clone())).unwrap();
        assert_eq!(FactColumns::of(&schema, &beside), FactColumns::of(&schema, &whole), "{name}");
        // The same of entities that stand in a list.
        let listed = facts.entities.only(own.clone());
        for ((kind, of_kind), members) in kinds().zip(&mut of_kind).zip(&mut members) {
            let (all, there) = (beside.entities.of_kind(&schema, kind), beside.entities.members(&schema, kind, Year(2012)));
            assert!(all.iter().all(|ix| own.contains(&ix.0)));
            assert_eq!((&all, &there), (&listed.of_kind(&schema, kind), &listed.members(&schema, kind, Year(2012))));
            of_kind.extend(all);
            members.extend(there);
        }
    }
    for ((kind, of_kind), members) in kinds().zip(of_kind).zip(members) {
        assert_eq!(of_kind, facts.entities.of_kind(&schema, kind));
        assert_eq!(members, facts.entities.members(&schema, kind, Year(2012)));
    }
}

/// The facts of several provinces: those of one, with ids of others.
fn many_jurisdictions() -> (Schema, quanheng_facts::fact::Facts) {
    use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
    let schema = schema();
    let mut register = String::from("id,种类,名称\n");
    let mut scores = String::from("县区,年度,得分,知悉日期\n");
    for province in ["A", "B", "C", "D", "E"] {
        for county in 0..7 {
            register.push_str(&format!("{province}:{county},县区,{province}{county}县\n"));
            for year in 2010..2016 {
                scores.push_str(&format!("{province}{county}县,{year},{}.{year},2017-01-01\n", county + 3));
                if year == 2012 {
                    scores.push_str(&format!("{province}{county}县,{year},{}.5,2017-02-01\n", county + 3));
                }
            }
        }
    }
    let read = |name: &str, text: &str| quanheng_sheet::read(name, text.as_bytes()).unwrap();
    let (entities, problems) = read_entities(&[("单位.csv".to_owned(), read("单位.csv", &register))], &schema);
    assert!(problems.is_empty(), "{problems:?}");
    let files = [FactFile { name: "监测考评.csv".to_owned(), workbook: read("监测考评.csv", &scores), ..FactFile::default() }];
    let (facts, problems) = intake(&Input { schema: &schema, entities, files: &files, unread_files: &[], known_on: None });
    assert!(problems.is_empty(), "{problems:?}");
    (schema, facts)
}

#[test]
fn a_pack_that_declares_otherwise_is_told_what() {
    use quanheng_facts::value::Type;
    let memory = Memory::of(&written(&facts(&noise(1, 1_600), Order::Forwards)));
    let snapshot = Snapshot::open(&memory).unwrap();
    let differs = |change: &dyn Fn(&mut Schema)| {
        let mut other = schema();
        change(&mut other);
        let found = snapshot.differences(&other).unwrap();
        match snapshot.facts(&other, &Wanted::default(), 1) {
            Err(Wrong::Schema { differences }) => assert_eq!(differences, found),
            Err(wrong) => panic!("{wrong:?}"),
            Ok(_) => assert!(found.is_empty()),
        }
        found.len()
    };
    assert_eq!(differs(&|_| {}), 0);
    assert_eq!(differs(&|s| s.tables[0].columns[0].ty = Type::Money), 1);
    assert_eq!(differs(&|s| s.tables[0].columns[0].name = "新栏".to_owned()), 1);
    assert_eq!(differs(&|s| s.tables[1].name = "新表".to_owned()), 1);
    assert_eq!(differs(&|s| s.tables[1].many_rows = true), 1);
    assert_eq!(differs(&|s| s.enums[1].values.swap(0, 1)), 1);
    assert_eq!(differs(&|s| s.kinds[2].superior = None), 1);
    assert_eq!(differs(&|s| s.judgements[0].bodies.push("别人".to_owned())), 1);
    assert_eq!(differs(&|s| s.tables[0].columns[0].range = (None, Some(quanheng_facts::exact::Exact::ONE))), 1);
    // Fewer columns, in another order: what the pack does not ask for is left alone.
    assert_eq!(differs(&|s| s.tables[0].columns.swap(0, 3)), 0);
    assert_eq!(differs(&|s| drop(s.tables[3].columns.pop())), 0);
}
