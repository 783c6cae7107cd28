//! Random numbers without state: the hash of where a number is wanted.

/// The last step of splitmix64: every bit of the input bears on every bit of the output.
#[inline]
pub const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// What a number is wanted for. Numbers of different streams have nothing to do with each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u64)]
pub enum Stream {
    Ability = 1,
    Noise,
    Fate,
    FateYear,
    Grade,
    Absent,
    Unscored,
    Ungraded,
    Regrouped,
    NewGroup,
    IncidentCount,
    Severity,
    Day,
    Unclassified,
}

/// Numbers about one unit.
#[derive(Clone, Copy, Debug)]
pub struct Random {
    unit: u64,
}

impl Random {
    #[inline]
    pub fn new(seed: u64, unit: u32) -> Self {
        Self { unit: mix(mix(seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_add(u64::from(unit))) }
    }

    /// A number from 0 up to, not including, `below`.
    #[inline]
    pub fn below(self, stream: Stream, place: u64, below: u32) -> u32 {
        let bits = mix(self.unit ^ mix((stream as u64) << 32 | place));
        ((u128::from(bits) * u128::from(below)) >> 64) as u32
    }

    /// True so many times in a hundred thousand.
    #[inline]
    pub fn chance(self, stream: Stream, place: u64, in_hundred_thousand: u32) -> bool {
        self.below(stream, place, 100_000) < in_hundred_thousand
    }
}
