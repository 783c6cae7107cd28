//! Any bytes as the facts of a real pack: everything worked out, explained and written, twice and in two orders.
#![no_main]

#[path = "../programs.rs"]
mod programs;

use std::cell::RefCell;
use std::path::Path;

use programs::Programs;
use quanheng_app::fuzz_entry::run_on_made_facts;

thread_local! {
    static PROGRAMS: RefCell<Programs> = RefCell::new(Programs::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    PROGRAMS.with_borrow_mut(|programs| {
        let case = programs.pick(bytes);
        let compiled = case.compiled.take().expect("it was put back");
        let (compiled, kept) = run_on_made_facts(compiled, &case.edges, bytes);
        case.compiled = Some(compiled);
        if let Err(why) = kept {
            panic!("{}: {why}", case.name);
        }
    });
});
