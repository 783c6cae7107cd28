//! `plan` as text: facts in columns, then variable by variable its registers, its rules, and what is done for open rows.

use std::collections::BTreeSet;

use quanheng_app::plan::PlanReport;
use quanheng_facts::problem::Language;
use quanheng_panel::Reason;
use quanheng_panel::plan::{FactsRead, Held, Order, Planned, PlannedRegister, PlannedRule, PlannedSetRule};

/// The whole plan.
#[must_use]
pub fn text(report: &PlanReport, language: Language) -> String {
    let say = Say(language);
    let mut out = Vec::new();
    let plan = &report.plan;
    let (results, columns) = (plan.variables.iter().filter(|v| v.is_asked).count(), plan.variables.len());
    let law = report.law_as_of.map(|year| say.of(&format!("，按 {year} 的规定"), &format!(", by the rules of {year}"))).unwrap_or_default();
    out.push(say.of(
        &format!("{results} 个结果，由 {columns} 列算出{law}。每列对全部主体成块地算；r 是一块里各行的值，相同的式子只算一次。"),
        &format!("Results: {results}, from columns: {columns}{law}. A column is worked out for everyone, block by block; r is a register: an expression for the rows of a block, equal ones once."),
    ));
    if !plan.facts.is_empty() {
        out.push(String::new());
        out.push(say.of("读入的数据（每样只读一次）", "Facts read, each once"));
        out.extend(plan.facts.iter().map(|facts| format!("  {}", say.facts(facts))));
    }
    for (at, variable) in plan.variables.iter().enumerate() {
        out.push(String::new());
        say.variable(at.saturating_add(1), variable, &mut out);
    }
    out.push(String::new());
    let all_alone = plan.variables.iter().filter(|variable| has_parts_alone(variable)).count();
    out.push(say.of(
        &format!("共 {columns} 列，{all_alone} 列有总要逐行算的部分（由解释器按同样的规则算）。"),
        &format!("Columns: {columns}; with parts that always go row by row (by the interpreter, under the same rules): {all_alone}."),
    ));
    out.push(String::new());
    out.join("\n")
}

/// Something of it is worked out row by row whatever the facts are.
fn has_parts_alone(variable: &Planned) -> bool {
    let set_rule = variable.set_rule.as_ref().is_some_and(|set_rule| set_rule.order.is_err());
    set_rule || variable.beyond_masks.is_some() || variable.registers.iter().any(|register| register.row_by_row.is_some())
}

struct Say(Language);

impl Say {
    fn of(&self, zh: &str, en: &str) -> String {
        match self.0 {
            Language::Chinese => zh.to_owned(),
            Language::English => en.to_owned(),
        }
    }

    fn and(&self) -> &'static str {
        match self.0 {
            Language::Chinese => "、",
            Language::English => ", ",
        }
    }

    fn listed(&self, all: impl IntoIterator<Item = String>) -> String {
        all.into_iter().collect::<Vec<_>>().join(self.and())
    }

    fn read_by(&self, places: &BTreeSet<usize>) -> String {
        let places = self.listed(places.iter().map(|at| at.saturating_add(1).to_string()));
        self.of(&format!("供 {places} 列用"), &format!("read by {places}"))
    }

    fn facts(&self, facts: &FactsRead) -> String {
        let held = match facts.held {
            Held::Cells => self.of("各年一列", "a column of each year"),
            Held::Records => self.of("记录，按年度和所涉的主体", "records, by year and by whom they concern"),
            Held::Rows => self.of("有没有这一行", "whether there is a row"),
            Held::Days => self.of("时段，按主体和起止日", "spans, by entity and days"),
        };
        format!("{}  {held}  {}", facts.name, self.read_by(&facts.read_by))
    }

    fn reason(&self, reason: Reason) -> String {
        reason.words().get(self.0).to_owned()
    }

    fn variable(&self, number: usize, variable: &Planned, out: &mut Vec<String>) {
        let asked = if variable.is_asked { self.of("  〔结果〕", "  [result]") } else { String::new() };
        let read = if variable.read_by.is_empty() { String::new() } else { format!("  {}", self.read_by(&variable.read_by)) };
        let when = if variable.is_at_once { String::new() } else { self.of("  遇到时才算", "  worked out when it is met") };
        out.push(format!("{number}  {}  {}{asked}{read}{when}", variable.name, variable.kind.get(self.0)));
        for (at, register) in variable.registers.iter().enumerate() {
            out.push(format!("    r{:<3} {}", at.saturating_add(1), self.register(register)));
        }
        if let Some(set_rule) = &variable.set_rule {
            out.push(format!("    {}", self.set_rule(set_rule)));
        }
        if let Some(reason) = variable.beyond_masks {
            let why = self.reason(reason);
            out.push(self.of(&format!("    逐行或逐例：{why}"), &format!("    row by row or case by case: {why}")));
        }
        out.extend(variable.rules.iter().map(|rule| format!("    {}", self.rule(rule))));
        if let Some(default) = &variable.default {
            out.push(self.of(&format!("    缺省 {default}"), &format!("    default {default}")));
        }
        out.extend(variable.beside.iter().map(|beside| format!("    {}", beside.get(self.0))));
        let open = &variable.open_rows;
        if !open.told_apart_by.is_empty() {
            let by = self.listed(open.told_apart_by.iter().cloned());
            out.push(self.of(&format!("    未定的行：{by} 相同的，只算一次"), &format!("    open rows: once for all with the same {by}")));
        }
        if let Some(reason) = open.alone {
            let why = self.reason(reason);
            out.push(self.of(&format!("    未定的行：逐行算（{why}）"), &format!("    open rows: each by itself ({why})")));
        }
        if !variable.may_meet.is_empty() {
            let met = variable.may_meet.iter().map(|reason| self.reason(*reason)).collect::<Vec<_>>().join(match self.0 {
                Language::Chinese => "；",
                Language::English => "; ",
            });
            out.push(self.of(&format!("    只有遇到这些的行才逐行算：{met}"), &format!("    rows go one by one only where: {met}")));
        }
    }

    fn register(&self, register: &PlannedRegister) -> String {
        let text = match self.0 {
            Language::Chinese => register.text.clone(),
            Language::English => register.text.replace("〔列 ", "〔column "),
        };
        let mut line = format!("{}  {text}  {}", register.kernel.get(self.0), register.kind.get(self.0));
        let mut add = |words: String| line.push_str(&format!("  〔{words}〕"));
        if let Some(years) = &register.years {
            add(years.get(self.0).to_owned());
        }
        if let Some(table) = &register.records {
            add(self.of(&format!("按 {table} 的记录"), &format!("of the records of {table}")));
        }
        if register.is_sometimes {
            add(self.of("有行要用才算", "only where a row needs it"));
        }
        if register.is_case_by_case {
            add(self.of("各种情形各算一次", "once for each case"));
        }
        if let Some(reason) = register.row_by_row {
            add(self.of(&format!("逐行：{}", self.reason(reason)), &format!("row by row: {}", self.reason(reason))));
        }
        line
    }

    fn set_rule(&self, set_rule: &PlannedSetRule) -> String {
        let word = set_rule.word.get(self.0);
        match &set_rule.order {
            Err(reason) => {
                let why = self.reason(*reason);
                self.of(&format!("{word}：逐行（{why}）"), &format!("{word}: row by row ({why})"))
            }
            Ok(order) => {
                let shared = self.listed(order.shared_with.iter().cloned());
                let (zh, en) = match order.shared_with.as_slice() {
                    [] => Default::default(),
                    _ => (format!("〔与 {shared} 共用〕"), format!(" (shared with {shared})")),
                };
                let of = self.order(order);
                self.of(&format!("{word}：{of}；全体排一次序{zh}"), &format!("{word}: {of}; one order of all{en}"))
            }
        }
    }

    fn order(&self, order: &Order) -> String {
        let mut parts = vec![self.of(&format!("从 {}", order.population), &format!("from {}", order.population))];
        parts.extend(order.when.iter().map(|when| self.of(&format!("当 {when}"), &format!("when {when}"))));
        parts.extend(order.group.iter().map(|group| self.of(&format!("分组 {group}"), &format!("in groups by {group}"))));
        let key = |(key, descending): &(String, bool)| match (self.0, descending) {
            (Language::Chinese, true) => format!("{key} 从高到低"),
            (Language::Chinese, false) => format!("{key} 从低到高"),
            (Language::English, true) => format!("{key} descending"),
            (Language::English, false) => format!("{key} ascending"),
        };
        if !order.keys.is_empty() {
            let keys = self.listed(order.keys.iter().map(key));
            parts.push(self.of(&format!("依 {keys}"), &format!("by {keys}")));
        }
        parts.extend(order.clauses.iter().map(|(word, written)| format!("{} {written}", self.clause(word))));
        self.listed(parts)
    }

    /// A word of the language as each language says it.
    fn clause<'w>(&self, word: &'w str) -> &'w str {
        match (self.0, word) {
            (Language::Chinese, _) => word,
            (Language::English, "取") => "take",
            (Language::English, "缺值") => "missing",
            (Language::English, "割线并列") => "ties at the line",
            (Language::English, "取整") => "rounding",
            (Language::English, "基数") => "base",
            (Language::English, "计数方式") => "counted by",
            (Language::English, "否决") => "veto",
            (Language::English, "否决后") => "after a veto",
            (Language::English, _) => word,
        }
    }

    fn rule(&self, rule: &PlannedRule) -> String {
        let mut parts = Vec::new();
        if !rule.label.is_empty() {
            parts.push(format!("「{}」", rule.label));
        }
        if let Some(other) = &rule.where_applies {
            parts.push(self.of(&format!("在「{other}」适用时"), &format!("where 「{other}」 applies")));
        }
        parts.extend(rule.guard.iter().map(|guard| self.of(&format!("当 {guard}"), &format!("when {guard}"))));
        match &rule.value {
            Some(value) => parts.push(self.of(&format!("则 {value}"), &format!("then {value}"))),
            None => parts.push(self.of("则 如上所排", "then as ordered above")),
        }
        if !rule.overrides.is_empty() {
            let over = rule.overrides.iter().map(|label| format!("「{label}」")).collect::<String>();
            parts.push(self.of(&format!("压过{over}"), &format!("over {over}")));
        }
        parts.extend(rule.in_force.iter().map(|span| format!("（{}）", span.get(self.0))));
        parts.join(" ")
    }
}
