//! Cases met: what rows come to whose parts are the same, each worked out once.
//!
//! In: the registers of the parts, and a row. Out: what a row like it came to. The latest cases stand in a table that one look at the parts leads
//! to; all of them stand in an order behind it. Deliberately absent: how a case is worked out, and which parts tell cases apart.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::register::{Register, Row};

/// Cases that stand near: as many as a byte tells apart.
const NEAR: usize = 256;

/// What cases of one kind came to.
#[derive(Debug)]
pub(crate) struct Cases<T> {
    met: BTreeMap<Vec<Row>, T>,
    /// How many parts a case that stands near has.
    width: usize,
    /// The parts of those that stand near, and what each came to.
    near: Vec<Row>,
    came_to: Vec<Option<T>>,
}

impl<T> Default for Cases<T> {
    fn default() -> Self {
        Cases { met: BTreeMap::new(), width: 0, near: Vec::new(), came_to: Vec::new() }
    }
}

impl<T: Copy> Cases<T> {
    /// What a row came to that was like this one.
    pub fn find(&mut self, parts: &[Rc<Register>], at: usize) -> Option<T> {
        let place = self.place(parts, at);
        let from = place.saturating_mul(self.width);
        if let Some(known) = self.came_to.get(place).copied().flatten().filter(|_| self.width == parts.len())
            && self.near.get(from..).is_some_and(|near| parts.iter().zip(near).all(|(part, row)| part.row(at) == *row))
        {
            return Some(known);
        }
        let case: Vec<Row> = parts.iter().map(|part| part.row(at)).collect();
        let known = *self.met.get(&case)?;
        self.bring_near(place, &case, known);
        Some(known)
    }

    /// What a row has come to, for all like it.
    pub fn keep(&mut self, parts: &[Rc<Register>], at: usize, known: T) {
        let case: Vec<Row> = parts.iter().map(|part| part.row(at)).collect();
        self.bring_near(self.place(parts, at), &case, known);
        self.met.insert(case, known);
    }

    /// The same for a case that is told by something else than registers.
    pub fn once(&mut self, case: Row, work_out: impl FnOnce() -> T) -> T {
        *self.met.entry(vec![case]).or_insert_with(work_out)
    }

    /// Where a row's case stands if it is near.
    fn place(&self, parts: &[Rc<Register>], at: usize) -> usize {
        let mixed = parts.iter().fold(0_u64, |so_far, part| {
            let Row { code, value } = part.row(at);
            (so_far.rotate_left(5) ^ u64::from(code).rotate_left(40) ^ value.cast_unsigned()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        usize::from(mixed.to_be_bytes()[0])
    }

    fn bring_near(&mut self, place: usize, case: &[Row], known: T) {
        if self.came_to.is_empty() {
            self.width = case.len();
            self.near = vec![Row { code: 0, value: 0 }; NEAR.saturating_mul(self.width)];
            self.came_to = vec![None; NEAR];
        }
        if self.width != case.len() {
            return;
        }
        let from = place.saturating_mul(self.width);
        if let (Some(slots), Some(slot)) = (self.near.get_mut(from..from.saturating_add(self.width)), self.came_to.get_mut(place)) {
            slots.copy_from_slice(case);
            *slot = Some(known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::Packed;
    use crate::register::Kind;

    #[test]
    fn each_case_is_found_again_however_many_there_are() {
        let number = Kind::Number { scale: 0 };
        let parts = [
            Rc::new(Register::plain(number, Packed::of(&(0..5_000).collect::<Vec<i64>>()))),
            Rc::new(Register::plain(number, Packed::of(&(0..5_000).map(|n| n % 7).collect::<Vec<i64>>()))),
        ];
        let mut cases = Cases::default();
        for at in 0..5_000 {
            assert_eq!(cases.find(&parts, at), None);
            cases.keep(&parts, at, at);
            assert_eq!(cases.find(&parts, at), Some(at));
        }
        assert!((0..5_000).all(|at| cases.find(&parts, at) == Some(at)));
        // Of another width: these too.
        assert_eq!(cases.find(&parts[..1], 3), None);
        cases.keep(&parts[..1], 3, 77);
        assert_eq!((cases.find(&parts[..1], 3), cases.find(&parts, 3)), (Some(77), Some(3)));
        assert_eq!(cases.once(Row { code: 9, value: 9 }, || 5), 5);
        assert_eq!(cases.once(Row { code: 9, value: 9 }, || 6), 5);
    }
}
