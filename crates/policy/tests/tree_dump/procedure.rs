//! Procedures and duties as brackets and words.

use quanheng_policy::syntax::tree::{Act, Demands, Duty, LimitKind, Material, OverdueAction, Procedure, ProcedureBody, Terms, Word};

use super::{expr, flag, guard, index, list, path, some, validity, words};

fn many(head: &str, all: &[Word]) -> String {
    if all.is_empty() { String::new() } else { list(head, [words(all)]) }
}

fn text(word: &Word) -> String {
    format!("“{}”", word.text)
}

fn terms(t: &Terms) -> String {
    list("terms", [expr(&t.first_day), some("holiday", t.holiday.as_ref(), expr)])
}

fn act(a: &Act) -> String {
    let limits = a.limits.iter().map(|l| match &l.kind {
        LimitKind::Within { length, start, next_day } => {
            list("within", [expr(length), some("from", start.as_ref(), |w| w.text.clone()), flag("next-day", next_day.is_some())])
        }
        LimitKind::NoLaterThan { next_year, month, day, holiday } => {
            list("by", [flag("next-year", *next_year), format!("{month}-{day}"), some("holiday", holiday.as_ref(), expr)])
        }
        LimitKind::Every { length, until } => list("every", [expr(length), until.text.clone()]),
    });
    let head = [a.actor.text.clone(), text(&a.words)];
    let tail = [some("scope", a.scope.as_ref(), expr), many("attach", &a.attach)];
    list(&format!("{:?}", a.modal), head.into_iter().chain(limits).chain(tail))
}

fn material(m: &Material) -> String {
    m.of.as_ref().map_or(m.name.text.clone(), |of| format!("{}({})", m.name.text, of.text))
}

fn action(a: &OverdueAction) -> String {
    match a {
        OverdueAction::Remind => "remind".to_owned(),
        OverdueAction::ReportTo(w) => format!("report:{}", w.text),
        OverdueAction::PassTo(w) => format!("pass:{}", w.text),
    }
}

fn demands(d: &Demands) -> Vec<String> {
    let mut out: Vec<String> = d.requires.iter().map(|any| list("requires", any.iter().map(material))).collect();
    if !d.filled.is_empty() {
        out.push(list("filled", d.filled.iter().map(path)));
    }
    out.extend(d.suspensions.iter().map(|s| list("suspend", [text(&s.words), s.until.text.clone()])));
    out.extend(d.extensions.iter().map(|e| {
        list(
            "extend",
            [
                text(&e.words),
                some("up-to", e.up_to.as_ref(), expr),
                some("by", e.by.as_ref(), |w| w.text.clone()),
                many("giving", &e.giving),
                some("when", e.when.as_ref(), expr),
            ],
        )
    }));
    out.extend(d.overdue.iter().map(|o| list("overdue", [action(&o.first), some("again", o.again.as_ref(), action)])));
    out.extend(d.tells.iter().map(|w| list("tell", [text(w)])));
    out.extend(d.apart.iter().map(|(a, b)| list("apart", [a.text.clone(), b.text.clone()])));
    out
}

pub fn procedure(p: &Procedure) -> String {
    let head = [p.name.text.clone(), index(&p.index)];
    let body: Vec<String> = match &p.body {
        ProcedureBody::Like(other) => vec![list("like", [path(other)])],
        ProcedureBody::Plan(plan) => {
            let roles = plan.roles.iter().map(|r| list("role", [r.name.text.clone(), text(&r.words)]));
            let tail = [
                many("recuse", &plan.recused),
                plan.terms.as_ref().map_or(String::new(), terms),
                flag("stays-in-force", plan.stays_in_force),
                some("appeal", plan.appeal.as_ref(), path),
            ];
            let steps = plan.steps.iter().map(|s| {
                let parts = [s.name.text.clone(), s.guard.as_ref().map_or(String::new(), guard)];
                let inner = s.acts.iter().map(act).chain(demands(&s.demands)).map(|line| format!("\n    {line}"));
                format!("\n  {}", list("step", parts.into_iter().chain(inner)))
            });
            roles.chain(tail).chain(steps).collect()
        }
    };
    list(if p.fragment { "fragment" } else { "procedure" }, head.into_iter().chain(body))
}

pub fn duty(d: &Duty) -> String {
    let head = [
        d.label.text.clone(),
        some("each", d.each.as_ref(), |w| w.text.clone()),
        d.guard.as_ref().map_or(String::new(), guard),
        d.terms.as_ref().map_or(String::new(), terms),
        act(&d.act),
    ];
    list("duty", head.into_iter().chain(demands(&d.demands)).chain([some("valid", d.validity.as_ref(), validity)]))
}
