//! The panel: a checked program over everyone at once.
//!
//! ```text
//! ir + facts ─► layout (dense columns of facts) ─► scene (one variable, one year: registers by kernels) ─► column ─► finding
//! ```
//!
//! In: a checked program, facts, and what the run is asked under. Out: the same findings as the interpreter's, for everyone. A value
//! that is known is a number in a column, whatever its type; what is not known, or carries a mark, is a code that leads to
//! what the interpreter calls its outcome, told relative to the row, so that one code serves every row like it. Kernels go over the
//! values a column at a time; rows with codes are worked out case by case, each case once.
//!
//! Never known here: files, SQL, HTTP, the clock; where facts come from; cases and procedures.
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

mod again;
mod column;
mod concerned;
mod decision_table;
mod dictionary;
mod everybody;
mod known;
mod layout;
mod packed;
mod panel;
pub mod plan;
#[cfg(feature = "planted")]
pub mod planted;
#[cfg(not(feature = "planted"))]
mod planted;
mod prepared;
mod readings;
mod reason;
mod register;
mod result_column;
mod scene;
mod tightened;
mod tried;
mod what_if;

pub use again::{Differing, Look, drawn, how_many, share};
pub use known::Ways;
pub use panel::Panel;
pub use plan::Plan;
pub use reason::Reason;
pub use result_column::{ResultColumn, Row};
