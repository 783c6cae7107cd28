//! 加权 where figures and weights are known, or 不适用: several figures, each with its weight, added up in whole numbers.
//!
//! In: registers of figures and weights, and what becomes of a figure that is 不适用; for 记组平均 everybody's figures ([`Compared`]). Out: the sum of
//! each row; an error that is the row's own. Rows of which something is open are worked out as cases where nothing but their parts is read, by
//! themselves where an average of others is.

use std::rc::Rc;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Value, Year};
use quanheng_policy::finding::{Fault, Instance};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, Weighted};
use quanheng_policy::possible::Possible;

use super::compared::{Compared, Field, chosen};
use super::read::not_applicable;
use super::texts::as_groups;
use super::{registers, ten_to};
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What becomes of a figure that is 不适用.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// The whole is: nothing else is said, or 分组另评.
    Whole,
    /// 权重分摊
    SharedOut,
    /// 记组平均
    Average,
    /// Not known which.
    Open,
}

/// What is weighed, for every row.
struct Weighing {
    figures: Vec<Rc<Register>>,
    weights: Vec<Rc<Register>>,
    missing: Missing,
    /// For 记组平均: what each figure is for everybody, and the group of each row.
    averages: Vec<Option<Rc<Option<Compared>>>>,
    group: Option<Rc<Register>>,
    na: Row,
    kind: Kind,
}

/// The average of a figure over those who have it.
enum Averaged {
    Of(Exact),
    Nobody,
    Open,
}

/// What the figures of a row come to.
enum Weighed {
    Row(Row),
    Of(Exact),
    Fault(Fault),
    /// More has to be looked at: whether its parts are enough for that.
    Open {
        local: bool,
    },
}

pub(super) fn weighted<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: &'p Weighted, year: Year) -> Result<Register, Needed> {
    let kind = Kind::of(&expr.ty);
    let missing = match &asked.missing {
        None => Missing::Whole,
        Some(missing) => match chosen(scene, missing, year)? {
            None => Missing::Open,
            Some(0) => Missing::SharedOut,
            Some(1) => Missing::Average,
            Some(_) => Missing::Whole,
        },
    };
    let figures = registers(scene, asked.items.iter().map(|(of, _)| of).collect(), year)?;
    let weights = registers(scene, asked.items.iter().map(|(_, weight)| weight).collect(), year)?;
    let na = not_applicable(scene);
    let mut averages: Vec<Option<Rc<Option<Compared>>>> = Vec::with_capacity(figures.len());
    let mut group = None;
    for (figure, (of, _)) in figures.iter().zip(&asked.items) {
        let wanted = missing == Missing::Average && figure.rows().any(|row| row == na);
        averages.push(match wanted {
            true => Some(scene.compared(of, year, || Compared::of(scene, of, &asked.among, year))?),
            false => None,
        });
        if wanted && group.is_none() {
            group = asked.among.group.as_ref().map(|group| scene.register(group, year)).transpose()?.map(|group| as_groups(scene, group));
        }
    }
    let parts: Vec<Rc<Register>> = figures.iter().chain(&weights).map(Rc::clone).collect();
    let weighing = Weighing { figures, weights, missing, averages, group, na, kind };
    let rows = (0..scene.state.len()).map(|at| {
        let entity = scene.state.entity(at);
        match weighing.weighed(scene, at) {
            Weighed::Row(row) => row,
            Weighed::Of(value) => scene.kept(kind, &Outcome::certain(Possible::value(Value::Number(value))), entity),
            Weighed::Fault(fault) => {
                let fault = Outcome::fault(Instance { year, entity, ..scene.state.instance(at) }, Vec::new(), fault);
                scene.kept(kind, &fault, entity)
            }
            Weighed::Open { local: true } => scene.case_row(expr, year, kind, &parts, at),
            Weighed::Open { local: false } => scene.single_row(expr, year, kind, at, Reason::OpenGroup),
        }
    });
    Ok(Register::of_rows(kind, rows))
}

impl Weighing {
    fn weighed(&self, scene: &Scene<'_, '_>, at: usize) -> Weighed {
        let figures: Vec<Row> = self.figures.iter().map(|figure| figure.row(at)).collect();
        let weights: Vec<Row> = self.weights.iter().map(|weight| weight.row(at)).collect();
        let known = |row: &Row| row.code == PLAIN || *row == self.na;
        if weights.iter().any(|weight| weight.code != PLAIN) || !figures.iter().all(known) {
            // What may be 不适用 may take the average of others.
            let may_be_na = |row: &Row| row.code != PLAIN && scene.state.panel.dictionary.outcome(row.code).possible.na;
            let averaged = matches!(self.missing, Missing::Average | Missing::Open) && figures.iter().any(may_be_na);
            return Weighed::Open { local: !averaged };
        }
        let here = figures.iter().filter(|figure| figure.code == PLAIN).count();
        if self.missing == Missing::Open && here < figures.len() {
            return Weighed::Open { local: false };
        }
        let number = |register: &Rc<Register>, row: &Row| match register.kind.value(row.value) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        // The usual: all are there, and the weights come to one.
        if here == figures.len()
            && let Some(row) = self.plain_sum(&figures, &weights)
        {
            return Weighed::Row(row);
        }
        let each: Option<Vec<Exact>> = self.weights.iter().zip(&weights).map(|(register, row)| number(register, row)).collect();
        let Some(each) = each else { return Weighed::Open { local: false } };
        let Some(sum) = each.iter().try_fold(Exact::ZERO, |sum, weight| sum.plus(*weight)) else {
            return Weighed::Open { local: false };
        };
        if each.iter().any(|weight| *weight < Exact::ZERO || *weight > Exact::ONE) || sum != Exact::ONE {
            return Weighed::Fault(Fault::WeightsNotWhole);
        }
        let lacking = || figures.iter().enumerate().filter(|(_, figure)| figure.code != PLAIN).map(|(nth, _)| nth);
        // The marks of others are told wherever their average is asked for, also where it comes to nothing.
        if self.missing == Missing::Average && lacking().any(|nth| matches!(self.average(nth, at), Averaged::Open)) {
            return Weighed::Open { local: false };
        }
        if here < figures.len() && (here == 0 || self.missing == Missing::Whole) {
            return Weighed::Row(self.na);
        }
        let (mut total, mut weight_there, mut without_average) = (Some(Exact::ZERO), Exact::ZERO, false);
        for (nth, (figure, weight)) in figures.iter().zip(&each).enumerate() {
            let value = if figure.code == PLAIN {
                self.figures.get(nth).and_then(|register| number(register, figure))
            } else if self.missing == Missing::SharedOut {
                continue;
            } else {
                match self.average(nth, at) {
                    Averaged::Of(average) => Some(average),
                    Averaged::Open => return Weighed::Open { local: false },
                    // Of another figure the average may still be open, which is told beside this.
                    Averaged::Nobody => {
                        without_average = true;
                        None
                    }
                }
            };
            weight_there = weight_there.plus(*weight).unwrap_or(weight_there);
            // A figure without weight does not count.
            if *weight != Exact::ZERO {
                total = total.zip(value).and_then(|(total, value)| total.plus(value.times(*weight)?));
            }
        }
        if without_average {
            return Weighed::Fault(Fault::NoAverage);
        }
        if weight_there == Exact::ZERO {
            return Weighed::Fault(Fault::NoWeight);
        }
        let shared_out = here < figures.len() && self.missing == Missing::SharedOut && !planted::is(49);
        let value = if shared_out { total.and_then(|total| total.over(weight_there)) } else { total };
        value.map_or(Weighed::Open { local: false }, Weighed::Of)
    }

    /// Figures that are all there, by weights that come to one; `None` where that is not so, or too large.
    fn plain_sum(&self, figures: &[Row], weights: &[Row]) -> Option<Row> {
        let scale = |kind: Kind| if let Kind::Number { scale } = kind { Some(scale) } else { None };
        let finest = |registers: &[Rc<Register>]| {
            let all: Option<Vec<u32>> = registers.iter().map(|register| scale(register.kind)).collect();
            all.and_then(|all| all.into_iter().max())
        };
        let (of_figures, of_weights) = (finest(&self.figures)?, finest(&self.weights)?);
        let brought = |register: &Rc<Register>, row: &Row, to: u32| {
            let factor = ten_to(to.checked_sub(scale(register.kind)?)?)?;
            i128::from(row.value).checked_mul(i128::from(factor))
        };
        let one = i128::from(ten_to(of_weights)?);
        let (mut whole, mut total) = (0_i128, 0_i128);
        for ((figure, register), (weight, by)) in figures.iter().zip(&self.figures).zip(weights.iter().zip(&self.weights)) {
            let (value, weight) = (brought(register, figure, of_figures)?, brought(by, weight, of_weights)?);
            if weight < 0 || weight > one {
                return None;
            }
            whole = whole.checked_add(weight)?;
            total = total.checked_add(value.checked_mul(weight)?)?;
        }
        if whole != one {
            return None;
        }
        // So many of 10^-(both scales), brought to the scale that is kept.
        let (own, kept) = (of_figures.checked_add(of_weights)?, scale(self.kind)?);
        let digits = match own.checked_sub(kept) {
            None => total.checked_mul(i128::from(ten_to(kept.checked_sub(own)?)?))?,
            Some(more) => {
                let divisor = i128::from(ten_to(more)?);
                total.checked_div(divisor).filter(|_| total.checked_rem(divisor) == Some(0))?
            }
        };
        Some(Row { code: PLAIN, value: i64::try_from(digits).ok()? })
    }

    /// The average of those of the group who have a figure.
    fn average(&self, figure: usize, at: usize) -> Averaged {
        let compared = self.averages.get(figure).and_then(Option::as_ref).and_then(|compared| compared.as_ref().as_ref());
        let Some(compared) = compared else { return Averaged::Open };
        let group = self.group.as_ref().map_or(Row { code: PLAIN, value: 0 }, |group| group.row(at));
        let figures = match compared.field(group) {
            Field::Open => return Averaged::Open,
            Field::Nobody => return Averaged::Nobody,
            Field::Of(figures) if figures.values.is_empty() => return Averaged::Nobody,
            Field::Of(figures) => figures,
        };
        let Some(Kind::Number { scale }) = compared.kind else { return Averaged::Open };
        let count = i128::try_from(figures.values.len()).ok().map(|n| if planted::is(50) { n.saturating_add(1) } else { n });
        let sum = Exact::decimal(figures.sum, scale);
        let mean = sum.zip(count).and_then(|(sum, count)| sum.over(Exact::integer(count)));
        mean.map_or(Averaged::Open, Averaged::Of)
    }
}
