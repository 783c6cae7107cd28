//! What tables and workbooks say alike: what is not certain of a person, which matters were set aside, in which order a list is read.

use std::cmp::Ordering;

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Language;
use quanheng_facts::value::Value;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use quanheng_policy::finding::{Finding, Status};

use super::{BeforeRow, MatterRow, PersonRow, ResultRow, Stands};

/// Words in the reader's language.
pub(crate) fn say(language: Language, zh: impl Into<String>, en: impl Into<String>) -> String {
    match language {
        Language::Chinese => zh.into(),
        Language::English => en.into(),
    }
}

impl PersonRow {
    /// What is not certain of a person, and what was set aside for that person.
    #[must_use]
    pub fn note(&self, language: Language) -> String {
        let mut notes: Vec<String> = Vec::new();
        if !self.certain {
            notes.push(say(language, "是否涉及还不能确定", "whether reached is not certain"));
        }
        let (surely, perhaps) = (self.disregarded.join("、"), self.perhaps.join("、"));
        if !surely.is_empty() {
            notes.push(say(language, format!("对其不计「{surely}」"), format!("「{surely}」 set aside for this person")));
        }
        if !perhaps.is_empty() {
            notes.push(say(
                language,
                format!("对其该不该不计「{perhaps}」还不知道"),
                format!("not known whether 「{perhaps}」 is set aside for this person"),
            ));
        }
        match self.stands {
            Stands::No => notes.push(say(language, "对其不成立", "not met for this person")),
            Stands::Unknown => notes.push(say(language, "对其是否成立还不知道", "not known whether met for this person")),
            Stands::Yes if !surely.is_empty() => notes.push(say(language, "对其仍成立", "still met for this person")),
            Stands::Yes | Stands::NotAsked => {}
        }
        notes.join(&say(language, "；", "; "))
    }
}

impl BeforeRow {
    /// `不计「事故 A2」`
    #[must_use]
    pub fn matters(&self, language: Language) -> String {
        let named = |all: &[MatterRow]| all.iter().map(|m| format!("「{}」", m.name)).collect::<Vec<_>>().join(&say(language, "", ", "));
        let mut parts: Vec<String> = Vec::new();
        if !self.set_aside.is_empty() {
            let names = named(&self.set_aside);
            parts.push(say(language, format!("不计{names}"), format!("{names} set aside")));
        }
        if !self.perhaps.is_empty() {
            let names = named(&self.perhaps);
            parts.push(say(
                language,
                format!("{names}该不该不计还不知道，计和不计都算了"),
                format!("not known whether {names} is set aside, both ways were worked out"),
            ));
        }
        parts.join(&say(language, "；", "; "))
    }
}

/// What is said beside a person whom a matter to be verified reaches; of one for whom it does not hold any more, that.
pub(crate) fn to_verify_of(person: Option<&PersonRow>, language: Language) -> String {
    if person.is_some_and(|person| person.stands == Stands::No) {
        say(language, "对其不成立；非处理结论", "not met for this person; not a decision on anybody")
    } else {
        say(language, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH)
    }
}

/// The order in which people read one result of one year: what stands first, the larger amount and the better tier first, then by
/// what it is judged by, then by id.
#[must_use]
pub fn reading_order(a: &ResultRow, b: &ResultRow, money: bool) -> Ordering {
    let known = standing(&a.finding).cmp(&standing(&b.finding));
    let amount = || if money { greatest(&b.finding).cmp(&greatest(&a.finding)) } else { Ordering::Equal };
    let beside = || a.beside.iter().zip(&b.beside).map(|(a, b)| by_value(&a.finding, &b.finding, a.descending)).find(|o| o.is_ne());
    let tier = || if a.kind == "tiers" { by_value(&a.finding, &b.finding, true) } else { Ordering::Equal };
    known.then_with(amount).then_with(tier).then_with(|| beside().unwrap_or(Ordering::Equal)).then_with(|| a.of_id.cmp(&b.of_id))
}

/// The lowest a number can be, if there is an end.
#[must_use]
pub fn least(finding: &Finding) -> Option<Exact> {
    number(finding.value.as_ref().or_else(|| finding.between.as_ref()?.least.as_ref()))
}

/// The highest.
#[must_use]
pub fn greatest(finding: &Finding) -> Option<Exact> {
    number(finding.value.as_ref().or_else(|| finding.between.as_ref()?.greatest.as_ref()))
}

fn number(value: Option<&Value>) -> Option<Exact> {
    match value? {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn standing(finding: &Finding) -> u8 {
    match finding.status {
        Status::Holds => 0,
        Status::Unknown => 1,
        Status::NotApplicable => 2,
        Status::Conflict | Status::Error => 3,
    }
}

/// By value, what is not known last.
fn by_value(a: &Finding, b: &Finding, descending: bool) -> Ordering {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}
