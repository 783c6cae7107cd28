//! Known values with marks beside them: kernels go over the values as if there were no marks, and the marks are put together apart.
//!
//! In: registers some rows of which are a known value, or 不适用, with marks ([`crate::dictionary::Apart`]). Out: the same registers without these
//! marks, and what a kernel made of them with the marks of its parts put back. Rows that are more than that keep their codes, and
//! go on as cases of the registers as they were: the interpreter says what marks these come to. Deliberately absent: which marks a kernel puts back,
//! which hangs on what it does.

use std::rc::Rc;

use crate::dictionary::{PLAIN, code};
use crate::packed::{Lane, Packed};
use crate::planted;
use crate::register::Register;
use crate::scene::Scene;

/// Registers without the marks of known values and 不适用, and these marks, by their codes.
pub(super) struct Bare {
    pub registers: Vec<Rc<Register>>,
    /// As many as registers; empty where nothing carries a mark.
    marks: Vec<Packed>,
}

impl Bare {
    pub fn of(scene: &Scene<'_, '_>, parts: &[Rc<Register>]) -> Bare {
        let dictionary = &scene.state.panel.dictionary;
        if dictionary.nothing_marked() || parts.iter().all(|part| part.is_plain()) {
            return Bare { registers: parts.to_vec(), marks: Vec::new() };
        }
        let (registers, marks): (Vec<Rc<Register>>, Vec<Packed>) = parts.iter().map(|part| apart(scene, part)).unzip();
        let marked = marks.iter().any(|marks| !is_none(marks));
        Bare { registers, marks: if marked { marks } else { Vec::new() } }
    }

    /// One of them.
    pub fn one(scene: &Scene<'_, '_>, part: &Rc<Register>) -> (Rc<Register>, Packed) {
        let bare = Bare::of(scene, std::slice::from_ref(part));
        let marks = bare.marks.into_iter().next().unwrap_or_else(|| none(part.len()));
        (bare.registers.into_iter().next().unwrap_or_else(|| Rc::clone(part)), marks)
    }

    /// Nothing carries a mark.
    pub fn is_unmarked(&self) -> bool {
        self.marks.is_empty()
    }

    /// The marks of one of them.
    pub fn marks_of(&self, at: usize) -> Option<&Packed> {
        self.marks.get(at)
    }

    /// What was made of them, with the marks of all of them.
    pub fn beside(&self, scene: &Scene<'_, '_>, made: Register) -> Register {
        if self.is_unmarked() {
            return made;
        }
        beside(scene, made, &self.all(scene))
    }

    /// The marks of all of them together.
    pub fn all(&self, scene: &Scene<'_, '_>) -> Packed {
        let rows = self.registers.first().map_or(0, |register| register.len());
        let told = if planted::is(158) { 1 } else { self.marks.len() };
        self.marks.iter().take(told).fold(none(rows), |so_far, marks| together(scene, &so_far, marks))
    }
}

/// No marks.
pub(super) fn none(rows: usize) -> Packed {
    Packed::Same(i64::from(PLAIN), rows)
}

pub(super) fn is_none(marks: &Packed) -> bool {
    marks.is_all(i64::from(PLAIN))
}

/// A register without the marks of known values and 不适用, and these.
fn apart(scene: &Scene<'_, '_>, register: &Rc<Register>) -> (Rc<Register>, Packed) {
    let dictionary = &scene.state.panel.dictionary;
    let mut codes = occurring(register.codes());
    if register.is_plain() || codes.all(|code| dictionary.apart(code).marks == PLAIN) {
        return (Rc::clone(register), none(register.len()));
    }
    let marks = recoded(register.codes(), |code| dictionary.apart(code).marks);
    let base = recoded(register.codes(), |code| dictionary.apart(code).base);
    (Rc::new(Register::coded(register.kind, register.values.clone(), base)), marks)
}

/// The marks of each row, also of those that are more than a known value.
pub(super) fn of_all(scene: &Scene<'_, '_>, register: &Register) -> Packed {
    let dictionary = &scene.state.panel.dictionary;
    if dictionary.nothing_marked() || register.is_plain() {
        return none(register.len());
    }
    let of = |code: u32| if code == PLAIN { PLAIN } else { dictionary.code_of_marks(dictionary.outcome(code).marks.clone()) };
    if occurring(register.codes()).all(|code| of(code) == PLAIN) {
        return none(register.len());
    }
    recoded(register.codes(), of)
}

/// The codes that occur.
fn occurring(codes: &Packed) -> impl Iterator<Item = u32> {
    let found: Vec<u32> = match codes.occurring() {
        Some(bytes) => bytes.into_iter().map(u32::from).collect(),
        None => {
            // One that was just met is passed over; some come twice.
            let mut latest = [i64::MIN; NEAR];
            let is_new = |own: &i64| latest.get_mut(near(*own, 0)).is_some_and(|slot| std::mem::replace(slot, *own) != *own);
            codes.iter().filter(is_new).map(code).collect()
        }
    };
    found.into_iter()
}

/// Codes that stand near: the latest of each place are known at once.
const NEAR: usize = 256;

fn near(left: i64, right: i64) -> usize {
    usize::try_from((left ^ right.wrapping_mul(37)) & 255).unwrap_or_default()
}

/// A register with further marks in each row.
pub(super) fn beside(scene: &Scene<'_, '_>, register: Register, marks: &Packed) -> Register {
    if is_none(marks) {
        return register;
    }
    let codes = together(scene, register.codes(), marks);
    Register::coded(register.kind, register.values, codes)
}

/// Codes, with further marks in each row.
pub(super) fn together(scene: &Scene<'_, '_>, codes: &Packed, marks: &Packed) -> Packed {
    if is_none(marks) {
        return codes.clone();
    }
    if is_none(codes) {
        return marks.clone();
    }
    let dictionary = &scene.state.panel.dictionary;
    both(codes, marks, |code, marks| dictionary.joined(code, marks))
}

/// Each code replaced by another; what was just met is not looked at again.
pub(super) fn recoded(codes: &Packed, other: impl Fn(u32) -> u32) -> Packed {
    match codes {
        Packed::Same(own, rows) => Packed::Same(i64::from(other(code(*own))), *rows),
        Packed::U8(all) => {
            let mut to = [0_u32; 256];
            for own in codes.occurring().unwrap_or_default() {
                to.get_mut(usize::from(own)).into_iter().for_each(|to| *to = other(u32::from(own)));
            }
            let of = |own: &u8| to.get(usize::from(*own)).copied().unwrap_or_default();
            narrowed(all.len(), to.iter().copied().max().unwrap_or_default(), || all.iter().map(of))
        }
        _ => {
            let mut latest = [(i64::MIN, 0_i64); NEAR];
            let each = codes.iter().map(|own| match latest.get_mut(near(own, 0)) {
                Some((met, known)) if *met == own => *known,
                slot => {
                    let known = i64::from(other(code(own)));
                    slot.into_iter().for_each(|slot| *slot = (own, known));
                    known
                }
            });
            Packed::of(&each.collect::<Vec<i64>>())
        }
    }
}

/// Two codes in each row made one; a pair that was just met is not looked at again.
pub(super) fn both(left: &Packed, right: &Packed, made: impl Fn(u32, u32) -> u32) -> Packed {
    if let Packed::Same(own, _) = right {
        return recoded(left, |other| made(other, code(*own)));
    }
    if let Packed::Same(own, _) = left {
        return recoded(right, |other| made(code(*own), other));
    }
    if let (Some(Lane::Each(a)), Some(Lane::Each(b)), Some(of_left), Some(of_right)) =
        (left.bytes(), right.bytes(), left.occurring(), right.occurring())
    {
        // Places of the codes that occur, and what each pair of them comes to.
        let places = |of: &[u8]| {
            let mut places = [0_usize; 256];
            for (at, own) in of.iter().enumerate() {
                places.get_mut(usize::from(*own)).into_iter().for_each(|place| *place = at);
            }
            places
        };
        let (at_left, at_right) = (places(&of_left), places(&of_right));
        let pairs: Vec<(u8, u8)> = of_left.iter().flat_map(|a| of_right.iter().map(|b| (*a, *b))).collect();
        let mut table: Vec<Option<u32>> = vec![None; pairs.len()];
        let place = |a: &u8, b: &u8| {
            let row = at_left.get(usize::from(*a)).copied().unwrap_or_default();
            row.saturating_mul(of_right.len()).saturating_add(at_right.get(usize::from(*b)).copied().unwrap_or_default())
        };
        // A pair that does not occur has no code.
        for (a, b) in a.iter().zip(b.iter()) {
            if let Some(slot @ None) = table.get_mut(place(a, b)) {
                *slot = Some(made(u32::from(*a), u32::from(*b)));
            }
        }
        let most = table.iter().flatten().copied().max().unwrap_or_default();
        let of = |(a, b): (&u8, &u8)| table.get(place(a, b)).copied().flatten().unwrap_or_default();
        return narrowed(a.len(), most, || a.iter().zip(b.iter()).map(of));
    }
    let mut latest = [(i64::MIN, 0_i64, 0_i64); NEAR];
    let each = left.iter().zip(right.iter()).map(|(a, b)| match latest.get_mut(near(a, b)) {
        Some((left, right, known)) if (*left, *right) == (a, b) => *known,
        slot => {
            let known = i64::from(made(code(a), code(b)));
            slot.into_iter().for_each(|slot| *slot = (a, b, known));
            known
        }
    });
    Packed::of(&each.collect::<Vec<i64>>())
}

/// Codes up to the greatest, in bytes where they fit.
fn narrowed<I: Iterator<Item = u32>>(rows: usize, most: u32, codes: impl Fn() -> I) -> Packed {
    if u8::try_from(most).is_ok() {
        let mut bytes = Vec::with_capacity(rows);
        bytes.extend(codes().map(|code| u8::try_from(code).unwrap_or_default()));
        return Packed::U8(bytes);
    }
    Packed::of(&codes().map(i64::from).collect::<Vec<i64>>())
}
