//! The plan of a run: which kernels answer each result, in order, and what goes row by row.
//!
//! In: a checked program, and which of its results are asked for. Out: for each variable that they rest on, in the order in which they are
//! worked out, its registers with what each asks of others, how its rules or its set rule give the value, what is done for rows that are
//! open, and which columns are read by whom. Which kernel answers an expression is asked of the very function that the run asks
//! (`scene/kernels/kernel.rs`, `scene/kernels/manner.rs`). Deliberately absent: facts, so that what turns on them is said as what may be met;
//! and how a plan is laid out for the eye.

mod beside;
mod making;
mod set_rule;
mod words;

use std::collections::BTreeSet;

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::Year;
use quanheng_policy::ir::{Program, VariableId};

use crate::reason::Reason;

/// The plan of some results.
#[derive(Clone, Debug)]
pub struct Plan {
    /// In the order in which they are worked out.
    pub variables: Vec<Planned>,
    /// Columns of facts, each read once, however many ask for it.
    pub facts: Vec<FactsRead>,
}

/// Facts in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsRead {
    /// `考核.得分`, or a table alone.
    pub name: String,
    pub held: Held,
    /// The variables that read it, by their places in the plan.
    pub read_by: BTreeSet<usize>,
}

/// What is held of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Cells, a column over all entities of each year.
    Cells,
    /// Records, by year and by whom they concern.
    Records,
    /// Whether there is a row.
    Rows,
    /// Rows of a dated attribute, by whose they are.
    Days,
}

/// A variable, as it is worked out.
#[derive(Clone, Debug)]
pub struct Planned {
    pub id: VariableId,
    /// `县区.奖金`
    pub name: String,
    pub kind: Bilingual,
    /// One of the results asked for.
    pub is_asked: bool,
    /// A column of each year, one after another; otherwise worked out when it is met, for the indexes or the entity it is met with.
    pub is_at_once: bool,
    pub registers: Vec<PlannedRegister>,
    /// `None`: it is no set rule.
    pub set_rule: Option<PlannedSetRule>,
    /// Those of all years, or those in force as of the year asked for.
    pub rules: Vec<PlannedRule>,
    /// What is given where no rule holds; `None`: 不适用.
    pub default: Option<String>,
    /// What hangs on rows beside the rules.
    pub beside: Vec<Bilingual>,
    /// Why masks of guards do not give its value.
    pub beyond_masks: Option<Reason>,
    pub open_rows: OpenRows,
    /// The variables that read it, by their places in the plan.
    pub read_by: BTreeSet<usize>,
    /// Every reason that rows worked out for it may have to be worked out by themselves.
    pub may_meet: BTreeSet<Reason>,
}

/// What is done for rows that masks do not answer. Both may be, each of the rules of other years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenRows {
    /// What tells them apart: each combination is worked out once.
    pub told_apart_by: Vec<String>,
    /// Why each is worked out by itself.
    pub alone: Option<Reason>,
}

/// What an expression is for every row of a block. It is named by its place: the first is `r1`.
#[derive(Clone, Debug)]
pub struct PlannedRegister {
    /// `r1 ≥ 90`
    pub text: String,
    pub kernel: Bilingual,
    pub kind: Bilingual,
    /// Where not the year at hand alone: which.
    pub years: Option<Bilingual>,
    /// Only where some row needs it.
    pub is_sometimes: bool,
    /// Where the rows are records: the table's name.
    pub records: Option<String>,
    /// Why every row is worked out by itself.
    pub row_by_row: Option<Reason>,
    /// Each distinct combination of its parts is worked out once.
    pub is_case_by_case: bool,
    /// What rows may meet, so that they are worked out by themselves.
    pub may_meet: Vec<Reason>,
}

/// A rule of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRule {
    pub label: String,
    /// The years in which it is in force, where not all.
    pub in_force: Option<Bilingual>,
    /// `None`: it always holds.
    pub guard: Option<String>,
    /// `None`: what the set rule computes.
    pub value: Option<String>,
    /// The labels of those it overrides.
    pub overrides: Vec<String>,
    /// 在「甲」适用时
    pub where_applies: Option<String>,
}

/// A set rule of a variable.
#[derive(Clone, Debug)]
pub struct PlannedSetRule {
    /// 排名, 名单, 分档, 分配
    pub word: Bilingual,
    /// How everybody is gone over; or why each row is worked out by itself.
    pub order: Result<Order, Reason>,
}

/// One order of a population, from which everybody's result is read.
#[derive(Clone, Debug)]
pub struct Order {
    /// The kinds of those who take part.
    pub population: String,
    pub when: Option<String>,
    pub group: Option<String>,
    /// Each, and whether the greater stand first.
    pub keys: Vec<(String, bool)>,
    /// What else it asks for: a word of the language, and what is written.
    pub clauses: Vec<(&'static str, String)>,
    /// Other variables of the plan that go over the same in the same groups and by the same keys: it is worked out once for all of them.
    pub shared_with: Vec<String>,
}

impl Plan {
    /// The plan of some results; of the rules as of one year, or of all years.
    #[must_use]
    pub fn new(program: &Program, results: &[VariableId], law_as_of: Option<Year>) -> Plan {
        making::plan(program, results, law_as_of).0
    }
}

/// Every register that a plan has, for a test that compares them with those a run makes.
#[cfg(feature = "planted")]
pub struct Told<'p>(Vec<(VariableId, making::Registers<'p>)>);

#[cfg(feature = "planted")]
impl<'p> Told<'p> {
    /// Those of the plan of some results.
    #[must_use]
    pub fn of(program: &'p Program, results: &[VariableId]) -> Told<'p> {
        Told(making::plan(program, results, None).1)
    }

    /// Whether a register of an expression of a variable is told of, for the year so many years before the one at hand.
    #[must_use]
    pub fn tells_of(&self, variable: VariableId, expr: &'p quanheng_policy::ir::Expr, back: i32) -> bool {
        self.0.iter().any(|(id, registers)| *id == variable && registers.tell_of(expr, back))
    }
    /// How many registers there are, and how many of them are among those made.
    #[must_use]
    pub fn of_which(&self, made: &BTreeSet<crate::planted::RegisterMade>) -> (usize, usize) {
        let all = self.0.iter().flat_map(|(id, registers)| registers.places().map(move |places| (id, places)));
        all.fold((0, 0), |(all, found), (id, places)| {
            let is_made = made.iter().any(|(of, place, _)| of == id && places.contains(place));
            (all.saturating_add(1), found.saturating_add(usize::from(is_made)))
        })
    }
}
