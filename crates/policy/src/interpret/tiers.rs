//! 分档: which tier one falls into, read off where one stands to each cut line.
//!
//! The lines lie at running totals of the quotas: whoever is above the first is in the best tier, whoever is above the second
//! but not the first in the next, and so on; everybody else is in the last. So a tier is one tier, a stretch of tiers, or unknown
//! between them, and a tie that no key breaks is a conflict for those it concerns.

use std::collections::BTreeSet;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{EntityIx, Value};

use super::Interpreter;
use super::cut::{Heads, Rival, Tally, Unit, matters, rivals_of, rounding_of, ways};
use super::expression::Frame;
use super::group::{GroupFault, Member, Missing, missing_of};
use super::outcome::Outcome;
use crate::cut_line;
use crate::finding::{Fault, Instance};
use crate::ir::Tiers;
use crate::possible::{Ends, Possible, Range};

/// What the explanation of a tier says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TierReasons {
    pub own_keys: Vec<Option<Range>>,
    pub group: Option<Range>,
    /// Those surely, and at most, in the group (itself counted).
    pub size: (usize, usize),
    /// Those surely, and at most, ahead by the first key.
    pub ahead: (usize, usize),
    /// Those surely level by the first key.
    pub tied: Vec<EntityIx>,
    /// For each tier but the last, the place of the last one in it: lowest and highest.
    pub lines: Vec<(i128, i128)>,
    /// Surely level with others between whom one of the lines falls.
    pub at_cut: bool,
    pub outside: bool,
}

/// One way the clauses may turn out.
struct Way {
    cut: u32,
    missing: Missing,
    rounding: Option<Rounding>,
}

/// What comes out of one way.
struct Placed<'c> {
    possible: Possible,
    rests_on: Vec<&'c Outcome>,
    reasons: TierReasons,
    tie: bool,
    /// Where the lines lie hangs on nothing unknown.
    firm: bool,
}

impl Interpreter<'_> {
    /// The tier of an instance, before exceptions.
    pub(crate) fn tier(&self, tiers: &Tiers, instance: Instance) -> (Outcome, Option<TierReasons>) {
        let competition = self.competition(instance, &tiers.population, &tiers.keys, None, None);
        let Some(own) = instance.entity.and_then(|e| competition.member(e)) else {
            return (Outcome::certain(Possible::not_applicable()), None);
        };
        let frame = Frame::at(instance);
        let (cuts, cut_option) = self.options(Some(&tiers.cut_ties), frame);
        let (missings, missing_option) = self.options(Some(&tiers.missing), frame);
        let (roundings, rounding_option) = self.options(tiers.rounding.as_ref(), frame);
        let doubt = missings.iter().any(|m| missing_of(*m) == Missing::Doubt);
        let perhaps = match competition.fault_in_group(own, doubt) {
            Some(GroupFault::Sure(fault)) => return (fault, None),
            Some(GroupFault::Perhaps(fault)) => Some(fault),
            None => None,
        };
        let takes: Vec<Outcome> = tiers.cuts.iter().map(|c| self.eval(&c.take, frame)).collect();
        if let Some(beyond) = self.beyond_whole(tiers, &takes, instance) {
            return (beyond, None);
        }
        let mut tried: Vec<([u32; 3], (Possible, TierReasons))> = Vec::new();
        let mut whole: Option<Placed<'_>> = None;
        for missing in &missings {
            let treatment = missing_of(*missing);
            let rivals = rivals_of(&competition, own, &tiers.keys, treatment);
            for way in ways(&[&cuts, &[*missing], &roundings]) {
                let [cut, _, rounding] = way;
                let rounding = tiers.rounding.as_ref().map(|_| rounding_of(rounding));
                let placed = self.placed(tiers, &rivals, own, &takes, &Way { cut, missing: treatment, rounding });
                tried.push((way, (placed.possible.clone(), TierReasons { at_cut: false, ..placed.reasons.clone() })));
                whole = Some(match whole {
                    None => placed,
                    Some(so_far) => so_far.joined(placed),
                });
            }
        }
        let options = [cut_option, missing_option, rounding_option];
        let Some(Placed { possible, rests_on, reasons, tie, firm }) = whole else {
            return (Outcome::from_parts(Possible::faulty(), options.iter().flatten()), None);
        };
        let quotas =
            match self.quotas_differ(&competition, own, tiers.population.group.as_ref(), tiers.cuts.iter().map(|c| &c.take), instance) {
                Some(GroupFault::Sure(fault)) => return (fault, Some(reasons)),
                Some(GroupFault::Perhaps(fault)) => Some(fault),
                None => None,
            };
        let options = options.into_iter().enumerate();
        // A choice that was made counts where another would have come out differently.
        let turns = |at: usize, option: Option<&Outcome>| {
            let expr = [Some(&tiers.cut_ties), Some(&tiers.missing), tiers.rounding.as_ref()].into_iter().nth(at).flatten();
            tried.iter().any(|(way, (possible, _))| {
                let chosen = way.get(at).copied().unwrap_or_default();
                self.not_chosen(expr, option, chosen).into_iter().any(|other| {
                    let mut way = *way;
                    if let Some(place) = way.get_mut(at) {
                        *place = other;
                    }
                    let [cut, missing, rounding] = way;
                    let missing = missing_of(missing);
                    let rivals = rivals_of(&competition, own, &tiers.keys, missing);
                    let rounding = tiers.rounding.as_ref().map(|_| rounding_of(rounding));
                    self.placed(tiers, &rivals, own, &takes, &Way { cut, missing, rounding }).possible != *possible
                })
            })
        };
        let options = options.filter(|(at, option)| matters(*at, &tried) || turns(*at, option.as_ref()));
        let options: Vec<Outcome> = options.filter_map(|(_, option)| option).collect();
        let options: Vec<Outcome> = options.into_iter().chain(takes).collect();
        let firm = firm && options.iter().all(|o| o.possible.is_certain());
        let mut outcome = Outcome::from_parts(possible, rests_on.into_iter().chain(&options)).with_many_cells_as_one();
        outcome.tight = outcome.tight && (firm || outcome.possible.is_certain());
        if !reasons.outside {
            outcome.marks.join(&competition.marks(own, Missing::Doubt));
        }
        if tie {
            outcome.causes.join(&Outcome::fault(instance, Vec::new(), Fault::CutTie).causes);
            outcome.in_conflict = outcome.possible.is_fault();
        }
        for fault in perhaps.iter().chain(&quotas) {
            outcome = Outcome { tight: false, ..outcome.hull(fault) };
        }
        (outcome, Some(reasons))
    }

    /// Ratios that surely come to more than everyone: the checker saw only what is written down.
    pub(super) fn beyond_whole(&self, tiers: &Tiers, takes: &[Outcome], instance: Instance) -> Option<Outcome> {
        tiers.rounding.as_ref()?;
        let least = |take: &Outcome| match take.possible.range.as_ref().and_then(Range::least) {
            Some(Value::Number(number)) => *number,
            _ => Exact::ZERO,
        };
        let sum = takes.iter().try_fold(Exact::ZERO, |sum, take| sum.plus(least(take)));
        let fault = || {
            let fault = Outcome::fault(instance, Vec::new(), Fault::QuotasBeyondWhole);
            Outcome { marks: takes.iter().fold(Default::default(), |m: super::outcome::Marks, t| m.joined(&t.marks)), ..fault }
        };
        sum.is_none_or(|s| s > Exact::ONE).then(fault)
    }

    fn placed<'c>(&self, tiers: &Tiers, rivals: &[Rival<'c>], own: &'c Member, takes: &[Outcome], way: &Way) -> Placed<'c> {
        let inside = own.inside(way.missing);
        let mut reasons = TierReasons {
            own_keys: own.keys.iter().map(|k| k.possible.range.clone()).collect(),
            group: own.group.possible.range.clone(),
            size: (0, 0),
            ahead: (0, 0),
            tied: Vec::new(),
            lines: Vec::new(),
            at_cut: false,
            outside: inside == Some(false),
        };
        if inside == Some(false) {
            let mut rests_on = vec![&own.inside, &own.group];
            // 排除: it is the missing key that leaves it out.
            if own.inside.possible.as_truth() != Some(false) && !own.group.possible.is_na() {
                rests_on.extend(&own.keys);
            }
            return Placed { possible: Possible::not_applicable(), rests_on, reasons, tie: false, firm: true };
        }
        let mut rests_on: Vec<&Outcome> = own.parts().collect();
        let own_open = !own.is_certain();
        let (mut tally, mut base) = (Tally::of(Unit::Alone), Heads::default());
        base.add(inside == Some(true), true, Unit::Alone, 1);
        for rival in rivals {
            base.add(rival.there, true, Unit::Alone, rival.member.times);
            tally.add(rival, rival.there, Unit::Alone);
            if rival.there && rival.surely_level() {
                reasons.tied.push(rival.member.entity);
            }
            if !rival.stands_apart(rival.there) && !own_open && !rival.member.is_certain() {
                rests_on.extend(rival.member.parts().filter(|o| !o.possible.is_certain()));
            }
        }
        reasons.size = base.pair();
        reasons.ahead = tally.ahead();
        let faulty = takes.iter().any(|t| t.possible.fault);
        let ends: Option<Vec<Ends>> = takes.iter().map(|take| take.possible.range.as_ref().map(|_| Ends::of(take))).collect();
        let Some(lines) = ends.and_then(|ends| cut_line::lines(&ends, base.pair(), way.rounding)) else {
            return Placed { possible: Possible::faulty(), rests_on, reasons, tie: false, firm: false };
        };
        let (tiers_left, tie) = between_lines(tiers, &tally, &lines, way.cut);
        reasons.at_cut = lines.iter().any(|line| tally.is_at(*line, way.cut));
        reasons.lines = lines;
        let ty = quanheng_facts::value::Type::Enum(match &tiers.rest {
            Value::Enum(id, _) => *id,
            _ => quanheng_facts::value::EnumId(u32::MAX),
        });
        let range = (!tiers_left.is_empty()).then(|| self.range_among(tiers_left, &ty));
        let possible = Possible { range, na: inside.is_none(), fault: faulty || tie };
        // Where a tie is possible, the tiers beside it may not be reached.
        let firm = reasons.size.0 == reasons.size.1 && !tie;
        Placed { possible, rests_on, reasons, tie, firm }
    }
}

/// The tiers one may be in, and whether it may be tied at a line that no key settles.
fn between_lines(tiers: &Tiers, tally: &Tally, lines: &[(i128, i128)], way: u32) -> (BTreeSet<Value>, bool) {
    let mut left = BTreeSet::new();
    let mut tie = false;
    for (tier, line) in tiers.cuts.iter().zip(lines) {
        let cut = tally.cut(*line, way);
        if cut.surely_above {
            left.insert(tier.tier.clone());
            return (left, tie);
        }
        tie = tie || cut.may_tie || cut.surely_tied;
        if cut.surely_tied {
            return (left, tie);
        }
        if cut.may_be_above {
            left.insert(tier.tier.clone());
        }
    }
    left.insert(tiers.rest.clone());
    (left, tie)
}

impl<'c> Placed<'c> {
    fn joined(mut self, other: Placed<'c>) -> Placed<'c> {
        self.rests_on.extend(other.rests_on);
        let widened = self.reasons.lines.iter().zip(&other.reasons.lines).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1))).collect();
        let at_cut = self.reasons.at_cut || other.reasons.at_cut;
        let reasons = TierReasons { lines: widened, at_cut, ..self.reasons };
        let possible = self.possible.hull(other.possible);
        Placed { possible, rests_on: self.rests_on, reasons, tie: self.tie || other.tie, firm: self.firm && other.firm }
    }
}
