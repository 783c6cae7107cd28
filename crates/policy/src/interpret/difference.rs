//! "Why this one and not that one": the first point where the reasons of two instances part.
//!
//! Both have the same variable. From the top down: the rule that speaks for one and not for the other, and in its guard the
//! condition that makes the difference; where the same rules speak, the bound or presumption, the part of the formula, the
//! key of the ranking, list, tier or share that differs; and so on down to a cell or a year. What differs without making a
//! difference is passed over: a side of an 或 that holds for both, an arm of a 视 that neither takes.

use std::collections::BTreeSet;

use quanheng_facts::problem::Language::{Chinese, English};

use super::expression::Frame;
use super::reading::Reading;
use super::{Interpreter, Worked};
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, Rule, RuleIx, Shape, Variable, walk};
use crate::possible::Possible;

/// Followed to this many levels.
const DEEPEST: usize = 24;

/// The two, each where it stands.
#[derive(Clone, Copy)]
struct Two<'f> {
    one: Instance,
    other: Instance,
    /// Frames of the expression at hand.
    frames: (Frame<'f>, Frame<'f>),
    depth: usize,
}

impl Two<'static> {
    fn at(one: Instance, other: Instance, depth: usize) -> Two<'static> {
        Two { one, other, frames: (Frame::at(one), Frame::at(other)), depth }
    }
}

impl Interpreter<'_> {
    /// Where the reasons of `one` and `other` part.
    #[must_use]
    pub fn explain_difference(&self, one: Instance, other: Instance) -> Node {
        self.parting(one, other, 0)
    }

    fn parting(&self, one: Instance, other: Instance, depth: usize) -> Node {
        let words = self.words();
        let (a, b) = (self.finding(one), self.finding(other));
        let (who_a, who_b) = (words.instance(one), words.instance(other));
        let mut node = Node::new(
            Mechanism::Variable,
            format!("{}：{}；{}：{}", who_a.zh, words.finding(&a, Chinese), who_b.zh, words.finding(&b, Chinese)),
            format!("{}: {}; {}: {}", who_a.en, words.finding(&a, English), who_b.en, words.finding(&b, English)),
        );
        let Some(variable) = self.program.variable(one.variable) else { return node };
        node.article = words.article(variable.article);
        let (work_a, work_b) = (self.work(one), self.work(other));
        let same = work_a.outcome.possible == work_b.outcome.possible && work_a.decision.winners == work_b.decision.winners;
        if same {
            node.children.push(Node::new(
                Mechanism::Guard,
                "两者到这里没有分别：依据相同，结果相同",
                "the two do not part here: same rules, same result",
            ));
            return node;
        }
        if depth >= DEEPEST {
            return node;
        }
        let two = Two::at(one, other, depth);
        let parted = self
            .parting_rule(variable, (&work_a, &work_b), two)
            .or_else(|| self.parting_bound(variable, (&work_a, &work_b), two))
            .or_else(|| self.parting_value(variable, &work_a, two))
            .or_else(|| self.parting_guard(variable, |_| true, two));
        node.children.extend(parted);
        for (instance, worked) in [(one, &work_a), (other, &work_b)] {
            let telling = self.telling();
            let mut told: Vec<Node> = Vec::new();
            told.extend(worked.rank.as_deref().map(|reasons| telling.rank(variable, instance, reasons)));
            told.extend(worked.list.as_deref().map(|reasons| telling.list(variable, instance, reasons)));
            told.extend(worked.tiers.as_deref().map(|reasons| telling.tier(variable, instance, reasons)));
            told.extend(worked.share.as_deref().map(|reasons| telling.share(variable, instance, reasons)));
            node.children.extend(told.into_iter().map(|set| self.named(set, instance)));
        }
        node
    }

    /// A rule that speaks, or may speak, for one and not for the other.
    fn parting_rule(&self, variable: &Variable, (a, b): (&Worked, &Worked), two: Two<'_>) -> Option<Node> {
        let (a, b) = (&a.decision, &b.decision);
        let apart = |x: &[RuleIx], y: &[RuleIx]| {
            let (x, y): (BTreeSet<RuleIx>, BTreeSet<RuleIx>) = (x.iter().copied().collect(), y.iter().copied().collect());
            x.symmetric_difference(&y).copied().collect::<BTreeSet<RuleIx>>()
        };
        let mut speaks = apart(&a.winners, &b.winners);
        if !speaks.is_empty() {
            // A rule that holds for one, and yields there, matters where the other one has nothing that it would yield to.
            let beaten =
                |ix: RuleIx, by: &[RuleIx]| by.iter().filter_map(|w| variable.rules.get(w.at())).any(|w| w.overrides.contains(&ix));
            speaks.extend(apart(&a.also_held, &b.also_held).into_iter().filter(|ix| {
                let without = if a.also_held.contains(ix) { b } else { a };
                !without.winners.contains(ix) && !beaten(*ix, &without.winners) && !beaten(*ix, &without.also_held)
            }));
        }
        let perhaps = apart(&a.pending, &b.pending);
        if speaks.is_empty() && perhaps.is_empty() {
            return None;
        }
        let parted = self.parting_guard(variable, |ix| speaks.contains(&ix), two);
        parted.or_else(|| self.parting_guard(variable, |ix| perhaps.contains(&ix), two)).or_else(|| {
            // The one that speaks may hang on another: 在「甲」适用时.
            if speaks.is_empty() { None } else { self.parting_guard(variable, |_| true, two) }
        })
    }

    /// The first of the wanted rules whose guard differs, and the condition that makes it differ.
    fn parting_guard(&self, variable: &Variable, wanted: impl Fn(RuleIx) -> bool, two: Two<'_>) -> Option<Node> {
        for (at, rule) in variable.rules.iter().enumerate() {
            let Some(ix) = u32::try_from(at).ok().map(RuleIx).filter(|ix| wanted(*ix)) else { continue };
            let in_force = |instance| self.may_be_in_force(variable, rule, instance) && !self.is_repealed(variable, rule, instance);
            if in_force(two.one) != in_force(two.other) {
                return Some(self.not_in_force_for_both(variable, ix, two));
            }
            let Some(guard) = rule.guard.as_ref().filter(|_| in_force(two.one)) else { continue };
            if let Some(condition) = self.parting_condition(guard, two) {
                return Some(self.told_condition(variable, rule, condition, two));
            }
        }
        None
    }

    fn not_in_force_for_both(&self, variable: &Variable, ix: RuleIx, two: Two<'_>) -> Node {
        let label = variable.rules.get(ix.at()).map_or("", |r| r.label.as_str());
        let (one, other) = (two.one.year, two.other.year);
        if variable.rules.get(ix.at()).is_some_and(|r| !r.in_force.days.is_always()) {
            return Node::new(
                Mechanism::Validity,
                format!("「{label}」只在其中一个的日子施行"),
                format!("「{label}」 is in force on the day of only one of them"),
            );
        }
        Node::new(
            Mechanism::Validity,
            format!("「{label}」在 {one}、{other} 年度里只有一个年度施行"),
            format!("「{label}」 is in force in only one of {one} and {other}"),
        )
    }

    /// The condition that decides: where one guard fails, one that fails there and not in the other.
    fn parting_condition<'e>(&self, guard: &'e Expr, two: Two<'_>) -> Option<&'e Expr> {
        let (x, y) = (self.eval(guard, two.frames.0).possible, self.eval(guard, two.frames.1).possible);
        if x == y {
            return None;
        }
        let fails = |truth: &Possible| truth.as_truth() == Some(false);
        let all = conditions(guard);
        let values = |c: &Expr| (self.eval(c, two.frames.0).possible, self.eval(c, two.frames.1).possible);
        let decides = |c: &&&Expr| {
            let (a, b) = values(c);
            a != b && (!fails(&x) || fails(&a)) && (!fails(&y) || fails(&b))
        };
        let differs = |c: &&&Expr| {
            let (a, b) = values(c);
            a != b
        };
        all.iter().find(decides).or_else(|| all.iter().find(differs)).copied()
    }

    fn told_condition(&self, variable: &Variable, rule: &Rule, condition: &Expr, two: Two<'_>) -> Node {
        let words = self.words();
        let label = if rule.is_base { variable.name.clone() } else { rule.label.clone() };
        let mut child = Node::new(
            Mechanism::Guard,
            format!("分歧在「{label}」的条件：{}", words.expression(condition)),
            format!("they part at a condition of 「{label}」: {}", words.expression(condition)),
        );
        child.rule_id = Some(rule.id.clone());
        child.article = words.article(rule.article);
        self.both_sides(condition, two, &mut child);
        child.children.extend(self.deeper(condition, two));
        child
    }

    /// The condition as it stands for either.
    fn both_sides(&self, condition: &Expr, two: Two<'_>, node: &mut Node) {
        let telling = self.telling();
        for instance in [two.one, two.other] {
            let told = telling.guards(condition, Frame::at(instance)).into_iter().next();
            node.children.extend(told.map(|told| self.named(told, instance)));
        }
    }

    fn named(&self, mut node: Node, instance: Instance) -> Node {
        let words = self.words();
        let entity = instance.entity.map_or_else(|| words.instance(instance).zh, |e| words.entity(e, instance.year));
        node.text.zh.insert_str(0, &format!("{entity}："));
        node.text.en.insert_str(0, &format!("{entity}: "));
        node
    }

    /// A bound or a presumption that had a hand in one and not in the other.
    fn parting_bound(&self, variable: &Variable, (a, b): (&Worked, &Worked), two: Two<'_>) -> Option<Node> {
        let words = self.words();
        let bound = a
            .decision
            .bounded_by
            .iter()
            .chain(&b.decision.bounded_by)
            .find(|at| a.decision.bounded_by.contains(at) != b.decision.bounded_by.contains(at));
        let presumed = a.decision.presumed.or(b.decision.presumed).filter(|_| a.decision.presumed != b.decision.presumed);
        let (label, id, guard, article, zh, en, mechanism) =
            if let Some(presumption) = presumed.and_then(|at| at_place(&variable.presumptions, at)) {
                let p = presumption;
                (&p.label, &p.id, p.guard.as_ref(), p.article, "推定", "presumption", Mechanism::Presumption)
            } else {
                let b = bound.and_then(|at| at_place(&variable.bounds, *at))?;
                (&b.label, &b.id, b.guard.as_ref(), b.article, "界限", "bound", Mechanism::Bound)
            };
        let mut node = Node::new(
            mechanism,
            format!("分歧在{zh}「{label}」：只对其中一个起作用"),
            format!("they part at the {en} 「{label}」: it has a hand in one of them only"),
        );
        node.rule_id = Some(id.clone());
        node.article = words.article(article);
        let condition = guard.and_then(|guard| self.parting_condition(guard, two));
        if let Some(condition) = condition {
            self.both_sides(condition, two, &mut node);
            node.children.extend(self.deeper(condition, two));
        } else {
            // It would hold for both, and only one of them has need of it: what was known of the other one?
            node.children.extend(self.parting_value(variable, a, two));
        }
        Some(node)
    }

    /// The same rules speak: their formula, the default, or what a ranking, list, tier or share looks at.
    fn parting_value(&self, variable: &Variable, a: &Worked, two: Two<'_>) -> Option<Node> {
        let formulas = a.decision.winners.iter().filter_map(|ix| variable.rules.get(ix.at())).filter_map(|r| r.value.as_ref());
        let mut exprs: Vec<&Expr> = formulas.collect();
        if a.decision.winners.is_empty() {
            exprs.extend(&variable.default);
        }
        match &variable.shape {
            Shape::Rules => {}
            Shape::Rank(rank) => {
                exprs.extend(rank.population.when.iter().chain(&rank.population.group).chain(rank.keys.iter().map(|k| &k.by)))
            }
            Shape::Tiers(tiers) => {
                exprs.extend(tiers.population.when.iter().chain(&tiers.population.group).chain(tiers.keys.iter().map(|k| &k.by)))
            }
            Shape::Share(share) => {
                exprs.extend(share.population.when.iter().chain(&share.population.group).chain(share.figures.iter().map(|k| &k.by)))
            }
            Shape::List(list) => {
                let before = list.population.when.iter().chain(&list.population.group);
                let decided = list.veto.iter().map(|(v, _)| v).chain(list.admit.iter().map(|(a, _)| a));
                exprs.extend(before.chain(decided).chain(list.keys.iter().map(|k| &k.by)));
            }
        }
        exprs.into_iter().find_map(|expr| self.deeper(expr, two))
    }

    /// The first part of an expression that makes it differ, down to a reading.
    fn deeper(&self, expr: &Expr, two: Two<'_>) -> Option<Node> {
        let values = |e: &Expr| (self.eval(e, two.frames.0).possible, self.eval(e, two.frames.1).possible);
        let (x, y) = values(expr);
        if x == y {
            return None;
        }
        let any = |parts: Vec<&Expr>| parts.into_iter().find_map(|part| self.deeper(part, two));
        match &expr.kind {
            ExprKind::Literal(_)
            | ExprKind::Index { .. }
            | ExprKind::KindOf { .. }
            | ExprKind::Myself
            | ExprKind::IdOf { .. }
            | ExprKind::ThisYear
            | ExprKind::RowColumn { .. } => None,
            ExprKind::Previous(inner) => {
                let before = |frame: Frame<'_>| frame.year.plus(-1);
                let (a, b) = (before(two.frames.0)?, before(two.frames.1)?);
                self.deeper(inner, Two { frames: (two.frames.0.in_year(a), two.frames.1.in_year(b)), ..two })
            }
            ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Items { .. } => {
                let decisive = matches!(expr.kind, ExprKind::Or(_) | ExprKind::Items { any: true, .. });
                let sides: Vec<&Expr> = match &expr.kind {
                    ExprKind::Items { items, .. } => items.iter().map(|(_, e)| e).collect(),
                    ExprKind::And(sides) | ExprKind::Or(sides) => sides.iter().collect(),
                    _ => Vec::new(),
                };
                // Where one of them is decided, by a side that decides it there.
                let settles = |whole: &Possible, part: &Possible| whole.as_truth() != Some(decisive) || part.as_truth() == Some(decisive);
                let decides = |side: &&&Expr| {
                    let (a, b) = values(side);
                    a != b && settles(&x, &a) && settles(&y, &b)
                };
                sides.iter().find(decides).and_then(|side| self.deeper(side, two)).or_else(|| any(sides))
            }
            ExprKind::Match { subject, arms, otherwise } => self.deeper(subject, two).or_else(|| {
                // The same arm for both.
                let (known, _) = values(subject);
                let taken = arms
                    .iter()
                    .find(|(list, _)| list.iter().any(|v| matches!((&v.kind, known.known()), (ExprKind::Literal(l), Some(k)) if l == k)));
                match (taken, known.known()) {
                    (Some((_, then)), _) => self.deeper(then, two),
                    (None, Some(_)) => otherwise.as_deref().and_then(|e| self.deeper(e, two)),
                    (None, None) => any(arms.iter().map(|(_, then)| then).chain(otherwise.as_deref()).collect()),
                }
            }),
            ExprKind::Not(e) | ExprKind::IsNa(e) | ExprKind::HasValue(e) | ExprKind::YearPlus { year: e, .. } => self.deeper(e, two),
            ExprKind::First { .. } | ExprKind::History(_) => Some(self.parting_year(expr, two)),
            ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::Variable { .. }
            | ExprKind::Column { .. }
            | ExprKind::ColumnAsAt { .. }
            | ExprKind::HeldColumn { .. }
            | ExprKind::InPost(_)
            | ExprKind::Holding(_)
            | ExprKind::Served(_)
            | ExprKind::Normalise(_)
            | ExprKind::HasRecord { .. }
            | ExprKind::NoRecord { .. }
            | ExprKind::IsComplete { .. }
            | ExprKind::Exists { .. }
            | ExprKind::Count { .. } => Some(self.reading_parts(expr, two)),
            _ => any(walk::parts(expr)),
        }
    }

    /// A reading that differs: another instance, or two cells.
    fn reading_parts(&self, expr: &Expr, two: Two<'_>) -> Node {
        let reading = |frame: Frame<'_>| Reading { expr, entity: frame.entity, year: frame.year };
        let (x, y) = (reading(two.frames.0), reading(two.frames.1));
        match (self.instance_read(x, two.one), self.instance_read(y, two.other)) {
            (Some(x), Some(y)) if x != y => self.parting(x, y, two.depth.saturating_add(1)),
            _ => self.two_cells(x, y, two.one, two.other),
        }
    }

    /// 首次, 往年, 连续, 曾, 近: what either says, and the latest year in which the two part.
    fn parting_year(&self, expr: &Expr, two: Two<'_>) -> Node {
        let reading = |frame: Frame<'_>| Reading { expr, entity: frame.entity, year: frame.year };
        let mut node = self.two_cells(reading(two.frames.0), reading(two.frames.1), two.one, two.other);
        let of = match &expr.kind {
            ExprKind::First { condition, .. } => condition,
            ExprKind::History(history) => &history.of,
            _ => return node,
        };
        let earliest = self.earliest_year(of, two.frames.0.year).min(self.earliest_year(of, two.frames.1.year));
        let mut back = 0_i32;
        while let (Some(a), Some(b)) = (two.frames.0.year.plus(back), two.frames.1.year.plus(back)) {
            if a < earliest && b < earliest {
                break;
            }
            let then = Two { frames: (two.frames.0.in_year(a), two.frames.1.in_year(b)), ..two };
            if let Some(parted) = self.deeper(of, then) {
                node.children.push(parted);
                break;
            }
            back = back.saturating_sub(1);
        }
        node
    }

    fn two_cells(&self, x: Reading<'_>, y: Reading<'_>, one: Instance, other: Instance) -> Node {
        let words = self.words();
        let mut node = Node::new(Mechanism::Cell, words.expression(x.expr), words.expression(x.expr));
        for (reading, instance) in [(x, one), (y, other)] {
            let mut telling = self.telling();
            if let Some(mut leaf) = telling.leaf(reading, instance) {
                let who = reading.entity.map(|e| words.entity(e, reading.year)).unwrap_or_default();
                leaf.text.zh.insert_str(0, &format!("{who}："));
                leaf.text.en.insert_str(0, &format!("{who}: "));
                node.children.push(leaf);
            }
        }
        node
    }
}

fn at_place<T>(list: &[T], at: u32) -> Option<&T> {
    usize::try_from(at).ok().and_then(|at| list.get(at))
}

fn conditions(guard: &Expr) -> Vec<&Expr> {
    match &guard.kind {
        ExprKind::And(sides) => sides.iter().flat_map(conditions).collect(),
        ExprKind::Items { any: false, items } => items.iter().map(|(_, e)| e).collect(),
        _ => vec![guard],
    }
}
