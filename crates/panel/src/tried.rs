//! What a row answers where a result is tried with each value of an open cell, read from columns.
//!
//! In: a question that a trial asked, and an entity. Out: its answer, by which rows that are alike are found (`tightened.rs`); and what a result
//! comes to where one like it was tried. Deliberately absent: the tree of questions, and the trial.

use quanheng_facts::schema::{KeyType, TableSchema, TableShape};
use quanheng_facts::value::EntityIx;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::trail::{Asked, Trail};
use quanheng_policy::interpret::{Marks, Outcome};
use quanheng_policy::ir::Args;

use crate::column::ColumnKey;
use crate::dictionary::{PLAIN, absolute, relative};
use crate::known::Known;
use crate::layout::{Filled, keyed_by};
use crate::planted;
use crate::scene::kernels::kernel::is_signed_for_all;
use crate::tightened::Answer;

impl Known<'_> {
    /// The code of what a result comes to, where one like it was tried before.
    pub fn tightened_as(&self, result: Instance, code: u32) -> Option<u32> {
        let own = result.entity.filter(|_| result.args.is_empty() && code != PLAIN)?;
        self.tightened.find((result.variable, result.year, code), |asked| self.answer(asked, own))
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
        self.tightened.keep((result.variable, result.year, code), asked.iter().cloned().zip(answers), told);
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
                let certain = self.dictionary.apart(row.code).base == PLAIN || self.dictionary.outcome(row.code).possible.is_certain();
                Some(if certain { Answer::Variable(row) } else { Answer::Open })
            }
            Asked::Cell { table, column, year, keys } => {
                // Of a 时段 one may have several rows, and how many it has counts.
                let one_row = |table: &&TableSchema| !table.many_rows && table.shape != TableShape::Span;
                let schema = self.program.schema.table(*table).filter(one_row)?;
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
