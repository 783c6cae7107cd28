//! Problems of one sheet or table, with an end: a million bad cells are one mistake, not a million messages.

use crate::problem::{Bilingual, Place, Problem};
use crate::problems::too_many_problems;
use crate::visible::shortened;

/// The most problems listed for one sheet.
const MOST: usize = 500;

/// Problems as they are met.
#[derive(Default)]
pub(crate) struct Reported {
    list: Vec<Problem>,
    more: usize,
}

impl Reported {
    pub(crate) fn push(&mut self, mut problem: Problem) {
        if self.list.len() < MOST {
            // Here already, so that a column of cells of megabytes is not kept in five hundred messages.
            problem.text = Bilingual::new(shortened(&problem.text.zh), shortened(&problem.text.en));
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
