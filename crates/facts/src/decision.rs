//! What people decided, with who, when, why and on which evidence: judgements (table 认定).
//!
//! Comes from intake; read by the evaluators as facts are. Deliberately absent: what follows from a decision.

use jiff::civil::Date;

use crate::fact::Origin;
use crate::schema::JudgementId;
use crate::value::{EntityIx, Value, Year};

/// A row of 认定: what a person judged, for a body that the law names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub judgement: JudgementId,
    pub of: EntityIx,
    /// Where it is judged year by year.
    pub year: Option<Year>,
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
