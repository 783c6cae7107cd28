//! The least step that gives what was wanted, found and proven by the interpreter itself.
//!
//! A stretch of values is given to an input at once. What comes out is everything the result can be for any of them; where
//! what is wanted is not among it, no value of the stretch leads there, and that is a proof (unless a rule asks whether something is known at all). Else the stretch is halved, the
//! nearer half first. So the first value found is the nearest one, however the result rises and falls in between. The work is
//! bounded; a search that comes to its bound says so.

use std::cell::Cell;

use super::axis::{Axis, Towards};
use super::wanted::Wanted;
use crate::finding::Instance;
use crate::interpret::{Interpreter, Pin, Pins};
use crate::possible::Possible;

/// How often one input is tried in one direction.
const MOST_TRIES: usize = 400;

/// Steps further away than this are not looked at.
const FARTHEST: i128 = 1 << 60;

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// So many steps away, and nothing nearer does.
    Least(i128),
    /// So many steps away, and one step less does not; whether something still nearer does was not settled.
    Some(i128),
    /// Nothing in this direction does.
    Nothing,
    /// The bound was reached.
    NotSettled,
}

/// Looks for changes that give one instance what is wanted.
pub(crate) struct Search<'s, 'a> {
    /// A watched run that has worked the instance out.
    pub base: &'s Interpreter<'a>,
    pub instance: Instance,
    pub wanted: &'s Wanted,
    /// Runs that are left for everything together.
    pub left: Cell<usize>,
}

impl Search<'_, '_> {
    /// Whether the result is as wanted with these inputs.
    pub fn judge(&self, pins: &Pins) -> Option<bool> {
        self.left.set(self.left.get().saturating_sub(1));
        let trial = self.base.trial(pins);
        let judged = self.wanted.judge(&trial.work(self.instance).outcome.possible);
        if trial.cannot_tell() {
            return None;
        }
        if judged.is_none() && pins.values().all(Possible::is_certain) {
            // With nothing left open but what was not known before: its bounds may be tighter than they look.
            return Some(trial.finding(self.instance).value.is_some_and(|value| self.wanted.admits(&value)));
        }
        judged
    }

    /// The same with one more input.
    fn judge_with(&self, fixed: &Pins, pin: &Pin, possible: Possible) -> Option<bool> {
        let mut pins = fixed.clone();
        pins.insert(pin.clone(), possible);
        self.judge(&pins)
    }

    /// The least number of steps from the value at hand that gives what is wanted, other inputs being `fixed`.
    pub fn least(&self, pin: &Pin, axis: &Axis, towards: Towards, fixed: &Pins) -> Found {
        let length = axis.length(towards);
        let tries = Cell::new(MOST_TRIES);
        let mut first = 1_i128;
        let mut size = 1_i128;
        let mut blocks = 0_u32;
        while length.is_none_or(|length| first <= length) && first < FARTHEST {
            // Now and then: is there anything left to be found at all?
            if blocks.checked_rem(4) == Some(0) && self.stretch(pin, axis, towards, (first, length), fixed, &tries) == Some(false) {
                return Found::Nothing;
            }
            blocks = blocks.saturating_add(1);
            let last = first.saturating_add(size).saturating_sub(1);
            let last = length.map_or(last, |length| last.min(length));
            match self.within(pin, axis, towards, (first, last), fixed, &tries) {
                Found::Nothing => {}
                Found::NotSettled => return self.by_halving(pin, axis, towards, fixed),
                found => return found,
            }
            first = last.saturating_add(1);
            size = size.saturating_mul(2);
        }
        if length.is_some_and(|length| first > length) { Found::Nothing } else { Found::NotSettled }
    }

    fn stretch(
        &self,
        pin: &Pin,
        axis: &Axis,
        towards: Towards,
        (first, last): (i128, Option<i128>),
        fixed: &Pins,
        tries: &Cell<usize>,
    ) -> Option<bool> {
        tries.set(tries.get().saturating_sub(1));
        let range = axis.stretch(towards, first, last)?;
        self.judge_with(fixed, pin, Possible::range(range))
    }

    /// The nearest one between two ends.
    fn within(&self, pin: &Pin, axis: &Axis, towards: Towards, (first, last): (i128, i128), fixed: &Pins, tries: &Cell<usize>) -> Found {
        // Nearest first; what is farther waits.
        let mut waiting = vec![(first, last)];
        while let Some((first, last)) = waiting.pop() {
            if tries.get() == 0 || self.left.get() == 0 {
                return Found::NotSettled;
            }
            match self.stretch(pin, axis, towards, (first, Some(last)), fixed, tries) {
                Some(false) => {}
                // All of it does, so its first does.
                Some(true) => return Found::Least(first),
                None => {
                    let half = last.saturating_sub(first).checked_div(2).unwrap_or(0);
                    let middle = first.saturating_add(half);
                    waiting.push((middle.saturating_add(1), last));
                    waiting.push((first, middle));
                }
            }
        }
        Found::Nothing
    }

    /// Where it could not be settled: doubling steps until something does, then halving down to where it begins to.
    fn by_halving(&self, pin: &Pin, axis: &Axis, towards: Towards, fixed: &Pins) -> Found {
        let does = |steps: i128| {
            let value = axis.at(towards, steps)?;
            self.judge_with(fixed, pin, Possible::value(value))
        };
        let length = axis.length(towards).unwrap_or(FARTHEST).min(FARTHEST);
        let (mut not_yet, mut at) = (0_i128, 1_i128);
        loop {
            if self.left.get() == 0 {
                return Found::NotSettled;
            }
            if does(at.min(length)) == Some(true) {
                break;
            }
            if at >= length {
                return Found::NotSettled;
            }
            not_yet = at;
            at = at.saturating_mul(2);
        }
        let mut does_at = at.min(length);
        while does_at.saturating_sub(not_yet) > 1 && self.left.get() > 0 {
            let middle = not_yet.saturating_add(does_at.saturating_sub(not_yet).checked_div(2).unwrap_or(1));
            if does(middle) == Some(true) { does_at = middle } else { not_yet = middle }
        }
        Found::Some(does_at)
    }
}
