//! Any bytes as a block of rules: what reads must say the same when it is printed, and print the same again.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = quanheng_policy::syntax::format::fuzz::fuzz_entry(bytes) {
        panic!("{why}");
    }
});
