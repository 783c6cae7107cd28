//! A plan is made: each expression asked for its kernel, each kernel for its parts, equal expressions once.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::variables_read;
use quanheng_policy::ir::{Expr, HistoryKind, LawMoment, Program, Rule, RuleIx, Variable, VariableId};
use quanheng_policy::syntax::tree::Arithmetic;
use quanheng_policy::wording::Words;

use super::{FactsRead, Held, OpenRows, Plan, Planned, PlannedRegister, PlannedRule, PlannedSetRule, beside, set_rule, words};
use crate::everybody::alike;
use crate::panel::is_at_once;
use crate::readings::read_by_results;
use crate::reason::Reason;
use crate::register::Kind;
use crate::scene::kernels::gathered::From;
use crate::scene::kernels::is_unchanging;
use crate::scene::kernels::kernel::{Kernel, Part, Years, kernel_of};
use crate::scene::kernels::manner::beyond_masks;
use crate::scene::kernels::rules::told_apart;

/// The plan, and the registers of each of its variables.
pub(super) fn plan<'p>(program: &'p Program, results: &[VariableId], law_as_of: Option<Year>) -> (Plan, Vec<(VariableId, Registers<'p>)>) {
    let facts = Facts::default();
    let all: Vec<VariableId> = read_by_results(program, results).into_iter().collect();
    let place_of: BTreeMap<VariableId, usize> = all.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let (mut variables, mut registers) = (Vec::new(), Vec::new());
    let orders = alike(program);
    let mut read: BTreeMap<(TableId, Held, Option<ColumnId>), BTreeSet<usize>> = BTreeMap::new();
    for (at, id) in all.iter().enumerate() {
        let Some(variable) = program.variable(*id) else { continue };
        let mut making = Making {
            program,
            words: Words { program, facts: &facts },
            place_of: &place_of,
            orders: &orders,
            id: *id,
            variable,
            registers: Registers { program, variable, made: Vec::new() },
            read: BTreeSet::new(),
            may_meet: BTreeSet::new(),
        };
        variables.push(making.planned(*id, results.contains(id), law_as_of));
        for place in std::mem::take(&mut making.read) {
            read.entry(place).or_default().insert(at);
        }
        registers.push((*id, making.registers));
    }
    for (at, id) in all.iter().enumerate() {
        for read in program.variable(*id).map(variables_read).unwrap_or_default() {
            if let Some(planned) = place_of.get(&read).and_then(|place| variables.get_mut(*place)) {
                let Planned { read_by, .. } = planned;
                read_by.insert(at);
            }
        }
    }
    let words = Words { program, facts: &facts };
    let facts = read
        .into_iter()
        .map(|((table, held, column), read_by)| FactsRead { name: words.column_name(table, column), held, read_by })
        .collect();
    (Plan { variables, facts }, registers)
}

/// A register as it is made.
struct Made<'p> {
    expr: &'p Expr,
    kernel: Kernel<'p>,
    years: Years,
    sometimes: bool,
    records: Option<TableId>,
}

/// The registers of a variable, in the order in which they are asked for.
pub(super) struct Registers<'p> {
    program: &'p Program,
    variable: &'p Variable,
    made: Vec<Made<'p>>,
}

/// A variable's plan as it is made.
pub(super) struct Making<'m, 'p> {
    pub program: &'p Program,
    pub variable: &'p Variable,
    words: Words<'m>,
    place_of: &'m BTreeMap<VariableId, usize>,
    /// For set rules that go over the same as others: the first of them.
    orders: &'m BTreeMap<VariableId, VariableId>,
    id: VariableId,
    registers: Registers<'p>,
    /// Facts read in columns.
    read: BTreeSet<(TableId, Held, Option<ColumnId>)>,
    may_meet: BTreeSet<Reason>,
}

impl<'p> Making<'_, 'p> {
    fn planned(&mut self, id: VariableId, is_asked: bool, law_as_of: Option<Year>) -> Planned {
        let (program, variable) = (self.program, self.variable);
        let versions = versions(variable, law_as_of);
        let is_in_one = |rule: &&Rule| versions.iter().flatten().any(|other| std::ptr::eq(*other, *rule));
        let rules: Vec<&'p Rule> = variable.rules.iter().filter(is_in_one).collect();
        let beyond_masks = beyond_masks(variable);
        let (mut of_rules, mut beside) = (Vec::new(), Vec::new());
        let set_rule;
        let default;
        match beyond_masks {
            Some(reason) => {
                self.meets(reason);
                set_rule = words::set_rule(&variable.shape).map(|word| PlannedSetRule { word, order: Err(reason) });
                of_rules.extend(rules.iter().map(|rule| self.rule(rule, &|making, expr| making.written(expr))));
                default = variable.default.as_ref().map(|default| self.written(default));
            }
            None => {
                set_rule = set_rule::set_rule(self, &versions).filter(|_| rules.iter().any(|rule| rule.value.is_none()));
                let is_by_rules = |version: &Vec<&Rule>| variable.judgement.is_some() || version.iter().all(|rule| rule.value.is_some());
                if versions.iter().any(is_by_rules) {
                    self.meets(Reason::OpenRow);
                }
                // Guards are asked for first, then the values of those rules that win somewhere.
                for guard in rules.iter().filter_map(|rule| rule.guard.as_ref()) {
                    self.operand(guard);
                }
                of_rules.extend(rules.iter().map(|rule| self.rule(rule, &|making, expr| making.operand(expr))));
                default = variable.default.as_ref().map(|default| self.operand(default));
                beside = beside::beside(self);
            }
        }
        // What is not in force is overridden by nobody.
        let labels: BTreeSet<&str> = rules.iter().map(|rule| rule.label.as_str()).collect();
        of_rules.iter_mut().for_each(|rule| rule.overrides.retain(|label| labels.contains(label.as_str())));
        let (mut told_apart_by, mut alone) = (Vec::new(), None);
        for version in &versions {
            match told_apart(program, variable, version) {
                Err(reason) => alone = Some(reason),
                Ok(leaves) => {
                    for expr in leaves {
                        let name = self.asked(Part { expr, years: Years::SAME, sometimes: beyond_masks.is_none(), records: None });
                        if !told_apart_by.contains(&name) {
                            told_apart_by.push(name);
                        }
                    }
                }
            }
        }
        Planned {
            id,
            name: variable.name.clone(),
            kind: words::kind(&variable.ty, Kind::of(&variable.ty), &program.schema),
            is_asked,
            is_at_once: is_at_once(variable),
            registers: self.told(),
            set_rule,
            rules: of_rules,
            default,
            beside,
            beyond_masks,
            open_rows: OpenRows { told_apart_by, alone },
            read_by: BTreeSet::new(),
            may_meet: std::mem::take(&mut self.may_meet),
        }
    }

    fn rule(&mut self, rule: &'p Rule, operand: &dyn Fn(&mut Self, &'p Expr) -> String) -> PlannedRule {
        let label = |ix: &RuleIx| self.variable.rules.get(ix.at()).map_or_else(String::new, |rule| rule.label.clone());
        PlannedRule {
            label: rule.label.clone(),
            in_force: words::in_force(rule),
            overrides: rule.overrides.iter().map(label).collect(),
            where_applies: rule.where_applies.as_ref().map(label),
            guard: rule.guard.as_ref().map(|guard| operand(self, guard)),
            value: rule.value.as_ref().map(|value| operand(self, value)),
        }
    }

    /// Rows may be worked out by themselves for this reason.
    pub fn meets(&mut self, reason: Reason) {
        self.may_meet.insert(reason);
    }

    /// The names of the other variables of the plan that go over the same in the same order.
    pub fn alike(&self) -> Vec<String> {
        let Some(first) = self.orders.get(&self.id) else { return Vec::new() };
        let of_order = self.orders.iter().filter(|(id, other)| *other == first && **id != self.id && self.place_of.contains_key(id));
        of_order.filter_map(|(id, _)| self.program.variable(*id)).map(|variable| variable.name.clone()).collect()
    }

    /// An expression as it is written.
    pub fn written(&self, expr: &Expr) -> String {
        self.words.expression(expr)
    }

    /// What an expression of the year at hand is called, asked for by everybody.
    pub fn operand(&mut self, expr: &'p Expr) -> String {
        self.asked(Part { expr, years: Years::SAME, sometimes: false, records: None })
    }

    /// What a register is called; made, if it is not there yet, behind all it asks for.
    fn asked(&mut self, part: Part<'p>) -> String {
        self.make(part);
        self.registers.name(&part).unwrap_or_else(|| self.written(part.expr))
    }

    fn make(&mut self, part: Part<'p>) {
        if is_unchanging(part.expr) {
            return;
        }
        let kernel = kernel_of(self.program, self.variable, part.expr);
        self.notes(&kernel, part.records);
        if let Some(other) = other_year(&kernel, &part) {
            return self.make(other);
        }
        let known = self.registers.made.iter_mut().find_map(|made| Some((made.years.joined(part.years).filter(|_| made.is(&part))?, made)));
        let (years, sometimes) = match known {
            Some((years, made)) => {
                let sometimes = made.sometimes && part.sometimes;
                if (years, sometimes) == (made.years, made.sometimes) {
                    return;
                }
                (made.years, made.sometimes) = (years, sometimes);
                (years, sometimes)
            }
            None => (part.years, part.sometimes),
        };
        let is_new = !self.registers.made.iter().any(|made| made.is(&part) && made.years.covers(years));
        let made = Made { expr: part.expr, kernel, years, sometimes, records: part.records };
        for inner in made.parts() {
            self.make(inner);
        }
        if is_new {
            self.registers.made.push(made);
        }
    }

    /// What a kernel reads of facts, and what its rows may meet.
    fn notes(&mut self, kernel: &Kernel<'p>, records: Option<TableId>) {
        match kernel {
            Kernel::Column { table, column, .. } | Kernel::OfNobody { table, column, .. } => {
                self.read.insert((*table, Held::Cells, Some(*column)));
            }
            Kernel::Counted { table, concerns, .. } => drop(self.read.insert((*table, Held::Records, Some(*concerns)))),
            Kernel::Recorded { table, column, .. } => drop(self.read.insert((*table, Held::Rows, *column))),
            Kernel::Gathered { from: From::Rows { table, .. }, .. } => drop(self.read.insert((*table, Held::Rows, None))),
            Kernel::Gathered { from: From::Records { table, concerns, .. }, .. } => {
                self.read.insert((*table, Held::Records, Some(*concerns)));
            }
            Kernel::InPost(asked) => drop(self.read.insert((asked.posts.table, Held::Records, Some(asked.concerns)))),
            Kernel::HeldColumn(asked) => {
                self.read.insert((asked.posts.table, Held::Records, Some(asked.posts.person)));
                self.read.insert((asked.posts.table, Held::Cells, Some(asked.column)));
            }
            Kernel::Dated { table, column, .. } => drop(self.read.insert((*table, Held::Days, *column))),
            _ => {}
        }
        self.may_meet.extend(kernel.may_meet(self.has_own_rows(kernel, records)));
    }

    /// What it reads of its own entity stands in a column over the same rows.
    fn has_own_rows(&self, kernel: &Kernel<'p>, records: Option<TableId>) -> bool {
        !matches!(kernel, Kernel::Variable { read, .. } if records.is_some() || read.owner != self.variable.owner)
    }

    /// All registers, in words.
    fn told(&self) -> Vec<PlannedRegister> {
        self.registers.made.iter().map(|made| self.register(made)).collect()
    }

    fn register(&self, made: &Made<'p>) -> PlannedRegister {
        let parts = made.parts();
        let name = |expr: &Expr| {
            let part = parts.iter().find(|part| part.expr == expr && !std::ptr::eq(made.expr, expr))?;
            self.registers.name(part)
        };
        let text = self.words.filled(made.expr, &name);
        let text = match &made.kernel {
            Kernel::Variable { id, .. } | Kernel::OwnYear { id, .. } => match self.place_of.get(id) {
                Some(at) => format!("{text}〔列 {}〕", at.saturating_add(1)),
                None => text,
            },
            _ => text,
        };
        PlannedRegister {
            text,
            kernel: words::kernel(&made.kernel),
            kind: words::kind(&made.expr.ty, self.registers.kind(made.expr), &self.program.schema),
            years: words::years(made.years),
            is_sometimes: made.sometimes,
            records: made.records.map(|table| self.words.column_name(table, None)),
            row_by_row: if let Kernel::RowByRow(reason) = made.kernel { Some(reason) } else { None },
            is_case_by_case: matches!(made.kernel, Kernel::CaseByCase),
            may_meet: made.kernel.may_meet(self.has_own_rows(&made.kernel, made.records)),
        }
    }
}

impl<'p> Made<'p> {
    fn is(&self, part: &Part<'p>) -> bool {
        self.expr == part.expr && self.records == part.records
    }

    /// What it asks for, seen from the year at hand.
    fn parts(&self) -> Vec<Part<'p>> {
        let seen = |part: Part<'p>| Part {
            years: part.years.from(self.years),
            sometimes: part.sometimes || self.sometimes,
            records: part.records.or(self.records),
            ..part
        };
        self.kernel.parts(self.expr).into_iter().map(seen).collect()
    }
}

impl<'p> Registers<'p> {
    /// What a register is called; `None`: it is the same for all and told as it is written, or there is none.
    fn name(&self, part: &Part<'p>) -> Option<String> {
        if is_unchanging(part.expr) {
            return None;
        }
        if let Some(other) = other_year(&kernel_of(self.program, self.variable, part.expr), part) {
            return self.name(&other);
        }
        let at = self.made.iter().position(|made| made.is(part) && made.years.covers(part.years))?;
        Some(format!("r{}", at.saturating_add(1)))
    }

    /// The numbers of a register: finer than its type's where products are kept whole.
    fn kind(&self, expr: &'p Expr) -> Kind {
        let own = Kind::of(&expr.ty);
        let scale = |expr: &'p Expr| if let Kind::Number { scale } = self.kind(expr) { Some(scale) } else { None };
        match kernel_of(self.program, self.variable, expr) {
            Kernel::Arithmetic { op, left, right } => match (op, scale(left), scale(right)) {
                (Arithmetic::Multiply, Some(m), Some(n)) => Kind::Number { scale: m.saturating_add(n) },
                (Arithmetic::Add | Arithmetic::Subtract, Some(m), Some(n)) => Kind::Number { scale: m.max(n) },
                _ => own,
            },
            Kernel::Previous(inner) => self.kind(inner),
            _ => own,
        }
    }

    /// Of each register where the expressions stand that it is of.
    #[cfg(feature = "planted")]
    pub(super) fn places(&self) -> impl Iterator<Item = BTreeSet<usize>> + '_ {
        self.made.iter().map(|made| {
            let mut places = BTreeSet::new();
            for (_, root) in quanheng_policy::ir::walk::variable_roots(self.variable) {
                quanheng_policy::ir::walk::visit(root, &mut |expr| {
                    if expr == made.expr {
                        places.insert(std::ptr::from_ref(expr).addr());
                    }
                });
            }
            places
        })
    }

    #[cfg(feature = "planted")]
    pub(super) fn tell_of(&self, expr: &'p Expr, back: i32) -> bool {
        let part = Part { expr, years: Years::At(back), sometimes: true, records: None };
        let records: BTreeSet<Option<TableId>> = self.made.iter().map(|made| made.records).chain([None]).collect();
        is_unchanging(expr) || records.into_iter().any(|records| self.name(&Part { records, ..part }).is_some())
    }
}

/// The rules in force together, at one time after another; as of one year only those of then.
fn versions(variable: &Variable, law_as_of: Option<Year>) -> Vec<Vec<&Rule>> {
    if variable.is_by_day() {
        return of_days(variable, law_as_of);
    }
    let after = |year: Year| year.plus(1);
    let begins =
        variable.rules.iter().flat_map(|rule| [rule.in_force.from, rule.in_force.to.and_then(after), rule.repealed.map(|r| r.from)]);
    let begins: BTreeSet<Year> = begins.flatten().chain([Year(i16::MIN)]).collect();
    let mut found: Vec<Vec<&Rule>> = Vec::new();
    for law in law_as_of.map_or(begins, |law| BTreeSet::from([law])) {
        let in_force: Vec<&Rule> = variable.rules.iter().filter(|rule| rule.is_in_force(LawMoment { law, day: None })).collect();
        let same = |other: &Vec<&Rule>| other.len() == in_force.len() && other.iter().zip(&in_force).all(|(a, b)| std::ptr::eq(*a, *b));
        if !found.iter().any(same) {
            found.push(in_force);
        }
    }
    found
}

/// The same of rules in force by days.
fn of_days(variable: &Variable, law_as_of: Option<Year>) -> Vec<Vec<&Rule>> {
    let begins = law_as_of.and_then(Year::first_day).unwrap_or(jiff::civil::Date::MIN);
    let of_law = |day: &jiff::civil::Date| law_as_of.is_none_or(|law| day.year() == law.0);
    let days = std::iter::once(begins).chain(variable.days_of_change().into_iter().filter(of_law));
    let mut found: Vec<Vec<&Rule>> = Vec::new();
    for day in days {
        let moment = LawMoment { law: Year(day.year()), day: Some(day) };
        let in_force: Vec<&Rule> = variable.rules.iter().filter(|rule| rule.is_in_force(moment)).collect();
        let same = |other: &Vec<&Rule>| other.len() == in_force.len() && other.iter().zip(&in_force).all(|(a, b)| std::ptr::eq(*a, *b));
        if !found.iter().any(same) {
            found.push(in_force);
        }
    }
    found
}

/// The register of another year, where a kernel gives nothing else.
fn other_year<'p>(kernel: &Kernel<'p>, part: &Part<'p>) -> Option<Part<'p>> {
    let (inner, years) = match kernel {
        Kernel::Previous(inner) => (*inner, 1),
        Kernel::History(history) if history.kind == HistoryKind::Past => (&history.of, history.written_years()?),
        _ => return None,
    };
    Some(Part { expr: inner, years: Years::At(years).from(part.years), ..*part })
}
