//! A checked expression in the words it would be written in.

use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;

use super::Words;
use crate::ir::{Anchor, Day, Expr, ExprKind, Over, Served, Whose};
use crate::syntax::tree::{Arithmetic, Comparison};

/// What a reading is replaced by; `None`: as written.
pub type Fill<'f> = &'f dyn Fn(&Expr) -> Option<String>;

impl Words<'_> {
    /// The expression as its author would read it: `队组 为 县市 且 名次 = 1`.
    #[must_use]
    pub fn expression(&self, expr: &Expr) -> String {
        self.filled(expr, &|_| None)
    }

    /// A choice among all cells of a family is the reading of that family or table: its name, and its keys that vary.
    fn family_read<'e>(&self, expr: &'e Expr) -> Option<(String, Vec<&'e Expr>)> {
        match &expr.kind {
            ExprKind::Open(id) => Some((self.program.opens.get(id.at())?.family.clone()?, Vec::new())),
            ExprKind::Parameter(id) => Some((self.program.parameters.get(id.at())?.family.clone()?, Vec::new())),
            ExprKind::Match { subject, arms, otherwise: None } => {
                let mut each = arms.iter().map(|(_, then)| self.family_read(then));
                let (family, mut keys) = each.next()??;
                let same = each.all(|other| other.as_ref().is_some_and(|(name, inner)| *name == family && inner.len() == keys.len()));
                keys.insert(0, subject);
                same.then_some((family, keys))
            }
            _ => None,
        }
    }

    /// The same with readings replaced by what `fill` says of them: `50万元 + 10万元 × 1`.
    #[must_use]
    pub fn filled(&self, expr: &Expr, fill: Fill<'_>) -> String {
        if let Some(text) = fill(expr) {
            return text;
        }
        let each = |list: &[Expr], between: &str| list.iter().map(|e| self.operand(e, fill)).collect::<Vec<_>>().join(between);
        match &expr.kind {
            ExprKind::Literal(value) => self.value(value, &expr.ty, Year(1), Language::Chinese),
            ExprKind::Parameter(id) => self.program.parameters.get(id.at()).map_or("？", |p| p.name.as_str()).to_owned(),
            ExprKind::Open(id) => self.program.opens.get(id.at()).map_or("？", |o| o.name.as_str()).to_owned(),
            ExprKind::Variable { variable, whose, args } => {
                let name = self.program.variable(*variable).map_or("？", |v| v.name.as_str());
                let args = if args.is_empty() { String::new() } else { format!("({})", each(args, "，")) };
                format!("{}{}{args}", self.whose(whose), name.rsplit('.').next().unwrap_or(name))
            }
            ExprKind::Index { name, .. } => name.clone(),
            ExprKind::Column { table, column, whose, keys } => {
                let keys = if keys.is_empty() { String::new() } else { format!("({})", each(keys, "，")) };
                format!("{}{}{keys}", self.whose(whose), self.column_name(*table, Some(*column)))
            }
            ExprKind::ColumnAsAt { table, column, whose, day } => {
                format!("{}{} 以 {} 为准", self.whose(whose), self.column_name(*table, Some(*column)), day_word(*day))
            }
            ExprKind::RowColumn { table, column } => {
                self.program.schema.table(*table).and_then(|t| t.column(*column)).map_or("？", |c| c.name.as_str()).to_owned()
            }
            ExprKind::Subject => "本事项".to_owned(),
            ExprKind::DecisionDay => "决定日".to_owned(),
            ExprKind::Holds { table, whose, day } => {
                format!("有效({}{} 以 {} 为准)", self.whose(whose), self.column_name(*table, None), day_word(*day))
            }
            ExprKind::HeldColumn { posts, column, whose, at } => {
                format!("{}{} 以 {} 为准", self.whose(whose), self.column_name(posts.table, Some(*column)), self.anchor(at, fill))
            }
            ExprKind::InPost(asked) => {
                let of = asked.posts.when.as_ref().map_or_else(String::new, |when| format!("({})", self.filled(when, fill)));
                let held = format!("{}{of} 以 {} 为准", self.column_name(asked.posts.table, None), self.anchor(&asked.at, fill));
                if asked.counted { format!("计数({held})") } else { held }
            }
            ExprKind::Holding(at) => format!("在任 以 {} 为准", self.anchor(at, fill)),
            ExprKind::Served(Served::Months) => "在任月数".to_owned(),
            ExprKind::Served(Served::Days) => "在任天数".to_owned(),
            ExprKind::Myself => "本人".to_owned(),
            ExprKind::IdOf { whose } => format!("{}编号", self.whose(whose)),
            ExprKind::Has { set, item } => format!("{} 含 {}", self.operand(set, fill), self.operand(item, fill)),
            ExprKind::KindOf { whose } => format!("{}种类", self.whose(whose)),
            ExprKind::ThisYear => "年度".to_owned(),
            ExprKind::Previous(inner) => format!("上年({})", self.filled(inner, fill)),
            ExprKind::First { condition, since } => match since {
                Some(since) => format!("首次({}，自 {})", self.filled(condition, fill), self.filled(since, fill)),
                None => format!("首次({})", self.filled(condition, fill)),
            },
            ExprKind::History(h) => {
                let mut text = format!("{}(", h.kind.word());
                if let Some(years) = &h.years {
                    text.push_str(&format!("{}，", self.filled(years, fill)));
                }
                text.push_str(&self.filled(&h.of, fill));
                for (word, clause) in [("自", &h.since), ("未考核", &h.unassessed)] {
                    if let Some(clause) = clause {
                        text.push_str(&format!("，{word} {}", self.filled(clause, fill)));
                    }
                }
                text.push(')');
                text
            }
            ExprKind::HasRecord { table, column, keys, among } => {
                self.record("有记录", &self.column_name(*table, *column), keys, among.as_deref(), fill)
            }
            ExprKind::NoRecord { table, keys } => self.record("无记录", &self.column_name(*table, None), keys, None, fill),
            ExprKind::IsComplete { table, keys } => self.record("已完整", &self.column_name(*table, None), keys, None, fill),
            ExprKind::Filled(list) => format!("已填齐({})", each(list, "、")),
            ExprKind::Exists { over, when } => self.over("存在", over, when.as_deref(), fill),
            ExprKind::Count { over, when } => self.over("计数", over, when.as_deref(), fill),
            ExprKind::Gather(gather) => self.gathered(gather, fill),
            ExprKind::Decision(decision) => format!("判定表（{}）", each(&decision.heads, "、")),
            ExprKind::Normalise(n) => {
                let mut parts = vec![self.filled(&n.of, fill), format!("组 {}", self.among(&n.among, fill)), self.filled(&n.method, fill)];
                if let Some(s) = &n.standard {
                    parts.extend([format!("保留 {}", self.filled(&s.places, fill))]);
                    parts.extend([self.filled(&s.rounding, fill), self.filled(&s.sample, fill)]);
                }
                format!("归一({})", parts.join("，"))
            }
            ExprKind::Weighted(w) => {
                let mut parts: Vec<String> =
                    w.items.iter().map(|(of, weight)| format!("{} 权 {}", self.filled(of, fill), self.operand(weight, fill))).collect();
                parts.extend(w.missing.iter().map(|missing| format!("不适用则 {}", self.filled(missing, fill))));
                format!("加权({})", parts.join("，"))
            }
            ExprKind::Not(side) => format!("非 {}", self.operand(side, fill)),
            ExprKind::And(sides) => each(sides, " 且 "),
            ExprKind::Or(sides) => each(sides, " 或 "),
            ExprKind::Items { any, items } => {
                let items: Vec<String> = items.iter().map(|(number, e)| format!("{number}{}", self.filled(e, fill))).collect();
                format!("{}{}", if *any { "下列之一" } else { "下列全部" }, items.join(""))
            }
            ExprKind::Compare { op, left, right } => format!("{} {} {}", self.operand(left, fill), sign(*op), self.operand(right, fill)),
            ExprKind::In { negated, subject, values } => {
                format!("{} {} {}", self.operand(subject, fill), if *negated { "不为" } else { "为" }, each(values, "、"))
            }
            ExprKind::Arithmetic { op, left, right } => {
                format!("{} {} {}", self.operand(left, fill), arithmetic_sign(*op), self.operand(right, fill))
            }
            ExprKind::YearPlus { year, years } => {
                let (sign, by) = if *years < 0 { ("−", years.unsigned_abs()) } else { ("+", years.unsigned_abs()) };
                format!("{} {sign} {by}", self.operand(year, fill))
            }
            ExprKind::IsNa(inner) => format!("不适用({})", self.filled(inner, fill)),
            ExprKind::HasValue(inner) => format!("有值({})", self.filled(inner, fill)),
            ExprKind::ElseIfNa { value, otherwise } => format!("{} 不适用则 {}", self.operand(value, fill), self.operand(otherwise, fill)),
            ExprKind::Clip { value, least, most } => {
                let mut text = self.filled(value, fill);
                for (word, limit) in [("最低", least), ("最高", most)] {
                    if let Some(limit) = limit {
                        text.push_str(&format!("，{word} {}", self.filled(limit, fill)));
                    }
                }
                text
            }
            ExprKind::Extreme { greatest, of } => format!("{}({})", if *greatest { "最大" } else { "最小" }, each(of, "，")),
            ExprKind::Match { .. } if self.family_read(expr).is_some() => {
                let (family, keys) = self.family_read(expr).unwrap_or_default();
                format!("{family}({})", keys.iter().map(|k| self.operand(k, fill)).collect::<Vec<_>>().join("，"))
            }
            ExprKind::Match { subject, arms, otherwise } => {
                let mut parts: Vec<String> =
                    arms.iter().map(|(values, then)| format!("{} → {}", each(values, "、"), self.filled(then, fill))).collect();
                parts.extend(otherwise.iter().map(|o| format!("其余 → {}", self.filled(o, fill))));
                format!("视 {}：{}", self.filled(subject, fill), parts.join("；"))
            }
        }
    }

    /// In brackets where it would otherwise read differently.
    fn operand(&self, expr: &Expr, fill: Fill<'_>) -> String {
        let text = self.filled(expr, fill);
        let compound = matches!(
            expr.kind,
            ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Items { .. }
                | ExprKind::Arithmetic { .. }
                | ExprKind::Clip { .. }
                | ExprKind::Match { .. }
                | ExprKind::ElseIfNa { .. }
        );
        let family = matches!(expr.kind, ExprKind::Match { .. }) && self.family_read(expr).is_some();
        if compound && !family { format!("（{text}）") } else { text }
    }

    /// What stands between 以 and 为准.
    #[must_use]
    pub fn anchor(&self, anchor: &Anchor, fill: Fill<'_>) -> String {
        match anchor {
            Anchor::Day(day) => day_word(*day).to_owned(),
            Anchor::DayOfEvent => "事发日".to_owned(),
            Anchor::DayOfDecision => "决定日".to_owned(),
            Anchor::On(day) | Anchor::Held(day) => self.filled(day, fill),
        }
    }

    fn among(&self, among: &crate::ir::Among, fill: Fill<'_>) -> String {
        match &among.group {
            Some(group) => self.filled(group, fill),
            None => self.program.schema.kind(among.kind).map_or("？", |k| k.name.as_str()).to_owned(),
        }
    }

    fn whose(&self, whose: &Whose) -> String {
        match whose {
            Whose::Own | Whose::Nobody => String::new(),
            Whose::Superior(kind) => format!("{}.", self.program.schema.kind(*kind).map_or("上级", |k| k.name.as_str())),
            Whose::Of(expr) => format!("{}.", self.expression(expr)),
        }
    }

    fn record(&self, word: &str, name: &str, keys: &[Expr], among: Option<&Expr>, fill: Fill<'_>) -> String {
        let mut text = format!("{word}({name}");
        for key in keys {
            text.push_str(&format!("，{}", self.filled(key, fill)));
        }
        if let Some(among) = among {
            text.push_str(&format!("，组 {}", self.filled(among, fill)));
        }
        text.push(')');
        text
    }

    pub(super) fn over(&self, word: &str, over: &Over, when: Option<&Expr>, fill: Fill<'_>) -> String {
        let (name, keys, among): (String, &[Expr], Option<&Expr>) = match over {
            Over::Rows { table, keys } => (self.column_name(*table, None), keys, None),
            Over::Records { table, .. } => (self.column_name(*table, None), &[], None),
            Over::Entities { kind, among } => {
                (self.program.schema.kind(*kind).map_or_else(String::new, |k| k.name.clone()), &[], among.as_deref())
            }
        };
        let mut text = format!("{word}({name}");
        for key in keys {
            text.push_str(&format!("，{}", self.filled(key, fill)));
        }
        if let Some(when) = when {
            text.push_str(&format!("，当 {}", self.filled(when, fill)));
        }
        if let Some(among) = among {
            text.push_str(&format!("，组 {}", self.filled(among, fill)));
        }
        text.push(')');
        text
    }
}

fn day_word(day: Day) -> &'static str {
    match day {
        Day::YearBegin => "年初",
        Day::YearEnd => "年末",
        Day::PreviousYearBegin => "上年初",
        Day::PreviousYearEnd => "上年末",
    }
}

/// The sign of a comparison.
#[must_use]
pub(crate) fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}

fn arithmetic_sign(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "−",
        Arithmetic::Multiply => "×",
        Arithmetic::Divide => "÷",
        Arithmetic::Share => "占",
    }
}
