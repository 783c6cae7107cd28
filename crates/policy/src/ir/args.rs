//! The further indexes of a definition: which value, day or entity each instance of it is for.

use jiff::civil::Date;
use quanheng_facts::value::{EntityIx, EnumId, Value};

/// The values of the indexes after the entity and the year, in their order; at most [`MOST_INDEXES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Args(pub [Option<Arg>; MOST_INDEXES]);

/// How many further indexes a definition may have.
pub const MOST_INDEXES: usize = 2;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arg {
    Enum(EnumId, u32),
    Day(Date),
    Entity(EntityIx),
}

impl Args {
    /// True where there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// From values; `None` where one of them cannot index, or there are too many.
    #[must_use]
    pub fn of(values: &[Value]) -> Option<Args> {
        let mut args = Args::default();
        for (at, value) in values.iter().enumerate() {
            *args.0.get_mut(at)? = Some(match value {
                Value::Enum(id, rank) => Arg::Enum(*id, *rank),
                Value::Date(day) => Arg::Day(*day),
                Value::Entity(entity) => Arg::Entity(*entity),
                _ => return None,
            });
        }
        Some(args)
    }

    /// As values, in their order.
    pub fn values(self) -> impl Iterator<Item = Value> {
        self.0.into_iter().flatten().map(Arg::value)
    }
}

impl Arg {
    /// As a value.
    #[must_use]
    pub fn value(self) -> Value {
        match self {
            Arg::Enum(id, rank) => Value::Enum(id, rank),
            Arg::Day(day) => Value::Date(day),
            Arg::Entity(entity) => Value::Entity(entity),
        }
    }
}
