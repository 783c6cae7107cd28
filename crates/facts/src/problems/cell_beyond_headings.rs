//! A filled cell where no heading stands: in text separated by commas, nearly always a comma inside a number or a text.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "cell-beyond-headings";

/// In a CSV file every cell after the extra comma has slipped to the right; nobody can say which, so the row is not read.
pub(crate) fn row_not_read(place: Place, given: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这一行的格子比表头多，多出「{given}」；多半是数字或文字里有逗号，被当成了分隔。这一行没有读。"),
            format!(
                "This row has more cells than there are headings; the first one too many is 「{given}」. Most likely a comma inside a number or a text was taken for a separator. The row was not read."
            ),
        ),
        hint: Bilingual::new(
            "数字请不写千分位的逗号（1234.5，不写 1,234.5）；文字里要有逗号的，请用英文引号把整格括起来。",
            "Write numbers without a thousands comma (1234.5, not 1,234.5); put a text that holds a comma in double quotes.",
        ),
        related: Vec::new(),
    }
}

/// In a workbook cells do not slip by themselves: the row is read, the cell is not.
pub(crate) fn cell_not_read(place: Place, given: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{given}」所在的这一列没有表头，这一列没有读。"),
            format!("The column of 「{given}」 has no heading; the column was not read."),
        ),
        hint: Bilingual::new(
            "请看是不是填错了列；要读它，请给这一列写上表头；只是备注的，表头请写「备注」。",
            "See whether it was entered in the wrong column; to have it read, give the column a heading; if it is a remark, call it 「备注」.",
        ),
        related: Vec::new(),
    }
}
