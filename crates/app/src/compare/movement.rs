//! How one result moved from one side to the other.
//!
//! Up and down are told of what has an order, joined and left of a yes; where bounds do not overlap, also of what is not known
//! exactly. Everything else is a change of status, or into or out of the unknown. Texts, names and enums of two packs are
//! compared as they are written, not by their places in either pack.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, enum_of};
use quanheng_policy::finding::{Finding, Status};
use quanheng_policy::ir::Program;

use crate::results::{ConclusionRow, Given, Plain, ResultRow, Stands};

/// How a result moved, in the order in which outputs list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// Of a ranking: to a better place (a lower number); of anything else with an order: to a higher value.
    Up,
    Down,
    /// A no, or 不适用, became a yes.
    Joined,
    /// A yes became a no, or 不适用.
    Left,
    /// Another value, without an order.
    Changed,
    /// The same result, and it concerns other persons.
    Persons,
    /// Another status: 不适用 came or went, or a fault.
    Status,
    /// Known on one side only, or other bounds.
    Unknown,
    /// Only one side has this entity, or this result.
    OnlyA,
    OnlyB,
    Same,
}

impl Movement {
    /// The word of machine-readable outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Movement::Up => "up",
            Movement::Down => "down",
            Movement::Joined => "joined",
            Movement::Left => "left",
            Movement::Changed => "changed",
            Movement::Persons => "persons",
            Movement::Status => "status",
            Movement::Unknown => "unknown",
            Movement::OnlyA => "only_a",
            Movement::OnlyB => "only_b",
            Movement::Same => "same",
        }
    }
}

/// A type as both packs can say it: the names of enums and kinds, not their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName(String);

impl TypeName {
    /// The type's name in a pack.
    #[must_use]
    pub fn of(ty: &Type, program: &Program) -> TypeName {
        let kind = |id| program.schema.kind(id).map_or("", |k| k.name.as_str());
        TypeName(match ty {
            Type::Enum(id) => {
                let def = enum_of(&program.schema.enums, *id);
                // Two enums of one name and other values, or another order, are not one type.
                def.map_or_else(String::new, |d| format!("enum {} {:?} {}", d.name, d.order, d.values.join("、")))
            }
            Type::Entity(id) => format!("entity {}", kind(*id)),
            Type::Set(id) => format!("set {}", kind(*id)),
            // The unit and the places shown are no matter of order.
            Type::Integer { .. } => "integer".to_owned(),
            Type::Decimal { .. } => "decimal".to_owned(),
            plain => format!("{plain:?}"),
        })
    }
}

/// How a result moved. `same_type`: the two packs mean the same by it.
pub(super) fn movement(a: Option<&ResultRow>, b: Option<&ResultRow>, same_type: bool, programs: (&Program, &Program)) -> Movement {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (Some(_), None) => return Movement::OnlyA,
        (None, _) => return Movement::OnlyB,
    };
    let (x, y) = (&a.finding, &b.finding);
    let same = x.status == y.status && a.value == b.value && a.between == b.between && x.may_be_na == y.may_be_na;
    if same && (same_type || x.status != Status::Holds) {
        return match (carry_the_same(a, b), x.status) {
            (true, _) if persons(a) == persons(b) => Movement::Same,
            (true, _) => Movement::Persons,
            (false, Status::Unknown) => Movement::Unknown,
            (false, _) => Movement::Changed,
        };
    }
    if let Some(moved) = joined_or_left(a, b) {
        return moved;
    }
    let ranks = |finding: &Finding, program: &Program| is_ordered(finding, program);
    if same_type && ranks(x, programs.0) && ranks(y, programs.1) {
        let (Some(was), Some(is)) = (Ends::of(x), Ends::of(y)) else { return otherwise(x, y) };
        // For places the lower number is the better one.
        let better_is_lower = a.kind == "ranking" && b.kind == "ranking";
        let (higher, lower) = if better_is_lower { (Movement::Down, Movement::Up) } else { (Movement::Up, Movement::Down) };
        if was.surely_below(&is) {
            return higher;
        }
        if is.surely_below(&was) {
            return lower;
        }
    }
    otherwise(x, y)
}

/// Conclusions that give the same; anything else carries nothing.
fn carry_the_same(a: &ResultRow, b: &ResultRow) -> bool {
    let (Some(x), Some(y)) = (&a.conclusion, &b.conclusion) else { return true };
    let given = |of: &Given| (of.finding.status, of.value.clone(), of.between.clone());
    let fields = |of: &ConclusionRow| of.fields.iter().map(|(name, field)| (name.clone(), given(field))).collect::<Vec<_>>();
    x.grants.as_ref().map(given) == y.grants.as_ref().map(given) && fields(x) == fields(y) && x.nobody == y.nobody
}

/// Whom a result concerns, in which posts, what is disregarded for them, and whether it stands for them then.
fn persons(row: &ResultRow) -> Vec<(&str, &str, bool, &[String], Stands)> {
    row.persons.iter().map(|p| (p.id.as_str(), p.post.as_str(), p.certain, p.disregarded.as_slice(), p.stands)).collect()
}

fn otherwise(x: &Finding, y: &Finding) -> Movement {
    match (x.status, y.status) {
        (Status::Holds, Status::Holds) => Movement::Changed,
        (Status::Unknown, _) | (_, Status::Unknown) => Movement::Unknown,
        _ => Movement::Status,
    }
}

fn joined_or_left(a: &ResultRow, b: &ResultRow) -> Option<Movement> {
    let (yes_a, yes_b) = (a.value == Some(Plain::Truth(true)), b.value == Some(Plain::Truth(true)));
    let no = |row: &ResultRow| row.value == Some(Plain::Truth(false)) || row.finding.status == Status::NotApplicable;
    match (yes_a, yes_b) {
        (false, true) if no(a) => Some(Movement::Joined),
        (true, false) if no(b) => Some(Movement::Left),
        _ => None,
    }
}

fn is_ordered(finding: &Finding, program: &Program) -> bool {
    let ty = program.variable(finding.instance.variable).map(|v| &v.ty);
    ty.is_some_and(|ty| *ty != Type::Bool && ty.is_ordered(&program.schema.enums))
}

/// The lowest and highest value something has or may have.
struct Ends {
    least: Option<Value>,
    greatest: Option<Value>,
}

impl Ends {
    /// `None` where there may be no value at all.
    fn of(finding: &Finding) -> Option<Ends> {
        // The place of an enum differs from pack to pack; with one type its ranks do not.
        let bare = |value: &Value| match value {
            Value::Enum(_, rank) => Value::Number(Exact::integer(i128::from(*rank))),
            other => other.clone(),
        };
        match (finding.status, &finding.value, &finding.between) {
            (Status::Holds, Some(value), _) => Some(Ends { least: Some(bare(value)), greatest: Some(bare(value)) }),
            (Status::Unknown, None, Some(between)) if !finding.may_be_na => {
                Some(Ends { least: between.least.as_ref().map(bare), greatest: between.greatest.as_ref().map(bare) })
            }
            _ => None,
        }
    }

    fn surely_below(&self, other: &Ends) -> bool {
        matches!((&self.greatest, &other.least), (Some(most), Some(least)) if most < least)
    }
}
