//! 职务组 …，各一人: two persons in such a post of one unit on one day, or somebody who acts for a post while none is vacant.
//!
//! In: the settled rows of the table of tenures. Out: a warning at the later row, with the other beside it; both rows stand. Only days
//! that are certain count: who left and who came in one month did not surely overlap. Deliberately absent: who of the two was it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::page::place_of_origin;
use crate::fact::{Facts, Held, Row};
use crate::problem::Problem;
use crate::problems::post_held_twice::{self, Twice};
use crate::schema::{ColumnId, Schema, SinglePosts, TableSchema};
use crate::value::{EntityIx, Value, enum_of};

/// A tenure, on the days on which it surely was one.
#[derive(Clone, Copy)]
struct InPost<'f> {
    person: EntityIx,
    from: Date,
    to: Date,
    row: &'f Row,
}

/// Days on which posts are held, both ends included, with who holds them.
type Covered<'f> = Vec<(Date, Date, Vec<InPost<'f>>)>;

pub(crate) fn held_twice(schema: &Schema, facts: &Facts) -> Vec<Problem> {
    let mut problems = Vec::new();
    for single in &schema.single_posts {
        if let Some(table) = schema.table(single.table) {
            in_table(schema, facts, single, table, &mut problems);
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

fn in_table(schema: &Schema, facts: &Facts, single: &SinglePosts, table: &TableSchema, problems: &mut Vec<Problem>) {
    let mut formal: BTreeMap<EntityIx, BTreeMap<&Value, Vec<InPost<'_>>>> = BTreeMap::new();
    let mut acting: BTreeMap<EntityIx, Vec<InPost<'_>>> = BTreeMap::new();
    let all: Vec<_> = facts.all_rows(single.table).collect();
    for row in all.iter().map(|row| &**row) {
        let (Some(Value::Entity(person)), Some(Value::Entity(unit))) = (value(row, single.person), value(row, single.unit)) else {
            continue;
        };
        let Some((from, to)) = surely(row, table) else { continue };
        let tenure = InPost { person: *person, from, to, row };
        match value(row, single.post) {
            Some(post) if single.values.contains(post) => formal.entry(*unit).or_default().entry(post).or_default().push(tenure),
            _ if single.acting.and_then(|c| value(row, c)) == Some(&Value::Bool(true)) => acting.entry(*unit).or_default().push(tenure),
            _ => {}
        }
    }
    let words = Words { schema, facts };
    for (unit, posts) in &mut formal {
        let mut none_vacant: Option<Covered<'_>> = None;
        for (post, tenures) in posts.iter_mut() {
            tenures.sort_by_key(|t| (t.from, t.row.origin.clone()));
            for (first, second) in pairs(tenures) {
                let of = words.twice(*unit, &[post], &[first], second, second.from, None);
                let (place, other) = (place_of_origin(&second.row.origin), place_of_origin(&first.row.origin));
                problems.push(post_held_twice::problem(place, &of.as_twice(), vec![other]));
            }
            let covered = covered(tenures);
            none_vacant = Some(match none_vacant {
                None => covered,
                Some(before) => both(&before, &covered),
            });
        }
        let Some(column) = single.acting.and_then(|c| table.column(c)) else { continue };
        // The highest post first: ranks count from the lowest.
        let posts: Vec<&Value> = posts.keys().rev().copied().collect();
        for one in acting.get(unit).into_iter().flatten() {
            let met = none_vacant.iter().flatten().find(|(from, to, _)| *from <= one.to && one.from <= *to);
            let Some((from, _, holders)) = met else { continue };
            let of = words.twice(*unit, &posts, holders, *one, one.from.max(*from), Some(&column.name));
            let others = holders.iter().map(|h| place_of_origin(&h.row.origin)).collect();
            problems.push(post_held_twice::problem(place_of_origin(&one.row.origin), &of.as_twice(), others));
        }
    }
}

fn value(row: &Row, column: ColumnId) -> Option<&Value> {
    match &Facts::cell(row, column)?.held {
        Held::Exactly(value) => Some(value),
        Held::Between(_, _) => None,
    }
}

/// The days on which a tenure surely was one.
fn surely(row: &Row, table: &TableSchema) -> Option<(Date, Date)> {
    let days = row.days(table)?;
    let (from, to) = (days.from?.latest, days.to.map_or(Date::MAX, |t| t.earliest));
    (from <= to).then_some((from, to))
}

/// Each tenure that begins while another person is in post, with the one of that person that lasts longest.
fn pairs<'f>(sorted: &[InPost<'f>]) -> Vec<(InPost<'f>, InPost<'f>)> {
    let mut found = Vec::new();
    // The one that lasts longest so far, and the one of anybody else that does.
    let (mut longest, mut next): (Option<InPost<'f>>, Option<InPost<'f>>) = (None, None);
    for tenure in sorted {
        let other = if longest.is_some_and(|l| l.person != tenure.person) { longest } else { next };
        found.extend(other.filter(|o| o.to >= tenure.from).map(|o| (o, *tenure)));
        match longest {
            Some(first) if first.person == tenure.person => {
                if tenure.to > first.to {
                    longest = Some(*tenure);
                }
            }
            Some(first) if tenure.to > first.to => (longest, next) = (Some(*tenure), Some(first)),
            Some(_) => {
                if next.is_none_or(|n| tenure.to > n.to) {
                    next = Some(*tenure);
                }
            }
            None => longest = Some(*tenure),
        }
    }
    found
}

/// The days on which somebody holds the post, without gaps or overlaps.
fn covered<'f>(sorted: &[InPost<'f>]) -> Covered<'f> {
    let mut out: Covered<'f> = Vec::new();
    for tenure in sorted {
        let last = out.last().map(|(_, to, _)| *to);
        let from = match last {
            Some(last) if last >= tenure.from => last.tomorrow().ok(),
            _ => Some(tenure.from),
        };
        if let Some(from) = from.filter(|f| *f <= tenure.to) {
            out.push((from, tenure.to, vec![*tenure]));
        }
    }
    out
}

/// The days on which both are held.
fn both<'f>(one: &Covered<'f>, other: &Covered<'f>) -> Covered<'f> {
    let mut out: Covered<'f> = Vec::new();
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    while let (Some((a, b, who)), Some((c, d, also))) = (left.peek(), right.peek()) {
        let (from, to) = ((*a).max(*c), (*b).min(*d));
        if from <= to {
            out.push((from, to, who.iter().chain(also).copied().collect()));
        }
        if b <= d {
            left.next();
        } else {
            right.next();
        }
    }
    out
}

struct Words<'a> {
    schema: &'a Schema,
    facts: &'a Facts,
}

/// What the message says, as text of its own.
struct Said {
    unit: String,
    post: String,
    one: String,
    other: String,
    from: String,
    acting: Option<String>,
}

impl Said {
    fn as_twice(&self) -> Twice<'_> {
        let Said { unit, post, one, other, from, acting } = self;
        Twice { unit, post, one, other, from: from.clone(), acting: acting.as_deref() }
    }
}

impl Words<'_> {
    fn twice(&self, unit: EntityIx, posts: &[&Value], those: &[InPost<'_>], other: InPost<'_>, day: Date, acting: Option<&str>) -> Said {
        let name = |ix: EntityIx| self.facts.entities.get(ix).map_or("", |e| e.name_on(day)).to_owned();
        let post = |value: &&Value| match value {
            Value::Enum(id, rank) => enum_of(&self.schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        let posts: Vec<String> = posts.iter().map(post).collect();
        Said {
            unit: name(unit),
            post: posts.join("、"),
            one: those.iter().rev().map(|t| format!("「{}」", name(t.person))).collect::<Vec<_>>().join("、"),
            other: name(other.person),
            from: day.to_string(),
            acting: acting.map(str::to_owned),
        }
    }
}
