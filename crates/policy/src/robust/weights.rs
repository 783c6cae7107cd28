//! Weights, drawn by a seed.
//!
//! Each draw has a stream of its own, from the seed and the number of the draw: what comes out does not hang on how many draws there
//! are, nor on who works them out. The numbers are those of SplitMix64 (Steele, Lea, Flood 2014); a number below a bound is taken by
//! rejection, so that none is likelier than another. Weights are whole numbers with a total: their shares are 100 % exactly.

use std::num::NonZeroU64;

use quanheng_facts::exact::{Exact, Rounding};

use super::fraction::Fraction;

/// How far weights go from the written ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Each by up to this part of itself, then all brought to 100 % together.
    Within(Exact),
    /// Anywhere: every division of the whole is as likely as every other.
    Any,
}

/// Weights as shares of their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    pub of: Vec<i128>,
    pub total: i128,
}

/// From where each weight is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    from: From,
    /// Which weights move; the others are nought.
    moving: Vec<bool>,
    seed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    Simplex,
    /// For each weight the least and the greatest whole number.
    Box(Vec<(u64, u64)>),
}

/// The fineness of the weights: drawn ones are whole billionths before they are brought to 100 %.
pub const FINENESS: u64 = 1_000_000_000;

/// The most weights that are drawn; more items than this are no composite that people read.
pub const MOST_WEIGHTS: usize = 1_000;

/// The most a common denominator of written weights may come to.
const MOST_DENOMINATOR: i128 = 1_000_000_000_000_000_000;

impl Weights {
    /// The written weights exactly; `None` where they have no common denominator of a sensible size.
    #[must_use]
    pub fn written(written: &[Exact]) -> Option<Weights> {
        let mut total = 1_i128;
        for weight in written {
            total = lcm(total, weight.denominator()).filter(|t| *t <= MOST_DENOMINATOR)?;
        }
        let of: Option<Vec<i128>> = written.iter().map(|w| w.times(Exact::integer(total)).and_then(Exact::to_integer)).collect();
        Some(Weights { of: of?, total })
    }

    /// The share of each in the total.
    #[must_use]
    pub fn shares(&self) -> Vec<Exact> {
        self.of.iter().map(|w| Exact::fraction(*w, self.total).unwrap_or(Exact::ZERO)).collect()
    }
}

impl Drawing {
    /// `written`: `None` where a weight is not known, which only [`Spread::Any`] allows. A weight of nought stays nought. `None` where
    /// there is nothing to draw.
    #[must_use]
    pub fn new(written: &[Option<Exact>], spread: Spread, seed: u64) -> Option<Drawing> {
        let moving: Vec<bool> = written.iter().map(|w| w.is_none_or(|w| w > Exact::ZERO)).collect();
        if moving.iter().filter(|m| **m).count() < 2 || written.len() > MOST_WEIGHTS {
            return None;
        }
        let from = match spread {
            Spread::Any => From::Simplex,
            Spread::Within(part) => {
                let end = |weight: Exact, factor: Exact, rounding: Rounding| -> Option<u64> {
                    let fine = Exact::integer(i128::from(FINENESS));
                    u64::try_from(weight.times(factor)?.times(fine)?.round(rounding)?).ok()
                };
                let (low, high) = (Exact::ONE.minus(part)?, Exact::ONE.plus(part)?);
                let bounds = |weight: &Option<Exact>| {
                    let weight = (*weight)?;
                    if weight <= Exact::ZERO {
                        return Some((0, 0));
                    }
                    // Nought is another composite, without the figure: it is not drawn.
                    let least = end(weight, low, Rounding::Up)?.max(1);
                    Some((least, end(weight, high, Rounding::Down)?.max(least)))
                };
                From::Box(written.iter().map(bounds).collect::<Option<_>>()?)
            }
        };
        Some(Drawing { from, moving, seed })
    }

    /// The least and the greatest share that each weight has among so many draws.
    #[must_use]
    pub fn reach(&self, draws: u64) -> Vec<(Exact, Exact)> {
        let mut reach: Vec<Option<(Fraction, Fraction)>> = vec![None; self.moving.len()];
        for number in 0..draws {
            let drawn = self.draw(number);
            for (reach, weight) in reach.iter_mut().zip(drawn.of) {
                let share = Fraction { numerator: weight, denominator: drawn.total };
                *reach = Some(match *reach {
                    None => (share, share),
                    Some((least, most)) => {
                        (if share.compare(least).is_lt() { share } else { least }, if share.compare(most).is_gt() { share } else { most })
                    }
                });
            }
        }
        let exact = |of: Fraction| Exact::fraction(of.numerator, of.denominator).unwrap_or(Exact::ZERO);
        reach.into_iter().map(|r| r.map_or((Exact::ZERO, Exact::ZERO), |(least, most)| (exact(least), exact(most)))).collect()
    }

    /// The weights of one draw.
    #[must_use]
    pub fn draw(&self, number: u64) -> Weights {
        let mut random = Random::of(self.seed, number);
        match &self.from {
            From::Box(bounds) => {
                let between = |random: &mut Random, (least, most): (u64, u64)| {
                    let count = NonZeroU64::new(most.saturating_sub(least).saturating_add(1)).unwrap_or(NonZeroU64::MIN);
                    i128::from(least.saturating_add(random.below(count)))
                };
                let of: Vec<i128> = bounds.iter().map(|b| if b.1 == 0 { 0 } else { between(&mut random, *b) }).collect();
                let total = of.iter().fold(0_i128, |sum, w| sum.saturating_add(*w));
                Weights { of, total }
            }
            From::Simplex => {
                let parts = simplex(self.moving.iter().filter(|m| **m).count(), &mut random);
                let mut parts = parts.into_iter();
                let of = self.moving.iter().map(|m| if *m { parts.next().unwrap_or(0) } else { 0 }).collect();
                Weights { of, total: i128::from(FINENESS) }
            }
        }
    }
}

/// The whole parted into so many parts above nought, each way of parting as likely as any other: the gaps between cuts.
fn simplex(parts: usize, random: &mut Random) -> Vec<i128> {
    let inner = NonZeroU64::new(FINENESS.saturating_sub(1)).unwrap_or(NonZeroU64::MIN);
    let wanted = parts.saturating_sub(1);
    let mut cuts: Vec<u64> = Vec::with_capacity(parts);
    // Two cuts in one place leave a part of nought: drawn again, from the first.
    loop {
        cuts.clear();
        cuts.extend((0..wanted).map(|_| random.below(inner).saturating_add(1)));
        cuts.sort_unstable();
        cuts.dedup();
        if cuts.len() == wanted {
            break;
        }
    }
    cuts.push(FINENESS);
    let mut before = 0;
    cuts.iter().map(|cut| i128::from(cut.saturating_sub(std::mem::replace(&mut before, *cut)))).collect()
}

/// SplitMix64.
struct Random(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Random {
    fn of(seed: u64, number: u64) -> Random {
        let start = mixed(seed.wrapping_add(GOLDEN)) ^ number.wrapping_mul(0xd134_2543_de82_ef95);
        Random(mixed(start.wrapping_add(GOLDEN)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mixed(self.0)
    }

    /// A number from nought to below the bound.
    fn below(&mut self, bound: NonZeroU64) -> u64 {
        // The first so many numbers, a multiple of the bound, are used; one beyond is drawn again.
        let used = u64::MAX.saturating_sub(u64::MAX % bound);
        loop {
            let number = self.next();
            if number < used {
                return number % bound;
            }
        }
    }
}

/// The least common multiple of two numbers above nought, where it fits.
pub(crate) fn lcm(a: i128, b: i128) -> Option<i128> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y)?);
    }
    a.checked_div(x)?.checked_mul(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(n: i128) -> Exact {
        Exact::fraction(n, 100).unwrap()
    }

    #[test]
    fn a_draw_hangs_on_seed_and_number_alone() {
        let written = [Some(percent(40)), Some(percent(40)), Some(percent(20)), Some(Exact::ZERO)];
        for spread in [Spread::Any, Spread::Within(percent(25))] {
            let drawing = Drawing::new(&written, spread, 7).unwrap();
            assert_eq!(drawing.draw(12), drawing.draw(12));
            assert_ne!(drawing.draw(12), drawing.draw(13));
            assert_ne!(drawing.draw(12), Drawing::new(&written, spread, 8).unwrap().draw(12));
            for number in 0..2_000 {
                let drawn = drawing.draw(number);
                assert_eq!(drawn.of.iter().sum::<i128>(), drawn.total, "{drawn:?}");
                assert_eq!(drawn.shares().into_iter().try_fold(Exact::ZERO, Exact::plus), Some(Exact::ONE));
                assert!(drawn.of[..3].iter().all(|w| *w > 0), "{drawn:?}");
                assert_eq!(drawn.of[3], 0, "nought stays nought");
                if spread != Spread::Any {
                    let inside = |w: i128, least: i128, most: i128| (least..=most).contains(&w);
                    assert!(inside(drawn.of[0], 300_000_000, 500_000_000) && inside(drawn.of[2], 150_000_000, 250_000_000), "{drawn:?}");
                }
            }
        }
    }

    /// Of three weights over the simplex, one is above x with probability (1 − x)².
    #[test]
    fn every_division_is_as_likely() {
        let drawing = Drawing::new(&[None, None, None], Spread::Any, 1).unwrap();
        let draws: Vec<Weights> = (0..20_000).map(|n| drawing.draw(n)).collect();
        for at in 0..3 {
            for (above, expected) in [(500_000_000, 5_000), (250_000_000, 11_250), (900_000_000, 200)] {
                let found = draws.iter().filter(|d| d.of[at] > above).count();
                // Five standard deviations at most.
                assert!(found.abs_diff(expected) < 400, "{at} {above}: {found}");
            }
        }
    }

    #[test]
    fn nothing_to_draw() {
        assert_eq!(Drawing::new(&[Some(Exact::ONE), Some(Exact::ZERO)], Spread::Any, 1), None);
        assert_eq!(Drawing::new(&[None, Some(Exact::ONE)], Spread::Within(percent(10)), 1), None);
        assert_eq!(Drawing::new(&[], Spread::Any, 1), None);
    }

    #[test]
    fn written_weights_are_exact() {
        let thirds = [Exact::fraction(1, 3).unwrap(), Exact::fraction(1, 6).unwrap(), Exact::fraction(1, 2).unwrap()];
        assert_eq!(Weights::written(&thirds), Some(Weights { of: vec![2, 1, 3], total: 6 }));
        assert_eq!(lcm(i128::MAX, 2), None);
    }
}
