//! A tree as brackets and words, without places: what the snapshots of the syntax tests show.

mod procedure;

use quanheng_policy::syntax::tree::{
    Arg, ArgKind, Arithmetic, Begins, Body, Cell, Column, ColumnClause, ColumnType, Comparison, Confirmed, Cut, DecisionCell, DecisionRow,
    Expr, ExprKind, Given, Guard, IndexItem, InlineOpen, Key, KindName, NumberText, Path, People, Reach, SourceShape, Start, Statement,
    StatementKind, Target, TypeText, Validity, When, Who, Word,
};

/// `(head part part …)`, empty parts left out.
fn list(head: &str, parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    if parts.is_empty() { format!("({head})") } else { format!("({head} {})", parts.join(" ")) }
}

fn some<T>(head: &str, value: Option<&T>, show: impl Fn(&T) -> String) -> String {
    value.map_or(String::new(), |v| list(head, [show(v)]))
}

fn flag(name: &str, on: bool) -> String {
    if on { name.to_owned() } else { String::new() }
}

fn words(words: &[Word]) -> String {
    words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" ")
}

fn path(path: &Path) -> String {
    let pack = path.pack.as_ref().map_or(String::new(), |p| format!("{}·", p.text));
    format!("{pack}{}", path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join("."))
}

fn target(t: &Target) -> String {
    let label = t.label.as_ref().map_or(String::new(), |l| format!("「{}」", l.text));
    format!("{}{label}{}", path(&t.path), if t.everything { "·all" } else { "" })
}

fn targets(head: &str, all: &[Target]) -> String {
    if all.is_empty() { String::new() } else { list(head, all.iter().map(target)) }
}

fn index(items: &[IndexItem]) -> String {
    let one = |i: &IndexItem| i.name.as_ref().map_or(i.of.text.clone(), |n| format!("{}:{}", n.text, i.of.text));
    if items.is_empty() { String::new() } else { list("index", items.iter().map(one)) }
}

fn number(n: &NumberText) -> String {
    format!("{}{}", n.value, n.unit.as_ref().map_or("", |u| &u.text))
}

fn type_text(t: &TypeText) -> String {
    let scale = t.scale.map_or(String::new(), |(n, _)| format!("({n})"));
    let inner = t.inner.as_ref().map_or(String::new(), |w| format!("({})", w.text));
    let unit = t.unit.as_ref().map_or(String::new(), |w| format!("「{}」", w.text));
    let range = t.range.as_ref().map_or(String::new(), |(a, b)| format!("[{}..{}]", number(a), number(b)));
    let table = t.table.as_ref().map_or(String::new(), |(by, cell)| format!("({} -> {})", words(by), type_text(cell)));
    format!("{}{scale}{inner}{unit}{range}{table}", t.name.text)
}

fn start(s: &Start) -> String {
    match s {
        Start::Year(y, _) => y.to_string(),
        Start::Day(d, _) => d.to_string(),
    }
}

fn validity(v: &Validity) -> String {
    format!("{}..{}", start(&v.from), v.to.as_ref().map_or(String::new(), start))
}

fn open(o: &InlineOpen) -> String {
    list("open", [o.name.text.clone(), o.ty.as_ref().map_or(String::new(), type_text)])
}

fn guard(g: &Guard) -> String {
    let items = |head: &str, items: &[(Word, Expr)]| list(head, items.iter().map(|(n, e)| format!("{}={}", n.text, expr(e))));
    let when = match &g.when {
        When::Logic(e) => expr(e),
        When::AnyOf(all) => items("any-of", all),
        When::AllOf(all) => items("all-of", all),
    };
    format!("{} {}", list("when", [when]), some("unless", g.unless.as_ref(), expr)).trim().to_owned()
}

fn people(p: &People) -> String {
    let limit = if p.limit.is_empty() { String::new() } else { list("limit", [words(&p.limit)]) };
    let posts = if p.posts.is_empty() { String::new() } else { list("posts", p.posts.iter().map(arg)) };
    list(
        "from",
        [
            path(&p.of),
            posts,
            some("as-at", p.at.as_ref(), expr),
            limit,
            some("when", p.when.as_ref(), expr),
            some("group", p.group.as_ref(), expr),
        ],
    )
}

fn key(k: &Key) -> String {
    list(if k.descending { "down" } else { "up" }, [expr(&k.by)])
}

fn confirmed(c: &Confirmed) -> String {
    list("complete", [list("by", [words(&c.bodies)]), list("per", [words(&c.by)])])
}

fn column(c: &Column) -> String {
    let order = |o: &Option<_>| o.map_or(String::new(), |o| format!("{o:?}"));
    let ty = match &c.ty {
        ColumnType::Type(t) => type_text(t),
        ColumnType::Enum { order: o, values, .. } => list("enum", [order(o), words(values)]),
        ColumnType::Key => "key".to_owned(),
    };
    let clause = |c: &ColumnClause| match c {
        ColumnClause::Missable(_) => "missable".to_owned(),
        ColumnClause::Nullable(_) => "nullable".to_owned(),
        ColumnClause::Multiple(_) => "multiple".to_owned(),
        ColumnClause::Default(e) => list("default", [expr(e)]),
        ColumnClause::AtLeast(n) => list("at-least", [number(n)]),
        ColumnClause::Basis(w) => list("basis", [w.text.clone()]),
    };
    let headings = if c.headings.is_empty() { String::new() } else { list("headings", [words(&c.headings)]) };
    list("column", [c.name.text.clone(), ty, headings].into_iter().chain(c.clauses.iter().map(clause)))
}

fn arg(a: &Arg) -> String {
    match &a.kind {
        ArgKind::Value(e) => expr(e),
        ArgKind::Since(e) => list("since", [expr(e)]),
        ArgKind::On(e) => list("on", [expr(e)]),
        ArgKind::Where(e) => list("where", [expr(e)]),
        ArgKind::Among(e) => list("among", [expr(e)]),
        ArgKind::Within { under, of } => list(if *under { "within-under" } else { "within" }, [expr(of)]),
        ArgKind::AsAt(e) => list("as-at", [expr(e)]),
        ArgKind::Unassessed(e) => list("unassessed", [expr(e)]),
        ArgKind::Names(es) => list("names", es.iter().map(expr)),
        ArgKind::Weighted { of, weight } => list("weighted", [expr(of), expr(weight)]),
        ArgKind::ElseIfNa(e) => list("else-if-na", [expr(e)]),
        ArgKind::Keep(e) => list("keep", [expr(e)]),
    }
}

/// One expression.
pub fn expr(e: &Expr) -> String {
    match &e.kind {
        ExprKind::Number { number: n, name } => {
            format!("{}{}", number(n), name.as_ref().map_or(String::new(), |w| format!("「{}」", w.text)))
        }
        ExprKind::Date(d) => d.to_string(),
        ExprKind::Month(m) => m.to_string(),
        ExprKind::Period(y) => format!("{y}年度"),
        ExprKind::Text(t) => format!("“{t}”"),
        ExprKind::Open(o) => open(o),
        ExprKind::Name(p) => path(p),
        ExprKind::Call { path: p, args } => list("call", std::iter::once(path(p)).chain(args.iter().map(arg))),
        ExprKind::Not(x) => list("not", [expr(x)]),
        ExprKind::And(xs) => list("and", xs.iter().map(expr)),
        ExprKind::Or(xs) => list("or", xs.iter().map(expr)),
        ExprKind::Compare { op, left, right } => {
            let op = match op {
                Comparison::Equal => "=",
                Comparison::NotEqual => "≠",
                Comparison::Less => "<",
                Comparison::LessOrEqual => "≤",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => "≥",
            };
            list(op, [expr(left), expr(right)])
        }
        ExprKind::In { negated, subject, values } => {
            list(if *negated { "not-in" } else { "in" }, std::iter::once(expr(subject)).chain(values.iter().map(expr)))
        }
        ExprKind::Has { set, item } => list("has", [expr(set), expr(item)]),
        ExprKind::Arithmetic { op, left, right } => {
            let op = match op {
                Arithmetic::Add => "+",
                Arithmetic::Subtract => "−",
                Arithmetic::Multiply => "×",
                Arithmetic::Divide => "÷",
                Arithmetic::Share => "share",
            };
            list(op, [expr(left), expr(right)])
        }
        ExprKind::ElseIfNa { value, otherwise } => list("else-if-na", [expr(value), expr(otherwise)]),
        ExprKind::AsAt { value, day } => list("as-at", [expr(value), expr(day)]),
        ExprKind::After { value, length } => list("after", [expr(value), expr(length)]),
        ExprKind::Clip { value, least, most } => {
            list("clip", [expr(value), some("min", least.as_deref(), expr), some("max", most.as_deref(), expr)])
        }
        ExprKind::Match { subject, arms, otherwise } => {
            let arms = arms.iter().map(|a| list("arm", [list("of", a.values.iter().map(expr)), expr(&a.then)]));
            list("match", std::iter::once(expr(subject)).chain(arms).chain([some("rest", otherwise.as_deref(), expr)]))
        }
        ExprKind::Group(x) => list("group", [expr(x)]),
    }
}

/// One statement.
pub fn statement(s: &Statement) -> String {
    let order = |o: &Option<_>| o.map_or(String::new(), |o| format!("{o:?}"));
    let given = |given: &Given| match given {
        Given::One(value) => expr(value),
        Given::Table(cells) => {
            let keys =
                |c: &Cell| if c.keys.is_empty() { "rest".to_owned() } else { list("of", c.keys.iter().map(|k| format!("[{}]", words(k)))) };
            list("cells", cells.iter().map(|c| list("cell", [keys(c), expr(&c.value)])))
        }
    };
    let dated = |values: &[(Start, Given)]| values.iter().map(|(s, g)| list("from", [start(s), given(g)])).collect::<Vec<_>>().join(" ");
    match &s.kind {
        StatementKind::Kinds(k) => {
            let kind = |k: &KindName| {
                let fields = k.fields.iter().map(|(n, t)| format!("{}:{}", n.text, type_text(t))).collect::<Vec<_>>().join(" ");
                format!("{}[{fields}]", k.name.text)
            };
            list("kinds", k.kinds.iter().map(kind))
        }
        StatementKind::Matters(m) => {
            let of = m.of.iter().map(|m| format!("{}{}", m.name.text, index(&m.index)));
            list("matters", [m.name.text.clone(), flag("adds", m.adds)].into_iter().chain(of))
        }
        StatementKind::Outcome(o) => {
            let who = |w: &Who| format!("{}{}", flag("each ", w.each), expr(&w.of));
            let reach = |r: &Reach| {
                let who = r.who.iter().map(who).collect::<Vec<_>>().join(" ");
                list(
                    "reach",
                    [who, some("at", r.anchor.as_ref(), expr), some("split", r.split.as_ref(), expr), some("when", r.when.as_ref(), expr)],
                )
            };
            let parts = [
                o.label.text.clone(),
                o.kind.text.clone(),
                format!("{}{}", path(&o.of), index(&o.index)),
                list("limit", [words(&o.limit)]),
                some("in-force", o.validity.as_ref(), validity),
                guard(&o.guard),
            ];
            let rest = o.reaches.iter().map(reach);
            let aside = o.disregards.iter().map(|d| list("aside", [path(&d.by), words(&d.of)]));
            let last = [some("grants", o.grants.as_ref(), expr), list("in-name-of", [words(&o.in_name_of)])];
            let fields = o.fields.iter().map(|(n, e)| list("field", [n.text.clone(), expr(e)]));
            list("outcome", parts.into_iter().chain(rest).chain(aside).chain(last).chain(fields))
        }
        StatementKind::Entity(e) => list(
            "entity",
            [e.name.text.clone(), some("of", e.of.as_ref(), |w| w.text.clone()), some("under", e.superior.as_ref(), |w| w.text.clone())],
        ),
        StatementKind::Enum(e) => list(
            "enum",
            [
                e.name.text.clone(),
                order(&e.order),
                flag("extensible", e.extensible),
                flag("adds", e.adds),
                list("values", [words(&e.values)]),
            ],
        ),
        StatementKind::Posts(p) => list("posts", [p.name.text.clone(), words(&p.values)]),
        StatementKind::Source(s) => {
            let begins = |b: &Begins| match b {
                Begins::Year(y, _) => y.to_string(),
                Begins::Open(o) => open(o),
            };
            let head = if s.shape == SourceShape::Fact { "fact" } else { "span" };
            let parts = [
                s.name.text.clone(),
                index(&s.index),
                flag("many-rows", s.many_rows),
                some("begins", s.begins.as_ref(), begins),
                s.complete.as_ref().map_or(String::new(), confirmed),
            ];
            list(head, parts.into_iter().chain(s.columns.iter().map(|c| format!("\n  {}", column(c)))))
        }
        StatementKind::Complete(c) => list("complete-of", [c.table.text.clone(), confirmed(&c.confirmed)]),
        StatementKind::Judgement(j) => list(
            "judgement",
            [
                path(&j.path),
                index(&j.index),
                type_text(&j.ty),
                some("members", j.members.as_ref(), |m| words(m)),
                list("by", [words(&j.bodies)]),
                list("on", [words(&j.evidence)]),
                if j.each_with.is_empty() { String::new() } else { list("each-with", [words(&j.each_with)]) },
                some("step", j.step.as_ref(), |w| w.text.clone()),
                some("needed-if", j.needed_if.as_ref(), expr),
            ],
        ),
        StatementKind::Open(o) => {
            let options = if o.options.is_empty() { String::new() } else { list("options", [words(&o.options)]) };
            let affects = if o.affects.is_empty() { String::new() } else { list("affects", o.affects.iter().map(path)) };
            list("statement", [open(&o.open), options, affects])
        }
        StatementKind::Settle(s) => list(
            "settle",
            [
                path(&s.target),
                words(&s.cell),
                expr(&s.value),
                list("by", [s.by.text.clone()]),
                s.on.to_string(),
                list("because", [s.because.text.clone()]),
            ],
        ),
        StatementKind::Param(p) => list("param", [path(&p.name), type_text(&p.ty), dated(&p.values)]),
        StatementKind::Amend(a) => list("amend", [path(&a.target), words(&a.cell), dated(&a.values)]),
        StatementKind::Repeal(r) => list("repeal", [target(&r.target), start(&r.from)]),
        StatementKind::Define(d) => {
            let body = match &d.body {
                Body::Is(e) => list("is", [expr(e)]),
                Body::Rule { guard: g, then, default } => {
                    [g.as_ref().map_or(String::new(), guard), some("then", then.as_ref(), expr), some("default", default.as_ref(), expr)]
                        .into_iter()
                        .filter(|p| !p.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ")
                }
            };
            list(
                "define",
                [
                    path(&d.path),
                    index(&d.index),
                    type_text(&d.ty),
                    flag("maybe-na", d.maybe_na),
                    some("valid", d.validity.as_ref(), validity),
                    body,
                ],
            )
        }
        StatementKind::Exception(x) => {
            let mode = x.mode.map_or(String::new(), |(m, _)| format!("{m:?}"));
            let inside = some("where-applies", x.where_applies.as_ref(), |w| w.text.clone());
            list(
                "exception",
                [
                    x.label.text.clone(),
                    targets("over", &x.over),
                    targets("yields", &x.yields_to),
                    mode,
                    some("valid", x.validity.as_ref(), validity),
                    inside,
                    guard(&x.guard),
                    list("then", [expr(&x.then)]),
                ],
            )
        }
        StatementKind::Bound(b) => list(
            "bound",
            [
                b.label.text.clone(),
                path(&b.target),
                guard(&b.guard),
                list(if b.at_least { "at-least" } else { "at-most" }, [expr(&b.limit)]),
            ],
        ),
        StatementKind::Presume(p) => list(
            "presume",
            [
                p.label.text.clone(),
                path(&p.target),
                guard(&p.guard),
                list("then", [expr(&p.then)]),
                list("because", [p.because.text.clone()]),
            ],
        ),
        StatementKind::Rank(r) => list(
            "rank",
            [path(&r.path), index(&r.index), some("valid", r.validity.as_ref(), validity), r.people.as_ref().map_or(String::new(), people)]
                .into_iter()
                .chain(r.keys.iter().map(key))
                .chain([some("ties", r.ties.as_ref(), expr), some("missing", r.missing.as_ref(), expr)]),
        ),
        StatementKind::List(l) => {
            let pair = |head: &str, p: &Option<(Expr, Expr)>| p.as_ref().map_or(String::new(), |(c, o)| list(head, [expr(c), expr(o)]));
            list(
                "list",
                [
                    path(&l.path),
                    index(&l.index),
                    some("valid", l.validity.as_ref(), validity),
                    l.people.as_ref().map_or(String::new(), people),
                ]
                .into_iter()
                .chain(l.keys.iter().map(key))
                .chain([
                    some("take", l.take.as_ref(), expr),
                    some("rounding", l.rounding.as_ref(), expr),
                    some("base", l.base.as_ref(), expr),
                    some("counting", l.counting.as_ref(), expr),
                    some("cut-ties", l.cut_ties.as_ref(), expr),
                    some("missing", l.missing.as_ref(), expr),
                    pair("veto", &l.veto),
                    pair("admit", &l.admit),
                ]),
            )
        }
        StatementKind::Tiers(t) => {
            let cut = |c: &Cut| list("cut", [c.tier.text.clone(), c.take.as_ref().map_or("rest".to_owned(), expr)]);
            list(
                "tiers",
                [
                    path(&t.path),
                    index(&t.index),
                    some("type", t.ty.as_ref(), |ty| ty.name.text.clone()),
                    some("valid", t.validity.as_ref(), validity),
                    t.people.as_ref().map_or(String::new(), people),
                ]
                .into_iter()
                .chain(t.keys.iter().map(key))
                .chain(t.cuts.iter().map(cut))
                .chain([
                    some("rounding", t.rounding.as_ref(), expr),
                    some("cumulated", t.cumulated.as_ref(), |_| "yes".to_owned()),
                    some("cut-ties", t.cut_ties.as_ref(), expr),
                    some("missing", t.missing.as_ref(), expr),
                ]),
            )
        }
        StatementKind::Share(s) => list(
            "share",
            [
                path(&s.path),
                index(&s.index),
                some("valid", s.validity.as_ref(), validity),
                s.people.as_ref().map_or(String::new(), people),
                some("amount", s.amount.as_ref(), expr),
                some("weight", s.weight.as_ref(), expr),
                some("exact-to", s.exact_to.as_ref(), |w| w.text.clone()),
                some("remainder", s.remainder.as_ref(), expr),
            ]
            .into_iter()
            .chain(s.ties.iter().map(key)),
        ),
        StatementKind::Decision(d) => {
            let cell = |c: &DecisionCell| match c {
                DecisionCell::Always => "-".to_owned(),
                DecisionCell::Rest(_) => "rest".to_owned(),
                DecisionCell::When(when) => expr(when),
                DecisionCell::Values(values, _) => list("values", values.iter().map(expr)),
            };
            let row = |r: &DecisionRow| {
                let ends = [expr(&r.least)].into_iter().chain(r.greatest.iter().map(expr));
                list("row", ends.chain(r.cells.iter().map(cell)))
            };
            list(
                "table",
                [
                    path(&d.path),
                    index(&d.index),
                    d.ty.name.text.clone(),
                    format!("{:?}", d.hit),
                    some("valid", d.validity.as_ref(), validity),
                    list("not-obtained", d.not_obtained.iter().map(|w| w.text.clone())),
                    some("official", d.official.as_ref(), path),
                ]
                .into_iter()
                .chain(d.heads.iter().map(expr))
                .chain(d.rows.iter().map(row)),
            )
        }
        StatementKind::Assert(a) => {
            list("assert", [a.label.text.clone(), some("each", a.each.as_ref(), |w| w.text.clone()), expr(&a.logic)])
        }
        StatementKind::Procedure(p) => procedure::procedure(p),
        StatementKind::Duty(d) => procedure::duty(d),
    }
}
