//! 存在 and 计数 over the entities of a kind: counted once for everybody, group by group.
//!
//! In: registers of what is asked of each and of the group it is in, over everybody who is there in the year. Out: for each row how many of
//! its group count. A group is known where of each of its members it is plain whether it counts; of the other groups each row is worked
//! out by itself, and of all of them where somebody's group is not known, or what is open of him would be told of everybody.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::value::{EntityIx, KindId, Year};
use quanheng_policy::ir::Expr;

use super::read::not_applicable;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// How many there are in each group of whom something holds.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    counts: BTreeMap<i64, i64>,
    /// Groups of which somebody may or may not count.
    open: BTreeSet<i64>,
    all_open: bool,
}

/// 存在 (with `exists`) or 计数 over a kind, of those that are in the row's own group where there are groups.
pub(super) fn counted<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    exists: bool,
    (kind, among, when): (KindId, Option<&'p Expr>, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let heads = scene.heads(expr, year, || heads(scene, (kind, among, when), year))?;
    let own = among.map(|among| scene.register(among, year)).transpose()?;
    let na = not_applicable(scene);
    let of = if exists { Kind::Truth } else { Kind::Number { scale: 0 } };
    let rows = (0..scene.state.len()).map(|at| {
        let group = own.as_ref().map_or(Row { code: PLAIN, value: 0 }, |own| own.row(at));
        let count = match group {
            _ if heads.all_open => None,
            // It is in no group, and nobody is in it with him.
            group if group == na => Some(0),
            Row { code: PLAIN, value } if !heads.open.contains(&value) => Some(heads.counts.get(&value).copied().unwrap_or_default()),
            _ => None,
        };
        match count {
            Some(count) => Row { code: PLAIN, value: if exists { i64::from(count > 0) } else { count } },
            None => scene.single_row(expr, year, of, at, Reason::OpenMember),
        }
    });
    Ok(Register::of_rows(of, rows))
}

fn heads<'p>(
    scene: &Scene<'_, 'p>,
    (kind, among, when): (KindId, Option<&'p Expr>, Option<&'p Expr>),
    year: Year,
) -> Result<Heads, Needed> {
    let state = scene.state;
    let there = state.panel.there(kind, year);
    let domain = state.panel.domain(Some(kind));
    let members: Vec<EntityIx> = domain.rows.iter().copied().flatten().collect();
    let na = not_applicable(scene);
    let mut heads = Heads::default();
    let mut from = 0_usize;
    scene.of_others(&domain, &members, |scene| {
        let group = among.map(|among| scene.register(among, year)).transpose()?;
        let holds = when.map(|when| scene.register(when, year)).transpose()?;
        for at in 0..scene.state.len() {
            if !there.get(from.saturating_add(at)).copied().unwrap_or_default() {
                continue;
            }
            let holds = holds.as_ref().map_or(Row { code: PLAIN, value: 1 }, |holds| holds.row(at));
            let group = group.as_ref().filter(|_| !planted::is(61)).map_or(Row { code: PLAIN, value: 0 }, |group| group.row(at));
            // A fault is told of all, and so is a mark on what settles that he does not count.
            let told_of_all = holds.code != PLAIN && scene.may_fault_or_decide(holds, false);
            if told_of_all || (group.code != PLAIN && group != na) {
                heads.all_open = true;
            } else if group == na {
                continue;
            } else if holds.code != PLAIN {
                heads.open.insert(group.value);
            } else if holds.value != 0 {
                let count = heads.counts.entry(group.value).or_default();
                *count = count.saturating_add(1);
            }
        }
        from = from.saturating_add(scene.state.len());
        Ok(())
    })?;
    Ok(heads)
}
