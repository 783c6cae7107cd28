//! What people decided, with who, when and why: judgements (table 认定), and settings of what the text leaves open (table 设定).
//!
//! Comes from intake; read by the evaluators as facts are. Deliberately absent: what follows from a decision.

use jiff::civil::Date;

use crate::origin::Origin;
use crate::schema::{JudgementId, SettingId};
use crate::value::{EntityIx, Value, Year};

/// A row of 认定: what a person judged, for a body that the law names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub judgement: JudgementId,
    pub of: EntityIx,
    /// Where it is judged year by year.
    pub year: Option<Year>,
    /// The values of its further indexes, in their order.
    pub args: Vec<Value>,
    /// 结论
    pub value: Value,
    /// 认定机关
    pub body: String,
    /// 认定人
    pub person: String,
    /// 日期: the day of the judgement.
    pub on: Date,
    /// 理由
    pub reason: String,
    /// 证据
    pub evidence: String,
    /// The cell of the 结论.
    pub origin: Origin,
    /// Earlier judgements on the same thing that this one replaced, latest first.
    pub replaced: Vec<Judged>,
}

impl Judged {
    /// From which day it is known: the day said beside it, else its own.
    #[must_use]
    pub fn known_from(&self) -> Date {
        self.origin.known_on.unwrap_or(self.on)
    }
}

/// A row of 设定: what an office settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub setting: SettingId,
    /// 值
    pub value: Value,
    /// 设定机关
    pub body: String,
    /// 设定人
    pub person: String,
    /// 日期: the day of the decision.
    pub on: Date,
    /// 文号
    pub document: Option<String>,
    /// 理由
    pub reason: String,
    /// 自, 至: the days on which it holds, both included; `None`: open.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The cell of the 值.
    pub origin: Origin,
}

impl Setting {
    /// From which day it is known: the day said beside it, else its own.
    #[must_use]
    pub fn known_from(&self) -> Date {
        self.origin.known_on.unwrap_or(self.on)
    }

    /// True on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// True if both hold on some day.
    #[must_use]
    pub fn meets(&self, other: &Setting) -> bool {
        let begins = |a: &Setting, b: &Setting| a.from.is_none_or(|from| b.to.is_none_or(|to| from <= to));
        begins(self, other) && begins(other, self)
    }
}

/// A name in the form in which names of open values are compared: brackets and commas of either width, no spaces.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let name = name.trim();
    let bare = name.strip_prefix("待定").map(str::trim).and_then(|n| n.strip_prefix('「')?.strip_suffix('」')).unwrap_or(name);
    bare.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '「' | '」'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' | '、' => ',',
            other => other,
        })
        .collect()
}
