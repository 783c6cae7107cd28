//! What can be read at a place, and how it is written there so that 不适用 does no harm.

use super::{At, Readable, Ty, Writer};
use crate::text::{Sort, Text, text};

impl Writer {
    /// Everything of a type that may be read here.
    pub(super) fn readables(&self, at: &At, ty: Ty) -> Vec<Readable> {
        let fits = |r: &&Readable| r.ty == ty && r.owner.is_seen_from(at.kind) && (at.yearly || !r.yearly);
        let known = self.readables.iter().take(at.reads);
        at.row.iter().filter(|r| r.ty == ty).chain(known.filter(fits)).cloned().collect()
    }

    /// One of a type, later ones more often.
    pub(super) fn readable(&mut self, at: &At, ty: Ty) -> Option<Readable> {
        let all = self.readables(at, ty);
        self.late(&all)
    }

    /// One of a type that may (or may not) be 不适用.
    pub(super) fn readable_that(&mut self, at: &At, ty: Ty, na: bool) -> Option<Readable> {
        let all: Vec<Readable> = self.readables(at, ty).into_iter().filter(|r| r.na == na).collect();
        self.late(&all)
    }

    /// One of any type that may be 不适用.
    pub(super) fn maybe_na(&mut self, at: &At) -> Option<Readable> {
        let types = self.types();
        let all: Vec<Readable> = types.into_iter().flat_map(|ty| self.readables(at, ty)).filter(|r| r.na).collect();
        self.late(&all)
    }

    /// One of an ordered type.
    pub(super) fn ordered_readable(&mut self, at: &At, na: bool) -> Option<Readable> {
        let types: Vec<Ty> = self.types().into_iter().filter(|ty| *ty != Ty::Bool && self.is_ordered(*ty)).collect();
        let all: Vec<Readable> = types.into_iter().flat_map(|ty| self.readables(at, ty)).filter(|r| r.na == na).collect();
        self.late(&all)
    }

    /// One of them: later ones more often, what somebody has of its own rather than what is the same for all, and not the same again.
    fn late(&mut self, all: &[Readable]) -> Option<Readable> {
        let own: Vec<&Readable> = all.iter().filter(|r| r.owner != super::Kind::Nobody).collect();
        let all: Vec<&Readable> = if own.is_empty() || self.chance.percent(15) { all.iter().collect() } else { own };
        let late = all.len().saturating_sub(3);
        let mut picked = None;
        for _ in 0..3 {
            let from = if all.len() > 3 && self.chance.percent(35) { &all[late..] } else { &all[..] };
            picked = self.chance.maybe_of(from).map(|r| (*r).clone());
            if !picked.as_ref().is_some_and(|r| self.lately.contains(&r.text)) {
                break;
            }
        }
        if let Some(r) = &picked {
            self.lately.push(r.text.clone());
            if self.lately.len() > 4 {
                self.lately.remove(0);
            }
        }
        picked
    }

    pub(super) fn types(&self) -> Vec<Ty> {
        let plain = [Ty::Bool, Ty::Int, Ty::Days, Ty::Decimal, Ty::Ratio, Ty::Money, Ty::Date, Ty::Month, Ty::Year, Ty::Text];
        plain.into_iter().chain((0..self.enums.len()).map(Ty::Enum)).collect()
    }

    /// The reading, with something in place of 不适用 where that is not allowed.
    pub(super) fn read(&mut self, r: &Readable, na: bool) -> Text {
        let bare = text!(Sort::Value(r.ty); r.text.clone());
        if na || !r.na {
            return bare;
        }
        let instead = self.plain(r.ty);
        text!(Sort::Value(r.ty); "（", bare, " 不适用则 ", instead, "）")
    }

    /// Makes something readable from now on.
    pub(super) fn add(&mut self, readable: Readable) {
        self.readables.push(readable);
    }
}
