//! Any bytes as the parts of an ods: content, styles, manifest, kind.
#![no_main]

#[path = "../reader.rs"]
mod reader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reader::may_panic_inside();
    let _whatever = quanheng_facts::fuzz_entry::intake_ods(bytes);
});
