//! Problems of one sheet or table, with an end: a million bad cells are one mistake, not a million messages.

use crate::problem::{Bilingual, Place, Problem};
use crate::problems::too_many_problems;

/// The most problems listed for one sheet.
const MOST: usize = 500;

/// A message of more bytes than this quotes a cell nobody could read on a screen.
const LONG: usize = 2000;
/// How many characters of such a message are kept at its beginning, and at its end, where it says what follows.
const KEPT: usize = 120;

/// Problems as they are met.
#[derive(Default)]
pub(crate) struct Reported {
    list: Vec<Problem>,
    more: usize,
}

impl Reported {
    pub(crate) fn push(&mut self, mut problem: Problem) {
        if self.list.len() < MOST {
            let text = &problem.text;
            if text.zh.len().max(text.en.len()) > LONG {
                problem.text = Bilingual::new(shortened(&text.zh), shortened(&text.en));
            }
            self.list.push(problem);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Takes those of another list that are wanted.
    pub(crate) fn take(&mut self, other: Reported, wanted: impl Fn(&Problem) -> bool) {
        for problem in other.list.into_iter().filter(|p| wanted(p)) {
            self.push(problem);
        }
    }

    /// Those kept, and, where some were not, how many, said at `place`.
    pub(crate) fn into_list(mut self, place: Place) -> Vec<Problem> {
        if self.more > 0 {
            self.list.push(too_many_problems::problem(place, self.more));
        }
        self.list
    }
}

/// A message without the middle of what it quotes.
fn shortened(text: &str) -> String {
    let cut = |(at, _): (usize, char)| at;
    let (Some(head), Some(tail)) = (text.char_indices().nth(KEPT).map(cut), text.char_indices().nth_back(KEPT).map(cut)) else {
        return text.to_owned();
    };
    match (text.get(..head), text.get(tail..)) {
        (Some(first), Some(last)) if head < tail => format!("{first}……{last}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_megabytes_is_quoted_by_its_ends() {
        let message = format!("名册里没有叫「{}」的县区，这一行没有读。", "甲".repeat(1_000_000));
        let said = shortened(&message);
        assert!(said.starts_with("名册里没有叫「甲") && said.ends_with("甲」的县区，这一行没有读。") && said.contains("……"), "{said}");
        assert!(said.chars().count() < 300);
        assert_eq!(shortened("短的照旧"), "短的照旧");
    }
}
