//! 名单 where keys, or who is barred, are in doubt: in, out, or not known, from how many surely stand and may stand before one.
//!
//! In: how many stand before one ([`Before`]), places to give (fewest and most), and how the line is cut. Out: the verdict, and for those of whom
//! it is not known the outcome: why, and whether a tie that no key breaks may be among it. Deliberately absent: who stands before whom
//! (`doubt.rs`, `standing.rs`).

use quanheng_facts::value::EntityIx;
use quanheng_policy::finding::{Fault, Instance};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::possible::{Possible, Range};

use super::doubt::{Before, Pair, Reason};
use crate::planted;
use crate::register::Kind;
use crate::scene::Scene;

/// Where one stands to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    In,
    Out,
    /// Not known; perhaps a tie that no key breaks.
    Open {
        tie: bool,
    },
    /// The line falls between it and others whom no key parts from it.
    Tied,
}

/// 全不取, 依名次.
const TAKE_NONE: u32 = 1;
const BY_PLACE: u32 = 2;

/// Where one stands to a line with so many places above it, fewest and most, and whether it surely stands level with others between whom it falls;
/// `free`: it is there and nothing keeps it out or takes it in otherwise.
pub(super) fn verdict(before: Before, places: (i128, i128), cut: u32, free: bool) -> (Verdict, bool) {
    let fewer = |n: u64, places: i128| i128::from(n) < places || (planted::is(25) && i128::from(n) == places);
    let Before { ahead, level } = before;
    let is_at = fewer(ahead.1, places.0) && !fewer(level.0, places.1);
    let by = |heads: Pair| match (fewer(heads.1, places.0), fewer(heads.0, places.1)) {
        (true, _) => Verdict::In,
        (_, false) => Verdict::Out,
        _ => Verdict::Open { tie: false },
    };
    let own = match cut {
        TAKE_NONE if !planted::is(26) => by(level),
        BY_PLACE => match (fewer(level.1, places.0), fewer(ahead.0, places.1)) {
            _ if is_at && free => Verdict::Tied,
            (true, _) => Verdict::In,
            (_, false) => Verdict::Out,
            _ => Verdict::Open { tie: level.1 > ahead.0 && !planted::is(45) },
        },
        _ => by(ahead),
    };
    (own, is_at)
}

/// What is told of one of whom it is not known, or whom no key parts from others at the line.
pub(super) fn outcome(verdict: Verdict, instance: Instance, (causes, tight): Reason) -> Outcome {
    let tie = |causes: quanheng_policy::interpret::Causes| causes.joined(&Outcome::fault(instance, Vec::new(), Fault::CutTie).causes);
    match verdict {
        Verdict::In | Verdict::Out => Outcome::certain(Possible::truth(verdict == Verdict::In)),
        Verdict::Open { tie: false } => Outcome { causes, tight, ..Outcome::certain(Possible::range(Range::either())) },
        Verdict::Open { tie: true } => {
            let possible = Possible { fault: true, ..Possible::range(Range::either()) };
            Outcome { causes: tie(causes), tight, ..Outcome::certain(possible) }
        }
        Verdict::Tied => Outcome { causes: tie(causes), tight, in_conflict: true, ..Outcome::certain(Possible::faulty()) },
    }
}

/// The code of a fault of the row's own, which is the same for every row.
pub(super) fn fault_code(scene: &Scene<'_, '_>, fault: Fault) -> u32 {
    let state = scene.state;
    let entity: Option<EntityIx> = state.domain.rows.first().copied().flatten();
    let instance = Instance { variable: state.key.variable, entity, year: state.key.year, args: state.key.args };
    scene.kept(Kind::Nothing, &Outcome::fault(instance, Vec::new(), fault), entity).code
}
