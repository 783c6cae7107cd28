//! Any bytes as a workbook, a CSV file of facts or a register.
#![no_main]

#[path = "../reader.rs"]
mod reader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reader::may_panic_inside();
    let _whatever = quanheng_facts::fuzz_entry::intake_any(bytes);
});
