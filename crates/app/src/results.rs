//! Results as data: a header, and one row for each result, entity and year. What every output format prints.
//!
//! `quanheng.results/1`, as `docs/results.schema.json` says it. JSON lines and CSV are made here, for every caller; tables for
//! people are the command line's own.

mod conclusion;
pub mod csv;
pub mod json_lines;
pub mod parquet;
mod plain_value;
mod row_from_finding;
pub(crate) mod said;

use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Finding;
use quanheng_policy::ir::VariableId;

pub use conclusion::{BeforeRow, ConclusionRow, GRANTS, Given, MatterRow, PERSONS};
pub use plain_value::{Plain, plain_value};
pub(crate) use row_from_finding::{Rows, instances, stand_beside};
pub use said::{greatest, least, reading_order};

/// The format's name.
pub const FORMAT: &str = "quanheng.results/1";

/// Stands on every output.
pub const NOTICE: &str = "系统测算，供核实，不作为处理依据";

/// The same for readers of English.
pub const NOTICE_ENGLISH: &str = "Computed for verification; not a basis for any decision";

/// A pack in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackStamp {
    pub id: String,
    pub version: String,
    pub hash: String,
}

/// What the results rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub pack: PackStamp,
    /// From the lowest up.
    pub basis: Vec<PackStamp>,
    pub facts_hash: String,
    pub entities_hash: String,
    pub engine: String,
    pub language: u32,
    pub periods: Vec<Year>,
    /// ISO date.
    pub known_on: Option<String>,
    /// ISO date: `--decided-on`.
    pub decided_on: Option<String>,
    pub law_as_of: Option<Year>,
    /// `--set`, as typed, by name.
    pub settings: Vec<(String, String)>,
    pub strict: bool,
    /// Only results that are met are listed.
    pub met_only: bool,
    /// Some of the facts were published.
    pub published: bool,
    /// `--all-kinds`
    pub all_kinds: bool,
    /// The known-on day, or the hour of the run where the user asked for it; absent otherwise, so that the same input
    /// gives the same bytes.
    pub run_at: Option<String>,
    /// Of a run: the rows that were worked out a second time.
    pub rechecked: Option<Rechecked>,
}

/// How many rows were worked out a second time, and how many of them came out differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rechecked {
    pub rows: usize,
    pub differing: usize,
}

/// A reason why something is not known, or wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CauseRow {
    /// cell, completeness, open, rule.
    pub kind: &'static str,
    pub what: Bilingual,
    /// Where it would have to be filled in, or which rules it is.
    pub at: Bilingual,
    /// Of a conclusion, where it is not the condition: `persons`, `grants`, or a field.
    pub about: Option<String>,
}

/// A mark, with what it refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkRow {
    /// 推定, 印列, 设定, 参照适用, 推演.
    pub kind: String,
    pub text: Bilingual,
    /// A cell, a rule, a 待定 or a year.
    pub reference: String,
}

/// A value shown beside a result for people: the group it competes in, the place it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub name: String,
    pub finding: Finding,
    pub shown: Bilingual,
    /// The better ones have the higher value.
    pub descending: bool,
}

/// One result of one entity in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    pub variable: VariableId,
    pub entity: Option<EntityIx>,
    /// The result's full name.
    pub result: String,
    /// definition, ranking, list; of a 结论 its kind as declared (称号, 奖金 …).
    pub kind: String,
    /// The name in force on the last day of the year.
    pub of: Option<String>,
    pub of_id: Option<String>,
    /// The values of further indexes.
    pub index: Vec<String>,
    pub period: Option<Year>,
    pub value: Option<Plain>,
    pub between: Option<[Option<Plain>; 2]>,
    pub finding: Finding,
    pub causes: Vec<CauseRow>,
    /// Labels of the rules that gave the value, joined by 、.
    pub rule: Option<String>,
    pub rule_id: Option<String>,
    pub article: Option<String>,
    /// text, inferred.
    pub article_confidence: Option<&'static str>,
    pub marks: Vec<MarkRow>,
    /// The value or its bounds as a sentence prints it.
    pub shown: Bilingual,
    pub beside: Vec<Beside>,
    /// Whose posts it concerns; of a result of a tenure, the one who holds it; of a person, the person.
    pub persons: Vec<PersonRow>,
    /// It is, or belongs to, a matter to be verified.
    pub to_verify: bool,
    // Boxed: most rows are no conclusions.
    pub conclusion: Option<Box<ConclusionRow>>,
}

/// A person, with a post where one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    /// Unit and post: 甲县 党委正职. Empty where no post is meant.
    pub post: String,
    /// `2016-03-01`, or `2016-03` where only the month is known.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The fewest and most days in post within the period.
    pub days: Option<(u32, u32)>,
    pub certain: bool,
    /// The matters that were disregarded for this person.
    pub disregarded: Vec<String>,
    /// Of these it is not known.
    pub perhaps: Vec<String>,
    /// Whether the conclusion stands for this person once they are.
    pub stands: Stands,
}

/// Whether a conclusion stands for one person after 不计.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// It is no conclusion, or sets nothing aside.
    #[default]
    NotAsked,
    Yes,
    No,
    Unknown,
}

impl CauseRow {
    /// One line: what it is about where that is not the condition, where it belongs, what is wanting.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        let lead = match (self.about.as_deref(), language) {
            (None, _) => String::new(),
            (Some(PERSONS), Language::Chinese) => "涉及：".to_owned(),
            (Some(GRANTS), Language::Chinese) => "给予：".to_owned(),
            (Some(PERSONS), Language::English) => "whom it reaches: ".to_owned(),
            (Some(GRANTS), Language::English) => "what it gives: ".to_owned(),
            (Some(field), Language::Chinese) => format!("{field}："),
            (Some(field), Language::English) => format!("{field}: "),
        };
        format!("{lead}{}", format!("{} {}", self.at.get(language), self.what.get(language)).trim())
    }
}

impl ResultRow {
    /// `甲县`, with further indexes `甲县（安全生产）`.
    #[must_use]
    pub fn whose(&self, language: Language) -> String {
        let of = self.of.as_deref().unwrap_or_default();
        match (self.index.is_empty(), language) {
            (true, _) => of.to_owned(),
            (false, Language::Chinese) => format!("{of}（{}）", self.index.join("，")),
            (false, Language::English) => format!("{of} ({})", self.index.join(", ")).trim_start().to_owned(),
        }
    }

    /// True where it has to be said that this is to be verified, and no decision on anybody.
    #[must_use]
    pub fn says_to_verify(&self) -> bool {
        self.to_verify && self.is_met()
    }

    /// True where the result is met: 是, or a value above nought; any other value that stands.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match &self.value {
            Some(Plain::Truth(truth)) => *truth,
            Some(Plain::Number { exact, .. }) => *exact > quanheng_facts::exact::Exact::ZERO,
            Some(Plain::Text(_) | Plain::Many(_)) => true,
            None => false,
        }
    }
}
