//! Counts of draws, and places, in words that every form of output shares.

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::problem::Language;
use quanheng_policy::robust::field::{Given, Verdict};
use quanheng_policy::robust::tally::Often;

/// So many of so many draws as a percentage of one place, rounded half up; 0% and 100% only for never and always.
#[must_use]
pub fn percent(count: u64, draws: u64) -> String {
    if count == 0 {
        return "0%".to_owned();
    }
    if count >= draws {
        return "100%".to_owned();
    }
    let thousandths = Exact::fraction(i128::from(count), i128::from(draws)).and_then(|part| part.times(Exact::integer(1000)));
    match thousandths.and_then(|n| n.round(Rounding::HalfUp)) {
        None | Some(0) => "<0.1%".to_owned(),
        Some(1000) => ">99.9%".to_owned(),
        Some(n) => format!("{}%", Exact::decimal(n, 1).unwrap_or(Exact::ZERO)),
    }
}

/// The same where some of it is only perhaps so: `95.2%…98%`.
#[must_use]
pub fn often(often: Often, draws: u64) -> String {
    let (least, most) = (percent(often.surely, draws), percent(often.surely.saturating_add(often.perhaps), draws));
    if often.perhaps == 0 { least } else { format!("{least}…{most}") }
}

/// `3`, `3…5`, or nothing.
#[must_use]
pub fn places(places: Option<(usize, usize)>) -> String {
    match places {
        None => String::new(),
        Some((best, worst)) if best == worst => best.to_string(),
        Some((best, worst)) => format!("{best}…{worst}"),
    }
}

/// A share in percent, rounded half up to two places.
#[must_use]
pub fn share(share: Exact) -> String {
    let hundredths = share.times(Exact::integer(10_000)).and_then(|n| n.round(Rounding::HalfUp));
    hundredths.and_then(|n| Exact::decimal(n, 2)).map_or_else(|| "？".to_owned(), |n| format!("{n}%"))
}

/// What stands as written, in a word or two; of a ranking, its place.
#[must_use]
pub fn as_written(given: &Given, tiers: &[String], language: Language) -> String {
    let say = |zh: &str, en: &str| if language == Language::Chinese { zh.to_owned() } else { en.to_owned() };
    let plain = match given.verdict {
        Verdict::Placed => match given.places {
            Some(_) => places(given.places),
            None => say("未知", "unknown"),
        },
        Verdict::In => say("是", "yes"),
        Verdict::Out => say("否", "no"),
        Verdict::Open => say("未知", "unknown"),
        Verdict::Tier(first, last) => {
            let name = |at: usize| tiers.get(at).map_or("？", String::as_str);
            if first == last { name(first).to_owned() } else { format!("{}…{}", name(first), name(last)) }
        }
        Verdict::Outside => say("不适用", "not applicable"),
        Verdict::Fault => say("冲突或错误", "conflict or error"),
    };
    if given.doubt { format!("{plain}{}", say("（未定）", " (not settled)")) } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_and_always_are_said_only_of_all() {
        for (count, draws, text) in [
            (0, 10_000, "0%"),
            (1, 10_000, "<0.1%"),
            (5, 10_000, "0.1%"),
            (1_234, 10_000, "12.3%"),
            (1_235, 10_000, "12.4%"),
            (1, 3, "33.3%"),
            (9_994, 10_000, "99.9%"),
            (9_995, 10_000, ">99.9%"),
            (10_000, 10_000, "100%"),
            (1, 1, "100%"),
        ] {
            assert_eq!(percent(count, draws), text, "{count} of {draws}");
        }
        assert_eq!(often(Often { surely: 5_000, perhaps: 500 }, 10_000), "50%…55%");
        assert_eq!(share(Exact::fraction(1, 3).unwrap()), "33.33%");
    }
}
