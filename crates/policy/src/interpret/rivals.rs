//! Those who compete with one, as an evaluator over columns tells of them: most of them by their number alone.
//!
//! In: what the columns say of one and of its rivals, and the one as it is worked out here. Out: a competition in which one stands for all
//! that are like it. Where the columns say something else of the one itself than what is worked out here, they are not believed: everybody
//! is asked. Deliberately absent: who is like whom (that is counted over the columns).

use quanheng_facts::value::{EntityIx, Value};

use super::Interpreter;
use super::group::{Competition, Member};
use super::outcome::Outcome;
use crate::finding::Instance;
use crate::ir::{Expr, Key, Population};
use crate::possible::Possible;

/// One who competes, as columns have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberTold {
    pub entity: EntityIx,
    pub group: Outcome,
    pub keys: Vec<Outcome>,
    /// Barred from the list; for rankings always no.
    pub vetoed: Outcome,
    /// Taken in directly; for rankings always no.
    pub admitted: Outcome,
    /// How many it stands for, itself counted: they stand to the one as it does, and nothing about them is open that is told by name.
    pub times: usize,
}

/// What columns know of one and of its rivals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is not there in that year.
    Absent,
    /// It is there, and nobody counts for it: it is not in the population, in no group, or no competitor.
    Aside,
    /// It competes with these.
    Among { own: Box<MemberTold>, rivals: Vec<MemberTold> },
}

impl Interpreter<'_> {
    /// The competition of one as the columns tell it, where they do and agree about the one itself.
    pub(super) fn competition_told(
        &self,
        instance: Instance,
        population: &Population,
        keys: &[Key],
        (veto, admit): (Option<&Expr>, Option<&Expr>),
    ) -> Option<Competition> {
        let entity = instance.entity?;
        let told = self.columns.filter(|_| !self.is_trial() && !self.has_pins())?.rivals(instance)?;
        let schema = &self.program.schema;
        let limited = population.limit.is_empty()
            || self.facts.entities.kind_of(entity).is_some_and(|of| population.limit.iter().any(|kind| schema.is_kind(of, *kind)));
        let is_there = limited && !self.leaves_out(entity) && self.facts.entities.is_there(schema, population.kind, entity, instance.year);
        if is_there == matches!(told, Told::Absent) {
            return None;
        }
        let mut members: Vec<Member> = Vec::new();
        if is_there {
            members.push(self.competitor(entity, instance, population, keys, (veto, admit)));
        }
        if let Told::Among { own, rivals } = told {
            let here = members.first()?;
            let alike = here.group.possible == own.group.possible
                && here.inside.possible.as_truth() == Some(true)
                && here.vetoed.possible == own.vetoed.possible
                && here.admitted.possible == own.admitted.possible
                && here.keys.iter().map(|key| &key.possible).eq(own.keys.iter().map(|key| &key.possible));
            if !alike {
                return None;
            }
            members.extend(rivals.into_iter().map(MemberTold::member));
            members.sort_by_key(|member| member.entity);
        }
        Some(self.competition_among(instance, members, keys))
    }
}

impl MemberTold {
    fn member(self) -> Member {
        let MemberTold { entity, group, keys, vetoed, admitted, times } = self;
        let inside = Outcome::certain(Possible::value(Value::Bool(true)));
        Member::told(entity, (inside, group), keys, (vetoed, admitted), times)
    }
}
