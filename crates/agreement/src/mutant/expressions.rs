//! Changes to an expression.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, Year};
use quanheng_policy::ir::{Anchor, CLAUSE_ENUMS, CalendarPart, Day, DayUnit, Expr, ExprKind, GatherKind, HistoryKind, Over};
use quanheng_policy::syntax::tree::{Arithmetic, Comparison};

use super::Turn;

/// Changes the expression itself, not its parts, if it is its turn.
pub(super) fn change(expr: &mut Expr, turn: &mut Turn, name: &str) {
    let span = expr.span;
    let ty = expr.ty.clone();
    let told = |what: &str| format!("{name}: {what}");
    match &mut expr.kind {
        ExprKind::Literal(value) => literal(value, &ty, turn, name),
        ExprKind::Compare { op, left, right } => {
            let (edge, turned) = match op {
                Comparison::Equal => (Comparison::NotEqual, Comparison::LessOrEqual),
                Comparison::NotEqual => (Comparison::Equal, Comparison::Less),
                Comparison::Less => (Comparison::LessOrEqual, Comparison::Greater),
                Comparison::LessOrEqual => (Comparison::Less, Comparison::GreaterOrEqual),
                Comparison::Greater => (Comparison::GreaterOrEqual, Comparison::Less),
                Comparison::GreaterOrEqual => (Comparison::Greater, Comparison::LessOrEqual),
            };
            if turn.here(|| told(&format!("{op:?} → {edge:?}"))) {
                *op = edge;
            } else if !matches!(op, Comparison::Equal | Comparison::NotEqual) && turn.here(|| told(&format!("{op:?} → {turned:?}"))) {
                *op = turned;
            } else if !matches!(op, Comparison::Equal | Comparison::NotEqual) && turn.here(|| told("sides of a comparison exchanged")) {
                std::mem::swap(left, right);
            }
        }
        ExprKind::And(parts) => {
            if turn.here(|| told("且 → 或")) {
                expr.kind = ExprKind::Or(std::mem::take(parts));
            } else {
                drop_one(parts, turn, || told("a part of 且 left out"));
            }
        }
        ExprKind::Or(parts) => {
            if turn.here(|| told("或 → 且")) {
                expr.kind = ExprKind::And(std::mem::take(parts));
            } else {
                drop_one(parts, turn, || told("a part of 或 left out"));
            }
        }
        ExprKind::Items { any, items } => {
            if turn.here(|| told("下列之一 ↔ 下列全部")) {
                *any = !*any;
            } else {
                drop_one(items, turn, || told("an item left out"));
            }
        }
        ExprKind::Not(inner) => {
            if turn.here(|| told("非 left out")) {
                let inner = (**inner).clone();
                *expr = inner;
            }
        }
        ExprKind::In { negated, values, .. } => {
            if turn.here(|| told("为 ↔ 不为")) {
                *negated = !*negated;
            } else {
                drop_one(values, turn, || told("a value of 为 left out"));
            }
        }
        ExprKind::Arithmetic { op, left, right } => match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                let other = if *op == Arithmetic::Add { Arithmetic::Subtract } else { Arithmetic::Add };
                // Days apart cannot be added.
                if left.ty != Type::Date && left.ty != Type::Year && turn.here(|| told("+ ↔ −")) {
                    *op = other;
                } else if *op == Arithmetic::Subtract && turn.here(|| told("sides of − exchanged")) {
                    std::mem::swap(left, right);
                }
            }
            Arithmetic::Divide | Arithmetic::Share if left.ty == right.ty && turn.here(|| told("sides of ÷ exchanged")) => {
                std::mem::swap(left, right);
            }
            _ => {}
        },
        ExprKind::YearPlus { years, .. } => {
            if turn.here(|| told("a year further")) {
                *years += 1;
            }
        }
        ExprKind::Previous(inner) => {
            if turn.here(|| told("上年 left out")) {
                let inner = (**inner).clone();
                *expr = inner;
            }
        }
        ExprKind::HasValue(inner) => {
            if turn.here(|| told("有值 → 不适用")) {
                expr.kind = ExprKind::IsNa(inner.clone());
            }
        }
        ExprKind::IsNa(inner) => {
            if turn.here(|| told("不适用 → 有值")) {
                expr.kind = ExprKind::HasValue(inner.clone());
            }
        }
        ExprKind::ElseIfNa { value, otherwise } => {
            if turn.here(|| told("不适用则 left out")) {
                let value = (**value).clone();
                *expr = value;
            } else if turn.here(|| told("不适用则 always")) {
                let otherwise = (**otherwise).clone();
                *expr = otherwise;
            }
        }
        ExprKind::Clip { least, most, .. } => {
            if least.is_some() && turn.here(|| told("最低 left out")) {
                *least = None;
            } else if most.is_some() && turn.here(|| told("最高 left out")) {
                *most = None;
            }
        }
        ExprKind::Extreme { greatest, of } => {
            if turn.here(|| told("最大 ↔ 最小")) {
                *greatest = !*greatest;
            } else {
                drop_one(of, turn, || told("one of 最大 left out"));
            }
        }
        ExprKind::Match { arms, .. } => {
            for at in 1..arms.len() {
                if arms[at].1 != arms[at - 1].1 && turn.here(|| told("two arms exchanged")) {
                    let (one, other) = (arms[at - 1].1.clone(), arms[at].1.clone());
                    arms[at - 1].1 = other;
                    arms[at].1 = one;
                }
            }
        }
        ExprKind::ColumnAsAt { day, .. } | ExprKind::Holds { day, .. } => another_day(day, turn, name),
        ExprKind::InPost(post) => {
            if post.posts.when.is_some() && turn.here(|| told("posts: condition left out")) {
                post.posts.when = None;
            } else {
                anchor(&mut post.at, turn, name);
            }
        }
        ExprKind::Holding(at) => anchor(at, turn, name),
        ExprKind::HeldColumn { at, .. } => anchor(at, turn, name),
        ExprKind::HasRecord { column, among, .. } => {
            if column.is_some() && among.is_none() && turn.here(|| told("有记录: column left out")) {
                *column = None;
            } else if among.is_some() && turn.here(|| told("有记录: 组 left out")) {
                *among = None;
            }
        }
        ExprKind::NoRecord { table, keys } => {
            if turn.here(|| told("无记录 → 非 有记录")) {
                let has = ExprKind::HasRecord { table: *table, column: None, keys: keys.clone(), among: None };
                expr.kind = ExprKind::Not(Box::new(Expr { kind: has, ty: Type::Bool, span }));
            }
        }
        ExprKind::IsComplete { .. } => {
            if turn.here(|| told("已完整 → 是")) {
                expr.kind = ExprKind::Literal(Value::Bool(true));
            }
        }
        ExprKind::Exists { over, when } | ExprKind::Count { over, when } => {
            if when.is_some() && turn.here(|| told("当 of 存在, 计数 left out")) {
                *when = None;
            } else if let Over::Entities { among: among @ Some(_), .. } = over
                && turn.here(|| told("组 of 存在, 计数 left out"))
            {
                *among = None;
            }
        }
        ExprKind::First { since, .. } => {
            if since.is_some() && turn.here(|| told("首次: 自 left out")) {
                *since = None;
            }
        }
        ExprKind::History(history) => {
            if history.since.is_some() && turn.here(|| told("曾: 自 left out")) {
                history.since = None;
            } else if history.kind == HistoryKind::Run && turn.here(|| told("连续 → its last year alone")) {
                let of = history.of.clone();
                *expr = of;
            }
        }
        ExprKind::Gather(gather) => match &mut gather.kind {
            GatherKind::Extreme { greatest, .. } | GatherKind::Present { greatest } if turn.here(|| told("最大 ↔ 最小 of many")) => {
                *greatest = !*greatest;
            }
            GatherKind::DayAfter(unit @ (DayUnit::Years | DayUnit::Months | DayUnit::Days)) => {
                let other = if *unit == DayUnit::Months { DayUnit::Days } else { DayUnit::Months };
                if turn.here(|| told("后: another unit")) {
                    *unit = other;
                }
            }
            GatherKind::Calendar(part) => {
                let other = match part {
                    CalendarPart::FirstDay => Some(CalendarPart::LastDay),
                    CalendarPart::LastDay => Some(CalendarPart::FirstDay),
                    CalendarPart::Month | CalendarPart::Year => None,
                };
                if let Some(other) = other
                    && turn.here(|| told("首日 ↔ 末日"))
                {
                    *part = other;
                }
            }
            _ => {}
        },
        ExprKind::Normalise(normalise) => {
            if normalise.among.group.is_some() && turn.here(|| told("归一: 组 left out")) {
                normalise.among.group = None;
            }
        }
        ExprKind::Weighted(weighted) => {
            if weighted.missing.is_some() && turn.here(|| told("加权: 不适用则 left out")) {
                weighted.missing = None;
            } else if weighted.items.len() > 1
                && weighted.items[0].1 != weighted.items[1].1
                && turn.here(|| told("加权: weights exchanged"))
            {
                let (one, other) = (weighted.items[0].1.clone(), weighted.items[1].1.clone());
                weighted.items[0].1 = other;
                weighted.items[1].1 = one;
            }
        }
        ExprKind::Decision(decision) => {
            if decision.official.is_some() && turn.here(|| told("官方 left out")) {
                decision.official = None;
                return;
            }
            for row in 0..decision.rows.len() {
                for cell in 0..decision.rows[row].cells.len() {
                    if decision.rows[row].cells[cell].is_some() && turn.here(|| told("a cell of a decision table left out")) {
                        decision.rows[row].cells[cell] = None;
                    }
                }
            }
        }
        ExprKind::Parameter(_)
        | ExprKind::Open(_)
        | ExprKind::Variable { .. }
        | ExprKind::Index { .. }
        | ExprKind::Column { .. }
        | ExprKind::RowColumn { .. }
        | ExprKind::Subject
        | ExprKind::Served(_)
        | ExprKind::Myself
        | ExprKind::IdOf { .. }
        | ExprKind::Has { .. }
        | ExprKind::DecisionDay
        | ExprKind::KindOf { .. }
        | ExprKind::ThisYear
        | ExprKind::Filled(_) => {}
    }
}

fn drop_one<T>(list: &mut Vec<T>, turn: &mut Turn, what: impl Fn() -> String) {
    if list.len() < 2 {
        return;
    }
    for at in 0..list.len() {
        if turn.here(&what) {
            list.remove(at);
            return;
        }
    }
}

/// A number one further, another value of an enum, the other truth, the next day or year.
fn literal(value: &mut Value, ty: &Type, turn: &mut Turn, name: &str) {
    let before = value.clone();
    let told = |after: &Value| format!("{name}: {before:?} → {after:?}");
    match value {
        Value::Bool(truth) => {
            let after = !*truth;
            if turn.here(|| told(&Value::Bool(after))) {
                *truth = after;
            }
        }
        Value::Number(number) => {
            let step = match ty {
                Type::Ratio => Exact::fraction(1, 100),
                Type::Decimal { scale } => Exact::decimal(1, *scale),
                _ => Some(Exact::ONE),
            };
            if let Some(after) = step.and_then(|step| number.plus(step))
                && turn.here(|| told(&Value::Number(after)))
            {
                *number = after;
            }
        }
        Value::Date(day) => {
            if let Ok(after) = day.tomorrow()
                && turn.here(|| told(&Value::Date(after)))
            {
                *day = after;
            }
        }
        Value::Year(year) => {
            let after = Year(year.0 + 1);
            if turn.here(|| told(&Value::Year(after))) {
                *year = after;
            }
        }
        Value::Enum(id, rank) => {
            // Another option of a clause; of the enums of a pack, the next below or the second.
            let count = CLAUSE_ENUMS.get(id.0 as usize).map_or(2, |(_, values)| values.len());
            let count = u32::try_from(count).unwrap_or(2);
            if count < 2 {
                return;
            }
            let own = *rank;
            for after in (0..count).filter(|r| *r != own) {
                // 标准分 cannot be put where it is not said how it is rounded.
                let standard = CLAUSE_ENUMS.get(id.0 as usize).is_some_and(|(n, _)| *n == "归一方式") && after == 2;
                if !standard && turn.here(|| told(&Value::Enum(*id, after))) {
                    *rank = after;
                    return;
                }
            }
        }
        Value::Month(_) | Value::Text(_) | Value::Entity(_) | Value::Set(_) | Value::Many(_) | Value::Length(..) => {}
    }
}

fn another_day(day: &mut Day, turn: &mut Turn, name: &str) {
    let other = match day {
        Day::YearBegin => Day::PreviousYearEnd,
        Day::YearEnd => Day::YearBegin,
        Day::PreviousYearBegin => Day::PreviousYearEnd,
        Day::PreviousYearEnd => Day::YearBegin,
    };
    if turn.here(|| format!("{name}: {day:?} → {other:?}")) {
        *day = other;
    }
}

fn anchor(anchor: &mut Anchor, turn: &mut Turn, name: &str) {
    match anchor {
        Anchor::Day(day) => another_day(day, turn, name),
        Anchor::DayOfDecision | Anchor::DayOfEvent | Anchor::On(_) | Anchor::Held(_) => {}
    }
}
