//! What an expression can be, for one entity and year.

use std::collections::BTreeSet;

use quanheng_facts::fact::Row;
use quanheng_facts::value::{EntityIx, Type, Value, Year};

use super::outcome::{Marks, Outcome};
use super::{Interpreter, Pin, arithmetic, logic};
use crate::finding::{Cause, Fault, Instance, Mark};
use crate::ir::{Expr, ExprKind, ParameterId};
use crate::possible::{Possible, Range};
use crate::syntax::tree::{Arithmetic, Comparison};

/// Where an expression is read: whose value, which year, which row, and what is assumed for the moment.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'f> {
    /// The instance being worked out: faults are its own.
    pub instance: Instance,
    pub entity: Option<EntityIx>,
    pub year: Year,
    pub row: Option<&'f Row>,
    /// Readings held fixed while the combinations of unknown guards are gone through (`rules.rs`).
    pub assumed: &'f [(&'f Expr, Possible)],
}

impl<'f> Frame<'f> {
    /// At an instance, with nothing assumed.
    pub fn at(instance: Instance) -> Frame<'f> {
        Frame { instance, entity: instance.entity, year: instance.year, row: None, assumed: &[] }
    }

    /// In another year.
    pub fn in_year(self, year: Year) -> Frame<'f> {
        Frame { year, assumed: &[], ..self }
    }

    /// For another entity.
    pub fn of(self, entity: EntityIx) -> Frame<'f> {
        Frame { entity: Some(entity), assumed: &[], ..self }
    }

    /// On a row.
    pub fn on(self, row: &'f Row) -> Frame<'f> {
        Frame { row: Some(row), assumed: &[], ..self }
    }
}

impl Interpreter<'_> {
    /// What `expr` can be.
    pub(crate) fn eval(&self, expr: &Expr, frame: Frame<'_>) -> Outcome {
        if let Some((_, held)) = frame.assumed.iter().find(|(atom, _)| *atom == expr) {
            let read = self.read_or_work_out(expr, frame);
            // What is assumed is certain for the moment; its causes come back with the hull, if it matters.
            let causes = if held.is_certain() && !held.fault { Default::default() } else { read.causes };
            return Outcome { possible: held.clone(), causes, tight: true, ..read };
        }
        self.read_or_work_out(expr, frame)
    }

    /// From the columns where it stands in them; else worked out here.
    fn read_or_work_out(&self, expr: &Expr, frame: Frame<'_>) -> Outcome {
        match self.in_columns(expr, frame) {
            Some(known) => known,
            None => self.eval_plain(expr, frame),
        }
    }

    pub(super) fn eval_plain(&self, expr: &Expr, frame: Frame<'_>) -> Outcome {
        if let Some(followed) = &self.followed {
            followed.expr(self, expr, frame);
        }
        match &expr.kind {
            ExprKind::Literal(value) => Outcome::certain(Possible::value(value.clone())),
            ExprKind::Parameter(id) => self.eval_parameter(*id, frame),
            ExprKind::Open(id) => self.eval_open(*id, frame.year),
            ExprKind::Variable { variable, whose, args } => self.read_variable(*variable, whose, args, frame),
            ExprKind::Index { at, .. } => self.index_at_hand(*at, frame),
            ExprKind::Column { table, column, whose, keys } => self.read_column(*table, *column, whose, keys, frame),
            ExprKind::ColumnAsAt { table, column, whose, day } => self.read_as_at(*table, *column, whose, *day, frame),
            ExprKind::RowColumn { table, column } => self.read_row_column(*table, *column, frame),
            ExprKind::Holds { table, whose, day } => self.holds_on(*table, whose, *day, frame),
            ExprKind::DecisionDay => match self.choice.decided_on {
                Some(day) => Outcome::certain(Possible::value(Value::Date(day))),
                None => Outcome::unknown(Possible::range(self.whole_range(&Type::Date)), Cause::DecisionDay),
            },
            ExprKind::Subject => match frame.instance.entity {
                Some(entity) => Outcome::certain(Possible::value(Value::Entity(entity))),
                None => Outcome::certain(Possible::not_applicable()),
            },
            ExprKind::HeldColumn { posts, column, whose, at } => self.held_column(posts, *column, whose, at, frame),
            ExprKind::InPost(asked) => self.in_post(asked, frame),
            ExprKind::Holding(at) => self.holding(at, frame),
            ExprKind::Served(served) => self.served(*served, frame),
            ExprKind::Myself => match frame.entity {
                Some(entity) => Outcome::certain(Possible::value(Value::Entity(entity))),
                None => Outcome::certain(Possible::not_applicable()),
            },
            ExprKind::IdOf { whose } => self.read_at(whose, frame, &expr.ty, &|who| {
                let id = who.and_then(|e| self.facts.entities.id_of(e)).map(|id| Possible::value(Value::Text(id.to_owned())));
                Outcome::certain(id.unwrap_or_else(Possible::not_applicable))
            }),
            ExprKind::Has { set, item } => self.has(set, item, frame),
            ExprKind::KindOf { whose } => self.read_at(whose, frame, &expr.ty, &|who| {
                let kind = who.and_then(|e| self.facts.entities.kind_of(e)).and_then(|of| self.program.schema.kind(of));
                let name = kind.map(|kind| Possible::value(Value::Text(kind.name.clone())));
                Outcome::certain(name.unwrap_or_else(Possible::not_applicable))
            }),
            ExprKind::ThisYear => Outcome::certain(Possible::value(Value::Year(frame.year))),
            ExprKind::Previous(inner) => self.previous(inner, frame),
            ExprKind::First { condition, since } => self.first(condition, since.as_deref(), frame),
            ExprKind::History(history) => self.history(history, frame),
            ExprKind::HasRecord { table, column, keys, among } => self.has_record(*table, *column, keys, among.as_deref(), frame),
            ExprKind::NoRecord { table, keys } => self.no_record(*table, keys, frame),
            ExprKind::IsComplete { table, keys } => self.is_complete(*table, keys, frame),
            ExprKind::Filled(list) => self.filled(list, frame),
            ExprKind::Exists { over, when } => self.exists(over, when.as_deref(), frame),
            ExprKind::Count { over, when } => self.count(over, when.as_deref(), frame),
            ExprKind::Gather(gather) => self.gather(gather, frame),
            ExprKind::Decision(decision) => self.decide_by_table(decision, &expr.ty, frame),
            ExprKind::Normalise(normalise) => self.normalise(normalise, frame),
            ExprKind::Weighted(weighted) => self.weighted(weighted, frame),
            ExprKind::Not(side) => logic::not(&self.eval(side, frame)),
            ExprKind::And(sides) => self.join(false, sides, frame),
            ExprKind::Or(sides) => self.join(true, sides, frame),
            ExprKind::Items { any, items } => {
                let sides: Vec<Outcome> = items.iter().map(|(_, e)| self.eval(e, frame)).collect();
                logic::join(*any, &sides)
            }
            ExprKind::Compare { op, left, right } => {
                let (a, b) = (self.eval(left, frame), self.eval(right, frame));
                let mut outcome = Outcome::from_parts(arithmetic::compare(*op, &a.possible, &b.possible), [&a, &b]);
                if matches!(op, Comparison::Equal | Comparison::NotEqual) && !outcome.possible.is_certain() {
                    let reached =
                        self.both_answers_reached(left, &a, &[(right, &b)]) || self.both_answers_reached(right, &b, &[(left, &a)]);
                    outcome.tight = outcome.tight && reached;
                }
                outcome
            }
            ExprKind::In { negated, subject, values } => self.eval_in(*negated, subject, values, frame),
            ExprKind::Arithmetic { op, left, right } => {
                let (a, b) = (self.eval(left, frame), self.eval(right, frame));
                let possible = arithmetic::combine(*op, &a.possible, &b.possible);
                let mut outcome = Outcome::from_parts(possible, [&a, &b]);
                // Nought among what may divide: how near to it the divisor comes is not looked at, so the ends are not known.
                if matches!(op, Arithmetic::Divide | Arithmetic::Share) && outcome.possible.fault && outcome.possible.range.is_some() {
                    outcome.tight = false;
                }
                self.blame(outcome, frame, Fault::Arithmetic)
            }
            ExprKind::YearPlus { year, years } => {
                let year = self.eval(year, frame);
                let possible = arithmetic::year_plus(&year.possible, *years);
                self.blame(Outcome::from_parts(possible, [&year]), frame, Fault::Arithmetic)
            }
            ExprKind::IsNa(inner) => self.eval_is_na(inner, true, frame),
            ExprKind::HasValue(inner) => self.eval_is_na(inner, false, frame),
            ExprKind::ElseIfNa { value, otherwise } => {
                let value = self.eval(value, frame);
                if !value.possible.na {
                    return value;
                }
                let otherwise = self.eval(otherwise, frame);
                let possible = value.possible.clone().without_na().hull(otherwise.possible.clone());
                Outcome::from_parts(possible, [&value, &otherwise])
            }
            ExprKind::Clip { value, least, most } => {
                let value = self.eval(value, frame);
                let least = least.as_deref().map(|e| self.eval(e, frame));
                let most = most.as_deref().map(|e| self.eval(e, frame));
                let possible = arithmetic::clip(&value.possible, least.as_ref().map(|o| &o.possible), most.as_ref().map(|o| &o.possible));
                Outcome::from_parts(possible, [Some(&value), least.as_ref(), most.as_ref()].into_iter().flatten())
            }
            ExprKind::Extreme { greatest, of } => {
                let of: Vec<Outcome> = of.iter().map(|e| self.eval(e, frame)).collect();
                let possibles: Vec<Possible> = of.iter().map(|o| o.possible.clone()).collect();
                Outcome::from_parts(arithmetic::extreme(*greatest, &possibles), &of)
            }
            ExprKind::Match { subject, arms, otherwise } => self.eval_match(subject, arms, otherwise.as_deref(), frame),
        }
    }

    /// A fault that arose here (not in a part) names the instance.
    fn blame(&self, outcome: Outcome, frame: Frame<'_>, fault: Fault) -> Outcome {
        let told = outcome.causes.iter().any(|c| matches!(c, Cause::Rule { .. }));
        if !outcome.possible.fault || told {
            return outcome;
        }
        let blamed = Outcome::fault(frame.instance, Vec::new(), fault);
        Outcome { causes: outcome.causes.joined(&blamed.causes), ..outcome }
    }

    fn join(&self, any: bool, sides: &[Expr], frame: Frame<'_>) -> Outcome {
        // 有值(甲) 且 甲 > 0: where 甲 is 不适用 the first side has decided, so that the others are read of its value.
        let mut assumed: Vec<(&Expr, Possible)> = Vec::new();
        for subject in sides.iter().filter_map(|side| asked_of(any, side)) {
            let possible = self.eval(subject, frame).possible;
            if possible.na && !possible.is_na() {
                assumed.push((subject, possible.without_na()));
            }
        }
        assumed.extend(frame.assumed.iter().cloned());
        let inside = Frame { assumed: &assumed, ..frame };
        let read = |side: &Expr| self.eval(side, if asked_of(any, side).is_some() { frame } else { inside });
        let sides: Vec<Outcome> = sides.iter().map(read).collect();
        logic::join(any, &sides)
    }

    fn eval_parameter(&self, id: ParameterId, frame: Frame<'_>) -> Outcome {
        let outcome = self.parameter(id, frame);
        self.saw_number(|| Pin::Parameter(id), &outcome.possible);
        outcome
    }

    fn parameter(&self, id: ParameterId, frame: Frame<'_>) -> Outcome {
        if let Some(given) = self.pin(&Pin::Parameter(id)) {
            return Outcome::certain(given.clone());
        }
        if let Some(value) = self.choice.parameters.get(&id) {
            return Outcome { marks: Marks::one(Mark::WhatIfParameter(id)), ..Outcome::certain(Possible::value(value.clone())) };
        }
        let parameter = self.program.parameters.get(id.at());
        match parameter.and_then(|p| p.in_force(self.law_year(frame.year))) {
            Some(version) => Outcome::certain(Possible::value(version.value.clone())),
            None => Outcome::fault(frame.instance, Vec::new(), Fault::NoVersion),
        }
    }

    /// Everything a value of a type can be.
    pub(super) fn whole_range(&self, ty: &Type) -> Range {
        match ty {
            Type::Bool => Range::either(),
            Type::Enum(id) => {
                let Some(def) = quanheng_facts::value::enum_of(&self.program.schema.enums, *id) else { return Range::Anything };
                let count = u32::try_from(def.values.len()).unwrap_or(u32::MAX);
                self.range_among((0..count).map(|rank| Value::Enum(*id, rank)).collect(), ty)
            }
            Type::Text | Type::Entity(_) | Type::Set(_) => Range::Anything,
            _ => Range::Between { least: None, greatest: None },
        }
    }

    /// A set of values as a range of their type: a stretch for an ordered type, else the set itself.
    pub(super) fn range_among(&self, values: BTreeSet<Value>, ty: &Type) -> Range {
        if ty.is_ordered(&self.program.schema.enums) {
            return Range::between(values.first().cloned(), values.last().cloned());
        }
        Range::among(values).unwrap_or(Range::Anything)
    }

    /// The values a range stands for, where they are few; `None` where they cannot be listed.
    #[must_use]
    pub fn listed(&self, range: &Range, ty: &Type) -> Option<Vec<Value>> {
        match range {
            Range::One(value) => Some(vec![value.clone()]),
            Range::Among(values) => Some(values.iter().cloned().collect()),
            Range::Between { least, greatest } => match (ty, least, greatest) {
                (Type::Bool, _, _) => Some(vec![Value::Bool(false), Value::Bool(true)]),
                (Type::Enum(id), Some(Value::Enum(_, low)), Some(Value::Enum(_, high))) => {
                    Some((*low..=*high).map(|rank| Value::Enum(*id, rank)).collect())
                }
                _ => None,
            },
            Range::Anything => None,
        }
    }

    fn eval_is_na(&self, inner: &Expr, wanted: bool, frame: Frame<'_>) -> Outcome {
        let inner = self.eval(inner, frame);
        let p = &inner.possible;
        let truth = match (p.na, p.range.is_some()) {
            (true, false) => Some(wanted),
            (false, true) => Some(!wanted),
            _ => None,
        };
        let range = if p.na || p.range.is_some() { Possible::three_valued(truth).range } else { None };
        Outcome::from_parts(Possible { range, na: false, fault: p.fault }, [&inner])
    }

    fn eval_in(&self, negated: bool, subject: &Expr, values: &[Expr], frame: Frame<'_>) -> Outcome {
        let subject_outcome = self.eval(subject, frame);
        let exprs = values;
        let values: Vec<Outcome> = exprs.iter().map(|v| self.eval(v, frame)).collect();
        let p = &subject_outcome.possible;
        let rest = Possible { range: None, na: p.na, fault: p.fault || values.iter().any(|v| v.possible.fault) };
        let Some(range) = &p.range else { return Outcome::from_parts(rest, [&subject_outcome].into_iter().chain(&values)) };
        let (mut surely, mut maybe) = (false, false);
        let known: BTreeSet<&Value> = values.iter().filter_map(|v| v.possible.known()).collect();
        if let Some(all) = self.listed(range, &subject.ty) {
            let inside = all.iter().filter(|v| known.contains(v)).count();
            surely = inside == all.len() && inside > 0;
            maybe = inside > 0;
        }
        for value in values.iter().filter_map(|v| v.possible.range.as_ref()) {
            let can = arithmetic::relation(range, value);
            maybe = maybe || can.equal;
            surely = surely || (can.equal && !can.less && !can.greater);
        }
        let truth = match (surely, maybe) {
            (true, _) => Some(!negated),
            (false, false) => Some(negated),
            (false, true) => None,
        };
        let possible = Possible { range: Possible::three_valued(truth).range, ..rest };
        let mut outcome = Outcome::from_parts(possible, [&subject_outcome].into_iter().chain(&values));
        if !outcome.possible.is_certain() {
            let each: Vec<(&Expr, &Outcome)> = exprs.iter().zip(&values).collect();
            outcome.tight = outcome.tight && self.both_answers_reached(subject, &subject_outcome, &each);
        }
        outcome
    }

    fn eval_match(&self, subject: &Expr, arms: &[(Vec<Expr>, Expr)], otherwise: Option<&Expr>, frame: Frame<'_>) -> Outcome {
        let subject_outcome = self.eval(subject, frame);
        let rest = Possible { range: None, na: subject_outcome.possible.na, fault: subject_outcome.possible.fault };
        let Some(range) = &subject_outcome.possible.range else { return Outcome::from_parts(rest, [&subject_outcome]) };
        let mut taken: Vec<Outcome> = Vec::new();
        let mut open = true;
        for (values, then) in arms {
            let (mut may, mut surely) = (false, false);
            for value in values {
                let value = self.eval(value, frame);
                if let Some(value_range) = &value.possible.range {
                    let can = arithmetic::relation(range, value_range);
                    may = may || can.equal;
                    surely = surely || (can.equal && !can.less && !can.greater);
                }
            }
            if may {
                taken.push(self.eval(then, frame));
            }
            if surely {
                open = false;
                break;
            }
        }
        // With every listed value answered by an arm, "otherwise" is out of reach.
        let answered = self.listed(range, &subject.ty).is_some_and(|all| {
            all.iter().all(|v| arms.iter().any(|(values, _)| values.iter().any(|e| self.eval(e, frame).possible.known() == Some(v))))
        });
        if open && !answered {
            match otherwise {
                Some(then) => taken.push(self.eval(then, frame)),
                None => taken.push(Outcome::fault(frame.instance, Vec::new(), Fault::NoArm)),
            }
        }
        let mut possible = rest;
        for each in &taken {
            possible = possible.hull(each.possible.clone());
        }
        let mut outcome = Outcome::from_parts(possible, [&subject_outcome].into_iter().chain(&taken));
        if taken.len() > 1 {
            // Which arm is taken and what it gives may hang together.
            outcome.tight = outcome.tight && subject_outcome.tight && self.every_value_reached(subject, &subject_outcome);
        }
        outcome
    }
}

/// Of what a side asks whether it is 不适用, where that decides: 有值 in a 且, 不适用 in an 或.
fn asked_of(any: bool, side: &Expr) -> Option<&Expr> {
    match &side.kind {
        ExprKind::HasValue(subject) if !any => Some(subject),
        ExprKind::IsNa(subject) if any => Some(subject),
        _ => None,
    }
}
