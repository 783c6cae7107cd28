//! Values and their types: what a cell, a named number or a result can be.
//!
//! Money is an exact number of 分, a ratio an exact fraction, a date a civil date. No floating point, no null.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::exact::Exact;

/// The years that cells and questions may name. Rules may name others; facts of such years there are none.
pub const YEARS: RangeInclusive<i16> = 1900..=2100;

/// A calendar year, 年度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Year(pub i16);

/// A calendar month, 年月: a value of its own, and an interval of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    pub year: i16,
    pub month: i8,
}

/// Which entity, by its place in [`crate::entity::Entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIx(pub u32);

/// Which enum, by its place in the program's list of enums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumId(pub u32);

/// Which kind of entity, by its place in the program's list of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub u32);

/// One value. Two values compare only within one type; the order of an ordered enum is its *rank* (see [`EnumDef`]).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    Bool(bool),
    /// 整数, 小数, 比例: the number itself. 金额: the number of 分.
    Number(Exact),
    Date(Date),
    Month(Month),
    Year(Year),
    /// The value's rank in its enum: 0 is the lowest of an ordered enum, the first written of an unordered one.
    Enum(EnumId, u32),
    Text(String),
    Entity(EntityIx),
    Set(BTreeSet<EntityIx>),
    /// Several values of one cell (可多值), other than entities.
    Many(BTreeSet<Value>),
    /// 期间: so many years, months, days … Never turned from one unit into another: a month is not thirty days.
    Length(u32, LengthUnit),
}

/// What a 期间 is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LengthUnit {
    Year,
    Month,
    Day,
    WorkingDay,
    Hour,
}

impl LengthUnit {
    /// Every unit with its word.
    pub const ALL: [(LengthUnit, &'static str); 5] = [
        (LengthUnit::Year, "年"),
        (LengthUnit::Month, "个月"),
        (LengthUnit::Day, "日"),
        (LengthUnit::WorkingDay, "工作日"),
        (LengthUnit::Hour, "小时"),
    ];

    /// The unit of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<LengthUnit> {
        LengthUnit::ALL.into_iter().find(|(_, w)| *w == word).map(|(unit, _)| unit)
    }

    /// `30日`, `3 个月`, `1年`: a 期间 as people write it.
    #[must_use]
    pub fn length(text: &str) -> Option<Value> {
        let text = text.trim();
        // 工作日 ends in 日: the longer word first.
        let mut units = LengthUnit::ALL;
        units.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        let (unit, digits) = units.into_iter().find_map(|(unit, word)| Some((unit, text.strip_suffix(word)?.trim_end())))?;
        digits.parse().ok().filter(|n| *n > 0).map(|n| Value::Length(n, unit))
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        LengthUnit::ALL.into_iter().find(|(unit, _)| *unit == self).map_or("日", |(_, word)| word)
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    Bool,
    /// 整数, with the unit it counts (`人`, `名`, `小时` …), if one was said.
    Integer {
        unit: Option<String>,
    },
    /// 小数(n): at most `scale` places.
    Decimal {
        scale: u32,
    },
    /// 比例: an exact fraction.
    Ratio,
    /// 金额, in 分.
    Money,
    Date,
    Month,
    Year,
    Enum(EnumId),
    Text,
    /// An entity of this kind (or of a kind below it).
    Entity(KindId),
    /// 名单: a set of entities of this kind.
    Set(KindId),
    /// 期间
    Length,
}

impl Type {
    /// True where `<` means something: bounds and rankings need it.
    #[must_use]
    pub fn is_ordered(&self, enums: &[EnumDef]) -> bool {
        match self {
            Type::Bool
            | Type::Integer { .. }
            | Type::Decimal { .. }
            | Type::Ratio
            | Type::Money
            | Type::Date
            | Type::Month
            | Type::Year => true,
            Type::Enum(id) => enum_of(enums, *id).is_some_and(|e| e.order.is_some()),
            Type::Text | Type::Entity(_) | Type::Set(_) | Type::Length => false,
        }
    }

    /// True for the types whose values are [`Value::Number`].
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Type::Integer { .. } | Type::Decimal { .. } | Type::Ratio | Type::Money)
    }
}

/// The enum with this id.
#[must_use]
pub fn enum_of(enums: &[EnumDef], id: EnumId) -> Option<&EnumDef> {
    enums.get(usize::try_from(id.0).ok()?)
}

/// Which way the values of an ordered enum were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumOrder {
    /// 由高到低 / 由重到轻: the first written is the highest.
    HighFirst,
    /// 由低到高 / 由轻到重: the first written is the lowest.
    LowFirst,
}

/// An enum: its values, and whether they are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumDef {
    pub name: String,
    pub order: Option<EnumOrder>,
    /// `可增`: a child pack may add values.
    pub extensible: bool,
    /// Names in the order written.
    pub values: Vec<String>,
}

impl EnumDef {
    /// The rank of a named value: 0 is the lowest (or the first written, where there is no order).
    #[must_use]
    pub fn rank_of(&self, name: &str) -> Option<u32> {
        let at = self.values.iter().position(|v| v == name)?;
        let rank = match self.order {
            Some(EnumOrder::HighFirst) => self.values.len().checked_sub(at)?.checked_sub(1)?,
            _ => at,
        };
        u32::try_from(rank).ok()
    }

    /// The name of a rank.
    #[must_use]
    pub fn name_of(&self, rank: u32) -> Option<&str> {
        let rank = usize::try_from(rank).ok()?;
        let at = match self.order {
            Some(EnumOrder::HighFirst) => self.values.len().checked_sub(rank)?.checked_sub(1)?,
            _ => rank,
        };
        self.values.get(at).map(String::as_str)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Year {
    /// The year `n` later (earlier where negative).
    #[must_use]
    pub fn plus(self, n: i32) -> Option<Year> {
        i16::try_from(i32::from(self.0).checked_add(n)?).ok().filter(|y| (1..=9999).contains(y)).map(Year)
    }

    /// 1 January.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.0, 1, 1).ok()
    }

    /// 31 December.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        Date::new(self.0, 12, 31).ok()
    }
}

impl Month {
    /// First and last day.
    #[must_use]
    pub fn days(self) -> Option<(Date, Date)> {
        let first = Date::new(self.year, self.month, 1).ok()?;
        Some((first, first.last_of_month()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
