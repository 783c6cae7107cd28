//! The container of old office files: one stream in sectors of 512 bytes, with its allocation table and directory.

const SECTOR: usize = 512;
/// A shorter stream would have to lie in the small sectors.
const LEAST: usize = 4096;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;

/// A file that holds one stream.
#[must_use]
pub fn file(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut data = stream.to_vec();
    data.resize(data.len().max(LEAST).next_multiple_of(SECTOR), 0);
    let size = data.len();
    let sectors = size / SECTOR;
    // The stream, one sector of directory, and as many of the table as describe them all.
    let mut tables = 1;
    while (sectors + 1 + tables) * 4 > tables * SECTOR {
        tables += 1;
    }
    let mut out = header(sectors, tables);
    out.extend_from_slice(&data);
    out.extend_from_slice(&directory(name, size));
    let mut table: Vec<u32> = (1..=number(sectors)).collect();
    if let Some(last) = table.last_mut() {
        *last = END;
    }
    table.push(END);
    table.extend(std::iter::repeat_n(TABLE, tables));
    table.resize(tables * SECTOR / 4, FREE);
    out.extend(table.into_iter().flat_map(u32::to_le_bytes));
    out
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn header(sectors: usize, tables: usize) -> Vec<u8> {
    let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    out.extend([0; 16]);
    for half in [0x003E_u16, 0x0003, 0xFFFE, 0x0009, 0x0006] {
        out.extend(half.to_le_bytes());
    }
    out.extend([0; 6]);
    // Directory sectors (none counted in this version), tables, first of the directory, transaction, least size, small table, how many
    // of it, further tables, how many of them.
    for word in [0, number(tables), number(sectors), 0, number(LEAST), END, 0, END, 0] {
        out.extend(word.to_le_bytes());
    }
    let first = sectors + 1;
    for at in 0..109 {
        out.extend(if at < tables { number(first + at) } else { FREE }.to_le_bytes());
    }
    out
}

fn directory(name: &str, size: usize) -> Vec<u8> {
    let mut out = entry("Root Entry", 5, 1, END, 0);
    out.extend(entry(name, 2, FREE, 0, size));
    out.extend(entry("", 0, FREE, 0, 0));
    out.extend(entry("", 0, FREE, 0, 0));
    out
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: usize) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { out.len() + 2 };
    out.resize(64, 0);
    out.extend(u16::try_from(length).unwrap_or(0).to_le_bytes());
    out.extend([kind, 1]);
    for word in [FREE, FREE, child] {
        out.extend(word.to_le_bytes());
    }
    out.resize(116, 0);
    out.extend(start.to_le_bytes());
    out.extend(number(size).to_le_bytes());
    out.extend(0_u32.to_le_bytes());
    out
}
