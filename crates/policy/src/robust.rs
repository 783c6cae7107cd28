//! How firm a ranking stands: the same places worked out under many other weights.
//!
//! ```text
//! figures of the members, once ─► Field ─┐
//! written weights, spread, seed ─► draw ─┴► places and verdicts of one draw ─► tally over all draws
//! ```
//!
//! In: a [`Field`] (members, their groups, keys and clauses, as numbers) and how weights are drawn. Out: for each member how often it
//! stays, and its range of places. Whole numbers throughout; what is drawn hangs on the seed and the number of the draw alone.
//!
//! Deliberately absent: where the figures come from (the interpreter, see `interpret/composite.rs`; a panel may fill the same
//! [`Field`]), the program, facts, names, words.

mod ends;
pub mod field;
mod fraction;
mod place;
mod score;
mod standing;
pub mod tally;
pub mod weights;
