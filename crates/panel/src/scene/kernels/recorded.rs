//! Whether the record holds a row: 有记录 and 无记录, also with further keys, and within a group; and 已完整.
//!
//! Who has a row is put in order once for each table (`prepared.rs`); a row looks itself up in it. With 组 the values that the group has for
//! those who have a row are looked at once, for everybody. Where nobody has a row, the interpreter says once what that means for all like it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_policy::ir::Expr;

use super::read::same_values;
use super::registers;
use super::texts::as_groups;
use crate::dictionary::PLAIN;
use crate::layout::Place;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What is looked for.
pub(super) struct Asked<'p> {
    pub table: TableId,
    pub column: Option<ColumnId>,
    pub keyed: KindId,
    /// 无记录
    pub none: bool,
    pub keys: &'p [Expr],
    /// 组
    pub among: Option<&'p Expr>,
}

/// 有记录 and 无记录.
pub(super) fn recorded<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: &Asked<'p>, year: Year) -> Result<Register, Needed> {
    let keys = registers(scene, asked.keys.iter().collect(), year)?;
    match asked.among {
        Some(among) => within_group(scene, expr, asked, (among, &keys), year),
        None => Ok(of_own(scene, expr, asked, &keys, year)),
    }
}

/// Where rows of a year and of some enum keys stand.
fn place(scene: &Scene<'_, '_>, table: TableId, keys: Vec<Value>, year: Year) -> Place {
    let schema = scene.state.panel.program.schema.table(table);
    let yearly = schema.is_some_and(|t| t.keys.iter().any(|key| key.ty == KeyType::Year));
    (yearly.then_some(year), keys)
}

/// The keys of one row; `None` where one of them is more than a value.
fn keys_of_row(keys: &[Rc<Register>], at: usize) -> Option<Vec<Value>> {
    keys.iter().map(|key| Some(key.row(at)).filter(|row| row.code == PLAIN).and_then(|row| key.kind.value(row.value))).collect()
}

fn of_own(scene: &Scene<'_, '_>, expr: &Expr, asked: &Asked<'_>, keys: &[Rc<Register>], year: Year) -> Register {
    let state = scene.state;
    let Asked { table, column, none, .. } = *asked;
    let holders = state.panel.prepared.holders(state.panel.facts, table, column);
    let same = if keys.is_empty() { Some(Vec::new()) } else { same_values(scene, keys) };
    let same = same.map(|keys| place(scene, table, if planted::is(71) { Vec::new() } else { keys }, year));
    let truth = |truth: bool| Row { code: PLAIN, value: i64::from(truth) };
    let for_all = scene.worker().is_signed_for_all(table) && state.is_of_owner();
    let mut absent: BTreeMap<Vec<Value>, Row> = BTreeMap::new();
    let rows = (0..state.len()).map(|at| {
        let Some(who) = state.entity(at) else { return scene.single_row(expr, year, Kind::Truth, at, Reason::MissingRow) };
        let of_row;
        let place = match &same {
            Some(place) => place,
            None => match keys_of_row(keys, at) {
                Some(keys) => {
                    of_row = place(scene, table, keys, year);
                    &of_row
                }
                None => return scene.single_row(expr, year, Kind::Truth, at, Reason::IndexesDiffer),
            },
        };
        if holders.of(place).binary_search(&who).is_ok() {
            return truth(!none);
        }
        if !none {
            return truth(false);
        }
        if !for_all && scene.worker().rows_are_complete(table, Some(who), year, &place.1, state.instance(at)) {
            return truth(true);
        }
        // The same for everybody who has none: it is told relative to the row.
        match absent.get(&place.1).filter(|_| state.is_of_owner()) {
            Some(row) => *row,
            None => {
                let row = scene.single_row(expr, year, Kind::Truth, at, Reason::MissingRow);
                absent.insert(place.1.clone(), row);
                row
            }
        }
    });
    Register::of_rows(Kind::Truth, rows)
}

/// 有记录 with 组: whether anybody of the row's group has one.
fn within_group<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    asked: &Asked<'p>,
    (among, keys): (&'p Expr, &[Rc<Register>]),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let own = as_groups(scene, scene.register(among, year)?);
    let same = if keys.is_empty() { Some(Vec::new()) } else { same_values(scene, keys) };
    let Some(values) = same else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
    // Groups are those of everybody who has the variable: others are read one by one.
    if !state.is_of_owner() {
        return Ok(scene.row_by_row(expr, year, Reason::NotInColumn));
    }
    let groups = scene.groups_of(expr, year, || {
        let holders = state.panel.prepared.holders(state.panel.facts, asked.table, asked.column);
        let there = state.panel.there(asked.keyed, year);
        groups(scene, among, holders.of(&place(scene, asked.table, values, year)), &there, year)
    })?;
    let rows = (0..state.len()).map(|at| {
        let row = own.row(at);
        match row.code {
            PLAIN if !groups.is_open => Row { code: PLAIN, value: i64::from(groups.known.contains(&row.value) || planted::is(72)) },
            // Whoever reads the same of himself and is known comes to the same; so does whoever is not, where all others are.
            _ if row.code == PLAIN || !groups.is_open => scene.case_row(expr, year, Kind::Truth, std::slice::from_ref(&own), at),
            _ => scene.single_row(expr, year, Kind::Truth, at, Reason::OpenGroup),
        }
    });
    Ok(Register::of_rows(Kind::Truth, rows))
}

/// The groups of those who have a row.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// Those of which it is surely known that somebody in them has one.
    known: BTreeSet<i64>,
    /// The group of somebody is more than one known value.
    is_open: bool,
}

fn groups<'p>(scene: &Scene<'_, 'p>, among: &'p Expr, holders: &[EntityIx], there: &[bool], year: Year) -> Result<Groups, Needed> {
    let mut groups = Groups::default();
    let na = super::read::not_applicable(scene);
    scene.of_everybody(|scene| {
        let register = as_groups(scene, scene.register(among, year)?);
        for at in 0..scene.state.len() {
            let is_there = there.get(scene.state.from().saturating_add(at)).copied().unwrap_or_default();
            if !is_there || scene.state.entity(at).is_none_or(|who| holders.binary_search(&who).is_err()) {
                continue;
            }
            match register.row(at) {
                Row { code: PLAIN, value } => {
                    groups.known.insert(value);
                }
                row if row == na => {}
                _ => groups.is_open = true,
            }
        }
        Ok(())
    })?;
    Ok(groups)
}

/// 已完整
pub(super) fn complete<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (table, keys): (TableId, &'p [Expr]),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let keys = registers(scene, keys.iter().collect(), year)?;
    let same = if keys.is_empty() { Some(Vec::new()) } else { same_values(scene, &keys) };
    if scene.worker().is_signed_for_all(table) && same.is_some() {
        return Ok(scene.same_for_all(expr, year));
    }
    let rows = (0..state.len()).map(|at| match same.clone().or_else(|| keys_of_row(&keys, at)) {
        Some(keys) => {
            let asked = if planted::is(73) { state.entity(0) } else { state.entity(at) };
            Row { code: PLAIN, value: i64::from(scene.worker().is_signed(table, asked, year, &keys)) }
        }
        None => scene.single_row(expr, year, Kind::Truth, at, Reason::IndexesDiffer),
    });
    Ok(Register::of_rows(Kind::Truth, rows))
}
