//! Whether conditions can hold together: conditions over shared atoms, tried out case by case.
//!
//! An atom is a reading the language cannot look into: a boolean, a value of an enum, a number against constants (then a
//! stretch between two of them), two readings against each other, or whether something is 不适用. At most 4096 cases are tried; with
//! more, nothing is claimed. Cases are a little more than what can really be (readings are taken as independent), so "never" is proof.

mod rows;

use std::cmp::Ordering;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, enum_of};

use crate::check::numbers::flipped;
use crate::check::{Checker, types};
use crate::ir::{Expr, ExprKind, Shape};
use crate::syntax::tree::Comparison;

/// 2^12.
const MOST_CASES: usize = 4096;
/// How many definitions deep a boolean is looked into.
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
    /// How the left of two readings stands to the right.
    Against(Comparison),
    NotApplicable,
}

/// One reading.
#[derive(Clone, Debug)]
struct Atom {
    expr: Expr,
    pack: usize,
    sort: Sort,
    may_be_na: bool,
}

#[derive(Clone, Debug)]
enum Sort {
    Truth,
    Values(Vec<Value>),
    Number {
        constants: Vec<Exact>,
        whole: bool,
    },
    Pair,
    /// Only asked whether it is 不适用.
    Presence,
}

/// What an atom is in one case.
#[derive(Clone, Debug, PartialEq)]
enum Case {
    Na,
    Truth(bool),
    Value(Value),
    /// A representative of a stretch.
    Number(Exact),
    Pair(Ordering),
    Present,
}

/// What trying out all cases has shown.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Never,
    /// A case, as a Markdown table of one row.
    Case(String),
    Undecided,
}

/// The atoms of some conditions.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    atoms: Vec<Atom>,
}

impl Space {
    /// A condition, its atoms shared with those added before.
    pub(super) fn formula(&mut self, checker: &Checker<'_>, pack: usize, expr: &Expr) -> Formula {
        self.at_depth(checker, pack, expr, 0)
    }

    /// That something is 不适用.
    pub(super) fn not_applicable(&mut self, pack: usize, expr: &Expr) -> Formula {
        let sort = match &expr.ty {
            Type::Bool => Sort::Truth,
            _ => Sort::Presence,
        };
        let at = self.atom(pack, expr, sort);
        if let Some(atom) = self.atoms.get_mut(at) {
            atom.may_be_na = true;
        }
        Formula::Atom(at, Test::NotApplicable)
    }

    fn at_depth(&mut self, checker: &Checker<'_>, pack: usize, expr: &Expr, depth: u8) -> Formula {
        let all = |space: &mut Space, parts: &[Expr]| parts.iter().map(|p| space.at_depth(checker, pack, p, depth)).collect::<Vec<_>>();
        match &expr.kind {
            ExprKind::Literal(Value::Bool(truth)) => Formula::Always(*truth),
            ExprKind::Not(inner) => Formula::Not(Box::new(self.at_depth(checker, pack, inner, depth))),
            ExprKind::And(parts) => Formula::And(all(self, parts)),
            ExprKind::Or(parts) => Formula::Or(all(self, parts)),
            ExprKind::Items { any, items } => {
                let parts: Vec<Expr> = items.iter().map(|(_, e)| e.clone()).collect();
                let parts = all(self, &parts);
                if *any { Formula::Or(parts) } else { Formula::And(parts) }
            }
            ExprKind::IsNa(of) => self.not_applicable(pack, of),
            ExprKind::HasValue(of) => Formula::Not(Box::new(self.not_applicable(pack, of))),
            ExprKind::Compare { op, left, right } => self.comparison(checker, pack, *op, left, right),
            ExprKind::In { negated, subject, values } => {
                let any = values.iter().map(|v| self.comparison(checker, pack, Comparison::Equal, subject, v)).collect();
                if *negated { Formula::Not(Box::new(Formula::Or(any))) } else { Formula::Or(any) }
            }
            ExprKind::Variable { variable, .. } if depth < DEEPEST => match checker.program.variable(*variable).and_then(unfolded) {
                Some((pack, inner)) => self.at_depth(checker, pack, &inner.clone(), depth.saturating_add(1)),
                None => Formula::Atom(self.atom(pack, expr, Sort::Truth), Test::True),
            },
            _ => Formula::Atom(self.atom(pack, expr, Sort::Truth), Test::True),
        }
    }

    fn comparison(&mut self, checker: &Checker<'_>, pack: usize, op: Comparison, left: &Expr, right: &Expr) -> Formula {
        if is_constant(left) && !is_constant(right) {
            return self.comparison(checker, pack, flipped(op), right, left);
        }
        if let ExprKind::Literal(value @ (Value::Enum(..) | Value::Text(_) | Value::Bool(_))) = &right.kind {
            let domain = domain_of(checker, left, value);
            let wanted: Vec<Value> = domain.iter().filter(|v| holds(op, v.cmp(&value))).cloned().collect();
            if left.ty == Type::Bool && matches!(value, Value::Bool(_)) {
                let inner = self.at_depth(checker, pack, left, 0);
                let is = matches!((op, value), (Comparison::Equal, Value::Bool(true)) | (Comparison::NotEqual, Value::Bool(false)));
                return if is { inner } else { Formula::Not(Box::new(inner)) };
            }
            let at = self.atom(pack, left, Sort::Values(domain));
            return Formula::Atom(at, Test::OneOf(wanted));
        }
        if left.ty.is_number()
            && let Some(constant) = checker.constant_value(right)
        {
            let whole = matches!(left.ty, Type::Integer { .. });
            let at = self.atom(pack, left, Sort::Number { constants: Vec::new(), whole });
            if let Some(Atom { sort, .. }) = self.atoms.get_mut(at) {
                if !matches!(sort, Sort::Number { .. }) {
                    *sort = Sort::Number { constants: Vec::new(), whole };
                }
                if let Sort::Number { constants, .. } = sort
                    && !constants.contains(&constant)
                {
                    constants.push(constant);
                    constants.sort_unstable();
                }
            }
            return Formula::Atom(at, Test::Number(op, constant));
        }
        // Two readings against each other: one atom, whichever stands on the left.
        let pair = |left: &Expr, right: &Expr| {
            let kind = ExprKind::Compare { op: Comparison::Less, left: Box::new(left.clone()), right: Box::new(right.clone()) };
            Expr { kind, ty: Type::Bool, span: left.span }
        };
        let turned = pair(right, left);
        if let Some(at) = self.atoms.iter().position(|a| matches!(a.sort, Sort::Pair) && a.expr == turned) {
            return Formula::Atom(at, Test::Against(flipped(op)));
        }
        let at = self.atom(pack, &pair(left, right), Sort::Pair);
        Formula::Atom(at, Test::Against(op))
    }

    fn atom(&mut self, pack: usize, expr: &Expr, sort: Sort) -> usize {
        let pair = matches!(sort, Sort::Pair);
        if let Some(at) = self.atoms.iter().position(|a| matches!(a.sort, Sort::Pair) == pair && a.expr == *expr) {
            if let Some(atom) = self.atoms.get_mut(at).filter(|a| matches!(a.sort, Sort::Presence)) {
                atom.sort = sort;
            }
            return at;
        }
        self.atoms.push(Atom { expr: expr.clone(), pack, sort, may_be_na: false });
        self.atoms.len().saturating_sub(1)
    }

    /// Tries every case of the atoms in the condition.
    pub(super) fn can_hold(&self, checker: &Checker<'_>, formula: &Formula) -> Answer {
        let folded = fold(formula);
        let formula = &folded;
        if let Formula::Always(false) = formula {
            return Answer::Never;
        }
        let mut used: Vec<usize> = Vec::new();
        atoms_in(formula, &mut used);
        used.sort_unstable();
        used.dedup();
        let domains: Vec<Vec<Case>> = used.iter().filter_map(|at| self.atoms.get(*at)).map(Atom::cases).collect();
        let count = domains.iter().try_fold(1_usize, |all, d| all.checked_mul(d.len().max(1)).filter(|n| *n <= MOST_CASES));
        let Some(count) = count else { return Answer::Undecided };
        for number in 0..count {
            let mut rest = number;
            let mut case: Vec<(usize, &Case)> = Vec::new();
            for (at, domain) in used.iter().zip(&domains) {
                let size = domain.len().max(1);
                if let Some(value) = domain.get(rest.checked_rem(size).unwrap_or(0)) {
                    case.push((*at, value));
                }
                rest = rest.checked_div(size).unwrap_or(0);
            }
            if evaluate(formula, &case) {
                return Answer::Case(self.row(checker, &case));
            }
        }
        Answer::Never
    }

    /// The case as a Markdown table, ready for a test.
    fn row(&self, checker: &Checker<'_>, case: &[(usize, &Case)]) -> String {
        let mut heads = String::from("  |");
        let mut rules = String::from("  |");
        let mut cells = String::from("  |");
        for (at, case) in case {
            let Some(atom) = self.atoms.get(*at) else { continue };
            let words = match &atom.expr.kind {
                ExprKind::Compare { left, right, .. } if matches!(atom.sort, Sort::Pair) => {
                    format!("{} − {}", checker.words(atom.pack, left.span), checker.words(atom.pack, right.span))
                }
                _ => checker.words(atom.pack, atom.expr.span),
            };
            let value = match case {
                Case::Na => "不适用".to_owned(),
                Case::Truth(truth) => if *truth { "是" } else { "否" }.to_owned(),
                Case::Value(value) => types::value_words(value, &atom.expr.ty, &checker.program.schema),
                Case::Number(number) => types::value_words(&Value::Number(*number), &atom.expr.ty, &checker.program.schema),
                Case::Pair(Ordering::Less) => "< 0".to_owned(),
                Case::Pair(Ordering::Equal) => "0".to_owned(),
                Case::Pair(Ordering::Greater) => "> 0".to_owned(),
                Case::Present => "（有值）".to_owned(),
            };
            heads.push_str(&format!(" {words} |"));
            rules.push_str("---|");
            cells.push_str(&format!(" {value} |"));
        }
        format!("{heads}\n{rules}\n{cells}")
    }
}

impl Atom {
    fn cases(&self) -> Vec<Case> {
        let mut out: Vec<Case> = match &self.sort {
            Sort::Truth => vec![Case::Truth(true), Case::Truth(false)],
            Sort::Values(values) => values.iter().cloned().map(Case::Value).collect(),
            Sort::Number { constants, whole } => stretches(constants, *whole, &self.expr.ty).into_iter().map(Case::Number).collect(),
            Sort::Pair => vec![Case::Pair(Ordering::Less), Case::Pair(Ordering::Equal), Case::Pair(Ordering::Greater)],
            Sort::Presence => vec![Case::Present],
        };
        if self.may_be_na {
            out.push(Case::Na);
        }
        out
    }
}

/// One number for each constant and for each stretch between, below and above them.
fn stretches(constants: &[Exact], whole: bool, ty: &Type) -> Vec<Exact> {
    let step = if *ty == Type::Money { Exact::integer(100) } else { Exact::ONE };
    let mut out: Vec<Exact> = Vec::new();
    out.extend(constants.first().and_then(|c| c.minus(step)));
    for (at, constant) in constants.iter().enumerate() {
        out.push(*constant);
        match constants.get(at.saturating_add(1)) {
            None => out.extend(constant.plus(step)),
            Some(next) if whole => out.extend(constant.plus(Exact::ONE).filter(|between| between < next)),
            Some(next) => out.extend(constant.plus(*next).and_then(|sum| sum.over(Exact::integer(2)))),
        }
    }
    out
}

fn evaluate(formula: &Formula, case: &[(usize, &Case)]) -> bool {
    match formula {
        Formula::Always(truth) => *truth,
        Formula::Not(inner) => !evaluate(inner, case),
        Formula::And(parts) => parts.iter().all(|p| evaluate(p, case)),
        Formula::Or(parts) => parts.iter().any(|p| evaluate(p, case)),
        Formula::Atom(at, test) => {
            let Some((_, value)) = case.iter().find(|(a, _)| a == at) else { return false };
            match (test, value) {
                (Test::NotApplicable, value) => **value == Case::Na,
                (Test::True, Case::Truth(truth)) => *truth,
                (Test::OneOf(wanted), Case::Value(value)) => wanted.contains(value),
                (Test::Number(op, constant), Case::Number(number)) => holds(*op, number.compare(*constant)),
                (Test::Against(op), Case::Pair(ordering)) => holds(*op, *ordering),
                _ => false,
            }
        }
    }
}

fn holds(op: Comparison, ordering: Ordering) -> bool {
    match op {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::LessOrEqual => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::GreaterOrEqual => ordering != Ordering::Less,
    }
}

/// Without what is always so: then fewer atoms are left to try.
fn fold(formula: &Formula) -> Formula {
    let many = |parts: &[Formula], all: bool| -> Formula {
        let mut left: Vec<Formula> = Vec::new();
        for part in parts {
            match fold(part) {
                Formula::Always(truth) if truth != all => return Formula::Always(truth),
                Formula::Always(_) => {}
                part => left.push(part),
            }
        }
        if left.is_empty() {
            return Formula::Always(all);
        }
        if all { Formula::And(left) } else { Formula::Or(left) }
    };
    match formula {
        Formula::Always(_) | Formula::Atom(..) => formula.clone(),
        Formula::Not(inner) => match fold(inner) {
            Formula::Always(truth) => Formula::Always(!truth),
            inner => Formula::Not(Box::new(inner)),
        },
        Formula::And(parts) => many(parts, true),
        Formula::Or(parts) => many(parts, false),
    }
}

fn atoms_in(formula: &Formula, out: &mut Vec<usize>) {
    match formula {
        Formula::Always(_) => {}
        Formula::Atom(at, _) => out.push(*at),
        Formula::Not(inner) => atoms_in(inner, out),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|p| atoms_in(p, out)),
    }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(_) | ExprKind::Parameter(_))
}

/// A boolean that is nothing but another condition under a name (`即 甲 或 乙`, no exceptions).
fn unfolded(variable: &crate::ir::Variable) -> Option<(usize, &Expr)> {
    let plain = variable.ty == Type::Bool
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

/// The values a reading can have, where they can be counted.
fn domain_of(checker: &Checker<'_>, subject: &Expr, value: &Value) -> Vec<Value> {
    match (&subject.kind, value) {
        (ExprKind::Open(id), Value::Enum(..)) => checker.program.opens.get(id.at()).map(|o| o.options.clone()).unwrap_or_default(),
        (_, Value::Enum(id, _)) => {
            let count = enum_of(&checker.program.schema.enums, *id).map_or(0, |e| e.values.len());
            (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(*id, rank)).collect()
        }
        (ExprKind::KindOf, _) => checker.program.schema.kinds.iter().map(|k| Value::Text(k.name.clone())).collect(),
        (_, value) => vec![value.clone(), Value::Text("（其他）".to_owned())],
    }
}
