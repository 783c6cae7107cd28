//! 且, 或, 非 over what each side can be.
//!
//! A fault on any side is a fault of the whole, even where the other side would decide: nothing is silently dropped.
//! 不适用 reaches here only beside a side that says no (the checker has seen to it), and then it does not matter.

use super::outcome::Outcome;
use crate::possible::{Possible, Range};

/// What a boolean can be.
#[derive(Clone, Copy)]
struct Can {
    yes: bool,
    no: bool,
    na: bool,
    fault: bool,
}

fn can(possible: &Possible) -> Can {
    Can { yes: possible.may_be(true), no: possible.may_be(false), na: possible.na, fault: possible.fault }
}

fn possible(can: Can) -> Possible {
    let range = match (can.yes, can.no) {
        (true, true) => Some(Range::either()),
        (true, false) => Possible::truth(true).range,
        (false, true) => Possible::truth(false).range,
        (false, false) => None,
    };
    Possible { range, na: can.na, fault: can.fault }
}

/// All of them (`any` false) or any of them (`any` true).
pub(super) fn join(any: bool, sides: &[Outcome]) -> Outcome {
    let mut cans = sides.iter().map(|s| can(&s.possible));
    // For 或 the deciding word is yes; for 且 it is no.
    let decides = |c: &Can| if any { c.yes } else { c.no };
    let passes = |c: &Can| if any { c.no } else { c.yes };
    let surely_decided = cans.clone().any(|c| decides(&c) && !passes(&c) && !c.na && !c.fault);
    let can_decide = cans.clone().any(|c| decides(&c));
    let can_pass = cans.clone().all(|c| passes(&c));
    let all = Can {
        yes: if any { can_decide } else { can_pass },
        no: if any { can_pass } else { can_decide },
        na: !surely_decided && cans.clone().any(|c| c.na),
        fault: cans.any(|c| c.fault),
    };
    let surely_faulty = sides.iter().any(|s| s.possible.is_fault());
    let mut result = if surely_faulty { Possible::faulty() } else { possible(all) };
    if surely_decided && !surely_faulty {
        result.range = Possible::truth(any).range;
    }
    if result.is_certain() && !result.fault {
        // Only the sides that decide are what it rests on.
        let mut deciding = sides.iter().filter(|s| s.possible.as_truth() == Some(any));
        if deciding.clone().next().is_some() {
            return Outcome::from_parts(result, deciding.by_ref());
        }
    }
    Outcome::from_parts(result, sides)
}

/// Not.
pub(super) fn not(side: &Outcome) -> Outcome {
    let c = can(&side.possible);
    Outcome::from_parts(possible(Can { yes: c.no, no: c.yes, ..c }), [side])
}
