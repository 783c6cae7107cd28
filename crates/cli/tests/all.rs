//! The command from outside, every test in one program: it is linked once. `cargo test -p quanheng-cli --test all commands::` runs
//! one module of it.
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
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the command is tried on files")]

// What several of them stand on.
mod json_schema;
mod page;

// Pages of docs/ that run, and messages.
mod first_hour;
mod messages;
mod plan;
mod problem_examples;
mod tutorial;

// One command after the other.
mod commands;
mod compare;
mod duties;
mod new_pack;
mod open;
mod people;
mod robust;
mod snapshot;
mod template;
mod why_not;
mod workbook;

// Packs and data as they are.
mod demo_data;
mod packs;
mod published;

// What holds for all of them: formats, the same bytes, numbers of persons, bounds.
mod every_way;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod hostile_commands;
mod identity_numbers;
mod results_schema;
mod same_bytes;
mod variations;
