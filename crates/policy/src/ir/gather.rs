//! What is gathered from many: counts in windows, sums and extremes over records, rows and subordinate units; and days.

use super::Expr;

/// Something gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gather {
    pub kind: GatherKind,
    /// Its operands: see [`GatherKind`].
    pub of: Vec<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatherKind {
    /// 计数(事件，当 …，在 年限算法): a plain count, and the window. The most that any window holds which is completed in the year at hand.
    Window,
    /// 存在 / 计数 over the units below the one at hand: a plain count.
    Exists,
    Count,
    /// 合计, 最大, 最小, 最晚, 最早 over many: a plain count says over which, then what is added up or compared.
    Sum {
        under: bool,
    },
    Extreme {
        greatest: bool,
        under: bool,
    },
    /// 最晚(a，b …), 最早: the greatest or least of those that have a value.
    Present {
        greatest: bool,
    },
    /// 日期 后 n年: the day and the number.
    DayAfter(DayUnit),
    /// 首日(月), 末日(月), 所在月(日), 所在年度(日): a day, month or year.
    Calendar(CalendarPart),
}

/// A day of a month or year; the month or year of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarPart {
    FirstDay,
    LastDay,
    Month,
    Year,
}

impl CalendarPart {
    /// The function of this name.
    #[must_use]
    pub fn named(word: &str) -> Option<CalendarPart> {
        [CalendarPart::FirstDay, CalendarPart::LastDay, CalendarPart::Month, CalendarPart::Year].into_iter().find(|p| p.word() == word)
    }

    /// The word it is written with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CalendarPart::FirstDay => "首日",
            CalendarPart::LastDay => "末日",
            CalendarPart::Month => "所在月",
            CalendarPart::Year => "所在年度",
        }
    }
}

/// 年, 个月, 日.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayUnit {
    Years,
    Months,
    Days,
    /// As the value says: a 期间.
    AsValue,
}

impl DayUnit {
    /// The unit of this spelling.
    #[must_use]
    pub fn of(unit: &str) -> Option<DayUnit> {
        match unit {
            "年" => Some(DayUnit::Years),
            "个月" => Some(DayUnit::Months),
            "日" => Some(DayUnit::Days),
            _ => None,
        }
    }
}

impl GatherKind {
    /// Only the units below the one at hand.
    #[must_use]
    pub fn is_under(self) -> bool {
        match self {
            GatherKind::Exists | GatherKind::Count => true,
            GatherKind::Sum { under } | GatherKind::Extreme { under, .. } => under,
            GatherKind::Window | GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_) => false,
        }
    }
}
