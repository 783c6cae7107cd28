//! Every test of the panel from outside, as one program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "how many programs are tried may be said from outside")]

mod generated;
mod look;
mod order;
mod plan;
mod planted;
mod soak;
mod ways;
mod what_if;

/// One at a time: a planted fault is planted for all.
fn alone() -> std::sync::MutexGuard<'static, ()> {
    static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
