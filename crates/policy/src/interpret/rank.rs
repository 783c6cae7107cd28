//! 排名: a place is one more than the number of better rivals; equals share a place.

use quanheng_facts::value::EntityIx;

use super::Interpreter;
use super::expression::Frame;
use super::group::{Competition, GroupFault, Member, Missing, missing_of, standing, whole};
use super::outcome::Outcome;
use crate::finding::Instance;
use crate::ir::{Key, Rank};
use crate::possible::{Possible, Range};

/// What the explanation of a place says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RankReasons {
    pub own_keys: Vec<Option<Range>>,
    pub group: Option<Range>,
    /// Those surely, and at most, in the group (itself counted).
    pub size: (usize, usize),
    /// Those surely, and at most, better.
    pub better: (usize, usize),
    /// Those surely equal by every key.
    pub equals: Vec<EntityIx>,
    pub without_key: usize,
}

impl Interpreter<'_> {
    /// The place of an instance, before exceptions.
    pub(crate) fn rank(&self, rank: &Rank, instance: Instance) -> (Outcome, Option<RankReasons>) {
        let competition = self.competition(instance, &rank.population, &rank.keys, None, None);
        let Some(own) = instance.entity.and_then(|e| competition.member(e)) else {
            return (Outcome::certain(Possible::not_applicable()), None);
        };
        let (options, option) = self.options(Some(&rank.missing), Frame::at(instance));
        let doubt = options.iter().any(|o| missing_of(*o) == Missing::Doubt);
        let perhaps = match competition.fault_in_group(own, doubt) {
            Some(GroupFault::Sure(fault)) => return (fault, None),
            Some(GroupFault::Perhaps(fault)) => Some(fault),
            None => None,
        };
        let mut result: Option<(Outcome, RankReasons)> = None;
        for chosen in options {
            let missing = missing_of(chosen);
            let (outcome, reasons) = place(&competition, own, &rank.keys, missing);
            result = Some(match result {
                None => (outcome, reasons),
                Some((so_far, first)) => (so_far.hull(&outcome), first),
            });
        }
        match result {
            Some((outcome, reasons)) => {
                let outcome = match option {
                    Some(option) if !outcome.possible.is_certain() || !option.marks.is_empty() => Outcome {
                        tight: outcome.tight && option.possible.is_certain(),
                        ..Outcome::from_parts(outcome.possible.clone(), [&outcome, &option])
                    },
                    _ => outcome,
                };
                let outcome = match perhaps {
                    Some(fault) => Outcome { tight: false, ..outcome.hull(&fault) },
                    None => outcome,
                };
                (outcome, Some(reasons))
            }
            None => (Outcome::from_parts(Possible::faulty(), option.iter()), None),
        }
    }
}

fn place(competition: &Competition, own: &Member, keys: &[Key], missing: Missing) -> (Outcome, RankReasons) {
    let mut reasons = RankReasons {
        own_keys: own.keys.iter().map(|k| k.possible.range.clone()).collect(),
        group: own.group.possible.range.clone(),
        size: (1, 1),
        better: (0, 0),
        equals: Vec::new(),
        without_key: usize::from(!own.keys_known()),
    };
    let inside = own.inside(missing);
    if inside == Some(false) {
        let rests_on = Outcome::from_parts(Possible::not_applicable(), [&own.inside, &own.group]);
        return (rests_on, reasons);
    }
    // The place rests on what is not known of itself; where that is nothing, on what is not known of its rivals.
    let mut rivals_rest_on: Vec<&Outcome> = Vec::new();
    let own_open = !own.is_certain();
    for (rival, surely_there) in competition.rivals(own, missing) {
        let counted = |is: bool| if is { rival.times } else { 0 };
        reasons.size.1 = reasons.size.1.saturating_add(rival.times);
        reasons.size.0 = reasons.size.0.saturating_add(counted(surely_there));
        reasons.without_key = reasons.without_key.saturating_add(counted(!rival.keys_known()));
        let stands = standing(rival, own, keys, keys.len(), missing);
        if stands.better {
            reasons.better.1 = reasons.better.1.saturating_add(rival.times);
        }
        if surely_there && stands.surely_better() {
            reasons.better.0 = reasons.better.0.saturating_add(rival.times);
        } else if stands.better {
            rivals_rest_on.extend(rival.parts().filter(|o| !o.possible.is_certain()));
        }
        if surely_there && stands.equal && !stands.better && !stands.worse {
            reasons.equals.push(rival.entity);
        }
    }
    let range = whole(reasons.better.0.saturating_add(1), reasons.better.1.saturating_add(1));
    let possible = Possible { range: Some(range), na: inside.is_none(), fault: false };
    // Rivals that hang on one unknown cannot all come out ahead, or all behind, whether or not they are named.
    let of_all = Outcome::from_parts(possible.clone(), own.parts().chain(rivals_rest_on));
    let tight = of_all.tight;
    let rests_on = if own_open { Outcome::from_parts(possible, own.parts()) } else { of_all };
    let outcome = Outcome { tight, ..rests_on.with_many_cells_as_one() };
    (Outcome { marks: competition.marks(own, missing), ..outcome }, reasons)
}
