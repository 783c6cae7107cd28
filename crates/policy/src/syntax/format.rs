//! A block of rules printed again, in the words of either language.
//!
//! In: a block that reads without a problem. Out: the same statements, each clause on its line, keywords and signs in the
//! language that was asked for. The printed block is read again, and given back only if it says the same word for word.
//!
//! Layout comes from the words alone, never from how the lines were broken before: so printing what was printed changes
//! nothing, and from Chinese to English and back is the way home. Kept as they are: names, labels, texts, words for people,
//! comments, one empty line where there were some. Deliberately absent: any construct of the language; what begins and ends
//! where is in the notes of the parser.

mod cells;
pub mod fuzz;
mod pieces;
mod print;
mod spell;

use quanheng_facts::problem::{Problem, Severity};

use crate::syntax::lexer::lex;
use crate::syntax::notes::Notes;
use crate::syntax::parser::parse_block;
use crate::syntax::place::Scene;
use crate::syntax::tree::FileIx;
use cells::Block;

/// The language of the keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    Chinese,
    English,
}

/// Why a block was not printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPrinted {
    /// It does not read: what is not understood is not touched.
    Problems,
    /// What was printed reads otherwise. A fault of the formatter; the block is to stay as it is.
    Fault,
}

/// Prints a block. Without a spelling it stays in the language of its first keyword.
pub fn format_block(text: &str, spelling: Option<Spelling>) -> Result<String, NotPrinted> {
    let block = read(text).ok_or(NotPrinted::Problems)?;
    let spelling = spelling.unwrap_or_else(|| block.spelling());
    let printed = print::print(&pieces::pieces(&block, spelling));
    match read(&printed) {
        Some(again) if again.meaning() == block.meaning() => Ok(printed),
        _ => Err(NotPrinted::Fault),
    }
}

/// The block with the notes on all its statements; `None` if anything in it cannot be read.
fn read(text: &str) -> Option<Block> {
    let scene = Scene::new(FileIx(0), String::new(), text);
    let mut problems: Vec<Problem> = Vec::new();
    let lexed = lex(&scene, 0, text.len(), &mut problems);
    let mut notes = Notes::default();
    let mut starts = Vec::new();
    for item in parse_block(&scene, &lexed, None, &mut problems) {
        notes.join(item.notes);
        starts.push(item.statement?.span.start);
    }
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return None;
    }
    Some(Block::new(text, &lexed, &notes, &starts))
}
