//! What is gathered from many, in words.

use super::Words;
use super::expression::Fill;
use crate::ir::{DayUnit, Expr, ExprKind, Gather, GatherKind};

impl Words<'_> {
    pub(super) fn gathered(&self, gather: &Gather, fill: Fill<'_>) -> String {
        let one = |at: usize| gather.of.get(at).map_or_else(String::new, |e| self.filled(e, fill));
        // `计数(县区，当 …)` → `县区，当 …`
        let over = |at: usize| {
            let text = gather.of.get(at).map_or_else(String::new, |e| self.counted(e, fill));
            if gather.kind.is_under() { format!("在 所辖 {text}") } else { text }
        };
        match gather.kind {
            GatherKind::Window => format!("计数({}，在 {})", over(0), one(1)),
            GatherKind::Exists => format!("存在({})", over(0)),
            GatherKind::Count => format!("计数({})", over(0)),
            GatherKind::Sum { under } => format!("合计({}，{}{})", one(1), if under { "" } else { "在 " }, over(0)),
            GatherKind::Extreme { greatest, under } => {
                let word = if greatest { "最大" } else { "最小" };
                format!("{word}({}，{}{})", one(1), if under { "" } else { "在 " }, over(0))
            }
            GatherKind::Present { greatest } => {
                let all: Vec<String> = gather.of.iter().map(|e| self.filled(e, fill)).collect();
                format!("{}({})", if greatest { "最晚" } else { "最早" }, all.join("，"))
            }
            GatherKind::Calendar(part) => format!("{}({})", part.word(), one(0)),
            GatherKind::DayAfter(unit) => {
                let unit = match unit {
                    DayUnit::Years => "年",
                    DayUnit::Months => "个月",
                    DayUnit::Days => "日",
                    DayUnit::AsValue => "",
                };
                let length = gather.of.get(1).map_or_else(String::new, |e| self.length(e, unit, fill));
                format!("{} 后 {length}", one(0))
            }
        }
    }

    fn counted(&self, count: &Expr, fill: Fill<'_>) -> String {
        let text = match &count.kind {
            // The count itself is no reading here: only what it goes over.
            ExprKind::Count { over, when } => self.over("", over, when.as_deref(), fill),
            _ => self.filled(count, fill),
        };
        text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).map_or(text.clone(), str::to_owned)
    }

    /// `1年`, or the name of the number.
    fn length(&self, count: &Expr, unit: &str, fill: Fill<'_>) -> String {
        let text = self.filled(count, fill);
        if text.chars().all(|c| c.is_ascii_digit()) { format!("{text}{unit}") } else { text }
    }
}
