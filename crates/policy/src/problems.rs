//! Every message this crate can give: one file each, with its id, its words in both languages and what to do.

pub mod assertion_failed;

/// The ids, in alphabetical order.
pub const ALL: &[&str] = &[assertion_failed::ID];
