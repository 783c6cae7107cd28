//! Text to tree. Parsing never fails: it gives a tree of what could be read and every problem with what could not.

pub mod format;
pub mod lexer;
pub mod notes;
pub mod parser;
pub mod place;
pub(crate) mod table;
pub mod token;
pub mod tree;
