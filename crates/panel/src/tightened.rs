//! Results that are tried with each value of the one cell they hang on: once for all rows that are alike.
//!
//! In: what a trial asked of the entity whose result it was, in order, and what came out. Out: what comes out for another entity of the same
//! variable and year whose result is the same outcome, and that answers the same. What is asked next hangs on the answers so far alone, so that
//! the questions stand in a tree. Deliberately absent: the trial itself, which the interpreter makes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use quanheng_facts::schema::KeyType;
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::trail::{Asked, Trail};
use quanheng_policy::interpret::{Marks, Outcome};
use quanheng_policy::ir::{Args, VariableId};

use crate::column::ColumnKey;
use crate::dictionary::{PLAIN, absolute, relative};
use crate::known::Known;
use crate::layout::{Filled, keyed_by};
use crate::planted;
use crate::register::Row;
use crate::scene::kernels::kernel::is_signed_for_all;

/// Which result it is: its variable, its year, and the code of its outcome.
type Result = (VariableId, Year, u32);

/// What trials came to.
#[derive(Debug, Default)]
pub(crate) struct Tightened(Mutex<BTreeMap<Result, Branch>>);

/// What comes next.
#[derive(Debug)]
enum Branch {
    /// The code of what came out.
    Told(u32),
    Asks(Asked, BTreeMap<Answer, Branch>),
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    /// The variable is open, or not in a column.
    Open,
    Variable(Row),
    /// What the cell holds, as [`Filled`] in numbers, and its value.
    Cell(i64, i64),
}

impl Known<'_> {
    /// The code of what a result comes to, where one like it was tried before.
    pub fn tightened_as(&self, result: Instance, code: u32) -> Option<u32> {
        let own = result.entity.filter(|_| result.args.is_empty() && code != PLAIN)?;
        let all = self.tightened.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut branch = all.get(&(result.variable, result.year, code))?;
        loop {
            match branch {
                Branch::Told(code) => return Some(*code),
                Branch::Asks(asked, answers) => branch = answers.get(&self.answer(asked, own)?)?,
            }
        }
    }

    /// What a result comes to, told of its own entity.
    pub fn tightened(&self, result: Instance) -> Option<Outcome> {
        let code = self.tightened_as(result, self.code_of(result)?)?;
        Some(absolute(&self.dictionary.outcome(code), result.entity, self.facts))
    }

    /// Keeps what a trial came to.
    pub fn keep_tightened(&self, result: Instance, outcome: &Outcome, trail: &Trail) {
        let (Some(own), Some(code)) = (result.entity.filter(|_| result.args.is_empty()), self.code_of(result)) else { return };
        if code == PLAIN || trail.beyond {
            return;
        }
        let asked = if planted::is(90) { &[] } else { trail.asked.as_slice() };
        // One whose row says more than can be compared is not alike to any other.
        let answers: Option<Vec<Answer>> = asked.iter().map(|asked| self.answer(asked, own)).collect();
        let Some(answers) = answers else { return };
        let unmarked = Outcome { marks: Marks::default(), ..outcome.clone() };
        let told = self.dictionary.code(relative(&unmarked, Some(own), self.facts));
        let whole = asked
            .iter()
            .zip(answers)
            .rev()
            .fold(Branch::Told(told), |behind, (asked, answer)| Branch::Asks(asked.clone(), BTreeMap::from([(answer, behind)])));
        let mut all = self.tightened.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&(result.variable, result.year, code)) {
            Some(branch) => branch.join(whole),
            None => drop(all.insert((result.variable, result.year, code), whole)),
        }
    }

    /// The code that a result has in its column.
    fn code_of(&self, result: Instance) -> Option<u32> {
        let column = self.known_column(ColumnKey { variable: result.variable, year: result.year, args: result.args })?;
        Some(column.row(column.domain.row_of(result.entity)?).code)
    }

    /// What a row says; `None`: more than can be compared.
    fn answer(&self, asked: &Asked, own: EntityIx) -> Option<Answer> {
        match asked {
            Asked::Variable(variable, year) => {
                let Some(column) = self.known_column(ColumnKey { variable: *variable, year: *year, args: Args::default() }) else {
                    return Some(Answer::Open);
                };
                let row = column.row(column.domain.row_of(Some(own))?);
                let certain = row.code == PLAIN || self.dictionary.outcome(row.code).possible.is_certain();
                Some(if certain { Answer::Variable(row) } else { Answer::Open })
            }
            Asked::Cell { table, column, year, keys } => {
                let schema = self.program.schema.table(*table).filter(|table| !table.many_rows)?;
                let yearly = schema.keys.iter().any(|key| key.ty == KeyType::Year);
                let at = self.domain(Some(keyed_by(schema)?)).row_of(Some(own))?;
                let cells = self.fact_column(*table, *column)?;
                let place = (year.filter(|_| yearly), keys.clone());
                let (filled, value) = cells.by_place.get(&place).map_or((Filled::Absent, 0), |cells| cells.at(at));
                let alike = match filled {
                    Filled::Plain | Filled::Blank => true,
                    Filled::Else => false,
                    Filled::Absent => is_signed_for_all(&self.program.schema, *table),
                };
                alike.then_some(Answer::Cell(filled.number(), value))
            }
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
