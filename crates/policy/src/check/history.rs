//! 往年, 连续, 曾, 近: how many years, which condition, and what a year counts as that was not assessed.
//!
//! In: the arguments as written. Out: a [`History`] whose number of years is bounded, or a problem. Whether 未考核 has to be said is
//! seen later, when it is known what may be 不适用 (`not_applicable.rs` calls the second half of this file).

use quanheng_facts::value::{Type, Value};

use crate::check::Checker;
use crate::check::not_applicable::{Known, Unhandled};
use crate::check::reads::Scope;
use crate::ir::reads::reads;
use crate::ir::{self, Expr, ExprKind, History, HistoryKind, InForce, MOST_YEARS, walk};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Span};

impl Checker<'_> {
    pub(super) fn lower_history(&mut self, scope: &Scope, kind: HistoryKind, args: &[Arg], span: Span) -> Option<Expr> {
        let (mut plain, mut since, mut unassessed) = (Vec::new(), None, None);
        for arg in args {
            match &arg.kind {
                ArgKind::Value(expr) => plain.push(expr),
                ArgKind::Since(expr) if kind == HistoryKind::Ever && since.is_none() => since = Some(expr),
                ArgKind::Unassessed(expr) if matches!(kind, HistoryKind::Run | HistoryKind::Recent) && unassessed.is_none() => {
                    unassessed = Some(expr);
                }
                _ => return self.wrong_arguments(scope, kind.word(), arg.span),
            }
        }
        let (years, of) = match (plain.as_slice(), kind) {
            ([of], HistoryKind::Ever) => (None, *of),
            ([years, of], HistoryKind::Past | HistoryKind::Run | HistoryKind::Recent) => (Some(*years), *of),
            _ => return self.wrong_arguments(scope, kind.word(), span),
        };
        self.needs_year(scope, kind.word(), span)?;
        let years = years.map(|e| self.number_of_years(scope, e));
        let of = if kind == HistoryKind::Past { self.lower(scope, of, None) } else { self.condition(scope, of) };
        let since = since.map(|e| self.lower_as(scope, e, &Type::Year));
        let unassessed = unassessed.map(|e| {
            let ty = ir::clause_enum("未考核方式").map(Type::Enum)?;
            // One word for the whole rule: it does not differ from one to the next.
            self.lower_as(&Scope { owner: None, ..*scope }, e, &ty)
        });
        let of = of?;
        let ty = match kind {
            HistoryKind::Past => of.ty.clone(),
            HistoryKind::Run | HistoryKind::Ever => Type::Bool,
            HistoryKind::Recent => Type::Integer { unit: None },
        };
        let history = History { kind, years: given(years)?, of, since: given(since)?, unassessed: given(unassessed)? };
        Some(Expr { kind: ExprKind::History(Box::new(history)), ty, span })
    }

    /// How many years: a whole number, a named number or a 待定, so that it is known how far back a rule looks.
    fn number_of_years(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Expr> {
        let lowered = self.lower(scope, expr, None)?;
        let counts_years = match &lowered.ty {
            Type::Integer { unit } => unit.as_deref().is_none_or(|u| u == "年"),
            _ => false,
        };
        let values: Vec<Value> = match &lowered.kind {
            ExprKind::Literal(value) => vec![value.clone()],
            ExprKind::Parameter(id) => {
                self.program.parameters.get(id.at()).map(|p| p.values.iter().map(|v| v.value.clone()).collect()).unwrap_or_default()
            }
            ExprKind::Open(id) => self.program.opens.get(id.at()).map(|o| o.options.clone()).unwrap_or_default(),
            _ => Vec::new(),
        };
        let fits = |value: &Value| ir::number_of(value).and_then(|n| n.to_integer()).is_some_and(|n| (1..=MOST_YEARS).contains(&n));
        if counts_years && !values.is_empty() && values.iter().all(fits) {
            return Some(lowered);
        }
        let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
        self.report(problems::years_not_bounded::problem(place, &words));
        None
    }

    /// What may make it 不适用. The condition of 连续 and 近 may be 不适用 in some year exactly where 未考核 says what then: the whole
    /// expression goes into `unhandled` where that is not so.
    pub(super) fn maybe_na_in_history(&self, expr: &Expr, history: &History, known: &Known, unhandled: &mut Unhandled) -> Vec<Expr> {
        for clause in history.years.iter().chain(&history.since).chain(&history.unassessed) {
            self.strict(std::slice::from_ref(clause), known, unhandled);
        }
        let back = |years: i32| history.written_years().and_then(|n| known.years.from?.plus(years.checked_sub(n)?));
        let (from, to) = match history.kind {
            HistoryKind::Past => {
                let to = history.written_years().and_then(|n| known.years.to?.plus(n.checked_neg()?));
                (back(0), to.or(known.years.to))
            }
            HistoryKind::Run | HistoryKind::Recent => (back(1), known.years.to),
            HistoryKind::Ever => (None, known.years.to),
        };
        // What is known of the year at hand is not known of the others.
        let then = Known { present: Vec::new(), years: InForce::years(from, to) };
        if matches!(history.kind, HistoryKind::Past | HistoryKind::Ever) {
            let leaves = self.maybe_na(&history.of, &then, unhandled);
            if leaves.is_empty() {
                return Vec::new();
            }
            if history.kind == HistoryKind::Past {
                return vec![expr.clone()];
            }
            unhandled.extend(leaves);
            return Vec::new();
        }
        let mut inside = Unhandled::new();
        let leaves = self.maybe_na(&history.of, &then, &mut inside);
        let (through, stopped): (Unhandled, Unhandled) = inside.into_iter().partition(|e| passes_through(&history.of, e));
        unhandled.extend(stopped);
        let may_be_na = !leaves.is_empty() || !through.is_empty();
        if may_be_na == history.unassessed.is_none() {
            unhandled.push(expr.clone());
        }
        Vec::new()
    }

    /// 未考核 left out where it is needed, or said where no year can be unassessed.
    pub(super) fn unassessed_problem(&mut self, pack: usize, expr: &Expr, history: &History) {
        let words = self.words(pack, history.of.span);
        match &history.unassessed {
            None => {
                let place = self.place(pack, expr.span);
                self.report(problems::unassessed_missing::problem(place, history.kind.word(), &words));
            }
            Some(clause) => {
                // What a definition that is wrong itself can be is not known: nothing is said of it.
                let mut of_damaged = false;
                reads(&history.of, false, &mut |id, _| of_damaged = of_damaged || self.damaged.contains(&id));
                if of_damaged {
                    return;
                }
                let place = self.place(pack, clause.span);
                self.report(problems::unassessed_refused::problem(place, &words));
            }
        }
    }
}

/// `None` where a clause was written and is wrong; `Some(None)` where none was written.
fn given(clause: Option<Option<Expr>>) -> Option<Option<Expr>> {
    match clause {
        Some(None) => None,
        Some(Some(expr)) => Some(Some(expr)),
        None => Some(None),
    }
}

/// True if 不适用 of a part makes the whole condition 不适用 (or is settled by the other side of a 且 or 或). What is asked over rows,
/// over entities or over other years does not let it through.
fn passes_through(condition: &Expr, part: &Expr) -> bool {
    condition == part
        || match &condition.kind {
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Items { .. }
            | ExprKind::Compare { .. }
            | ExprKind::In { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::YearPlus { .. }
            | ExprKind::ElseIfNa { .. }
            | ExprKind::Clip { .. }
            | ExprKind::Extreme { .. }
            | ExprKind::Match { .. }
            | ExprKind::Previous(_) => walk::parts(condition).into_iter().any(|e| passes_through(e, part)),
            _ => false,
        }
}
