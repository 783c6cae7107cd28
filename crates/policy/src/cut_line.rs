//! Where a cut line falls, and who stands above it: arithmetic of counts alone.
//!
//! In: how many stand before one, surely and at most; what is to be taken, of how many. Out: the number of places, and whether one is
//! surely or may be above. What the interpreter and the draws of [`crate::robust`] share. Deliberately absent: who competes with
//! whom, and how any two of them stand to each other.

use quanheng_facts::exact::{Exact, Rounding};

use crate::possible::Ends;

/// How many: surely, and at most.
pub(crate) type Pair = (usize, usize);

/// Where one stands to a cut line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub surely_above: bool,
    pub may_be_above: bool,
    /// By no key parted from others, so that the line would fall between equals.
    pub may_tie: bool,
    pub surely_tied: bool,
}

/// How many stand before one: by the first key, and by all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Before {
    pub ahead: Pair,
    /// Ahead or level.
    pub level: Pair,
    pub ahead_all: Pair,
    pub level_all: Pair,
}

/// The places of the cut ways in their clause enum: 全取, 全不取, 依名次.
const TAKE_NONE: u32 = 1;
/// 依名次
pub(crate) const BY_PLACE: u32 = 2;

impl Before {
    /// Above a line where fewer than the quota stand before one: for 全取 those ahead, for 全不取 those ahead or level, by the
    /// first key; for 依名次 those ahead by all keys, and a tie that no key breaks is told apart.
    pub fn cut(self, quota: (i128, i128), way: u32) -> Cut {
        let fewer = |n: usize, places: i128| i128::try_from(n).is_ok_and(|n| n < places);
        let by = |heads: Pair| Cut {
            surely_above: fewer(heads.1, quota.0),
            may_be_above: fewer(heads.0, quota.1),
            may_tie: false,
            surely_tied: false,
        };
        match way {
            TAKE_NONE => by(self.level),
            BY_PLACE => {
                let (ahead, level) = (self.ahead_all, self.level_all);
                let possible_tie = fewer(ahead.0, quota.1) && !fewer(level.1, quota.0);
                Cut {
                    surely_above: fewer(level.1, quota.0),
                    may_be_above: fewer(ahead.0, quota.1),
                    may_tie: possible_tie && level.1 > ahead.0,
                    surely_tied: fewer(ahead.1, quota.0) && !fewer(level.0, quota.1),
                }
            }
            _ => by(self.ahead),
        }
    }
}

/// The number of places: as said, or (with `ratio`) a ratio of the base, rounded as the clause says; then also the exact product for
/// the fewest. Where it has no end (an open number), none and twice `all` (those who compete, and as many direct admissions) say as
/// much. `None` where it is no number, or too large.
pub(crate) fn quota(take: Ends, base: Pair, all: usize, rounding: Option<Rounding>, ratio: bool) -> Option<((i128, i128), Option<Exact>)> {
    let most = if ratio { 2 } else { i128::try_from(all.saturating_mul(2)).ok()? };
    let (least, greatest) = (take.low.unwrap_or(Exact::ZERO), take.high.unwrap_or(Exact::integer(most)));
    if !ratio {
        return Some(((least.to_integer()?, greatest.to_integer()?), None));
    }
    let of = |ratio: Exact, base: usize| ratio.times(Exact::integer(i128::try_from(base).ok()?));
    let rounding = rounding?;
    let (low, high) = (of(least, base.0)?, of(greatest, base.1)?);
    Some(((low.round(rounding)?, high.round(rounding)?), Some(low)))
}

/// The place of the last one in each tier, from the running totals; `None` where a quota is no number.
pub(crate) fn lines(takes: &[Ends], base: Pair, rounding: Option<Rounding>) -> Option<Vec<(i128, i128)>> {
    let everyone = i128::try_from(base.1).ok()?;
    let whole = if rounding.is_some() { Exact::ONE } else { Exact::integer(everyone) };
    let (mut least, mut most) = (Exact::ZERO, Exact::ZERO);
    let mut out = Vec::with_capacity(takes.len());
    for take in takes {
        least = least.plus(take.low.unwrap_or(Exact::ZERO))?;
        most = most.plus(take.high.unwrap_or(whole))?;
        let of = |total: Exact, base: usize| match rounding {
            Some(rounding) => total.times(Exact::integer(i128::try_from(base).ok()?))?.round(rounding),
            None => total.to_integer(),
        };
        // Running totals of what is not known may come to more than everyone; nobody is beyond the last place.
        out.push((of(least, base.0)?, of(most.min(whole.max(least)), base.1)?));
    }
    Some(out)
}
