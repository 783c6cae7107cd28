//! What 来源.toml says of one file: when its content was known, where it came from, who entered it.
//!
//! The file itself is read by the caller, who knows TOML; here its words become values, and a bad date a problem.

use jiff::civil::Date;

use crate::intake::{Day, day_or_month};
use crate::problem::{Place, Problem};
use crate::problems::not_a_date;

/// One entry of 来源.toml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    pub known_on: Option<Date>,
    pub source: Option<String>,
    pub entered_by: Option<String>,
    /// It was published: of such facts only incentives are told, and of units alone.
    pub published: bool,
    /// Whose facts all files beside the note are: `示例省`.
    pub region: Option<String>,
    /// What all files beside the note were collected for: the results computed of them when none is named.
    pub results: Option<Vec<String>>,
}

/// The entry from its texts. `note_file` is the path of 来源.toml, for the problem if `known_on` is no day; a month counts
/// as known on its last day.
#[must_use]
pub fn source_note(
    note_file: &str,
    known_on: Option<&str>,
    source: Option<&str>,
    entered_by: Option<&str>,
) -> (SourceNote, Option<Problem>) {
    let filled = |text: Option<&str>| text.map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let mut note = SourceNote { source: filled(source), entered_by: filled(entered_by), ..SourceNote::default() };
    let Some(text) = filled(known_on) else { return (note, None) };
    note.known_on = match day_or_month(&text) {
        Some(Day::Day(day)) => Some(day),
        Some(Day::Month(month)) => month.days().map(|(_, last)| last),
        None => None,
    };
    let problem = note.known_on.is_none().then(|| not_a_date::problem(Place::File { file: note_file.to_owned() }, &text, "known_on"));
    (note, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_words_and_its_day() {
        let (note, problem) = source_note("来源.toml", Some("2017-03"), Some(" 省统计局 "), Some(""));
        assert_eq!(
            note,
            SourceNote { known_on: Some(Date::constant(2017, 3, 31)), source: Some("省统计局".to_owned()), ..SourceNote::default() }
        );
        assert_eq!(problem, None);
        let (note, problem) = source_note("来源.toml", Some("去年"), None, None);
        assert_eq!(note, SourceNote::default());
        assert_eq!(problem.map(|p| p.id), Some("not-a-date"));
    }
}
