//! The same meaning over columns: what an evaluator that works for everyone at once has worked out is read from it.
//!
//! In: [`Columns`], which say what an expression or an instance comes to where that is known. Out: single expressions, the rules of
//! one instance, and a finding, each worked out from what the columns hold. Where nothing is open an evaluator over columns
//! needs none of this; where something is, it works out each case once, here, and uses it for every row like it. What is certain
//! to be read is never worked out a second time. Deliberately absent: how columns are kept, and which rows are alike.

mod asked;
mod many;
mod times;

use std::collections::BTreeSet;
use std::rc::Rc;

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};

use super::expression::Frame;
use super::outcome::{Marks, Outcome, Shared};
use super::trail::Trail;
use super::{Choice, Decision, Interpreter, SetAside, Told, Worked};
use crate::finding::{Cause, Finding, Instance, Mark, PublishedDiffers, Status};
use crate::ir::{Arg, Args, Expr, ExprKind, Variable, VariableId, Whose, walk};
use crate::possible::Possible;

pub use asked::day_named;
pub use many::OneOfMany;
pub use times::{Held, Times};

/// What is worked out for everyone.
pub trait Columns {
    /// What an expression of the instance's variable is, read for an entity and a year; `None`: not in any column.
    fn reading(&self, expr: &Expr, instance: Instance, entity: Option<EntityIx>, year: Year) -> Option<Outcome>;

    /// What an instance comes to, and by which rules; `None`: not in any column.
    fn instance(&self, instance: Instance) -> Option<RowWorked>;

    /// The records of a table that concern an entity, in their order; those that may concern anybody: of nobody. `None`: look them up.
    fn records_of(&self, _: TableId, _: ColumnId, _: Option<EntityIx>) -> Option<Vec<EntityIx>> {
        None
    }

    /// Who competes with an instance, where most are told by their number alone; `None`: everybody is asked.
    fn rivals(&self, _: Instance) -> Option<Told> {
        None
    }

    /// What trying each value of the one unknown came to for a result like this one, told of its entity; marks are left as they are.
    fn tightened(&self, _: Instance) -> Option<Outcome> {
        None
    }

    /// What it came to, and what it asked of the entity.
    fn keep_tightened(&self, _: Instance, _: &Outcome, _: &Trail) {}

    /// What an instance comes to alone.
    fn outcome(&self, instance: Instance) -> Option<Outcome> {
        self.instance(instance).map(|worked| worked.outcome)
    }
}

/// An instance worked out, as an evaluator over columns keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowWorked {
    pub outcome: Outcome,
    pub decision: Decision,
    pub set_aside: Option<Box<SetAside>>,
}

impl<'a> Interpreter<'a> {
    /// One that reads from columns what they hold.
    #[must_use]
    pub fn over(program: &'a crate::ir::Program, facts: &'a Facts, choice: Choice, columns: &'a dyn Columns) -> Interpreter<'a> {
        Interpreter { columns: Some(columns), ..Interpreter::new(program, facts, choice) }
    }

    /// What an expression is; its parts are read from the columns where they stand there.
    #[must_use]
    pub fn outcome_of(&self, expr: &Expr, instance: Instance, entity: Option<EntityIx>, year: Year) -> Outcome {
        self.eval_plain(expr, Frame { entity, year, ..Frame::at(instance) })
    }

    /// What an instance comes to by its rules; what they read is read from the columns.
    #[must_use]
    pub fn rules_of(&self, instance: Instance) -> RowWorked {
        self.rules_and_cut_of(instance).0
    }

    /// The same, and whether it stands level with others between whom a cut line falls.
    #[must_use]
    pub fn rules_and_cut_of(&self, instance: Instance) -> (RowWorked, bool) {
        let Worked { outcome, decision, set_aside, list, tiers, .. } = self.work_out(instance);
        let at_cut = list.is_some_and(|list| list.at_cut) || tiers.is_some_and(|tiers| tiers.at_cut);
        (RowWorked { outcome, decision, set_aside }, at_cut)
    }

    /// Lets go of what was worked out: there is another column for it.
    pub fn let_go(&self) {
        self.memo.borrow_mut().iter_mut().for_each(std::collections::BTreeMap::clear);
        self.indexed.borrow_mut().clear();
        self.groups.borrow_mut().clear();
        self.figures.borrow_mut().clear();
        self.leaving_out.borrow_mut().clear();
    }

    /// Whom an expression reads, where that is known.
    #[must_use]
    pub fn whose_is_read(&self, whose: &Whose, instance: Instance, year: Year) -> Option<EntityIx> {
        self.whose(whose, Frame { year, ..Frame::at(instance) })
    }

    /// True if missing rows of the table are the same for every entity: it is not signed entity by entity.
    #[must_use]
    pub fn is_signed_for_all(&self, table: TableId) -> bool {
        !self.signed_by_entity(table)
    }

    /// The year of an event or a tenure: what it has is worked out under that year, whoever reads it.
    #[must_use]
    pub fn own_year(&self, entity: EntityIx) -> Option<Year> {
        self.year_of_record(entity)
    }

    /// The first year on record in what an expression reads, or the year at hand.
    #[must_use]
    pub fn history_begins(&self, expr: &Expr, at: Year) -> Year {
        self.earliest_year(expr, at)
    }

    /// True if a table is signed complete for each year by itself, so that records of a year that are not there do not exist.
    #[must_use]
    pub fn records_are_complete(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        entity: Option<EntityIx>,
        instance: Instance,
        year: Year,
    ) -> bool {
        let frame = Frame { entity, year, ..Frame::at(instance) };
        matches!(self.standing_of_records(table, concerns, entity, Some(year), frame), super::read::Standing::Closed)
    }

    /// An instance that is worked out, as people are told of it before any value of an unknown is tried.
    #[must_use]
    pub fn told_untried(&self, instance: Instance, worked: &RowWorked) -> Finding {
        let before = worked.set_aside.as_ref().map(|set_aside| Box::new(self.before(set_aside)));
        Finding { before, ..self.told(instance, &worked.outcome, &worked.decision) }
    }

    /// The status that an outcome is told as, whichever row it is of. `None`: a value that is no plain one, or an unknown with so few values
    /// that each is tried for the row.
    #[must_use]
    pub fn status_told(&self, outcome: &Outcome) -> Option<Status> {
        let certain = outcome.possible.is_certain();
        let tried = !certain && !outcome.tight;
        (!tried && outcome.possible.known().is_none()).then(|| self.status_of(outcome))
    }

    /// The status that an outcome is told as that nothing more is tried for, and its value where it stands.
    #[must_use]
    pub fn told_as<'o>(&self, outcome: &'o Outcome) -> (Status, Option<&'o Value>) {
        (self.status_of(outcome), outcome.possible.known())
    }

    /// 存在 (with `exists`) or 计数 of records of a year that concern an entity, each with whether its condition holds.
    #[must_use]
    pub fn counted_of(
        &self,
        exists: bool,
        (table, concerns): (TableId, ColumnId),
        each: &[(EntityIx, Outcome)],
        instance: Instance,
        entity: Option<EntityIx>,
        year: Year,
    ) -> Outcome {
        let frame = Frame { entity, year, ..Frame::at(instance) };
        let surely = Outcome::certain(Possible::truth(true));
        let each = each.iter().map(|(record, holds)| {
            let counts = super::logic::join(false, &[surely.clone(), holds.clone()]);
            super::logic::join(false, &[self.in_year(table, *record, Some(year)), counts])
        });
        let (each, missing) = (each.collect(), self.missing_records(table, Some(concerns), frame));
        if exists { super::read::any_of(each, missing) } else { super::read::number_of(each, missing) }
    }

    /// An expression as the columns hold it; never one of which a part is assumed to be otherwise for the moment.
    pub(super) fn in_columns(&self, expr: &Expr, frame: Frame<'_>) -> Option<Outcome> {
        let columns = self.columns.filter(|_| frame.row.is_none())?;
        let assumed_within = !frame.assumed.is_empty() && walk::parts(expr).into_iter().any(|part| holds_one_of(part, frame.assumed));
        if assumed_within {
            return None;
        }
        columns.reading(expr, frame.instance, frame.entity, frame.year)
    }

    /// The records that concern an entity, or (of nobody) may concern anybody; for a run and all that vary it.
    pub(super) fn records_of(&self, table: TableId, concerns: ColumnId, whom: Option<EntityIx>) -> Vec<EntityIx> {
        if let Some(run) = self.varies {
            return run.records_of(table, concerns, whom);
        }
        let in_columns = self.columns.and_then(|columns| columns.records_of(table, concerns, whom));
        in_columns.unwrap_or_else(|| self.records_by(table, concerns).get(&whom).cloned().unwrap_or_default())
    }

    /// What an instance is to another that reads it.
    pub(super) fn read_by_another(&self, instance: Instance) -> Outcome {
        match self.columns.and_then(|columns| columns.outcome(instance)) {
            Some(outcome) => Outcome { in_conflict: false, ..outcome },
            None => self.work(instance).outcome.as_read(),
        }
    }

    pub(super) fn instance_in_columns(&self, instance: Instance) -> Option<Rc<Worked>> {
        let RowWorked { outcome, decision, set_aside } = self.columns?.instance(instance)?;
        Some(Rc::new(Worked { decision, set_aside, ..Worked::plain(outcome) }))
    }
}

/// The variables that a variable's rules, bounds and populations read.
#[must_use]
pub fn variables_read(variable: &Variable) -> BTreeSet<VariableId> {
    let mut read = BTreeSet::new();
    for (_, root) in walk::variable_roots(variable) {
        walk::visit(root, &mut |part| {
            if let ExprKind::Variable { variable, .. } = &part.kind {
                read.insert(*variable);
            }
        });
    }
    read
}

/// The parts of an expression, one step down.
#[must_use]
pub fn parts_of(expr: &Expr) -> Vec<&Expr> {
    walk::parts(expr)
}

fn holds_one_of(expr: &Expr, assumed: &[(&Expr, Possible)]) -> bool {
    assumed.iter().any(|(atom, _)| *atom == expr) || walk::parts(expr).into_iter().any(|part| holds_one_of(part, assumed))
}

impl Outcome {
    /// The same outcome told of other entities: causes and marks name them; values are left as they are.
    #[must_use]
    pub fn renamed(&self, rename: &dyn Fn(EntityIx) -> EntityIx) -> Outcome {
        let causes = if self.causes.is_empty() {
            self.causes.clone()
        } else {
            Shared::of(self.causes.iter().map(|cause| cause_renamed(cause, rename)).collect())
        };
        Outcome { causes, marks: renamed_marks(&self.marks, rename), ..self.clone() }
    }
}

fn renamed_marks(marks: &Marks, rename: &dyn Fn(EntityIx) -> EntityIx) -> Marks {
    if marks.is_empty() {
        return marks.clone();
    }
    Shared::of(marks.iter().map(|mark| mark_renamed(mark, rename)).collect())
}

fn instance_renamed(instance: Instance, rename: &dyn Fn(EntityIx) -> EntityIx) -> Instance {
    let arg = |arg: Arg| if let Arg::Entity(entity) = arg { Arg::Entity(rename(entity)) } else { arg };
    Instance { entity: instance.entity.map(rename), args: Args(instance.args.0.map(|a| a.map(arg))), ..instance }
}

fn values_renamed(values: &[Value], rename: &dyn Fn(EntityIx) -> EntityIx) -> Vec<Value> {
    values.iter().map(|v| if let Value::Entity(entity) = v { Value::Entity(rename(*entity)) } else { v.clone() }).collect()
}

fn cause_renamed(cause: &Cause, rename: &dyn Fn(EntityIx) -> EntityIx) -> Cause {
    match cause.clone() {
        Cause::Cell { table, column, entity, year, keys } => {
            Cause::Cell { table, column, entity: entity.map(rename), year, keys: values_renamed(&keys, rename) }
        }
        Cause::Completeness { table, entity, year, keys } => {
            Cause::Completeness { table, entity: entity.map(rename), year, keys: values_renamed(&keys, rename) }
        }
        Cause::NotSigned { table, entity, year, keys } => {
            Cause::NotSigned { table, entity: entity.map(rename), year, keys: values_renamed(&keys, rename) }
        }
        Cause::Judgement { instance, needed } => Cause::Judgement { instance: instance_renamed(instance, rename), needed },
        Cause::Given(instance) => Cause::Given(instance_renamed(instance, rename)),
        Cause::Unassessed(instance) => Cause::Unassessed(instance_renamed(instance, rename)),
        Cause::Rule { instance, rules, fault } => Cause::Rule { instance: instance_renamed(instance, rename), rules, fault },
        other @ (Cause::Open(_) | Cause::DecisionDay) => other,
    }
}

fn mark_renamed(mark: &Mark, rename: &dyn Fn(EntityIx) -> EntityIx) -> Mark {
    match mark.clone() {
        Mark::Basis { table, column, basis, key, origin } => {
            Mark::Basis { table, column, basis, key: values_renamed(&key, rename), origin }
        }
        Mark::PublishedDiffers(differs) => {
            let PublishedDiffers { variable, of } = *differs;
            let of = of.map(|mut of| {
                of.entity = of.entity.map(rename);
                of
            });
            Mark::PublishedDiffers(Box::new(PublishedDiffers { variable, of }))
        }
        other => other,
    }
}
