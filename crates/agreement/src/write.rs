//! Writes a pack as an author would, at random: tables, definitions, exceptions, rankings, conclusions; each part of the type that is
//! asked for, each reading one that its place allows.
//!
//! In: a seed. Out: the files of one pack, or of a pack and one built on it, as [`Text`]s. What is written is Chinese as in the reference
//! and goes through the real front end. Deliberately absent: facts (`data.rs`), and any promise that the checker takes it: what it
//! refuses is counted, and the writer mended.

mod child;
mod conclusion;
mod condition;
mod decision;
mod definition;
mod events;
mod exception;
mod gathered;
mod history;
mod number;
mod opens;
mod posts;
mod rare;
mod reading;
mod score;
mod sets;
mod tables;
mod value;

use crate::chance::Chance;
pub use crate::text::Ty;
use crate::text::{Sort, Text, text};

/// Whose something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nobody,
    Unit,
    City,
    County,
    Town,
    /// A record of this event table.
    Event(usize),
    Tenure,
    Person,
}

/// An enum of the pack.
#[derive(Clone, Debug)]
pub(crate) struct EnumPlan {
    pub name: String,
    pub ordered: bool,
    pub values: Vec<String>,
}

/// 组别, 等次 and 奖项 are always there, in these places.
pub(crate) const GROUP: usize = 0;
pub(crate) const GRADE: usize = 1;
pub(crate) const AWARD: usize = 2;

/// What kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Fact,
    /// With 奖项 as a key.
    Keyed,
    Many,
    Span,
    Event,
    Tenure,
}

#[derive(Clone, Debug)]
pub(crate) struct TablePlan {
    pub name: String,
    pub shape: Shape,
    pub owner: Kind,
    pub yearly: bool,
    /// 完整
    pub signed: bool,
    pub columns: Vec<ColumnPlan>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnPlan {
    pub name: String,
    pub ty: Ty,
    pub na: bool,
    pub many: bool,
    /// Of persons, of a matter: read only where that is asked for.
    pub apart: bool,
}

/// Something that can be read by its name.
#[derive(Clone, Debug)]
pub(crate) struct Readable {
    pub text: String,
    pub ty: Ty,
    pub na: bool,
    pub owner: Kind,
    pub yearly: bool,
}

/// A definition that exceptions, bounds and presumptions may be made to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub name: String,
    pub ty: Ty,
    pub na: bool,
    pub owner: Kind,
    pub yearly: bool,
    pub labels: Vec<String>,
    /// What its rules may read: what was there when it was written.
    pub reads: usize,
    /// The first and last year of what was said of 适用.
    pub dated: bool,
    /// An index of the enum 奖项.
    pub indexed: bool,
}

/// Where an expression stands.
#[derive(Clone, Debug)]
pub(crate) struct At {
    pub kind: Kind,
    pub yearly: bool,
    /// Columns of the row at hand.
    pub row: Vec<Readable>,
    /// Only so many of the readables.
    pub reads: usize,
    /// Inside something that looks at other years or others: not once more.
    pub within: bool,
}

/// What a program is written with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    pub city: bool,
    pub town: bool,
    pub span: bool,
    pub keyed: bool,
    pub many: bool,
    pub events: bool,
    pub tenures: bool,
    pub province: bool,
    pub child: bool,
}

/// The files of a pack, as texts.
#[derive(Clone, Debug)]
pub struct Written {
    pub tables: Text,
    pub law: Text,
    /// The law of the pack built on it.
    pub child: Option<Text>,
}

pub(crate) struct Writer {
    chance: Chance,
    next: usize,
    has: Wanted,
    enums: Vec<EnumPlan>,
    tables: Vec<TablePlan>,
    readables: Vec<Readable>,
    targets: Vec<Target>,
    /// Named numbers that are there, and of which type.
    numbers: Vec<(String, Ty)>,
    /// Which definition says what may be set aside, and of which tables.
    registered: Option<(String, Vec<String>)>,
    /// What was read last.
    lately: Vec<String>,
    /// Named, and not yet written down.
    thought_of: Vec<(String, Ty)>,
    declared: Vec<Text>,
    rules: Vec<Text>,
    child: Vec<Text>,
    /// Rankings whose places may be ranked again: name, owner, whether it may be 不适用.
    rankings: Vec<Readable>,
    /// Whom set rules went over, in which order: another may go over the same.
    orders: Vec<(Kind, sets::People, Text)>,
    /// What may be judged, for 已填齐.
    judged: Vec<Readable>,
    /// 设 of the pack above, and other things that only it may say.
    open_to_child: Vec<opens::OpenPlan>,
    named_to_child: Vec<(String, Ty)>,
}

/// Writes one statement, or a few that belong together.
type Form = fn(&mut Writer);

/// Writes the program of a seed.
#[must_use]
pub fn write(seed: u64) -> Written {
    let mut writer = Writer::new(seed);
    writer.tables();
    writer.statements();
    writer.finish()
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let mut chance = Chance::new(seed);
        let has = Wanted {
            city: chance.percent(50),
            town: chance.percent(15),
            span: chance.percent(40),
            keyed: chance.percent(45),
            many: chance.percent(45),
            events: chance.percent(50),
            tenures: chance.percent(45),
            province: chance.percent(25),
            child: chance.percent(20),
        };
        Writer {
            chance,
            next: 0,
            has,
            enums: Vec::new(),
            tables: Vec::new(),
            readables: Vec::new(),
            targets: Vec::new(),
            numbers: Vec::new(),
            registered: None,
            lately: Vec::new(),
            thought_of: Vec::new(),
            declared: Vec::new(),
            rules: Vec::new(),
            child: Vec::new(),
            rankings: Vec::new(),
            orders: Vec::new(),
            judged: Vec::new(),
            open_to_child: Vec::new(),
            named_to_child: Vec::new(),
        }
    }

    /// A name that nothing has yet.
    fn name(&mut self, stem: &str) -> String {
        self.next += 1;
        format!("{stem}{}", self.next)
    }

    fn at(&self, kind: Kind, yearly: bool) -> At {
        At { kind, yearly, row: Vec::new(), reads: self.readables.len(), within: false }
    }

    fn statements(&mut self) {
        self.open_values();
        let count = self.chance.between(3, 5);
        self.definition();
        for _ in 0..count {
            let mut forms: Vec<(usize, Form)> = vec![
                (8, Writer::definition),
                (4, Writer::defaulted),
                (4, Writer::ranking),
                (4, Writer::list),
                (3, Writer::tiers),
                (3, Writer::share),
                (3, Writer::scored),
                (4, Writer::looking_back),
                (3, Writer::decision_table),
                (2, Writer::versions),
                (2, Writer::judgement),
                (2, Writer::indexed),
                (3, Writer::conclusion),
                (1, Writer::duty),
                (2, Writer::column_exception),
                (1, Writer::constant),
                (2, Writer::over_entities),
            ];
            if self.has.city {
                forms.push((3, Writer::of_city));
            }
            if self.has.events {
                forms.push((6, Writer::of_event));
                forms.push((5, Writer::over_events));
            }
            if self.has.tenures {
                forms.push((6, Writer::of_posts));
            }
            if self.has.many {
                forms.push((3, Writer::over_rows));
            }
            let weights: Vec<usize> = forms.iter().map(|f| f.0).collect();
            let at = self.chance.weighted(&weights);
            forms[at].1(self);
        }
        self.rare();
        self.settle();
        if self.has.child {
            self.child_pack();
        }
    }

    fn finish(self) -> Written {
        let articles = |statements: Vec<Text>, per: usize| {
            let chunks = statements.chunks(per).enumerate().map(|(at, chunk)| {
                let article = at + 1;
                let body = Text::join(Sort::Whole, chunk.to_vec(), "\n");
                text!(Sort::Optional; format!("## 第{article}条 试 {{#第{article}条}}\n\n试。\n\n"), body)
            });
            Text::join(Sort::Whole, chunks, "\n")
        };
        let law = text!(Sort::Whole; "# 办法\n\n", articles(self.rules, 4));
        let tables = text!(Sort::Whole; "# 表\n\n## 表\n\n", Text::join(Sort::Whole, self.declared, "\n"));
        let child = self.has.child.then(|| text!(Sort::Whole; "# 细则\n\n", articles(self.child, 4)));
        Written { tables, law, child }
    }

    /// A statement in a fence of its own.
    fn fenced(statement: Text) -> Text {
        text!(Sort::Optional; "```规则\n", statement, "\n```\n")
    }

    fn rule(&mut self, statement: Text) {
        let words = statement.written();
        // A name that was thought of and not written after all is not to be read.
        let (written, rest) =
            std::mem::take(&mut self.thought_of).into_iter().partition(|(name, _)| words.contains(&format!("「{name}」")));
        self.thought_of = rest;
        self.numbers.extend::<Vec<(String, Ty)>>(written);
        self.rules.push(Writer::fenced(statement));
    }

    /// The word for a type.
    fn type_word(&self, ty: Ty) -> String {
        match ty {
            Ty::Bool => "布尔".to_owned(),
            Ty::Int => "整数".to_owned(),
            Ty::Days => "整数「日」".to_owned(),
            Ty::Decimal => "小数(2)".to_owned(),
            Ty::Ratio => "比例".to_owned(),
            Ty::Money => "金额".to_owned(),
            Ty::Date => "日期".to_owned(),
            Ty::Month => "年月".to_owned(),
            Ty::Year => "年度".to_owned(),
            Ty::Text => "文本".to_owned(),
            Ty::Enum(at) => self.enums[at].name.clone(),
        }
    }

    fn kind_word(&self, kind: Kind) -> String {
        match kind {
            Kind::Nobody => String::new(),
            Kind::Unit => "单位".to_owned(),
            Kind::City => "市".to_owned(),
            Kind::County => "县区".to_owned(),
            Kind::Town => "乡镇".to_owned(),
            Kind::Event(at) => self.tables[at].name.clone(),
            Kind::Tenure => "任职".to_owned(),
            Kind::Person => "人员".to_owned(),
        }
    }

    /// `县区.甲`, or the name alone.
    fn owned(&self, kind: Kind, name: &str) -> String {
        match kind {
            Kind::Nobody => name.to_owned(),
            _ => format!("{}.{name}", self.kind_word(kind)),
        }
    }

    fn is_ordered(&self, ty: Ty) -> bool {
        match ty {
            Ty::Text => false,
            Ty::Enum(at) => self.enums[at].ordered,
            _ => true,
        }
    }
}

impl Kind {
    /// Whether what this one owns is read by its bare name there.
    fn is_seen_from(self, other: Kind) -> bool {
        self == Kind::Nobody || self == other || self == Kind::Unit && matches!(other, Kind::City | Kind::County | Kind::Town)
    }

    fn is_unit(self) -> bool {
        matches!(self, Kind::Unit | Kind::City | Kind::County | Kind::Town)
    }
}

/// Which order words fit a type.
pub(crate) fn order_words(ty: Ty) -> [&'static str; 2] {
    match ty {
        Ty::Date | Ty::Month | Ty::Year => ["从晚到早", "从早到晚"],
        Ty::Int | Ty::Days | Ty::Money => ["从大到小", "从小到大"],
        _ => ["从高到低", "从低到高"],
    }
}
