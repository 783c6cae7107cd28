//! What comes out for one variable, one entity and one year: status, value or bounds, rule, causes, marks.
//!
//! Plain data. Names and sentences are made from it elsewhere (`explanation.rs`, the command line).

use std::collections::BTreeSet;

use quanheng_facts::entity::PartialDate;
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};

use crate::ir::{Args, OpenId, ParameterId, RuleIx, VariableId};

/// 状态.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 成立: a value (an unmet boolean is 成立, with the value 否).
    Holds,
    /// 不适用: no rule gives one.
    NotApplicable,
    /// 未知, with causes.
    Unknown,
    /// 冲突: rules disagree.
    Conflict,
    /// 错误: what was read is in conflict or in error, or arithmetic cannot be carried out.
    Error,
}

/// A place in the results: a variable of an entity in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instance {
    pub variable: VariableId,
    /// `None` for a variable without an owner.
    pub entity: Option<EntityIx>,
    pub year: Year,
    /// The values of its further indexes.
    pub args: Args,
}

impl Instance {
    /// Without further indexes.
    #[must_use]
    pub fn of(variable: VariableId, entity: Option<EntityIx>, year: Year) -> Instance {
        Instance { variable, entity, year, args: Args::default() }
    }
}

/// Why something is not known, or what went wrong. Ordered, so that lists of causes are the same each time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// A cell that is empty, or whose row is not there.
    Cell { table: TableId, column: Option<ColumnId>, entity: Option<EntityIx>, year: Option<Year>, keys: Vec<Value> },
    /// A table that nobody signed complete for that year (and scope).
    Completeness { table: TableId, entity: Option<EntityIx>, year: Option<Year>, keys: Vec<Value> },
    /// A table not signed complete, where its completeness would have let another rule speak: one more way to an answer.
    NotSigned { table: TableId, entity: Option<EntityIx>, year: Option<Year>, keys: Vec<Value> },
    /// A 认定项 nobody has judged. Not `needed`: its own 需要时 says so, yet somebody reads it.
    Judgement { instance: Instance, needed: bool },
    /// A 待定 nobody settled.
    Open(OpenId),
    /// A value that a test or a what-if gave as not known.
    Given(Instance),
    /// A year that was not assessed, where the rule says such a year may be either (未考核 未知). The instance is the reader, in that
    /// year.
    Unassessed(Instance),
    /// 决定日: the day on which it is decided, by which somebody's post counts, is not said.
    DecisionDay,
    /// A rule that disagrees with another, or cannot be carried out.
    Rule { instance: Instance, rules: Vec<RuleIx>, fault: Fault },
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// Two rules that do not override each other give different values, or were not declared to coexist.
    Disagree,
    /// The value contradicts a 界限.
    AgainstBound,
    /// Members at the cut line are equal by every key.
    CutTie,
    /// Arithmetic does not fit, or divides by nought.
    Arithmetic,
    /// A value that its type cannot hold (more places than the scale, a part of a 分).
    DoesNotFit,
    /// 不适用 was read where nothing says what then.
    UnhandledNa,
    /// No arm of a 视 fits.
    NoArm,
    /// A dated attribute has two rows for one day.
    TwoAtOnce,
    /// A variable reads its own past further back than history can go.
    EndlessHistory,
    /// Two presumptions give different values.
    PresumptionsDisagree,
    /// The year lies between two versions of a rule, or a share was asked of an impossible base.
    NoVersion,
    /// 分档: the ratios come to more than everyone.
    QuotasBeyondWhole,
    /// 名单, 分档: the quota is not the same for all of a group.
    QuotasDiffer,
    /// 分配: the amount is not the same for all of a group.
    AmountsDiffer,
    /// 分配: an amount or a weight is below nought.
    ShareBelowNought,
    /// 归一: one alone, or all equal: there is no scale.
    NoScale,
    /// 加权: the weights do not come to 100 %, or one is below nought.
    WeightsNotWhole,
    /// 加权, 记组平均: nobody has the figure.
    NoAverage,
    /// 分配, 加权: there is something to be shared or weighed, and no weight at all to do it by.
    NoWeight,
    /// 分配: the amount is finer than the unit it is to be exact to.
    FinerThanUnit,
    /// 分配: equal remainders, and fewer units left over than there are of them.
    RemainderTie,
    /// 判定表，取 唯一: no row holds.
    NoRow,
    /// 判定表，取 唯一: several rows hold.
    SeveralRows,
    /// 判定表: the criteria of these levels were not obtained. No fault of anybody's: a cause of what is not known.
    CriteriaNotObtained,
}

/// A mark that a result carries, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 推定: a presumption stood in for what is not known.
    Presumed {
        variable: VariableId,
        presumption: u32,
    },
    /// 印列, 推定 …: the basis column of a cell says so. `basis` is the rank in that column's enum.
    /// No origin where it reached the result through a ranking or a list over many rows.
    Basis {
        table: TableId,
        column: ColumnId,
        basis: Value,
        /// The keys of its row, which do not hang on where the row stands; empty where there is no origin.
        key: Vec<Value>,
        // Boxed: marks are kept by the thousand, and most are of other kinds.
        origin: Option<Box<Origin>>,
    },
    /// 设定: rests on a value an office settled.
    Settled(OpenId),
    /// 设定: rests on a row of the table 设定, by its place among those of that open value.
    SetByOffice {
        open: OpenId,
        nth: u32,
    },
    /// 参照适用: rules of another year.
    LawAsOf(Year),
    /// 与官方不同: an official grade stands, and the figures give another.
    OfficialDiffers {
        variable: VariableId,
        official: Value,
        least: Option<Value>,
        greatest: Option<Value>,
    },
    /// 与推算不同: what was published stands, and without it the rules give something else.
    PublishedDiffers(Box<PublishedDiffers>),
    /// 推演: under a what-if.
    WhatIfOpen(OpenId),
    WhatIfParameter(ParameterId),
}

/// A published value that the rules do not come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublishedDiffers {
    pub variable: VariableId,
    /// Whose and of which year; `None` where it reached the result through a ranking or a list over many.
    pub of: Option<Difference>,
}

/// Beside each other: what was published, and what can be worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub entity: Option<EntityIx>,
    pub year: Year,
    pub published: Value,
    pub least: Option<Value>,
    pub greatest: Option<Value>,
}

/// The lowest and highest value something can still take; `None`: no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    pub least: Option<Value>,
    pub greatest: Option<Value>,
    /// 宽: the ends are safe, but may not both be reached.
    pub wide: bool,
}

/// The result for one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub instance: Instance,
    pub status: Status,
    /// Where 成立.
    pub value: Option<Value>,
    /// Where 未知 and ordered.
    pub between: Option<Between>,
    /// Where 未知: it may turn out 不适用.
    pub may_be_na: bool,
    /// For 未知, 冲突, 错误; sorted.
    pub causes: BTreeSet<Cause>,
    /// The rules that gave the value (several where they coexist); empty where the default did, or nothing.
    pub rules: Vec<RuleIx>,
    /// 缺省 gave the value.
    pub by_default: bool,
    /// 不适用 because no version is in force in that year (不在施行期).
    pub not_in_force: bool,
    /// Rules whose guard held too, but which were overridden.
    pub also_held: Vec<RuleIx>,
    /// Rules whose guard is not known; the value stands whatever they turn out to be, or is 未知 because of them.
    pub pending: Vec<RuleIx>,
    pub marks: BTreeSet<Mark>,
    /// Of a 结论: what its condition came to before matters were set aside (不计), and which those are.
    pub before: Option<Box<Before>>,
}

/// A condition before 不计.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub status: Status,
    pub value: Option<Value>,
    /// Surely set aside.
    pub matters: Vec<EntityIx>,
    /// Of these it is not known whether they are.
    pub perhaps: Vec<EntityIx>,
}

/// A person with a post that a result concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub entity: EntityIx,
    /// The row of 任职 that says so; `None` where the person is named without a post.
    pub tenure: Option<EntityIx>,
    pub unit: Option<EntityIx>,
    /// A value of the enum of posts.
    pub post: Option<Value>,
    /// First and last day in post; `None`: still (or from ever).
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    /// Days in post within the years asked about.
    pub days: Option<Days>,
    /// It is as the list says whatever the unknowns turn out to be: reached, or (among the others) not.
    pub certain: bool,
}

/// A count of days (or months), between its least and its greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    pub least: u32,
    pub greatest: u32,
}

/// A conclusion whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Whether it is met, after 不计.
    pub finding: Finding,
    /// 给予
    pub grants: Option<Finding>,
    /// By name, in the order written.
    pub fields: Vec<(String, Finding)>,
    /// Whom it reaches.
    pub persons: Vec<PersonReached>,
    /// In such a post in the same time, and not reached.
    pub others: Vec<Person>,
    /// Why it is not known who else is, or whether some of the persons are.
    pub causes: BTreeSet<Cause>,
    /// It has a 涉及.
    pub reaches_anybody: bool,
}

/// A person whom a conclusion reaches, looked at again without the matters tolerated for that person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonReached {
    pub person: Person,
    /// What the condition comes to for that person after 不计; `None`: not known.
    pub holds: Option<bool>,
    /// Matters surely set aside for that person, beside those of the unit.
    pub set_aside: Vec<EntityIx>,
    /// Of these it is not known.
    pub perhaps: Vec<EntityIx>,
}

impl Conclusion {
    /// 无人对应: it is met, ought to reach somebody, and nobody is found; that is certain.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.reaches_anybody && self.persons.is_empty() && self.causes.is_empty()
    }
}

/// Whom a conclusion about a unit reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// In the order of persons, then of tenures.
    pub persons: Vec<Person>,
    /// In such a post in the same years, and not reached.
    pub others: Vec<Person>,
    /// Why it is not known who else is, or whether some of the persons are; empty where the list is as it is.
    pub causes: BTreeSet<Cause>,
}

impl Reached {
    /// 无人对应: nobody is reached, and that is certain.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.persons.is_empty() && self.causes.is_empty()
    }
}

impl Status {
    /// The word in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Status::Holds => "成立",
            Status::NotApplicable => "不适用",
            Status::Unknown => "未知",
            Status::Conflict => "冲突",
            Status::Error => "错误",
        }
    }

    /// The word in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Status::Holds => "holds",
            Status::NotApplicable => "not applicable",
            Status::Unknown => "unknown",
            Status::Conflict => "conflict",
            Status::Error => "error",
        }
    }
}
