//! 不计: the condition of a conclusion looked at again as if tolerated matters were not there.
//!
//! In: a conclusion whose condition holds, or may. Out: what it comes to without the matters that its own definition (已容错) sets
//! aside for one subject, with those matters. A matter of which it is not known whether it is set aside is taken both ways.
//! Nothing else changes: other people's results are never worked out anew from this, and what did not hold before is not
//! looked at again, so that tolerance can only take a burden away.

use std::collections::BTreeSet;
use std::rc::Rc;

use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, Type, Value, Year};

use super::outcome::Outcome;
use super::{Interpreter, Worked};
use crate::finding::Instance;
use crate::ir::{self, Args, Disregard};
use crate::possible::Possible;

/// What was set aside, and what the condition came to before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetAside {
    pub before: Outcome,
    /// Surely set aside.
    pub matters: Vec<EntityIx>,
    /// Of these it is not known.
    pub perhaps: Vec<EntityIx>,
}

/// More matters than this, of which it is not known whether they are set aside, are taken all or none: the bounds are then 宽.
const MOST_UNKNOWN: usize = 6;

impl Interpreter<'_> {
    /// The condition of a conclusion after 不计, with the unit itself as the subject.
    pub(super) fn after_setting_aside(&self, outcome: &ir::Outcome, instance: Instance, worked: Worked) -> Worked {
        if outcome.disregards.is_empty() || self.without.is_some() || !worked.outcome.possible.may_be(true) {
            return worked;
        }
        let Some(subject) = instance.entity else { return worked };
        match self.set_aside(outcome, instance, subject, &BTreeSet::new(), &worked.outcome) {
            Some((after, set_aside)) => Worked { outcome: after, set_aside: Some(Box::new(set_aside)), ..worked },
            None => worked,
        }
    }

    /// The condition for one subject (the unit, or a person), beside matters already set aside. `None`: nothing is, or may be.
    pub(super) fn set_aside(
        &self,
        outcome: &ir::Outcome,
        instance: Instance,
        subject: EntityIx,
        already: &BTreeSet<EntityIx>,
        before: &Outcome,
    ) -> Option<(Outcome, SetAside)> {
        let mut surely: BTreeSet<EntityIx> = already.clone();
        let mut matters = Vec::new();
        let mut perhaps: Vec<(EntityIx, Outcome)> = Vec::new();
        for disregard in &outcome.disregards {
            for matter in self.matters_of(disregard, instance) {
                if surely.contains(&matter) {
                    continue;
                }
                let told = self.is_set_aside(disregard, outcome, matter, subject, instance);
                match told.possible.as_truth() {
                    Some(true) if !told.possible.fault => {
                        surely.insert(matter);
                        matters.push(matter);
                    }
                    Some(false) => {}
                    _ => perhaps.push((matter, told)),
                }
            }
        }
        if matters.is_empty() && perhaps.is_empty() {
            return None;
        }
        let every_way = perhaps.len() <= MOST_UNKNOWN;
        let ways: Vec<BTreeSet<EntityIx>> = if every_way {
            (0..1_usize << perhaps.len())
                .map(|way| {
                    let chosen = perhaps.iter().enumerate().filter(|(at, _)| way >> at & 1 == 1).map(|(_, (matter, _))| *matter);
                    surely.iter().copied().chain(chosen).collect()
                })
                .collect()
        } else {
            let all = surely.iter().copied().chain(perhaps.iter().map(|(m, _)| *m)).collect();
            vec![surely.clone(), all]
        };
        let mut after: Option<Outcome> = None;
        for way in ways {
            let one = if way == *already { before.clone() } else { self.leaving_out(&way, instance) };
            after = Some(match after {
                None => one,
                Some(so_far) => so_far.hull(&one),
            });
        }
        let mut after = after?;
        let matters_of_doubt = !after.possible.is_certain() || after.possible.fault;
        if matters_of_doubt {
            for (_, told) in &perhaps {
                after.causes.join(&told.causes);
            }
            after.tight = after.tight && every_way;
        }
        for (_, told) in &perhaps {
            after.marks.join(&told.marks);
        }
        let set_aside = SetAside { before: before.clone(), matters, perhaps: perhaps.into_iter().map(|(m, _)| m).collect() };
        Some((after, set_aside))
    }

    /// Whether a matter is set aside for a subject, in this kind of conclusion.
    fn is_set_aside(&self, disregard: &Disregard, outcome: &ir::Outcome, matter: EntityIx, subject: EntityIx, reader: Instance) -> Outcome {
        match self.set_aside_instance(disregard, outcome, matter, subject, reader) {
            Some(instance) => self.work(instance).outcome.as_read(),
            // Tolerance that can only be a person's (or a unit's) is not asked of the other.
            None => Outcome::certain(Possible::truth(false)),
        }
    }

    /// The definition that says whether a matter is set aside, asked for one subject; `None` where it cannot be asked of it.
    pub(super) fn set_aside_instance(
        &self,
        disregard: &Disregard,
        outcome: &ir::Outcome,
        matter: EntityIx,
        subject: EntityIx,
        reader: Instance,
    ) -> Option<Instance> {
        let variable = self.program.variable(disregard.by)?;
        let mut values = Vec::new();
        for param in &variable.index {
            match &param.ty {
                Type::Entity(kind) => {
                    self.facts.entities.kind_of(subject).filter(|of| self.program.schema.is_kind(*of, *kind))?;
                    values.push(Value::Entity(subject));
                }
                Type::Enum(id) => values.push(Value::Enum(*id, u32::try_from(outcome.kind).ok()?)),
                _ => return None,
            }
        }
        let args = Args::of(&values)?;
        let year = if variable.yearly { reader.year } else { self.year_of_record(matter).unwrap_or(reader.year) };
        Some(Instance { variable: disregard.by, entity: Some(matter), year, args })
    }

    /// The matters a conclusion may turn on: the records of its tables that concern its entity, that entity itself where it is
    /// one of them, and the entity's rows up to the year at hand.
    pub(super) fn matters_of(&self, disregard: &Disregard, instance: Instance) -> BTreeSet<EntityIx> {
        let mut out = BTreeSet::new();
        let Some(entity) = instance.entity else { return out };
        for table in &disregard.tables {
            let Some(schema) = self.program.schema.table(*table) else { continue };
            if let Some(kind) = schema.record_kind() {
                if self.facts.entities.kind_of(entity).is_some_and(|of| self.program.schema.is_kind(of, kind)) {
                    out.insert(entity);
                }
                for concerns in &schema.concerns {
                    let by = self.records_by(*table, *concerns);
                    let before = |record: &EntityIx| self.year_of_record(*record).is_none_or(|y| y <= instance.year);
                    out.extend(by.get(&Some(entity)).into_iter().flatten().copied().filter(before));
                }
            } else {
                out.extend(self.rows_as_matters(*table, entity, instance.year));
            }
        }
        out
    }

    fn rows_as_matters(&self, table: TableId, entity: EntityIx, until: Year) -> Vec<EntityIx> {
        let key = [Value::Entity(entity)];
        let rows = self.facts.rows(table, &key);
        rows.filter(|row| !row.keys.iter().any(|k| matches!(k, Value::Year(y) if *y > until)))
            .filter_map(|row| self.facts.entity_of_row(table, &row.keys))
            .collect()
    }

    /// What an instance comes to without some matters.
    fn leaving_out(&self, matters: &BTreeSet<EntityIx>, instance: Instance) -> Outcome {
        let place = (matters.clone(), instance);
        // What is watched is read each time: a result kept would not say what it rests on.
        if let Some(known) = self.leaving_out.borrow().get(&place).filter(|_| !self.is_watched()) {
            return (**known).clone();
        }
        let mut run = Interpreter::with_pins(self.program, self.facts, self.choice.clone(), self.pins.clone());
        run.without = Some(matters.clone());
        self.lend_to(&mut run);
        let outcome = run.work(instance).outcome.as_read();
        self.learn_from(&run, instance);
        self.leaving_out.borrow_mut().insert(place, Rc::new(outcome.clone()));
        outcome
    }

    /// True for a matter that this run leaves out.
    pub(super) fn leaves_out(&self, matter: EntityIx) -> bool {
        self.without.as_ref().is_some_and(|w| w.contains(&matter))
    }

    /// True for the row of a fact table that this run leaves out.
    pub(super) fn leaves_out_row(&self, table: TableId, key: &[Value]) -> bool {
        self.without.is_some() && self.facts.entity_of_row(table, key).is_some_and(|matter| self.leaves_out(matter))
    }
}
