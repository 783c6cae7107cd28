//! The command `quanheng`: words in, an operation of quanheng-app called, its data printed.
//!
//! Results go to standard output, everything else to standard error. Exit: 0 fine, unknown results included; 1 a cell or a
//! rule has a problem, or a result is 冲突 or 错误 (good rows are still printed); 2 the command is not right; 3 a fault of our own
//! or of the disk. Deliberately absent: any rule about what a result is; the network.

mod arguments;
mod outside;
mod problems;
mod processor;
mod render;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{Command, Format, Parsed};
use outside::Disk;
use quanheng_app::error::{AppError, ErrorKind};
use quanheng_app::prepare::{ENGINE_VERSION, LANGUAGE_VERSION, Sources};
use quanheng_app::results::{csv::csv, json_lines::json_lines};
use quanheng_app::run::RunRequest;
use quanheng_facts::intake::masked;
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_facts::visible::harmless;
use render::say;

const FINE: u8 = 0;
const PROBLEM: u8 = 1;
const USAGE: u8 = 2;
const INTERNAL: u8 = 3;

/// What a command gives back.
#[derive(Debug, Default)]
struct Answer {
    out: String,
    /// For standard error.
    told: String,
    code: u8,
}

/// A run makes and drops many small values; with the system's allocator it takes a tenth longer, and a quarter in the beginning (docs/performance.md). Which
/// of its forms, and why without huge pages: docs/decisions/0111.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let language = arguments::language(&words);
    if !processor::is_enough() {
        outside::tell(&say(
            language,
            "这个程序是为有 AVX2 的处理器编译的，这台机器没有。请在这台机器上重新执行 make run。\n",
            "This program was built for a processor with AVX2, which this machine has not. Run make run again on this machine.\n",
        ));
        return ExitCode::from(INTERNAL);
    }
    let mut answer = answer(words, language);
    // Numbers of identity documents were masked as the facts were read. Whatever else came here, the words of the command
    // among them, leaves without any.
    answer.told = masked(&answer.told).into_owned();
    if outside::print(&masked(&answer.out)).is_err() {
        answer.told.push_str(&say(language, "结果没有能打印出来。\n", "The results could not be printed.\n"));
        answer.code = INTERNAL;
    }
    outside::tell(&harmless(&answer.told));
    ExitCode::from(answer.code)
}

fn answer(words: Vec<OsString>, language: Language) -> Answer {
    // Before the rest is read: it needs no command.
    if words.get(1).is_some_and(|word| word == "--version" || word == "-V") {
        return Answer { out: version(language), ..Answer::default() };
    }
    match arguments::parse(words, language) {
        Parsed::Show(text) => Answer { out: text, ..Answer::default() },
        Parsed::Nothing(help) => Answer { told: help, code: USAGE, ..Answer::default() },
        Parsed::Wrong(found) => Answer { told: render::problems::problems(&found, language), code: USAGE, ..Answer::default() },
        Parsed::Command(command) => done(*command, language).unwrap_or_else(|error| failed(&error, language)),
    }
}

fn failed(error: &AppError, language: Language) -> Answer {
    let code = match error.kind {
        ErrorKind::NotFound | ErrorKind::Invalid => USAGE,
        ErrorKind::Refused => PROBLEM,
        ErrorKind::Internal => INTERNAL,
    };
    Answer { told: render::problems::error(error, language), code, ..Answer::default() }
}

fn done(command: Command, language: Language) -> Result<Answer, AppError> {
    let sources = Sources { packs: &Disk, facts: &Disk };
    match command {
        Command::Check { place, accept_basis, duties, conditions, names, reviewed } => {
            let mut out = String::new();
            if accept_basis {
                out.push_str(&render::check::accepted(&quanheng_app::check::accept_basis(&Disk, &place)?, language));
            }
            if !reviewed.is_empty() {
                out.push_str(&render::check::reviewed(&quanheng_app::reviewed::accept(&Disk, &place, &reviewed)?, language));
            }
            let report = quanheng_app::check::check(&Disk, &place)?;
            out.push_str(&render::check::check(&report, language));
            if names {
                out.push_str(&render::check::names(&report, language));
            }
            if conditions {
                out.push_str(&render::check::conditions(&report, language));
            }
            if duties {
                out.push_str(&render::check::duties(&report, language));
            }
            Ok(Answer {
                out: words(&out),
                told: render::problems::problems(&report.problems, language),
                code: code_of(&report.problems, 0),
            })
        }
        Command::Test { place, update } => {
            let report = quanheng_app::test::test(sources, &place, update)?;
            let told = render::problems::problems(&report.problems, language);
            Ok(Answer { out: words(&render::check::test(&report, language)), told, code: if report.is_good() { FINE } else { PROBLEM } })
        }
        Command::Format(request) => {
            let report = quanheng_app::format::format(&Disk, &request)?;
            let told = render::problems::problems(&report.problems, language) + &render::format::faults(&report, language);
            let code = if report.is_good() { FINE } else { PROBLEM };
            let code = if report.faults.is_empty() { code } else { INTERNAL };
            Ok(Answer { out: words(&render::format::format(&report, language)), told, code })
        }
        Command::Run { mut request, format, output, errors_out } => {
            request.planted = outside::planted_fault();
            let report = quanheng_app::run::run(sources, &Disk, &request)?;
            let given_back = errors_out.map(|path| given_back(&report, &path, language)).transpose()?;
            let out = match format {
                Format::Table | Format::Picture => words(&render::table::table(&report, language)),
                Format::JsonLines => json_lines(&report.header, report.listed(), language),
                Format::Csv => csv(report.listed(), language),
                Format::Workbook | Format::Parquet => String::new(),
            };
            // These are made of bytes; everything else is text.
            let bytes = match format {
                Format::Workbook => {
                    let made = quanheng_app::workbook::bytes(&report, language);
                    Some(made.map_err(|error| AppError::not_written(&error.to_string())))
                }
                Format::Parquet => {
                    let made = quanheng_app::results::parquet::parquet(&report.header, &report.listed(), language);
                    Some(made.ok_or_else(|| AppError::not_written("parquet")))
                }
                _ => None,
            };
            let mut told = render::problems::problems(&report.problems, language) + &faults(report.faulty(), language);
            let mut code = code_of(&report.problems, report.faulty()).max(code_of_incidents(report.incidents));
            if let Some(answer) = given_back {
                told.push_str(&answer.told);
                code = code.max(answer.code);
            }
            // The process is about to end; giving thousands of rows back piece by piece takes time and helps nobody.
            std::mem::forget(report);
            match bytes.transpose()? {
                None => Ok(delivered(out, output, told, code, language)),
                Some(bytes) => Ok(written(&bytes, &output.unwrap_or_default(), told, code, language)),
            }
        }
        Command::Explain { request, json, output } => {
            let report = quanheng_app::explain::explain(sources, &request)?;
            let out = match json {
                true => render::explanation::json(&report, language),
                false => words(&render::explanation::text(&report, language)),
            };
            let told = render::problems::problems(&report.problems, language);
            Ok(delivered(out, output, told, code_of(&report.problems, report.faulty()), language))
        }
        Command::WhyNot { request, json, output } => {
            let report = quanheng_app::why_not::why_not(sources, &request)?;
            let out = match json {
                true => quanheng_app::why_not::json::json(&report, language),
                false => words(&render::why_not::text(&report, language)),
            };
            let told = render::problems::problems(&report.problems, language);
            Ok(delivered(out, output, told, code_of(&report.problems, report.faulty()), language))
        }
        Command::Compare { request, format, output } => {
            let report = quanheng_app::compare::compare(sources, &request)?;
            let out = match format {
                Format::Table | Format::Picture => words(&render::compare::table(&report, language)),
                Format::JsonLines => quanheng_app::compare::json_lines::json_lines(&report, language),
                Format::Csv | Format::Workbook | Format::Parquet => quanheng_app::compare::csv::csv(&report, language),
            };
            let told = render::problems::problems(&report.problems, language) + &faults(report.faulty(), language);
            let code = code_of(&report.problems, report.faulty()).max(code_of_incidents(report.incidents));
            Ok(delivered(out, output, told, code, language))
        }
        Command::Robust { request, format, output } => {
            let report = quanheng_app::robust::robust(sources, &request)?;
            let out = match format {
                Format::Table => words(&render::robust::table(&report, language)),
                Format::Picture => words(&render::robust::svg::svg(&report, language)),
                Format::JsonLines => quanheng_app::robust::json_lines::json_lines(&report, language),
                Format::Csv | Format::Workbook | Format::Parquet => quanheng_app::robust::csv::csv(&report, language),
            };
            let told = render::problems::problems(&report.problems, language) + &faults(report.faulty(), language);
            let code = code_of(&report.problems, report.faulty());
            Ok(delivered(out, output, told, code, language))
        }
        Command::Plan { request, output } => {
            let report = quanheng_app::plan::plan(&Disk, &request)?;
            let told = render::problems::problems(&report.problems, language);
            Ok(delivered(words(&render::plan::text(&report, language)), output, told, code_of(&report.problems, 0), language))
        }
        Command::Open { request, format, output } => {
            let report = quanheng_app::open::open(sources, &request)?;
            let out = match format {
                Format::Table | Format::Picture => words(&render::open::table(&report, language)),
                Format::JsonLines => quanheng_app::open::json_lines::json_lines(&report, language),
                Format::Csv | Format::Workbook | Format::Parquet => quanheng_app::open::csv::csv(&report, language),
            };
            let told = render::problems::problems(&report.problems, language);
            Ok(delivered(out, output, told, code_of(&report.problems, 0), language))
        }
        Command::New { request } => {
            let report = quanheng_app::new_pack::new(sources, &Disk, &request)?;
            Ok(Answer { out: render::new_pack::new_pack(&report, language), ..Answer::default() })
        }
        Command::Template { place, output } => {
            let report = quanheng_app::template::template(&Disk, &place)?;
            let answer = written(&report.bytes, &output, String::new(), FINE, language);
            let out =
                if answer.code == FINE { render::template::template(&report, &place.folder, &output, language) } else { String::new() };
            Ok(Answer { out, ..answer })
        }
        Command::Snapshot { request } => {
            let report = quanheng_app::snapshot::snapshot(sources, &Disk, &request)?;
            let told = render::problems::problems(&report.problems, language);
            Ok(Answer { out: words(&render::snapshot::snapshot(&report, language)), told, code: code_of(&report.problems, 0) })
        }
        Command::Demo { request, root, against } => demo(sources, request, root, against, language),
    }
}

fn demo(
    sources: Sources<'_>,
    mut request: RunRequest,
    root: Option<String>,
    mut against: Vec<String>,
    language: Language,
) -> Result<Answer, AppError> {
    let root = match root {
        Some(root) => root,
        None => {
            let looked_for = quanheng_app::outside::join(&request.place.folder, "pack.toml");
            outside::folder_above_with(&looked_for)
                .ok_or_else(|| AppError::not_found(vec![problems::demo_not_found(&request.place.folder)]))?
        }
    };
    for path in [&mut request.place.folder].into_iter().chain(&mut request.facts).chain(&mut against) {
        if !path.starts_with('/') {
            *path = quanheng_app::outside::join(&root, path);
        }
    }
    let demo = quanheng_app::demo::demo(sources, &Disk, &request)?;
    let out = words(&render::demo::demo(&demo, &request, &against, language));
    // Warnings belong to whoever keeps the data; a first screen tells only what is wrong.
    let wrong: Vec<Problem> = demo.report.problems.iter().filter(|p| p.severity == Severity::Error).cloned().collect();
    let told = render::problems::problems(&wrong, language) + &faults(demo.report.faulty(), language);
    let code = code_of(&demo.report.problems, demo.report.faulty()).max(code_of_incidents(demo.report.incidents));
    Ok(Answer { out, told, code })
}

/// Writes the rows with problems, if there are any, into the file that was named.
fn given_back(report: &quanheng_app::run::RunReport, path: &str, language: Language) -> Result<Answer, AppError> {
    let Some(returned) = &report.prepared.returned else {
        let told =
            say(language, format!("数据没有问题，没有写 {path}\n"), format!("The facts have no problems; {path} was not written.\n"));
        return Ok(Answer { told, ..Answer::default() });
    };
    let bytes = quanheng_app::returned::bytes(returned)?;
    let answer = written(&bytes, path, String::new(), FINE, language);
    if answer.code != FINE {
        return Ok(answer);
    }
    let (rows, sheets) = (returned.rows, returned.sheets);
    let told = say(
        language,
        format!("有问题的 {rows} 行（{sheets} 页）已退回 {path}：黄底的格改好，存盘后和其余数据一起再用（原表里的这些行要删掉）。\n"),
        format!(
            "{rows} rows with problems ({sheets} sheets) are given back in {path}: correct the yellow cells, save it, and use it beside the other facts (take these rows out where they stood).\n"
        ),
    );
    Ok(Answer { told, ..answer })
}

/// The words for results that are 冲突 or 错误.
fn faults(faulty: usize, language: Language) -> String {
    match faulty {
        0 => String::new(),
        n => say(
            language,
            format!("有 {n} 项结果是「冲突」或「错误」，缘由见结果。\n"),
            format!("{n} results are 冲突 (conflict) or 错误 (error); the causes stand with them.\n"),
        ),
    }
}

fn code_of(problems: &[Problem], faulty: usize) -> u8 {
    if faulty > 0 || quanheng_app::error::any_error(problems) { PROBLEM } else { FINE }
}

/// A row that came out differently when it was looked at again is a fault of our own.
fn code_of_incidents(incidents: usize) -> u8 {
    if incidents > 0 { INTERNAL } else { FINE }
}

/// Words for a person. JSON and CSV are for programs and keep every character as it was written.
fn words(text: &str) -> String {
    harmless(text).into_owned()
}

/// To the file that was named, or to standard output.
fn delivered(out: String, output: Option<String>, told: String, code: u8, language: Language) -> Answer {
    match output {
        None => Answer { out, told, code },
        Some(path) => written(masked(&out).as_bytes(), &path, told, code, language),
    }
}

/// To a file.
fn written(bytes: &[u8], path: &str, mut told: String, code: u8, language: Language) -> Answer {
    let failed = if outside::is_folder(path) {
        Some((None, USAGE))
    } else {
        let failed = outside::write_whole(path, bytes).err();
        // A folder that is not there, or not theirs to write in, is for the caller to mend.
        failed.map(|error| (Some(outside::why(&error)), if outside::is_callers_fault(&error) { USAGE } else { INTERNAL }))
    };
    match failed {
        None => {
            told.push_str(&say(language, format!("已写入 {path}\n"), format!("written to {path}\n")));
            Answer { out: String::new(), told, code }
        }
        Some((words, code)) => {
            told.push_str(&render::problems::problems(&[quanheng_app::problems::file_unwritable(path, words.as_ref())], language));
            Answer { out: String::new(), told, code }
        }
    }
}

fn version(language: Language) -> String {
    // Set by whoever builds a release; a build from a working copy does not know.
    let commit = option_env!("QUANHENG_COMMIT").unwrap_or("unknown");
    say(
        language,
        format!("quanheng {ENGINE_VERSION}（语言版本 {LANGUAGE_VERSION}，commit {commit}）\n"),
        format!("quanheng {ENGINE_VERSION} (language version {LANGUAGE_VERSION}, commit {commit})\n"),
    )
}
