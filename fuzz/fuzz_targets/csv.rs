//! Any bytes as the text of a CSV file of facts; the first one says of which table.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _whatever = quanheng_facts::fuzz_entry::intake_csv(bytes);
});
