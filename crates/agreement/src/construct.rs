//! What a program is made of: every construct of the checked program under the word it is written with.
//!
//! Exhaustive on purpose: a construct that is added to the language has to be named here, and then the floor of the test asks that it
//! be written.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::value::{Type, Value};
use quanheng_policy::ir::walk::{outcome_roots, variable_roots, visit};
use quanheng_policy::ir::{
    Anchor, Begins, CLAUSE_ENUMS, CalendarPart, DayUnit, Disregard, Expr, ExprKind, GatherKind, HistoryKind, InForce, Open, Over, Program,
    Reach, Served, Shape, UnitOf, Variable, Who, Whose,
};
use quanheng_policy::syntax::tree::{Arithmetic, Comparison, Hit, Mode};

/// What a construct is called.
pub type Name = String;

/// The constructs of each variable, by its place.
#[must_use]
pub fn by_variable(program: &Program) -> Vec<BTreeSet<Name>> {
    program.variables.iter().map(|v| of_variable(program, v)).collect()
}

/// The constructs of a program that are not a variable's: what its conclusions, packs and numbers have.
#[must_use]
pub fn beside(program: &Program) -> BTreeSet<Name> {
    let mut out = Names::default();
    if program.packs.len() > 1 {
        out.add("包上建包");
    }
    for parameter in &program.parameters {
        if parameter.values.iter().any(|v| v.pack != parameter.pack) {
            out.add("改");
        }
        if parameter.values.len() > 1 {
            out.add("参数（分年）");
        }
        if parameter.family.is_some() {
            out.add("数表");
        }
    }
    for open in &program.opens {
        out.add(if open.family.is_some() { "待定（一族）" } else { "待定" });
        if let Some(settled) = &open.settled {
            out.add(if settled.pack == open.pack { "设" } else { "设（上层）" });
        }
    }
    for (table, meaning) in program.schema.tables.iter().zip(&program.tables) {
        if meaning.begins != Begins::Unsaid {
            out.add("始于");
        }
        if table.columns.iter().any(|c| c.basis.is_some()) {
            out.add("依据");
        }
    }
    for outcome in &program.outcomes {
        out.add("结论");
        if outcome.grants.is_some() {
            out.add("给予");
        }
        if !outcome.fields.is_empty() {
            out.add("结论的栏");
        }
        if !outcome.limit.is_empty() {
            out.add("结论 限");
        }
        for Disregard { .. } in &outcome.disregards {
            out.add("不计");
        }
        for Reach { who, anchor, split, when, .. } in &outcome.reaches {
            for who in who {
                out.add(match who {
                    Who::Own => "涉及 本人",
                    Who::Posts(_) => "涉及 任职",
                    Who::Listed(_) => "涉及 名单",
                    Who::Each { .. } => "涉及 各",
                });
            }
            if let Some(anchor) = anchor {
                out.anchor(anchor);
            }
            if split.is_some() {
                out.add("分属两任时");
            }
            if when.is_some() {
                out.add("涉及 当");
            }
        }
        for root in outcome_roots(outcome) {
            visit(root, &mut |expr| out.expr(program, expr));
        }
    }
    out.0
}

fn of_variable(program: &Program, variable: &Variable) -> BTreeSet<Name> {
    let mut out = Names::default();
    out.type_of(&variable.ty);
    for (_, root) in variable_roots(variable) {
        visit(root, &mut |expr| out.expr(program, expr));
    }
    out.rules(program, variable);
    match &variable.shape {
        Shape::Rules => {}
        Shape::Rank(rank) => {
            out.add("排名");
            out.option("缺值", &rank.missing);
            out.population(&rank.population);
            out.keys(&rank.keys);
            if variable.stratum > 1 {
                out.add("排名之上的排名");
            }
        }
        Shape::List(list) => {
            out.add("名单");
            out.population(&list.population);
            out.keys(&list.keys);
            out.option("割线并列", &list.cut_ties);
            out.option("缺值", &list.missing);
            if let Some(rounding) = &list.rounding {
                out.option("取整", rounding);
            }
            if let Some(base) = &list.base {
                out.option("基数", base);
            }
            if let Some((_, way)) = &list.veto {
                out.option("否决", way);
            }
            if let Some((_, way)) = &list.admit {
                out.option("直接入选", way);
            }
            if let Some(counting) = &list.counting {
                out.option("计数", &counting.way);
                if matches!(counting.unit, UnitOf::Reading(_)) {
                    out.add("计数 单位（栏）");
                }
            }
        }
        Shape::Tiers(tiers) => {
            out.add("分档");
            out.population(&tiers.population);
            out.keys(&tiers.keys);
            out.option("割线并列", &tiers.cut_ties);
            out.option("缺值", &tiers.missing);
            out.add(if tiers.rounding.is_some() { "切 比例" } else { "切 名额" });
            if let Some(rounding) = &tiers.rounding {
                out.option("取整", rounding);
            }
        }
        Shape::Share(share) => {
            out.add("分配");
            out.population(&share.population);
            if !share.ties().is_empty() {
                out.add("余数相同");
            }
        }
    }
    out.0
}

#[derive(Default)]
struct Names(BTreeSet<Name>);

impl Names {
    fn add(&mut self, name: &str) {
        if !self.0.contains(name) {
            self.0.insert(name.to_owned());
        }
    }

    fn type_of(&mut self, ty: &Type) {
        self.add(match ty {
            Type::Bool => "类型 布尔",
            Type::Integer { unit: None } => "类型 整数",
            Type::Integer { unit: Some(_) } => "类型 整数（单位）",
            Type::Decimal { .. } => "类型 小数",
            Type::Ratio => "类型 比例",
            Type::Money => "类型 金额",
            Type::Date => "类型 日期",
            Type::Month => "类型 年月",
            Type::Year => "类型 年度",
            Type::Enum(_) => "类型 枚举",
            Type::Text => "类型 文本",
            Type::Entity(_) => "类型 实体",
            Type::Set(_) => "类型 名单",
            Type::Length => "类型 期间",
        });
    }

    fn rules(&mut self, program: &Program, variable: &Variable) {
        let bases = variable.rules.iter().filter(|r| r.is_base).count();
        if bases > 1 {
            self.add("版本");
        }
        if variable.maybe_na {
            self.add("可不适用");
        }
        if variable.default.is_some() {
            self.add("缺省");
        }
        if variable.judgement.is_some() {
            self.add("认定项");
        }
        if variable.judgement.as_ref().is_some_and(|j| j.needed_if.is_some()) {
            self.add("需要时");
        }
        if !variable.left_open.is_empty() {
            self.add("待定 规则");
        }
        if !variable.index.is_empty() {
            self.add("下标");
        }
        if variable.of_column.is_some() {
            self.add("给栏写例外");
        }
        for bound in &variable.bounds {
            self.add(if bound.at_least { "界限 不小于" } else { "界限 不大于" });
        }
        if !variable.presumptions.is_empty() {
            self.add("推定");
        }
        for rule in &variable.rules {
            if rule.in_force != InForce::default() {
                self.add("适用");
            }
            if rule.repealed.is_some() {
                self.add("停用");
            }
            if rule.guard.is_some() {
                self.add("当");
            }
            if rule.is_base {
                continue;
            }
            self.add("例外");
            if rule.pack != variable.pack {
                self.add("例外（上层）");
            }
            let over_exception = rule.overrides.iter().any(|r| variable.rules.get(r.at()).is_some_and(|r| !r.is_base));
            if over_exception {
                self.add("例外的例外");
            }
            if rule.where_applies.is_some() {
                self.add("在「」适用时");
            }
            if rule.published {
                self.add("公布");
            }
            match rule.mode {
                None => {}
                Some(Mode::Coexist) => self.add("可并存"),
                Some(Mode::CoexistAny) => self.add("可并存任取"),
                Some(Mode::Add) => self.add("相加"),
                Some(Mode::Highest) => self.add("取高"),
            }
        }
        let _ = program;
    }

    fn population(&mut self, population: &quanheng_policy::ir::Population) {
        if population.when.is_some() {
            self.add("从 当");
        }
        if population.group.is_some() {
            self.add("分组");
        }
        if !population.limit.is_empty() {
            self.add("从 限");
        }
    }

    fn keys(&mut self, keys: &[quanheng_policy::ir::Key]) {
        if keys.len() > 1 {
            self.add("依（几个）");
        }
        for key in keys {
            self.add(if key.descending { "依 高的在前" } else { "依 低的在前" });
        }
    }

    /// What a clause says: a word, or left open.
    fn option(&mut self, clause: &str, expr: &Expr) {
        let word = match &expr.kind {
            ExprKind::Literal(Value::Enum(id, rank)) => {
                CLAUSE_ENUMS.get(id.0 as usize).and_then(|(_, values)| values.get(*rank as usize)).copied().unwrap_or_default()
            }
            _ => "待定",
        };
        self.add(&format!("{clause} {word}"));
    }

    fn anchor(&mut self, anchor: &Anchor) {
        self.add(match anchor {
            Anchor::Day(_) => "以 年初、年末",
            Anchor::On(_) => "以 某日",
            Anchor::DayOfEvent => "以 事发日",
            Anchor::DayOfDecision => "以 决定日",
            Anchor::Held(_) => "以 在任时点",
        });
    }

    fn whose(&mut self, whose: &Whose) {
        match whose {
            Whose::Own | Whose::Nobody => {}
            Whose::Superior(_) => self.add("上级."),
            Whose::Of(_) => self.add("某实体."),
        }
    }

    fn expr(&mut self, program: &Program, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(_) => self.add("字面值"),
            ExprKind::Parameter(_) => self.add("具名数字"),
            ExprKind::Open(id) => {
                let family = program.opens.get(id.at()).is_some_and(|o: &Open| o.family.is_some());
                self.add(if family { "读 待定（一族）" } else { "读 待定" });
            }
            ExprKind::Variable { whose, args, .. } => {
                self.add("读 定义");
                if !args.is_empty() {
                    self.add("读 定义（下标）");
                }
                self.whose(whose);
            }
            ExprKind::Index { .. } => self.add("眼前的下标"),
            ExprKind::Column { table, whose, keys, .. } => {
                self.add(if keys.is_empty() { "读 栏" } else { "读 栏（键）" });
                let schema = program.schema.table(*table);
                if schema.is_some_and(|t| t.keys.is_empty() || !matches!(t.keys[0].ty, quanheng_facts::schema::KeyType::Entity(_))) {
                    self.add("读 没有主人的栏");
                }
                self.whose(whose);
            }
            ExprKind::ColumnAsAt { .. } => self.add("读 时段"),
            ExprKind::RowColumn { .. } => self.add("眼前一行的栏"),
            ExprKind::Subject => self.add("本事项"),
            ExprKind::HeldColumn { at, .. } => {
                self.add("任职的栏 以");
                self.anchor(at);
            }
            ExprKind::InPost(post) => {
                self.add(if post.counted { "计数 任职 以" } else { "任职 以" });
                self.anchor(&post.at);
            }
            ExprKind::Holding(at) => {
                self.add("从 任职 以");
                self.anchor(at);
            }
            ExprKind::Served(Served::Months) => self.add("在任月数"),
            ExprKind::Served(Served::Days) => self.add("在任天数"),
            ExprKind::Myself => self.add("本人"),
            ExprKind::IdOf { .. } => self.add("编号"),
            ExprKind::Has { .. } => self.add("含"),
            ExprKind::Holds { .. } => self.add("有效"),
            ExprKind::DecisionDay => self.add("决定日"),
            ExprKind::KindOf { .. } => self.add("种类"),
            ExprKind::ThisYear => self.add("年度"),
            ExprKind::Previous(_) => self.add("上年"),
            ExprKind::First { since, .. } => self.add(if since.is_some() { "首次" } else { "首次（没有自）" }),
            ExprKind::History(history) => {
                self.add(match (history.kind, history.since.is_some()) {
                    (HistoryKind::Past, _) => "往年",
                    (HistoryKind::Run, _) => "连续",
                    (HistoryKind::Ever, true) => "曾",
                    (HistoryKind::Ever, false) => "曾（没有自）",
                    (HistoryKind::Recent, _) => "近",
                });
                if let Some(unassessed) = &history.unassessed {
                    self.option("未考核", unassessed);
                }
            }
            ExprKind::HasRecord { column, keys, among, .. } => {
                self.add(if column.is_some() { "有记录（栏）" } else { "有记录" });
                if !keys.is_empty() {
                    self.add("有记录（键）");
                }
                if among.is_some() {
                    self.add("有记录（组）");
                }
            }
            ExprKind::NoRecord { .. } => self.add("无记录"),
            ExprKind::IsComplete { .. } => self.add("已完整"),
            ExprKind::Filled(_) => self.add("已填齐"),
            ExprKind::Exists { over, .. } => self.over("存在", over),
            ExprKind::Count { over, .. } => self.over("计数", over),
            ExprKind::Decision(decision) => {
                self.add(match decision.hit {
                    Hit::Unique => "判定表 唯一",
                    Hit::HighestMet => "判定表 任一达到的最高级",
                    Hit::EachRow => "判定表 全部",
                });
                if decision.official.is_some() {
                    self.add("官方");
                }
                if decision.rows.iter().any(|r| r.least != r.greatest) {
                    self.add("缺级");
                }
                if decision.rows.iter().any(|r| r.rest) {
                    self.add("判定表 其余");
                }
            }
            ExprKind::Gather(gather) => match gather.kind {
                GatherKind::Window => match gather.of.last() {
                    Some(window) => self.option("在", window),
                    None => self.add("在"),
                },
                GatherKind::Exists => self.add("存在（所辖）"),
                GatherKind::Count => self.add("计数（所辖）"),
                GatherKind::Sum { under } => self.gathered("合计", under, gather),
                GatherKind::Extreme { under, .. } => self.gathered("最大、最小", under, gather),
                GatherKind::Present { .. } => self.add("最晚、最早（几个）"),
                GatherKind::DayAfter(unit) => self.add(match unit {
                    DayUnit::Years => "后 年",
                    DayUnit::Months => "后 个月",
                    DayUnit::Days => "后 日",
                    DayUnit::AsValue => "后 期间",
                }),
                GatherKind::Calendar(part) => self.add(match part {
                    CalendarPart::FirstDay => "首日",
                    CalendarPart::LastDay => "末日",
                    CalendarPart::Month => "所在月",
                    CalendarPart::Year => "所在年度",
                }),
            },
            ExprKind::Normalise(normalise) => {
                self.option("归一", &normalise.method);
                if normalise.among.group.is_some() {
                    self.add("归一 组");
                }
            }
            ExprKind::Weighted(weighted) => {
                self.add("加权");
                if let Some(missing) = &weighted.missing {
                    self.option("不适用则", missing);
                }
            }
            ExprKind::Not(_) => self.add("非"),
            ExprKind::And(_) => self.add("且"),
            ExprKind::Or(_) => self.add("或"),
            ExprKind::Items { any, .. } => self.add(if *any { "下列之一" } else { "下列全部" }),
            ExprKind::Compare { op, .. } => self.add(match op {
                Comparison::Equal => "=",
                Comparison::NotEqual => "≠",
                Comparison::Less => "<",
                Comparison::LessOrEqual => "≤",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => "≥",
            }),
            ExprKind::In { negated, .. } => self.add(if *negated { "不为" } else { "为" }),
            ExprKind::Arithmetic { op, .. } => self.add(match op {
                Arithmetic::Add => "+",
                Arithmetic::Subtract => "−",
                Arithmetic::Multiply => "×",
                Arithmetic::Divide => "÷",
                Arithmetic::Share => "占",
            }),
            ExprKind::YearPlus { .. } => self.add("年度 + n"),
            ExprKind::IsNa(_) => self.add("不适用()"),
            ExprKind::HasValue(_) => self.add("有值"),
            ExprKind::ElseIfNa { .. } => self.add("不适用则"),
            ExprKind::Clip { .. } => self.add("最低、最高"),
            ExprKind::Extreme { .. } => self.add("最大、最小（几个）"),
            ExprKind::Match { .. } => self.add("视"),
        }
    }

    fn over(&mut self, word: &str, over: &Over) {
        let of = match over {
            Over::Rows { .. } => "多行",
            Over::Records { .. } => "事件",
            Over::Entities { among: None, .. } => "单位",
            Over::Entities { among: Some(_), .. } => "同组的单位",
        };
        self.add(&format!("{word}（{of}）"));
    }

    fn gathered(&mut self, word: &str, under: bool, gather: &quanheng_policy::ir::Gather) {
        let over = gather.of.first().map(|e| &e.kind);
        let of = match over {
            _ if under => "所辖",
            Some(ExprKind::Count { over: Over::Rows { .. }, .. }) => "多行",
            Some(ExprKind::Count { over: Over::Records { .. }, .. }) => "事件",
            _ => "单位",
        };
        self.add(&format!("{word}（{of}）"));
    }
}

/// How many programs have a construct, and how many rows are of a variable that has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    pub programs: usize,
    pub rows: usize,
}

/// By construct.
pub type Constructs = BTreeMap<Name, Met>;
