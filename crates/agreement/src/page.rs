//! A case as a page that people read and the tests run again: the packs as they are, the world as tables, all by name.
//!
//! Names, not places: a page can be read for a program of which something was taken away, and what it no longer knows is left out.
//! Numbers stand as they are kept: exact, money in 分, ratios as fractions.

mod read;
mod show;

pub use read::{packs_of, world_of};
pub use show::{page, world_text};
