//! Any bytes as a small pack: checked and, where it passes, run.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _passed = quanheng_policy::fuzz_entry::check_and_run(bytes);
});
