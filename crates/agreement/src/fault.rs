//! Faults that an evaluator could plausibly have, planted in the interpreter: what it is given, or what it gives, is changed in one way
//! everywhere. Whoever compares must find each of them.
//!
//! A fault stands in the program (a clause taken for another), in the world (a table signed for another year), or in the answer
//! (what stood beside the value forgotten). The same list is what a panel evaluator is to be tried with behind its own switch.

mod in_answers;
mod in_programs;
mod in_worlds;

use quanheng_policy::ir::Program;

use crate::ask::Asked;
use crate::evaluate::{Answer, Evaluator, Manner, Question};
use crate::world::World;

/// Where a fault stands.
#[derive(Clone, Copy)]
pub enum Where {
    Program(fn(&mut Program)),
    World(fn(&mut World, &Program)),
    Answer(fn(&mut Answer)),
}

/// A fault.
#[derive(Clone, Copy)]
pub struct Fault {
    /// What goes wrong.
    pub what: &'static str,
    pub stands: Where,
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Fault> {
    [in_programs::ALL, in_worlds::ALL, in_answers::ALL].concat()
}

impl Evaluator for Fault {
    fn name(&self) -> String {
        format!("the interpreter with a fault ({})", self.what)
    }

    fn answers(&self, question: Question<'_>, asked: &[Asked]) -> Vec<Answer> {
        match self.stands {
            Where::Program(change) => {
                let mut program = question.program.clone();
                change(&mut program);
                Manner::Plain.answers(Question { program: &program, ..question }, asked)
            }
            Where::World(change) => {
                let mut world = question.world.clone();
                change(&mut world, question.program);
                let facts = world.facts(&question.program.schema);
                Manner::Plain.answers(Question { world: &world, facts: &facts, choice: &world.choice, ..question }, asked)
            }
            Where::Answer(change) => {
                let mut answers = Manner::Plain.answers(question, asked);
                answers.iter_mut().for_each(change);
                answers
            }
        }
    }
}
