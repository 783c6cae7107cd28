//! Goes over lowered expressions, whatever they are for.

use crate::ir::{Anchor, Expr, ExprKind, History, Outcome, Over, Program, Shape, Variable, Who, Whose};

/// The parts of an expression, one step down.
pub fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::Index { .. }
        | ExprKind::RowColumn { .. }
        | ExprKind::Subject
        | ExprKind::DecisionDay
        | ExprKind::Served(_)
        | ExprKind::Myself
        | ExprKind::ThisYear => Vec::new(),
        ExprKind::HeldColumn { posts, whose, at, .. } => {
            followed(whose).into_iter().chain(posts.when.as_deref()).chain(at.expr()).collect()
        }
        ExprKind::InPost(asked) => asked.parts(),
        ExprKind::Holding(at) => at.expr().into_iter().collect(),
        ExprKind::Has { set, item } => vec![set, item],
        ExprKind::Variable { whose, args, .. } => followed(whose).into_iter().chain(args).collect(),
        ExprKind::ColumnAsAt { whose, .. } | ExprKind::Holds { whose, .. } | ExprKind::IdOf { whose } | ExprKind::KindOf { whose } => {
            followed(whose).into_iter().collect()
        }
        ExprKind::Column { whose, keys, .. } => followed(whose).into_iter().chain(keys).collect(),
        ExprKind::NoRecord { keys, .. } | ExprKind::IsComplete { keys, .. } => keys.iter().collect(),
        ExprKind::Previous(e) | ExprKind::Not(e) | ExprKind::IsNa(e) | ExprKind::HasValue(e) => vec![e],
        ExprKind::YearPlus { year, .. } => vec![year],
        ExprKind::First { condition, since } => std::iter::once(&**condition).chain(since.as_deref()).collect(),
        ExprKind::History(history) => history.parts(),
        ExprKind::Decision(decision) => decision.parts(),
        ExprKind::Gather(gather) => gather.of.iter().collect(),
        ExprKind::Normalise(normalise) => normalise.parts(),
        ExprKind::Weighted(weighted) => weighted.parts(),
        ExprKind::HasRecord { keys, among, .. } => keys.iter().chain(among.as_deref()).collect(),
        ExprKind::Exists { over, when } | ExprKind::Count { over, when } => {
            let inner: Vec<&Expr> = match over {
                Over::Rows { keys, .. } => keys.iter().collect(),
                Over::Records { .. } => Vec::new(),
                Over::Entities { among, .. } => among.as_deref().into_iter().collect(),
            };
            inner.into_iter().chain(when.as_deref()).collect()
        }
        ExprKind::And(es) | ExprKind::Or(es) | ExprKind::Filled(es) | ExprKind::Extreme { of: es, .. } => es.iter().collect(),
        ExprKind::Items { items, .. } => items.iter().map(|(_, e)| e).collect(),
        ExprKind::Compare { left, right, .. } | ExprKind::Arithmetic { left, right, .. } => vec![left, right],
        ExprKind::In { subject, values, .. } => std::iter::once(&**subject).chain(values).collect(),
        ExprKind::ElseIfNa { value, otherwise } => vec![value, otherwise],
        ExprKind::Clip { value, least, most } => std::iter::once(&**value).chain(least.as_deref()).chain(most.as_deref()).collect(),
        ExprKind::Match { subject, arms, otherwise } => {
            let arms = arms.iter().flat_map(|(values, then)| values.iter().chain(std::iter::once(then)));
            std::iter::once(&**subject).chain(arms).chain(otherwise.as_deref()).collect()
        }
    }
}

/// The parts of an expression, to be changed.
pub fn parts_mut(expr: &mut Expr) -> Vec<&mut Expr> {
    match &mut expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::Index { .. }
        | ExprKind::RowColumn { .. }
        | ExprKind::Subject
        | ExprKind::DecisionDay
        | ExprKind::Served(_)
        | ExprKind::Myself
        | ExprKind::ThisYear => Vec::new(),
        ExprKind::HeldColumn { posts, whose, at, .. } => {
            followed_mut(whose).into_iter().chain(posts.when.as_deref_mut()).chain(at.expr_mut()).collect()
        }
        ExprKind::InPost(asked) => asked.parts_mut(),
        ExprKind::Holding(at) => at.expr_mut().into_iter().collect(),
        ExprKind::Has { set, item } => vec![set, item],
        ExprKind::Variable { whose, args, .. } => followed_mut(whose).into_iter().chain(args).collect(),
        ExprKind::ColumnAsAt { whose, .. } | ExprKind::Holds { whose, .. } | ExprKind::IdOf { whose } | ExprKind::KindOf { whose } => {
            followed_mut(whose).into_iter().collect()
        }
        ExprKind::Column { whose, keys, .. } => followed_mut(whose).into_iter().chain(keys).collect(),
        ExprKind::NoRecord { keys, .. } | ExprKind::IsComplete { keys, .. } => keys.iter_mut().collect(),
        ExprKind::Previous(e) | ExprKind::Not(e) | ExprKind::IsNa(e) | ExprKind::HasValue(e) => vec![e],
        ExprKind::YearPlus { year, .. } => vec![year],
        ExprKind::First { condition, since } => std::iter::once(&mut **condition).chain(since.as_deref_mut()).collect(),
        ExprKind::Normalise(normalise) => normalise.parts_mut(),
        ExprKind::Weighted(weighted) => weighted.parts_mut(),
        ExprKind::History(history) => {
            let History { years, of, since, unassessed, .. } = &mut **history;
            years.iter_mut().chain([of]).chain(since).chain(unassessed).collect()
        }
        ExprKind::Decision(decision) => decision.parts_mut(),
        ExprKind::Gather(gather) => gather.of.iter_mut().collect(),
        ExprKind::HasRecord { keys, among, .. } => keys.iter_mut().chain(among.as_deref_mut()).collect(),
        ExprKind::Exists { over, when } | ExprKind::Count { over, when } => {
            let inner: Vec<&mut Expr> = match over {
                Over::Rows { keys, .. } => keys.iter_mut().collect(),
                Over::Records { .. } => Vec::new(),
                Over::Entities { among, .. } => among.as_deref_mut().into_iter().collect(),
            };
            inner.into_iter().chain(when.as_deref_mut()).collect()
        }
        ExprKind::And(es) | ExprKind::Or(es) | ExprKind::Filled(es) | ExprKind::Extreme { of: es, .. } => es.iter_mut().collect(),
        ExprKind::Items { items, .. } => items.iter_mut().map(|(_, e)| e).collect(),
        ExprKind::Compare { left, right, .. } | ExprKind::Arithmetic { left, right, .. } => vec![left, right],
        ExprKind::In { subject, values, .. } => std::iter::once(&mut **subject).chain(values).collect(),
        ExprKind::ElseIfNa { value, otherwise } => vec![value, otherwise],
        ExprKind::Clip { value, least, most } => {
            std::iter::once(&mut **value).chain(least.as_deref_mut()).chain(most.as_deref_mut()).collect()
        }
        ExprKind::Match { subject, arms, otherwise } => {
            let arms = arms.iter_mut().flat_map(|(values, then)| values.iter_mut().chain(std::iter::once(then)));
            std::iter::once(&mut **subject).chain(arms).chain(otherwise.as_deref_mut()).collect()
        }
    }
}

/// The expression that says whose value is read, where one does.
fn followed(whose: &Whose) -> Option<&Expr> {
    match whose {
        Whose::Of(expr) => Some(expr),
        Whose::Own | Whose::Superior(_) | Whose::Nobody => None,
    }
}

fn followed_mut(whose: &mut Whose) -> Option<&mut Expr> {
    match whose {
        Whose::Of(expr) => Some(expr),
        Whose::Own | Whose::Superior(_) | Whose::Nobody => None,
    }
}

/// Calls `f` on the expression and everything in it.
pub fn visit<'e>(expr: &'e Expr, f: &mut dyn FnMut(&'e Expr)) {
    f(expr);
    for part in parts(expr) {
        visit(part, f);
    }
}

/// Every outermost expression of a variable, with the pack it was written in.
pub fn variable_roots(variable: &Variable) -> Vec<(usize, &Expr)> {
    let own = variable.pack.at();
    let mut out: Vec<(usize, &Expr)> = Vec::new();
    for rule in &variable.rules {
        out.extend(rule.guard.iter().chain(&rule.value).map(|e| (rule.pack.at(), e)));
    }
    out.extend(variable.default.iter().map(|e| (own, e)));
    for bound in &variable.bounds {
        out.extend(bound.guard.iter().chain(std::iter::once(&bound.limit)).map(|e| (bound.pack.at(), e)));
    }
    for presumption in &variable.presumptions {
        out.extend(presumption.guard.iter().chain(std::iter::once(&presumption.value)).map(|e| (presumption.pack.at(), e)));
    }
    out.extend(variable.judgement.iter().filter_map(|j| j.needed_if.as_ref()).map(|e| (own, e)));
    match &variable.shape {
        Shape::Rules => {}
        Shape::Rank(rank) => {
            out.extend(rank.population.when.iter().chain(&rank.population.group).map(|e| (own, e)));
            out.extend(rank.keys.iter().map(|k| &k.by).chain([&rank.ties, &rank.missing]).map(|e| (own, e)));
        }
        Shape::List(list) => {
            out.extend(list.population.when.iter().chain(&list.population.group).map(|e| (own, e)));
            out.extend(list.keys.iter().map(|k| &k.by).chain([&list.take, &list.cut_ties, &list.missing]).map(|e| (own, e)));
            out.extend(list.rounding.iter().chain(&list.base).map(|e| (own, e)));
            out.extend(list.counting.iter().flat_map(crate::ir::Counting::parts).map(|e| (own, e)));
            out.extend(list.veto.iter().chain(&list.admit).flat_map(|(a, b)| [a, b]).map(|e| (own, e)));
        }
        Shape::Tiers(tiers) => {
            out.extend(tiers.population.when.iter().chain(&tiers.population.group).map(|e| (own, e)));
            out.extend(tiers.keys.iter().map(|k| &k.by).chain(tiers.cuts.iter().map(|c| &c.take)).map(|e| (own, e)));
            out.extend(tiers.rounding.iter().chain([&tiers.cut_ties, &tiers.missing]).map(|e| (own, e)));
        }
        Shape::Share(share) => {
            out.extend(share.population.when.iter().chain(&share.population.group).map(|e| (own, e)));
            out.extend(share.figures.iter().map(|f| &f.by).chain([&share.remainder]).map(|e| (own, e)));
        }
    }
    out
}

/// Every outermost expression of a variable, to be changed.
pub fn variable_roots_mut(variable: &mut Variable) -> Vec<&mut Expr> {
    let mut out: Vec<&mut Expr> = Vec::new();
    for rule in &mut variable.rules {
        out.extend(rule.guard.iter_mut().chain(&mut rule.value));
    }
    out.extend(&mut variable.default);
    for bound in &mut variable.bounds {
        out.extend(bound.guard.iter_mut().chain(std::iter::once(&mut bound.limit)));
    }
    for presumption in &mut variable.presumptions {
        out.extend(presumption.guard.iter_mut().chain(std::iter::once(&mut presumption.value)));
    }
    out.extend(variable.judgement.iter_mut().filter_map(|j| j.needed_if.as_mut()));
    match &mut variable.shape {
        Shape::Rules => {}
        Shape::Rank(rank) => {
            let rank = &mut **rank;
            out.extend(rank.population.when.iter_mut().chain(&mut rank.population.group));
            out.extend(rank.keys.iter_mut().map(|k| &mut k.by).chain([&mut rank.ties, &mut rank.missing]));
        }
        Shape::List(list) => {
            let list = &mut **list;
            out.extend(list.population.when.iter_mut().chain(&mut list.population.group));
            out.extend(list.keys.iter_mut().map(|k| &mut k.by).chain([&mut list.take, &mut list.cut_ties, &mut list.missing]));
            out.extend(list.rounding.iter_mut().chain(&mut list.base));
            out.extend(list.counting.iter_mut().flat_map(crate::ir::Counting::parts_mut));
            out.extend(list.veto.iter_mut().chain(&mut list.admit).flat_map(|(a, b)| [a, b]));
        }
        Shape::Tiers(tiers) => {
            let tiers = &mut **tiers;
            out.extend(tiers.population.when.iter_mut().chain(&mut tiers.population.group));
            out.extend(tiers.keys.iter_mut().map(|k| &mut k.by).chain(tiers.cuts.iter_mut().map(|c| &mut c.take)));
            out.extend(tiers.rounding.iter_mut().chain([&mut tiers.cut_ties, &mut tiers.missing]));
        }
        Shape::Share(share) => {
            let share = &mut **share;
            out.extend(share.population.when.iter_mut().chain(&mut share.population.group));
            out.extend(share.figures.iter_mut().map(|f| &mut f.by).chain([&mut share.remainder]));
        }
    }
    out
}

/// Every outermost expression of a program.
pub fn roots(program: &Program) -> Vec<(usize, &Expr)> {
    let of_variables = program.variables.iter().flat_map(variable_roots);
    let of_outcomes = program.outcomes.iter().flat_map(|o| outcome_roots(o).into_iter().map(|e| (o.pack.at(), e)));
    let of_asserts = program.asserts.iter().map(|a| (a.pack.at(), &a.logic));
    let of_procedures = program.procedures.iter().flat_map(|p| p.expressions().into_iter().map(move |e| (p.pack.at(), e)));
    let of_duties = program.duties.iter().flat_map(|d| d.expressions().into_iter().map(move |e| (d.pack.at(), e)));
    of_variables.chain(of_asserts).chain(of_procedures).chain(of_duties).chain(of_outcomes).collect()
}

/// Every outermost expression of a conclusion, beside its condition, what it gives and its fields.
pub fn outcome_roots(outcome: &Outcome) -> Vec<&Expr> {
    let mut out = Vec::new();
    for reach in &outcome.reaches {
        out.extend(reach.anchor.iter().filter_map(Anchor::expr).chain(&reach.split).chain(&reach.when));
        for who in &reach.who {
            match who {
                Who::Own => {}
                Who::Posts(posts) => out.extend(posts.when.as_deref()),
                Who::Listed(of) | Who::Each { of, .. } => out.push(of),
            }
        }
    }
    out
}

/// The same, to be changed.
pub fn outcome_roots_mut(outcome: &mut Outcome) -> Vec<&mut Expr> {
    let mut out = Vec::new();
    for reach in &mut outcome.reaches {
        out.extend(reach.anchor.iter_mut().filter_map(Anchor::expr_mut).chain(&mut reach.split).chain(&mut reach.when));
        for who in &mut reach.who {
            match who {
                Who::Own => {}
                Who::Posts(posts) => out.extend(posts.when.as_deref_mut()),
                Who::Listed(of) | Who::Each { of, .. } => out.push(of),
            }
        }
    }
    out
}
