//! What tables a policy needs: their keys, columns, accepted headings, and who signs them complete.
//!
//! Comes in from a checked pack; says nothing of files, sheets or rules.

use crate::exact::Exact;
use crate::value::{EnumDef, KindId, Type, Value};

/// Which table, by its place in [`Schema::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub u32);

/// Which column of a table, by its place in [`TableSchema::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub u32);

/// Which judgement, by its place in [`Schema::judgements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JudgementId(pub u32);

/// Which 待定, by its place in [`Schema::settings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SettingId(pub u32);

/// Everything intake must know about a policy: who can exist, which enums and tables there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    pub kinds: Vec<KindDef>,
    pub enums: Vec<EnumDef>,
    pub tables: Vec<TableSchema>,
    /// What people judge: the rows of the table 认定 are about these.
    pub judgements: Vec<JudgementSchema>,
    /// What the text leaves open: the rows of the table 设定 settle these.
    pub settings: Vec<SettingSchema>,
    /// Posts that only one person of a unit can hold at a time.
    pub single_posts: Vec<SinglePosts>,
    /// Registers of matters that take what stands in no table.
    pub free_matters: Vec<FreeMatters>,
}

/// 登记 …、其他（文本）: a matter may be told in words, where it is no row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeMatters {
    /// 事项
    pub register: KindId,
    /// What such a matter is: 其他.
    pub other: KindId,
}

/// 职务组 …，各一人: posts that only one person of a unit can hold at a time, in the table of tenures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinglePosts {
    pub table: TableId,
    pub person: ColumnId,
    pub unit: ColumnId,
    pub post: ColumnId,
    pub values: Vec<Value>,
    /// Whoever has 是 here acts for one of them without holding it.
    pub acting: Option<ColumnId>,
}

/// 待定: what an office may settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingSchema {
    /// `优秀名额取整`; of a family `完成率下限（安全生产）`.
    pub name: String,
    pub ty: Type,
    /// The values it may be chosen from; empty: any of its type.
    pub options: Vec<Value>,
    /// What a pack settled already.
    pub settled: Option<Value>,
    /// Some rule reads it; else to settle it changes nothing.
    pub read: bool,
}

/// 认定项: something that a person judges, because the law asks for it and no rule can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementSchema {
    /// `安全事故.责任事故`; the part after the dot is enough where only one bears it.
    pub name: String,
    /// Whom it is about. An event is named by its own number.
    pub owner: KindId,
    /// Judged anew for each year.
    pub yearly: bool,
    /// Judged anew for each of these too: of which kind each further index is (`硬杠杠`).
    pub index: Vec<JudgementIndex>,
    pub ty: Type,
    /// Any one of these may judge.
    pub bodies: Vec<String>,
}

/// One further index of what is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementIndex {
    pub name: String,
    pub ty: Type,
}

/// A kind of entity (`实体 县区：单位，上级 市`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindDef {
    pub name: String,
    /// The wider kind (`单位`).
    pub of: Option<KindId>,
    /// The kind of its superior (`市`).
    pub superior: Option<KindId>,
    /// The table whose rows are the entities of this kind: an event, a tenure. `None`: those are registered, or persons.
    pub record: Option<TableId>,
    /// `单位 或 人员`: an entity of any of these kinds is of this kind. Empty for a kind that is declared.
    pub any_of: Vec<KindId>,
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableShape {
    /// 事实: one row (or several, see [`TableSchema::many_rows`]) for each value of the keys.
    Fact,
    /// 时段: an attribute that holds from a day (column 自) to a day (column 至, the last day; empty: still).
    Span,
    /// 事件: each row is something that happened on a day, with a number of its own. Its one key is the entity it is.
    Event,
    /// 任职: each row says that a person held a post in a unit from a day (column 自) to a day (column 至). Its one key is the
    /// entity it is.
    Tenure,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// The name, and what a sheet or file is called.
    pub name: String,
    /// Other names a sheet or file may bear.
    pub names: Vec<String>,
    pub shape: TableShape,
    /// In order: the entity first, then 年度 where there is one, then enums.
    pub keys: Vec<KeyColumn>,
    /// 可多行: several rows may share a key.
    pub many_rows: bool,
    pub columns: Vec<ColumnSchema>,
    /// Of an event or a tenure: the columns that say whom it concerns, in the order of the index.
    pub concerns: Vec<ColumnId>,
    /// Of an event: the column with the day on which it happened.
    pub day: Option<ColumnId>,
    /// 完整 由 … 按 … 确认; without it nobody can sign the table complete, and a missing row is never "none".
    pub completeness: Option<CompletenessRule>,
    /// The pack that declared it.
    pub pack: String,
}

/// A column that says which row it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyColumn {
    pub name: String,
    /// Accepted headings, the name itself first.
    pub headings: Vec<String>,
    pub ty: KeyType,
}

/// What a key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyType {
    Entity(KindId),
    Year,
    Enum(crate::value::EnumId),
}

/// A column that holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSchema {
    pub name: String,
    /// Accepted headings, the name itself first.
    pub headings: Vec<String>,
    pub ty: Type,
    /// Lowest and highest value allowed, both included; money in 分.
    pub range: (Option<Exact>, Option<Exact>),
    pub blank: Blank,
    /// 可多值: several values in one cell, joined by 、.
    pub many_values: bool,
    /// `依据 栏`: that column (an enum) says how far this value can be trusted; its first value means "as published", any
    /// other is a mark on every result that rests on this value.
    pub basis: Option<ColumnId>,
}

/// What an empty cell means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Not allowed: a problem at the cell.
    Refused,
    /// 可缺: not entered; the value is unknown.
    Unknown,
    /// 可空: there is none (an open end).
    Absent,
    /// 缺省 v.
    Default(Value),
}

/// 完整 由 … 按 … 确认.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletenessRule {
    /// Any one of these may sign.
    pub bodies: Vec<String>,
    /// The keys it is signed by, as places in [`TableSchema::keys`] (年度, 奖项 …).
    pub by: Vec<usize>,
    /// The same for an event or a tenure, whose one key is itself.
    pub of_record: RecordScope,
}

/// What a table of events or tenures is signed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordScope {
    /// Year by year: all that happened in it, or held for some of it.
    pub yearly: bool,
    /// Entity by entity, by these of [`TableSchema::concerns`].
    pub concerned: Vec<ColumnId>,
}

impl Schema {
    /// The table with this id.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&TableSchema> {
        self.tables.get(usize::try_from(id.0).ok()?)
    }

    /// The judgement with this id.
    #[must_use]
    pub fn judgement(&self, id: JudgementId) -> Option<&JudgementSchema> {
        self.judgements.get(usize::try_from(id.0).ok()?)
    }

    /// The kind with this id.
    #[must_use]
    pub fn kind(&self, id: KindId) -> Option<&KindDef> {
        self.kinds.get(usize::try_from(id.0).ok()?)
    }

    /// The fact tables whose rows are matters (登记), each with the kind of those rows.
    pub fn tables_of_matters(&self) -> impl Iterator<Item = (TableId, KindId)> {
        self.kinds.iter().enumerate().filter_map(|(at, kind)| {
            let table = kind.record?;
            let of_rows = self.table(table).is_some_and(|t| t.record_kind().is_none());
            of_rows.then_some((table, KindId(u32::try_from(at).ok()?)))
        })
    }

    /// True if `kind` is `wider` or below it.
    #[must_use]
    pub fn is_kind(&self, kind: KindId, wider: KindId) -> bool {
        let any_of = self.kind(wider).map(|d| d.any_of.as_slice()).unwrap_or_default();
        if any_of.iter().any(|one| *one != wider && self.is_kind(kind, *one)) {
            return true;
        }
        let mut at = Some(kind);
        // Kinds form a tree; the bound keeps a malformed one from looping.
        for _ in 0..=self.kinds.len() {
            match at {
                Some(k) if k == wider => return true,
                Some(k) => at = self.kind(k).and_then(|d| d.of),
                None => return false,
            }
        }
        false
    }
}

impl TableShape {
    /// True where each row is an entity of its own.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, TableShape::Event | TableShape::Tenure)
    }
}

impl TableSchema {
    /// The kind of the entities that its rows are; `None` for a table whose rows tell of others.
    #[must_use]
    pub fn record_kind(&self) -> Option<KindId> {
        match self.keys.first().map(|k| &k.ty) {
            Some(KeyType::Entity(kind)) if self.shape.is_record() => Some(*kind),
            _ => None,
        }
    }

    /// The column with this id.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&ColumnSchema> {
        self.columns.get(usize::try_from(id.0).ok()?)
    }

    /// The column with this name.
    #[must_use]
    pub fn column_named(&self, name: &str) -> Option<ColumnId> {
        self.columns.iter().position(|c| c.name == name).and_then(|at| u32::try_from(at).ok()).map(ColumnId)
    }
}
