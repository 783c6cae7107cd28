//! The container of workbooks of before 2007 ("compound file"): a little file system of sectors. One stream of its root is
//! found by name and read; nothing else is looked at.
//!
//! Every number in it may be a lie: a chain of sectors ends after as many steps as there are sectors.

use std::collections::BTreeSet;

use crate::refused::{Damage, ReadError};

const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Above these, a number is no sector but says "end", "free" and the like.
const LAST_SECTOR: u32 = 0xFFFF_FFF9;
const NO_ENTRY: u32 = 0xFFFF_FFFF;

const BROKEN: ReadError = ReadError::Damaged(Damage::Archive);

/// A container.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    mini_size: usize,
    /// Below this size a stream lies in the small sectors.
    cutoff: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    /// 1 a folder, 2 a stream, 5 the root.
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0))
}

impl<'a> Compound<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Compound<'a>, ReadError> {
        let shift = |at: usize, allowed: &[u16]| u16_at(bytes, at).filter(|s| allowed.contains(s)).map(|s| 1_usize << s).ok_or(BROKEN);
        let word = |at: usize| u32_at(bytes, at).ok_or(BROKEN);
        let mut found = Compound {
            bytes,
            sector_size: shift(30, &[9, 12])?,
            mini_size: shift(32, &[6])?,
            cutoff: u64::from(word(56)?),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        let lists = found.fat_sectors(word(68)?)?;
        for sector in lists {
            let part = found.sector(sector).ok_or(BROKEN)?;
            found.fat.extend(words(part));
        }
        found.mini_fat = words(&found.chain(word(60)?)?).collect();
        let folder = found.chain(word(48)?)?;
        found.entries = folder.chunks_exact(ENTRY).filter_map(entry).collect();
        let root = found.entries.first().filter(|e| e.kind == 5).ok_or(BROKEN)?;
        found.mini_stream = found.chain(root.start)?;
        Ok(found)
    }

    /// How many sectors the file can hold.
    fn most(&self) -> usize {
        self.bytes.len().checked_div(self.sector_size).unwrap_or(0).saturating_add(1)
    }

    /// The last sector may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector_size)?;
        let to = from.checked_add(self.sector_size)?.min(self.bytes.len());
        self.bytes.get(from..to).filter(|part| !part.is_empty())
    }

    /// The sectors that hold the list of all sectors: 109 stand in the header, the rest in a chain of their own.
    fn fat_sectors(&self, first: u32) -> Result<Vec<u32>, ReadError> {
        let header = self.bytes.get(76..HEADER).ok_or(BROKEN)?;
        let mut sectors: Vec<u32> = words(header).filter(|s| *s <= LAST_SECTOR).collect();
        let mut next = first;
        let mut steps = 0_usize;
        while next <= LAST_SECTOR {
            steps = steps.saturating_add(1);
            let part = self.sector(next).filter(|_| steps <= self.most()).ok_or(BROKEN)?;
            let mut listed: Vec<u32> = words(part).collect();
            next = listed.pop().unwrap_or(NO_ENTRY);
            sectors.extend(listed.into_iter().filter(|s| *s <= LAST_SECTOR));
        }
        if sectors.len() > self.most() { Err(BROKEN) } else { Ok(sectors) }
    }

    /// The content of a chain of sectors.
    fn chain(&self, first: u32) -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        let mut next = first;
        let mut steps = 0_usize;
        while next <= LAST_SECTOR {
            steps = steps.saturating_add(1);
            let part = self.sector(next).filter(|_| steps <= self.most()).ok_or(BROKEN)?;
            content.extend_from_slice(part);
            next = usize::try_from(next).ok().and_then(|at| self.fat.get(at)).copied().ok_or(BROKEN)?;
        }
        Ok(content)
    }

    fn small_chain(&self, first: u32) -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        let mut next = first;
        let mut steps = 0_usize;
        while next <= LAST_SECTOR {
            steps = steps.saturating_add(1);
            let at = usize::try_from(next).map_err(|_| BROKEN)?;
            let from = at.checked_mul(self.mini_size).ok_or(BROKEN)?;
            let to = from.saturating_add(self.mini_size).min(self.mini_stream.len());
            let part = self.mini_stream.get(from..to).filter(|p| !p.is_empty() && steps <= self.mini_fat.len()).ok_or(BROKEN)?;
            content.extend_from_slice(part);
            next = self.mini_fat.get(at).copied().ok_or(BROKEN)?;
        }
        Ok(content)
    }

    /// The places of what lies directly in the root.
    fn in_root(&self) -> Vec<&Entry> {
        let mut found = Vec::new();
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut open = vec![self.entries.first().map_or(NO_ENTRY, |root| root.child)];
        while let Some(at) = open.pop() {
            let Some(entry) = usize::try_from(at).ok().and_then(|at| self.entries.get(at)) else { continue };
            if seen.insert(at) {
                found.push(entry);
                open.extend([entry.left, entry.right]);
            }
        }
        found
    }

    /// True if the root holds this, whatever it is.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.in_root().iter().any(|e| e.name.eq_ignore_ascii_case(name))
    }

    /// A stream of the root; `None` if there is none by that name.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.in_root().into_iter().find(|e| e.kind == 2 && e.name.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let mut content = if entry.size < self.cutoff { self.small_chain(entry.start)? } else { self.chain(entry.start)? };
        let size = usize::try_from(entry.size).map_err(|_| BROKEN)?;
        if content.len() < size {
            return Err(BROKEN);
        }
        content.truncate(size);
        Ok(Some(content))
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64).checked_sub(2);
    let units: Vec<u16> = bytes.get(..length.unwrap_or(0))?.chunks_exact(2).filter_map(|c| u16_at(c, 0)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: bytes.get(66).copied()?,
        left: u32_at(bytes, 68)?,
        right: u32_at(bytes, 72)?,
        child: u32_at(bytes, 76)?,
        start: u32_at(bytes, 116)?,
        // Some programs leave rubbish in the upper half, which small files never need.
        size: u64::from(u32_at(bytes, 120)?),
    })
}
