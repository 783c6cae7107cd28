//! 名单: who is in, counted from the places that rivals can take.
//!
//! In or out is read off counts: how many are surely, and at most, ahead of one, against the number of places. So a member
//! is certainly in, certainly out, or unknown, whatever the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{EntityIx, Type, Value};

use super::Interpreter;
use super::cut::{Heads, Rival, Tally, Unit, matters, rivals_of, rounding_of, ways};
use super::expression::Frame;
use super::group::{Competition, GroupFault, Member, Missing, missing_of, standing};
use super::outcome::Outcome;
use crate::cut_line::{self, Cut};
use crate::finding::{Fault, Instance};
use crate::ir::{Expr, List, UnitOf};
use crate::possible::{Ends, Possible, Range};

/// The place of 单位 in 计数方式.
pub(super) const BY_UNIT: u32 = 1;

/// Whose each one is; with what that rests on where it is not known.
pub(super) type Units = BTreeMap<EntityIx, (Unit, Option<Outcome>)>;

/// What the explanation of a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListReasons {
    pub own_keys: Vec<Option<Range>>,
    /// Places to give, fewest and most.
    pub quota: (i128, i128),
    /// For a quota by ratio: the number it is taken of, fewest and most, and the product before rounding (for the fewest).
    pub base: Option<((usize, usize), Option<Exact>)>,
    /// Those surely, and at most, ahead by the first key.
    pub ahead: (usize, usize),
    /// Those surely tied by the first key.
    pub tied: Vec<EntityIx>,
    /// Under which clauses and for how many places the cut line is drawn, if there is one; see [`Interpreter::cut_line`].
    cut_by: Option<(Clauses, (i128, i128))>,
    /// Surely level with others between whom the cut line falls.
    pub at_cut: bool,
    /// The places are those of units.
    pub by_unit: bool,
    pub vetoed: Option<bool>,
    pub admitted: Option<bool>,
    pub outside: bool,
}

/// One choice of the clauses that may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clauses {
    cut: u32,
    missing: Missing,
    /// 递补: the next one moves up.
    moves_up: bool,
    /// 基数: vetoed members counted in.
    base_all: bool,
    rounding: Option<Rounding>,
    /// 占名额
    takes_place: bool,
    /// 计数 单位
    by_unit: bool,
}

/// The clauses by their places in their clause enums.
fn clauses_of(list: &List, way: [u32; 7]) -> Clauses {
    let [cut, missing, veto, admit, base, rounding, counting] = way;
    Clauses {
        cut,
        missing: missing_of(missing),
        moves_up: veto == 0,
        base_all: base == 0,
        rounding: list.rounding.as_ref().map(|_| rounding_of(rounding)),
        takes_place: admit == 0,
        by_unit: counting == BY_UNIT,
    }
}

impl Interpreter<'_> {
    /// Whether an instance is on the list, before exceptions.
    pub(crate) fn list(&self, list: &List, instance: Instance) -> (Outcome, Option<ListReasons>) {
        let veto = list.veto.as_ref();
        let admit = list.admit.as_ref();
        let competition = self.competition_of_list(list, instance);
        let Some(own) = instance.entity.and_then(|e| competition.member(e)) else {
            return (Outcome::certain(Possible::truth(false)), None);
        };
        let frame = Frame::at(instance);
        let (cuts, cut_option) = self.options(Some(&list.cut_ties), frame);
        let (missings, missing_option) = self.options(Some(&list.missing), frame);
        let doubt = missings.iter().any(|m| missing_of(*m) == Missing::Doubt);
        let perhaps = match competition.fault_in_group(own, doubt) {
            Some(GroupFault::Sure(fault)) => return (fault, None),
            Some(GroupFault::Perhaps(fault)) => Some(fault),
            None => None,
        };
        let (vetoes, veto_option) = self.options(veto.map(|v| &v.1), frame);
        let (admits, admit_option) = self.options(admit.map(|a| &a.1), frame);
        let (bases, base_option) = self.options(list.base.as_ref(), frame);
        let (roundings, rounding_option) = self.options(list.rounding.as_ref(), frame);
        let take = self.eval(&list.take, frame);
        let (countings, count_option) = self.options(list.counting.as_ref().map(|c| &c.way), frame);
        let mut result: Option<(Possible, Vec<&Outcome>, ListReasons, bool)> = None;
        // How the rivals stand hangs on none of the other clauses.
        let rivals: Vec<(u32, Vec<Rival<'_>>)> =
            missings.iter().map(|m| (*m, rivals_of(&competition, own, &list.keys, missing_of(*m)))).collect();
        let units = self.units(list, &countings, own, rivals.iter().flat_map(|(_, all)| all), instance);
        let mut tried: Vec<([u32; 7], (Possible, ListReasons))> = Vec::new();
        for (missing, rivals) in &rivals {
            for way in ways(&[&cuts, &[*missing], &vetoes, &admits, &bases, &roundings, &countings]) {
                let one = member_of(rivals, own, list, &take, clauses_of(list, way), &units);
                // By what choice the cut line would be drawn is no difference of its own.
                let seen = ListReasons { cut_by: None, at_cut: false, ..one.2.clone() };
                tried.push((way, (one.0.clone(), seen)));
                result = Some(match result {
                    None => one,
                    Some((possible, mut rests_on, reasons, tie)) => {
                        rests_on.extend(one.1);
                        (possible.hull(one.0), rests_on, reasons.widened(&one.2), tie || one.3)
                    }
                });
            }
        }
        let options = [cut_option, missing_option, veto_option, admit_option, base_option, rounding_option, count_option];
        let Some((possible, rests_on, reasons, cut_tie)) = result else {
            return (Outcome::from_parts(Possible::faulty(), options.iter().flatten()), None);
        };
        let quotas = match self.quotas_differ(&competition, own, list.population.group.as_ref(), std::iter::once(&list.take), instance) {
            Some(GroupFault::Sure(fault)) => return (fault, Some(reasons)),
            Some(GroupFault::Perhaps(fault)) => Some(fault),
            None => None,
        };
        let clauses = [
            Some(&list.cut_ties),
            Some(&list.missing),
            veto.map(|v| &v.1),
            admit.map(|a| &a.1),
            list.base.as_ref(),
            list.rounding.as_ref(),
            // Whose each one is was asked only where units are counted.
            None,
        ];
        // A choice that was made counts where another would have come out differently.
        let turns = |at: usize, option: Option<&Outcome>, expr: Option<&Expr>| {
            tried.iter().any(|(way, (possible, _))| {
                let chosen = way.get(at).copied().unwrap_or_default();
                self.not_chosen(expr, option, chosen).into_iter().any(|other| {
                    let mut way = *way;
                    if let Some(place) = way.get_mut(at) {
                        *place = other;
                    }
                    let rivals = rivals_of(&competition, own, &list.keys, clauses_of(list, way).missing);
                    member_of(&rivals, own, list, &take, clauses_of(list, way), &units).0 != *possible
                })
            })
        };
        let options = options.into_iter().zip(clauses).enumerate();
        let options = options.filter(|(at, (option, expr))| matters(*at, &tried) || turns(*at, option.as_ref(), *expr));
        let options: Vec<Outcome> = options.filter_map(|(_, (option, _))| option).collect();
        let options: Vec<Outcome> = options.into_iter().chain([take]).chain(units.into_values().filter_map(|(_, open)| open)).collect();
        let mut outcome = Outcome::from_parts(possible, rests_on.into_iter().chain(&options)).with_many_cells_as_one();
        // Who is outside rests on that alone, not on the rivals' keys.
        if !reasons.outside {
            outcome.marks.join(&competition.marks(own, Missing::Doubt));
        }
        if cut_tie {
            let tie = Outcome::fault(instance, Vec::new(), Fault::CutTie);
            outcome.causes.join(&tie.causes);
            outcome.in_conflict = outcome.possible.is_fault();
        }
        for fault in perhaps.iter().chain(&quotas) {
            outcome = Outcome { tight: false, ..outcome.hull(fault) };
        }
        (outcome, Some(reasons))
    }

    /// Whose each one is, where units may be counted, and why that is not known.
    pub(super) fn units<'r>(
        &self,
        list: &List,
        countings: &[u32],
        own: &Member,
        rivals: impl Iterator<Item = &'r Rival<'r>>,
        instance: Instance,
    ) -> Units {
        let Some(counting) = list.counting.as_ref().filter(|_| countings.contains(&BY_UNIT)) else { return Units::new() };
        let everybody: BTreeSet<EntityIx> = rivals.map(|r| r.member.entity).chain([own.entity]).collect();
        let unit = |entity: EntityIx| {
            let UnitOf::Reading(reading) = &counting.unit else {
                let superior = self.facts.entities.superior_of(entity);
                return (superior.map_or(Unit::Alone, Unit::Of), None);
            };
            let read = self.eval(reading, Frame::at(Instance { entity: Some(entity), ..instance }));
            match read.possible.known() {
                Some(Value::Entity(unit)) => (Unit::Of(*unit), None),
                _ if read.possible.is_na() => (Unit::Alone, None),
                _ => (Unit::Open, Some(read.as_read())),
            }
        };
        everybody.into_iter().map(|entity| (entity, unit(entity))).collect()
    }

    /// A group has one quota. Where its members come to different ones, or may: a fault.
    pub(super) fn quotas_differ<'e>(
        &self,
        competition: &Competition,
        own: &Member,
        group: Option<&Expr>,
        quotas: impl Iterator<Item = &'e Expr>,
        instance: Instance,
    ) -> Option<GroupFault> {
        let at = |member: &Member| Frame::at(Instance { entity: Some(member.entity), ..instance });
        let mut perhaps: Option<Outcome> = None;
        for quota in quotas {
            for (rival, there) in competition.rivals(own, Missing::Doubt) {
                if self.read_alike(quota, group, at(own), at(rival)) {
                    continue;
                }
                let (mine, theirs) = (self.eval(quota, at(own)), self.eval(quota, at(rival)));
                let same = super::read::same(&mine, &theirs);
                if same == Some(true) {
                    continue;
                }
                let fault = Outcome::fault(instance, Vec::new(), Fault::QuotasDiffer);
                let parts = Outcome::from_parts(Possible::faulty(), [&mine, &theirs]);
                let fault = Outcome { causes: parts.causes.joined(&fault.causes), marks: parts.marks, ..fault };
                if there && same == Some(false) && own.inside(Missing::Doubt) == Some(true) {
                    return Some(GroupFault::Sure(fault));
                }
                perhaps = perhaps.or(Some(fault));
            }
        }
        perhaps.map(GroupFault::Perhaps)
    }

    /// The keys of the last one in, where all is known. Only the explanation asks for it: it takes sorting the group.
    pub(crate) fn cut_line(&self, list: &List, instance: Instance, reasons: &ListReasons) -> Option<Vec<Option<Range>>> {
        let (clauses, quota) = reasons.cut_by?;
        let competition = self.competition_of_list(list, instance);
        cut_line(&competition, competition.member(instance.entity?)?, list, clauses, quota)
    }

    pub(super) fn competition_of_list(&self, list: &List, instance: Instance) -> std::rc::Rc<Competition> {
        let (veto, admit) = (list.veto.as_ref().map(|v| &v.0), list.admit.as_ref().map(|a| &a.0));
        self.competition(instance, &list.population, &list.keys, veto, admit)
    }
}

impl ListReasons {
    fn widened(mut self, other: &ListReasons) -> ListReasons {
        self.quota = (self.quota.0.min(other.quota.0), self.quota.1.max(other.quota.1));
        self.ahead = (self.ahead.0.min(other.ahead.0), self.ahead.1.max(other.ahead.1));
        self.at_cut |= other.at_cut;
        self
    }
}

/// The last part: a tie at the cut that no key breaks.
fn member_of<'c>(
    rivals: &[Rival<'c>],
    own: &'c Member,
    list: &List,
    take: &Outcome,
    clauses: Clauses,
    units: &Units,
) -> (Possible, Vec<&'c Outcome>, ListReasons, bool) {
    let inside = own.inside(clauses.missing);
    let vetoed = own.vetoed.possible.as_truth();
    let admitted = own.admitted.possible.as_truth();
    let mut reasons = ListReasons {
        own_keys: own.keys.iter().map(|k| k.possible.range.clone()).collect(),
        quota: (0, 0),
        base: None,
        ahead: (0, 0),
        tied: Vec::new(),
        cut_by: None,
        at_cut: false,
        by_unit: clauses.by_unit,
        vetoed,
        admitted,
        outside: inside == Some(false),
    };
    let mut rests_on: Vec<&Outcome> = vec![&own.inside];
    if inside == Some(false) {
        if own.inside.possible.as_truth() != Some(false) {
            rests_on.extend(own.keys.iter().chain([&own.group]));
        }
        return (Possible::truth(false), rests_on, reasons, false);
    }
    if vetoed == Some(true) {
        return (Possible::truth(false), vec![&own.vetoed], reasons, false);
    }
    rests_on = own.parts().collect();
    let own_open = !own.is_certain();

    // Rivals ahead, level and behind; the base; seats taken by those who are admitted directly.
    let unit = |member: &Member| match units.get(&member.entity) {
        Some((unit, _)) if clauses.by_unit => *unit,
        _ => Unit::Alone,
    };
    let (mut tally, mut base, mut seats) = (Tally::of(unit(own)), Heads::default(), (0_i128, 0_i128));
    count_base(&mut base, inside == Some(true), vetoed, clauses.base_all, (unit(own), 1));
    for one in rivals {
        let (rival, there) = (one.member, one.there);
        let rival_vetoed = rival.vetoed.possible.as_truth();
        let rival_admitted = rival.admitted.possible.as_truth();
        count_base(&mut base, there, rival_vetoed, clauses.base_all, (unit(rival), rival.times));
        // 不递补: the list is made as if nobody were barred, and the barred are struck out of it: for the others a veto changes
        // nothing. 递补: the barred are not there.
        let gone = if clauses.moves_up { rival_vetoed } else { Some(false) };
        if clauses.takes_place && rival_admitted != Some(false) && gone != Some(true) {
            let times = i128::try_from(rival.times).unwrap_or(i128::MAX);
            let surely = there && rival_admitted == Some(true) && gone == Some(false);
            seats.0 = seats.0.saturating_add(if surely { times } else { 0 });
            seats.1 = seats.1.saturating_add(times);
        }
        // One that is taken in directly, or is not there, does not compete.
        let competes = match (rival_admitted, gone) {
            (Some(true), _) | (_, Some(true)) => Some(false),
            (Some(false), Some(false)) => Some(true),
            _ => None,
        };
        if competes == Some(false) {
            continue;
        }
        let sure = there && competes == Some(true);
        tally.add(one, sure, unit(rival));
        if sure && one.surely_level() && (unit(rival) != unit(own) || unit(own) == Unit::Alone) {
            reasons.tied.push(rival.entity);
        }
        if !one.stands_apart(sure) && !own_open && !rival.is_certain() {
            rests_on.extend(rival.parts().filter(|o| !o.possible.is_certain()));
        }
    }
    let Some((quota, exact)) = take.possible.range.as_ref().and_then(|_| {
        let all = rivals.iter().fold(1_usize, |all, rival| all.saturating_add(rival.member.times));
        cut_line::quota(Ends::of(take), base.pair(), all, clauses.rounding, list.take.ty == Type::Ratio)
    }) else {
        return (Possible::faulty(), rests_on, reasons, false);
    };
    let quota = (quota.0.saturating_sub(seats.1).max(0), quota.1.saturating_sub(seats.0).max(0));
    reasons.quota = quota;
    reasons.ahead = tally.ahead();
    reasons.base = (list.take.ty == Type::Ratio).then_some((base.pair(), exact));
    reasons.cut_by = Some((clauses, quota));
    reasons.at_cut = tally.is_at(quota, clauses.cut);

    let Cut { surely_above: surely_in, may_be_above: may_be_in, may_tie, surely_tied } = tally.cut(quota, clauses.cut);
    let free = inside == Some(true) && vetoed == Some(false);
    if surely_tied && free && admitted == Some(false) {
        return (Possible::faulty(), rests_on, reasons, true);
    }
    let yes = admitted == Some(true) || surely_in;
    let truth = if yes && free {
        Some(true)
    } else if admitted == Some(false) && !may_be_in {
        Some(false)
    } else {
        None
    };
    // An unresolved tie needs two that may be equal and nothing else unknown to part them.
    let tie = may_tie && truth.is_none() && admitted != Some(true);
    let possible = Possible { range: Possible::three_valued(truth).range, na: false, fault: take.possible.fault || tie };
    (possible, rests_on, reasons, tie)
}

pub(super) fn count_base(base: &mut Heads, there: bool, vetoed: Option<bool>, all: bool, (unit, times): (Unit, usize)) {
    let counts = if all { Some(true) } else { vetoed.map(|v| !v) };
    base.add(there && counts == Some(true), counts != Some(false), unit, times);
}

/// The key of the last one in, where everything about the group is known: what one had to reach.
fn cut_line(competition: &Competition, own: &Member, list: &List, clauses: Clauses, quota: (i128, i128)) -> Option<Vec<Option<Range>>> {
    let all: Vec<&Member> = competition.rivals(own, clauses.missing).map(|(m, _)| m).chain([own]).collect();
    let certain = all.iter().all(|m| m.keys_known() && m.vetoed.possible.is_certain() && m.admitted.possible.is_certain());
    // Of units there is no last one in.
    if !certain || quota.0 != quota.1 || clauses.by_unit {
        return None;
    }
    let gone = |m: &Member| clauses.moves_up && m.vetoed.possible.as_truth() == Some(true);
    let mut competing: Vec<&Member> = all.into_iter().filter(|m| !gone(m) && m.admitted.possible.as_truth() != Some(true)).collect();
    competing.sort_by(|a, b| {
        let stands = standing(a, b, &list.keys, list.keys.len(), clauses.missing);
        if stands.surely_better() {
            std::cmp::Ordering::Less
        } else if stands.equal {
            a.entity.cmp(&b.entity)
        } else {
            std::cmp::Ordering::Greater
        }
    });
    let last = usize::try_from(quota.0).ok()?.checked_sub(1)?;
    competing.get(last).map(|m| m.keys.iter().map(|k| k.possible.range.clone()).collect())
}
