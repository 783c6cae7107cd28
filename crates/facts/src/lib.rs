//! Facts: cells and a [`schema::Schema`] go in; typed [`fact::Facts`] and every [`problem::Problem`] met on the way come out.
//!
//! ```text
//! cells (quanheng-sheet) ──► intake ──► Facts ──► evaluators
//!        Schema (from a checked pack) ──┘   └──► problems, each at its cell
//! ```
//!
//! Never known here: the policy language, files, the clock. Bytes and days are arguments.
#![deny(clippy::arithmetic_side_effects)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "tests may stop at the first surprise"
    )
)]

mod canonical;
pub mod columns;
pub mod decision;
pub mod entity;
pub mod exact;
pub mod example_schema;
pub mod fact;
pub mod fuzz_entry;
pub mod intake;
pub mod matter;
pub mod origin;
pub mod problem;
pub mod problems;
pub mod schema;
pub mod source_note;
pub mod template;
pub mod value;
pub mod visible;
