//! The four rules of `bench/pack`, for one jurisdiction, year by year.

use rows::checksum::{NOT_APPLICABLE, UNKNOWN};
use rows::shape::{GROUPS, YEARS};

use crate::read::{Columns, NO_SCORE, NONE};

const TEAMS: usize = GROUPS as usize;
/// Scores in hundredths, 0 to 100,000.
const SCORES: usize = 100_001;
const LISTED: u32 = 10;
const DROPS: usize = 3;
const NO_PLACE: u32 = 0;

pub struct Answers {
    pub first_unit: u32,
    pub units: usize,
    /// By year, then unit, as are the next.
    pub prize: Vec<i32>,
    pub grade: Vec<i8>,
    pub fall: Vec<i8>,
    pub incident: Vec<i8>,
}

pub fn answer(columns: &Columns) -> Answers {
    let units = columns.units;
    let mut answers = Answers {
        first_unit: columns.first_unit,
        units,
        prize: Vec::with_capacity(units * YEARS),
        grade: Vec::with_capacity(units * YEARS),
        fall: Vec::with_capacity(units * YEARS),
        incident: columns
            .happened
            .iter()
            .map(|happened| if happened.enough() { 1 } else if happened.in_doubt() { UNKNOWN as i8 } else { 0 })
            .collect(),
    };
    let mut better = vec![0_u32; TEAMS * SCORES];
    // Of the year before: place, whether ever listed, whether among the falls.
    let mut last_place = vec![NO_PLACE; units];
    let mut place = vec![NO_PLACE; units];
    let mut was_listed = vec![false; units];
    let mut last_fell = vec![false; units];
    // How far each fell; zero or less is no fall, and there is no place to compare where `comparable` says so.
    let mut fall = vec![0_i32; units];
    for year in 0..YEARS {
        let now = year * units..(year + 1) * units;
        let (team, score, grade) = (&columns.team[now.clone()], &columns.score[now.clone()], &columns.grade[now]);
        let before = (year > 0).then(|| (year - 1) * units..year * units);
        let last_team = before.clone().map(|before| &columns.team[before]);
        let last_grade = before.map(|before| &columns.grade[before]);

        places(team, score, &mut better, &mut place);

        let mut deepest = [[0_i32; DROPS]; TEAMS];
        for unit in 0..units {
            let same = last_team.is_some_and(|last| last[unit] == team[unit]);
            let comparable = same && place[unit] != NO_PLACE && last_place[unit] != NO_PLACE;
            fall[unit] = if comparable { place[unit] as i32 - last_place[unit] as i32 } else { i32::MIN };
            if comparable && fall[unit] > deepest[usize::from(team[unit])][DROPS - 1] {
                let deepest = &mut deepest[usize::from(team[unit])];
                deepest[DROPS - 1] = fall[unit];
                deepest.sort_unstable_by(|one, other| other.cmp(one));
            }
        }
        for unit in 0..units {
            let comparable = fall[unit] != i32::MIN;
            let fell = comparable && fall[unit] > 0 && fall[unit] >= deepest[usize::from(team[unit])][DROPS - 1];
            answers.fall.push(if comparable { i8::from(fell && last_fell[unit]) } else { NOT_APPLICABLE as i8 });
            last_fell[unit] = fell;
            answers.prize.push(if team[unit] == NONE {
                NOT_APPLICABLE
            } else if score[unit] == NO_SCORE {
                UNKNOWN
            } else {
                prize(place[unit], fall[unit], score[unit], &mut was_listed[unit])
            });
        }
        for unit in 0..units {
            let last = last_grade.map_or(0, |last| last[unit]);
            let last_team = last_team.map_or(NONE, |last| last[unit]);
            answers.grade.push(proposal(team[unit], grade[unit], last_team, last));
        }
        std::mem::swap(&mut place, &mut last_place);
    }
    answers
}

/// One more than how many of the group have a higher score: counted by score, then summed from the highest down.
fn places(team: &[u8], score: &[i32], better: &mut [u32], place: &mut [u32]) {
    better.fill(0);
    let known = |team: u8, score: i32| team != NONE && score != NO_SCORE;
    for (&team, &score) in team.iter().zip(score) {
        if known(team, score) {
            better[usize::from(team) * SCORES + score as usize] += 1;
        }
    }
    for counts in better.chunks_exact_mut(SCORES) {
        let mut sum = 1;
        for count in counts.iter_mut().rev() {
            sum += std::mem::replace(count, sum);
        }
    }
    for ((&team, &score), place) in team.iter().zip(score).zip(place) {
        *place = if known(team, score) { better[usize::from(team) * SCORES + score as usize] } else { NO_PLACE };
    }
}

fn prize(place: u32, fall: i32, score: i32, was_listed: &mut bool) -> i32 {
    if place > LISTED {
        return if score >= 70_000 { 50_000 } else { 0 };
    }
    let by_place = match place {
        1 => 1_000_000,
        2 | 3 => 800_000,
        _ => 500_000,
    };
    let first = if std::mem::replace(was_listed, true) { 0 } else { 200_000 };
    let rise = if fall != i32::MIN && fall < 0 { (-fall).min(15) * 20_000 } else { 0 };
    by_place + first + rise
}

/// The worst grade this year, or one of the two worst in both years.
fn proposal(team: u8, grade: u8, last_team: u8, last: u8) -> i8 {
    if team == NONE {
        return NOT_APPLICABLE as i8;
    }
    let last_bad = last_team != NONE && last != NONE && last >= 3;
    let last_unknown = last_team != NONE && last == NONE;
    match grade {
        NONE => UNKNOWN as i8,
        4 => 1,
        3 if last_bad => 1,
        3 if last_unknown => UNKNOWN as i8,
        _ => 0,
    }
}
