//! Fractions compared exactly, however large their parts.

use std::cmp::Ordering;

/// A number as a fraction that need not be reduced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    pub numerator: i128,
    /// Above nought.
    pub denominator: i128,
}

impl Fraction {
    pub fn compare(self, other: Fraction) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let crosswise = (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator));
        match crosswise {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self.compare_wide(other),
        }
    }

    /// Crosswise products of up to 254 bits.
    fn compare_wide(self, other: Fraction) -> Ordering {
        let sides = (self.numerator.signum(), other.numerator.signum());
        if sides.0 != sides.1 {
            return sides.0.cmp(&sides.1);
        }
        let left = product(self.numerator.unsigned_abs(), other.denominator.unsigned_abs());
        let right = product(other.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        if sides.0 < 0 { right.cmp(&left) } else { left.cmp(&right) }
    }
}

/// A product in two halves, the higher first.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let ((a_high, a_low), (b_high, b_low)) = ((a >> 64, a & LOW), (b >> 64, b & LOW));
    // Each is below 2¹²⁸ − 2⁶⁵ + 2, so none of these sums can overflow.
    let lowest = a_low.wrapping_mul(b_low);
    let middle = a_high.wrapping_mul(b_low).wrapping_add(lowest >> 64);
    let other = a_low.wrapping_mul(b_high).wrapping_add(middle & LOW);
    let high = a_high.wrapping_mul(b_high).wrapping_add(middle >> 64).wrapping_add(other >> 64);
    (high, (other << 64) | (lowest & LOW))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_ones_are_compared_exactly() {
        let of = |numerator, denominator| Fraction { numerator, denominator };
        let huge = i128::MAX;
        let ascending = [
            of(-huge, 1),
            of(-huge, 3),
            of(-1, 2),
            of(0, huge),
            of(1, huge),
            of(huge / 2, huge),
            of(1, 2),
            of(huge - 2, huge - 1),
            of(huge - 1, huge),
            of(huge, huge),
            of(huge, huge - 1),
            of(huge, 2),
        ];
        for (at, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(a.compare(*b), at.cmp(&other), "{a:?} {b:?}");
            }
        }
        assert_eq!(of(2, 6).compare(of(1, 3)), Ordering::Equal);
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
    }
}
