//! Everyone's results: columns worked out when they are asked for, each once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Year};
use quanheng_policy::finding::{Finding, Instance};
use quanheng_policy::interpret::columns::{Columns, RowWorked};
use quanheng_policy::interpret::{Choice, Interpreter, Outcome};
use quanheng_policy::ir::{Args, Expr, Program, VariableId};

use crate::column::{Column, ColumnKey};
use crate::dictionary::{Dictionary, PLAIN, absolute};
use crate::layout::{Domain, FactColumn, Records};
use crate::register::{Kind, Row, plain_outcome};
use crate::scene::{ExprPlace, column_of, place_of};

/// The stack left before another piece is taken from the heap, and the size of a piece, in bytes: a column may need the one of
/// the year before, and so on.
const STACK_LEFT: usize = 256 * 1024;
const STACK_PIECE: usize = 4 * 1024 * 1024;

/// How many rows of variables were worked out in which way.
#[derive(Debug, Default)]
pub struct Ways {
    /// By kernels over plain values.
    by_kernel: AtomicU64,
    /// Like another row before.
    as_case: AtomicU64,
    /// By themselves.
    singly: AtomicU64,
    /// Of set rules, read off one order of the population.
    by_order: AtomicU64,
}

/// One way.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    Kernel,
    Case,
    Singly,
    Order,
}

impl Ways {
    pub(crate) fn add(&self, way: Way, rows: usize) {
        let counter = match way {
            Way::Kernel => &self.by_kernel,
            Way::Case => &self.as_case,
            Way::Singly => &self.singly,
            Way::Order => &self.by_order,
        };
        counter.fetch_add(u64::try_from(rows).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// By kernels, as cases met before, by themselves; and, of set rules, by one order.
    #[must_use]
    pub fn counts(&self) -> [u64; 4] {
        [&self.by_kernel, &self.as_case, &self.singly, &self.by_order].map(|counter| counter.load(Ordering::Relaxed))
    }
}

/// For each row of a domain whether that entity is there.
type There = Arc<Vec<bool>>;

/// One program over one set of facts, for everyone.
pub struct Panel<'p> {
    pub(crate) program: &'p Program,
    pub(crate) facts: &'p Facts,
    pub(crate) choice: Choice,
    pub(crate) dictionary: Dictionary,
    domains: RwLock<BTreeMap<Option<KindId>, Arc<Domain>>>,
    facts_in_columns: RwLock<BTreeMap<(TableId, ColumnId), Arc<FactColumn>>>,
    columns: RwLock<BTreeMap<ColumnKey, Arc<Column>>>,
    /// Who of a kind there is in a year.
    there: RwLock<BTreeMap<(KindId, Year), There>>,
    /// Where the history begins of what an expression reads.
    begins: RwLock<BTreeMap<ExprPlace, Option<Year>>>,
    records: RwLock<BTreeMap<(TableId, ColumnId), Arc<Records>>>,
    /// How rows were worked out so far.
    pub ways: Ways,
}

impl<'p> Panel<'p> {
    /// Nothing worked out yet.
    #[must_use]
    pub fn new(program: &'p Program, facts: &'p Facts, choice: Choice) -> Panel<'p> {
        Panel {
            program,
            facts,
            choice,
            dictionary: Dictionary::default(),
            domains: RwLock::default(),
            facts_in_columns: RwLock::default(),
            columns: RwLock::default(),
            there: RwLock::default(),
            begins: RwLock::default(),
            records: RwLock::default(),
            ways: Ways::default(),
        }
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
        Interpreter::over(self.program, self.facts, self.choice.clone(), self)
    }

    /// The results of some instances, in their order. Each column they stand in is worked out whole.
    #[must_use]
    pub fn findings(&self, instances: &[Instance]) -> Vec<Finding> {
        self.work_out_all(instances.iter().copied());
        let reader = self.reader();
        instances.iter().map(|instance| reader.finding(*instance)).collect()
    }

    /// What a row of a column comes to, told of its own entity.
    fn row_worked(&self, column: &Column, at: usize) -> RowWorked {
        let entity = column.domain.rows.get(at).copied().flatten();
        let outcome = self.told(column.kind, column.row(at), entity);
        let decision = (*self.dictionary.decision(column.decision(at))).clone();
        RowWorked { outcome, decision, set_aside: column.set_aside.get(&at).cloned() }
    }

    /// A row of a register as an outcome, told of an entity.
    pub(crate) fn told(&self, kind: Kind, row: Row, entity: Option<EntityIx>) -> Outcome {
        if row.code == PLAIN {
            return plain_outcome(kind, row.value);
        }
        absolute(&self.dictionary.outcome(row.code), entity, self.facts)
    }

    /// A column, worked out if it is not there yet.
    pub(crate) fn column(&self, key: ColumnKey) -> Arc<Column> {
        loop {
            if let Some(known) = self.known_column(key) {
                return known;
            }
            match column_of(self, key) {
                Ok(column) => {
                    let column = Arc::new(column);
                    self.columns.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&column));
                    return column;
                }
                Err(needed) => {
                    stacker::maybe_grow(STACK_LEFT, STACK_PIECE, || self.column(needed));
                }
            }
        }
    }

    pub(crate) fn known_column(&self, key: ColumnKey) -> Option<Arc<Column>> {
        self.columns.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone)
    }

    pub(crate) fn domain(&self, kind: Option<KindId>) -> Arc<Domain> {
        if let Some(known) = self.domains.read().unwrap_or_else(PoisonError::into_inner).get(&kind) {
            return Arc::clone(known);
        }
        let domain = Arc::new(Domain::of(self.facts, &self.program.schema, kind));
        self.domains.write().unwrap_or_else(PoisonError::into_inner).insert(kind, Arc::clone(&domain));
        domain
    }

    /// For each row of a kind's domain whether that entity is there in a year.
    pub(crate) fn there(&self, kind: KindId, year: Year) -> There {
        if let Some(known) = self.there.read().unwrap_or_else(PoisonError::into_inner).get(&(kind, year)) {
            return Arc::clone(known);
        }
        let domain = self.domain(Some(kind));
        let mut there = vec![false; domain.rows.len()];
        for member in self.facts.entities.members(&self.program.schema, kind, year) {
            if let Some(slot) = domain.row_of(Some(member)).and_then(|at| there.get_mut(at)) {
                *slot = true;
            }
        }
        let there = Arc::new(there);
        self.there.write().unwrap_or_else(PoisonError::into_inner).insert((kind, year), Arc::clone(&there));
        there
    }

    /// The first year on record in what an expression reads, or the year at hand.
    pub(crate) fn history_begins(&self, expr: &Expr, at: Year, worker: &Interpreter<'_>) -> Year {
        let place = place_of(expr);
        let known = self.begins.read().unwrap_or_else(PoisonError::into_inner).get(&place).copied();
        let first = known.unwrap_or_else(|| {
            let asked = Year(i16::MAX);
            let first = Some(worker.history_begins(expr, asked)).filter(|first| *first != asked);
            self.begins.write().unwrap_or_else(PoisonError::into_inner).insert(place, first);
            first
        });
        first.map_or(at, |first| first.min(at))
    }

    /// The records of a table by the year they touch and whom they concern.
    pub(crate) fn records(&self, table: TableId, concerns: ColumnId) -> Arc<Records> {
        if let Some(known) = self.records.read().unwrap_or_else(PoisonError::into_inner).get(&(table, concerns)) {
            return Arc::clone(known);
        }
        let read = Arc::new(Records::read(self.facts, table, concerns));
        self.records.write().unwrap_or_else(PoisonError::into_inner).insert((table, concerns), Arc::clone(&read));
        read
    }

    pub(crate) fn fact_column(&self, table: TableId, column: ColumnId) -> Option<Arc<FactColumn>> {
        if let Some(known) = self.facts_in_columns.read().unwrap_or_else(PoisonError::into_inner).get(&(table, column)) {
            return Some(Arc::clone(known));
        }
        let schema = self.program.schema.table(table)?;
        let domain = self.domain(Some(crate::layout::keyed_by(schema)?));
        let read = Arc::new(FactColumn::read(self.facts, table, column, schema.column(column)?, &domain));
        self.facts_in_columns.write().unwrap_or_else(PoisonError::into_inner).insert((table, column), Arc::clone(&read));
        Some(read)
    }

    /// What an instance comes to, where its column is worked out.
    pub(crate) fn in_columns(&self, instance: Instance) -> Option<RowWorked> {
        let column = self.known_column(ColumnKey { variable: instance.variable, year: instance.year, args: instance.args })?;
        Some(self.row_worked(&column, column.domain.row_of(instance.entity)?))
    }
}

/// Finished columns alone.
impl Columns for Panel<'_> {
    fn reading(&self, _: &Expr, _: Instance, _: Option<EntityIx>, _: Year) -> Option<Outcome> {
        None
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.in_columns(instance)
    }
}
