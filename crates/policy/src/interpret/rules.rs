//! Default logic: the base rule, its exceptions, and which of them gives the value.
//!
//! Every guard is evaluated. The rules whose guards hold and that no other holding rule overrides give the value; none: the
//! default, or 不适用; several: a conflict, unless they were declared to coexist. Where guards are not known, every
//! combination of the readings they turn on is gone through, and the result is everything any of them gives.

use quanheng_facts::value::Value;

use super::arithmetic::{combine, narrowed, relation};
use super::expression::Frame;
use super::outcome::{Causes, Outcome};
use super::{Interpreter, ListReasons, RankReasons, ShareReasons, TierReasons, Worked};
use crate::finding::{Fault, Instance, Mark};
use crate::ir::{Expr, ExprKind, LawMoment, Rule, RuleIx, Shape, Variable};
use crate::possible::{Possible, Range};
use crate::syntax::tree::{Arithmetic, Comparison, Mode};

/// Which rules spoke, for the finding and the explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    pub winners: Vec<RuleIx>,
    pub by_default: bool,
    pub not_in_force: bool,
    pub also_held: Vec<RuleIx>,
    pub pending: Vec<RuleIx>,
    /// 推定 that stood in, by its place in the variable.
    pub presumed: Option<u32>,
    /// 界限 that narrowed the value, by their places.
    pub bounded_by: Vec<u32>,
}

/// A reading that guards turn on, and what it may be held to.
struct Atom<'e> {
    expr: &'e Expr,
    choices: Vec<Possible>,
    causes: Causes,
    tight: bool,
}

/// One way the unknown readings may turn out. Combinations are numbered so that the choices of the first atom change
/// fastest, then those of the second, and so on.
struct Combination {
    winners: Vec<RuleIx>,
    outcome: Outcome,
}

impl Combination {
    /// True if something else comes out: another range, or (where it is not one value) by another rule.
    fn parts_from(&self, other: &Combination) -> bool {
        let another_rule = !self.outcome.possible.is_certain() && self.winners != other.winners;
        another_rule || self.outcome.possible != other.outcome.possible
    }
}

/// More combinations than this are not gone through; the hull is then taken guard by guard.
const MOST_COMBINATIONS: usize = 512;

impl Interpreter<'_> {
    /// Applies the rules of one moment, bounds and presumptions.
    pub(super) fn apply_rules_at(&self, variable: &Variable, instance: Instance, moment: LawMoment) -> Worked {
        if !variable.in_force().any(|span| span.holds_at(moment)) {
            let decision = Decision { not_in_force: true, ..Decision::default() };
            return Worked { decision, ..Worked::plain(Outcome::certain(Possible::not_applicable())) };
        }
        let mut worked = self.default_logic(variable, instance, moment);
        self.fit_type(variable, instance, &mut worked);
        self.apply_bounds(variable, instance, &mut worked);
        self.apply_presumptions(variable, instance, &mut worked);
        worked
    }

    fn default_logic(&self, variable: &Variable, instance: Instance, moment: LawMoment) -> Worked {
        let frame = Frame::at(instance);
        let rules: Vec<(RuleIx, &Rule)> = variable
            .rules
            .iter()
            .enumerate()
            .filter_map(|(at, r)| Some((RuleIx(u32::try_from(at).ok()?), r)))
            .filter(|(_, r)| r.is_in_force(moment))
            .collect();
        let mut scene = Scene { run: self, variable, instance, rules, computed: None };
        // Most definitions are one rule without a condition: there is nothing to weigh.
        if let ([(ix, rule)], Shape::Rules) = (scene.rules.as_slice(), &variable.shape)
            && rule.guard.is_none()
            && rule.where_applies.is_none()
            && variable.judgement.is_none()
        {
            let outcome = scene.handled(scene.value(rule, frame), &[*ix]);
            let decision = Decision { winners: vec![*ix], ..Decision::default() };
            return Worked { decision, ..Worked::plain(outcome) };
        }
        let guards: Vec<Outcome> = scene.rules.iter().map(|(_, r)| scene.guard(r, frame)).collect();
        let mut reasons = Reasons::default();
        // A ranking or list that is surely overridden need not be worked out: everybody's keys may hang on it.
        if !scene.base_is_surely_beaten(&guards)
            && let Some((outcome, worked)) = scene.base()
        {
            scene.computed = Some(outcome);
            reasons = worked;
        }
        let decision = scene.decide(&guards);
        let mut outcome = scene.weigh(&guards);
        if !outcome.possible.is_certain() {
            scene.add_other_ways(&guards, &mut outcome);
        } else if scene.has_published() {
            scene.compare_published(&guards, &decision, &mut outcome);
        }
        let Reasons { rank, list, tiers, share } = reasons;
        Worked { outcome, decision, rank, list, tiers, share, set_aside: None }
    }

    /// A value that its declared type cannot hold is a fault, never rounded in passing.
    fn fit_type(&self, variable: &Variable, instance: Instance, worked: &mut Worked) {
        use quanheng_facts::value::Type;
        let scale = match variable.ty {
            Type::Integer { .. } | Type::Money => 0,
            Type::Decimal { scale } => scale,
            _ => return,
        };
        if let Some(Value::Number(number)) = worked.outcome.possible.known()
            && !number.fits_scale(scale)
        {
            let marks = worked.outcome.marks.clone();
            worked.outcome = Outcome { marks, ..Outcome::fault(instance, worked.decision.winners.clone(), Fault::DoesNotFit) };
        }
    }

    fn apply_bounds(&self, variable: &Variable, instance: Instance, worked: &mut Worked) {
        for (at, bound) in variable.bounds.iter().enumerate() {
            if worked.outcome.possible.range.is_none() {
                return;
            }
            let frame = Frame::at(instance);
            let guard = bound.guard.as_ref().map(|g| self.eval(g, frame));
            let limit = guard.as_ref().is_none_or(|g| g.possible.as_truth() == Some(true)).then(|| self.eval(&bound.limit, frame));
            take_fault(&mut worked.outcome, guard.iter().chain(limit.as_ref()));
            let Some(limit) = limit else { continue };
            // The end of the limit that surely holds.
            let end = match (&limit.possible.range, bound.at_least) {
                (Some(range), true) => range.least().cloned(),
                (Some(range), false) => range.greatest().cloned(),
                (None, _) => None,
            };
            let (Some(end), Some(range)) = (end, worked.outcome.possible.range.clone()) else { continue };
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            match narrowed(&range, &end, bound.at_least) {
                Some(left) if left == range => {}
                Some(left) => {
                    worked.decision.bounded_by.push(at);
                    worked.outcome.possible.range = Some(left);
                    for part in guard.iter().chain([&limit]) {
                        worked.outcome.marks.join(&part.marks);
                    }
                    if worked.outcome.possible.is_certain() {
                        worked.outcome.causes = Causes::default();
                    }
                }
                None => {
                    worked.decision.bounded_by.push(at);
                    let fault = Outcome::fault(instance, worked.decision.winners.clone(), Fault::AgainstBound);
                    worked.outcome = Outcome {
                        causes: worked.outcome.causes.clone().joined(&fault.causes),
                        marks: worked.outcome.marks.clone(),
                        ..fault
                    };
                }
            }
        }
    }

    fn apply_presumptions(&self, variable: &Variable, instance: Instance, worked: &mut Worked) {
        if self.choice.strict || worked.outcome.possible.is_certain() || worked.outcome.possible.fault {
            return;
        }
        if !variable.presumptions.is_empty() {
            self.met_the_unknown(|_| true);
        }
        let mut presumed: Option<(u32, Outcome)> = None;
        for (at, presumption) in variable.presumptions.iter().enumerate() {
            let frame = Frame::at(instance);
            let guard = presumption.guard.as_ref().map(|g| self.eval(g, frame));
            take_fault(&mut worked.outcome, guard.iter());
            if guard.as_ref().is_some_and(|g| g.possible.as_truth() != Some(true)) {
                continue;
            }
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let value = self.eval(&presumption.value, frame);
            let mut outcome = Outcome::from_parts(value.possible.clone(), guard.iter().chain([&value]));
            outcome.marks.join(&super::outcome::Marks::one(Mark::Presumed { variable: instance.variable, presumption: at }));
            presumed = Some(match presumed {
                None => (at, outcome),
                Some((first, so_far)) if so_far.possible == outcome.possible => (first, so_far),
                Some((first, _)) => (first, Outcome::fault(instance, Vec::new(), Fault::PresumptionsDisagree)),
            });
        }
        if worked.outcome.possible.fault {
            return;
        }
        if let Some((at, mut outcome)) = presumed {
            // What is already known about it, by its bounds, cannot be presumed away.
            if let (Some(known), Some(value)) = (&worked.outcome.possible.range, &outcome.possible.range)
                && !relation(known, value).equal
            {
                outcome = Outcome { marks: outcome.marks, ..Outcome::fault(instance, Vec::new(), Fault::AgainstBound) };
            }
            worked.decision.presumed = Some(at);
            worked.outcome = outcome;
        }
    }
}

/// What a set rule found on the way, for the explanation.
#[derive(Default)]
pub(super) struct Reasons {
    rank: Option<Box<RankReasons>>,
    list: Option<Box<ListReasons>>,
    tiers: Option<Box<TierReasons>>,
    share: Option<Box<ShareReasons>>,
}

/// The rules of one variable, at one instance.
pub(super) struct Scene<'s, 'a> {
    pub(super) run: &'s Interpreter<'a>,
    pub(super) variable: &'s Variable,
    pub(super) instance: Instance,
    pub(super) rules: Vec<(RuleIx, &'s Rule)>,
    /// What a ranking or list computes, for its base.
    pub(super) computed: Option<Outcome>,
}

impl Scene<'_, '_> {
    /// What a set rule or a judgement gives for its base; `None` for plain rules.
    pub(super) fn base(&self) -> Option<(Outcome, Reasons)> {
        let (run, instance) = (self.run, self.instance);
        let mut reasons = Reasons::default();
        let outcome = match &self.variable.shape {
            Shape::Rules => {
                let judgement = self.variable.judgement.as_ref()?;
                run.judged(self.variable, judgement, instance)
            }
            Shape::Rank(body) => {
                let (outcome, rank) = run.rank(body, instance);
                reasons.rank = rank.map(Box::new);
                outcome
            }
            Shape::List(body) => {
                let (outcome, list) = run.list(body, instance);
                reasons.list = list.map(Box::new);
                outcome
            }
            Shape::Tiers(body) => {
                let (outcome, tiers) = run.tier(body, instance);
                reasons.tiers = tiers.map(Box::new);
                outcome
            }
            Shape::Share(body) => {
                let (outcome, share) = run.share(body, instance);
                reasons.share = share.map(Box::new);
                outcome
            }
        };
        Some((outcome, reasons))
    }

    /// The result under these guards, known or not.
    pub(super) fn weigh(&self, guards: &[Outcome]) -> Outcome {
        if guards.iter().all(|g| g.possible.is_certain()) {
            self.combination(guards, Frame::at(self.instance))
        } else {
            self.over_combinations(guards)
        }
    }

    /// True if a rule that surely holds overrides the base, and no guard is at fault.
    pub(super) fn base_is_surely_beaten(&self, guards: &[Outcome]) -> bool {
        let holds = |g: &Outcome| g.possible.as_truth() == Some(true);
        let beats = |rule: &Rule| rule.where_applies.is_none() && rule.overrides.iter().any(|o| self.is_base(*o));
        !guards.iter().any(|g| g.possible.fault) && self.rules.iter().zip(guards).any(|((_, r), g)| holds(g) && beats(r))
    }

    fn is_base(&self, ix: RuleIx) -> bool {
        self.variable.rules.get(ix.at()).is_some_and(|r| r.is_base)
    }

    fn guard(&self, rule: &Rule, frame: Frame<'_>) -> Outcome {
        rule.guard.as_ref().map_or_else(|| Outcome::certain(Possible::truth(true)), |g| self.run.eval(g, frame))
    }

    /// Whether a rule applies: `在「甲」适用时` needs 甲 to apply as well, and so on down.
    fn applies(&self, ix: RuleIx, holds: &dyn Fn(RuleIx) -> bool) -> bool {
        let mut at = Some(ix);
        // The middle rules form a chain; the bound keeps a malformed one from looping.
        for _ in 0..=self.variable.rules.len() {
            let Some(here) = at else { return true };
            if !holds(here) {
                return false;
            }
            at = self.variable.rules.get(here.at()).and_then(|r| r.where_applies);
        }
        false
    }

    /// The rules that apply and are overridden by none that applies.
    fn winners(&self, holds: &dyn Fn(RuleIx) -> bool) -> (Vec<RuleIx>, Vec<RuleIx>) {
        let holding: Vec<(RuleIx, &Rule)> = self.rules.iter().copied().filter(|(ix, _)| self.applies(*ix, holds)).collect();
        let beaten = |ix: RuleIx| holding.iter().any(|(_, r)| r.overrides.contains(&ix));
        let (lost, won): (Vec<RuleIx>, Vec<RuleIx>) = holding.iter().map(|(ix, _)| *ix).partition(|ix| beaten(*ix));
        (won, lost)
    }

    /// Where a rule fails only for want of a signature, the signature is one more way to an answer.
    fn add_other_ways(&self, guards: &[Outcome], outcome: &mut Outcome) {
        let frame = Frame::at(self.instance);
        for ((_, rule), guard) in self.rules.iter().zip(guards) {
            let Some(expr) = rule.guard.as_ref().filter(|_| guard.possible.as_truth() == Some(false)) else { continue };
            let sides: &[Expr] = if let ExprKind::And(sides) = &expr.kind { sides } else { std::slice::from_ref(expr) };
            let failing: Vec<&Expr> = sides.iter().filter(|s| self.run.eval(s, frame).possible.as_truth() == Some(false)).collect();
            let [Expr { kind: ExprKind::IsComplete { table, keys }, .. }] = failing.as_slice() else { continue };
            let keys = keys.iter().filter_map(|k| self.run.eval(k, frame).possible.known().cloned()).collect();
            let entity = self.instance.entity.filter(|_| self.run.signed_by_entity(*table));
            outcome.causes.join(&Causes::one(crate::finding::Cause::NotSigned {
                table: *table,
                entity,
                year: Some(self.instance.year),
                keys,
            }));
        }
    }

    fn decide(&self, guards: &[Outcome]) -> Decision {
        let held = |ix: RuleIx| self.position(ix).and_then(|at| guards.get(at)).is_some_and(|g| g.possible.as_truth() == Some(true));
        let (winners, also_held) = self.winners(&held);
        let pending = self
            .rules
            .iter()
            .zip(guards)
            .filter(|(_, g)| g.possible.as_truth().is_none() && g.possible.range.is_some())
            .map(|((ix, _), _)| *ix);
        Decision {
            by_default: winners.is_empty() && self.variable.default.is_some(),
            winners,
            also_held,
            pending: pending.collect(),
            ..Decision::default()
        }
    }

    fn position(&self, ix: RuleIx) -> Option<usize> {
        self.rules.iter().position(|(i, _)| *i == ix)
    }

    /// The result under guards that are all certain (or that are taken as certain by `frame`'s assumptions).
    fn combination(&self, guards: &[Outcome], frame: Frame<'_>) -> Outcome {
        if let Some(fault) = guards.iter().find(|g| g.possible.fault) {
            return Outcome { marks: joined_marks(guards), in_conflict: false, causes: joined_causes(guards), ..fault.clone() }
                .only_fault();
        }
        let held = |ix: RuleIx| self.position(ix).and_then(|at| guards.get(at)).is_some_and(|g| g.possible.as_truth() == Some(true));
        let (winners, _) = self.winners(&held);
        let values: Vec<(RuleIx, &Rule, Outcome)> = winners
            .iter()
            .filter_map(|ix| self.position(*ix).and_then(|at| self.rules.get(at)))
            .map(|(ix, rule)| (*ix, *rule, self.value(rule, frame)))
            .collect();
        let mut outcome = match values.as_slice() {
            [] => self.without_rule(frame),
            [(ix, _, value)] => self.handled(value.clone(), &[*ix]),
            several => self.meet(several),
        };
        outcome.marks.join(&joined_marks(guards));
        outcome
    }

    /// Where no rule holds: the default or 不适用, and anything else while rules may still be missing.
    fn without_rule(&self, frame: Frame<'_>) -> Outcome {
        let plain = match &self.variable.default {
            Some(default) => self.handled(self.run.eval(default, frame), &[]),
            None => Outcome::certain(Possible::not_applicable()),
        };
        self.variable.left_open.iter().fold(plain, |so_far, id| self.run.unless_completed(so_far, *id, &self.variable.ty, frame.year))
    }

    pub(super) fn value(&self, rule: &Rule, frame: Frame<'_>) -> Outcome {
        match (&rule.value, &self.computed) {
            (Some(value), _) => self.run.eval(value, frame),
            (None, Some(computed)) => computed.clone(),
            (None, None) => Outcome::certain(Possible::not_applicable()),
        }
    }

    /// 不适用 in a value whose variable cannot be 不适用: nothing said what then.
    fn handled(&self, value: Outcome, rules: &[RuleIx]) -> Outcome {
        let may_be = self.variable.maybe_na || self.computed.is_some();
        if !value.possible.na || may_be {
            return value;
        }
        let fault = Outcome::fault(self.instance, rules.to_vec(), Fault::UnhandledNa);
        let possible = Possible { na: false, fault: true, ..value.possible.clone() };
        Outcome { causes: value.causes.clone().joined(&fault.causes), possible, ..value }
    }

    /// Several rules speak at once.
    fn meet(&self, several: &[(RuleIx, &Rule, Outcome)]) -> Outcome {
        let rules: Vec<RuleIx> = several.iter().map(|(ix, _, _)| *ix).collect();
        let conflict = || Outcome {
            marks: several.iter().fold(Default::default(), |m: super::outcome::Marks, (_, _, o)| m.joined(&o.marks)),
            ..Outcome::fault(self.instance, rules.clone(), Fault::Disagree)
        };
        let mode = several.first().and_then(|(_, r, _)| r.mode);
        let Some(mode) = mode.filter(|m| several.iter().all(|(_, r, _)| r.mode == Some(*m))) else { return conflict() };
        let outcomes: Vec<&Outcome> = several.iter().map(|(_, _, o)| o).collect();
        if let Some(fault) = outcomes.iter().find(|o| o.possible.is_fault()) {
            return (*fault).clone();
        }
        match mode {
            Mode::Coexist => {
                let mut agreed: Option<Range> = None;
                let mut may_differ = false;
                let mut may_agree = true;
                for range in outcomes.iter().filter_map(|o| o.possible.range.as_ref()) {
                    agreed = Some(match agreed {
                        None => range.clone(),
                        Some(so_far) => {
                            let can = relation(&so_far, range);
                            may_agree = may_agree && can.equal;
                            may_differ = may_differ || can.less || can.greater;
                            let after_least = range.least().and_then(|l| narrowed(&so_far, l, true)).unwrap_or(so_far);
                            range.greatest().and_then(|g| narrowed(&after_least, g, false)).unwrap_or(after_least)
                        }
                    });
                }
                // A value and 不适用 are not equal.
                let valued = outcomes.iter().filter(|o| o.possible.range.is_some()).count();
                let na = outcomes.iter().filter(|o| o.possible.na).count();
                may_differ = may_differ || (valued > 0 && na > 0);
                let possible = Possible {
                    range: agreed.filter(|_| may_agree && valued == outcomes.len()),
                    na: na == outcomes.len(),
                    fault: may_differ || outcomes.iter().any(|o| o.possible.fault),
                };
                if possible.is_fault() {
                    return conflict();
                }
                let mut outcome = Outcome::from_parts(possible, outcomes.iter().copied());
                if may_differ {
                    outcome.causes.join(&conflict().causes);
                    outcome.tight = false;
                }
                outcome
            }
            Mode::CoexistAny => {
                // Any one may be taken; which, must not hang on the order of lines: the first by label. What may be at fault in
                // another is not dropped for that.
                let first = several.iter().min_by_key(|(_, r, _)| &r.label).map(|(_, _, o)| o.clone());
                let mut taken = first.unwrap_or_else(conflict);
                for other in outcomes.iter().filter(|o| o.possible.fault) {
                    taken.possible.fault = true;
                    taken.tight = taken.tight && taken.causes.is_disjoint(&other.causes);
                    taken.causes.join(&other.causes);
                }
                taken
            }
            Mode::Add => {
                let sum = outcomes.iter().skip(1).fold(outcomes.first().map(|o| o.possible.clone()), |so_far, o| {
                    so_far.map(|s| combine(Arithmetic::Add, &s, &o.possible))
                });
                sum.map_or_else(conflict, |p| Outcome::from_parts(p, outcomes.iter().copied()))
            }
            Mode::Highest => {
                let possibles: Vec<Possible> = outcomes.iter().map(|o| o.possible.clone()).collect();
                Outcome::from_parts(super::arithmetic::extreme(true, &possibles), outcomes.iter().copied())
            }
        }
    }

    /// Every combination of the readings that unknown guards turn on.
    fn over_combinations(&self, guards: &[Outcome]) -> Outcome {
        let frame = Frame::at(self.instance);
        let mut atoms: Vec<Atom<'_>> = Vec::new();
        for ((_, rule), guard) in self.rules.iter().zip(guards) {
            if let Some(expr) = rule.guard.as_ref().filter(|_| !guard.possible.is_certain()) {
                self.collect(expr, frame, &mut atoms);
            }
        }
        let combinations = atoms.iter().try_fold(1_usize, |n, a| n.checked_mul(a.choices.len()).filter(|n| *n <= MOST_COMBINATIONS));
        let Some(combinations) = combinations else { return self.coarse(guards) };
        let mut results: Vec<Combination> = Vec::with_capacity(combinations);
        for number in 0..combinations {
            let mut rest = number;
            let mut assumed: Vec<(&Expr, Possible)> = Vec::with_capacity(atoms.len());
            for atom in &atoms {
                let size = atom.choices.len().max(1);
                let pick = rest.checked_rem(size).unwrap_or(0);
                rest = rest.checked_div(size).unwrap_or(0);
                if let Some(held) = atom.choices.get(pick) {
                    assumed.push((atom.expr, held.clone()));
                }
            }
            let frame = Frame { assumed: &assumed, ..frame };
            let guards: Vec<Outcome> = self.rules.iter().map(|(_, r)| self.guard(r, frame)).collect();
            let outcome =
                if guards.iter().all(|g| g.possible.is_certain()) { self.combination(&guards, frame) } else { self.coarse(&guards) };
            let winners = self.decide(&guards).winners;
            results.push(Combination { winners, outcome });
        }
        self.hull_of(&atoms, results, guards)
    }

    /// The hull of all combinations. A reading whose choice never changes the outcome is not a cause.
    fn hull_of(&self, atoms: &[Atom<'_>], results: Vec<Combination>, guards: &[Outcome]) -> Outcome {
        let mut whole: Option<Outcome> = None;
        let mut value_causes = Causes::default();
        for Combination { outcome, .. } in &results {
            value_causes.join(&outcome.causes);
            whole = Some(match whole {
                None => outcome.clone(),
                Some(so_far) => so_far.hull(outcome),
            });
        }
        let Some(mut whole) = whole else { return Outcome::certain(Possible::not_applicable()) };
        whole.marks.join(&joined_marks(guards));
        if whole.possible.is_certain() {
            if !whole.possible.fault {
                whole.causes = Causes::default();
            }
            whole.tight = true;
            return whole;
        }
        let mut causes = value_causes;
        let mut tight = whole.tight;
        let mut stride = 1_usize;
        for atom in atoms {
            let size = atom.choices.len().max(1);
            // Neighbours are two combinations in which this reading alone takes its next choice.
            let matters = results.iter().enumerate().any(|(at, one)| {
                let pick = at.checked_div(stride).and_then(|n| n.checked_rem(size)).unwrap_or(0);
                let next = results.get(at.saturating_add(stride)).filter(|_| pick.saturating_add(1) < size);
                next.is_some_and(|other| one.parts_from(other))
            });
            if matters {
                tight = tight && atom.tight && causes.is_disjoint(&atom.causes);
                causes.join(&atom.causes);
            }
            stride = stride.saturating_mul(size);
        }
        Outcome { causes, tight, ..whole }
    }

    /// Guard by guard, without asking what they share: safe, perhaps wide.
    fn coarse(&self, guards: &[Outcome]) -> Outcome {
        let frame = Frame::at(self.instance);
        let each: Vec<Vec<Possible>> = guards.iter().map(|g| one_by_one(&g.possible)).collect();
        let combinations = each.iter().try_fold(1_usize, |n, ways| n.checked_mul(ways.len()).filter(|n| *n <= MOST_COMBINATIONS));
        let mut whole: Option<Outcome> = None;
        let mut add = |outcome: Outcome| {
            whole = Some(match whole.take() {
                None => outcome,
                Some(so_far) => so_far.hull(&outcome),
            });
        };
        if let Some(combinations) = combinations {
            for number in 0..combinations {
                let mut rest = number;
                let mut fixed = guards.to_vec();
                for (guard, ways) in fixed.iter_mut().zip(&each) {
                    let pick = rest.checked_rem(ways.len()).unwrap_or(0);
                    rest = rest.checked_div(ways.len()).unwrap_or(0);
                    if let Some(way) = ways.get(pick) {
                        guard.possible = way.clone();
                    }
                }
                add(self.combination(&fixed, frame));
            }
        } else {
            for (_, rule) in &self.rules {
                add(self.value(rule, frame));
            }
            add(self.without_rule(frame));
            for fault in guards.iter().filter(|g| g.possible.fault) {
                add(fault.clone().only_fault());
            }
        }
        let mut whole = whole.unwrap_or_else(|| Outcome::certain(Possible::not_applicable()));
        if whole.possible.is_certain() && !whole.possible.fault {
            whole.causes = Causes::default();
        } else {
            whole.causes = whole.causes.joined(&joined_causes(guards));
            whole.tight = false;
        }
        whole
    }

    /// The readings a guard turns on that are not known: enums and 不适用 by their subject, other conditions as they stand.
    fn collect<'e>(&self, expr: &'e Expr, frame: Frame<'_>, atoms: &mut Vec<Atom<'e>>) {
        let run = self.run;
        match &expr.kind {
            ExprKind::And(sides) | ExprKind::Or(sides) => sides.iter().for_each(|side| self.collect(side, frame, atoms)),
            ExprKind::Items { items, .. } => items.iter().for_each(|(_, side)| self.collect(side, frame, atoms)),
            ExprKind::Not(side) => self.collect(side, frame, atoms),
            ExprKind::IsNa(subject) | ExprKind::HasValue(subject) => self.add_subject(subject, frame, atoms),
            ExprKind::In { subject, .. } => self.add_listed(expr, subject, frame, atoms),
            ExprKind::Compare { op: Comparison::Equal | Comparison::NotEqual, left, right }
                if matches!(right.kind, ExprKind::Literal(_)) =>
            {
                self.add_listed(expr, left, frame, atoms);
            }
            _ => {
                let outcome = run.eval(expr, frame);
                self.add(expr, Self::apart(&outcome, expr, run), outcome, atoms);
            }
        }
    }

    /// The subject, parted into 不适用, a fault, and the rest.
    fn add_subject<'e>(&self, subject: &'e Expr, frame: Frame<'_>, atoms: &mut Vec<Atom<'e>>) {
        let outcome = self.run.eval(subject, frame);
        let can = &outcome.possible;
        let mut choices: Vec<Possible> = can.range.clone().map(Possible::range).into_iter().collect();
        if can.na {
            choices.insert(0, Possible::not_applicable());
        }
        if can.fault {
            choices.push(Possible::faulty());
        }
        self.add(subject, choices, outcome, atoms);
    }

    /// The subject's values one by one where they are few, else the condition as it stands.
    fn add_listed<'e>(&self, condition: &'e Expr, subject: &'e Expr, frame: Frame<'_>, atoms: &mut Vec<Atom<'e>>) {
        let outcome = self.run.eval(subject, frame);
        let few = outcome.possible.range.as_ref().and_then(|r| self.run.listed(r, &subject.ty)).is_some_and(|all| all.len() <= 16);
        if few {
            let choices = Self::apart(&outcome, subject, self.run);
            let tight = outcome.tight && self.run.every_value_reached(subject, &outcome);
            self.add(subject, choices, Outcome { tight, ..outcome }, atoms);
        } else {
            let outcome = self.run.eval(condition, frame);
            let choices = Self::apart(&outcome, condition, self.run);
            self.add(condition, choices, outcome, atoms);
        }
    }

    /// Every single thing an outcome may be.
    fn apart(outcome: &Outcome, expr: &Expr, run: &Interpreter<'_>) -> Vec<Possible> {
        let possible = &outcome.possible;
        let values = possible.range.as_ref().and_then(|r| run.listed(r, &expr.ty)).unwrap_or_default();
        let mut choices: Vec<Possible> = values.into_iter().map(Possible::value).collect();
        if possible.na {
            choices.push(Possible::not_applicable());
        }
        if possible.fault {
            choices.push(Possible::faulty());
        }
        choices
    }

    fn add<'e>(&self, expr: &'e Expr, choices: Vec<Possible>, outcome: Outcome, atoms: &mut Vec<Atom<'e>>) {
        if outcome.possible.is_certain() || choices.len() < 2 {
            return;
        }
        // The same reading met as a whole value and as "applicable or not": the finer parting serves both.
        if let Some(known) = atoms.iter_mut().find(|a| a.expr == expr) {
            if choices.len() > known.choices.len() {
                known.choices = choices;
            }
            return;
        }
        atoms.push(Atom { expr, choices, causes: outcome.causes, tight: outcome.tight });
    }
}

/// A fault in what decides over a value is a fault of the value: nothing is silently dropped.
fn take_fault<'o>(outcome: &mut Outcome, read: impl Iterator<Item = &'o Outcome>) {
    for part in read.filter(|o| o.possible.fault) {
        if part.possible.is_fault() {
            outcome.possible = Possible::faulty();
            outcome.in_conflict = false;
        }
        outcome.possible.fault = true;
        outcome.tight = false;
        outcome.causes.join(&part.causes);
    }
}

/// Each way a guard may turn out. Not to hold because of 不适用 is not to hold.
fn one_by_one(guard: &Possible) -> Vec<Possible> {
    if guard.is_certain() {
        return vec![guard.clone()];
    }
    let mut ways: Vec<Possible> = [true, false].into_iter().filter(|t| guard.may_be(*t) || (!t && guard.na)).map(Possible::truth).collect();
    if guard.fault {
        ways.push(Possible::faulty());
    }
    ways
}

impl Outcome {
    fn only_fault(self) -> Outcome {
        Outcome { possible: Possible::faulty(), ..self }
    }
}

fn joined_marks(outcomes: &[Outcome]) -> super::outcome::Marks {
    outcomes.iter().fold(Default::default(), |so_far: super::outcome::Marks, o| so_far.joined(&o.marks))
}

fn joined_causes(outcomes: &[Outcome]) -> Causes {
    outcomes.iter().filter(|o| !o.possible.is_certain() || o.possible.fault).fold(Causes::default(), |so_far, o| so_far.joined(&o.causes))
}
