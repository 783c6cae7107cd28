//! A row came out differently when it was worked out a second time: a fault of this program.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "answers-differ";

/// `whose` is the result, the entity and the period; `at_once` and `singly` what the two evaluators say.
#[must_use]
pub fn answers_differ(whose: &Bilingual, at_once: &Bilingual, singly: &Bilingual) -> Problem {
    Problem {
        place: Place::Option { option: whose.zh.clone() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("本系统出错：{}，成批算出来是「{}」，逐条重算是「{}」。", whose.zh, at_once.zh, singly.zh),
            format!(
                "A fault of this program: {}: worked out with everybody it is 「{}」, by itself 「{}」.",
                whose.en, at_once.en, singly.en
            ),
        ),
        hint: Bilingual::new(
            "这一条给出的是逐条重算的结果。别的条没有全部重算，这次的结果请先不要用；政策包和数据原样留好，连同这条信息一起交给维护本系统的人。",
            "The row given is the one worked out by itself. Not every other row was looked at again: do not use this run yet. Keep the pack and \
             the facts as they are, and send them with this message to whoever keeps this system.",
        ),
        related: Vec::new(),
    }
}
