//! What became of the files of packs that were formatted, for people.

use quanheng_app::format::FormatReport;
use quanheng_facts::problem::Language;

use super::say;

/// Each file that changed, or would; and how many there are.
#[must_use]
pub fn format(report: &FormatReport, language: Language) -> String {
    let mut out = String::new();
    for file in &report.changed {
        out.push_str(&if report.check {
            say(language, format!("要改写 {file}\n"), format!("would rewrite {file}\n"))
        } else {
            say(language, format!("改写了 {file}\n"), format!("rewrote {file}\n"))
        });
    }
    let (files, changed) = (report.files, report.changed.len());
    out.push_str(&if report.check {
        say(
            language,
            format!("看了 {files} 个文件，要改写 {changed} 个；什么也没有写。\n"),
            format!("{files} files looked at, {changed} to be rewritten; nothing was written.\n"),
        )
    } else {
        say(language, format!("看了 {files} 个文件，改写了 {changed} 个。\n"), format!("{files} files looked at, {changed} rewritten.\n"))
    });
    if changed > 0 && !report.check {
        out.push_str(&say(
            language,
            "校验值随之改变：依据这个包的包要重新认可，quanheng check 那个包 --accept-basis。\n",
            "The pack's hash has changed: packs built on it must accept it anew, quanheng check THAT_PACK --accept-basis.\n",
        ));
    }
    out
}

/// The words for files that our own fault kept from being printed.
#[must_use]
pub fn faults(report: &FormatReport, language: Language) -> String {
    report
        .faults
        .iter()
        .map(|(file, line)| {
            say(
                language,
                format!("{file} 没有改动：第 {line} 行起的规则块排版后意思会变，这是程序的错。请把这一块告诉我们。\n"),
                format!(
                    "{file} was left alone: the block of rules from line {line} would have changed its meaning. This is a fault of ours; please report the block.\n"
                ),
            )
        })
        .collect()
}
