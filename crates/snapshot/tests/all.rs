//! Every test of the crate from outside, as one program: it is linked once.
//!
//! A file that is not named here is not run; the rules of the house hold that each one is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

mod damaged;
mod round;
mod world;
