//! Whole numbers of a column or a register, in so few bytes that they hold them all; and lanes of one width to go over them.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Whole numbers, one for each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// The same in every row.
    Same(i64, usize),
    U8(Vec<u8>),
    U16(Vec<u16>),
    I32(Vec<i32>),
    I64(Vec<i64>),
}

impl Default for Packed {
    fn default() -> Self {
        Packed::Same(0, 0)
    }
}

/// How many bytes a number takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    U8,
    U16,
    I32,
    I64,
}

impl Width {
    fn of(least: i64, greatest: i64) -> Width {
        if least >= 0 && greatest <= i64::from(u8::MAX) {
            Width::U8
        } else if least >= 0 && greatest <= i64::from(u16::MAX) {
            Width::U16
        } else if least >= i64::from(i32::MIN) && greatest <= i64::from(i32::MAX) {
            Width::I32
        } else {
            Width::I64
        }
    }
}

/// Rows looked at together.
const STRETCH: usize = 64;

/// Rows of a stretch looked at together where some of it is another.
const FEW: usize = 8;

#[expect(clippy::cast_possible_truncation, reason = "the width was chosen for the least and the greatest of these numbers")]
mod narrow {
    pub fn u8(value: i64) -> u8 {
        value as u8
    }

    pub fn u16(value: i64) -> u16 {
        value as u16
    }

    pub fn i32(value: i64) -> i32 {
        value as i32
    }
}

impl Packed {
    /// These numbers, in the fewest bytes.
    pub fn of(values: &[i64]) -> Packed {
        let mut packed = Packed::default();
        packed.push(values, values.len());
        packed
    }

    pub fn len(&self) -> usize {
        match self {
            Packed::Same(_, rows) => *rows,
            Packed::U8(all) => all.len(),
            Packed::U16(all) => all.len(),
            Packed::I32(all) => all.len(),
            Packed::I64(all) => all.len(),
        }
    }

    /// The number of a row; nought beyond the last.
    pub fn get(&self, row: usize) -> i64 {
        match self {
            Packed::Same(value, _) => Some(*value),
            Packed::U8(all) => all.get(row).map(|v| i64::from(*v)),
            Packed::U16(all) => all.get(row).map(|v| i64::from(*v)),
            Packed::I32(all) => all.get(row).map(|v| i64::from(*v)),
            Packed::I64(all) => all.get(row).copied(),
        }
        .unwrap_or_default()
    }

    /// Every number in its order.
    pub fn iter(&self) -> Each<'_> {
        match self {
            Packed::Same(value, rows) => Each::Same(std::iter::repeat_n(*value, *rows)),
            Packed::U8(all) => Each::U8(all.iter()),
            Packed::U16(all) => Each::U16(all.iter()),
            Packed::I32(all) => Each::I32(all.iter()),
            Packed::I64(all) => Each::I64(all.iter()),
        }
    }

    /// True where every row is this.
    pub fn is_all(&self, value: i64) -> bool {
        matches!(self, Packed::Same(own, _) if *own == value)
    }

    /// The numbers of some rows.
    pub fn part(&self, from: usize, to: usize) -> Packed {
        fn cut<T: Copy>(all: &[T], from: usize, to: usize) -> Vec<T> {
            let to = to.min(all.len());
            all.get(from.min(to)..to).unwrap_or_default().to_vec()
        }
        match self {
            Packed::Same(value, rows) => Packed::Same(*value, to.min(*rows).saturating_sub(from)),
            Packed::U8(all) => Packed::U8(cut(all, from, to)),
            Packed::U16(all) => Packed::U16(cut(all, from, to)),
            Packed::I32(all) => Packed::I32(cut(all, from, to)),
            Packed::I64(all) => Packed::I64(cut(all, from, to)),
        }
    }

    /// The numbers of rows here and there, in their order.
    pub fn of_rows(&self, rows: &[usize]) -> Packed {
        fn picked<T: Copy + Default>(all: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().map(|row| all.get(*row).copied().unwrap_or_default()).collect()
        }
        match self {
            Packed::Same(value, _) => Packed::Same(*value, rows.len()),
            Packed::U8(all) => Packed::U8(picked(all, rows)),
            Packed::U16(all) => Packed::U16(picked(all, rows)),
            Packed::I32(all) => Packed::I32(picked(all, rows)),
            Packed::I64(all) => Packed::I64(picked(all, rows)),
        }
    }

    /// The numbers of some rows in place of what stood there, in eight bytes each.
    pub fn spread(&self, from: usize, to: usize, into: &mut Vec<i64>) {
        fn cut<T: Copy + Into<i64>>(all: &[T], from: usize, to: usize, into: &mut Vec<i64>) {
            let to = to.min(all.len());
            into.extend(all.get(from.min(to)..to).unwrap_or_default().iter().map(|v| (*v).into()));
        }
        into.clear();
        match self {
            Packed::Same(value, rows) => into.resize(to.min(*rows).saturating_sub(from), *value),
            Packed::U8(all) => cut(all, from, to, into),
            Packed::U16(all) => cut(all, from, to, into),
            Packed::I32(all) => cut(all, from, to, into),
            Packed::I64(all) => cut(all, from, to, into),
        }
    }

    /// Tells of every row that is another number.
    pub fn each_other_than(&self, value: i64, mut tell: impl FnMut(usize, i64)) {
        fn of<T: Copy + PartialEq + Into<i64> + TryFrom<i64>>(all: &[T], value: i64, tell: &mut impl FnMut(usize, i64)) {
            let Ok(value) = T::try_from(value) else {
                all.iter().enumerate().for_each(|(at, v)| tell(at, (*v).into()));
                return;
            };
            // Mostly there are none in a stretch, which is seen at once.
            let mut differs = [0_u8; STRETCH];
            for (chunk, from) in all.chunks(STRETCH).zip((0_usize..).step_by(STRETCH)) {
                if !chunk.iter().fold(false, |other, v| other | (*v != value)) {
                    continue;
                }
                differs.fill(0);
                differs.iter_mut().zip(chunk).for_each(|(differs, v)| *differs = u8::from(*v != value));
                for (eight, from) in differs.as_chunks::<8>().0.iter().zip((from..).step_by(8)) {
                    // A bit of each byte that differs, the first row's the lowest.
                    let mut bits = u64::from_le_bytes(*eight);
                    while bits != 0 {
                        let at = from.saturating_add(usize::try_from(bits.trailing_zeros() >> 3).unwrap_or_default());
                        bits &= bits.wrapping_sub(1);
                        all.get(at).into_iter().for_each(|v| tell(at, (*v).into()));
                    }
                }
            }
        }
        match self {
            Packed::Same(own, rows) if *own != value => (0..*rows).for_each(|at| tell(at, *own)),
            Packed::Same(..) => {}
            Packed::U8(all) => of(all, value, &mut tell),
            Packed::U16(all) => of(all, value, &mut tell),
            Packed::I32(all) => of(all, value, &mut tell),
            Packed::I64(all) => of(all, value, &mut tell),
        }
    }

    /// Which bytes occur, where they are kept as such; ascending.
    pub fn occurring(&self) -> Option<Vec<u8>> {
        match self.bytes()? {
            Lane::Same(own) => Some(if self.len() > 0 { vec![own] } else { Vec::new() }),
            Lane::Each(all) => Some(bytes_met(&all)),
        }
    }

    /// Which numbers there are.
    pub fn distinct(&self) -> BTreeSet<i64> {
        match self {
            Packed::Same(value, rows) => (*rows > 0).then_some(*value).into_iter().collect(),
            Packed::U8(all) => bytes_met(all).into_iter().map(i64::from).collect(),
            Packed::U16(all) => {
                let mut met = vec![false; usize::from(u16::MAX).saturating_add(1)];
                all.iter().for_each(|own| met.get_mut(usize::from(*own)).into_iter().for_each(|slot| *slot = true));
                (0_i64..).zip(met).filter(|(_, met)| *met).map(|(own, _)| own).collect()
            }
            Packed::I32(_) | Packed::I64(_) => self.iter().collect(),
        }
    }

    /// The number that every row is, if they are; all of them are looked at.
    pub fn uniform(&self) -> Option<i64> {
        fn of<T: Copy + PartialEq + Into<i64>>(all: &[T]) -> Option<i64> {
            let first = *all.first()?;
            let same = all.chunks(STRETCH).all(|chunk| !chunk.iter().fold(false, |other, v| other | (*v != first)));
            same.then(|| first.into())
        }
        match self {
            Packed::Same(value, rows) => (*rows > 0).then_some(*value),
            Packed::U8(all) => of(all),
            Packed::U16(all) => of(all),
            Packed::I32(all) => of(all),
            Packed::I64(all) => of(all),
        }
    }

    /// Between which two all of them lie; what fits two bytes is not looked at. Nought and nought where there are none.
    pub fn bounds(&self) -> (i64, i64) {
        fn of<T: Copy + Ord + Into<i64>>(all: &[T]) -> (i64, i64) {
            let Some(first) = all.first().copied() else { return (0, 0) };
            let (least, greatest) = all.iter().fold((first, first), |(low, high), v| (low.min(*v), high.max(*v)));
            (least.into(), greatest.into())
        }
        match self {
            Packed::Same(value, _) => (*value, *value),
            Packed::U8(_) => (0, i64::from(u8::MAX)),
            Packed::U16(_) => (0, i64::from(u16::MAX)),
            Packed::I32(all) => of(all),
            Packed::I64(all) => of(all),
        }
    }

    /// The least and the greatest of them, all looked at. Nought and nought where there are none.
    pub fn extremes(&self) -> (i64, i64) {
        fn of<T: Copy + Ord + Into<i64>>(all: &[T]) -> (i64, i64) {
            let Some(first) = all.first().copied() else { return (0, 0) };
            let least = all.iter().fold(first, |low, v| low.min(*v));
            (least.into(), all.iter().fold(first, |high, v| high.max(*v)).into())
        }
        match self {
            Packed::U8(all) => of(all),
            Packed::U16(all) => of(all),
            Packed::Same(_, 0) => (0, 0),
            Packed::Same(..) | Packed::I32(_) | Packed::I64(_) => self.bounds(),
        }
    }

    /// As bytes, where they are kept as such.
    pub fn bytes(&self) -> Option<Lane<'_, u8>> {
        match self {
            Packed::Same(value, _) => u8::try_from(*value).ok().map(Lane::Same),
            Packed::U8(all) => Some(Lane::Each(Cow::Borrowed(all))),
            Packed::U16(_) | Packed::I32(_) | Packed::I64(_) => None,
        }
    }

    /// As bytes that are nought where the numbers are.
    pub fn other_than_nought(&self) -> Lane<'_, u8> {
        self.bytes().unwrap_or_else(|| self.other_than_nought_as(1))
    }

    /// As bytes that are nought where the numbers are, else this one.
    pub fn other_than_nought_as(&self, other: u8) -> Lane<'_, u8> {
        fn of<T: Copy + PartialEq + Default>(all: &[T], other: u8) -> Lane<'_, u8> {
            Lane::Each(all.iter().map(|v| if *v == T::default() { 0 } else { other }).collect())
        }
        match self {
            Packed::Same(value, _) => Lane::Same(if *value == 0 { 0 } else { other }),
            Packed::U8(all) => of(all, other),
            Packed::U16(all) => of(all, other),
            Packed::I32(all) => of(all, other),
            Packed::I64(all) => of(all, other),
        }
    }

    /// As numbers of four bytes, where they are kept in no more.
    pub fn fours(&self) -> Option<Lane<'_, i32>> {
        Some(match self {
            Packed::Same(value, _) => Lane::Same(i32::try_from(*value).ok()?),
            Packed::U8(all) => Lane::Each(all.iter().map(|v| i32::from(*v)).collect()),
            Packed::U16(all) => Lane::Each(all.iter().map(|v| i32::from(*v)).collect()),
            Packed::I32(all) => Lane::Each(Cow::Borrowed(all)),
            Packed::I64(_) => return None,
        })
    }

    /// As numbers of eight bytes.
    pub fn eights(&self) -> Lane<'_, i64> {
        match self {
            Packed::Same(value, _) => Lane::Same(*value),
            Packed::U8(all) => Lane::Each(all.iter().map(|v| i64::from(*v)).collect()),
            Packed::U16(all) => Lane::Each(all.iter().map(|v| i64::from(*v)).collect()),
            Packed::I32(all) => Lane::Each(all.iter().map(|v| i64::from(*v)).collect()),
            Packed::I64(all) => Lane::Each(Cow::Borrowed(all)),
        }
    }

    /// Nought in every row whose byte beside it is not.
    pub fn nought_beside(&mut self, beside: &[u8]) {
        fn of<T: Copy + Default>(all: &mut [T], beside: &[u8]) {
            all.iter_mut().zip(beside).for_each(|(own, beside)| *own = if *beside == 0 { *own } else { T::default() });
        }
        if let Packed::Same(value, rows) = self
            && *value != 0
        {
            let (value, rows) = (*value, *rows);
            self.widen(Width::of(value, value), rows);
        }
        match self {
            Packed::Same(..) => {}
            Packed::U8(all) => of(all, beside),
            Packed::U16(all) => of(all, beside),
            Packed::I32(all) => of(all, beside),
            Packed::I64(all) => of(all, beside),
        }
    }

    /// Says anew what a row is.
    pub fn set(&mut self, row: usize, value: i64) {
        if self.get(row) == value {
            return;
        }
        let rows = self.len();
        let wanted = Width::of(value, value);
        if self.width().is_none_or(|own| own < wanted) {
            self.widen(wanted, rows);
        }
        match self {
            Packed::Same(..) => {}
            Packed::U8(all) => put(all, row, narrow::u8(value)),
            Packed::U16(all) => put(all, row, narrow::u16(value)),
            Packed::I32(all) => put(all, row, narrow::i32(value)),
            Packed::I64(all) => put(all, row, value),
        }
    }

    /// Some more of the same number; there will be `whole` rows in all.
    pub fn push_same(&mut self, value: i64, rows: usize, whole: usize) {
        match self {
            Packed::Same(own, so_far) if *own == value || *so_far == 0 => *self = Packed::Same(value, so_far.saturating_add(rows)),
            _ => {
                self.make_room(value, value, whole);
                let so_far = self.len().saturating_add(rows);
                match self {
                    Packed::Same(..) => {}
                    Packed::U8(all) => all.resize(so_far, narrow::u8(value)),
                    Packed::U16(all) => all.resize(so_far, narrow::u16(value)),
                    Packed::I32(all) => all.resize(so_far, narrow::i32(value)),
                    Packed::I64(all) => all.resize(so_far, value),
                }
            }
        }
    }

    /// More rows of codes; there will be `whole` rows in all.
    pub fn push_codes(&mut self, more: &[u32], whole: usize) {
        let Some(first) = more.first() else { return };
        if more.iter().all(|code| code == first) {
            self.push_same(i64::from(*first), more.len(), whole);
            return;
        }
        // Few outcomes are met, mostly.
        let few: Option<Vec<u8>> = more.iter().map(|code| u8::try_from(*code).ok()).collect();
        if let Some(few) = few {
            self.append(&Packed::U8(few), whole);
            return;
        }
        self.push(&more.iter().map(|code| i64::from(*code)).collect::<Vec<_>>(), whole);
    }

    /// More rows; all are widened where these need it. There will be `whole` rows in all: room for them is taken once.
    pub fn push(&mut self, more: &[i64], whole: usize) {
        let Some(first) = more.first() else { return };
        let (least, greatest) = more.iter().fold((*first, *first), |(low, high), v| (low.min(*v), high.max(*v)));
        if least == greatest && matches!(self, Packed::Same(own, rows) if *own == least || *rows == 0) {
            self.push_same(least, more.len(), whole);
            return;
        }
        self.make_room(least, greatest, whole);
        match self {
            Packed::Same(..) => {}
            Packed::U8(all) => all.extend(more.iter().map(|v| narrow::u8(*v))),
            Packed::U16(all) => all.extend(more.iter().map(|v| narrow::u16(*v))),
            Packed::I32(all) => all.extend(more.iter().map(|v| narrow::i32(*v))),
            Packed::I64(all) => all.extend_from_slice(more),
        }
    }

    /// The numbers of another behind these; there will be `whole` rows in all.
    pub fn append(&mut self, more: &Packed, whole: usize) {
        if let Packed::Same(value, rows) = more {
            if *rows > 0 {
                self.push_same(*value, *rows, whole);
            }
            return;
        }
        let (Some(own), Some(wanted)) = (self.width(), more.width()) else {
            // So far the same in every row, or nothing.
            match more.bounds() {
                (least, greatest) if least == greatest => self.push_same(least, more.len(), whole),
                _ => {
                    self.widen(more.width().unwrap_or(Width::U8), whole);
                    self.append(more, whole);
                }
            }
            return;
        };
        if own < wanted {
            let (least, greatest) = more.bounds();
            self.make_room(least, greatest, whole);
        }
        match (self, more) {
            (Packed::U8(all), Packed::U8(more)) => all.extend_from_slice(more),
            (Packed::U16(all), Packed::U16(more)) => all.extend_from_slice(more),
            (Packed::I32(all), Packed::I32(more)) => all.extend_from_slice(more),
            (Packed::I64(all), Packed::I64(more)) => all.extend_from_slice(more),
            (Packed::U8(all), more) => all.extend(more.iter().map(narrow::u8)),
            (Packed::U16(all), more) => all.extend(more.iter().map(narrow::u16)),
            (Packed::I32(all), Packed::U8(more)) => all.extend(more.iter().map(|v| i32::from(*v))),
            (Packed::I32(all), more) => all.extend(more.iter().map(narrow::i32)),
            (Packed::I64(all), more) => all.extend(more.iter()),
            (Packed::Same(..), _) => {}
        }
    }

    fn width(&self) -> Option<Width> {
        match self {
            Packed::Same(..) => None,
            Packed::U8(_) => Some(Width::U8),
            Packed::U16(_) => Some(Width::U16),
            Packed::I32(_) => Some(Width::I32),
            Packed::I64(_) => Some(Width::I64),
        }
    }

    /// Widens all where numbers between these two need it.
    fn make_room(&mut self, least: i64, greatest: i64, whole: usize) {
        let wanted = Width::of(least, greatest);
        if self.width().is_none_or(|own| own < wanted) {
            self.widen(wanted, whole);
        }
    }

    fn widen(&mut self, wanted: Width, whole: usize) {
        fn in_all<T: Copy>(values: &Packed, whole: usize, narrow: impl Fn(i64) -> T) -> Vec<T> {
            let mut all = Vec::with_capacity(whole.max(values.len()));
            match values {
                Packed::Same(value, rows) => all.resize(*rows, narrow(*value)),
                Packed::U8(own) => all.extend(own.iter().map(|v| narrow(i64::from(*v)))),
                Packed::U16(own) => all.extend(own.iter().map(|v| narrow(i64::from(*v)))),
                Packed::I32(own) => all.extend(own.iter().map(|v| narrow(i64::from(*v)))),
                Packed::I64(own) => all.extend(own.iter().map(|v| narrow(*v))),
            }
            all
        }
        let wanted = match self {
            Packed::Same(value, rows) if *rows > 0 => wanted.max(Width::of(*value, *value)),
            _ => wanted,
        };
        *self = match wanted {
            Width::U8 => Packed::U8(in_all(self, whole, narrow::u8)),
            Width::U16 => Packed::U16(in_all(self, whole, narrow::u16)),
            Width::I32 => Packed::I32(in_all(self, whole, narrow::i32)),
            Width::I64 => Packed::I64(in_all(self, whole, |value| value)),
        };
    }
}

/// Numbers in their order, whatever width they have.
pub(crate) enum Each<'v> {
    Same(std::iter::RepeatN<i64>),
    U8(std::slice::Iter<'v, u8>),
    U16(std::slice::Iter<'v, u16>),
    I32(std::slice::Iter<'v, i32>),
    I64(std::slice::Iter<'v, i64>),
}

impl Iterator for Each<'_> {
    type Item = i64;

    #[inline]
    fn next(&mut self) -> Option<i64> {
        match self {
            Each::Same(all) => all.next(),
            Each::U8(all) => all.next().map(|v| i64::from(*v)),
            Each::U16(all) => all.next().map(|v| i64::from(*v)),
            Each::I32(all) => all.next().map(|v| i64::from(*v)),
            Each::I64(all) => all.next().copied(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Each::Same(all) => all.size_hint(),
            Each::U8(all) => all.size_hint(),
            Each::U16(all) => all.size_hint(),
            Each::I32(all) => all.size_hint(),
            Each::I64(all) => all.size_hint(),
        }
    }

    fn fold<B, F: FnMut(B, i64) -> B>(self, so_far: B, mut of: F) -> B {
        match self {
            Each::Same(all) => all.fold(so_far, of),
            Each::U8(all) => all.fold(so_far, |so_far, v| of(so_far, i64::from(*v))),
            Each::U16(all) => all.fold(so_far, |so_far, v| of(so_far, i64::from(*v))),
            Each::I32(all) => all.fold(so_far, |so_far, v| of(so_far, i64::from(*v))),
            Each::I64(all) => all.copied().fold(so_far, of),
        }
    }
}

fn put<T>(all: &mut [T], row: usize, value: T) {
    if let Some(slot) = all.get_mut(row) {
        *slot = value;
    }
}

/// Numbers of one width to be gone over: the same in every row, or one for each.
#[derive(Clone, Debug)]
pub(crate) enum Lane<'v, T: Clone> {
    Same(T),
    Each(Cow<'v, [T]>),
}

/// Both lanes row by row through `of`.
pub(crate) fn zipped<T: Copy, R: Clone>(a: &Lane<'_, T>, b: &Lane<'_, T>, rows: usize, of: impl Fn(T, T) -> R) -> Vec<R> {
    match (a, b) {
        (Lane::Same(x), Lane::Same(y)) => vec![of(*x, *y); rows],
        (Lane::Same(x), Lane::Each(b)) => b.iter().map(|y| of(*x, *y)).collect(),
        (Lane::Each(a), Lane::Same(y)) => a.iter().map(|x| of(*x, *y)).collect(),
        (Lane::Each(a), Lane::Each(b)) => a.iter().zip(b.iter()).map(|(x, y)| of(*x, *y)).collect(),
    }
}

/// Which bytes there are, ascending.
pub(crate) fn bytes_met(all: &[u8]) -> Vec<u8> {
    let mut met = [false; 256];
    // Mostly there are few, and a stretch holds nothing new.
    let mut few: Vec<u8> = Vec::new();
    let look = |own: u8, met: &mut [bool; 256], few: &mut Vec<u8>| {
        if let Some(slot) = met.get_mut(usize::from(own)).filter(|met| !**met) {
            *slot = true;
            few.push(own);
        }
    };
    // The greatest that was met, and those below it that were not; nothing is said where these are many.
    let mut known: Option<(u8, [u8; 2])> = None;
    for stretches in all.chunks(STRETCH * FEW) {
        if let Some((most, [gap, other])) = known
            && !stretches.iter().fold(false, |new, own| new | (*own > most) | (*own == gap) | (*own == other))
        {
            continue;
        }
        let before = few.len();
        for stretch in stretches.chunks(STRETCH) {
            if few.len() <= FEW && !few.is_empty() {
                let mut known = [0_u8; STRETCH];
                for one in &few {
                    known.iter_mut().zip(stretch).for_each(|(known, own)| *known |= u8::from(own == one));
                }
                if known.iter().take(stretch.len()).fold(1, |all, known| all & known) == 1 {
                    continue;
                }
            }
            stretch.iter().for_each(|own| look(*own, &mut met, &mut few));
        }
        if few.len() > before {
            let most = few.iter().fold(0, |most, own| most.max(*own));
            let mut gaps = (0..most).filter(|own| met.get(usize::from(*own)) == Some(&false));
            let two = [gaps.next().unwrap_or(u8::MAX), gaps.next().unwrap_or(u8::MAX)];
            // A gap that there is not would be the greatest of all bytes.
            known = Some((most, two)).filter(|_| gaps.next().is_none() && most < u8::MAX);
        }
    }
    few.sort_unstable();
    few
}

/// For each byte the one beside it among some pairs; `otherwise` where it stands in none.
pub(crate) fn bytes_for(all: &[u8], pairs: &[(u8, u8)], otherwise: u8) -> Vec<u8> {
    if let Ok(pairs) = <&[(u8, u8); 1]>::try_from(pairs) {
        return bytes_by(all, pairs, otherwise);
    }
    if let Ok(pairs) = <&[(u8, u8); 2]>::try_from(pairs) {
        return bytes_by(all, pairs, otherwise);
    }
    if let Ok(pairs) = <&[(u8, u8); 3]>::try_from(pairs) {
        return bytes_by(all, pairs, otherwise);
    }
    if let Ok(pairs) = <&[(u8, u8); 4]>::try_from(pairs) {
        return bytes_by(all, pairs, otherwise);
    }
    if let Ok(pairs) = <&[(u8, u8); 6]>::try_from(pairs) {
        return bytes_by(all, pairs, otherwise);
    }
    let mut table = [otherwise; 256];
    for (own, beside) in pairs {
        table.get_mut(usize::from(*own)).into_iter().for_each(|slot| *slot = *beside);
    }
    all.iter().map(|own| table.get(usize::from(*own)).copied().unwrap_or(otherwise)).collect()
}

/// A few pairs are compared with all at once.
fn bytes_by<const MANY: usize>(all: &[u8], pairs: &[(u8, u8); MANY], otherwise: u8) -> Vec<u8> {
    let one = |own: &u8| pairs.iter().fold(otherwise, |so_far, (met, beside)| if own == met { *beside } else { so_far });
    all.iter().map(one).collect()
}

/// Changes each by what stands beside it.
pub(crate) fn folded<T: Copy, S: Copy>(so_far: &mut [T], lane: &Lane<'_, S>, of: impl Fn(T, S) -> T) {
    match lane {
        Lane::Same(x) => so_far.iter_mut().for_each(|own| *own = of(*own, *x)),
        Lane::Each(all) => so_far.iter_mut().zip(all.iter()).for_each(|(own, x)| *own = of(*own, *x)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_whatever_is_pushed_after_what() {
        let pieces: [&[i64]; 7] = [&[3, 3, 3], &[], &[255, 0], &[-1], &[65_536, 7], &[i64::MIN, i64::MAX], &[4, 4]];
        for start in 0..pieces.len() {
            for step in 1..pieces.len() {
                let (mut packed, mut plain) = (Packed::default(), Vec::new());
                for n in 0..pieces.len() {
                    let piece = pieces[(start + n * step) % pieces.len()];
                    packed.push(piece, n);
                    plain.extend_from_slice(piece);
                    packed.push_same(4, n % 3, 0);
                    plain.extend(vec![4; n % 3]);
                    assert_eq!(packed.len(), plain.len());
                    let all = |packed: &Packed| packed.iter().collect::<Vec<_>>();
                    assert_eq!(all(&packed), plain);
                    let (from, to) = (plain.len() / 3, plain.len().saturating_sub(1).max(plain.len() / 3));
                    assert_eq!(all(&packed.part(from, to)), plain[from..to]);
                    let (least, greatest) = packed.bounds();
                    assert!(plain.iter().all(|v| least <= *v && *v <= greatest));
                    assert_eq!(packed.distinct(), plain.iter().copied().collect());
                    let ends = plain.iter().min().copied().zip(plain.iter().max().copied());
                    assert_eq!(packed.extremes(), ends.unwrap_or_default());
                    let mut spread = vec![1];
                    packed.spread(from, to, &mut spread);
                    assert_eq!(spread, plain[from..to]);
                    let mut appended = Packed::of(&plain[..from]);
                    appended.append(&packed.part(from, to), n);
                    appended.append(&Packed::of(&plain[to..]), n);
                    assert_eq!(all(&appended), plain);
                    if let Some(last) = plain.len().checked_sub(1) {
                        appended.set(last, -70_000);
                        assert_eq!((appended.get(last), all(&appended.part(0, last))), (-70_000, plain[..last].to_vec()));
                    }
                    assert!(plain.iter().enumerate().all(|(at, v)| packed.get(at) == *v));
                }
            }
        }
    }

    #[test]
    fn bytes_are_met_and_told_by_others_however_many_there_are() {
        let mut state = 9_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for round in 0..300 {
            let many = [1, 2, 3, 4, 5, 6, 9, 40, 256][round % 9];
            let rows = next(700);
            let all: Vec<u8> =
                (0..rows).map(|_| u8::try_from(if next(20) == 0 { next(many) } else { next(many.min(2)) }).unwrap()).collect();
            let wanted: BTreeSet<u8> = all.iter().copied().collect();
            assert_eq!(bytes_met(&all), wanted.iter().copied().collect::<Vec<_>>());
            let pairs: Vec<(u8, u8)> = wanted.iter().filter(|own| **own % 5 != 4).map(|own| (*own, own.wrapping_mul(7))).collect();
            let told = |own: &u8| pairs.iter().find(|(met, _)| met == own).map_or(99, |(_, beside)| *beside);
            assert_eq!(bytes_for(&all, &pairs, 99), all.iter().map(told).collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_small_numbers_take_a_byte_each() {
        let mut packed = Packed::default();
        packed.push(&[0, 0], 5);
        assert!(packed.is_all(0));
        packed.push(&[0, 255], 5);
        assert!(matches!(packed, Packed::U8(_)) && !packed.is_all(0));
        packed.push(&[-1], 5);
        assert!(matches!(packed, Packed::I32(_)));
    }
}
