//! The invented province of the speed test: which rows there are, whoever writes them.
//!
//! In: the shape of the province, what each unit did in each year, the checksum that all engines must agree on, the clock.
//! Out: files (the crate `generate`), rules (`limit`, `zen`, and the other peers).
//! Deliberately absent: floating point, state. A figure is a hash of the seed and of where it stands, so rows come out the same in any order and on any machine.

pub mod checksum;
pub mod clock;
pub mod history;
pub mod random;
pub mod shape;

pub use history::{Assessment, History, Incident};
pub use shape::Shape;
