//! One expected cell against what came: met or not, and what came in the words of such a cell.

use std::collections::BTreeSet;

use quanheng_facts::problem::{Bilingual, Language, Problem};
use quanheng_facts::value::{EnumDef, Type, Value};

use super::cause::{causes_met, causes_text};
use super::cell::{self, Expected};
use super::head::{Head, Named, Thing};
use super::{Said, TestOutcome, TestTable};
use crate::finding::{Conclusion, Finding, PersonReached, Status};
use crate::possible::Range;
use crate::problems;
use crate::value_text::expected_text;
use crate::wording::Words;

/// An expected cell.
#[derive(Clone, Copy)]
pub(super) struct Cell<'t> {
    pub table: &'t TestTable,
    pub head: &'t Head,
    /// Whose result it speaks of.
    pub named: &'t Named,
    pub said: &'t Said,
    /// For ⇒ 涉及.
    pub conclusion: Option<&'t Conclusion>,
}

/// The result of a test that cannot be run.
pub(super) fn malformed(table: &TestTable, at: &Said, problem: Problem) -> TestOutcome {
    TestOutcome {
        title: table.title.clone(),
        place: at.place.clone(),
        span: at.span,
        expected: at.text.clone(),
        actual: String::new(),
        passed: false,
        problem: Some(problem),
    }
}

/// A cell that is no value of its type.
pub(super) fn unreadable_cell(said: &Said, ty: &Type, enums: &[EnumDef]) -> Problem {
    problems::test_value_unreadable::problem(said.place.clone(), &said.text, &expected_text(ty, enums))
}

impl Cell<'_> {
    /// What became of the cell; `None` where it asks for nothing.
    pub fn verdict(&self, finding: &Finding, words: Words<'_>) -> Option<TestOutcome> {
        let Cell { table, head, named, said, conclusion } = *self;
        let enums = &words.program.schema.enums;
        let text = said.text.as_str();
        let nothing = matches!(text, "" | "—" | "－");
        if nothing {
            return None;
        }
        let met = match head {
            Head::Expected { .. } => {
                let ty = named.thing.ty(words.program)?;
                let Some(expected) = cell::expected_among(text, &ty, words.program, &words.facts.entities) else {
                    return Some(malformed(table, said, unreadable_cell(said, &ty, enums)));
                };
                let causes = match &expected {
                    Expected::Unknown(Some(named)) => causes_met(named, &finding.causes, finding.instance, words),
                    _ => true,
                };
                expected.is_met_by(finding) && causes
            }
            Head::Status => match cell::unknown(text) {
                Some(causes) => {
                    let named = causes.is_none_or(|c| causes_met(&c, &finding.causes, finding.instance, words));
                    finding.status == Status::Unknown && named
                }
                None => finding.status.chinese() == text,
            },
            Head::Rules => split(text) == rules(finding, words),
            Head::Marks => split(text) == marks(finding, words),
            Head::Persons => split(text) == persons(conclusion, words),
            Head::Prose | Head::Given(_) => return None,
        };
        let actual = if met {
            text.to_owned()
        } else if *head == Head::Persons {
            or_none(persons(conclusion, words))
        } else {
            actual(head, text, finding, words)
        };
        let problem = (!met).then(|| {
            let mut of = words.instance(finding.instance);
            if let Some((zh, en)) = aspect(head) {
                of = Bilingual::new(format!("{}的{zh}", of.zh), format!("{en} of {}", of.en));
            }
            problems::test_failed::problem(said.place.clone(), &table.title, &of, text, &actual)
        });
        Some(TestOutcome {
            title: table.title.clone(),
            place: said.place.clone(),
            span: said.span,
            expected: text.to_owned(),
            actual,
            passed: met,
            problem,
        })
    }
}

/// What of a result a column speaks of, where it is not the value.
fn aspect(head: &Head) -> Option<(&'static str, &'static str)> {
    match head {
        Head::Rules => Some(("依据", "rules")),
        Head::Status => Some(("状态", "status")),
        Head::Marks => Some(("标记", "marks")),
        Head::Persons => Some(("涉及", "persons")),
        Head::Prose | Head::Given(_) | Head::Expected { .. } => None,
    }
}

fn split(text: &str) -> BTreeSet<String> {
    text.split('、').map(|t| t.trim().to_owned()).filter(|t| t != "无").collect()
}

/// The labels of the rules that gave the value; 缺省 where the default did.
fn rules(finding: &Finding, words: Words<'_>) -> BTreeSet<String> {
    if finding.by_default && finding.rules.is_empty() {
        return BTreeSet::from(["缺省".to_owned()]);
    }
    finding.rules.iter().map(|r| words.rule_label(finding.instance, *r)).collect()
}

fn marks(finding: &Finding, words: Words<'_>) -> BTreeSet<String> {
    finding.marks.iter().map(|m| words.mark_kind(m)).collect()
}

/// Whom a conclusion reaches: 「甲」; 「甲？」 where that is not certain; 「甲（不计）」 where tolerance takes it off that person; 「不成立」
/// where it is not met; 「不明」 beside them where others may be missing.
fn persons(conclusion: Option<&Conclusion>, words: Words<'_>) -> BTreeSet<String> {
    let Some(conclusion) = conclusion else { return BTreeSet::new() };
    if conclusion.finding.value == Some(Value::Bool(false)) || conclusion.finding.status == Status::NotApplicable {
        return BTreeSet::from(["不成立".to_owned()]);
    }
    let name = |p: &PersonReached| {
        let name = words.entity(p.person.entity, conclusion.finding.instance.year);
        match p.holds {
            Some(false) => format!("{name}（不计）"),
            Some(true) if p.person.certain => name,
            _ => format!("{name}？"),
        }
    };
    let more = (!conclusion.causes.is_empty()).then(|| "不明".to_owned());
    conclusion.persons.iter().map(name).chain(more).collect()
}

fn or_none(set: BTreeSet<String>) -> String {
    if set.is_empty() { "无".to_owned() } else { set.into_iter().collect::<Vec<_>>().join("、") }
}

/// What came, in the words of a cell of that column.
fn actual(head: &Head, said: &str, finding: &Finding, words: Words<'_>) -> String {
    let causes_named = said.contains(['：', ':']);
    let with_causes = |text: String| {
        let unknown = text == Status::Unknown.chinese() && causes_named && !finding.causes.is_empty();
        if unknown { format!("{text}：{}", causes_text(&finding.causes, finding.instance, words)) } else { text }
    };
    match head {
        Head::Rules => or_none(rules(finding, words)),
        Head::Marks => or_none(marks(finding, words)),
        Head::Status => with_causes(finding.status.chinese().to_owned()),
        Head::Expected { named: Named { thing: Thing::Figure(..), .. }, .. } => with_causes(figure(finding, words)),
        // 是或错误 cannot be written in a cell.
        _ if finding.status == Status::Unknown && !finding.may_be_na && finding.between.as_ref().is_some_and(|b| b.least == b.greatest) => {
            with_causes(finding.status.chinese().to_owned())
        }
        _ => with_causes(words.finding(finding, Language::Chinese)),
    }
}

/// A number a list works with: its finding bears the list's name, and the list is a yes or no.
fn figure(finding: &Finding, words: Words<'_>) -> String {
    let range = match (&finding.value, &finding.between) {
        (Some(value), _) => Some(Range::One(value.clone())),
        (None, Some(between)) => Some(Range::between(between.least.clone(), between.greatest.clone())),
        (None, None) => None,
    };
    let text = range.and_then(|r| words.range(&r, &Type::Integer { unit: None }, finding.instance.year, Language::Chinese));
    text.unwrap_or_else(|| finding.status.chinese().to_owned())
}
