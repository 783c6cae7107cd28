//! The rules of the house, read from the repository itself: which crate may need which, what a pure crate may touch, how
//! long a file may be, and whether the documents speak of files that are there.
//!
//! In: the files below the repository's root, walked without git (folders that `.gitignore` names are left out).
//! Out: one list of what breaks a rule, each with its file, so that everything is seen at once.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Crates in the order of the flow: none needs one further down.
const ORDER: [&str; 8] = ["sheet", "facts", "snapshot", "policy", "agreement", "panel", "app", "cli"];
/// Crates that open no file and no socket and read no clock.
const PURE: [&str; 5] = ["sheet", "facts", "snapshot", "policy", "panel"];
/// A file longer than this usually holds two things.
const LONGEST: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Folders that are no part of the repository: `.git`, and every line of `.gitignore` that ends with `/`.
fn left_out() -> BTreeSet<String> {
    let ignored = read(".gitignore");
    let folders = ignored.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.strip_suffix('/'));
    folders.map(|folder| folder.trim_start_matches('/').to_owned()).chain([".git".to_owned()]).collect()
}

/// Every file of the repository with `/` between folders, sorted.
fn files() -> Vec<String> {
    fn walk(folder: &Path, root: &Path, left_out: &BTreeSet<String>, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // In a linked work tree `.git` is a file.
            if left_out.contains(&name) {
                continue;
            }
            if entry.file_type().expect("a type").is_dir() {
                walk(&entry.path(), root, left_out, found);
            } else {
                let path = entry.path();
                let inside = path.strip_prefix(root).expect("inside the repository");
                let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                found.push(parts.join("/"));
            }
        }
    }
    let (root, mut found) = (root(), Vec::new());
    walk(&root, &root, &left_out(), &mut found);
    found.sort();
    found
}

fn crates() -> BTreeSet<String> {
    let manifests = files().into_iter().filter_map(|file| Some(file.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?.to_owned()));
    manifests.collect()
}

fn toml_of(path: &str) -> toml::Table {
    read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names a crate depends on, by section: `dependencies`, `dev-dependencies`, `build-dependencies`, under `target.*` too.
fn dependencies(manifest: &toml::Table) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (section, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        if section.ends_with("dependencies") {
            for (name, how) in table {
                let package = how.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                found.push((section.clone(), package.to_owned()));
            }
        } else if section == "target" {
            found.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies));
        }
    }
    found
}

/// The code of a line: nothing of a comment line.
fn code(line: &str) -> &str {
    if line.trim_start().starts_with("//") { "" } else { line }
}

/// Lines outside the fences of a Markdown text, and the lines inside those that open with one of `languages`.
fn fenced<'t>(text: &'t str, languages: &[&str]) -> (Vec<&'t str>, Vec<&'t str>) {
    let (mut outside, mut inside, mut fence): (Vec<&str>, Vec<&str>, Option<&str>) = (Vec::new(), Vec::new(), None);
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), fence) {
            (Some(language), None) => fence = Some(language.trim()),
            (Some(_), Some(_)) => fence = None,
            (None, Some(language)) if languages.contains(&language) => inside.push(line),
            (None, Some(_)) => {}
            (None, None) => outside.push(line),
        }
    }
    (outside, inside)
}

/// What stands in single backticks.
fn in_backticks<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    lines.iter().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

#[track_caller]
fn none(what: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{what}:\n  {}", broken.join("\n  "));
}

#[test]
fn data_flows_one_way() {
    let mut broken = Vec::new();
    let known: BTreeSet<String> = ORDER.into_iter().map(str::to_owned).collect();
    for name in crates().difference(&known) {
        broken.push(format!("crates/{name} has no place in the order {ORDER:?}"));
    }
    for (place, name) in ORDER.iter().enumerate() {
        let path = format!("crates/{name}/Cargo.toml");
        for (section, package) in dependencies(&toml_of(&path)) {
            let other = package.strip_prefix("quanheng-").and_then(|other| ORDER.iter().position(|name| *name == other));
            // A crate may turn on a feature of its own in its tests.
            let itself = section == "dev-dependencies" && other == Some(place);
            if other.is_some_and(|other| other >= place) && !itself {
                broken.push(format!("{path}: [{section}] {package} is not before {name}"));
            }
        }
    }
    none("a crate needs only crates before it, in its tests too", &broken);
}

/// The modules at the root of a crate that each of them names after `crate::`, tests left out.
fn arrows(name: &str, files: &[String]) -> BTreeMap<String, BTreeSet<String>> {
    let folder = format!("crates/{name}/src/");
    let top = |file: &str| Some(file.strip_prefix(&folder)?.split('/').next()?.trim_end_matches(".rs").to_owned());
    let known: BTreeSet<String> = files.iter().filter_map(|file| top(file)).collect();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.starts_with(&folder) && file.ends_with(".rs") && !file.ends_with("/tests.rs")) {
        let text = read(file);
        let from = top(file).unwrap_or_default();
        let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let code: String = before_tests.lines().map(code).collect::<Vec<_>>().join("\n");
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let named = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default().split(',').map(|one| word(one.trim())).collect(),
            None => vec![word(rest)],
        });
        let others = named.filter(|other| known.contains(other) && *other != from);
        arrows.entry(from.clone()).or_default().extend(others);
    }
    arrows
}

#[test]
fn modules_of_a_crate_form_no_circle() {
    let (mut broken, files) = (Vec::new(), files());
    for name in ORDER {
        let mut arrows = arrows(name, &files);
        // Whatever needs nothing that is left is taken away; a circle stays.
        while let Some(free) = arrows.iter().find(|(_, needs)| needs.is_empty()).map(|(module, _)| module.clone()) {
            arrows.remove(&free);
            for needs in arrows.values_mut() {
                needs.remove(&free);
            }
        }
        let left: BTreeSet<String> = arrows.keys().cloned().collect();
        broken.extend(arrows.iter().map(|(module, needs)| {
            let needs: Vec<&str> = needs.intersection(&left).map(String::as_str).collect();
            format!("crates/{name}/src: {module} needs {}", needs.join(", "))
        }));
    }
    none("data flows one way through the modules of a crate, too: these stand in a circle or lead into one", &broken);
}

#[test]
fn only_sheet_knows_workbooks() {
    let mut broken = Vec::new();
    for name in crates().into_iter().filter(|name| name != "sheet") {
        let path = format!("crates/{name}/Cargo.toml");
        for (section, package) in dependencies(&toml_of(&path)) {
            if section != "dev-dependencies" && ["calamine", "rust_xlsxwriter"].contains(&package.as_str()) {
                broken.push(format!("{path}: [{section}] {package}"));
            }
        }
    }
    none("workbooks are read and written in crates/sheet alone", &broken);
}

#[test]
fn only_snapshot_knows_parquet() {
    let mut broken = Vec::new();
    for name in crates().into_iter().filter(|name| name != "snapshot") {
        let path = format!("crates/{name}/Cargo.toml");
        let foreign = dependencies(&toml_of(&path)).into_iter().filter(|(_, package)| package == "parquet" || package.starts_with("arrow"));
        broken.extend(foreign.map(|(section, package)| format!("{path}: [{section}] {package}")));
    }
    let ours = dependencies(&toml_of("crates/snapshot/Cargo.toml"));
    broken.extend(ours.into_iter().filter(|(_, p)| p == "quanheng-policy").map(|_| "crates/snapshot needs quanheng-policy".to_owned()));
    none("Parquet is read and written in crates/snapshot alone, and that knows no policy", &broken);
}

#[test]
fn pure_crates_open_no_file_and_read_no_clock() {
    let outside = [("fs", "std::fs"), ("time", "std::time"), ("env", "std::env"), ("net", "std::net")];
    let mut broken = Vec::new();
    for file in files().into_iter().filter(|file| PURE.iter().any(|name| file.starts_with(&format!("crates/{name}/src/")))) {
        let text = read(&file);
        for (number, line) in (1_usize..).zip(text.lines().map(code)) {
            let grouped = line.split_once("use std::{").map_or("", |(_, names)| names);
            let named = |name: &str| grouped.split([',', '{', '}', ':', ';']).any(|part| part.trim() == name);
            for (_, path) in outside.iter().filter(|(name, path)| line.contains(path) || named(name)) {
                broken.push(format!("{file}:{number}: {path}"));
            }
        }
    }
    none("sheet, facts, snapshot, policy and panel get bytes and days as arguments", &broken);
}

#[test]
fn lints_hold_in_every_crate() {
    let entries = |file: &toml::Table, list: &str| -> BTreeMap<String, toml::Value> {
        let list = file.get(list).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        list.into_iter().filter_map(|ban| Some((ban.get("path")?.as_str()?.to_owned(), ban))).collect()
    };
    let mut broken = Vec::new();
    let everywhere = toml_of("clippy.toml");
    for name in crates() {
        let manifest = format!("crates/{name}/Cargo.toml");
        let inherits = toml_of(&manifest).get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if inherits != Some(true) {
            broken.push(format!("{manifest}: [lints] workspace = true is missing"));
        }
        let own = format!("crates/{name}/clippy.toml");
        let Ok(text) = fs::read_to_string(root().join(&own)) else {
            if PURE.contains(&name.as_str()) {
                broken.push(format!("{own} is missing"));
            }
            continue;
        };
        let own_lines: toml::Table = text.parse().unwrap_or_else(|error| panic!("{own}: {error}"));
        for list in everywhere.keys() {
            let have = entries(&own_lines, list);
            let lost = entries(&everywhere, list).into_iter().filter(|(path, ban)| have.get(path) != Some(ban));
            broken.extend(lost.map(|(path, _)| format!("{own}: {list} does not repeat the root's line for {path}")));
        }
    }
    none("the nearest clippy.toml wins and is not merged", &broken);
}

#[test]
fn files_stay_short() {
    let mut broken = Vec::new();
    for file in files().into_iter().filter(|file| ["crates/", "tools/"].iter().any(|top| file.starts_with(top)) && file.ends_with(".rs")) {
        let lines = read(&file).lines().count();
        if lines > LONGEST {
            broken.push(format!("{file}: {lines} lines"));
        }
    }
    none("a file over 800 lines holds two things", &broken);
}

#[test]
fn every_test_is_run() {
    let (mut broken, files) = (Vec::new(), files());
    for name in crates() {
        let Ok(all) = fs::read_to_string(root().join(format!("crates/{name}/tests/all.rs"))) else { continue };
        let named: BTreeSet<&str> = all.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
        let folder = format!("crates/{name}/tests/");
        let modules = files.iter().filter_map(|file| file.strip_prefix(&folder)?.strip_suffix(".rs"));
        let forgotten = modules.filter(|module| !module.contains('/') && *module != "all" && !named.contains(module));
        broken.extend(forgotten.map(|module| format!("{folder}{module}.rs is not named in {folder}all.rs")));
    }
    none("a file of tests that no program names is never run", &broken);
}

#[test]
fn packs_are_formatted() {
    use quanheng_policy::source::format::{Formatted, format_file};
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in files().into_iter().filter(|file| file.starts_with("packs/") && file.ends_with(".md")) {
        let Some((folder, inside)) = file.split_once('/').and_then(|(_, rest)| rest.split_once('/')) else { continue };
        match format_file(&format!("packs/{folder}"), inside, &read(&file), None) {
            Formatted::NotRules => {}
            Formatted::Unchanged => seen += 1,
            Formatted::Changed(_) => broken.push(format!("{file}: run `quanheng fmt packs/{folder}`")),
            other => broken.push(format!("{file}: {other:?}")),
        }
    }
    none("rules are laid out as `quanheng fmt` does it", &broken);
    assert!(seen > 0, "no file of rules was looked at");
}

#[test]
fn no_path_of_a_machine() {
    // Put together here, so that this file does not name one itself.
    let machine: Vec<String> = ["root", "home", "work", "Users"].into_iter().map(|folder| format!("/{folder}/")).collect();
    let mut broken = Vec::new();
    for file in files() {
        // A workbook is no text.
        let Ok(text) = String::from_utf8(fs::read(root().join(&file)).expect("a file")) else { continue };
        for (number, line) in (1_usize..).zip(text.lines()) {
            // Inside a longer path or an address it is somebody's folder, not the machine's.
            let starts = |path: &str| {
                line.match_indices(path).any(|(at, _)| {
                    let before = line.get(..at).and_then(|before| before.chars().next_back());
                    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.' | '_' | '-' | '}' | '~'))
                })
            };
            broken.extend(machine.iter().filter(|path| starts(path)).map(|path| format!("{file}:{number}: {path}")));
        }
    }
    none("a path of one machine says nothing on another", &broken);
}

#[test]
fn architecture_speaks_of_what_is_there() {
    let (text, files) = (read("ARCHITECTURE.md"), files());
    let mut broken = Vec::new();
    for name in in_backticks(&fenced(&text, &[]).0) {
        let a_file = [".rs", ".md", ".csv", ".toml"].iter().any(|ending| name.ends_with(ending)) && !name.contains(['<', '*', '{', ' ']);
        if a_file && name.contains('/') && !files.iter().any(|file| file == name) {
            broken.push(format!("`{name}` is not there"));
        }
        if a_file && !name.contains('/') && !files.iter().any(|file| file.rsplit('/').next() == Some(name)) {
            broken.push(format!("no file is called `{name}`"));
        }
        if name.ends_with('/') && !name.contains('<') && !files.iter().any(|file| file.starts_with(name)) {
            broken.push(format!("the folder `{name}` is not there"));
        }
    }
    // A function named beside files stands in one of them.
    for item in text.split("\n\n").flat_map(|part| part.split("\n- ")).flat_map(|part| part.split(". **")) {
        let lines: Vec<&str> = item.lines().collect();
        let named = in_backticks(&lines);
        let sources: Vec<String> =
            named.iter().filter(|name| name.ends_with(".rs") && files.iter().any(|file| file == *name)).map(|name| read(name)).collect();
        for function in named.iter().filter_map(|name| name.strip_suffix("()")) {
            if !sources.iter().any(|source| source.contains(&format!("fn {function}(")) || source.contains(&format!("fn {function}<"))) {
                broken.push(format!("none of the files beside it has the function `{function}()`"));
            }
        }
    }
    let map: Vec<&str> = text.lines().skip_while(|line| *line != "## Code map").collect();
    for name in crates() {
        if !map.iter().any(|line| line.starts_with("### ") && line.contains(&format!("`crates/{name}`"))) {
            broken.push(format!("the code map has no heading for `crates/{name}`"));
        }
    }
    none("ARCHITECTURE.md", &broken);
}

#[test]
fn both_readmes_name_the_same_commands() {
    let commands = |path: &str| -> BTreeSet<String> {
        let text = read(path);
        let (outside, inside) = fenced(&text, &["sh"]);
        let said = in_backticks(&outside).into_iter().chain(inside.into_iter().map(|line| line.split(" #").next().unwrap_or(line)));
        let ours = said.map(str::trim).filter(|line| ["make ", "quanheng ", "cargo "].iter().any(|word| line.starts_with(word)));
        ours.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (english, chinese) = (commands("README.md"), commands("README.zh-CN.md"));
    let mut broken: Vec<String> = english.symmetric_difference(&chinese).map(|line| format!("in one of the two only: {line}")).collect();
    for needed in ["make run", "make test"] {
        if !english.contains(needed) {
            broken.push(format!("neither names {needed}"));
        }
    }
    let makefile = read("Makefile");
    for target in english.union(&chinese).filter_map(|line| line.strip_prefix("make ")?.split(' ').next()) {
        if !makefile.lines().any(|line| line.starts_with(&format!("{target}:"))) {
            broken.push(format!("the Makefile has no target {target}"));
        }
    }
    none("README.md and README.zh-CN.md", &broken);
}
