//! Everyone's results: columns worked out when they are asked for, each once.

use std::sync::Arc;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::{Finding, Instance};
use quanheng_policy::interpret::columns::{Columns, RowWorked};
use quanheng_policy::interpret::{Choice, Interpreter, Outcome};
use quanheng_policy::ir::{Args, Expr, Program, VariableId};

use crate::column::{Column, ColumnKey};
use crate::known::{Known, Ways};
use crate::scene::column_of;

/// The stack left before another piece is taken from the heap, and the size of a piece, in bytes: a column may need the one of
/// the year before, and so on.
const STACK_LEFT: usize = 256 * 1024;
const STACK_PIECE: usize = 4 * 1024 * 1024;

/// One program over one set of facts, for everyone.
pub struct Panel<'p> {
    pub(crate) known: Known<'p>,
}

impl<'p> Panel<'p> {
    /// Nothing worked out yet.
    #[must_use]
    pub fn new(program: &'p Program, facts: &'p Facts, choice: Choice) -> Panel<'p> {
        Panel { known: Known::new(program, facts, choice) }
    }

    /// How rows were worked out so far.
    #[must_use]
    pub fn ways(&self) -> &Ways {
        &self.known.ways
    }

    /// Works out a variable without further indexes in some years, for everyone.
    pub fn work_out(&self, variable: VariableId, years: &[Year]) {
        for year in years {
            self.column(ColumnKey { variable, year: *year, args: Args::default() });
        }
    }

    /// Works out the columns that some instances stand in.
    pub fn work_out_all(&self, instances: impl IntoIterator<Item = Instance>) {
        for instance in instances {
            self.column(ColumnKey { variable: instance.variable, year: instance.year, args: instance.args });
        }
    }

    /// One that answers from the columns worked out so far, and explains nothing.
    #[must_use]
    pub fn reader(&self) -> Interpreter<'_> {
        let Known { program, facts, choice, .. } = &self.known;
        Interpreter::over(program, facts, choice.clone(), self)
    }

    /// The results of some instances, in their order. Each column they stand in is worked out whole.
    #[must_use]
    pub fn findings(&self, instances: &[Instance]) -> Vec<Finding> {
        self.work_out_all(instances.iter().copied());
        let reader = self.reader();
        instances.iter().map(|instance| reader.finding(*instance)).collect()
    }

    /// Members of lists and tiers, worked out so far, that stand level with others between whom a cut line falls.
    #[must_use]
    pub fn at_cut_lines(&self) -> Vec<Instance> {
        self.known.all_at_cut()
    }

    /// A column, worked out if it is not there yet.
    fn column(&self, key: ColumnKey) -> Arc<Column> {
        loop {
            if let Some(known) = self.known.known_column(key) {
                return known;
            }
            match column_of(&self.known, key) {
                Ok(column) => return self.known.keep(key, column),
                Err(needed) => {
                    stacker::maybe_grow(STACK_LEFT, STACK_PIECE, || self.column(needed));
                }
            }
        }
    }
}

/// Finished columns alone.
impl Columns for Panel<'_> {
    fn reading(&self, _: &Expr, _: Instance, _: Option<EntityIx>, _: Year) -> Option<Outcome> {
        None
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.known.in_columns(instance)
    }
}
