//! A checked program as text: what the checker understood. Stable: same program, same text.
//!
//! Deliberately absent: tables and entities (intake's concern), places in files.

mod procedure;

use std::fmt::Write;

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{Type, Value};

use quanheng_policy::ir::{Anchor, Expr, ExprKind, InForce, Over, Population, Program, Rule, Served, Shape, Whose};
use quanheng_policy::syntax::tree::{Arithmetic, Comparison};
use quanheng_policy::value_text;
use quanheng_policy::wording;

/// Every parameter, open value and variable, in order.
#[must_use]
pub fn dump(program: &Program) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_program(&mut out, program);
    out
}

fn write_program(out: &mut String, program: &Program) -> std::fmt::Result {
    for parameter in &program.parameters {
        let values: Vec<String> = parameter
            .values
            .iter()
            .map(|v| format!("{}{}", v.from.map_or(String::new(), |y| format!("自 {y}: ")), value_text(program, &v.value, &parameter.ty)))
            .collect();
        writeln!(out, "参数 {} = {}", parameter.name, values.join("; "))?;
    }
    for open in &program.opens {
        let options: Vec<String> = open.options.iter().map(|o| value_text(program, o, &open.ty)).collect();
        let settled = open.settled.as_ref().map_or(String::new(), |s| format!(" = {}", value_text(program, &s.value, &open.ty)));
        writeln!(out, "待定 {} [{}]{settled}", open.name, options.join(" "))?;
    }
    for variable in &program.variables {
        let na = if variable.maybe_na { " 可不适用" } else { "" };
        let year = variable.yearly.then_some("年度");
        let index: Vec<&str> = year.into_iter().chain(variable.index.iter().map(|p| p.name.as_str())).collect();
        let year = if index.is_empty() { String::new() } else { format!("（{}）", index.join("，")) };
        writeln!(out, "变量 {}{year}：{}{na} 层 {}", variable.name, type_text(program, &variable.ty), variable.stratum)?;
        match &variable.shape {
            Shape::Rules | Shape::Tiers(_) | Shape::Share(_) => {}
            Shape::Rank(rank) => {
                writeln!(out, "  排名 {}", population(program, &rank.population))?;
                for key in &rank.keys {
                    writeln!(out, "  依 {} {}", expr(program, &key.by), if key.descending { "降" } else { "升" })?;
                }
                writeln!(out, "  并列 {} 缺值 {}", expr(program, &rank.ties), expr(program, &rank.missing))?;
            }
            Shape::List(list) => {
                writeln!(out, "  名单 {}", population(program, &list.population))?;
                for key in &list.keys {
                    writeln!(out, "  依 {} {}", expr(program, &key.by), if key.descending { "降" } else { "升" })?;
                }
                writeln!(
                    out,
                    "  取 {} 割线并列 {} 缺值 {}",
                    expr(program, &list.take),
                    expr(program, &list.cut_ties),
                    expr(program, &list.missing)
                )?;
                for (word, clause) in [("取整", &list.rounding), ("基数", &list.base)] {
                    if let Some(e) = clause {
                        writeln!(out, "  {word} {}", expr(program, e))?;
                    }
                }
                if let Some(counting) = &list.counting {
                    let unit = if let quanheng_policy::ir::UnitOf::Reading(reading) = &counting.unit {
                        expr(program, reading)
                    } else {
                        "上级".to_owned()
                    };
                    writeln!(out, "  计数 {} 单位 {unit}", expr(program, &counting.way))?;
                }
                for (word, clause) in [("否决", &list.veto), ("直接入选", &list.admit)] {
                    if let Some((condition, option)) = clause {
                        writeln!(out, "  {word} {}，{}", expr(program, condition), expr(program, option))?;
                    }
                }
            }
        }
        write_sharing(out, program, &variable.shape)?;
        if let Some(judgement) = &variable.judgement {
            let bodies = program.schema.judgement(judgement.schema).map(|j| j.bodies.join("、")).unwrap_or_default();
            let needed = judgement.needed_if.as_ref().map_or(String::new(), |e| format!(" 需要时 {}", expr(program, e)));
            writeln!(out, "  认定 由 {bodies} 凭 {}{needed}", judgement.evidence.join("、"))?;
        }
        for (at, rule) in variable.rules.iter().enumerate() {
            write_rule(out, program, at, rule)?;
        }
        if let Some(default) = &variable.default {
            writeln!(out, "  缺省 {}", expr(program, default))?;
        }
        for bound in &variable.bounds {
            let word = if bound.at_least { "≥" } else { "≤" };
            writeln!(out, "  界限 {}：{} → {word} {}", bound.id, guard(program, bound.guard.as_ref()), expr(program, &bound.limit))?;
        }
        for presumption in &variable.presumptions {
            writeln!(
                out,
                "  推定 {}：{} → {}",
                presumption.id,
                guard(program, presumption.guard.as_ref()),
                expr(program, &presumption.value)
            )?;
        }
    }
    for assert in &program.asserts {
        writeln!(out, "校验 {}：{}", assert.id, expr(program, &assert.logic))?;
    }
    procedure::write_procedures(out, program)
}

fn write_sharing(out: &mut String, program: &Program, shape: &Shape) -> std::fmt::Result {
    let key = |k: &quanheng_policy::ir::Key| format!("  依 {} {}", expr(program, &k.by), if k.descending { "降" } else { "升" });
    match shape {
        Shape::Tiers(tiers) => {
            writeln!(out, "  分档 {}", population(program, &tiers.population))?;
            for line in tiers.keys.iter().map(key) {
                writeln!(out, "{line}")?;
            }
            let name = |value: &Value| match value {
                Value::Enum(id, _) => value_text(program, value, &Type::Enum(*id)),
                _ => String::new(),
            };
            let cuts: Vec<String> = tiers.cuts.iter().map(|c| format!("{} → {}", name(&c.tier), expr(program, &c.take))).collect();
            writeln!(out, "  切 {}；{} → 其余", cuts.join("；"), name(&tiers.rest))?;
            if let Some(rounding) = &tiers.rounding {
                writeln!(out, "  取整 {} 按累计", expr(program, rounding))?;
            }
            writeln!(out, "  割线并列 {} 缺值 {}", expr(program, &tiers.cut_ties), expr(program, &tiers.missing))
        }
        Shape::Share(share) => {
            writeln!(out, "  分配 {}", population(program, &share.population))?;
            for (word, figure) in ["金额", "按"].into_iter().zip(&share.figures) {
                writeln!(out, "  {word} {}", expr(program, &figure.by))?;
            }
            writeln!(out, "  精确到 {}分 尾差 {}", share.exact_to, expr(program, &share.remainder))?;
            for line in share.ties().iter().map(key) {
                writeln!(out, "{line}")?;
            }
            Ok(())
        }
        Shape::Rules | Shape::Rank(_) | Shape::List(_) => Ok(()),
    }
}

fn write_rule(out: &mut String, program: &Program, at: usize, rule: &Rule) -> std::fmt::Result {
    let over: Vec<String> = rule.overrides.iter().map(|r| r.0.to_string()).collect();
    let over = if over.is_empty() { String::new() } else { format!(" 压过 {}", over.join(",")) };
    let mode = rule.mode.map_or(String::new(), |m| format!(" {m:?}"));
    let published = if rule.published { " 公布" } else { "" };
    let applies = rule.where_applies.map_or(String::new(), |r| format!(" 在 {} 适用时", r.0));
    let repealed =
        rule.repealed.map_or(String::new(), |r| format!(" 停用 {}", r.day.map_or_else(|| r.from.to_string(), |day| day.to_string())));
    let value = rule.value.as_ref().map_or("（按从、依、取）".to_owned(), |v| expr(program, v));
    let force = in_force(rule.in_force);
    writeln!(out, "  {at} {}{force}{over}{mode}{published}{applies}{repealed}：{} → {value}", rule.id, guard(program, rule.guard.as_ref()))
}

fn in_force(force: InForce) -> String {
    let from = force.from.map(|y| y.to_string()).or(force.days.from.map(|d| d.to_string()));
    let to = force.to.map(|y| y.to_string()).or(force.days.to.map(|d| d.to_string()));
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => format!(" [{}–{}]", from.unwrap_or_default(), to.unwrap_or_default()),
    }
}

fn guard(program: &Program, guard: Option<&Expr>) -> String {
    guard.map_or("总是".to_owned(), |g| expr(program, g))
}

fn population(program: &Program, population: &Population) -> String {
    let kind = |id| program.schema.kind(id).map_or("", |k| k.name.as_str()).to_owned();
    let mut text = format!("从 {}", kind(population.kind));
    if !population.limit.is_empty() {
        let limit: Vec<String> = population.limit.iter().map(|k| kind(*k)).collect();
        text.push_str(&format!(" 限 {}", limit.join("、")));
    }
    for (word, clause) in [("当", &population.when), ("分组", &population.group)] {
        if let Some(e) = clause {
            text.push_str(&format!(" {word} {}", expr(program, e)));
        }
    }
    text
}

fn type_text(program: &Program, ty: &Type) -> String {
    value_text::type_words(ty, &program.schema).zh
}

fn value_text(program: &Program, value: &Value, ty: &Type) -> String {
    wording::written(value, ty, &program.schema)
}

fn table_name(program: &Program, table: TableId, column: Option<ColumnId>) -> String {
    let Some(schema) = program.schema.table(table) else { return String::new() };
    match column.and_then(|c| schema.column(c)) {
        Some(column) => format!("{}.{}", schema.name, column.name),
        None => schema.name.clone(),
    }
}

/// An expression in one line; brackets round everything that has parts.
#[must_use]
pub fn expr(program: &Program, e: &Expr) -> String {
    let one = |e: &Expr| expr(program, e);
    let list = |es: &[Expr], by: &str| es.iter().map(one).collect::<Vec<_>>().join(by);
    let opt = |word: &str, e: &Option<Box<Expr>>| e.as_ref().map_or(String::new(), |e| format!("，{word} {}", one(e)));
    let keyed = |name: String, keys: &[Expr]| if keys.is_empty() { name } else { format!("{name}({})", list(keys, "，")) };
    let whose = |w: &Whose| match w {
        Whose::Own => String::new(),
        Whose::Superior(kind) => format!("上级[{}].", program.schema.kind(*kind).map_or("", |k| k.name.as_str())),
        Whose::Nobody => "全省.".to_owned(),
        Whose::Of(expr) => format!("[{}].", self::expr(program, expr)),
    };
    match &e.kind {
        ExprKind::Literal(value) => value_text(program, value, &e.ty),
        ExprKind::Parameter(id) => format!("「{}」", program.parameters.get(id.at()).map_or("", |p| p.name.as_str())),
        ExprKind::Open(id) => format!("待定「{}」", program.opens.get(id.at()).map_or("", |o| o.name.as_str())),
        ExprKind::Variable { variable, whose: w, args } => {
            keyed(format!("{}{}", whose(w), program.variable(*variable).map_or("", |v| v.name.as_str())), args)
        }
        ExprKind::Index { name, .. } => format!("[{name}]"),
        ExprKind::Column { table, column, whose: w, keys } => {
            keyed(format!("{}{}", whose(w), table_name(program, *table, Some(*column))), keys)
        }
        ExprKind::ColumnAsAt { table, column, whose: w, day } => {
            format!("{}{}@{day:?}", whose(w), table_name(program, *table, Some(*column)))
        }
        ExprKind::RowColumn { table, column } => format!("行.{}", table_name(program, *table, Some(*column))),
        ExprKind::Subject => "本事项".to_owned(),
        ExprKind::DecisionDay => "决定日".to_owned(),
        ExprKind::Holds { table, whose: w, day } => format!("有效[{}{}@{day:?}]", whose(w), table_name(program, *table, None)),
        ExprKind::HeldColumn { column, whose: w, at, posts } => {
            format!("{}{}@{}", whose(w), table_name(program, posts.table, Some(*column)), anchor(program, at))
        }
        ExprKind::InPost(asked) => {
            let of = table_name(program, asked.posts.table, Some(asked.concerns));
            let word = if asked.counted { "任数" } else { "在任" };
            format!("{word}[{of}{}]@{}", opt("当", &asked.posts.when), anchor(program, &asked.at))
        }
        ExprKind::Holding(at) => format!("在任@{}", anchor(program, at)),
        ExprKind::Served(Served::Months) => "在任月数".to_owned(),
        ExprKind::Served(Served::Days) => "在任天数".to_owned(),
        ExprKind::Myself => "本人".to_owned(),
        ExprKind::IdOf { whose: w } => format!("{}编号", whose(w)),
        ExprKind::Has { set, item } => format!("({} 含 {})", one(set), one(item)),
        ExprKind::KindOf { whose: w } => format!("{}种类", whose(w)),
        ExprKind::ThisYear => "年度".to_owned(),
        ExprKind::Previous(of) => format!("上年({})", one(of)),
        ExprKind::First { condition, since } => format!("首次({}{})", one(condition), opt("自", since)),
        ExprKind::History(h) => {
            let opt = |word: &str, e: &Option<Expr>| e.as_ref().map_or(String::new(), |e| format!("，{word} {}", one(e)));
            let years = h.years.as_ref().map_or(String::new(), |n| format!("{}，", one(n)));
            format!("{}({years}{}{}{})", h.kind.word(), one(&h.of), opt("自", &h.since), opt("未考核", &h.unassessed))
        }
        ExprKind::HasRecord { table, column, keys, among } => {
            format!("有记录[{}{}]", keyed(table_name(program, *table, *column), keys), opt("组", among))
        }
        ExprKind::NoRecord { table, keys } => format!("无记录[{}]", keyed(table_name(program, *table, None), keys)),
        ExprKind::Filled(list) => format!("已填齐[{}]", list.iter().map(|e| expr(program, e)).collect::<Vec<_>>().join(" ")),
        ExprKind::IsComplete { table, keys } => format!("已完整[{}]", keyed(table_name(program, *table, None), keys)),
        ExprKind::Exists { over, when } | ExprKind::Count { over, when } => {
            let word = if matches!(e.kind, ExprKind::Exists { .. }) { "存在" } else { "计数" };
            let over = match over {
                Over::Rows { table, keys } => keyed(table_name(program, *table, None), keys),
                Over::Records { table, concerns } => format!("{}@", table_name(program, *table, *concerns)),
                Over::Entities { kind, among } => {
                    format!("{}{}", program.schema.kind(*kind).map_or("", |k| k.name.as_str()), opt("组", among))
                }
            };
            format!("{word}[{over}{}]", opt("当", when))
        }
        ExprKind::Gather(g) => format!("{:?}[{}]", g.kind, list(&g.of, "，")),
        ExprKind::Decision(d) => {
            let row = |r: &quanheng_policy::ir::DecisionRow| {
                let cells: Vec<String> = r.cells.iter().map(|c| c.as_ref().map_or_else(|| "—".to_owned(), one)).collect();
                let value = if r.least == r.greatest { one(&r.least) } else { format!("{}…{}", one(&r.least), one(&r.greatest)) };
                format!("{value}{}: {}", if r.rest { " 其余" } else { "" }, cells.join(" | "))
            };
            let rows: Vec<String> = d.rows.iter().map(row).collect();
            let official = d.official.as_ref().map_or(String::new(), |o| format!("，官方 {}", one(o)));
            format!("判定表[{:?}{official}; {}]", d.hit, rows.join("; "))
        }
        ExprKind::Not(of) => format!("非 {}", one(of)),
        ExprKind::And(parts) => format!("({})", list(parts, " 且 ")),
        ExprKind::Or(parts) => format!("({})", list(parts, " 或 ")),
        ExprKind::Items { any, items } => {
            let items: Vec<String> = items.iter().map(|(n, e)| format!("{n}{}", one(e))).collect();
            format!("({})", items.join(if *any { " 或 " } else { " 且 " }))
        }
        ExprKind::Compare { op, left, right } => format!("({} {} {})", one(left), comparison(*op), one(right)),
        ExprKind::In { negated, subject, values } => {
            format!("({} {} {})", one(subject), if *negated { "不为" } else { "为" }, list(values, "、"))
        }
        ExprKind::Arithmetic { op, left, right } => {
            let op = match op {
                Arithmetic::Add => "+",
                Arithmetic::Subtract => "−",
                Arithmetic::Multiply => "×",
                Arithmetic::Divide => "÷",
                Arithmetic::Share => "占",
            };
            format!("({} {op} {})", one(left), one(right))
        }
        ExprKind::YearPlus { year, years } => format!("({} {years:+}年)", one(year)),
        ExprKind::Normalise(n) => {
            let mut parts = vec![one(&n.of), among_text(program, &n.among), one(&n.method)];
            if let Some(s) = &n.standard {
                parts.extend([format!("保留 {}", one(&s.places)), one(&s.rounding), one(&s.sample)]);
            }
            format!("归一({})", parts.join("，"))
        }
        ExprKind::Weighted(w) => {
            let mut parts: Vec<String> = w.items.iter().map(|(of, weight)| format!("{} 权 {}", one(of), one(weight))).collect();
            if let Some(missing) = &w.missing {
                parts.extend([among_text(program, &w.among), format!("不适用则 {}", one(missing))]);
            }
            format!("加权({})", parts.join("，"))
        }
        ExprKind::IsNa(of) => format!("不适用({})", one(of)),
        ExprKind::HasValue(of) => format!("有值({})", one(of)),
        ExprKind::ElseIfNa { value, otherwise } => format!("({} 不适用则 {})", one(value), one(otherwise)),
        ExprKind::Clip { value, least, most } => format!("[{}{}{}]", one(value), opt("最低", least), opt("最高", most)),
        ExprKind::Extreme { greatest, of } => format!("{}({})", if *greatest { "最大" } else { "最小" }, list(of, "，")),
        ExprKind::Match { subject, arms, otherwise } => {
            let arms: Vec<String> = arms.iter().map(|(values, then)| format!("{} → {}", list(values, "、"), one(then))).collect();
            let otherwise = otherwise.as_ref().map_or(String::new(), |o| format!("；其余 → {}", one(o)));
            format!("(视 {}：{}{otherwise})", one(subject), arms.join("；"))
        }
    }
}

fn anchor(program: &Program, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Day(day) => format!("{day:?}"),
        Anchor::DayOfEvent => "事发日".to_owned(),
        Anchor::DayOfDecision => "决定日".to_owned(),
        Anchor::On(day) | Anchor::Held(day) => expr(program, day),
    }
}

fn among_text(program: &Program, among: &quanheng_policy::ir::Among) -> String {
    let kind = program.schema.kind(among.kind).map_or("", |k| k.name.as_str());
    match &among.group {
        Some(group) => format!("组 {kind} {}", expr(program, group)),
        None => format!("组 {kind}"),
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}
