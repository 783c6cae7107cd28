//! The rows of the invented province as a snapshot.

use std::path::Path;
use std::sync::Arc;

use quanheng_facts::columns::{Bits, Column, DatedTexts, EVER, EntityColumns, FactColumns, Spans, Strings, TableColumns, Values};
use quanheng_facts::fact::Confirmation;
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::Year;
use quanheng_snapshot::manifest::Made;
use quanheng_snapshot::write;
use rows::shape::{FIRST_YEAR, YEARS};
use rows::{History, Shape};

use crate::{Failure, program, store};

pub fn make(folder: &Path, mut words: impl Iterator<Item = String>) -> Result<(), Failure> {
    let mut shape = Shape { seed: 7, jurisdictions: 10, units: 0, ragged: false };
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|number| number.parse::<u32>().ok()).ok_or(format!("{word} asks for a number"));
        match word.as_str() {
            "--units" => shape.units = number()?,
            "--jurisdictions" => shape.jurisdictions = number()?,
            "--seed" => shape.seed = u64::from(number()?),
            "--ragged" => shape.ragged = true,
            _ => return Err(format!("not known: {word}").into()),
        }
    }
    let program = program()?;
    let columns = columns(&program.schema, &shape)?;
    let written = write(&program.schema, &columns, Made::default(), Vec::new()).map_err(|wrong| format!("{wrong:?}"))?;
    store::put(&folder.join("snapshot"), &written)
}

/// The first of January of each year, in days since 1970; the last is that of the year behind them all.
fn first_days() -> Vec<i32> {
    let day =
        |year: u16| jiff::civil::date(year as i16, 1, 1).since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).map(|s| s.get_days());
    (FIRST_YEAR..FIRST_YEAR + YEARS as u16).filter_map(|year| day(year).ok()).collect()
}

/// A table while it is told.
#[derive(Default)]
struct Assessments {
    entities: Vec<u32>,
    years: Vec<i16>,
    groups: Vec<u8>,
    scores: Vec<i64>,
    scored: Vec<bool>,
    grades: Vec<u8>,
    graded: Vec<bool>,
}

#[derive(Default)]
struct Incidents {
    entities: Vec<u32>,
    units: Vec<u32>,
    days: Vec<i32>,
    severities: Vec<u8>,
    classified: Vec<bool>,
}

/// Facts as columns; entities by jurisdiction, its units first, then its incidents.
fn columns(schema: &Schema, shape: &Shape) -> Result<FactColumns, Failure> {
    let place = |name: &str, of: Vec<&String>| of.into_iter().position(|n| n == name).ok_or(format!("the pack has no {name}"));
    let table = |name: &str| place(name, schema.tables.iter().map(|t| &t.name).collect());
    let (assessed, accident) = (table("考核")?, table("事故")?);
    let unit_kind = u16::try_from(place("县区", schema.kinds.iter().map(|k| &k.name).collect())?)?;
    let event_kind = schema.tables[accident].record_kind().ok_or("事故 is no table of events")?;
    let event_kind = u16::try_from(event_kind.0)?;
    let first_days = first_days();
    let (mut assessments, mut incidents) = (Assessments::default(), Incidents::default());
    let texts = || Some(DatedTexts::default());
    let mut entities = EntityColumns { ids: Some(Strings::default()), names: texts(), codes: texts(), ..EntityColumns::default() };
    let mut days: Vec<i32> = Vec::new();
    let mut add = |entities: &mut EntityColumns, id: &str, kind: u16, day: Option<i32>| {
        entities.ids.as_mut().and_then(|ids| ids.push(id));
        entities.kinds.push(kind);
        days.push(day.unwrap_or(EVER));
        for texts in entities.names.iter_mut().chain(&mut entities.codes) {
            texts.ends.push(0);
        }
    };
    let mut history = History::default();
    for jurisdiction in 0..shape.jurisdictions {
        let first_entity = u32::try_from(entities.len())?;
        for unit in 0..shape.units {
            add(&mut entities, &format!("S{jurisdiction}:u{unit:08}"), unit_kind, None);
        }
        let mut number = 0_u32;
        for unit in 0..shape.units {
            history.tell(shape, shape.first_unit(jurisdiction) + unit);
            for (year, assessment) in history.years.iter().enumerate() {
                let Some(assessment) = assessment else { continue };
                assessments.entities.push(first_entity + unit);
                assessments.years.push((FIRST_YEAR + year as u16) as i16);
                assessments.groups.push(assessment.group);
                assessments.scores.push(i64::from(assessment.score.unwrap_or_default()));
                assessments.scored.push(assessment.score.is_some());
                assessments.grades.push(assessment.grade.map_or(0, |grade| 4 - grade));
                assessments.graded.push(assessment.grade.is_some());
            }
            for incident in &history.incidents {
                let day = first_days[usize::from(incident.year)] + i32::from(incident.day);
                incidents.entities.push(u32::try_from(entities.len())?);
                add(&mut entities, &format!("S{jurisdiction}:v{number:09}"), event_kind, Some(day));
                number += 1;
                incidents.units.push(first_entity + unit);
                incidents.days.push(day);
                incidents.severities.push(incident.severity.map_or(0, |severity| 4 - severity));
                incidents.classified.push(incident.severity.is_some());
            }
        }
    }
    entities.exists = Spans::of(days, None, None);
    entities.part().ok_or("too many entities")?;
    let column = |values: Values, filled: Option<&Vec<bool>>| {
        let filled = filled.filter(|filled| filled.iter().any(|f| !f)).map(|filled| Bits::of(filled.iter().copied()));
        Some(Column { values, filled, upper: None })
    };
    let mut tables: Vec<Option<TableColumns>> = schema.tables.iter().map(|_| None).collect();
    let rows = assessments.entities.len();
    tables[assessed] = Some(TableColumns {
        rows,
        keys: vec![Values::Entity(assessments.entities), Values::Year(assessments.years)],
        columns: vec![
            column(Values::Rank8(assessments.groups), None),
            column(Values::Decimal { scale: 2, digits: assessments.scores }, Some(&assessments.scored)),
            column(Values::Rank8(assessments.grades), Some(&assessments.graded)),
        ],
        ..TableColumns::default()
    });
    let rows = incidents.entities.len();
    let of_incidents = |name: &str| match name {
        "发生日" => column(Values::Day(incidents.days.clone()), None),
        "等级" => column(Values::Rank8(incidents.severities.clone()), Some(&incidents.classified)),
        _ => column(Values::Entity(incidents.units.clone()), None),
    };
    let in_order = schema.tables[accident].columns.iter().map(|c| of_incidents(&c.name)).collect();
    tables[accident] =
        Some(TableColumns { rows, keys: vec![Values::Entity(incidents.entities.clone())], columns: in_order, ..TableColumns::default() });
    let origin = Origin {
        file: Arc::from("made"),
        sheet: None,
        row: 1,
        column: 1,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    };
    let mut confirmations = Vec::new();
    for year in FIRST_YEAR..FIRST_YEAR + YEARS as u16 {
        for table in [assessed, accident] {
            let table = TableId(u32::try_from(table)?);
            let signed = Confirmation {
                table,
                year: Some(Year(year as i16)),
                scope: Vec::new(),
                body: "省".to_owned(),
                signed_on: None,
                origin: origin.clone(),
            };
            confirmations.push(signed);
        }
    }
    Ok(FactColumns { entities, tables, confirmations, ..FactColumns::default() })
}
