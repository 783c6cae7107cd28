//! Facts: cells and a [`schema::Schema`] go in; typed [`fact::Facts`] and every [`problem::Problem`] met on the way come out.
//!
//! ```text
//! cells (quanheng-sheet) ──► intake ──► Facts ──► evaluators
//!        Schema (from a checked pack) ──┘   └──► problems, each at its cell
//! ```
//!
//! Never known here: the policy language, files, the clock. Bytes and days are arguments.
#![deny(clippy::arithmetic_side_effects)]

pub mod entity;
pub mod exact;
pub mod fact;
pub mod problem;
pub mod schema;
pub mod value;
