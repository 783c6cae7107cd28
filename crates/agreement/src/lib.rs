//! For tests: random programs and random facts, two evaluators beside each other, and what they disagree on made small.
//!
//! ```text
//! seed ─► write (a pack, as text) ─► front end ─► Program ─► data (a world at the program's own edges) ─► ask
//!                                                                       both evaluators ◄──────────────────┘
//!                                                  minimise ◄─ differ ◄─┘     └─► tally (constructs, statuses)
//! ```
//!
//! Deliberately absent: any evaluator. One is handed in as an [`evaluate::Evaluator`]; the interpreter is there as one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_panics_doc,
    reason = "this crate is for tests alone: it stops at the first surprise"
)]

pub mod ask;
pub mod case;
pub mod chance;
pub mod construct;
pub mod data;
pub mod edges;
pub mod evaluate;
pub mod fault;
pub mod floors;
pub mod harness;
pub mod minimise;
pub mod mutant;
pub mod pack;
pub mod page;
pub mod tally;
pub mod text;
pub mod world;
pub mod write;
