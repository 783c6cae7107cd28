//! The packs that made facts are run on: the real ones, and every section of the language's own tests.
//!
//! In: the repository. Out: checked packs, each with its name. Used by the fuzzer's target and by the replay of its corpus
//! (`crates/app/tests/fuzz_corpus.rs`), so that a case means the same to both: two bytes pick a pack by the place of its name on a circle, and
//! a pack that comes or goes moves few cases to another one.
#![allow(dead_code, reason = "each of the two uses its part")]

#[path = "../crates/policy/tests/reference/page.rs"]
mod page;
#[path = "../crates/policy/tests/reference/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use quanheng_app::compile::{Compiled, PackPlace, compile};
use quanheng_app::outside::{PackFiles, Unreadable};
use quanheng_facts::fuzz_entry::made::Edges;
use quanheng_policy::check::check;
use quanheng_policy::fuzz_entry::edges;

use page::Page;

const PACKS: [&str; 7] = [
    "example-reform",
    "example-settings",
    "national-base",
    "shaanxi-2016",
    "shaanxi-poverty-2017",
    "shaanxi-tolerance-2018",
    "yongning-town",
];

/// A pack, and the numbers and days around which its facts are made.
pub struct Case {
    pub name: String,
    /// Taken out while it is run.
    pub compiled: Option<Compiled>,
    pub edges: Edges,
}

/// All of them: sections of the tests below 0x8000, packs above.
pub struct Programs {
    by_place: BTreeMap<u16, Case>,
}

impl Programs {
    pub fn read(root: &Path) -> Programs {
        let mut by_place = BTreeMap::new();
        let mut add = |name: String, compiled: Compiled, upper: u16| {
            let edges = edges(&compiled.checked.program);
            let mut place = place_of(&name) & 0x7fff | upper;
            while by_place.contains_key(&place) {
                place = place.wrapping_add(1) & 0x7fff | upper;
            }
            by_place.insert(place, Case { name, compiled: Some(compiled), edges });
        };
        for (name, compiled) in sections(&root.join("crates/policy/tests/suite")) {
            add(name, compiled, 0);
        }
        for id in PACKS {
            let place = PackPlace { folder: root.join("packs").join(id).to_string_lossy().into_owned(), others: Vec::new() };
            let compiled = compile(&Disk, &place).unwrap_or_else(|error| panic!("{id}: {error:?}"));
            add(id.to_owned(), compiled, 0x8000);
        }
        Programs { by_place }
    }

    /// The pack that a case is run on: the first one at its place or behind it.
    pub fn pick(&mut self, bytes: &[u8]) -> &mut Case {
        let place = u16::from_be_bytes([bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]);
        let upper = place & 0x8000;
        let here = |p: &u16| p & 0x8000 == upper;
        let behind = self.by_place.range(place..).map(|(p, _)| *p).find(here);
        let found = behind.or_else(|| self.by_place.keys().copied().find(here)).expect("there are packs on both halves");
        self.by_place.get_mut(&found).expect("it was found")
    }

    pub fn all(&mut self) -> impl Iterator<Item = &mut Case> {
        self.by_place.values_mut()
    }

    pub fn len(&self) -> usize {
        self.by_place.len()
    }
}

/// FNV-1a, folded: where a name stands on the circle.
fn place_of(name: &str) -> u16 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let [a, b, c, d] = hash.to_be_bytes();
    u16::from_be_bytes([a ^ c, b ^ d])
}

fn sections(folder: &Path) -> Vec<(String, Compiled)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("the suite").map(|entry| entry.expect("a page").path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let page = Page::read(&fs::read_to_string(&path).expect("a page"));
        for section in page.sections.iter().filter(|s| s.files().next().is_none() && s.rules().next().is_some()) {
            let (mut sources, _) = run::packs(&name, &page, section, None);
            if let (Some(checked), _) = check(&sources)
                && let Some(source) = sources.pop()
            {
                let compiled = Compiled { checked, source, registers: Vec::new(), regions: Default::default() };
                all.push((format!("{name}/{}", section.title), compiled));
            }
        }
    }
    all
}

/// The folders of the repository.
struct Disk;

impl PackFiles for Disk {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let mut found = Vec::new();
        for below in ["", "law", "notices", "tests", "entities"] {
            let Ok(entries) = fs::read_dir(Path::new(folder).join(below)) else { continue };
            for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
                let name = entry.file_name().to_string_lossy().into_owned();
                found.push(if below.is_empty() { name } else { format!("{below}/{name}") });
            }
        }
        Ok(found)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(path).map_err(|_| Unreadable::NotFound)
    }

    fn write(&self, _path: &str, _bytes: &[u8]) -> Result<(), Unreadable> {
        Err(Unreadable::NotFound)
    }
}
