//! Why a result is what it is: a tree of nodes, each a mechanism with its sentence, its article and its cells.
//!
//! Built by the interpreter from the same evaluation that gave the result; printed as sentences or as JSON
//! (`quanheng.explanation/1`). Deliberately absent: a second evaluation of any kind.

use quanheng_facts::problem::{Bilingual, Language};
use serde::Serialize;

/// The format's name, the first field of its JSON.
pub const FORMAT: &str = "quanheng.explanation/1";

/// Stands wherever a conclusion is told that reaches persons.
pub const TO_BE_VERIFIED: &str = "达到情形，待核实；非处理结论";

/// The same for readers of English.
pub const TO_BE_VERIFIED_ENGLISH: &str = "circumstances met, to be verified; not a decision on anybody";

/// What kind of step a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// A result or an intermediate variable.
    Variable,
    /// The rule that gave the value.
    Rule,
    /// A condition, with actual against required.
    Guard,
    /// A rule whose condition held too but which was overridden.
    AlsoHeld,
    /// A rule whose condition is not known.
    Pending,
    /// The value's formula with its numbers filled in.
    Formula,
    /// 缺省.
    Default,
    /// A named number, with the version in force.
    Parameter,
    /// A 待定, settled or open.
    Open,
    /// A cell of the user's file.
    Cell,
    /// What a person judged: who, when, why, on what.
    Judgement,
    /// What is missing.
    Missing,
    /// Who signed a table complete.
    Completeness,
    /// A place in a ranking.
    Rank,
    /// In or out of a list: key, cut line, quota, ties.
    List,
    /// Which tier: key, lines, ties.
    Tiers,
    /// A part of an amount: weight, remainder, units left over.
    Share,
    /// 判定表: the row, and what meets it.
    Table,
    /// 上年, 首次.
    History,
    /// 不计: a matter left out.
    SetAside,
    /// What a conclusion says beside its condition: in whose name.
    Conclusion,
    /// 涉及: a person whom a conclusion reaches, or does not.
    Person,
    /// 界限.
    Bound,
    /// 推定.
    Presumption,
    /// Who held a post, from when to when, and whether that counts.
    Post,
    /// 后 n个月 where that month has no such day: the last of the month.
    MonthEnd,
    /// Rounding, as law names it.
    Rounding,
    /// The version of a rule, 不在施行期, 参照适用.
    Validity,
}

/// One step of the reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    pub mechanism: Mechanism,
    /// The sentence.
    #[serde(serialize_with = "bilingual")]
    pub text: Bilingual,
    /// The value as printed in results, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// 成立, 未知 …; for a guard 成立, 不成立, 未知.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Full rule id, where a rule or a named number speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_id: Option<String>,
    /// `鼓励激励 第六条（条号推定）`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// `监测考评.csv｜C5`: file, sheet, cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

fn bilingual<S: serde::Serializer>(text: &Bilingual, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeMap;
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("zh", &text.zh)?;
    map.serialize_entry("en", &text.en)?;
    map.end()
}

impl Node {
    /// A node with a sentence and nothing below it.
    #[must_use]
    pub fn new(mechanism: Mechanism, zh: impl Into<String>, en: impl Into<String>) -> Node {
        Node {
            mechanism,
            text: Bilingual::new(zh, en),
            value: None,
            status: None,
            rule_id: None,
            article: None,
            cell: None,
            children: Vec::new(),
        }
    }

    /// The tree as indented lines of one language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut out = String::new();
        self.render_into(language, "", "", &mut out);
        out
    }

    fn render_into(&self, language: Language, lead: &str, below: &str, out: &mut String) {
        out.push_str(lead);
        out.push_str(self.text.get(language));
        let (open, close) = match language {
            Language::Chinese => ("［", "］"),
            Language::English => (" [", "]"),
        };
        for note in [&self.article, &self.cell].into_iter().flatten() {
            out.push_str(open);
            out.push_str(note);
            out.push_str(close);
        }
        out.push('\n');
        let last = self.children.len().saturating_sub(1);
        for (at, child) in self.children.iter().enumerate() {
            let (branch, trunk) = if at == last { ("└ ", "  ") } else { ("├ ", "│ ") };
            child.render_into(language, &format!("{below}{branch}"), &format!("{below}{trunk}"), out);
        }
    }
}
