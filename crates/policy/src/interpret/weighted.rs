//! 加权: several figures, each with its weight; and what becomes of a figure that is 不适用.
//!
//! Without a word for it the whole is 不适用. 权重分摊 weighs what is there as if its weights were all; 记组平均 puts the average of those
//! who have it in its place; 分组另评 leaves those who lack one to be judged apart: here they are 不适用. A figure that is not known is
//! never a figure that is 不适用.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use super::Interpreter;
use super::cut::matters;
use super::expression::Frame;
use super::group::without_origin;
use super::outcome::Outcome;
use super::scores::Other;
use crate::finding::{Fault, Instance};
use crate::ir::{Expr, Weighted};
use crate::possible::{Ends, Possible, Range};
use crate::robust::field::{Case, Score};

/// More figures than this that may or may not be 不适用 are not gone through one by one.
const MOST_OPEN: usize = 8;

/// A figure with its weight.
struct Item {
    value: Outcome,
    weight: Outcome,
    ends: Ends,
    /// Between nought and one, whatever else is known.
    weight_ends: (Exact, Exact),
    /// In its place under 记组平均.
    average: Option<Average>,
}

/// The average of those who have a figure; `None`: nobody has.
struct Average {
    ends: Option<Ends>,
    parts: Vec<Outcome>,
    /// Perhaps nobody has it.
    may_fail: bool,
    /// Its ends come about: those averaged are there or not there each for itself.
    reached: bool,
}

/// What a 加权 weighs, and by what.
pub(super) struct Weighed {
    pub score: Score,
    pub weights: Vec<Outcome>,
}

/// What comes of the figures that are there.
#[derive(Clone, PartialEq)]
struct Mean {
    possible: Possible,
    reached: bool,
    fault: Option<Fault>,
}

impl Interpreter<'_> {
    pub(super) fn weighted(&self, weighted: &Weighted, frame: Frame<'_>) -> Outcome {
        let (ways, way) = match &weighted.missing {
            Some(missing) => {
                let (ways, way) = self.options(Some(missing), frame);
                (ways.into_iter().map(Some).collect(), way)
            }
            None => (vec![None], None),
        };
        let items: Vec<Item> = weighted.items.iter().map(|(of, weight)| self.item(of, weight, weighted, &ways, frame)).collect();
        if let Some(fault) = sure_fault(&items) {
            return fault;
        }
        let blamed = Instance { entity: frame.entity, year: frame.year, ..frame.instance };
        if weights_fail(&items) {
            let marks = items.iter().fold(super::outcome::Marks::default(), |m, i| m.joined(&i.weight.marks));
            return Outcome { marks, ..Outcome::fault(blamed, Vec::new(), Fault::WeightsNotWhole) };
        }
        let tried: Vec<([u32; 1], Mean)> = ways.iter().map(|way| ([way.unwrap_or(0)], mean_of(&items, *way))).collect();
        let options: Vec<Outcome> = if matters(0, &tried) { way.into_iter().collect() } else { Vec::new() };
        let mut whole: Option<Mean> = None;
        for (_, mean) in tried {
            whole = Some(match whole {
                None => mean,
                Some(so_far) => so_far.hull(mean, false),
            });
        }
        let Some(Mean { mut possible, reached, fault }) = whole else { return Outcome::certain(Possible::not_applicable()) };
        possible.fault = possible.fault || items.iter().any(|i| i.value.possible.fault || i.weight.possible.fault);
        let averages = items.iter().filter_map(|i| i.average.as_ref()).flat_map(|a| &a.parts);
        let unsure: Vec<&Outcome> = averages.clone().filter(|o| !o.possible.is_certain()).collect();
        let parts = items.iter().flat_map(|i| [&i.value, &i.weight]).chain(unsure).chain(&options);
        let mut outcome = Outcome::from_parts(possible, parts).with_many_cells_as_one();
        outcome.tight = outcome.possible.is_certain() || (outcome.tight && reached);
        for part in averages {
            outcome.marks.join(&without_origin(&part.marks));
        }
        if let Some(fault) = fault.filter(|_| outcome.possible.fault) {
            outcome.causes.join(&Outcome::fault(blamed, Vec::new(), fault).causes);
        }
        outcome
    }

    /// The figures with their weights, for whoever weighs them otherwise: everything but the weighing itself is as in the run.
    pub(super) fn weighed(&self, weighted: &Weighted, frame: Frame<'_>) -> Weighed {
        let ways: Vec<Option<u32>> = match &weighted.missing {
            Some(missing) => self.options(Some(missing), frame).0.into_iter().map(Some).collect(),
            None => vec![None],
        };
        let items: Vec<Item> = weighted.items.iter().map(|(of, weight)| self.item(of, weight, weighted, &ways, frame)).collect();
        let mut doubtful = items.iter().any(|i| i.value.possible.fault || i.weight.possible.fault);
        let mut cases = Vec::new();
        for way in ways {
            let Some(mixes) = mixes_of(&items, way) else {
                cases.push(Case::Constant(Ends::of_possible(&between_all(&items))));
                doubtful = true;
                continue;
            };
            for mix in mixes {
                match mix {
                    Mix::NotApplicable | Mix::Failed(_) => doubtful = true,
                    Mix::Figures { figures, whole, may_fail, .. } => {
                        doubtful = doubtful || may_fail;
                        cases.push(Case::Weighted { figures, shared_out: !whole });
                    }
                }
            }
        }
        Weighed { score: Score { cases, doubtful }, weights: items.into_iter().map(|i| i.weight).collect() }
    }

    fn item(&self, of: &Expr, weight: &Expr, weighted: &Weighted, ways: &[Option<u32>], frame: Frame<'_>) -> Item {
        let (value, weight) = (self.eval(of, frame), self.eval(weight, frame));
        let ends = Ends::of(&weight);
        let inside = |n: Exact| n.max(Exact::ZERO).min(Exact::ONE);
        let weight_ends = (ends.low.map_or(Exact::ZERO, inside), ends.high.map_or(Exact::ONE, inside));
        let wanted = value.possible.na && ways.contains(&Some(1));
        let average = wanted.then(|| self.average(of, weighted, frame));
        Item { ends: Ends::of(&value), value, weight, weight_ends, average }
    }

    /// The average of a figure over those who have it.
    fn average(&self, of: &Expr, weighted: &Weighted, frame: Frame<'_>) -> Average {
        let field = self.field(of, &weighted.among, frame);
        let faults = field.others.iter().filter(|o| o.there && o.value.possible.is_fault()).count();
        let (low, sure) = extreme_mean(&field.others, false);
        let (high, _) = extreme_mean(&field.others, true);
        let ends = (!field.others.is_empty() && faults == 0).then_some(Ends { low, high });
        let reached = field.group.as_ref().is_none_or(|g| g.possible.is_certain());
        let parts = field.others.into_iter().flat_map(|o| std::iter::once(o.value).chain(o.group)).chain(field.group).collect();
        Average { ends, parts, may_fail: !sure, reached }
    }
}

/// The lowest (highest) the average can be, and whether there surely is one: those who may not be there are there exactly if that
/// lowers (raises) it.
fn extreme_mean(others: &[Other], highest: bool) -> (Option<Exact>, bool) {
    let end = |o: &Other| if highest { o.ends.high } else { o.ends.low };
    let (mut sum, mut count) = (Exact::ZERO, 0_i128);
    let mut open: Vec<Exact> = Vec::new();
    for other in others {
        let Some(end) = end(other) else { return (None, others.iter().any(|o| o.there)) };
        if other.there {
            let Some(more) = sum.plus(end) else { return (None, true) };
            (sum, count) = (more, count.saturating_add(1));
        } else {
            open.push(end);
        }
    }
    let sure = count > 0;
    open.sort_unstable();
    if highest {
        open.reverse();
    }
    let mut mean = sum.over(Exact::integer(count));
    for end in open {
        let helps = mean.is_none_or(|m| if highest { end > m } else { end < m });
        if !helps {
            break;
        }
        let Some(more) = sum.plus(end) else { return (None, sure) };
        (sum, count) = (more, count.saturating_add(1));
        mean = sum.over(Exact::integer(count));
    }
    (mean, sure)
}

/// A figure or a weight that is surely a fault makes the whole one.
fn sure_fault(items: &[Item]) -> Option<Outcome> {
    let faults = || items.iter().flat_map(|i| [&i.value, &i.weight]).filter(|o| o.possible.fault);
    faults().any(|o| o.possible.is_fault()).then(|| Outcome::from_parts(Possible::faulty(), faults()))
}

/// Weights that surely do not come to one, or of which one is surely not between nought and one.
fn weights_fail(items: &[Item]) -> bool {
    let ends = || items.iter().map(|i| Ends::of(&i.weight));
    let outside = ends().any(|e| e.high.is_some_and(|h| h < Exact::ZERO) || e.low.is_some_and(|l| l > Exact::ONE));
    let least = items.iter().try_fold(Exact::ZERO, |sum, i| sum.plus(i.weight_ends.0));
    let most = items.iter().try_fold(Exact::ZERO, |sum, i| sum.plus(i.weight_ends.1));
    outside || least.is_none_or(|l| l > Exact::ONE) || most.is_none_or(|m| m < Exact::ONE)
}

/// What the figures come to, whichever of them are 不适用.
fn mean_of(items: &[Item], way: Option<u32>) -> Mean {
    let Some(mixes) = mixes_of(items, way) else {
        return Mean { possible: Possible { na: true, fault: true, ..between_all(items) }, reached: false, fault: Some(Fault::Arithmetic) };
    };
    let mut whole: Option<Mean> = None;
    for mix in &mixes {
        let one = mean_with(items, mix);
        whole = Some(match whole {
            None => one,
            Some(so_far) => so_far.hull(one, true),
        });
    }
    whole.unwrap_or(Mean { possible: Possible::not_applicable(), reached: true, fault: None })
}

/// Which figures are weighed, one way they may be there.
enum Mix {
    NotApplicable,
    Failed(Fault),
    /// Each by the place of its item.
    Figures {
        figures: Vec<(usize, Ends)>,
        whole: bool,
        may_fail: bool,
        reached: bool,
    },
}

/// One mix for each way in which the figures may be there; `None` where these are too many.
fn mixes_of(items: &[Item], way: Option<u32>) -> Option<Vec<Mix>> {
    let open: Vec<usize> = items.iter().enumerate().filter(|(_, i)| i.value.possible.na && i.ends_there()).map(|(at, _)| at).collect();
    if open.len() > MOST_OPEN {
        return None;
    }
    let mixes = (0..(1_usize << open.len())).map(|number| {
        let there = |at: usize| match open.iter().position(|o| *o == at) {
            Some(bit) => number & (1_usize << bit) != 0,
            None => items.get(at).is_some_and(Item::ends_there),
        };
        mix_with(items, &there, way)
    });
    Some(mixes.collect())
}

fn mix_with(items: &[Item], there: &dyn Fn(usize) -> bool, way: Option<u32>) -> Mix {
    let missing = (0..items.len()).any(|at| !there(at));
    let figures: Vec<(usize, Ends)> = items.iter().enumerate().filter(|(at, _)| there(*at)).map(|(at, i)| (at, i.ends)).collect();
    match way {
        _ if !missing => Mix::Figures { figures, whole: true, may_fail: false, reached: true },
        Some(0) if !figures.is_empty() => Mix::Figures { figures, whole: false, may_fail: false, reached: true },
        Some(1) if !figures.is_empty() => {
            let mut filled: Vec<(usize, Ends)> = Vec::with_capacity(items.len());
            let (mut may_fail, mut reached) = (false, true);
            for (at, item) in items.iter().enumerate() {
                if there(at) {
                    filled.push((at, item.ends));
                    continue;
                }
                let Some(average) = item.average.as_ref() else { return Mix::Failed(Fault::NoAverage) };
                let Some(ends) = average.ends else { return Mix::Failed(Fault::NoAverage) };
                may_fail = may_fail || average.may_fail;
                reached = reached && average.reached;
                filled.push((at, ends));
            }
            Mix::Figures { figures: filled, whole: true, may_fail, reached }
        }
        _ => Mix::NotApplicable,
    }
}

fn mean_with(items: &[Item], mix: &Mix) -> Mean {
    match mix {
        Mix::NotApplicable => Mean { possible: Possible::not_applicable(), reached: true, fault: None },
        Mix::Failed(fault) => Mean { possible: Possible::faulty(), reached: true, fault: Some(*fault) },
        Mix::Figures { figures, whole, may_fail, reached } => {
            let figures: Vec<(Ends, &Item)> = figures.iter().filter_map(|(at, ends)| Some((*ends, items.get(*at)?))).collect();
            let mut mean = weigh(&figures, *whole);
            mean.reached = mean.reached && *reached;
            if *may_fail {
                mean.possible.fault = true;
                mean.fault = mean.fault.or(Some(Fault::NoAverage));
                mean.reached = false;
            }
            mean
        }
    }
}

/// The weighted figures; `whole`: their weights come to one.
fn weigh(figures: &[(Ends, &Item)], whole: bool) -> Mean {
    let failed = |fault: Fault| Mean { possible: Possible::faulty(), reached: true, fault: Some(fault) };
    let certain = figures.iter().all(|(_, i)| i.weight_ends.0 == i.weight_ends.1);
    if !certain {
        // Weights between nought and one that come to one: the result lies among the figures.
        let lows: Option<Vec<Exact>> = figures.iter().map(|(e, _)| e.low).collect();
        let highs: Option<Vec<Exact>> = figures.iter().map(|(e, _)| e.high).collect();
        let least = lows.and_then(|l| l.into_iter().min());
        let most = highs.and_then(|h| h.into_iter().max());
        return mean(least, most, false);
    }
    let weights = figures.iter().try_fold(Exact::ZERO, |sum, (_, i)| sum.plus(i.weight_ends.0));
    let Some(weights) = weights else { return failed(Fault::Arithmetic) };
    if weights == Exact::ZERO {
        return failed(Fault::NoWeight);
    }
    let sum = |end: &dyn Fn(&Ends) -> Option<Exact>| {
        let mut sum = Exact::ZERO;
        for (ends, item) in figures {
            // A figure without weight does not count, known or not.
            if item.weight_ends.0 == Exact::ZERO {
                continue;
            }
            let Some(end) = end(ends) else { return Ok(None) };
            sum = end.times(item.weight_ends.0).and_then(|part| sum.plus(part)).ok_or(Fault::Arithmetic)?;
        }
        if whole { Ok(Some(sum)) } else { sum.over(weights).map(Some).ok_or(Fault::Arithmetic) }
    };
    match (sum(&|e| e.low), sum(&|e| e.high)) {
        (Ok(least), Ok(most)) => mean(least, most, true),
        (Err(fault), _) | (_, Err(fault)) => failed(fault),
    }
}

fn mean(least: Option<Exact>, most: Option<Exact>, reached: bool) -> Mean {
    let range = Range::between(least.map(Value::Number), most.map(Value::Number));
    Mean { possible: Possible::range(range), reached, fault: None }
}

fn between_all(items: &[Item]) -> Possible {
    let lows: Option<Vec<Exact>> = items.iter().map(|i| i.ends.low).collect();
    let highs: Option<Vec<Exact>> = items.iter().map(|i| i.ends.high).collect();
    let end = |n: Option<Exact>| n.map(Value::Number);
    Possible::range(Range::between(end(lows.and_then(|l| l.into_iter().min())), end(highs.and_then(|h| h.into_iter().max()))))
}

impl Item {
    /// It may have a value.
    fn ends_there(&self) -> bool {
        self.value.possible.range.is_some()
    }
}

impl Mean {
    /// `together`: the two differ in what is unknown anyway, so that ends reached in one are reached.
    fn hull(self, other: Mean, together: bool) -> Mean {
        let reached = self.reached && other.reached && (together || self.possible == other.possible);
        Mean { possible: self.possible.hull(other.possible), reached, fault: self.fault.or(other.fault) }
    }
}
