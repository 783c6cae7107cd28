//! A case: a program of a seed with a world for it.

use quanheng_facts::problem::Problem;
use quanheng_policy::ir::Program;

use crate::data::world;
use crate::pack::program_of;
use crate::world::World;
use crate::write::{Written, write};

/// A program and what it is run on.
#[derive(Clone)]
pub struct Case {
    pub seed: u64,
    pub written: Written,
    pub program: Program,
    pub world: World,
}

/// The case of a seed, or why the checker refuses its program.
pub fn case(seed: u64) -> Result<Case, Vec<Problem>> {
    let written = write(seed);
    let program = program_of(&written.files())?;
    let world = world(&program, seed);
    Ok(Case { seed, written, program, world })
}
