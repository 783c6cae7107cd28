//! Problems of facts, kept beside the facts: a run on a snapshot tells what a run on the workbooks told.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use serde::{Deserialize, Serialize};

use crate::problems;

/// The file in a snapshot.
pub const FILE: &str = "problems.json";

#[derive(Serialize, Deserialize)]
struct Said {
    zh: String,
    en: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PlaceSaid {
    Text { file: String, line: u32, column: u32, end_line: u32, end_column: u32, article: Option<String> },
    Cell { file: String, sheet: Option<String>, row: Option<u32>, column: Option<u32> },
    File { file: String },
    Option { option: String },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SeveritySaid {
    Error,
    Warning,
    Note,
}

#[derive(Serialize, Deserialize)]
struct ProblemSaid {
    id: String,
    severity: SeveritySaid,
    place: PlaceSaid,
    text: Said,
    hint: Said,
    related: Vec<(PlaceSaid, Said)>,
}

/// As JSON.
#[must_use]
pub fn to_bytes(found: &[Problem]) -> Vec<u8> {
    let said: Vec<ProblemSaid> = found.iter().map(said).collect();
    // Texts and numbers alone.
    let mut bytes = serde_json::to_vec_pretty(&said).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Out of JSON; `None` where it is none, or tells of problems that nobody knows.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> Option<Vec<Problem>> {
    let said: Vec<ProblemSaid> = serde_json::from_slice(bytes).ok()?;
    said.into_iter().map(back).collect()
}

fn words(of: &Bilingual) -> Said {
    Said { zh: of.zh.clone(), en: of.en.clone() }
}

fn said(problem: &Problem) -> ProblemSaid {
    ProblemSaid {
        id: problem.id.to_owned(),
        severity: match problem.severity {
            Severity::Error => SeveritySaid::Error,
            Severity::Warning => SeveritySaid::Warning,
            Severity::Note => SeveritySaid::Note,
        },
        place: place_said(&problem.place),
        text: words(&problem.text),
        hint: words(&problem.hint),
        related: problem.related.iter().map(|(place, text)| (place_said(place), words(text))).collect(),
    }
}

fn place_said(place: &Place) -> PlaceSaid {
    match place.clone() {
        Place::Text { file, line, column, end_line, end_column, article } => {
            PlaceSaid::Text { file, line, column, end_line, end_column, article }
        }
        Place::Cell { file, sheet, row, column } => PlaceSaid::Cell { file, sheet, row, column },
        Place::File { file } => PlaceSaid::File { file },
        Place::Option { option } => PlaceSaid::Option { option },
    }
}

fn place_back(place: PlaceSaid) -> Place {
    match place {
        PlaceSaid::Text { file, line, column, end_line, end_column, article } => {
            Place::Text { file, line, column, end_line, end_column, article }
        }
        PlaceSaid::Cell { file, sheet, row, column } => Place::Cell { file, sheet, row, column },
        PlaceSaid::File { file } => Place::File { file },
        PlaceSaid::Option { option } => Place::Option { option },
    }
}

fn back(said: ProblemSaid) -> Option<Problem> {
    let words = |said: Said| Bilingual::new(said.zh, said.en);
    let known = problems::ALL.iter().chain(quanheng_facts::problems::ALL);
    Some(Problem {
        place: place_back(said.place),
        id: known.copied().find(|id| *id == said.id)?,
        severity: match said.severity {
            SeveritySaid::Error => Severity::Error,
            SeveritySaid::Warning => Severity::Warning,
            SeveritySaid::Note => Severity::Note,
        },
        text: words(said.text),
        hint: words(said.hint),
        related: said.related.into_iter().map(|(place, text)| (place_back(place), words(text))).collect(),
    })
}
