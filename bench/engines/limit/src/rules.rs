//! The four rules of `bench/pack`, for one jurisdiction, year by year.

use rows::checksum::{NOT_APPLICABLE, UNKNOWN};
use rows::shape::{GROUPS, YEARS};

use crate::read::{Columns, Happened, NO_SCORE, NONE};

const TEAMS: usize = GROUPS as usize;
/// Scores in hundredths, 0 to 100,000.
const SCORES: usize = 100_001;
const LISTED: u32 = 10;
const DROPS: usize = 3;
pub const NO_PLACE: u32 = 0;
pub const NOT_COMPARABLE: i32 = i32::MIN;

pub struct Answers {
    pub first_unit: u32,
    pub units: usize,
    /// By year, then unit, as are the next.
    pub prize: Vec<i32>,
    pub grade: Vec<i8>,
    pub fall: Vec<i8>,
    pub incident: Vec<i8>,
}

/// What the rules need of one year; slices have an entry for each unit.
pub struct Year<'a> {
    /// 0 for the first.
    pub number: usize,
    pub team: &'a [u8],
    pub score: &'a [i32],
    pub grade: &'a [u8],
    /// Teams and grades of the year before.
    pub last: Option<(&'a [u8], &'a [u8])>,
    /// [`NO_PLACE`] where there is none.
    pub place: &'a [u32],
    /// Places lost since last year, or [`NOT_COMPARABLE`].
    pub fall: &'a [i32],
    /// Among the largest falls of its group, this year and last.
    pub fell: &'a [bool],
    pub last_fell: &'a [bool],
    pub listed_before: &'a [bool],
}

/// Goes through the years of one jurisdiction, in order.
pub fn each_year(columns: &Columns, mut work: impl FnMut(&Year<'_>)) {
    let units = columns.units;
    let mut better = vec![0_u32; TEAMS * SCORES];
    let (mut place, mut last_place) = (vec![NO_PLACE; units], vec![NO_PLACE; units]);
    let (mut fell, mut last_fell) = (vec![false; units], vec![false; units]);
    let mut fall = vec![NOT_COMPARABLE; units];
    let mut listed_before = vec![false; units];
    for number in 0..YEARS {
        let now = number * units..(number + 1) * units;
        let (team, score, grade) = (&columns.team[now.clone()], &columns.score[now.clone()], &columns.grade[now]);
        let before = (number > 0).then(|| (number - 1) * units..number * units);
        let last = before.map(|before| (&columns.team[before.clone()], &columns.grade[before]));

        places(team, score, &mut better, &mut place);

        let mut deepest = [[0_i32; DROPS]; TEAMS];
        if let Some((last_team, _)) = last {
            for unit in 0..units {
                let comparable = last_team[unit] == team[unit] && place[unit] != NO_PLACE && last_place[unit] != NO_PLACE;
                fall[unit] = if comparable { place[unit] as i32 - last_place[unit] as i32 } else { NOT_COMPARABLE };
                if comparable && fall[unit] > deepest[usize::from(team[unit])][DROPS - 1] {
                    let deepest = &mut deepest[usize::from(team[unit])];
                    deepest[DROPS - 1] = fall[unit];
                    deepest.sort_unstable_by(|one, other| other.cmp(one));
                }
            }
        }
        for unit in 0..units {
            fell[unit] = fall[unit] > 0 && fall[unit] >= deepest[usize::from(team[unit])][DROPS - 1];
        }
        work(&Year {
            number,
            team,
            score,
            grade,
            last,
            place: &place,
            fall: &fall,
            fell: &fell,
            last_fell: &last_fell,
            listed_before: &listed_before,
        });
        for unit in 0..units {
            listed_before[unit] |= (1..=LISTED).contains(&place[unit]);
        }
        std::mem::swap(&mut place, &mut last_place);
        std::mem::swap(&mut fell, &mut last_fell);
    }
}

pub fn answer(columns: &Columns) -> Answers {
    let units = columns.units;
    let mut answers = Answers {
        first_unit: columns.first_unit,
        units,
        prize: Vec::with_capacity(units * YEARS),
        grade: Vec::with_capacity(units * YEARS),
        fall: Vec::with_capacity(units * YEARS),
        incident: columns.happened.iter().map(|happened| incident(*happened)).collect(),
    };
    each_year(columns, |year| {
        answers.prize.extend((0..units).map(|unit| {
            if year.team[unit] == NONE {
                NOT_APPLICABLE
            } else if year.score[unit] == NO_SCORE {
                UNKNOWN
            } else {
                prize(year.place[unit], year.fall[unit], year.score[unit], year.listed_before[unit])
            }
        }));
        answers.grade.extend((0..units).map(|unit| {
            let (last_team, last_grade) = year.last.map_or((NONE, NONE), |(team, grade)| (team[unit], grade[unit]));
            proposal(year.team[unit], year.grade[unit], last_team, last_grade)
        }));
        answers.fall.extend((0..units).map(|unit| {
            if year.fall[unit] == NOT_COMPARABLE { NOT_APPLICABLE as i8 } else { i8::from(year.fell[unit] && year.last_fell[unit]) }
        }));
    });
    answers
}

fn incident(happened: Happened) -> i8 {
    match (happened.enough(), happened.in_doubt()) {
        (true, _) => 1,
        (false, true) => UNKNOWN as i8,
        (false, false) => 0,
    }
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

fn prize(place: u32, fall: i32, score: i32, listed_before: bool) -> i32 {
    if place > LISTED {
        return if score >= 70_000 { 50_000 } else { 0 };
    }
    let by_place = match place {
        1 => 1_000_000,
        2 | 3 => 800_000,
        _ => 500_000,
    };
    let first = if listed_before { 0 } else { 200_000 };
    let rise = if fall != NOT_COMPARABLE && fall < 0 { (-fall).min(15) * 20_000 } else { 0 };
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
