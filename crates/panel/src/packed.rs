//! Whole numbers of a column in the fewest bytes that hold them all.

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

    /// True where every row is this.
    pub fn is_all(&self, value: i64) -> bool {
        matches!(self, Packed::Same(own, _) if *own == value)
    }

    /// The numbers of some rows.
    pub fn part(&self, from: usize, to: usize) -> Vec<i64> {
        fn cut<T: Copy + Into<i64>>(all: &[T], from: usize, to: usize) -> Vec<i64> {
            let to = to.min(all.len());
            all.get(from.min(to)..to).unwrap_or_default().iter().map(|v| (*v).into()).collect()
        }
        match self {
            Packed::Same(value, rows) => vec![*value; to.min(*rows).saturating_sub(from)],
            Packed::U8(all) => cut(all, from, to),
            Packed::U16(all) => cut(all, from, to),
            Packed::I32(all) => cut(all, from, to),
            Packed::I64(all) => cut(all, from, to),
        }
    }

    /// Some more of the same number; there will be `whole` rows in all.
    pub fn push_same(&mut self, value: i64, rows: usize, whole: usize) {
        match self {
            Packed::Same(own, so_far) if *own == value || *so_far == 0 => *self = Packed::Same(value, so_far.saturating_add(rows)),
            _ => self.push(&vec![value; rows], whole),
        }
    }

    /// More rows of codes; there will be `whole` rows in all.
    pub fn push_codes(&mut self, more: &[u32], whole: usize) {
        let Some(first) = more.first() else { return };
        if more.iter().all(|code| code == first) {
            self.push_same(i64::from(*first), more.len(), whole);
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
        let wanted = Width::of(least, greatest);
        if self.width().is_none_or(|own| own < wanted) {
            self.widen(wanted, whole);
        }
        match self {
            Packed::Same(..) => {}
            Packed::U8(all) => all.extend(more.iter().map(|v| narrow::u8(*v))),
            Packed::U16(all) => all.extend(more.iter().map(|v| narrow::u16(*v))),
            Packed::I32(all) => all.extend(more.iter().map(|v| narrow::i32(*v))),
            Packed::I64(all) => all.extend_from_slice(more),
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

    fn widen(&mut self, wanted: Width, whole: usize) {
        fn in_all<T>(values: Vec<i64>, whole: usize, narrow: impl Fn(i64) -> T) -> Vec<T> {
            let mut all = Vec::with_capacity(whole.max(values.len()));
            all.extend(values.into_iter().map(narrow));
            all
        }
        let wanted = match self {
            Packed::Same(value, rows) if *rows > 0 => wanted.max(Width::of(*value, *value)),
            _ => wanted,
        };
        let values = self.part(0, self.len());
        *self = match wanted {
            Width::U8 => Packed::U8(in_all(values, whole, narrow::u8)),
            Width::U16 => Packed::U16(in_all(values, whole, narrow::u16)),
            Width::I32 => Packed::I32(in_all(values, whole, narrow::i32)),
            Width::I64 => Packed::I64(in_all(values, whole, |value| value)),
        };
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
                    assert_eq!(packed.part(0, plain.len()), plain);
                    let (from, to) = (plain.len() / 3, plain.len().saturating_sub(1).max(plain.len() / 3));
                    assert_eq!(packed.part(from, to), plain[from..to]);
                    assert!(plain.iter().enumerate().all(|(at, v)| packed.get(at) == *v));
                }
            }
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
