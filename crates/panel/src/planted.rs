//! Faults planted on purpose, so that the agreement test can show that it would find them; and which registers were made, so that the plan
//! can be held against them. Only where the feature `planted` is on, which tests alone turn on; without it nothing is planted nor kept, and the
//! compiler leaves no trace.

#[cfg(feature = "planted")]
use std::collections::BTreeSet;
#[cfg(feature = "planted")]
use std::sync::atomic::{AtomicU8, Ordering};
#[cfg(feature = "planted")]
use std::sync::{Mutex, PoisonError};

use quanheng_policy::ir::{Expr, VariableId};

#[cfg(feature = "planted")]
static FAULT: AtomicU8 = AtomicU8::new(0);

/// Plants a fault; 0 takes it out again.
#[cfg(feature = "planted")]
pub fn plant(fault: u8) {
    FAULT.store(fault, Ordering::SeqCst);
}

/// What can be planted, by number from 1.
#[cfg(feature = "planted")]
pub const FAULTS: [&str; 50] = [
    "小于 takes in equals",
    "大于等于 leaves out equals",
    "不为 is read as 为",
    "或 of known sides is read as 且",
    "非 of a known side changes nothing",
    "a known value counts as 不适用",
    "numbers of different scales are added digit by digit",
    "a difference the other way round",
    "the greatest is the least",
    "最高 does not limit",
    "不适用则: cases told apart by the first side alone",
    "视: the first arm is never taken",
    "a missing row where each signs for himself is that of the first",
    "cells of the year before",
    "a conflict read by another stays a conflict",
    "marks of others name the row's own entity",
    "rules that held too are forgotten",
    "在…适用时 is ignored",
    "the default is forgotten",
    "不适用 is given where nothing says what then",
    "a missing signature is not told of",
    "cases told apart by conditions alone",
    "equals take the last of their places",
    "an unknown key is left out where it is in doubt",
    "one place too many",
    "全不取 is read as 全取",
    "the base of a quota counts the barred",
    "a mark on a quota is not told to those outside",
    "连续 and 近 look a year too far",
    "曾 looks on behind a year that surely held",
    "首次 does not look before the first year on record",
    "a record that may lie in another year counts for sure",
    "signatures of records of the year before",
    "从高到低 is read as 从低到高",
    "groups are ignored",
    "quotas of tiers are not added up",
    "what is left over goes to the smallest remainders too",
    "keys that part equal remainders are ignored",
    "不占名额 is read as 占名额, and the other way round",
    "units are counted as members",
    "one who is barred is not told apart",
    "末位 stands before everybody",
    "those who stand apart are causes too",
    "one in doubt is told what is open of its rivals",
    "a tie that may be is not told of",
    "somebody's open figure is left out of the comparison",
    "equals are better by place",
    "a sample is read as everybody",
    "权重分摊 does not share out",
    "the one without a figure counts in the average",
];

/// Further ones, by their numbers: those of kernels that came later.
#[cfg(feature = "planted")]
pub const LATER_FAULTS: [(u8, &str); 52] = [
    (51, "判定表: 小于 takes in equals"),
    (52, "判定表: the second column is not looked at"),
    (53, "判定表: 不适用 meets every row"),
    (54, "判定表: of several rows the first alone is added up"),
    (55, "判定表: the official grade is not held against the rows"),
    (56, "名单: one place too few is looked for"),
    (61, "计数 of a kind: groups are ignored"),
    (71, "有记录: further keys are not looked at"),
    (72, "有记录 with 组: a row of any group counts"),
    (73, "已完整: the signature of the first is that of all"),
    (74, "以…为准: the day after"),
    (75, "种类, 编号: the row's own, whoever is meant"),
    (76, "界限 that holds is not looked at"),
    (77, "认定: that of any year"),
    (78, "推定 does not stand in"),
    (79, "待定 rules are taken to be complete"),
    (80, "不计: matters are not looked for"),
    (81, "限 is ignored"),
    (82, "rules by day: those of the first stretch"),
    (83, "公布: a difference is not told of"),
    (85, "several rows count once"),
    (86, "rows may be missing is not looked at"),
    (87, "在任: the last day is not looked at"),
    (84, "what an event has is read under the reader's year"),
    (90, "what was tried for one row is told of all whose outcome is the same"),
    (91, "one side that is not known makes the whole 不适用"),
    (101, "在 所辖: who does not count is added up too"),
    (102, "在 所辖: who is open is left out"),
    (103, "texts are put in order from the last"),
    (104, "任职 以 … 为准: every tenure counts, whenever it was"),
    (105, "任职 以 … 为准: of cases it is not looked at which tenures count"),
    (107, "已填齐: whether it is needed is not looked at"),
    (108, "whom another set rule goes over alike: those of the year before"),
    (110, "合计 of records: those that do not count are added up too"),
    (106, "a column of a tenure: of any, whenever it was"),
    (150, "且, 或: marks of sides that settle nothing are told"),
    (151, "不适用则: the marks of what is 不适用 are lost"),
    (152, "marks of conditions are lost"),
    (153, "set rules: marks of the others are lost"),
    (154, "set rules: a mark of others is told with its cell"),
    (155, "set rules: one's own mark is told as another's too"),
    (156, "lists: marks of those left out for a missing key are lost"),
    (157, "排名: the mark of a clause is lost"),
    (158, "marks of the first part alone are told"),
    (92, "且 and 或: a side that is not known makes the whole 不适用"),
    (93, "最高 and the like: one that is not known makes the whole 不适用"),
    (94, "连续: a year that is not known ends it"),
    (95, "set rules: what is not known of a member is not looked at"),
    (159, "首次, 曾 from an open year: the year at hand alone tells cases apart"),
    (160, "名单: of an open clause the first way of settling it counts alone"),
    (161, "分档: of an open clause the first way of settling it counts alone"),
    (162, "a table that is nobody's: that of the year before"),
];

/// Those of columns that are taken over, by their numbers: found where something is otherwise.
#[cfg(feature = "planted")]
pub const WHAT_IF_FAULTS: [(u8, &str); 2] =
    [(62, "what a number or an open point reaches is taken over"), (63, "what rests on a table that is otherwise is taken over")];

/// True where this fault is planted.
#[cfg(feature = "planted")]
pub(crate) fn is(fault: u8) -> bool {
    FAULT.load(Ordering::Relaxed) == fault
}

/// Nothing is planted.
#[cfg(not(feature = "planted"))]
pub(crate) const fn is(_: u8) -> bool {
    false
}

/// A register that was made: of which variable, for the expression that stands at this address, so many years before the one at hand.
#[cfg(feature = "planted")]
pub type RegisterMade = (VariableId, usize, i32);

/// The registers made so far.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    #[cfg(feature = "planted")]
    made: Mutex<BTreeSet<RegisterMade>>,
}

impl Trace {
    #[cfg(feature = "planted")]
    pub fn made(&self, variable: VariableId, expr: &Expr, back: i32) {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert((variable, std::ptr::from_ref(expr).addr(), back));
    }

    #[cfg(feature = "planted")]
    pub fn all(&self) -> BTreeSet<RegisterMade> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Nothing is kept.
    #[cfg(not(feature = "planted"))]
    #[expect(clippy::unused_self, reason = "in tests it is kept")]
    pub const fn made(&self, _: VariableId, _: &Expr, _: i32) {}
}
