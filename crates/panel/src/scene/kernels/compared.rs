//! Who is compared with whom (归一, 记组平均): the figures of everybody of a kind there in a year, group by group.
//!
//! In: a figure and what groups go by, read of everybody. Out: for each group of which everything is known its figures, in order, and what they come
//! to; whether a group is known. Deliberately absent: what is made of them.

use std::collections::BTreeMap;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::ir::{Among, Expr};

use super::read::not_applicable;
use super::texts::as_groups;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::register::{Kind, Row};
use crate::scene::{Needed, Scene};

/// Everybody's figures.
#[derive(Debug)]
pub(crate) struct Compared {
    /// What the numbers stand for; `None`: not the same for everybody.
    pub kind: Option<Kind>,
    groups: BTreeMap<i64, Figures>,
    /// Of somebody the group is not known.
    all_open: bool,
    na: Row,
}

/// The figures of one group, from the lowest; those who have none are not among them.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub values: Vec<i64>,
    pub sum: i128,
    /// A figure of somebody is not known.
    open: bool,
}

/// What is compared with a row.
pub(crate) enum Field<'c> {
    /// Nobody: the row is in no group.
    Nobody,
    Of(&'c Figures),
    Open,
}

impl Compared {
    /// Goes over everybody; `None` where those compared are not those whose the variable is.
    pub fn of<'p>(scene: &Scene<'_, 'p>, of: &'p Expr, among: &'p Among, year: Year) -> Result<Option<Compared>, Needed> {
        let state = scene.state;
        if state.variable.owner != Some(among.kind) || !state.is_of_owner() {
            return Ok(None);
        }
        let there = state.panel.there(among.kind, year);
        let na = not_applicable(scene);
        let mut compared = Compared { kind: None, groups: BTreeMap::new(), all_open: false, na };
        let mut kinds: Vec<Kind> = Vec::new();
        scene.of_everybody(|scene| {
            let figures = scene.register(of, year)?;
            let group = among.group.as_ref().map(|group| scene.register(group, year)).transpose()?.map(|group| as_groups(scene, group));
            if !kinds.contains(&figures.kind) {
                kinds.push(figures.kind);
            }
            for at in 0..scene.state.len() {
                if !there.get(scene.state.from().saturating_add(at)).copied().unwrap_or_default() {
                    continue;
                }
                let group = group.as_ref().map_or(Row { code: PLAIN, value: 0 }, |group| group.row(at));
                if group == na {
                    continue;
                }
                if group.code != PLAIN {
                    compared.all_open = true;
                    continue;
                }
                let figure = figures.row(at);
                let of_group = compared.groups.entry(group.value).or_default();
                if figure.code == PLAIN {
                    of_group.values.push(figure.value);
                    of_group.sum = of_group.sum.saturating_add(i128::from(figure.value));
                } else if figure != na {
                    of_group.open = true;
                }
            }
            Ok(())
        })?;
        compared.groups.values_mut().for_each(|figures| figures.values.sort_unstable());
        compared.kind = match kinds.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        Ok(Some(compared))
    }

    /// Those whose group is this one.
    pub fn field(&self, group: Row) -> Field<'_> {
        if group == self.na {
            return Field::Nobody;
        }
        if self.all_open || group.code != PLAIN || self.kind.is_none() {
            return Field::Open;
        }
        match self.groups.get(&group.value) {
            Some(figures) if figures.open && !planted::is(46) => Field::Open,
            Some(figures) => Field::Of(figures),
            None => Field::Nobody,
        }
    }
}

/// Whether an entity is itself among those compared.
pub(super) fn is_there(scene: &Scene<'_, '_>, among: &Among, year: Year, at: usize) -> bool {
    let row = scene.state.from().saturating_add(at);
    scene.state.panel.there(among.kind, year).get(row).copied().unwrap_or_default()
}

/// The one option a clause comes to, whatever it rests on; `None` where it is not known, or not one for everybody.
pub(super) fn chosen<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<Option<u32>, Needed> {
    let register = scene.register(expr, year)?;
    let Some(row) = register.uniform() else { return Ok(None) };
    let entity: Option<EntityIx> = scene.state.entity(0);
    let outcome = scene.state.panel.told(register.kind, row, entity);
    Ok(match outcome.possible.known() {
        Some(quanheng_facts::value::Value::Enum(_, rank)) => Some(*rank),
        _ => None,
    })
}
