//! What is kept of a population on the way: something for each group, and registers block after block.

use std::collections::BTreeMap;

use crate::dictionary::{PLAIN, code};
use crate::packed::Packed;
use crate::register::{Kind, Register, Row};

/// What a register was, block after block.
#[derive(Default)]
pub(super) struct Seen {
    values: Packed,
    codes: Packed,
    /// Codes of marks, which stand apart.
    marks: Packed,
    kind: Option<Kind>,
    of_several_kinds: bool,
}

impl Seen {
    pub fn push(&mut self, register: &Register, marks: &Packed, whole: usize) {
        self.of_several_kinds = self.of_several_kinds || self.kind.is_some_and(|kind| kind != register.kind);
        self.kind = Some(register.kind);
        self.values.append(&register.values, whole);
        self.codes.append(register.codes(), whole);
        self.marks.append(marks, whole);
    }

    /// The marks beside what is known.
    pub fn marks(&self) -> &Packed {
        &self.marks
    }

    /// What its numbers stand for.
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The numbers of all blocks stand for the same.
    pub fn is_of_one_kind(&self) -> bool {
        !self.of_several_kinds
    }

    /// The one row that all of them are like, where that is known without looking at each.
    pub fn alike(&self) -> Option<Row> {
        match (&self.codes, &self.values) {
            (Packed::Same(own, _), Packed::Same(value, _)) => Some(Row { code: code(*own), value: *value }),
            _ => None,
        }
    }

    /// One plain value, which is everybody's.
    pub fn is_plain_for_all(&self) -> bool {
        self.alike().is_some_and(|row| row.code == PLAIN)
    }

    pub fn row(&self, at: usize) -> Row {
        Row { code: code(self.codes.get(at)), value: self.values.get(at) }
    }
}

/// Something for each group, by what its members have in common: mostly enum values, of which there are few.
pub(super) struct Groups<T> {
    few: Vec<Option<T>>,
    more: BTreeMap<i64, T>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Groups { few: Vec::new(), more: BTreeMap::new() }
    }
}

/// Groups of a number below this are looked up by it.
const FEW: i64 = 4096;

impl<T> Groups<T> {
    /// The group, begun where there is none yet.
    pub fn at(&mut self, group: i64, begun: impl FnOnce() -> T) -> Option<&mut T> {
        match usize::try_from(group).ok().filter(|_| group < FEW) {
            Some(at) => {
                if self.few.len() <= at {
                    self.few.resize_with(at.saturating_add(1), || None);
                }
                self.few.get_mut(at).map(|slot| slot.get_or_insert_with(begun))
            }
            None => Some(self.more.entry(group).or_insert_with(begun)),
        }
    }

    pub fn get(&self, group: i64) -> Option<&T> {
        match usize::try_from(group).ok().filter(|_| group < FEW) {
            Some(at) => self.few.get(at)?.as_ref(),
            None => self.more.get(&group),
        }
    }

    pub fn get_mut(&mut self, group: i64) -> Option<&mut T> {
        match usize::try_from(group).ok().filter(|_| group < FEW) {
            Some(at) => self.few.get_mut(at)?.as_mut(),
            None => self.more.get_mut(&group),
        }
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.few.iter_mut().flatten().chain(self.more.values_mut())
    }
}
