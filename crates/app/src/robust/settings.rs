//! How many draws, from which seed, how far: as typed → numbers, or every reason why not.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Problem;
use quanheng_policy::robust::weights::Spread;

use super::RobustRequest;
use crate::problems;
use crate::words::plain;

/// As many draws where nothing is said.
pub const DRAWS: u64 = 10_000;
/// More than this says nothing more: the last digit shown does not move.
pub const MOST_DRAWS: u64 = 1_000_000;
/// The seed where nothing is said.
pub const SEED: u64 = 1;
/// Where nothing is said, weights go this many hundredths of themselves up and down.
const SPREAD: i128 = 25;

/// How weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub draws: u64,
    pub seed: u64,
    pub spread: Spread,
}

impl Settings {
    /// Reads what was typed; what cannot be used is told.
    #[must_use]
    pub fn read(request: &RobustRequest, wrong: &mut Vec<Problem>) -> Settings {
        let mut number = |option: &str, text: Option<&String>, otherwise: u64, least: u64, most: u64| {
            let Some(text) = text else { return otherwise };
            let read = plain(text).parse::<u64>().ok().filter(|n| (least..=most).contains(n));
            if read.is_none() {
                wrong.push(problems::robust_number(option, text, least, most));
            }
            read.unwrap_or(otherwise)
        };
        let draws = number("--draws", request.draws.as_ref(), DRAWS, 1, MOST_DRAWS);
        let seed = number("--seed", request.seed.as_ref(), SEED, 0, u64::MAX);
        let spread = request.spread.as_ref().map_or_else(
            || Exact::fraction(SPREAD, 100).map(Spread::Within),
            |text| {
                let read = read_spread(text);
                if read.is_none() {
                    wrong.push(problems::robust_spread(text));
                }
                read
            },
        );
        Settings { draws, seed, spread: spread.unwrap_or(Spread::Any) }
    }

    /// `25%`; `None` for anywhere.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        match self.spread {
            Spread::Any => None,
            Spread::Within(part) => part.times(Exact::integer(100)).map(|percent| format!("{percent}%")),
        }
    }
}

/// `25%`, above nought and at most 100 %, of at most four places; `any` or `任意`.
fn read_spread(text: &str) -> Option<Spread> {
    let text = plain(text);
    if text == "any" || text == "任意" {
        return Some(Spread::Any);
    }
    let percent = Exact::parse(text.strip_suffix('%')?).filter(|p| p.fits_scale(4))?;
    let part = percent.over(Exact::integer(100))?;
    (part > Exact::ZERO && part <= Exact::ONE).then_some(Spread::Within(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_a_part_or_anywhere() {
        let part = |n, d| Some(Spread::Within(Exact::fraction(n, d).unwrap()));
        for (text, expected) in [
            ("25%", part(1, 4)),
            ("２５％", part(1, 4)),
            ("0.5%", part(1, 200)),
            ("100%", part(1, 1)),
            ("any", Some(Spread::Any)),
            ("任意", Some(Spread::Any)),
        ] {
            assert_eq!(read_spread(text), expected, "{text}");
        }
        for wrong in ["25", "0%", "-5%", "100.1%", "%", "", "一半", "0.00001%", "1e1%", "NaN%", "99999999999999999999999999999999%"] {
            assert_eq!(read_spread(wrong), None, "{wrong}");
        }
    }
}
