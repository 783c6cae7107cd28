//! What is said of a command line that cannot be understood: one message, one file.
//!
//! Each has an example under `tests/problems/`.

mod argument_missing;
mod bad_arguments;
mod bad_choice;
mod demo_not_found;
mod extra_word;
mod form_not_written;
mod no_workbook_here;
mod option_twice;
mod unknown_command;
mod unknown_option;
mod workbook_without_file;

pub use argument_missing::argument_missing;
pub use bad_arguments::bad_arguments;
pub use bad_choice::bad_choice;
pub use demo_not_found::demo_not_found;
pub use extra_word::extra_word;
pub use form_not_written::form_not_written;
pub use no_workbook_here::no_workbook_here;
pub use option_twice::option_twice;
pub use unknown_command::unknown_command;
pub use unknown_option::unknown_option;
pub use workbook_without_file::workbook_without_file;
