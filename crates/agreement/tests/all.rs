//! Every test of the crate from outside, as one program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

mod agrees_with_itself;
mod by_hand;
mod faults;
mod floors;
mod mutants;
mod pages;
mod soak;
