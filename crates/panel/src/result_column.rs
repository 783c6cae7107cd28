//! A result in one year, handed over as a column: for each entity a status, a value and the rules that gave it.
//!
//! In: a column worked out. Out: its rows, in the order of their entities; it keeps nothing of facts or program, so that these can be let go.
//! Many results are held at once and most rows say what others say: each answer is kept once, and a row is the number of its answer, a byte mostly.
//! Deliberately absent: causes and marks, which a finding tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Status;
use quanheng_policy::interpret::Decision;

use crate::column::Column;
use crate::dictionary::{PLAIN, code};
use crate::layout::Domain;
use crate::packed::{Lane, Packed, bytes_for, bytes_met};

/// A result of one entity in one year.
#[derive(Clone, Copy, Debug)]
pub struct Row<'d> {
    pub entity: Option<EntityIx>,
    pub year: Year,
    pub status: Status,
    /// Where it stands: 是 is 1, money in 分, a number in units of its type's last place, an enum value by its rank, a day since 1970-01-01.
    /// `None` also where its type has no such number.
    pub value: Option<i64>,
    pub decision: &'d Decision,
}

/// A result of everybody in one year.
#[derive(Debug)]
pub struct ResultColumn {
    pub year: Year,
    domain: Arc<Domain>,
    /// For each row the place of its answer.
    places: Packed,
    answers: Vec<Answer>,
    /// The values, where too many are different to be kept with the answers.
    values: Packed,
    none: Decision,
}

#[derive(Debug)]
struct Answer {
    status: Status,
    value: Worth,
    decision: Arc<Decision>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Nothing,
    Is(i64),
    /// It stands among the values.
    Beside,
}

/// What a row is told as whose code is not [`PLAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Its value, which stands in the column.
    Valued,
    /// The same wherever this code stands.
    As(Status, Option<i64>),
    /// This row alone.
    Here(Status, Option<i64>),
}

impl ResultColumn {
    /// `tell`: what a row with a code is told as. `decision`: which rules a code says.
    pub(crate) fn new(
        year: Year,
        column: &Column,
        tell: impl FnMut(usize, u32) -> Told,
        mut decision: impl FnMut(u32) -> Arc<Decision>,
    ) -> ResultColumn {
        let mut answers = Answers::of(column);
        answers.tell_coded(column, tell);
        let mut known: BTreeMap<u32, Arc<Decision>> = BTreeMap::new();
        let mut answer = |(status, value, rules): (Status, Worth, u32)| {
            let decision = Arc::clone(known.entry(rules).or_insert_with(|| decision(rules)));
            Answer { status, value, decision }
        };
        let Answers { places, all, values } = answers;
        let answers = all.into_iter().map(&mut answer).collect();
        ResultColumn { year, domain: Arc::clone(&column.domain), places, answers, values, none: Decision::default() }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.domain.rows.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every row, in the order of entities. What records have reads 不适用 before the year of the record.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.domain.rows.iter().zip(self.places.iter()).enumerate();
        rows.map(move |(at, (entity, place))| {
            let answer = usize::try_from(place).ok().and_then(|place| self.answers.get(place));
            let (status, value) = match answer.map(|answer| (answer.status, answer.value)) {
                Some((status, Worth::Is(value))) => (status, Some(value)),
                Some((status, Worth::Beside)) => (status, Some(self.values.get(at))),
                Some((status, Worth::Nothing)) => (status, None),
                None => (Status::Error, None),
            };
            let decision = answer.map_or(&self.none, |answer| &*answer.decision);
            Row { entity: *entity, year: self.year, status, value, decision }
        })
    }
}

/// Answers met so far, with the code of the rules that gave each.
struct Answers {
    places: Packed,
    all: Vec<(Status, Worth, u32)>,
    values: Packed,
}

/// Rows gone through together.
const TOGETHER: usize = 4_096;

/// So many different answers are told apart by value; where there are more, values stand beside them.
const MOST: usize = 1_024;

/// Codes below this one are looked up by their number.
const MOST_CODES: usize = 1 << 16;

impl Answers {
    /// What rows come to that are plain values; the others are set later.
    fn of(column: &Column) -> Answers {
        let by_bytes = || Self::by_bytes(column.values.bytes()?, column.decisions.bytes()?, column.domain.rows.len());
        by_bytes().or_else(|| Self::by_pairs(&column.values, &column.decisions, true)).unwrap_or_else(|| {
            let nothing = Packed::Same(0, column.values.len());
            let by_rules = Self::by_pairs(&nothing, &column.decisions, false);
            let mut answers = by_rules.unwrap_or_else(|| Self::each_by_itself(&column.decisions));
            answers.all.iter_mut().for_each(|answer| answer.1 = Worth::Beside);
            Answers { values: column.values.clone(), ..answers }
        })
    }

    /// Few values and few rules: the number of the rules, times how many values there are, and the value. `None` where that is no byte.
    fn by_bytes(values: Lane<'_, u8>, decisions: Lane<'_, u8>, rows: usize) -> Option<Answers> {
        let met = |lane: &Lane<'_, u8>| match lane {
            Lane::Same(own) => vec![*own],
            Lane::Each(all) => bytes_met(all),
        };
        let (of_values, of_rules) = (met(&values), met(&decisions));
        let many = usize::from(of_values.last().copied().unwrap_or_default()).checked_add(1)?;
        let all = many.checked_mul(of_rules.len())?;
        if all > usize::from(u8::MAX).saturating_add(1) {
            return None;
        }
        let firsts: Vec<(u8, u8)> = of_rules
            .iter()
            .zip((0..all).step_by(many))
            .map(|(own, first)| Some((*own, u8::try_from(first).ok()?)))
            .collect::<Option<_>>()?;
        let first = |own: u8| firsts.iter().find(|(rules, _)| *rules == own).map_or(0, |(_, first)| *first);
        let add = |(value, first): (&u8, &u8)| value.wrapping_add(*first);
        let places = match (values, decisions) {
            (Lane::Same(value), Lane::Same(rules)) => Packed::Same(i64::from(value.wrapping_add(first(rules))), rows),
            (Lane::Each(values), Lane::Same(rules)) => {
                let first = first(rules);
                Packed::U8(values.iter().map(|value| value.wrapping_add(first)).collect())
            }
            (Lane::Same(value), Lane::Each(rules)) => {
                let firsts: Vec<(u8, u8)> = firsts.iter().map(|(rules, first)| (*rules, value.wrapping_add(*first))).collect();
                Packed::U8(bytes_for(&rules, &firsts, 0))
            }
            (Lane::Each(values), Lane::Each(rules)) => Packed::U8(values.iter().zip(&bytes_for(&rules, &firsts, 0)).map(add).collect()),
        };
        let rules = of_rules.iter().flat_map(|rules| (0..many).map(move |value| (*rules, value)));
        let answer = |(rules, value): (u8, usize)| Some((Status::Holds, Worth::Is(i64::try_from(value).ok()?), u32::from(rules)));
        Some(Answers { places, all: rules.map(answer).collect::<Option<_>>()?, values: Packed::default() })
    }

    /// Each pair of a value and rules that is met. `None` where there are too many of them.
    fn by_pairs(values: &Packed, decisions: &Packed, limited: bool) -> Option<Answers> {
        /// Pairs met of late, by a number that tells most of them apart.
        const LATELY: usize = 512;
        let rows = values.len();
        let mut known: BTreeMap<(i64, i64), u16> = BTreeMap::new();
        let mut all: Vec<(Status, Worth, u32)> = Vec::new();
        let mut lately: Vec<(i64, i64, u16)> = vec![(0, -1, 0); LATELY];
        let mut places: Vec<u16> = Vec::with_capacity(rows);
        let (mut of_values, mut of_rules) = (Vec::new(), Vec::new());
        for from in (0..rows).step_by(TOGETHER) {
            let to = from.saturating_add(TOGETHER);
            values.spread(from, to, &mut of_values);
            decisions.spread(from, to, &mut of_rules);
            for (value, rules) in of_values.iter().copied().zip(of_rules.iter().copied()) {
                let mixed = (value ^ rules.rotate_left(32)).cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55;
                let slot = usize::try_from(mixed).ok().and_then(|at| lately.get_mut(at))?;
                if (slot.0, slot.1) != (value, rules) {
                    let place = *known.entry((value, rules)).or_insert_with(|| {
                        all.push((Status::Holds, Worth::Is(value), code(rules)));
                        u16::try_from(all.len().saturating_sub(1)).unwrap_or(u16::MAX)
                    });
                    if all.len() > if limited { MOST } else { usize::from(u16::MAX) } {
                        return None;
                    }
                    *slot = (value, rules, place);
                }
                places.push(slot.2);
            }
        }
        let narrow = all.len() <= usize::from(u8::MAX).saturating_add(1);
        let places = match places.first() {
            Some(_) if all.len() == 1 => Packed::Same(0, rows),
            _ if narrow => Packed::U8(places.iter().map(|place| u8::try_from(*place).unwrap_or(u8::MAX)).collect()),
            _ => Packed::U16(places),
        };
        Some(Answers { places, all, values: Packed::default() })
    }

    /// An answer for each row: where there are more rules than can be told apart otherwise.
    fn each_by_itself(decisions: &Packed) -> Answers {
        let all: Vec<_> = decisions.iter().map(|rules| (Status::Holds, Worth::Nothing, code(rules))).collect();
        let places: Vec<i64> = (0_i64..).take(all.len()).collect();
        Answers { places: Packed::of(&places), all, values: Packed::default() }
    }

    /// Rows that are more than a plain value.
    fn tell_coded(&mut self, column: &Column, mut tell: impl FnMut(usize, u32) -> Told) {
        let rows = column.codes.len();
        if let (Packed::Same(own, 1..), Packed::Same(rules, _)) = (&column.codes, &column.decisions)
            && *own != i64::from(PLAIN)
        {
            match tell(0, code(*own)) {
                Told::Valued => return,
                Told::As(status, value) => {
                    self.all = vec![(status, value.map_or(Worth::Nothing, Worth::Is), code(*rules))];
                    (self.places, self.values) = (Packed::Same(0, rows), Packed::default());
                    return;
                }
                Told::Here(..) => {}
            }
        }
        // Most codes are met again and again, with the rules that gave them the last time: those rules, and the place; no place where the value stands
        // in the column.
        let mut of_codes: Vec<Option<(i64, Option<i64>)>> = Vec::new();
        let mut known: BTreeMap<(Status, Worth, u32), i64> = BTreeMap::new();
        column.codes.each_other_than(i64::from(PLAIN), |at, kept| {
            let rules = column.decisions.get(at);
            let slot = usize::try_from(kept).unwrap_or(usize::MAX);
            let place = match of_codes.get(slot) {
                Some(Some((of, place))) if *of == rules => *place,
                _ => {
                    let told = tell(at, code(kept));
                    let place = match told {
                        Told::Valued => None,
                        Told::As(status, value) | Told::Here(status, value) => {
                            let answer = (status, value.map_or(Worth::Nothing, Worth::Is), code(rules));
                            Some(*known.entry(answer).or_insert_with(|| {
                                self.all.push(answer);
                                i64::try_from(self.all.len().saturating_sub(1)).unwrap_or(i64::MAX)
                            }))
                        }
                    };
                    if !matches!(told, Told::Here(..)) && slot < MOST_CODES {
                        if of_codes.len() <= slot {
                            of_codes.resize(slot.saturating_add(1), None);
                        }
                        of_codes.get_mut(slot).into_iter().for_each(|known| *known = Some((rules, place)));
                    }
                    place
                }
            };
            place.into_iter().for_each(|place| self.places.set(at, place));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Column;
    use crate::register::Kind;

    /// Numbers below this one, the same in every run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % below
        }
    }

    #[test]
    fn every_row_says_what_the_column_says_however_many_answers_there_are() {
        let mut numbers = Numbers(3);
        for round in 0..240 {
            let rows = [0, 1, 63, 700, 9_000][round % 5];
            let values = [1, 2, 40, 255, 256, 300, 5_000][numbers.below(7)];
            let rules = [1, 2, 3, 255, 300, 70_000][numbers.below(6)];
            let codes = [0, 1, 2, 30, 70_000][numbers.below(5)];
            let far = [0, 1_000_000, -7][numbers.below(3)];
            let coded: Vec<i64> =
                (0..rows).map(|_| i64::try_from(if numbers.below(3) == 0 { numbers.below(codes + 1) } else { 0 }).unwrap()).collect();
            let all_coded = round % 11 == 0 && codes > 0;
            let coded: Vec<i64> = if all_coded { vec![1; rows] } else { coded };
            // Marked values keep their value, as the even codes are told here.
            let keeps = |code: i64| code % 2 == 0;
            let valued: Vec<i64> =
                coded.iter().map(|code| if keeps(*code) { i64::try_from(numbers.below(values)).unwrap() + far } else { 0 }).collect();
            let ruled: Vec<i64> = (0..rows).map(|_| i64::try_from(numbers.below(rules)).unwrap()).collect();
            let domain = Arc::new(Domain::among((0..u32::try_from(rows).unwrap()).map(EntityIx).collect()));
            let mut column = Column::empty(Arc::clone(&domain), Kind::Number { scale: 0 });
            (column.values, column.codes, column.decisions) = (Packed::of(&valued), Packed::of(&coded), Packed::of(&ruled));
            let of_row = |at: usize, code: u32| match code {
                0 => None,
                code if keeps(i64::from(code)) => None,
                code if code.is_multiple_of(3) => Some((Status::Unknown, i64::try_from(at).ok())),
                code => Some((if code.is_multiple_of(5) { Status::Unknown } else { Status::NotApplicable }, None)),
            };
            let tell = |at: usize, code: u32| match of_row(at, code) {
                None => Told::Valued,
                Some((status, value)) if code.is_multiple_of(3) => Told::Here(status, value),
                Some((status, value)) => Told::As(status, value),
            };
            let decision = |rules: u32| Arc::new(Decision { presumed: Some(rules), ..Decision::default() });
            let told = ResultColumn::new(Year(2016), &column, tell, decision);
            assert_eq!((told.len(), told.is_empty(), told.rows().count()), (rows, rows == 0, rows));
            for (at, row) in told.rows().enumerate() {
                let wanted = of_row(at, code(coded[at])).unwrap_or((Status::Holds, Some(valued[at])));
                assert_eq!((row.status, row.value), wanted, "round {round}, row {at}");
                assert_eq!(row.decision.presumed, Some(code(ruled[at])), "round {round}, row {at}");
                assert_eq!(row.entity, domain.rows[at]);
            }
        }
    }

    #[test]
    fn few_answers_take_a_byte_a_row_or_none() {
        let rows = 5_000;
        let domain = Arc::new(Domain::among((0..5_000).map(EntityIx).collect()));
        let places = |values: Packed, decisions: Packed| {
            let mut column = Column::empty(Arc::clone(&domain), Kind::Number { scale: 0 });
            (column.values, column.codes, column.decisions) = (values, Packed::Same(0, rows), decisions);
            ResultColumn::new(Year(2016), &column, |_, _| Told::Valued, |_| Arc::default()).places
        };
        let numbers = |of: fn(i64) -> i64| Packed::of(&(0..5_000).map(of).collect::<Vec<_>>());
        assert!(matches!(places(Packed::Same(7, rows), Packed::Same(300, rows)), Packed::Same(..)));
        assert!(matches!(places(numbers(|at| at % 2), numbers(|at| at % 5)), Packed::U8(_)));
        assert!(matches!(places(numbers(|at| at % 30 * 1_000_000), numbers(|at| at % 3)), Packed::U8(_)));
        assert!(matches!(places(numbers(|at| at % 400), Packed::Same(1, rows)), Packed::U16(_)));
        // Each another value: they stand beside, and rules alone are told apart.
        assert!(matches!(places(numbers(|at| at), Packed::Same(1, rows)), Packed::Same(..)));
    }
}
