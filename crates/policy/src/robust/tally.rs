//! Many draws, counted: how often each member stays, and in which places.
//!
//! A place that is not known in a draw is a stretch: its best and its worst end are counted apart, and so is what is surely and what is
//! only perhaps so.

use std::collections::BTreeMap;

use super::field::{Field, Given, Verdict};
use super::place::{comparisons, given, groups};
use super::score::{Scores, Work};
use super::standing::{Beneath, Drawn};
use super::weights::{Drawing, FINENESS, Weights};

/// A field made ready to be placed under weights.
pub struct Ready<'f> {
    field: &'f Field,
    scores: Scores,
    groups: Vec<Vec<usize>>,
    beneath: Vec<Ready<'f>>,
    most: i128,
}

/// What the draws came to for one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How often its best place was this one.
    pub best: BTreeMap<usize, u64>,
    pub worst: BTreeMap<usize, u64>,
    /// How often it had a place.
    pub placed: u64,
    /// On the list.
    pub inside: Often,
    /// For each tier from the best: in it.
    pub tiers: Vec<Often>,
    /// A tie that no key breaks.
    pub faults: u64,
    /// As written: on the list or not, in the same tier, at most one place away. `None` where that itself is not known.
    pub kept: Option<Often>,
}

/// In so many draws surely, in so many more perhaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Often {
    pub surely: u64,
    pub perhaps: u64,
}

impl Often {
    fn add(&mut self, surely: bool, perhaps: bool) {
        self.surely = self.surely.saturating_add(u64::from(surely));
        self.perhaps = self.perhaps.saturating_add(u64::from(perhaps && !surely));
    }
}

impl<'f> Ready<'f> {
    /// Ready for drawn weights, and for the written ones. `None`: the figures are too large to be weighted exactly.
    #[must_use]
    pub fn new(field: &'f Field, written: Option<&Weights>) -> Option<Ready<'f>> {
        Ready::for_totals_to(field, i128::from(FINENESS).saturating_mul(2).max(written.map_or(0, |w| w.total)))
    }

    fn for_totals_to(field: &'f Field, most: i128) -> Option<Ready<'f>> {
        let beneath: Option<Vec<Ready<'f>>> = field.beneath.iter().map(|beneath| Ready::for_totals_to(beneath, most)).collect();
        Some(Ready { field, scores: Scores::ready(&field.scores, most)?, groups: groups(field), beneath: beneath?, most })
    }

    /// What each member is given under these weights; `None` where their total is larger than was made ready for.
    #[must_use]
    pub fn given(&self, weights: &Weights) -> Option<Vec<Given>> {
        self.given_with(weights, &mut Work::default())
    }

    fn given_with(&self, weights: &Weights, work: &mut Work) -> Option<Vec<Given>> {
        if weights.total > self.most {
            return None;
        }
        Some(self.drawn(weights, work).given)
    }

    fn drawn(&self, weights: &Weights, work: &mut Work) -> Beneath<'f> {
        let scores = self.scores.placed(weights, work);
        let beneath: Vec<Beneath<'f>> = self.beneath.iter().map(|ready| ready.drawn(weights, work)).collect();
        let given = given(Drawn { field: self.field, scores: &scores, beneath: &beneath }, &self.groups);
        Beneath { field: self.field, scores, beneath, given }
    }

    /// How often a draw holds one member against another: that, and not the number of members, says how long it takes.
    #[must_use]
    pub fn comparisons(&self, weights: &Weights) -> u64 {
        let drawn = self.drawn(weights, &mut Work::default());
        let own = comparisons(Drawn { field: self.field, scores: &drawn.scores, beneath: &drawn.beneath }, &self.groups);
        self.beneath.iter().fold(own, |sum, beneath| sum.saturating_add(beneath.comparisons(weights)))
    }

    /// Counts so many draws; `written`: what each member is given under the written weights.
    #[must_use]
    pub fn counted(&self, drawing: &Drawing, draws: u64, written: &[Given]) -> Vec<Counts> {
        let mut counts: Vec<Counts> = written.iter().map(Counts::begun).collect();
        let mut work = Work::default();
        for number in 0..draws {
            let Some(given) = self.given_with(&drawing.draw(number), &mut work) else { continue };
            for ((counts, given), written) in counts.iter_mut().zip(&given).zip(written) {
                counts.add(given, written);
            }
        }
        counts
    }
}

impl Counts {
    fn begun(written: &Given) -> Counts {
        let known = !written.doubt
            && match written.verdict {
                Verdict::Placed => written.places.is_some_and(|(best, worst)| best == worst),
                Verdict::Tier(first, last) => first == last,
                Verdict::In | Verdict::Out => true,
                Verdict::Open | Verdict::Outside | Verdict::Fault => false,
            };
        Counts { kept: known.then(Often::default), ..Counts::default() }
    }

    fn add(&mut self, given: &Given, written: &Given) {
        if let Some((best, worst)) = given.places {
            self.placed = self.placed.saturating_add(1);
            for (counts, place) in [(&mut self.best, best), (&mut self.worst, worst)] {
                let count = counts.entry(place).or_default();
                *count = count.saturating_add(1);
            }
        }
        self.inside.add(given.verdict == Verdict::In, given.verdict == Verdict::Open);
        self.faults = self.faults.saturating_add(u64::from(given.verdict == Verdict::Fault));
        if let Verdict::Tier(first, last) = given.verdict {
            if self.tiers.len() <= last {
                self.tiers.resize(last.saturating_add(1), Often::default());
            }
            for tier in self.tiers.iter_mut().take(last.saturating_add(1)).skip(first) {
                tier.add(first == last && !given.doubt, true);
            }
        }
        if let Some(kept) = &mut self.kept {
            let (surely, perhaps) = stays(given, written);
            kept.add(surely && !given.doubt, perhaps);
        }
    }

    /// The place such that at least this part of the draws (in hundredths) had it or a better one: the best and the worst it can be
    /// where places are not known. Of nought hundredths: the very first.
    #[must_use]
    pub fn quantile(&self, hundredths: u64) -> Option<(usize, usize)> {
        let of = |counts: &BTreeMap<usize, u64>| {
            let wanted = u128::from(self.placed).checked_mul(u128::from(hundredths))?;
            let mut so_far = 0_u128;
            for (place, count) in counts {
                so_far = so_far.checked_add(u128::from(*count))?;
                if so_far.checked_mul(100)? >= wanted {
                    return Some(*place);
                }
            }
            None
        };
        Some((of(&self.best)?, of(&self.worst)?))
    }
}

/// Whether it is surely, and whether it may be, as written.
fn stays(given: &Given, written: &Given) -> (bool, bool) {
    match (written.verdict, given.verdict) {
        (Verdict::Placed, Verdict::Placed) => {
            let (Some((place, _)), Some((best, worst))) = (written.places, given.places) else { return (false, false) };
            let (first, last) = (place.saturating_sub(1), place.saturating_add(1));
            (first <= best && worst <= last, best <= last && first <= worst)
        }
        (Verdict::Tier(tier, _), Verdict::Tier(first, last)) => (first == tier && last == tier, (first..=last).contains(&tier)),
        (_, Verdict::Open) => (false, true),
        (written, given) => (written == given, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_first_place_that_so_many_reach() {
        let counts = Counts {
            best: BTreeMap::from([(1, 50), (2, 30), (7, 20)]),
            worst: BTreeMap::from([(3, 100)]),
            placed: 100,
            ..Counts::default()
        };
        for (hundredths, place) in [(0, 1), (5, 1), (50, 1), (51, 2), (80, 2), (81, 7), (100, 7)] {
            assert_eq!(counts.quantile(hundredths), Some((place, 3)), "{hundredths}");
        }
        assert_eq!(Counts::default().quantile(50), None);
    }

    #[test]
    fn at_most_one_place_away() {
        let placed = |places| Given { verdict: Verdict::Placed, places: Some(places), doubt: false };
        assert_eq!(stays(&placed((4, 4)), &placed((5, 5))), (true, true));
        assert_eq!(stays(&placed((3, 3)), &placed((5, 5))), (false, false));
        assert_eq!(stays(&placed((4, 7)), &placed((5, 5))), (false, true));
        assert_eq!(stays(&placed((4, 6)), &placed((5, 5))), (true, true));
        assert_eq!(stays(&placed((1, 2)), &placed((1, 1))), (true, true));
    }
}
