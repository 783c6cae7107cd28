//! One expression or another, by a value: 不适用则, 视. What no row needs is not worked out.

use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::value::{Type, Value, Year};
use quanheng_policy::ir::Expr;
use quanheng_policy::possible::Range;

use super::read::not_applicable;
use super::registers;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// A plain row of one register brought to the kind of another; `None` where it does not fit.
pub(super) fn brought(row: Row, from: Kind, to: Kind) -> Option<Row> {
    if row.code != PLAIN || from == to {
        return Some(row);
    }
    let value = to.whole(&from.value(row.value)?)?;
    Some(Row { code: PLAIN, value })
}

/// The same for a row whose value carries marks; `None` also where there is no value.
fn brought_marked(scene: &Scene<'_, '_>, row: Row, from: Kind, to: Kind) -> Option<Row> {
    let parted = scene.state.panel.dictionary.apart(row.code);
    let value = brought(Row { code: parted.base, ..row }, from, to).filter(|row| row.code == PLAIN)?.value;
    Some(Row { code: parted.marks, value })
}

pub(super) fn else_if_na<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (value, otherwise): (&'p Expr, &'p Expr),
    year: Year,
) -> Result<Register, Needed> {
    let first = scene.register(value, year)?;
    if first.is_plain() {
        return Ok((*first).clone());
    }
    let second = scene.register(otherwise, year)?;
    let kind = Kind::of(&expr.ty);
    let parts = [Rc::clone(&first), if planted::is(11) { Rc::clone(&first) } else { Rc::clone(&second) }];
    let dictionary = &scene.state.panel.dictionary;
    let na = not_applicable(scene).code;
    let rows = first.rows().enumerate().map(|(at, row)| {
        let given = brought_marked(scene, row, first.kind, kind);
        // 不适用 with marks: what is given otherwise carries them too.
        let otherwise = || {
            let marks = dictionary.apart(row.code);
            let own = second.row(at);
            let known = marks.base == na && marks.marks != PLAIN;
            let taken = brought_marked(scene, own, second.kind, kind).filter(|_| known)?;
            Some(Row { code: dictionary.joined(taken.code, if planted::is(151) { PLAIN } else { marks.marks }), ..taken })
        };
        given.or_else(otherwise).unwrap_or_else(|| scene.case_row(expr, year, kind, &parts, at))
    });
    Ok(Register::of_rows(kind, rows))
}

/// Values, and what is given for any of them.
type Arms<'p> = &'p [(Vec<Expr>, Expr)];

/// 视: the arm of the subject's value.
pub(super) fn one_of<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (subject, arms, otherwise): (&'p Expr, Arms<'p>, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let of = scene.register(subject, year)?;
    let kind = Kind::of(&expr.ty);
    // Which arm each plain value takes; an arm whose values are not plain and the same for all leaves every row to be worked out.
    let mut arm_of: Option<BTreeMap<i64, usize>> = Some(BTreeMap::new());
    let mut answered_by: Vec<(i64, usize)> = Vec::new();
    for (at, (values, _)) in arms.iter().enumerate() {
        for value in registers(scene, values.iter().collect(), year)? {
            let plain = value.uniform().map(|row| Row { code: scene.state.panel.dictionary.apart(row.code).base, ..row });
            let plain = plain.filter(|row| row.code == PLAIN && value.kind == of.kind && of.kind != Kind::Nothing);
            match (plain, arm_of.as_mut()) {
                (Some(row), Some(known)) => {
                    answered_by.push((row.value, at));
                    if !(planted::is(12) && at == 0) {
                        known.entry(row.value).or_insert(at);
                    }
                }
                _ => arm_of = None,
            }
        }
    }
    let Some(arm_of) = arm_of else { return Ok(scene.row_by_row(expr, year, Reason::OpenArms)) };
    let chosen = Chosen { arms, otherwise, arm_of: &arm_of, answered_by: &answered_by, of: &of };
    // Few different ones: looked for one after the other.
    let mut then: Vec<(Row, Vec<Rc<Register>>)> = Vec::new();
    let dictionary = &scene.state.panel.dictionary;
    for row in of.rows() {
        if !then.iter().any(|(known, _)| *known == row) {
            then.push((row, registers(scene, chosen.read(scene, row, &subject.ty), year)?));
        }
    }
    let rows = of.rows().enumerate().map(|(at, row)| {
        let read = then.iter().find(|(known, _)| *known == row).map(|(_, read)| read.as_slice()).unwrap_or_default();
        let subject = dictionary.apart(row.code);
        let plain = match read {
            [arm] if subject.base == PLAIN => brought_marked(scene, arm.row(at), arm.kind, kind),
            _ => None,
        };
        let plain = plain.map(|row| Row { code: dictionary.joined(row.code, subject.marks), ..row });
        plain.unwrap_or_else(|| {
            let parts: Vec<Rc<Register>> = std::iter::once(&of).chain(read).map(Rc::clone).collect();
            scene.case_row(expr, year, kind, &parts, at)
        })
    });
    Ok(Register::of_rows(kind, rows))
}

/// What is chosen by, and from what.
struct Chosen<'c, 'p> {
    arms: Arms<'p>,
    otherwise: Option<&'p Expr>,
    /// Which arm each plain value takes.
    arm_of: &'c BTreeMap<i64, usize>,
    /// Every value of every arm.
    answered_by: &'c [(i64, usize)],
    of: &'c Register,
}

impl<'p> Chosen<'_, 'p> {
    /// The arms that are read where the subject is this, and no other: one of a subject that is not known may be any of several.
    fn read(&self, scene: &Scene<'_, 'p>, row: Row, ty: &Type) -> Vec<&'p Expr> {
        let arm = |at: usize| self.arms.get(at).map(|(_, then)| then);
        if scene.state.panel.dictionary.apart(row.code).base == PLAIN {
            return self.arm_of.get(&row.value).map_or(self.otherwise, |at| arm(*at)).into_iter().collect();
        }
        let outcome = scene.state.panel.dictionary.said(row.code, || self.of.kind.possible(row.value));
        let Some(range) = &outcome.possible.range else { return Vec::new() };
        let listed = scene.worker().listed(range, ty);
        let value = |value: i64| self.of.kind.value(value);
        let may = |at: usize| self.answered_by.iter().any(|(v, own)| *own == at && value(*v).is_some_and(|v| range.contains(&v)));
        let surely = outcome.possible.range.as_ref().and_then(|range| match range {
            Range::One(value) => self.of.kind.whole(value),
            _ => None,
        });
        let mut read: Vec<&Expr> = (0..self.arms.len()).filter(|at| may(*at)).filter_map(arm).collect();
        let is_answered = |v: &Value| self.of.kind.whole(v).is_some_and(|v| self.answers(v));
        let answered = surely.is_some_and(|v| self.answers(v)) || listed.is_some_and(|all| all.iter().all(is_answered));
        read.extend(self.otherwise.filter(|_| !answered));
        read
    }

    fn answers(&self, value: i64) -> bool {
        self.answered_by.iter().any(|(answered, _)| *answered == value)
    }
}
