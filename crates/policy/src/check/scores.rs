//! 归一 and 加权: who is compared, by which method; weights that come to 100 %.
//!
//! In: the arguments as written. Out: a [`Normalise`] or a [`Weighted`], or a problem.

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, Year};

use crate::check::not_applicable::{Known, Unhandled};
use crate::check::reads::Scope;
use crate::check::{Checker, tree_walk, types};
use crate::ir::{self, Among, Expr, ExprKind, MOST_PLACES, Normalise, Standard, Weighted};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Span};

/// The places of 标准分 and 记组平均, 分组另评 in their clause enums.
const STANDARD_SCORE: u32 = 2;
const GROUP_AVERAGE: u32 = 1;
const APART: u32 = 2;

impl Checker<'_> {
    pub(super) fn lower_normalise(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        let (mut plain, mut group, mut places) = (Vec::new(), None, None);
        for arg in args {
            match &arg.kind {
                ArgKind::Value(expr) => plain.push(expr),
                ArgKind::Among(expr) if group.is_none() => group = Some(expr),
                ArgKind::Keep(expr) if places.is_none() => places = Some(expr),
                _ => return self.wrong_arguments(scope, "归一", arg.span),
            }
        }
        let [of, method, more @ ..] = plain.as_slice() else { return self.wrong_arguments(scope, "归一", span) };
        let (among, inside) = self.compared(scope, "归一", group, span)?;
        let of = self.figure(&inside, of, true);
        let method = self.option(scope, method, "归一方式");
        let (of, method) = (of?, method?);
        let may_be_standard = self.may_be(&method, STANDARD_SCORE);
        let standard = match (may_be_standard, places, more) {
            (true, Some(places), [rounding, sample]) => {
                let places = self.number_of_places(scope, places);
                let rounding = self.option(scope, rounding, "取整方式");
                let sample = self.option(scope, sample, "总体方式");
                Some(Standard { places: places?, rounding: rounding?, sample: sample? })
            }
            (true, ..) => {
                let place = self.place(scope.pack, span);
                self.report(problems::standard_score_unspecified::problem(place));
                return None;
            }
            (false, None, []) => None,
            (false, Some(places), _) => return self.refused(scope, "保留", places.span),
            (false, None, [first, ..]) => {
                let words = self.words(scope.pack, first.span);
                return self.refused(scope, &words, first.span);
            }
        };
        Some(ExprKind::Normalise(Box::new(Normalise { of, among, method, standard })))
    }

    fn refused<T>(&mut self, scope: &Scope, clause: &str, span: Span) -> Option<T> {
        let place = self.place(scope.pack, span);
        let (zh, en) = ("只有标准分要取整，极差和名次是精确的", "only 标准分 is rounded; 极差 and 名次 are exact");
        self.report(problems::clause_refused::problem(place, clause, zh, en));
        None
    }

    /// Whom a figure is compared with, and the scope in which each of them is looked at. 组 names a kind of entity, or what those
    /// compared have in common.
    fn compared(&mut self, scope: &Scope, function: &str, group: Option<&tree::Expr>, span: Span) -> Option<(Among, Scope)> {
        let Some(owner) = scope.owner else { return self.wrong_arguments(scope, function, span) };
        let inside = Scope { row: None, ..*scope };
        let Some(group) = group else { return Some((Among { kind: owner, group: None }, inside)) };
        if let tree::ExprKind::Name(path) = &tree_walk::ungrouped(group).kind
            && let ([word], None) = (path.words.as_slice(), &path.pack)
            && let Some(kind) = self.known_kind(scope.pack, &word.text)
        {
            if !self.program.schema.is_kind(owner, kind) {
                let place = self.place(scope.pack, group.span);
                let (owner, here) = (self.owner_words(Some(kind)), self.owner_words(scope.owner));
                self.report(problems::wrong_owner::problem(place, &word.text, &owner, &here));
                return None;
            }
            return Some((Among { kind, group: None }, Scope { owner: Some(kind), ..inside }));
        }
        let group = self.lower(&inside, group, None)?;
        Some((Among { kind: owner, group: Some(group) }, inside))
    }

    /// A number, or an amount of money where that will do.
    fn figure(&mut self, scope: &Scope, expr: &tree::Expr, money: bool) -> Option<Expr> {
        let figure = self.lower(scope, expr, None)?;
        if types::is_plain_number(&figure.ty) || (money && figure.ty == Type::Money) {
            return Some(figure);
        }
        self.mismatch(scope.pack, figure.span, &figure.ty, &types::PLAIN);
        None
    }

    /// 保留: a whole number that is written down.
    fn number_of_places(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Expr> {
        let places = self.lower(scope, expr, None)?;
        let known = self.constant_value(&places).and_then(Exact::to_integer).is_some_and(|n| (0..=MOST_PLACES).contains(&n));
        let counts = matches!(&places.ty, Type::Integer { unit } if unit.as_deref().is_none_or(|u| u == "位"));
        if known && counts {
            return Some(places);
        }
        let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
        self.report(problems::places_not_bounded::problem(place, &words));
        None
    }

    /// Whether an option may be the one at this place of its clause enum.
    pub(super) fn may_be(&self, option: &Expr, rank: u32) -> bool {
        let is = |value: &Value| matches!(value, Value::Enum(_, r) if *r == rank);
        match &option.kind {
            ExprKind::Literal(value) => is(value),
            ExprKind::Open(id) => self.program.opens.get(id.at()).is_some_and(|o| o.options.iter().any(is)),
            _ => true,
        }
    }

    pub(super) fn lower_weighted(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        let (mut written, mut missing, mut group) = (Vec::new(), None, None);
        for arg in args {
            match &arg.kind {
                ArgKind::Weighted { of, weight } => written.push((of, weight)),
                ArgKind::ElseIfNa(expr) if missing.is_none() => missing = Some(expr),
                ArgKind::Among(expr) if group.is_none() => group = Some(expr),
                _ => return self.wrong_arguments(scope, "加权", arg.span),
            }
        }
        if written.len() < 2 {
            return self.wrong_arguments(scope, "加权", span);
        }
        let missing = match missing {
            Some(expr) => Some(self.option(scope, expr, "缺项方式")?),
            None => None,
        };
        if let (Some(group), false) = (group, missing.as_ref().is_some_and(|m| self.may_be(m, GROUP_AVERAGE))) {
            let place = self.place(scope.pack, group.span);
            let (zh, en) = ("只有「记组平均」才要说在谁中间平均", "only 记组平均 takes an average over a group");
            self.report(problems::clause_refused::problem(place, "组", zh, en));
            return None;
        }
        let (among, inside) = self.compared(scope, "加权", group, span)?;
        let items: Vec<Option<(Expr, Expr)>> = written
            .iter()
            .map(|(of, weight)| {
                let of = self.figure(&inside, of, false);
                let weight = self.lower_as(&Scope { owner: None, ..*scope }, weight, &Type::Ratio);
                Some((of?, weight?))
            })
            .collect();
        let items: Vec<(Expr, Expr)> = items.into_iter().collect::<Option<_>>()?;
        if self.weights_fall_short(scope, &items, span) {
            return None;
        }
        Some(ExprKind::Weighted(Box::new(Weighted { items, missing, among })))
    }

    /// Weights that are written down and do not come to 100 % in some year. Others are looked at when they are known.
    fn weights_fall_short(&mut self, scope: &Scope, items: &[(Expr, Expr)], span: Span) -> bool {
        let mut years: BTreeSet<Option<Year>> = BTreeSet::from([None]);
        for (_, weight) in items {
            match &weight.kind {
                ExprKind::Parameter(id) => {
                    years.extend(self.program.parameters.get(id.at()).into_iter().flat_map(|p| &p.values).map(|v| v.from));
                }
                ExprKind::Literal(_) => {}
                _ => return false,
            }
        }
        let written = |weight: &Expr, year: Option<Year>| match &weight.kind {
            ExprKind::Parameter(id) => {
                let parameter = self.program.parameters.get(id.at())?;
                let version = year.map_or_else(|| parameter.values.first(), |y| parameter.in_force(y));
                version.and_then(|v| ir::number_of(&v.value))
            }
            ExprKind::Literal(value) => ir::number_of(value),
            _ => None,
        };
        let wrong = years.into_iter().find_map(|year| {
            let weights: Vec<Exact> = items.iter().filter_map(|(_, w)| written(w, year)).collect();
            let sum = weights.iter().try_fold(Exact::ZERO, |sum, w| sum.plus(*w))?;
            (sum != Exact::ONE || weights.iter().any(|w| *w < Exact::ZERO)).then_some((sum, year))
        });
        let Some((sum, year)) = wrong else { return false };
        let place = self.place(scope.pack, span);
        let percent = sum.times(Exact::integer(100)).unwrap_or(sum);
        self.report(problems::weights_not_whole::problem(place, &format!("{percent}%"), year));
        true
    }

    /// 不适用 of the figure leaves one out of the comparison; it is 不适用 itself.
    pub(super) fn maybe_na_in_normalise(&self, expr: &Expr, normalise: &Normalise, known: &Known, unhandled: &mut Unhandled) -> Vec<Expr> {
        let standard = normalise.standard.iter().flat_map(|s| [&s.places, &s.rounding, &s.sample]);
        let strict: Vec<&Expr> = std::iter::once(&normalise.method).chain(standard).collect();
        self.strict(&strict, known, unhandled);
        // Of the others nothing is known.
        let others = Known { present: Vec::new(), years: super::not_applicable::of_any_day(known.years) };
        let read = || std::iter::once(&normalise.of).chain(&normalise.among.group);
        read().for_each(|part| drop(self.maybe_na(part, &others, unhandled)));
        let own = read().any(|part| !self.maybe_na(part, known, &mut Unhandled::new()).is_empty());
        if own { vec![expr.clone()] } else { Vec::new() }
    }

    /// Without 不适用则 a figure that is 不适用 makes the whole 不适用; with it, only where all of them are, or where those who lack
    /// one are judged apart.
    pub(super) fn maybe_na_in_weighted(&self, expr: &Expr, weighted: &Weighted, known: &Known, unhandled: &mut Unhandled) -> Vec<Expr> {
        let weights: Vec<&Expr> = weighted.items.iter().map(|(_, w)| w).chain(&weighted.missing).collect();
        self.strict(&weights, known, unhandled);
        if let Some(group) = &weighted.among.group {
            drop(self.maybe_na(group, known, unhandled));
        }
        let each: Vec<Vec<Expr>> = weighted.items.iter().map(|(of, _)| self.maybe_na(of, known, unhandled)).collect();
        match &weighted.missing {
            None => each.into_iter().flatten().collect(),
            Some(missing) => {
                let all = each.iter().all(|leaves| !leaves.is_empty());
                let some = each.iter().any(|leaves| !leaves.is_empty());
                if all || (some && self.may_be(missing, APART)) { vec![expr.clone()] } else { Vec::new() }
            }
        }
    }
}
