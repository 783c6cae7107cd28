//! Articles, and how each is covered: with rules and an example, open, a principle, or not obtained.

use std::collections::BTreeSet;

use crate::check::{Checker, ids};
use crate::ir::{self, Coverage};
use crate::pack::PackSource;
use crate::problems;
use crate::syntax::tree::StatementKind;

impl Checker<'_> {
    pub(super) fn declare_articles(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            self.article_base.push(self.program.articles.len());
            for article in &source.tree.articles {
                let measure = article.measure.and_then(|m| source.tree.measures.get(m));
                self.program.articles.push(ir::Article {
                    pack: ids::pack_ix(pack),
                    measure: measure.map(|m| m.name.clone()).unwrap_or_default(),
                    anchor: article.anchor.clone(),
                    title: article.title.clone(),
                    number_known: !(article.note.contains("条号推定") || article.note.contains("条号未得")),
                    note: article.note.clone(),
                    gist: article.gist.clone(),
                    coverage: None,
                    span: article.span,
                });
            }
        }
    }

    /// How each article of a measure is covered, and a word where nothing says.
    pub(super) fn check_articles(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            let examples = articles_with_examples(source);
            for (at, article) in source.tree.articles.iter().enumerate() {
                let Some(measure) = article.measure.and_then(|m| source.tree.measures.get(m)) else { continue };
                // Statements stand under the first article of a heading; its other anchors share them.
                let shares = |other: usize| source.tree.articles.get(other).is_some_and(|a| a.span == article.span);
                let statements = || source.tree.statements.iter().filter(|s| s.article.is_some_and(shares));
                let has_rule = statements().any(|s| is_rule(&s.kind));
                // An article that leaves something open, or that settles what a basis left open.
                let is_open = statements().any(|s| matches!(s.kind, StatementKind::Open(_) | StatementKind::Settle(_)));
                let judges = statements().any(|s| matches!(s.kind, StatementKind::Judgement(_)));
                let says = |word: &str| article.says.iter().any(|w| w.text == word);
                let place = self.place(pack, article.span);
                let coverage = if says("缺文") {
                    if has_rule {
                        self.report(problems::rule_without_text::problem(place, &article.anchor));
                    }
                    Some(Coverage::NotObtained)
                } else if has_rule {
                    let needless = !statements().any(|s| takes_example(&s.kind));
                    if needless || examples.contains(&(measure.name.clone(), article.anchor.clone())) {
                        Some(Coverage::Executable)
                    } else {
                        self.report(problems::article_without_example::problem(place, &article.anchor, &measure.name));
                        None
                    }
                } else if says("原则性") {
                    Some(Coverage::Principle)
                } else if is_open || says("待定") {
                    Some(Coverage::Open)
                } else if judges || says("认定") {
                    Some(Coverage::Judgement)
                } else {
                    self.report(problems::article_not_covered::problem(place, &article.anchor));
                    None
                };
                let ix = self.article_ix(pack, Some(at)).and_then(|ix| self.program.articles.get_mut(usize::try_from(ix.0).ok()?));
                if let Some(slot) = ix {
                    slot.coverage = coverage;
                }
            }
        }
    }
}

fn is_rule(kind: &StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::Define(_)
            | StatementKind::Exception(_)
            | StatementKind::Bound(_)
            | StatementKind::Presume(_)
            | StatementKind::Rank(_)
            | StatementKind::List(_)
            | StatementKind::Tiers(_)
            | StatementKind::Share(_)
            | StatementKind::Decision(_)
            | StatementKind::Amend(_)
            | StatementKind::Repeal(_)
            | StatementKind::Procedure(_)
            | StatementKind::Duty(_)
            | StatementKind::Outcome(_)
    )
}

/// True for a rule of which an example can be given. A procedure whose steps have no guards is carried out as it stands.
fn takes_example(kind: &StatementKind) -> bool {
    match kind {
        StatementKind::Procedure(p) => p.plan().is_some_and(|plan| plan.steps.iter().any(|s| s.guard.is_some())),
        kind => is_rule(kind),
    }
}

/// The articles named after `覆盖` in the pack's tests: `覆盖 鼓励激励#第六条、鼓励激励#第五条`.
fn articles_with_examples(source: &PackSource) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    for file in source.tree.files.iter().filter(|f| f.path.starts_with("tests/")) {
        for (at, word) in file.text.match_indices("覆盖") {
            let rest = file.text.get(at.saturating_add(word.len())..).unwrap_or_default();
            let line = rest.split(['`', '\n']).next().unwrap_or_default();
            for name in line.split(['、', '，', ' ', '　']) {
                if let Some((measure, anchor)) = name.split_once('#') {
                    out.insert((measure.to_owned(), anchor.to_owned()));
                }
            }
        }
    }
    out
}
