//! What is known so far: facts as columns, and the columns of variables that are worked out.
//!
//! In: a program, facts and a choice. Out: domains, cells, records and finished columns, each made once and shared between threads. Deliberately
//! absent: how a column is worked out (`scene.rs`), and in which order (`panel.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::civil::Date;
use quanheng_facts::columns::{EntityColumns, TableColumns};
use quanheng_facts::entity::days_of_presence;
use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Year};
use quanheng_policy::finding::{Instance, Mark};
use quanheng_policy::interpret::columns::{Columns, RowWorked};
use quanheng_policy::interpret::{Choice, Interpreter, Outcome, Told};
use quanheng_policy::ir::{Expr, LawMoment, Program, VariableId};

use crate::again::{Again, RivalsTold};
use crate::column::{Column, ColumnKey};
use crate::concerned::ByWhom;
use crate::decision_table::Ready;
use crate::dictionary::{Dictionary, PLAIN, absolute};
use crate::everybody::Orders;
use crate::layout::{Domain, FactColumn, Lie, Records, is_dated_by_itself, lie_of};
use crate::planted::Trace;
use crate::prepared::Prepared;
use crate::reason::Reason;
use crate::register::{Kind, Row, plain_outcome};
use crate::tightened::Tightened;

/// Rows of a block: few enough that all its registers stay near the processor.
const BLOCK: usize = 16_384;

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
    /// Rows of expressions that were worked out by themselves: of which variable, and why.
    alone: Mutex<BTreeMap<(VariableId, Reason), u64>>,
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

    pub(crate) fn add_alone(&self, variable: VariableId, reason: Reason, rows: usize) {
        let mut alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = alone.entry((variable, reason)).or_default();
        *counted = counted.saturating_add(u64::try_from(rows).unwrap_or(u64::MAX));
    }

    /// How many rows of expressions were worked out by themselves, by the variable they were worked out for and why.
    #[must_use]
    pub fn alone(&self) -> BTreeMap<(VariableId, Reason), u64> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// By kernels, as cases met before, by themselves; and, of set rules, by one order.
    #[must_use]
    pub fn counts(&self) -> [u64; 4] {
        [&self.by_kernel, &self.as_case, &self.singly, &self.by_order].map(|counter| counter.load(Ordering::Relaxed))
    }
}

/// The records of a table by whom they concern; `None`: the table does not stand in columns.
type RecordsByWhom = Option<Arc<ByWhom>>;

/// For each row of a domain whether that entity is there.
type There = Arc<Vec<bool>>;

/// A variable, and the moment of which the rules apply.
type Under = (VariableId, Year, Option<Date>);

/// What rows are told apart by.
type ToldApart<'p> = Arc<Option<Vec<&'p Expr>>>;

/// One program over one set of facts, and what is worked out of it.
pub(crate) struct Known<'p> {
    pub program: &'p Program,
    pub facts: &'p Facts,
    pub choice: Choice,
    pub dictionary: Arc<Dictionary>,
    domains: RwLock<BTreeMap<Option<KindId>, Arc<Domain>>>,
    facts_in_columns: RwLock<BTreeMap<(TableId, ColumnId), Arc<FactColumn>>>,
    /// How the rows of tables lie; `None`: not over one domain.
    lies: RwLock<BTreeMap<TableId, Option<Arc<Lie>>>>,
    columns: RwLock<BTreeMap<ColumnKey, Arc<Column>>>,
    /// Who of a kind there is in a year.
    there: RwLock<BTreeMap<(KindId, Year), There>>,
    /// Where the history begins of what an expression reads, by where that stands in the program.
    begins: RwLock<BTreeMap<usize, Option<Year>>>,
    records: RwLock<BTreeMap<(TableId, ColumnId), Arc<Records>>>,
    /// The same by whom they concern.
    by_whom: RwLock<BTreeMap<(TableId, ColumnId), RecordsByWhom>>,
    pub prepared: Arc<Prepared>,
    /// Rows of lists and tiers that stand level with others between whom a cut line falls.
    at_cut: RwLock<BTreeMap<ColumnKey, BTreeSet<usize>>>,
    /// How many rows a block has.
    pub block: usize,
    /// Whom several set rules go over alike.
    pub orders: Orders,
    /// What tells rows of a variable apart under the law of a moment; `None`: nothing does.
    told_apart: RwLock<BTreeMap<Under, ToldApart<'p>>>,
    /// Decision tables made ready that are the same in every year, by where they stand in the program.
    tables: RwLock<BTreeMap<usize, Arc<Ready>>>,
    /// Results that were tried with each value of a cell.
    pub tightened: Tightened,
    /// Which rows are looked at again, where any are.
    again: RwLock<Option<Arc<Again>>>,
    rivals: RwLock<RivalsTold>,
    /// A row that is made wrong, for tests of the second look.
    falsified: RwLock<Option<Instance>>,
    /// How rows were worked out so far.
    pub ways: Ways,
    /// Which registers were made, where a test asks.
    pub trace: Trace,
}

impl<'p> Known<'p> {
    /// Nothing worked out yet.
    pub fn new(program: &'p Program, facts: &'p Facts, choice: Choice) -> Known<'p> {
        let dictionary = Arc::<Dictionary>::default();
        // The code met most often is the first, so that it fits a byte.
        dictionary.not_applicable();
        Known {
            program,
            facts,
            choice,
            dictionary,
            domains: RwLock::default(),
            facts_in_columns: RwLock::default(),
            lies: RwLock::default(),
            columns: RwLock::default(),
            there: RwLock::default(),
            begins: RwLock::default(),
            records: RwLock::default(),
            by_whom: RwLock::default(),
            prepared: Arc::default(),
            at_cut: RwLock::default(),
            block: BLOCK,
            orders: Orders::of(program),
            told_apart: RwLock::default(),
            tables: RwLock::default(),
            tightened: Tightened::default(),
            again: RwLock::default(),
            rivals: RwLock::default(),
            falsified: RwLock::default(),
            ways: Ways::default(),
            trace: Trace::default(),
        }
    }

    /// The same program under another choice, or on facts of which some tables are otherwise: facts of the other tables as columns are taken
    /// over, and the columns of variables that `keeps` names.
    pub fn taking_over(
        before: &Known<'p>,
        (facts, differing): (&'p Facts, &BTreeSet<TableId>),
        choice: Choice,
        keeps: &dyn Fn(VariableId) -> bool,
    ) -> Known<'p> {
        fn whole<K: Ord + Clone, V: Clone>(map: &RwLock<BTreeMap<K, V>>) -> RwLock<BTreeMap<K, V>> {
            RwLock::new(map.read().unwrap_or_else(PoisonError::into_inner).clone())
        }
        fn of_tables<V: Clone>(
            map: &RwLock<BTreeMap<(TableId, ColumnId), V>>,
            differing: &BTreeSet<TableId>,
        ) -> RwLock<BTreeMap<(TableId, ColumnId), V>> {
            let map = map.read().unwrap_or_else(PoisonError::into_inner);
            let same = map.iter().filter(|((table, _), _)| !differing.contains(table));
            RwLock::new(same.map(|(place, kept)| (*place, kept.clone())).collect())
        }
        fn of_kept<V: Clone>(map: &RwLock<BTreeMap<ColumnKey, V>>, keeps: &dyn Fn(VariableId) -> bool) -> RwLock<BTreeMap<ColumnKey, V>> {
            let map = map.read().unwrap_or_else(PoisonError::into_inner);
            RwLock::new(map.iter().filter(|(key, _)| keeps(key.variable)).map(|(key, kept)| (*key, kept.clone())).collect())
        }
        Known {
            program: before.program,
            facts,
            choice,
            // Codes are given once and never changed: columns of both may go on using them.
            dictionary: Arc::clone(&before.dictionary),
            domains: whole(&before.domains),
            facts_in_columns: of_tables(&before.facts_in_columns, differing),
            lies: RwLock::default(),
            columns: of_kept(&before.columns, keeps),
            there: whole(&before.there),
            begins: RwLock::default(),
            records: of_tables(&before.records, differing),
            by_whom: of_tables(&before.by_whom, differing),
            prepared: if differing.is_empty() { Arc::clone(&before.prepared) } else { Arc::new(before.prepared.without(differing)) },
            at_cut: of_kept(&before.at_cut, keeps),
            block: before.block,
            orders: Orders::of(before.program),
            told_apart: RwLock::default(),
            tables: RwLock::default(),
            tightened: Tightened::default(),
            again: RwLock::default(),
            rivals: RwLock::default(),
            falsified: RwLock::default(),
            ways: Ways::default(),
            trace: Trace::default(),
        }
    }

    /// What tells rows of a variable apart under the law of a moment; found out once.
    pub fn told_apart(&self, variable: VariableId, law: LawMoment, find: impl FnOnce() -> Option<Vec<&'p Expr>>) -> ToldApart<'p> {
        if let Some(known) = self.told_apart.read().unwrap_or_else(PoisonError::into_inner).get(&(variable, law.law, law.day)) {
            return Arc::clone(known);
        }
        let found = Arc::new(find());
        self.told_apart.write().unwrap_or_else(PoisonError::into_inner).insert((variable, law.law, law.day), Arc::clone(&found));
        found
    }

    /// A decision table that is ready.
    pub fn table(&self, place: usize) -> Option<Arc<Ready>> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner).get(&place).map(Arc::clone)
    }

    /// Keeps a decision table for every year.
    pub fn keep_table(&self, place: usize, ready: Arc<Ready>) -> Arc<Ready> {
        self.tables.write().unwrap_or_else(PoisonError::into_inner).insert(place, Arc::clone(&ready));
        ready
    }

    /// What every row of a year carries because it is worked out under the rules of another: 参照适用.
    pub fn law_mark(&self, year: Year) -> Option<Mark> {
        self.choice.law_as_of.filter(|law| *law != year).map(Mark::LawAsOf)
    }

    /// How many columns are worked out.
    pub fn columns(&self) -> usize {
        self.columns.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// How many columns are the very ones of another.
    pub fn columns_of(&self, other: &Known<'_>) -> usize {
        let own = self.columns.read().unwrap_or_else(PoisonError::into_inner);
        own.iter().filter(|(key, column)| other.known_column(**key).is_some_and(|theirs| Arc::ptr_eq(column, &theirs))).count()
    }

    /// What a row of a column comes to, told of its own entity.
    pub fn row_worked(&self, column: &Column, at: usize) -> RowWorked {
        let entity = column.domain.rows.get(at).copied().flatten();
        let mut outcome = self.told(column.kind, column.row(at), entity);
        outcome.marks.join(&column.marks);
        let decision = (*self.dictionary.decision(column.decision(at))).clone();
        RowWorked { outcome, decision, set_aside: column.set_aside.get(&at).cloned() }
    }

    /// A row of a register as an outcome, told of an entity.
    pub fn told(&self, kind: Kind, row: Row, entity: Option<EntityIx>) -> Outcome {
        if row.code == PLAIN {
            return plain_outcome(kind, row.value);
        }
        absolute(&self.dictionary.said(row.code, || kind.possible(row.value)), entity, self.facts)
    }

    pub fn known_column(&self, key: ColumnKey) -> Option<Arc<Column>> {
        self.columns.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone)
    }

    pub fn domain(&self, kind: Option<KindId>) -> Arc<Domain> {
        if let Some(known) = self.domains.read().unwrap_or_else(PoisonError::into_inner).get(&kind) {
            return Arc::clone(known);
        }
        let domain = Arc::new(Domain::of(self.facts, &self.program.schema, kind));
        self.domains.write().unwrap_or_else(PoisonError::into_inner).insert(kind, Arc::clone(&domain));
        domain
    }

    /// For each row of a kind's domain whether that entity is there in a year.
    pub fn there(&self, kind: KindId, year: Year) -> There {
        if let Some(known) = self.there.read().unwrap_or_else(PoisonError::into_inner).get(&(kind, year)) {
            return Arc::clone(known);
        }
        let domain = self.domain(Some(kind));
        let schema = &self.program.schema;
        let days = days_of_presence(schema, kind, year);
        let there = match EntityColumns::under(&self.facts.entities).zip(days) {
            Some((columns, (first, last))) => {
                let places = domain.rows.iter().map(|of| of.and_then(|of| usize::try_from(of.0).ok()).unwrap_or(usize::MAX));
                columns.exists.may_overlap(places, first, last)
            }
            None => {
                let mut there = vec![false; domain.rows.len()];
                for member in self.facts.entities.members(schema, kind, year) {
                    if let Some(slot) = domain.row_of(Some(member)).and_then(|at| there.get_mut(at)) {
                        *slot = true;
                    }
                }
                there
            }
        };
        let there = Arc::new(there);
        self.there.write().unwrap_or_else(PoisonError::into_inner).insert((kind, year), Arc::clone(&there));
        there
    }

    /// The first year on record in what an expression reads, or the year at hand.
    pub fn history_begins(&self, expr: &Expr, at: Year, worker: &Interpreter<'_>) -> Year {
        let place = std::ptr::from_ref(expr).addr();
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
    pub fn records(&self, table: TableId, concerns: ColumnId) -> Arc<Records> {
        if let Some(known) = self.records.read().unwrap_or_else(PoisonError::into_inner).get(&(table, concerns)) {
            return Arc::clone(known);
        }
        let read = Arc::new(Records::read(self.facts, table, concerns));
        self.records.write().unwrap_or_else(PoisonError::into_inner).insert((table, concerns), Arc::clone(&read));
        read
    }

    /// The records of an entity; of nobody: those that may concern anybody. `None`: the table does not stand in columns.
    pub fn records_of(&self, table: TableId, concerns: ColumnId, whom: Option<EntityIx>) -> Option<Vec<EntityIx>> {
        let known = self.by_whom.read().unwrap_or_else(PoisonError::into_inner).get(&(table, concerns)).cloned();
        let by = known.unwrap_or_else(|| {
            let read = ByWhom::read(self.facts, table, concerns).map(Arc::new);
            self.by_whom.write().unwrap_or_else(PoisonError::into_inner).insert((table, concerns), read.clone());
            read
        });
        by.map(|by| by.of(whom).to_vec())
    }

    pub fn fact_column(&self, table: TableId, column: ColumnId) -> Option<Arc<FactColumn>> {
        if let Some(known) = self.facts_in_columns.read().unwrap_or_else(PoisonError::into_inner).get(&(table, column)) {
            return Some(Arc::clone(known));
        }
        let schema = self.program.schema.table(table)?;
        let domain = self.domain(Some(crate::layout::keyed_by(schema)?));
        let column_schema = schema.column(column)?;
        let in_columns = TableColumns::under(self.facts, table);
        let read = in_columns.and_then(|columns| {
            let lie = self.lie(table, columns, &domain)?;
            FactColumn::of_columns(columns, (column, column_schema), &domain, &lie)
        });
        let read = Arc::new(read.unwrap_or_else(|| FactColumn::read(self.facts, table, column, column_schema, &domain)));
        self.facts_in_columns.write().unwrap_or_else(PoisonError::into_inner).insert((table, column), Arc::clone(&read));
        Some(read)
    }

    /// How the rows of a table lie over the domain of whom it is keyed by.
    fn lie(&self, table: TableId, columns: &TableColumns, domain: &Domain) -> Option<Arc<Lie>> {
        if let Some(known) = self.lies.read().unwrap_or_else(PoisonError::into_inner).get(&table) {
            return known.clone();
        }
        let lie = lie_of(columns, domain).map(Arc::new);
        self.lies.write().unwrap_or_else(PoisonError::into_inner).insert(table, lie.clone());
        lie
    }

    /// What an instance comes to, where its column is worked out.
    pub fn in_columns(&self, instance: Instance) -> Option<RowWorked> {
        if self.lies_ahead(instance) {
            return None;
        }
        let column = self.known_column(ColumnKey { variable: instance.variable, year: instance.year, args: instance.args })?;
        Some(self.row_worked(&column, column.domain.row_of(instance.entity)?))
    }

    /// What an event has, asked for under the rules of a year before its own: it stands in no column.
    pub fn lies_ahead(&self, instance: Instance) -> bool {
        let Some(variable) = self.program.variable(instance.variable).filter(|variable| !variable.yearly) else { return false };
        let begins = || self.facts.entities.exists(instance.entity?)?.from;
        begins().is_some_and(|day| day.earliest.year() > instance.year.0) && is_dated_by_itself(&self.program.schema, variable)
    }

    /// Some rows of a column stand level with others between whom a cut line falls.
    pub fn are_at_cut(&self, key: ColumnKey, rows: impl IntoIterator<Item = usize>) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_some() {
            self.at_cut.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().extend(rows);
        }
    }

    /// The rows of a column that stand level with others at a cut line.
    pub fn at_cut(&self, key: ColumnKey) -> BTreeSet<usize> {
        self.at_cut.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned().unwrap_or_default()
    }

    /// Which rows are looked at again, where any are.
    pub fn again(&self) -> Option<Arc<Again>> {
        self.again.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn look_again(&self, again: Again) {
        *self.again.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(again));
    }

    pub fn falsify(&self, instance: Instance) {
        *self.falsified.write().unwrap_or_else(PoisonError::into_inner) = Some(instance);
    }

    /// Says of the row that is made wrong that there is no value.
    fn falsified(&self, key: ColumnKey, column: &mut Column) {
        let falsified = *self.falsified.read().unwrap_or_else(PoisonError::into_inner);
        let of_column = |of: &Instance| (of.variable, of.year, of.args) == (key.variable, key.year, key.args);
        if let Some(row) = falsified.filter(of_column).and_then(|of| column.domain.row_of(of.entity)) {
            column.values.set(row, 0);
            column.codes.set(row, i64::from(self.dictionary.not_applicable()));
        }
    }

    /// What is told of those who compete with some rows of a column.
    pub fn tell_rivals(&self, key: ColumnKey, told: impl IntoIterator<Item = (Option<EntityIx>, Told)>) {
        let told = told.into_iter().map(|(entity, told)| ((key, entity), told));
        self.rivals.write().unwrap_or_else(PoisonError::into_inner).extend(told);
    }

    pub fn forget_rivals(&self, key: ColumnKey) {
        self.rivals.write().unwrap_or_else(PoisonError::into_inner).retain(|(of, _), _| *of != key);
    }

    /// Lets go of the columns of some variables.
    pub fn forget(&self, gone: impl Fn(VariableId) -> bool) {
        self.columns.write().unwrap_or_else(PoisonError::into_inner).retain(|key, _| !gone(key.variable));
    }

    /// A column that is worked out now.
    pub fn keep(&self, key: ColumnKey, mut column: Column) -> Arc<Column> {
        self.falsified(key, &mut column);
        let column = Arc::new(column);
        self.columns.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&column));
        column
    }
}

/// Finished columns alone, for whoever works rows out again: nothing that is tried for a result is taken from another.
impl Columns for Known<'_> {
    fn reading(&self, _: &Expr, _: Instance, _: Option<EntityIx>, _: Year) -> Option<Outcome> {
        None
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.in_columns(instance)
    }

    fn records_of(&self, table: TableId, concerns: ColumnId, whom: Option<EntityIx>) -> Option<Vec<EntityIx>> {
        Known::records_of(self, table, concerns, whom)
    }

    fn rivals(&self, instance: Instance) -> Option<Told> {
        let Instance { variable, entity, year, args } = instance;
        self.rivals.read().unwrap_or_else(PoisonError::into_inner).get(&(ColumnKey { variable, year, args }, entity)).cloned()
    }

    fn outcome(&self, instance: Instance) -> Option<Outcome> {
        if self.lies_ahead(instance) {
            return None;
        }
        let Instance { variable, entity, year, args } = instance;
        let column = self.known_column(ColumnKey { variable, year, args })?;
        let mut outcome = self.told(column.kind, column.row(column.domain.row_of(entity)?), entity);
        outcome.marks.join(&column.marks);
        Some(outcome)
    }
}
