//! What somebody must, may and must not do: whether two norms for one act contradict each other, and the truth tables in which the
//! author reads what the guards come to.
//!
//! A norm is an act of a step or a duty with the guard of the step or duty. Norms belong together where they are about the same
//! kind of thing; those for one act (the same body, the same words) stand in one table.

use crate::check::Checker;
use crate::check::logic::{Formula, Space};
use crate::check::solve::Answer;
use crate::check::truth_rows;
use crate::check::witness::Row;
use crate::ir::{About, Act, Each, Expr, InDays, Modal, VariableId};
use crate::problems;
use crate::syntax::tree::Span;
use crate::truth_table::{Norm, TruthRow, TruthTable};

/// What a norm is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    About(About),
    Year,
}

/// A step or a duty.
struct Source {
    id: String,
    name: String,
    matter: Matter,
    pack: usize,
    span: Span,
    guard: Option<VariableId>,
    acts: Vec<Act>,
    in_force: InDays,
}

impl Checker<'_> {
    fn norm_sources(&self) -> Vec<Source> {
        let mut out = Vec::new();
        for procedure in &self.program.procedures {
            for step in procedure.plan().into_iter().flat_map(|p| &p.steps) {
                out.push(Source {
                    id: step.id.clone(),
                    name: format!("程序.{}.{}", procedure.name, step.name),
                    matter: Matter::About(procedure.about.clone()),
                    pack: procedure.pack.at(),
                    span: step.span,
                    guard: step.guard,
                    acts: step.acts.clone(),
                    in_force: InDays::default(),
                });
            }
        }
        for duty in &self.program.duties {
            out.push(Source {
                id: duty.id.clone(),
                name: format!("义务.{}", duty.label),
                matter: match duty.each {
                    Each::Once => Matter::About(About::Nothing),
                    Each::Year => Matter::Year,
                    Each::Kind { kind, yearly } => Matter::About(About::Kind { kind, yearly }),
                },
                pack: duty.pack.at(),
                span: duty.span,
                guard: Some(duty.guard),
                acts: vec![duty.act.clone()],
                in_force: duty.in_force,
            });
        }
        out
    }

    fn guard_of(&self, source: &Source) -> Option<&Expr> {
        self.program.variable(source.guard?)?.rules.first()?.guard.as_ref()
    }

    fn norm_formula(&self, space: &mut Space, source: &Source) -> Formula {
        match self.guard_of(source) {
            Some(guard) => space.formula(self, source.pack, guard),
            None => Formula::Always(true),
        }
    }

    /// 不得 beside 应当 or 可以 for the same act, where both can hold.
    pub(super) fn check_norms(&mut self) {
        let sources = self.norm_sources();
        let mut found = Vec::new();
        for (at, one) in sources.iter().enumerate() {
            for other in sources.iter().skip(at) {
                if one.matter != other.matter || !meet(one.in_force, other.in_force) {
                    continue;
                }
                let pairs = one.acts.iter().flat_map(|a| other.acts.iter().map(move |b| (a, b)));
                for (a, b) in pairs.filter(|(a, b)| same_act(a, b) && contradict(a.modal, b.modal)) {
                    let mut space = Space::default();
                    let both = Formula::And(vec![self.norm_formula(&mut space, one), self.norm_formula(&mut space, other)]);
                    let answer = match space.can_hold(&both) {
                        Answer::Never => continue,
                        Answer::Case(case) => Some(Row::of(self, &space, &case, None).on_paper()),
                        Answer::Undecided => None,
                    };
                    found.push((one.pack, a.clone(), other.pack, b.clone(), answer));
                }
            }
        }
        found.dedup_by(|a, b| a.1.span == b.3.span && a.3.span == b.1.span);
        for (one_pack, one, pack, other, answer) in found {
            let (place, first) = (self.place(pack, other.span), self.place(one_pack, one.span));
            let (a, b) = (one.modal.word(), other.modal.word());
            match answer {
                Some(row) => {
                    self.report(problems::duty_conflict::problem(place, &one.actor, &one.words, a, b, &row, first));
                }
                None => {
                    self.report(problems::duty_conflict_undecided::problem(place, &one.actor, &one.words, a, b, first));
                }
            }
        }
    }

    /// One table for each duty and each step, and for those that speak of the same act together.
    pub(super) fn truth_tables(&self) -> Vec<TruthTable> {
        let sources: Vec<Source> = self.norm_sources().into_iter().filter(|s| !s.acts.is_empty()).collect();
        // Which table each source goes into: that of the first one it shares an act with.
        let mut table_of: Vec<usize> = (0..sources.len()).collect();
        for (at, source) in sources.iter().enumerate() {
            for (before, other) in sources.iter().enumerate().take(at) {
                let shares = source.matter == other.matter && source.acts.iter().any(|a| other.acts.iter().any(|b| same_act(a, b)));
                let (from, to) = (table_of.get(at).copied(), table_of.get(before).copied());
                if let (true, Some(from), Some(to)) = (shares, from, to) {
                    table_of.iter_mut().filter(|t| **t == from.max(to)).for_each(|t| *t = from.min(to));
                }
            }
        }
        let mut tables = Vec::new();
        for at in 0..sources.len() {
            let together: Vec<&Source> = sources.iter().zip(&table_of).filter(|(_, t)| **t == at).map(|(s, _)| s).collect();
            if let Some(first) = together.first() {
                tables.push(self.truth_table(first, &together));
            }
        }
        tables
    }

    fn truth_table(&self, first: &Source, sources: &[&Source]) -> TruthTable {
        let mut space = Space::default();
        let formulas: Vec<Formula> = sources.iter().map(|s| self.norm_formula(&mut space, s)).collect();
        let mut norms: Vec<Norm> = Vec::new();
        for source in sources {
            for act in &source.acts {
                if !norms.iter().any(|n| n.actor == act.actor && n.words == act.words) {
                    norms.push(Norm { actor: act.actor.clone(), words: act.words.clone() });
                }
            }
        }
        let holds = |norm: &Norm, held: &[bool]| {
            let mut modals: Vec<Modal> = Vec::new();
            for (source, _) in sources.iter().zip(held).filter(|(_, holds)| **holds) {
                modals.extend(source.acts.iter().filter(|a| a.actor == norm.actor && a.words == norm.words).map(|a| a.modal));
            }
            modals.sort_unstable();
            modals.dedup();
            modals
        };
        let (heads, rows) = match truth_rows::rows(self, &space, &formulas) {
            Some((heads, rows)) => {
                let rows = rows
                    .into_iter()
                    .map(|(cells, held)| TruthRow { cells, norms: norms.iter().map(|n| holds(n, &held)).collect() })
                    .collect();
                (heads, Some(rows))
            }
            None => (Vec::new(), None),
        };
        TruthTable {
            ids: sources.iter().map(|s| s.id.clone()).collect(),
            names: sources.iter().map(|s| s.name.clone()).collect(),
            place: self.place(first.pack, first.span),
            heads,
            norms,
            rows,
        }
    }
}

fn same_act(one: &Act, other: &Act) -> bool {
    one.actor == other.actor && one.words == other.words
}

fn contradict(one: Modal, other: Modal) -> bool {
    (one == Modal::MustNot) != (other == Modal::MustNot)
}

fn meet(one: InDays, other: InDays) -> bool {
    let before = |a: InDays, b: InDays| a.to.is_some_and(|to| b.from.is_some_and(|from| to < from));
    !before(one, other) && !before(other, one)
}
