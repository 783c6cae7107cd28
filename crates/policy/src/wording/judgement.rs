//! Judgements in words: who judged what, when, why and on what; or who still has to.

use quanheng_facts::decision::Judged;
use quanheng_facts::problem::{Bilingual, Language};

use super::Words;
use crate::finding::Instance;
use crate::ir::{Judgement, Variable};

impl Words<'_> {
    /// What is missing where nobody has judged yet.
    pub(super) fn judgement_missing(&self, instance: Instance, needed: bool) -> Bilingual {
        let name = format!("{}{}", self.variable_name(instance), self.index_text(instance));
        let variable = self.program.variable(instance.variable);
        let Some(judgement) = variable.and_then(|v| v.judgement.as_ref()) else { return Bilingual::new(name.clone(), name) };
        let (bodies, evidence) = (self.judges(judgement), judgement.evidence.join("、"));
        if needed {
            return Bilingual::new(
                format!("{name}没有认定（由{bodies}凭{evidence}认定）"),
                format!("{name} is not judged yet (by {bodies} on {evidence})"),
            );
        }
        Bilingual::new(
            format!("{name}没有认定：照它自己的“需要时”不需要认定，可有规则读到了它（由{bodies}凭{evidence}认定）"),
            format!("{name} is not judged: by its own 需要时 it need not be, yet a rule reads it (by {bodies} on {evidence})"),
        )
    }

    /// Who may judge.
    #[must_use]
    pub fn judges(&self, judgement: &Judgement) -> String {
        self.program.schema.judgement(judgement.schema).map(|j| j.bodies.join("或")).unwrap_or_default()
    }

    /// A judgement that was made, as a sentence.
    pub(crate) fn judged(&self, variable: &Variable, judged: &Judged) -> Bilingual {
        let year = judged.year.unwrap_or(quanheng_facts::value::Year(judged.on.year()));
        let value = |language| self.value(&judged.value, &variable.ty, year, language);
        let Judged { body, person, on, reason, evidence, .. } = judged;
        Bilingual::new(
            format!("{body}（认定人：{person}）{on}认定为 {}，理由：{reason}，证据：{evidence}", value(Language::Chinese)),
            format!("judged {} by {body} ({person}) on {on}; reason: {reason}; evidence: {evidence}", value(Language::English)),
        )
    }
}
