//! The policy language 权衡: from law text with rules beside it to results with reasons.
//!
//! ```text
//! Markdown ─► source ─► syntax (tree + problems) ─► check ─► ir ─► interpret ─► finding, explanation
//! ```
//!
//! Never known here: columns of a panel, SQL, HTTP, files, the clock. Texts, facts and days are arguments.
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

pub mod check;
pub mod counterfactual;
mod cut_line;
pub mod explanation;
pub mod finding;
pub mod fuzz_entry;
pub mod interpret;
pub mod ir;
mod ir_from_checked;
pub mod keywords;
pub mod pack;
pub mod pack_test;
pub mod possible;
pub mod problems;
pub mod robust;
pub mod source;
pub mod syntax;
pub mod truth_table;
pub mod value_text;
pub mod wording;
