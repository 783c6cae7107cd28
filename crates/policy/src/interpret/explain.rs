//! The reasons for a result, from the same evaluation that gave it.
//!
//! Which rule spoke and why, the formula with its numbers, what else held, what is not known, and every cell at the end.
//! An instance is told once; later mentions point back to it.

mod conclusion;
mod decision;
mod failed;
mod gather;
mod judgement;
mod leaf;
mod month_end;
mod posts;
mod set;
mod set_aside;
mod validity;

use std::collections::BTreeSet;

use quanheng_facts::problem::Bilingual;
use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::value::Type;

use super::expression::Frame;
use super::reading::Reading;
use super::{Interpreter, Worked};
use crate::explanation::{Mechanism, Node};
use crate::finding::{Finding, Instance, Status};
use crate::ir::{Expr, ExprKind, Rule, RuleIx, Variable};
use crate::possible::Possible;
use crate::wording::Words;

/// Told to this many levels; below that only values are given.
const DEEPEST: usize = 24;

/// An explanation being told.
pub(super) struct Telling<'t, 'a> {
    pub run: &'t Interpreter<'a>,
    pub words: Words<'a>,
    told: BTreeSet<Instance>,
    depth: usize,
}

impl<'a> Interpreter<'a> {
    /// Names for this run's results.
    #[must_use]
    pub fn words(&self) -> Words<'a> {
        Words { program: self.program, facts: self.facts }
    }

    /// Why an instance has the result it has.
    #[must_use]
    pub fn explain(&self, instance: Instance) -> Node {
        self.telling().instance(instance)
    }

    pub(super) fn telling(&self) -> Telling<'_, 'a> {
        Telling { run: self, words: self.words(), told: BTreeSet::new(), depth: 0 }
    }
}

impl Telling<'_, '_> {
    /// One instance with everything below it.
    pub fn instance(&mut self, instance: Instance) -> Node {
        let finding = self.run.finding(instance);
        let worked = self.run.work(instance);
        let mut node = self.headline(&finding, &worked);
        let Some(variable) = self.run.program.variable(instance.variable) else { return node };
        if self.told.contains(&instance) || self.depth >= DEEPEST {
            node.text.zh.push_str("（见前）");
            node.text.en.push_str(" (told before)");
            return node;
        }
        self.told.insert(instance);
        self.depth = self.depth.saturating_add(1);
        if let Some(law) = self.run.choice.law_as_of.filter(|law| *law != instance.year && self.depth == 1) {
            node.children.push(Node::new(Mechanism::Validity, format!("参照适用{law}年度的规定"), format!("under the rules of {law}")));
        }
        self.children(variable, instance, &finding, &worked, &mut node);
        if self.depth == 1 {
            node.children.extend(self.marks(&finding));
        }
        self.depth = self.depth.saturating_sub(1);
        node
    }

    fn headline(&self, finding: &Finding, worked: &Worked) -> Node {
        let who = self.words.instance(finding.instance);
        let (zh, en) = (self.words.finding(finding, Chinese), self.words.finding(finding, English));
        let (zh, en) = match finding.status {
            Status::Holds | Status::NotApplicable => (format!("{} = {zh}", who.zh), format!("{} = {en}", who.en)),
            Status::Unknown if zh != finding.status.chinese() => (format!("{}：未知，{zh}", who.zh), format!("{}: unknown, {en}", who.en)),
            _ => (format!("{}：{}", who.zh, finding.status.chinese()), format!("{}: {}", who.en, finding.status.english())),
        };
        let mut node = Node::new(Mechanism::Variable, zh, en);
        let wide = finding.between.as_ref().is_some_and(|b| b.wide && self.words.finding(finding, Chinese).contains('…'));
        if wide {
            node.text.zh.push_str("（宽：两端未必都达到）");
            node.text.en.push_str(" (wide: the ends may not both be reached)");
        }
        node.value = Some(self.words.finding(finding, Chinese));
        node.status = Some(finding.status.chinese().to_owned());
        let variable = self.run.program.variable(finding.instance.variable);
        let winner = worked.decision.winners.first().and_then(|ix| variable?.rules.get(ix.at()));
        node.rule_id = winner.map(|r| r.id.clone());
        node.article = self.words.article(winner.and_then(|r| r.article).or_else(|| variable.and_then(|v| v.article)));
        node
    }

    /// The marks, those that say the same once with all their cells.
    fn marks(&self, finding: &Finding) -> Vec<Node> {
        let mut told: Vec<(Bilingual, Vec<String>)> = Vec::new();
        for mark in &finding.marks {
            let (kind, text) = (self.words.mark_kind(mark), self.words.mark(mark));
            let text = Bilingual::new(format!("标记 {kind}：{}", text.zh), format!("mark {kind}: {}", text.en));
            let cell = self.words.mark_cell(mark);
            match told.iter_mut().find(|(t, _)| *t == text) {
                Some((_, cells)) => cells.extend(cell),
                None => told.push((text, cell.into_iter().collect())),
            }
        }
        let node = |(text, cells): (Bilingual, Vec<String>)| Node {
            cell: (!cells.is_empty()).then(|| cells.join("、")),
            ..Node::new(Mechanism::Presumption, text.zh, text.en)
        };
        told.into_iter().map(node).collect()
    }

    fn children(&mut self, variable: &Variable, instance: Instance, finding: &Finding, worked: &Worked, node: &mut Node) {
        if let Some(given) = self.run.pin(&super::Pin::Variable(instance)) {
            let text = self.words.possible(given, &variable.ty, instance.year, Chinese);
            node.children.push(Node::new(Mechanism::Missing, format!("给定：{text}"), format!("given: {text}")));
            return;
        }
        if worked.decision.not_in_force {
            node.children.push(self.not_in_force(variable, instance));
            return;
        }
        let by_day = self.day_decides(variable, instance, worked);
        let several = by_day.is_some();
        node.children.extend(by_day);
        let mut readings: Vec<(Reading<'_>, bool)> = Vec::new();
        let decision = &worked.decision;
        for ix in &decision.winners {
            self.winner(variable, *ix, instance, finding, worked, node);
            if let Some(rule) = variable.rules.get(ix.at()) {
                for expr in rule.guard.iter().chain(&rule.value) {
                    readings.extend(self.run.deciding_readings(expr, instance).into_iter().map(|r| (r, true)));
                }
            }
        }
        if decision.winners.is_empty() && (decision.by_default || !several) {
            self.default(variable, instance, node);
        }
        for (at, rule) in variable.rules.iter().enumerate() {
            let Ok(at) = u32::try_from(at) else { continue };
            let ix = RuleIx(at);
            if decision.winners.contains(&ix) || !self.run.may_be_in_force(variable, rule, instance) {
                continue;
            }
            let pending = decision.pending.contains(&ix);
            // Below the top only what spoke, or may yet speak, is told.
            let open = pending && (several || finding.status == Status::Unknown);
            let told = open || decision.winners.is_empty() || self.depth <= 1;
            if let Some(child) =
                told.then_some(()).and_then(|()| self.other_rule(variable, ix, rule, instance, decision.also_held.contains(&ix), pending))
            {
                node.children.push(child);
            }
            if let Some(guard) = &rule.guard {
                // What the condition turns on is told where the condition is open, or where it is what fails.
                let found = self.run.deciding_readings(guard, instance);
                readings.extend(found.into_iter().map(|r| (r, open || decision.winners.is_empty())));
            }
            if open && let Some(value) = &rule.value {
                readings.extend(self.run.deciding_readings(value, instance).into_iter().map(|r| (r, true)));
            }
        }
        self.narrowed(variable, instance, worked, node);
        if let Some(reasons) = &worked.rank {
            node.children.push(self.rank(variable, instance, reasons));
        }
        if let Some(reasons) = &worked.list {
            node.children.push(self.list(variable, instance, reasons));
        }
        if let (Some(set_aside), Some(id)) = (&worked.set_aside, variable.outcome) {
            self.set_aside(id, set_aside, instance, node);
        }
        // Only where it is asked for itself: another result that reads it turns on the condition alone.
        if let Some(id) = variable.outcome.filter(|_| self.depth <= 1) {
            self.conclusion(id, instance, node);
        }
        if let Some(reasons) = &worked.tiers {
            node.children.push(self.tier(variable, instance, reasons));
        }
        if let Some(reasons) = &worked.share {
            node.children.push(self.share(variable, instance, reasons));
        }
        self.set_readings(variable, instance, &mut readings);
        self.readings(instance, readings, node);
    }

    /// The rule that gave the value.
    fn winner(&mut self, variable: &Variable, ix: RuleIx, instance: Instance, finding: &Finding, worked: &Worked, node: &mut Node) {
        let Some(rule) = variable.rules.get(ix.at()) else { return };
        if let (true, Some(judgement)) = (rule.is_base, &variable.judgement) {
            return node.children.extend(self.judgement(variable, judgement, instance));
        }
        if let (true, None, Some(value), Status::Holds) = (rule.is_base && self.depth > 1, &rule.guard, &rule.value, finding.status) {
            // A plain definition below the top: its formula goes into the headline.
            let (who, formula) = (self.words.instance(instance), self.formula(value, instance, &variable.ty));
            node.text = Bilingual::new(format!("{} = {}", who.zh, formula.zh), format!("{} = {}", who.en, formula.en));
            node.children.extend(self.table_rows(value, instance));
            node.children.extend(self.parameters(value, instance));
            node.children.extend(self.month_ends(value, Frame::at(instance)));
            return;
        }
        let label = self.label(rule, variable);
        let mut child = match &rule.value {
            Some(value) => {
                let formula = self.formula(value, instance, &variable.ty);
                Node::new(Mechanism::Rule, format!("依{}：{}", label.zh, formula.zh), format!("by {}: {}", label.en, formula.en))
            }
            None => Node::new(Mechanism::Rule, format!("依{}", label.zh), format!("by {}", label.en)),
        };
        child.rule_id = Some(rule.id.clone());
        child.article = self.words.article(rule.article).filter(|a| Some(a) != node.article.as_ref());
        if let Some(guard) = &rule.guard {
            child.children.extend(self.guards_beyond_readings(guard, Frame::at(instance)));
        }
        if let Some(value) = &rule.value {
            child.children.extend(self.table_rows(value, instance));
            child.children.extend(self.parameters(value, instance));
            child.children.extend(self.month_ends(value, Frame::at(instance)));
        }
        let pending = worked.decision.pending.is_empty();
        if finding.status == Status::Unknown && !pending {
            child.text.zh.push_str("（其他规则尚有未知，见下）");
            child.text.en.push_str(" (other rules are still open, see below)");
        }
        node.children.push(child);
    }

    fn label(&self, rule: &Rule, variable: &Variable) -> Bilingual {
        let short = variable.name.rsplit('.').next().unwrap_or(&variable.name);
        if rule.is_base {
            Bilingual::new(format!("「{short}」的基本规定"), format!("the base rule of 「{short}」"))
        } else {
            Bilingual::new(format!("「{}」", rule.label), format!("「{}」", rule.label))
        }
    }

    fn default(&self, variable: &Variable, instance: Instance, node: &mut Node) {
        match &variable.default {
            Some(default) => {
                let value = self.run.eval(default, Frame::at(instance)).possible;
                let (zh, en) = (
                    self.words.possible(&value, &variable.ty, instance.year, Chinese),
                    self.words.possible(&value, &variable.ty, instance.year, English),
                );
                let mut child = Node::new(
                    Mechanism::Default,
                    format!("没有规则确定成立，缺省为 {zh}"),
                    format!("no rule surely holds; the default is {en}"),
                );
                child.children = self.month_ends(default, Frame::at(instance));
                node.children.push(child);
            }
            None => node.children.push(Node::new(
                Mechanism::Default,
                "没有规则确定成立，也没有缺省",
                "no rule surely holds, and there is no default",
            )),
        }
    }

    /// A rule that did not give the value: overridden, open, or not met.
    fn other_rule(&mut self, variable: &Variable, ix: RuleIx, rule: &Rule, instance: Instance, held: bool, pending: bool) -> Option<Node> {
        let label = self.label(rule, variable);
        let frame = Frame::at(instance);
        if let Some(repealed) = rule.repealed.filter(|_| self.run.is_repealed(variable, rule, instance)) {
            let pack = self.run.program.packs.get(repealed.pack.at()).map_or("？", |p| p.id.as_str());
            let (zh, en) = repealed.words();
            return Some(Node::new(
                Mechanism::Validity,
                format!("{}自{zh}起由 {pack} 停用", label.zh),
                format!("{} is repealed from {en} by {pack}", label.en),
            ));
        }
        if held {
            let winners = &self.run.work(instance).decision.winners;
            let over: Vec<&Rule> =
                winners.iter().filter_map(|w| variable.rules.get(w.at())).filter(|w| w.overrides.contains(&ix)).collect();
            let over = over.first().map(|w| self.label(w, variable));
            let (zh, en) =
                over.map_or((String::new(), String::new()), |o| (format!("，让位于{}", o.zh), format!(", overridden by {}", o.en)));
            let mut node = Node::new(Mechanism::AlsoHeld, format!("{}也成立{zh}", label.zh), format!("{} holds too{en}", label.en));
            node.rule_id = Some(rule.id.clone());
            return Some(node);
        }
        let guard = rule.guard.as_ref()?;
        if pending {
            let would = rule.value.as_ref().map(|v| self.formula(v, instance, &variable.ty));
            let (zh, en) =
                would.map_or((String::new(), String::new()), |w| (format!("；若成立：{}", w.zh), format!("; if it held: {}", w.en)));
            let mut node =
                Node::new(Mechanism::Pending, format!("{}尚不确定{zh}", label.zh), format!("{} is not known to hold{en}", label.en));
            node.rule_id = Some(rule.id.clone());
            node.status = Some("未知".to_owned());
            node.children = self.guards(guard, frame);
            node.children.extend(rule.value.iter().flat_map(|value| self.month_ends(value, frame)));
            return Some(node);
        }
        // Not met: only the conditions that fail.
        let mut failed: Vec<Node> = self.guards(guard, frame).into_iter().filter(|g| g.status.as_deref() == Some("不成立")).collect();
        let (zh, en): (Vec<&str>, Vec<&str>) = failed.iter().map(|n| (n.text.zh.as_str(), n.text.en.as_str())).unzip();
        let mut node = Node::new(
            Mechanism::Guard,
            format!("{}没有成立：{}", label.zh, zh.join("；")),
            format!("{} does not hold: {}", label.en, en.join("; ")),
        );
        node.rule_id = Some(rule.id.clone());
        node.status = Some("不成立".to_owned());
        node.children = failed.iter_mut().flat_map(|condition| std::mem::take(&mut condition.children)).collect();
        Some(node)
    }

    /// Each condition of a guard, with actual against required.
    pub fn guards(&self, guard: &Expr, frame: Frame<'_>) -> Vec<Node> {
        match &guard.kind {
            ExprKind::And(sides) => sides.iter().flat_map(|s| self.guards(s, frame)).collect(),
            ExprKind::Items { items, .. } => items
                .iter()
                .map(|(number, item)| {
                    let mut node = self.condition(item, frame);
                    node.text.zh.insert_str(0, number);
                    node.text.en.insert_str(0, number);
                    node
                })
                .collect(),
            _ => vec![self.condition(guard, frame)],
        }
    }

    /// The conditions, without those that only name a reading: that is told by itself.
    fn guards_beyond_readings(&self, guard: &Expr, frame: Frame<'_>) -> Vec<Node> {
        let sides: &[Expr] = if let ExprKind::And(sides) = &guard.kind { sides } else { std::slice::from_ref(guard) };
        sides.iter().filter(|side| !is_reading(side)).flat_map(|side| self.guards(side, frame)).collect()
    }

    fn condition(&self, condition: &Expr, frame: Frame<'_>) -> Node {
        let outcome = self.run.eval(condition, frame);
        let (status, zh, en) = match outcome.possible.as_truth() {
            Some(true) => ("成立", "成立", "holds"),
            Some(false) => ("不成立", "不成立", "does not hold"),
            None if outcome.possible.is_fault() => ("错误", "错误", "error"),
            None => ("未知", "未知", "unknown"),
        };
        let written = self.words.expression(condition);
        let actual = self.actual(condition, frame);
        let (actual_zh, actual_en) = actual.map_or((String::new(), String::new()), |a| (format!("（{}）", a.zh), format!(" ({})", a.en)));
        let mut node = Node::new(Mechanism::Guard, format!("{written}{actual_zh}：{zh}"), format!("{written}{actual_en}: {en}"));
        node.status = Some(status.to_owned());
        node.children = self.month_ends(condition, frame);
        node
    }

    /// What was found where a condition looked: `名次 是 2`.
    fn actual(&self, condition: &Expr, frame: Frame<'_>) -> Option<Bilingual> {
        let subjects: Vec<&Expr> = match &condition.kind {
            ExprKind::Compare { left, right, .. } => vec![left, right],
            ExprKind::In { subject, .. } => vec![subject],
            ExprKind::IsNa(inner) | ExprKind::HasValue(inner) => vec![inner],
            ExprKind::Not(inner) => return self.actual(inner, frame),
            _ => return None,
        };
        let mut zh = Vec::new();
        let mut en = Vec::new();
        for subject in subjects {
            if matches!(subject.kind, ExprKind::Literal(_)) || subject.ty == Type::Bool {
                continue;
            }
            let value = self.run.eval(subject, frame).possible;
            let written = self.words.expression(subject);
            zh.push(format!("{written} 是 {}", self.words.possible(&value, &subject.ty, frame.year, Chinese)));
            en.push(format!("{written} is {}", self.words.possible(&value, &subject.ty, frame.year, English)));
        }
        (!zh.is_empty()).then(|| Bilingual::new(zh.join("，"), en.join(", ")))
    }

    /// `奖金基数 + 每进一位 × 进位 = 50万元 + 10万元 × 1 = 60万元`.
    fn formula(&self, value: &Expr, instance: Instance, ty: &Type) -> Bilingual {
        let frame = Frame::at(instance);
        let written = self.words.expression(value);
        let fill = |expr: &Expr| {
            let reads = matches!(
                expr.kind,
                ExprKind::Parameter(_)
                    | ExprKind::Open(_)
                    | ExprKind::Variable { .. }
                    | ExprKind::Column { .. }
                    | ExprKind::ColumnAsAt { .. }
                    | ExprKind::HeldColumn { .. }
                    | ExprKind::InPost(_)
                    | ExprKind::Holding(_)
                    | ExprKind::Served(_)
                    | ExprKind::Previous(_)
                    | ExprKind::Exists { .. }
                    | ExprKind::Count { .. }
                    | ExprKind::First { .. }
                    | ExprKind::History(_)
                    | ExprKind::Gather(_)
                    | ExprKind::Normalise(_)
                    | ExprKind::HasRecord { .. }
                    | ExprKind::NoRecord { .. }
                    | ExprKind::IsComplete { .. }
                    | ExprKind::Filled(_)
            );
            reads.then(|| self.words.possible(&self.run.eval(expr, frame).possible, &expr.ty, instance.year, Chinese))
        };
        let with_numbers = self.words.filled(value, &fill);
        let result = self.run.eval(value, frame).possible;
        let say = |language| self.words.possible(&result, ty, instance.year, language);
        let mut zh = vec![written.clone()];
        if with_numbers != written {
            zh.push(with_numbers);
        }
        let mut en = zh.clone();
        if zh.last() != Some(&say(Chinese)) {
            zh.push(say(Chinese));
            en.push(say(English));
        }
        Bilingual::new(zh.join(" = "), en.join(" = "))
    }

    /// 界限 and 推定 that had a hand in it.
    fn narrowed(&self, variable: &Variable, instance: Instance, worked: &Worked, node: &mut Node) {
        let frame = Frame::at(instance);
        for at in &worked.decision.bounded_by {
            let Some(bound) = usize::try_from(*at).ok().and_then(|at| variable.bounds.get(at)) else { continue };
            let limit = self.run.eval(&bound.limit, frame).possible;
            let (zh, en) = if bound.at_least { ("不小于", "at least") } else { ("不大于", "at most") };
            let written = self.words.expression(&bound.limit);
            let mut child = Node::new(
                Mechanism::Bound,
                format!("界限「{}」：{zh} {written} = {}", bound.label, self.words.possible(&limit, &variable.ty, instance.year, Chinese)),
                format!(
                    "bound 「{}」: {en} {written} = {}",
                    bound.label,
                    self.words.possible(&limit, &variable.ty, instance.year, English)
                ),
            );
            child.rule_id = Some(bound.id.clone());
            child.children = bound.guard.as_ref().map(|g| self.guards(g, frame)).unwrap_or_default();
            child.children.extend(self.month_ends(&bound.limit, frame));
            node.children.push(child);
        }
        if let Some(presumption) =
            worked.decision.presumed.and_then(|at| usize::try_from(at).ok()).and_then(|at| variable.presumptions.get(at))
        {
            let value = self.run.eval(&presumption.value, frame).possible;
            let mut child = Node::new(
                Mechanism::Presumption,
                format!(
                    "推定「{}」：按 {} 计，因{}",
                    presumption.label,
                    self.words.possible(&value, &variable.ty, instance.year, Chinese),
                    presumption.because
                ),
                format!(
                    "presumption 「{}」: taken as {}, because {}",
                    presumption.label,
                    self.words.possible(&value, &variable.ty, instance.year, English),
                    presumption.because
                ),
            );
            child.rule_id = Some(presumption.id.clone());
            child.children = presumption.guard.as_ref().map(|g| self.guards(g, frame)).unwrap_or_default();
            child.children.extend(self.month_ends(&presumption.value, frame));
            node.children.push(child);
        }
    }

    /// What the base of a ranking or list turns on for this entity itself.
    fn set_readings<'v>(&self, variable: &'v Variable, instance: Instance, readings: &mut Vec<(Reading<'v>, bool)>) {
        let (population, keys, more): (_, _, Vec<&Expr>) = match &variable.shape {
            crate::ir::Shape::Rules => return,
            crate::ir::Shape::Rank(rank) => (&rank.population, &rank.keys, vec![&rank.missing]),
            crate::ir::Shape::Tiers(tiers) => {
                let more = [&tiers.cut_ties, &tiers.missing].into_iter().chain(&tiers.rounding);
                (&tiers.population, &tiers.keys, more.chain(tiers.cuts.iter().map(|c| &c.take)).collect())
            }
            crate::ir::Shape::Share(share) => (&share.population, &share.figures, vec![&share.remainder]),
            crate::ir::Shape::List(list) => {
                let more = [&list.cut_ties, &list.missing]
                    .into_iter()
                    .chain(&list.rounding)
                    .chain(&list.base)
                    .chain(list.counting.iter().flat_map(crate::ir::Counting::parts))
                    .chain(list.veto.iter().flat_map(|(a, b)| [a, b]));
                (&list.population, &list.keys, more.chain(list.admit.iter().flat_map(|(a, b)| [a, b])).collect())
            }
        };
        let base_speaks =
            self.run.work(instance).decision.winners.iter().any(|ix| variable.rules.get(ix.at()).is_some_and(|r| r.value.is_none()));
        if !base_speaks {
            return;
        }
        for expr in population.when.iter().chain(&population.group).chain(keys.iter().map(|k| &k.by)).chain(more) {
            readings.extend(self.run.deciding_readings(expr, instance).into_iter().map(|r| (r, true)));
        }
    }

    fn readings(&mut self, instance: Instance, readings: Vec<(Reading<'_>, bool)>, node: &mut Node) {
        let mut told: Vec<Reading<'_>> = Vec::new();
        for (reading, wanted) in readings {
            if !wanted || told.iter().any(|r| r.expr == reading.expr && r.year == reading.year) {
                continue;
            }
            told.push(reading);
            let child = match self.run.instance_read(reading, instance) {
                Some(read) => Some(self.instance(read)),
                None => self.leaf(reading, instance),
            };
            node.children.extend(child);
        }
    }

    /// A possible value in both languages.
    pub fn say(&self, possible: &Possible, ty: &Type, year: quanheng_facts::value::Year) -> Bilingual {
        Bilingual::new(self.words.possible(possible, ty, year, Chinese), self.words.possible(possible, ty, year, English))
    }
}

/// A condition that is one reading, or its denial.
fn is_reading(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Not(inner) => is_reading(inner),
        ExprKind::Variable { .. }
        | ExprKind::Column { .. }
        | ExprKind::HasRecord { .. }
        | ExprKind::NoRecord { .. }
        | ExprKind::IsComplete { .. }
        | ExprKind::Filled(_)
        | ExprKind::Exists { .. }
        | ExprKind::First { .. }
        | ExprKind::History(_) => true,
        _ => false,
    }
}
