//! Any bytes as the files of a pack.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quanheng_policy::source::fuzz::fuzz_entry(bytes));
