//! 计数 … 在 年限算法, 合计 and its like over many, 最晚 and 最早, `日期 后 1年`.

use quanheng_facts::value::Type;

use crate::check::reads::Scope;
use crate::check::{Checker, tree_walk};
use crate::ir::{self, DayUnit, Expr, ExprKind, Gather, GatherKind, Over};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Span};

/// `在 所辖 县区` among arguments, and the others.
fn split_within(args: &[Arg]) -> (Option<(bool, &tree::Expr)>, Vec<&Arg>) {
    let within = args.iter().find_map(|a| if let ArgKind::Within { under, of } = &a.kind { Some((*under, of)) } else { None });
    (within, args.iter().filter(|a| !matches!(a.kind, ArgKind::Within { .. })).collect())
}

impl Checker<'_> {
    /// A call with 在, or one of the words for many; `None` in the outer: not one of these.
    pub(super) fn lower_gather(&mut self, scope: &Scope, word: &str, args: &[Arg], span: Span) -> Option<Option<Expr>> {
        let (within, rest) = split_within(args);
        let made = |kind: GatherKind, of: Vec<Expr>, ty: Type| Expr { kind: ExprKind::Gather(Box::new(Gather { kind, of })), ty, span };
        let whole = Type::Integer { unit: None };
        Some(match (word, within) {
            ("计数" | "存在", Some((true, of))) => {
                let counter = self.counter(scope, of, true, &rest, span);
                let (kind, ty) = if word == "存在" { (GatherKind::Exists, Type::Bool) } else { (GatherKind::Count, whole) };
                counter.map(|(c, _)| made(kind, vec![c], ty))
            }
            ("计数", Some((false, window))) => {
                let window = self.lower_window(scope, window);
                let plain: Vec<Arg> = rest.into_iter().cloned().collect();
                let count = self.needs_year(scope, "计数", span).and_then(|()| self.lower_over(scope, "计数", &plain, span));
                let (Some(window), Some((over, when))) = (window, count) else { return Some(None) };
                if !matches!(over, Over::Records { table, .. } if self.table(table).is_some_and(|t| t.day.is_some())) {
                    return Some(self.wrong_arguments(scope, "计数", span));
                }
                let count = Expr { kind: ExprKind::Count { over, when }, ty: whole.clone(), span };
                Some(made(GatherKind::Window, vec![count, window], whole))
            }
            ("合计" | "最大" | "最小" | "最晚" | "最早", Some((under, of))) => self.fold(scope, word, (under, of), &rest, span),
            ("最晚" | "最早", None) => self.present(scope, word, args, span),
            ("合计", None) => self.wrong_arguments(scope, word, span),
            _ => return None,
        })
    }

    fn lower_window(&mut self, scope: &Scope, window: &tree::Expr) -> Option<Expr> {
        let ty = Type::Enum(ir::clause_enum("年限算法")?);
        self.lower_as(&Scope { owner: None, ..*scope }, window, &ty)
    }

    /// What is gone over, as a plain count, and the scope inside it.
    fn counter(&mut self, scope: &Scope, of: &tree::Expr, under: bool, rest: &[&Arg], span: Span) -> Option<(Expr, Scope)> {
        let mut args = vec![Arg { kind: ArgKind::Value(of.clone()), span: of.span }];
        args.extend(rest.iter().map(|a| (*a).clone()));
        let (over, when) = self.lower_over(scope, "计数", &args, span)?;
        let kind = match &over {
            Over::Entities { kind, .. } => Some(*kind),
            Over::Records { table, .. } => self.table(*table).and_then(quanheng_facts::schema::TableSchema::record_kind),
            Over::Rows { .. } => None,
        };
        let inside = match &over {
            Over::Rows { table, .. } => Scope { row: Some(*table), ..*scope },
            _ => Scope { owner: kind, row: None, ..*scope },
        };
        if under && !matches!(over, Over::Entities { .. }) {
            return self.wrong_arguments(scope, "合计", span);
        }
        let count = Expr { kind: ExprKind::Count { over, when }, ty: Type::Integer { unit: None }, span };
        Some((count, inside))
    }

    fn fold(&mut self, scope: &Scope, word: &str, within: (bool, &tree::Expr), rest: &[&Arg], span: Span) -> Option<Expr> {
        let (under, of) = within;
        let Some((Arg { kind: ArgKind::Value(value), .. }, others)) = rest.split_first() else {
            return self.wrong_arguments(scope, word, span);
        };
        let (count, inside) = self.counter(scope, of, under, others, span)?;
        let value = self.lower(&inside, value, None)?;
        let kind = match word {
            "合计" => {
                if !value.ty.is_number() {
                    self.mismatch(scope.pack, value.span, &value.ty.clone(), &Type::Integer { unit: None });
                    return None;
                }
                GatherKind::Sum { under }
            }
            _ => {
                self.ordered(scope, &value)?;
                GatherKind::Extreme { greatest: matches!(word, "最大" | "最晚"), under }
            }
        };
        let ty = value.ty.clone();
        Some(Expr { kind: ExprKind::Gather(Box::new(Gather { kind, of: vec![count, value] })), ty, span })
    }

    /// 最晚(a，b …): of those that have a value.
    fn present(&mut self, scope: &Scope, word: &str, args: &[Arg], span: Span) -> Option<Expr> {
        let mut of = Vec::new();
        for arg in args {
            let ArgKind::Value(expr) = &arg.kind else { return self.wrong_arguments(scope, word, arg.span) };
            of.push(self.lower_as(scope, expr, &Type::Date)?);
        }
        if of.len() < 2 {
            return self.wrong_arguments(scope, word, span);
        }
        let kind = GatherKind::Present { greatest: word == "最晚" };
        Some(Expr { kind: ExprKind::Gather(Box::new(Gather { kind, of })), ty: Type::Date, span })
    }

    /// `日期 后 1年「不提拔」`.
    pub(super) fn lower_after(&mut self, scope: &Scope, value: &tree::Expr, length: &tree::Expr, span: Span) -> Option<Expr> {
        let day = self.lower_as(scope, value, &Type::Date);
        let count = self.lower(scope, tree_walk::ungrouped(length), None);
        let (day, count) = (day?, count?);
        let unit = match &count.ty {
            Type::Integer { unit: Some(unit) } => DayUnit::of(unit),
            Type::Length => Some(DayUnit::AsValue),
            _ => None,
        };
        let Some(unit) = unit else {
            let (place, words) = (self.place(scope.pack, length.span), self.words(scope.pack, length.span));
            self.report(problems::length_unit::problem(place, &words));
            return None;
        };
        let gather = Gather { kind: GatherKind::DayAfter(unit), of: vec![day, count] };
        Some(Expr { kind: ExprKind::Gather(Box::new(gather)), ty: Type::Date, span })
    }
}
