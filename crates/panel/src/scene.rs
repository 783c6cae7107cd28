//! One variable in one year, block by block: registers of its expressions over the rows of a block, and rows worked out one by one
//! where a kernel has no plain answer.
//!
//! In: a panel with the columns of what is read, and the rows. Out: a register for any expression of the variable. A column that
//! is not there yet is worked out in between; in a long chain it is named to the caller ([`Needed`]), who works it out first. Deliberately absent: what each kernel does
//! (`scene/kernels/`), and which rules give the value (`scene/kernels/rules.rs`).

mod cases;
pub(crate) mod desk;
pub(crate) mod kernels;
mod look;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::{Instance, Mark};
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::interpret::{Interpreter, Marks, Outcome};
use quanheng_policy::ir::{Expr, ExprKind, Variable};

use crate::column::{Column, ColumnKey};
use crate::dictionary::{PLAIN, beside_value, relative};
use crate::known::Known;
use crate::layout::Domain;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
pub(crate) use cases::Cases;
use desk::{Hands, Shown};
use kernels::compared::Compared;
use kernels::gathered::Totals;
use kernels::members::Members;
use kernels::posts::Tenures;
use kernels::recorded::Groups;
use kernels::records::Tallies;
use kernels::table::Table;

/// A column that has to be worked out before this one is begun again.
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
    shown: Rc<Shown<'p>>,
    /// The mark that every row of the column will carry: left off everything on the way.
    pub law_mark: Option<Mark>,
    /// Where the rows are records read by others: who reads each.
    readers: Option<&'s [EntityIx]>,
    /// Registers that are the same for every block, over a whole one.
    unchanging: RefCell<BTreeMap<(ExprPlace, Year), Rc<Register>>>,
}

/// Who is compared with whom, by figure and year.
type ComparedByPlace = BTreeMap<(ExprPlace, Year), Rc<Option<Compared>>>;

/// Of whom a judgement was made or is not needed, by judgement and year.
type FilledByPlace = BTreeMap<(ExprPlace, Year), Rc<Vec<bool>>>;

/// 判定表 by expression and year; `None`: one that is not looked up.
type Tables = BTreeMap<(ExprPlace, Year), Rc<Option<Table>>>;

/// A block with somebody to work out single rows.
pub(crate) struct Scene<'s, 'p> {
    pub state: &'s State<'s, 'p>,
    hands: &'s Hands<'s, 'p>,
    /// Cases worked out: by expression and year, what the rows of its parts came to together.
    cases: RefCell<BTreeMap<(ExprPlace, Year), Cases<Row>>>,
    /// Records counted, for all blocks.
    tallies: RefCell<BTreeMap<(ExprPlace, Year), Rc<Tallies>>>,
    /// Groups of those who have a row, for all blocks.
    groups: RefCell<BTreeMap<(ExprPlace, Year), Rc<Groups>>>,
    /// Everybody's figures, for all blocks.
    compared: RefCell<ComparedByPlace>,
    /// What is gathered of many, for all blocks.
    members: RefCell<BTreeMap<(ExprPlace, Year), Rc<Members>>>,
    /// What everybody's records come to, for all blocks.
    totals: RefCell<BTreeMap<(ExprPlace, Year), Rc<Totals>>>,
    /// What is asked of tenures, for all blocks.
    tenures: RefCell<BTreeMap<(ExprPlace, Year), Rc<Tenures>>>,
    /// What was judged or is not needed, for all blocks.
    filled: RefCell<FilledByPlace>,
    /// Tables made ready to be looked up, for all blocks.
    tables: RefCell<Tables>,
    telling: RefCell<BTreeMap<(u32, bool), bool>>,
}

/// Rows beyond which what was worked out for single ones is not kept for the next column.
const MANY: usize = 10_000;

/// The stack left before another piece is taken from the heap, and the size of a piece, in bytes: a column may need the one of
/// the year before, and so on.
const STACK_LEFT: usize = 256 * 1024;
const STACK_PIECE: usize = 4 * 1024 * 1024;

/// A column, worked out if it is not there yet.
pub(crate) fn worked_out<'p>(panel: &Known<'p>, key: ColumnKey, hands: &Hands<'_, 'p>) -> Arc<Column> {
    if let Some(known) = panel.known_column(key) {
        return known;
    }
    hands.deeper(|| {
        stacker::maybe_grow(STACK_LEFT, STACK_PIECE, || {
            loop {
                match column_of(panel, key, hands) {
                    Ok(column) => {
                        // What single rows of so many kept would fill the memory, and is asked for here alone.
                        if column.domain.rows.len() > MANY {
                            hands.worker.let_go();
                        }
                        let column = panel.keep(key, column);
                        look::again(panel, key, &column, &hands.second);
                        return column;
                    }
                    Err(needed) => drop(worked_out(panel, needed, hands)),
                }
            }
        })
    })
}

/// Works a column out.
fn column_of<'p>(panel: &Known<'p>, key: ColumnKey, hands: &Hands<'_, 'p>) -> Result<Column, Needed> {
    let Some(variable) = panel.program.variable(key.variable) else { return Ok(Column::empty(panel.domain(None), Kind::Nothing)) };
    let domain = panel.domain(variable.owner);
    let shown = Rc::new(Shown::new(key, domain.rows.len().min(panel.block), Some(Arc::clone(&domain))));
    let state = State::new(panel, variable, &domain, shown, None);
    let _shown = hands.desk.show(Some(Rc::clone(&state.shown)));
    let scene = Scene::new(&state, hands);
    let mut column = Column::empty(Arc::clone(&domain), Kind::of(&variable.ty));
    kernels::rules::rules(&scene, &mut column)?;
    column.marks = state.law_mark.iter().cloned().fold(column.marks, |marks, mark| marks.joined(&Marks::one(mark)));
    Ok(column)
}

impl<'s, 'p> State<'s, 'p> {
    /// Over a whole domain; the first block is its first rows.
    fn new(
        panel: &'s Known<'p>,
        variable: &'p Variable,
        domain: &'s Domain,
        shown: Rc<Shown<'p>>,
        readers: Option<&'s [EntityIx]>,
    ) -> Self {
        let law_mark = panel.law_mark(shown.key.year);
        State { panel, key: shown.key, variable, domain, shown, law_mark, readers, unchanging: RefCell::default() }
    }

    /// The first row of the block, and the first behind it.
    pub fn from(&self) -> usize {
        self.shown.from.get()
    }

    pub fn to(&self) -> usize {
        self.shown.to.get()
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
}

impl<'s, 'p> Scene<'s, 'p> {
    pub fn new(state: &'s State<'s, 'p>, hands: &'s Hands<'_, 'p>) -> Scene<'s, 'p> {
        Scene {
            state,
            hands,
            cases: RefCell::default(),
            tallies: RefCell::default(),
            groups: RefCell::default(),
            compared: RefCell::default(),
            members: RefCell::default(),
            totals: RefCell::default(),
            tenures: RefCell::default(),
            filled: RefCell::default(),
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
            self.state.shown.block(from, to);
            look(self)?;
            from = to;
        }
        Ok(())
    }

    /// Works out single rows; what the registers hold is read from them.
    pub fn worker(&self) -> &Interpreter<'s> {
        &self.hands.worker
    }

    /// The register of an expression in a year.
    pub fn register(&self, expr: &'p Expr, year: Year) -> Result<Rc<Register>, Needed> {
        let first = self.state.shown.first_alike(expr);
        if let Some(known) = self.state.shown.known(first, year) {
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
        self.state.shown.keep(first, year, &register);
        Ok(register)
    }

    /// A column that is read. Where so many are begun already that all of them together would take too much memory, it is worked out
    /// before this one is begun again.
    pub fn column(&self, key: ColumnKey) -> Result<Arc<Column>, Needed> {
        match self.state.panel.known_column(key) {
            Some(known) => Ok(known),
            None if self.hands.is_deep() => Err(key),
            None => Ok(worked_out(self.state.panel, key, self.hands)),
        }
    }

    /// An outcome of a row, as a register keeps it.
    pub fn kept(&self, kind: Kind, outcome: &Outcome, entity: Option<EntityIx>) -> Row {
        if let Some(mark) = self.state.law_mark.as_ref().filter(|_| !outcome.marks.is_empty()) {
            return self.kept_whole(kind, &Outcome { marks: outcome.marks.without(mark), ..outcome.clone() }, entity);
        }
        self.kept_whole(kind, outcome, entity)
    }

    fn kept_whole(&self, kind: Kind, outcome: &Outcome, entity: Option<EntityIx>) -> Row {
        let Known { dictionary, facts, .. } = self.state.panel;
        match kind.valued(outcome) {
            Some(value) if outcome.marks.is_empty() => Row { code: PLAIN, value },
            Some(value) => Row { code: dictionary.code(relative(&beside_value(outcome.marks.clone()), entity, facts)), value },
            None => Row { code: dictionary.code(relative(outcome, entity, facts)), value: 0 },
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
        self.with_cases_of(expr, year, |cases| self.case_among(cases, (expr, year, kind), parts, at))
    }

    /// The same, with the cases of the expression at hand.
    pub fn case_among(&self, cases: &mut Cases<Row>, (expr, year, kind): (&Expr, Year, Kind), parts: &[Rc<Register>], at: usize) -> Row {
        if let Some(known) = cases.find(parts, at) {
            return known;
        }
        let row = self.worked_row(expr, year, kind, at);
        cases.keep(parts, at, row);
        row
    }

    /// The cases of an expression in a year, as long as something is done with them.
    pub fn with_cases_of<T>(&self, expr: &Expr, year: Year, look: impl FnOnce(&mut Cases<Row>) -> T) -> T {
        let place = (place_of(expr), year);
        let mut cases = self.cases.borrow_mut().remove(&place).unwrap_or_default();
        let found = look(&mut cases);
        self.cases.borrow_mut().insert(place, cases);
        found
    }

    /// Whether an outcome can be at fault, or settles an 或 (`any`) or a 且 for certain: then it is told of beside a side that settles it.
    pub fn may_fault_or_decide(&self, row: Row, any: bool) -> bool {
        let Row { code, value } = row;
        if self.state.panel.dictionary.is_marked_value(code) {
            return (value != 0) == any;
        }
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

    /// The groups of those who have a row that is looked for in a year; once.
    pub fn groups_of(&self, expr: &Expr, year: Year, look: impl FnOnce() -> Result<Groups, Needed>) -> Result<Rc<Groups>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.groups.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let groups = Rc::new(look()?);
        self.groups.borrow_mut().insert(place, Rc::clone(&groups));
        Ok(groups)
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

    /// What an expression gathers of many in a year, for the whole domain; once.
    pub fn members(&self, expr: &Expr, year: Year, gather: impl FnOnce() -> Result<Members, Needed>) -> Result<Rc<Members>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.members.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let members = Rc::new(gather()?);
        self.members.borrow_mut().insert(place, Rc::clone(&members));
        Ok(members)
    }

    /// What everybody's records come to by an expression in a year; once.
    pub fn totals(&self, expr: &Expr, year: Year, add: impl FnOnce() -> Result<Totals, Needed>) -> Result<Rc<Totals>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.totals.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let totals = Rc::new(add()?);
        self.totals.borrow_mut().insert(place, Rc::clone(&totals));
        Ok(totals)
    }

    /// What is asked of tenures by an expression in a year; once.
    pub fn tenures(&self, expr: &Expr, year: Year, ask: impl FnOnce() -> Result<Tenures, Needed>) -> Result<Rc<Tenures>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.tenures.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let tenures = Rc::new(ask()?);
        self.tenures.borrow_mut().insert(place, Rc::clone(&tenures));
        Ok(tenures)
    }

    /// Of whom a judgement was made or is not needed in a year; once.
    pub fn filled(&self, expr: &Expr, year: Year, look: impl FnOnce() -> Result<Vec<bool>, Needed>) -> Result<Rc<Vec<bool>>, Needed> {
        let place = (place_of(expr), year);
        if let Some(known) = self.filled.borrow().get(&place) {
            return Ok(Rc::clone(known));
        }
        let filled = Rc::new(look()?);
        self.filled.borrow_mut().insert(place, Rc::clone(&filled));
        Ok(filled)
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

    /// Goes over everybody whose the variable is, block by block, whatever block is at hand.
    pub fn of_everybody(&self, look: impl FnMut(&Scene<'_, 'p>) -> Result<(), Needed>) -> Result<(), Needed> {
        self.of_variable(self.state.key, look)
    }

    /// Goes over everybody who has another variable, block by block, for what stands beside its rules.
    pub fn of_variable(&self, key: ColumnKey, look: impl FnMut(&Scene<'_, 'p>) -> Result<(), Needed>) -> Result<(), Needed> {
        let panel = self.state.panel;
        let Some(variable) = panel.program.variable(key.variable) else { return Ok(()) };
        let domain = panel.domain(variable.owner);
        let shown = Rc::new(Shown::new(key, domain.rows.len().min(panel.block), Some(Arc::clone(&domain))));
        let state = State::new(panel, variable, &domain, shown, None);
        let _shown = self.hands.desk.show(Some(Rc::clone(&state.shown)));
        Scene::new(&state, self.hands).each_block(look)
    }

    /// What an expression of this variable is for other entities, each read by the one beside it: block by block.
    pub fn of_others(
        &self,
        domain: &Domain,
        readers: &[EntityIx],
        look: impl FnMut(&Scene<'_, 'p>) -> Result<(), Needed>,
    ) -> Result<(), Needed> {
        let shown = Rc::new(Shown::new(self.state.key, domain.rows.len().min(self.state.panel.block), None));
        let state = State::new(self.state.panel, self.state.variable, domain, shown, Some(readers));
        // What is shown is this variable's own: here rows are somebody else's.
        let _hidden = self.hands.desk.show(None);
        Scene::new(&state, self.hands).each_block(look)
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
