//! One variable in one year, block by block: registers of its expressions over the rows of a block, and rows worked out one by one
//! where a kernel has no plain answer.
//!
//! In: a panel with the columns of what is read, and the rows. Out: a register for any expression of the variable. A column that
//! is not there yet is named to the caller ([`Needed`]), who works it out first. Deliberately absent: what each kernel does
//! (`scene/kernels/`), and which rules give the value (`scene/kernels/rules.rs`).

pub(crate) mod kernels;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::columns::{Columns, RowWorked, parts_of};
use quanheng_policy::interpret::{Interpreter, Outcome};
use quanheng_policy::ir::{Expr, ExprKind, Variable};

use crate::column::{Column, ColumnKey};
use crate::dictionary::{PLAIN, relative};
use crate::known::Known;
use crate::layout::Domain;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use kernels::compared::Compared;
use kernels::records::Tallies;
pub(crate) use kernels::table::Ready as ReadyTable;
use kernels::table::Table;

/// A column that has to be worked out first.
pub(crate) type Needed = ColumnKey;

/// An expression by where it stands in the program.
pub(crate) type ExprPlace = usize;

pub(crate) fn place_of(expr: &Expr) -> ExprPlace {
    std::ptr::from_ref(expr).addr()
}

/// Which rows there are, where the block is, and its registers so far.
pub(crate) struct State<'s, 'p> {
    pub panel: &'s Known<'p>,
    pub key: ColumnKey,
    pub variable: &'p Variable,
    pub domain: &'s Domain,
    /// The rows of the domain that the block is: from, to.
    from: Cell<usize>,
    to: Cell<usize>,
    /// Where the rows are records read by others: who reads each.
    readers: Option<&'s [EntityIx]>,
    registers: RefCell<BTreeMap<(ExprPlace, Year), Rc<Register>>>,
    /// Registers that are the same for every block, over a whole one.
    unchanging: RefCell<BTreeMap<(ExprPlace, Year), Rc<Register>>>,
    /// Expressions met, each with the first one equal to it.
    alike: RefCell<(BTreeMap<ExprPlace, ExprPlace>, Vec<&'p Expr>)>,
}

/// Who is compared with whom, by figure and year.
type ComparedByPlace = BTreeMap<(ExprPlace, Year), Rc<Option<Compared>>>;

/// 判定表 by expression and year; `None`: one that is not looked up.
type Tables = BTreeMap<(ExprPlace, Year), Rc<Option<Table>>>;

/// What rows of an expression came to, by what its parts came to.
type Cases = BTreeMap<Vec<Row>, Row>;

/// A block with somebody to work out single rows.
pub(crate) struct Scene<'s, 'p> {
    pub state: &'s State<'s, 'p>,
    worker: OnceCell<Interpreter<'s>>,
    /// Cases worked out: by expression and year, what the rows of its parts came to together.
    cases: RefCell<BTreeMap<(ExprPlace, Year), Cases>>,
    /// Records counted, for all blocks.
    tallies: RefCell<BTreeMap<(ExprPlace, Year), Rc<Tallies>>>,
    /// Everybody's figures, for all blocks.
    compared: RefCell<ComparedByPlace>,
    /// Tables made ready to be looked up, for all blocks.
    tables: RefCell<Tables>,
    telling: RefCell<BTreeMap<(u32, bool), bool>>,
}

/// Works a column out.
pub(crate) fn column_of(panel: &Known<'_>, key: ColumnKey) -> Result<Column, Needed> {
    let Some(variable) = panel.program.variable(key.variable) else { return Ok(Column::empty(panel.domain(None), Kind::Nothing)) };
    let domain = panel.domain(variable.owner);
    let state = State::new(panel, key, variable, &domain, None);
    let scene = Scene::new(&state);
    let mut column = Column::empty(std::sync::Arc::clone(&domain), Kind::of(&variable.ty));
    kernels::rules::rules(&scene, &mut column)?;
    Ok(column)
}

impl<'s, 'p> State<'s, 'p> {
    /// Over a whole domain; the first block is its first rows.
    pub fn new(panel: &'s Known<'p>, key: ColumnKey, variable: &'p Variable, domain: &'s Domain, readers: Option<&'s [EntityIx]>) -> Self {
        State {
            panel,
            key,
            variable,
            domain,
            from: Cell::new(0),
            to: Cell::new(domain.rows.len().min(panel.block)),
            readers,
            registers: RefCell::default(),
            unchanging: RefCell::default(),
            alike: RefCell::default(),
        }
    }

    /// The first row of the block, and the first behind it.
    pub fn from(&self) -> usize {
        self.from.get()
    }

    pub fn to(&self) -> usize {
        self.to.get()
    }

    /// How many rows the block has.
    pub fn len(&self) -> usize {
        self.to().saturating_sub(self.from())
    }

    /// The rows are those whose the variable is, not records read by others.
    pub fn is_of_owner(&self) -> bool {
        self.readers.is_none()
    }

    /// Whose row it is.
    pub fn entity(&self, at: usize) -> Option<EntityIx> {
        self.domain.rows.get(self.from().saturating_add(at)).copied().flatten()
    }

    pub fn instance(&self, at: usize) -> Instance {
        let reader = self.readers.map(|readers| readers.get(self.from().saturating_add(at)).copied());
        let entity = reader.unwrap_or_else(|| self.entity(at));
        Instance { variable: self.key.variable, entity, year: self.key.year, args: self.key.args }
    }

    /// The register of an expression, where there is one.
    fn known(&self, place: ExprPlace, year: Year) -> Option<Rc<Register>> {
        self.registers.borrow().get(&(place, year)).map(Rc::clone)
    }

    /// Where the first expression met stands that is equal to this one.
    fn first_alike(&self, expr: &'p Expr) -> ExprPlace {
        let own = place_of(expr);
        let mut alike = self.alike.borrow_mut();
        if let Some(first) = alike.0.get(&own) {
            return *first;
        }
        let first = alike.1.iter().find(|met| **met == expr).map_or(own, |met| place_of(met));
        alike.0.insert(own, first);
        if first == own {
            alike.1.push(expr);
        }
        first
    }

    fn first_known(&self, expr: &Expr) -> ExprPlace {
        let own = place_of(expr);
        self.alike.borrow().0.get(&own).copied().unwrap_or(own)
    }
}

impl Columns for State<'_, '_> {
    fn reading(&self, expr: &Expr, instance: Instance, entity: Option<EntityIx>, year: Year) -> Option<Outcome> {
        let key = self.key;
        if (instance.variable, instance.year, instance.args) != (key.variable, key.year, key.args) || entity != instance.entity {
            return None;
        }
        let register = self.known(self.first_known(expr), year)?;
        let at = self.domain.row_of(entity)?.checked_sub(self.from()).filter(|at| *at < self.len())?;
        Some(self.panel.told(register.kind, register.row(at), entity))
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.panel.in_columns(instance)
    }
}

impl<'s, 'p> Scene<'s, 'p> {
    pub fn new(state: &'s State<'s, 'p>) -> Scene<'s, 'p> {
        Scene {
            state,
            worker: OnceCell::new(),
            cases: RefCell::default(),
            tallies: RefCell::default(),
            compared: RefCell::default(),
            tables: RefCell::default(),
            telling: RefCell::default(),
        }
    }

    /// Goes over the domain block by block.
    pub fn each_block(&self, mut look: impl FnMut(&Self) -> Result<(), Needed>) -> Result<(), Needed> {
        let rows = self.state.domain.rows.len();
        let mut from = 0_usize;
        while from < rows {
            let to = from.saturating_add(self.state.panel.block).min(rows);
            self.state.from.set(from);
            self.state.to.set(to);
            self.state.registers.borrow_mut().clear();
            look(self)?;
            from = to;
        }
        Ok(())
    }

    /// Works out single rows; what the registers hold is read from them.
    pub fn worker(&self) -> &Interpreter<'s> {
        let panel = self.state.panel;
        self.worker.get_or_init(|| Interpreter::over(panel.program, panel.facts, panel.choice.clone(), self.state))
    }

    /// The register of an expression in a year.
    pub fn register(&self, expr: &'p Expr, year: Year) -> Result<Rc<Register>, Needed> {
        let first = self.state.first_alike(expr);
        if let Some(known) = self.state.known(first, year) {
            return Ok(known);
        }
        let unchanging = self.state.unchanging.borrow().get(&(first, year)).map(Rc::clone);
        let register = match unchanging.filter(|register| register.len() == self.state.len()) {
            Some(register) => register,
            None => {
                let register = kernels::register_of(self, expr, year)?;
                let key = self.state.key;
                self.state.panel.trace.made(key.variable, expr, i32::from(key.year.0).saturating_sub(i32::from(year.0)));
                Rc::new(register)
            }
        };
        if self.state.len() == self.state.panel.block && kernels::is_unchanging(expr) {
            self.state.unchanging.borrow_mut().insert((first, year), Rc::clone(&register));
        }
        self.state.registers.borrow_mut().insert((first, year), Rc::clone(&register));
        Ok(register)
    }

    /// An outcome of a row, as a register keeps it.
    pub fn kept(&self, kind: Kind, outcome: &Outcome, entity: Option<EntityIx>) -> Row {
        match kind.plain(outcome) {
            Some(value) => Row { code: PLAIN, value },
            None => Row { code: self.state.panel.dictionary.code(relative(outcome, entity, self.state.panel.facts)), value: 0 },
        }
    }

    /// One row of an expression, worked out.
    fn worked_row(&self, expr: &Expr, year: Year, kind: Kind, at: usize) -> Row {
        let instance = self.state.instance(at);
        let entity = self.state.entity(at);
        let outcome = self.worker().outcome_of(expr, instance, entity, year);
        self.kept(kind, &outcome, entity)
    }

    /// One row of an expression, worked out once for all rows whose parts are the same.
    pub fn case_row(&self, expr: &Expr, year: Year, kind: Kind, parts: &[Rc<Register>], at: usize) -> Row {
        let case: Vec<Row> = parts.iter().map(|part| part.row(at)).collect();
        let place = (place_of(expr), year);
        if let Some(known) = self.cases.borrow().get(&place).and_then(|cases| cases.get(&case)) {
            return *known;
        }
        let row = self.worked_row(expr, year, kind, at);
        self.cases.borrow_mut().entry(place).or_default().insert(case, row);
        row
    }

    /// Whether an outcome can be at fault, or settles an 或 (`any`) or a 且 for certain: then it is told of beside a side that settles it.
    pub fn may_fault_or_decide(&self, code: u32, any: bool) -> bool {
        if let Some(known) = self.telling.borrow().get(&(code, any)) {
            return *known;
        }
        let outcome = self.state.panel.dictionary.outcome(code);
        let tells = outcome.possible.fault || outcome.possible.as_truth() == Some(any);
        self.telling.borrow_mut().insert((code, any), tells);
        tells
    }

    /// What is counted by an expression in a year, for the whole domain; worked out once.
    pub fn tallies(&self, expr: &Expr, year: Year, count: impl FnOnce() -> Result<Tallies, Needed>) -> Result<Rc<Tallies>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.tallies.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let tallies = Rc::new(count()?);
        self.tallies.borrow_mut().insert(place, Rc::clone(&tallies));
        Ok(tallies)
    }

    /// Everybody's figures for an expression in a year; worked out once.
    pub fn compared(
        &self,
        expr: &Expr,
        year: Year,
        compare: impl FnOnce() -> Result<Option<Compared>, Needed>,
    ) -> Result<Rc<Option<Compared>>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.compared.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let compared = Rc::new(compare()?);
        self.compared.borrow_mut().insert(place, Rc::clone(&compared));
        Ok(compared)
    }

    /// A 判定表 made ready to be looked up in a year; once.
    pub fn table(&self, expr: &Expr, year: Year, ready: impl FnOnce() -> Option<Table>) -> Rc<Option<Table>> {
        let place = (place_of(expr), year);
        if let Some(known) = self.tables.borrow().get(&place) {
            return Rc::clone(known);
        }
        let table = Rc::new(ready());
        self.tables.borrow_mut().insert(place, Rc::clone(&table));
        table
    }

    /// What an expression of this variable is for other entities, each read by the one beside it: block by block.
    pub fn of_others(
        &self,
        domain: &Domain,
        readers: &[EntityIx],
        look: impl FnMut(&Scene<'_, 'p>) -> Result<(), Needed>,
    ) -> Result<(), Needed> {
        let state = State::new(self.state.panel, self.state.key, self.state.variable, domain, Some(readers));
        Scene::new(&state).each_block(look)
    }

    /// An expression that is the same for every row.
    pub fn same_for_all(&self, expr: &Expr, year: Year) -> Register {
        let kind = Kind::of(&expr.ty);
        let rows = self.state.len();
        if rows == 0 {
            return Register::same(kind, Row { code: PLAIN, value: 0 }, 0);
        }
        Register::same(kind, self.worked_row(expr, year, kind, 0), rows)
    }

    /// One row of an expression, worked out by itself where its kernel has no answer.
    pub fn single_row(&self, expr: &Expr, year: Year, kind: Kind, at: usize, reason: Reason) -> Row {
        self.alone(reason, 1);
        self.worked_row(expr, year, kind, at)
    }

    /// So many rows are worked out by themselves for this reason.
    pub fn alone(&self, reason: Reason, rows: usize) {
        self.state.panel.ways.add_alone(self.state.key.variable, reason, rows);
    }

    /// An expression worked out for each row by itself.
    pub fn row_by_row(&self, expr: &Expr, year: Year, reason: Reason) -> Register {
        let kind = Kind::of(&expr.ty);
        self.alone(reason, self.state.len());
        Register::of_rows(kind, (0..self.state.len()).map(|at| self.worked_row(expr, year, kind, at)))
    }
}

/// True where an expression holds one of a kind.
pub(crate) fn holds(expr: &Expr, wanted: &dyn Fn(&ExprKind) -> bool) -> bool {
    wanted(&expr.kind) || parts_of(expr).into_iter().any(|part| holds(part, wanted))
}
