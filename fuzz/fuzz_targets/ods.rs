//! Any bytes as the parts of an ods: content, styles, manifest, kind.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _whatever = quanheng_facts::fuzz_entry::intake_ods(bytes);
});
