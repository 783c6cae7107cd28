//! Every test of the crate from outside, as one program: it is linked once. `cargo test -p quanheng-policy --test all suite::` runs
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

// What several of them stand on.
mod program_dump;
mod tree_dump;
mod world;

// Text to tree, and back.
mod english;
mod format;
mod syntax_fuzz;
mod syntax_procedures;
mod syntax_recovery;
mod syntax_sample;
mod syntax_statements;

// Tree to program.
mod check_fuzz;
mod check_procedures;
mod check_proofs;
mod check_sample;
mod depth;
mod many_definitions;
mod natures;
mod truth_tables_of_conditions;
mod truth_tables_of_duties;

// Pages that run: messages, reference, suite, packs.
mod pack_shaanxi;
mod pack_test;
mod problem_examples;
mod reference;
mod suite;

// The meaning: single cases, laws, and the second model.
mod ids_read;
mod judgements;
mod laws;
mod laws_of_events;
mod meaning_at_the_edges;
mod posts_reached;
mod properties_of_days;
mod properties_of_lists;
mod properties_of_rules;
mod properties_of_scores;
mod properties_of_sets;
mod properties_of_tiers;
mod properties_of_years;
mod robust;
mod second_model;
mod settings;

// The reasons.
mod event_reasons;
mod explanations_of_rules;
mod explanations_of_sets;
mod first_parting;
mod why_not;
