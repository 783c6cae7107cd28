//! How a set rule is worked out: who takes part, in which groups, by which keys, and what else is asked.

use quanheng_policy::ir::{Expr, Key, List, Population, Rule, UnitOf};

use super::making::Making;
use super::{Order, PlannedSetRule, words};
use crate::reason::Reason;
use crate::scene::kernels::manner::{SetKernel, set_kernel_of};

/// The set rule of the variable at hand, with the registers it asks for. `None`: it is none.
pub(super) fn set_rule(making: &mut Making<'_, '_>, versions: &[Vec<&Rule>]) -> Option<PlannedSetRule> {
    let word = words::set_rule(&making.variable.shape)?;
    let mut kernels: Vec<SetKernel<'_>> = versions.iter().filter_map(|rules| set_kernel_of(making.variable, rules)).collect();
    // What is overridden for everybody in some years is still worked out in the others.
    kernels.sort_by_key(|kernel| matches!(kernel, SetKernel::RowByRow(_)));
    for kernel in &kernels {
        if let SetKernel::RowByRow(reason) = kernel {
            making.meets(*reason);
        }
    }
    let order = match *kernels.first()? {
        SetKernel::RowByRow(reason) => Err(reason),
        SetKernel::Rank(rank) => {
            let clauses = vec![("缺值", making.written(&rank.missing))];
            Ok(order(making, &rank.population, &rank.keys, clauses, &[]))
        }
        SetKernel::List(list) => Ok(list_order(making, list)),
        SetKernel::Tiers(tiers) => {
            let mut clauses = vec![("缺值", making.written(&tiers.missing)), ("割线并列", making.written(&tiers.cut_ties))];
            clauses.extend(tiers.rounding.iter().map(|rounding| ("取整", making.written(rounding))));
            let cuts: Vec<(&'static str, &Expr)> = tiers.cuts.iter().map(|cut| ("切", &cut.take)).collect();
            Ok(order(making, &tiers.population, &tiers.keys, clauses, &cuts))
        }
        SetKernel::Share(share) => {
            let figures = ["金额", "按"].into_iter().zip(share.figures.iter().map(|figure| &figure.by));
            let figures: Vec<(&'static str, &Expr)> = figures.collect();
            Ok(order(making, &share.population, share.ties(), Vec::new(), &figures))
        }
    };
    if order.is_ok() {
        [Reason::OpenGroup, Reason::OpenClause].into_iter().for_each(|reason| making.meets(reason));
    }
    Some(PlannedSetRule { word, order })
}

fn list_order<'p>(making: &mut Making<'_, 'p>, list: &'p List) -> Order {
    let mut clauses = vec![("缺值", making.written(&list.missing)), ("割线并列", making.written(&list.cut_ties))];
    let written = [("取整", &list.rounding), ("基数", &list.base)];
    clauses.extend(written.into_iter().filter_map(|(word, clause)| Some((word, making.written(clause.as_ref()?)))));
    clauses.extend(list.counting.iter().map(|counting| ("计数方式", making.written(&counting.way))));
    clauses.extend(list.veto.iter().map(|(_, way)| ("否决后", making.written(way))));
    let veto = list.veto.as_ref().map(|(who, _)| ("否决", who));
    clauses.extend(list.admit.iter().map(|(_, way)| ("入选后", making.written(way))));
    let admit = list.admit.as_ref().map(|(who, _)| ("直接入选", who));
    let unit =
        list.counting.iter().filter_map(|counting| if let UnitOf::Reading(unit) = &counting.unit { Some(("单位", unit)) } else { None });
    let more: Vec<(&'static str, &'p Expr)> = [("取", &list.take)].into_iter().chain(veto).chain(admit).chain(unit).collect();
    order(making, &list.population, &list.keys, clauses, &more)
}

/// `more` is asked for everybody, too.
fn order<'p>(
    making: &mut Making<'_, 'p>,
    population: &'p Population,
    keys: &'p [Key],
    clauses: Vec<(&'static str, String)>,
    more: &[(&'static str, &'p Expr)],
) -> Order {
    let when = population.when.as_ref().map(|when| making.operand(when));
    let group = population.group.as_ref().map(|group| making.operand(group));
    let keys = keys.iter().map(|key| (making.operand(&key.by), key.descending)).collect();
    let more: Vec<(&'static str, String)> = more.iter().map(|(word, expr)| (*word, making.operand(expr))).collect();
    let name = |kind| making.program.schema.kind(kind).map_or("？", |kind| kind.name.as_str());
    let limit: Vec<&str> = population.limit.iter().map(|kind| name(*kind)).collect();
    let limit = if limit.is_empty() { String::new() } else { format!("（限 {}）", limit.join("、")) };
    Order {
        population: format!("{}{limit}", name(population.kind)),
        when,
        group,
        keys,
        clauses: more.into_iter().chain(clauses).collect(),
        shared_with: making.alike(),
    }
}
