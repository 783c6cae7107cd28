//! One number for all results, whatever order they come in: the sum of a hash of each (result, unit, year, value), wrapping.
//!
//! `bench/python/checksum.py` says the same in numpy.

use crate::random::mix;

/// The results, in the order of the pack.
pub const RESULTS: usize = 4;
/// 不适用.
pub const NOT_APPLICABLE: i32 = -1;
/// 未知.
pub const UNKNOWN: i32 = -2;

/// Of one result: money in yuan, 否 0, 是 1, or one of the two above. `year` is 0 for the first year.
#[inline]
pub fn of(result: usize, unit: u32, year: usize, value: i32) -> u64 {
    let key = (u64::from(unit) * 16 + year as u64) * 4 + result as u64;
    mix(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ mix((i64::from(value) as u64).wrapping_add(0x5851_F42D_4C95_7F2D)))
}
