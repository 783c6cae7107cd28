//! Any bytes as the records of an xls, or as the container around them.
#![no_main]

#[path = "../reader.rs"]
mod reader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reader::may_panic_inside();
    let _whatever = quanheng_facts::fuzz_entry::intake_xls(bytes);
});
