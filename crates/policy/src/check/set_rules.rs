//! 排名 and 名单: every clause said, each of its type. 分档 and 分配 are in `tiers.rs`.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{KindId, Type};

use crate::check::reads::Scope;
use crate::check::variables::{VariableSource, Written};
use crate::check::{Checker, ids};
use crate::ir::{self, Counting, Expr, ExprKind, InForce, Key, List, Population, Rank, Rule, Shape, UnitOf, VariableId};
use crate::problems;
use crate::syntax::tree;

/// The place of 单位 in 计数方式.
const BY_UNIT: u32 = 1;

impl<'a> Checker<'a> {
    pub(super) fn lower_set_rules(&mut self) {
        let sources: Vec<(VariableId, VariableSource<'a>)> =
            self.sources.iter().filter_map(|(id, s)| s.first().map(|s| (*id, *s))).collect();
        for (id, source) in sources {
            let (shape, validity) = match source.body {
                Written::Rank(rank) => (self.lower_rank(id, source.pack, rank).map(|r| Shape::Rank(Box::new(r))), &rank.validity),
                Written::List(list) => (self.lower_list(id, source.pack, list).map(|l| Shape::List(Box::new(l))), &list.validity),
                Written::Tiers(tiers) => (self.lower_tiers(id, source.pack, tiers).map(|t| Shape::Tiers(Box::new(t))), &tiers.validity),
                Written::Share(share) => (self.lower_share(id, source.pack, share).map(|s| Shape::Share(Box::new(s))), &share.validity),
                Written::Define(_) | Written::Decision(_) => continue,
            };
            let in_force = self.in_force(source.pack, validity.as_ref());
            match shape {
                Some(shape) => self.enter_set_rule(id, &source, shape, in_force),
                None => {
                    self.damaged.insert(id);
                }
            }
        }
    }

    fn enter_set_rule(&mut self, id: VariableId, source: &VariableSource<'a>, shape: Shape, in_force: InForce) {
        let pack = source.pack;
        let Some(variable) = self.program.variables.get_mut(id.at()) else { return };
        variable.shape = shape;
        let name = variable.name.clone();
        let rule = Rule {
            label: "基本".to_owned(),
            id: self.base_id(pack, source.statement.article, &name, None),
            pack: ids::pack_ix(pack),
            article: self.article_ix(pack, source.statement.article),
            span: source.statement.span,
            is_base: true,
            in_force,
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

    pub(super) fn clauses_missing(&mut self, pack: usize, path: &tree::Path, clauses: &[(&str, bool)]) -> bool {
        let missing: Vec<String> = clauses.iter().filter(|(_, there)| !there).map(|(name, _)| (*name).to_owned()).collect();
        if missing.is_empty() {
            return false;
        }
        let place = self.place(pack, path.span);
        let name = path.words.last().map(|w| w.text.as_str()).unwrap_or_default();
        self.report(problems::clause_missing::problem(place, name, &missing));
        true
    }

    /// The population, and the scope in which its members are looked at.
    pub(super) fn population(&mut self, id: VariableId, pack: usize, people: &tree::People) -> Option<(Population, Scope)> {
        let variable = self.program.variable(id)?;
        let (owner, name, yearly) = (variable.owner?, variable.name.clone(), variable.yearly);
        let word = people.of.words.first()?;
        let kind = self.kind(pack, word)?;
        if !self.program.schema.is_kind(kind, owner) || people.of.words.len() > 1 {
            let place = self.place(pack, people.of.span);
            let owner = self.owner_words(Some(owner));
            self.report(problems::population_kind::problem(place, &name, &owner));
            return None;
        }
        let mut limit: Vec<KindId> = Vec::new();
        for word in &people.limit {
            let Some(narrow) = self.kind(pack, word) else { continue };
            if !self.program.schema.is_kind(narrow, kind) {
                let place = self.place(pack, word.span);
                let kind = self.owner_words(Some(kind));
                self.report(problems::population_kind::problem(place, &name, &kind));
                continue;
            }
            limit.push(narrow);
        }
        let scope = Scope { pack, owner: Some(kind), yearly, row: None, indexed: Some(id) };
        let held = self.population_in_post(&scope, kind, people);
        let when = people.when.as_ref().map(|e| self.condition(&scope, e));
        let group = people.group.as_ref().map(|e| self.lower(&scope, e, None));
        let when = match when {
            Some(when) => Some(when?),
            None => None,
        };
        let group = match group {
            Some(group) => Some(group?),
            None => None,
        };
        let when = super::posts::both(held?, when, people.span);
        Some((Population { kind, limit, when, group }, scope))
    }

    pub(super) fn keys(&mut self, scope: &Scope, keys: &[tree::Key]) -> Option<Vec<Key>> {
        let mut out = Vec::new();
        let mut whole = true;
        for key in keys {
            match self.lower(scope, &key.by, None) {
                Some(by) if self.ordered(scope, &by).is_some() => out.push(Key { by, descending: key.descending }),
                _ => whole = false,
            }
        }
        whole.then_some(out)
    }

    /// A clause that takes one of the words of a clause enum.
    pub(super) fn option(&mut self, scope: &Scope, expr: &tree::Expr, of: &str) -> Option<Expr> {
        let ty = ir::clause_enum(of).map(Type::Enum)?;
        // An option is one for the whole ranking: it does not differ from member to member.
        let nobody = Scope { owner: None, ..*scope };
        self.lower_as(&nobody, expr, &ty)
    }

    fn lower_rank(&mut self, id: VariableId, pack: usize, rank: &'a tree::Rank) -> Option<Rank> {
        let needed =
            [("从", rank.people.is_some()), ("依", !rank.keys.is_empty()), ("并列", rank.ties.is_some()), ("缺值", rank.missing.is_some())];
        let incomplete = self.clauses_missing(pack, &rank.path, &needed);
        let population = rank.people.as_ref().and_then(|p| self.population(id, pack, p));
        let scope = population.as_ref().map(|(_, s)| *s)?;
        let keys = self.keys(&scope, &rank.keys);
        let ties = rank.ties.as_ref().and_then(|e| self.option(&scope, e, "并列方式"));
        let missing = rank.missing.as_ref().and_then(|e| self.option(&scope, e, "缺值方式"));
        if incomplete {
            return None;
        }
        Some(Rank { population: population?.0, keys: keys?, ties: ties?, missing: missing? })
    }

    fn lower_list(&mut self, id: VariableId, pack: usize, list: &'a tree::List) -> Option<List> {
        let needed = [
            ("从", list.people.is_some()),
            ("依", !list.keys.is_empty()),
            ("取", list.take.is_some()),
            ("割线并列", list.cut_ties.is_some()),
            ("缺值", list.missing.is_some()),
        ];
        let mut incomplete = self.clauses_missing(pack, &list.path, &needed);
        let population = list.people.as_ref().and_then(|p| self.population(id, pack, p));
        let scope = population.as_ref().map(|(_, s)| *s)?;
        let keys = self.keys(&scope, &list.keys);
        let take = list.take.as_ref().and_then(|e| self.quota(&scope, e));
        let rounding = list.rounding.as_ref().map(|e| self.option(&scope, e, "取整方式"));
        let base = list.base.as_ref().map(|e| self.option(&scope, e, "基数方式"));
        if let Some(take) = &take {
            incomplete |= self.ratio_clauses(pack, list, take);
        }
        let counting = list.counting.as_ref().map(|e| self.counting(&scope, e, list.admit.is_some()));
        let cut_ties = list.cut_ties.as_ref().and_then(|e| self.option(&scope, e, "割线方式"));
        let missing = list.missing.as_ref().and_then(|e| self.option(&scope, e, "缺值方式"));
        let pair = |checker: &mut Self, written: &Option<(tree::Expr, tree::Expr)>, of: &str| match written {
            None => Some(None),
            Some((condition, option)) => {
                let condition = checker.condition(&scope, condition);
                let option = checker.option(&scope, option, of);
                Some(Some((condition?, option?)))
            }
        };
        let veto = pair(self, &list.veto, "递补方式");
        let admit = pair(self, &list.admit, "占额方式");
        let whole = |option: Option<Option<Expr>>| match option {
            None => Some(None),
            Some(Some(expr)) => Some(Some(expr)),
            Some(None) => None,
        };
        let (rounding, base) = (whole(rounding), whole(base));
        let counting = match counting {
            Some(None) => return None,
            Some(Some(counting)) => counting,
            None => None,
        };
        if incomplete {
            return None;
        }
        Some(List {
            population: population?.0,
            keys: keys?,
            take: take?,
            rounding: rounding?,
            base: base?,
            counting,
            cut_ties: cut_ties?,
            missing: missing?,
            veto: veto?,
            admit: admit?,
        })
    }

    /// 取: a count or a ratio, and a sensible one.
    pub(super) fn quota(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Expr> {
        let take = self.lower(scope, expr, None)?;
        if !matches!(take.ty, Type::Integer { .. } | Type::Ratio) {
            let wanted = Type::Integer { unit: Some("名".to_owned()) };
            self.mismatch(scope.pack, take.span, &take.ty, &wanted);
            return None;
        }
        let mut fits = true;
        for value in quota_values(&take) {
            let wrong = |n: &Exact| *n <= Exact::ZERO || (take.ty == Type::Ratio && *n > Exact::ONE);
            if self.numbers_of(value).iter().any(wrong) {
                let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
                self.report(problems::quota_out_of_range::problem(place, &words));
                fits = false;
            }
        }
        fits.then_some(take)
    }

    /// The numbers a quota is known to take: its own, and those a 改 gives it later.
    pub(super) fn numbers_of(&self, value: &Expr) -> Vec<Exact> {
        match &value.kind {
            ExprKind::Literal(literal) => ir::number_of(literal).into_iter().collect(),
            ExprKind::Parameter(id) => {
                let values = self.program.parameters.get(id.at()).map(|p| p.values.as_slice()).unwrap_or_default();
                values.iter().filter_map(|v| ir::number_of(&v.value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// With a ratio, rounding and base must be said; with a count they mean nothing. True if something is wrong.
    fn ratio_clauses(&mut self, pack: usize, list: &tree::List, take: &Expr) -> bool {
        if take.ty == Type::Ratio {
            return self.clauses_missing(pack, &list.path, &[("取整", list.rounding.is_some()), ("基数", list.base.is_some())]);
        }
        let mut wrong = false;
        for (clause, written) in [("取整", &list.rounding), ("基数", &list.base)] {
            if let Some(expr) = written {
                let place = self.place(pack, expr.span);
                self.report(problems::clause_refused::problem(
                    place,
                    clause,
                    "名额是一个数，不是比例",
                    "the quota is a count, not a ratio",
                ));
                wrong = true;
            }
        }
        wrong
    }

    /// 计数: members, or units where a member is of one. `Some(None)`: members, which need not be said.
    fn counting(&mut self, scope: &Scope, expr: &tree::Expr, admits: bool) -> Option<Option<Counting>> {
        let way = self.option(scope, expr, "计数方式")?;
        if !self.may_be(&way, BY_UNIT) {
            return Some(None);
        }
        let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
        if admits {
            let (zh, en) = (
                "直接入选的按人数占名额，不能和按单位数名额一起写",
                "direct admissions take places one by one; they cannot stand beside a count of units",
            );
            self.report(problems::clause_refused::problem(place, &format!("计数 {words}"), zh, en));
            return None;
        }
        let Some(unit) = scope.owner.and_then(|kind| self.unit_of(kind, expr.span)) else {
            let (zh, en) = (
                "参评的没有上级，也没有记所在单位的栏，分不出是哪个单位的",
                "those considered have no superior, and no column for their unit: nobody can say whose they are",
            );
            self.report(problems::clause_refused::problem(place, &format!("计数 {words}"), zh, en));
            return None;
        };
        Some(Some(Counting { way, unit }))
    }

    /// Whose an entity of a kind is: the unit in a record's own column (单位, or the only one), else its superior's.
    fn unit_of(&self, kind: KindId, span: tree::Span) -> Option<UnitOf> {
        let schema = &self.program.schema;
        let units = schema.kinds.iter().position(|k| k.name == "单位").and_then(|at| u32::try_from(at).ok()).map(KindId)?;
        if let Some(table) = schema.kind(kind)?.record {
            let columns = schema.table(table)?.columns.iter().enumerate();
            let of_unit = |ty: &Type| matches!(ty, Type::Entity(of) if schema.is_kind(*of, units));
            let found: Vec<(usize, &quanheng_facts::schema::ColumnSchema)> = columns.filter(|(_, c)| of_unit(&c.ty)).collect();
            let named = found.iter().find(|(_, c)| c.name == "单位");
            let (at, column) = match (named, found.as_slice()) {
                (Some(one), _) | (None, [one]) => *one,
                _ => return None,
            };
            let id = quanheng_facts::schema::ColumnId(u32::try_from(at).ok()?);
            let read = ExprKind::Column { table, column: id, whose: ir::Whose::Own, keys: Vec::new() };
            return Some(UnitOf::Reading(Expr { kind: read, ty: column.ty.clone(), span }));
        }
        let mut at = Some(kind);
        // Wider kinds form a tree; the bound keeps a malformed one from looping.
        for _ in 0..64 {
            let def = schema.kind(at?)?;
            if def.superior.is_some() {
                return Some(UnitOf::Superior);
            }
            at = def.of;
        }
        None
    }
}

/// The values a quota may have.
pub(super) fn quota_values(take: &Expr) -> Vec<&Expr> {
    match &take.kind {
        ExprKind::Match { arms, otherwise, .. } => {
            arms.iter().map(|(_, e)| e).chain(otherwise.iter().map(|e| &**e)).flat_map(quota_values).collect()
        }
        _ => vec![take],
    }
}
