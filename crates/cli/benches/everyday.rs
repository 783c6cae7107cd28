//! What an office does every day, measured whole: check a pack, run it for 107 counties and ten years, explain one result; and the
//! included province with everything that its pack concludes.
//!
//! Everything from process start to the last byte of output, on an invented province; the check also without the process, to
//! see what is the checker and what is the start. The bars stand in `docs/performance.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a bench may stop at the first surprise"
)]

mod invented;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use invented::{Province, YEARS};
use quanheng_policy::pack::PackText;

/// The published packs: the province's, and what it stands on.
fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// Runs the command and gives what it printed. The invented data have no problem: anything but 0 is a fault of the bench.
fn quanheng(arguments: &[&str]) -> Vec<u8> {
    let done = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(arguments).stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success() && !done.stdout.is_empty(), "{arguments:?}: {}\n{}", done.status, String::from_utf8_lossy(&done.stderr));
    done.stdout
}

fn pack_text(folder: &Path) -> PackText {
    let mut files = Vec::new();
    for below in ["", "law", "tests"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".md") && name != "CHANGELOG.md" || name == "pack.toml" {
                let inside = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
                files.push((inside, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    PackText { folder: folder.display().to_string(), files }
}

fn check(bench: &mut Criterion) {
    let texts = ["national-base", "shaanxi-2016"].map(|pack| pack_text(&packs().join(pack)));
    bench.bench_function("check: in process", |b| {
        b.iter(|| {
            let sources = texts.each_ref().map(|text| quanheng_policy::source::read_pack(black_box(text)).0);
            let (checked, problems) = quanheng_policy::check::check(&sources);
            assert!(checked.is_some());
            black_box((checked, problems))
        });
    });
    let folder = packs().join("shaanxi-2016");
    let folder = folder.to_str().unwrap();
    bench.bench_function("check: command", |b| b.iter(|| quanheng(&["check", folder])));
}

fn run(bench: &mut Criterion) {
    let province = Province::write(&packs(), Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let pack = province.pack();
    let pack = pack.to_str().unwrap();
    let years = format!("{}-{}", YEARS.0, YEARS.1);
    for (what, facts) in [("everything known", province.full()), ("with gaps", province.patchy())] {
        let facts = facts.to_str().unwrap();
        let whole = ["run", pack, "--facts", facts, "--period", &years, "--law-as-of", "2016", "--format", "jsonl"];
        bench.bench_function(&format!("run, {what}: command"), |b| b.iter(|| quanheng(&whole)));
        for (which, county) in [("money", province.winner()), ("no money", province.county())] {
            let one = ["explain", pack, "--facts", facts, "--period", "2016", "--result", "县区.奖金", "--of", &county];
            bench.bench_function(&format!("explain {which}, {what}: command"), |b| b.iter(|| quanheng(&one)));
        }
    }
}

/// `data/demo`: one year, every result that the settings print, and the first screen, which asks for all conclusions besides.
fn demo(bench: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let inside = |path: &str| root.join(path).to_str().unwrap().to_owned();
    let (pack, facts) = (inside("packs/example-settings"), inside("data/demo"));
    let whole = ["run", &pack, "--facts", &facts, "--period", "2016", "--decided-on", "2017-03-01", "--format", "jsonl"];
    bench.bench_function("run the demo, all results: command", |b| b.iter(|| quanheng(&whole)));
    bench.bench_function("the first screen: command", |b| b.iter(|| quanheng(&["demo", "--root", root.to_str().unwrap()])));
}

criterion_group! {
    name = everyday;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5)).sample_size(30);
    targets = check, run, demo
}
criterion_main!(everyday);
