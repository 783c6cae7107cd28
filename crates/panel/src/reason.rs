//! Why rows are worked out by themselves, by the interpreter's rules, and not by a kernel over plain values.
//!
//! Some reasons stand in the program, and hold for every row; the others are met on the way, and hold for the rows that meet them. The plan
//! names both beforehand; a run counts the rows by them ([`crate::Ways`]).

use quanheng_facts::problem::Bilingual;

/// Why rows are worked out by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The expression has no kernel.
    NoKernel,
    /// The table is keyed by something else than an entity, the year and the keys written.
    OtherKeys,
    /// The indexes written are not one known value for everybody.
    IndexesDiffer,
    /// A year outside those there can be.
    NoSuchYear,
    /// How far back is looked, or from when, is not one known value for everybody.
    HowFarIsOpen,
    /// What the arms are told apart by is not plain.
    OpenArms,
    /// The entity that is read does not stand in the column.
    NotInColumn,
    /// Whom a row reads is not known, or what it reads there is not plain.
    OpenOfAnother,
    /// A cell that is empty, or not there, or more than a value.
    OpenCell,
    /// A record may concern anybody, or somebody has more than are counted here.
    RecordOfAnybody,
    /// A record may or may not count.
    OpenRecord,
    /// Whether one of its kind counts, or which group it is in, is more than a plain value.
    OpenMember,
    /// More records may exist than are held.
    MissingRecord,
    /// It rests on rows or records of its own, gone over one by one.
    OwnRows,
    /// No row is held, and nobody signed that there is none.
    MissingRow,
    /// What it is given by is not one known value, or several rules speak.
    OpenRow,
    /// It reads its own past, which is not asked for everybody.
    OwnPast,
    /// Its rules are in force by days, and its day is not one known day.
    ByDay,
    /// More rules than a mask has bits.
    ManyRules,
    /// It has matters that may be set aside.
    SetAside,
    /// Its set rule compares with others.
    Rivals,
    /// Its set rule is overridden for everybody, and asked for by nobody.
    OverriddenForAll,
    /// Those compared are of another kind than those who have it.
    OtherPopulation,
    /// A clause of the set rule is open, or carries a mark.
    OpenClause,
    /// Something about a member of the group is open, and more than a key in doubt.
    OpenGroup,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 25] = [
        Reason::NoKernel,
        Reason::OtherKeys,
        Reason::IndexesDiffer,
        Reason::NoSuchYear,
        Reason::HowFarIsOpen,
        Reason::OpenArms,
        Reason::NotInColumn,
        Reason::OpenOfAnother,
        Reason::OpenCell,
        Reason::RecordOfAnybody,
        Reason::OpenRecord,
        Reason::OpenMember,
        Reason::MissingRecord,
        Reason::OwnRows,
        Reason::MissingRow,
        Reason::OpenRow,
        Reason::OwnPast,
        Reason::ByDay,
        Reason::ManyRules,
        Reason::SetAside,
        Reason::Rivals,
        Reason::OverriddenForAll,
        Reason::OtherPopulation,
        Reason::OpenClause,
        Reason::OpenGroup,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let (zh, en) = match self {
            Reason::NoKernel => ("没有成列的算法", "it has no kernel"),
            Reason::OtherKeys => {
                ("表的键不是主体、年度和所写的枚举", "the table is keyed otherwise than by entity, year and what is written")
            }
            Reason::IndexesDiffer => ("所写的键各行不同或不明", "the indexes are not one known value for everybody"),
            Reason::NoSuchYear => ("年度越界", "there is no such year"),
            Reason::HowFarIsOpen => ("回看几年、从何年起各行不同或未定", "how far back is not one known value for everybody"),
            Reason::OpenArms => ("各支的值不是已知的同一个值", "the values of the arms are not known and the same for everybody"),
            Reason::NotInColumn => ("所读的主体不在列中", "the entity read does not stand in the column"),
            Reason::OpenOfAnother => {
                ("读谁不明，或所读之处不是单一的已知值", "whom it reads is not known, or not one known value stands there")
            }
            Reason::OpenCell => ("单元格空缺、未录入或有疑义", "a cell is empty, not entered or in doubt"),
            Reason::RecordOfAnybody => ("有记录可能涉及任何人，或一人的记录过多", "a record may concern anybody, or somebody has too many"),
            Reason::OpenRecord => ("某条记录算不算未定", "whether a record counts is open"),
            Reason::OpenMember => ("某单位算不算、在哪一组未定", "whether a member counts, or its group, is open"),
            Reason::MissingRecord => ("可能还有未录入的记录", "more records may exist than are held"),
            Reason::OwnRows => ("有自己的行或记录，要一条条看", "it has rows or records of its own, which are gone over one by one"),
            Reason::MissingRow => ("没有记录，也未签署已完整", "no row is held and nobody signed that there is none"),
            Reason::OpenRow => {
                ("条件或取值不是单一的已知值，或数条规则并立", "a guard or a value is not one known value, or several rules speak")
            }
            Reason::OwnPast => ("条文读以往年度", "its rules read earlier years"),
            Reason::ByDay => ("规则按日起止，而这一天不是单一的已知日", "its rules are in force by days and its day is not one known day"),
            Reason::ManyRules => ("规则超过六十四条", "it has more than sixty-four rules"),
            Reason::SetAside => ("有可以不计的事项", "it has matters that may be set aside"),
            Reason::Rivals => ("与他人比较而来", "it comes of a comparison with others"),
            Reason::OverriddenForAll => ("集合规则已为所有人压过", "its set rule is overridden for everybody"),
            Reason::OtherPopulation => ("参与者不是本定义的主体", "those compared are not those who have it"),
            Reason::OpenClause => ("某一从句未定，或带有标注", "a clause is open or carries a mark"),
            Reason::OpenGroup => ("组内有人情况未定，不止是键存疑", "something about a member of its group is open, not only a key"),
        };
        Bilingual::new(zh, en)
    }
}
