//! 且, 或, 非, 不适用 and 有值.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;

use super::kernel::looks_within;
use super::marks::{self, Bare};
use super::read::not_applicable;
use super::rules::leaves;
use super::{alike, among_known, by_code, coded_too, registers};
use crate::dictionary::{PLAIN, code};
use crate::packed::{Lane, Packed, folded, zipped};
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

pub(super) fn not<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, side: &'p Expr, year: Year) -> Result<Register, Needed> {
    let of = scene.register(side, year)?;
    let not = |value: i64| i64::from((value == 0) != planted::is(5));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], || Some(not(of.values.get(0)))) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    let (bare, marks) = Bare::one(scene, &of);
    coded_too(&[&bare], &mut hard);
    let values = match bare.values.bytes() {
        Some(lane) => Packed::U8(zipped(&lane, &Lane::Same(0), of.len(), |x, nought| u8::from((x == nought) != planted::is(5)))),
        None => Packed::of(&bare.values.iter().map(not).collect::<Vec<_>>()),
    };
    let known = marks::beside(scene, Register::plain(Kind::Truth, values), &marks);
    Ok(among_known(scene, (expr, year, Kind::Truth), &[of], known, &hard))
}

pub(super) fn join<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, any: bool, sides: &[&'p Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, sides.to_vec(), year)?;
    let joined =
        || Some(i64::from(if any { each.iter().any(|s| s.values.get(0) != 0) } else { each.iter().all(|s| s.values.get(0) != 0) }));
    let looks_within = looks_within(any, sides);
    if !looks_within && let Some(alike) = alike(scene, (expr, year, Kind::Truth), &each, joined) {
        return Ok(alike);
    }
    let bare = Bare::of(scene, &each);
    let mut values = vec![u8::from(!any || planted::is(4)); scene.state.len()];
    for side in &bare.registers {
        let any = any && !planted::is(4);
        match side.values.bytes() {
            Some(lane) => folded(&mut values, &lane, |so_far, own| if any { so_far | own } else { so_far & own }),
            None => values.iter_mut().zip(side.values.iter()).for_each(|(so_far, own)| {
                *so_far = if any { *so_far | u8::from(own != 0) } else { *so_far & u8::from(own != 0) };
            }),
        }
    }
    let values = Packed::U8(values);
    // A side looked into once more may come to another answer; one that is 不适用 stays so, where nothing carries a mark.
    let na = if bare.is_unmarked() { not_applicable(scene).code } else { u32::MAX };
    let is_told = |code: u32| if looks_within { code != na } else { scene.may_fault_or_decide(Row { code, value: 0 }, any) };
    let Undecided { hard, not_applicable } = undecided(scene, &bare.registers, any, (na, is_told));
    let marks = told_of(scene, any, &bare, &values);
    let mut known = marks::beside(scene, Register::plain(Kind::Truth, values), &marks);
    if let Some(codes) = not_applicable {
        known.values.nought_beside(&codes);
        known = Register::coded(Kind::Truth, known.values, Packed::U8(codes));
    }
    if hard.is_empty() {
        return Ok(known);
    }
    let parts: Vec<Rc<Register>> = if looks_within { registers(scene, leaves(expr), year)? } else { each };
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &parts, || None).filter(|_| hard.len() == known.len()) {
        return Ok(alike);
    }
    Ok(among_known(scene, (expr, year, Kind::Truth), &parts, known, &hard))
}

/// The marks that are told of a row: those of the sides that settle it, or of all of them where none does.
fn told_of(scene: &Scene<'_, '_>, any: bool, bare: &Bare, values: &Packed) -> Packed {
    let mut told = marks::none(values.len());
    for (at, side) in bare.registers.iter().enumerate() {
        let Some(own) = bare.marks_of(at).filter(|marks| !marks::is_none(marks)) else { continue };
        let settles = i64::from(any);
        let is_silent = |(whole, side): (i64, Row)| whole == settles && side != Row { code: PLAIN, value: settles } && !planted::is(150);
        let mut own = own.clone();
        own.nought_beside(&values.iter().zip(side.rows()).map(|pair| u8::from(is_silent(pair))).collect::<Vec<u8>>());
        told = marks::together(scene, &told, &own);
    }
    told
}

/// What plain sides leave of the rows of a join.
#[derive(Default)]
struct Undecided {
    /// Rows to be worked out as cases, in order.
    hard: Vec<usize>,
    /// The code of 不适用 where that is all a row comes to; `None`: nowhere, or it does not fit a byte.
    not_applicable: Option<Vec<u8>>,
}

/// What is known of a row's sides, as bits: one has a code; a plain one settles it; what is open would be told all the same; one is more than
/// 不适用.
const CODED: u8 = 1;
const SETTLED: u8 = 2;
const TOLD: u8 = 4;
const MORE: u8 = 8;

/// Where a side plainly decides, nothing more is asked, if no side that is open can be at fault or decide with a mark. Where none does, and those that
/// are not plain are 不适用 and nothing else, so is the whole.
fn undecided(scene: &Scene<'_, '_>, each: &[Rc<Register>], any: bool, (na, is_told): (u32, impl Fn(u32) -> bool)) -> Undecided {
    let coded: Vec<&Rc<Register>> = each.iter().filter(|side| !side.is_plain()).collect();
    if coded.is_empty() {
        return Undecided::default();
    }
    let rows = scene.state.len();
    let na_byte = u8::try_from(na).ok();
    // All bits or none, so that many rows are gone over at once.
    let all_if = |is: bool| if is { u8::MAX } else { 0 };
    let (passes, more) = (all_if(!any), if planted::is(92) { 0 } else { MORE });
    let settles = move |value: u8| (all_if(value != 0) ^ passes) & SETTLED;
    // Where 不适用 fits no byte, every code is more.
    let na = na_byte.unwrap_or_default();
    let mut found = vec![0_u8; rows];
    for side in each {
        let values = side.values.other_than_nought();
        if side.is_plain() {
            folded(&mut found, &values, |so_far, value| so_far | settles(value));
            continue;
        }
        // A coded row's value is nought, and settles nothing.
        let of_row = move |value: u8, code: u8| {
            let is_plain = all_if(code == 0);
            (settles(value) & is_plain) | (CODED & !is_plain) | (more & all_if(code != na) & !is_plain)
        };
        // Codes beyond a byte are more than 不适用 each, or taken to be.
        let codes = side.codes().bytes().unwrap_or_else(|| side.codes().other_than_nought_as(u8::MAX));
        folded(&mut found, &Lane::Each(zipped(&values, &codes, rows, of_row).into()), |so_far, own| so_far | own);
        match side.codes().occurring() {
            Some(met) => {
                let mut tells = [0_u8; 256];
                for own in met.into_iter().filter(|own| u32::from(*own) != PLAIN && is_told(u32::from(*own))) {
                    tells.get_mut(usize::from(own)).into_iter().for_each(|tells| *tells = TOLD);
                }
                if let Some(lane) = side.codes().bytes().filter(|_| tells.contains(&TOLD)) {
                    folded(&mut found, &lane, |so_far, own| so_far | tells.get(usize::from(own)).copied().unwrap_or_default());
                }
            }
            None => side.codes().each_other_than(i64::from(PLAIN), |at, kept| {
                if is_told(code(kept)) {
                    found.get_mut(at).into_iter().for_each(|own| *own |= TOLD);
                }
            }),
        }
    }
    let mut hard = Vec::new();
    let is_hard = |own: &u8| {
        let left = all_if(own & SETTLED == 0) & all_if(own & MORE != 0);
        all_if(own & CODED != 0) & (all_if(own & TOLD != 0) | left)
    };
    Packed::U8(found.iter().map(is_hard).collect()).each_other_than(0, |at, _| hard.push(at));
    // A code, and nothing else.
    let not_applicable = na_byte.map(|na| found.iter().map(|own| all_if(*own == CODED) & na).collect::<Vec<u8>>());
    Undecided { hard, not_applicable }
}

/// 不适用(e) with `wanted`, else 有值(e).
pub(super) fn is_na<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, inner: &'p Expr, wanted: bool, year: Year) -> Result<Register, Needed> {
    let of = scene.register(inner, year)?;
    // A plain value is not 不适用.
    let of_plain = i64::from(wanted == planted::is(6));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], || Some(i64::from(!wanted))) {
        return Ok(alike);
    }
    let (bare, marks) = Bare::one(scene, &of);
    if marks::is_none(&marks) {
        return Ok(by_code(scene, (expr, year, Kind::Truth), &of, of_plain));
    }
    let na = not_applicable(scene).code;
    let value = |code: u32| if code == na { u32::from(wanted) } else { u32::try_from(of_plain).unwrap_or_default() };
    let known = Register::plain(Kind::Truth, marks::recoded(bare.codes(), value));
    let mut hard = Vec::new();
    bare.codes().each_other_than(i64::from(PLAIN), |at, own| {
        if code(own) != na {
            hard.push(at);
        }
    });
    Ok(among_known(scene, (expr, year, Kind::Truth), &[of], marks::beside(scene, known, &marks), &hard))
}
