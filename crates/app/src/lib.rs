//! The operations of the office, one file each: check a pack, format it, test it, run it on facts, explain a result.
//!
//! In: what is asked, and where packs and facts are to be had, through three small traits ([`outside`]). Out: plain data
//! and problems; nothing is printed here. Deliberately absent: the terminal, wording of options, exit codes, HTTP.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may stop at the first surprise"
    )
)]

pub mod check;
pub mod compare;
pub mod compile;
pub mod demo;
pub mod engine;
pub mod error;
mod everyone;
pub mod explain;
pub mod format;
pub mod fuzz_entry;
pub mod kept_problems;
pub mod load_facts;
mod may_be_shown;
pub mod missing;
pub mod new_pack;
pub mod open;
pub mod outside;
pub mod plan;
pub mod prepare;
pub mod problems;
pub mod question;
mod recheck;
pub mod results;
pub mod returned;
pub mod reviewed;
pub mod robust;
pub mod run;
mod set_value;
pub mod snapshot;
mod snapshot_facts;
pub mod template;
pub mod test;
mod typed_facts;
pub mod why_not;
pub mod words;
pub mod workbook;
