//! 且, 或, 非, 不适用 and 有值.

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::ir::Expr;

use super::kernel::looks_within;
use super::read::not_applicable;
use super::rules::leaves;
use super::{alike, by_code, coded_too, registers, with_cases};
use crate::dictionary::{PLAIN, code};
use crate::packed::{Lane, Packed, folded, zipped};
use crate::planted;
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

pub(super) fn not<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, side: &'p Expr, year: Year) -> Result<Register, Needed> {
    let of = scene.register(side, year)?;
    let not = |value: i64| i64::from((value == 0) != planted::is(5));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], || Some(not(of.values.get(0)))) {
        return Ok(alike);
    }
    let mut hard = Vec::new();
    coded_too(&[&of], &mut hard);
    let values = match of.values.bytes() {
        Some(lane) => Packed::U8(zipped(&lane, &Lane::Same(0), of.len(), |x, nought| u8::from((x == nought) != planted::is(5)))),
        None => Packed::of(&of.values.iter().map(not).collect::<Vec<_>>()),
    };
    Ok(with_cases(scene, (expr, year, Kind::Truth), &[of], values, &hard))
}

pub(super) fn join<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, any: bool, sides: &[&'p Expr], year: Year) -> Result<Register, Needed> {
    let each = registers(scene, sides.to_vec(), year)?;
    let joined =
        || Some(i64::from(if any { each.iter().any(|s| s.values.get(0) != 0) } else { each.iter().all(|s| s.values.get(0) != 0) }));
    let looks_within = looks_within(any, sides);
    if !looks_within && let Some(alike) = alike(scene, (expr, year, Kind::Truth), &each, joined) {
        return Ok(alike);
    }
    let mut values = vec![u8::from(!any || planted::is(4)); scene.state.len()];
    for side in &each {
        let any = any && !planted::is(4);
        match side.values.bytes() {
            Some(lane) => folded(&mut values, &lane, |so_far, own| if any { so_far | own } else { so_far & own }),
            None => values.iter_mut().zip(side.values.iter()).for_each(|(so_far, own)| {
                *so_far = if any { *so_far | u8::from(own != 0) } else { *so_far & u8::from(own != 0) };
            }),
        }
    }
    let values = Packed::U8(values);
    // A side looked into once more may come to another answer; one that is 不适用 stays so.
    let na = not_applicable(scene);
    let hard = undecided(scene, &each, any, |code| if looks_within { code != na.code } else { scene.may_fault_or_decide(code, any) });
    if hard.is_empty() {
        return Ok(Register::plain(Kind::Truth, values));
    }
    let parts: Vec<Rc<Register>> = if looks_within { registers(scene, leaves(expr), year)? } else { each };
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &parts, || None).filter(|_| hard.len() == values.len()) {
        return Ok(alike);
    }
    Ok(with_cases(scene, (expr, year, Kind::Truth), &parts, values, &hard))
}

/// Rows with a code that no plain side settles, or where what is open on another is told all the same; in order. Where a side plainly decides, nothing
/// more is asked, if no side that is open can be at fault or decide with a mark.
fn undecided(scene: &Scene<'_, '_>, each: &[Rc<Register>], any: bool, is_told: impl Fn(u32) -> bool) -> Vec<usize> {
    let coded: Vec<&Rc<Register>> = each.iter().filter(|side| !side.is_plain()).collect();
    if coded.is_empty() {
        return Vec::new();
    }
    let rows = scene.state.len();
    // Bits of a row: some side has a code; a plain one settles it; what is open would be told all the same.
    let (has_code, settled, told) = (1_u8, 2_u8, 4_u8);
    let mut found = vec![0_u8; rows];
    for side in each {
        let codes = side.codes().other_than_nought();
        // A coded side's value is nought, and settles nothing.
        let settles = zipped(&side.values.other_than_nought(), &codes, rows, |value, code| u8::from(code == 0 && (value != 0) == any));
        folded(&mut found, &codes, |so_far, code| so_far | u8::from(code != 0).wrapping_mul(has_code));
        folded(&mut found, &Lane::Each(settles.into()), |so_far, own| so_far | own.wrapping_mul(settled));
    }
    for side in coded {
        match side.codes().occurring() {
            Some(met) => {
                let mut tells = [0_u8; 256];
                for own in met.into_iter().filter(|own| u32::from(*own) != PLAIN && is_told(u32::from(*own))) {
                    tells.get_mut(usize::from(own)).into_iter().for_each(|tells| *tells = told);
                }
                if let Some(lane) = side.codes().bytes().filter(|_| tells.contains(&told)) {
                    folded(&mut found, &lane, |so_far, own| so_far | tells.get(usize::from(own)).copied().unwrap_or_default());
                }
            }
            None => side.codes().each_other_than(i64::from(PLAIN), |at, kept| {
                if let Some(own) = found.get_mut(at).filter(|own| **own & settled != 0)
                    && is_told(code(kept))
                {
                    *own |= told;
                }
            }),
        }
    }
    found.iter_mut().for_each(|own| *own = u8::from(*own & has_code != 0 && (*own & settled == 0 || *own & told != 0)));
    let mut hard = Vec::new();
    Packed::U8(found).each_other_than(0, |at, _| hard.push(at));
    hard
}

/// 不适用(e) with `wanted`, else 有值(e).
pub(super) fn is_na<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, inner: &'p Expr, wanted: bool, year: Year) -> Result<Register, Needed> {
    let of = scene.register(inner, year)?;
    // A plain value is not 不适用.
    let of_plain = i64::from(wanted == planted::is(6));
    if let Some(alike) = alike(scene, (expr, year, Kind::Truth), &[Rc::clone(&of)], || Some(i64::from(!wanted))) {
        return Ok(alike);
    }
    Ok(by_code(scene, (expr, year, Kind::Truth), &of, of_plain))
}
