//! One variable in one year, over the rows of a block: registers of its expressions, and rows worked out one by one where a kernel
//! has no plain answer.
//!
//! In: a panel with the columns of what is read, and the rows. Out: a register for any expression of the variable. A column that
//! is not there yet is named to the caller ([`Needed`]), who works it out first. Deliberately absent: what each kernel does
//! (`kernels/`), and which rules give the value (`kernels/rules.rs`).

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::columns::{Columns, RowWorked};
use quanheng_policy::interpret::{Interpreter, Outcome};
use quanheng_policy::ir::{Expr, ExprKind, Variable};

use crate::column::{Column, ColumnKey, Decisions};
use crate::dictionary::{PLAIN, relative};
use crate::kernels;
use crate::layout::Domain;
use crate::panel::Panel;
use crate::register::{Kind, Register, Row};

/// A column that has to be worked out first.
pub(crate) type Needed = ColumnKey;

/// An expression by where it stands in the program.
type ExprPlace = usize;

fn place_of(expr: &Expr) -> ExprPlace {
    std::ptr::from_ref(expr).addr()
}

/// Registers so far, and the rows they are for.
pub(crate) struct State<'s, 'p> {
    pub panel: &'s Panel<'p>,
    pub key: ColumnKey,
    pub variable: &'p Variable,
    pub domain: &'s Domain,
    /// The rows of the domain that this block is: from, to.
    pub from: usize,
    pub to: usize,
    /// Where the rows are records read by others: who reads each.
    readers: Option<&'s [EntityIx]>,
    registers: RefCell<BTreeMap<(ExprPlace, Year), Rc<Register>>>,
    /// Expressions met, each with the first one equal to it.
    alike: RefCell<Vec<(&'p Expr, ExprPlace)>>,
}

/// A block with somebody to work out single rows.
pub(crate) struct Scene<'s, 'p> {
    pub state: &'s State<'s, 'p>,
    worker: OnceCell<Interpreter<'s>>,
    /// Cases worked out: by expression and year, what the rows of its parts came to together.
    cases: RefCell<BTreeMap<(ExprPlace, Year), BTreeMap<Vec<Row>, Row>>>,
}

/// Works a column out.
pub(crate) fn column_of(panel: &Panel<'_>, key: ColumnKey) -> Result<Column, Needed> {
    let Some(variable) = panel.program.variable(key.variable) else {
        let domain = panel.domain(None);
        let outcomes = Register::same(Kind::Nothing, Row { code: PLAIN, value: 0 }, domain.rows.len());
        return Ok(Column { domain, outcomes, decisions: Decisions::Same(0), set_aside: BTreeMap::new() });
    };
    let domain: Arc<Domain> = panel.domain(variable.owner);
    let state = State {
        panel,
        key,
        variable,
        domain: &domain,
        from: 0,
        to: domain.rows.len(),
        readers: None,
        registers: RefCell::default(),
        alike: RefCell::default(),
    };
    let scene = Scene { state: &state, worker: OnceCell::new(), cases: RefCell::default() };
    let worked = kernels::rules::rules(&scene)?;
    Ok(Column { domain: Arc::clone(&domain), outcomes: worked.outcomes, decisions: Decisions::of(worked.decisions), set_aside: worked.set_aside })
}

impl<'p> State<'_, 'p> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.to.saturating_sub(self.from)
    }

    /// Whose row it is.
    pub fn entity(&self, at: usize) -> Option<EntityIx> {
        self.domain.rows.get(self.from.saturating_add(at)).copied().flatten()
    }

    pub fn instance(&self, at: usize) -> Instance {
        let reader = self.readers.map(|readers| readers.get(self.from.saturating_add(at)).copied());
        let entity = reader.unwrap_or_else(|| self.entity(at));
        Instance { variable: self.key.variable, entity, year: self.key.year, args: self.key.args }
    }

    /// The register of an expression, where there is one.
    fn known(&self, expr: &Expr, year: Year) -> Option<Rc<Register>> {
        self.registers.borrow().get(&(place_of(expr), year)).map(Rc::clone)
    }

    /// The first expression met that is equal to this one.
    fn first_alike(&self, expr: &'p Expr) -> ExprPlace {
        let own = place_of(expr);
        let mut alike = self.alike.borrow_mut();
        if let Some((_, place)) = alike.iter().find(|(met, _)| std::ptr::eq(*met, expr) || *met == expr) {
            return *place;
        }
        alike.push((expr, own));
        own
    }
}

impl Columns for State<'_, '_> {
    fn reading(&self, expr: &Expr, instance: Instance, entity: Option<EntityIx>, year: Year) -> Option<Outcome> {
        let key = self.key;
        if (instance.variable, instance.year, instance.args) != (key.variable, key.year, key.args) || entity != instance.entity {
            return None;
        }
        let register = self.known(expr, year)?;
        let at = self.domain.row_of(entity)?.checked_sub(self.from).filter(|at| *at < self.len())?;
        Some(self.panel.told(register.kind, register.row(at), entity))
    }

    fn instance(&self, instance: Instance) -> Option<RowWorked> {
        self.panel.instance(instance)
    }
}

impl<'s, 'p> Scene<'s, 'p> {
    /// Works out single rows; what the registers hold is read from them.
    pub fn worker(&self) -> &Interpreter<'s> {
        let panel = self.state.panel;
        self.worker.get_or_init(|| Interpreter::over(panel.program, panel.facts, panel.choice.clone(), self.state))
    }

    /// The register of an expression in a year.
    pub fn register(&self, expr: &'p Expr, year: Year) -> Result<Rc<Register>, Needed> {
        if let Some(known) = self.state.known(expr, year) {
            return Ok(known);
        }
        let first = self.state.first_alike(expr);
        let known = self.state.registers.borrow().get(&(first, year)).map(Rc::clone);
        let register = match known {
            Some(register) => register,
            None => Rc::new(kernels::register_of(self, expr, year)?),
        };
        let mut registers = self.state.registers.borrow_mut();
        registers.insert((first, year), Rc::clone(&register));
        registers.insert((place_of(expr), year), Rc::clone(&register));
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
    pub fn worked_row(&self, expr: &Expr, year: Year, kind: Kind, at: usize) -> Row {
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

    /// What an expression of this variable is for other entities, each read by the one beside it.
    pub fn of_others<R>(
        &self,
        domain: &Domain,
        readers: &[EntityIx],
        look: impl FnOnce(&Scene<'_, 'p>) -> Result<R, Needed>,
    ) -> Result<R, Needed> {
        let (panel, key, variable) = (self.state.panel, self.state.key, self.state.variable);
        let state = State {
            panel,
            key,
            variable,
            domain,
            from: 0,
            to: domain.rows.len(),
            readers: Some(readers),
            registers: RefCell::default(),
            alike: RefCell::default(),
        };
        look(&Scene { state: &state, worker: OnceCell::new(), cases: RefCell::default() })
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

    /// An expression worked out for each row by itself.
    pub fn row_by_row(&self, expr: &Expr, year: Year) -> Register {
        let kind = Kind::of(&expr.ty);
        Register::of_rows(kind, (0..self.state.len()).map(|at| self.worked_row(expr, year, kind, at)))
    }
}

/// True where an expression holds another.
pub(crate) fn holds(expr: &Expr, wanted: &dyn Fn(&ExprKind) -> bool) -> bool {
    wanted(&expr.kind) || quanheng_policy::interpret::columns::parts_of(expr).into_iter().any(|part| holds(part, wanted))
}
