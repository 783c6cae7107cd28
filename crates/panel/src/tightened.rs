//! Results that are tried with each value of the one cell they hang on: once for all rows that are alike.
//!
//! In: what a trial asked of the entity whose result it was, in order, and what came out. Out: what comes out for another entity of the same
//! variable and year whose result is the same outcome, and that answers the same. What is asked next hangs on the answers so far alone, so that
//! the questions stand in a tree. Deliberately absent: the trial itself, which the interpreter makes, and what a row answers (`tried.rs`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use quanheng_facts::value::Year;
use quanheng_policy::interpret::trail::Asked;
use quanheng_policy::ir::VariableId;

use crate::register::Row;

/// Which result it is: its variable, its year, and the code of its outcome.
pub(crate) type ResultCode = (VariableId, Year, u32);

/// What trials came to.
#[derive(Debug, Default)]
pub(crate) struct Tightened(Mutex<BTreeMap<ResultCode, Branch>>);

/// What comes next.
#[derive(Debug)]
enum Branch {
    /// The code of what came out.
    Told(u32),
    Asks(Asked, BTreeMap<Answer, Branch>),
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// The variable is open, or not in a column.
    Open,
    Variable(Row),
    /// What the cell holds, as [`crate::layout::Filled`] in numbers, and its value.
    Cell(i64, i64),
}

impl Tightened {
    /// The code of what a result came to that answered the same.
    pub fn find(&self, result: ResultCode, answer: impl Fn(&Asked) -> Option<Answer>) -> Option<u32> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut branch = all.get(&result)?;
        loop {
            match branch {
                Branch::Told(code) => return Some(*code),
                Branch::Asks(asked, answers) => branch = answers.get(&answer(asked)?)?,
            }
        }
    }

    /// Keeps the code of what a result came to after these answers.
    pub fn keep(&self, result: ResultCode, answers: impl DoubleEndedIterator<Item = (Asked, Answer)>, told: u32) {
        let whole =
            answers.rev().fold(Branch::Told(told), |behind, (asked, answer)| Branch::Asks(asked, BTreeMap::from([(answer, behind)])));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&result) {
            Some(branch) => branch.join(whole),
            None => drop(all.insert(result, whole)),
        }
    }
}

impl Branch {
    /// Another row's answers beside those known. The same questions are asked after the same answers: where they are not, what a column said has
    /// changed meanwhile, and the first stays.
    fn join(&mut self, other: Branch) {
        if let (Branch::Asks(asked, answers), Branch::Asks(other_asked, others)) = (self, other)
            && *asked == other_asked
        {
            for (answer, behind) in others {
                match answers.get_mut(&answer) {
                    Some(known) => known.join(behind),
                    None => drop(answers.insert(answer, behind)),
                }
            }
        }
    }
}
