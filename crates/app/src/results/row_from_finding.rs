//! A finding → a row: names, plain values, the rule and article that gave it, causes and marks with where they come from.

use std::collections::BTreeSet;

use quanheng_facts::fact::Facts;
use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::value::{EntityIx, Type, Value, Year};
use quanheng_policy::finding::{Cause, Finding, Instance, Mark, Status};
use quanheng_policy::interpret::Interpreter;
use quanheng_policy::ir::{ArticleIx, Expr, ExprKind, Program, Shape, Variable, VariableId, Whose};
use quanheng_policy::wording;

use super::{Beside, CauseRow, MarkRow, ResultRow, plain_value};

/// Makes rows of one program, one set of facts and one choice.
pub(crate) struct Rows<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub interpreter: &'a Interpreter<'a>,
}

impl Rows<'_> {
    /// Everybody's rows of one result, by entity, then by year.
    pub(crate) fn of_variable(&self, id: VariableId, years: &[Year], rows: &mut Vec<ResultRow>) {
        let Some(variable) = self.program.variable(id) else { return };
        // What is not indexed by years is asked once, under the latest of them.
        let years = if variable.yearly { years } else { years.last().map_or(&[][..], std::slice::from_ref) };
        let Some(owner) = variable.owner else {
            rows.extend(years.iter().map(|year| self.row(variable, Instance { variable: id, entity: None, year: *year })));
            return;
        };
        let mut asked: BTreeSet<(EntityIx, Year)> = BTreeSet::new();
        for year in years {
            asked.extend(self.facts.entities.members(&self.program.schema, owner, *year).into_iter().map(|who| (who, *year)));
        }
        rows.extend(asked.into_iter().map(|(who, year)| self.row(variable, Instance { variable: id, entity: Some(who), year })));
    }

    /// One row.
    pub(crate) fn row(&self, variable: &Variable, instance: Instance) -> ResultRow {
        let finding = self.interpreter.finding(instance);
        let entity = instance.entity.and_then(|ix| self.facts.entities.get(ix));
        let plain = |value: &Value| plain_value(value, &variable.ty, self.program, self.facts);
        let (rule, rule_id, article) = self.rule(variable, &finding);
        ResultRow {
            variable: instance.variable,
            entity: instance.entity,
            result: variable.name.clone(),
            kind: match &variable.shape {
                Shape::Rules => "definition",
                Shape::Rank(_) => "ranking",
                Shape::List(_) => "list",
            },
            of: entity.map(|e| e.name_in(instance.year).to_owned()),
            of_id: entity.map(|e| e.id.clone()),
            period: variable.yearly.then_some(instance.year),
            value: finding.value.as_ref().map(plain),
            between: finding.between.as_ref().map(|b| [b.least.as_ref().map(plain), b.greatest.as_ref().map(plain)]),
            causes: finding.causes.iter().map(|cause| self.cause(cause, instance.year)).collect(),
            rule,
            rule_id,
            article: article.and_then(|ix| self.program.articles.get(ix.at())).map(|a| a.anchor.clone()),
            article_confidence: article
                .and_then(|ix| self.program.articles.get(ix.at()))
                .map(|a| if a.number_known { "text" } else { "inferred" }),
            marks: finding.marks.iter().map(|mark| self.mark(mark)).collect::<BTreeSet<_>>().into_iter().collect(),
            shown: self.shown(variable, &finding),
            beside: self.beside(variable, instance),
            finding,
        }
    }

    /// The value, its bounds or its status, as people read it.
    fn shown(&self, variable: &Variable, finding: &Finding) -> Bilingual {
        let text = |language| wording::possible_text(finding, &variable.ty, self.program, self.facts, language);
        Bilingual::new(text(Language::Chinese), text(Language::English))
    }

    /// For a list: the group a member competes in and the key it is judged by, where these have names of their own.
    fn beside(&self, variable: &Variable, instance: Instance) -> Vec<Beside> {
        let exprs: Vec<&Expr> = match &variable.shape {
            Shape::List(list) => list.population.group.iter().chain(list.keys.first().map(|key| &key.by)).collect(),
            Shape::Rank(rank) => rank.population.group.iter().chain(rank.keys.first().map(|key| &key.by)).collect(),
            Shape::Rules => Vec::new(),
        };
        let named = exprs.into_iter().filter_map(|expr| match expr.kind {
            ExprKind::Variable { variable, whose: Whose::Own } => Some(variable),
            _ => None,
        });
        let mut beside = Vec::new();
        for id in named {
            let Some(other) = self.program.variable(id).filter(|other| other.owner.is_some()) else { continue };
            let finding = self.interpreter.finding(Instance { variable: id, ..instance });
            let shown = self.shown(other, &finding);
            beside.push(Beside { name: other.name.rsplit('.').next().unwrap_or_default().to_owned(), finding, shown });
        }
        beside
    }

    /// Labels, ids and article of the rules that gave the value.
    fn rule(&self, variable: &Variable, finding: &Finding) -> (Option<String>, Option<String>, Option<ArticleIx>) {
        let rules: Vec<_> = finding.rules.iter().filter_map(|ix| variable.rules.get(ix.at())).collect();
        if let Some(first) = rules.first() {
            let joined = |part: fn(&quanheng_policy::ir::Rule) -> &str| rules.iter().map(|r| part(r)).collect::<Vec<_>>().join("、");
            return (Some(joined(|r| &r.label)), Some(joined(|r| &r.id)), first.article.or(variable.article));
        }
        if finding.by_default {
            let base = variable.rules.iter().find(|r| r.is_base).and_then(|r| r.id.rsplit_once('/'));
            return (Some("缺省".to_owned()), base.map(|(before, _)| format!("{before}/缺省")), variable.article);
        }
        (None, None, if finding.status == Status::NotApplicable { None } else { variable.article })
    }

    fn name(&self, entity: Option<EntityIx>, year: Year) -> Option<&str> {
        entity.and_then(|ix| self.facts.entities.get(ix)).map(|e| e.name_in(year))
    }

    fn cause(&self, cause: &Cause, year: Year) -> CauseRow {
        let schema = &self.program.schema;
        let keys_text =
            |keys: &[Value]| keys.iter().map(|key| plain_value(key, &Type::Text, self.program, self.facts).text()).collect::<Vec<_>>();
        let (kind, at) = match cause {
            Cause::Cell { table, column, entity, year: of, keys } => {
                let table = schema.table(*table);
                let column = column.and_then(|c| table.and_then(|t| t.column(c)));
                let mut at: Vec<String> = table.map(|t| t.name.clone()).into_iter().collect();
                at.extend(column.map(|c| c.name.clone()));
                at.extend(self.name(*entity, of.unwrap_or(year)).map(str::to_owned));
                at.extend(of.map(|y| y.to_string()));
                at.extend(keys_text(keys));
                ("cell", at.join("｜"))
            }
            Cause::Completeness { table, entity, year: of, keys } => {
                let mut at = vec!["完整确认".to_owned()];
                at.extend(schema.table(*table).map(|t| t.name.clone()));
                at.extend(of.map(|y| y.to_string()));
                at.extend(self.name(*entity, of.unwrap_or(year)).map(str::to_owned));
                at.extend(keys_text(keys));
                ("completeness", at.join("｜"))
            }
            Cause::Open(id) => {
                let open = self.program.opens.get(id.at());
                let article = open.and_then(|o| o.article).and_then(|ix| self.program.articles.get(ix.at()));
                ("open", article.map(|a| format!("{} {}", a.measure, a.anchor).trim().to_owned()).unwrap_or_default())
            }
            Cause::Rule { instance, rules, .. } => {
                let variable = self.program.variable(instance.variable);
                let ids: Vec<&str> =
                    rules.iter().filter_map(|ix| variable.and_then(|v| v.rules.get(ix.at()))).map(|r| r.id.as_str()).collect();
                let at = if ids.is_empty() { variable.map(|v| v.name.clone()).unwrap_or_default() } else { ids.join("、") };
                ("rule", at)
            }
        };
        CauseRow { kind, what: wording::cause_text(cause, self.program, self.facts, year), at }
    }

    fn mark(&self, mark: &Mark) -> MarkRow {
        let program = self.program;
        let (kind, reference) = match mark {
            Mark::Presumed { variable, presumption } => {
                let presumption = usize::try_from(*presumption).ok();
                let id = program.variable(*variable).and_then(|v| v.presumptions.get(presumption?)).map(|p| p.id.clone());
                ("推定".to_owned(), id.unwrap_or_default())
            }
            Mark::Basis { basis, origin, .. } => {
                let place = quanheng_facts::problem::Place::Cell {
                    file: origin.file.to_string(),
                    sheet: origin.sheet.as_deref().map(str::to_owned),
                    row: Some(origin.row),
                    column: Some(origin.column).filter(|c| *c > 0),
                };
                (plain_value(basis, &Type::Text, program, self.facts).text(), place.to_string())
            }
            Mark::Settled(id) => ("设定".to_owned(), program.opens.get(id.at()).map(|o| o.name.clone()).unwrap_or_default()),
            Mark::LawAsOf(year) => ("参照适用".to_owned(), year.to_string()),
            Mark::WhatIfOpen(id) => ("推演".to_owned(), program.opens.get(id.at()).map(|o| o.name.clone()).unwrap_or_default()),
            Mark::WhatIfParameter(id) => {
                ("推演".to_owned(), program.parameters.get(id.at()).map(|p| p.name.clone()).unwrap_or_default())
            }
        };
        MarkRow { kind, text: wording::mark_text(mark, program, self.facts), reference }
    }
}
