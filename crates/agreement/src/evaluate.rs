//! Evaluators beside each other: what one is, the interpreter as several of them, and where two part.

use std::panic::{AssertUnwindSafe, catch_unwind};

use quanheng_facts::fact::Facts;
use quanheng_policy::finding::{Conclusion, Finding};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

use crate::ask::Asked;
use crate::chance::Chance;
use crate::world::World;

/// What everything is asked of.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    pub program: &'q Program,
    /// What the facts were made of.
    pub world: &'q World,
    pub facts: &'q Facts,
    pub choice: &'q Choice,
}

/// The whole result of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Finding(Box<Finding>),
    Conclusion(Option<Box<Conclusion>>),
}

/// Something that answers questions: the interpreter, the panel, either of them with a fault in it.
pub trait Evaluator: Sync {
    /// What it is called where it disagrees.
    fn name(&self) -> String;

    /// One answer for each question, in their order.
    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer>;
}

/// How the interpreter is put to work. It must not matter which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// One for all questions, in their order.
    Plain,
    /// One for all, the last question first.
    Backwards,
    /// One for all, in an order of this seed.
    Shuffled(u64),
    /// A new one for each question.
    Fresh,
    /// One for all, over the same facts taken in in another order.
    Rearranged(u64),
}

impl Evaluator for Manner {
    fn name(&self) -> String {
        match self {
            Manner::Plain => "the interpreter".to_owned(),
            Manner::Backwards => "the interpreter, asked backwards".to_owned(),
            Manner::Shuffled(seed) => format!("the interpreter, asked in another order ({seed})"),
            Manner::Fresh => "the interpreter, a new one for each question".to_owned(),
            Manner::Rearranged(seed) => format!("the interpreter, facts in another order ({seed})"),
        }
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        let Question { program, world, facts, choice } = question;
        let one = Interpreter::new(program, facts, choice.clone());
        let mut order: Vec<usize> = (0..asked.len()).collect();
        match self {
            Manner::Plain => {}
            Manner::Backwards => order.reverse(),
            Manner::Shuffled(seed) => Chance::new(*seed).shuffle(&mut order),
            Manner::Rearranged(seed) => {
                let mut other = world.clone();
                let mut chance = Chance::new(*seed);
                chance.shuffle(&mut other.lines);
                chance.shuffle(&mut other.signed);
                chance.shuffle(&mut other.verdicts);
                let facts = other.facts(&program.schema);
                let other = Interpreter::new(program, &facts, choice.clone());
                return asked.iter().map(|a| answer(&other, a)).collect();
            }
            Manner::Fresh => {
                return asked.iter().map(|a| answer(&Interpreter::new(program, facts, choice.clone()), a)).collect();
            }
        }
        let mut answers: Vec<(usize, Answer)> = order.into_iter().map(|at| (at, answer(&one, &asked[at]))).collect();
        answers.sort_by_key(|(at, _)| *at);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

/// The interpreter's answer.
#[must_use]
pub fn answer(interpreter: &Interpreter<'_>, asked: &Asked) -> Answer {
    match asked {
        Asked::Finding(instance) => Answer::Finding(Box::new(interpreter.finding(*instance))),
        Asked::Conclusion(id, instance) => Answer::Conclusion(interpreter.conclusion(*id, *instance).map(Box::new)),
    }
}

/// The answers, or the words of a panic.
pub fn caught(evaluator: &dyn Evaluator, question: Question<'_>, asked: &[Asked]) -> Result<Vec<Answer>, String> {
    catch_unwind(AssertUnwindSafe(|| evaluator.answers(question, asked))).map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        format!("{} panicked: {}", evaluator.name(), words.unwrap_or_default())
    })
}

/// Where two evaluators part.
#[derive(Clone, Debug)]
pub struct Parting {
    /// `None`: one of them gave no answers at all.
    pub asked: Option<Asked>,
    pub one: String,
    pub other: String,
}

/// The first question whose whole answers differ.
#[must_use]
pub fn parting(one: &[Answer], other: &[Answer], asked: &[Asked]) -> Option<Parting> {
    if one.len() != other.len() {
        return Some(Parting { asked: None, one: format!("{} answers", one.len()), other: format!("{} answers", other.len()) });
    }
    let at = one.iter().zip(other).position(|(a, b)| a != b)?;
    let (left, right) = (format!("{:#?}", one[at]), format!("{:#?}", other[at]));
    Some(Parting { asked: asked.get(at).copied(), one: unlike(&left, &right), other: unlike(&right, &left) })
}

/// The lines from the first to the last in which a text is unlike another.
fn unlike(text: &str, other: &str) -> String {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (text.lines().collect(), other.lines().collect());
    let same = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let most = ours.len().min(theirs.len()) - same;
    let behind = ours.iter().rev().zip(theirs.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    ours[same.saturating_sub(2)..(ours.len() - behind + 1).min(ours.len())].join("\n")
}
