//! What is gathered of many entities, where it is known beforehand of each whether it counts and what it comes to.

use quanheng_facts::value::EntityIx;

use crate::finding::Instance;
use crate::interpret::gather::{Valued, extreme_of_each, sum_of_each};
use crate::interpret::group::without_origin;
use crate::interpret::read::{any_of, number_of};
use crate::interpret::{Interpreter, Outcome, logic};
use crate::ir::{Expr, ExprKind, GatherKind, Over};
use crate::possible::Possible;

/// An entity that something is gathered of.
#[derive(Clone, Debug)]
pub struct OneOfMany {
    pub entity: EntityIx,
    /// Whether it counts.
    pub counts: Outcome,
    /// What is added up or compared of it; `None` where it is only counted.
    pub value: Option<Outcome>,
}

impl Interpreter<'_> {
    /// What an expression gathers of entities: 存在, 计数, 合计, 最大 and the like. They are those gone over, in their order, and all in one group with
    /// whoever asks where groups are asked for.
    #[must_use]
    pub fn gathered_of(&self, expr: &Expr, each: Vec<OneOfMany>, instance: Instance, entity: Option<EntityIx>) -> Outcome {
        let counts = |each: Vec<OneOfMany>| each.into_iter().map(|one| one.counts).collect();
        match &expr.kind {
            ExprKind::Exists { over: Over::Entities { among, .. }, .. } => any_of(compared(each, among.is_some(), entity), None),
            ExprKind::Count { over: Over::Entities { among, .. }, .. } => number_of(compared(each, among.is_some(), entity), None),
            ExprKind::Gather(gather) => match gather.kind {
                GatherKind::Exists => any_of(counts(each), None),
                GatherKind::Count => number_of(counts(each), None),
                GatherKind::Sum { .. } => sum_of_each(valued(each), None, instance),
                GatherKind::Extreme { greatest, .. } => extreme_of_each(greatest, valued(each), None),
                _ => Outcome::certain(Possible::not_applicable()),
            },
            _ => Outcome::certain(Possible::not_applicable()),
        }
    }
}

/// Whether each counts, told to another.
fn compared(each: Vec<OneOfMany>, grouped: bool, entity: Option<EntityIx>) -> Vec<Outcome> {
    let same_group = Outcome::certain(Possible::truth(true));
    let told = |OneOfMany { entity: member, counts, .. }: OneOfMany| {
        let sides = if grouped { vec![same_group.clone(), counts] } else { vec![counts] };
        let mut one = logic::join(false, &sides);
        if entity != Some(member) {
            one.marks = without_origin(&one.marks);
        }
        one
    };
    each.into_iter().map(told).collect()
}

fn valued(each: Vec<OneOfMany>) -> Vec<Valued> {
    let there = each.into_iter().filter(|one| one.counts.possible.as_truth() != Some(false));
    there.filter_map(|one| Some(Valued { value: one.value?.as_read(), counts: one.counts })).collect()
}
