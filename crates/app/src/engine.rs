//! Which engine this is.
//!
//! In: nothing. Out: the hash that a run records beside those of its pack and its facts. Deliberately absent: the commit, which the command line
//! knows.

/// The SHA-256 of the program's sources and of the list of its libraries (`build.rs`); none in a build for development.
pub const ENGINE_HASH: Option<&str> = option_env!("QUANHENG_ENGINE");
