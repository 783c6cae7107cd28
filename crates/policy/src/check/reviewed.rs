//! Articles that changed since somebody compared their rules with their text.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::problems;
use crate::problems::changed_since_review::What;
use crate::source::reviewed::{fingerprints, name_of};

impl Checker<'_> {
    pub(super) fn check_reviewed(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            if source.reviewed.is_empty() {
                continue;
            }
            let now = fingerprints(&source.tree);
            let mut told: BTreeSet<&str> = BTreeSet::new();
            for article in &source.tree.articles {
                let Some(name) = name_of(&source.tree, article) else { continue };
                let Some(entry) = source.reviewed.iter().find(|r| r.article == name) else { continue };
                let Some(is) = now.get(&name) else { continue };
                told.insert(&entry.article);
                let what = match (is.gist != entry.then.gist, is.rules != entry.then.rules) {
                    (false, false) => continue,
                    (true, false) => What::Gist,
                    (false, true) => What::Rules,
                    (true, true) => What::Both,
                };
                let place = self.place(pack, article.span);
                self.report(problems::changed_since_review::problem(place, &article.anchor, &name, what));
            }
            for entry in source.reviewed.iter().filter(|r| !told.contains(r.article.as_str())) {
                let place = self.place(pack, entry.span);
                self.report(problems::changed_since_review::problem(place, &entry.article, &entry.article, What::Gone));
            }
        }
    }
}
