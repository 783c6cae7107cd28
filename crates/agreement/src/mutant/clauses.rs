//! Changes to clauses: rules and their order, set rules, conclusions, numbers and opens, tables.

use quanheng_facts::value::{Type, Value, Year};
use quanheng_policy::ir::{Begins, Expr, ExprKind, Outcome, Population, Program, Rule, Shape, Variable};
use quanheng_policy::syntax::tree::Mode;

use super::Turn;

fn no(rule: &Rule) -> Expr {
    Expr { kind: ExprKind::Literal(Value::Bool(false)), ty: Type::Bool, span: rule.span }
}

pub(super) fn of_variable(variable: &mut Variable, turn: &mut Turn) {
    let name = variable.name.clone();
    let told = |what: &str| format!("{name}: {what}");
    for rule in &mut variable.rules {
        let label = rule.label.clone();
        if !rule.is_base && turn.here(|| told(&format!("「{label}」 never holds"))) {
            rule.guard = Some(no(rule));
            return;
        }
        if rule.guard.is_some() && turn.here(|| told(&format!("「{label}」 always holds"))) {
            rule.guard = None;
            return;
        }
        for at in 0..rule.overrides.len() {
            if turn.here(|| told(&format!("「{label}」 overrides one less"))) {
                rule.overrides.remove(at);
                return;
            }
        }
        if rule.where_applies.is_some() && turn.here(|| told("在「」适用时 left out")) {
            rule.where_applies = None;
            return;
        }
        if rule.published && turn.here(|| told("公布 left out")) {
            rule.published = false;
            return;
        }
        if rule.repealed.is_some() && turn.here(|| told("停用 left out")) {
            rule.repealed = None;
            return;
        }
        for mode in [None, Some(Mode::Coexist), Some(Mode::CoexistAny), Some(Mode::Add), Some(Mode::Highest)] {
            let numbers = variable.ty.is_number() || mode != Some(Mode::Add);
            if rule.mode.is_some() && rule.mode != mode && numbers && turn.here(|| told(&format!("「{label}」 mode → {mode:?}"))) {
                rule.mode = mode;
                return;
            }
        }
    }
    if variable.default.is_some() && variable.maybe_na && turn.here(|| told("缺省 left out")) {
        variable.default = None;
        return;
    }
    for at in 0..variable.bounds.len() {
        if turn.here(|| told("不小于 ↔ 不大于")) {
            variable.bounds[at].at_least = !variable.bounds[at].at_least;
            return;
        }
        if turn.here(|| told("界限 left out")) {
            variable.bounds.remove(at);
            return;
        }
        if variable.bounds[at].guard.is_some() && turn.here(|| told("界限: 当 left out")) {
            variable.bounds[at].guard = None;
            return;
        }
    }
    for at in 0..variable.presumptions.len() {
        if turn.here(|| told("推定 left out")) {
            variable.presumptions.remove(at);
            return;
        }
    }
    if !variable.left_open.is_empty() && turn.here(|| told("待定 规则 left out")) {
        variable.left_open.clear();
        return;
    }
    if let Some(judgement) = &mut variable.judgement
        && judgement.needed_if.is_some()
        && turn.here(|| told("需要时 left out"))
    {
        judgement.needed_if = None;
        return;
    }
    shape(&mut variable.shape, turn, &name);
}

fn population(population: &mut Population, turn: &mut Turn, name: &str) {
    if population.when.is_some() && turn.here(|| format!("{name}: 从 … 当 left out")) {
        population.when = None;
    } else if population.group.is_some() && turn.here(|| format!("{name}: 分组 left out")) {
        population.group = None;
    } else if !population.limit.is_empty() && turn.here(|| format!("{name}: 限 left out")) {
        population.limit.clear();
    }
}

fn keys(keys: &mut Vec<quanheng_policy::ir::Key>, turn: &mut Turn, name: &str) {
    for (at, key) in keys.iter_mut().enumerate() {
        if turn.here(|| format!("{name}: key {at} the other way round")) {
            key.descending = !key.descending;
            return;
        }
    }
    if keys.len() > 1 && turn.here(|| format!("{name}: last key left out")) {
        keys.pop();
    }
}

fn shape(shape: &mut Shape, turn: &mut Turn, name: &str) {
    match shape {
        Shape::Rules => {}
        Shape::Rank(rank) => {
            population(&mut rank.population, turn, name);
            keys(&mut rank.keys, turn, name);
        }
        Shape::List(list) => {
            population(&mut list.population, turn, name);
            keys(&mut list.keys, turn, name);
            if list.veto.is_some() && turn.here(|| format!("{name}: 否决 left out")) {
                list.veto = None;
            } else if list.admit.is_some() && turn.here(|| format!("{name}: 直接入选 left out")) {
                list.admit = None;
            } else if list.counting.is_some() && turn.here(|| format!("{name}: 计数 left out")) {
                list.counting = None;
            }
        }
        Shape::Tiers(tiers) => {
            population(&mut tiers.population, turn, name);
            keys(&mut tiers.keys, turn, name);
            for at in 1..tiers.cuts.len() {
                if turn.here(|| format!("{name}: two cuts exchanged")) {
                    tiers.cuts.swap(at - 1, at);
                    return;
                }
            }
        }
        Shape::Share(share) => {
            population(&mut share.population, turn, name);
            if share.figures.len() > 2 && turn.here(|| format!("{name}: 余数相同 left out")) {
                share.figures.truncate(2);
            } else {
                for at in 2..share.figures.len() {
                    if turn.here(|| format!("{name}: 余数相同 the other way round")) {
                        share.figures[at].descending = !share.figures[at].descending;
                        return;
                    }
                }
            }
        }
    }
}

pub(super) fn of_outcome(outcome: &mut Outcome, turn: &mut Turn) {
    let name = outcome.label.clone();
    if !outcome.limit.is_empty() && turn.here(|| format!("{name}: 限 left out")) {
        outcome.limit.clear();
        return;
    }
    for at in 0..outcome.disregards.len() {
        if turn.here(|| format!("{name}: 不计 left out")) {
            outcome.disregards.remove(at);
            return;
        }
    }
    for at in 0..outcome.reaches.len() {
        if turn.here(|| format!("{name}: 涉及 left out")) {
            outcome.reaches.remove(at);
            return;
        }
        if outcome.reaches[at].when.is_some() && turn.here(|| format!("{name}: 涉及 … 当 left out")) {
            outcome.reaches[at].when = None;
            return;
        }
    }
}

pub(super) fn of_program(program: &mut Program, turn: &mut Turn) {
    for parameter in &mut program.parameters {
        let name = parameter.name.clone();
        for at in 0..parameter.values.len() {
            if let Some(from) = parameter.values[at].from.filter(|_| at > 0)
                && turn.here(|| format!("{name}: holds a year later"))
            {
                parameter.values[at].from = Some(Year(from.0 + 1));
                return;
            }
        }
    }
    for open in &mut program.opens {
        let name = open.name.clone();
        if open.settled.is_some() && turn.here(|| format!("{name}: 设 left out")) {
            open.settled = None;
            return;
        }
    }
    for (table, meaning) in program.schema.tables.iter().zip(&mut program.tables) {
        if let Begins::Year(year) = meaning.begins
            && turn.here(|| format!("{}: begins a year later", table.name))
        {
            meaning.begins = Begins::Year(Year(year.0 + 1));
            return;
        }
    }
    for table in &mut program.schema.tables {
        let name = table.name.clone();
        if table.completeness.is_some() && turn.here(|| format!("{name}: nobody may sign it")) {
            table.completeness = None;
            return;
        }
        for column in &mut table.columns {
            if column.basis.is_some() && turn.here(|| format!("{name}: 依据 of {} left out", column.name)) {
                column.basis = None;
                return;
            }
            if column.range != (None, None) && turn.here(|| format!("{name}: range of {} left out", column.name)) {
                column.range = (None, None);
                return;
            }
        }
    }
}
