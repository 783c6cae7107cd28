//! Definitions, exceptions, 界限 and 推定: each becomes rules of a variable.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{Type, Value};

use crate::check::overrides::Pending;
use crate::check::reads::Scope;
use crate::check::variables::{VariableSource, Written};
use crate::check::{Checker, ids};
use crate::ir::{self, Bound, Expr, ExprKind, InDays, InForce, Presumption, Rule, VariableId};
use crate::problems;
use crate::syntax::tree::{Body, Decision, Define, Path, Start, StatementKind, Validity};
use crate::value_text;

impl<'a> Checker<'a> {
    pub(super) fn scope_of(&self, pack: usize, id: VariableId) -> Scope {
        let variable = self.program.variable(id);
        Scope { pack, owner: variable.and_then(|v| v.owner), yearly: variable.is_some_and(|v| v.yearly), row: None, indexed: Some(id) }
    }

    /// 适用, in years.
    pub(super) fn in_force(&mut self, pack: usize, validity: Option<&Validity>) -> InForce {
        let Some(validity) = validity else { return InForce::default() };
        let from = self.year_of(pack, &validity.from);
        let to = validity.to.as_ref().and_then(|to| self.year_of(pack, to));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let place = self.place(pack, validity.span);
            let told = Bilingual::new(format!("从 {from} 年度到 {to} 年度"), format!("from {from} to {to}"));
            self.report(problems::validity_reversed::problem(place, &told));
        }
        InForce::years(from, to)
    }

    /// 适用 of a rule: in days where an event has what it is about, else in years.
    pub(super) fn in_force_of(&mut self, id: VariableId, pack: usize, validity: Option<&Validity>) -> InForce {
        let by_day = self.program.variable(id).is_some_and(|v| self.program.dated_by(v).is_some());
        let Some(validity) = validity.filter(|_| by_day) else { return self.in_force(pack, validity) };
        let days = days_of(validity);
        if let (Some(from), Some(to)) = (days.from, days.to)
            && to < from
        {
            let place = self.place(pack, validity.span);
            let told = Bilingual::new(format!("从 {from} 到 {to}"), format!("from {from} to {to}"));
            self.report(problems::validity_reversed::problem(place, &told));
        }
        InForce { days, ..InForce::default() }
    }

    /// The base rules of definitions.
    pub(super) fn lower_bases(&mut self) {
        let sources: Vec<(VariableId, Vec<VariableSource<'a>>)> = self.sources.iter().map(|(id, s)| (*id, s.clone())).collect();
        for (id, sources) in sources {
            for (version, source) in sources.iter().enumerate() {
                match source.body {
                    Written::Define(define) => self.lower_base(id, source, define, version),
                    Written::Decision(decision) => self.lower_base_table(id, source, decision, version),
                    _ => {}
                }
            }
        }
    }

    fn lower_base(&mut self, id: VariableId, source: &VariableSource<'a>, define: &'a Define, version: usize) {
        let pack = source.pack;
        let scope = self.scope_of(pack, id);
        let Some(variable) = self.program.variable(id) else { return };
        let (ty, name, maybe_na) = (variable.ty.clone(), variable.name.clone(), variable.maybe_na);
        let in_force = self.in_force_of(id, pack, define.validity.as_ref());
        let (guard, value, default) = match &define.body {
            Body::Is(expr) => (Some(None), Some(self.lower_as(&scope, expr, &ty)), None),
            Body::Rule { guard, then, default } => {
                let guard = guard.as_ref().map_or(Some(None), |g| self.lower_guard(&scope, g).map(Some));
                let value = then.as_ref().map(|e| self.lower_as(&scope, e, &ty));
                (guard, value, default.as_ref().map(|e| self.lower_as(&scope, e, &ty)))
            }
        };
        if guard.is_none() || matches!(value, Some(None)) || matches!(default, Some(None)) {
            self.damaged.insert(id);
        }
        let default = default.flatten().or_else(|| {
            // A boolean that nothing makes true is 否, unless its author says it may be 不适用.
            let may_fail = matches!(guard, Some(Some(_))) || value.is_none();
            let no = Expr { kind: ExprKind::Literal(Value::Bool(false)), ty: Type::Bool, span: source.path().span };
            (ty == Type::Bool && !maybe_na && may_fail).then_some(no)
        });
        self.enter_default(id, pack, version, default, source);
        if value.is_none()
            && let Some(variable) = self.program.variables.get_mut(id.at())
        {
            variable.without_base.push(in_force);
        }
        let (Some(guard), Some(Some(value))) = (guard, value) else { return };
        self.enter_base(id, source, (&name, version), in_force, (guard, value));
    }

    /// A 判定表 is a base rule without a condition, whose value is read off its rows.
    fn lower_base_table(&mut self, id: VariableId, source: &VariableSource<'a>, decision: &'a Decision, version: usize) {
        let scope = self.scope_of(source.pack, id);
        let Some(name) = self.program.variable(id).map(|v| v.name.clone()) else { return };
        let in_force = self.in_force_of(id, source.pack, decision.validity.as_ref());
        match self.lower_decision(id, &scope, decision) {
            Some(value) => self.enter_base(id, source, (&name, version), in_force, (None, value)),
            None => {
                self.damaged.insert(id);
            }
        }
    }

    fn enter_base(
        &mut self,
        id: VariableId,
        source: &VariableSource<'a>,
        (name, version): (&str, usize),
        in_force: InForce,
        (guard, value): (Option<Expr>, Expr),
    ) {
        let pack = source.pack;
        let [from, _] = in_force.years_named();
        let year = (version > 0).then_some(from).flatten().map(|y| y.0);
        let rule = Rule {
            label: "基本".to_owned(),
            id: self.base_id(pack, source.statement.article, name, year),
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, source.statement.article),
            span: source.statement.span,
            is_base: true,
            in_force,
            repealed: None,
            where_applies: None,
            guard,
            value: Some(value),
            mode: None,
            published: false,
            overrides: Vec::new(),
        };
        self.add_rule(id, rule);
    }

    fn enter_default(&mut self, id: VariableId, pack: usize, version: usize, default: Option<Expr>, source: &VariableSource<'a>) {
        let place = self.place(pack, source.path().span);
        let Some(variable) = self.program.variables.get_mut(id.at()) else { return };
        if version == 0 {
            variable.default = default;
        } else if variable.default != default && !self.damaged.contains(&id) {
            let (name, span) = (variable.name.clone(), variable.span);
            let first = self.place(pack, span);
            self.report(problems::version_differs::problem(place, &name, first));
        }
    }

    pub(super) fn add_rule(&mut self, id: VariableId, rule: Rule) -> Option<ir::RuleIx> {
        let variable = self.program.variables.get_mut(id.at())?;
        let ix = ir::RuleIx(super::next_index(&variable.rules));
        variable.rules.push(rule);
        Some(ix)
    }

    /// The variable a path names, seen from a pack, whoever owns it.
    pub(super) fn variable_at(&mut self, pack: usize, path: &Path) -> Vec<VariableId> {
        let words: Vec<&str> = path.words.iter().map(|w| w.text.as_str()).collect();
        let found: Vec<VariableId> = match words.as_slice() {
            [name] => {
                let mut found: Vec<VariableId> = self.names.owned(name, pack).into_iter().map(|(_, d)| d.what).collect();
                found.extend(self.names.items(name, pack).into_iter().filter_map(|d| match d.what {
                    super::names::Item::Nobodys(id) => Some(id),
                    _ => None,
                }));
                found
            }
            [owner, name] => {
                let kind = self.known_kind(pack, owner);
                let owned = self.names.owned(name, pack).into_iter();
                owned.filter(|(o, _)| Some(*o) == kind).map(|(_, d)| d.what).collect()
            }
            _ => Vec::new(),
        };
        if found.is_empty() { self.overridden_at(pack, path).into_iter().collect() } else { found }
    }

    /// The one variable a path names, or a problem.
    pub(super) fn target_variable(&mut self, pack: usize, path: &Path) -> Option<VariableId> {
        let from = self.pack_said(pack, path)?;
        let found = self.variable_at(from, path);
        match found.as_slice() {
            [one] => return Some(*one),
            [] => self.unknown_target(pack, path),
            many => {
                let names: Vec<String> = many.iter().filter_map(|id| self.program.variable(*id)).map(|v| v.name.clone()).collect();
                let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
                self.report(problems::ambiguous_name::problem(place, &words, &names));
            }
        }
        None
    }

    pub(super) fn unknown_target(&mut self, pack: usize, path: &Path) {
        if path.words.iter().any(|w| self.broken.contains(&w.text)) {
            return;
        }
        let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
        let last = path.words.last().map(|w| w.text.clone()).unwrap_or_default();
        let is_column = match path.words.as_slice() {
            [table, column] => {
                self.known_table(pack, &table.text).and_then(|t| self.table(t)).is_some_and(|t| t.column_named(&column.text).is_some())
            }
            [column] => self.program.schema.tables.iter().any(|t| t.column_named(&column.text).is_some()),
            _ => false,
        };
        if is_column {
            self.report(problems::target_is_column::problem(place, &words));
            return;
        }
        let mut known: Vec<String> = Vec::new();
        for variable in self.program.variables.iter().filter(|_| self.still_hints()) {
            known.extend(variable.name.rsplit('.').next().map(str::to_owned));
            known.extend(variable.rules.iter().filter(|r| !r.is_base).map(|r| r.label.clone()));
        }
        known.sort_unstable();
        known.dedup();
        let near = super::names::nearest(&last, known.iter().map(String::as_str));
        self.report(problems::target_unknown::problem(place, &words, &near));
    }

    /// Exceptions: which variable each belongs to, then its guard and value.
    pub(super) fn lower_exceptions(&mut self) {
        let packs = self.packs;
        // An exception may aim at another one by label, written before or after it: labels are found first, round by round.
        let mut waiting: Vec<Pending<'a>> = Vec::new();
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Exception(exception) = &statement.kind {
                    waiting.push(Pending { pack, statement, exception, variable: None, rule: None });
                }
            }
        }
        loop {
            let before = waiting.iter().filter(|p| p.variable.is_some()).count();
            for at in 0..waiting.len() {
                let Some(pending) = waiting.get(at).filter(|p| p.variable.is_none()).copied() else { continue };
                let found = self.variable_of_exception(&pending, &waiting);
                if let Some(slot) = waiting.get_mut(at) {
                    slot.variable = found;
                }
            }
            if waiting.iter().filter(|p| p.variable.is_some()).count() == before {
                break;
            }
        }
        waiting.sort_by_key(|p| p.variable.is_some());
        for mut pending in waiting {
            let exception = pending.exception;
            match pending.variable {
                None => self.no_variable(&pending),
                Some(id) => {
                    pending.rule = self.lower_exception(id, &pending);
                    if pending.rule.is_none() {
                        self.damaged.insert(id);
                    }
                    if exception.over.is_empty() {
                        self.damaged.insert(id);
                    }
                }
            }
            self.pending.push(pending);
        }
    }

    /// Tells what is wrong with the targets of an exception that belongs nowhere; its own words are still checked for names
    /// nobody bears only when its variable is known.
    fn no_variable(&mut self, pending: &Pending<'a>) {
        self.broken.insert(pending.exception.label.text.clone());
        let Some(target) = pending.exception.over.first() else { return };
        let Some(from) = self.pack_said(pending.pack, &target.path) else { return };
        if self.variable_at(from, &target.path).len() > 1 {
            self.target_variable(pending.pack, &target.path);
        } else {
            self.unknown_target(pending.pack, &target.path);
        }
    }

    fn lower_exception(&mut self, id: VariableId, pending: &Pending<'a>) -> Option<ir::RuleIx> {
        let (pack, exception) = (pending.pack, pending.exception);
        let scope = self.scope_of(pack, id);
        let ty = self.program.variable(id)?.ty.clone();
        let in_force = self.in_force_of(id, pack, exception.validity.as_ref());
        let guard = self.lower_guard(&scope, &exception.guard);
        let value = self.lower_as(&scope, &exception.then, &ty);
        let rule = Rule {
            label: exception.label.text.clone(),
            id: format!("{}/{}", self.id_prefix(pack, pending.statement.article), exception.label.text),
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, pending.statement.article),
            span: pending.statement.span,
            is_base: false,
            in_force,
            repealed: None,
            where_applies: None,
            guard: Some(guard?),
            value: Some(value?),
            mode: exception.mode.map(|(mode, _)| mode),
            published: exception.published.is_some(),
            overrides: Vec::new(),
        };
        self.add_rule(id, rule)
    }

    /// 界限 and 推定.
    pub(super) fn lower_bounds_and_presumptions(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let (path, label, guard) = match &statement.kind {
                    StatementKind::Bound(b) => (&b.target, &b.label, &b.guard),
                    StatementKind::Presume(p) => (&p.target, &p.label, &p.guard),
                    _ => continue,
                };
                let Some(id) = self.target_variable(pack, path) else { continue };
                let scope = self.scope_of(pack, id);
                let Some(variable) = self.program.variable(id) else { continue };
                let ty = variable.ty.clone();
                let guard = self.lower_guard(&scope, guard);
                let article = self.article_ix(pack, statement.article);
                let rule_id = format!("{}/{}", self.id_prefix(pack, statement.article), label.text);
                match &statement.kind {
                    StatementKind::Bound(b) => {
                        if !ty.is_ordered(&self.program.schema.enums) {
                            let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
                            let ty = value_text::type_words(&ty, &self.program.schema);
                            self.report(problems::not_ordered::problem(place, &words, &ty));
                            continue;
                        }
                        let limit = self.lower_as(&scope, &b.limit, &ty);
                        let (Some(guard), Some(limit)) = (guard, limit) else { continue };
                        let bound = Bound {
                            label: label.text.clone(),
                            id: rule_id,
                            pack: ids::pack_ix(pack),
                            article,
                            guard: Some(guard),
                            at_least: b.at_least,
                            limit,
                            span: statement.span,
                        };
                        if let Some(variable) = self.program.variables.get_mut(id.at()) {
                            variable.bounds.push(bound);
                        }
                    }
                    StatementKind::Presume(p) => {
                        let value = self.lower_as(&scope, &p.then, &ty);
                        let (Some(guard), Some(value)) = (guard, value) else { continue };
                        let because = p.because.text.clone();
                        let presumption = Presumption {
                            label: label.text.clone(),
                            id: rule_id,
                            pack: ids::pack_ix(pack),
                            article,
                            guard: Some(guard),
                            value,
                            because,
                            span: statement.span,
                        };
                        if let Some(variable) = self.program.variables.get_mut(id.at()) {
                            variable.presumptions.push(presumption);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

/// 适用 in days: a year is all of its days.
pub(super) fn days_of(validity: &Validity) -> InDays {
    let first = |start: &Start| match start {
        Start::Day(day, _) => Some(*day),
        Start::Year(year, _) => year.first_day(),
    };
    let last = |start: &Start| match start {
        Start::Day(day, _) => Some(*day),
        Start::Year(year, _) => year.last_day(),
    };
    InDays { from: first(&validity.from), to: validity.to.as_ref().and_then(last) }
}
