//! What an operation says when it cannot be done at all. What is wrong with single cells and rules are problems, and go on.

use quanheng_facts::problem::{Bilingual, Problem, Severity};

/// Of what kind an error is: the command line makes an exit code of it, a server an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Something named is not there.
    NotFound,
    /// The pack has problems, so that it may not be run.
    Refused,
    /// What was asked cannot be understood.
    Invalid,
    /// Not the user's doing: the disk, or a fault of the program.
    Internal,
}

/// An operation that could not be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text.en)]
pub struct AppError {
    pub kind: ErrorKind,
    pub text: Bilingual,
    /// What to do, where one thing can be said for all of it.
    pub hints: Vec<Bilingual>,
    /// Each thing that is wrong, with its place.
    pub problems: Vec<Problem>,
}

impl AppError {
    /// The pack has problems.
    #[must_use]
    pub fn refused(problems: Vec<Problem>) -> AppError {
        AppError {
            kind: ErrorKind::Refused,
            text: Bilingual::new("政策包有问题，没有运行。", "The pack has problems; nothing was run."),
            hints: Vec::new(),
            problems,
        }
    }

    /// The facts cannot be used at all.
    #[must_use]
    pub fn facts_refused(problems: Vec<Problem>) -> AppError {
        AppError {
            kind: ErrorKind::Refused,
            text: Bilingual::new("数据不能用，没有运行。", "The facts cannot be used; nothing was run."),
            hints: Vec::new(),
            problems,
        }
    }

    /// A snapshot could not be written.
    #[must_use]
    pub fn not_kept(problems: Vec<Problem>) -> AppError {
        AppError {
            kind: ErrorKind::Internal,
            text: Bilingual::new("数据快照没有写成。", "The snapshot was not written."),
            hints: Vec::new(),
            problems,
        }
    }

    /// Something named is not there.
    #[must_use]
    pub fn not_found(problems: Vec<Problem>) -> AppError {
        AppError {
            kind: ErrorKind::NotFound,
            text: Bilingual::new("要用的文件没有找到。", "A file that is needed was not found."),
            hints: Vec::new(),
            problems,
        }
    }

    /// A workbook could not be made: it would have more lines than a sheet can hold, or it is our own fault.
    #[must_use]
    pub fn not_written(why: &str) -> AppError {
        AppError {
            kind: ErrorKind::Internal,
            text: Bilingual::new(format!("xlsx 没有写成：{why}。"), format!("The workbook could not be made: {why}.")),
            hints: vec![Bilingual::new(
                "结果太多的，用 --format csv，或者用 --only、--met 少列一些。",
                "Where there is too much, use --format csv, or list less with --only or --met.",
            )],
            problems: Vec::new(),
        }
    }

    /// The question cannot be understood.
    #[must_use]
    pub fn invalid(problems: Vec<Problem>) -> AppError {
        AppError {
            kind: ErrorKind::Invalid,
            text: Bilingual::new("命令里有写得不对的地方，没有运行。", "Something in the command is not right; nothing was run."),
            hints: Vec::new(),
            problems,
        }
    }
}

/// True if any of them stops a row, a rule or an operation.
#[must_use]
pub fn any_error(problems: &[Problem]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error)
}
