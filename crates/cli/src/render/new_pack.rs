//! What a new pack consists of, and what to do next.

use quanheng_app::new_pack::NewReport;
use quanheng_facts::problem::Language;
use quanheng_facts::visible::harmless;

use super::say;

/// The files, and the next commands.
#[must_use]
pub fn new_pack(report: &NewReport, language: Language) -> String {
    let folder = &harmless(&report.folder);
    let mut out = match &report.basis {
        Some(basis) => say(
            language,
            format!("新的政策包 {folder}（{}），依据 {} {}：\n", report.id, basis.id, basis.version),
            format!("A new pack, {folder} ({}), on {} {}:\n", report.id, basis.id, basis.version),
        ),
        None => say(language, format!("新的政策包 {folder}（{}）：\n", report.id), format!("A new pack, {folder} ({}):\n", report.id)),
    };
    for file in &report.files {
        out.push_str(&format!("  {folder}/{file}\n"));
    }
    out.push_str(&say(
        language,
        "已经检查过，例子都相符。\n\n接下来：先改 pack.toml 里带（填写）的，再改 law 里的条文，随时运行\n",
        "It was checked, and its examples hold.\n\nNext: fill in what says （填写） in pack.toml, then write the articles in law; and run, at any time\n",
    ));
    let packs: String = report.packs.iter().map(|folder| format!(" --packs {folder}")).collect();
    out.push_str(&format!("  quanheng check {folder}{packs}\n  quanheng test {folder}{packs}\n"));
    let only = report.result.as_ref().map(|name| format!(" --only {name}")).unwrap_or_default();
    let facts = say(language, "数据文件夹", "FACTS");
    let year = say(language, "年度", "YEAR");
    out.push_str(&format!("  quanheng run {folder}{packs} --facts {facts} --period {year}{only}\n"));
    if let Some(basis) = &report.basis {
        let command = format!("  quanheng compare {} {folder}{packs} --facts {facts} --period {year}\n", basis.folder);
        out.push_str(&say(language, "改了以后谁得、谁失：\n", "Who gains and who loses by it:\n"));
        out.push_str(&command);
    }
    out
}
