//! Default logic over a block: which rules hold, by masks of their guards, and the value of the one that wins.
//!
//! Where all guards of a row are plain, the rules that hold are a set of bits, and what follows from it is worked out once for each set
//! that occurs. A row whose guards are open, where several rules speak, or on which more hangs than rules (bounds, presumptions,
//! judgements, matters set aside), is worked out by itself, once for all rows that read the same.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quanheng_facts::value::Value;
use quanheng_policy::interpret::columns::{parts_of, variables_read};
use quanheng_policy::interpret::{Decision, Outcome};
use quanheng_policy::ir::{Expr, ExprKind, LawMoment, Program, Rule, RuleIx, Shape, Variable, VariableId};
use quanheng_policy::possible::Possible;
use quanheng_policy::syntax::tree::Comparison;

use super::by_day::{self, Days};
use super::choose::brought;
use super::compare::scaled;
use super::decided::{Decided, Given};
use super::manner::{beyond_masks, beyond_readings};
use super::marks::{self, Bare};
use super::{beside, coded_too, is_local, is_unchanging, own_year, registers, set_rules, table, ten_to};
use crate::column::Column;
use crate::dictionary::{PLAIN, code};
use crate::known::Way;
use crate::packed::{Lane, Packed, bytes_for, bytes_met, folded};
use crate::planted;
use crate::readings::read_by_results;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Cases, Needed, Scene, holds};

/// What follows where exactly these rules hold.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    pub mask: u64,
    /// Those of them that apply.
    applies: u64,
    decision: u32,
    pub gives: Gives,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// The value of one rule, by its place among those in force.
    Rule(usize),
    Default,
    NotApplicable,
    /// Several rules speak.
    Several,
}

/// The guards of rules, one for each; `None`: it always holds.
type Guards = Vec<Option<Rc<Register>>>;

/// Sets of rules looked up by their bits.
const SMALL_MASKS: usize = 256;

/// Different sets of rules counted by a byte; rows of those beyond are worked out by themselves.
const MOST_VERDICTS: usize = 255;

/// Works a variable out, into its column.
pub(crate) fn rules<'p>(scene: &Scene<'_, 'p>, column: &mut Column) -> Result<(), Needed> {
    let state = scene.state;
    let variable = state.variable;
    let law = LawMoment { law: state.panel.choice.law_as_of.unwrap_or(state.key.year), day: None };
    if let Some(reason) = beyond_masks(variable) {
        let mut cases = Worked::of(reason);
        return scene.each_block(|scene| {
            for at in 0..state.len() {
                let (row, decision) = worked_by_itself(scene, column, at, None, &mut cases);
                let whole = state.domain.rows.len();
                column.append(&Register::same(column.kind, row, 1), whole);
                column.decisions.push_same(i64::from(decision), 1, whole);
            }
            Ok(())
        });
    }
    if let Some(days) = Days::of(scene) {
        let mut by_stretch: BTreeMap<usize, Logic<'p>> = BTreeMap::new();
        return scene.each_block(|scene| by_day::block(scene, column, &days, &mut by_stretch));
    }
    let mut logic = Logic::of(scene, law)?;
    if logic.is_given_whole(scene, column) {
        return Ok(());
    }
    scene.each_block(|scene| logic.block(scene, column))
}

/// The rules of one moment, and what was found out about them so far.
pub(super) struct Logic<'p> {
    in_force: Vec<(RuleIx, &'p Rule)>,
    /// Nothing of the variable is in force.
    pub is_idle: bool,
    law: LawMoment,
    signatures: bool,
    /// What a set rule computes, or what was judged.
    base: Option<Column>,
    verdicts: Vec<Verdict>,
    /// Codes of values that may be given as they are, and that may not.
    as_they_are: BTreeMap<u32, bool>,
    cases: Worked,
}

impl<'p> Logic<'p> {
    /// The rules in force at a moment.
    pub fn of(scene: &Scene<'_, 'p>, law: LawMoment) -> Result<Logic<'p>, Needed> {
        let variable = scene.state.variable;
        let is_idle = !variable.in_force().any(|span| span.holds_at(law));
        let in_force: Vec<(RuleIx, &Rule)> = if is_idle { Vec::new() } else { in_force(variable, law).collect() };
        let (base, reason) = match &variable.judgement {
            Some(judgement) if !is_idle => (Some(beside::judged(scene, judgement)?), Reason::OpenRow),
            _ if in_force.iter().any(|(_, rule)| rule.value.is_none()) => {
                set_rules::base(scene, &in_force.iter().map(|(_, rule)| *rule).collect::<Vec<_>>())?
            }
            _ => (None, Reason::OpenRow),
        };
        Ok(Logic {
            signatures: in_force.iter().filter_map(|(_, r)| r.guard.as_ref()).any(asks_for_a_signature),
            in_force,
            is_idle,
            law,
            base,
            verdicts: Vec::new(),
            as_they_are: BTreeMap::new(),
            cases: Worked::of(reason),
        })
    }

    /// What a set rule computes is all there is of the variable, and may be given as it is.
    fn is_given_whole(&mut self, scene: &Scene<'_, 'p>, column: &mut Column) -> bool {
        let variable = scene.state.variable;
        let [(_, rule)] = self.in_force.as_slice() else { return false };
        let alone = rule.guard.is_none() && rule.value.is_none() && variable.yearly && beside::is_nothing(variable);
        let Some(base) = self.base.take_if(|base| alone && base.kind == column.kind && base.codes.len() == base.values.len()) else {
            return false;
        };
        let verdict = self.verdict(scene, 1);
        let decision = self.verdicts.get(verdict).filter(|verdict| verdict.gives == Gives::Rule(0)).map(|verdict| verdict.decision);
        let codes = base.codes.occurring().unwrap_or_else(|| vec![u8::MAX]);
        let all_as_they_are = codes.into_iter().map(u32::from).all(|code| code == PLAIN || self.as_it_is(scene, code));
        let Some(decision) = decision.filter(|_| all_as_they_are && base.codes.bytes().is_some()) else {
            self.base = Some(base);
            return false;
        };
        let rows = base.values.len();
        scene.state.panel.ways.add(Way::Kernel, rows);
        column.decisions = Packed::Same(i64::from(decision), rows);
        (column.values, column.codes) = (base.values, base.codes);
        true
    }

    fn block(&mut self, scene: &Scene<'_, 'p>, column: &mut Column) -> Result<(), Needed> {
        if self.is_all_alike(scene, column)? {
            return Ok(());
        }
        let mut decided = self.decided(scene, column)?;
        scene.state.panel.ways.add(Way::Kernel, scene.state.len().saturating_sub(decided.open.len()));
        self.finish(scene, column, &mut decided)?;
        decided.append_to(column, scene.state.domain.rows.len());
        Ok(())
    }

    fn guards(&self, scene: &Scene<'_, 'p>) -> Result<Guards, Needed> {
        let guard =
            |(_, rule): &(RuleIx, &'p Rule)| rule.guard.as_ref().map(|guard| scene.register(guard, scene.state.key.year)).transpose();
        self.in_force.iter().map(guard).collect()
    }

    /// The guards without the marks of what is known, and these together.
    fn bare_guards(&self, scene: &Scene<'_, 'p>) -> Result<(Guards, Packed), Needed> {
        let guards = self.guards(scene)?;
        let bare = Bare::of(scene, &guards.iter().flatten().map(Rc::clone).collect::<Vec<_>>());
        let marks = if bare.is_unmarked() { marks::none(scene.state.len()) } else { bare.all(scene) };
        let mut each = bare.registers.into_iter();
        Ok((guards.into_iter().map(|guard| guard.and_then(|_| each.next())).collect(), marks))
    }

    /// What rows come to where all that they hang on is plain; which of them are open.
    pub fn decided(&mut self, scene: &Scene<'_, 'p>, column: &Column) -> Result<Decided, Needed> {
        let rows = scene.state.len();
        let (guards, marks) = self.bare_guards(scene)?;
        let mut open: Vec<usize> = Vec::new();
        coded_too(&guards.iter().flatten().map(|guard| &**guard).collect::<Vec<_>>(), &mut open);
        let masks = Masks::of(&guards, rows);
        // Which verdict each row gets; one that is hard anyway asks for no value.
        let (verdict_of_row, met) = self.verdicts_of(scene, &masks, &open);
        let na = super::read::not_applicable(scene);
        // What verdicts give: the same to all their rows, what stands in a register, or row by row.
        let (mut to_all, mut registers, mut single) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_value = vec![true; self.verdicts.len().min(MOST_VERDICTS)];
        for (place, has_value) in has_value.iter_mut().enumerate().filter(|(place, _)| met.contains(place)) {
            let Some(gives) = self.verdicts.get(place).map(|verdict| verdict.gives) else { continue };
            let Ok(place) = u8::try_from(place) else { continue };
            if self.may_be_completed(scene, gives) {
                *has_value = false;
                continue;
            }
            if gives == Gives::NotApplicable {
                to_all.push((place, na));
                continue;
            }
            let source = self.source(scene, gives)?;
            let brought = source.as_ref().and_then(|source| brought_whole(source, column.kind));
            match (brought, source) {
                (Some(brought), _) => {
                    // Where a code may not be given as it is, more has to be looked at than the value.
                    if !self.all_as_they_are(scene, &brought) {
                        brought.codes().each_other_than(i64::from(PLAIN), |at, kept| {
                            if verdict_of_row.get(at) == Some(&place) && !self.as_it_is(scene, code(kept)) {
                                open.push(at);
                            }
                        });
                    }
                    match brought.alike() && rows > 0 {
                        true => to_all.push((place, brought.row(0))),
                        false => registers.push((place, brought)),
                    }
                }
                (None, Some(source)) => {
                    let rows = verdict_of_row.iter().enumerate().filter(|(_, own)| **own == place).map(|(at, _)| at);
                    for at in rows.collect::<Vec<_>>() {
                        match self.given(scene, &source, column.kind, at) {
                            Some(row) => single.push((at, row)),
                            None => open.push(at),
                        }
                    }
                }
                (None, None) => *has_value = false,
            }
        }
        let mut given = Given::to_all(&verdict_of_row, &to_all);
        for (place, register) in &registers {
            given.take(&verdict_of_row, *place, register);
        }
        single.into_iter().for_each(|(at, row)| given.set(at, row));
        let mut unsettled = [1_u8; SMALL_MASKS];
        unsettled.iter_mut().zip(&has_value).for_each(|(unsettled, has)| *unsettled = u8::from(!has));
        if has_value.iter().any(|has| !has) || verdict_of_row.contains(&u8::MAX) {
            let left = verdict_of_row.iter().map(|place| unsettled.get(usize::from(*place)).copied().unwrap_or_default());
            Packed::U8(left.collect()).each_other_than(0, |at, _| open.push(at));
        }
        let decisions = self.decisions(&verdict_of_row, &met);
        // Every guard is asked, whether it holds or not.
        if !planted::is(152) {
            given.codes = marks::together(scene, &given.codes, &marks);
        }
        let mut decided = Decided { given, decisions, verdict_of_row, met, open, alone: BTreeSet::new(), beyond: BTreeSet::new() };
        if !beside::is_nothing(scene.state.variable) {
            beside::beside(scene, self, column, &mut decided)?;
        }
        own_year::ahead(scene, &mut decided);
        let Decided { open, beyond, .. } = &mut decided;
        open.sort_unstable();
        open.dedup();
        open.retain(|at| !beyond.contains(at));
        Ok(decided)
    }

    /// Works out the rows that are open.
    pub fn finish(&mut self, scene: &Scene<'_, 'p>, column: &mut Column, decided: &mut Decided) -> Result<(), Needed> {
        if decided.open.is_empty() {
            return Ok(());
        }
        let parts = self.case_parts(scene)?;
        for at in decided.open.clone() {
            let (row, decision) = if decided.alone.contains(&at) {
                worked_alone(scene, column, at, Reason::SetAside)
            } else {
                worked_by_itself(scene, column, at, parts.as_deref(), &mut self.cases)
            };
            decided.set(at, row);
            decided.decisions.set(at, i64::from(decision));
        }
        Ok(())
    }

    /// What tells the cases of the variable apart: everything its rules read, and what was judged. `None` where that is not told by registers.
    fn case_parts(&self, scene: &Scene<'_, 'p>) -> Result<Option<Vec<Rc<Register>>>, Needed> {
        let state = scene.state;
        let leaves = state.panel.told_apart(state.key.variable, self.law, || {
            let rules: Vec<&Rule> = in_force(state.variable, self.law).map(|(_, rule)| rule).collect();
            told_apart(state.panel.program, state.variable, &rules).ok()
        });
        let Some(leaves) = leaves.as_ref() else { return Ok(None) };
        let mut parts = registers(scene, leaves.clone(), state.key.year)?;
        parts.extend(self.base.iter().map(|base| Rc::new(base.part(state.from(), state.to()))));
        Ok(Some(parts))
    }

    /// Rules that may be missing would speak where none does.
    fn may_be_completed(&self, scene: &Scene<'_, '_>, gives: Gives) -> bool {
        let left_open = !scene.state.variable.left_open.is_empty() && !self.is_idle && !planted::is(79);
        left_open && matches!(gives, Gives::Default | Gives::NotApplicable)
    }

    /// The rules of something published, as bits.
    pub fn published_bits(&self) -> u64 {
        let published = self.in_force.iter().zip(0_u32..).filter(|((_, rule), _)| rule.published);
        published.fold(0, |bits, (_, bit)| bits | 1_u64.checked_shl(bit).unwrap_or_default())
    }

    /// Those of them that hold, overridden or not, by their places.
    pub fn held_published(&self, verdict: Verdict) -> Vec<usize> {
        let all = self.in_force.iter().enumerate().filter(|(_, (_, rule))| rule.published);
        all.map(|(at, _)| at)
            .filter(|at| verdict.applies & 1_u64.checked_shl(u32::try_from(*at).unwrap_or(u32::MAX)).unwrap_or_default() != 0)
            .collect()
    }

    pub fn verdict_at(&self, place: usize) -> Option<Verdict> {
        self.verdicts.get(place).copied()
    }

    /// For each row the place of its verdict, [`u8::MAX`] where there are too many or where it is hard anyway; and which occur.
    fn verdicts_of(&mut self, scene: &Scene<'_, '_>, masks: &Masks, hard: &[usize]) -> (Vec<u8>, BTreeSet<usize>) {
        let mut place_of = |mask: u64| {
            let place = self.verdict(scene, mask);
            u8::try_from(place).ok().filter(|place| usize::from(*place) < MOST_VERDICTS).unwrap_or(u8::MAX)
        };
        let mut few = None;
        let mut places: Vec<u8> = match masks {
            Masks::Few(masks) => {
                let of_mask: Vec<(u8, u8)> = bytes_met(masks).into_iter().map(|mask| (mask, place_of(u64::from(mask)))).collect();
                let places = bytes_for(masks, &of_mask, u8::MAX);
                few = Some(of_mask);
                places
            }
            Masks::Many(masks) => masks.iter().map(|mask| place_of(*mask)).collect(),
        };
        for at in hard {
            if let Some(slot) = places.get_mut(*at) {
                *slot = u8::MAX;
            }
        }
        let of_places = |places: &mut dyn Iterator<Item = u8>| places.map(usize::from).filter(|place| *place < MOST_VERDICTS).collect();
        let met = match few {
            // Nobody was taken out of a verdict.
            Some(few) if hard.is_empty() => of_places(&mut few.into_iter().map(|(_, place)| place)),
            _ => of_places(&mut bytes_met(&places).into_iter()),
        };
        (places, met)
    }

    /// Which rules spoke, by verdict.
    fn decisions(&self, verdict_of_row: &[u8], met: &BTreeSet<usize>) -> Packed {
        let code_of = |place: usize| self.verdicts.get(place).filter(|_| place < MOST_VERDICTS).map_or(0, |verdict| verdict.decision);
        if let Some(first) = verdict_of_row.first().filter(|first| verdict_of_row.iter().fold(0, |other, own| other | (own ^ **first)) == 0)
        {
            return Packed::Same(i64::from(code_of(usize::from(*first))), verdict_of_row.len());
        }
        let pair = |place: &usize| Some((u8::try_from(*place).ok()?, u8::try_from(code_of(*place)).ok()?));
        let narrow: Option<Vec<(u8, u8)>> = met.iter().map(pair).collect();
        match narrow {
            Some(pairs) => Packed::U8(bytes_for(verdict_of_row, &pairs, 0)),
            None => Packed::of(&verdict_of_row.iter().map(|place| i64::from(code_of(usize::from(*place)))).collect::<Vec<_>>()),
        }
    }

    /// Every code of a register may be given as it is. False where there are too many to look at each.
    fn all_as_they_are(&mut self, scene: &Scene<'_, '_>, register: &Register) -> bool {
        let codes = register.codes().occurring();
        codes.is_some_and(|codes| codes.into_iter().map(u32::from).all(|code| code == PLAIN || self.as_it_is(scene, code)))
    }

    fn as_it_is(&mut self, scene: &Scene<'_, '_>, code: u32) -> bool {
        let signatures = self.signatures;
        code != set_rules::OPEN && *self.as_they_are.entry(code).or_insert_with(|| is_as_it_is(scene, code, signatures))
    }

    /// A block in which the same rules hold for everybody, and what they give is plain or the same; false where it is not.
    fn is_all_alike(&mut self, scene: &Scene<'_, 'p>, column: &mut Column) -> Result<bool, Needed> {
        if !beside::is_nothing(scene.state.variable) {
            return Ok(false);
        }
        let guards = self.guards(scene)?;
        if !guards.iter().flatten().all(|guard| guard.is_plain()) {
            return Ok(false);
        }
        let Some(mask) = Masks::of(&guards, scene.state.len()).uniform() else { return Ok(false) };
        let place = self.verdict(scene, mask);
        let whole = scene.state.domain.rows.len();
        let (Some(verdict), rows) = (self.verdicts.get(place).copied(), scene.state.len()) else { return Ok(false) };
        let na = super::read::not_applicable(scene);
        if verdict.gives == Gives::NotApplicable {
            column.values.push_same(na.value, rows, whole);
            column.codes.push_same(i64::from(na.code), rows, whole);
        } else {
            let Some(register) = self.source(scene, verdict.gives)? else { return Ok(false) };
            if register.alike() && rows > 0 {
                let Some(row) = self.given(scene, &register, column.kind, 0) else { return Ok(false) };
                column.values.push_same(row.value, rows, whole);
                column.codes.push_same(i64::from(row.code), rows, whole);
            } else {
                let Some(brought) = brought_whole(&register, column.kind).filter(|brought| brought.is_plain()) else { return Ok(false) };
                column.append(&brought, whole);
            }
        }
        column.decisions.push_same(i64::from(verdict.decision), rows, whole);
        scene.state.panel.ways.add(Way::Kernel, rows);
        Ok(true)
    }

    pub fn verdict(&mut self, scene: &Scene<'_, '_>, mask: u64) -> usize {
        if let Some(at) = self.verdicts.iter().position(|verdict| verdict.mask == mask) {
            return at;
        }
        self.verdicts.push(if self.is_idle { idle(scene, mask) } else { verdict_of(scene, &self.in_force, mask) });
        self.verdicts.len().saturating_sub(1)
    }

    /// The register of what is given; `None` where rows have to be worked out by themselves.
    pub fn source(&self, scene: &Scene<'_, 'p>, gives: Gives) -> Result<Option<Rc<Register>>, Needed> {
        let (state, year) = (scene.state, scene.state.key.year);
        match gives {
            Gives::Rule(at) => match self.in_force.get(at).map(|(_, rule)| &rule.value) {
                Some(Some(value)) => scene.register(value, year).map(Some),
                _ => Ok(self.base.as_ref().map(|base| Rc::new(base.part(state.from(), state.to())))),
            },
            Gives::Default => state.variable.default.as_ref().map(|default| scene.register(default, year)).transpose(),
            Gives::NotApplicable | Gives::Several => Ok(None),
        }
    }

    /// A value of a rule as the variable's own; `None` where more has to be looked at than the value.
    fn given(&mut self, scene: &Scene<'_, '_>, source: &Register, kind: Kind, at: usize) -> Option<Row> {
        let row = source.row(at);
        let parted = scene.state.panel.dictionary.apart(row.code);
        if parted.base == PLAIN {
            let value = match factor(source.kind, kind) {
                Some(factor) => row.value.checked_mul(factor)?,
                None => brought(Row { code: PLAIN, ..row }, source.kind, kind)?.value,
            };
            return Some(Row { code: parted.marks, value });
        }
        self.as_it_is(scene, row.code).then_some(row)
    }
}

/// A register whose plain values are of another kind; `None` where one of them does not fit, or may not.
fn brought_whole(register: &Rc<Register>, kind: Kind) -> Option<Rc<Register>> {
    let factor = factor(register.kind, kind)?;
    if factor == 1 {
        return Some(Rc::clone(register));
    }
    let values = scaled(&register.values, factor)?.into_owned();
    Some(Rc::new(Register::coded(kind, values, register.codes().clone())))
}

/// Which guards hold, as bits, row by row; rows with a code are anything.
enum Masks {
    Few(Vec<u8>),
    Many(Vec<u64>),
}

impl Masks {
    fn of(guards: &[Option<Rc<Register>>], rows: usize) -> Masks {
        let few = guards.len() <= 8 && guards.iter().flatten().all(|guard| guard.values.bytes().is_some());
        if few {
            let mut masks = vec![0_u8; rows];
            for (guard, bit) in guards.iter().zip(0_u32..) {
                let one = 1_u8.checked_shl(bit).unwrap_or_default();
                let lane = guard.as_ref().map_or(Some(Lane::Same(1)), |guard| guard.values.bytes()).unwrap_or(Lane::Same(0));
                // 0 or 1, times the bit.
                folded(&mut masks, &lane, |mask, holds| mask | (holds.wrapping_neg() & one));
            }
            return Masks::Few(masks);
        }
        let mut masks = vec![0_u64; rows];
        for (guard, bit) in guards.iter().zip(0_u32..) {
            let one = 1_u64.checked_shl(bit).unwrap_or_default();
            match guard {
                None => masks.iter_mut().for_each(|mask| *mask |= one),
                Some(guard) => {
                    masks.iter_mut().zip(guard.values.iter()).for_each(|(mask, holds)| *mask |= if holds != 0 { one } else { 0 });
                }
            }
        }
        Masks::Many(masks)
    }

    fn uniform(&self) -> Option<u64> {
        match self {
            Masks::Few(all) => {
                all.first().filter(|first| all.iter().fold(0, |other, mask| other | (mask ^ **first)) == 0).map(|m| u64::from(*m))
            }
            Masks::Many(all) => all.first().copied().filter(|first| all.iter().all(|mask| mask == first)),
        }
    }
}

/// What numbers of one kind are multiplied by to be of another; `None` where that is no whole number.
fn factor(from: Kind, to: Kind) -> Option<i64> {
    match (from, to) {
        (Kind::Number { scale: m }, Kind::Number { scale: n }) => ten_to(n.checked_sub(m)?),
        _ => (from == to).then_some(1),
    }
}

/// Whether an outcome is given as it is, where a rule gives it.
fn is_as_it_is(scene: &Scene<'_, '_>, code: u32, signatures: bool) -> bool {
    let variable = scene.state.variable;
    if scene.state.panel.dictionary.is_marked_value(code) {
        return true;
    }
    let outcome: &Outcome = &scene.state.panel.dictionary.outcome(code);
    let Possible { na, .. } = outcome.possible;
    // What is presumed stands in for what is not known.
    let is_presumed = !variable.presumptions.is_empty() && !scene.state.panel.choice.strict && !planted::is(78);
    if is_presumed && !outcome.possible.is_certain() {
        return false;
    }
    // A number is held against the type; a 不适用 against what the variable may be; and a signature may be one more way to an answer.
    let fits = !matches!(outcome.possible.known(), Some(Value::Number(_)));
    let may_be_na = variable.maybe_na || !matches!(variable.shape, Shape::Rules);
    fits && (!na || may_be_na || planted::is(20)) && (outcome.possible.is_certain() || !signatures || planted::is(21))
}

/// What cases came to, and by which rules.
struct Worked {
    cases: Cases<(Row, u32)>,
    /// Why rows come to be worked out by themselves.
    reason: Reason,
}

impl Worked {
    fn of(reason: Reason) -> Worked {
        Worked { cases: Cases::default(), reason }
    }
}

/// A row worked out by itself, once for all rows that read the same where that is all it hangs on.
fn worked_by_itself(
    scene: &Scene<'_, '_>,
    column: &mut Column,
    at: usize,
    parts: Option<&[Rc<Register>]>,
    cases: &mut Worked,
) -> (Row, u32) {
    let state = scene.state;
    if let Some(known) = parts.and_then(|parts| cases.cases.find(parts, at)) {
        state.panel.ways.add(Way::Case, 1);
        return known;
    }
    let known = worked_alone(scene, column, at, cases.reason);
    if let Some(parts) = parts {
        cases.cases.keep(parts, at, known);
    }
    known
}

/// A row worked out by itself, for no other.
pub(super) fn worked_alone(scene: &Scene<'_, '_>, column: &mut Column, at: usize, reason: Reason) -> (Row, u32) {
    let state = scene.state;
    state.panel.ways.add(Way::Singly, 1);
    scene.alone(reason, 1);
    let instance = state.instance(at);
    let (worked, at_cut) = scene.worker().rules_and_cut_of(instance);
    state.panel.are_at_cut(state.key, at_cut.then(|| state.from().saturating_add(at)));
    if let Some(set_aside) = worked.set_aside {
        column.set_aside.insert(state.from().saturating_add(at), set_aside);
    }
    (scene.kept(column.kind, &worked.outcome, instance.entity), state.panel.dictionary.decision_code(worked.decision))
}

fn in_force(variable: &Variable, law: LawMoment) -> impl Iterator<Item = (RuleIx, &Rule)> {
    let numbered = variable.rules.iter().enumerate().filter_map(|(at, rule)| Some((RuleIx(u32::try_from(at).ok()?), rule)));
    numbered.filter(move |(_, rule)| rule.is_in_force(law))
}

/// Which rules apply, which of those nobody overrides, and what they give.
fn verdict_of(scene: &Scene<'_, '_>, in_force: &[(RuleIx, &Rule)], mask: u64) -> Verdict {
    let variable = scene.state.variable;
    let bit = |at: usize| u32::try_from(at).ok().and_then(|at| mask.checked_shr(at)).is_some_and(|m| m & 1 == 1);
    let held = |ix: RuleIx| in_force.iter().position(|(own, _)| *own == ix).is_some_and(bit);
    // 在「甲」适用时: down the chain every rule must hold.
    let applies = |ix: RuleIx| {
        let chain = std::iter::successors(Some(ix), |at| variable.rules.get(at.at()).and_then(|rule| rule.where_applies));
        chain.take(if planted::is(18) { 1 } else { variable.rules.len().saturating_add(1) }).all(held)
    };
    let holding: Vec<(usize, RuleIx, &Rule)> =
        in_force.iter().enumerate().filter(|(_, (ix, _))| applies(*ix)).map(|(at, (ix, rule))| (at, *ix, *rule)).collect();
    let beaten = |ix: RuleIx| holding.iter().any(|(_, _, rule)| rule.overrides.contains(&ix));
    let (lost, won): (Vec<_>, Vec<_>) = holding.iter().partition(|(_, ix, _)| beaten(*ix));
    let gives = match won.as_slice() {
        [] if variable.default.is_some() && !planted::is(19) => Gives::Default,
        [] => Gives::NotApplicable,
        [(at, _, _)] => Gives::Rule(*at),
        _ => Gives::Several,
    };
    let decision = Decision {
        by_default: won.is_empty() && variable.default.is_some(),
        winners: won.iter().map(|(_, ix, _)| *ix).collect(),
        also_held: lost.iter().filter(|_| !planted::is(17)).map(|(_, ix, _)| *ix).collect(),
        ..Decision::default()
    };
    let applies = holding.iter().filter_map(|(at, ..)| 1_u64.checked_shl(u32::try_from(*at).ok()?)).fold(0, |bits, bit| bits | bit);
    Verdict { mask, applies, decision: scene.state.panel.dictionary.decision_code(decision), gives }
}

/// Where nothing of the variable is in force.
fn idle(scene: &Scene<'_, '_>, mask: u64) -> Verdict {
    let decision = Decision { not_in_force: true, ..Decision::default() };
    Verdict { mask, applies: 0, decision: scene.state.panel.dictionary.decision_code(decision), gives: Gives::NotApplicable }
}

/// 已完整 is asked: where it says no, a signature would be one more way to an answer.
fn asks_for_a_signature(guard: &Expr) -> bool {
    holds(guard, &|kind| matches!(kind, ExprKind::IsComplete { .. }))
}

/// What tells rows of a variable apart where these rules are in force: everything they read. Else why each is worked out by itself.
pub(crate) fn told_apart<'p>(program: &Program, variable: &'p Variable, rules: &[&'p Rule]) -> Result<Vec<&'p Expr>, Reason> {
    if let Some(reason) = beyond_readings(variable) {
        return Err(reason);
    }
    let values = |rule: &'p Rule| rule.value.iter().filter(|_| !planted::is(22));
    let mut exprs: Vec<&Expr> = rules.iter().copied().flat_map(|r| r.guard.iter().chain(values(r))).chain(&variable.default).collect();
    exprs.extend(variable.bounds.iter().flat_map(|b| b.guard.iter().chain([&b.limit])));
    exprs.extend(variable.presumptions.iter().flat_map(|p| p.guard.iter().chain([&p.value])));
    // What reads its own past is worked out row by row: its earlier years are not asked for everybody.
    let of_past = |kind: &ExprKind| matches!(kind, ExprKind::Previous(_) | ExprKind::History(_) | ExprKind::First { .. });
    if exprs.iter().any(|e| holds(e, &of_past)) && reads_itself(program, variable) {
        return Err(Reason::OwnPast);
    }
    let mut leaves_of_all: Vec<&Expr> = Vec::new();
    let subjects = parted_subjects(&exprs);
    for expr in exprs {
        leaves_within(expr, &subjects, &mut leaves_of_all);
    }
    Ok(leaves_of_all)
}

/// True where what a variable reads leads back to it.
fn reads_itself(program: &Program, variable: &Variable) -> bool {
    let read: Vec<VariableId> = variables_read(variable).into_iter().collect();
    read_by_results(program, &read).into_iter().any(|id| program.variable(id).is_some_and(|read| std::ptr::eq(read, variable)))
}

/// What guards are parted by: what may be assumed to be one thing or another while combinations are gone through.
fn parted_subjects<'p>(exprs: &[&'p Expr]) -> Vec<&'p Expr> {
    let mut found = Vec::new();
    let mut left: Vec<&Expr> = exprs.to_vec();
    while let Some(expr) = left.pop() {
        match &expr.kind {
            ExprKind::IsNa(subject) | ExprKind::HasValue(subject) | ExprKind::In { subject, .. } => found.push(&**subject),
            ExprKind::Compare { op: Comparison::Equal | Comparison::NotEqual, left: subject, .. } => found.push(&**subject),
            _ => {}
        }
        left.extend(parts_of(expr));
    }
    found
}

/// Everything an expression reads, down to what is no combination of parts.
pub(super) fn leaves(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    leaves_within(expr, &parted_subjects(&[expr]), &mut found);
    found
}

fn leaves_within<'p>(expr: &'p Expr, subjects: &[&Expr], found: &mut Vec<&'p Expr>) {
    // The same for every row: it tells no cases apart.
    if is_unchanging(expr) {
        return;
    }
    if let ExprKind::Decision(decision) = &expr.kind {
        for read in table::reads(decision) {
            leaves_within(read, subjects, found);
        }
        return;
    }
    let whole = match &expr.kind {
        // A comparison is read as a whole where nothing in it is looked at by itself.
        ExprKind::Compare { op, .. } if !matches!(op, Comparison::Equal | Comparison::NotEqual) => !holds_any(expr, subjects),
        _ => !is_local(expr),
    };
    if whole {
        if !found.contains(&expr) {
            found.push(expr);
        }
        return;
    }
    for part in parts_of(expr) {
        leaves_within(part, subjects, found);
    }
}

fn holds_any(expr: &Expr, wanted: &[&Expr]) -> bool {
    wanted.contains(&expr) || parts_of(expr).into_iter().any(|part| holds_any(part, wanted))
}
