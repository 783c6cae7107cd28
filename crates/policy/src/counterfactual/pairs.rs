//! Two inputs that turn a result together: looked for only where no single one does.
//!
//! Of each two inputs and each two directions: is there anything at all with both of them open? If so, the least step of the
//! first for which some step of the second does, and then the least of the second; and the same the other way round.

use std::collections::BTreeSet;

use super::axis::{Axis, Towards};
use super::search::{Found, Search};
use super::{Change, Movable, Pair};
use crate::interpret::{Pin, Pins};
use crate::possible::{Possible, Range};

/// One way an input can go: all values in a direction, or one that stands beside.
struct Way<'m> {
    input: &'m Movable,
    towards: Towards,
    range: Range,
}

impl Search<'_, '_> {
    /// Every pair that gives what is wanted.
    pub(super) fn pairs(&self, inputs: &[Movable], not_settled: &mut BTreeSet<Pin>) -> Vec<Pair> {
        let ways: Vec<Way<'_>> = inputs.iter().flat_map(ways).collect();
        let mut found: Vec<Pair> = Vec::new();
        for (at, one) in ways.iter().enumerate() {
            for other in ways.iter().skip(at.saturating_add(1)) {
                if one.input.pin == other.input.pin {
                    continue;
                }
                if self.left.get() == 0 {
                    not_settled.extend([one.input.pin.clone(), other.input.pin.clone()]);
                    continue;
                }
                let both = Pins::from([one.pinned(), other.pinned()]);
                if self.judge(&both) == Some(false) {
                    continue;
                }
                for (first, second) in [(one, other), (other, one)] {
                    if let Some(pair) = self.least_pair(first, second, not_settled) {
                        let turned = Pair { changes: [pair.changes[1].clone(), pair.changes[0].clone()], result: pair.result.clone() };
                        if !found.contains(&pair) && !found.contains(&turned) {
                            found.push(pair);
                        }
                    }
                }
            }
        }
        found
    }

    /// The least step of `first` for which `second` can do the rest, and then the least of `second`.
    fn least_pair(&self, first: &Way<'_>, second: &Way<'_>, not_settled: &mut BTreeSet<Pin>) -> Option<Pair> {
        let open = Pins::from([second.pinned()]);
        let mut at = match &first.range {
            Range::One(value) => value.clone(),
            _ => first.input.axis.at(first.towards, 1)?,
        };
        let mut steps = 1_i128;
        // Where the first may do for some of the second, the second is asked; at most a few times, for the least may only seem so.
        for _ in 0..8 {
            if let Axis::Steps { .. } = first.input.axis {
                steps = self.first_that_may(first, steps, &open)?;
                at = first.input.axis.at(first.towards, steps)?;
            }
            let fixed = Pins::from([(first.input.pin.clone(), Possible::value(at.clone()))]);
            let rest = match &second.range {
                Range::One(value) => {
                    let mut pins = fixed.clone();
                    pins.insert(second.input.pin.clone(), Possible::value(value.clone()));
                    (self.judge(&pins) == Some(true)).then(|| (value.clone(), true))
                }
                _ => match self.least(&second.input.pin, &second.input.axis, second.towards, &fixed) {
                    Found::Least(n) => second.input.axis.at(second.towards, n).map(|to| (to, true)),
                    Found::Some(n) => second.input.axis.at(second.towards, n).map(|to| (to, false)),
                    Found::Nothing => None,
                    Found::NotSettled => {
                        not_settled.insert(second.input.pin.clone());
                        None
                    }
                },
            };
            if let Some((to, least)) = rest {
                let verified = self.base.verified(self.instance, self.wanted, &[(&first.input.pin, &at), (&second.input.pin, &to)])?;
                let one: Change = first.input.change(first.towards, at, true, verified.clone());
                let two = second.input.change(second.towards, to, least, verified.clone());
                return Some(Pair { changes: [one, two], result: verified });
            }
            if matches!(first.range, Range::One(_)) {
                return None;
            }
            steps = steps.checked_add(1)?;
        }
        None
    }

    /// The least number of steps, from so many on, that are not known to lead nowhere while `open` stays open.
    fn first_that_may(&self, way: &Way<'_>, from: i128, open: &Pins) -> Option<i128> {
        let (pin, axis) = (&way.input.pin, &way.input.axis);
        let length = axis.length(way.towards).unwrap_or(1 << 60);
        let may = |first: i128, last: i128| {
            let mut pins = open.clone();
            let range = axis.stretch(way.towards, first, Some(last));
            pins.extend(range.map(|range| (pin.clone(), Possible::range(range))));
            self.judge(&pins) != Some(false)
        };
        let (mut first, mut size) = (from, 1_i128);
        while first <= length && self.left.get() > 0 {
            let last = first.saturating_add(size).saturating_sub(1).min(length);
            if may(first, last) {
                let (mut low, mut high) = (first, last);
                while low < high && self.left.get() > 0 {
                    let middle = low.saturating_add(high.saturating_sub(low).checked_div(2)?);
                    if may(low, middle) { high = middle } else { low = middle.saturating_add(1) }
                }
                return Some(low);
            }
            first = last.saturating_add(1);
            size = size.saturating_mul(2);
        }
        None
    }
}

impl Way<'_> {
    fn pinned(&self) -> (Pin, Possible) {
        (self.input.pin.clone(), Possible::range(self.range.clone()))
    }
}

fn ways(input: &Movable) -> Vec<Way<'_>> {
    match &input.axis {
        Axis::Beside(others) => {
            others.iter().map(|other| Way { input, towards: Towards::Other, range: Range::One(other.clone()) }).collect()
        }
        Axis::Steps { .. } => [Towards::Up, Towards::Down]
            .into_iter()
            .filter(|towards| input.axis.length(*towards) != Some(0))
            .filter_map(|towards| {
                let length = input.axis.length(towards);
                Some(Way { input, towards, range: input.axis.stretch(towards, 1, length)? })
            })
            .collect(),
    }
}
