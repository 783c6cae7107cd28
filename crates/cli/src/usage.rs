//! What clap says of a mistaken command line → problems in both languages, with the nearest right word.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use quanheng_app::words::nearest;
use quanheng_facts::problem::Problem;

use crate::problems;

/// Help that was asked for; else what was wrong.
pub fn told(error: &clap::Error, definition: &clap::Command) -> Result<String, Box<Problem>> {
    let problem = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Ok(error.render().to_string()),
        ErrorKind::UnknownArgument => {
            let word = context(error, ContextKind::InvalidArg);
            if word.starts_with('-') {
                problems::unknown_option(&word, &nearest(&word, options(definition).iter().map(String::as_str)))
            } else {
                problems::extra_word(&word)
            }
        }
        ErrorKind::InvalidSubcommand => {
            let word = context(error, ContextKind::InvalidSubcommand);
            let names = || definition.get_subcommands().map(clap::Command::get_name);
            problems::unknown_command(&word, &nearest(&word, names()), &names().map(str::to_owned).collect::<Vec<_>>())
        }
        ErrorKind::InvalidValue => {
            let (option, value) = (option_name(&context(error, ContextKind::InvalidArg)), context(error, ContextKind::InvalidValue));
            let valid = contexts(error, ContextKind::ValidValue);
            if value.is_empty() { problems::argument_missing(&[option]) } else { problems::bad_choice(&option, &value, &valid) }
        }
        ErrorKind::MissingRequiredArgument => {
            problems::argument_missing(&contexts(error, ContextKind::InvalidArg).iter().map(|arg| option_name(arg)).collect::<Vec<_>>())
        }
        ErrorKind::ArgumentConflict => problems::option_twice(&option_name(&context(error, ContextKind::InvalidArg))),
        _ => {
            let words = error.to_string();
            let first = words.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            problems::bad_arguments(&option_name(&context(error, ContextKind::InvalidArg)), &first)
        }
    };
    Err(Box::new(problem))
}

/// `--facts <路径>...` → `--facts`; `<政策包>` stays.
fn option_name(argument: &str) -> String {
    argument.split_once(" <").map_or(argument, |(name, _)| name).to_owned()
}

fn contexts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    contexts(error, kind).into_iter().next().unwrap_or_default()
}

/// Every option of every command, with its dashes.
fn options(definition: &clap::Command) -> Vec<String> {
    let arguments = definition.get_subcommands().chain([definition]).flat_map(clap::Command::get_arguments);
    arguments.filter_map(|argument| argument.get_long()).map(|long| format!("--{long}")).collect()
}
