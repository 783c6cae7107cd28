//! Rules that can hold together without an order between them.
//!
//! Each pair comes to one of three ends: proven that they never do; a case in which they do, run through the interpreter; or
//! not decided, and that is said. Years in which other numbers or other rules are in force are looked at one by one.

use quanheng_facts::problem::{Place, Problem};
use quanheng_facts::value::Year;

use crate::check::Checker;
use crate::check::logic::{Formula, Space, not};
use crate::check::solve::Answer;
use crate::check::versions::span_of;
use crate::check::witness::{Row, Witness, tables_counted};
use crate::ir::{LawMoment, Program, Rule, Variable, VariableId};
use crate::pack::Proofs;
use crate::problems;

/// The year a case is told in, where any will do.
const SOME_YEAR: Year = Year(2020);

/// Two rules that seem to meet, until the case has been run.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    place: Place,
    one: String,
    other: String,
    /// `None`: the search was given up.
    witness: Option<Witness>,
}

impl Checker<'_> {
    /// Looks at every pair; what seems to meet waits for [`judge`].
    pub(super) fn check_overlap(&mut self) -> (Proofs, Vec<Candidate>) {
        let (mut proofs, mut found) = (Proofs::default(), Vec::new());
        for at in 0..self.program.variables.len() {
            let id = VariableId(u32::try_from(at).unwrap_or(u32::MAX));
            if let Some(variable) = self.program.variable(id).filter(|_| !self.damaged.contains(&id)) {
                self.overlaps_of(id, variable, &mut proofs, &mut found);
            }
        }
        (proofs, found)
    }

    fn overlaps_of(&self, id: VariableId, variable: &Variable, proofs: &mut Proofs, found: &mut Vec<Candidate>) {
        let spans = self.stages(variable);
        let dead: Vec<bool> = variable.rules.iter().map(|rule| self.never_applies(variable, rule, &spans)).collect();
        for (at, one) in variable.rules.iter().enumerate() {
            for (other_at, other) in variable.rules.iter().enumerate().skip(at.saturating_add(1)) {
                let either_dead = [at, other_at].iter().any(|at| dead.get(*at) == Some(&true));
                let ordered = one.overrides.iter().any(|r| r.at() == other_at) || other.overrides.iter().any(|r| r.at() == at);
                let declared = one.mode.is_some() && one.mode == other.mode;
                if either_dead || ordered || declared || (one.is_base && other.is_base) {
                    continue;
                }
                let pair = [at, other_at];
                let answers =
                    spans.iter().filter(|y| in_force(one, **y) && in_force(other, **y)).map(|y| self.meeting(id, variable, pair, *y));
                let mut undecided = None;
                let mut witness = None;
                for answer in answers {
                    match answer {
                        Meeting::Never => {}
                        Meeting::Case(case) => {
                            witness = Some(case);
                            break;
                        }
                        Meeting::Undecided => undecided = Some(()),
                    }
                }
                if witness.is_none() && undecided.is_none() {
                    proofs.never = proofs.never.saturating_add(1);
                    continue;
                }
                let place = self.place(other.pack.at(), other.span);
                found.push(Candidate { place, one: one.label.clone(), other: other.label.clone(), witness: witness.flatten() });
            }
        }
    }

    /// Whether two rules can both give the value in a year.
    fn meeting(&self, id: VariableId, variable: &Variable, pair: [usize; 2], stage: Stage) -> Meeting {
        let year = stage.map(|moment| moment.law);
        let mut space = Space::in_year(year);
        let (mut all, mut rest, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        for (at, rule) in variable.rules.iter().enumerate().filter(|(_, r)| in_force(r, stage)) {
            let beats = |which: &usize| rule.overrides.iter().any(|r| r.at() == *which);
            let beaten = pair.iter().any(|which| variable.rules.get(*which).is_some_and(|r| r.overrides.iter().any(|r| r.at() == at)));
            conditions.extend(&rule.guard);
            if pair.contains(&at) {
                all.push(self.applies(&mut space, variable, rule));
            } else if pair.iter().any(beats) {
                // A third rule above one of them: where it holds, they do not meet.
                all.push(not(self.applies(&mut space, variable, rule)));
            } else if !beaten {
                rest.push(not(self.applies(&mut space, variable, rule)));
            }
        }
        let both = Formula::And(all);
        let case = match space.can_hold(&both) {
            Answer::Never => return Meeting::Never,
            Answer::Undecided => return Meeting::Undecided,
            Answer::Case(case) => case,
        };
        // Better a case in which nothing else holds: then it is plain what meets.
        let alone = Formula::And([both].into_iter().chain(rest).collect());
        let case = match space.can_hold(&alone) {
            Answer::Case(alone) => alone,
            _ => case,
        };
        let told = year.unwrap_or(SOME_YEAR);
        let row = Row::of(self, &space, &case, Some(told)).on_day(self, variable, stage.and_then(|moment| moment.day));
        let signed = tables_counted(&self.program, &conditions);
        Meeting::Case(row.conflict(self, id, told, &signed))
    }

    /// One moment of each stretch in which the same rules and the same numbers are in force; `None`: all times are alike.
    pub(super) fn stages(&self, variable: &Variable) -> Vec<Stage> {
        if variable.is_by_day() {
            return self.stages_in_days(variable);
        }
        let mut begins: Vec<Year> = Vec::new();
        for rule in &variable.rules {
            begins.extend(rule.in_force.from);
            begins.extend(rule.in_force.to.and_then(|year| year.plus(1)));
            begins.extend(rule.repealed.map(|repealed| repealed.from));
        }
        begins.extend(self.years_of_other_numbers());
        begins.sort_unstable();
        begins.dedup();
        let Some(first) = begins.first().copied() else { return vec![None] };
        let span = span_of(variable);
        let years = first.plus(-1).into_iter().chain(begins);
        let years = years.filter(|year| span.holds_in(*year));
        years.map(|year| Some(LawMoment { law: year, day: None })).collect()
    }

    /// From which years on some number is another one. The first value of each holds from ever.
    pub(super) fn years_of_other_numbers(&self) -> impl Iterator<Item = Year> {
        self.program.parameters.iter().flat_map(|p| p.values.iter().filter_map(|v| v.from))
    }

    fn stages_in_days(&self, variable: &Variable) -> Vec<Stage> {
        let mut begins = variable.days_of_change();
        begins.extend(self.years_of_other_numbers().filter_map(Year::first_day));
        begins.sort_unstable();
        begins.dedup();
        let first = begins.first().and_then(|day| day.yesterday().ok());
        let days = first.into_iter().chain(begins);
        let moments = days.map(|day| LawMoment { law: Year(day.year()), day: Some(day) });
        let span = span_of(variable);
        moments.filter(|moment| span.holds_at(*moment)).map(Some).collect()
    }

    /// True if it is proven that a rule's condition holds in no year.
    pub(super) fn never_applies(&self, variable: &Variable, rule: &Rule, spans: &[Stage]) -> bool {
        let mut spans = spans.iter().filter(|year| in_force(rule, **year)).peekable();
        rule.guard.is_some()
            && spans.peek().is_some()
            && spans.all(|stage| {
                let mut space = Space::in_year(stage.map(|moment| moment.law));
                let formula = self.applies(&mut space, variable, rule);
                matches!(space.can_hold(&formula), Answer::Never)
            })
    }

    /// The condition under which a rule applies, its 在…适用时 included.
    pub(super) fn applies(&self, space: &mut Space, variable: &Variable, rule: &Rule) -> Formula {
        let mut parts = Vec::new();
        if let Some(guard) = &rule.guard {
            parts.push(space.formula(self, rule.pack.at(), guard));
        }
        if let Some(middle) = rule.where_applies.and_then(|r| variable.rules.get(r.at()))
            && let Some(guard) = &middle.guard
        {
            parts.push(space.formula(self, middle.pack.at(), guard));
        }
        Formula::And(parts)
    }
}

/// `None`: whenever.
pub(super) type Stage = Option<LawMoment>;

enum Meeting {
    Never,
    /// `None`: the result has no name by which a test could ask for it.
    Case(Option<Witness>),
    Undecided,
}

/// True if a rule is in force in a stage, its repeal included.
pub(super) fn in_force(rule: &Rule, stage: Stage) -> bool {
    stage.is_none_or(|moment| rule.is_in_force(moment))
}

/// Runs every case that was found. Without a program (something else is wrong with the pack) the cases are told as they are.
pub(super) fn judge(candidates: Vec<Candidate>, program: Option<&Program>, proofs: &mut Proofs) -> Vec<Problem> {
    candidates
        .into_iter()
        .map(|Candidate { place, one, other, witness }| match (witness, program) {
            (Some(witness), Some(program)) if witness.holds(program) => {
                proofs.counterexample = proofs.counterexample.saturating_add(1);
                problems::overlap::problem(place, &one, &other, &witness.test, true)
            }
            (Some(witness), None) => {
                proofs.undecided = proofs.undecided.saturating_add(1);
                problems::overlap::problem(place, &one, &other, &witness.test, false)
            }
            (witness, _) => {
                proofs.undecided = proofs.undecided.saturating_add(1);
                let on_paper = witness.map(|w| w.on_paper);
                problems::overlap_undecided::problem(place, &one, &other, on_paper.as_deref())
            }
        })
        .collect()
}
