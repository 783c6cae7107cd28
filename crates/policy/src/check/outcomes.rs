//! 结论类, 登记 and 结论: each conclusion becomes a yes or no of its entity, with what it gives, whom it reaches and what it sets
//! aside beside it.
//!
//! A conclusion is a variable named `结论.标签`; its 给予 and its fields are variables of their own below it, so that each has a
//! status, causes and reasons like any other.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{FreeMatters, KindDef, TableId};
use quanheng_facts::value::{EnumDef, EnumId, KindId, Type, Value};

use crate::check::{Checker, ids, next_index};
use crate::ir::{
    Disregard, Expr, ExprKind, MatterRegister, Outcome, OutcomeField, OutcomeId, OutcomeKind, Rule, Shape, Variable, VariableId,
};
use crate::problems;
use crate::syntax::tree::{self, Matters, Statement, StatementKind, Word};

/// The enum of all kinds of conclusions, and the type of that name.
pub(super) const KINDS: &str = "结论类";

/// The label of a base rule.
const BASE: &str = "基本";

/// The first word of a conclusion's variable.
pub(super) const OUTCOME: &str = "结论";

impl<'a> Checker<'a> {
    /// Kinds of conclusions, which are the values of 结论类.
    pub(super) fn declare_outcome_kinds(&mut self) {
        let id = EnumId(next_index(&self.program.schema.enums));
        self.program.schema.enums.push(EnumDef { name: KINDS.to_owned(), order: None, extensible: true, values: Vec::new() });
        self.outcome_kinds = Some(id);
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Kinds(kinds) = &statement.kind else { continue };
                for kind in &kinds.kinds {
                    let before = self.program.outcome_kinds.iter().find(|k| k.name == kind.name.text).map(|k| (k.pack.at(), k.span));
                    if let Some((first_pack, span)) = before {
                        let (place, first) = (self.place(pack, kind.name.span), self.place(first_pack, span));
                        self.report(problems::duplicate_name::problem(place, &kind.name.text, first));
                        continue;
                    }
                    let article = self.article_ix(pack, statement.article);
                    self.program.outcome_kinds.push(OutcomeKind {
                        name: kind.name.text.clone(),
                        pack: ids::pack_ix(pack),
                        fields: Vec::new(),
                        article,
                        span: kind.name.span,
                    });
                    let at = usize::try_from(id.0).unwrap_or(usize::MAX);
                    if let Some(def) = self.program.schema.enums.get_mut(at) {
                        def.values.push(kind.name.text.clone());
                    }
                }
            }
        }
    }

    /// The types of the fields, once enums and kinds of entities are known.
    pub(super) fn declare_outcome_fields(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Kinds(kinds) = &statement.kind else { continue };
                for kind in &kinds.kinds {
                    let mut fields: Vec<OutcomeField> = Vec::new();
                    for (name, text) in &kind.fields {
                        if fields.iter().any(|f| f.name == name.text) {
                            let place = self.place(pack, name.span);
                            self.report(problems::duplicate_name::problem(place.clone(), &name.text, place));
                            continue;
                        }
                        match self.type_of(pack, text) {
                            Some(ty) => fields.push(OutcomeField { name: name.text.clone(), ty }),
                            None => {
                                self.broken.insert(name.text.clone());
                            }
                        }
                    }
                    if let Some(known) = self.program.outcome_kinds.iter_mut().find(|k| k.name == kind.name.text && k.pack.at() == pack) {
                        known.fields = fields;
                    }
                }
            }
        }
    }

    /// 登记: a kind of which every record, or row, of the named tables is one.
    pub(super) fn declare_matters(&mut self) {
        let packs = self.packs;
        for adds in [false, true] {
            let statements = packs.iter().enumerate().flat_map(|(pack, p)| p.tree.statements.iter().map(move |s| (pack, s)));
            for (pack, statement) in statements {
                let StatementKind::Matters(matters) = &statement.kind else { continue };
                if matters.adds != adds {
                    continue;
                }
                if matters.adds {
                    self.add_matters(pack, matters);
                    continue;
                }
                let id = KindId(next_index(&self.program.schema.kinds));
                self.program.schema.kinds.push(KindDef {
                    name: matters.name.text.clone(),
                    of: None,
                    superior: None,
                    record: None,
                    any_of: Vec::new(),
                });
                self.declare(&matters.name, pack, super::names::Item::Kind(id));
                self.program.matters.push(MatterRegister { name: matters.name.text.clone(), kind: id, tables: Vec::new() });
                self.enter_matters(pack, id, &matters.of);
            }
        }
    }

    fn add_matters(&mut self, pack: usize, matters: &Matters) {
        let kind = self.known_kind(pack, &matters.name.text).filter(|k| self.program.matters.iter().any(|m| m.kind == *k));
        match kind {
            Some(kind) => self.enter_matters(pack, kind, &matters.of),
            None => self.unknown_or_other(pack, &matters.name, &Bilingual::new("一个登记", "a register of matters (登记)")),
        }
    }

    fn enter_matters(&mut self, pack: usize, register: KindId, of: &[tree::Matter]) {
        for matter in of {
            let record = self.known_kind(pack, &matter.name.text).filter(|_| matter.index.is_empty());
            let kind = record.or_else(|| self.kind_of_rows(&matter.name.text)).unwrap_or_else(|| {
                let id = KindId(next_index(&self.program.schema.kinds));
                self.program.schema.kinds.push(KindDef {
                    name: matter.name.text.clone(),
                    of: None,
                    superior: None,
                    record: None,
                    any_of: Vec::new(),
                });
                self.row_kinds.push((matter.name.text.clone(), id));
                id
            });
            let def = usize::try_from(register.0).ok().and_then(|at| self.program.schema.kinds.get_mut(at));
            if let Some(def) = def
                && !def.any_of.contains(&kind)
            {
                def.any_of.push(kind);
            }
        }
    }

    /// The kind of the rows of a fact table that is registered as a matter.
    pub(super) fn kind_of_rows(&self, table: &str) -> Option<KindId> {
        self.row_kinds.iter().find(|(name, _)| name == table).map(|(_, id)| *id)
    }

    /// Once the tables are there: which of them are registered, and whether those named exist.
    pub(super) fn bind_matters(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Matters(matters) = &statement.kind else { continue };
                for matter in &matters.of {
                    let Some(table) = self.known_table(pack, &matter.name.text) else {
                        // 其他（文本）: what no table holds.
                        let free = matches!(matter.index.as_slice(), [item] if item.of.text == "文本" && item.or.is_empty());
                        let kind = self.kind_of_rows(&matter.name.text);
                        let register = self.program.matters.iter().find(|m| m.name == matters.name.text).map(|m| m.kind);
                        if let (true, Some(register), Some(other)) = (free, register, kind) {
                            self.program.schema.free_matters.push(FreeMatters { register, other });
                        }
                        if !free {
                            self.unknown_or_other(pack, &matter.name, &Bilingual::new("表", "a table"));
                        }
                        continue;
                    };
                    self.check_matter_keys(pack, table, matter);
                    if let Some(kind) = self.kind_of_rows(&matter.name.text)
                        && let Some(def) = usize::try_from(kind.0).ok().and_then(|at| self.program.schema.kinds.get_mut(at))
                    {
                        def.record = Some(table);
                    }
                    let name = matters.name.text.clone();
                    if let Some(register) = self.program.matters.iter_mut().find(|m| m.name == name)
                        && !register.tables.contains(&table)
                    {
                        register.tables.push(table);
                    }
                }
            }
        }
    }

    /// The index written beside a table is that of the table.
    fn check_matter_keys(&mut self, pack: usize, table: TableId, matter: &tree::Matter) {
        let Some(schema) = self.table(table) else { return };
        let keys: Vec<String> = if schema.shape.is_record() { Vec::new() } else { schema.keys.iter().map(|k| k.name.clone()).collect() };
        let written: Vec<String> = matter.index.iter().map(|i| i.name.as_ref().unwrap_or(&i.of).text.clone()).collect();
        if keys != written {
            let place = self.place(pack, matter.name.span);
            self.report(problems::matter_keys::problem(place, &matter.name.text, &keys));
        }
    }

    // ---- 结论

    /// The variable of each conclusion, before any rule is read.
    pub(super) fn declare_outcomes(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Outcome(outcome) = &statement.kind {
                    self.declare_outcome(pack, statement, outcome);
                }
            }
        }
    }

    fn declare_outcome(&mut self, pack: usize, statement: &'a Statement, outcome: &'a tree::Outcome) {
        let before = self.program.outcomes.iter().find(|o| o.label == outcome.label.text).map(|o| (o.pack.at(), o.span));
        if let Some((first_pack, span)) = before {
            let (place, first) = (self.place(pack, outcome.label.span), self.place(first_pack, span));
            self.report(problems::duplicate_label::problem(place, &outcome.label.text, first));
            return;
        }
        let known = self.program.outcome_kinds.iter().position(|k| k.name == outcome.kind.text && self.names.sees(pack, k.pack.at()));
        let Some(kind) = known else {
            self.unknown_outcome_kind(pack, &outcome.kind);
            return;
        };
        let [of] = outcome.of.words.as_slice() else {
            let (place, words) = (self.place(pack, outcome.of.span), self.words(pack, outcome.of.span));
            self.report(problems::owner_missing::problem(place, &words));
            return;
        };
        let Some(owner) = self.kind(pack, of) else { return };
        let Some((yearly, index)) = self.indexes(pack, &outcome.index) else { return };
        let article = self.article_ix(pack, statement.article);
        let plain = |name: String, ty: Type, maybe_na: bool| Variable {
            name,
            owner: Some(owner),
            yearly,
            index: index.clone(),
            ty,
            maybe_na,
            pack: ids::pack_ix(pack),
            article,
            span: outcome.label.span,
            shape: Shape::Rules,
            rules: Vec::new(),
            default: None,
            bounds: Vec::new(),
            presumptions: Vec::new(),
            without_base: Vec::new(),
            stratum: 0,
            left_open: Vec::new(),
            judgement: None,
            outcome: None,
            of_column: None,
        };
        let id = OutcomeId(next_index(&self.program.outcomes));
        let variable = VariableId(next_index(&self.program.variables));
        let no = Expr { kind: ExprKind::Literal(Value::Bool(false)), ty: Type::Bool, span: outcome.guard.span };
        let name = format!("{OUTCOME}.{}", outcome.label.text);
        self.program.variables.push(Variable { default: Some(no), outcome: Some(id), ..plain(name.clone(), Type::Bool, false) });
        let mut limit = Vec::new();
        for word in &outcome.limit {
            let Some(narrow) = self.kind(pack, word) else { continue };
            if !self.program.schema.is_kind(narrow, owner) {
                let place = self.place(pack, word.span);
                let kind = self.owner_words(Some(owner));
                self.report(problems::population_kind::problem(place, &outcome.label.text, &kind));
                continue;
            }
            limit.push(narrow);
        }
        let grants = outcome.grants.as_ref().map(|_| {
            let id = VariableId(next_index(&self.program.variables));
            self.program.variables.push(plain(format!("{name}.给予"), Type::Money, true));
            id
        });
        let known_fields = self.program.outcome_kinds.get(kind).map(|k| k.fields.clone()).unwrap_or_default();
        let mut fields: Vec<(usize, VariableId)> = Vec::new();
        for (word, _) in &outcome.fields {
            let Some((at, field)) = known_fields.iter().enumerate().find(|(_, f)| f.name == word.text) else {
                if !self.broken.contains(&word.text) {
                    let place = self.place(pack, word.span);
                    let names: Vec<String> = known_fields.iter().map(|f| f.name.clone()).collect();
                    self.report(problems::field_unknown::problem(place, &word.text, &outcome.kind.text, &names));
                }
                continue;
            };
            if fields.iter().any(|(f, _)| *f == at) {
                let place = self.place(pack, word.span);
                self.report(problems::clause_twice::problem(place, &word.text));
                continue;
            }
            fields.push((at, VariableId(next_index(&self.program.variables))));
            self.program.variables.push(plain(format!("{name}.{}", field.name), field.ty.clone(), true));
        }
        for (at, field) in known_fields.iter().enumerate() {
            if fields.iter().any(|(known, _)| *known == at) {
                continue;
            }
            let judged = plain(format!("{name}.{}", field.name), field.ty.clone(), true);
            if let Some(judged) = self.judged_field(pack, kind, at, &outcome.label.text, judged) {
                fields.push((at, VariableId(next_index(&self.program.variables))));
                self.program.variables.push(judged);
            }
        }
        self.program.outcomes.push(Outcome {
            label: outcome.label.text.clone(),
            id: format!("{}/{}", self.id_prefix(pack, statement.article), outcome.label.text),
            kind,
            pack: ids::pack_ix(pack),
            article,
            span: outcome.label.span,
            variable,
            limit,
            reaches: Vec::new(),
            disregards: Vec::new(),
            grants,
            fields,
            in_name_of: outcome.in_name_of.iter().map(|w| w.text.clone()).collect(),
        });
        self.outcome_sources.push((id, pack, statement, outcome));
    }

    fn unknown_outcome_kind(&mut self, pack: usize, word: &Word) {
        if self.broken.contains(&word.text) {
            return;
        }
        let place = self.place(pack, word.span);
        let known: Vec<String> = self.program.outcome_kinds.iter().map(|k| k.name.clone()).collect();
        let near = super::names::nearest(&word.text, known.iter().map(String::as_str));
        self.report(problems::outcome_kind_unknown::problem(place, &word.text, &known, &near));
    }

    /// Conditions, what is given, fields, 涉及 and 不计.
    pub(super) fn lower_outcomes(&mut self) {
        let sources = self.outcome_sources.clone();
        for (id, pack, statement, outcome) in sources {
            self.lower_outcome(id, pack, statement, outcome);
        }
    }

    fn lower_outcome(&mut self, id: OutcomeId, pack: usize, statement: &'a Statement, outcome: &'a tree::Outcome) {
        let Some(known) = self.program.outcomes.get(id.at()) else { return };
        let (variable, grants, fields, rule_id, kind) = (known.variable, known.grants, known.fields.clone(), known.id.clone(), known.kind);
        let scope = self.scope_of(pack, variable);
        let in_force = self.in_force_of(variable, pack, outcome.validity.as_ref());
        let rule = |label: &str, guard: Option<Expr>, value: Expr| Rule {
            label: label.to_owned(),
            id: if label == BASE { rule_id.clone() } else { format!("{rule_id}·{label}") },
            pack: ids::pack_ix(pack),
            article: None,
            span: statement.span,
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
        let article = self.article_ix(pack, statement.article);
        // What is given, and each field, is there where the conclusion is met.
        let met = self.met(variable, outcome.guard.span);
        let yes = Expr { kind: ExprKind::Literal(Value::Bool(true)), ty: Type::Bool, span: outcome.guard.span };
        match self.lower_guard(&scope, &outcome.guard) {
            Some(guard) => {
                self.add_rule(variable, Rule { article, ..rule(BASE, Some(guard), yes) });
            }
            None => {
                self.damaged.insert(variable);
            }
        }
        if let (Some(of), Some(expr)) = (grants, &outcome.grants) {
            match self.lower_as(&scope, expr, &Type::Money) {
                Some(value) => {
                    self.add_rule(of, Rule { article, ..rule("给予", Some(met.clone()), value) });
                }
                None => {
                    self.damaged.insert(of);
                }
            }
        }
        let known_fields = self.program.outcome_kinds.get(kind).map(|k| k.fields.clone()).unwrap_or_default();
        for (at, of) in &fields {
            let Some(field) = known_fields.get(*at) else { continue };
            if let Some(judgement) = self.program.variables.get_mut(of.at()).and_then(|v| v.judgement.as_mut()) {
                // Asked for where the conclusion is met, and nowhere else.
                judgement.needed_if = Some(met.clone());
                let base = rule(&field.name, Some(met.clone()), met.clone());
                self.add_rule(*of, Rule { article, value: None, ..base });
                continue;
            }
            let Some((_, expr)) = outcome.fields.iter().find(|(word, _)| word.text == field.name) else { continue };
            match self.lower_as(&scope, expr, &field.ty) {
                Some(value) => {
                    self.add_rule(*of, Rule { article, ..rule(&field.name, Some(met.clone()), value) });
                }
                None => {
                    self.damaged.insert(*of);
                }
            }
        }
        let missing: Vec<String> = known_fields
            .iter()
            .enumerate()
            .filter(|(at, _)| !fields.iter().any(|(known, _)| known == at))
            .map(|(_, f)| f.name.clone())
            .collect();
        if !missing.is_empty() && !outcome.fields.iter().any(|(w, _)| self.broken.contains(&w.text)) {
            let place = self.place(pack, outcome.label.span);
            self.report(problems::field_missing::problem(place, &outcome.label.text, &missing));
        }
        let disregards = self.lower_disregards(pack, &outcome.disregards);
        let reaches = self.lower_reaches(&scope, outcome);
        if let Some(known) = self.program.outcomes.get_mut(id.at()) {
            known.disregards = disregards;
            known.reaches = reaches;
        }
    }

    /// The reading of a conclusion by its own fields.
    fn met(&self, variable: VariableId, span: tree::Span) -> Expr {
        let index = self.program.variable(variable).map(|v| v.index.clone()).unwrap_or_default();
        let args = index
            .into_iter()
            .enumerate()
            .map(|(at, param)| Expr { kind: ExprKind::Index { at, name: param.name }, ty: param.ty, span })
            .collect();
        Expr { kind: ExprKind::Variable { variable, whose: crate::ir::Whose::Own, args }, ty: Type::Bool, span }
    }

    fn lower_disregards(&mut self, pack: usize, written: &[tree::Disregard]) -> Vec<Disregard> {
        let mut out = Vec::new();
        for disregard in written {
            let tables: Vec<Option<TableId>> = disregard.of.iter().map(|word| self.matter_table(pack, word)).collect();
            let Some(by) = self.target_variable(pack, &disregard.by) else { continue };
            let Some(variable) = self.program.variable(by) else { continue };
            let register = self.program.matters.iter().find(|m| Some(m.kind) == variable.owner);
            let takes = variable
                .index
                .iter()
                .all(|p| matches!(p.ty, Type::Entity(_)) || Some(&p.ty) == self.outcome_kinds.map(Type::Enum).as_ref());
            if register.is_none() || variable.ty != Type::Bool || !takes {
                let (place, words) = (self.place(pack, disregard.by.span), self.words(pack, disregard.by.span));
                self.report(problems::disregard_by::problem(place, &words));
                continue;
            }
            let tables: Vec<TableId> = tables.into_iter().flatten().collect();
            if !tables.is_empty() {
                out.push(Disregard { by, tables, pack: ids::pack_ix(pack), span: disregard.span });
            }
        }
        out
    }

    fn matter_table(&mut self, pack: usize, word: &Word) -> Option<TableId> {
        let Some(table) = self.known_table(pack, &word.text) else {
            self.unknown_or_other(pack, word, &Bilingual::new("表", "a table"));
            return None;
        };
        if !self.program.matters.iter().any(|m| m.tables.contains(&table)) {
            let place = self.place(pack, word.span);
            let registered: Vec<String> =
                self.program.matters.iter().flat_map(|m| &m.tables).filter_map(|t| self.table(*t)).map(|t| t.name.clone()).collect();
            self.report(problems::not_a_matter::problem(place, &word.text, &registered));
            return None;
        }
        Some(table)
    }
}
