//! 归一: a figure on the scale of those it is compared with.
//!
//! 极差 puts the lowest at 0 and the highest at 1; 名次 is the share of the others that are not better; 标准分 is the distance from the
//! average in standard deviations, its root rounded exactly as the rule says. Where figures, or who is compared, are not known, the
//! result lies between what the least and the most favourable of them give. A scale of one, or of equals, does not exist: 错误.

use std::rc::Rc;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{EntityIx, Value};

use super::Interpreter;
use super::cut::{matters, rounding_of};
use super::expression::Frame;
use super::group::without_origin;
use super::outcome::Outcome;
use super::read::same;
use super::trial::Place;
use crate::finding::{Fault, Instance};
use crate::ir::{Among, Expr, Normalise, number_of};
use crate::possible::{Ends, Possible, Range};

/// What is read of everybody for one expression, by entity.
pub(super) type Figures = Rc<Vec<Figure>>;

/// One who may be compared.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub entity: EntityIx,
    pub group: Option<Outcome>,
    pub value: Outcome,
}

/// An expression with those it is read of, and where it is read from: then the figures are the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FiguresPlace {
    of: Expr,
    among: Among,
    year: quanheng_facts::value::Year,
    /// What is the same every year, further indexes, and whom a fault names hang on the reader.
    reader: (crate::ir::VariableId, quanheng_facts::value::Year, crate::ir::Args),
}

/// Another that is, or may be, compared.
pub(super) struct Other {
    pub value: Outcome,
    pub group: Option<Outcome>,
    /// Surely compared, and with a value.
    pub there: bool,
    pub ends: Ends,
}

/// What is compared, for explanations too.
pub(super) struct Field {
    pub own: Outcome,
    pub group: Option<Outcome>,
    pub others: Vec<Other>,
}

/// What a method gives.
#[derive(Clone, Debug, PartialEq)]
struct Score {
    possible: Possible,
    /// Both ends come about.
    reached: bool,
}

impl Ends {
    pub(super) fn of(outcome: &Outcome) -> Ends {
        Ends::of_possible(&outcome.possible)
    }
}

impl Interpreter<'_> {
    pub(super) fn figures(&self, of: &Expr, among: &Among, frame: Frame<'_>) -> Figures {
        let reader = (frame.instance.variable, frame.instance.year, frame.instance.args);
        let place = FiguresPlace { of: of.clone(), among: among.clone(), year: frame.year, reader };
        if let Some((at, (_, known))) = self.figures.borrow().iter().enumerate().find(|(_, (at, _))| *at == place) {
            self.seen_again(Place::Figures(at));
            return Rc::clone(known);
        }
        self.seen_begin();
        let read = |entity: &EntityIx| {
            // A fault names the one whose figure it is: whoever of the group asks first must not matter.
            let instance = Instance { entity: Some(*entity), ..frame.instance };
            let there = Frame { instance, row: None, ..frame.of(*entity) };
            Figure {
                entity: *entity,
                group: among.group.as_ref().map(|g| self.eval(g, there).as_read()),
                value: self.eval(of, there).as_read(),
            }
        };
        let figures: Figures = Rc::new(self.members(among.kind, frame.year).iter().map(read).collect());
        self.seen_end(Place::Figures(self.figures.borrow().len()));
        self.figures.borrow_mut().push((place, Rc::clone(&figures)));
        figures
    }

    /// Those compared with the entity at hand, itself apart. One whose figure is 不适用 is not among them.
    pub(super) fn field(&self, of: &Expr, among: &Among, frame: Frame<'_>) -> Field {
        let own = self.eval(of, frame);
        let group = among.group.as_ref().map(|g| self.eval(g, frame));
        let mut others = Vec::new();
        for figure in self.figures(of, among, frame).iter().filter(|f| Some(f.entity) != frame.entity) {
            let together = match (&group, &figure.group) {
                (Some(own), Some(theirs)) => same(own, theirs),
                _ => Some(true),
            };
            let possible = &figure.value.possible;
            if together == Some(false) || possible.is_na() {
                continue;
            }
            let there = together == Some(true) && !possible.na;
            others.push(Other { value: figure.value.clone(), group: figure.group.clone(), there, ends: Ends::of(&figure.value) });
        }
        Field { own, group, others }
    }

    pub(super) fn normalise(&self, normalise: &Normalise, frame: Frame<'_>) -> Outcome {
        let field = self.field(&normalise.of, &normalise.among, frame);
        let own_parts = || std::iter::once(&field.own).chain(&field.group);
        let nowhere = field.own.possible.is_na() || field.group.as_ref().is_some_and(|g| g.possible.is_na());
        if nowhere {
            return Outcome::from_parts(Possible::not_applicable(), own_parts());
        }
        let faulty = |there: bool, of: &Outcome| of.possible.is_fault() && there;
        let sure_fault = own_parts().any(|o| o.possible.is_fault())
            || field.others.iter().any(|o| faulty(o.there, &o.value) || o.group.as_ref().is_some_and(|g| g.possible.is_fault()));
        let others_parts = || field.others.iter().flat_map(|o| std::iter::once(&o.value).chain(&o.group));
        if sure_fault {
            let faults: Vec<&Outcome> = own_parts().chain(others_parts()).filter(|o| o.possible.fault).collect();
            return Outcome::from_parts(Possible::faulty(), faults);
        }
        let (methods, method) = self.options(Some(&normalise.method), frame);
        let standard = normalise.standard.as_ref();
        let (roundings, rounding) = self.options(standard.map(|s| &s.rounding), frame);
        let (samples, sample) = self.options(standard.map(|s| &s.sample), frame);
        let places = standard.map(|s| self.eval(&s.places, frame));
        let mut tried: Vec<([u32; 3], Option<Score>)> = Vec::new();
        for way in &methods {
            // Rounding and sample make a difference to 标准分 alone.
            let (some_roundings, some_samples) = if *way == 2 { (roundings.as_slice(), samples.as_slice()) } else { (&[0][..], &[0][..]) };
            for rounding in some_roundings {
                for sample in some_samples {
                    let score = match way {
                        0 => spread(&field),
                        1 => placed(&field),
                        _ => places.as_ref().and_then(|p| standard_score(&field, p, rounding_of(*rounding), *sample == 1)),
                    };
                    tried.push(([*way, *rounding, *sample], score));
                }
            }
        }
        let options = [method, rounding, sample].into_iter().enumerate();
        let options: Vec<Outcome> = options.filter(|(at, _)| matters(*at, &tried)).filter_map(|(_, option)| option).collect();
        let only_way = tried.len() == 1;
        // With an own group that is not known, the others are there or not there together.
        let placed_surely = field.group.as_ref().is_none_or(|g| g.possible.is_certain());
        let (mut whole, mut reached, mut faults): (Option<Possible>, bool, Vec<Fault>) = (None, true, Vec::new());
        for (_, score) in tried {
            let possible = match score {
                Some(score) => {
                    reached = reached && score.reached;
                    score.possible
                }
                None => {
                    faults.push(Fault::Arithmetic);
                    Possible::faulty()
                }
            };
            if possible.fault && faults.is_empty() {
                faults.push(Fault::NoScale);
            }
            whole = Some(match whole {
                None => possible,
                Some(so_far) => so_far.hull(possible),
            });
        }
        let mut possible = whole.unwrap_or_else(Possible::faulty);
        possible.na = field.own.possible.na || field.group.as_ref().is_some_and(|g| g.possible.na);
        possible.fault = possible.fault || own_parts().chain(others_parts()).any(|o| o.possible.fault);
        let unsure: Vec<&Outcome> = others_parts().filter(|o| !o.possible.is_certain()).collect();
        let mut outcome = Outcome::from_parts(possible, own_parts().chain(unsure).chain(&options)).with_many_cells_as_one();
        outcome.tight = outcome.possible.is_certain() || (outcome.tight && reached && placed_surely && (only_way || options.is_empty()));
        for other in others_parts() {
            outcome.marks.join(&without_origin(&other.marks));
        }
        for fault in faults {
            let told = Outcome::fault(Instance { entity: frame.entity, year: frame.year, ..frame.instance }, Vec::new(), fault);
            outcome.causes.join(&told.causes);
        }
        outcome
    }
}

impl Field {
    fn own_ends(&self) -> Ends {
        Ends::of(&self.own)
    }

    fn sure(&self) -> impl Iterator<Item = Ends> {
        self.others.iter().filter(|o| o.there).map(|o| o.ends)
    }

    fn all(&self) -> impl Iterator<Item = Ends> {
        self.others.iter().map(|o| o.ends)
    }

    /// Whether all compared may be equal (or only one be compared), and whether they surely are.
    fn without_scale(&self) -> (bool, bool) {
        let own = self.own_ends();
        let sure = || std::iter::once(own).chain(self.sure());
        let highest_low = sure().filter_map(|e| e.low).max();
        let lowest_high = sure().filter_map(|e| e.high).min();
        let may_be = highest_low.is_none_or(|low| lowest_high.is_none_or(|high| low <= high));
        let surely = own.known().is_some() && self.all().all(|e| e.known() == own.known());
        (may_be, surely)
    }

    /// Everything is known, and who is compared too.
    fn known(&self) -> Option<(Exact, Vec<Exact>)> {
        let own = self.own.possible.known().and_then(number_of)?;
        let group_known = self.group.as_ref().is_none_or(|g| g.possible.known().is_some());
        let others: Option<Vec<Exact>> =
            self.others.iter().map(|o| if o.there { o.value.possible.known().and_then(number_of) } else { None }).collect();
        others.filter(|_| group_known).map(|others| (own, others))
    }
}

fn score(low: Exact, high: Exact, fault: bool, reached: bool) -> Score {
    let range = Range::between(Some(Value::Number(low)), Some(Value::Number(high)));
    Score { possible: Possible { fault, ..Possible::range(range) }, reached }
}

fn no_scale() -> Score {
    Score { possible: Possible::faulty(), reached: true }
}

/// 极差: how far from the lowest to the highest. `None`: the numbers are too large.
///
/// The result grows with the own figure and falls with the lowest and with the highest. It is lowest where everybody else is at
/// the top of what is possible, and highest where everybody else is at the bottom; those who may not be there are there exactly if
/// that lowers (raises) it.
fn spread(field: &Field) -> Option<Score> {
    let (may_fail, surely_fails) = field.without_scale();
    if surely_fails {
        return Some(no_scale());
    }
    let own = field.own_ends();
    let part = |x: Exact, low: Exact, high: Exact| x.minus(low)?.over(high.minus(low)?);
    let (mut reached, mut least, mut most) = (!may_fail, Exact::ZERO, Exact::ONE);
    let highest: Option<Vec<Exact>> = field.all().map(|e| e.high).collect();
    match (own.low, highest) {
        (Some(x), Some(highs)) => {
            let high = highs.iter().copied().fold(x, Exact::max);
            let low = field.sure().filter_map(|e| e.high).fold(x, Exact::min);
            if high > low { least = part(x, low, high)? } else { reached = false }
        }
        _ => reached = false,
    }
    let lowest: Option<Vec<Exact>> = field.all().map(|e| e.low).collect();
    match (own.high, lowest) {
        (Some(x), Some(lows)) => {
            let low = lows.iter().copied().fold(x, Exact::min);
            let high = field.sure().filter_map(|e| e.low).fold(x, Exact::max);
            if high > low { most = part(x, low, high)? } else { reached = false }
        }
        _ => reached = false,
    }
    Some(score(least, most, may_fail, reached))
}

/// 名次: (n − place) ÷ (n − 1), the share of the others that are not better.
fn placed(field: &Field) -> Option<Score> {
    if field.others.is_empty() {
        return Some(no_scale());
    }
    let own = field.own_ends();
    let above = |high: Option<Exact>, low: Option<Exact>| high.is_none_or(|high| low.is_none_or(|low| high > low));
    let may_be_better = |o: &Other| above(o.ends.high, own.low);
    let surely_better = |o: &Other| o.ends.low.is_some_and(|low| own.high.is_some_and(|high| low > high));
    let count = |of: &dyn Fn(&Other) -> bool| i128::try_from(field.others.iter().filter(|o| of(o)).count()).ok();
    let share = |worse: i128, better: i128| match worse.checked_add(better)? {
        0 => Some(Exact::ONE),
        all => Exact::integer(worse).over(Exact::integer(all)),
    };
    let least = share(count(&|o| o.there && !may_be_better(o))?, count(&may_be_better)?)?;
    let most = share(count(&|o| !surely_better(o))?, count(&|o| o.there && surely_better(o))?)?;
    let alone = !field.others.iter().any(|o| o.there);
    Some(score(least, most, alone, !alone))
}

/// 标准分: the distance from the average, in standard deviations.
fn standard_score(field: &Field, places: &Outcome, rounding: Rounding, sample: bool) -> Option<Score> {
    let places = places.possible.known().and_then(number_of).and_then(Exact::to_integer)?;
    let scale = Exact::integer(10_i128.checked_pow(u32::try_from(places).ok()?)?);
    let squared_scale = scale.times(scale)?;
    let (may_fail, surely_fails) = field.without_scale();
    if surely_fails {
        return Some(no_scale());
    }
    let count = |n: usize| i128::try_from(n).ok().map(Exact::integer);
    if let Some((own, others)) = field.known() {
        let n = count(others.len().checked_add(1)?)?;
        let sum = others.iter().try_fold(own, |sum, x| sum.plus(*x))?;
        let distance = |x: Exact| x.times(n)?.minus(sum);
        let squares = others.iter().try_fold(distance(own)?.times(distance(own)?)?, |sum, x| {
            let d = distance(*x)?;
            sum.plus(d.times(d)?)
        })?;
        let mine = distance(own)?;
        let freedom = if sample { n.minus(Exact::ONE)? } else { n };
        // z² = d² · m ÷ Σd², with m = n, or n − 1 for a sample: the scale of the distances cancels out.
        let square = mine.times(mine)?.over(squares)?.times(freedom)?.times(squared_scale)?;
        let root = Exact::integer(square.square_root(rounding)?);
        let signed = if mine < Exact::ZERO { Exact::ZERO.minus(root)? } else { root };
        let value = signed.over(scale)?;
        return Some(score(value, value, false, true));
    }
    // Nobody is further from the average than one alone against all the others.
    let n = count(field.others.len().checked_add(1)?)?;
    let before = n.minus(Exact::ONE)?;
    let square = if sample { before.times(before)?.over(n)? } else { before };
    let bound = Exact::integer(square.times(squared_scale)?.square_root(Rounding::Up)?).over(scale)?;
    Some(score(Exact::ZERO.minus(bound)?, bound, may_fail, false))
}
