//! A second, tiny model of the language: default logic, statuses and intervals, written from `docs/language.md` alone.
//!
//! In: rules as a small tree, and what is known of each input. Out: the status of each definition, and between which values it
//! lies. Shares no code with the interpreter and goes another way: it tries every way of filling in what is not known, and works
//! each out with plain numbers. Deliberately absent: everything else of the language.

use std::collections::BTreeSet;

/// What can be read: an input by its place, or an earlier definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Input(usize),
    Definition(usize),
}

#[rustfmt::skip]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign { Equal, Differs, Less, AtMost, Greater, AtLeast }

/// 算式. A truth is 0 or 1.
#[derive(Clone, Debug)]
pub enum Formula {
    Constant(i64),
    Read(Source),
    Sum(Box<Formula>, Box<Formula>),
    Difference(Box<Formula>, Box<Formula>),
    Times(Box<Formula>, i64),
    Largest(Box<Formula>, Box<Formula>),
    Smallest(Box<Formula>, Box<Formula>),
    /// 最低 …，最高 …
    Between(Box<Formula>, i64, i64),
    /// 视 …：是 → …；否 → …
    Choose(Box<Formula>, Box<Formula>, Box<Formula>),
    /// … 不适用则 …
    IfNotApplicable(Source, Box<Formula>),
    Compare(Box<Formula>, Sign, Box<Formula>),
    /// 甲 ÷ 乙, held against a number.
    Share(Box<Formula>, Box<Formula>, Sign, i64),
    And(Box<Formula>, Box<Formula>),
    Or(Box<Formula>, Box<Formula>),
    Not(Box<Formula>),
    HasValue(Source),
    NotApplicable(Source),
    Truth(bool),
}

#[rustfmt::skip]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode { Coexist, CoexistAny, Add, Highest }

/// 当 … 除非 … 则 …
#[derive(Clone, Debug)]
pub struct Rule {
    pub when: Formula,
    pub unless: Option<Formula>,
    pub value: Formula,
}

/// An exception; others are named by their place, and labelled in that order.
#[derive(Clone, Debug)]
pub struct Exception {
    pub rule: Rule,
    pub over: Vec<usize>,
    pub over_base: bool,
    pub everything: bool,
    pub yields_to: Vec<usize>,
    pub where_applies: Option<usize>,
    pub mode: Option<Mode>,
}

#[derive(Clone, Debug)]
pub struct Definition {
    pub truth: bool,
    pub may_be_not_applicable: bool,
    pub base: Rule,
    pub default: Option<Formula>,
    pub exceptions: Vec<Exception>,
}

/// What a definition comes to once everything is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Value(i64),
    NotApplicable,
    Conflict,
    Error,
}

/// What is known of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    Value(i64),
    NotApplicable,
    OneOf(Vec<i64>),
}

use Outcome::{Conflict, Error, NotApplicable, Value};
/// Who overrides whom: rule 0 is the base, exception `n` is rule `n + 1`. `None`: they go round in a circle.
pub fn order(definition: &Definition) -> Option<Vec<BTreeSet<usize>>> {
    let exceptions = &definition.exceptions;
    let mut over = vec![BTreeSet::new(); exceptions.len() + 1];
    for (at, exception) in exceptions.iter().enumerate() {
        over[at + 1].extend(exception.over.iter().map(|o| o + 1));
        if exception.over_base || exception.everything {
            over[at + 1].insert(0);
        }
        for other in &exception.yields_to {
            over[other + 1].insert(at + 1);
        }
    }
    let named = closed(over);
    let mut whole = named.clone();
    for (at, _) in exceptions.iter().enumerate().filter(|(_, e)| e.everything) {
        // Everything but those that say they override it; of two that say 全部, neither comes first of itself.
        let all = (1..=exceptions.len()).filter(|o| !named[*o].contains(&(at + 1)) && !exceptions[o - 1].everything);
        whole[at + 1].extend(all.filter(|o| *o != at + 1));
    }
    let whole = closed(whole);
    whole.iter().enumerate().all(|(at, o)| !o.contains(&at)).then_some(whole)
}

/// What overrides a rule overrides all that this overrides.
fn closed(mut over: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    for _ in 0..over.len() {
        for at in 0..over.len() {
            let more: Vec<usize> = over[at].iter().flat_map(|next| over[*next].iter().copied()).collect();
            over[at].extend(more);
        }
    }
    over
}

/// Everything known: one value for each input, and what has been worked out of the definitions so far.
struct World<'w> {
    inputs: &'w [Option<i64>],
    done: &'w [Outcome],
}

impl World<'_> {
    fn read(&self, source: Source) -> Outcome {
        match source {
            Source::Input(at) => self.inputs[at].map_or(NotApplicable, Value),
            // Whoever reads what is in conflict is in error.
            Source::Definition(at) if self.done[at] == Conflict => Error,
            Source::Definition(at) => self.done[at],
        }
    }

    fn formula(&self, formula: &Formula) -> Outcome {
        let both = |a: &Formula, b: &Formula, f: &dyn Fn(i64, i64) -> Outcome| match (self.formula(a), self.formula(b)) {
            (Value(a), Value(b)) => f(a, b),
            (Error, _) | (_, Error) => Error,
            _ => NotApplicable,
        };
        let truth = |t: bool| Value(i64::from(t));
        match formula {
            Formula::Constant(n) => Value(*n),
            Formula::Truth(t) => truth(*t),
            Formula::Read(source) => self.read(*source),
            Formula::Sum(a, b) => both(a, b, &|a, b| Value(a + b)),
            Formula::Difference(a, b) => both(a, b, &|a, b| Value(a - b)),
            Formula::Times(a, n) => both(a, &Formula::Constant(*n), &|a, n| Value(a * n)),
            Formula::Largest(a, b) => both(a, b, &|a, b| Value(a.max(b))),
            Formula::Smallest(a, b) => both(a, b, &|a, b| Value(a.min(b))),
            Formula::Between(a, least, most) => both(a, &Formula::Constant(0), &|a, _| Value(a.max(*least).min(*most))),
            Formula::Choose(which, yes, no) => match self.formula(which) {
                Value(0) => self.formula(no),
                Value(_) => self.formula(yes),
                other => other,
            },
            Formula::IfNotApplicable(source, instead) => match self.read(*source) {
                NotApplicable => self.formula(instead),
                other => other,
            },
            Formula::Compare(a, sign, b) => both(a, b, &|a, b| truth(compare(a, *sign, b))),
            // a ÷ b against n is a against n × b, turned round where b is below nought.
            Formula::Share(a, b, sign, n) => both(a, b, &|a, b| match b {
                0 => Error,
                _ => truth(compare(a * b.signum(), *sign, n * b * b.signum())),
            }),
            Formula::And(a, b) => self.joined(a, b, 0),
            Formula::Or(a, b) => self.joined(a, b, 1),
            Formula::Not(a) => match self.formula(a) {
                Value(t) => Value(1 - t),
                other => other,
            },
            Formula::HasValue(source) | Formula::NotApplicable(source) => match self.read(*source) {
                Error => Error,
                other => truth((other == NotApplicable) == matches!(formula, Formula::NotApplicable(_))),
            },
        }
    }

    /// 且 (settled by 0) and 或 (settled by 1).
    fn joined(&self, a: &Formula, b: &Formula, settles: i64) -> Outcome {
        match (self.formula(a), self.formula(b)) {
            (Error, _) | (_, Error) => Error,
            (a, b) if a == Value(settles) || b == Value(settles) => Value(settles),
            (NotApplicable, _) | (_, NotApplicable) => NotApplicable,
            _ => Value(1 - settles),
        }
    }

    /// The outcome of a definition, and the rules that gave it.
    fn definition(&self, definition: &Definition, over: &[BTreeSet<usize>]) -> (Outcome, Vec<usize>) {
        let exceptions = &definition.exceptions;
        let rules: Vec<&Rule> = std::iter::once(&definition.base).chain(exceptions.iter().map(|e| &e.rule)).collect();
        let mut guards = Vec::new();
        for rule in &rules {
            // Every condition is worked out, so one in error is never passed over.
            let unless = rule.unless.as_ref().map_or(Value(0), |u| self.formula(u));
            match (self.formula(&rule.when), unless) {
                (Error, _) | (_, Error) => return (Error, Vec::new()),
                (when, unless) => guards.push(when == Value(1) && unless == Value(0)),
            }
        }
        let applies = |rule: usize| {
            let mut at = Some(rule);
            while let Some(here) = at {
                if !guards[here] {
                    return false;
                }
                at = here.checked_sub(1).and_then(|e| exceptions[e].where_applies).map(|e| e + 1);
            }
            true
        };
        let holding: Vec<usize> = (0..rules.len()).filter(|r| applies(*r)).collect();
        let winners: Vec<usize> = holding.iter().copied().filter(|r| !holding.iter().any(|o| over[*o].contains(r))).collect();
        let values: Vec<Outcome> = winners.iter().map(|r| self.formula(&rules[*r].value)).collect();
        let mode = winners.first().and_then(|first| exceptions.get(first.checked_sub(1)?)?.mode);
        let alike = winners.iter().all(|r| r.checked_sub(1).and_then(|e| exceptions[e].mode) == mode);
        let outcome = match (values.as_slice(), mode.filter(|_| alike)) {
            // A truth is 否 where its condition does not hold, unless it is said that it may be 不适用.
            ([], _) if definition.truth && definition.default.is_none() && !definition.may_be_not_applicable => Value(0),
            ([], _) => definition.default.as_ref().map_or(NotApplicable, |d| self.formula(d)),
            ([one], _) => *one,
            (_, None) => Conflict,
            (several, Some(_)) if several.contains(&Error) => Error,
            (several, Some(Mode::Coexist)) if several.iter().all(|v| *v == several[0]) => several[0],
            (_, Some(Mode::Coexist)) => Conflict,
            (several, Some(Mode::CoexistAny)) => several[0],
            (several, Some(_)) if several.contains(&NotApplicable) => NotApplicable,
            (several, Some(Mode::Add)) => Value(several.iter().filter_map(|v| number(*v)).sum()),
            (several, Some(Mode::Highest)) => several.iter().copied().max_by_key(|v| number(*v)).unwrap_or(Error),
        };
        (outcome, winners)
    }
}

fn compare(a: i64, sign: Sign, b: i64) -> bool {
    match sign {
        Sign::Equal => a == b,
        Sign::Differs => a != b,
        Sign::Less => a < b,
        Sign::AtMost => a <= b,
        Sign::Greater => a > b,
        Sign::AtLeast => a >= b,
    }
}

pub fn number(outcome: Outcome) -> Option<i64> {
    if let Value(n) = outcome { Some(n) } else { None }
}

/// What each definition comes to, and by which rules, once everything is known.
fn settled(definitions: &[Definition], orders: &[Vec<BTreeSet<usize>>], inputs: &[Option<i64>]) -> Vec<(Outcome, Vec<usize>)> {
    let mut done: Vec<(Outcome, Vec<usize>)> = Vec::new();
    for (definition, over) in definitions.iter().zip(orders) {
        let outcomes: Vec<Outcome> = done.iter().map(|(o, _)| *o).collect();
        done.push(World { inputs, done: &outcomes }.definition(definition, over));
    }
    done
}

/// Everything a definition can come to, and by which rules.
pub type Outcomes = BTreeSet<(Outcome, Vec<usize>)>;

/// Of each definition, over every way of filling in what is not known.
pub fn possible(definitions: &[Definition], inputs: &[Known]) -> Option<Vec<Outcomes>> {
    let orders: Vec<Vec<BTreeSet<usize>>> = definitions.iter().map(order).collect::<Option<_>>()?;
    let mut worlds: Vec<Vec<Option<i64>>> = vec![Vec::new()];
    for input in inputs {
        let may_be: Vec<Option<i64>> = match input {
            Known::Value(n) => vec![Some(*n)],
            Known::NotApplicable => vec![None],
            Known::OneOf(several) => several.iter().copied().map(Some).collect(),
        };
        worlds = worlds.iter().flat_map(|w| may_be.iter().map(|v| [w.as_slice(), &[*v]].concat())).collect();
    }
    let mut all = vec![BTreeSet::new(); definitions.len()];
    for world in &worlds {
        for (set, one) in all.iter_mut().zip(settled(definitions, &orders, world)) {
            set.insert(one);
        }
    }
    Some(all)
}
