//! Exact numbers: a fraction of two 128-bit integers, every operation checked.
//!
//! In: decimals as people write them. Out: sums, products and quotients that are exact, or `None` where they would not
//! fit. Deliberately absent: floating point, and rounding that nobody asked for.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

/// An exact number. Compares by value; prints as a decimal where it is one, else as `a/b`.
// INVARIANT: reduced, the denominator positive: equal numbers have equal parts.
#[derive(Clone, Copy)]
pub struct Exact(Ratio<i128>);

/// How a number is brought to a whole one: `舍`, `入`, `四舍五入`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rounding {
    /// Towards zero (舍).
    Down,
    /// Away from zero (入).
    Up,
    /// To the nearest, halves away from zero (四舍五入).
    HalfUp,
}

impl Exact {
    /// Nought.
    pub const ZERO: Exact = Exact(Ratio::new_raw(0, 1));
    /// One.
    pub const ONE: Exact = Exact(Ratio::new_raw(1, 1));

    /// A whole number.
    #[must_use]
    pub fn integer(value: i128) -> Exact {
        Exact(Ratio::from_integer(value))
    }

    /// `numerator / denominator`; `None` for a zero denominator or a sign that cannot be moved.
    #[must_use]
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Exact> {
        if denominator == 0 || denominator == i128::MIN || numerator == i128::MIN {
            return None;
        }
        Some(Exact(Ratio::new(numerator, denominator)))
    }

    /// `digits × 10^-scale`, e.g. `decimal(1234, 2)` is 12.34.
    #[must_use]
    pub fn decimal(digits: i128, scale: u32) -> Option<Exact> {
        Exact::fraction(digits, 10_i128.checked_pow(scale)?)
    }

    /// Reads `-12.34` or `12`: ASCII digits, at most one point, at most 30 digits. No exponent, no separators.
    #[must_use]
    pub fn parse(text: &str) -> Option<Exact> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if (whole.is_empty() && part.is_empty()) || whole.len().saturating_add(part.len()) > 30 {
            return None;
        }
        if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let joined: i128 = format!("0{whole}{part}").parse().ok()?;
        let signed = if negative { joined.checked_neg()? } else { joined };
        Exact::decimal(signed, u32::try_from(part.len()).ok()?)
    }

    /// Sum, or `None` where it does not fit.
    #[must_use]
    pub fn plus(self, other: Exact) -> Option<Exact> {
        self.0.checked_add(&other.0).map(Exact)
    }

    /// Difference, or `None` where it does not fit.
    #[must_use]
    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.0.checked_sub(&other.0).map(Exact)
    }

    /// Product, or `None` where it does not fit.
    #[must_use]
    pub fn times(self, other: Exact) -> Option<Exact> {
        self.0.checked_mul(&other.0).map(Exact)
    }

    /// Quotient, or `None` for a zero divisor or where it does not fit.
    #[must_use]
    pub fn over(self, other: Exact) -> Option<Exact> {
        if other.0.is_zero() {
            return None;
        }
        self.0.checked_div(&other.0).map(Exact)
    }

    /// The whole number this is, if it is one.
    #[must_use]
    pub fn to_integer(self) -> Option<i128> {
        self.0.is_integer().then(|| self.0.to_integer())
    }

    /// Brought to a whole number.
    #[must_use]
    pub fn round(self, rounding: Rounding) -> Option<i128> {
        let down = self.0.trunc();
        let rest = self.0.checked_sub(&down)?;
        let away = match rounding {
            Rounding::Down => false,
            Rounding::Up => !rest.is_zero(),
            Rounding::HalfUp => {
                rest.checked_add(&rest)?.numer().unsigned_abs() >= rest.checked_add(&rest)?.denom().unsigned_abs() && !rest.is_zero()
            }
        };
        let whole = down.to_integer();
        if !away {
            return Some(whole);
        }
        if *self.0.numer() < 0 { whole.checked_sub(1) } else { whole.checked_add(1) }
    }

    /// The square root, brought to a whole number; `None` for a number below nought, or where it does not fit.
    #[must_use]
    pub fn square_root(self, rounding: Rounding) -> Option<i128> {
        let (numerator, denominator) = (self.numerator(), self.denominator());
        // The whole part of a root is the root of the whole part.
        let down = numerator.checked_div(denominator)?.checked_isqrt()?;
        match rounding {
            Rounding::Down => Some(down),
            Rounding::Up => {
                let square = Exact::integer(down.checked_mul(down)?);
                if square == self { Some(down) } else { down.checked_add(1) }
            }
            // Half up: the whole part of twice the root says on which side of the half it lies.
            Rounding::HalfUp => {
                let twice = numerator.checked_mul(4)?.checked_div(denominator)?.checked_isqrt()?;
                twice.checked_add(1)?.checked_div(2)
            }
        }
    }

    /// True if the number has at most `scale` decimal places.
    #[must_use]
    pub fn fits_scale(self, scale: u32) -> bool {
        let Some(power) = 10_i128.checked_pow(scale) else { return false };
        power.checked_rem(self.denominator()) == Some(0)
            && power.checked_div(self.denominator()).is_some_and(|times| times.checked_mul(self.numerator()).is_some())
    }

    /// The numerator of the reduced fraction.
    #[must_use]
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator of the reduced fraction, always positive.
    #[must_use]
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The decimal with exactly `scale` places, if the number has no more than that: `"500000.00"`.
    #[must_use]
    pub fn to_decimal_string(self, scale: u32) -> Option<String> {
        let power = 10_i128.checked_pow(scale)?;
        let digits = Exact::integer(power).times(self)?.to_integer()?;
        let magnitude = digits.unsigned_abs();
        let power = power.unsigned_abs();
        let sign = if digits < 0 { "-" } else { "" };
        let whole = magnitude.checked_div(power)?;
        if scale == 0 {
            return Some(format!("{sign}{whole}"));
        }
        let part = magnitude.checked_rem(power)?;
        let width = usize::try_from(scale).ok()?;
        Some(format!("{sign}{whole}.{part:0width$}"))
    }

    /// The smallest number of decimal places that shows the number whole, up to 18.
    #[must_use]
    pub fn scale(self) -> Option<u32> {
        (0..=18).find(|scale| self.fits_scale(*scale))
    }

    /// Three-way comparison by value.
    #[must_use]
    pub fn compare(self, other: Exact) -> Ordering {
        let (a, b) = (self.0, other.0);
        if a.denom() == b.denom() {
            return a.numer().cmp(b.numer());
        }
        // Crosswise, where that fits; the general way divides again and again.
        match (a.numer().checked_mul(b.denom()), b.numer().checked_mul(a.denom())) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => a.cmp(&b),
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.numerator() == other.numerator() && self.denominator() == other.denominator()
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.numerator(), self.denominator()).hash(state);
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        self.compare(*other)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scale().and_then(|scale| self.to_decimal_string(scale)) {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.numerator(), self.denominator()),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn reads_and_prints_decimals() {
        for text in ["0", "1", "-1", "12.34", "0.001", "-0.5", "110"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1.50").to_string(), "1.5");
        assert_eq!(number(".5").to_string(), "0.5");
        for text in ["", "-", ".", "1.2.3", "1e3", "1,000", "１"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }

    #[test]
    fn roots_are_exact() {
        for n in 0..2_000_i128 {
            for (denominator, text) in [(1, "1"), (7, "1/7")] {
                let number = Exact::fraction(n, denominator).expect("a number");
                let root = |rounding| number.square_root(rounding).expect("a root");
                let below = |r: i128| Exact::integer(r * r) <= number;
                let (down, up, half) = (root(Rounding::Down), root(Rounding::Up), root(Rounding::HalfUp));
                assert!(below(down) && !below(down + 1), "{n} {text}");
                assert_eq!(up, if Exact::integer(down * down) == number { down } else { down + 1 }, "{n} {text}");
                // (2·down + 1)² ≤ 4n: at or above the half.
                let above_half = Exact::fraction(4 * n, denominator).expect("a number") >= Exact::integer((2 * down + 1) * (2 * down + 1));
                assert_eq!(half, if above_half { down + 1 } else { down }, "{n} {text}");
            }
        }
        assert_eq!(number("-1").square_root(Rounding::Down), None);
    }

    #[test]
    fn rounds_as_law_names_it() {
        let cases = [("19.95", 19, 20, 20), ("19.5", 19, 20, 20), ("19.49", 19, 20, 19), ("7", 7, 7, 7), ("-19.5", -19, -20, -20)];
        for (text, down, up, half) in cases {
            assert_eq!(number(text).round(Rounding::Down), Some(down), "{text} 舍");
            assert_eq!(number(text).round(Rounding::Up), Some(up), "{text} 入");
            assert_eq!(number(text).round(Rounding::HalfUp), Some(half), "{text} 四舍五入");
        }
    }

    #[test]
    fn overflow_is_none_never_a_wrong_number() {
        let huge = Exact::integer(i128::MAX);
        assert_eq!(huge.plus(Exact::ONE), None);
        assert_eq!(huge.times(Exact::integer(2)), None);
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
        assert_eq!(Exact::fraction(1, 0), None);
    }

    #[test]
    fn order_is_that_of_the_numbers_however_large() {
        let fraction = |n, d| Exact::fraction(n, d).expect("a fraction");
        let huge = i128::MAX;
        let ascending = [
            fraction(-huge, 2),
            fraction(-1, 2),
            fraction(-1, 3),
            Exact::ZERO,
            fraction(1, huge),
            fraction(1, 3),
            fraction(2, 5),
            fraction(huge - 1, huge),
            Exact::ONE,
            fraction(huge, huge - 1),
            fraction(huge, 3),
            fraction(huge, 2),
            Exact::integer(huge),
        ];
        for (at, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(a.cmp(b), at.cmp(&other), "{a} {b}");
                assert_eq!(a == b, at == other, "{a} {b}");
            }
        }
        assert_eq!(fraction(2, 4), fraction(1, 2));
    }

    #[test]
    fn places_are_counted_exactly() {
        assert!(number("12.5").fits_scale(1) && !number("12.55").fits_scale(1));
        assert!(Exact::ZERO.fits_scale(0));
        // Shown with that many places it would not fit.
        assert!(!Exact::integer(i128::MAX).fits_scale(1) && !Exact::ONE.fits_scale(40));
    }

    #[test]
    fn a_third_stays_a_third() {
        let third = Exact::fraction(1, 3).expect("a third");
        assert_eq!(third.times(Exact::integer(3)), Some(Exact::ONE));
        assert_eq!(third.to_string(), "1/3");
        assert!(!third.fits_scale(8));
    }
}
