//! Snapshots in memory, of facts that are made of bytes.

use std::collections::BTreeMap;

use quanheng_facts::columns::FactColumns;
use quanheng_facts::example_schema::schema;
use quanheng_facts::fact::Facts;
use quanheng_facts::fuzz_entry::made::{Edges, Order, facts_of};
use quanheng_facts::problem::Bilingual;
use quanheng_snapshot::manifest::{Made, PackMade};
use quanheng_snapshot::{Source, Written, write};

/// The files of a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    pub fn of(written: &Written) -> Memory {
        Memory(written.files.iter().cloned().collect())
    }
}

impl Source for Memory {
    fn size(&self, name: &str) -> Result<Option<u64>, Bilingual> {
        Ok(self.0.get(name).map(|bytes| bytes.len() as u64))
    }

    fn read(&self, name: &str, from: u64, length: usize) -> Result<Vec<u8>, Bilingual> {
        let bytes = self.0.get(name).ok_or_else(|| Bilingual::new("没有", "none"))?;
        let from = usize::try_from(from).unwrap().min(bytes.len());
        Ok(bytes[from..from.saturating_add(length).min(bytes.len())].to_vec())
    }
}

pub fn facts(bytes: &[u8], order: Order) -> Facts {
    facts_of(&schema(), &Edges::default(), bytes, None, order).0
}

/// Bytes that look random and are the same each time.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u8::try_from(state >> 56).unwrap()
    };
    (0..length).map(|_| next()).collect()
}

pub fn made() -> Made {
    let pack = PackMade { id: "shili".to_owned(), version: "0.1.0".to_owned(), sha256: "0".repeat(64) };
    Made { packs: vec![pack], ..Made::default() }
}

pub fn written(facts: &Facts) -> Written {
    let schema = schema();
    let columns = FactColumns::of(&schema, facts).unwrap();
    write(&schema, &columns, made(), vec![("problems.json".to_owned(), b"[]\n".to_vec())]).unwrap()
}
