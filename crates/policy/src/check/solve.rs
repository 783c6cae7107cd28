//! Tries the cases of a condition, one atom after the other, and leaves a branch as soon as the rest cannot matter.
//!
//! In: a space of readings and a formula over them. Out: a case in which it holds, with a number for every reading; or that there
//! is none; or that it took too long to say. Sums of several readings are settled at the end, all at once (`ranges.rs`).

mod grid;

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use crate::check::logic::{Atom, Formula, Space, Test, holds};
use crate::check::ranges::{AtMost, Domain, Found, Stretch, as_value, between, satisfy};

pub(super) use grid::Grid;

/// How often a branch may be entered before nothing is claimed.
const MOST_STEPS: u32 = 20_000;

/// What trying the cases has shown.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Never,
    Case(Case),
    Undecided,
}

/// What each reading is in one case, by its place in [`Space::leaves`]. Readings that do not matter are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Case {
    pub readings: BTreeMap<usize, Reading>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Value(Value),
    /// Some value, whichever.
    Present,
    NotApplicable,
}

/// What an atom is in one branch.
#[derive(Clone, Debug)]
enum Choice {
    Na,
    Value(Value),
    Stretch(Stretch),
    Present,
}

struct Search<'a> {
    space: &'a Space,
    formula: &'a Formula,
    choices: Vec<Option<Vec<Choice>>>,
    chosen: Vec<Option<Choice>>,
    steps: u32,
    undecided: bool,
}

impl Space {
    /// Whether the formula can hold.
    pub(super) fn can_hold(&self, formula: &Formula) -> Answer {
        let count = self.atoms.len();
        let mut search = Search { space: self, formula, choices: vec![None; count], chosen: vec![None; count], steps: 0, undecided: false };
        match search.branch() {
            Some(case) => Answer::Case(case),
            None if search.undecided => Answer::Undecided,
            None => Answer::Never,
        }
    }

    fn choices(&self, atom: usize) -> Vec<Choice> {
        let Some(kind) = self.atoms.get(atom) else { return Vec::new() };
        let mut out: Vec<Choice> = match kind {
            Atom::Truth(_) => vec![Choice::Value(Value::Bool(true)), Choice::Value(Value::Bool(false))],
            Atom::Text(_, values) => values.iter().cloned().map(Choice::Value).collect(),
            Atom::Presence(_) => vec![Choice::Present],
            Atom::Sum { terms, cuts } => {
                let alone = terms.keys().next().filter(|_| terms.len() == 1).and_then(|leaf| self.leaves.get(*leaf));
                let domain = alone.map(|leaf| leaf.domain.clone()).unwrap_or_default();
                domain.stretches(cuts).into_iter().map(Choice::Stretch).collect()
            }
        };
        if self.leaves_of(atom).iter().any(|leaf| self.leaves.get(*leaf).is_some_and(|l| l.may_be_na)) {
            out.push(Choice::Na);
        }
        out
    }

    fn leaves_of(&self, atom: usize) -> Vec<usize> {
        match self.atoms.get(atom) {
            Some(Atom::Truth(leaf) | Atom::Text(leaf, _) | Atom::Presence(leaf)) => vec![*leaf],
            Some(Atom::Sum { terms, .. }) => terms.keys().copied().collect(),
            None => Vec::new(),
        }
    }
}

impl Search<'_> {
    fn branch(&mut self) -> Option<Case> {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MOST_STEPS {
            self.undecided = true;
            return None;
        }
        let atom = match self.evaluate(self.formula) {
            Ok(false) => return None,
            Ok(true) => return self.settle(),
            Err(atom) => atom,
        };
        if self.choices.get(atom)?.is_none() {
            let all = self.space.choices(atom);
            if let Some(slot) = self.choices.get_mut(atom) {
                *slot = Some(all);
            }
        }
        for at in 0.. {
            let Some(choice) = self.choices.get(atom).and_then(|c| c.as_ref()?.get(at)).cloned() else { break };
            self.choose(atom, Some(choice));
            let found = self.branch();
            if found.is_some() || self.steps > MOST_STEPS {
                return found;
            }
        }
        self.choose(atom, None);
        None
    }

    fn choose(&mut self, atom: usize, choice: Option<Choice>) {
        if let Some(slot) = self.chosen.get_mut(atom) {
            *slot = choice;
        }
    }

    /// The truth of a formula as far as it is settled; else the first atom it hangs on.
    fn evaluate(&self, formula: &Formula) -> Result<bool, usize> {
        match formula {
            Formula::Always(truth) => Ok(*truth),
            Formula::Not(inner) => self.evaluate(inner).map(|truth| !truth),
            Formula::And(parts) => self.joined(parts, false),
            Formula::Or(parts) => self.joined(parts, true),
            Formula::Atom(atom, test) => match self.chosen.get(*atom).and_then(Option::as_ref) {
                None if *atom < self.chosen.len() => Err(*atom),
                None => Ok(false),
                Some(choice) => Ok(passes(test, choice)),
            },
        }
    }

    /// Parts of which one alone may settle all.
    fn joined(&self, parts: &[Formula], settles: bool) -> Result<bool, usize> {
        let mut open: Option<usize> = None;
        for part in parts {
            match self.evaluate(part) {
                Ok(truth) if truth == settles => return Ok(settles),
                Ok(_) => {}
                Err(atom) => open = open.or(Some(atom)),
            }
        }
        open.map_or(Ok(!settles), Err)
    }

    /// Values for the readings of this branch; `None` where there are none that fit.
    fn settle(&mut self) -> Option<Case> {
        let mut case = Case::default();
        let mut sums: Vec<(&BTreeMap<usize, Exact>, Stretch)> = Vec::new();
        for (atom, choice) in self.chosen.iter().enumerate() {
            let (Some(choice), Some(kind)) = (choice, self.space.atoms.get(atom)) else { continue };
            match (kind, choice) {
                (Atom::Truth(leaf) | Atom::Text(leaf, _) | Atom::Presence(leaf), choice) => {
                    case.readings.insert(*leaf, reading(choice));
                }
                (Atom::Sum { terms, .. }, Choice::Stretch(stretch)) => sums.push((terms, *stretch)),
                (Atom::Sum { terms, .. }, _) => {
                    // 不适用, because one of them is: the only one, or one that may be.
                    let leaf =
                        terms.keys().find(|leaf| self.space.leaves.get(**leaf).is_some_and(|l| l.may_be_na) && !self.has_value(**leaf));
                    case.readings.insert(*leaf?, Reading::NotApplicable);
                }
            }
        }
        let needed: BTreeSet<usize> = sums.iter().flat_map(|(terms, _)| terms.keys().copied()).collect();
        if needed.iter().any(|leaf| case.readings.get(leaf) == Some(&Reading::NotApplicable)) {
            return None;
        }
        for (leaf, number) in self.numbers(&sums, &needed)? {
            let leaf_of = self.space.leaves.get(leaf)?;
            let value = as_value(number, &leaf_of.expr.ty);
            case.readings.insert(leaf, value.map_or(Reading::Present, Reading::Value));
        }
        Some(case)
    }

    /// True if a branch has given the reading itself a value.
    fn has_value(&self, leaf: usize) -> bool {
        let atom = self.space.leaves.get(leaf).map_or(usize::MAX, |l| l.atom);
        matches!(self.chosen.get(atom), Some(Some(Choice::Stretch(_))))
    }

    fn numbers(&mut self, sums: &[(&BTreeMap<usize, Exact>, Stretch)], needed: &BTreeSet<usize>) -> Option<BTreeMap<usize, Exact>> {
        let domain = |leaf: usize| self.space.leaves.get(leaf).map(|l| l.domain.clone()).unwrap_or_default();
        if sums.iter().all(|(terms, _)| terms.len() == 1) {
            return sums
                .iter()
                .map(|(terms, stretch)| {
                    let leaf = *terms.keys().next()?;
                    Some((leaf, stretch.pick(&domain(leaf))?))
                })
                .collect();
        }
        let mut constraints: Vec<AtMost> = Vec::new();
        let mut domains: BTreeMap<usize, Domain> = BTreeMap::new();
        let mut fits = true;
        for leaf in needed {
            let domain = domain(*leaf);
            let alone = BTreeMap::from([(*leaf, Exact::ONE)]);
            match between(&alone, domain.whole()) {
                Some(more) => constraints.extend(more),
                None => fits = false,
            }
            domains.insert(*leaf, domain);
        }
        for (terms, stretch) in sums {
            match between(terms, *stretch) {
                Some(more) => constraints.extend(more),
                None => fits = false,
            }
        }
        let found = if fits { satisfy(constraints, &domains) } else { Found::Undecided };
        match found {
            Found::Numbers(numbers) => Some(numbers),
            Found::Never => None,
            Found::Undecided => {
                self.undecided = true;
                None
            }
        }
    }
}

fn passes(test: &Test, choice: &Choice) -> bool {
    match (test, choice) {
        (Test::NotApplicable, choice) => matches!(choice, Choice::Na),
        (Test::True, Choice::Value(value)) => *value == Value::Bool(true),
        (Test::OneOf(wanted), Choice::Value(value)) => wanted.contains(value),
        (Test::Number(op, cut), Choice::Stretch(stretch)) => {
            // A stretch lies on one side of every cut; any number in it will do.
            let side = if *stretch == Stretch::point(*cut) {
                std::cmp::Ordering::Equal
            } else if stretch.greatest.is_some_and(|end| end.at <= *cut) {
                std::cmp::Ordering::Less
            } else {
                std::cmp::Ordering::Greater
            };
            holds(*op, side)
        }
        _ => false,
    }
}

fn reading(choice: &Choice) -> Reading {
    match choice {
        Choice::Na => Reading::NotApplicable,
        Choice::Value(value) => Reading::Value(value.clone()),
        Choice::Stretch(_) | Choice::Present => Reading::Present,
    }
}
