//! Two columns that both answer to one column of the table.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "heading-twice";

pub(crate) fn problem(place: Place, heading: &str, column: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{heading}」和前面的一列都是「{column}」，不知道该用哪一列；两列都没有读。"),
            format!("「{heading}」 and an earlier column both are 「{column}」; neither was read, since either may be meant."),
        ),
        hint: Bilingual::new(
            "请只留一列，另一列删去或改名为「备注」；几年并排在一张表里的，每年分成一张表，标题里写明年度。",
            "Keep one of them; delete the other or call it 「备注」. Where years stand side by side in one table, make a table of each, with the year in its title.",
        ),
        related: vec![(first, Bilingual::new("前面的一列在这里", "the earlier column is here"))],
    }
}
