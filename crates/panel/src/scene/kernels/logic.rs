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
    let mut hard = Vec::new();
    coded_too(&bare.registers.iter().map(|side| &**side).collect::<Vec<_>>(), &mut hard);
    let marks = told_of(scene, any, &bare, &values);
    let known = marks::beside(scene, Register::plain(Kind::Truth, values), &marks);
    if hard.is_empty() {
        return Ok(known);
    }
    // A side that plainly decides: nothing more is asked, where no side that is open can be at fault.
    if !looks_within {
        hard.retain(|at| !is_decided(scene, &bare.registers, any, *at));
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

/// A plain side settles it, and what is open on the others is no fault and carries no mark that would be told.
fn is_decided(scene: &Scene<'_, '_>, each: &[Rc<Register>], any: bool, at: usize) -> bool {
    let mut settled = false;
    for side in each {
        let row = side.row(at);
        if row.code == PLAIN {
            settled = settled || (row.value != 0) == any;
        } else if scene.may_fault_or_decide(row, any) {
            return false;
        }
    }
    settled
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
