//! 认定项 and 认定项组: whose they are, of which type, who judges; and 已填齐, which asks whether they were made.
//!
//! Owned by a kind of entities or of records; or a field of a kind of conclusions (`应当核实.方式`), which is then judged for each
//! conclusion of that kind by itself.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{JudgementId, JudgementIndex, JudgementSchema};
use quanheng_facts::value::{KindId, Type};

use crate::check::reads::Scope;
use crate::check::{Checker, ids, next_index};
use crate::ir::{Expr, ExprKind, InForce, IndexParam, Judgement, Rule, Shape, Variable, VariableId, Whose};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Path, Span, Statement, StatementKind, Word};

/// A group of judgements.
#[derive(Clone, Debug)]
pub(super) struct Group {
    owner: KindId,
    pack: usize,
    name: String,
    members: Vec<VariableId>,
    span: Span,
}

/// A field of a kind of conclusions that people fill in.
#[derive(Clone, Copy, Debug)]
pub(super) struct JudgedField<'a> {
    pack: usize,
    statement: &'a Statement,
    judgement: &'a tree::Judgement,
    kind: usize,
    field: usize,
}

/// The full names a statement declares: of a group, those of its members.
pub(super) fn names(judgement: &tree::Judgement) -> Vec<String> {
    let of = |last: &str| match judgement.path.words.as_slice() {
        [owner, ..] if judgement.path.words.len() > 1 => format!("{}.{last}", owner.text),
        _ => last.to_owned(),
    };
    match &judgement.members {
        Some(members) => members.iter().map(|m| of(&m.text)).collect(),
        None => judgement.path.words.last().map(|w| of(&w.text)).into_iter().collect(),
    }
}

impl<'a> Checker<'a> {
    pub(super) fn declare_judgements(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Judgement(judgement) = &statement.kind
                    && self.declare_judgement(pack, statement, judgement).is_none()
                {
                    let names = judgement.path.words.last().into_iter().chain(judgement.members.iter().flatten());
                    self.broken.extend(names.map(|w| w.text.clone()));
                }
            }
        }
    }

    fn declare_judgement(&mut self, pack: usize, statement: &'a Statement, judgement: &'a tree::Judgement) -> Option<()> {
        let path = &judgement.path;
        let [owner_word, name] = path.words.as_slice() else {
            let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
            self.report(problems::owner_missing::problem(place, &words));
            return None;
        };
        if let Some(kind) = self.program.outcome_kinds.iter().position(|k| k.name == owner_word.text && self.names.sees(pack, k.pack.at()))
        {
            return self.declare_judged_field(pack, statement, judgement, kind);
        }
        let owner = self.kind(pack, owner_word);
        let ty = self.type_of(pack, &judgement.ty);
        let indexes = self.indexes(pack, &judgement.index);
        let (owner, ty, (yearly, index)) = (owner?, ty?, indexes?);
        if let Some(item) = judgement.index.iter().find(|_| !index.is_empty() && judgement.members.is_some()) {
            let place = self.place(pack, item.of.span);
            self.report(problems::index_unknown::problem(place, &item.of.text));
            return None;
        }
        if yearly && self.program.schema.kind(owner).is_some_and(|k| k.record.is_some()) {
            // An event is judged once: it has a day of its own.
            let place = self.place(pack, path.span);
            self.report(problems::index_unknown::problem(place, "年度"));
            return None;
        }
        let each: Vec<&Word> = judgement.members.as_ref().map_or_else(|| vec![name], |members| members.iter().collect());
        let group = judgement.members.is_some().then(|| name.text.clone());
        let mut members = Vec::new();
        for word in each {
            let signature = Signature { owner, owner_name: &owner_word.text, yearly, index: &index, ty: &ty, group: group.as_deref() };
            members.extend(self.enter_judgement(pack, statement, judgement, word, &signature));
        }
        if let Some(group) = group {
            let before = self.judgement_groups.iter().find(|g| g.owner == owner && g.name == group && self.names.sees(pack, g.pack));
            if let Some((first_pack, first)) = before.map(|g| (g.pack, g.span)) {
                let (place, first) = (self.place(pack, name.span), self.place(first_pack, first));
                self.report(problems::duplicate_name::problem(place, &name.text, first));
                return None;
            }
            self.judgement_groups.push(Group { owner, pack, name: group, members, span: name.span });
        }
        Some(())
    }

    /// `认定项 应当核实.方式`: a field that people fill in, conclusion by conclusion.
    fn declare_judged_field(&mut self, pack: usize, statement: &'a Statement, judgement: &'a tree::Judgement, kind: usize) -> Option<()> {
        let name = judgement.path.words.last()?;
        let ty = self.type_of(pack, &judgement.ty)?;
        let fields = self.program.outcome_kinds.get(kind).map(|k| (k.name.clone(), k.fields.clone()))?;
        let Some((at, field)) = fields.1.iter().enumerate().find(|(_, f)| f.name == name.text) else {
            let place = self.place(pack, name.span);
            let known: Vec<String> = fields.1.iter().map(|f| f.name.clone()).collect();
            self.report(problems::field_unknown::problem(place, &name.text, &fields.0, &known));
            return None;
        };
        if field.ty != ty {
            self.mismatch(pack, judgement.ty.name.span, &ty, &field.ty.clone());
            return None;
        }
        self.judged_fields.push(JudgedField { pack, statement, judgement, kind, field: at });
        Some(())
    }

    /// The variable that stands for a judged field of one conclusion, and the schema of its rows in the table 认定.
    pub(super) fn judged_field(&mut self, pack: usize, kind: usize, field: usize, label: &str, mut variable: Variable) -> Option<Variable> {
        let judged = self.judged_fields.iter().find(|j| j.kind == kind && j.field == field && self.names.sees(pack, j.pack)).copied()?;
        let owner = variable.owner?;
        let judgement = judged.judgement;
        let texts = |words: &[Word]| words.iter().map(|w| w.text.clone()).collect();
        let schema = JudgementId(next_index(&self.program.schema.judgements));
        let last = judgement.path.words.last()?;
        self.program.schema.judgements.push(JudgementSchema {
            name: format!("{label}.{}", last.text),
            owner,
            yearly: variable.yearly,
            index: indexes_of(&variable.index),
            ty: variable.ty.clone(),
            bodies: texts(&judgement.bodies),
        });
        variable.judgement = Some(Box::new(Judgement {
            schema,
            evidence: texts(&judgement.evidence),
            each_with: texts(&judgement.each_with),
            step: judgement.step.as_ref().map(|w| w.text.clone()),
            needed_if: None,
            group: None,
        }));
        variable.article = self.article_ix(judged.pack, judged.statement.article);
        variable.pack = ids::pack_ix(judged.pack);
        Some(variable)
    }

    fn enter_judgement(
        &mut self,
        pack: usize,
        statement: &'a Statement,
        judgement: &'a tree::Judgement,
        word: &Word,
        signature: &Signature<'_>,
    ) -> Option<VariableId> {
        let owner = signature.owner;
        let before = self.names.owned(&word.text, pack).into_iter().find(|(o, _)| *o == owner).map(|(_, d)| (d.pack, d.span));
        if let Some((first_pack, first)) = before {
            let (place, first) = (self.place(pack, word.span), self.place(first_pack, first));
            self.report(problems::duplicate_name::problem(place, &word.text, first));
            return None;
        }
        let name = format!("{}.{}", signature.owner_name, word.text);
        let schema = JudgementId(next_index(&self.program.schema.judgements));
        self.program.schema.judgements.push(JudgementSchema {
            name: name.clone(),
            owner,
            yearly: signature.yearly,
            index: indexes_of(signature.index),
            ty: signature.ty.clone(),
            bodies: judgement.bodies.iter().map(|w| w.text.clone()).collect(),
        });
        let texts = |words: &[Word]| words.iter().map(|w| w.text.clone()).collect();
        let id = VariableId(next_index(&self.program.variables));
        let article = self.article_ix(pack, statement.article);
        self.program.variables.push(Variable {
            name,
            owner: Some(owner),
            yearly: signature.yearly,
            index: signature.index.to_vec(),
            ty: signature.ty.clone(),
            maybe_na: false,
            pack: ids::pack_ix(pack),
            article,
            span: word.span,
            shape: Shape::Rules,
            rules: Vec::new(),
            default: None,
            bounds: Vec::new(),
            presumptions: Vec::new(),
            without_base: Vec::new(),
            left_open: Vec::new(),
            judgement: Some(Box::new(Judgement {
                schema,
                evidence: texts(&judgement.evidence),
                each_with: texts(&judgement.each_with),
                step: judgement.step.as_ref().map(|w| w.text.clone()),
                needed_if: None,
                group: signature.group.map(str::to_owned),
            })),
            stratum: 0,
            outcome: None,
            of_column: None,
        });
        self.names.add_owned(owner, &word.text, pack, id, word.span);
        Some(id)
    }

    /// 需要时, and the base that stands for what was judged.
    pub(super) fn lower_judgements(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Judgement(judgement) = &statement.kind else { continue };
                for name in names(judgement) {
                    let found =
                        self.program.variables.iter().position(|v| v.name == name && v.pack == ids::pack_ix(pack) && v.judgement.is_some());
                    if let Some(id) = found.and_then(|at| u32::try_from(at).ok()).map(VariableId) {
                        self.lower_judgement(pack, statement, judgement, id, &name);
                    }
                }
            }
        }
    }

    fn lower_judgement(&mut self, pack: usize, statement: &'a Statement, judgement: &'a tree::Judgement, id: VariableId, name: &str) {
        let Some(variable) = self.program.variable(id) else { return };
        let scope = Scope { owner: variable.owner, yearly: variable.yearly, indexed: Some(id), ..Scope::bare(pack) };
        let needed_if = judgement.needed_if.as_ref().map(|e| self.condition(&scope, e));
        if matches!(needed_if, Some(None)) {
            self.damaged.insert(id);
        }
        if let Some(slot) = self.program.variables.get_mut(id.at()).and_then(|v| v.judgement.as_mut()) {
            slot.needed_if = needed_if.flatten();
        }
        let rule = Rule {
            label: "基本".to_owned(),
            id: self.base_id(pack, statement.article, name, None),
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, statement.article),
            span: statement.span,
            is_base: true,
            in_force: InForce::default(),
            repealed: None,
            where_applies: None,
            guard: None,
            value: None,
            mode: None,
            published: false,
            overrides: Vec::new(),
        };
        self.add_rule(id, rule);
    }

    /// 已填齐(x、y、组).
    pub(super) fn lower_filled(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        if args.is_empty() {
            return self.wrong_arguments(scope, "已填齐", span);
        }
        let mut named: Vec<&tree::Expr> = Vec::new();
        for arg in args {
            match &arg.kind {
                ArgKind::Value(one) => named.push(one),
                ArgKind::Names(several) => named.extend(several),
                _ => return self.wrong_arguments(scope, "已填齐", arg.span),
            }
        }
        let mut all: Vec<Expr> = Vec::new();
        let mut whole = true;
        for one in named {
            let (path, called) = match &one.kind {
                tree::ExprKind::Name(path) => (path, false),
                tree::ExprKind::Call { path, .. } => (path, true),
                _ => return self.wrong_arguments(scope, "已填齐", one.span),
            };
            if let Some(members) = self.group_meant(scope, path).filter(|_| !called) {
                for member in members {
                    let read = self.read_judgement(scope, member, path.span);
                    whole &= read.is_some();
                    all.extend(read);
                }
                continue;
            }
            let read = if called { self.lower(scope, one, None) } else { self.lower_name(scope, path, None) };
            let Some(read) = read else {
                whole = false;
                continue;
            };
            let judged = matches!(&read.kind, ExprKind::Variable { variable, .. }
                if self.program.variable(*variable).is_some_and(|v| v.judgement.is_some()));
            if judged {
                all.push(read);
            } else {
                let (place, words) = (self.place(scope.pack, path.span), self.words(scope.pack, path.span));
                let (is, wanted) = (Self::definition_words(), Bilingual::new("认定项或者认定项组", "a judgement or a group of them"));
                self.report(problems::wrong_kind_of_name::problem(place, &words, &is, &wanted));
                whole = false;
            }
        }
        whole.then_some(ExprKind::Filled(all))
    }

    /// The members of the group a path names.
    pub(super) fn group_meant(&self, scope: &Scope, path: &Path) -> Option<Vec<VariableId>> {
        let (kind, name) = match path.words.as_slice() {
            [name] => (None, name),
            [kind, name] => (Some(kind), name),
            _ => return None,
        };
        let owners = scope.owner.map(|o| self.kinds_up(o)).unwrap_or_default();
        let group = self.judgement_groups.iter().find(|g| {
            let said = kind.is_none_or(|k| self.program.schema.kind(g.owner).is_some_and(|d| d.name == k.text));
            g.name == name.text && said && owners.contains(&g.owner) && self.names.sees(scope.pack, g.pack)
        })?;
        Some(group.members.clone())
    }

    pub(super) fn read_judgement(&mut self, scope: &Scope, id: VariableId, span: Span) -> Option<Expr> {
        let variable = self.program.variable(id)?;
        let (ty, yearly, name) = (variable.ty.clone(), variable.yearly, variable.name.clone());
        if yearly {
            self.needs_year(scope, &name, span)?;
        }
        Some(Expr { kind: ExprKind::Variable { variable: id, whose: Whose::Own, args: Vec::new() }, ty, span })
    }
}

/// The further indexes, as the rows of the table 认定 name them.
fn indexes_of(index: &[IndexParam]) -> Vec<JudgementIndex> {
    index.iter().map(|p| JudgementIndex { name: p.name.clone(), ty: p.ty.clone() }).collect()
}

/// What the judgements of one statement have in common.
struct Signature<'s> {
    owner: KindId,
    owner_name: &'s str,
    yearly: bool,
    index: &'s [IndexParam],
    ty: &'s Type,
    group: Option<&'s str>,
}
