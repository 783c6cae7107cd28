//! Who acts, what has been said of them, which steps there are, and whether somebody against whom something is decided is heard.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::value::{KindId, Type};

use crate::check::Checker;
use crate::check::names::nearest;
use crate::check::procedures::WrittenProcedure;
use crate::ir::{About, Course, ProcedureIx};
use crate::problems;
use crate::syntax::tree::{self, FileIx, StatementKind, Word};

/// What a material is called that shows that somebody was heard, or refused to be.
const HEARD: [&str; 4] = ["听取", "陈述", "申辩", "听证"];
/// What a step is called that decides.
const DECIDES: &str = "决定";
/// Words that the language itself gives a meaning.
const BUILT_IN: [&str; 1] = ["本人"];

/// The words of a file: how often each is met, and where first.
type Met<'w> = BTreeMap<&'w str, (usize, &'w Word)>;

impl<'a> Checker<'a> {
    pub(super) fn check_procedures(&mut self) {
        for at in 0..self.written_procedures.len() {
            let Some(written) = self.written_procedures.get(at).copied() else { continue };
            if let Some(plan) = written.procedure.plan() {
                self.check_steps(&written, plan);
                self.check_roles(&written, plan);
                self.check_apart(written.pack, plan.steps.iter().flat_map(|s| &s.demands.apart));
                self.check_decision(at, &written, plan);
            }
        }
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Duty(duty) = &statement.kind {
                    self.check_apart(pack, &duty.demands.apart);
                }
            }
        }
        self.check_circles_of_procedures();
        self.check_limits();
        self.check_judgement_steps();
        self.check_norms();
        self.check_words_met_once();
    }

    fn check_steps(&mut self, written: &WrittenProcedure<'a>, plan: &tree::Plan) {
        let mut seen: BTreeMap<&str, &Word> = BTreeMap::new();
        for step in &plan.steps {
            match seen.get(step.name.text.as_str()) {
                Some(first) => {
                    let (place, first) = (self.place(written.pack, step.name.span), self.place(written.pack, first.span));
                    self.report(problems::step_twice::problem(place, &step.name.text, first));
                }
                None => {
                    seen.insert(&step.name.text, &step.name);
                }
            }
        }
    }

    /// In a procedure, and in a fragment that says any, whoever acts is said; and whoever is said acts somewhere.
    fn check_roles(&mut self, written: &WrittenProcedure<'a>, plan: &tree::Plan) {
        let said: Vec<&str> = plan.roles.iter().map(|r| r.name.text.as_str()).collect();
        let acts = || plan.steps.iter().flat_map(|s| &s.acts);
        let mut told: BTreeSet<&str> = BTreeSet::new();
        if !written.procedure.fragment || !said.is_empty() {
            for act in acts() {
                let actor = &act.actor;
                if !said.contains(&actor.text.as_str()) && told.insert(&actor.text) {
                    let near = nearest(&actor.text, said.iter().copied());
                    let place = self.place(written.pack, actor.span);
                    self.report(problems::role_unsaid::problem(place, &actor.text, &near));
                }
            }
        }
        for role in &plan.roles {
            let name = role.name.text.as_str();
            let acts = acts().any(|a| a.actor.text == name);
            let named = plan.recused.iter().any(|w| w.text == name)
                || plan.steps.iter().any(|s| super::procedures::words_of_demands(&s.demands).iter().any(|w| w.text == name));
            if !acts && !named {
                let place = self.place(written.pack, role.name.span);
                self.report(problems::role_unused::problem(place, name));
            }
        }
    }

    fn check_apart<'w>(&mut self, pack: usize, pairs: impl IntoIterator<Item = &'w (Word, Word)>) {
        for (one, other) in pairs {
            if one.text == other.text {
                let place = self.place(pack, one.span);
                self.report(problems::other_than_self::problem(place, &one.text));
            }
        }
    }

    /// Nobody decides against a person who was not heard, and there is an appeal.
    fn check_decision(&mut self, at: usize, written: &WrittenProcedure<'a>, plan: &tree::Plan) {
        let against = self.program.procedures.get(at).is_some_and(|p| self.touches_a_person(&p.about));
        let decisions: Vec<usize> =
            plan.steps.iter().enumerate().filter(|(_, s)| s.name.text.contains(DECIDES)).map(|(at, _)| at).collect();
        if !against || decisions.is_empty() {
            return;
        }
        for decision in decisions {
            let before = plan.steps.iter().take(decision.saturating_add(1));
            let heard =
                before.flat_map(|s| &s.demands.requires).any(|any| any.iter().any(|m| HEARD.iter().any(|h| m.name.text.contains(h))));
            if let (false, Some(step)) = (heard, plan.steps.get(decision)) {
                let place = self.place(written.pack, step.name.span);
                self.report(problems::decision_without_hearing::problem(place, &step.name.text));
            }
        }
        let is_appeal = |ix: usize| {
            self.program.procedures.iter().any(|p| p.plan().and_then(|plan| plan.appeal).is_some_and(|appeal| appeal.at() == ix))
        };
        if plan.appeal.is_none() && !is_appeal(at) {
            let place = self.place(written.pack, written.procedure.name.span);
            self.report(problems::decision_without_appeal::problem(place, &written.procedure.name.text));
        }
    }

    /// A conclusion, a person, or a record that concerns one.
    fn touches_a_person(&self, about: &About) -> bool {
        let kind = match about {
            About::AnyConclusion | About::Conclusion(_) => return true,
            About::Nothing => return false,
            About::Kind { kind, .. } => *kind,
        };
        let schema = &self.program.schema;
        let person = schema.kinds.iter().position(|k| k.name == "人员").and_then(|at| u32::try_from(at).ok()).map(KindId);
        let Some(person) = person else { return false };
        let is_person = |kind: KindId| schema.is_kind(person, kind) || schema.is_kind(kind, person);
        let concerns = schema.tables.iter().filter(|t| t.record_kind() == Some(kind)).flat_map(|t| t.concerns.iter().map(move |c| (t, *c)));
        let mut concerned = concerns.filter_map(|(table, column)| match table.column(column)?.ty {
            Type::Entity(kind) => Some(kind),
            _ => None,
        });
        is_person(kind) || concerned.any(is_person)
    }

    /// 依 and 申诉 lead somewhere.
    fn check_circles_of_procedures(&mut self) {
        let next = |ix: ProcedureIx| -> Option<ProcedureIx> {
            match &self.program.procedures.get(ix.at())?.course {
                Course::Like(other) => Some(*other),
                Course::Plan(plan) => plan.appeal,
            }
        };
        let mut told: BTreeSet<ProcedureIx> = BTreeSet::new();
        let mut circles: Vec<Vec<ProcedureIx>> = Vec::new();
        for at in 0..self.program.procedures.len() {
            let mut way = vec![ProcedureIx(u32::try_from(at).unwrap_or(u32::MAX))];
            while let Some(step) = way.last().and_then(|last| next(*last)) {
                if let Some(begin) = way.iter().position(|w| *w == step) {
                    let circle = way.split_off(begin);
                    if circle.iter().all(|c| told.insert(*c)) {
                        circles.push(circle);
                    }
                    break;
                }
                way.push(step);
            }
        }
        for circle in circles {
            let names: Vec<String> = circle
                .iter()
                .chain(circle.first())
                .filter_map(|ix| self.program.procedures.get(ix.at()))
                .map(|p| format!("「{}」", p.name))
                .collect();
            let Some(written) = circle.first().and_then(|ix| self.written_procedures.get(ix.at())) else { continue };
            let place = self.place(written.pack, written.procedure.name.span);
            self.report(problems::procedure_cycle::problem(place, &names.join(" → ")));
        }
    }

    /// Words declared by use, of which a file has one only: listed once for each file.
    fn check_words_met_once(&mut self) {
        let mut met: BTreeMap<(usize, FileIx), Met<'_>> = BTreeMap::new();
        for (pack, word) in &self.words_used {
            let here = met.entry((*pack, word.span.file)).or_default();
            let seen = here.entry(word.text.as_str()).or_insert((0, word));
            seen.0 = seen.0.saturating_add(1);
        }
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let confirmed = match &statement.kind {
                    StatementKind::Complete(c) => Some(&c.confirmed),
                    StatementKind::Source(s) => s.complete.as_ref(),
                    _ => None,
                };
                for word in confirmed.iter().flat_map(|c| &c.bodies) {
                    let seen = met.get_mut(&(pack, word.span.file)).and_then(|here| here.get_mut(word.text.as_str()));
                    if let Some((count, _)) = seen {
                        *count = count.saturating_add(1);
                    }
                }
            }
        }
        let mut notes: Vec<(usize, Vec<&Word>)> = Vec::new();
        for ((pack, _), here) in met {
            let mut once: Vec<&Word> =
                here.into_values().filter(|(count, w)| *count == 1 && !BUILT_IN.contains(&w.text.as_str())).map(|(_, w)| w).collect();
            once.sort_by_key(|w| w.span);
            notes.push((pack, once));
        }
        for (pack, once) in notes {
            let Some(first) = once.first() else { continue };
            let place = self.place(pack, first.span);
            let texts: Vec<String> = once.iter().map(|w| w.text.clone()).collect();
            self.report(problems::words_met_once::problem(place, &texts));
        }
    }
}
