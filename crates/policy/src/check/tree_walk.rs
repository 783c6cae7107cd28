//! Goes over everything written in a statement's expressions, whatever they mean.

use crate::syntax::tree::{ArgKind, Begins, Body, ColumnClause, Expr, ExprKind, Guard, InlineOpen, People, StatementKind};

/// Every expression a statement holds, outermost ones only.
pub(crate) fn expressions(statement: &StatementKind) -> Vec<&Expr> {
    let mut out: Vec<&Expr> = Vec::new();
    match statement {
        StatementKind::Entity(_)
        | StatementKind::Enum(_)
        | StatementKind::Posts(_)
        | StatementKind::Complete(_)
        | StatementKind::Open(_)
        | StatementKind::Kinds(_)
        | StatementKind::Matters(_)
        | StatementKind::Repeal(_) => {}
        StatementKind::Source(s) => out.extend(s.columns.iter().flat_map(|c| &c.clauses).filter_map(|c| match c {
            ColumnClause::Default(e) => Some(e),
            _ => None,
        })),
        StatementKind::Judgement(j) => out.extend(&j.needed_if),
        StatementKind::Settle(s) => out.push(&s.value),
        StatementKind::Param(p) => out.extend(p.values.iter().flat_map(|(_, given)| given.values())),
        StatementKind::Amend(a) => out.extend(a.values.iter().flat_map(|(_, given)| given.values())),
        StatementKind::Define(d) => match &d.body {
            Body::Is(e) => out.push(e),
            Body::Rule { guard, then, default } => {
                out.extend(guard.iter().flat_map(Guard::expressions));
                out.extend(then);
                out.extend(default);
            }
        },
        StatementKind::Exception(e) => {
            out.extend(e.guard.expressions());
            out.push(&e.then);
        }
        StatementKind::Bound(b) => {
            out.extend(b.guard.expressions());
            out.push(&b.limit);
        }
        StatementKind::Presume(p) => {
            out.extend(p.guard.expressions());
            out.push(&p.then);
        }
        StatementKind::Rank(r) => {
            out.extend(r.people.iter().flat_map(people_expressions));
            out.extend(r.keys.iter().map(|k| &k.by));
            out.extend([&r.ties, &r.missing].into_iter().flatten());
        }
        StatementKind::List(l) => {
            out.extend(l.people.iter().flat_map(people_expressions));
            out.extend(l.keys.iter().map(|k| &k.by));
            out.extend([&l.take, &l.rounding, &l.base, &l.counting, &l.cut_ties, &l.missing].into_iter().flatten());
            out.extend([&l.veto, &l.admit].into_iter().flatten().flat_map(|(a, b)| [a, b]));
        }
        StatementKind::Tiers(t) => {
            out.extend(t.people.iter().flat_map(people_expressions));
            out.extend(t.keys.iter().map(|k| &k.by));
            out.extend(t.cuts.iter().filter_map(|c| c.take.as_ref()));
            out.extend([&t.rounding, &t.cut_ties, &t.missing].into_iter().flatten());
        }
        StatementKind::Share(s) => {
            out.extend(s.people.iter().flat_map(people_expressions));
            out.extend([&s.amount, &s.weight, &s.remainder].into_iter().flatten());
            out.extend(s.ties.iter().map(|k| &k.by));
        }
        StatementKind::Assert(a) => out.push(&a.logic),
        StatementKind::Decision(d) => out.extend(super::decisions::written(d)),
        StatementKind::Outcome(o) => {
            out.extend(o.guard.expressions());
            for reach in &o.reaches {
                out.extend([&reach.anchor, &reach.split, &reach.when].into_iter().flatten());
                out.extend(reach.who.iter().map(|w| &w.of));
            }
            out.extend(&o.grants);
            out.extend(o.fields.iter().map(|(_, e)| e));
        }
        StatementKind::Procedure(p) => out.extend(p.expressions()),
        StatementKind::Duty(d) => out.extend(d.expressions()),
    }
    out
}

/// What stands in a population.
pub(crate) fn people_expressions(people: &People) -> Vec<&Expr> {
    let posts = people.posts.iter().flat_map(|a| arg_exprs(&a.kind));
    posts.chain(&people.at).chain(&people.when).chain(&people.group).collect()
}

/// The parts of an expression, one step down.
pub(crate) fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Month(_)
        | ExprKind::Period(_)
        | ExprKind::Text(_)
        | ExprKind::Open(_)
        | ExprKind::Name(_) => Vec::new(),
        ExprKind::Call { args, .. } => args.iter().flat_map(|a| arg_exprs(&a.kind)).collect(),
        ExprKind::Not(e) | ExprKind::Group(e) => vec![e],
        ExprKind::And(es) | ExprKind::Or(es) => es.iter().collect(),
        ExprKind::Compare { left, right, .. } | ExprKind::Arithmetic { left, right, .. } => vec![left, right],
        ExprKind::In { subject, values, .. } => std::iter::once(&**subject).chain(values).collect(),
        ExprKind::Has { set, item } => vec![set, item],
        ExprKind::ElseIfNa { value, otherwise } => vec![value, otherwise],
        ExprKind::AsAt { value, day } => vec![value, day],
        ExprKind::After { value, length } => vec![value, length],
        ExprKind::Clip { value, least, most } => std::iter::once(value).chain(least).chain(most).map(|e| &**e).collect(),
        ExprKind::Match { subject, arms, otherwise } => {
            let arms = arms.iter().flat_map(|a| a.values.iter().chain(std::iter::once(&a.then)));
            std::iter::once(&**subject).chain(arms).chain(otherwise.iter().map(|e| &**e)).collect()
        }
    }
}

/// What stands in an argument.
pub(crate) fn arg_exprs(arg: &ArgKind) -> Vec<&Expr> {
    match arg {
        ArgKind::Value(e)
        | ArgKind::Since(e)
        | ArgKind::On(e)
        | ArgKind::Where(e)
        | ArgKind::Among(e)
        | ArgKind::Within { of: e, .. }
        | ArgKind::AsAt(e)
        | ArgKind::Unassessed(e)
        | ArgKind::ElseIfNa(e)
        | ArgKind::Keep(e) => vec![e],
        ArgKind::Weighted { of, weight } => vec![of, weight],
        ArgKind::Names(es) => es.iter().collect(),
    }
}

/// Calls `f` on the expression and everything in it.
pub(crate) fn visit<'e>(expr: &'e Expr, f: &mut dyn FnMut(&'e Expr)) {
    f(expr);
    for part in parts(expr) {
        visit(part, f);
    }
}

/// The 待定 declared in place of values.
pub(crate) fn inline_opens(statement: &StatementKind) -> Vec<&InlineOpen> {
    let mut out = Vec::new();
    if let StatementKind::Source(source) = statement
        && let Some(Begins::Open(open)) = &source.begins
    {
        out.push(open);
    }
    for expr in expressions(statement) {
        visit(expr, &mut |e| {
            if let ExprKind::Open(open) = &e.kind {
                out.push(open);
            }
        });
    }
    out
}

/// Without brackets that only group.
pub(crate) fn ungrouped(expr: &Expr) -> &Expr {
    let mut at = expr;
    while let ExprKind::Group(inner) = &at.kind {
        at = inner;
    }
    at
}
