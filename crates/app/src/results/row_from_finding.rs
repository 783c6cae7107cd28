//! A finding → a row: names, plain values, the rule and article that gave it, causes and marks with where they come from.

use std::collections::BTreeSet;

use quanheng_facts::entity::PartialDate;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::value::{EntityIx, Type, Value, Year};
use quanheng_policy::finding::{Cause, Finding, Instance, Mark, Person, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{ArticleIx, Expr, ExprKind, Key, Program, Shape, Variable, VariableId, Whose};
use quanheng_policy::wording::Words;

use super::{Beside, CauseRow, MarkRow, PersonRow, ResultRow, Stands, plain_value};

/// Makes rows of one program, one set of facts and one choice.
pub(crate) struct Rows<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub interpreter: &'a Interpreter<'a>,
    pub choice: &'a Choice,
}

impl Rows<'_> {
    /// Everybody's rows of one result, by entity, then by year.
    pub(crate) fn of_variable(&self, id: VariableId, years: &[Year], rows: &mut Vec<ResultRow>) {
        let Some(variable) = self.program.variable(id) else { return };
        rows.extend(self.instances(id, years).into_iter().map(|instance| self.row(variable, instance)));
    }

    /// Everybody of whom a result is asked, by entity, then by year.
    pub(crate) fn instances(&self, id: VariableId, years: &[Year]) -> Vec<Instance> {
        instances(self.program, self.facts, id, years)
    }

    /// One row.
    pub(crate) fn row(&self, variable: &Variable, instance: Instance) -> ResultRow {
        let mut finding = self.interpreter.finding(instance);
        // Whatever is computed under a supposition is a what-if as a whole, also where this one value does not rest on it.
        finding.marks.extend(self.choice.opens.keys().map(|id| Mark::WhatIfOpen(*id)));
        finding.marks.extend(self.choice.parameters.keys().map(|id| Mark::WhatIfParameter(*id)));
        let entity = instance.entity.and_then(|ix| self.facts.entities.get(ix));
        let plain = |value: &Value| plain_value(value, &variable.ty, self.program, self.facts);
        let (rule, rule_id, article) = self.rule(variable, &finding);
        let mut row = ResultRow {
            variable: instance.variable,
            entity: instance.entity,
            result: variable.name.clone(),
            kind: match &variable.shape {
                Shape::Rules => "definition",
                Shape::Rank(_) => "ranking",
                Shape::List(_) => "list",
                Shape::Tiers(_) => "tiers",
                Shape::Share(_) => "share",
            }
            .to_owned(),
            of: entity.map(|e| e.name_in(instance.year).to_owned()),
            of_id: entity.map(|e| e.id.clone()),
            index: instance.args.values().map(|v| plain_value(&v, &Type::Text, self.program, self.facts).text()).collect(),
            period: variable.yearly.then_some(instance.year),
            value: finding.value.as_ref().map(plain),
            between: finding.between.as_ref().map(|b| [b.least.as_ref().map(plain), b.greatest.as_ref().map(plain)]),
            causes: in_order(&finding).map(|cause| self.cause(cause)).collect(),
            rule,
            rule_id,
            article: article.and_then(|ix| self.program.articles.get(ix.at())).map(|a| a.anchor.clone()),
            article_confidence: article
                .and_then(|ix| self.program.articles.get(ix.at()))
                // A number that was not obtained is neither read nor inferred.
                .and_then(|a| if a.number_known { Some("text") } else { a.note.contains("条号推定").then_some("inferred") }),
            marks: finding.marks.iter().map(|mark| self.mark(mark)).collect::<BTreeSet<_>>().into_iter().collect(),
            shown: self.shown(&finding),
            beside: self.beside(variable, instance),
            persons: self.interpreter.persons_of(instance).iter().map(|p| self.person(p, instance.year)).collect(),
            to_verify: self.program.to_verify.contains(&instance.variable),
            conclusion: None,
            finding,
        };
        if let Some(id) = variable.outcome {
            self.conclude(id, instance, &mut row);
        }
        row
    }

    /// A person as results name one.
    pub(crate) fn person(&self, person: &Person, year: Year) -> PersonRow {
        let name = |ix: EntityIx| self.facts.entities.get(ix).map_or_else(String::new, |e| e.name_in(year).to_owned());
        let post = person.post.as_ref().map(|post| self.words().value(post, &Type::Text, year, Language::Chinese));
        let post: Vec<String> = person.unit.map(name).into_iter().chain(post).collect();
        PersonRow {
            id: self.facts.entities.id_of(person.entity).unwrap_or_default().to_owned(),
            name: name(person.entity),
            post: post.join(" "),
            from: person.from.map(day_text),
            to: person.to.map(day_text),
            days: person.days.map(|d| (d.least, d.greatest)),
            certain: person.certain,
            disregarded: Vec::new(),
            perhaps: Vec::new(),
            stands: Stands::NotAsked,
        }
    }

    /// The value, its bounds or its status, as people read it.
    pub(super) fn shown(&self, finding: &Finding) -> Bilingual {
        Bilingual::new(self.words().finding(finding, Language::Chinese), self.words().finding(finding, Language::English))
    }

    /// For a list: the group a member competes in and the key it is judged by, where these have names of their own.
    pub(crate) fn beside(&self, variable: &Variable, instance: Instance) -> Vec<Beside> {
        let one = |(id, descending): (VariableId, bool)| {
            let other = self.program.variable(id)?;
            let finding = self.interpreter.finding(Instance { variable: id, ..instance });
            let shown = self.shown(&finding);
            Some(Beside { name: other.name.rsplit('.').next().unwrap_or_default().to_owned(), finding, shown, descending })
        };
        stand_beside(self.program, variable).into_iter().filter_map(one).collect()
    }

    /// Labels, ids and article of the rules that gave the value.
    fn rule(&self, variable: &Variable, finding: &Finding) -> (Option<String>, Option<String>, Option<ArticleIx>) {
        let rules: Vec<_> = finding.rules.iter().filter_map(|ix| variable.rules.get(ix.at())).collect();
        if let Some(first) = rules.first() {
            let joined = |part: fn(&quanheng_policy::ir::Rule) -> &str| rules.iter().map(|r| part(r)).collect::<Vec<_>>().join("、");
            return (Some(joined(|r| &r.label)), Some(joined(|r| &r.id)), first.article.or(variable.article));
        }
        // Where the value is not known, the default is one of several ways out and gave nothing yet.
        if finding.by_default && finding.status == Status::Holds {
            let base = variable.rules.iter().find(|r| r.is_base).and_then(|r| r.id.rsplit_once('/'));
            return (Some("缺省".to_owned()), base.map(|(before, _)| format!("{before}/缺省")), variable.article);
        }
        (None, None, if finding.status == Status::NotApplicable { None } else { variable.article })
    }

    pub(super) fn cause(&self, cause: &Cause) -> CauseRow {
        let words = self.words();
        CauseRow { kind: words.cause_kind(cause), what: words.cause(cause), at: words.cause_place(cause), about: None }
    }

    fn mark(&self, mark: &Mark) -> MarkRow {
        let words = self.words();
        let named = match mark {
            Mark::Settled(id) | Mark::SetByOffice { open: id, .. } | Mark::WhatIfOpen(id) => {
                self.program.opens.get(id.at()).map(|o| o.name.clone())
            }
            Mark::WhatIfParameter(id) => self.program.parameters.get(id.at()).map(|p| p.name.clone()),
            Mark::LawAsOf(year) => Some(year.to_string()),
            Mark::PublishedDiffers(differs) => self.program.variable(differs.variable).map(|v| v.name.clone()),
            Mark::OfficialDiffers { variable, .. } => self.program.variable(*variable).map(|v| v.name.clone()),
            Mark::Presumed { .. } | Mark::Basis { .. } => None,
        };
        MarkRow { kind: words.mark_kind(mark), text: words.mark(mark), reference: words.mark_reference(mark).or(named).unwrap_or_default() }
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words { program: self.program, facts: self.facts }
    }
}

/// The causes of a finding; of one at fault the faults first, since supplying what is missing would not mend it.
fn in_order(finding: &Finding) -> impl Iterator<Item = &Cause> {
    let at_fault = matches!(finding.status, Status::Conflict | Status::Error);
    let is_fault = move |cause: &&Cause| at_fault && matches!(cause, Cause::Rule { .. });
    finding.causes.iter().filter(is_fault).chain(finding.causes.iter().filter(move |cause| !is_fault(cause)))
}

/// A day, or the month where only that is known.
fn day_text(day: PartialDate) -> String {
    if day.earliest == day.latest {
        day.earliest.to_string()
    } else if (day.earliest.year(), day.earliest.month()) == (day.latest.year(), day.latest.month()) {
        format!("{:04}-{:02}", day.earliest.year(), day.earliest.month())
    } else {
        format!("{}…{}", day.earliest, day.latest)
    }
}

/// Everybody of whom a result is asked, by entity, then by year.
pub(crate) fn instances(program: &Program, facts: &Facts, id: VariableId, years: &[Year]) -> Vec<Instance> {
    let Some(variable) = program.variable(id) else { return Vec::new() };
    // What is not indexed by years is asked once, under the latest of them.
    let years = if variable.yearly { years } else { years.last().map_or(&[][..], std::slice::from_ref) };
    let indexes = variable.index_choices(&program.schema.enums);
    let each = |entity, year| indexes.iter().map(move |args| Instance { variable: id, entity, year, args: *args });
    let Some(owner) = variable.owner else { return years.iter().flat_map(|year| each(None, *year)).collect() };
    // A 结论 leaves some out (限).
    let outcome = variable.outcome.and_then(|id| program.outcomes.get(id.at()));
    let is_about = |who: &EntityIx| {
        let kind = facts.entities.kind_of(*who);
        outcome.is_none_or(|outcome| kind.is_some_and(|kind| outcome.is_about(kind, &program.schema)))
    };
    let mut asked: BTreeSet<(EntityIx, Year)> = BTreeSet::new();
    for year in years {
        let members = facts.entities.members(&program.schema, owner, *year).into_iter();
        asked.extend(members.filter(is_about).map(|who| (who, *year)));
    }
    asked.into_iter().flat_map(|(who, year)| each(Some(who), year)).collect()
}

/// Variables that stand beside a result: the group a member competes in and the key it is judged by, where these have names of
/// their own; with whether the better ones have the higher value.
pub(crate) fn stand_beside(program: &Program, variable: &Variable) -> Vec<(VariableId, bool)> {
    let exprs: Vec<(&Expr, bool)> = match &variable.shape {
        Shape::List(list) => competing(list.population.group.as_ref(), list.keys.first()),
        Shape::Rank(rank) => competing(rank.population.group.as_ref(), rank.keys.first()),
        Shape::Tiers(tiers) => competing(tiers.population.group.as_ref(), tiers.keys.first()),
        Shape::Share(share) => competing(share.population.group.as_ref(), share.figures.first()),
        Shape::Rules => Vec::new(),
    };
    let named = exprs.into_iter().filter_map(|(expr, descending)| match expr.kind {
        ExprKind::Variable { variable, whose: Whose::Own, ref args } if args.is_empty() => Some((variable, descending)),
        _ => None,
    });
    named.filter(|(id, _)| program.variable(*id).is_some_and(|other| other.owner.is_some())).collect()
}

fn competing<'e>(group: Option<&'e Expr>, key: Option<&'e Key>) -> Vec<(&'e Expr, bool)> {
    group.map(|group| (group, false)).into_iter().chain(key.map(|key| (&key.by, key.descending))).collect()
}
