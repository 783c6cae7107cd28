//! What goes into columns comes out of them unchanged: random facts of the example schema, and values at the edges of each form.

use proptest::prelude::*;

use super::*;
use crate::exact::Exact;
use crate::example_schema::schema;
use crate::fact::Facts;
use crate::fuzz_entry::made::{Edges, Order, facts_of};
use crate::value::{EnumDef, EnumId, KindId, LengthUnit, Month, Type};

fn there_and_back(schema: &crate::schema::Schema, facts: &Facts) {
    let columns = FactColumns::of(schema, facts).expect("facts of the schema");
    let back = columns.to_facts(schema).expect("columns of facts");
    assert_eq!(&back, facts);
    assert_eq!(crate::canonical::facts_hash(schema, &back), facts.hash);
    for (id, table) in (0..).map(TableId).zip(&columns.tables) {
        let parts = columns.parts(id);
        let rows = table.as_ref().map_or(0, |t| t.rows);
        assert_eq!(parts.iter().map(|p| p.rows.len()).sum::<usize>(), rows);
        assert!(parts.windows(2).all(|two| two[0].rows.end == two[1].rows.start));
    }
}

proptest! {
    #[test]
    fn random_facts_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..1_500), backwards in any::<bool>()) {
        let schema = schema();
        let order = if backwards { Order::Backwards } else { Order::Forwards };
        let (facts, _) = facts_of(&schema, &Edges::default(), &bytes, None, order);
        there_and_back(&schema, &facts);
    }

    #[test]
    fn bits_and_texts_are_those_given(answers in proptest::collection::vec(any::<bool>(), 0..200), texts in proptest::collection::vec(".{0,3}", 0..50)) {
        let bits = Bits::of(answers.iter().copied());
        prop_assert_eq!((0..answers.len()).map(|at| bits.get(at)).collect::<Vec<_>>(), answers.clone());
        prop_assert_eq!(bits.count(), answers.iter().filter(|a| **a).count());
        prop_assert!(!bits.get(answers.len()));
        let held = Texts::of(texts.iter().map(|t| Some(t.as_str()))).unwrap();
        prop_assert_eq!((0..texts.len()).map(|at| held.get(at).unwrap()).collect::<Vec<_>>(), texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// The form that values of a type take, and that each of them comes back.
fn form(ty: &Type, many: bool, values: &[Option<Value>]) -> Values {
    let enums = [large(3), large(300), large(70_000)];
    let cells: Vec<Option<&Value>> = values.iter().map(Option::as_ref).collect();
    let made = Values::of(ty, many, &enums, &cells).expect("values of the type");
    assert_eq!(made.len(), values.len());
    for (at, value) in values.iter().enumerate().filter_map(|(at, v)| Some((at, v.as_ref()?))) {
        assert_eq!(made.get(at, ty).as_ref(), Some(value));
    }
    assert_eq!(made.get(values.len(), ty), None);
    made
}

fn large(values: usize) -> EnumDef {
    EnumDef { name: String::new(), order: None, extensible: false, values: vec![String::new(); values] }
}

#[test]
fn each_type_takes_the_leanest_form_that_holds_it() {
    let number = |n: i128, d: i128| Some(Value::Number(Exact::fraction(n, d).unwrap()));
    let numbers = [number(1, 2), None, number(-7, 4)];
    assert!(
        matches!(form(&Type::Decimal { scale: 3 }, false, &numbers), Values::Decimal { scale: 3, digits } if digits == [500, 0, -1750])
    );
    assert!(matches!(form(&Type::Ratio, false, &numbers), Values::Decimal { scale: 2, digits } if digits == [50, 0, -175]));
    assert!(
        matches!(form(&Type::Ratio, false, &[number(1, 3), number(1, 2)]), Values::Fraction { denominators, .. } if denominators == [3, 2])
    );
    assert!(matches!(form(&Type::Money, false, &[number(i128::from(i64::MAX), 1)]), Values::Decimal { scale: 0, .. }));
    assert!(matches!(form(&Type::Money, false, &[number(i128::from(i64::MAX) + 1, 1), None]), Values::Wide(_)));
    assert!(matches!(form(&Type::Money, false, &[number(1, 2)]), Values::Fraction { .. }), "half a 分 is no whole number of them");
    assert!(matches!(form(&Type::Decimal { scale: 38 }, false, &[number(1, 2)]), Values::Fraction { .. }));
    for (of, rank) in [(0, 2), (1, 299), (2, 69_999)] {
        let made = form(&Type::Enum(EnumId(of)), false, &[Some(Value::Enum(EnumId(of), rank)), None]);
        let width = match made {
            Values::Rank8(_) => 0,
            Values::Rank16(_) => 1,
            _ => 2,
        };
        assert_eq!(width, of);
    }
    for month in [Month { year: -1, month: 12 }, Month { year: 0, month: 1 }, Month { year: 2016, month: 12 }] {
        form(&Type::Month, false, &[Some(Value::Month(month))]);
    }
    for (unit, _) in LengthUnit::ALL {
        form(&Type::Length, false, &[Some(Value::Length(3, unit)), None]);
    }
    form(&Type::Text, false, &[Some(Value::Text("乙".to_owned())), None, Some(Value::Text(String::new()))]);
    let set = |of: &[u32]| Some(Value::Set(of.iter().map(|ix| EntityIx(*ix)).collect()));
    form(&Type::Entity(KindId(0)), true, &[set(&[]), set(&[3, 1]), None, set(&[2])]);
    form(&Type::Set(KindId(0)), false, &[set(&[4])]);
    let many = |of: &[&str]| Some(Value::Many(of.iter().map(|t| Value::Text((*t).to_owned())).collect()));
    form(&Type::Text, true, &[many(&["甲", "乙"]), many(&[]), None, many(&["甲"])]);
}

#[test]
fn what_is_not_of_the_type_is_refused() {
    let year = Value::Year(Year(2016));
    for ty in [Type::Bool, Type::Money, Type::Ratio, Type::Date, Type::Month, Type::Enum(EnumId(0)), Type::Text, Type::Length] {
        assert_eq!(Values::of(&ty, false, &[large(3)], &[Some(&year)]), None, "{ty:?}");
        assert_eq!(Values::of(&ty, true, &[large(3)], &[Some(&year)]), None, "{ty:?}");
    }
    assert_eq!(Values::of(&Type::Enum(EnumId(0)), false, &[large(3), large(3)], &[Some(&Value::Enum(EnumId(1), 0))]), None);
    assert_eq!(Values::of(&Type::Month, false, &[], &[Some(&Value::Month(Month { year: 2016, month: 13 }))]), None);
}

#[test]
fn a_column_left_out_leaves_its_cells_empty_and_the_rest_alone() {
    let schema = schema();
    let bytes: Vec<u8> = (0..1_600_u32).map(|n| u8::try_from(n * 37 % 251).unwrap()).collect();
    let (facts, _) = facts_of(&schema, &Edges::default(), &bytes, None, Order::Forwards);
    let mut columns = FactColumns::of(&schema, &facts).unwrap();
    let table = columns.tables.iter_mut().flatten().find(|t| t.rows > 0 && t.columns.len() > 1).unwrap();
    table.columns[0] = None;
    table.origins = None;
    let few = columns.to_facts(&schema).unwrap();
    for (id, _) in (0..).map(TableId).zip(&schema.tables) {
        assert_eq!(few.all_rows(id).count(), facts.all_rows(id).count());
        for (a, b) in few.all_rows(id).zip(facts.all_rows(id)) {
            assert_eq!(a.keys, b.keys);
            assert_eq!(a.cells.len(), b.cells.len());
        }
    }
}

/// Days of a span: none, a known one, one of several.
fn day() -> impl Strategy<Value = Option<crate::entity::PartialDate>> {
    use crate::entity::PartialDate;
    let on = |number: i32| values::day_of(number).unwrap();
    prop_oneof![
        2 => Just(None),
        3 => (-3_i32..3).prop_map(move |day| Some(PartialDate::day(on(day)))),
        1 => (-3_i32..3, 1_i32..3).prop_map(move |(day, more)| Some(PartialDate { earliest: on(day), latest: on(day + more) })),
    ]
}

proptest! {
    /// In whatever form spans are kept, they are those that were given; and there is one form for the same spans.
    #[test]
    fn spans_are_those_given(
        given in proptest::collection::vec((day(), prop_oneof![2 => Just(None), 1 => day().prop_map(Some)]), 0..6),
        first in -4_i32..4,
        length in 0_i32..3,
    ) {
        use crate::entity::Dated;
        // Without an end of its own a span is of one day, or open.
        let given: Vec<Dated<()>> = given.into_iter().map(|(from, to)| Dated { from, to: to.unwrap_or(from), value: () }).collect();
        let mut spans = Spans::default();
        given.iter().for_each(|span| spans.push(span));
        let (from, to) = (values::day_of(first).unwrap(), values::day_of(first + length).unwrap());
        prop_assert!(spans.fit(given.len()) && !spans.fit(given.len() + 1));
        let overlap = spans.may_overlap(0..given.len() + 1, from, to);
        prop_assert_eq!(&overlap, &given.iter().map(|span| span.may_overlap(from, to)).chain([false]).collect::<Vec<_>>());
        for (at, span) in given.iter().enumerate() {
            prop_assert_eq!(&spans.get(at, ()).unwrap(), span);
            let one = span.from.filter(|day| Some(*day) == span.to && day.earliest == day.latest);
            prop_assert_eq!(spans.one_day(at), one.map(|day| values::day_number(day.earliest)));
        }
        prop_assert_eq!(spans.get(given.len(), ()), None);
        // All four columns, as snapshots had them once, and those that are needed.
        let number = |day: Option<crate::entity::PartialDate>, open: i32| {
            day.map_or((open, open), |day| (values::day_number(day.earliest), values::day_number(day.latest)))
        };
        let (firsts, firsts_latest): (Vec<i32>, Vec<i32>) = given.iter().map(|span| number(span.from, EVER)).unzip();
        let (lasts, lasts_latest): (Vec<i32>, Vec<i32>) = given.iter().map(|span| number(span.to, NEVER)).unzip();
        prop_assert_eq!(&Spans::of(firsts, Some(firsts_latest), Some((lasts, Some(lasts_latest)))), &spans);
        let needed: std::collections::BTreeMap<&str, Vec<i32>> = spans.columns().map(|(name, days)| (name, days.clone())).collect();
        let of = |name: &str| needed.get(name).cloned();
        let again = Spans::of(of("from_earliest").unwrap(), of("from_latest"), of("to_earliest").map(|last| (last, of("to_latest"))));
        prop_assert_eq!(&again, &spans);
    }
}

#[test]
fn spans_of_one_day_and_open_ones_are_one_column() {
    use crate::entity::Dated;
    let mut spans = Spans::default();
    spans.push(&Dated::always());
    spans.push(&Dated::within(values::day_of(5), values::day_of(5)));
    assert_eq!(spans.columns().map(|(name, days)| (name, days.as_slice())).collect::<Vec<_>>(), [("from_earliest", &[EVER, 5][..])]);
    spans.push(&Dated::within(values::day_of(5), None));
    assert_eq!(spans.columns().map(|(name, _)| name).collect::<Vec<_>>(), ["from_earliest", "to_earliest"]);
}
