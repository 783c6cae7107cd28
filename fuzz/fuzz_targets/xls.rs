//! Any bytes as the records of an xls, or as the container around them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _whatever = quanheng_facts::fuzz_entry::intake_xls(bytes);
});
