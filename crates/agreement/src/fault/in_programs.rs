//! Clauses and operators taken for others.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, Year};
use quanheng_policy::ir::walk::{outcome_roots_mut, parts_mut, variable_roots_mut};
use quanheng_policy::ir::{DayUnit, Expr, ExprKind, GatherKind, HistoryKind, Program, Shape, Standard, Variable, clause_enum};
use quanheng_policy::syntax::tree::{Comparison, Mode};

use super::{Fault, Where};

macro_rules! faults {
    ($($what:literal => $change:expr;)*) => {
        pub(super) const ALL: &[Fault] = &[$(Fault { what: $what, stands: Where::Program($change) }),*];
    };
}

faults! {
    "全取 at the cut line leaves the tied ones out" => |p| options(p, "割线方式", |rank| if rank == 0 { 1 } else { rank });
    "全不取 at the cut line takes the tied ones in" => |p| options(p, "割线方式", |rank| if rank == 1 { 0 } else { rank });
    "依名次 looks at no further key" => |p| options(p, "割线方式", |rank| if rank == 2 { 0 } else { rank });
    "缺值 排除 puts them last instead" => |p| options(p, "缺值方式", |rank| if rank == 1 { 2 } else { rank });
    "缺值 末位 leaves them out instead" => |p| options(p, "缺值方式", |rank| if rank == 2 { 1 } else { rank });
    "缺值 存疑 puts them last" => |p| options(p, "缺值方式", |rank| if rank == 0 { 2 } else { rank });
    "四舍五入 rounds down" => |p| options(p, "取整方式", |rank| if rank == 2 { 0 } else { rank });
    "入 rounds to the nearest" => |p| options(p, "取整方式", |rank| if rank == 1 { 2 } else { rank });
    "the barred are counted in the base" => |p| options(p, "基数方式", |_| 0);
    "nobody moves up for the barred" => |p| options(p, "递补方式", |_| 1);
    "who is taken in directly takes a place always" => |p| options(p, "占额方式", |_| 0);
    "a quota of units counts members" => |p| options(p, "计数方式", |_| 0);
    "a year not assessed is skipped instead of breaking" => |p| options(p, "未考核方式", |rank| if rank == 0 { 1 } else { rank });
    "a year not assessed that may be either breaks" => |p| options(p, "未考核方式", |rank| if rank == 2 { 0 } else { rank });
    "twelve months are the calendar year" => |p| options(p, "年限算法", |_| 0);
    "a missing figure is the group's average, not spread" => |p| options(p, "缺项方式", |rank| if rank == 0 { 1 } else { rank });
    "半年以上 is the last day" => |p| options(p, "在任时点", |rank| if rank == 2 { 0 } else { rank });
    "all posts count, not the last alone" => |p| options(p, "跨任方式", |rank| if rank == 1 { 2 } else { rank });
    "总体 and 样本 exchanged" => |p| everywhere(p, &mut |e| {
        if let ExprKind::Normalise(n) = &mut e.kind && let Some(Standard { sample, .. }) = &mut n.standard
            && let ExprKind::Literal(Value::Enum(_, rank)) = &mut sample.kind
        {
            *rank = 1 - *rank;
        }
    });
    "≤ is < where money is compared" => |p| everywhere(p, &mut |e| compared(e, &Type::Money));
    "≤ is < where days are compared" => |p| everywhere(p, &mut |e| compared(e, &Type::Date));
    "≤ is < where ratios are compared" => |p| everywhere(p, &mut |e| compared(e, &Type::Ratio));
    "the first key alone ranks" => |p| shapes(p, &mut |shape| match shape {
        Shape::Rank(rank) => rank.keys.truncate(1),
        Shape::List(list) => list.keys.truncate(1),
        Shape::Tiers(tiers) => tiers.keys.truncate(1),
        Shape::Share(_) | Shape::Rules => {}
    });
    "groups are not told apart in tiers" => |p| shapes(p, &mut |shape| if let Shape::Tiers(tiers) = shape { tiers.population.group = None });
    "equal remainders go by nothing" => |p| shapes(p, &mut |shape| if let Shape::Share(share) = shape { share.figures.truncate(2) });
    "连续 looks one year less far" => |p| everywhere(p, &mut |e| {
        if let ExprKind::History(h) = &mut e.kind && h.kind == HistoryKind::Run
            && let Some(Expr { kind: ExprKind::Literal(Value::Number(n)), .. }) = &mut h.years && *n > Exact::ONE
        {
            *n = n.minus(Exact::ONE).unwrap_or(*n);
        }
    });
    "首次 begins a year late" => |p| everywhere(p, &mut |e| {
        if let ExprKind::First { since: Some(since), .. } = &mut e.kind && let ExprKind::Literal(Value::Year(year)) = &mut since.kind {
            *year = Year(year.0 + 1);
        }
    });
    "上年 of 上年 is one year" => |p| everywhere(p, &mut |e| {
        if let ExprKind::Previous(inner) = &mut e.kind && let ExprKind::Previous(twice) = &mut inner.kind {
            *inner = twice.clone();
        }
    });
    "a month is so many days" => |p| everywhere(p, &mut |e| {
        if let ExprKind::Gather(g) = &mut e.kind && let GatherKind::DayAfter(unit @ DayUnit::Months) = &mut g.kind {
            *unit = DayUnit::Days;
        }
    });
    "a dated number holds a year late" => |p| {
        for parameter in &mut p.parameters {
            for value in parameter.values.iter_mut().skip(1) {
                value.from = value.from.map(|from| Year(from.0 + 1));
            }
        }
    };
    "an exception to an exception leaves the base standing" => |p| variables(p, &mut |v| {
        let bases: Vec<bool> = v.rules.iter().map(|r| r.is_base).collect();
        for rule in &mut v.rules {
            let over_exception = rule.overrides.iter().any(|o| !bases.get(o.at()).copied().unwrap_or(true));
            if over_exception {
                rule.overrides.retain(|o| !bases.get(o.at()).copied().unwrap_or(false));
            }
        }
    });
    "在「」适用时 is not asked" => |p| variables(p, &mut |v| v.rules.iter_mut().for_each(|r| r.where_applies = None));
    "可并存 takes any of them" => |p| modes(p, Mode::Coexist, Mode::CoexistAny);
    "相加 takes the highest" => |p| modes(p, Mode::Add, Mode::Highest);
    "界限 is not looked at" => |p| variables(p, &mut |v| v.bounds.clear());
    "停用 is not looked at" => |p| variables(p, &mut |v| v.rules.iter_mut().for_each(|r| r.repealed = None));
    "公布 is an exception like any other" => |p| variables(p, &mut |v| v.rules.iter_mut().for_each(|r| r.published = false));
    "rules that may be missing are none" => |p| variables(p, &mut |v| v.left_open.clear());
    "不计 is not looked at" => |p| p.outcomes.iter_mut().for_each(|o| o.disregards.clear());
    "a conclusion is about every unit" => |p| p.outcomes.iter_mut().for_each(|o| o.limit.clear());
}

/// Every expression of a program.
fn everywhere(program: &mut Program, f: &mut dyn FnMut(&mut Expr)) {
    fn walk(expr: &mut Expr, f: &mut dyn FnMut(&mut Expr)) {
        f(expr);
        for part in parts_mut(expr) {
            walk(part, f);
        }
    }
    for variable in &mut program.variables {
        for root in variable_roots_mut(variable) {
            walk(root, f);
        }
    }
    for outcome in &mut program.outcomes {
        for root in outcome_roots_mut(outcome) {
            walk(root, f);
        }
    }
}

fn variables(program: &mut Program, f: &mut dyn FnMut(&mut Variable)) {
    program.variables.iter_mut().for_each(f);
}

fn shapes(program: &mut Program, f: &mut dyn FnMut(&mut Shape)) {
    program.variables.iter_mut().for_each(|v| f(&mut v.shape));
}

/// The options of a clause, one taken for another.
fn options(program: &mut Program, name: &str, change: fn(u32) -> u32) {
    let Some(wanted) = clause_enum(name) else { return };
    everywhere(program, &mut |expr| {
        if let ExprKind::Literal(Value::Enum(id, rank)) = &mut expr.kind
            && *id == wanted
        {
            *rank = change(*rank);
        }
    });
}

fn modes(program: &mut Program, from: Mode, to: Mode) {
    variables(program, &mut |v| {
        for rule in &mut v.rules {
            if rule.mode == Some(from) {
                rule.mode = Some(to);
            }
        }
    });
}

fn compared(expr: &mut Expr, ty: &Type) {
    if let ExprKind::Compare { op, left, .. } = &mut expr.kind
        && left.ty == *ty
    {
        *op = match *op {
            Comparison::LessOrEqual => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::Greater,
            other => other,
        };
    }
}
