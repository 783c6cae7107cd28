//! What a 结论 adds to its row: what it gives, its fields, whom it reaches, and what it came to before matters were set aside.
//!
//! In: the row's condition and the evaluator. Out: [`ConclusionRow`], the persons, and causes of what is not known beside the
//! condition, each with what it is about. Deliberately absent: how people read it; who may see a class beside a person (the
//! printed outputs keep them apart, decision 0043).

use std::collections::BTreeSet;

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{EntityIx, Type, Year};
use quanheng_policy::finding::{Before, Cause, Finding, Instance, PersonReached, Status};
use quanheng_policy::ir::{OutcomeId, Variable};

use super::row_from_finding::Rows;
use super::{CauseRow, PersonRow, Plain, ResultRow, Stands, plain_value};

/// What a 结论 says beside whether it is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConclusionRow {
    /// 给予; absent where it gives none, or is not met.
    pub grants: Option<Given>,
    /// By name, in the order written; none where it is not met.
    pub fields: Vec<(String, Given)>,
    /// 名义
    pub in_name_of: Vec<String>,
    /// Where a matter is, or may be, set aside for the entity itself.
    pub before: Option<BeforeRow>,
    /// It has a 涉及.
    pub reaches_anybody: bool,
    /// What it is about is a person, or a person's post.
    pub is_about_person: bool,
    /// 无人对应: met, and surely nobody is found.
    pub nobody: bool,
    /// Why persons, money or fields are not known; the causes of the condition itself are the finding's.
    pub unsettled: BTreeSet<Cause>,
}

/// A value that a conclusion carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub finding: Finding,
    pub value: Option<Plain>,
    pub between: Option<[Option<Plain>; 2]>,
    pub shown: Bilingual,
}

/// The condition before 不计.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeforeRow {
    pub status: Status,
    pub value: Option<Plain>,
    pub set_aside: Vec<MatterRow>,
    /// Of these it is not known whether they are.
    pub perhaps: Vec<MatterRow>,
}

/// A matter that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterRow {
    pub id: String,
    /// `安全事故 2017-003`
    pub name: String,
}

/// Causes about the persons of a conclusion.
pub const PERSONS: &str = "persons";

/// Causes about its money.
pub const GRANTS: &str = "grants";

impl Rows<'_> {
    /// Adds what a conclusion says to the row of its condition.
    pub(super) fn conclude(&self, id: OutcomeId, instance: Instance, row: &mut ResultRow) {
        let (Some(outcome), Some(found)) = (self.program.outcomes.get(id.at()), self.interpreter.conclusion(id, instance)) else { return };
        if let Some(kind) = self.program.outcome_kinds.get(outcome.kind) {
            row.kind.clone_from(&kind.name);
        }
        let known = &row.finding.causes;
        let mut causes: BTreeSet<(&str, &Cause)> = found.causes.difference(known).map(|cause| (PERSONS, cause)).collect();
        let open = |finding: &Finding| !matches!(finding.status, Status::Holds | Status::NotApplicable);
        for (about, finding) in
            found.grants.iter().map(|f| (GRANTS, f)).chain(found.fields.iter().map(|(name, f)| (name.as_str(), f))).filter(|(_, f)| open(f))
        {
            causes.extend(finding.causes.difference(known).map(|cause| (about, cause)));
        }
        let unsettled = causes.iter().map(|(_, cause)| (*cause).clone()).collect();
        let told: Vec<CauseRow> =
            causes.iter().map(|(about, cause)| CauseRow { about: Some((*about).to_owned()), ..self.cause(cause) }).collect();
        row.causes.extend(told);
        let given = |finding: &Finding| (finding.status != Status::NotApplicable).then(|| self.given(finding));
        let is_about_person = !row.persons.is_empty();
        if outcome.reaches.is_empty() {
            // Of a tenure or a person, the one whose it is stands there already.
        } else {
            row.persons = found.persons.iter().map(|p| self.reached(p, !outcome.disregards.is_empty(), instance.year)).collect();
        }
        row.conclusion = Some(Box::new(ConclusionRow {
            grants: found.grants.as_ref().and_then(given),
            fields: found.fields.iter().filter_map(|(name, f)| given(f).map(|g| (name.clone(), g))).collect(),
            in_name_of: outcome.in_name_of.clone(),
            before: row.finding.before.as_ref().map(|before| self.before(before)),
            reaches_anybody: found.reaches_anybody,
            is_about_person,
            nobody: row.is_met() && found.is_nobody(),
            unsettled,
        }));
    }

    fn given(&self, finding: &Finding) -> Given {
        let ty = self.program.variable(finding.instance.variable).map_or(Type::Text, |v: &Variable| v.ty.clone());
        let plain = |value| plain_value(value, &ty, self.program, self.facts);
        Given {
            value: finding.value.as_ref().map(plain),
            between: finding.between.as_ref().map(|b| [b.least.as_ref().map(plain), b.greatest.as_ref().map(plain)]),
            shown: self.shown(finding),
            finding: finding.clone(),
        }
    }

    fn before(&self, before: &Before) -> BeforeRow {
        let matters = |all: &[EntityIx]| all.iter().map(|m| self.matter(*m)).collect();
        BeforeRow {
            status: before.status,
            value: before.value.as_ref().map(|v| plain_value(v, &Type::Bool, self.program, self.facts)),
            set_aside: matters(&before.matters),
            perhaps: matters(&before.perhaps),
        }
    }

    fn matter(&self, matter: EntityIx) -> MatterRow {
        MatterRow { id: self.facts.entities.get(matter).map_or_else(String::new, |e| e.id.clone()), name: self.words().matter(matter) }
    }

    fn reached(&self, reached: &PersonReached, may_be_set_aside: bool, year: Year) -> PersonRow {
        let names = |all: &[EntityIx]| all.iter().map(|m| self.words().matter(*m)).collect();
        PersonRow {
            disregarded: names(&reached.set_aside),
            perhaps: names(&reached.perhaps),
            stands: match reached.holds {
                _ if !may_be_set_aside => Stands::NotAsked,
                Some(true) => Stands::Yes,
                Some(false) => Stands::No,
                None => Stands::Unknown,
            },
            ..self.person(&reached.person, year)
        }
    }
}
