//! Marks of set rules: what one comes to rests on everybody of the group, and carries the marks of them all.
//!
//! In: everybody as a member, with the marks that stand beside what is read of each, and what a set rule computed as if there were none. Out: the
//! same with marks. Of others a mark is told without the cell that it came from; of oneself with it. Deliberately absent: rows that are left open,
//! which the interpreter works out with their marks.

use std::rc::Rc;

use quanheng_policy::interpret::{Outcome, without_origin};

use super::groups::{Groups, Seen};
use super::marks::{self, Bare};
use super::set_rules::{Field, Member, OPEN};
use crate::column::Column;
use crate::dictionary::{PLAIN, code};
use crate::everybody::MarksBeside;
use crate::packed::Packed;
use crate::planted;
use crate::register::Register;
use crate::scene::Scene;

/// What one rests on who does not compete, beside whether it is inside and its group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// Nothing.
    Nothing,
    /// Its keys, where it is in a group.
    KeysInGroup,
    /// Its keys.
    Keys,
}

/// Which marks a set rule tells of.
pub(super) struct Telling<'t> {
    pub aside: Aside,
    /// Those who are left out for a missing key count among the others.
    pub with_excluded: bool,
    /// What else is read of those who compete, and what of everybody.
    pub more: &'t [&'t Seen],
    pub of_all: &'t [&'t Seen],
    /// The code of marks that everybody carries.
    pub beside: u32,
}

/// The marks of another block.
pub(super) fn push(
    marks: &mut MarksBeside,
    scene: &Scene<'_, '_>,
    (when, group, keys): (Option<&Register>, Option<&Register>, &[Rc<Register>]),
    whole: usize,
) {
    let none = || marks::none(scene.state.len());
    marks.inside.append(&when.map_or_else(none, |when| marks::of_all(scene, when)), whole);
    marks.group.append(&group.map_or_else(none, |group| marks::of_all(scene, group)), whole);
    let of_keys = keys.iter().fold(none(), |so_far, key| marks::together(scene, &so_far, &marks::of_all(scene, key)));
    marks.keys.append(&of_keys, whole);
}

/// Different codes of marks in a group, and how many have each; and what those come to who carry one of them.
#[derive(Default)]
struct OfGroup {
    met: Vec<(u32, u32)>,
    told: Vec<(u32, u32)>,
}

/// What a set rule computed, with the marks that each row carries.
pub(super) fn told(scene: &Scene<'_, '_>, field: &Field, telling: &Telling<'_>, mut column: Column) -> Column {
    let rows = field.len();
    let joined = |all: Packed, seen: &&Seen| marks::together(scene, &all, seen.marks());
    let own = &field.marks;
    let of_all = telling.of_all.iter().fold(marks::none(rows), joined);
    let of_all = marks::together(scene, &of_all, &Packed::Same(i64::from(if planted::is(157) { PLAIN } else { telling.beside }), rows));
    let grouped = marks::together(scene, &own.inside, &own.group);
    let with_keys = marks::together(scene, &grouped, &own.keys);
    let whole = telling.more.iter().fold(with_keys.clone(), joined);
    if marks::is_none(&of_all) && marks::is_none(&whole) {
        return column;
    }
    let dictionary = &scene.state.panel.dictionary;
    let mut groups: Groups<OfGroup> = Groups::default();
    if !planted::is(153) {
        for row in 0..rows {
            let group = match field.member(row) {
                Member::Competes(group) | Member::InDoubt(group) | Member::Last(group) => group,
                Member::Excluded(group) if telling.with_excluded && !planted::is(156) => group,
                _ => continue,
            };
            let marks = code(whole.get(row));
            let Some(of_group) = groups.at(group, OfGroup::default) else { continue };
            match of_group.met.iter_mut().find(|(met, _)| *met == marks) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => of_group.met.push((marks, 1)),
            }
        }
    }
    let of_others = |marks: u32| {
        let told = dictionary.outcome(marks).marks.clone();
        dictionary.code_of_marks(if planted::is(154) { told } else { without_origin(&told) })
    };
    let mut of_rivals = |group: i64, own: u32| {
        let Some(of_group) = groups.get_mut(group) else { return own };
        if let Some((_, told)) = of_group.told.iter().find(|(met, _)| *met == own) {
            return *told;
        }
        let others = of_group.met.iter().filter(|(met, count)| *met != PLAIN && (*met != own || *count > 1 || planted::is(155)));
        let told = others.fold(own, |so_far, (met, _)| dictionary.joined(so_far, of_others(*met)));
        of_group.told.push((own, told));
        told
    };
    let each: Vec<u32> = (0..rows)
        .map(|row| {
            let told = match field.member(row) {
                Member::Absent => return PLAIN,
                Member::Outside => code(own.inside.get(row)),
                Member::Groupless if telling.aside == Aside::Keys => code(with_keys.get(row)),
                Member::Groupless => code(grouped.get(row)),
                Member::Aside(_) | Member::Excluded(_) if telling.aside == Aside::Nothing => code(grouped.get(row)),
                Member::Aside(_) | Member::Excluded(_) => code(with_keys.get(row)),
                Member::Competes(group) | Member::InDoubt(group) | Member::Last(group) => of_rivals(group, code(whole.get(row))),
                Member::Open(_) => return PLAIN,
            };
            dictionary.joined(told, code(of_all.get(row)))
        })
        .collect();
    let mut beside = Packed::default();
    beside.push_codes(&each, rows);
    column.codes = marks::both(&column.codes, &beside, |code, marks| if code == OPEN { OPEN } else { dictionary.joined(code, marks) });
    column
}

/// What is asked of each row, without the marks of what is known.
pub(super) fn seen(scene: &Scene<'_, '_>, seen: &mut Seen, register: &Rc<Register>) {
    seen.push(&Bare::one(scene, register).0, &marks::of_all(scene, register), scene.state.domain.rows.len());
}

/// The marks of an outcome name nobody and no cell: others tell of them as it does itself.
pub(super) fn are_told_whole(outcome: &Outcome) -> bool {
    outcome.marks.is_empty() || without_origin(&outcome.marks) == outcome.marks
}
