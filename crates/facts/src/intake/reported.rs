//! Problems of one sheet or table, with an end: a million bad cells are one mistake, not a million messages.

use crate::problem::{Place, Problem};
use crate::problems::too_many_problems;

/// The most problems listed for one sheet.
const MOST: usize = 500;

/// Problems as they are met.
#[derive(Default)]
pub(crate) struct Reported {
    list: Vec<Problem>,
    more: usize,
}

impl Reported {
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.list.len() < MOST {
            self.list.push(problem);
        } else {
            self.more = self.more.saturating_add(1);
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
