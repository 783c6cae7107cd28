//! 程序, 程序片段 and 义务: what they are about, their guards as variables, their lengths and days; and 依.
//!
//! Roles, materials and days are words of the case file, declared by use; what is odd about them is told in
//! `procedure_words` and `procedure_limits`.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::KeyType;
use quanheng_facts::value::{Type, Value};

use crate::check::names::nearest;
use crate::check::reads::{Meaning, Scope};
use crate::check::rules::days_of;
use crate::check::{Checker, ids, next_index};
use crate::ir::{
    self, About, Act, Course, Demands, Each, Expr, ExprKind, Filled, InDays, InForce, Length, LengthUnit, Limit, Plan, Procedure,
    ProcedureIx, Role, Rule, ScopeOf, Shape, Start, Step, Terms, Variable, VariableId,
};
use crate::problems;
use crate::syntax::tree::{self, Guard, LimitKind, Path, ProcedureBody, Statement, StatementKind, Word};
use crate::value_text;

/// Where a procedure was written, beside [`ir::Program::procedures`].
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenProcedure<'a> {
    pub pack: usize,
    pub statement: &'a Statement,
    pub procedure: &'a tree::Procedure,
}

/// What the words of a procedure or a duty may name beside readings: the steps.
struct Setting<'s> {
    scope: Scope,
    steps: &'s [tree::Step],
}

impl<'a> Checker<'a> {
    pub(super) fn declare_procedures(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Procedure(procedure) = &statement.kind {
                    self.declare_procedure(WrittenProcedure { pack, statement, procedure });
                }
            }
        }
    }

    fn declare_procedure(&mut self, written: WrittenProcedure<'a>) {
        let (pack, procedure) = (written.pack, written.procedure);
        let name = &procedure.name;
        if let Some(before) = self.procedure_named(pack, &name.text).and_then(|ix| self.written_procedures.get(ix.at())) {
            let (place, first) = (self.place(pack, name.span), self.place(before.pack, before.procedure.name.span));
            self.report(problems::duplicate_name::problem(place, &name.text, first));
            return;
        }
        let Some(about) = self.about(pack, &procedure.index) else {
            self.broken.insert(name.text.clone());
            return;
        };
        let called = procedure.index.iter().find_map(|i| i.name.as_ref()).map(|w| w.text.clone());
        self.program.procedures.push(Procedure {
            name: name.text.clone(),
            id: format!("{}/{}", self.id_prefix(pack, written.statement.article), name.text),
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, written.statement.article),
            span: written.statement.span,
            is_fragment: procedure.fragment,
            about,
            called,
            course: Course::Plan(Box::default()),
        });
        self.written_procedures.push(written);
    }

    fn procedure_named(&self, pack: usize, name: &str) -> Option<ProcedureIx> {
        let sees = |w: &WrittenProcedure<'_>| self.names.sees(pack, w.pack) && w.procedure.name.text == name;
        self.written_procedures.iter().position(sees).and_then(|at| u32::try_from(at).ok()).map(ProcedureIx)
    }

    /// What the brackets after a procedure's name say it is about.
    fn about(&mut self, pack: usize, index: &[tree::IndexItem]) -> Option<About> {
        let mut yearly = false;
        let mut about: Option<About> = None;
        for item in index {
            let of = &item.of;
            if of.text == "年度" && item.name.is_none() && !yearly {
                yearly = true;
                continue;
            }
            let found = if of.text == "结论" {
                Some(About::AnyConclusion)
            } else if self.is_conclusion_class(pack, &of.text) {
                Some(About::Conclusion(of.text.clone()))
            } else if item.or.is_empty() {
                self.known_kind(pack, &of.text).map(|kind| About::Kind { kind, yearly: false })
            } else {
                self.kind_among(pack, of, &item.or).map(|kind| About::Kind { kind, yearly: false })
            };
            let Some(found) = found.filter(|_| about.is_none()) else {
                if about.is_some() {
                    let place = self.place(pack, of.span);
                    self.report(problems::index_unknown::problem(place, &of.text));
                } else if !self.tell_part_of_year(pack, of) {
                    let wanted = Bilingual::new("一种实体、一种事件或者结论类", "a kind of entity or event, or a class of conclusions");
                    self.unknown_or_other(pack, of, &wanted);
                }
                return None;
            };
            about = Some(found);
        }
        Some(match about {
            None => About::Nothing,
            Some(About::Kind { kind, .. }) => About::Kind { kind, yearly },
            Some(other) => other,
        })
    }

    /// True for a 结论类 that the pack sees.
    fn is_conclusion_class(&self, pack: usize, name: &str) -> bool {
        self.program.outcome_kinds.iter().any(|k| k.name == name && self.names.sees(pack, k.pack.at()))
    }

    /// The procedure a path names, or a problem.
    fn procedure_at(&mut self, pack: usize, path: &Path) -> Option<ProcedureIx> {
        let from = self.pack_said(pack, path)?;
        let word = path.words.last()?;
        let found = self.procedure_named(from, &word.text).filter(|_| path.words.len() == 1);
        if found.is_none() && !self.broken.contains(&word.text) {
            let known: Vec<String> =
                self.written_procedures.iter().filter(|w| self.names.sees(from, w.pack)).map(|w| w.procedure.name.text.clone()).collect();
            let near = nearest(&word.text, known.iter().map(String::as_str));
            let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
            self.report(problems::procedure_unknown::problem(place, &words, &near));
        }
        found
    }

    /// Steps, guards and lengths of every procedure; then every duty.
    pub(super) fn lower_procedures(&mut self) {
        for at in 0..self.written_procedures.len() {
            let Some(written) = self.written_procedures.get(at).copied() else { continue };
            let course = match &written.procedure.body {
                ProcedureBody::Like(path) => {
                    let Some(other) = self.procedure_at(written.pack, path) else { continue };
                    self.check_same_matter(&written, at, other, path);
                    Course::Like(other)
                }
                ProcedureBody::Plan(plan) => Course::Plan(Box::new(self.lower_plan(at, &written, plan))),
            };
            if let Some(procedure) = self.program.procedures.get_mut(at) {
                procedure.course = course;
            }
        }
        self.lower_duties();
    }

    /// 依: what the one is about must be something the other can be about.
    fn check_same_matter(&mut self, written: &WrittenProcedure<'a>, at: usize, other: ProcedureIx, path: &Path) {
        let (Some(one), Some(other)) = (self.program.procedures.get(at), self.program.procedures.get(other.at())) else { return };
        let fits = match (&one.about, &other.about) {
            (_, About::Nothing) | (About::AnyConclusion | About::Conclusion(_), About::AnyConclusion) => true,
            (About::Kind { kind, yearly }, About::Kind { kind: wider, yearly: by_year }) => {
                self.program.schema.is_kind(*kind, *wider) && yearly == by_year
            }
            (a, b) => a == b,
        };
        if fits {
            return;
        }
        let (one, two) = (self.about_words(&one.about), self.about_words(&other.about));
        let place = self.place(written.pack, path.span);
        let words = self.words(written.pack, path.span);
        self.report(problems::procedure_other_matter::problem(place, &written.procedure.name.text, &one, &words, &two));
    }

    pub(super) fn about_words(&self, about: &About) -> String {
        match about {
            About::Kind { kind, yearly } => {
                let year = if *yearly { "，年度" } else { "" };
                format!("{}{year}", self.owner_words(Some(*kind)))
            }
            About::AnyConclusion => "结论".to_owned(),
            About::Conclusion(class) => class.clone(),
            About::Nothing => "（没有写）".to_owned(),
        }
    }

    fn scope_about(pack: usize, about: &About) -> Scope {
        match about {
            About::Kind { kind, yearly } => Scope { owner: Some(*kind), yearly: *yearly, ..Scope::bare(pack) },
            _ => Scope::bare(pack),
        }
    }

    fn lower_plan(&mut self, at: usize, written: &WrittenProcedure<'a>, plan: &'a tree::Plan) -> Plan {
        let Some(procedure) = self.program.procedures.get(at) else { return Plan::default() };
        let (name, id) = (procedure.name.clone(), procedure.id.clone());
        let setting = Setting { scope: Self::scope_about(written.pack, &procedure.about), steps: &plan.steps };
        self.used(written.pack, plan.roles.iter().map(|r| &r.name).chain(&plan.recused));
        let terms = plan.terms.as_ref().and_then(|t| self.lower_terms(&setting.scope, t));
        let steps = plan.steps.iter().map(|s| self.lower_step(&setting, written, &name, &id, s)).collect();
        let appeal = plan.appeal.as_ref().and_then(|path| self.procedure_at(written.pack, path));
        Plan {
            roles: plan.roles.iter().map(|r| Role { name: r.name.text.clone(), words: r.words.text.clone() }).collect(),
            recused: texts(&plan.recused),
            terms,
            stays_in_force: plan.stays_in_force,
            steps,
            appeal,
        }
    }

    fn lower_terms(&mut self, scope: &Scope, terms: &tree::Terms) -> Option<Terms> {
        let first_day = self.clause_option(scope, &terms.first_day, "首日方式");
        let holiday = terms.holiday.as_ref().map(|e| self.clause_option(scope, e, "末日方式"));
        Some(Terms { first_day: first_day?, holiday: holiday.flatten() })
    }

    fn clause_option(&mut self, scope: &Scope, expr: &tree::Expr, of: &str) -> Option<Expr> {
        let ty = Type::Enum(ir::clause_enum(of)?);
        self.lower_as(scope, expr, &ty)
    }

    fn lower_step(
        &mut self,
        setting: &Setting<'_>,
        written: &WrittenProcedure<'a>,
        procedure: &str,
        id: &str,
        step: &'a tree::Step,
    ) -> Step {
        let id = format!("{id}/{}", step.name.text);
        let guard = step.guard.as_ref().and_then(|guard| {
            let named = Named { name: format!("程序.{procedure}.{}", step.name.text), label: step.name.text.clone(), id: id.clone() };
            self.guard_variable(&setting.scope, Some(guard), named, written.statement, step.span, InForce::default())
        });
        let acts = step.acts.iter().map(|a| self.lower_act(setting, a)).collect();
        let demands = self.lower_demands(setting, &step.demands);
        Step { name: step.name.text.clone(), id, span: step.span, guard, acts, demands }
    }

    /// The variable that is 是 where a guard holds. `None`: the guard could not be understood.
    fn guard_variable(
        &mut self,
        scope: &Scope,
        guard: Option<&Guard>,
        named: Named,
        statement: &Statement,
        span: tree::Span,
        in_force: InForce,
    ) -> Option<VariableId> {
        let guard = match guard {
            Some(guard) => Some(self.lower_guard(scope, guard)?),
            None => None,
        };
        let literal = |truth| Expr { kind: ExprKind::Literal(Value::Bool(truth)), ty: Type::Bool, span };
        let article = self.article_ix(scope.pack, statement.article);
        let default = guard.is_some().then(|| literal(false));
        let rule = Rule {
            label: named.label,
            id: named.id,
            pack: ids::pack_ix(scope.pack),
            article,
            span,
            is_base: true,
            in_force,
            repealed: None,
            where_applies: None,
            guard,
            value: Some(literal(true)),
            mode: None,
            published: false,
            overrides: Vec::new(),
        };
        let id = VariableId(next_index(&self.program.variables));
        self.program.variables.push(Variable {
            name: named.name,
            owner: scope.owner,
            yearly: scope.yearly,
            index: Vec::new(),
            ty: Type::Bool,
            maybe_na: false,
            pack: ids::pack_ix(scope.pack),
            article,
            span,
            shape: Shape::Rules,
            rules: vec![rule],
            default,
            bounds: Vec::new(),
            presumptions: Vec::new(),
            without_base: Vec::new(),
            left_open: Vec::new(),
            judgement: None,
            outcome: None,
            of_column: None,
            stratum: 0,
        });
        Some(id)
    }

    fn lower_act(&mut self, setting: &Setting<'_>, act: &'a tree::Act) -> Act {
        self.used(setting.scope.pack, std::iter::once(&act.actor).chain(&act.attach));
        let limits = act.limits.iter().filter_map(|l| self.lower_limit(setting, l)).collect();
        let scope = act.scope.as_ref().and_then(|e| self.lower_scope_of(&setting.scope, e));
        Act {
            actor: act.actor.text.clone(),
            modal: act.modal,
            words: act.words.text.clone(),
            span: act.span,
            limits,
            scope,
            attach: texts(&act.attach),
        }
    }

    /// 范围: a reading of the type 文本, or a word of the case file.
    fn lower_scope_of(&mut self, scope: &Scope, expr: &'a tree::Expr) -> Option<ScopeOf> {
        if let tree::ExprKind::Name(path) = &expr.kind
            && let [word] = path.words.as_slice()
            && matches!(self.meaning(scope, path, None), Meaning::Unknown | Meaning::Elsewhere(_) | Meaning::Other(_))
        {
            self.used(scope.pack, [word]);
            return Some(ScopeOf::Words(word.text.clone()));
        }
        self.lower_as(scope, expr, &Type::Text).map(ScopeOf::Value)
    }

    fn lower_limit(&mut self, setting: &Setting<'_>, limit: &'a tree::Limit) -> Option<Limit> {
        let span = limit.span;
        match &limit.kind {
            LimitKind::Within { length, start, next_day } => {
                let length = self.lower_length(&setting.scope, length);
                let start = start.as_ref().map(|w| self.lower_start(setting, w));
                Some(Limit::Within { length: length?, start, next_day: next_day.is_some(), span })
            }
            LimitKind::NoLaterThan { next_year, month, day, holiday } => {
                if !setting.scope.yearly {
                    let (place, words) = (self.place(setting.scope.pack, span), self.words(setting.scope.pack, span));
                    self.report(problems::limit_needs_year::problem(place, &words));
                }
                let holiday = holiday.as_ref().map(|e| self.clause_option(&setting.scope, e, "末日方式"));
                Some(Limit::NoLaterThan { next_year: *next_year, month: *month, day: *day, holiday: holiday.flatten(), span })
            }
            LimitKind::Every { length, until } => {
                let length = self.lower_length(&setting.scope, length);
                let until = self.lower_start(setting, until);
                Some(Limit::Every { length: length?, until, span })
            }
        }
    }

    /// A whole number of years, months, days, working days or hours, more than none.
    fn lower_length(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Length> {
        let count = self.lower(scope, expr, None)?;
        let Some(unit) = LengthUnit::of(&count.ty) else {
            let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
            let ty = value_text::type_words(&count.ty, &self.program.schema);
            self.report(problems::limit_unit::problem(place, &words, &ty));
            return None;
        };
        if self.constant_value(&count).is_some_and(|n| n <= quanheng_facts::exact::Exact::ZERO) {
            let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
            self.report(problems::length_not_positive::problem(place, &words));
        }
        let open = match &count.kind {
            ExprKind::Open(id) if self.program.opens.get(id.at()).is_some_and(|o| o.settled.is_none()) => Some(*id),
            _ => None,
        };
        Some(Length { count, unit, open })
    }

    /// Words of the case file: used is declared.
    fn used(&mut self, pack: usize, words: impl IntoIterator<Item = &'a Word>) {
        self.words_used.extend(words.into_iter().map(|w| (pack, w)));
    }

    fn recorded(&mut self, pack: usize, word: &'a Word) -> Start {
        self.used(pack, [word]);
        Start::Recorded(word.text.clone())
    }

    /// A step, a day of the facts, or a day that the case file records.
    fn lower_start(&mut self, setting: &Setting<'_>, word: &'a Word) -> Start {
        if setting.steps.iter().any(|s| s.name.text == word.text) {
            return Start::Step(word.text.clone());
        }
        let path = Path { pack: None, words: vec![word.clone()], span: word.span };
        match self.meaning(&setting.scope, &path, None) {
            meaning @ (Meaning::Variable(..) | Meaning::Column(..) | Meaning::Through(..)) => {
                let ty = self.type_of_meaning(&meaning);
                if ty != Some(Type::Date) {
                    if let Some(ty) = ty {
                        self.mismatch(setting.scope.pack, word.span, &ty, &Type::Date);
                    }
                    return self.recorded(setting.scope.pack, word);
                }
                match self.lower_name(&setting.scope, &path, Some(&Type::Date)) {
                    Some(day) => Start::Day(day),
                    None => self.recorded(setting.scope.pack, word),
                }
            }
            _ => self.recorded(setting.scope.pack, word),
        }
    }

    fn lower_demands(&mut self, setting: &Setting<'_>, demands: &'a tree::Demands) -> Demands {
        self.used(setting.scope.pack, words_of_demands(demands));
        let material = |m: &tree::Material| ir::Material { name: m.name.text.clone(), of: m.of.as_ref().map(|w| w.text.clone()) };
        let mut filled = Vec::new();
        for path in &demands.filled {
            filled.extend(self.lower_must_be_filled(&setting.scope, path));
        }
        let extensions = demands.extensions.iter().map(|e| ir::Extension {
            words: e.words.text.clone(),
            up_to: e.up_to.as_ref().and_then(|l| self.lower_length(&setting.scope, l)),
            by: e.by.as_ref().map(|w| w.text.clone()),
            giving: texts(&e.giving),
            when: e.when.as_ref().and_then(|w| self.condition(&setting.scope, w)),
            span: e.span,
        });
        let extensions = extensions.collect();
        Demands {
            requires: demands.requires.iter().map(|any| any.iter().map(material).collect()).collect(),
            filled,
            suspensions: demands
                .suspensions
                .iter()
                .map(|s| ir::Suspension { words: s.words.text.clone(), until: self.lower_start(setting, &s.until), span: s.span })
                .collect(),
            extensions,
            overdue: demands
                .overdue
                .iter()
                .map(|o| ir::Overdue { first: action(&o.first), again: o.again.as_ref().map(action), span: o.span })
                .collect(),
            tells: texts(&demands.tells),
            apart: demands.apart.iter().map(|(a, b)| (a.text.clone(), b.text.clone())).collect(),
        }
    }

    /// What has to be filled in: judgements, groups of them, or facts of what the procedure is about.
    fn lower_must_be_filled(&mut self, scope: &Scope, path: &Path) -> Vec<Filled> {
        let name = path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        let read: Vec<Expr> = match self.group_meant(scope, path) {
            Some(members) => members.into_iter().filter_map(|member| self.read_judgement(scope, member, path.span)).collect(),
            None => self.lower_name(scope, path, None).into_iter().collect(),
        };
        read.into_iter().map(|value| Filled { name: name.clone(), value }).collect()
    }

    fn lower_duties(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Duty(duty) = &statement.kind {
                    self.lower_duty(pack, statement, duty);
                }
            }
        }
    }

    fn lower_duty(&mut self, pack: usize, statement: &'a Statement, duty: &'a tree::Duty) {
        let Some(each) = self.each(pack, duty.each.as_ref()) else { return };
        let scope = match each {
            Each::Once => Scope::bare(pack),
            Each::Year => Scope { yearly: true, ..Scope::bare(pack) },
            Each::Kind { kind, yearly } => Scope { owner: Some(kind), yearly, ..Scope::bare(pack) },
        };
        let setting = Setting { scope, steps: &[] };
        let (in_days, in_force) = self.duty_in_force(pack, duty, scope.yearly);
        let id = format!("{}/{}", self.id_prefix(pack, statement.article), duty.label.text);
        let named = Named { name: format!("义务.{}", duty.label.text), label: duty.label.text.clone(), id: id.clone() };
        let guard = self.guard_variable(&scope, duty.guard.as_ref(), named, statement, statement.span, in_force);
        let act = self.lower_act(&setting, &duty.act);
        let terms = duty.terms.as_ref().and_then(|t| self.lower_terms(&scope, t));
        let demands = self.lower_demands(&setting, &duty.demands);
        let Some(guard) = guard else { return };
        self.program.duties.push(ir::Duty {
            label: duty.label.text.clone(),
            id,
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, statement.article),
            span: statement.span,
            each,
            guard,
            act,
            terms,
            demands,
            in_force: in_days,
        });
    }

    /// 每: a kind, 年度, or a table of which each entity has one row (a year).
    fn each(&mut self, pack: usize, word: Option<&Word>) -> Option<Each> {
        let Some(word) = word else { return Some(Each::Once) };
        if word.text == "年度" {
            return Some(Each::Year);
        }
        if let Some(kind) = self.known_kind(pack, &word.text) {
            return Some(Each::Kind { kind, yearly: false });
        }
        let Some(table) = self.known_table(pack, &word.text) else {
            let wanted = Bilingual::new("一种实体、一种事件、一张表或者年度", "a kind of entity or event, a table, or 年度");
            self.unknown_or_other(pack, word, &wanted);
            return None;
        };
        let schema = self.table(table)?;
        let mut of = None;
        let mut yearly = false;
        let mut plain = !schema.many_rows;
        for key in &schema.keys {
            match &key.ty {
                KeyType::Entity(kind) if of.is_none() => of = Some(*kind),
                KeyType::Year => yearly = true,
                _ => plain = false,
            }
        }
        match of.filter(|_| plain) {
            Some(kind) => Some(Each::Kind { kind, yearly }),
            None => {
                let place = self.place(pack, word.span);
                self.report(problems::duty_each_row::problem(place, &word.text));
                None
            }
        }
    }

    /// 适用 of a duty, in days; and in years, where it is dated in years.
    fn duty_in_force(&mut self, pack: usize, duty: &tree::Duty, yearly: bool) -> (InDays, InForce) {
        let Some(validity) = &duty.validity else { return (InDays::default(), InForce::default()) };
        let by_days = [Some(&validity.from), validity.to.as_ref()].into_iter().flatten().any(|s| matches!(s, tree::Start::Day(..)));
        let in_force = if by_days && !yearly { InForce::default() } else { self.in_force(pack, Some(validity)) };
        let days = days_of(validity);
        if by_days && !yearly && days.to.is_some_and(|to| days.from.is_some_and(|from| to < from)) {
            let place = self.place(pack, validity.span);
            let said = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
            let (from, to) = (said(days.from), said(days.to));
            let told = Bilingual::new(format!("从 {from} 到 {to}"), format!("from {from} to {to}"));
            self.report(problems::validity_reversed::problem(place, &told));
        }
        (days, in_force)
    }
}

/// What a guard's variable and its rule are called.
struct Named {
    name: String,
    label: String,
    id: String,
}

/// What the case file calls by name, days apart.
pub(super) fn words_of_demands(demands: &tree::Demands) -> Vec<&Word> {
    let mut out: Vec<&Word> = Vec::new();
    for material in demands.requires.iter().flatten() {
        out.push(&material.name);
        out.extend(&material.of);
    }
    for extension in &demands.extensions {
        out.extend(&extension.by);
        out.extend(&extension.giving);
    }
    for overdue in &demands.overdue {
        for action in std::iter::once(&overdue.first).chain(&overdue.again) {
            if let tree::OverdueAction::ReportTo(word) | tree::OverdueAction::PassTo(word) = action {
                out.push(word);
            }
        }
    }
    out.extend(demands.apart.iter().flat_map(|(a, b)| [a, b]));
    out
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|w| w.text.clone()).collect()
}

fn action(action: &tree::OverdueAction) -> ir::OverdueAction {
    match action {
        tree::OverdueAction::Remind => ir::OverdueAction::Remind,
        tree::OverdueAction::ReportTo(word) => ir::OverdueAction::ReportTo(word.text.clone()),
        tree::OverdueAction::PassTo(word) => ir::OverdueAction::PassTo(word.text.clone()),
    }
}
