//! The fuzzer's way in: any bytes as a block of rules. What must hold of a block that reads is told where it does not.

use super::{NotPrinted, Spelling, format_block};

/// Prints the bytes in both languages, and what was printed again in both.
pub fn fuzz_entry(bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let both = [Spelling::Chinese, Spelling::English];
    let mut printed = Vec::new();
    for spelling in both {
        match format_block(&text, Some(spelling)) {
            Ok(block) => printed.push(block),
            Err(NotPrinted::Problems) => return Ok(()),
            Err(NotPrinted::Fault) => return Err(format!("says something else in {spelling:?}")),
        }
    }
    for from in &printed {
        for (spelling, expected) in both.into_iter().zip(&printed) {
            if format_block(from, Some(spelling)).as_ref() != Ok(expected) {
                return Err(format!("printed again in {spelling:?} it is not the same:\n{from}"));
            }
        }
    }
    Ok(())
}
