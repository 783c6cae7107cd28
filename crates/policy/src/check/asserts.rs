//! 校验: sums that facts or parameters must satisfy.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::KeyType;
use quanheng_facts::value::Year;

use crate::check::Checker;
use crate::check::logic::Space;
use crate::check::reads::Scope;
use crate::check::solve::Answer;
use crate::ir::Assert;
use crate::problems;
use crate::syntax::tree::StatementKind;

impl Checker<'_> {
    pub(super) fn lower_asserts(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Assert(assert) = &statement.kind else { continue };
                let id = format!("{}/{}", self.id_prefix(pack, statement.article), assert.label.text);
                if let Some(before) = self.program.asserts.iter().find(|a| a.id == id) {
                    let (place, first) = (self.place(pack, assert.label.span), self.place(pack, before.span));
                    self.report(problems::duplicate_label::problem(place, &id, first));
                }
                let each = match &assert.each {
                    None => None,
                    Some(word) => match self.known_table(pack, &word.text) {
                        Some(table) => Some(table),
                        None => {
                            self.unknown_or_other(pack, word, &Bilingual::new("表", "a table"));
                            continue;
                        }
                    },
                };
                let owner = each.and_then(|t| self.table_owner(t));
                // Parameters are dated: without a table the check is made for the year of the run.
                let yearly = each.is_none_or(|t| self.table(t).is_some_and(|t| t.keys.iter().any(|k| k.ty == KeyType::Year)));
                let scope = Scope { pack, owner, yearly, row: each, indexed: None };
                let Some(logic) = self.condition(&scope, &assert.logic) else { continue };
                let article = self.article_ix(pack, statement.article);
                self.program.asserts.push(Assert {
                    label: assert.label.text.clone(),
                    id,
                    pack: super::ids::pack_ix(pack),
                    article,
                    each,
                    logic,
                    span: statement.span,
                });
            }
        }
    }
}

impl Checker<'_> {
    /// A 校验 that the numbers alone contradict, in each stretch of years in which they are the same.
    pub(super) fn check_asserts(&mut self) {
        let mut years: Vec<Year> = self.years_of_other_numbers().collect();
        years.sort_unstable();
        years.dedup();
        let before = years.first().and_then(|first| first.plus(-1));
        let stages: Vec<(Option<Year>, Option<i16>)> =
            std::iter::once((before, None)).chain(years.into_iter().map(|year| (Some(year), Some(year.0)))).collect();
        let mut found = Vec::new();
        for assert in &self.program.asserts {
            let never = stages.iter().find(|(year, _)| {
                let mut space = Space::in_year(*year);
                let formula = space.formula(self, assert.pack.at(), &assert.logic);
                matches!(space.can_hold(&formula), Answer::Never)
            });
            found.extend(never.map(|(_, from)| (assert.pack.at(), assert.span, assert.logic.span, assert.label.clone(), *from)));
        }
        for (pack, span, logic, label, from) in found {
            let (place, words) = (self.place(pack, span), self.words(pack, logic));
            self.report(problems::assertion_never_holds::problem(place, &label, &words, from));
        }
    }
}
