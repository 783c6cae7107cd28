//! What a file holds: columns of numbers or truths, each as long as the others, and texts.

use std::borrow::Cow;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flat<'a> {
    Bool(Cow<'a, [bool]>),
    U8(Cow<'a, [u8]>),
    U16(Cow<'a, [u16]>),
    U32(Cow<'a, [u32]>),
    I16(Cow<'a, [i16]>),
    I32(Cow<'a, [i32]>),
    I64(Cow<'a, [i64]>),
}

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Bool,
    U8,
    U16,
    U32,
    I16,
    I32,
    I64,
}

impl Flat<'_> {
    pub fn len(&self) -> usize {
        match self {
            Flat::Bool(all) => all.len(),
            Flat::U8(all) => all.len(),
            Flat::U16(all) => all.len(),
            Flat::U32(all) => all.len(),
            Flat::I16(all) => all.len(),
            Flat::I32(all) => all.len(),
            Flat::I64(all) => all.len(),
        }
    }

    pub fn width(&self) -> Width {
        match self {
            Flat::Bool(_) => Width::Bool,
            Flat::U8(_) => Width::U8,
            Flat::U16(_) => Width::U16,
            Flat::U32(_) => Width::U32,
            Flat::I16(_) => Width::I16,
            Flat::I32(_) => Width::I32,
            Flat::I64(_) => Width::I64,
        }
    }
}

impl Width {
    /// A column of noughts.
    pub fn zeroes(self, rows: usize) -> Flat<'static> {
        match self {
            Width::Bool => Flat::Bool(Cow::Owned(vec![false; rows])),
            Width::U8 => Flat::U8(Cow::Owned(vec![0; rows])),
            Width::U16 => Flat::U16(Cow::Owned(vec![0; rows])),
            Width::U32 => Flat::U32(Cow::Owned(vec![0; rows])),
            Width::I16 => Flat::I16(Cow::Owned(vec![0; rows])),
            Width::I32 => Flat::I32(Cow::Owned(vec![0; rows])),
            Width::I64 => Flat::I64(Cow::Owned(vec![0; rows])),
        }
    }
}

macro_rules! taken {
    ($($name:ident $variant:ident $of:ty;)*) => { impl Flat<'_> { $(
        /// The numbers, where they are of this width.
        pub fn $name(self) -> Option<Vec<$of>> {
            if let Flat::$variant(all) = self { Some(all.into_owned()) } else { None }
        }
    )* } };
}

taken! {
    bools Bool bool;
    u8s U8 u8;
    u16s U16 u16;
    u32s U32 u32;
    i16s I16 i16;
    i32s I32 i32;
    i64s I64 i64;
}
