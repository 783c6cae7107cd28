//! Scores under one set of weights: whole-number sums of figures, then their places among all scores.

use super::field::{Case, Score, Stretch};
use super::fraction::Fraction;
use super::weights::{Weights, lcm};
use crate::possible::Ends;

/// Scores made ready: figures of a case on one denominator.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    of: Vec<Ready>,
}

#[derive(Clone, Debug)]
struct Ready {
    cases: Vec<ReadyCase>,
    doubtful: bool,
}

#[derive(Clone, Debug)]
enum ReadyCase {
    Constant { low: Option<Fraction>, high: Option<Fraction> },
    Weighted { figures: Vec<Figure>, denominator: i128, shared_out: bool, exact: bool },
}

#[derive(Clone, Copy, Debug)]
struct Figure {
    weight: usize,
    low: Option<i128>,
    high: Option<i128>,
}

/// A score in one draw: its places among the scores, and whether it is known.
pub(super) type Placed = (Stretch, bool);

impl Scores {
    /// `None` where the sums would not fit, whatever the weights with a total of at most `most`.
    pub fn ready(scores: &[Score], most: i128) -> Option<Scores> {
        let ready = |score: &Score| {
            let cases: Option<Vec<ReadyCase>> = score.cases.iter().map(|case| ready_case(case, most)).collect();
            Some(Ready { cases: cases?, doubtful: score.doubtful })
        };
        Some(Scores { of: scores.iter().map(ready).collect::<Option<_>>()? })
    }

    /// The places of all scores under these weights.
    pub fn placed(&self, weights: &Weights, work: &mut Work) -> Vec<Placed> {
        work.ends.clear();
        work.low.clear();
        work.low.resize(self.of.len(), 0);
        work.high.clear();
        work.high.resize(self.of.len(), u32::MAX);
        for (at, score) in self.of.iter().enumerate() {
            let (low, high, same) = score.ends(weights);
            if let Some(low) = low {
                work.ends.push((low, at, if same { Side::Both } else { Side::Low }));
            }
            if let Some(high) = high.filter(|_| !same) {
                work.ends.push((high, at, Side::High));
            }
        }
        work.ends.sort_unstable_by(|a, b| a.0.compare(b.0));
        // Places count from 1: 0 and the highest number stand for what has no end.
        let (mut place, mut before) = (0_u32, None::<Fraction>);
        for (end, at, side) in &work.ends {
            if before.is_none_or(|b| b.compare(*end).is_ne()) {
                place = place.saturating_add(1);
            }
            before = Some(*end);
            if let (Some(low), Side::Low | Side::Both) = (work.low.get_mut(*at), side) {
                *low = place;
            }
            if let (Some(high), Side::High | Side::Both) = (work.high.get_mut(*at), side) {
                *high = place;
            }
        }
        let ends = work.low.iter().zip(&work.high);
        self.of.iter().zip(ends).map(|(score, (low, high))| (Stretch::Places(*low, *high), low == high && !score.doubtful)).collect()
    }
}

/// Room that draws use one after another.
#[derive(Default)]
pub(super) struct Work {
    ends: Vec<(Fraction, usize, Side)>,
    low: Vec<u32>,
    high: Vec<u32>,
}

#[derive(Clone, Copy)]
enum Side {
    Low,
    High,
    Both,
}

impl Ready {
    /// The lowest and the highest, and whether they are the same.
    fn ends(&self, weights: &Weights) -> (Option<Fraction>, Option<Fraction>, bool) {
        let mut whole: Option<(Option<Fraction>, Option<Fraction>)> = None;
        for case in &self.cases {
            let ends = case.ends(weights);
            whole = Some(match whole {
                None => ends,
                Some((low, high)) => (
                    low.zip(ends.0).map(|(a, b)| if a.compare(b).is_le() { a } else { b }),
                    high.zip(ends.1).map(|(a, b)| if a.compare(b).is_ge() { a } else { b }),
                ),
            });
        }
        let (low, high) = whole.unwrap_or_default();
        (low, high, low.zip(high).is_some_and(|(low, high)| low.compare(high).is_eq()))
    }
}

impl ReadyCase {
    fn ends(&self, weights: &Weights) -> (Option<Fraction>, Option<Fraction>) {
        match self {
            ReadyCase::Constant { low, high } => (*low, *high),
            ReadyCase::Weighted { figures, denominator, shared_out, exact } => {
                let total = if *shared_out {
                    figures.iter().filter_map(|f| weights.of.get(f.weight)).fold(0_i128, |sum, w| sum.saturating_add(*w))
                } else {
                    weights.total
                };
                let denominator = denominator.saturating_mul(total);
                if denominator <= 0 {
                    return (None, None);
                }
                let sum = |end: fn(&Figure) -> Option<i128>| {
                    let mut sum = 0_i128;
                    for figure in figures {
                        let weight = weights.of.get(figure.weight).copied().unwrap_or_default();
                        // A figure without weight does not count, known or not.
                        if weight != 0 {
                            // Fits: `ready` has looked.
                            sum = sum.saturating_add(end(figure)?.saturating_mul(weight));
                        }
                    }
                    Some(Fraction { numerator: sum, denominator })
                };
                let low = sum(|f| f.low);
                (low, if *exact { low } else { sum(|f| f.high) })
            }
        }
    }
}

fn ready_case(case: &Case, most: i128) -> Option<ReadyCase> {
    match case {
        Case::Constant(ends) => {
            let fraction = |n: quanheng_facts::exact::Exact| Fraction { numerator: n.numerator(), denominator: n.denominator() };
            Some(ReadyCase::Constant { low: ends.low.map(fraction), high: ends.high.map(fraction) })
        }
        Case::Weighted { figures, shared_out } => {
            let mut denominator = 1_i128;
            for end in figures.iter().flat_map(|(_, ends)| [ends.low, ends.high]).flatten() {
                denominator = lcm(denominator, end.denominator())?;
            }
            denominator.checked_mul(most)?;
            let mut room = i128::MAX;
            let mut on_it = |end: Option<quanheng_facts::exact::Exact>| -> Option<Option<i128>> {
                let Some(end) = end else { return Some(None) };
                let numerator = denominator.checked_div(end.denominator())?.checked_mul(end.numerator())?;
                let largest = numerator.checked_abs()?.checked_mul(most)?;
                room = room.checked_sub(largest).filter(|left| *left >= 0)?;
                Some(Some(numerator))
            };
            let mut ready = Vec::with_capacity(figures.len());
            for (weight, Ends { low, high }) in figures {
                ready.push(Figure { weight: *weight, low: on_it(*low)?, high: on_it(*high)? });
            }
            let exact = figures.iter().all(|(_, ends)| ends.known().is_some());
            Some(ReadyCase::Weighted { figures: ready, denominator, shared_out: *shared_out, exact })
        }
    }
}

#[cfg(test)]
mod tests {
    use quanheng_facts::exact::Exact;

    use super::*;

    fn known(n: i128, d: i128) -> Ends {
        let n = Exact::fraction(n, d);
        Ends { low: n, high: n }
    }

    fn places(scores: &[Score], of: &[i128]) -> Vec<Placed> {
        let weights = Weights { of: of.to_vec(), total: of.iter().sum() };
        Scores::ready(scores, 1_000_000).unwrap().placed(&weights, &mut Work::default())
    }

    fn weighted(figures: &[Ends], shared_out: bool) -> Score {
        let figures = figures.iter().copied().enumerate().collect();
        Score { cases: vec![Case::Weighted { figures, shared_out }], doubtful: false }
    }

    #[test]
    fn equal_sums_are_one_place() {
        // ½·⅓ + ½·⅔ = ½ = ½·½ + ½·½; the one that lacks the second figure has ⅓ shared out.
        let scores =
            [weighted(&[known(1, 3), known(2, 3)], false), weighted(&[known(1, 2), known(1, 2)], false), weighted(&[known(1, 3)], true)];
        let at = |n| (Stretch::Places(n, n), true);
        assert_eq!(places(&scores, &[1, 1]), [at(2), at(2), at(1)]);
        assert_eq!(places(&scores, &[2, 1]), [at(2), at(3), at(1)]);
    }

    #[test]
    fn what_is_not_known_is_a_stretch_unless_it_has_no_weight() {
        let open = Ends { low: None, high: None };
        let half = Ends { low: Exact::fraction(1, 4), high: Exact::fraction(3, 4) };
        let scores =
            [weighted(&[known(1, 2), open], false), weighted(&[known(1, 2), half], false), weighted(&[known(1, 2), known(1, 2)], false)];
        let stretch = |a, b, known| (Stretch::Places(a, b), known);
        assert_eq!(places(&scores, &[1, 1]), [stretch(0, u32::MAX, false), stretch(1, 3, false), stretch(2, 2, true)]);
        assert_eq!(places(&scores, &[1, 0]), [stretch(1, 1, true); 3]);
    }

    #[test]
    fn what_would_not_fit_is_refused() {
        assert!(Scores::ready(&[weighted(&[known(i128::MAX, 2)], false)], 2).is_none());
        assert!(Scores::ready(&[weighted(&[known(1, i128::MAX)], false)], 2).is_none());
    }
}
