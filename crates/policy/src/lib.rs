//! The policy language 权衡: from law text with rules beside it to results with reasons.
//!
//! ```text
//! Markdown ─► source ─► syntax (tree + problems) ─► check ─► ir ─► interpret ─► finding, explanation
//! ```
//!
//! Never known here: columns of a panel, SQL, HTTP, files, the clock. Texts, facts and days are arguments.
#![deny(clippy::arithmetic_side_effects)]

pub mod explanation;
pub mod finding;
pub mod interpret;
pub mod ir;
pub mod pack;
pub mod possible;
pub mod syntax;
pub mod wording;
