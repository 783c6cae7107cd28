//! A composite ranking as numbers: who competes, and for each the figures that are weighed.
//!
//! In: a 排名, 名单 or 分档 whose keys come, through definitions or other entities, of a 加权, in one year. Out: a [`Field`] in which
//! other weights can be tried, the written weights, and what this run gives everybody. What would come out otherwise under other
//! weights in any way but through a key is refused and named: nothing is varied by half.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{EntityIx, Type, Value, Year};

use super::cut::{rounding_of, ways};
use super::expression::Frame;
use super::group::{Competition, GroupFault, Member as Competitor, missing_of, standing_at};
use super::hanging::Hanging;
use super::list::BY_UNIT;
use super::outcome::Outcome;
use super::{Interpreter, STACK_LEFT, STACK_PIECE};
use crate::finding::Instance;
use crate::ir::{
    Args, Expr, ExprKind, Key as IrKey, List, Population, Program, RuleIx, Shape, Tiers, UnitOf, Variable, VariableId, Weighted, walk,
};
use crate::possible::{Ends, Possible};
use crate::robust::field::{
    Case, Field, Given, Key, KeyValues, ListWay, Member, Missing, OwnRule, Place, Score, SetRule, Standing, Stretch, TierWay, Unit, Verdict,
};

/// A composite ranking in one year.
#[derive(Clone, Debug)]
pub struct Composite {
    pub field: Field,
    /// Those in the field, in its order.
    pub members: Vec<EntityIx>,
    /// How many of the kind are surely no part of it.
    pub outside: usize,
    /// Where it is made group by group: the type of what groups go by, and that of each member.
    pub groups: Option<(Type, Vec<Possible>)>,
    pub weights: Vec<CompositeWeight>,
    /// What this run gives each member: its verdict and, of a ranking, its places.
    pub as_run: Vec<Given>,
    /// Of tiers: their values from the best, that of the rest last.
    pub tiers: Vec<Value>,
    /// A figure that is itself a 加权 is taken as it is written.
    pub nested: bool,
}

/// A weight, and what it weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompositeWeight {
    pub weight: Expr,
    pub figure: Expr,
    /// `None`: nobody settled it.
    pub written: Option<Exact>,
}

/// Why a result is not varied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotVaried {
    /// No 排名, 名单 or 分档.
    NotRanked,
    /// None of its keys comes of a 加权.
    NoComposite,
    /// This hangs on the weights, and is no key read as it stands.
    Elsewhere(Box<Expr>),
    /// Its keys come of more than one 加权.
    Several(Box<[Expr; 2]>),
    /// The written weights do not come to 100 %.
    NotWhole(Vec<Exact>),
    /// Nobody has such a score in that year.
    Nobody,
}

/// Where a key comes from, for one member.
enum Source<'e> {
    /// The same under all weights.
    Fixed(Outcome),
    Weighted(&'e Weighted, Frame<'e>),
    /// A place in this ranking.
    Ranked(&'e Variable, Instance),
    /// Not known which.
    Open,
}

/// What is collected on the way.
struct Collecting<'e> {
    hanging: Hanging,
    site: Option<&'e Weighted>,
    written: Vec<Option<Exact>>,
}

/// The scores of one field.
#[derive(Default)]
struct Scores {
    all: Vec<Score>,
    /// A score that several members read is worked out once.
    known: BTreeMap<(Instance, u32), usize>,
}

impl Scores {
    fn add(&mut self, score: Score) -> usize {
        self.all.push(score);
        self.all.len().saturating_sub(1)
    }
}

/// A field with those in it.
struct Filled {
    field: Field,
    members: Vec<EntityIx>,
    groups: Vec<Possible>,
    outside: usize,
}

/// The population and keys of a ranking; and who is barred, who is taken in directly.
type Parts<'e> = (&'e Population, &'e [IrKey], Option<&'e Expr>, Option<&'e Expr>);

fn parts(declared: &Variable) -> Option<Parts<'_>> {
    match &declared.shape {
        Shape::Rank(rank) => Some((&rank.population, &rank.keys, None, None)),
        Shape::List(list) => Some((&list.population, &list.keys, list.veto.as_ref().map(|v| &v.0), list.admit.as_ref().map(|a| &a.0))),
        Shape::Tiers(tiers) => Some((&tiers.population, &tiers.keys, None, None)),
        Shape::Rules | Shape::Share(_) => None,
    }
}

impl Interpreter<'_> {
    /// The composite ranking of a variable in a year.
    pub fn composite(&self, variable: VariableId, year: Year, args: Args) -> Result<Composite, NotVaried> {
        let Some((declared, (population, keys, ..))) = self.program.variable(variable).and_then(|v| Some((v, parts(v)?))) else {
            return Err(NotVaried::NotRanked);
        };
        let instance = Instance { args, ..Instance::of(variable, None, year) };
        let mut collecting = Collecting { hanging: Hanging::of(self.program), site: None, written: Vec::new() };
        if !keys.iter().any(|key| collecting.hanging.hangs(&key.by)) {
            return Err(NotVaried::NoComposite);
        }
        let Filled { field, members, groups, outside } = self.field_of(declared, instance, &mut collecting)?;
        let Some(site) = collecting.site else {
            // Weights that do not come to 100 % put everybody in error, and so nobody is met on the way.
            let weights = |site: &Weighted| site.items.iter().map(|(_, weight)| self.eval(weight, Frame::at(instance))).collect::<Vec<_>>();
            sites_of(self.program, keys)
                .into_iter()
                .try_for_each(|site| whole(&weights(site).iter().map(known_number).collect::<Vec<_>>()))?;
            return Err(NotVaried::Nobody);
        };
        whole(&collecting.written)?;
        let weights = site.items.iter().zip(&collecting.written);
        let weights = weights
            .map(|((figure, weight), written)| CompositeWeight { weight: weight.clone(), figure: figure.clone(), written: *written })
            .collect();
        let tiers = tiers_of(declared);
        let run = |entity: &EntityIx| self.work(Instance { entity: Some(*entity), ..instance });
        let as_run = members.iter().map(|e| given_of(declared, &tiers, &run(e).outcome.possible)).collect();
        let nested = site.items.iter().any(|(of, _)| collecting.hanging.hangs(of));
        let groups = population.group.as_ref().map(|group| (group.ty.clone(), groups));
        Ok(Composite { field, members, groups, outside, weights, as_run, tiers, nested })
    }

    fn field_of<'e>(&'e self, declared: &'e Variable, instance: Instance, collecting: &mut Collecting<'e>) -> Result<Filled, NotVaried> {
        let Some((population, keys, veto, admit)) = parts(declared) else { return Err(NotVaried::NotRanked) };
        refuse_elsewhere(declared, population, &collecting.hanging)?;
        let competition = self.competition(instance, population, keys, veto, admit);
        let all: Vec<&Competitor> = competition.members.iter().filter(|m| m.inside(super::group::Missing::Doubt) != Some(false)).collect();
        let mut field = Field { rule: self.set_rule(declared, instance), ..Field::default() };
        let mut scores = Scores::default();
        for (at, key) in keys.iter().enumerate() {
            let of = if collecting.hanging.hangs(&key.by) {
                self.varied_key(key, at, &all, instance, collecting, &mut scores, &mut field)?
            } else {
                fixed_key(key, at, &all)
            };
            field.keys.push(Key { descending: key.descending, of });
        }
        field.scores = scores.all;
        self.fill_members(&mut field, declared, &competition, &all, instance);
        let members: Vec<EntityIx> = all.iter().map(|m| m.entity).collect();
        let outside = competition.members.len().saturating_sub(members.len());
        let groups = all.iter().map(|m| m.group.possible.clone()).collect();
        Ok(Filled { field, members, groups, outside })
    }

    /// A key that hangs on the weights: a score of each member, or its place in a ranking by such a score.
    #[expect(clippy::too_many_arguments, reason = "what is collected is apart from what is filled")]
    fn varied_key<'e>(
        &'e self,
        key: &'e IrKey,
        at: usize,
        members: &[&Competitor],
        instance: Instance,
        collecting: &mut Collecting<'e>,
        scores: &mut Scores,
        field: &mut Field,
    ) -> Result<KeyValues, NotVaried> {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let frame = |member: &Competitor| Frame::at(Instance { entity: Some(member.entity), ..instance });
        let sources: Vec<Source<'e>> =
            members.iter().map(|m| self.follow(&key.by, frame(m), &collecting.hanging)).collect::<Result<_, _>>()?;
        let ranking = sources.iter().find_map(|s| if let Source::Ranked(declared, at) = s { Some((*declared, *at)) } else { None });
        let Some((ranking, ranked)) = ranking else {
            let of = sources.into_iter().map(|source| self.score_of(source, &key.by, at, collecting, scores));
            return Ok(KeyValues::Varied(of.collect::<Result<_, _>>()?));
        };
        let ranked = Instance { entity: None, ..ranked };
        let filled = self.field_of(ranking, ranked, collecting)?;
        let elsewhere = || NotVaried::Elsewhere(Box::new(key.by.clone()));
        let place = |source: &Source<'e>| match source {
            Source::Ranked(_, at) if (Instance { entity: None, ..*at }) == ranked => {
                let member = at.entity.and_then(|e| filled.members.iter().position(|m| *m == e));
                Ok(member.map_or(Place::Nothing, Place::Of))
            }
            Source::Fixed(outcome) if outcome.possible.range.is_none() => Ok(Place::Nothing),
            Source::Fixed(outcome) => {
                let ends = Ends::of_possible(&outcome.possible);
                let whole = |end: Option<Exact>| end.and_then(Exact::to_integer).and_then(|n| u32::try_from(n).ok());
                let (low, high) = whole(ends.low).zip(whole(ends.high)).ok_or_else(elsewhere)?;
                Ok(Place::Constant(low, high, outcome.possible.known().is_some()))
            }
            Source::Open => Ok(Place::Constant(0, u32::MAX, false)),
            Source::Ranked(..) | Source::Weighted(..) => Err(elsewhere()),
        };
        let of: Vec<Place> = sources.iter().map(place).collect::<Result<_, _>>()?;
        let missing =
            if let Shape::Rank(rank) = &ranking.shape { self.options(Some(&rank.missing), Frame::at(ranked)).0 } else { Vec::new() };
        let doubt = matches!(missing.as_slice(), [only] if missing_of(*only) == super::group::Missing::Doubt);
        field.beneath.push(filled.field);
        Ok(KeyValues::Ranked { field: field.beneath.len().saturating_sub(1), of, doubt })
    }

    /// The score that a key comes from, for one member; `None`: it has no value.
    fn score_of<'e>(
        &'e self,
        source: Source<'e>,
        key: &Expr,
        at: u32,
        collecting: &mut Collecting<'e>,
        scores: &mut Scores,
    ) -> Result<Option<usize>, NotVaried> {
        match source {
            Source::Fixed(outcome) => {
                let doubtful = outcome.possible.na || outcome.possible.fault;
                let cases = vec![Case::Constant(Ends::of_possible(&outcome.possible))];
                Ok(outcome.possible.range.is_some().then(|| scores.add(Score { cases, doubtful })))
            }
            Source::Open => Ok(Some(scores.add(Score { cases: vec![Case::Constant(Ends { low: None, high: None })], doubtful: true }))),
            Source::Ranked(..) => Err(NotVaried::Elsewhere(Box::new(key.clone()))),
            Source::Weighted(weighted, frame) => {
                let read = (Instance { entity: frame.entity, year: frame.year, ..frame.instance }, at);
                if let Some(known) = scores.known.get(&read) {
                    return Ok(Some(*known));
                }
                let weighed = self.weighed(weighted, frame);
                let written: Vec<Option<Exact>> = weighed.weights.iter().map(known_number).collect();
                match collecting.site {
                    None => {
                        collecting.site = Some(weighted);
                        collecting.written = written;
                    }
                    // No weight reads its owner, so those of one 加权 are the same for everybody.
                    Some(site) if site == weighted && collecting.written == written => {}
                    Some(site) => return Err(NotVaried::Several(Box::new([as_written(site, key), as_written(weighted, key)]))),
                }
                if weighed.score.cases.is_empty() {
                    return Ok(None);
                }
                let score = scores.add(weighed.score);
                scores.known.insert(read, score);
                Ok(Some(score))
            }
        }
    }

    /// Follows a key through definitions, and to other entities, to the 加权 it comes of.
    fn follow<'e>(&'e self, expr: &'e Expr, frame: Frame<'e>, hanging: &Hanging) -> Result<Source<'e>, NotVaried> {
        if !hanging.hangs(expr) {
            return Ok(Source::Fixed(self.eval(expr, frame).as_read()));
        }
        match &expr.kind {
            ExprKind::Weighted(weighted) => Ok(Source::Weighted(weighted, frame)),
            ExprKind::ElseIfNa { value, otherwise } => {
                let read = self.eval(value, frame);
                if read.possible.is_na() {
                    self.follow(otherwise, frame, hanging)
                } else if read.possible.na {
                    Ok(Source::Open)
                } else {
                    self.follow(value, frame, hanging)
                }
            }
            ExprKind::Variable { variable, whose, args } => {
                let read = self.eval(expr, frame);
                if read.possible.range.is_none() {
                    return Ok(Source::Fixed(read.as_read()));
                }
                let (Some(declared), Ok(args)) = (self.program.variable(*variable), self.index_values(args, &expr.ty, frame)) else {
                    return Ok(Source::Open);
                };
                let entity = self.whose(whose, frame);
                if entity.is_none() && declared.owner.is_some() {
                    return Ok(Source::Open);
                }
                let instance = Instance { variable: *variable, entity, year: self.year_read(declared.yearly, entity, frame), args };
                self.follow_rules(declared, instance, expr, hanging)
            }
            _ => Err(NotVaried::Elsewhere(Box::new(expr.clone()))),
        }
    }

    /// Through the one rule that gives the value of an instance.
    fn follow_rules<'e>(
        &'e self,
        declared: &'e Variable,
        instance: Instance,
        read: &Expr,
        hanging: &Hanging,
    ) -> Result<Source<'e>, NotVaried> {
        let beside = declared.bounds.iter().flat_map(|b| b.guard.iter().chain([&b.limit]));
        let presumed = declared.presumptions.iter().flat_map(|p| p.guard.iter().chain([&p.value]));
        let guards = declared.rules.iter().filter_map(|r| r.guard.as_ref());
        if let Some(turns) = beside.chain(presumed).chain(guards).find(|e| hanging.hangs(e)) {
            return Err(NotVaried::Elsewhere(Box::new(turns.clone())));
        }
        match &declared.shape {
            Shape::Rules => {}
            Shape::Rank(_) => return Ok(Source::Ranked(declared, instance)),
            Shape::List(_) | Shape::Tiers(_) | Shape::Share(_) => return Err(NotVaried::Elsewhere(Box::new(read.clone()))),
        }
        let worked = self.work(instance);
        let decision = &worked.decision;
        if !decision.pending.is_empty() {
            return Ok(Source::Open);
        }
        if !decision.bounded_by.is_empty() || decision.presumed.is_some() {
            // A bound that narrows a score under the written weights may narrow it otherwise under others.
            return Ok(Source::Open);
        }
        let value = match decision.winners.as_slice() {
            [winner] => declared.rules.get(winner.at()).and_then(|r| r.value.as_ref()),
            [] if decision.by_default => declared.default.as_ref(),
            [] => None,
            _ => return Ok(Source::Open),
        };
        match value {
            // One of several moments, or a value that was given: it is what it is.
            None => Ok(Source::Fixed(worked.outcome.as_read())),
            // Definitions may read one another in a long chain.
            Some(value) => stacker::maybe_grow(STACK_LEFT, STACK_PIECE, || self.follow(value, Frame::at(instance), hanging)),
        }
    }

    /// The clauses, each way in which those left open may turn out.
    fn set_rule(&self, declared: &Variable, instance: Instance) -> SetRule {
        let frame = Frame::at(instance);
        let options = |expr: Option<&Expr>| self.options(expr, frame).0;
        let missing_as = |rank: u32| match missing_of(rank) {
            super::group::Missing::Doubt => Missing::Doubt,
            super::group::Missing::Exclude => Missing::Exclude,
            super::group::Missing::Last => Missing::Last,
        };
        match &declared.shape {
            Shape::List(list) => {
                let options = [
                    options(Some(&list.cut_ties)),
                    options(Some(&list.missing)),
                    options(list.veto.as_ref().map(|v| &v.1)),
                    options(list.admit.as_ref().map(|a| &a.1)),
                    options(list.base.as_ref()),
                    options(list.rounding.as_ref()),
                    options(list.counting.as_ref().map(|c| &c.way)),
                ];
                let [cut, missing, veto, admit, base, rounding, counting] = &options;
                let all = ways(&[cut, missing, veto, admit, base, rounding, counting]).into_iter();
                let way = |[cut, missing, veto, admit, base, rounding, counting]: [u32; 7]| ListWay {
                    cut,
                    missing: missing_as(missing),
                    moves_up: veto == 0,
                    base_all: base == 0,
                    rounding: list.rounding.as_ref().map(|_| rounding_of(rounding)),
                    takes_place: admit == 0,
                    by_unit: counting == BY_UNIT,
                };
                SetRule::List { ways: all.map(way).collect(), ratio: list.take.ty == Type::Ratio }
            }
            Shape::Tiers(tiers) => {
                let (cut, missing, rounding) =
                    (options(Some(&tiers.cut_ties)), options(Some(&tiers.missing)), options(tiers.rounding.as_ref()));
                let all = ways(&[&cut, &missing, &rounding]).into_iter();
                let way = |[cut, missing, rounding]: [u32; 3]| TierWay {
                    cut,
                    missing: missing_as(missing),
                    rounding: tiers.rounding.as_ref().map(|_| rounding_of(rounding)),
                };
                SetRule::Tiers { ways: all.map(way).collect() }
            }
            Shape::Rank(rank) => SetRule::Rank { missing: options(Some(&rank.missing)).into_iter().map(missing_as).collect() },
            Shape::Rules | Shape::Share(_) => SetRule::default(),
        }
    }

    fn fill_members(&self, field: &mut Field, declared: &Variable, competition: &Competition, all: &[&Competitor], instance: Instance) {
        let mut groups: BTreeMap<Value, u32> = BTreeMap::new();
        let is_fixed = |key: &Key| matches!(key.of, KeyValues::Fixed(_) | KeyValues::Pairs(_));
        let fixed: Vec<usize> = field.keys.iter().enumerate().filter(|(_, k)| is_fixed(k)).map(|(at, _)| at).collect();
        for (at, member) in all.iter().enumerate() {
            let here = Instance { entity: Some(member.entity), ..instance };
            let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            let group = match member.group.possible.known() {
                Some(value) => *groups.entry(value.clone()).or_insert(next),
                None => {
                    field.open_groups.insert(at, all.iter().map(|other| Competition::together(member, other)).collect());
                    u32::MAX
                }
            };
            let takes = self.takes(declared, here);
            let ends: Vec<Ends> = takes.iter().map(|take| Ends::of_possible(&take.possible)).collect();
            let takes_at = field.takes.iter().position(|known| *known == ends).unwrap_or(field.takes.len());
            if takes_at == field.takes.len() {
                field.takes.push(ends);
            }
            let own_rule = self.own_rule(declared, competition, member, &takes, here);
            field.members.push(Member {
                inside: member.inside(super::group::Missing::Doubt) == Some(true),
                group,
                vetoed: member.vetoed.possible.as_truth(),
                admitted: member.admitted.possible.as_truth(),
                unit: self.counted_as(declared, member.entity, here),
                fixed_known: fixed.iter().all(|at| member.keys.get(*at).is_some_and(|k| k.possible.known().is_some())),
                takes: takes_at,
                own_rule,
            });
        }
    }

    fn takes(&self, declared: &Variable, here: Instance) -> Vec<Outcome> {
        let frame = Frame::at(here);
        match &declared.shape {
            Shape::List(list) => vec![self.eval(&list.take, frame)],
            Shape::Tiers(tiers) => tiers.cuts.iter().map(|c| self.eval(&c.take, frame)).collect(),
            _ => Vec::new(),
        }
    }

    fn counted_as(&self, declared: &Variable, entity: EntityIx, here: Instance) -> Unit {
        let Shape::List(list) = &declared.shape else { return Unit::Alone };
        match list.counting.as_ref().map(|c| &c.unit) {
            None => Unit::Alone,
            Some(UnitOf::Superior) => {
                self.facts.entities.get(entity).and_then(|e| e.superior).map_or(Unit::Alone, |superior| Unit::Of(superior.0))
            }
            Some(UnitOf::Reading(reading)) => {
                let read = self.eval(reading, Frame::at(here));
                match read.possible.known() {
                    Some(Value::Entity(unit)) => Unit::Of(unit.0),
                    _ if read.possible.is_na() => Unit::Alone,
                    _ => Unit::Open,
                }
            }
        }
    }

    /// Whether the set rule gives a member's result, whatever the weights.
    fn own_rule(&self, declared: &Variable, competition: &Competition, member: &Competitor, takes: &[Outcome], here: Instance) -> OwnRule {
        let worked = self.work(here);
        let decision = &worked.decision;
        let set_rule_alone = match decision.winners.as_slice() {
            [winner] => declared.rules.get(winner.at()).is_some_and(|r| r.value.is_none()),
            _ => false,
        };
        let open = !decision.pending.is_empty();
        if !set_rule_alone && !open {
            return OwnRule::Another(given_of(declared, &tiers_of(declared), &worked.outcome.possible));
        }
        let fault = Given::plain(Verdict::Fault);
        let (missing, group, quotas): (&Expr, Option<&Expr>, Vec<&Expr>) = match &declared.shape {
            Shape::Rank(rank) => (&rank.missing, rank.population.group.as_ref(), Vec::new()),
            Shape::List(list) => (&list.missing, list.population.group.as_ref(), vec![&list.take]),
            Shape::Tiers(tiers) => (&tiers.missing, tiers.population.group.as_ref(), tiers.cuts.iter().map(|c| &c.take).collect()),
            Shape::Rules | Shape::Share(_) => return OwnRule::Another(fault),
        };
        let (options, _) = self.options(Some(missing), Frame::at(here));
        let doubt = options.iter().any(|m| missing_of(*m) == super::group::Missing::Doubt);
        let in_group = competition.fault_in_group(member, doubt);
        let differ = self.quotas_differ(competition, member, group, quotas.into_iter(), here);
        let too_much = if let Shape::Tiers(tiers) = &declared.shape { self.beyond_whole(tiers, takes, here) } else { None };
        let sure = |fault: &Option<GroupFault>| matches!(fault, Some(GroupFault::Sure(_)));
        // What it may be instead.
        let mut others: Vec<Given> = Vec::new();
        if open {
            others
                .extend(self.pending_values(declared, &decision.pending, here).iter().map(|o| given_of(declared, &tiers_of(declared), o)));
        }
        if sure(&in_group) || sure(&differ) || too_much.is_some() || takes.iter().any(|t| t.possible.range.is_none()) {
            return if open { OwnRule::Or(others.into_iter().fold(fault, Given::hull)) } else { OwnRule::Another(fault) };
        }
        let bounded = !decision.bounded_by.is_empty() || decision.presumed.is_some();
        if bounded || in_group.is_some() || differ.is_some() || takes.iter().any(|t| t.possible.fault) {
            others.push(fault);
        }
        others.into_iter().reduce(Given::hull).map_or(OwnRule::Set, OwnRule::Or)
    }

    /// What the rules whose conditions are not known would give; and what stands where a base rule among them does not hold.
    fn pending_values(&self, declared: &Variable, pending: &[RuleIx], here: Instance) -> Vec<Possible> {
        let frame = Frame::at(here);
        let of_rule = |ix: &RuleIx| match declared.rules.get(ix.at()) {
            Some(rule) if !rule.is_base => rule.value.as_ref().map(|value| self.eval(value, frame).possible),
            _ => None,
        };
        let otherwise = || declared.default.as_ref().map_or_else(Possible::not_applicable, |default| self.eval(default, frame).possible);
        pending.iter().map(|ix| of_rule(ix).unwrap_or_else(otherwise)).collect()
    }
}

fn known_number(outcome: &Outcome) -> Option<Exact> {
    Ends::of_possible(&outcome.possible).known().filter(|_| outcome.possible.is_certain())
}

/// Weights that are all known come to 100 %.
fn whole(weights: &[Option<Exact>]) -> Result<(), NotVaried> {
    let Some(known) = weights.iter().copied().collect::<Option<Vec<Exact>>>() else { return Ok(()) };
    let sum = known.iter().try_fold(Exact::ZERO, |sum, w| sum.plus(*w));
    if sum == Some(Exact::ONE) { Ok(()) } else { Err(NotVaried::NotWhole(known)) }
}

/// Every 加权 that some keys come of, through whatever they read.
fn sites_of<'e>(program: &'e Program, keys: &'e [IrKey]) -> Vec<&'e Weighted> {
    let (mut met, mut sites): (BTreeSet<VariableId>, Vec<&Weighted>) = (BTreeSet::new(), Vec::new());
    let mut left: Vec<&Expr> = keys.iter().map(|key| &key.by).collect();
    while let Some(expr) = left.pop() {
        match &expr.kind {
            ExprKind::Weighted(weighted) => sites.push(weighted),
            ExprKind::Variable { variable, .. } if met.insert(*variable) => {
                let roots = program.variable(*variable).map(walk::variable_roots).unwrap_or_default();
                left.extend(roots.into_iter().map(|(_, root)| root));
            }
            _ => left.extend(walk::parts(expr)),
        }
    }
    sites
}

/// What hangs on weights beside the keys, if anything does.
fn refuse_elsewhere(declared: &Variable, population: &Population, hanging: &Hanging) -> Result<(), NotVaried> {
    let mut others: Vec<&Expr> = population.when.iter().chain(&population.group).collect();
    match &declared.shape {
        Shape::List(list) => others.extend(clauses(list)),
        Shape::Tiers(tiers) => {
            let Tiers { cuts, rounding, cut_ties, missing, .. } = &**tiers;
            others.extend(cuts.iter().map(|c| &c.take).chain(rounding).chain([cut_ties, missing]));
        }
        Shape::Rank(rank) => others.push(&rank.missing),
        Shape::Rules | Shape::Share(_) => {}
    }
    others.extend(declared.rules.iter().flat_map(|r| r.guard.iter().chain(&r.value)));
    others.extend(declared.bounds.iter().flat_map(|b| b.guard.iter().chain([&b.limit])));
    others.extend(declared.presumptions.iter().flat_map(|p| p.guard.iter().chain([&p.value])));
    others.extend(&declared.default);
    match others.into_iter().find(|e| hanging.hangs(e)) {
        Some(expr) => Err(NotVaried::Elsewhere(Box::new(expr.clone()))),
        None => Ok(()),
    }
}

fn clauses(list: &List) -> Vec<&Expr> {
    let List { take, rounding, base, counting, cut_ties, missing, veto, admit, .. } = list;
    let conditional = veto.iter().chain(admit).flat_map(|(a, b)| [a, b]);
    let counting = counting.iter().flat_map(crate::ir::Counting::parts);
    [take, cut_ties, missing].into_iter().chain(rounding).chain(base).chain(counting).chain(conditional).collect()
}

/// More members than this are not held each against each by a key that has something beneath it.
const MOST_PAIRS: usize = 2_000;

fn fixed_key(key: &IrKey, at: usize, members: &[&Competitor]) -> KeyValues {
    if members.len() <= MOST_PAIRS && members.iter().any(|m| m.beneath_at(at).is_some()) {
        let stands = |a: &Competitor, b: &Competitor| {
            let here = standing_at(a, b, key, at);
            here.map_or(Standing::EQUAL, |s| Standing { better: s.better, equal: s.equal, worse: s.worse })
        };
        return KeyValues::Pairs(members.iter().map(|a| members.iter().map(|b| stands(a, b)).collect()).collect());
    }
    let stretch = |member: &&Competitor| member.key_places(at).map_or(Stretch::Nothing, |(low, high)| Stretch::Places(low, high));
    KeyValues::Fixed(members.iter().map(stretch).collect())
}

fn as_written(weighted: &Weighted, like: &Expr) -> Expr {
    Expr { kind: ExprKind::Weighted(Box::new(weighted.clone())), ..like.clone() }
}

fn tiers_of(declared: &Variable) -> Vec<Value> {
    match &declared.shape {
        Shape::Tiers(tiers) => tiers.cuts.iter().map(|c| &c.tier).chain([&tiers.rest]).cloned().collect(),
        _ => Vec::new(),
    }
}

/// A result of a run as a draw would tell it.
fn given_of(declared: &Variable, tiers: &[Value], possible: &Possible) -> Given {
    let plain = match () {
        () if possible.is_na() => Some(Verdict::Outside),
        () if possible.is_fault() => Some(Verdict::Fault),
        () => None,
    };
    if let Some(verdict) = plain {
        return Given::plain(verdict);
    }
    let doubt = possible.na || possible.fault;
    if possible.range.is_none() {
        return Given { doubt, ..Given::plain(Verdict::Outside) };
    }
    match &declared.shape {
        Shape::List(_) => Given::plain(match possible.as_truth() {
            Some(true) => Verdict::In,
            Some(false) => Verdict::Out,
            None => Verdict::Open,
        }),
        Shape::Tiers(_) => {
            let at = |value: &Value| tiers.iter().position(|t| t == value);
            let range = possible.range.as_ref();
            let (low, high) = (range.and_then(|r| r.least()).and_then(at), range.and_then(|r| r.greatest()).and_then(at));
            let last = tiers.len().saturating_sub(1);
            let (low, high) = (low.unwrap_or(0), high.unwrap_or(last));
            Given { verdict: Verdict::Tier(low.min(high), low.max(high)), places: None, doubt }
        }
        _ => {
            let ends = Ends::of_possible(possible);
            let place = |end: Option<Exact>| end.and_then(Exact::to_integer).and_then(|n| usize::try_from(n).ok());
            Given { verdict: Verdict::Placed, places: place(ends.low).zip(place(ends.high)), doubt }
        }
    }
}
