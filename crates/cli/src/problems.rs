//! What is said of a command line that cannot be understood: one message, one file.

mod argument_missing;
mod bad_arguments;
mod bad_choice;
mod demo_not_found;
mod extra_word;
mod option_twice;
mod unknown_command;
mod unknown_option;

pub use argument_missing::argument_missing;
pub use bad_arguments::bad_arguments;
pub use bad_choice::bad_choice;
pub use demo_not_found::demo_not_found;
pub use extra_word::extra_word;
pub use option_twice::option_twice;
pub use unknown_command::unknown_command;
pub use unknown_option::unknown_option;

/// Every id; each has an example under `tests/problems/`.
#[cfg(test)]
pub const ALL: &[&str] = &[
    argument_missing::ID,
    bad_arguments::ID,
    bad_choice::ID,
    demo_not_found::ID,
    extra_word::ID,
    option_twice::ID,
    unknown_command::ID,
    unknown_option::ID,
];
