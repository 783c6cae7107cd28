//! Conditions over shared readings, for asking whether they can hold together.
//!
//! A reading is what the language cannot look into: a boolean, a text, a number (amounts, years, days and the values of enums
//! too), each in the year at hand or in one before it. A condition becomes a formula over atoms: a boolean reading, or a
//! sum of numbers cut into stretches by the limits that conditions set. Definitions that are nothing but another condition under a
//! name are looked into. Readings are taken as independent of each other, so there are a little more cases here than in any
//! world: "never" is proof, and a case is only a candidate until it has been run (`witness.rs`). How cases are tried: `solve.rs`.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, Year, enum_of};

use crate::check::Checker;
use crate::check::numbers::flipped;
use crate::check::ranges::{Domain, as_number};
use crate::ir::{Expr, ExprKind, HistoryKind, Shape, Whose};
use crate::syntax::tree::{Arithmetic, Comparison};

/// How many definitions deep a boolean is looked into, and how many choices deep a number.
const DEEPEST: u8 = 8;

/// A condition over atoms.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    Always(bool),
    Atom(usize, Test),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
}

/// What is asked of an atom.
#[derive(Clone, Debug)]
pub(super) enum Test {
    True,
    OneOf(Vec<Value>),
    Number(Comparison, Exact),
    NotApplicable,
}

/// What is read, in which year, and what it can be.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub expr: Expr,
    pub pack: usize,
    /// How many years before the year at hand.
    pub back: u32,
    /// Somebody asks whether it is 不适用.
    pub may_be_na: bool,
    pub domain: Domain,
    /// The atom that is this reading alone.
    pub atom: usize,
}

/// What cases are made of.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    Truth(usize),
    Text(usize, Vec<Value>),
    /// Only asked whether it is 不适用.
    Presence(usize),
    /// A sum of readings, each times a number, cut into stretches.
    Sum {
        terms: BTreeMap<usize, Exact>,
        cuts: BTreeSet<Exact>,
    },
}

/// What a number is made of.
struct Sum {
    terms: BTreeMap<usize, Exact>,
    constant: Exact,
}

/// Where a condition stands.
#[derive(Clone, Copy)]
struct At {
    pack: usize,
    back: u32,
    depth: u8,
}

/// The readings and atoms of some conditions.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    pub leaves: Vec<Leaf>,
    pub atoms: Vec<Atom>,
    /// The year at hand, where numbers that changed are to be taken as they are in it.
    pub year: Option<Year>,
}

impl Space {
    pub(super) fn in_year(year: Option<Year>) -> Space {
        Space { year, ..Space::default() }
    }

    /// A condition, its atoms shared with those added before.
    pub(super) fn formula(&mut self, checker: &Checker<'_>, pack: usize, expr: &Expr) -> Formula {
        self.condition(checker, At { pack, back: 0, depth: 0 }, expr)
    }

    /// That something is 不适用.
    pub(super) fn not_applicable(&mut self, checker: &Checker<'_>, pack: usize, expr: &Expr) -> Formula {
        self.absent(checker, At { pack, back: 0, depth: 0 }, expr)
    }

    fn condition(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> Formula {
        let deeper = At { depth: at.depth.saturating_add(1), ..at };
        if let Some((inner, back)) = years_before(expr) {
            return self.condition(checker, At { back: at.back.saturating_add(back), ..at }, inner);
        }
        match &expr.kind {
            ExprKind::Literal(Value::Bool(truth)) => Formula::Always(*truth),
            ExprKind::Not(inner) => not(self.condition(checker, at, inner)),
            ExprKind::And(parts) => Formula::And(parts.iter().map(|p| self.condition(checker, at, p)).collect()),
            ExprKind::Or(parts) => Formula::Or(parts.iter().map(|p| self.condition(checker, at, p)).collect()),
            ExprKind::Items { any, items } => {
                let parts = items.iter().map(|(_, p)| self.condition(checker, at, p)).collect();
                if *any { Formula::Or(parts) } else { Formula::And(parts) }
            }
            ExprKind::IsNa(of) => self.absent(checker, at, of),
            ExprKind::HasValue(of) => not(self.absent(checker, at, of)),
            ExprKind::Compare { op, left, right } => self.comparison(checker, at, *op, left, right),
            ExprKind::In { negated, subject, values } => {
                let any = Formula::Or(values.iter().map(|v| self.comparison(checker, at, Comparison::Equal, subject, v)).collect());
                if *negated { not(any) } else { any }
            }
            ExprKind::ElseIfNa { value, otherwise } if at.depth < DEEPEST => {
                let absent = self.absent(checker, at, value);
                let here = self.condition(checker, deeper, value);
                let there = self.condition(checker, deeper, otherwise);
                either(absent, there, here)
            }
            ExprKind::Variable { variable, whose: Whose::Own | Whose::Nobody, .. } if at.depth < DEEPEST => {
                match checker.program.variable(*variable).and_then(unfolded) {
                    Some((pack, inner)) => {
                        let inner = inner.clone();
                        self.condition(checker, At { pack, ..deeper }, &inner)
                    }
                    None => self.truth(checker, at, expr),
                }
            }
            _ => self.truth(checker, at, expr),
        }
    }

    fn truth(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> Formula {
        let leaf = self.leaf(checker, at, expr);
        Formula::Atom(self.atom_of(leaf), Test::True)
    }

    fn comparison(&mut self, checker: &Checker<'_>, at: At, op: Comparison, left: &Expr, right: &Expr) -> Formula {
        for (side, other, op) in [(left, right, op), (right, left, flipped(op))] {
            if let Some(formula) = self.by_choice(checker, at, op, side, other) {
                return formula;
            }
        }
        if left.ty == Type::Bool && right.ty == Type::Bool {
            let (a, b) = (self.condition(checker, at, left), self.condition(checker, at, right));
            let same = match (a, b) {
                (a, Formula::Always(truth)) | (Formula::Always(truth), a) => {
                    if truth {
                        a
                    } else {
                        not(a)
                    }
                }
                (a, b) => either(a, b.clone(), not(b)),
            };
            return if op == Comparison::NotEqual { not(same) } else { same };
        }
        if compares_by_number(&left.ty) && compares_by_number(&right.ty) {
            let sums = (self.sum(checker, at, left), self.sum(checker, at, right));
            if let (Some(left), Some(right)) = sums
                && let Some(formula) = self.between_sums(op, &left, &right)
            {
                return formula;
            }
        }
        for (side, other, op) in [(left, right, op), (right, left, flipped(op))] {
            if let ExprKind::Literal(value @ Value::Text(_)) = &other.kind {
                let leaf = self.leaf(checker, at, side);
                let atom = self.atom_of(leaf);
                self.add_text(leaf, value);
                let is = Formula::Atom(atom, Test::OneOf(vec![value.clone()]));
                return if op == Comparison::NotEqual { not(is) } else { is };
            }
        }
        // Nothing is known of how these compare but whether they do, so: one boolean for each way of asking.
        let whole = |op: Comparison| Expr {
            kind: ExprKind::Compare { op, left: Box::new(left.clone()), right: Box::new(right.clone()) },
            ty: Type::Bool,
            span: crate::syntax::tree::Span { end: right.span.end, ..left.span },
        };
        match op {
            Comparison::NotEqual => not(self.truth(checker, at, &whole(Comparison::Equal))),
            Comparison::GreaterOrEqual => not(self.truth(checker, at, &whole(Comparison::Less))),
            Comparison::LessOrEqual => not(self.truth(checker, at, &whole(Comparison::Greater))),
            op => self.truth(checker, at, &whole(op)),
        }
    }

    /// A side that is one value in one case and another in another: each case for itself.
    fn by_choice(&mut self, checker: &Checker<'_>, at: At, op: Comparison, side: &Expr, other: &Expr) -> Option<Formula> {
        if at.depth >= DEEPEST {
            return None;
        }
        let at = At { depth: at.depth.saturating_add(1), ..at };
        match &side.kind {
            ExprKind::ElseIfNa { value, otherwise } => {
                let absent = self.absent(checker, at, value);
                let there = self.comparison(checker, at, op, otherwise, other);
                let here = self.comparison(checker, at, op, value, other);
                Some(either(absent, there, here))
            }
            ExprKind::Match { subject, arms, otherwise } => {
                let mut ways = Vec::new();
                let mut none = Vec::new();
                for (values, then) in arms {
                    let is: Vec<Formula> = values.iter().map(|v| self.comparison(checker, at, Comparison::Equal, subject, v)).collect();
                    none.push(not(Formula::Or(is.clone())));
                    ways.push(Formula::And(vec![Formula::Or(is), self.comparison(checker, at, op, then, other)]));
                }
                if let Some(otherwise) = otherwise {
                    none.push(self.comparison(checker, at, op, otherwise, other));
                    ways.push(Formula::And(none));
                }
                Some(Formula::Or(ways))
            }
            ExprKind::Extreme { greatest, of } => {
                // The greatest is above a limit where one of them is, and below it where all are.
                let some = match op {
                    Comparison::Greater | Comparison::GreaterOrEqual => *greatest,
                    Comparison::Less | Comparison::LessOrEqual => !greatest,
                    Comparison::Equal | Comparison::NotEqual => return None,
                };
                let parts = of.iter().map(|e| self.comparison(checker, at, op, e, other)).collect();
                Some(if some { Formula::Or(parts) } else { Formula::And(parts) })
            }
            _ => None,
        }
    }

    /// How one sum stands to another: their difference against nought, in its plainest form.
    fn between_sums(&mut self, op: Comparison, left: &Sum, right: &Sum) -> Option<Formula> {
        let mut terms = left.terms.clone();
        for (leaf, times) in &right.terms {
            let so_far = terms.get(leaf).copied().unwrap_or(Exact::ZERO);
            terms.insert(*leaf, so_far.minus(*times)?);
        }
        terms.retain(|_, times| *times != Exact::ZERO);
        let constant = left.constant.minus(right.constant)?;
        let Some(first) = terms.values().next().copied() else {
            return Some(Formula::Always(holds(op, constant.compare(Exact::ZERO))));
        };
        let terms: BTreeMap<usize, Exact> = terms.iter().map(|(leaf, times)| Some((*leaf, times.over(first)?))).collect::<Option<_>>()?;
        let cut = Exact::ZERO.minus(constant)?.over(first)?;
        let op = if first < Exact::ZERO { flipped(op) } else { op };
        let known = self.atoms.iter().position(|a| matches!(a, Atom::Sum { terms: t, .. } if *t == terms));
        let at = known.unwrap_or(self.atoms.len());
        match self.atoms.get_mut(at) {
            Some(Atom::Sum { cuts, .. }) => {
                cuts.insert(cut);
            }
            Some(_) => return None,
            None => self.atoms.push(Atom::Sum { terms, cuts: BTreeSet::from([cut]) }),
        }
        Some(Formula::Atom(at, Test::Number(op, cut)))
    }

    /// A number as a sum of readings; `None` where it is none that can be written so.
    fn sum(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> Option<Sum> {
        let constant = |value: Exact| Some(Sum { terms: BTreeMap::new(), constant: value });
        match &expr.kind {
            ExprKind::Literal(value) => constant(as_number(value)?),
            ExprKind::Parameter(id) => {
                let values = &checker.program.parameters.get(id.at())?.values;
                let value = match (values.as_slice(), self.year) {
                    ([only], _) => Some(&only.value),
                    (_, Some(year)) if at.back == 0 => checker.program.parameters.get(id.at())?.in_force(year).map(|v| &v.value),
                    _ => None,
                };
                match value.and_then(as_number) {
                    Some(value) => constant(value),
                    None => Some(self.reading(checker, at, expr)),
                }
            }
            ExprKind::Arithmetic { op, left, right } => {
                let (left, right) = (self.sum(checker, at, left)?, self.sum(checker, at, right)?);
                match op {
                    Arithmetic::Add => left.plus(&right, Exact::ONE),
                    Arithmetic::Subtract => left.plus(&right, Exact::ZERO.minus(Exact::ONE)?),
                    Arithmetic::Multiply if right.terms.is_empty() => left.times(right.constant),
                    Arithmetic::Multiply if left.terms.is_empty() => right.times(left.constant),
                    Arithmetic::Divide | Arithmetic::Share if right.terms.is_empty() => left.times(Exact::ONE.over(right.constant)?),
                    _ => Some(self.reading(checker, at, expr)),
                }
            }
            ExprKind::YearPlus { year, years } => {
                self.sum(checker, at, year)?.plus(&Sum { terms: BTreeMap::new(), constant: Exact::integer(i128::from(*years)) }, Exact::ONE)
            }
            _ => match years_before(expr) {
                Some((inner, back)) => self.sum(checker, At { back: at.back.saturating_add(back), ..at }, inner),
                None => Some(self.reading(checker, at, expr)),
            },
        }
    }

    fn reading(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> Sum {
        let leaf = self.leaf(checker, at, expr);
        Sum { terms: BTreeMap::from([(leaf, Exact::ONE)]), constant: Exact::ZERO }
    }

    fn absent(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> Formula {
        if let ExprKind::ElseIfNa { value, otherwise } = &expr.kind {
            return Formula::And(vec![self.absent(checker, at, value), self.absent(checker, at, otherwise)]);
        }
        if let Some((inner, back)) = years_before(expr) {
            return self.absent(checker, At { back: at.back.saturating_add(back), ..at }, inner);
        }
        let leaves: Vec<usize> = match &expr.kind {
            ExprKind::Arithmetic { .. } | ExprKind::YearPlus { .. } if compares_by_number(&expr.ty) => {
                self.sum(checker, at, expr).map(|sum| sum.terms.keys().copied().collect()).unwrap_or_default()
            }
            ExprKind::Literal(_) | ExprKind::Parameter(_) => return Formula::Always(false),
            _ => vec![self.leaf(checker, at, expr)],
        };
        let mut any = Vec::new();
        for leaf in leaves {
            if let Some(leaf) = self.leaves.get_mut(leaf) {
                leaf.may_be_na = true;
            }
            any.push(Formula::Atom(self.atom_of(leaf), Test::NotApplicable));
        }
        Formula::Or(any)
    }

    /// The reading, entered once.
    fn leaf(&mut self, checker: &Checker<'_>, at: At, expr: &Expr) -> usize {
        let back = if checker.changes_by_year(expr) { at.back } else { 0 };
        if let Some(known) = self.leaves.iter().position(|l| l.back == back && l.expr == *expr) {
            return known;
        }
        let leaf = self.leaves.len();
        let atom = match &expr.ty {
            Type::Bool => Atom::Truth(leaf),
            Type::Text if matches!(expr.kind, ExprKind::KindOf { .. }) => Atom::Text(leaf, kinds_of(checker)),
            // Beside the texts that conditions ask for there is always another.
            Type::Text => Atom::Text(leaf, vec![Value::Text("（其他）".to_owned())]),
            ty if compares_by_number(ty) => Atom::Sum { terms: BTreeMap::from([(leaf, Exact::ONE)]), cuts: BTreeSet::new() },
            _ => Atom::Presence(leaf),
        };
        let domain = checker.domain(expr);
        self.leaves.push(Leaf { expr: expr.clone(), pack: at.pack, back, may_be_na: false, domain, atom: self.atoms.len() });
        self.atoms.push(atom);
        leaf
    }

    fn atom_of(&self, leaf: usize) -> usize {
        self.leaves.get(leaf).map_or(usize::MAX, |l| l.atom)
    }

    /// A text a condition asks for.
    fn add_text(&mut self, leaf: usize, value: &Value) {
        let atom = self.atom_of(leaf);
        let Some(Atom::Text(_, values)) = self.atoms.get_mut(atom) else { return };
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
}

/// The names of the kinds, which 种类 is one of.
fn kinds_of(checker: &Checker<'_>) -> Vec<Value> {
    checker.program.schema.kinds.iter().map(|k| Value::Text(k.name.clone())).collect()
}

impl Sum {
    fn plus(mut self, other: &Sum, times: Exact) -> Option<Sum> {
        for (leaf, factor) in &other.terms {
            let so_far = self.terms.get(leaf).copied().unwrap_or(Exact::ZERO);
            self.terms.insert(*leaf, so_far.plus(factor.times(times)?)?);
        }
        self.constant = self.constant.plus(other.constant.times(times)?)?;
        Some(self)
    }

    fn times(self, factor: Exact) -> Option<Sum> {
        let terms = self.terms.iter().map(|(leaf, times)| Some((*leaf, times.times(factor)?))).collect::<Option<_>>()?;
        Some(Sum { terms, constant: self.constant.times(factor)? })
    }
}

impl Checker<'_> {
    /// What a reading can be: by its type, by the limits of its column, by the options left open, by what counts and places are.
    pub(super) fn domain(&self, expr: &Expr) -> Domain {
        let mut domain = Domain::of_type(&expr.ty);
        if let Type::Enum(id) = expr.ty {
            let count = enum_of(&self.program.schema.enums, id).map_or(0, |e| e.values.len());
            domain.least = Some(Exact::ZERO);
            domain.greatest = i128::try_from(count).ok().map(|count| Exact::integer(count.saturating_sub(1)));
        }
        match &expr.kind {
            ExprKind::Column { table, column, .. } | ExprKind::ColumnAsAt { table, column, .. } | ExprKind::RowColumn { table, column } => {
                if let Some(column) = self.table(*table).and_then(|t| t.column(*column)) {
                    domain.least = column.range.0.or(domain.least);
                    domain.greatest = column.range.1.or(domain.greatest);
                }
            }
            ExprKind::Open(id) => {
                let options = self.program.opens.get(id.at()).map(|o| o.options.as_slice()).unwrap_or_default();
                let numbers: BTreeSet<Exact> = options.iter().filter_map(as_number).collect();
                domain.only = (!numbers.is_empty()).then(|| numbers.into_iter().collect());
            }
            ExprKind::Count { .. } => domain.least = Some(Exact::ZERO),
            ExprKind::Variable { variable, .. } if self.program.variable(*variable).is_some_and(|v| matches!(v.shape, Shape::Rank(_))) => {
                domain.least = Some(Exact::ONE);
            }
            _ => {}
        }
        domain
    }

    /// False for what is the same in every year.
    fn changes_by_year(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Variable { variable, .. } => self.program.variable(*variable).is_none_or(|v| v.yearly),
            ExprKind::Open(_) | ExprKind::Literal(_) | ExprKind::KindOf { .. } => false,
            _ => true,
        }
    }
}

/// True for types whose values have a number to compare by.
fn compares_by_number(ty: &Type) -> bool {
    ty.is_number() || matches!(ty, Type::Year | Type::Date | Type::Enum(_))
}

/// What is read some written number of years before: 上年(x), 往年(2, x).
fn years_before(expr: &Expr) -> Option<(&Expr, u32)> {
    match &expr.kind {
        ExprKind::Previous(inner) => Some((inner, 1)),
        ExprKind::History(history) if history.kind == HistoryKind::Past => {
            u32::try_from(history.written_years()?).ok().map(|years| (&history.of, years))
        }
        _ => None,
    }
}

pub(super) fn not(formula: Formula) -> Formula {
    Formula::Not(Box::new(formula))
}

/// Where the condition holds the first, else the second.
fn either(condition: Formula, then: Formula, otherwise: Formula) -> Formula {
    Formula::Or(vec![Formula::And(vec![condition.clone(), then]), Formula::And(vec![not(condition), otherwise])])
}

pub(super) fn holds(op: Comparison, ordering: std::cmp::Ordering) -> bool {
    use std::cmp::Ordering;
    match op {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::LessOrEqual => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::GreaterOrEqual => ordering != Ordering::Less,
    }
}

/// A boolean that is nothing but another condition under a name (`即 甲 或 乙`, no exceptions).
fn unfolded(variable: &crate::ir::Variable) -> Option<(usize, &Expr)> {
    let plain = variable.ty == Type::Bool
        && variable.index.is_empty()
        && matches!(variable.shape, Shape::Rules)
        && variable.bounds.is_empty()
        && variable.presumptions.is_empty();
    match variable.rules.as_slice() {
        [rule] if plain && rule.guard.is_none() && rule.in_force == crate::ir::InForce::default() && rule.repealed.is_none() => {
            rule.value.as_ref().map(|value| (rule.pack.at(), value))
        }
        _ => None,
    }
}
