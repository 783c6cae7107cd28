//! The tables of the pack as CSV, as an office would send them: what is not assessed has no row, what is not entered has a blank.

use std::fmt::Write as _;
use std::path::Path;

use rows::shape::{FIRST_YEAR, GROUPS, YEARS};
use rows::{History, Shape};

use crate::Failure;

const GRADES: [&str; 4] = ["优秀", "良好", "一般", "较差"];
const SEVERITIES: [&str; 4] = ["特别重大", "重大", "较大", "一般事故"];
const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const MONTHS: [u16; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub fn write(shape: &Shape, folder: &Path) -> Result<(), Failure> {
    let mut units = String::from("编号,名称,种类,上级\n");
    let mut assessments = String::from("县区,年度,队组,得分,等次\n");
    let mut incidents = String::from("编号,县区,发生日,等级\n");
    let mut signed = String::from("表,年度,范围,确认机关,确认日期\n");
    for jurisdiction in 0..shape.jurisdictions {
        writeln!(units, "SL:shi-{jurisdiction},示例{jurisdiction}市,市,")?;
    }
    let mut history = History::default();
    let mut number = 0;
    for unit in 0..shape.jurisdictions * shape.units {
        writeln!(units, "SL:{unit},县{unit},县区,示例{}市", shape.jurisdiction_of(unit))?;
        history.tell(shape, unit);
        for (year, assessment) in history.years.iter().enumerate() {
            let Some(assessment) = assessment else { continue };
            let year = usize::from(FIRST_YEAR) + year;
            let score = assessment.score.map(|score| format!("{}.{:02}", score / 100, score % 100)).unwrap_or_default();
            let grade = assessment.grade.map_or("", |grade| GRADES[usize::from(grade) - 1]);
            writeln!(assessments, "县{unit},{year},{},{score},{grade}", group(assessment.group))?;
        }
        for incident in &history.incidents {
            number += 1;
            let severity = incident.severity.map_or("", |severity| SEVERITIES[usize::from(severity) - 1]);
            writeln!(incidents, "SG-{number},县{unit},{},{severity}", day(incident.year, incident.day))?;
        }
    }
    for year in usize::from(FIRST_YEAR)..usize::from(FIRST_YEAR) + YEARS {
        writeln!(signed, "考核,{year},,省考核办,{}-03-01", year + 1)?;
        writeln!(signed, "事故,{year},,省安委办,{}-03-01", year + 1)?;
    }
    for (name, text) in [("单位.csv", units), ("考核.csv", assessments), ("事故.csv", incidents), ("完整确认.csv", signed)] {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn group(group: u8) -> String {
    debug_assert!(u32::from(group) < 10 * GROUPS);
    let number = usize::from(group) + 1;
    match number {
        1..=10 => format!("第{}组", DIGITS[number]),
        11..=19 => format!("第十{}组", DIGITS[number - 10]),
        _ => format!("第{}十{}组", DIGITS[number / 10], DIGITS[number % 10]),
    }
}

fn day(year: u8, mut day: u16) -> String {
    let year = FIRST_YEAR + u16::from(year);
    let leap = u16::from(year.is_multiple_of(4));
    for (month, days) in MONTHS.iter().enumerate() {
        let days = days + if month == 1 { leap } else { 0 };
        if day < days {
            return format!("{year}-{:02}-{:02}", month + 1, day + 1);
        }
        day -= days;
    }
    unreachable!("no year is longer")
}
