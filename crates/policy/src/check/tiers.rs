//! 分档 and 分配: every clause said; tiers named once, together no more than everyone, the rest for the last of them; an amount
//! and weights that can be multiplied.

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{EnumId, Type, Value, Year, enum_of};

use crate::check::reads::Scope;
use crate::check::set_rules::quota_values;
use crate::check::{Checker, types};
use crate::ir::{self, Expr, ExprKind, Key, Share, TierCut, Tiers, VariableId};
use crate::problems;
use crate::syntax::tree;
use crate::value_text;

impl<'a> Checker<'a> {
    /// The enum whose values the tiers are: the one said, or their own.
    pub(super) fn type_of_tiers(&mut self, pack: usize, tiers: &tree::Tiers) -> Option<Type> {
        let Some(text) = &tiers.ty else {
            let name = tiers.path.words.last()?;
            return self.known_enum(pack, &name.text).map(Type::Enum);
        };
        match self.type_of(pack, text)? {
            Type::Enum(id) => Some(Type::Enum(id)),
            other => {
                let (place, words) = (self.place(pack, text.name.span), text.name.text.clone());
                let found = value_text::type_words(&other, &self.program.schema);
                let wanted = Bilingual::new("枚举", "an enum (枚举)");
                self.report(problems::type_mismatch::problem(place, &words, &found, &wanted));
                None
            }
        }
    }

    pub(super) fn lower_tiers(&mut self, id: VariableId, pack: usize, tiers: &'a tree::Tiers) -> Option<Tiers> {
        let needed = [
            ("从", tiers.people.is_some()),
            ("依", !tiers.keys.is_empty()),
            ("切", !tiers.cuts.is_empty()),
            ("割线并列", tiers.cut_ties.is_some()),
            ("缺值", tiers.missing.is_some()),
        ];
        let mut incomplete = self.clauses_missing(pack, &tiers.path, &needed);
        let Some(Type::Enum(of)) = self.program.variable(id).map(|v| v.ty.clone()) else { return None };
        let population = tiers.people.as_ref().and_then(|p| self.population(id, pack, p));
        let scope = population.as_ref().map(|(_, s)| *s)?;
        let keys = self.keys(&scope, &tiers.keys);
        let cuts = self.lower_cuts(&scope, &tiers.cuts, of);
        if let Some((cuts, _)) = &cuts {
            incomplete |= self.cumulated_clauses(pack, tiers, cuts);
        }
        let rounding = tiers.rounding.as_ref().map(|e| self.option(&scope, e, "取整方式"));
        let cut_ties = tiers.cut_ties.as_ref().and_then(|e| self.option(&scope, e, "割线方式"));
        let missing = tiers.missing.as_ref().and_then(|e| self.option(&scope, e, "缺值方式"));
        if incomplete {
            return None;
        }
        let rounding = match rounding {
            Some(rounding) => Some(rounding?),
            None => None,
        };
        let (cuts, rest) = cuts?;
        Some(Tiers { population: population?.0, keys: keys?, cuts, rest, rounding, cut_ties: cut_ties?, missing: missing? })
    }

    /// The tiers with their quotas, and the one that takes the rest.
    fn lower_cuts(&mut self, scope: &Scope, cuts: &[tree::Cut], of: EnumId) -> Option<(Vec<TierCut>, Value)> {
        let mut whole = true;
        let mut out: Vec<TierCut> = Vec::new();
        let mut rest = None;
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for (at, cut) in cuts.iter().enumerate() {
            let word = &cut.tier;
            if !named.insert(&word.text) {
                let place = self.place(scope.pack, word.span);
                self.report(problems::value_twice::problem(place, &word.text));
                whole = false;
            }
            let rank = enum_of(&self.program.schema.enums, of).and_then(|e| e.rank_of(&word.text));
            let Some(rank) = rank else {
                self.unknown_value(scope.pack, word.span, &word.text, of);
                whole = false;
                continue;
            };
            self.named_values.insert((of, rank));
            let tier = Value::Enum(of, rank);
            let last = at.saturating_add(1) == cuts.len();
            match &cut.take {
                None if last => rest = Some(tier),
                Some(take) if !last => match self.quota(scope, take) {
                    Some(take) => out.push(TierCut { tier, take }),
                    None => whole = false,
                },
                _ => {
                    let place = self.place(scope.pack, cut.span);
                    self.report(problems::tiers_without_rest::problem(place, last));
                    whole = false;
                }
            }
        }
        if !whole || !self.one_sort(scope, &out) || self.beyond_whole(scope, &out) {
            return None;
        }
        Some((out, rest?))
    }

    /// All quotas are ratios, or all are counts.
    fn one_sort(&mut self, scope: &Scope, cuts: &[TierCut]) -> bool {
        let Some(first) = cuts.first() else { return true };
        let ratio = first.take.ty == Type::Ratio;
        let wrong: Vec<(tree::Span, Type)> =
            cuts.iter().filter(|c| (c.take.ty == Type::Ratio) != ratio).map(|c| (c.take.span, c.take.ty.clone())).collect();
        for (span, ty) in &wrong {
            self.mismatch(scope.pack, *span, ty, &first.take.ty);
        }
        wrong.is_empty()
    }

    /// Ratios that add up to more than everyone, in some year: an error. Where a quota differs by group, its least counts.
    fn beyond_whole(&mut self, scope: &Scope, cuts: &[TierCut]) -> bool {
        if cuts.first().is_none_or(|c| c.take.ty != Type::Ratio) {
            return false;
        }
        let mut years: BTreeSet<Option<Year>> = BTreeSet::from([None]);
        for value in cuts.iter().flat_map(|c| quota_values(&c.take)) {
            if let ExprKind::Parameter(id) = &value.kind {
                years.extend(self.program.parameters.get(id.at()).into_iter().flat_map(|p| &p.values).map(|v| v.from));
            }
        }
        for year in years {
            let sum = cuts.iter().try_fold(Exact::ZERO, |sum, cut| sum.plus(self.least_in(&cut.take, year)));
            if let (Some(sum), Some(last)) = (sum.filter(|s| *s > Exact::ONE), cuts.last()) {
                let place = self.place(scope.pack, last.take.span);
                let percent = sum.times(Exact::integer(100)).unwrap_or(sum);
                self.report(problems::tiers_beyond_whole::problem(place, &format!("{percent}%"), year));
                return true;
            }
        }
        false
    }

    /// The least a quota is known to be in a year; nought where nothing is known.
    fn least_in(&self, take: &Expr, year: Option<Year>) -> Exact {
        let each = quota_values(take).into_iter().map(|value| match &value.kind {
            ExprKind::Literal(literal) => ir::number_of(literal).unwrap_or(Exact::ZERO),
            ExprKind::Parameter(id) => {
                let parameter = self.program.parameters.get(id.at());
                let version = parameter.and_then(|p| year.map_or_else(|| p.values.first(), |y| p.in_force(y)));
                version.and_then(|v| ir::number_of(&v.value)).unwrap_or(Exact::ZERO)
            }
            _ => Exact::ZERO,
        });
        each.min().unwrap_or(Exact::ZERO)
    }

    /// With ratios, rounding must be said, and that it is of the sums; with counts neither means anything. True if something is wrong.
    fn cumulated_clauses(&mut self, pack: usize, tiers: &tree::Tiers, cuts: &[TierCut]) -> bool {
        if cuts.first().is_some_and(|c| c.take.ty == Type::Ratio) {
            let needed = [("取整", tiers.rounding.is_some()), ("按累计", tiers.cumulated.is_some())];
            return self.clauses_missing(pack, &tiers.path, &needed);
        }
        let written = [("取整", tiers.rounding.as_ref().map(|e| e.span)), ("按累计", tiers.cumulated)];
        let mut wrong = false;
        for (clause, span) in written {
            if let Some(span) = span {
                let place = self.place(pack, span);
                let (zh, en) = ("各档的名额是数，不是比例", "the quotas are counts, not ratios");
                self.report(problems::clause_refused::problem(place, clause, zh, en));
                wrong = true;
            }
        }
        wrong
    }

    pub(super) fn lower_share(&mut self, id: VariableId, pack: usize, share: &'a tree::Share) -> Option<Share> {
        let needed = [
            ("给", share.people.is_some()),
            ("金额", share.amount.is_some()),
            ("按", share.weight.is_some()),
            ("精确到", share.exact_to.is_some()),
            ("尾差", share.remainder.is_some()),
        ];
        let incomplete = self.clauses_missing(pack, &share.path, &needed);
        let population = share.people.as_ref().and_then(|p| self.population(id, pack, p));
        let scope = population.as_ref().map(|(_, s)| *s)?;
        let amount = share.amount.as_ref().and_then(|e| self.lower_as(&scope, e, &Type::Money));
        let weight = share.weight.as_ref().and_then(|e| self.weight_of_share(&scope, e));
        let ties = self.keys(&scope, &share.ties);
        let exact_to = share.exact_to.as_ref().and_then(|word| self.unit_of_share(pack, word));
        let remainder = share.remainder.as_ref().and_then(|e| self.option(&scope, e, "尾差方式"));
        if incomplete {
            return None;
        }
        let figure = |by: Expr| Key { by, descending: true };
        let figures = [figure(amount?), figure(weight?)].into_iter().chain(ties?).collect();
        Some(Share { population: population?.0, figures, exact_to: exact_to?, remainder: remainder? })
    }

    /// 按: a number or an amount of money.
    fn weight_of_share(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Expr> {
        let weight = self.lower(scope, expr, None)?;
        if types::is_plain_number(&weight.ty) || weight.ty == Type::Money {
            return Some(weight);
        }
        self.mismatch(scope.pack, weight.span, &weight.ty, &types::PLAIN);
        None
    }

    /// 精确到: how many 分 the smallest part is.
    fn unit_of_share(&mut self, pack: usize, word: &tree::Word) -> Option<Exact> {
        let fen = match word.text.as_str() {
            "分" => 1,
            "元" => 100,
            "万元" => 1_000_000,
            _ => {
                let place = self.place(pack, word.span);
                self.report(problems::share_unit_unknown::problem(place, &word.text));
                return None;
            }
        };
        Some(Exact::integer(fen))
    }
}
