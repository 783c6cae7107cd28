//! What one unit did in ten years.
//!
//! Scores have an ability that stays and a little noise, so that places move a little from year to year. A few units of each group, eight
//! or so however large it is, have a fate: they fall from the top to the middle and on to the bottom in two years, or rise to the top from
//! nowhere. Without them nobody would be among the three largest falls twice.

use crate::random::{Random, Stream};
use crate::shape::{GROUPS, Shape, YEARS};

/// A row of the assessment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Assessment {
    /// 0 to 29.
    pub group: u8,
    /// Hundredths, 0 to 100,000; none is a score that is not entered.
    pub score: Option<i32>,
    /// 1 the best (优秀) to 4 the worst (较差); none is a grade that is not entered.
    pub grade: Option<u8>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Incident {
    /// 0 for the first year.
    pub year: u8,
    /// Of the year, 0 for the first of January.
    pub day: u16,
    /// 1 the gravest (特别重大) to 4 (一般事故); none is an incident that is not classified.
    pub severity: Option<u8>,
}

#[derive(Clone, Debug, Default)]
pub struct History {
    /// None is a year without assessment.
    pub years: [Option<Assessment>; YEARS],
    /// By day.
    pub incidents: Vec<Incident>,
}

const HIGHEST: i32 = 100_000;

impl History {
    /// Fills `self` with what `unit` did; its memory is used again.
    pub fn tell(&mut self, shape: &Shape, unit: u32) {
        let random = Random::new(shape.seed, unit);
        let ability = 10_000 + (0..4).map(|part| random.below(Stream::Ability, part, 20_001) as i32).sum::<i32>();
        let in_group = (shape.units / GROUPS).max(1);
        let fate = random.below(Stream::Fate, 0, in_group);
        let turn = 1 + random.below(Stream::FateYear, 0, YEARS as u32 - 2) as usize;
        let home = unit % GROUPS;
        let mut group = home;
        self.incidents.clear();
        for year in 0..YEARS {
            let place = year as u64;
            let noise =
                random.below(Stream::Noise, 2 * place, 4_001) as i32 + random.below(Stream::Noise, 2 * place + 1, 4_001) as i32 - 4_000;
            let usual = (ability + noise).clamp(0, HIGHEST);
            let score = match fate {
                0..8 if year + 1 == turn => 97_000 + noise.abs() / 2,
                0..8 if year == turn => 50_000 + noise / 2,
                0..8 if year == turn + 1 => 1_000 + noise.abs() / 2,
                8..16 if year == turn => 96_000 + noise.abs() / 2,
                _ => usual,
            };
            if shape.ragged && year > 0 && random.chance(Stream::Regrouped, place, 3_000) {
                group = random.below(Stream::NewGroup, place, GROUPS);
            }
            let absent = shape.ragged && random.chance(Stream::Absent, place, 2_000);
            let unscored = shape.ragged && random.chance(Stream::Unscored, place, 1_000);
            let ungraded = shape.ragged && random.chance(Stream::Ungraded, place, 1_000);
            self.years[year] = (!absent).then(|| Assessment {
                group: (shape.jurisdiction_of(unit) * GROUPS + group) as u8,
                score: (!unscored).then_some(score),
                grade: (!ungraded).then(|| grade(score + random.below(Stream::Grade, place, 6_001) as i32 - 3_000)),
            });
            self.happen(shape, random, year);
        }
    }

    fn happen(&mut self, shape: &Shape, random: Random, year: usize) {
        let place = year as u64;
        let (count, grave) = match random.below(Stream::IncidentCount, place, 1_000) {
            0..4 => (2 + random.below(Stream::IncidentCount, 100 + place, 3), true),
            4..14 => (2, false),
            14..100 => (1, false),
            _ => return,
        };
        let first = self.incidents.len();
        for number in 0..u64::from(count) {
            let which = place * 8 + number;
            let day = match random.below(Stream::Day, which, 20) {
                0 => 0,
                1 => 364 + u32::from(year.is_multiple_of(4)),
                _ => random.below(Stream::Day, 1_000 + which, 365),
            };
            let severity = match random.below(Stream::Severity, which, 100) {
                0..1 => 1,
                1..10 => 2,
                10..50 if grave => 2,
                10..40 => 3,
                _ => 4,
            };
            let unclassified = shape.ragged && random.chance(Stream::Unclassified, which, 1_000);
            self.incidents.push(Incident { year: year as u8, day: day as u16, severity: (!unclassified).then_some(severity) });
        }
        self.incidents[first..].sort_by_key(|incident| incident.day);
    }
}

fn grade(score: i32) -> u8 {
    match score {
        62_000.. => 1,
        42_000.. => 2,
        32_000.. => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same() {
        let shape = Shape { seed: 1, jurisdictions: 10, units: 300, ragged: true };
        let (mut one, mut other) = (History::default(), History::default());
        let (mut missing, mut unscored, mut rows) = (0, 0, 0);
        for unit in 0..3_000 {
            one.tell(&shape, unit);
            other.tell(&shape, unit);
            assert_eq!(one.years, other.years);
            assert_eq!(one.incidents, other.incidents);
            assert!(one.incidents.is_sorted_by_key(|incident| (incident.year, incident.day)));
            for year in &one.years {
                rows += 1;
                missing += u32::from(year.is_none());
                unscored += u32::from(year.is_some_and(|year| year.score.is_none()));
                assert!(year.is_none_or(|year| u32::from(year.group) / GROUPS == shape.jurisdiction_of(unit)));
            }
        }
        assert!((rows / 60..rows / 40).contains(&missing), "{missing} of {rows} years are missing");
        assert!((rows / 130..rows / 80).contains(&unscored), "{unscored} of {rows} scores are missing");
    }
}
