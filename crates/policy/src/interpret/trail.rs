//! What trying out the values of an unknown asks of the entity whose result it is.
//!
//! In: a run that supposes a value of one unknown, for one result. Out: every variable and every cell of that entity it asked for, in the order
//! asked, and whether it asked for anything else: another entity, a record, a population. Another entity whose result hangs on the same and
//! that answers the same comes to the same. Deliberately absent: what the answers are, and who keeps what came out.

use std::cell::RefCell;
use std::rc::Rc;

use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use crate::finding::{Cause, Instance};
use crate::ir::{Expr, ExprKind, GatherKind, Shape, Variable, VariableId, Whose};

/// What was asked of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// What it certainly is in a year; where that is open, what it rests on is asked for next.
    Variable(VariableId, Year),
    Cell {
        table: TableId,
        column: ColumnId,
        year: Option<Year>,
        /// The values of its enum keys.
        keys: Vec<Value>,
    },
}

/// Everything that was asked, each once.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    pub asked: Vec<Asked>,
    /// Something else was asked for as well: what came out is this entity's alone.
    pub beyond: bool,
}

/// Whose trail is followed.
pub(super) struct Followed {
    result: Instance,
    own: EntityIx,
    kind: KindId,
    trail: RefCell<Trail>,
}

impl Followed {
    /// `None`: a result of nobody, or not of one year.
    pub fn of(run: &Interpreter<'_>, result: Instance) -> Option<Rc<Followed>> {
        let variable = run.program.variable(result.variable).filter(|variable| variable.yearly && result.args.is_empty())?;
        let (own, kind) = (result.entity?, variable.owner?);
        let trail = RefCell::new(Trail { beyond: is_beyond(variable), ..Trail::default() });
        Some(Rc::new(Followed { result, own, kind, trail }))
    }

    pub fn trail(&self) -> Trail {
        self.trail.borrow().clone()
    }

    fn ask(&self, asked: Asked) {
        let mut trail = self.trail.borrow_mut();
        if !trail.asked.contains(&asked) {
            trail.asked.push(asked);
        }
    }

    fn goes_beyond(&self) {
        self.trail.borrow_mut().beyond = true;
    }

    /// A cell that is not known: what its row says of it.
    pub fn cause(&self, cause: &Cause) {
        match cause {
            Cause::Cell { table, column: Some(column), entity: Some(entity), year, keys } => {
                self.cell(*entity, (*table, *column), *year, keys);
            }
            Cause::Open(_) => {}
            _ => self.goes_beyond(),
        }
    }

    /// A cell is read.
    pub fn cell(&self, entity: EntityIx, (table, column): (TableId, ColumnId), year: Option<Year>, keys: &[Value]) {
        if entity == self.own {
            self.ask(Asked::Cell { table, column, year, keys: keys.to_vec() });
        } else {
            self.goes_beyond();
        }
    }

    /// The variables of everybody, of one year, under its rules alone.
    fn is_own(&self, variable: &Variable) -> bool {
        variable.yearly && variable.owner == Some(self.kind)
    }

    /// An instance is asked for; `worked_out`: the run at hand had worked it out before, so that nothing below it was asked for.
    pub fn instance(&self, run: &Interpreter<'_>, instance: Instance, worked_out: bool) {
        if instance == self.result {
            return;
        }
        let own = instance.entity == Some(self.own) && instance.args.is_empty();
        match run.program.variable(instance.variable) {
            Some(variable) if own && self.is_own(variable) && !worked_out => self.ask(Asked::Variable(instance.variable, instance.year)),
            _ => self.goes_beyond(),
        }
    }

    /// The rules of a variable are applied.
    pub fn rules(&self, variable: &Variable) {
        if is_beyond(variable) || !self.is_own(variable) {
            self.goes_beyond();
        }
    }

    /// An expression is worked out.
    pub fn expr(&self, run: &Interpreter<'_>, expr: &Expr, frame: Frame<'_>) {
        let schema = &run.program.schema;
        let within = match &expr.kind {
            ExprKind::Variable { variable, whose: Whose::Own, args } => {
                args.is_empty() && run.program.variable(*variable).is_some_and(|variable| self.is_own(variable))
            }
            ExprKind::Column { table, whose: Whose::Own, .. } => {
                schema.table(*table).and_then(|table| table.keys.first()).is_some_and(|key| key.ty == KeyType::Entity(self.kind))
            }
            ExprKind::Gather(gather) => {
                matches!(gather.kind, GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_))
            }
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::ThisYear
            | ExprKind::DecisionDay
            | ExprKind::Previous(_)
            | ExprKind::First { .. }
            | ExprKind::History(_)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Items { .. }
            | ExprKind::Compare { .. }
            | ExprKind::In { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::YearPlus { .. }
            | ExprKind::IsNa(_)
            | ExprKind::HasValue(_)
            | ExprKind::ElseIfNa { .. }
            | ExprKind::Clip { .. }
            | ExprKind::Extreme { .. }
            | ExprKind::Match { .. }
            | ExprKind::Has { .. }
            | ExprKind::Decision(_) => true,
            _ => false,
        };
        if !within || frame.entity != Some(self.own) || frame.row.is_some() {
            self.goes_beyond();
        }
    }
}

/// More hangs on it than what its rules read.
fn is_beyond(variable: &Variable) -> bool {
    !matches!(variable.shape, Shape::Rules)
        || variable.judgement.is_some()
        || variable.outcome.is_some()
        || variable.is_by_day()
        || !variable.left_open.is_empty()
        || variable.rules.iter().any(|rule| rule.published)
}
