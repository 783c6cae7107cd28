//! Places where the keys of some are in doubt (存疑): those who are known are ordered once, and each stands to those in doubt as stretches do.
//!
//! In: a group of which nothing is open but keys, and those without a mark or a fault. Out: the place of everyone whose keys are known: from
//! the number surely better to the number that may be, and why. Those in doubt themselves are worked out by themselves.

use std::collections::BTreeMap;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;
use quanheng_policy::interpret::{Causes, Outcome};
use quanheng_policy::possible::{Possible, Range};

use crate::register::Kind;

/// One whose keys are in doubt.
pub(super) struct Doubtful {
    /// The lowest and the highest that each key can be.
    stretches: Vec<(i64, i64)>,
    /// The keys that are not known.
    open: Vec<Outcome>,
}

impl Doubtful {
    /// `None` where a key is more than a stretch of whole numbers.
    pub fn of(keys: Vec<(Kind, Outcome)>) -> Option<Doubtful> {
        let mut stretches = Vec::with_capacity(keys.len());
        for (kind, outcome) in &keys {
            let end = |value: Option<&Value>, open: i64| value.map_or(Some(open), |value| kind.whole(value));
            stretches.push(match outcome.possible.range.as_ref()? {
                range @ (Range::One(_) | Range::Between { .. }) => (end(range.least(), i64::MIN)?, end(range.greatest(), i64::MAX)?),
                Range::Among(_) | Range::Anything => return None,
            });
        }
        let open = keys.into_iter().map(|(_, outcome)| outcome).filter(|outcome| !outcome.possible.is_certain()).collect();
        Some(Doubtful { stretches, open })
    }

    /// Whether it may be better than one whose keys are known, and whether it surely is.
    fn better(&self, known: &[i64], descending: &[bool]) -> (bool, bool) {
        let (mut better, mut equal, mut worse) = (false, true, false);
        for ((least, greatest), (own, descending)) in self.stretches.iter().zip(known.iter().zip(descending)) {
            let (below, above) = (least < own, greatest > own);
            let (ahead, behind) = if *descending { (above, below) } else { (below, above) };
            better = better || ahead;
            worse = worse || behind;
            equal = least <= own && own <= greatest;
            if !equal {
                break;
            }
        }
        (better, better && !equal && !worse)
    }
}

/// Why a place is not known, by which of those in doubt it hangs on.
#[derive(Default)]
pub(super) struct Reasons(BTreeMap<Vec<u64>, (Causes, bool)>);

/// The place of one whose keys are known: so many known ones are better.
pub(super) fn place(ahead: u32, known: &[i64], descending: &[bool], doubtful: &[Doubtful], reasons: &mut Reasons) -> Outcome {
    let (mut surely, mut most) = (u64::from(ahead), u64::from(ahead));
    let mut hangs_on: Vec<u64> = vec![0; doubtful.len().div_ceil(64)];
    for (at, rival) in doubtful.iter().enumerate() {
        let (may_be, is) = rival.better(known, descending);
        most = most.saturating_add(u64::from(may_be));
        surely = surely.saturating_add(u64::from(is));
        if may_be
            && !is
            && let Some(word) = hangs_on.get_mut(at >> 6)
        {
            *word |= 1_u64.wrapping_shl(u32::try_from(at & 63).unwrap_or_default());
        }
    }
    let number = |n: u64| Some(Value::Number(Exact::integer(i128::from(n).saturating_add(1))));
    let possible = Possible::range(Range::between(number(surely), number(most)));
    if possible.is_certain() {
        return Outcome::certain(possible);
    }
    let told = |words: &[u64]| {
        let is_in =
            |at: usize| words.get(at >> 6).is_some_and(|word| word.wrapping_shr(u32::try_from(at & 63).unwrap_or_default()) & 1 == 1);
        let parts = doubtful.iter().enumerate().filter(|(at, _)| is_in(*at)).flat_map(|(_, rival)| &rival.open);
        let of_all = Outcome::from_parts(possible.clone(), parts);
        let tight = of_all.tight;
        (of_all.with_many_cells_as_one().causes, tight)
    };
    if !reasons.0.contains_key(&hangs_on) {
        let reason = told(&hangs_on);
        reasons.0.insert(hangs_on.clone(), reason);
    }
    let (causes, tight) = reasons.0.get(&hangs_on).cloned().unwrap_or_default();
    Outcome { causes, tight, ..Outcome::certain(possible) }
}
