//! 涉及: whom a conclusion reaches, on which day, and what if several people shared the time.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::TableShape;
use quanheng_facts::value::Type;

use crate::check::reads::Scope;
use crate::check::{Checker, tree_walk};
use crate::ir::{Expr, ExprKind, HistoryKind, Over, Reach, Who, walk};
use crate::problems;
use crate::syntax::tree;

/// Of a condition: whether something that happens is counted in it, and whether it runs through several times.
#[derive(Clone, Copy, Debug, Default)]
struct Runs {
    counts_events: bool,
    several_times: bool,
}

impl Checker<'_> {
    /// Every 涉及 of a conclusion whose condition is understood already.
    pub(super) fn lower_reaches(&mut self, scope: &Scope, outcome: &tree::Outcome) -> Vec<Reach> {
        let runs = self.runs(scope);
        outcome.reaches.iter().filter_map(|reach| self.lower_reach(scope, reach, runs)).collect()
    }

    fn lower_reach(&mut self, scope: &Scope, reach: &tree::Reach, runs: Runs) -> Option<Reach> {
        let who: Vec<Option<Who>> = reach.who.iter().map(|w| self.lower_who(scope, w)).collect();
        let anchor = reach.anchor.as_ref().map(|e| self.lower_anchor(scope, e, runs.counts_events));
        let split = crate::ir::clause_enum("跨任方式").map(Type::Enum);
        let split = reach.split.as_ref().and_then(|e| split.map(|ty| self.lower_as(scope, e, &ty)));
        let when = reach.when.as_ref().map(|e| self.condition(scope, e));
        let posts = who.iter().flatten().any(|w| matches!(w, Who::Posts(_)));
        if posts && reach.anchor.is_none() {
            let place = self.place(scope.pack, reach.span);
            self.report(problems::reach_without_day::problem(place));
            return None;
        }
        if posts && runs.several_times && reach.split.is_none() {
            let place = self.place(scope.pack, reach.span);
            self.report(problems::split_missing::problem(place));
            return None;
        }
        let whole = |option: Option<Option<Expr>>| match option {
            None => Some(None),
            Some(lowered) => lowered.map(Some),
        };
        let anchor = match anchor {
            None => None,
            Some(lowered) => Some(lowered?),
        };
        Some(Reach {
            who: who.into_iter().collect::<Option<Vec<_>>>()?,
            anchor,
            split: whole(split)?,
            when: whole(when)?,
            span: reach.span,
        })
    }

    fn runs(&self, scope: &Scope) -> Runs {
        let mut runs = Runs::default();
        let own = scope.owner.and_then(|k| self.program.schema.kind(k)).and_then(|k| k.record).and_then(|t| self.table(t));
        runs.counts_events = own.is_some_and(|t| t.shape == TableShape::Event);
        let variable = scope.indexed.and_then(|id| self.program.variable(id));
        for root in variable.into_iter().flat_map(walk::variable_roots).map(|(_, e)| e) {
            walk::visit(root, &mut |e| match &e.kind {
                ExprKind::Exists { over: Over::Records { .. }, .. } => runs.counts_events = true,
                ExprKind::Count { over: Over::Records { .. }, .. } => {
                    runs.counts_events = true;
                    runs.several_times = true;
                }
                ExprKind::History(h) if h.kind == HistoryKind::Run && h.written_years() != Some(1) => runs.several_times = true,
                _ => {}
            });
        }
        runs
    }

    fn lower_who(&mut self, scope: &Scope, who: &tree::Who) -> Option<Who> {
        let path = match &tree_walk::ungrouped(&who.of).kind {
            tree::ExprKind::Name(path) => Some(path),
            _ => None,
        };
        let words: Vec<&str> = path.map(|p| p.words.iter().map(|w| w.text.as_str()).collect()).unwrap_or_default();
        if let (["本人"], false) = (words.as_slice(), who.each) {
            return self.own_person(scope, who);
        }
        if let (Some(path), [table, rest @ ..], true) = (path, words.as_slice(), who.each) {
            return self.of_each(scope, who, path, table, rest);
        }
        if let Some(written) = self.posts_written(scope, &who.of) {
            return self.lower_posts(scope, &written).map(Who::Posts);
        }
        let of = self.lower(scope, &who.of, None)?;
        self.persons(scope, of, who).map(Who::Listed)
    }

    /// 本人: of a person, or of a tenure.
    fn own_person(&mut self, scope: &Scope, who: &tree::Who) -> Option<Who> {
        let person = self.known_kind(scope.pack, "人员");
        let is_person = scope.owner.is_some_and(|o| person.is_some_and(|p| self.program.schema.is_kind(o, p)));
        let tenure = scope.owner.and_then(|k| self.program.schema.kind(k)).and_then(|k| k.record).and_then(|t| self.table(t));
        if is_person || tenure.is_some_and(|t| t.shape == TableShape::Tenure) {
            return Some(Who::Own);
        }
        let place = self.place(scope.pack, who.span);
        let here = self.owner_words(scope.owner);
        self.report(problems::wrong_owner::problem(place, "本人", "人员", &here));
        None
    }

    /// `各 群体性事件.有关领导`
    fn of_each(&mut self, scope: &Scope, who: &tree::Who, path: &tree::Path, table: &str, rest: &[&str]) -> Option<Who> {
        let Some(id) = self.known_table(scope.pack, table) else {
            let word = path.words.first()?;
            self.unknown_or_other(scope.pack, word, &Bilingual::new("表", "a table"));
            return None;
        };
        let kind = self.table(id)?.record_kind();
        let inside = crate::check::reads::Scope { owner: kind, row: None, ..*scope };
        if rest.is_empty() || kind.is_none() {
            let (place, words) = (self.place(scope.pack, who.span), self.words(scope.pack, who.span));
            self.report(problems::wrong_kind_of_name::problem(
                place,
                &words,
                &Bilingual::new("一张表", "a table"),
                &Bilingual::new(
                    "事件里的一份人员名单，如「各 事件.有关领导」",
                    "a list of persons of an event, such as 「各 事件.有关领导」",
                ),
            ));
            return None;
        }
        let of_record = tree::Path { words: path.words.iter().skip(1).cloned().collect(), ..path.clone() };
        let of = self.lower_name(&inside, &of_record, None)?;
        self.persons(scope, of, who).map(|of| Who::Each { table: id, of })
    }

    /// A list of persons, or one.
    fn persons(&mut self, scope: &Scope, of: Expr, who: &tree::Who) -> Option<Expr> {
        let person = self.known_kind(scope.pack, "人员");
        let fits = match &of.ty {
            Type::Set(kind) | Type::Entity(kind) => person.is_some_and(|p| self.program.schema.is_kind(*kind, p)),
            _ => false,
        };
        if fits {
            return Some(of);
        }
        let wanted = Type::Set(person?);
        self.mismatch(scope.pack, who.span, &of.ty.clone(), &wanted);
        None
    }
}
