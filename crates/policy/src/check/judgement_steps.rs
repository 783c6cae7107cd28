//! `认定项 … 于 认定 步骤`: the step is one of a procedure that the pack sees and that deals with what is judged.
//!
//! In: the procedures, lowered. Out: problems only. Which person does what at the step stays with the procedure.

use quanheng_facts::value::{KindId, Type};

use crate::check::Checker;
use crate::check::names::nearest;
use crate::ir::{About, Course, ProcedureIx};
use crate::problems;
use crate::syntax::tree::{self, StatementKind, Word};

/// What is judged: a thing of a kind, or a field of the conclusions of a class.
enum Judged<'w> {
    Kind(KindId),
    Class(&'w str),
}

impl Checker<'_> {
    pub(super) fn check_judgement_steps(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Judgement(judgement) = &statement.kind
                    && let Some(step) = &judgement.step
                {
                    self.check_judgement_step(pack, judgement, step);
                }
            }
        }
    }

    fn check_judgement_step(&mut self, pack: usize, judgement: &tree::Judgement, step: &Word) {
        let Some(owner) = judgement.path.words.first() else { return };
        let class = self.program.outcome_kinds.iter().any(|k| k.name == owner.text && self.names.sees(pack, k.pack.at()));
        let judged = match self.known_kind(pack, &owner.text) {
            _ if class => Judged::Class(&owner.text),
            Some(kind) => Judged::Kind(kind),
            None => return,
        };
        let seen: Vec<ProcedureIx> = (0u32..)
            .zip(&self.written_procedures)
            .filter(|(_, w)| self.names.sees(pack, w.pack) && !self.broken.contains(&w.procedure.name.text))
            .map(|(at, _)| ProcedureIx(at))
            .collect();
        let fitting: Vec<String> = seen.iter().filter(|ix| self.deals_with(**ix, &judged)).flat_map(|ix| self.steps_of(*ix)).collect();
        if fitting.contains(&step.text) {
            return;
        }
        let elsewhere: Vec<(String, String)> = seen
            .iter()
            .filter(|ix| self.steps_of(**ix).contains(&step.text))
            .filter_map(|ix| self.program.procedures.get(ix.at()))
            .map(|p| (p.name.clone(), self.about_words(&p.about)))
            .collect();
        let near = nearest(&step.text, fitting.iter().map(String::as_str));
        let near = if near.is_empty() { fitting } else { near };
        let place = self.place(pack, step.span);
        self.report(problems::judgement_step_unknown::problem(place, &step.text, &owner.text, &elsewhere, &near));
    }

    /// The names of its steps; of one that is carried out like another (依), those of the other.
    fn steps_of(&self, at: ProcedureIx) -> Vec<String> {
        let mut at = at;
        // 依 may lead round in a circle, which is told elsewhere.
        for _ in 0..=self.program.procedures.len() {
            match self.program.procedures.get(at.at()).map(|p| &p.course) {
                Some(Course::Plan(plan)) => return plan.steps.iter().map(|s| s.name.clone()).collect(),
                Some(Course::Like(other)) => at = *other,
                None => break,
            }
        }
        Vec::new()
    }

    /// True where a case of the procedure can be about what is judged: about such a thing, about a record that concerns one, or about a
    /// conclusion on one.
    fn deals_with(&self, at: ProcedureIx, judged: &Judged<'_>) -> bool {
        let Some(procedure) = self.program.procedures.get(at.at()) else { return false };
        match (&procedure.about, judged) {
            (About::Nothing | About::AnyConclusion, _) => true,
            (About::Conclusion(class), Judged::Class(of)) => class == of,
            (About::Kind { .. }, Judged::Class(_)) => false,
            (About::Conclusion(class), Judged::Kind(kind)) => self.program.outcomes.iter().any(|o| {
                let owner = self.program.variable(o.variable).and_then(|v| v.owner);
                let of_class = self.program.outcome_kinds.get(o.kind).is_some_and(|k| k.name == *class);
                of_class && owner.is_some_and(|owner| self.meet(owner, *kind))
            }),
            (About::Kind { kind: of, .. }, Judged::Kind(kind)) => self.meet(*of, *kind) || self.record_concerns(*of, *kind),
        }
    }

    fn meet(&self, one: KindId, other: KindId) -> bool {
        self.program.schema.is_kind(one, other) || self.program.schema.is_kind(other, one)
    }

    fn record_concerns(&self, record: KindId, kind: KindId) -> bool {
        let tables = self.program.schema.tables.iter().filter(|t| t.record_kind() == Some(record));
        tables.flat_map(|t| t.concerns.iter().filter_map(|c| t.column(*c))).any(|column| match column.ty {
            Type::Entity(of) => self.meet(of, kind),
            _ => false,
        })
    }
}
