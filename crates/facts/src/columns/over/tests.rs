//! Facts that stand over columns are the facts they were made of: each question asked of both, also after rows were changed and added.

use proptest::prelude::*;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::{EVER, EntityColumns, FactColumns, NEVER, NOBODY, Spans, TableColumns, Unfit, Values};
use crate::entity::{Dated, Entities};
use crate::example_schema::schema;
use crate::fact::{Facts, Row, RowRef};
use crate::fuzz_entry::made::{Edges, Order, facts_of};
use crate::schema::{ColumnId, KeyType, Schema, TableId};
use crate::value::{EntityIx, KindId, Value, Year};

fn both(bytes: &[u8], backwards: bool) -> (Schema, Facts, Facts) {
    let schema = schema();
    let order = if backwards { Order::Backwards } else { Order::Forwards };
    let (facts, _) = facts_of(&schema, &Edges::default(), bytes, None, order);
    let over = FactColumns::of(&schema, &facts).expect("facts of the schema").into_facts_over(&schema).expect("columns of facts");
    (schema, facts, over)
}

/// Every table of the example schema is asked for.
fn tables(schema: &Schema) -> Vec<TableId> {
    (0..).map(TableId).zip(&schema.tables).map(|(id, _)| id).collect()
}

/// A value next to this one, and of a kind that no such key has.
fn neighbours(value: &Value) -> Vec<Value> {
    let near = match value {
        Value::Entity(ix) => vec![Value::Entity(EntityIx(ix.0.wrapping_add(1))), Value::Entity(EntityIx(ix.0.wrapping_sub(1)))],
        Value::Year(year) => vec![Value::Year(Year(year.0 + 1)), Value::Year(Year(year.0 - 1))],
        Value::Enum(of, rank) => vec![Value::Enum(*of, rank + 1), Value::Enum(*of, 70_000), Value::Enum(*of, rank.wrapping_sub(1))],
        _ => Vec::new(),
    };
    near.into_iter().chain([Value::Bool(true), Value::Enum(crate::value::EnumId(9_999), 0)]).collect()
}

fn keys_to_ask(facts: &Facts, table: TableId) -> Vec<Vec<Value>> {
    let mut keys: BTreeSet<Vec<Value>> = BTreeSet::from([Vec::new(), vec![Value::Bool(false); 9]]);
    for row in facts.all_rows(table) {
        for length in 1..=row.keys.len() {
            let key = row.keys[..length].to_vec();
            for last in neighbours(&key[length - 1]) {
                keys.insert(key[..length - 1].iter().cloned().chain([last]).collect());
            }
            keys.insert(key.iter().cloned().chain([Value::Bool(true)]).collect());
            keys.insert(key);
        }
    }
    keys.into_iter().collect()
}

/// Everything that is asked of entities; those of a few alone are made, so what is asked without making one comes first.
fn same_entities(schema: &Schema, listed: &Entities, over: &Entities) {
    for kind in (0..=u32::try_from(schema.kinds.len()).unwrap()).map(KindId) {
        let all = listed.iter().filter(|(_, e)| schema.is_kind(e.kind, kind)).map(|(ix, _)| ix).collect::<Vec<_>>();
        assert_eq!((listed.of_kind(schema, kind), over.of_kind(schema, kind)), (all.clone(), all));
        for year in [1931, 2014, 2016, 2017, 9_999].map(Year) {
            assert_eq!(listed.members(schema, kind, year), over.members(schema, kind, year), "{kind:?} {year}");
        }
    }
    for ix in (0..=u32::try_from(listed.len()).unwrap()).rev().map(EntityIx) {
        assert_eq!((listed.kind_of(ix), listed.superior_of(ix)), (over.kind_of(ix), over.superior_of(ix)));
        assert_eq!((listed.exists(ix), listed.id_of(ix)), (over.exists(ix), over.id_of(ix)));
        assert_eq!(listed.get(ix), over.get(ix));
    }
    assert_eq!((listed.len(), listed.is_empty()), (over.len(), over.is_empty()));
    let known = listed.iter().flat_map(|(_, e)| e.names.iter().chain(&e.codes).map(|n| n.value.clone()).chain([e.id.clone()]));
    for name in known.chain(["甲县区".to_owned(), "无此人".to_owned(), String::new()]).collect::<BTreeSet<String>>() {
        assert_eq!(listed.with_id(&name), over.with_id(&name));
        for kind in (0..u32::try_from(schema.kinds.len()).unwrap()).map(KindId) {
            assert_eq!(listed.find(schema, &name, kind), over.find(schema, &name, kind));
        }
    }
    assert_eq!(listed, over);
    assert_eq!(listed.hash(schema), over.hash(schema));
    assert_eq!(EntityColumns::of(listed), EntityColumns::of(over));
}

fn same(schema: &Schema, facts: &Facts, over: &Facts) {
    same_entities(schema, &facts.entities, &over.entities);
    assert_eq!(facts, over);
    assert_eq!(facts.years(schema), over.years(schema));
    for table in tables(schema) {
        assert_eq!(facts.years_of(schema, |t| t == table), over.years_of(schema, |t| t == table));
        for key in keys_to_ask(facts, table) {
            let rows: Vec<Row> = facts.rows(table, &key).map(RowRef::into_row).collect();
            assert_eq!(over.rows(table, &key).map(RowRef::into_row).collect::<Vec<_>>(), rows, "{table:?} {key:?}");
            assert_eq!(over.has_row(table, &key), !rows.is_empty());
            assert_eq!(over.entity_of_row(table, &key), facts.entity_of_row(table, &key));
        }
        for (column, schema) in (0..).map(ColumnId).zip(&schema.table(table).unwrap().columns) {
            let cells = |facts: &Facts| {
                let rows = facts.rows_for(table, &[], column, schema.basis);
                let both = |row: RowRef<'_>| [Some(column), schema.basis].map(|column| Facts::cell(&row, column?).cloned());
                rows.map(both).collect::<Vec<_>>()
            };
            assert_eq!(cells(facts), cells(over));
        }
    }
    assert!(facts.matters().eq(over.matters()));
    assert_eq!(crate::canonical::facts_hash(schema, over), crate::canonical::facts_hash(schema, facts));
    assert_eq!(FactColumns::of(schema, over), FactColumns::of(schema, facts));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn facts_over_columns_are_the_facts(bytes in proptest::collection::vec(any::<u8>(), 0..1_500), backwards in any::<bool>(), pick in any::<usize>()) {
        let (schema, mut facts, mut over) = both(&bytes, backwards);
        same(&schema, &facts, &over);
        prop_assert!(EntityColumns::under(&over.entities).is_some());
        prop_assert!(tables(&schema).iter().all(|t| TableColumns::under(&over, *t).is_some()));
        prop_assert_eq!(FactColumns::of(&schema, &over).unwrap().to_facts(&schema).unwrap(), facts.clone());

        // One cell is another one.
        let all: Vec<(TableId, Row)> = tables(&schema).into_iter().flat_map(|t| facts.all_rows(t).map(move |row| (t, row.into_row()))).collect();
        if all.is_empty() {
            return Ok(());
        }
        let (table, row) = &all[pick % all.len()];
        let (other, more) = &all[(pick / 7) % all.len()];
        let value = Value::Date(Date::constant(1931, 5, 1));
        for column in 0..=row.cells.len() {
            let column = ColumnId(u32::try_from(column).unwrap());
            let (a, b) = (facts.with_value(*table, &row.keys, column, value.clone()), over.with_value(*table, &row.keys, column, value.clone()));
            prop_assert_eq!(&a, &b);
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert_eq!(a.years(&schema), b.years(&schema));
                prop_assert!(a.all_rows(*table).eq(b.all_rows(*table)));
            }
        }
        for key in keys_to_ask(&facts, *table).iter().filter(|key| key.len() < row.keys.len() || facts.rows(*table, key).count() != 1) {
            prop_assert_eq!(facts.with_value(*table, key, ColumnId(0), value.clone()), None);
            prop_assert_eq!(over.with_value(*table, key, ColumnId(0), value.clone()), None);
        }

        // Rows are added: under a key that is there, under others before and behind it, and under one that no column can hold.
        let mut added = vec![(*table, row.clone()), (*other, more.clone())];
        for key in row.keys.iter().enumerate().flat_map(|(at, value)| neighbours(value).into_iter().map(move |v| (at, v))) {
            let mut keys = row.keys.clone();
            keys[key.0] = key.1;
            added.push((*table, Row { keys, ..row.clone() }));
        }
        for (table, row) in added {
            facts.insert(table, row.clone());
            over.insert(table, row);
            prop_assert!(facts.all_rows(table).eq(over.all_rows(table)));
            prop_assert_eq!(facts.years(&schema), over.years(&schema));
            prop_assert_eq!(&facts, &over);
        }
        facts.rows_become_entities(&schema);
        over.rows_become_entities(&schema);
        prop_assert_eq!(&facts, &over);
        prop_assert!(TableColumns::under(&over, *table).is_none());

        // Entities are added, and others are there at other times.
        let first = facts.entities.iter().next().map(|(ix, e)| (ix, e.clone()));
        if let Some((ix, mut entity)) = first {
            entity.id.push_str("/2");
            for entities in [&mut facts.entities, &mut over.entities] {
                let _ = entities.append(entity.clone());
            }
            same_entities(&schema, &facts.entities, &over.entities);
            let last = EntityIx(u32::try_from(facts.entities.len()).unwrap() - 1);
            for changed in [last, ix] {
                for entities in [&mut facts.entities, &mut over.entities] {
                    entities.set_exists(changed, Dated::within(Some(Date::constant(1931, 1, 1)), None));
                }
                same_entities(&schema, &facts.entities, &over.entities);
            }
            prop_assert_eq!(facts.entities.with(vec![entity.clone()]), over.entities.with(vec![entity]));
        }
    }
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let bytes: Vec<u8> = (0..1_600_u32).map(|n| u8::try_from(n * 37 % 251).unwrap()).collect();
    let (schema, facts, _) = both(&bytes, false);
    let columns = FactColumns::of(&schema, &facts).unwrap();
    let refused = |change: &dyn Fn(&mut FactColumns)| {
        let mut wrong = columns.clone();
        change(&mut wrong);
        assert_ne!(wrong, columns, "nothing was changed");
        let Err(Unfit { table, column }) = wrong.into_facts_over(&schema) else { panic!("taken as they are") };
        (table, column)
    };
    let of = |wrong: &mut FactColumns, has: &dyn Fn(&TableColumns) -> bool| {
        wrong.tables.iter().position(|t| t.as_ref().is_some_and(|t| t.rows > 1 && has(t))).expect("such a table")
    };
    // Keys out of order, too short, of another type; entities that are not there.
    refused(&|c| {
        let at = of(c, &|t| matches!(&t.keys[0], Values::Entity(all) if all.first() != all.last()));
        let Some(Values::Entity(all)) = c.tables[at].as_mut().and_then(|t| t.keys.first_mut()) else { panic!() };
        all.reverse();
    });
    refused(&|c| {
        let at = of(c, &|t| matches!(&t.keys[0], Values::Entity(_)));
        let Some(Values::Entity(all)) = c.tables[at].as_mut().and_then(|t| t.keys.first_mut()) else { panic!() };
        *all.last_mut().unwrap() = 70_000;
    });
    refused(&|c| {
        let at = of(c, &|_| true);
        c.tables[at].as_mut().unwrap().rows += 1;
    });
    refused(&|c| {
        let at = of(c, &|_| true);
        let table = c.tables[at].as_mut().unwrap();
        table.keys[0] = Values::Bool(vec![true; table.rows]);
    });
    refused(&|c| {
        let at = of(c, &|_| true);
        c.tables[at].as_mut().unwrap().columns.pop();
    });
    // Entities: superiors, kinds and names that are not there, days that are none, columns too short.
    refused(&|c| c.entities.superiors = Some(vec![70_000; c.entities.len()]));
    refused(&|c| c.entities.superiors = Some(vec![NOBODY]));
    refused(&|c| c.entities.kinds[0] = 999);
    refused(&|c| *c.entities.ids.as_mut().unwrap().ends.last_mut().unwrap() += 1);
    let first = |other: i32, all: usize| std::iter::once(other).chain(std::iter::repeat(EVER)).take(all).collect::<Vec<_>>();
    refused(&|c| c.entities.exists = Spans::of(first(EVER, c.entities.len()), Some(first(7, c.entities.len())), None));
    refused(&|c| c.entities.exists = Spans::of(first(i32::MAX - 1, c.entities.len()), None, None));
    refused(&|c| c.entities.exists = Spans::of(first(EVER, c.entities.len()), None, Some((first(NEVER, c.entities.len()), None))));
    refused(&|c| c.entities.exists = Spans::of(vec![EVER], None, None));
    refused(&|c| *c.entities.names.as_mut().unwrap().ends.last_mut().unwrap() += 1);
    refused(&|c| c.entities.kinds.truncate(1));
    // Values of other types, ranks and places beyond their lists, days that are none.
    let mut met = BTreeSet::new();
    for at in 0..columns.tables.len() {
        for place in 0..columns.tables[at].as_ref().map_or(0, |t| t.columns.len()) {
            let table = columns.tables[at].as_ref().unwrap();
            let column = table.columns[place].as_ref().unwrap();
            let Some(first) = (0..table.rows).find(|row| column.is_filled(*row)) else { continue };
            let wrong = match column.values.clone() {
                Values::Rank8(mut all) => {
                    met.insert("rank");
                    all[first] = 255;
                    Values::Rank8(all)
                }
                Values::Day(mut all) => {
                    met.insert("day");
                    all[first] = i32::MAX;
                    Values::Day(all)
                }
                Values::Text(mut texts) => {
                    met.insert("text");
                    texts.codes[first] = u32::MAX;
                    Values::Text(texts)
                }
                Values::Entity(mut all) => {
                    met.insert("entity");
                    all[first] = 70_000;
                    Values::Entity(all)
                }
                Values::List(mut lists) => {
                    met.insert("list");
                    *lists.ends.last_mut().unwrap() += 1;
                    Values::List(lists)
                }
                Values::Decimal { digits, .. } => {
                    met.insert("number");
                    Values::Decimal { scale: 40, digits }
                }
                other => Values::Length { counts: vec![1; other.len()], units: vec![250; other.len()] },
            };
            let name = &schema.tables[at].columns[place].name;
            let told = refused(&|c| c.tables[at].as_mut().unwrap().columns[place].as_mut().unwrap().values = wrong.clone());
            assert_eq!(&told.1, name);
        }
    }
    assert!(met.len() >= 5, "{met:?}");
    assert!(schema.tables.iter().any(|t| t.keys.iter().any(|k| k.ty == KeyType::Year)));
}

proptest! {
    #[test]
    fn an_entity_is_found_where_it_stands(mut all in proptest::collection::vec(0_u32..600, 0..1_200), far in any::<u32>(), from in 0_usize..300, cut in 0_usize..300) {
        all.push(far);
        all.sort_unstable();
        let within = from.min(all.len())..all.len().saturating_sub(cut).max(from.min(all.len()));
        for entity in (0..=600).chain([far, far.wrapping_add(1), u32::MAX]) {
            let part = &all[within.clone()];
            let wanted = within.start + part.partition_point(|e| *e < entity)..within.start + part.partition_point(|e| *e <= entity);
            let found = super::equal(&all, super::near(&all, within.clone(), entity), &entity);
            prop_assert_eq!(found, wanted, "{} within {:?}", entity, within);
        }
    }
}
