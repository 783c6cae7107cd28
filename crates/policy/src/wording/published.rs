//! A published value beside what the rules come to, in words.

use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::value::Type;

use super::Words;
use crate::finding::PublishedDiffers;
use crate::possible::{Possible, Range};

impl Words<'_> {
    pub(super) fn published_differs(&self, differs: &PublishedDiffers) -> Bilingual {
        let variable = self.program.variable(differs.variable);
        let name = variable.map_or("？", |v| v.name.as_str());
        let Some(of) = &differs.of else {
            return Bilingual::new(
                format!("同组里有的“{name}”，公布的和推算的不同"),
                format!("for some of the group the published 「{name}」 is not what the rules give"),
            );
        };
        let ty = variable.map_or(Type::Text, |v| v.ty.clone());
        let whose = of.entity.map_or_else(String::new, |entity| format!("{} ", self.entity(entity, of.year)));
        let computed = Possible::range(Range::between(of.least.clone(), of.greatest.clone()));
        let say = |language| (self.value(&of.published, &ty, of.year, language), self.possible(&computed, &ty, of.year, language));
        let ((zh, zh_computed), (en, en_computed)) = (say(Language::Chinese), say(Language::English));
        Bilingual::new(
            format!("{whose}{}年度“{name}”公布的是{zh}，推算是{zh_computed}", of.year),
            format!("{whose}{} 「{name}」: published {en}, worked out {en_computed}", of.year),
        )
    }
}
