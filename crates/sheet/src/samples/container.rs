//! One stream → a compound file that holds it.

use crate::out::WriteError;

const SECTOR: usize = 512;
/// Smaller streams would lie in small sectors, which are not written here.
const LEAST: usize = 4096;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const IS_LIST: u32 = 0xFFFF_FFFD;
/// So many lists of sectors stand in the header.
const MOST_LISTS: usize = 109;

/// The stream under a name in the root, padded with noughts to whole sectors.
pub(super) fn compound(name: &str, stream: &[u8]) -> Result<Vec<u8>, WriteError> {
    let size = stream.len().max(LEAST).div_ceil(SECTOR).saturating_mul(SECTOR);
    // The stream first, then the folder, then the lists of them all.
    let folder = size.div_ceil(SECTOR);
    let first_list = folder.saturating_add(1);
    let mut lists = 1_usize;
    while lists.saturating_mul(SECTOR.div_ceil(4)) < first_list.saturating_add(lists) {
        lists = lists.saturating_add(1);
    }
    if lists > MOST_LISTS {
        return Err(WriteError::Refused { sheet: String::new(), why: "too large for a workbook of the old kind".to_owned() });
    }
    let word = |n: usize| u32::try_from(n).unwrap_or(FREE);
    let mut file: Vec<u8> = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.extend([0; 16]);
    for half in [0x003E_u16, 0x0003, 0xFFFE, 9, 6, 0, 0, 0] {
        file.extend(half.to_le_bytes());
    }
    for whole in [0, word(lists), word(folder), 0, word(LEAST), END, 0, END, 0] {
        file.extend(whole.to_le_bytes());
    }
    for at in 0..MOST_LISTS {
        file.extend(if at < lists { word(first_list.saturating_add(at)) } else { FREE }.to_le_bytes());
    }
    file.extend(stream);
    file.resize(SECTOR.saturating_add(size), 0);
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(name, 2, FREE, 0, word(size)));
    file.extend(entry("", 0, FREE, 0, 0));
    file.extend(entry("", 0, FREE, 0, 0));
    // Each sector of the stream names the next.
    let mut chain: Vec<u32> = (1..folder).map(word).collect();
    chain.extend([END, END]);
    chain.extend(std::iter::repeat_n(IS_LIST, lists));
    chain.resize(lists.saturating_mul(SECTOR.div_ceil(4)), FREE);
    file.extend(chain.into_iter().flat_map(u32::to_le_bytes));
    Ok(file)
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().take(31).flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { bytes.len().saturating_add(2) };
    bytes.resize(64, 0);
    bytes.extend(u16::try_from(length).unwrap_or(0).to_le_bytes());
    bytes.extend([kind, 1]);
    for whole in [FREE, FREE, child] {
        bytes.extend(whole.to_le_bytes());
    }
    bytes.resize(116, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.resize(128, 0);
    bytes
}
