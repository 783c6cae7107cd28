//! 分配 where a group is known: its amount shared out by weight, what is left over to the largest remainders.
//!
//! In: everybody as a member ([`super::set_rules::Field`]), whose keys are the amount, the weight, and what parts equal remainders. Out: a part for
//! every row, an error or a conflict that is everybody's own, or [`OPEN`] where something about its group is not known. All is whole numbers: a
//! remainder is so many of one over the sum of the weights.

use std::cmp::Ordering;

use quanheng_policy::finding::Fault;
use quanheng_policy::ir::{Key, Share};

use super::doubt::turned;
use super::list_in_doubt::fault_code;
use super::read::not_applicable;
use super::set_marks::{self, Aside, Telling};
use super::set_rules::{Field, Member, Missing, OPEN, computed, field};
use super::ten_to;
use crate::column::Column;
use crate::dictionary::PLAIN;
use crate::packed::Packed;
use crate::planted;
use crate::register::{Kind, Row};
use crate::scene::{Needed, Scene};

/// Sums and amounts beyond this are worked out by themselves.
const MOST: i128 = 1 << 60;

/// What a part is not: a fault, or too large to be told here.
enum Not {
    Fault(Fault),
    TooLarge,
}

pub(super) fn parts<'p>(scene: &Scene<'_, 'p>, share: &'p Share) -> Result<Option<Column>, Needed> {
    let Some(smallest) = share.exact_to.to_integer().filter(|smallest| (1..=MOST).contains(smallest)) else { return Ok(None) };
    let Some(field) = field(scene, &share.population, &share.figures, Missing::Doubt, |_| Ok(()))? else { return Ok(None) };
    let Some(Kind::Number { scale }) = field.kinds.first().copied() else { return Ok(None) };
    // So many of the amount's own units make one smallest part.
    let Some(unit) = ten_to(scale).and_then(|scale| smallest.checked_mul(i128::from(scale))) else { return Ok(None) };
    let na = not_applicable(scene).code;
    let mut values = vec![0_i64; field.len()];
    let mut codes: Vec<u32> = (0..field.len()).map(|row| if field.stands_aside(field.member(row)) { na } else { OPEN }).collect();
    let mut members: Vec<(i64, usize)> = (0..field.len())
        .filter_map(|row| match field.member(row) {
            Member::Competes(group) if field.is_known(group) => Some((group, row)),
            _ => None,
        })
        .collect();
    members.sort_unstable();
    let fault = |fault: Fault| fault_code(scene, fault);
    for group in members.chunk_by(|a, b| a.0 == b.0) {
        let rows: Vec<usize> = group.iter().map(|(_, row)| *row).collect();
        let mut tell = |row: usize, told: Row| {
            if let (Some(value), Some(code)) = (values.get_mut(row), codes.get_mut(row)) {
                (*value, *code) = (told.value, told.code);
            }
        };
        match shared_out(&field, share.ties(), &rows, unit) {
            Err(Not::TooLarge) => {}
            Err(Not::Fault(told)) => {
                let code = fault(told);
                rows.iter().for_each(|row| tell(*row, Row { code, value: 0 }));
            }
            Ok(each) => {
                for (row, part) in rows.iter().zip(each) {
                    let value = part.and_then(|units| units.checked_mul(smallest)).and_then(|value| i64::try_from(value).ok());
                    match (part, value) {
                        (None, _) => tell(*row, Row { code: fault(Fault::RemainderTie), value: 0 }),
                        (Some(_), Some(value)) => tell(*row, Row { code: PLAIN, value }),
                        (Some(_), None) => {}
                    }
                }
            }
        }
    }
    let mut packed = Packed::default();
    packed.push(&values, values.len());
    let all_plain = codes.iter().all(|code| *code == PLAIN);
    let column = computed(scene, Kind::Number { scale: 0 }, packed, (!all_plain).then_some(&codes));
    let telling = Telling { aside: Aside::Nothing, with_excluded: true, more: &[], of_all: &[], beside: PLAIN };
    Ok(Some(set_marks::told(scene, &field, &telling, column)))
}

/// The part of each, in smallest parts; `None`: equal remainders that nothing parts.
fn shared_out(field: &Field, ties: &[Key], rows: &[usize], unit: i128) -> Result<Vec<Option<i128>>, Not> {
    let figure = |at: usize, row: usize| field.keys.get(at).map_or(0, |values| i128::from(values.get(row)));
    let amount = rows.first().map_or(0, |row| figure(0, *row));
    if rows.iter().any(|row| figure(0, *row) != amount) {
        return Err(Not::Fault(Fault::AmountsDiffer));
    }
    let whole = amount.checked_rem(unit) == Some(0);
    let units = amount.checked_div(unit).filter(|_| whole).ok_or(Not::Fault(Fault::FinerThanUnit))?;
    let weights: Vec<i128> = rows.iter().map(|row| figure(1, *row)).collect();
    if units < 0 || weights.iter().any(|weight| *weight < 0) {
        return Err(Not::Fault(Fault::ShareBelowNought));
    }
    let sum = weights.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight)).ok_or(Not::TooLarge)?;
    if sum == 0 && units > 0 {
        return Err(Not::Fault(Fault::NoWeight));
    }
    if sum > MOST || units > MOST {
        return Err(Not::TooLarge);
    }
    // Each part rounded down, and what remains of it.
    let part = |weight: &i128| {
        let exact = weight.checked_mul(units)?;
        if sum == 0 { Some((0, 0)) } else { Some((exact.checked_div(sum)?, exact.checked_rem(sum)?)) }
    };
    let each: Vec<(i128, i128)> = weights.iter().map(part).collect::<Option<_>>().ok_or(Not::TooLarge)?;
    let left = each.iter().try_fold(units, |left, (floor, _)| left.checked_sub(*floor)).ok_or(Not::TooLarge)?;
    let mut remainders: Vec<i128> = each.iter().map(|(_, remainder)| *remainder).collect();
    remainders.sort_unstable_by(|a, b| b.cmp(a));
    let last = usize::try_from(left).ok().and_then(|left| left.checked_sub(1));
    let Some(line) = last.and_then(|last| remainders.get(last)).copied() else {
        return Ok(each.into_iter().map(|(floor, _)| Some(floor)).collect());
    };
    let above = remainders.partition_point(|remainder| *remainder > line);
    let places = usize::try_from(left).map_err(|_| Not::TooLarge)?.saturating_sub(above);
    let mut at_line: Vec<usize> = rows.iter().zip(&each).filter(|(_, (_, remainder))| *remainder == line).map(|(row, _)| *row).collect();
    let gets = who_gets(field, ties, &mut at_line, places);
    let of_one = |(row, (floor, remainder)): (&usize, (i128, i128))| {
        let extra = match remainder.cmp(&line) {
            Ordering::Greater => Some(true),
            Ordering::Less => Some(planted::is(37)),
            Ordering::Equal => {
                gets.binary_search_by(|(other, _)| other.cmp(row)).ok().and_then(|at| gets.get(at)).and_then(|(_, gets)| *gets)
            }
        };
        extra.map(|extra| floor.saturating_add(i128::from(extra)))
    };
    Ok(rows.iter().zip(each).map(of_one).collect())
}

/// Which of those at the line get one of the places left, by row; `None`: no key parts it from others, and not all of them do.
fn who_gets(field: &Field, ties: &[Key], at_line: &mut [usize], places: usize) -> Vec<(usize, Option<bool>)> {
    let by_keys = |a: &usize, b: &usize| {
        let each = field.keys.iter().skip(2).zip(ties).map(|(values, key)| {
            let better = |row: usize| turned(values.get(row), key.descending && !planted::is(34));
            better(*b).cmp(&better(*a))
        });
        each.fold(Ordering::Equal, |so_far, next| if planted::is(38) { so_far } else { so_far.then(next) })
    };
    at_line.sort_by(by_keys);
    let mut gets: Vec<(usize, Option<bool>)> = Vec::with_capacity(at_line.len());
    let mut before = 0_usize;
    for equals in at_line.chunk_by(|a, b| by_keys(a, b) == Ordering::Equal) {
        let with = before.saturating_add(equals.len());
        let decided = if with <= places {
            Some(true)
        } else if before >= places {
            Some(false)
        } else {
            None
        };
        gets.extend(equals.iter().map(|row| (*row, decided)));
        before = with;
    }
    gets.sort_unstable_by_key(|(row, _)| *row);
    gets
}
