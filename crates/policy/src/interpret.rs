//! The interpreter: the meaning of the language, one entity at a time.
//!
//! In: a checked program, facts, and what the run is asked under. Out: a [`Finding`] for each instance asked for, and its
//! explanation. Small and plain on purpose: it is what the panel evaluator is compared with. Every value is computed as
//! everything it can still be ([`Possible`]); a status is read off that at the end.
//!
//! Deliberately absent: order of lines, caches that a result could depend on (the memo holds only what was asked and would
//! be computed again the same), files, the clock.

mod alike;
mod arithmetic;
mod asserts;
mod calendar;
pub mod columns;
pub mod composite;
mod conclusion;
mod cut;
mod decision;
mod difference;
mod explain;
mod expression;
mod follow;
mod gather;
mod group;
mod hanging;
mod history;
mod in_force;
mod judgement;
mod list;
mod logic;
mod open;
mod outcome;
pub mod posts;
mod published;
mod quota;
mod rank;
mod reached;
mod read;
mod reading;
mod rivals;
mod rules;
mod scores;
mod set_aside;
mod several_years;
mod share;
mod tiers;
mod tighten;
pub mod trail;
mod trial;
#[cfg(test)]
mod truth_tables;
mod weighted;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};

use crate::finding::{Before, Between, Fault, Finding, Instance, Mark, Status};
use crate::ir::{Args, OpenId, ParameterId, Program, VariableId};
use crate::possible::{Possible, Range};

pub use group::without_origin;
pub(crate) use list::ListReasons;
pub use outcome::{Causes, Marks, Outcome, Shared};
pub use quota::ListFigure;
pub(crate) use rank::RankReasons;
pub use rivals::{MemberTold, Told};
pub use rules::Decision;
pub use set_aside::SetAside;
pub(crate) use share::ShareReasons;
pub(crate) use tiers::TierReasons;
pub(crate) use trial::Focus;

/// What a run is asked under.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Apply the rules of this year to every period.
    pub law_as_of: Option<Year>,
    /// Refuse every presumption.
    pub strict: bool,
    /// 决定日: the day on which conclusions are decided, where it is known.
    pub decided_on: Option<jiff::civil::Date>,
    /// What-if: values for open values, settled or not.
    pub opens: BTreeMap<OpenId, Value>,
    /// What-if: other values for named numbers.
    pub parameters: BTreeMap<ParameterId, Value>,
}

/// Something whose value is given instead of read or computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pin {
    Variable(Instance),
    Column {
        table: TableId,
        column: ColumnId,
        /// `None`: the table is nobody's.
        entity: Option<EntityIx>,
        year: Option<Year>,
        keys: Vec<Value>,
    },
    Open(OpenId),
    Parameter(ParameterId),
    /// What was judged, before exceptions.
    Judged(Instance),
}

/// Given values: by pack tests, by what-ifs, and by the search for tight bounds.
pub type Pins = BTreeMap<Pin, Possible>;

/// An instance worked out: everything it can be, why, and how it came about.
#[derive(Clone, Debug)]
pub(crate) struct Worked {
    pub outcome: Outcome,
    pub decision: Decision,
    // Boxed: most instances have none, and there are very many.
    pub rank: Option<Box<RankReasons>>,
    pub list: Option<Box<ListReasons>>,
    /// 不计: what the condition of a conclusion came to before.
    pub set_aside: Option<Box<SetAside>>,
    pub tiers: Option<Box<TierReasons>>,
    pub share: Option<Box<ShareReasons>>,
}

/// Evaluates instances of one program over one set of facts.
pub struct Interpreter<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a Facts,
    pub(crate) choice: Choice,
    pins: Pins,
    /// By variable; see [`memo_key`].
    memo: RefCell<Vec<BTreeMap<u64, Rc<Worked>>>>,
    /// The same for instances with further indexes, which are few.
    indexed: RefCell<BTreeMap<Instance, Rc<Worked>>>,
    groups: RefCell<BTreeMap<(VariableId, Year, Args), Rc<group::Competition>>>,
    /// See [`follow`].
    records: RefCell<BTreeMap<(TableId, ColumnId), follow::ByConcern>>,
    members: RefCell<BTreeMap<(KindId, Year), Members>>,
    /// Who has a row of a table (and a column in it) in a year.
    holders: RefCell<BTreeMap<RecordPlace, Members>>,
    /// How many instances are being worked out right now, one inside the other.
    depth: RefCell<u32>,
    /// The first year in which a value is given.
    first_given: Option<Year>,
    /// Where the history begins of each condition that 首次 asks for.
    beginnings: RefCell<Vec<(crate::ir::Expr, Option<Year>)>>,
    /// Matters this run leaves out (不计); `None`: an ordinary run.
    without: Option<BTreeSet<EntityIx>>,
    /// What instances come to where some matters are left out.
    leaving_out: RefCell<LeftOut>,
    /// What 归一 and 记组平均 read of everybody.
    figures: RefCell<Vec<(scores::FiguresPlace, scores::Figures)>>,
    /// The run this one varies: what is certain there is certain here.
    varies: Option<&'a Interpreter<'a>>,
    /// What was read, where that is wanted.
    seen: Option<RefCell<trial::Seen>>,
    /// Some inputs are supposed to be otherwise.
    trial: Option<trial::Trial<'a>>,
    /// What is worked out already, for everyone at once.
    columns: Option<&'a dyn columns::Columns>,
    /// Whose result this run tries out, where what it asks for is wanted.
    followed: Option<Rc<trail::Followed>>,
}

/// Who there is of a kind in a year.
type Members = Rc<Vec<EntityIx>>;

/// What instances come to without some matters.
type LeftOut = BTreeMap<(BTreeSet<EntityIx>, Instance), Rc<Outcome>>;

/// Which record is asked for: table, column, year, enum keys.
type RecordPlace = (TableId, Option<ColumnId>, Year, Vec<Value>);

/// Rules read one another, and their own past through 上年; deeper than this it is a fault.
const DEEPEST: u32 = 20_000;

/// The stack left before another piece is taken from the heap, and the size of a piece, in bytes: a long chain of rules must
/// not end the program.
const STACK_LEFT: usize = 256 * 1024;
const STACK_PIECE: usize = 4 * 1024 * 1024;

impl<'a> Interpreter<'a> {
    /// An interpreter with nothing given.
    #[must_use]
    pub fn new(program: &'a Program, facts: &'a Facts, choice: Choice) -> Interpreter<'a> {
        Interpreter::with_pins(program, facts, choice, Pins::new())
    }

    /// An interpreter in which some values are given.
    #[must_use]
    pub fn with_pins(program: &'a Program, facts: &'a Facts, choice: Choice, pins: Pins) -> Interpreter<'a> {
        let first_given = pins.keys().filter_map(|pin| year_of(pin, program)).min();
        Interpreter {
            program,
            facts,
            choice,
            pins,
            memo: RefCell::new(vec![BTreeMap::new(); program.variables.len()]),
            groups: RefCell::default(),
            records: RefCell::default(),
            indexed: RefCell::default(),
            members: RefCell::default(),
            holders: RefCell::default(),
            depth: RefCell::new(0),
            first_given,
            beginnings: RefCell::default(),
            without: None,
            leaving_out: RefCell::default(),
            figures: RefCell::default(),
            varies: None,
            seen: None,
            trial: None,
            columns: None,
            followed: None,
        }
    }

    /// The same run with some more values given. What was certain before is not worked out again.
    pub(crate) fn varied<'b>(&'b self, pins: Pins) -> Interpreter<'b> {
        let mut all = self.pins.clone();
        all.extend(pins);
        Interpreter {
            varies: Some(self),
            without: self.without.clone(),
            trial: self.trial_within(),
            followed: self.followed.clone(),
            ..Interpreter::with_pins(self.program, self.facts, self.choice.clone(), all)
        }
    }

    /// The result for one instance.
    pub fn finding(&self, instance: Instance) -> Finding {
        let worked = self.work(instance);
        let outcome = self.tightened(instance, &worked.outcome);
        let before = worked.set_aside.as_ref().map(|s| Box::new(self.before(s)));
        Finding { before, ..self.told(instance, &outcome, &worked.decision) }
    }

    /// An outcome as people are told of it.
    fn told(&self, instance: Instance, outcome: &Outcome, decision: &Decision) -> Finding {
        let possible = &outcome.possible;
        let status = self.status_of(outcome);
        let marks = outcome.marks.to_set();
        let between = match (&possible.range, status) {
            (Some(range @ (Range::Between { .. } | Range::One(_))), Status::Unknown) => {
                Some(Between { least: range.least().cloned(), greatest: range.greatest().cloned(), wide: !outcome.tight })
            }
            _ => None,
        };
        Finding {
            instance,
            status,
            value: possible.known().cloned(),
            between,
            may_be_na: status == Status::Unknown && possible.na,
            causes: if status == Status::Holds || status == Status::NotApplicable { Default::default() } else { outcome.causes.to_set() },
            rules: decision.winners.clone(),
            by_default: decision.by_default,
            not_in_force: decision.not_in_force,
            also_held: decision.also_held.clone(),
            pending: decision.pending.clone(),
            marks,
            before: None,
        }
    }

    fn before(&self, set_aside: &SetAside) -> Before {
        Before {
            status: self.status_of(&set_aside.before),
            value: set_aside.before.possible.known().cloned(),
            matters: set_aside.matters.clone(),
            perhaps: set_aside.perhaps.clone(),
        }
    }

    fn status_of(&self, outcome: &Outcome) -> Status {
        let possible = &outcome.possible;
        if possible.known().is_some() {
            Status::Holds
        } else if possible.is_na() {
            Status::NotApplicable
        } else if possible.is_fault() {
            if outcome.in_conflict { Status::Conflict } else { Status::Error }
        } else {
            Status::Unknown
        }
    }

    /// Works an instance out, once.
    pub(crate) fn work(&self, instance: Instance) -> Rc<Worked> {
        if let Some(known) = self.remembered(instance) {
            self.seen_again(trial::Place::Instance(instance));
            return known;
        }
        if let Some(before) = self.unchanged_instance(instance) {
            return before;
        }
        if let Some(known) = self.instance_in_columns(instance) {
            return known;
        }
        if let Some(followed) = &self.followed {
            followed.instance(self, instance, self.varies.is_some_and(|run| run.remembered(instance).is_some()));
        }
        if let Some(before) = self.varies.and_then(|run| run.certain(instance))
            && !self.pins.contains_key(&Pin::Variable(instance))
        {
            return before;
        }
        let deep = *self.depth.borrow();
        if deep >= DEEPEST {
            return Rc::new(Worked::plain(Outcome::fault(instance, Vec::new(), Fault::EndlessHistory)));
        }
        *self.depth.borrow_mut() = deep.saturating_add(1);
        self.seen_begin();
        let worked = Rc::new(stacker::maybe_grow(STACK_LEFT, STACK_PIECE, || self.work_out(instance)));
        self.seen_end(trial::Place::Instance(instance));
        *self.depth.borrow_mut() = deep;
        self.remember(instance, &worked);
        worked
    }

    fn remembered(&self, instance: Instance) -> Option<Rc<Worked>> {
        if !instance.args.is_empty() {
            return self.indexed.borrow().get(&instance).map(Rc::clone);
        }
        self.memo.borrow().get(instance.variable.at())?.get(&memo_key(instance)).map(Rc::clone)
    }

    fn remember(&self, instance: Instance, worked: &Rc<Worked>) {
        if !instance.args.is_empty() {
            self.indexed.borrow_mut().insert(instance, Rc::clone(worked));
            return;
        }
        if let Some(of_variable) = self.memo.borrow_mut().get_mut(instance.variable.at()) {
            of_variable.insert(memo_key(instance), Rc::clone(worked));
        }
    }

    fn certain(&self, instance: Instance) -> Option<Rc<Worked>> {
        let here = self.remembered(instance).or_else(|| self.instance_in_columns(instance)).filter(|w| w.outcome.possible.is_certain());
        here.or_else(|| self.varies.and_then(|run| run.certain(instance)))
    }

    fn work_out(&self, instance: Instance) -> Worked {
        if let Some(given) = self.pins.get(&Pin::Variable(instance)) {
            return Worked::plain(Outcome::given(given.clone(), instance));
        }
        if let (Some(followed), Some(variable)) = (&self.followed, self.program.variable(instance.variable)) {
            followed.rules(variable);
        }
        let mut worked = match self.program.variable(instance.variable) {
            Some(variable) if self.beyond_limit(variable, instance) => Worked::plain(Outcome::certain(Possible::not_applicable())),
            Some(variable) => {
                let worked = self.apply_rules(variable, instance);
                match variable.outcome.and_then(|id| self.program.outcomes.get(id.at())) {
                    Some(outcome) => self.after_setting_aside(outcome, instance, worked),
                    None => worked,
                }
            }
            None => Worked::plain(Outcome::certain(Possible::not_applicable())),
        };
        // Rules of another year: whatever rests on this says so, also a result of the rules' own year that looks back.
        if let Some(law) = self.choice.law_as_of.filter(|law| *law != instance.year) {
            worked.outcome.marks.join(&outcome::Marks::one(Mark::LawAsOf(law)));
        }
        worked
    }

    /// True for an entity that a 结论 is not about (限).
    fn beyond_limit(&self, variable: &crate::ir::Variable, instance: Instance) -> bool {
        let outcome = variable.outcome.and_then(|id| self.program.outcomes.get(id.at()));
        let kind = instance.entity.and_then(|e| self.facts.entities.kind_of(e));
        match (outcome, kind) {
            (Some(outcome), Some(kind)) => !outcome.is_about(kind, &self.program.schema),
            _ => false,
        }
    }

    /// The year whose rules and numbers apply to a period.
    pub(crate) fn law_year(&self, period: Year) -> Year {
        self.choice.law_as_of.unwrap_or(period)
    }

    pub(crate) fn has_pins(&self) -> bool {
        !self.pins.is_empty()
    }

    pub(crate) fn pin(&self, pin: &Pin) -> Option<&Possible> {
        self.pins.get(pin)
    }

    pub(crate) fn members(&self, kind: KindId, year: Year) -> Rc<Vec<EntityIx>> {
        if let Some(known) = self.members.borrow().get(&(kind, year)) {
            return Rc::clone(known);
        }
        let mut members = self.facts.entities.members(&self.program.schema, kind, year);
        members.retain(|member| !self.leaves_out(*member));
        let members = Rc::new(members);
        self.members.borrow_mut().insert((kind, year), Rc::clone(&members));
        members
    }
}

/// Year and entity as one number: this is looked up more often than anything else. Nobody comes before everybody.
fn memo_key(instance: Instance) -> u64 {
    let year = u64::from(instance.year.0.cast_unsigned());
    let entity = instance.entity.map_or(0, |e| u64::from(e.0).saturating_add(1));
    year << 33 | entity
}

/// The year a given value belongs to, if it belongs to one.
fn year_of(pin: &Pin, program: &Program) -> Option<Year> {
    match pin {
        Pin::Variable(instance) => program.variable(instance.variable).filter(|v| v.yearly).map(|_| instance.year),
        Pin::Column { year, .. } => *year,
        Pin::Open(_) | Pin::Parameter(_) => None,
        Pin::Judged(instance) => Some(instance.year),
    }
}

impl Worked {
    fn plain(outcome: Outcome) -> Worked {
        Worked { outcome, decision: Decision::default(), rank: None, list: None, tiers: None, share: None, set_aside: None }
    }
}
