//! Everyone's results: columns worked out when they are asked for, each once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::columns::{Columns, RowWorked, variables_read};
use quanheng_policy::interpret::trail::Trail;
use quanheng_policy::interpret::{Choice, Interpreter, Outcome};
use quanheng_policy::ir::{Args, Expr, Program, Shape, Variable, VariableId};

use crate::again::{self, Again, Differing, Look};
use crate::column::{Column, ColumnKey};
use crate::known::{Known, Ways};
use crate::readings::read_by_results;
use crate::result_column::{ResultColumn, Row, Told};
use crate::scene::desk::{Desk, Hands};
use crate::scene::worked_out;

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

    /// The same in blocks of so many rows, at least one.
    #[cfg(feature = "planted")]
    #[must_use]
    pub fn in_blocks_of(mut self, rows: usize) -> Panel<'p> {
        self.known.block = rows.max(1);
        self
    }

    /// Every register that was made so far.
    #[cfg(feature = "planted")]
    #[must_use]
    pub fn registers_made(&self) -> BTreeSet<crate::planted::RegisterMade> {
        self.known.trace.all()
    }

    /// How rows were worked out so far.
    #[must_use]
    pub fn ways(&self) -> &Ways {
        &self.known.ways
    }

    /// Works out results without further indexes in some years, for everyone, on so many threads. Variable by variable in the order of the
    /// program, so that each finds what it reads; the years of one are worked out side by side. What only others read on the way is
    /// forgotten once the last of them is there.
    pub fn work_out(&self, results: &[VariableId], years: &[Year], threads: usize) {
        self.in_order(results, years, threads, true);
    }

    /// The same, and nothing is forgotten.
    pub fn work_out_and_keep(&self, results: &[VariableId], years: &[Year], threads: usize) {
        self.in_order(results, years, threads, false);
    }

    fn in_order(&self, results: &[VariableId], years: &[Year], threads: usize, forgets: bool) {
        let cone = cone(self.known.program, results);
        for (at, variable) in cone.iter().enumerate() {
            let next = AtomicUsize::new(0);
            let one = || {
                let desk = Desk::new(&self.known);
                let hands = Hands::at(&desk);
                while let Some(year) = years.get(next.fetch_add(1, Ordering::Relaxed)) {
                    self.column(ColumnKey { variable: *variable, year: *year, args: Args::default() }, &hands);
                }
            };
            std::thread::scope(|scope| {
                for _ in 1..threads.min(years.len()) {
                    scope.spawn(one);
                }
                one();
            });
            if !forgets {
                continue;
            }
            let behind = || cone.iter().skip(at.saturating_add(1));
            let later: BTreeSet<VariableId> = behind().filter_map(|id| self.known.program.variable(*id)).flat_map(variables_read).collect();
            self.known.forget(|id| !later.contains(&id) && !results.contains(&id));
            self.known.orders.forget(|id| behind().any(|other| *other == id));
        }
    }

    /// A result in some years, as columns that stand by themselves.
    #[must_use]
    pub fn result_columns(&self, result: VariableId, years: &[Year]) -> Vec<ResultColumn> {
        let reader = self.reader();
        let desk = Desk::new(&self.known);
        let hands = Hands::at(&desk);
        // What results came to that were tried with each value of a cell, by its code.
        let tried: RefCell<BTreeMap<u32, (Status, Option<i64>)>> = RefCell::default();
        let dictionary = &self.known.dictionary;
        let of_year = |year: &Year| {
            let column = self.column(ColumnKey { variable: result, year: *year, args: Args::default() }, &hands);
            let whole = |value: Option<&Value>| value.and_then(|value| column.kind.whole(value));
            let tell = |at: usize, code: u32| {
                if dictionary.is_marked_value(code) {
                    return Told::Valued;
                }
                if let Some(status) = reader.status_told(&dictionary.outcome(code)) {
                    return Told::As(status, None);
                }
                let instance = Instance::of(result, column.domain.rows.get(at).copied().flatten(), *year);
                let (status, value) = match self.known.tightened_as(instance, code) {
                    Some(code) => *tried.borrow_mut().entry(code).or_insert_with(|| {
                        let outcome = dictionary.outcome(code);
                        let (status, value) = reader.told_as(&outcome);
                        (status, whole(value))
                    }),
                    None => {
                        let finding = reader.finding(instance);
                        (finding.status, whole(finding.value.as_ref()))
                    }
                };
                Told::Here(status, value)
            };
            ResultColumn::new(*year, &column, tell, |rules| dictionary.decision(rules))
        };
        years.iter().map(of_year).collect()
    }

    /// Goes over a result, year by year: whose, its status, its value as a whole number where it stands, and the rules that gave it.
    pub fn rows(&self, result: VariableId, years: &[Year], mut look: impl FnMut(Row<'_>)) {
        for column in self.result_columns(result, years) {
            column.rows().for_each(&mut look);
        }
    }

    /// Works out the columns that some instances stand in.
    pub fn work_out_all(&self, instances: impl IntoIterator<Item = Instance>) {
        let desk = Desk::new(&self.known);
        let hands = Hands::at(&desk);
        for instance in instances {
            self.column(ColumnKey { variable: instance.variable, year: instance.year, args: instance.args }, &hands);
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

    /// From now on some rows of each column that is worked out are worked out again, one by one.
    pub fn look_again(&self, look: &Look<'_>) {
        self.known.look_again(Again::at(look));
    }

    /// The same, where even the smallest population is told by number.
    #[cfg(feature = "planted")]
    pub fn look_again_by_number(&self, look: &Look<'_>) {
        let mut again = Again::at(look);
        again.many = 0;
        self.known.look_again(again);
    }

    /// How many rows were looked at again beside those asked for and drawn, because they are at fault or at a cut line; and what came out
    /// differently.
    #[must_use]
    pub fn looked_again(&self) -> (usize, Vec<Differing>) {
        self.known.again().map_or_else(Default::default, |again| (again.beside(), again.all_found()))
    }

    /// One that reads finished columns, and tries values of unknowns for itself.
    #[must_use]
    pub fn second_reader(&self) -> Interpreter<'_> {
        let Known { program, facts, choice, .. } = &self.known;
        Interpreter::over(program, facts, choice.clone(), &self.known)
    }

    /// What a result comes to whose unknown is tried value by value, tried anew by a [`Panel::second_reader`]. `None`: nothing is tried, or everybody
    /// of a large population would have to be asked anew for each value.
    #[must_use]
    pub fn tried_again(&self, second: &Interpreter<'_>, instance: Instance) -> Option<Finding> {
        let worked = self.known.in_columns(instance)?;
        if worked.outcome.possible.is_certain() || worked.outcome.tight {
            return None;
        }
        let program = self.known.program;
        let competes = |variable: &&Variable| !matches!(variable.shape, Shape::Rules);
        let read = read_by_results(program, &[instance.variable]);
        let mut asked = read.iter().filter_map(|id| program.variable(*id)).filter(competes);
        asked.all(|variable| !again::is_large(self.known.domain(variable.owner).rows.len())).then(|| second.finding(instance))
    }

    /// Plants a fault in one row of a column that is not worked out yet: for tests of the second look.
    #[doc(hidden)]
    pub fn falsify(&self, instance: Instance) {
        self.known.falsify(instance);
    }

    /// A column, worked out if it is not there yet.
    fn column(&self, key: ColumnKey, hands: &Hands<'_, 'p>) -> Arc<Column> {
        worked_out(&self.known, key, hands)
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

    fn records_of(&self, table: TableId, concerns: ColumnId, whom: Option<EntityIx>) -> Option<Vec<EntityIx>> {
        self.known.records_of(table, concerns, whom)
    }

    fn tightened(&self, result: Instance) -> Option<Outcome> {
        self.known.tightened(result)
    }

    fn keep_tightened(&self, result: Instance, outcome: &Outcome, trail: &Trail) {
        self.known.keep_tightened(result, outcome, trail);
    }
}

/// Everything that some results read and that is worked out year by year, in the order of the program; what has further indexes, and what
/// events have, is worked out when it is met.
fn cone(program: &Program, results: &[VariableId]) -> Vec<VariableId> {
    read_by_results(program, results).into_iter().filter(|id| program.variable(*id).is_some_and(is_at_once)).collect()
}

/// Worked out for everyone in one year after another.
pub(crate) fn is_at_once(variable: &Variable) -> bool {
    variable.yearly && variable.index.is_empty()
}
