//! Ids of rules: `pack/measure#anchor/label`, written into results and never shared.
//!
//! The base of a definition is `基本`; where its article holds several definitions, `变量名/基本`; of several versions, those after
//! the first add the year from which they hold (`基本@2018`). What stands in `tables.md` has `表` for its measure.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::ir::PackIx;
use crate::pack::PackSource;
use crate::problems;
use crate::syntax::tree::{Span, StatementKind};

pub(super) fn pack_ix(pack: usize) -> PackIx {
    PackIx(u32::try_from(pack).unwrap_or(u32::MAX))
}

/// What the definitions of one article are called.
#[derive(Debug, Default)]
pub(super) struct Defined {
    names: BTreeSet<String>,
    /// Of those names, how many end in a word.
    by_last: BTreeMap<String, usize>,
}

impl Defined {
    fn enter(&mut self, name: &str) {
        if self.names.insert(name.to_owned()) {
            let count = self.by_last.entry(last(name).to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }
}

/// The definitions of every pack and article (`None`: outside any).
pub(super) fn defined(packs: &[PackSource]) -> BTreeMap<(usize, Option<usize>), Defined> {
    let mut all: BTreeMap<(usize, Option<usize>), Defined> = BTreeMap::new();
    for (pack, statement) in packs.iter().enumerate().flat_map(|(at, p)| p.tree.statements.iter().map(move |s| (at, s))) {
        if let StatementKind::Judgement(judgement) = &statement.kind {
            let here = all.entry((pack, statement.article)).or_default();
            for name in super::judgements::names(judgement) {
                here.enter(&name);
            }
            continue;
        }
        let path = match &statement.kind {
            StatementKind::Define(d) => &d.path,
            StatementKind::Rank(r) => &r.path,
            StatementKind::List(l) => &l.path,
            StatementKind::Tiers(t) => &t.path,
            StatementKind::Decision(d) => &d.path,
            StatementKind::Share(s) => &s.path,
            _ => continue,
        };
        let name = path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        all.entry((pack, statement.article)).or_default().enter(&name);
    }
    all
}

/// The last word of `县区.奖金`.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

impl Checker<'_> {
    /// `shaanxi-2016/鼓励激励#第六条`
    pub(super) fn id_prefix(&self, pack: usize, article: Option<usize>) -> String {
        let Some(source) = self.packs.get(pack) else { return String::new() };
        let id = &source.manifest.id;
        let article = article.and_then(|a| source.tree.articles.get(a));
        let measure = article.and_then(|a| a.measure).and_then(|m| source.tree.measures.get(m));
        match (article, measure) {
            (Some(article), Some(measure)) => format!("{id}/{}#{}", measure.name, article.anchor),
            (Some(article), None) if !article.anchor.is_empty() => format!("{id}/表#{}", article.anchor),
            _ => format!("{id}/表"),
        }
    }

    /// The id of a base rule.
    pub(super) fn base_id(&self, pack: usize, article: Option<usize>, variable: &str, version: Option<i16>) -> String {
        let prefix = self.id_prefix(pack, article);
        let base = version.map_or_else(|| "基本".to_owned(), |year| format!("基本@{year}"));
        let defined = self.defined.get(&(pack, article));
        if defined.is_none_or(|d| d.names.len() <= 1) && article.is_some() {
            return format!("{prefix}/{base}");
        }
        let short = last(variable);
        let shared = defined.and_then(|d| d.by_last.get(short)).is_some_and(|n| *n > 1);
        let name = if shared { variable } else { short };
        format!("{prefix}/{name}/{base}")
    }

    /// No two rules share an id.
    pub(super) fn check_ids(&mut self) {
        let mut all: Vec<(String, usize, Span)> = Vec::new();
        for variable in &self.program.variables {
            all.extend(variable.rules.iter().map(|r| (r.id.clone(), r.pack.at(), r.span)));
            all.extend(variable.bounds.iter().map(|b| (b.id.clone(), b.pack.at(), b.span)));
            all.extend(variable.presumptions.iter().map(|p| (p.id.clone(), p.pack.at(), p.span)));
        }
        let mut seen: BTreeMap<String, (usize, Span)> = BTreeMap::new();
        all.sort_by_key(|(_, pack, span)| (*pack, *span));
        for (id, pack, span) in all {
            match seen.get(&id) {
                Some((first_pack, first)) => {
                    let (place, first) = (self.place(pack, span), self.place(*first_pack, *first));
                    self.report(problems::duplicate_label::problem(place, &id, first));
                }
                None => {
                    seen.insert(id, (pack, span));
                }
            }
        }
    }

    /// Two exceptions of one definition do not share a label: 于 and 让于 name them by it, and so do results and tests.
    pub(super) fn check_labels(&mut self) {
        let mut found = Vec::new();
        for variable in &self.program.variables {
            let mut seen: BTreeMap<&str, (&str, usize, Span)> = BTreeMap::new();
            for rule in variable.rules.iter().filter(|r| !r.is_base) {
                let here = (rule.pack.at(), rule.span);
                match seen.get(rule.label.as_str()) {
                    // The same id has been told of already.
                    Some((id, pack, span)) if *id != rule.id => {
                        found.push((rule.label.clone(), variable.name.clone(), here, (*pack, *span)));
                    }
                    Some(_) => {}
                    None => {
                        seen.insert(&rule.label, (&rule.id, here.0, here.1));
                    }
                }
            }
        }
        for (label, name, (pack, span), (first_pack, first)) in found {
            let (place, first) = (self.place(pack, span), self.place(first_pack, first));
            self.report(problems::same_label::problem(place, &label, &name, first));
        }
    }
}
