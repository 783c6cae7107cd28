//! 判定表 over a block: the rows of the table that hold are looked up, not tried one by one.
//!
//! ```text
//! cells of a column ─► stretches of its values (axis) ─► class: which rows every value of it meets ─┐
//!                                     two columns: what both meet together, once for each pair ─► class of the whole ─► what it gives
//! ```
//!
//! In: a table whose cells compare their column with values that are the same for everybody. Out: a register. Where one cell is enough the first row
//! that any column meets is the one; where all have to hold the columns are joined one after another. What a set of rows gives is worked
//! out once. Rows whose columns are open are cases, told apart by the columns alone; so is every row of a table that compares with anything
//! else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::ir::{Decision, Expr, ExprKind, Program};
use quanheng_policy::syntax::tree::Hit;

use super::choose::brought;
use super::read::not_applicable;
use super::{is_local, is_unchanging, registers};
use crate::decision_table::{Axis, OPEN_CLASS, Places, Ready, Rows, each, first_of, is_one, place};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene, place_of};

/// How many pairs of classes of two columns are kept side by side; beyond that they are looked up.
const MOST_PAIRS: usize = 1 << 22;

/// Not looked at so far.
const UNKNOWN: u32 = u32::MAX;

/// A table ready to be looked up, with what was found out so far.
pub(crate) struct Table {
    ready: Arc<Ready>,
    joints: RefCell<Vec<Joint>>,
    /// What a class of the whole gives, of those met so far.
    answers: RefCell<Vec<Option<Answer>>>,
    /// What is given where no row holds, and where several do.
    none: RefCell<Option<Row>>,
    several: RefCell<Option<Row>>,
}

/// What the rows of a class give.
#[derive(Clone, Copy)]
enum Answer {
    Given(Row),
    /// To be worked out by case.
    Open,
}

/// What two columns, or those before and one more, meet together.
#[derive(Default)]
struct Joint {
    /// Classes of the right side.
    width: usize,
    pairs: Vec<u32>,
    more_pairs: BTreeMap<(u32, u32), u32>,
    classes: Vec<Rows>,
    places: Places,
}

impl Joint {
    fn class(&mut self, left: &[Rows], (one, other): (u32, u32), right: &[Rows]) -> u32 {
        let at = place(one).saturating_mul(self.width).saturating_add(place(other));
        if at < MOST_PAIRS {
            if let Some(known) = self.pairs.get(at).copied().filter(|known| *known != UNKNOWN) {
                return known;
            }
        } else if let Some(known) = self.more_pairs.get(&(one, other)) {
            return *known;
        }
        let (Some(a), Some(b)) = (left.get(place(one)), right.get(place(other))) else { return UNKNOWN };
        let both: Rows = if planted::is(52) { a.clone() } else { a.iter().zip(b).map(|(a, b)| a & b).collect() };
        let class = self.places.class_of(both, &mut self.classes);
        if at < MOST_PAIRS {
            if self.pairs.len() <= at {
                self.pairs.resize(at.saturating_add(1), UNKNOWN);
            }
            if let Some(slot) = self.pairs.get_mut(at) {
                *slot = class;
            }
        } else {
            self.more_pairs.insert((one, other), class);
        }
        class
    }
}

pub(super) fn table<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, decision: &'p Decision, year: Year) -> Result<Register, Needed> {
    let heads = registers(scene, decision.heads.iter().collect(), year)?;
    let official = decision.official.as_ref().map(|official| scene.register(official, year)).transpose()?;
    let kind = Kind::of(&expr.ty);
    let table = scene.table(expr, year, || Table::of(scene, (expr, decision), &heads, kind, year));
    let fits = |table: &Table| table.ready.axes.iter().zip(&heads).all(|(axis, head)| axis.kind == head.kind);
    let Some(table) = table.as_ref().as_ref().filter(|table| fits(table)) else {
        let parts = registers(scene, reads(decision), year)?;
        return Ok(Register::of_rows(kind, (0..scene.state.len()).map(|at| scene.case_row(expr, year, kind, &parts, at))));
    };
    let classes = table.classes(&heads, not_applicable(scene).code);
    let parts: Vec<Rc<Register>> = heads.iter().chain(&official).map(Rc::clone).collect();
    let na = not_applicable(scene);
    let rows = classes.into_iter().enumerate().map(|(at, class)| {
        let given = if class == OPEN_CLASS {
            Answer::Open
        } else {
            table.answer(class, || official.is_none().then(|| scene.worked_row(expr, year, kind, at)), na)
        };
        match (given, official.as_ref().map(|official| (official.row(at), official.kind))) {
            (Answer::Given(row), None) => row,
            // Nothing official: the rows say it; and where it says the same there is nothing more to tell.
            (Answer::Given(row), Some((given, _))) if given == na => row,
            (Answer::Given(row), Some((given, of)))
                if given.code == PLAIN && (brought(given, of, kind) == Some(row) || planted::is(55)) =>
            {
                row
            }
            _ => scene.case_row(expr, year, kind, &parts, at),
        }
    });
    Ok(Register::of_rows(kind, rows))
}

/// What a table reads that is not the same for everybody: its columns first.
pub(super) fn reads(decision: &Decision) -> Vec<&Expr> {
    fn within<'d>(expr: &'d Expr, found: &mut Vec<&'d Expr>) {
        if is_unchanging(expr) || found.contains(&expr) {
            return;
        }
        if !is_local(expr) {
            found.push(expr);
            return;
        }
        for part in parts_of(expr) {
            within(part, found);
        }
    }
    let mut found: Vec<&Expr> = Vec::new();
    for head in decision.heads.iter().chain(&decision.official) {
        if !found.contains(&head) {
            found.push(head);
        }
    }
    for row in &decision.rows {
        for part in [&row.least, &row.greatest].into_iter().chain(row.cells.iter().flatten()) {
            within(part, &mut found);
        }
    }
    found
}

/// `None`: its cells or what its rows give are not the same for everybody.
fn ready(scene: &Scene<'_, '_>, decision: &Decision, heads: &[Rc<Register>], kind: Kind, year: Year) -> Option<Ready> {
    if kind == Kind::Nothing || decision.heads.is_empty() || scene.state.len() == 0 {
        return None;
    }
    let constant = |expr: &Expr| {
        let kind = Kind::of(&expr.ty);
        if let ExprKind::Literal(value) = &expr.kind {
            return kind.whole(value).map(|whole| (kind, whole));
        }
        let row = is_unchanging(expr).then(|| scene.worked_row(expr, year, kind, 0))?;
        (row.code == PLAIN && kind != Kind::Nothing).then_some((kind, row.value))
    };
    let mut gives = Vec::with_capacity(decision.rows.len());
    for row in &decision.rows {
        let whole = row.least == row.greatest;
        if !is_unchanging(&row.least) || !is_unchanging(&row.greatest) {
            return None;
        }
        let plain = if whole { constant(&row.least) } else { None };
        gives.push(plain.and_then(|(of, value)| brought(Row { code: PLAIN, value }, of, kind)).map(|row| row.value));
    }
    let axes: Vec<Axis> = decision
        .heads
        .iter()
        .zip(heads)
        .enumerate()
        .map(|(column, (head, register))| Axis::of(decision, (column, head), register.kind, &constant))
        .collect::<Option<_>>()?;
    Some(Ready { hit: decision.hit, axes, gives, rest: decision.rows.iter().position(|row| row.rest) })
}

/// True where a table is the same in every year: none of its numbers ever changes.
fn is_the_same_in_every_year(program: &Program, decision: &Decision) -> bool {
    fn unchanging(program: &Program, heads: &[Expr], expr: &Expr) -> bool {
        match &expr.kind {
            _ if heads.contains(expr) => true,
            ExprKind::Literal(_) => true,
            ExprKind::Parameter(id) => {
                let values = program.parameters.get(id.at()).map(|parameter| parameter.values.as_slice());
                matches!(values, Some([only]) if only.from.is_none())
            }
            _ => is_local(expr) && parts_of(expr).into_iter().all(|part| unchanging(program, heads, part)),
        }
    }
    let parts = decision.rows.iter().flat_map(|row| [&row.least, &row.greatest].into_iter().chain(row.cells.iter().flatten()));
    parts.into_iter().all(|part| unchanging(program, &decision.heads, part))
}

impl Table {
    /// `None`: see [`ready`].
    fn of(scene: &Scene<'_, '_>, (expr, decision): (&Expr, &Decision), heads: &[Rc<Register>], kind: Kind, year: Year) -> Option<Table> {
        let panel = scene.state.panel;
        let make = || ready(scene, decision, heads, kind, year).map(Arc::new);
        let ready = match panel.table(place_of(expr)) {
            Some(known) => known,
            None if is_the_same_in_every_year(panel.program, decision) => panel.keep_table(place_of(expr), make()?),
            None => make()?,
        };
        let joints = ready.axes.iter().skip(1).map(|axis| Joint { width: axis.classes.len(), ..Joint::default() }).collect();
        Some(Table {
            ready,
            joints: RefCell::new(joints),
            answers: RefCell::default(),
            none: RefCell::default(),
            several: RefCell::default(),
        })
    }

    /// The class of each row of a block over all columns.
    fn classes(&self, heads: &[Rc<Register>], na: u32) -> Vec<u32> {
        let mut so_far: Vec<u32> = Vec::new();
        let mut joints = self.joints.borrow_mut();
        for (column, (axis, head)) in self.ready.axes.iter().zip(heads).enumerate() {
            let own = axis.classes_of(head, na);
            if column == 0 {
                so_far = if self.ready.hit == Hit::HighestMet { own.into_iter().map(|class| axis.first(class)).collect() } else { own };
                continue;
            }
            if self.ready.hit == Hit::HighestMet {
                for (first, class) in so_far.iter_mut().zip(own) {
                    // An open column anywhere leaves the row open.
                    *first = if *first == OPEN_CLASS || class == OPEN_CLASS { OPEN_CLASS } else { (*first).min(axis.first(class)) };
                }
                continue;
            }
            let (before, now) = joints.split_at_mut(column.saturating_sub(1));
            let left: &[Rows] = match before.last() {
                Some(joint) => &joint.classes,
                None => self.ready.axes.first().map_or(&[], |axis| axis.classes.as_slice()),
            };
            let Some(joint) = now.first_mut() else { continue };
            let mut last = (OPEN_CLASS, OPEN_CLASS, OPEN_CLASS);
            for (class, own) in so_far.iter_mut().zip(own) {
                if *class == OPEN_CLASS || own == OPEN_CLASS {
                    *class = OPEN_CLASS;
                    continue;
                }
                if (last.0, last.1) != (*class, own) {
                    last = (*class, own, joint.class(left, (*class, own), &axis.classes));
                }
                *class = last.2;
            }
        }
        so_far
    }

    /// What a class gives; what is not plain is worked out by `worked`, where that is the same for the class.
    fn answer(&self, class: u32, worked: impl Fn() -> Option<Row>, na: Row) -> Answer {
        let at = place(class);
        if let Some(known) = self.answers.borrow().get(at).copied().flatten() {
            return known;
        }
        let given = self.given(class, &worked, na).map_or(Answer::Open, Answer::Given);
        let mut answers = self.answers.borrow_mut();
        if answers.len() <= at {
            answers.resize(at.saturating_add(1), None);
        }
        if let Some(slot) = answers.get_mut(at) {
            *slot = Some(given);
        }
        given
    }

    fn given(&self, class: u32, worked: &impl Fn() -> Option<Row>, na: Row) -> Option<Row> {
        let once = |kept: &RefCell<Option<Row>>| {
            let known = *kept.borrow();
            known.or_else(|| {
                *kept.borrow_mut() = worked();
                *kept.borrow()
            })
        };
        let plain = |at: usize| self.ready.gives.get(at).copied().flatten().map(|value| Row { code: PLAIN, value });
        let rest = || self.ready.rest.and_then(plain);
        if self.ready.hit == Hit::HighestMet {
            return match (place(class) < self.ready.gives.len(), self.ready.rest) {
                (true, _) => plain(place(class)).or_else(worked),
                (false, None) => Some(na),
                (false, Some(_)) => rest().or_else(|| once(&self.none)),
            };
        }
        let joints = self.joints.borrow();
        let classes = joints.last().map_or_else(|| self.ready.axes.first().map(|axis| &axis.classes), |joint| Some(&joint.classes));
        let rows = classes.and_then(|classes| classes.get(place(class)))?;
        match (first_of(rows), self.ready.hit) {
            (None, Hit::EachRow) if self.ready.rest.is_none() => Some(Row { code: PLAIN, value: 0 }),
            (None, _) => rest().or_else(|| once(&self.none)),
            (Some(first), Hit::Unique) if is_one(rows) => plain(first).or_else(worked),
            (Some(_), Hit::Unique) => once(&self.several),
            (Some(first), _) => {
                let mut sum = Some(0_i64);
                for at in each(rows, first) {
                    sum = sum.and_then(|sum| sum.checked_add(plain(at)?.value));
                    if planted::is(54) {
                        break;
                    }
                }
                sum.map(|value| Row { code: PLAIN, value }).or_else(worked)
            }
        }
    }
}
