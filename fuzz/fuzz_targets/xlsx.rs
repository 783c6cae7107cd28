//! Any bytes as the parts of an xlsx: sheet, shared texts, styles, workbook, relations, root.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _whatever = quanheng_facts::fuzz_entry::intake_xlsx(bytes);
});
