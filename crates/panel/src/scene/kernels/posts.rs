//! Who held a post: 任职(…) 以 … 为准 of a person or a unit, how many tenures of it, and a column of the tenure held then.
//!
//! In: tenures by whom they concern, the times that the anchor means, and registers of what is asked of each tenure. Out: a plain value where every
//! tenure surely counts or surely does not, and none may be missing. Of the other rows those are alike whose tenures count at the same of the times, of
//! which the same holds, and which lack the same years: each such case is worked out once. A row is worked out by itself where the days of a tenure
//! are not known, or what is asked of one is open.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Year};
use quanheng_policy::interpret::columns::{Held, Times};
use quanheng_policy::ir::{Anchor, Expr, InPost, Posts, Whose};

use super::read::{followed, not_applicable};
use crate::dictionary::PLAIN;
use crate::layout::{Domain, Filled};
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What is asked of each tenure, once for everybody.
#[derive(Default)]
pub(crate) struct Tenures {
    domain: Domain,
    meant: Vec<Row>,
}

impl Tenures {
    fn meant(&self, tenure: EntityIx) -> Row {
        self.domain.row_of(Some(tenure)).and_then(|at| self.meant.get(at).copied()).unwrap_or(Row { code: PLAIN, value: 1 })
    }
}

/// What rows are told apart by: what the anchor was read as, the times it means, at which of them which tenures count and whether they are of the
/// posts meant, and in which years there may be more.
type Case = (Option<Row>, Rc<Times>, Vec<(Held, i64)>, Vec<Year>);

/// The anchor, as it is read by each row.
struct Asking<'p> {
    at: &'p Anchor,
    read: Option<Rc<Register>>,
    /// The times it means, where they are the same for every row.
    same: Option<Rc<Times>>,
    /// Whether tenures are all entered in a year, where that is signed for everybody.
    complete: RefCell<BTreeMap<Year, bool>>,
    signed_for_all: bool,
}

impl<'p> Asking<'p> {
    fn of(scene: &Scene<'_, 'p>, at: &'p Anchor, (table, concerns): (TableId, ColumnId), year: Year) -> Result<Asking<'p>, Needed> {
        let state = scene.state;
        let read = at.expr().map(|expr| scene.register(expr, year)).transpose()?;
        let schema = &state.panel.program.schema;
        // An event has a day of its own.
        let is_event = |kind: &KindId| schema.kind(*kind).is_some_and(|kind| kind.record.is_some());
        let kind = state.entity(0).and_then(|entity| state.panel.facts.entities.kind_of(entity));
        let is_same = read.as_ref().is_none_or(|read| read.uniform().is_some()) && !kind.is_some_and(|kind| is_event(&kind));
        let rule = schema.table(table).and_then(|table| table.completeness.as_ref());
        let mut asking = Asking {
            at,
            read,
            same: None,
            complete: RefCell::default(),
            signed_for_all: !rule.is_some_and(|rule| rule.of_record.concerned.contains(&concerns)),
        };
        if is_same && state.len() > 0 {
            asking.same = Some(asking.times(scene, 0, year));
        }
        Ok(asking)
    }

    fn times(&self, scene: &Scene<'_, 'p>, at: usize, year: Year) -> Rc<Times> {
        let state = scene.state;
        let read = || Rc::new(scene.worker().times_of(self.at, state.instance(at), state.entity(at), year));
        self.same.as_ref().map_or_else(read, Rc::clone)
    }

    /// What the anchor was read as; `None`: it is no expression, or one known value.
    fn read_as(&self, at: usize) -> Option<Row> {
        self.read.as_ref().map(|read| read.row(at)).filter(|row| row.code != PLAIN)
    }

    /// The years in which there may be more tenures of an entity than are held.
    fn missing(&self, scene: &Scene<'_, 'p>, (table, concerns): (TableId, ColumnId), who: EntityIx, times: &Times, at: usize) -> Vec<Year> {
        let complete = |year: &Year| {
            let signed = || scene.worker().records_are_complete(table, Some(concerns), Some(who), scene.state.instance(at), *year);
            if self.signed_for_all { *self.complete.borrow_mut().entry(*year).or_insert_with(signed) } else { signed() }
        };
        times.years().iter().filter(|year| !complete(year)).copied().collect()
    }
}

/// 任职(…) 以 … 为准, and how many.
pub(super) fn in_post<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: &'p InPost, year: Year) -> Result<Register, Needed> {
    let state = scene.state;
    let kind = Kind::of(&expr.ty);
    let place = (asked.posts.table, asked.concerns);
    let by = scene.worker().by_concern(place.0, place.1);
    if by.get(&None).is_some_and(|tenures| !tenures.is_empty()) {
        return Ok(scene.row_by_row(expr, year, Reason::RecordOfAnybody));
    }
    let tenures = scene.tenures(expr, year, || tenures(scene, &asked.posts, asked.concerns, year))?;
    let asking = Asking::of(scene, &asked.at, place, year)?;
    let mut cases: BTreeMap<Case, Row> = BTreeMap::new();
    let rows = (0..state.len()).map(|at| {
        let Some(who) = state.entity(at) else { return scene.single_row(expr, year, kind, at, Reason::NotInColumn) };
        let times = asking.times(scene, at, year);
        let single = |reason: Reason| scene.single_row(expr, year, kind, at, reason);
        if times.is_undated {
            return single(Reason::OpenCell);
        }
        let read_as = asking.read_as(at);
        let missing = asking.missing(scene, place, who, &times, at);
        let mut held: Vec<(Held, i64)> = Vec::new();
        let mut count = 0_i64;
        let mut is_plain = read_as.is_none() && missing.is_empty();
        for tenure in by.get(&Some(who)).into_iter().flatten() {
            let Some(span) = state.panel.facts.entities.exists(*tenure) else { continue };
            let Some(then) = times.held(&span) else { return single(Reason::OpenRecord) };
            // Who was not in post then is asked no more, unless a setting may have made it so.
            let not_then = !then.is_empty() && then.iter().all(|held| *held == Some(false));
            if not_then && read_as.is_none() && !planted::is(104) {
                continue;
            }
            let meant = tenures.meant(*tenure);
            if meant.code != PLAIN {
                return single(Reason::OpenRecord);
            }
            let surely = !then.is_empty() && then.iter().all(|held| *held == Some(true)) || planted::is(104);
            is_plain = is_plain && (surely || meant.value == 0);
            count = count.saturating_add(i64::from(surely && meant.value != 0));
            held.push((then, meant.value));
        }
        if is_plain {
            return Row { code: PLAIN, value: if asked.counted { count } else { i64::from(count > 0) } };
        }
        held.sort_unstable();
        let held = if planted::is(105) { Vec::new() } else { held };
        *cases.entry((read_as, times, held, missing)).or_insert_with(|| single(Reason::MissingRecord))
    });
    Ok(Register::of_rows(kind, rows))
}

/// Which tenures are of the posts meant.
fn tenures<'p>(scene: &Scene<'_, 'p>, posts: &'p Posts, concerns: ColumnId, year: Year) -> Result<Tenures, Needed> {
    let Some(when) = posts.when.as_deref() else { return Ok(Tenures::default()) };
    let by = scene.worker().by_concern(posts.table, concerns);
    let of_one = |(who, tenures): (&Option<EntityIx>, &Vec<EntityIx>)| {
        let who = who.filter(|who| scene.state.domain.row_of(Some(*who)).is_some())?;
        Some(tenures.iter().map(move |tenure| (*tenure, who)).collect::<Vec<_>>())
    };
    let mut all: Vec<(EntityIx, EntityIx)> = by.iter().filter_map(of_one).flatten().collect();
    all.sort_unstable();
    let (tenures, readers): (Vec<EntityIx>, Vec<EntityIx>) = all.into_iter().unzip();
    let domain = Domain::among(tenures);
    let mut meant: Vec<Row> = Vec::with_capacity(readers.len());
    scene.of_others(&domain, &readers, |there| {
        meant.extend(there.register(when, year)?.rows());
        Ok(())
    })?;
    Ok(Tenures { domain, meant })
}

/// A column of the tenure that somebody held then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfTenure<'p> {
    pub posts: &'p Posts,
    pub column: ColumnId,
    /// The kind of entity that a tenure is.
    pub keyed: KindId,
    pub whose: &'p Whose,
    pub at: &'p Anchor,
}

/// Where no tenure was held then: what rows are told apart by.
type NoCase = (Option<Row>, Rc<Times>, Vec<Year>);

pub(super) fn held_column<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: OfTenure<'p>, year: Year) -> Result<Register, Needed> {
    let state = scene.state;
    let kind = Kind::of(&expr.ty);
    let OfTenure { posts, column, keyed, whose, at: anchor } = asked;
    let place = (posts.table, posts.person);
    let by = scene.worker().by_concern(place.0, place.1);
    let asking = Asking::of(scene, anchor, place, year)?;
    let Some(facts) = state.panel.fact_column(posts.table, column) else {
        return Ok(scene.row_by_row(expr, year, Reason::OtherKeys));
    };
    let cells = facts.by_place.get(&(None, Vec::new()));
    let domain = state.panel.domain(Some(keyed));
    let own = matches!(whose, Whose::Own);
    let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, whose, year)? };
    let mut cases: BTreeMap<NoCase, Row> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::with_capacity(state.len());
    for (at, who) in whom.into_iter().enumerate() {
        let single = |reason: Reason| scene.single_row(expr, year, kind, at, reason);
        let Some(who) = who else {
            rows.push(match whose {
                // Nobody stands above.
                Whose::Superior(_) => not_applicable(scene),
                _ => single(Reason::OpenOfAnother),
            });
            continue;
        };
        let times = asking.times(scene, at, year);
        let held = |tenure: &EntityIx| {
            let span = state.panel.facts.entities.exists(*tenure)?;
            let then = times.held(&span)?;
            let all = |wanted: bool| !then.is_empty() && then.iter().all(|held| *held == Some(wanted));
            if all(true) { Some(true) } else { all(false).then_some(false) }
        };
        let tenures = by.get(&Some(who)).map(Vec::as_slice).unwrap_or_default();
        let each: Option<Vec<bool>> = tenures.iter().map(held).collect();
        let Some(each) = each.filter(|_| !times.is_undated) else {
            rows.push(single(Reason::OpenRecord));
            continue;
        };
        let then = tenures.iter().zip(each).filter(|(_, held)| *held || planted::is(106)).map(|(tenure, _)| *tenure);
        let there = then.map(|tenure| {
            let (filled, value) = cells.zip(domain.row_of(Some(tenure))).map_or((Filled::Else, 0), |(cells, at)| cells.at(at));
            (filled == Filled::Plain).then_some(value)
        });
        let there: Vec<Option<i64>> = there.collect();
        rows.push(match there.as_slice() {
            [Some(first), others @ ..] if others.iter().all(|other| *other == Some(*first)) => Row { code: PLAIN, value: *first },
            [_, ..] => single(Reason::OpenCell),
            [] => {
                let (read_as, missing) = (asking.read_as(at), asking.missing(scene, place, who, &times, at));
                if missing.is_empty() {
                    not_applicable(scene)
                } else if own && state.is_of_owner() {
                    *cases.entry((read_as, times, missing)).or_insert_with(|| single(Reason::MissingRecord))
                } else {
                    single(Reason::MissingRecord)
                }
            }
        });
    }
    Ok(Register::of_rows(kind, rows.into_iter()))
}
