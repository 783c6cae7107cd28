//! Any bytes as a workbook, a CSV file of facts or a register.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _whatever = quanheng_facts::fuzz_entry::intake_any(bytes);
});
